package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// pausedBatch confirms a campaign of some numbers in one batch, has it sent, and pauses it:
// the batch is cancelled with the calls that are given, by number.
func pausedBatch(t *testing.T, s *Store, of []int, calls ...model.Call) (model.Plan, model.Batch) {
	t.Helper()
	rows := tableOf(of...)
	p := plan(t, rows)
	p.Options.MaxAttempts, p.Options.CallsPerSecond = 3, 5
	p = p.In([]model.Segment{{Options: p.Options, Rows: p.AllRows()}})
	b := must(s.Ledger.Confirm(ctx, campaign(t, s, "Spring", rows), p))(t)[0]
	b = sendAs(t, s, b, model.SendAccepted)
	must(s.Ledger.Pause(ctx, b.Campaign))(t)
	return p, cancelledWith(t, s, b, calls...)
}

// cancelledWith has a batch end as cancelled with all its calls.
func cancelledWith(t *testing.T, s *Store, b model.Batch, calls ...model.Call) model.Batch {
	t.Helper()
	called := map[string]bool{}
	for i := range calls {
		calls[i].ID = fmt.Sprintf("%s %d", b.Key, i)
		calls[i].At = newClock().Now().Add(time.Duration(i) * time.Second)
		called[calls[i].Phone] = true
	}
	b.Last = model.Statistics{Status: model.StatusCancelled, Total: b.Contacts, Processed: len(called), At: newClock().Now()}
	if rings, known := model.LastRings(calls); known {
		b.Last.Rings, b.Last.Tally = rings, model.TallyOf(calls)
	}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: b.Campaign, Batch: &b, Calls: calls, AllCalls: true}}))
	return must(s.Campaigns.Load(ctx, b.Campaign))(t).Batches[b.Index]
}

func callTo(n int, status string) model.Call {
	return model.Call{Phone: fmt.Sprintf("+447400%06d", n), Status: status}
}

// taking is a plan in which some rows go on in a segment, with so many attempts.
func taking(p model.Plan, attempts int, rows ...int32) model.Plan {
	out := &model.RowSet{}
	out.Add(rows...)
	o := p.Options
	o.MaxAttempts = attempts
	return p.Take(out, []model.Segment{{Name: "Resumed", Options: o, Rows: rows}})
}

func TestWhoWasNeverCalledGoesOnInAnotherBatch(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	p, b := pausedBatch(t, s, []int{1, 2, 3, 4}, callTo(1, model.CallAnswered), callTo(2, model.CallMissed))
	if at := model.PausedAt([]model.Batch{b}); at.IsZero() {
		t.Fatal("it is not paused")
	}
	left := must(s.Ledger.Remainders(ctx, b.Campaign))(t)[0]
	never, owed := 0, 0
	for _, w := range left.Of {
		if w.Never() {
			never++
		}
		if w.Owed {
			owed++
		}
	}
	if left.Why != "" || never != 2 || owed != 1 || len(left.Of) != 4 {
		t.Fatalf("left are %+v", left)
	}
	p = taking(p, 3, 2, 3)
	all := must(s.Ledger.Resume(ctx, b.Campaign, p))(t)
	if len(all) != 2 || all[0].Contacts != 2 || all[0].WentOn != 2 || all[1].Contacts != 2 || all[1].State != model.SendPrepared || !model.PausedAt(all).IsZero() || all[0].Lost != 0 {
		t.Fatalf("the batches are %+v", all)
	}
	if f := all[0].Figures(); f.Total != 2 || f.Processed != 2 {
		t.Errorf("the first has %+v", f)
	}
	k := must(s.Campaigns.Load(ctx, b.Campaign))(t)
	again := model.RestorePlan(list(t, k.Table, model.Edits{}, nil), k.Options, k.Segments)
	for i, b := range k.Batches {
		if model.NumbersHash(again.Numbers(i)) != b.Hash {
			t.Errorf("batch %d is of other numbers when it comes back", i)
		}
	}
	must(s.Ledger.Begin(ctx, all[1]))(t)
	_, broken, err := s.Evidence.Chain(ctx, b.Campaign)
	if err != nil || broken != nil {
		t.Errorf("the evidence: %v, %v", broken, err)
	}
	second := must(s.Campaigns.Load(ctx, b.Campaign))(t).Batches[1]
	second.State, second.ID = model.SendAccepted, "second"
	ok(t, s.Ledger.RecordOutcome(ctx, second))
	must(s.Ledger.Pause(ctx, b.Campaign))(t)
	second = cancelledWith(t, s, must(s.Campaigns.Load(ctx, b.Campaign))(t).Batches[1])
	p = taking(again, 3, 2, 3)
	all = must(s.Ledger.Resume(ctx, b.Campaign, p))(t)
	if len(all) != 3 || all[1].Contacts != 0 || all[2].Contacts != 2 || all[2].Index != 2 {
		t.Fatalf("nobody of the second was called, and the batches are %+v", all)
	}
	k = must(s.Campaigns.Load(ctx, b.Campaign))(t)
	again = model.RestorePlan(list(t, k.Table, model.Edits{}, nil), k.Options, k.Segments)
	if again.Batches() != 3 || again.Len() != 4 || len(again.Rows(1)) != 0 {
		t.Fatalf("it comes back with %d batches", again.Batches())
	}
	for i, b := range k.Batches {
		if model.NumbersHash(again.Numbers(i)) != b.Hash {
			t.Errorf("batch %d is of other numbers when it comes back", i)
		}
	}
	must(s.Ledger.Begin(ctx, all[2]))(t)
	if _, broken, err := s.Evidence.Chain(ctx, b.Campaign); err != nil || broken != nil {
		t.Errorf("the evidence: %v, %v", broken, err)
	}
}

