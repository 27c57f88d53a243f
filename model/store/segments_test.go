package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// inWaves confirms a campaign whose first contact is called at once, and the
// others the day after, once somebody says so.
func inWaves(t testing.TB, s *Store, name string, of ...int) []model.Batch {
	t.Helper()
	rows := tableOf(of...)
	p := plan(t, rows)
	all := p.AllRows()
	now, later := p.Options, p.Options
	now.MaxAttempts, later.Start, later.CallsPerSecond = 1, newClock().Now().AddDate(0, 0, 1), 3
	return must(s.Ledger.Confirm(ctx, campaign(t, s, name, rows), p.In([]model.Segment{
		{Name: "New York 9:00", Options: now, Rows: all[:1]},
		{Name: "nobody", Options: now},
		{Name: "Chicago 9:00", Options: later, Rows: all[1:],
			Release: model.Release{By: model.ReleasedByOperator, NotBefore: newClock().Now(), NotAfter: newClock().Now().Add(time.Hour)}, CloseAt: newClock().Now().Add(2 * time.Hour)},
	})))(t)
}

func TestSegmentsAreBatchesOfTheirOwn(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	batches := inWaves(t, s, "Zones", 1, 2, 3)
	if len(batches) != 2 || batches[0].Contacts != 1 || batches[1].Contacts != 2 || batches[1].Segment != 1 {
		t.Fatalf("confirmed %+v", batches)
	}
	if b := batches[1]; !b.Schedule.Start.Equal(newClock().Now().AddDate(0, 0, 1)) || b.Schedule.CallsPerSecond != 3 || batches[0].Schedule.MaxAttempts != 1 {
		t.Errorf("the schedules are %+v and %+v", batches[0].Schedule, b.Schedule)
	}
	k := must(s.Campaigns.Load(ctx, batches[0].Campaign))(t)
	checkSegments(t, s)
	if len(k.Segments) != 2 || k.Segments[1].Name != "Chicago 9:00" || !k.Segments[1].Release.NotBefore.Equal(newClock().Now()) || !slices.Equal(k.Segments[1].Rows, []int32{1, 2}) {
		t.Fatalf("loaded %+v", k.Segments)
	}
	if later := k.Segments[1]; !later.Release.NotAfter.Equal(newClock().Now().Add(time.Hour)) || !later.CloseAt.Equal(newClock().Now().Add(2*time.Hour)) || !k.Segments[0].CloseAt.IsZero() {
		t.Errorf("they close at %+v", k.Segments)
	}
	again := model.RestorePlan(list(t, k.Table, model.Edits{}, nil), k.Options, k.Segments)
	var numbers []phone.Number
	for i, b := range k.Batches {
		if model.NumbersHash(again.Numbers(i)) != b.Hash {
			t.Errorf("batch %d is of other numbers when it comes back", i)
		}
		numbers = append(numbers, again.Numbers(i)...)
	}
	if len(numbers) != 3 || again.Len() != 3 || !again.ReleaseOf(k.Batches[1]).Held(newClock().Now().Add(time.Hour)) || again.ReleaseOf(k.Batches[0]).Held(newClock().Now()) {
		t.Errorf("the plan that comes back has %d numbers and %d contacts, %+v", len(numbers), again.Len(), again.Segments)
	}
	ok(t, s.Ledger.Unconfirm(ctx, k.ID))
	if k := must(s.Campaigns.Load(ctx, k.ID))(t); len(k.Segments) != 0 {
		t.Errorf("a draft has the segments %+v", k.Segments)
	}
	ok(t, s.Campaigns.Forget(ctx, true, k.ID))
}

