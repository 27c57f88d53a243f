package store

import (
	"fmt"
	"testing"
	"time"

	"callsheet/model"
)

// overruled confirms a campaign of an agent whose operator decided about those
// who are known from others.
func overruled(t *testing.T, s *Store, name string, o model.Overrule, start time.Time, of ...int) (model.Plan, []model.Batch) {
	t.Helper()
	rows := tableOf(of...)
	id := campaign(t, s, name, rows)
	l := list(t, rows, model.Edits{}, must(s.Guards.Suppressions(ctx, refs(of...), "agent", id))(t))
	l.Apply(l.Overrule(o, "anna", time.Time{}))
	p := model.NewPlan(l, model.Options{Agent: o.Agent, User: "user", Name: name, Priority: 5, Start: start, TimeZone: "UTC", CallsPerSecond: 1, MaxAttempts: 1})
	if p.Len() == 0 {
		return p, nil
	}
	return p, must(s.Ledger.Confirm(ctx, id, p))(t)
}

func TestWhoIsInABatchThatHasNotEndedIsMovedByChoiceAlone(t *testing.T) {
	clock := newClock()
	now := clock.Now()
	cases := []struct {
		name     string
		start    time.Time // of the first
		overrule model.Overrule
		called   int // of three, two of whom the first has
		taken    int
	}{
		{"nothing is said, before the first has begun", now.Add(24 * time.Hour), model.Overrule{Agent: "agent"}, 1, 0},
		{"nothing is said, while it calls", time.Time{}, model.Overrule{Agent: "agent"}, 1, 0},
		{"moved before it has begun", now.Add(24 * time.Hour), model.Overrule{Agent: "agent", Move: true}, 3, 2},
		{"moved while it calls", time.Time{}, model.Overrule{Agent: "agent", Move: true}, 3, 2},
		{"to call again says nothing of who was not called yet", now.Add(24 * time.Hour), model.Overrule{Agent: "agent", Again: true}, 1, 0},
		{"called again while it calls", time.Time{}, model.Overrule{Agent: "agent", Again: true}, 3, 2},
		{"another agent's are never moved", now.Add(24 * time.Hour), model.Overrule{Agent: "other", Move: true}, 1, 0},
		{"another agent's are not called by both", time.Time{}, model.Overrule{Agent: "other", Again: true, Move: true}, 1, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{Now: clock.Now})
			_, first := overruled(t, s, "Spring", model.Overrule{Agent: "agent"}, c.start, 1, 2, 3, 4)
			sendAs(t, s, first[0], model.SendAccepted)
			plan, second := overruled(t, s, "Summer", c.overrule, time.Time{}, 3, 4, 5)
			if held := plan.InUnfinished(); plan.Len() != c.called || model.ContactsOf(held) != 3-c.called || len(held) > 0 && held[0].Suppression.Campaign != "Spring" {
				t.Fatalf("%d are called, held are %+v", plan.Len(), held)
			}
			if taken := plan.Taken(); model.ContactsOf(taken) != c.taken {
				t.Errorf("taken are %+v", taken)
			}
			must(s.Ledger.Begin(ctx, second[0]))(t)
			if b := row(t, s, first[0].Key); b.Lost != c.taken || (b.LostTo == "Summer") != (c.taken > 0) {
				t.Errorf("the first lost %d to %q, want %d", b.Lost, b.LostTo, c.taken)
			}
		})
	}
}

func TestWhatIsRefusedTookNobody(t *testing.T) {
	for state, lost := range map[model.SendState]int{model.SendAccepted: 1, model.SendUnknown: 1, model.SendRefused: 0} {
		s := open(t, t.TempDir(), Options{})
		_, first := overruled(t, s, "Spring", model.Overrule{Agent: "agent"}, time.Time{}, 1, 2)
		sendAs(t, s, first[0], model.SendAccepted)
		_, second := overruled(t, s, "Summer", model.Overrule{Agent: "agent", Move: true}, time.Time{}, 2, 3)
		sendAs(t, s, second[0], state)
		if b := row(t, s, first[0].Key); b.Lost != lost {
			t.Errorf("%s: the first lost %d", state, b.Lost)
		}
	}
}

// Whom a campaign has taken from another, a third takes from it alone.
func TestThePeopleOfABatchAreLostOnce(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	move := model.Overrule{Agent: "agent", Move: true}
	var all []model.Batch
	for i, name := range []string{"Spring", "Summer", "Autumn"} {
		_, b := overruled(t, s, name, move, time.Time{}, 1, 2, 10+i)
		sendAs(t, s, b[0], model.SendAccepted)
		all = append(all, b[0])
	}
	for i, want := range []string{"2 Summer", "2 Autumn", "0 "} {
		b := row(t, s, all[i].Key)
		if got := fmt.Sprint(b.Lost, " ", b.LostTo); got != want {
			t.Errorf("campaign %d lost %s, want %s", i, got, want)
		}
	}
}

