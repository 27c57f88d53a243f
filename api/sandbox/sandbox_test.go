package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"callsheet/api/apitest"
	"callsheet/model/clocktest"
)

// opening is where the fake clocks of the tests begin.
var opening = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// bench is a sandbox on a fake clock and the means to talk to it.
type bench struct {
	t     testing.TB
	clock *clocktest.Clock
	*Sandbox
	served http.Handler
}

// ServeHTTP answers as the sandbox does, and holds every reply to the
// description of the API.
func (b *bench) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.served.ServeHTTP(w, r) }

// Transport reaches the sandbox in process, held the same way.
func (b *bench) Transport() http.RoundTripper { return TransportTo(b.served) }

func newBench(t testing.TB, c Config) *bench {
	clock := clocktest.At(opening)
	c.Clock = clock.Now
	s := New(c)
	return &bench{t, clock, s, apitest.HoldReplies(t, s)}
}

// send makes a request as user_a with any key.
func (b *bench) send(method, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer key")
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w
}

// fetch makes a request that must succeed and reads its reply into v.
func (b *bench) fetch(method, target, body string, v any) {
	b.t.Helper()
	w := b.send(method, target, body)
	if w.Code/100 != 2 {
		b.t.Fatalf("%s %s: %d %s", method, target, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
		b.t.Fatalf("%s %s: %v in %s", method, target, err, w.Body)
	}
}

// create submits contacts with the numbers from first on.
func (b *bench) create(first, n int, options string) string {
	b.t.Helper()
	var reply struct {
		BatchID string
		Status  string
	}
	b.fetch("POST", "/api/v1/batch", batchBody(first, n, options), &reply)
	if reply.Status != "ingesting" {
		b.t.Errorf("a new batch is %q, want ingesting", reply.Status)
	}
	return reply.BatchID
}

// batchBody is a create request; options is a JSON object or empty.
func batchBody(first, n int, options string) string {
	var w strings.Builder
	fmt.Fprintf(&w, `{"agentId":%q,"userId":"user_a","contacts":[`, DemoAgent)
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		fmt.Fprintf(&w, `{"phoneNumber":"%s","name":"Person %d","metadata":{"policy":"P-%d","amount":%d.5,"vip":true}}`,
			phoneOf(first+i), first+i, first+i, i)
	}
	w.WriteByte(']')
	if options != "" {
		w.WriteString(`,"options":` + options)
	}
	w.WriteByte('}')
	return w.String()
}

func phoneOf(i int) string { return fmt.Sprintf("+1555%07d", i) }

// report is what check-status says of a batch.
type report struct {
	BatchID     string
	Status      string
	Priority    int
	Statistics  struct{ Total, Processed, Succeeded, Failed, Pending int }
	Performance struct {
		CallsPerSecond         float64
		EstimatedTimeRemaining *int
		ElapsedTime            int
	}
	Timestamps  struct{ CreatedAt, StartedAt, CompletedAt *time.Time }
	RecentCalls []struct {
		ID, CallSID, Status, PhoneNumber, ContactName string
		Duration                                      *int
		CreatedAt                                     time.Time
	}
	Webhooks map[string]string
	AgentID  string
	UserID   string
}

func (b *bench) report(id, more string) report {
	b.t.Helper()
	var r report
	b.fetch("GET", "/api/v1/batch/check-status?userId=user_a&batchId="+id+more, "", &r)
	return r
}

// shownCall is what status/batch says of a call.
type shownCall struct {
	CallID, Status, PhoneNumber string
	StartTime                   time.Time
	Error, RecordingURL         *string
	Duration                    *int
}

func (b *bench) calls(id string) []shownCall {
	b.t.Helper()
	var r struct{ Calls []shownCall }
	b.fetch("GET", "/api/v1/status/batch?userId=user_a&batchId="+id, "", &r)
	return r.Calls
}

// finish lets a batch run to its end.
func (b *bench) finish(id string) report {
	b.t.Helper()
	for range 100 {
		b.clock.Forward(time.Hour)
		if r := b.report(id, ""); r.Status == "completed" {
			return r
		}
	}
	b.t.Fatalf("batch %s is not over after 100 hours", id)
	return report{}
}