func TestWhoWasMissedGoesOnWithTheTriesThatAreLeft(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	p, b := pausedBatch(t, s, []int{1, 2}, callTo(1, model.CallMissed), callTo(2, model.CallMissed), callTo(2, model.CallMissed))
	for claim, p := range map[string]model.Plan{"more tries than are left": taking(p, 2, 1), "all tries anew": taking(p, 3, 0)} {
		if _, err := s.Ledger.Resume(ctx, b.Campaign, p); err == nil {
			t.Errorf("%s are let through", claim)
		}
	}
	all := must(s.Ledger.Resume(ctx, b.Campaign, taking(p, 2, 0)))(t)
	if _, err := s.Ledger.Begin(ctx, all[1]); err != nil {
		t.Errorf("its own batch keeps them from being tried again: %v", err)
	}
}

// A number that was rung, or of which that is not known, is in no new batch, whatever the
// console believes.
func TestNobodyWhoWasCalledGoesOn(t *testing.T) {
	answered, never := callTo(1, model.CallAnswered), []int32{1, 2}
	for claim, c := range map[string]struct {
		calls []model.Call
		spoil func(t *testing.T, s *Store, b model.Batch)
		take  func(p model.Plan) model.Plan
	}{
		"one who answered":                    {[]model.Call{answered}, nil, func(p model.Plan) model.Plan { return taking(p, 3, 0, 1, 2) }},
		"one whose call failed":               {[]model.Call{callTo(1, model.CallFailed)}, nil, func(p model.Plan) model.Plan { return taking(p, 1, 0) }},
		"one whose call is of no known state": {[]model.Call{callTo(1, "TRANSFERRED")}, nil, func(p model.Plan) model.Plan { return taking(p, 1, 0) }},
		"one who asked not to be called":      {[]model.Call{{Phone: answered.Phone, Status: model.CallMissed, Error: "DNC"}}, nil, func(p model.Plan) model.Plan { return taking(p, 1, 0) }},
		"never called and missed in one":      {[]model.Call{callTo(1, model.CallMissed)}, nil, func(p model.Plan) model.Plan { return taking(p, 2, 0, 1) }},
		"anybody while one rings":             {[]model.Call{callTo(1, model.CallOngoing)}, nil, nil},
		"anybody while one is planned":        {[]model.Call{callTo(1, model.CallScheduled)}, nil, nil},
		"anybody after a call to another":     {[]model.Call{answered, callTo(9, model.CallMissed)}, nil, nil},
		"anybody while more were called than calls are told of": {[]model.Call{answered}, func(t *testing.T, s *Store, b model.Batch) {
			b.Last.Processed++
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
		}, nil},
		"anybody while fewer were called than calls are told of": {[]model.Call{answered}, func(t *testing.T, s *Store, b model.Batch) {
			b.Last.Processed--
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
		}, nil},
		"anybody of a batch that calls": {[]model.Call{answered}, func(t *testing.T, s *Store, b model.Batch) {
			b.Last.Status = model.StatusProcessing
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
		}, nil},
		"anybody of a batch that is completed": {[]model.Call{answered}, func(t *testing.T, s *Store, b model.Batch) {
			b.Last.Status = model.StatusCompleted
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
		}, nil},
		"one whose calls are gone, but who is known to have been rung": {[]model.Call{answered}, func(t *testing.T, s *Store, b model.Batch) {
			must(s.db.writer.ExecContext(ctx, `DELETE FROM calls`))(t)
		}, func(p model.Plan) model.Plan { return taking(p, 3, 0, 1, 2) }},
		"one who came onto the do-not-call list": {[]model.Call{answered}, func(t *testing.T, s *Store, _ model.Batch) {
			must(s.DoNotCall.Add(ctx, numbers(3), "by hand"))(t)
		}, nil},
		"one whom another campaign calls meanwhile": {[]model.Call{answered}, func(t *testing.T, s *Store, _ model.Batch) {
			sendAs(t, s, confirmed(t, s, "Summer", 3), model.SendAccepted)
		}, nil},
		"one whom another campaign may call": {[]model.Call{answered}, func(t *testing.T, s *Store, _ model.Batch) {
			sendAs(t, s, confirmed(t, s, "Summer", 3), model.SendUnknown)
		}, nil},
		"with more tries than were confirmed": {[]model.Call{answered}, nil, func(p model.Plan) model.Plan { return taking(p, 4, never...) }},
		"by another agent": {[]model.Call{answered}, nil, func(p model.Plan) model.Plan {
			p.Options.Agent = "another"
			return taking(p, 3, never...)
		}},
		"one twice": {[]model.Call{answered}, nil, func(p model.Plan) model.Plan {
			out := &model.RowSet{}
			out.Add(never...)
			return p.Take(out, []model.Segment{{Options: p.Options, Rows: never}, {Options: p.Options, Rows: never[:1]}})
		}},
		"and one is lost": {[]model.Call{answered}, nil, func(p model.Plan) model.Plan {
			out := &model.RowSet{}
			out.Add(never...)
			return p.Take(out, []model.Segment{{Options: p.Options, Rows: never[:1]}})
		}},
	} {
		t.Run(claim, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{Now: newClock().Now})
			p, b := pausedBatch(t, s, []int{1, 2, 3}, c.calls...)
			if c.spoil != nil {
				c.spoil(t, s, b)
			}
			take := c.take
			if take == nil {
				take = func(p model.Plan) model.Plan { return taking(p, 3, never...) }
			}
			if all, err := s.Ledger.Resume(ctx, b.Campaign, take(p)); err == nil {
				t.Errorf("goes on: %+v", all)
			}
			if all := must(s.Campaigns.Load(ctx, b.Campaign))(t).Batches; len(all) != 1 || all[0].Contacts != 3 || model.PausedAt(all).IsZero() {
				t.Errorf("something was changed: %+v", all)
			}
		})
	}
}

