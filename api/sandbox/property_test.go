package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// watched is what the property remembers of a batch between two polls.
type watched struct {
	id    string
	last  report
	total int
	moved bool // some of its contacts into a later batch
}

// check holds what must be true of a batch at any time.
func (v *watched) check(t *rapid.T, b *bench) {
	r := b.report(v.id, "")
	n, before := r.Statistics, v.last.Statistics
	byStatus := map[string]int{}
	perNumber := map[string]int{}
	for _, c := range b.calls(v.id) {
		byStatus[c.Status]++
		if c.Status != "SCHEDULED" {
			perNumber[c.PhoneNumber]++
		}
	}
	over := r.Status == "completed" || r.Status == "cancelled"
	// Whoever was moved into a later batch takes their figures along, and leaves
	// their calls.
	moved := n.Total < v.total
	if v.total = n.Total; moved {
		before, v.moved = n, true
	}
	rules := map[string]bool{
		"results and pending are the total":         n.Succeeded+n.Failed+n.Pending == n.Total,
		"only who was tried has a result":           n.Succeeded+n.Failed <= n.Processed && n.Processed <= n.Total,
		"counters do not go back":                   n.Processed >= before.Processed && n.Succeeded >= before.Succeeded && n.Failed >= before.Failed,
		"answered are the completed calls":          n.Succeeded == byStatus["COMPLETED"] || v.moved && n.Succeeded < byStatus["COMPLETED"],
		"tried are the numbers called":              n.Processed == len(perNumber) || v.moved && n.Processed < len(perNumber),
		"technical failures are failed contacts":    n.Failed >= byStatus["FAILED"] || v.moved,
		"completed leaves nothing pending":          r.Status != "completed" || (n.Pending == 0 && byStatus["SCHEDULED"]+byStatus["ONGOING"] == 0) || v.moved && n.Pending == 0,
		"completed is final":                        v.last.Status != "completed" || (r.Status == "completed" && n == v.last.Statistics),
		"cancelled is final and dials no more":      v.last.Status != "cancelled" || (r.Status == "cancelled" && n.Processed == before.Processed),
		"nothing is called before processing":       r.Timestamps.StartedAt != nil || n.Processed == 0,
		"nothing is scheduled after the end":        !over || byStatus["SCHEDULED"] == 0,
		"an estimate stands while it is processing": (r.Status == "processing") == (r.Performance.EstimatedTimeRemaining != nil),
	}
	for rule, held := range rules {
		if !held {
			t.Fatalf("not so: %s\nnow %+v\ncalls %v\nbefore %+v", rule, r, byStatus, v.last)
		}
	}
	v.last = r
}

// drawConfig is an account of any limits and outcomes.
func drawConfig(t *rapid.T) Config {
	c := Config{
		Seed:    rapid.Uint64().Draw(t, "seed"),
		Lines:   rapid.SampledFrom([]int{0, 0, 1, 4, 40}).Draw(t, "lines"),
		OneMore: rapid.Bool().Draw(t, "one more"),
	}
	if rapid.IntRange(0, 3).Draw(t, "outcomes") == 0 {
		c.Outcomes = &Outcomes{
			Answered: rapid.SampledFrom([]float64{0, 0.3, 1}).Draw(t, "answered"),
			Ring:     rapid.SampledFrom([]time.Duration{0, time.Second, time.Minute}).Draw(t, "ring"),
		}
	}
	return c
}

func TestBatchesAddUpAtAnyTime(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBench(t, drawConfig(rt))
		var batches []*watched
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch action := rapid.IntRange(0, 5).Draw(rt, "action"); {
			case action == 0 && len(batches) < 4:
				options := fmt.Sprintf(`{"priority":%d,"maxCallsPerSecond":%d,"retryStrategy":{"maxAttempts":%d,"noAnswerDelay":%d,"busyDelay":%d}}`,
					rapid.IntRange(1, 10).Draw(rt, "priority"), rapid.IntRange(1, 30).Draw(rt, "rate"), rapid.IntRange(1, 5).Draw(rt, "attempts"),
					rapid.SampledFrom([]int{0, 700, 60_000, 3_600_000}).Draw(rt, "no answer"), rapid.SampledFrom([]int{0, 999, 30_000}).Draw(rt, "busy"))
				id := b.create(rapid.IntRange(0, 50).Draw(rt, "first"), rapid.IntRange(1, 60).Draw(rt, "contacts"), options)
				batches = append(batches, &watched{id: id})
			case action == 1 && len(batches) > 0:
				v := rapid.SampledFrom(batches).Draw(rt, "cancelled")
				b.send("POST", "/api/v1/batch/cancel?userId=user_a&batchId="+v.id, "")
			default:
				b.clock.Forward(time.Duration(rapid.Int64Range(0, int64(rapid.SampledFrom([]time.Duration{2 * time.Second, 5 * time.Minute, 3 * time.Hour}).Draw(rt, "scale"))).Draw(rt, "wait")))
			}
			for _, v := range batches {
				v.check(rt, b)
			}
			if lines := b.simulation.provider.limit; lines > 0 && atOneTime(b.Attempts()) > lines {
				rt.Fatalf("%d calls at one time, of %d that there may be", atOneTime(b.Attempts()), lines)
			}
		}
	})
}

