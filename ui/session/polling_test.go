package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/pacing"
)

// fakePoller answers each poll of a batch with the next of what it is told.
type fakePoller struct {
	answers map[string][]any // by id: a status, a count that is processed, or an error
	asked   []string
}

func (f *fakePoller) Statistics(ctx context.Context, b model.Batch, calls int) (model.Statistics, error) {
	f.asked = append(f.asked, b.ID)
	if err := ctx.Err(); err != nil {
		return model.Statistics{}, err
	}
	list := f.answers[b.ID]
	if len(list) > 1 {
		f.answers[b.ID] = list[1:]
	}
	s := model.Statistics{Status: model.StatusProcessing, Calls: make([]model.Call, calls+3)}
	switch a := list[0].(type) {
	case error:
		return model.Statistics{}, a
	case int:
		s.Processed = a
	case model.BatchStatus:
		s.Status = a
	}
	return s, nil
}

// polling follows batches that are called 0, 1 and so on until they have ended.
func polling(clock *clocktest.Clock, answers ...[]any) (*Polling, *fakePoller, []model.Batch) {
	f, batches := &fakePoller{answers: map[string][]any{}}, []model.Batch(nil)
	for i, a := range answers {
		id := fmt.Sprint(i)
		f.answers[id] = a
		batches = append(batches, model.Batch{ID: id, State: model.SendAccepted})
	}
	p := &Polling{Service: f, Clock: clock, Now: clock.Now, Pace: pacing.Poll{Live: 4 * time.Second, Idle: 12 * time.Second}, Calls: 2}
	p.Batches = func() []model.Batch { return batches }
	p.Due = func(i int) bool { return batches[i].Running() }
	p.Goes = func() bool { return slices.ContainsFunc(batches, model.Batch.Running) }
	return p, f, batches
}

func TestBatchesAreFollowedUntilTheyEnd(t *testing.T) {
	const done = model.StatusCompleted
	for _, row := range []struct {
		claim   string
		answers [][]any
		asked   []string
		slept   []time.Duration
	}{
		{"soon while something moves", [][]any{{1, 2, 3, done}}, []string{"0", "0", "0", "0"}, seconds(4, 4, 4)},
		{"later and later while nothing does", [][]any{{1, 1, 1, 1, 1, done}}, []string{"0", "0", "0", "0", "0", "0"}, seconds(4, 6, 9, 12, 12)},
		{"what has ended is left alone", [][]any{{done}, {1, 2, done}}, []string{"0", "1", "1", "1"}, seconds(4, 4)},
		{"what cannot be polled keeps no other from it", [][]any{{errors.New("502"), done}, {done}}, []string{"0", "1", "0"}, seconds(4)},
		{"nobody is asked before the service wants it", [][]any{{busy(time.Minute), done}, {1, done}}, []string{"0", "0", "1", "1"}, seconds(60, 4)},
		{"nothing is polled where nothing is due", [][]any{}, nil, nil},
	} {
		t.Run(row.claim, func(t *testing.T) {
			clock := newClock()
			p, f, batches := polling(clock, row.answers...)
			Inline(t.Context(), clock, p.Start(), p.Update)
			if !slices.Equal(f.asked, row.asked) || !slices.Equal(clock.Slept(), row.slept) {
				t.Errorf("asked %q and slept %v\nwant  %q and %v", f.asked, clock.Slept(), row.asked, row.slept)
			}
			for i, b := range batches {
				if b.Last.Status != done || !p.Of(i).Seen || p.Of(i).Err != nil || len(b.Last.Calls) != 2 || b.Last.At.IsZero() {
					t.Errorf("batch %d: %+v, %+v", i, b.Last, p.Of(i))
				}
			}
		})
	}
}

func TestAPollThatFailsLeavesWhatIsKnown(t *testing.T) {
	clock := newClock()
	p, _, batches := polling(clock, []any{7, errors.New("502")})
	var saved []int
	p.Save = func(i int) { saved = append(saved, batches[i].Last.Processed) }
	p.Once(t.Context())
	p.Once(t.Context())
	if b := batches[0]; b.Last.Processed != 7 || p.Of(0).Err == nil || !p.Of(0).Seen || !slices.Equal(saved, []int{7}) {
		t.Errorf("%+v, %+v, saved %v", b.Last, p.Of(0), saved)
	}
}

