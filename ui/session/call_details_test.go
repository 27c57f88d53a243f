package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/transcript"
)

// teller tells of calls and notes each request with its time; a request that stands in
// errs fails so often.
type teller struct {
	Ledger
	Campaigns
	clock *clocktest.Clock

	requests []string // "words c1"
	at       []time.Time
	errs     map[string][]error
	status   map[string]string
	ready    map[string]int // how often metrics are asked for in vain
	contact  func(call string) string

	stored map[string]model.CallDetail
	saves  []string
	fails  error // of the store
}

func newTeller(clock *clocktest.Clock) *teller {
	return &teller{clock: clock, errs: map[string][]error{}, status: map[string]string{}, ready: map[string]int{}, stored: map[string]model.CallDetail{}}
}

func (f *teller) request(kind, call string) error {
	f.requests, f.at = append(f.requests, kind+" "+call), append(f.at, f.clock.Now())
	if list := f.errs[kind+" "+call]; len(list) > 0 {
		f.errs[kind+" "+call] = list[1:]
		return list[0]
	}
	return nil
}

func (f *teller) CallContact(_ context.Context, _ model.Batch, call string) (string, error) {
	err := f.request("contact", call)
	if f.contact != nil {
		return f.contact(call), err
	}
	return "contact of " + call, err
}

func (f *teller) CallWords(_ context.Context, _ model.Batch, call string) (CallWords, error) {
	words := CallWords{Status: f.status[call], Duration: time.Minute, Turns: []model.Turn{{Turn: transcript.Turn{Speaker: transcript.Contact, Text: "Yes."}, Role: "user"}}}
	return words, f.request("words", call)
}

func (f *teller) CallMetrics(_ context.Context, _ model.Batch, call, contact string) (string, []transcript.Metric, error) {
	if contact != "contact of "+call {
		return "", nil, fmt.Errorf("asked as %q", contact)
	}
	if f.ready[call] > 0 {
		f.ready[call]--
		return "", nil, errors.Join(f.request("metrics", call), ErrNothingThere)
	}
	return "Renews.", []transcript.Metric{{Name: "intent", Value: "renew"}}, f.request("metrics", call)
}

func (f *teller) CallDetail(_ context.Context, _, call string) (model.CallDetail, bool, error) {
	d, found := f.stored[call]
	return d, found, nil
}

func (f *teller) Save(_ context.Context, records []model.Record) error {
	if f.fails != nil {
		return f.fails
	}
	for _, r := range records {
		for _, d := range r.Details.Details {
			f.stored[d.Call] = d
			f.saves = append(f.saves, d.Call)
		}
	}
	return nil
}

func (f *teller) details() *Details {
	return &Details{Service: f, Store: Store{Ledger: f, Campaigns: f}, Clock: f.clock, Now: f.clock.Now}
}

// callsNamed are answered calls of an hour ago.
func callsNamed(clock *clocktest.Clock, ids ...string) []model.Call {
	var calls []model.Call
	for _, id := range ids {
		calls = append(calls, model.Call{ID: id, Status: model.CallAnswered, At: clock.Now().Add(-time.Hour), Duration: time.Minute})
	}
	return calls
}

// sentBatch is a batch that was sent an hour ago.
func sentBatch(clock *clocktest.Clock) model.Batch {
	return model.Batch{Key: "k", ID: "batch_1", User: "user_1", Agent: "agent_1", State: model.SendAccepted, Sent: clock.Now().Add(-time.Hour)}
}