// How often one polls must not change what happens.
func TestReadingChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawConfig(rt)
		watching, sleeping := newBench(t, c), newBench(t, c)
		ids := map[*bench]string{}
		for _, b := range []*bench{watching, sleeping} {
			ids[b] = b.create(0, 40, `{"retryStrategy":{"maxAttempts":3,"noAnswerDelay":20000,"busyDelay":5000}}`)
		}
		for _, wait := range rapid.SliceOfN(rapid.Int64Range(0, int64(time.Minute)), 1, 10).Draw(rt, "waits") {
			watching.clock.Forward(time.Duration(wait))
			sleeping.clock.Forward(time.Duration(wait))
			watching.report(ids[watching], "")
		}
		target := func(b *bench) string { return "/api/v1/status/batch?userId=user_a&batchId=" + ids[b] }
		got, want := watching.send("GET", target(watching), "").Body.String(), sleeping.send("GET", target(sleeping), "").Body.String()
		if got != want {
			rt.Fatalf("watched: %s\nunwatched: %s", got, want)
		}
		if got, want := watching.Attempts(), sleeping.Attempts(); !slices.Equal(got, want) {
			rt.Fatalf("watched: %v\nunwatched: %v", got, want)
		}
	})
}

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{8,14}$`)

func TestNumbersAreReadAsTheirPattern(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[+0-9a٣]{0,3}[0-9]{5,17}`).Draw(rt, "text")
		number, ok := parseE164(text)
		if ok != e164.MatchString(text) {
			rt.Fatalf("%q accepted: %v", text, ok)
		}
		if ok && formatE164(number) != text {
			rt.Fatalf("%q comes back as %q", text, formatE164(number))
		}
	})
}

func FuzzCreate(f *testing.F) {
	f.Add(batchBody(0, 3, `{"priority":1}`))
	f.Add(`{"agentId":"` + DemoAgent + `","userId":"u","contacts":[{"phoneNumber":"+15550000001"},{"phoneNumber":"+1555\u0030000001"}]}`)
	f.Add(`{"contacts":[{"phoneNumber":"+15550000001","metadata":{"a":{"b":[[[]]]}}}]}`)
	f.Add(`{"options":{"scheduledStartTime":"9999-12-31T23:59:59Z","timezone":"Etc/GMT+12","retryStrategy":{"busyDelay":1e9}}}`)
	f.Add(`[[[[`)
	f.Fuzz(func(t *testing.T, body string) {
		b := newBench(t, Config{})
		r := httptest.NewRequest("POST", "/api/v1/batch", strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer key")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		b.ServeHTTP(w, r)
		if w.Code != 202 {
			if w.Code/100 != 4 || !json.Valid(w.Body.Bytes()) || len(b.Dials()) != 0 {
				t.Fatalf("refused with %d %s, %d stored", w.Code, w.Body, len(b.Dials()))
			}
			return
		}
		var sent struct {
			Contacts []struct {
				PhoneNumber string `json:"phoneNumber"`
			} `json:"contacts"`
		}
		if err := json.Unmarshal([]byte(body), &sent); err != nil {
			t.Fatalf("accepted what is not JSON: %v", err)
		}
		accepted := 0
		for number, n := range b.Dials() {
			if !e164.MatchString(number) {
				t.Fatalf("accepted %q", number)
			}
			accepted += n
		}
		if len(sent.Contacts) == 0 || accepted != len(sent.Contacts) {
			t.Fatalf("%d contacts sent, %d accepted", len(sent.Contacts), accepted)
		}
		b.clock.Forward(24 * time.Hour)
		b.send("GET", "/api/v1/batch/list?userId=u", "")
	})
}