func TestManyBatchesAreAskedAboutInTurns(t *testing.T) {
	const waits = model.StatusScheduled
	moving := func() []any {
		var n []any
		for i := range 50 {
			n = append(n, i)
		}
		return n
	}
	clock := newClock()
	p, f, batches := polling(clock, moving(), moving(), []any{waits}, moving(), moving(), moving(), []any{waits})
	p.AtMost = 3
	asked := func() (round []string) {
		n := len(f.asked)
		p.Once(t.Context())
		return f.asked[n:]
	}
	if first := asked(); len(first) != len(batches) {
		t.Errorf("at first asked about %q, want all", first)
	}
	times := map[string]int{}
	for range 40 {
		round := asked()
		if len(round) != 3 {
			t.Errorf("asked about %q", round)
		}
		for _, id := range round {
			times[id]++
		}
	}
	for i, b := range batches {
		n := times[b.ID]
		if b.Last.Status.Waits() && (n < 5 || n > 15) || !b.Last.Status.Waits() && (n < 17 || n > 27) {
			t.Errorf("batch %d, %s, was asked about %d times of 120: %v", i, b.Last.Status, n, times)
		}
	}
}

func TestWhoLooksAgainIsNotPolledForBesideTheLastPoll(t *testing.T) {
	clock := newClock()
	p, f, _ := polling(clock, []any{1, 2, 3, 4, 5})
	under := p.Resume()
	if len(under) != 1 || p.Resume() != nil {
		t.Fatal("it polls beside a poll that is under way")
	}
	next := p.Update(under[0].Do(t.Context()))
	if len(next) != 1 || next[0].After != 4*time.Second {
		t.Fatalf("then in %v", next)
	}
	clock.Forward(time.Second)
	for range 20 { // times that somebody goes and comes back
		if work := p.Resume(); len(work) != 1 || work[0].After != 3*time.Second {
			t.Fatalf("%v", work)
		}
	}
	clock.Forward(3 * time.Second)
	if work := p.Resume(); len(work) != 1 || work[0].After != 0 {
		t.Errorf("%v", work)
	}
	if len(f.asked) != 1 {
		t.Errorf("asked %q", f.asked)
	}
}

func TestPollingEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	clock := newClock()
	clock.OnSleep = func(n int) {
		if n == 2 {
			stop()
		}
	}
	p, f, _ := polling(clock, []any{1})
	Inline(ctx, clock, p.Start(), p.Update)
	if len(f.asked) != 3 || p.Of(0).Err == nil {
		t.Errorf("%q, %+v", f.asked, p.Of(0))
	}
}

func TestWhoLooksAwayIsPolledForSeldom(t *testing.T) {
	clock, front := newClock(), false
	p, _, _ := polling(clock, []any{1, 2, busy(time.Minute)})
	p.Front = func() bool { return front }
	next := func(work []Work) Work { return p.Update(work[0].Do(t.Context()))[0] }
	if w := next(p.Start()); w.After != 12*time.Second {
		t.Errorf("in %v", w.After)
	}
	front = true
	p.Hasten()
	if w := next(p.Start()); w.After != 4*time.Second || p.Resting() != 0 {
		t.Errorf("in %v, resting %v", w.After, p.Resting())
	}
	if w := next(p.Start()); w.After != time.Minute || p.Resting() != time.Minute {
		t.Errorf("in %v, resting %v", w.After, p.Resting())
	}
}

func TestALatePollIsNoOtherBatchs(t *testing.T) {
	p, _, batches := polling(newClock(), []any{7})
	late := p.Start()[0].Do(t.Context())
	batches[0] = model.Batch{ID: "another", State: model.SendAccepted}
	if p.Update(late); batches[0].Last.Processed != 0 || p.Of(0).Seen {
		t.Errorf("%+v", batches[0])
	}
}

// fakeCanceller cancels all but some.
type fakeCanceller map[string]error

func (f fakeCanceller) Cancel(_ context.Context, b model.Batch) (Cancellation, error) {
	return Cancellation{Status: model.StatusCancelled, Calls: 7}, f[b.ID]
}

func TestOneThatCannotBeCancelledKeepsNoOtherCalling(t *testing.T) {
	c := sentAs(accepted, accepted, unknown, accepted)
	c.Batches[0].ID, c.Batches[1].ID, c.Batches[3].ID = "0", "1", "3"
	c.Batches[3].Last.Status = model.StatusCompleted
	got := Cancel(fakeCanceller{"0": errors.New("no")}, RunningBatches(c)).Do(t.Context()).(Cancelled)
	if len(got.Batches) != 2 || got.Batches[0].Err == nil || got.Batches[1].Err != nil || got.Batches[1].Calls != 7 || got.Batches[1].Batch.ID != "1" {
		t.Errorf("%+v", got)
	}
}
