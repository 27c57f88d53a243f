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
)

// lister has the calls of one batch and counts how often it is asked for all.
type lister struct {
	Ledger
	Campaigns
	stored []model.Call
	there  []model.Call
	stats  model.Statistics
	errs   []error
	asked  int
	going  bool
	during func() // while it is asked
}

func (f *lister) Calls(ctx context.Context, b model.Batch, _ []model.Call) (model.Statistics, []model.Call, error) {
	if f.going {
		panic("asked twice at once")
	}
	f.going, f.asked = true, f.asked+1
	defer func() { f.going = false }()
	if f.during != nil {
		f.during()
	}
	if len(f.errs) > 0 {
		err := f.errs[0]
		f.errs = f.errs[1:]
		return model.Statistics{}, nil, err
	}
	return f.stats, slices.Clone(f.there), nil
}

// listerStore is what it has stored.
type listerStore struct{ *lister }

func (f listerStore) Calls(context.Context, string) ([]model.Call, error) {
	return slices.Clone(f.stored), nil
}

func (f listerStore) Save(_ context.Context, records []model.Record) error {
	for _, r := range records {
		f.stored = model.MergeCalls(f.stored, r.Calls, r.AllCalls)
	}
	return nil
}

// callsInARow are so many calls, one a second, newest first; the newest still go on.
func callsInARow(clock *clocktest.Clock, n, ongoing int) []model.Call {
	calls := make([]model.Call, n)
	for i := range calls {
		calls[i] = model.Call{ID: fmt.Sprint("c", i), Phone: fmt.Sprintf("+4474001%05d", i), Status: model.CallAnswered, At: clock.Now().Add(time.Duration(i) * time.Second), Duration: time.Minute}
		if i >= n-ongoing {
			calls[i].Status, calls[i].Duration = model.CallOngoing, 0
		}
	}
	slices.Reverse(calls)
	return calls
}

// following is the calls of a batch that runs, with polls of the latest ten.
func following(clock *clocktest.Clock, f *lister) (*Calls, []model.Batch) {
	batches := []model.Batch{{Key: "k", ID: "batch_1", State: model.SendAccepted, Sent: clock.Now(), Last: f.stats}}
	c := &Calls{Service: f, Store: Store{Ledger: listerStore{f}, Campaigns: listerStore{f}}, Clock: clock, Now: clock.Now, Campaign: "c", Latest: 10,
		Batches: func() []model.Batch { return batches },
		Take:    func(i int, stats model.Statistics) { batches[i].Last = stats }}
	return c, batches
}

// poll brings the latest calls that are there, and does all that comes of it now.
func poll(t *testing.T, c *Calls, batches []model.Batch, f *lister) {
	t.Helper()
	batches[0].Last = f.stats
	batches[0].Last.Calls = f.there[:min(len(f.there), c.Latest)]
	now(t, c, c.Polled(0))
}

// now does what waits for nothing.
func now(t *testing.T, c *Calls, work []Work) {
	t.Helper()
	for len(work) > 0 {
		w := work[0]
		if work = work[1:]; w.After == 0 {
			work = append(work, c.Update(w.Do(t.Context()))...)
		}
	}
}

// pollsMade is what happens while a campaign is polled, how often all calls are asked for then, and
// how many are known in the end.
type pollsMade struct {
	claim string
	polls func(clock *clocktest.Clock, f *lister, c *Calls, poll func())
	asked int
	known int
}

