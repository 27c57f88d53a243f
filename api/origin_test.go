package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"callsheet/api"
)

func TestAddressesAndKeys(t *testing.T) {
	rows := []struct {
		name, base, key string
		says            string // "" = accepted
	}{
		{"the default is the public service", "", "k", ""},
		{"https is accepted", "https://api.example.com", "k", ""},
		{"a path in front is accepted", "https://api.example.com/dialgen/", "k", ""},
		{"http to 127.0.0.1 is accepted", "http://127.0.0.1:8080", "k", ""},
		{"http to any loopback address is accepted", "http://127.8.9.1", "k", ""},
		{"http to ::1 is accepted", "http://[::1]:80", "k", ""},
		{"http to localhost is accepted", "http://LocalHost:80", "k", ""},
		{"http to another host is refused", "http://api.example.com", "k", "Plain http would show the key"},
		{"http to a name that begins like loopback is refused", "http://127.0.0.1.example.com", "k", "Plain http"},
		{"http to localhost as a subdomain is refused", "http://localhost.example.com", "k", "Plain http"},
		{"http to all addresses is refused", "http://0.0.0.0:80", "k", "Plain http"},
		{"another scheme is refused", "ftp://api.example.com", "k", "must begin with https://"},
		{"no scheme is refused", "api.example.com", "k", "cannot be read"},
		{"a file is refused", "file:///etc/passwd", "k", "cannot be read"},
		{"no host is refused", "https://", "k", "cannot be read"},
		{"a port alone is refused", "https://:443", "k", "cannot be read"},
		{"a password is refused", "https://me:hunter2@api.example.com", "k", "user name or password"},
		{"a user is refused", "https://me@api.example.com", "k", "user name or password"},
		{"a query is refused", "https://api.example.com?token=hunter2", "k", "query"},
		{"an empty query is refused", "https://api.example.com?", "k", "query"},
		{"a fragment is refused", "https://api.example.com#hunter2", "k", "fragment"},
		{"an empty fragment is refused", "https://api.example.com#", "k", "fragment"},
		{"a line break is refused", "https://api.example.com\n", "k", "cannot be read"},
		{"an empty key is refused", "", "", "There is no API key. Set DIALGEN_API_KEY"},
		{"a key with a line break is refused", "", "hunter2\n", "no key has"},
		{"a key with a blank is refused", "", "hunter 2", "no key has"},
		{"a key with a bidi mark is refused", "", "hunter\u202e2", "no key has"},
		{"a key of a novel's length is refused", "", strings.Repeat("hunter2", 1000), "too long"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c, err := api.New(api.Config{BaseURL: row.base, Key: row.key})
			switch {
			case row.says == "" && (err != nil || c == nil):
				t.Fatalf("refused: %v", err)
			case row.says == "":
			case err == nil || !strings.Contains(err.Error(), row.says):
				t.Errorf("error %v, want %q", err, row.says)
			case strings.Contains(err.Error(), "hunter"):
				t.Errorf("the error repeats the secret: %v", err)
			case !strings.HasSuffix(err.Error(), ".") || strings.Count(err.Error(), ". ") == 0 && !strings.Contains(err.Error(), ";"):
				t.Errorf("no sentence with a next step: %v", err)
			}
		})
	}
}

// reading asks every endpoint that changes nothing.
func reading(ctx context.Context, c *api.Client) map[string]error {
	errs := make(map[string]error)
	_, errs["statistics"] = c.BatchStatistics(ctx, "batch_1", -1)
	_, errs["calls"] = c.BatchCalls(ctx, "batch_1")
	_, errs["list"] = c.ListBatches(ctx)
	_, errs["call"] = c.CallStatus(ctx, "call_1")
	_, errs["details"] = c.CallDetails(ctx, "call_1")
	_, errs["metrics"] = c.CallMetrics(ctx, api.MetricQuery{CallID: "call_1", AgentID: "agent_1", ContactID: "contact_1"})
	_, errs["agent"] = c.Agent(ctx, "agent_1")
	return errs
}

func TestReadsAreNotRedirectedToAnotherOrigin(t *testing.T) {
	elsewhere := serve(t, says(200, `[]`))
	// The same host by another name is another origin too.
	byName := strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1)
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, target := range []string{elsewhere.URL, byName, "https://example.com/"} {
			t.Run(fmt.Sprint(status, target), func(t *testing.T) {
				s := serve(t, says(status, "", "Location", target))
				for name, err := range reading(t.Context(), client(t, s.URL)) {
					var e *api.Error
					if !errors.As(err, &e) || e.Status != status {
						t.Errorf("%s: error %#v", name, err)
					}
				}
			})
		}
	}
	if got := elsewhere.arrived(); len(got) != 0 {
		t.Errorf("arrived elsewhere, with key %q", got[0].header.Get("Authorization"))
	}
}

