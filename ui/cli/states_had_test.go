package cli

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// latest is how many states of a batch that came to the console one of a frame is among:
// what a poll found is shown once the poll is through, and is not where another began.
const latest = 6

// longestPoll is how much older figures may be than is said, which counts from the end of a
// poll: what is lost or refused is asked for again before that.
const longestPoll = 15 * time.Second

// batchState is what a batch has come to.
type batchState struct{ Total, Processed, Succeeded, Failed int }

// statesHad stands before a sandbox and writes down what it is asked, the states that its
// batches had, as it says of itself, and those that came to the console.
type statesHad struct {
	t    *testing.T
	next http.Handler

	mu        sync.Mutex
	had       map[string]map[batchState]bool
	delivered map[string][]batchState // the latest, the last of them last
	looked    []time.Time             // when those of the latest polls were delivered
	requests  asked
	minutes   []int // requests in each minute
	began     time.Time
}

func newStatesHad(t *testing.T) *statesHad {
	return &statesHad{t: t, had: map[string]map[batchState]bool{}, delivered: map[string][]batchState{}, requests: asked{}, began: time.Now()}
}

// before is a sandbox with it.
func (h *statesHad) before(next http.Handler) http.Handler {
	h.next = next
	return h
}

func (h *statesHad) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	h.count(r.URL.Path)
	h.note()
	w := &noted{ResponseWriter: rw, status: http.StatusOK}
	h.next.ServeHTTP(w, r) // does not come back where the reply is lost
	if r.URL.Path == "/api/v1/batch/check-status" && w.status == http.StatusOK {
		h.deliver(r.URL.Query().Get("batchId"), w.body.Bytes())
	}
}

func (h *statesHad) count(path string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.requests[path]++
	minute := int(time.Since(h.began) / time.Minute)
	for len(h.minutes) <= minute {
		h.minutes = append(h.minutes, 0)
	}
	h.minutes[minute]++
}

// note writes down what every batch is now.
func (h *statesHad) note() {
	w := httptest.NewRecorder()
	h.next.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "https://sandbox.invalid/sandbox/batches", nil))
	var rows []struct {
		BatchID string
		batchState
	}
	if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil {
		h.t.Errorf("%v: %s", err, w.Body)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, row := range rows {
		if h.had[row.BatchID] == nil {
			h.had[row.BatchID] = map[batchState]bool{}
		}
		h.had[row.BatchID][row.batchState] = true
	}
}

// deliver writes down what came to the console, and holds that it was true once.
func (h *statesHad) deliver(id string, body []byte) {
	var reply struct{ Statistics batchState }
	if err := json.Unmarshal(body, &reply); err != nil {
		h.t.Errorf("%v: %s", err, body)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.had[id][reply.Statistics] {
		h.t.Errorf("the sandbox says %+v of %s, which it never was", reply.Statistics, id)
	}
	list := append(h.delivered[id], reply.Statistics)
	h.delivered[id] = list[max(0, len(list)-latest):]
	h.looked = append(h.looked, time.Now())
	h.looked = h.looked[max(0, len(h.looked)-latest*len(h.delivered)):]
}

// sums are what the batches come to together, each with one of the latest states of
// it that came to the console.
func (h *statesHad) sums() []batchState {
	h.mu.Lock()
	defer h.mu.Unlock()
	sums := []batchState{{}}
	for _, states := range h.delivered {
		var all []batchState
		for _, s := range sums {
			if len(states) < latest {
				all = append(all, s) // it may not have been taken over yet
			}
			for _, more := range states {
				all = append(all, batchState{s.Total + more.Total, s.Processed + more.Processed, s.Succeeded + more.Succeeded, s.Failed + more.Failed})
			}
		}
		sums = all
	}
	return sums
}

// wereDelivered reports whether one of the latest states came to the console so long ago.
func (h *statesHad) wereDelivered(ago time.Duration) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.looked, func(at time.Time) bool {
		older := time.Since(at) - ago
		return older >= -2*time.Second && older <= longestPoll
	})
}

// busiest is the most requests of a minute.
func (h *statesHad) busiest() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	most := 0
	for _, n := range h.minutes {
		most = max(most, n)
	}
	return most
}

// noted is a reply that is read on its way.
type noted struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (w *noted) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *noted) Write(p []byte) (int, error) {
	w.body.Write(p)
	return w.ResponseWriter.Write(p)
}

func (w *noted) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// asked are requests, by path.
type asked map[string]int

func (a asked) sum() int {
	n := 0
	for _, times := range a {
		n += times
	}
	return n
}

// all are the requests since it was last asked.
func (h *statesHad) all() asked {
	h.mu.Lock()
	defer h.mu.Unlock()
	since := h.requests
	h.requests = asked{}
	return since
}
