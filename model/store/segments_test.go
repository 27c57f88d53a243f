package store

import (
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
	now.MaxAttempts, later.Start, later.CallsPerSecond = 1, newClock().now().AddDate(0, 0, 1), 3
	return must(s.Ledger.Confirm(ctx, campaign(t, s, name, rows), p.In([]model.Segment{
		{Name: "New York 9:00", Options: now, Rows: all[:1]},
		{Name: "nobody", Options: now},
		{Name: "Chicago 9:00", Options: later, Rows: all[1:],
			Release: model.Release{By: model.ReleasedByOperator, NotBefore: newClock().now(), NotAfter: newClock().now().Add(time.Hour)}, CloseAt: newClock().now().Add(2 * time.Hour)},
	})))(t)
}

func TestSegmentsAreBatchesOfTheirOwn(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().now})
	batches := inWaves(t, s, "Zones", 1, 2, 3)
	if len(batches) != 2 || batches[0].Contacts != 1 || batches[1].Contacts != 2 || batches[1].Segment != 1 {
		t.Fatalf("confirmed %+v", batches)
	}
	if b := batches[1]; !b.Schedule.Start.Equal(newClock().now().AddDate(0, 0, 1)) || b.Schedule.CallsPerSecond != 3 || batches[0].Schedule.MaxAttempts != 1 {
		t.Errorf("the schedules are %+v and %+v", batches[0].Schedule, b.Schedule)
	}
	k := must(s.Campaigns.Load(ctx, batches[0].Campaign))(t)
	checkSegments(t, s)
	if len(k.Segments) != 2 || k.Segments[1].Name != "Chicago 9:00" || !k.Segments[1].Release.NotBefore.Equal(newClock().now()) || !slices.Equal(k.Segments[1].Rows, []int32{1, 2}) {
		t.Fatalf("loaded %+v", k.Segments)
	}
	if later := k.Segments[1]; !later.Release.NotAfter.Equal(newClock().now().Add(time.Hour)) || !later.CloseAt.Equal(newClock().now().Add(2*time.Hour)) || !k.Segments[0].CloseAt.IsZero() {
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
	if len(numbers) != 3 || again.Len() != 3 || !again.ReleaseOf(k.Batches[1]).Held(newClock().now().Add(time.Hour)) || again.ReleaseOf(k.Batches[0]).Held(newClock().now()) {
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
		s := open(t, t.TempDir(), Options{Now: newClock().now})
		batches := inWaves(t, s, "Zones", 1, 2, 3)
		must(s.db.writer.ExecContext(ctx, `UPDATE segments SET `+column+` = ? WHERE place = 0`, spoilt))(t)
		k := must(s.Campaigns.Load(ctx, batches[0].Campaign))(t)
		if !k.Locked || k.Damage == "" || !k.Segments[0].Release.Held(newClock().now().AddDate(1, 0, 0)) {
			t.Errorf("with its %s spoilt: locked %v, %q, %+v", column, k.Locked, k.Damage, k.Segments[0].Release)
		}
	}
}