func TestReadsFollowRedirectsWithinTheOrigin(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved" {
			says(200, `[{"batchId":"batch_1"}]`)(w, r)
			return
		}
		http.Redirect(w, r, "/moved", http.StatusTemporaryRedirect)
	})
	got, err := client(t, s.URL).ListBatches(t.Context())
	if err != nil || len(got.Batches) != 1 {
		t.Fatalf("got %v, %v", got, err)
	}
	for _, r := range s.arrived() {
		if r.header.Get("Authorization") != "Bearer "+testKey {
			t.Errorf("%s came with %q", r.path, r.header.Get("Authorization"))
		}
	}
}

func TestARedirectInACircleEnds(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	_, err := client(t, s.URL).ListBatches(t.Context())
	var e *api.Error
	if !errors.As(err, &e) || e.Status != http.StatusFound {
		t.Errorf("error %#v", err)
	}
	if n := len(s.arrived()); n > 10 {
		t.Errorf("%d requests arrived", n)
	}
}

// TestTheKeyStaysOutOfErrorsAndLogs lets the service echo the key, the query
// and the numbers everywhere a reply can hold them.
func TestTheKeyStaysOutOfErrorsAndLogs(t *testing.T) {
	split := testKey[:5] + "\u200b" + testKey[5:] // cleaning puts it together
	long := strings.Repeat("x", 1995) + testKey   // bounding cuts it in two
	scripts := map[string]http.HandlerFunc{
		"an echo in every field":   says(400, `{"error":"bad key `+testKey+`","code":"`+testKey+`","message":"`+split+`","callId":"`+testKey+`","details":{"fieldErrors":{"`+testKey+`":["`+split+`"]}}}`),
		"an echo across the bound": says(401, `{"error":"`+long+`"}`),
		"an echo in a conflict":    says(409, `{"message":"`+testKey+`","callId":"`+testKey+`"}`),
		"an echo in an acceptance": says(202, `{"error":"`+testKey+`"}`),
		"an echo in a web page":    says(502, `<html>`+testKey+`</html>`),
		"an echo in a redirect":    says(302, "", "Location", "https://x/"+testKey),
		"an echo in a bad address": says(302, "", "Location", "https://x\x7f/"+testKey),
		"an echo in a path":        says(307, "", "Location", "/"+testKey),
		"an echo in a header":      says(503, "", "Retry-After", testKey),
		"an echo instead of HTTP": func(w http.ResponseWriter, _ *http.Request) {
			conn, out, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			out.WriteString(testKey + "\x1b[2J\r\n\r\n")
			out.Flush()
			conn.Close()
		},
	}
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			var logged bytes.Buffer
			s := serve(t, script)
			c := client(t, s.URL, func(cfg *api.Config) {
				cfg.Log = slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			errs := reading(t.Context(), c)
			for _, row := range changing {
				errs[row.name] = row.do(t.Context(), c)
			}
			for op, err := range errs {
				if err == nil {
					t.Errorf("%s succeeded", op)
					continue
				}
				var e *api.Error
				if !errors.As(err, &e) {
					t.Fatalf("%s: %#v", op, err)
				}
				text := fmt.Sprintf("%v %+v %s %v %v %s", err, *e, e.CallID, e.Fields, e.Err, e.Reply)
				checkSecret(t, op, text)
			}
			checkSecret(t, "log", logged.String())
			if lines := strings.Count(logged.String(), "\n"); lines < len(errs) {
				t.Errorf("%d lines logged for %d requests", lines, len(errs))
			}
		})
	}
}

func checkSecret(t *testing.T, where, text string) {
	t.Helper()
	for _, secret := range []string{testKey, testKey[:12], "batchId=", "userId=", "7400123999", "Bearer"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s: %q is in %s", where, secret, text)
		}
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) }) {
		t.Errorf("%s: control characters in %q", where, text)
	}
}