func TestDetailsAreAskedForOnceAndWrittenDown(t *testing.T) {
	const day = 24 * time.Hour
	for _, row := range []struct {
		claim    string
		change   func(f *teller, b *model.Batch, c *model.Call)
		parts    model.DetailParts
		requests string
		stored   string // contact, turns, summary, measured
	}{
		{"a call takes three requests", nil, model.DetailAll, "words,contact,metrics", "contact of c1 1 Renews. true"},
		{"its words take one", nil, model.DetailWords, "words", " 1  false"},
		{"a contact takes one", nil, model.DetailContact, "contact", "contact of c1 0  false"},
		{"what is stored and final takes none", func(f *teller, _ *model.Batch, _ *model.Call) {
			f.stored["c1"] = model.CallDetail{Call: "c1", Contact: "contact of c1", Over: true, Measured: true}
		}, model.DetailAll, "", "contact of c1 0  true"},
		{"what is missing alone is asked for", func(f *teller, _ *model.Batch, _ *model.Call) {
			f.stored["c1"] = model.CallDetail{Call: "c1", Contact: "contact of c1", Over: true}
		}, model.DetailAll, "metrics", "contact of c1 0 Renews. true"},
		{"a call in progress is asked for again", func(f *teller, _ *model.Batch, c *model.Call) {
			c.Status, c.Duration = model.CallOngoing, 0
			f.status["c1"] = model.CallOngoing
			f.stored["c1"] = model.CallDetail{Call: "c1", Contact: "contact of c1", Turns: make([]model.Turn, 9)}
		}, model.DetailAll, "words", "contact of c1 1  false"},
		{"one that has ended since is asked for its metrics, too", func(f *teller, _ *model.Batch, c *model.Call) {
			c.Status, c.Duration = model.CallOngoing, 0
			f.status["c1"] = model.CallAnswered
		}, model.DetailAll, "words,contact,metrics", "contact of c1 1 Renews. true"},
		{"one that was not placed is not", func(_ *teller, _ *model.Batch, c *model.Call) { c.Status = model.CallScheduled }, model.DetailAll, "", " 0  false"},
		{"whose contact it was is told for 30 days, and no metrics without", func(_ *teller, b *model.Batch, c *model.Call) {
			b.Sent, c.At = b.Sent.Add(-31*day), c.At.Add(-31*day)
		}, model.DetailAll, "words", " 1  false"},
		{"a call of today in a batch of last month is in time", func(_ *teller, b *model.Batch, _ *model.Call) { b.Sent = b.Sent.Add(-31 * day) }, model.DetailAll, "words,contact,metrics", "contact of c1 1 Renews. true"},
		{"with a contact that is stored the metrics are told for ever", func(f *teller, b *model.Batch, c *model.Call) {
			f.stored["c1"] = model.CallDetail{Call: "c1", Contact: "contact of c1"}
			b.Sent, c.At = b.Sent.Add(-91*day), c.At.Add(-91*day)
		}, model.DetailAll, "words,metrics", "contact of c1 1 Renews. true"},
		{"a call of which the service has no words is asked for the rest", func(f *teller, _ *model.Batch, _ *model.Call) { f.errs["words c1"] = []error{ErrNothingThere} }, model.DetailAll, "words,contact,metrics", "contact of c1 0 Renews. true"},
		{"a request that fails is made again, and what was told is not", func(f *teller, _ *model.Batch, _ *model.Call) {
			f.errs["contact c1"] = []error{errors.New("502")}
		}, model.DetailAll, "words,contact,contact,metrics", "contact of c1 1 Renews. true"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			clock := newClock()
			f, b := newTeller(clock), sentBatch(clock)
			c := callsNamed(clock, "c1")[0]
			if row.change != nil {
				row.change(f, &b, &c)
			}
			d := f.details()
			Inline(t.Context(), clock, d.Want(b, []model.Call{c}, row.parts), d.Update)
			got := f.stored["c1"]
			requests := strings.ReplaceAll(strings.Join(f.requests, ","), " c1", "")
			if stored := fmt.Sprint(got.Contact, " ", len(got.Turns), " ", got.Summary, " ", got.Measured); requests != row.requests || stored != row.stored {
				t.Errorf("asked for %q, stored %q", requests, stored)
			}
			if p := d.Progress(); p.Left != 0 || p.Done != 1 || p.Failed != 0 {
				t.Errorf("%+v", p)
			}
			before := len(f.requests)
			Inline(t.Context(), clock, d.Want(b, []model.Call{c}, row.parts), d.Update)
			if again := len(f.requests) - before; again > 0 && c.Status != model.CallOngoing {
				t.Errorf("asked again: %d requests", again)
			}
		})
	}
}

func TestMetricsThatAreNotMadeYetAreAskedForAgain(t *testing.T) {
	clock := newClock()
	f, began := newTeller(clock), clock.Now()
	f.ready["c1"] = 3
	d := f.details()
	Inline(t.Context(), clock, d.Want(sentBatch(clock), callsNamed(clock, "c1", "c2"), model.DetailAll), d.Update)
	if got := f.stored["c1"]; !got.Measured || got.Summary == "" || f.stored["c2"].Summary == "" {
		t.Errorf("stored is %+v", f.stored)
	}
	if took := clock.Now().Sub(began); took < 7*time.Minute || took > 8*time.Minute || len(f.requests) != 3+3+3 {
		t.Errorf("after a minute, two and four; took %v and %q", took, f.requests)
	}

	f.ready["c3"] = 1 << 20
	began = clock.Now()
	Inline(t.Context(), clock, d.Want(sentBatch(clock), callsNamed(clock, "c3"), model.DetailAll), d.Update)
	if n, took := len(f.requests)-9, clock.Now().Sub(began); n != 2+14 || took > 5*24*time.Hour {
		t.Errorf("what is never made is asked for %d times in %v", n, took)
	}
	if p := d.Progress(); p.Left+p.Later+p.Failed > 0 || p.Done != 3 {
		t.Errorf("%+v", p)
	}
	if f.requests = nil; len(d.Want(sentBatch(clock), callsNamed(clock, "c3"), model.DetailAll)) > 0 && len(f.requests) > 0 {
		t.Errorf("asked for once more: %q", f.requests)
	}
}

