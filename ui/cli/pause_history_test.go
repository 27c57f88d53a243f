package cli_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// calmSteps is for how many steps nothing may change; a service tells of a call within fewer.
const (
	calmSteps = 6
	mostLag   = 3
)

// laggingService is a service that loses replies, goes on for a moment with what was
// cancelled, and tells of calls and of figures late, each by itself.
type laggingService struct {
	rng       *rand.Rand
	step      int
	batches   map[string]*laggingBatch
	attempted map[string]map[string]int // by number and batch
}

type laggingBatch struct {
	waiting  []string
	called   []laggingCall
	status   model.BatchStatus
	total    int
	inFlight int // calls that are made though it was cancelled
}

type laggingCall struct {
	number      string
	placed, end int // steps
	missed      bool
}

var errLost = errors.New("the connection ended before an answer came")

// goOn lets some time pass.
func (s *laggingService) goOn(steps int) {
	for range steps {
		s.step++
		for _, id := range sortedKeys(s.batches) {
			b := s.batches[id]
			places := b.status == model.StatusProcessing && s.rng.IntN(2) == 0
			if b.status == model.StatusCancelled && b.inFlight > 0 {
				places, b.inFlight = true, b.inFlight-1
			}
			if places && len(b.waiting) > 0 {
				n := b.waiting[0]
				b.waiting = b.waiting[1:]
				b.called = append(b.called, laggingCall{n, s.step, s.step + 1 + s.rng.IntN(8), s.rng.IntN(2) == 0})
				if s.attempted[n] == nil {
					s.attempted[n] = map[string]int{}
				}
				s.attempted[n][id]++
			}
			if b.status == model.StatusProcessing && len(b.waiting) == 0 {
				b.status = model.StatusCompleted
			}
		}
	}
}

func sortedKeys(m map[string]*laggingBatch) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Sleep implements session.Clock: a pause is so many steps.
func (s *laggingService) Sleep(context.Context, time.Duration) { s.goOn(calmSteps) }
func (s *laggingService) Now() time.Time                       { return time.Now() }

// Cancel implements session.Canceller.
func (s *laggingService) Cancel(_ context.Context, b model.Batch) (session.Cancellation, error) {
	at := s.batches[b.ID]
	lost := s.rng.IntN(4)
	if lost == 0 {
		return session.Cancellation{}, errLost // before it arrived
	}
	if at.status == model.StatusCompleted {
		return session.Cancellation{Status: at.status}, model.UserError("It is completed.")
	}
	if at.status != model.StatusCancelled {
		at.status, at.inFlight = model.StatusCancelled, s.rng.IntN(3)
	}
	if lost == 1 {
		return session.Cancellation{}, errLost // after it did
	}
	return session.Cancellation{Status: model.StatusCancelled, Calls: len(at.waiting)}, nil
}

// Whole implements session.WholeTeller.
func (s *laggingService) Whole(_ context.Context, b model.Batch) (model.Statistics, []model.Call, error) {
	if s.rng.IntN(6) == 0 {
		return b.Last, nil, errLost
	}
	at := s.batches[b.ID]
	figures, listed := s.step-s.rng.IntN(mostLag+1), s.step-s.rng.IntN(mostLag+1)
	stats := model.Statistics{Status: at.status, Total: at.total}
	var calls []model.Call
	for i, c := range at.called {
		if c.placed <= figures {
			stats.Processed++
		}
		if c.placed > listed {
			continue
		}
		call := model.Call{ID: fmt.Sprint(b.ID, " ", i), Phone: c.number, Status: model.CallAnswered, At: time.Unix(int64(1_790_000_000+c.placed), 0)}
		switch {
		case c.end > listed:
			call.Status = model.CallOngoing
		case c.missed:
			call.Status = model.CallMissed
		}
		calls = append(calls, call)
	}
	return stats, calls, nil
}

// pausedHistory is a campaign at such a service; nothing but the ledger remembers it, as if
// whoever is at work on it were killed after each step.
type pausedHistory struct {
	t       *testing.T
	store   *store.Store
	service *laggingService
	id      string
}

func (h *pausedHistory) campaign() *model.Campaign {
	h.t.Helper()
	kept, err := h.store.Campaigns.Load(h.t.Context(), h.id)
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := session.Resume(h.t.Context(), kept)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h *pausedHistory) resuming() session.Resuming {
	s := h.store
	return session.Resuming{
		Pausing: session.Pausing{Ledger: s.Ledger, Campaigns: s.Campaigns, Service: h.service, Here: "sandbox:abc", Now: time.Now},
		Guards:  s.Guards, Earlier: s.Campaigns, Rulebook: hours.Rulebook{}, Clock: h.service, Calm: time.Second,
	}
}