// A segment that cannot be read is not sent: neither its rate nor its hour is known.
func TestASegmentThatCannotBeReadIsHeld(t *testing.T) {
	for column, spoilt := range map[string]string{"options": "{", "released": `{"by": 7}`} {
		s := open(t, t.TempDir(), Options{Now: newClock().Now})
		batches := inWaves(t, s, "Zones", 1, 2, 3)
		must(s.db.writer.ExecContext(ctx, `UPDATE segments SET `+column+` = ? WHERE place = 0`, spoilt))(t)
		k := must(s.Campaigns.Load(ctx, batches[0].Campaign))(t)
		if !k.Locked || k.Damage == "" || !k.Segments[0].Release.Held(newClock().Now().AddDate(1, 0, 0)) {
			t.Errorf("with its %s spoilt: locked %v, %q, %+v", column, k.Locked, k.Damage, k.Segments[0].Release)
		}
	}
}

// withCanary confirms a campaign whose first contact decides about the others.
func withCanary(t testing.TB, s *Store, kept string) []model.Batch {
	t.Helper()
	rows := tableOf(1, 2, 3)
	p := plan(t, rows)
	all := p.AllRows()
	return must(s.Ledger.Confirm(ctx, campaign(t, s, "Canary", rows), p.In([]model.Segment{
		{Name: "Canary", Options: p.Options, Rows: all[:1]},
		{Name: "Rest", Options: p.Options, Rows: all[1:], Release: model.Release{By: model.ReleasedByOutcome, Limits: model.DefaultReleaseLimits, Kept: kept}},
	})))(t)
}

func TestARestIsReleasedOnceAndOnlyByWhoMay(t *testing.T) {
	operator, outcome := model.ReleasedByOperator, model.ReleasedByOutcome
	for name, c := range map[string]struct {
		kept     string // from the beginning
		do       func(s *Store, id string) ([]model.Release, error)
		released bool
	}{
		"an outcome releases it": {"", func(s *Store, id string) ([]model.Release, error) {
			return s.Ledger.ReleaseSegments(ctx, id, []int{1}, outcome)
		}, true},
		"a person does": {"", func(s *Store, id string) ([]model.Release, error) {
			return s.Ledger.ReleaseSegments(ctx, id, []int{1}, operator)
		}, true},
		"none does of what is kept": {"for you", func(s *Store, id string) ([]model.Release, error) {
			return s.Ledger.ReleaseSegments(ctx, id, []int{1}, outcome)
		}, false},
		"a person does of what is kept": {"for you", func(s *Store, id string) ([]model.Release, error) {
			return s.Ledger.ReleaseSegments(ctx, id, []int{1}, operator)
		}, true},
		"once it is kept, no outcome may": {"", func(s *Store, id string) ([]model.Release, error) {
			if _, err := s.Ledger.KeepSegments(ctx, id, []int{1}, "missed"); err != nil {
				return nil, err
			}
			return s.Ledger.ReleaseSegments(ctx, id, []int{1}, outcome)
		}, false},
		"other segments do not matter": {"", func(s *Store, id string) ([]model.Release, error) {
			return s.Ledger.ReleaseSegments(ctx, id, []int{0, 2, -1}, operator)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			clock := newClock()
			s := open(t, dir, Options{Now: clock.Now})
			id := withCanary(t, s, c.kept)[0].Campaign
			got := must(c.do(s, id))(t)
			ok(t, s.Close())
			s = open(t, dir, Options{Now: clock.Now})
			k := must(s.Campaigns.Load(ctx, id))(t)
			all := must(s.Campaigns.Summaries(ctx))(t)
			for _, r := range []model.Release{got[1], k.Segments[1].Release, all[0].Releases[1]} {
				if r.Done.IsZero() == c.released || r.By != outcome || r.Limits != model.DefaultReleaseLimits {
					t.Errorf("it is %+v", r)
				}
			}
			_, err := s.Ledger.Begin(ctx, k.Batches[1])
			if began := err == nil; began != c.released {
				t.Errorf("it is begun to be sent: %v, %v", began, err)
			}
			if got[0].Waits() || !got[0].Done.IsZero() {
				t.Errorf("the canary is %+v", got[0])
			}
			if c.released {
				clock.Forward(time.Hour)
				again := must(s.Ledger.ReleaseSegments(ctx, id, []int{1}, operator))(t)
				if kept := must(s.Ledger.KeepSegments(ctx, id, []int{1}, "late"))(t); !again[1].Done.Equal(got[1].Done) || kept[1].Kept != c.kept {
					t.Errorf("released again it is %+v, and kept afterwards %+v", again[1], kept[1])
				}
			}
		})
	}
}