// However many ask, they keep to one rate together.
func TestAllWhoAskForDetailsShareOneRate(t *testing.T) {
	clock := newClock()
	f, rate, began := newTeller(clock), &DetailRate{}, clock.Now()
	one, other := f.details(), f.details()
	one.Rate, other.Rate = rate, rate
	work := append(one.Want(sentBatch(clock), callsNamed(clock, "a1", "a2", "a3", "a4"), model.DetailAll), other.Want(sentBatch(clock), callsNamed(clock, "b1", "b2", "b3", "b4"), model.DetailAll)...)
	Inline(t.Context(), clock, work, func(msg any) []Work {
		if told := msg.(DetailTold); strings.HasPrefix(told.Call.ID, "a") {
			return one.Update(msg)
		}
		return other.Update(msg)
	})
	if took := clock.Now().Sub(began); len(f.requests) != 24 || took < 23*DetailPause {
		t.Errorf("%d requests in %v", len(f.requests), took)
	}
}

// The rate that is stated: two requests a second, 120 in any minute.
func TestDetailsKeepToTheirRate(t *testing.T) {
	clock := newClock()
	f := newTeller(clock)
	var ids []string
	for i := range 300 {
		ids = append(ids, fmt.Sprint("c", i))
	}
	f.errs["metrics c7"] = []error{busy(90 * time.Second)}
	f.errs["words c9"] = []error{errors.New("502"), errors.New("502")}
	d := f.details()
	work := d.Want(sentBatch(clock), callsNamed(clock, ids...), model.DetailAll)
	if more := d.Want(sentBatch(clock), callsNamed(clock, ids...), model.DetailAll); len(more) > 0 {
		t.Error("two are on their way at once")
	}
	Inline(t.Context(), clock, work, d.Update)
	if p := d.Progress(); p.Done != 299 || p.Failed != 1 || len(f.saves) != 299+1 {
		t.Errorf("%+v, %d written down", p, len(f.saves))
	}
	for i, at := range f.at {
		minute := 0
		for _, other := range f.at[i:] {
			if other.Sub(at) < time.Minute {
				minute++
			}
		}
		if minute > 120 {
			t.Fatalf("%d requests in a minute", minute)
		}
		if i > 0 && f.requests[i-1] == "metrics c7" && at.Sub(f.at[i-1]) < 90*time.Second && f.requests[i] == "metrics c7" {
			t.Errorf("asked again after %v", at.Sub(f.at[i-1]))
		}
	}
}

func TestWhatSomebodyLooksAtIsAskedForFirst(t *testing.T) {
	clock := newClock()
	f, b := newTeller(clock), sentBatch(clock)
	d := f.details()
	calls := callsNamed(clock, "c1", "c2", "c3", "c4")
	work := d.Want(b, calls, model.DetailWords)
	looked := false
	Inline(t.Context(), clock, work, func(msg any) []Work {
		if !looked {
			looked = true
			if more := d.Look(b, calls[3]); len(more) > 0 {
				t.Error("it is asked for beside another")
			}
		}
		return d.Update(msg)
	})
	if got := strings.Join(f.requests, ","); got != "words c1,words c4,contact c4,metrics c4,words c2,words c3" {
		t.Error(got)
	}
}

func TestDetailsAreStopped(t *testing.T) {
	for claim, c := range map[string]struct {
		stop     func(d *Details, f *teller, cancel func())
		requests int
		err      bool
	}{
		"by the operator":                   {func(d *Details, _ *teller, _ func()) { d.Stop() }, 3, false},
		"by the end of what it is for":      {func(_ *Details, _ *teller, cancel func()) { cancel() }, 3, false},
		"by a service that answers nothing": {nil, 5, true},
		"by a store that takes nothing":     {func(_ *Details, f *teller, _ func()) { f.fails = errors.New("disk full") }, 3 + 5*3, true},
	} {
		clock := newClock()
		f := newTeller(clock)
		ids := make([]string, 40)
		for i := range ids {
			ids[i] = fmt.Sprint("c", i)
			if c.stop == nil {
				f.errs["words "+ids[i]] = []error{errors.New("502"), errors.New("502")}
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		d := f.details()
		stopped := false
		Inline(ctx, clock, d.Want(sentBatch(clock), callsNamed(clock, ids...), model.DetailAll), func(msg any) []Work {
			work := d.Update(msg)
			if !stopped && c.stop != nil {
				stopped = true
				c.stop(d, f, cancel)
			}
			return work
		})
		cancel()
		p := d.Progress()
		// What is on its way while it is stopped is told to its end.
		if n := len(f.requests); n < c.requests || n > c.requests+3 || !p.Stopped || p.Left > 0 || (p.Err != nil) != c.err {
			t.Errorf("%s: %d requests, %+v", claim, n, p)
		}
	}
}
