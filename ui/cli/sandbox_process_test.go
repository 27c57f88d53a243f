//go:build unix

package cli_test

import (
	"net/http"
	"strings"
	"testing"

	"callsheet/api/sandbox"
)

// request asks a sandbox over a connection of its own.
func request(t *testing.T, s *server, method, target, body string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.base+target, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer key")
	r.Header.Set("Content-Type", "application/json")
	return (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
}

func counts(t *testing.T, s *server, of string) (found map[string]int) {
	t.Helper()
	if err := s.tells(of, &found); err != nil {
		t.Fatal(err)
	}
	return found
}

const oneContact = `{"agentId":"` + sandbox.DemoAgent + `","userId":"` + sandbox.DemoUser + `","contacts":[{"phoneNumber":"+447400123101"}]}`

func TestTheSandboxFailsAsItsFlagsSayAndTellsTheTruthOfIt(t *testing.T) {
	r := startSandbox(t, nil, "--fault", "create:1=drop-after", "--fault", "2=502-html, 3=429:7", "--fault", "list:*=lag:1")
	create := func() (status int, header http.Header) {
		response, err := request(t, r, "POST", "/api/v1/batch", oneContact)
		if err != nil {
			return 0, nil
		}
		response.Body.Close()
		return response.StatusCode, response.Header
	}
	for i, want := range []int{0, 502, 429, 202} {
		status, header := create()
		if status != want || want == 429 && header.Get("Retry-After") != "7" {
			t.Errorf("request %d was answered %d %v, want %d", i+1, status, header, want)
		}
	}
	if dials := counts(t, r, "dials"); len(dials) != 1 || dials["+447400123101"] != 2 {
		t.Errorf("it tells of %v; the first and the last were stored", dials)
	}
	if requests := counts(t, r, "requests"); len(requests) != 1 || requests["POST /api/v1/batch"] != 4 {
		t.Errorf("it tells of %v", requests)
	}
	if code := r.ends(t); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestTheSandboxEndsWhileAReplyHangs(t *testing.T) {
	t.Parallel()
	r := startSandbox(t, nil, "--fault", "list:1=hang-after,list:2=slow-before:24h")
	ended := make(chan error, 2)
	for i := range 2 {
		go func() {
			response, err := request(t, r, "GET", "/api/v1/batch/list?userId=user_demo", "")
			if err == nil {
				response.Body.Close()
			}
			ended <- err
		}()
		for counts(t, r, "requests")["GET /api/v1/batch/list"] <= i {
		}
	}
	if code := r.ends(t); code != 0 {
		t.Errorf("exit code %d", code)
	}
	for range 2 {
		if err := <-ended; err == nil {
			t.Error("a reply that hangs came")
		}
	}
}

func TestTheSandboxAnswersToNamesOfThisMachineOnly(t *testing.T) {
	r := startSandbox(t, nil)
	_, port, _ := strings.Cut(strings.TrimPrefix(r.base, "http://"), ":")
	for host, status := range map[string]int{
		"localhost:" + port: 200, "LOCALHOST": 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200, "[::1]": 200, "127.9.9.9": 200,
		"rebound.example:" + port: 421, "rebound.example": 421, "192.168.0.7:" + port: 421, "127.0.0.1.rebound.example": 421,
	} {
		request, err := http.NewRequest("GET", r.base+"/sandbox/dials", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = host
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != status {
			t.Errorf("a request to %s is answered %d, want %d", host, response.StatusCode, status)
		}
	}
}
