package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
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

// orderOf is a request to create a batch of n contacts.
func orderOf(t testing.TB, ctx context.Context, base string, n int) *http.Request {
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
				if first := do(client, orderOf(t, t.Context(), base, 1)); first.status != 202 || first.err != nil {
					t.Fatalf("the request before was struck: %+v", first)
				}
				got := do(client, orderOf(t, t.Context(), base, manyContacts))
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
				if last := do(client, orderOf(t, t.Context(), base, 1)); last.status != 202 || last.err != nil {
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
	held := []string{"hang-before", "hang-after", "lag"} // tests of their own
	for _, row := range strikes {
		name, _, _ := strings.Cut(row.fault, ":")
		held = append(held, name)
	}
	for _, m := range mishaps {
		if !slices.Contains(held, m.name) {
			t.Errorf("nothing tests %s", m.name)
		}
	}
}

func TestACutReplyPromisedMore(t *testing.T) {
	for _, way := range ways {
		b := newBench(t, scripted(t, "create:1=cut"))
		client, base := way.reach(t, b.Sandbox)
		response, err := client.Do(orderOf(t, t.Context(), base, 1))
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

// eventually waits for what another goroutine does.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never so: %s", what)
		}
	}
}

// watchedBody tells when a request has arrived whole.
type watchedBody struct {
	io.ReadCloser
	whole func()
}

func (w watchedBody) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if err == io.EOF {
		w.whole()
	}
	return n, err
}

// Closing the server waits for its handlers: none is left behind.
func TestAClientThatLeavesAFaultOverTheNetwork(t *testing.T) {
	rows := []struct {
		fault, key   string
		leaves, ends int // numbers stored before the client leaves, at least, and in the end
	}{
		{"hang-before", "key", 0, 0},
		{"hang-after", "key", manyContacts, manyContacts},
		{"slow:24h", "key", manyContacts, manyContacts},
		{"slow-before:1s", "key", 0, manyContacts},
		{"hang-after", "another", 0, 0}, // refused by its headers
		{"slow:24h", "another", 0, 0},
	}
	for _, row := range rows {
		t.Run(row.fault+" with the sandbox's key "+row.key, func(t *testing.T) {
			config := scripted(t, "create:1="+row.fault)
			config.Key = row.key
			b := newBench(t, config)
			whole := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.Body = watchedBody{r.Body, sync.OnceFunc(func() { close(whole) })}
				b.ServeHTTP(w, r)
			}))
			defer server.Close()
			ctx, leave := context.WithCancel(t.Context())
			ended := make(chan seen, 1)
			go func() { ended <- do(server.Client(), orderOf(t, ctx, server.URL, manyContacts)) }()
			<-whole
			eventually(t, "it is stored at once", func() bool { return len(b.Dials()) >= row.leaves })
			leave()
			late := row.ends > row.leaves // and on a slow machine perhaps answered before the client left
			if got := <-ended; !errors.Is(got.err, context.Canceled) && !late {
				t.Errorf("the client saw %+v", got)
			}
			server.Close()
			if n := len(b.Dials()); n != row.ends {
				t.Errorf("%d numbers stored, want %d", n, row.ends)
			}
		})
	}
}

// On a clock of its own, how long a fault takes can be told exactly.
func TestHowLongAFaultTakes(t *testing.T) {
	rows := []struct {
		name, fault string
		patience    time.Duration // how long the client waits
		answered    bool
		atOnce      bool // stored when the client sees the end
		finally     bool // stored a day later
	}{
		{"a slow reply comes in its time", "slow:5s", 6 * time.Second, true, true, true},
		{"a slow reply is stored at once", "slow:5s", 4 * time.Second, false, true, true},
		{"a slow service stores before it replies", "slow-before:5s", 6 * time.Second, true, true, true},
		{"a slow service stores although nobody waits", "slow-before:5s", 4 * time.Second, false, false, true},
		{"a request that hangs is never stored", "hang-before", 1000 * time.Hour, false, false, false},
		{"a reply that hangs was stored", "hang-after", 1000 * time.Hour, false, true, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := New(scripted(t, "create:1="+row.fault))
				ctx, cancel := context.WithTimeout(t.Context(), row.patience)
				defer cancel()
				began := time.Now()
				got := do(fresh(s.Transport()), orderOf(t, ctx, "https://sandbox.invalid", 3))
				switch took := time.Since(began); {
				case row.answered && (got.status != 202 || took != 5*time.Second):
					t.Errorf("%+v after %v, want 202 after 5s", got, took)
				case !row.answered && (!errors.Is(got.err, context.DeadlineExceeded) || took != row.patience):
					t.Errorf("%+v after %v, want no answer for %v", got, took, row.patience)
				}
				if stored := len(s.Dials()) == 3; stored != row.atOnce {
					t.Errorf("stored: %v when the client leaves, want %v", stored, row.atOnce)
				}
				time.Sleep(24 * time.Hour)
				if stored := len(s.Dials()) == 3; stored != row.finally {
					t.Errorf("stored: %v in the end, want %v", stored, row.finally)
				}
			})
		})
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
	if got := do(client, orderOf(t, t.Context(), base, 2)); got.status != 200 {
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
			got := do(fresh(b.Transport()), orderOf(t, t.Context(), "https://sandbox.invalid", 2))
			if len(b.Dials()) != 0 {
				t.Error("stored without minutes")
			}
			if got.status/100 == 2 {
				t.Errorf("accepted without minutes: %+v", got)
			}
		})
	}
}