func TestClockRunsAtItsSpeed(t *testing.T) {
	start := time.Date(2030, 1, 1, 8, 0, 0, 0, time.UTC)
	rows := []struct {
		name   string
		config Config
		waited time.Duration
		want   time.Time
	}{
		{"the zero value keeps wall time", Config{}, time.Minute, opening.Add(time.Minute)},
		{"a start moves the beginning", Config{Start: start}, time.Minute, start.Add(time.Minute)},
		{"a speed of 60 makes minutes of seconds", Config{Start: start, Speed: 60}, time.Second, start.Add(time.Minute)},
		{"half speed is half as fast", Config{Speed: 0.5}, time.Minute, opening.Add(30 * time.Second)},
		{"a wall clock set back does not go below the start", Config{}, -time.Hour, opening},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, row.config)
			b.clock.Forward(row.waited)
			if got := b.Now(); !got.Equal(row.want) {
				t.Errorf("Now() = %v, want %v", got, row.want)
			}
			date := b.send("GET", "/", "").Header().Get("Date")
			if want := row.want.Format(http.TimeFormat); date != want {
				t.Errorf("Date header %q, want %q", date, want)
			}
		})
	}
}

func TestClockNeverWraps(t *testing.T) {
	b := newBench(t, Config{Speed: 1e12})
	id := b.create(0, 3, "")
	b.clock.Forward(1000 * time.Hour)
	if r := b.report(id, ""); r.Status != "completed" {
		t.Errorf("status %q at the end of time, want completed", r.Status)
	}
}

func TestRequestsAreCounted(t *testing.T) {
	b := newBench(t, Config{})
	b.create(0, 1, "")
	b.create(1, 1, "")
	b.send("GET", "/nowhere", "")
	got := b.Requests()
	if got["POST /api/v1/batch"] != 2 || got["GET /nowhere"] != 1 || len(got) != 2 {
		t.Errorf("Requests() = %v", got)
	}
	for i := range 3 * maxCounted {
		b.send("GET", fmt.Sprintf("/%d", i), "")
	}
	if n := len(b.Requests()); n > maxCounted+1 {
		t.Errorf("%d kinds of request counted, want at most %d", n, maxCounted+1)
	}
}

func TestDialsCountsAcceptedBatchesOnly(t *testing.T) {
	b := newBench(t, Config{Minutes: 10})
	b.create(0, 3, "")
	b.create(2, 2, "")
	b.send("POST", "/api/v1/batch", batchBody(0, 6, "")) // too dear
	b.send("POST", "/api/v1/call/dial", `{"to":"+15550000009","agentConfigId":"`+DemoAgent+`","userId":"user_a"}`)
	want := map[string]int{phoneOf(0): 1, phoneOf(1): 1, phoneOf(2): 2, phoneOf(3): 1}
	if got := b.Dials(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("Dials() = %v, want %v", got, want)
	}
}

// conversation plays one session of requests and returns every byte answered.
func conversation(t *testing.T, seed uint64) []byte {
	b := newBench(t, Config{Seed: seed, ID: "k3f9x2mq7ab4ct6d"})
	var all bytes.Buffer
	note := func(w *httptest.ResponseRecorder) {
		fmt.Fprintln(&all, w.Code, w.Header())
		io.Copy(&all, w.Body)
	}
	note(b.send("POST", "/api/v1/batch", batchBody(0, 300, `{"maxCallsPerSecond":30}`)))
	note(b.send("POST", "/api/v1/batch", batchBody(200, 300, `{"priority":9,"bogus":1,"other":2}`)))
	note(b.send("POST", "/api/v1/batch", batchBody(200, 300, `{"priority":9}`)))
	note(b.send("GET", "/api/v1/agent?b=1&a=2&c=3", ""))
	ids := []string{}
	var rows []struct{ BatchID string }
	b.fetch("GET", "/api/v1/batch/list?userId=user_a", "", &rows)
	for _, row := range rows {
		ids = append(ids, row.BatchID)
	}
	for range 20 {
		b.clock.Forward(7 * time.Second)
		for _, id := range ids {
			note(b.send("GET", "/api/v1/batch/check-status?userId=user_a&limit=all&batchId="+id, ""))
			note(b.send("GET", "/api/v1/status/batch?userId=user_a&batchId="+id, ""))
		}
	}
	for _, c := range b.calls(ids[0]) {
		for _, path := range []string{"status/call", "call/check-status", "call/get-metric"} {
			note(b.send("GET", "/api/v1/"+path+"?userId=user_a&callId="+c.CallID, ""))
		}
	}
	note(b.send("POST", "/api/v1/batch/cancel?userId=user_a&batchId="+ids[0], ""))
	note(b.send("GET", "/api/v1/batch/list?userId=user_a", ""))
	return all.Bytes()
}

func TestOneSeedAnswersTheSameBytes(t *testing.T) {
	first, second := conversation(t, 7), conversation(t, 7)
	if !bytes.Equal(first, second) {
		t.Error("two runs with one seed differ")
	}
	if bytes.Equal(first, conversation(t, 8)) {
		t.Error("another seed changes nothing")
	}
}
