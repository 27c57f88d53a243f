package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"callsheet/api/sandbox"
)

// rehearsal is `callsheet sandbox` running within the test.
type rehearsal struct {
	t    *testing.T
	base string
	stop context.CancelFunc
	code chan int
}

func rehearse(t *testing.T, args ...string) *rehearsal {
	t.Helper()
	said, says := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	r := &rehearsal{t, "", stop, make(chan int, 1)}
	p := newProgram(nil, io.Discard, says, noEnv, nil)
	go func() {
		r.code <- p.run(ctx, append([]string{"sandbox", "--addr", "127.0.0.1:0"}, args...))
		says.Close()
	}()
	lines := bufio.NewReader(said)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("it said %q: %v", first, err)
	}
	go io.Copy(io.Discard, lines)
	_, r.base, _ = strings.Cut(first, "The sandbox answers at ")
	r.base, _, _ = strings.Cut(r.base, ". Stop it with ctrl+c.")
	t.Cleanup(func() { r.ends() })
	return r
}

// ends stops the sandbox and returns its exit code.
func (r *rehearsal) ends() int {
	r.stop()
	code := <-r.code
	r.code <- code
	return code
}

func (r *rehearsal) ask(ctx context.Context, method, target, body string) (*http.Response, error) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(ctx, method, r.base+target, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer key")
	request.Header.Set("Content-Type", "application/json")
	return (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
}

func (r *rehearsal) tells(target string) map[string]int {
	r.t.Helper()
	response, err := r.ask(r.t.Context(), "GET", target, "")
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	counts := map[string]int{}
	if err := json.NewDecoder(response.Body).Decode(&counts); err != nil {
		r.t.Fatal(err)
	}
	return counts
}

const oneContact = `{"agentId":"` + sandbox.DemoAgent + `","userId":"` + sandbox.DemoUser + `","contacts":[{"phoneNumber":"+447400123101"}]}`

func TestTheSandboxFailsAsItsFlagsSayAndTellsTheTruthOfIt(t *testing.T) {
	r := rehearse(t, "--fault", "create:1=drop-after", "--fault", "2=502-html, 3=429:7", "--fault", "list:*=lag:1")
	create := func() (status int, header http.Header) {
		response, err := r.ask(t.Context(), "POST", "/api/v1/batch", oneContact)
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
	if dials := r.tells("/sandbox/dials"); len(dials) != 1 || dials["+447400123101"] != 2 {
		t.Errorf("it tells of %v; the first and the last were stored", dials)
	}
	if requests := r.tells("/sandbox/requests"); len(requests) != 1 || requests["POST /api/v1/batch"] != 4 {
		t.Errorf("it tells of %v", requests)
	}
	if code := r.ends(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
}

func TestTheSandboxEndsWhileAReplyHangs(t *testing.T) {
	r := rehearse(t, "--fault", "list:1=hang-after,list:2=slow-before:24h")
	ended := make(chan error, 2)
	for i := range 2 {
		go func() {
			response, err := r.ask(t.Context(), "GET", "/api/v1/batch/list?userId=user_demo", "")
			if err == nil {
				response.Body.Close()
			}
			ended <- err
		}()
		for r.tells("/sandbox/requests")["GET /api/v1/batch/list"] <= i {
		}
	}
	if code := r.ends(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	for range 2 {
		if err := <-ended; err == nil {
			t.Error("a reply that hangs came")
		}
	}
}

func TestTheSandboxAnswersToNamesOfThisMachineOnly(t *testing.T) {
	r := rehearse(t)
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

func TestAWrongSandboxIsWrongUsage(t *testing.T) {
	rows := []struct {
		name, says string
		args       []string
	}{
		{"a fault that is not known", `The fault "create:2=drop" cannot be used: there is no such fault. The faults are drop-before, `, []string{"--fault", "create:2=drop"}},
		{"a second flag that is wrong", `The fault "never" cannot be used`, []string{"--fault", "1=cut", "--fault", "never"}},
		{"a fault that is empty", "--fault is empty.", []string{"--fault", ""}},
		{"a speed below standing still", "--speed is how many times faster", []string{"--speed", "-1"}},
		{"an address without a port", "is not an address", []string{"--addr", "127.0.0.1"}},
		{"an address of another machine", "listens on this machine only", []string{"--addr", "192.168.0.7:1"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var said strings.Builder
			p := newProgram(nil, io.Discard, &said, noEnv, nil)
			if code := p.run(t.Context(), append([]string{"sandbox"}, row.args...)); code != exitUsage || !strings.Contains(said.String(), row.says) {
				t.Errorf("exit code %d, said %q, want %q", code, said.String(), row.says)
			}
		})
	}
}

func TestTheSandboxExplainsItsFaults(t *testing.T) {
	var said strings.Builder
	p := newProgram(nil, &said, io.Discard, noEnv, nil)
	if code := p.run(t.Context(), []string{"sandbox", "--help"}); code != exitDone {
		t.Fatalf("exit code %d", code)
	}
	for _, want := range []string{sandbox.FaultHelp(), sandbox.InspectionHelp(), "--fault create:2=drop-after"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("the help lacks %q", want)
		}
	}
}