func pollsOf(t *testing.T) []pollsMade {
	t.Helper()
	return []pollsMade{
		{"polls that overlap tell all", func(clock *clocktest.Clock, f *lister, _ *Calls, poll func()) {
			all := callsInARow(clock, 40, 0)
			for n := 5; n <= 40; n += 5 {
				f.there = all[40-n:]
				poll()
				clock.Forward(2 * time.Minute)
			}
		}, 0, 40},
		{"a gap between two polls is filled, twice in a minute", func(clock *clocktest.Clock, f *lister, _ *Calls, poll func()) {
			all := callsInARow(clock, 400, 0)
			for n := 5; n <= 400; n += 20 {
				f.there = all[400-n:]
				poll()
				clock.Forward(4 * time.Second)
			}
			clock.Forward(time.Minute)
			poll()
		}, 4, 385},
		{"a call that goes on and is not among the latest is asked for", func(clock *clocktest.Clock, f *lister, _ *Calls, poll func()) {
			f.stored = callsInARow(clock, 30, 30)
			f.there = callsInARow(clock, 30, 0)
			poll()
		}, 1, 30},
		{"why calls were missed is asked for, twice in a minute", func(clock *clocktest.Clock, f *lister, _ *Calls, poll func()) {
			all := callsInARow(clock, 40, 0)
			for i := range all {
				all[i].Status, all[i].Duration = model.CallMissed, 0
			}
			for n := 5; n <= 40; n += 5 {
				f.there = all[40-n:]
				poll()
				clock.Forward(20 * time.Second)
			}
		}, 4, 40},
		{"nobody looks, so nothing is asked", func(clock *clocktest.Clock, f *lister, c *Calls, poll func()) {
			c.Front = func() bool { return false }
			f.there = callsInARow(clock, 300, 0)
			for range 10 {
				poll()
				clock.Forward(time.Minute)
			}
		}, 0, 10},
		{"at the end all are asked for, once, though nobody looks", func(clock *clocktest.Clock, f *lister, c *Calls, poll func()) {
			c.Front = func() bool { return false }
			f.there, f.stats.Status = callsInARow(clock, 300, 0), model.StatusCompleted
			for range 10 {
				poll()
				clock.Forward(time.Minute)
			}
		}, 1, 300},
		{"somebody who looks has them now, not more often than it makes sense", func(clock *clocktest.Clock, f *lister, c *Calls, poll func()) {
			f.there = callsInARow(clock, 8, 0)
			poll()
			for range 12 {
				now(t, c, c.Look())
				clock.Forward(5 * time.Second)
			}
		}, 3, 8},
		{"a service that asks to be left alone is, and what is known stays", func(clock *clocktest.Clock, f *lister, _ *Calls, poll func()) {
			f.there, f.errs = callsInARow(clock, 300, 0), []error{busy(5 * time.Minute)}
			for range 20 {
				poll()
				clock.Forward(10 * time.Second)
			}
		}, 1, 10},
		{"after an error it is asked later and later", func(clock *clocktest.Clock, f *lister, _ *Calls, poll func()) {
			f.there = callsInARow(clock, 300, 0)
			for range 100 {
				f.errs = append(f.errs, errors.New("502"))
			}
			for range 60 {
				poll()
				clock.Forward(time.Minute)
			}
		}, 11, 10},
	}
}

func TestAllCallsAreAskedForWhereTheLatestDoNotTell(t *testing.T) {
	for _, row := range pollsOf(t) {
		t.Run(row.claim, func(t *testing.T) {
			clock := newClock()
			f := &lister{stats: model.Statistics{Status: model.StatusProcessing}}
			c, batches := following(clock, f)
			now(t, c, c.Load())
			row.polls(clock, f, c, func() {
				if f.stats.Processed = len(f.there); len(f.stored) > 0 && len(c.Known()["k"].Calls) == 0 {
					c.batches = nil // opened again
					now(t, c, c.Load())
				}
				poll(t, c, batches, f)
			})
			got := c.Known()["k"]
			if f.asked != row.asked || len(got.Calls) != row.known {
				t.Errorf("asked %d times, %d calls known", f.asked, len(got.Calls))
			}
			if got.Whole == got.At.IsZero() {
				t.Errorf("whole %t at %v", got.Whole, got.At)
			}
		})
	}
}