func TestNothingIsSentWhileItIsPaused(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{Now: newClock().Now})
	p, batches := missedWave(t, s)
	id := batches[0].Campaign
	other := open(t, dir, Options{Now: newClock().Now})
	must(other.Ledger.Pause(ctx, id))(t) // whoever has it open
	if _, err := s.Ledger.Begin(ctx, batches[1]); err == nil || !strings.Contains(err.Error(), "paused") {
		t.Errorf("it is sent: %v", err)
	}
	if _, err := s.Ledger.AddSegments(ctx, id, p.Replace([]int{1}, []model.Segment{later(p, "Later", 0, 1)}), []string{batches[1].Key}); err == nil {
		t.Error("it gets other waves")
	}
	if _, err := other.Ledger.Resume(ctx, id, p); err == nil {
		t.Error("somebody resumes it who does not have it open")
	}
	before := must(s.Campaigns.Load(ctx, id))(t)
	must(s.Ledger.Pause(ctx, id))(t)
	if after := must(s.Campaigns.Load(ctx, id))(t); !slices.EqualFunc(before.Segments, after.Segments, func(a, b model.Segment) bool { return a.Release == b.Release }) {
		t.Error("it is paused twice")
	}
	all := must(s.Ledger.Resume(ctx, id, p))(t)
	if !model.PausedAt(all).IsZero() || !all[2].Part.Release.ForOutcome() {
		t.Errorf("resumed, it is %+v", all)
	}
	must(s.Ledger.Begin(ctx, all[1]))(t)
	if _, broken, err := s.Evidence.Chain(ctx, id); err != nil || broken != nil {
		t.Errorf("the evidence: %v, %v", broken, err)
	}
}

// What waits for the outcome of a batch waits for that of who went on of it as well.
func TestACanaryGoesOnInAllItsBatches(t *testing.T) {
	p := plan(t, tableOf(1, 2, 3, 4))
	all := p.AllRows()
	p = p.In([]model.Segment{{Options: p.Options, Rows: all[:2]}, {Options: p.Options, Rows: all[2:], Release: model.Release{By: model.ReleasedByOutcome, After: 0}}})
	taken := taking(p, 0, 1)
	if r := taken.Segments[1].Release; r.After != 2 || taken.Batches() != 3 || !slices.Equal(taken.Numbers(2), []phone.Number{447400000002}) {
		t.Errorf("the rest waits for %+v of %d batches", r, taken.Batches())
	}
}