// The ledger checks again in the moment before sending: the word to move somebody
// is about the batches that were known of, and about those of one agent.
func TestTheLedgerHoldsWhatIsToBeMoved(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	_, spring := overruled(t, s, "Spring", model.Overrule{Agent: "agent"}, time.Time{}, 1, 2)
	sendAs(t, s, spring[0], model.SendAccepted)
	clock.Forward(time.Minute)
	move := model.Overrule{Agent: "agent", Move: true}
	_, summer := overruled(t, s, "Summer", move, time.Time{}, 1, 3)
	_, autumn := overruled(t, s, "Autumn", move, time.Time{}, 1, 4)
	clock.Forward(time.Minute)
	sendAs(t, s, summer[0], model.SendAccepted)
	_, err := s.Ledger.Begin(ctx, autumn[0])
	if got, _ := guardError(err); got != (model.GuardError{Recent: 1, Unfinished: 1, Campaign: "Summer"}) {
		t.Errorf("two moved one contact: %+v (%v)", got, err)
	}

	// A plan whose agent was changed after the choice.
	rows := tableOf(2)
	id := campaign(t, s, "Winter", rows)
	l := list(t, rows, model.Edits{}, must(s.Guards.Suppressions(ctx, refs(2), "agent", id))(t))
	l.Apply(l.Overrule(move, "", time.Time{}))
	p := model.NewPlan(l, model.Options{Agent: "other", User: "user"})
	if both := p.CalledByBoth(); model.ContactsOf(both) != 1 || model.ContactsOf(p.Taken()) != 0 {
		t.Errorf("called by both are %+v", both)
	}
	_, err = s.Ledger.Begin(ctx, must(s.Ledger.Confirm(ctx, id, p))(t)[0])
	if got, _ := guardError(err); got != (model.GuardError{OtherAgent: 1, Campaign: "Spring"}) {
		t.Errorf("guarded as %+v (%v)", got, err)
	}
}

// saveCalls saves calls of a batch, and that it has ended with them.
func saveCalls(t *testing.T, s *Store, b model.Batch, at time.Time, calls ...model.Call) {
	t.Helper()
	for i := range calls {
		calls[i].ID, calls[i].At = fmt.Sprint("call_", i), at
	}
	b.Last = model.Statistics{At: at, Status: model.StatusCompleted, EndedAt: at, Total: b.Contacts, Processed: b.Contacts}
	b.Last.Rings, _ = model.LastRings(calls)
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: calls}}))
}

func TestWhoAnsweredAnEarlierCampaignIsNamed(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2, 3), model.SendAccepted)
	at := clock.Now()
	n := numbers(1, 2, 3)
	saveCalls(t, s, b, at, model.Call{Phone: n[0].String(), Status: model.CallAnswered}, model.Call{Phone: n[1].String(), Status: "MISSED"}, model.Call{Phone: n[2].String(), Status: model.CallAnswered})

	rows := tableOf(1, 2, 3, 4)
	id := campaign(t, s, "Summer", rows)
	probe := func() *model.List {
		return list(t, rows, model.Edits{}, must(s.Guards.Suppressions(ctx, refs(1, 2, 3, 4), "agent", id))(t))
	}
	if l := probe(); l.Counts().Of(model.Ready) != 1 {
		t.Errorf("within the guard period %v are called", l.Counts())
	}
	clock.Forward(48 * time.Hour)
	l := probe()
	if l.Counts().Of(model.Ready) != 4 || !l.Verdict(0).Answered || l.Verdict(1).Answered {
		t.Fatalf("%v, %v, %v", l.Counts(), l.Verdict(0), l.Verdict(1))
	}
	causes := l.Causes().All()
	if len(causes) != 1 || causes[0].Rows != 2 || causes[0].Name() != `Answered in "Spring"` {
		t.Errorf("causes %+v", causes)
	}
	known := model.NewPlan(l, model.Options{}).AnsweredEarlier()
	if len(known) != 1 || known[0].Contacts != 2 || known[0].Suppression.AnsweredWords(clock.Now()) != fmt.Sprintf("answered in %q on %s", "Spring", at.Format("2 Jan")) {
		t.Errorf("known %+v", known)
	}
	l.Apply(l.Overrule(model.Overrule{SkipAnswered: true}, "anna", clock.Now()))
	if l.Counts().Of(model.Ready) != 2 || l.Verdict(0).Out != model.ByOperator {
		t.Errorf("left out: %v", l.Counts())
	}
	// Its own calls say nothing against a campaign.
	if marks := must(s.Guards.Suppressions(ctx, model.RefsOf(n), "agent", b.Campaign))(t); len(marks) != 0 {
		t.Errorf("marks %v", marks)
	}
}