// What polls bring while all calls are asked for is not lost, and nothing is asked twice at
// once; what was handed out before stays as it was.
func TestPollsWhileAllCallsAreAskedForAreMerged(t *testing.T) {
	clock := newClock()
	f := &lister{stats: model.Statistics{Status: model.StatusProcessing, Processed: 300}, there: callsInARow(clock, 300, 0)}
	c, batches := following(clock, f)
	before := c.Known()
	newer := callsInARow(clock, 305, 2)
	f.during = func() {
		batches[0].Last.Calls = newer[:10]
		if work := c.Polled(0); len(work) > 0 {
			t.Error("asked beside")
		}
	}
	now(t, c, c.Load())
	poll(t, c, batches, f)
	got := c.Known()["k"]
	if len(got.Calls) != 305 || len(before["k"].Calls) != 0 || f.asked != 1 || len(f.stored) != 300 {
		t.Errorf("%d calls known, %d stored, asked %d times", len(got.Calls), len(f.stored), f.asked)
	}
	held, state := got.Calls, fmt.Sprint(got.Calls)
	f.there, f.during = callsInARow(clock, 305, 0), nil
	poll(t, c, batches, f)
	if fmt.Sprint(held) != state {
		t.Error("what was handed out was changed")
	}
	if slices.ContainsFunc(c.Known()["k"].Calls, func(k model.Call) bool { return !k.Over() }) {
		t.Error("a call that is over goes on")
	}
}

func TestCallsThatAreStoredWholeAreNotAskedFor(t *testing.T) {
	clock := newClock()
	calls := callsInARow(clock, 300, 0)
	for claim, c := range map[string]struct {
		change func(b *model.Batch)
		asked  int
	}{
		"all, and why they ended":              {func(*model.Batch) {}, 0},
		"not why they ended":                   {func(b *model.Batch) { b.CallsFetched = time.Time{} }, 1},
		"not why they ended, a month ago":      {func(b *model.Batch) { b.CallsFetched, b.Sent = time.Time{}, b.Sent.Add(-31*24*time.Hour) }, 0},
		"some are missing":                     {func(b *model.Batch) { b.Tally.Calls++ }, 1},
		"it was never at the service":          {func(b *model.Batch) { b.State, b.CallsKnown = model.SendRefused, false }, 0},
		"it is not known to be at the service": {func(b *model.Batch) { b.State, b.CallsKnown = model.SendUnknown, false }, 0},
	} {
		f := &lister{stored: calls, there: calls, stats: model.Statistics{Status: model.StatusCompleted}}
		k, batches := following(clock, f)
		b := &batches[0]
		b.Ended, b.CallsFetched, b.CallsKnown, b.Tally = clock.Now(), clock.Now(), true, model.TallyOf(calls)
		c.change(b)
		now(t, k, k.Load())
		now(t, k, k.Look())
		if got := k.Known()["k"]; f.asked != c.asked || len(got.Calls) != 300 {
			t.Errorf("%s: asked %d times, %d calls", claim, f.asked, len(got.Calls))
		}
	}
}

// Goal: the latest hundred of 100,000 calls are merged in two hundredths of a second, where
// each of them has changed: that is done once in a poll, in Update.
func BenchmarkPolledCalls(b *testing.B) {
	clock := newClock()
	f := &lister{stats: model.Statistics{Status: model.StatusProcessing}, stored: callsInARow(clock, 100_000, 0)}
	c, batches := following(clock, f)
	c.Latest, c.Front = 100, func() bool { return false }
	for work := c.Load(); len(work) > 0; {
		work = c.Update(work[0].Do(b.Context()))
	}
	latest := slices.Clone(c.Known()["k"].Calls[:100])
	for i := 0; b.Loop(); i++ {
		for j := range latest {
			latest[j].Name = fmt.Sprint(i)
		}
		batches[0].Last.Calls = latest
		c.Polled(0)
	}
	if n := len(c.Known()["k"].Calls); n != 100_000 {
		b.Fatal(n)
	}
}