func TestWhatEveryRequestCarries(t *testing.T) {
	s := serve(t, says(200, changed))
	c := client(t, s.URL+"/prefix/", func(cfg *api.Config) { cfg.UserAgent = "callsheet/1.2" })
	ctx := t.Context()
	reading(ctx, c)
	c.BatchStatistics(ctx, "batch 1&x", 25)
	c.BatchStatistics(ctx, "batch_1", 0)
	c.CallMetrics(ctx, api.MetricQuery{CallID: "c", UserID: "u2", AgentID: "a", ContactID: "p"})
	for _, row := range changing {
		if err := row.do(ctx, c); err != nil {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	want := map[string]bool{
		"GET /prefix/api/v1/batch/check-status?batchId=batch_1&limit=all&userId=user_1 ":                                  true,
		"GET /prefix/api/v1/batch/check-status?batchId=batch+1%26x&limit=25&userId=user_1 ":                               true,
		"GET /prefix/api/v1/batch/check-status?batchId=batch_1&userId=user_1 ":                                            true,
		"GET /prefix/api/v1/status/batch?batchId=batch_1&userId=user_1 ":                                                  true,
		"GET /prefix/api/v1/batch/list?userId=user_1 ":                                                                    true,
		"GET /prefix/api/v1/status/call?callId=call_1&userId=user_1 ":                                                     true,
		"GET /prefix/api/v1/call/check-status?callId=call_1&userId=user_1 ":                                               true,
		"GET /prefix/api/v1/call/get-metric?agentId=agent_1&callId=call_1&contactId=contact_1&userId=user_1 ":             true,
		"GET /prefix/api/v1/call/get-metric?agentId=a&callId=c&contactId=p&userId=u2 ":                                    true,
		"GET /prefix/api/v1/agent?agentId=agent_1&userId=user_1 ":                                                         true,
		`POST /prefix/api/v1/batch? {"agentId":"agent_1","userId":"user_1","contacts":[{"phoneNumber":"+447400123999"}]}`: true,
		"POST /prefix/api/v1/batch/cancel?batchId=batch_1&userId=user_1 ":                                                 true,
		`POST /prefix/api/v1/call/dial? {"to":"+447400123999","agentConfigId":"agent_1","userId":"user_1"}`:               true,
	}
	for _, r := range s.arrived() {
		line := r.method + " " + r.path + "?" + r.query + " " + r.body
		if !want[line] {
			t.Errorf("unexpected request %s", line)
		}
		delete(want, line)
		h := r.header
		if h.Get("Authorization") != "Bearer "+testKey || h.Get("User-Agent") != "callsheet/1.2" || h.Get("Accept") != "application/json" {
			t.Errorf("%s %s: headers %v", r.method, r.path, h)
		}
		if typed := h.Get("Content-Type"); (r.body != "") != (typed == "application/json") {
			t.Errorf("%s %s: content type %q", r.method, r.path, typed)
		}
		if fresh := h.Get("Cache-Control"); (r.method == http.MethodGet) != (fresh == "no-cache") {
			t.Errorf("%s %s: cache control %q", r.method, r.path, fresh)
		}
		if r.proto != 1 {
			t.Errorf("%s %s: HTTP/%d", r.method, r.path, r.proto)
		}
	}
	for line := range want {
		t.Errorf("never sent: %s", line)
	}
}

func TestAReadThatIsStoppedSaysSo(t *testing.T) {
	arrived := make(chan struct{})
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	})
	ctx, stop := context.WithCancel(t.Context())
	go func() { <-arrived; stop() }()
	_, err := client(t, s.URL).ListBatches(ctx)
	if !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "It was stopped while waiting for the answer.") {
		t.Errorf("error %v", err)
	}
}

func TestAReadPastItsTimeSaysSo(t *testing.T) {
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c := client(t, s.URL, func(cfg *api.Config) { cfg.ReadTimeout = time.Second })
	_, err := c.ListBatches(t.Context())
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "No answer came in time. Look again in a few minutes") {
		t.Errorf("error %v", err)
	}
}

func TestAnAddressHasOneForm(t *testing.T) {
	rows := []struct{ name, address, origin string }{
		{"none is the public one", "", "https://sa.dialgen.ai"},
		{"capitals, a dot and the usual port", "HTTPS://SA.Dialgen.ai.:443/", "https://sa.dialgen.ai"},
		{"the other scheme's port is another", "https://sa.dialgen.ai:80", "https://sa.dialgen.ai:80"},
		{"an address of six groups", "http://[0:0:0:0:0:0:0:1]:8787", "http://[::1]:8787"},
		{"without a port", "http://[::1]/", "http://[::1]"},
		{"IPv4 in IPv6", "http://[::ffff:127.0.0.1]:80", "http://127.0.0.1"},
		{"a name of this machine", "http://LocalHost.:8787", "http://localhost:8787"},
		{"a path is part of it", "https://proxy.example/Dialgen/", "https://proxy.example/Dialgen"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := api.Origin(row.address); got != row.origin {
				t.Errorf("%q, want %q", got, row.origin)
			}
		})
	}
}

func TestOnlyThisMachineIsLoopback(t *testing.T) {
	here := []string{"localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"}
	elsewhere := []string{"", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "localhost.example.com", "localhost..", "localhoſt", "loсalhost", "127.0.0.1.example.com", "10.0.0.7"}
	for _, host := range here {
		if !api.IsLoopback(host) {
			t.Errorf("%q is this machine", host)
		}
	}
	for _, host := range elsewhere {
		if api.IsLoopback(host) {
			t.Errorf("%q was taken for this machine", host)
		}
	}
}