func TestFaultsOfOtherEndpoints(t *testing.T) {
	rows := []struct {
		script, method, target string
		status                 int
		says                   string
	}{
		{"list=500-before", "GET", "/api/v1/batch/list?userId=user_a", 500, "INTERNAL_ERROR"},
		{"status=404", "GET", "/api/v1/batch/check-status?userId=user_a&batchId=$", 404, "BATCH_NOT_FOUND"},
		{"calls=502-html", "GET", "/api/v1/status/batch?userId=user_a&batchId=$", 502, "Bad Gateway"},
		{"link=429:1", "GET", "/api/v1/batch/$/status", 429, "RATE_LIMITED"},
		{"cancel=500-after", "POST", "/api/v1/batch/cancel?userId=user_a&batchId=$", 500, "INTERNAL_ERROR"},
		{"dial=409", "POST", "/api/v1/call/dial", 409, "Call already in progress"},
		{"agent=404", "GET", "/api/v1/agent?userId=user_a&agentId=" + DemoAgent, 404, "AGENT_NOT_FOUND"},
		{"call=404", "GET", "/api/v1/status/call?userId=user_a&callId=x", 404, "CALL_NOT_FOUND"},
		{"record=garbage", "GET", "/api/v1/call/check-status?userId=user_a&callId=x", 404, "CALL_NOT_FOUND"}, // refused anyhow
		{"metric=redirect:http://a.invalid", "GET", "/api/v1/call/get-metric?userId=user_a&callId=x", 307, "Temporary"},
	}
	for _, row := range rows {
		t.Run(row.script, func(t *testing.T) {
			b := newBench(t, scripted(t, row.script))
			id := b.create(0, 3, "")
			w := b.send(row.method, strings.ReplaceAll(row.target, "$", id), "{}") // a body nobody asked for harms nothing
			if w.Code != row.status || !strings.Contains(w.Body.String(), row.says) {
				t.Errorf("%d %s, want %d with %s", w.Code, w.Body, row.status, row.says)
			}
			if row.script == "cancel=500-after" {
				if got := b.report(id, "").Status; got != "cancelled" {
					t.Errorf("the batch is %s: the fault must come after the cancel", got)
				}
			}
		})
	}
}

func TestWhichRequestsAFaultStrikes(t *testing.T) {
	rows := []struct{ name, script, statuses string }{
		{"no script strikes nobody", "", "202 202 202 202"},
		{"one request", "create:2=500-before", "202 500 202 202"},
		{"a range", "create:2-3=500-before", "202 500 500 202"},
		{"from one on", "create:3-=500-before", "202 202 500 500"},
		{"every one", "create:*=500-before", "500 500 500 500"},
		{"every one, when nothing is said", "create=500-before", "500 500 500 500"},
		{"create is meant when no endpoint is named", "2=500-before", "202 500 202 202"},
		{"every create", "*=500-before", "500 500 500 500"},
		{"the first rule that fits plays", "create:2=400, create:2-3=500-before, create:*=429", "429 400 500 429"},
		{"a rule for another endpoint strikes nobody here", "list:*=500-before", "202 202 202 202"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, scripted(t, row.script))
			var got []string
			for i := range 4 {
				b.send("GET", "/api/v1/batch/list?userId=user_a", "") // counted for itself
				b.send("GET", "/api/v1/batch", "")                    // another method is another endpoint
				got = append(got, fmt.Sprint(b.send("POST", "/api/v1/batch", batchBody(i, 1, "")).Code))
			}
			if strings.Join(got, " ") != row.statuses {
				t.Errorf("%v, want %s", got, row.statuses)
			}
		})
	}
}

func TestARefusedRequestCountsToo(t *testing.T) {
	b := newBench(t, scripted(t, "create:2=500-before"))
	if w := b.send("POST", "/api/v1/batch", "{}"); w.Code != 400 {
		t.Errorf("%d", w.Code)
	}
	if w := b.send("POST", "/api/v1/batch", batchBody(0, 1, "")); w.Code != 500 {
		t.Errorf("%d", w.Code)
	}
}

func TestAScriptIsKeptUnderLoad(t *testing.T) {
	const each = 40
	script := fmt.Sprintf("create:1-%d=drop-after,create:%d-%d=500-before,create:%d-%d=slow-before:1ms,create:%d-%d=cut,create:%d-%d=reset-before",
		each, each+1, 2*each, 2*each+1, 3*each, 3*each+1, 4*each, 4*each+1, 5*each)
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			b := newBench(t, scripted(t, script))
			client, base := way.reach(t, b.Sandbox)
			var all sync.WaitGroup
			lanes := make(chan struct{}, 16)
			for i := range 6 * each {
				all.Go(func() {
					lanes <- struct{}{}
					defer func() { <-lanes }()
					r := orderOf(t, t.Context(), base, 1)
					body := batchBody(i, 1, "")
					r.Body, r.ContentLength, r.GetBody = io.NopCloser(strings.NewReader(body)), int64(len(body)), nil
					do(client, r)
				})
			}
			all.Wait()
			dials := b.Dials()
			for number, n := range dials {
				if n != 1 {
					t.Errorf("%s stored %d times", number, n)
				}
			}
			if len(dials) != 4*each {
				t.Errorf("%d numbers stored, want %d", len(dials), 4*each)
			}
			for fault, n := range b.played() {
				if n != each {
					t.Errorf("%s played %d times, want %d", fault, n, each)
				}
			}
		})
	}
}
