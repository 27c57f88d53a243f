package sandbox

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestAHundredThousandContactsToTheEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates a hundred thousand calls, in one goroutine")
	}
	b := newBench(t, Config{Speed: 3600})
	id := b.create(0, maxContacts, `{"maxCallsPerSecond":30}`)
	b.clock.Forward(time.Second / 2)
	if r := b.report(id, ""); r.Status != "processing" || r.Performance.CallsPerSecond != 30 {
		t.Errorf("after half an hour: %s at %v calls a second", r.Status, r.Performance.CallsPerSecond)
	}
	b.clock.Forward(10 * time.Second)
	r := b.report(id, "")
	if n := r.Statistics; r.Status != "completed" || n.Processed != maxContacts || n.Succeeded < 80_000 || n.Succeeded > 92_000 {
		t.Errorf("%s: %+v", r.Status, n)
	}
	seen := map[string]bool{}
	for _, c := range b.calls(id) {
		if seen[c.CallID] {
			t.Fatalf("call %s stands twice", c.CallID)
		}
		seen[c.CallID] = true
	}
	if len(seen) < maxContacts || len(b.Dials()) != maxContacts {
		t.Errorf("%d calls to %d numbers", len(seen), len(b.Dials()))
	}
}

func TestConcurrentRequestsAreSafe(t *testing.T) {
	s := New(Config{Speed: 1000})
	client := &http.Client{Transport: s.Transport()}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 20 {
				r, err := http.NewRequest("POST", "https://sandbox.invalid/api/v1/batch", strings.NewReader(batchBody(1000*i+10*j, 10, "")))
				if err != nil {
					t.Error(err)
					return
				}
				if j%2 == 1 {
					r, err = http.NewRequest("GET", "https://sandbox.invalid/api/v1/batch/list?userId=user_a", nil)
				}
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Authorization", "Bearer key")
				r.Header.Set("Content-Type", "application/json")
				response, err := client.Do(r)
				if err != nil || response.StatusCode/100 != 2 {
					t.Errorf("%v, %v", response, err)
					return
				}
				response.Body.Close()
				s.Dials()
				s.Requests()
			}
		})
	}
	wg.Wait()
	if n := len(s.Dials()); n != 800 {
		t.Errorf("%d numbers accepted, want 800", n)
	}
}

func BenchmarkCreate(b *testing.B) {
	body := batchBody(0, maxContacts, "")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest("POST", "/api/v1/batch", strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer key")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		New(Config{}).ServeHTTP(w, r)
		if w.Code != 202 {
			b.Fatal(w.Code)
		}
	}
}

func BenchmarkCheckStatus(b *testing.B) {
	bench := newBench(b, Config{})
	id := bench.create(0, maxContacts, `{"maxCallsPerSecond":30}`)
	bench.clock.Forward(45 * time.Minute)
	bench.report(id, "")
	for b.Loop() {
		bench.clock.Forward(time.Second)
		if w := bench.send("GET", "/api/v1/batch/check-status?userId=user_a&batchId="+id, ""); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}

func BenchmarkLiveCalls(b *testing.B) {
	bench := newBench(b, Config{})
	id := bench.create(0, maxContacts, `{"maxCallsPerSecond":30}`)
	bench.finish(id)
	for b.Loop() {
		if w := bench.send("GET", "/api/v1/status/batch?userId=user_a&batchId="+id, ""); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}

// Goal: the whole of it in a tenth of a second of one processor, so that proofs
// over hundreds of seeds take no longer than a test may.
func BenchmarkEventClock(b *testing.B) {
	for _, lines := range []int{0, 200} {
		b.Run(fmt.Sprintf("%d lines", lines), func(b *testing.B) {
			body := batchBody(0, 10_000, `{"retryStrategy":{"maxAttempts":5,"noAnswerDelay":43200000}}`)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				bench := newBench(b, Config{Lines: lines, OneMore: true, Outcomes: &Outcomes{Ring: time.Minute}})
				bench.createFor(DemoAgent, body)
				b.StartTimer()
				bench.clock.Forward(5 * 24 * time.Hour)
				if n := len(bench.Attempts()); n != 60_000 {
					b.Fatalf("%d calls", n)
				}
			}
		})
	}
}
