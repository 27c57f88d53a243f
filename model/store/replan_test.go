package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// missedWave confirms three waves, of which the first was sent and the others were not.
func missedWave(t *testing.T, s *Store) (model.Plan, []model.Batch) {
	t.Helper()
	rows := tableOf(1, 2, 3, 4, 5, 6)
	p := plan(t, rows)
	all := p.AllRows()
	p = p.In([]model.Segment{
		{Name: "New York 9:00", Options: p.Options, Rows: all[2:4]},
		{Name: "Chicago 9:00", Options: p.Options, Rows: all[:2], Release: model.Release{NotAfter: newClock().Now()}},
		{Name: "Rest", Options: p.Options, Rows: all[4:], Release: model.Release{By: model.ReleasedByOutcome, After: 1}},
	})
	batches := must(s.Ledger.Confirm(ctx, campaign(t, s, "Waves", rows), p))(t)
	batches[0] = sendAs(t, s, batches[0], model.SendAccepted)
	return p, batches
}

// later is a wave of the next day.
func later(p model.Plan, name string, rows ...int32) model.Segment {
	s := model.Segment{Name: name, Options: p.Options, Rows: rows, CloseAt: newClock().Now().Add(30 * time.Hour)}
	s.Options.Start, s.Options.TimeZone = newClock().Now().Add(24*time.Hour), "America/Chicago"
	return s
}

func TestWhoWasNotSentGetsOtherSegments(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	p, batches := missedWave(t, s)
	id := batches[0].Campaign
	must(s.Ledger.KeepSegments(ctx, id, []int{2}, "missed"))(t) // elsewhere, of which the plan knows nothing
	p = p.Replace([]int{1}, []model.Segment{later(p, "Chicago Thu 9:00", 0), later(p, "Chicago Fri 9:00", 1)})
	all := must(s.Ledger.AddSegments(ctx, id, p, []string{batches[1].Key}))(t)
	k := must(s.Campaigns.Load(ctx, id))(t)
	var names []string
	for i, b := range k.Batches {
		names = append(names, b.Part.Name)
		if b.Index != i || b.Key != all[i].Key || b.Part.Name != k.Segments[b.Segment].Name || model.NumbersHash(p.Numbers(i)) != b.Hash {
			t.Errorf("batch %d is %+v", i, b)
		}
	}
	if got := strings.Join(names, ", "); got != "New York 9:00, Rest, Chicago Thu 9:00, Chicago Fri 9:00" {
		t.Errorf("the waves are %s", got)
	}
	if b := k.Batches[2]; b.Part.Zone != "America/Chicago" || b.State != model.SendPrepared || b.Name != "Waves" || b.Service != batches[0].Service || b.Schedule.Start.IsZero() {
		t.Errorf("the new one is %+v", b)
	}
	if k.Batches[0].Key != batches[0].Key || k.Batches[0].State != model.SendAccepted || k.Batches[1].Key != batches[2].Key {
		t.Errorf("those that stay are %+v", k.Batches[:2])
	}
	if r := k.Segments[1].Release; r.After != 0 || r.Kept != "missed" {
		t.Errorf("the rest waits for %+v", r)
	}
	checkSegments(t, s)
	again := model.RestorePlan(list(t, k.Table, model.Edits{}, nil), k.Options, k.Segments)
	for i, b := range k.Batches {
		if model.NumbersHash(again.Numbers(i)) != b.Hash {
			t.Errorf("batch %d is of other numbers when it comes back", i)
		}
	}
	must(s.Ledger.Begin(ctx, k.Batches[2]))(t)
	if _, err := s.Ledger.Begin(ctx, batches[1]); err == nil {
		t.Error("a batch that made room is sent")
	}
}