func TestALaterWaveGoesByNoWordWhileACanaryIsUndecided(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	rows := tableOf(1, 2, 3, 4, 5, 6)
	p := plan(t, rows)
	all := p.AllRows()
	p = p.In([]model.Segment{
		{Name: "Canary", Options: p.Options, Rows: all[:2]},
		{Name: "Rest", Options: p.Options, Rows: all[2:4], Release: model.Release{By: model.ReleasedByOutcome}},
		{Name: "Tomorrow", Options: p.Options, Rows: all[4:], Release: model.Release{By: model.ReleasedByOperator}},
	})
	batches := must(s.Ledger.Confirm(ctx, campaign(t, s, "Waves", rows), p))(t)
	id := batches[0].Campaign
	release := func(place int) bool {
		return !must(s.Ledger.ReleaseSegments(ctx, id, []int{place}, model.ReleasedByOperator))(t)[place].Waits()
	}
	if release(2) {
		t.Error("the later wave goes while the canary is undecided")
	}
	if _, err := s.Ledger.AddSegments(ctx, id, p.Replace([]int{1}, []model.Segment{{Name: "New", Options: p.Options, Rows: all[2:4]}}), []string{batches[1].Key}); err == nil {
		t.Error("the rest gets another wave, which waits for no canary")
	}
	if !release(1) || !release(2) {
		t.Error("neither goes once somebody has decided")
	}
}

func TestWhoeverLooksOnReleasesNothing(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir, Options{Now: newClock().Now})
	id := withCanary(t, first, "")[0].Campaign
	second := open(t, dir, Options{Now: newClock().Now})
	for _, do := range []func() ([]model.Release, error){
		func() ([]model.Release, error) {
			return second.Ledger.ReleaseSegments(ctx, id, []int{1}, model.ReleasedByOperator)
		},
		func() ([]model.Release, error) { return second.Ledger.KeepSegments(ctx, id, []int{1}, "missed") },
	} {
		_, err := do()
		if _, locked := errors.AsType[*LockedError](err); !locked {
			t.Errorf("it is released or kept beside another: %v", err)
		}
	}
	if k := must(first.Campaigns.Load(ctx, id))(t); !k.Segments[1].Release.ByOutcome() {
		t.Errorf("it is %+v", k.Segments[1].Release)
	}
}

func TestWhoOptedOutOfABatchIsCountedOnce(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	batches := withCanary(t, s, "")
	numbers := must(s.Ledger.Numbers(ctx, batches[1].Key))(t)
	keys := []string{batches[0].Key, batches[1].Key}
	if n := must(s.Ledger.OptedOut(ctx, keys))(t); n != 0 {
		t.Errorf("%d opted out at first", n)
	}
	must(s.DoNotCall.Add(ctx, []phone.Number{numbers[0], 4412345678}, "by hand"))(t)
	b := batches[1]
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: b.Campaign, Batch: &b, Calls: []model.Call{
		{ID: "1", Phone: numbers[0].String(), Error: "OPT_OUT"}, {ID: "2", Phone: numbers[1].String(), Error: "do not call"}, {ID: "3", Phone: numbers[1].String(), Error: "BUSY"},
	}}}))
	if n := must(s.Ledger.OptedOut(ctx, keys))(t); n != 2 {
		t.Errorf("%d opted out, want 2", n)
	}
	if n := must(s.Ledger.OptedOut(ctx, keys[:1]))(t); n != 0 {
		t.Errorf("%d of the other batch opted out", n)
	}
}
