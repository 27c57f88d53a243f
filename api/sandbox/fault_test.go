package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// scripted is the Config of a script that must be right.
func scripted(t testing.TB, script string) Config {
	t.Helper()
	faults, err := ParseFaults(script)
	if err != nil {
		t.Fatal(err)
	}
	return Config{Faults: faults}
}

// way is how a client reaches a sandbox.
type way struct {
	name  string
	reach func(testing.TB, *Sandbox) (client *http.Client, base string)
}

var ways = []way{
	{"over the network", func(t testing.TB, s *Sandbox) (*http.Client, string) {
		server := httptest.NewServer(s)
		t.Cleanup(server.Close)
		return fresh(server.Client().Transport), server.URL
	}},
	{"in process", func(_ testing.TB, s *Sandbox) (*http.Client, string) {
		return fresh(s.Transport()), "https://sandbox.invalid"
	}},
}

// fresh is a client that follows nothing.
func fresh(via http.RoundTripper) *http.Client {
	return &http.Client{Transport: via, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// manyContacts make a body larger than what net/http reads by itself behind a
// reply.
const manyContacts = 3000

// createBodyOf is a request to create a batch of n contacts.
func createBodyOf(t testing.TB, ctx context.Context, base string, n int) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "POST", base+"/api/v1/batch", strings.NewReader(batchBody(0, n, "")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer key")
	r.Header.Set("Content-Type", "application/json")
	return r
}

// seen is what a client saw of a reply.
type seen struct {
	status int
	header http.Header
	body   string
	err    error // of the request, or of reading the body
}

func do(client *http.Client, r *http.Request) seen {
	response, err := client.Do(r)
	if err != nil {
		return seen{err: err}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return seen{response.StatusCode, response.Header, string(body), err}
}

// strikes is every fault that ends by itself: what the client sees of a create
// request, and whether it was stored.
var strikes = []struct {
	fault  string
	stored bool
	status int    // 0 is no reply
	says   string // in the body
	header string // "Name: value" of the reply
	ends   error  // over the network
}{
	{fault: "drop-before", ends: io.EOF},
	{fault: "drop-after", stored: true, ends: io.EOF},
	{fault: "drop-early", ends: errAny},
	{fault: "reset-before", ends: syscall.ECONNRESET},
	{fault: "reset-after", stored: true, ends: syscall.ECONNRESET},
	{fault: "500-before", status: 500, says: `{"error":"Internal server error"`},
	{fault: "500-after", stored: true, status: 500, says: `{"error":"Internal server error"`},
	{fault: "502-html", status: 502, says: "<h1>502 Bad Gateway</h1>", header: "Content-Type: text/html"},
	{fault: "502-html-after", stored: true, status: 502, says: "<h1>502 Bad Gateway</h1>", header: "Content-Type: text/html"},
	{fault: "cut", stored: true, status: 202, says: `{"success":true,"batchId":"batch_`, ends: io.ErrUnexpectedEOF},
	{fault: "slow:1ms", stored: true, status: 202, says: `"status":"ingesting"`},
	{fault: "slow-before:1ms", stored: true, status: 202, says: `"status":"ingesting"`},
	{fault: "redirect:https://elsewhere.invalid", status: 307, header: "Location: https://elsewhere.invalid/api/v1/batch"},
	{fault: "redirect-302:https://elsewhere.invalid/", status: 302, header: "Location: https://elsewhere.invalid/api/v1/batch"},
	{fault: "redirect-308:http://elsewhere.invalid:81/x/", status: 308, header: "Location: http://elsewhere.invalid:81/x/api/v1/batch"},
	{fault: "links:https://elsewhere.invalid/", stored: true, status: 202, says: `"links":{"status":"https://elsewhere.invalid/api/v1/batch/batch_`},
	{fault: "garbage", stored: true, status: 202, says: garbledBody},
	{fault: "no-id", stored: true, status: 202, says: `{"success":true,"status":"ingesting","message":`},
	{fault: "429", status: 429, says: `{"error":"Too many requests"`, header: "Retry-After: "},
	{fault: "429:7", status: 429, says: `{"error":"Too many requests"`, header: "Retry-After: 7"},
	{fault: "429:0", status: 429, says: `{"error":"Too many requests"`, header: "Retry-After: 0"},
	{fault: "400", status: 400, says: `"fieldErrors":{"agentId":["Agent ID is required"]`},
	{fault: "401", status: 401, says: `"code":"UNAUTHORIZED"`},
	{fault: "402", status: 402, says: `"details":{"estimatedMinutesRequired":2000,"availableMinutes":500}`},
	{fault: "403", status: 403, says: "The userId does not belong to this API key"},
	{fault: "404", status: 404, says: `"code":"AGENT_NOT_FOUND"`},
	{fault: "409", status: 409, says: `{"message":"Call already in progress for this contact","callId":"`},
}

// errAny stands for an error of no certain kind.
var errAny = errors.New("any error")

func TestEveryFaultShowsItselfAndStoresWhatItSays(t *testing.T) {
	for _, row := range strikes {
		for _, way := range ways {
			t.Run(row.fault+" "+way.name, func(t *testing.T) {
				b := newBench(t, scripted(t, "create:2="+row.fault))
				client, base := way.reach(t, b.Sandbox)
				if first := do(client, createBodyOf(t, t.Context(), base, 1)); first.status != 202 || first.err != nil {
					t.Fatalf("the request before was struck: %+v", first)
				}
				got := do(client, createBodyOf(t, t.Context(), base, manyContacts))
				if got.status != row.status || !strings.Contains(got.body, row.says) {
					t.Errorf("%d %q, want %d with %q", got.status, got.body, row.status, row.says)
				}
				checkEnd(t, got, row.ends, way.name == "in process")
				if name, want, named := strings.Cut(row.header, ": "); named && got.header.Get(name) != want {
					t.Errorf("%s is %q, want %q", name, got.header.Get(name), want)
				}
				if date := opening.Format(http.TimeFormat); got.status != 0 && got.header.Get("Date") != date {
					t.Errorf("Date is %q, want %q: the sandbox's clock", got.header.Get("Date"), date)
				}
				want := 1
				if row.stored {
					want = manyContacts
				}
				if dials := b.Dials(); len(dials) != want || dials[phoneOf(0)] != 1 && !row.stored {
					t.Errorf("%d numbers stored, want %d", len(dials), want)
				}
				if n := b.Requests()["POST /api/v1/batch"]; n != 2 {
					t.Errorf("%d requests counted, want 2", n)
				}
				if last := do(client, createBodyOf(t, t.Context(), base, 1)); last.status != 202 || last.err != nil {
					t.Errorf("the request after was struck: %+v", last)
				}
			})
		}
	}
}

// checkEnd compares how a reply ended; in process, a connection that closes
// and one that is reset are the same.
func checkEnd(t *testing.T, got seen, want error, inProcess bool) {
	t.Helper()
	switch {
	case want == nil:
		if got.err != nil {
			t.Errorf("ended with %v", got.err)
		}
		return
	case inProcess && got.status == 0:
		want = errHungUp
	case want == syscall.ECONNRESET && runtime.GOOS == "windows": // named otherwise there
		want = errAny
	}
	if got.err == nil || want != errAny && !errors.Is(got.err, want) {
		t.Errorf("ended with %v, want %v", got.err, want)
	}
}

func TestTheTableHoldsEveryFault(t *testing.T) {
	held := []string{"hang-before", "hang-after", "lag", "stale"} // tests of their own
	for _, row := range strikes {
		name, _, _ := strings.Cut(row.fault, ":")
		held = append(held, name)
	}
	for _, m := range faultKinds {
		if !slices.Contains(held, m.name) {
			t.Errorf("nothing tests %s", m.name)
		}
	}
}

func TestACutReplyPromisedMore(t *testing.T) {
	for _, way := range ways {
		b := newBench(t, scripted(t, "create:1=cut"))
		client, base := way.reach(t, b.Sandbox)
		response, err := client.Do(createBodyOf(t, t.Context(), base, 1))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(body) == 0 || int64(len(body)) >= response.ContentLength || json.Valid(body) {
			t.Errorf("%s: %d of %d bytes, then %v", way.name, len(body), response.ContentLength, err)
		}
	}
}

// The other address is a trap, and a client that follows walks into it: on one
// host, net/http takes the key to another port.
func TestARedirectIsATrap(t *testing.T) {
	var mu sync.Mutex
	caught := map[string]string{}
	trap := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		caught[r.Header.Get("Authorization")] = string(body)
	}))
	defer trap.Close()
	b := newBench(t, scripted(t, "create:1=redirect:"+trap.URL))
	client, base := ways[0].reach(t, b.Sandbox)
	client.CheckRedirect = nil
	if got := do(client, createBodyOf(t, t.Context(), base, 2)); got.status != 200 {
		t.Fatalf("%+v", got)
	}
	mu.Lock()
	defer mu.Unlock()
	if caught["Bearer key"] != batchBody(0, 2, "") || len(b.Dials()) != 0 {
		t.Errorf("the trap caught %v, and %d numbers were stored", caught, len(b.Dials()))
	}
}

func TestWhatTheServiceRefusesNoFaultStores(t *testing.T) {
	for _, row := range strikes {
		t.Run(row.fault, func(t *testing.T) {
			config := scripted(t, "create:1="+row.fault)
			config.Minutes = -1
			b := newBench(t, config)
			got := do(fresh(b.Transport()), createBodyOf(t, t.Context(), "https://sandbox.invalid", 2))
			if len(b.Dials()) != 0 {
				t.Error("stored without minutes")
			}
			if got.status/100 == 2 {
				t.Errorf("accepted without minutes: %+v", got)
			}
		})
	}
}