// What was chosen when the campaign was confirmed is not known to a list that is read again.
func TestWhoIsCalledAgainByChoiceStillIs(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	_, earlier := overruled(t, s, "Earlier", model.Overrule{Agent: "agent"}, time.Time{}, 1, 2)
	sendAs(t, s, earlier[0], model.SendAccepted)
	p, batches := overruled(t, s, "Again", model.Overrule{Agent: "agent", Move: true}, time.Time{}, 1, 2, 3)
	k := must(s.Campaigns.Load(ctx, batches[0].Campaign))(t)
	plain := model.RestorePlan(list(t, k.Table, model.Edits{}, nil), k.Options, k.Segments)
	if len(p.Moved(0)) != 2 || len(plain.Moved(0)) != 0 {
		t.Fatalf("%d are moved, and %d as it comes back", len(p.Moved(0)), len(plain.Moved(0)))
	}
	all := must(s.Ledger.AddSegments(ctx, k.ID, plain.Replace([]int{0}, []model.Segment{later(plain, "Later", plain.AllRows()...)}), []string{batches[0].Key}))(t)
	if _, err := s.Ledger.Begin(ctx, all[0]); err != nil {
		t.Errorf("it cannot be sent any more: %v", err)
	}
}

func TestNobodyIsLostOrTwiceInOtherSegments(t *testing.T) {
	for claim, change := range map[string]func(p model.Plan, batches []model.Batch) (model.Plan, []string){
		"one who would be lost": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			return p.Replace([]int{1}, []model.Segment{later(p, "Later", 0)}), []string{batches[1].Key}
		},
		"one who would be in two": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			return p.Replace([]int{1}, []model.Segment{later(p, "Later", 0, 1), later(p, "Latest", 1)}), []string{batches[1].Key}
		},
		"one who was sent": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			return p.Replace([]int{1}, []model.Segment{later(p, "Later", 0, 1, 2)}), []string{batches[1].Key}
		},
		"a batch that was sent": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			return p.Replace([]int{0}, []model.Segment{later(p, "Later", 2, 3)}), []string{batches[0].Key}
		},
		"a batch that is not named": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			return p.Replace([]int{1, 2}, []model.Segment{later(p, "Later", 0, 1, 4, 5)}), []string{batches[1].Key}
		},
		"a batch of another campaign": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			return p.Replace([]int{1}, []model.Segment{later(p, "Later", 0, 1)}), []string{batches[1].Key, "another"}
		},
		"no batch": func(p model.Plan, _ []model.Batch) (model.Plan, []string) { return p, nil },
		"the batches in another order": func(p model.Plan, batches []model.Batch) (model.Plan, []string) {
			segments := slices.Clone(p.Segments)
			slices.Reverse(segments)
			return p.In(segments), []string{batches[1].Key}
		},
	} {
		s := open(t, t.TempDir(), Options{Now: newClock().Now})
		p, batches := missedWave(t, s)
		before := everything(t, s)
		changed, keys := change(p, batches)
		if _, err := s.Ledger.AddSegments(ctx, batches[0].Campaign, changed, keys); err == nil {
			t.Errorf("%s: it is done", claim)
		}
		if everything(t, s) != before {
			t.Errorf("%s: something was changed", claim)
		}
	}
}

// Of a large segment a part may have been sent.
func TestPartOfASegmentMakesRoom(t *testing.T) {
	rows := tableOf(1, 2, 3, 4)
	p := plan(t, rows)
	p = p.In([]model.Segment{{Name: "a", Options: p.Options, Rows: []int32{0, 2}}, {Name: "b", Options: p.Options, Rows: []int32{1, 3}}})
	got := p.Replace([]int{0}, []model.Segment{{Name: "c", Options: p.Options, Rows: []int32{2}}, {Name: "d", Options: p.Options, Rows: []int32{0}}})
	if got.Len() != 4 || got.Batches() != 3 || got.Segments[0].Name != "b" || !slices.Equal(got.Rows(1), []int32{2}) || p.Batches() != 2 {
		t.Errorf("the plan is %+v", got.Segments)
	}
	var numbers []phone.Number
	for i := range got.Batches() {
		numbers = append(numbers, got.Numbers(i)...)
	}
	slices.Sort(numbers)
	if len(slices.Compact(numbers)) != 4 {
		t.Errorf("it has %v", numbers)
	}
}

func TestAWaveIsNotSentBeforeItIsReleased(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	batches := inWaves(t, s, "Zones", 1, 2, 3)
	if _, err := s.Ledger.Begin(ctx, batches[1]); err == nil || !strings.Contains(err.Error(), "waits to be released") {
		t.Fatalf("without anybody's word: %v", err)
	}
	must(s.Ledger.ReleaseSegments(ctx, batches[1].Campaign, []int{1}, model.ReleasedByOperator))(t)
	must(s.Ledger.Begin(ctx, batches[1]))(t)
}