// send sends what may be sent.
func (h *pausedHistory) send() {
	h.t.Helper()
	ctx, c := h.t.Context(), h.campaign()
	for i, b := range c.Batches {
		if b.State != model.SendPrepared {
			continue
		}
		begun, err := h.store.Ledger.Begin(ctx, b)
		if err != nil {
			h.t.Fatal(err)
		}
		begun.State, begun.ID = model.SendAccepted, fmt.Sprintf("batch_%03d", len(h.service.batches)+1)
		at := &laggingBatch{status: model.StatusProcessing, total: b.Contacts}
		for _, contact := range c.Plan.Contacts(i) {
			at.waiting = append(at.waiting, contact.Number.String())
		}
		h.service.batches[begun.ID] = at
		if err := h.store.Ledger.RecordOutcome(ctx, begun); err != nil {
			h.t.Fatal(err)
		}
	}
}

func newPausedHistory(t *testing.T, rng *rand.Rand) (*pausedHistory, []string) {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, t.TempDir(), store.Options{Who: "the test", Service: "sandbox:abc"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var rows [][]string
	var numbers []string
	for i := range 10 + rng.IntN(30) {
		numbers = append(numbers, fmt.Sprintf("+447400%06d", 123_000+i))
		rows = append(rows, []string{"Olivia", numbers[i]})
	}
	list := table.Of([]string{"Name", "Phone"}, rows...)
	values := model.DefaultOptionValues()
	values[model.OptHours], values[model.OptHoursBasis] = "daily 0-24", "a test rings nobody"
	values[model.OptAgent], values[model.OptUser], values[model.OptName] = "agent", "user", "Spring"
	mapping := columns.Guess(list, "GB").Keyed()
	id, err := s.Campaigns.Create(ctx, model.Draft{Name: "Spring", Service: "sandbox:abc", Rows: list.Len(), Values: values, Mapping: mapping, Region: "GB", RegionFrom: columns.FromOperator})
	if err == nil {
		err = s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: list}})
	}
	if err != nil {
		t.Fatal(err)
	}
	l, err := model.Diagnose(ctx, list, mapping, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := model.NewPlan(l.Snapshot(), model.Options{Agent: "agent", User: "user", Name: "Spring", Priority: 5, TimeZone: "UTC", CallsPerSecond: 5, MaxAttempts: 1})
	if _, err := s.Ledger.Confirm(ctx, id, p); err != nil || p.Len() != len(numbers) {
		t.Fatalf("%d are confirmed: %v", p.Len(), err)
	}
	return &pausedHistory{t, s, &laggingService{rng: rng, batches: map[string]*laggingBatch{}, attempted: map[string]map[string]int{}}, id}, numbers
}

// A service that loses answers to cancelling, calls for a moment after it, and tells of its
// calls late, has nobody called by two batches, and nobody forgotten.
func TestNoHistoryOfPausesCallsAnybodyTwice(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 42))
	refused, resumed, moved := 0, 0, 0
	for range 25 {
		h, numbers := newPausedHistory(t, rng)
		h.send()
		for range 3 {
			h.service.goOn(rng.IntN(20))
			for tries := 0; ; tries++ {
				c := h.campaign()
				if len(session.RunningBatches(c)) == 0 && (session.IsPaused(c) || session.NotCalledYet(c.Batches) == 0) {
					break
				}
				for _, w := range h.resuming().Pause(c) {
					w.Do(t.Context())
				}
				if h.service.goOn(rng.IntN(2)); tries > 100 {
					t.Fatal("the pause comes to no end")
				}
			}
			for tries := 0; ; tries++ {
				c := h.campaign()
				if session.MayResume(c, "sandbox:abc") == session.NotPaused {
					break
				}
				made := h.resuming().Make(c, false)[0].Do(t.Context()).(session.ResumeMade)
				done := session.Resumed{ResumeMade: made}
				if made.Err == nil {
					done = h.resuming().Resume(h.campaign(), false, made.Contacts)[0].Do(t.Context()).(session.Resumed)
				}
				if h.service.goOn(rng.IntN(3)); done.Err == nil {
					resumed, moved = resumed+1, moved+done.Contacts
					break
				}
				if refused++; tries > 200 {
					t.Fatal(done.Err)
				}
			}
			h.send()
		}
		h.service.goOn(400)
		for _, n := range numbers {
			if len(h.service.attempted[n]) != 1 {
				t.Errorf("%s was called by %v", n, h.service.attempted[n])
			}
			delete(h.service.attempted, n)
		}
		if len(h.service.attempted) > 0 {
			t.Errorf("strangers were called: %v", h.service.attempted)
		}
		if _, broken, err := h.store.Evidence.Chain(t.Context(), h.id); err != nil || broken != nil {
			t.Errorf("the evidence: %v, %v", broken, err)
		}
	}
	if refused == 0 || moved == 0 {
		t.Errorf("%d resumes were refused, and %d contacts went on", refused, moved)
	}
	t.Logf("%d resumes with %d contacts, %d refused", resumed, moved, refused)
}
