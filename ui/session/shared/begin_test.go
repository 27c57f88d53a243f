package shared_test

import (
	"errors"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/session/shared/sharedtest"
)

func TestAKillBetweenAnyTwoStepsNeitherSendsTwiceNorLosesABatch(t *testing.T) {
	const never sharedtest.Op = "never"
	for _, row := range []struct {
		name  string
		op    sharedtest.Op
		when  sharedtest.When
		after int // of begin 0, of the request 1
		left  bool
		want  model.SendState // once its lease has run out
	}{
		{"before the team is told", "Tell", sharedtest.Before, 0, false, model.SendPrepared},
		{"once the team was told", "Tell", sharedtest.After, 0, false, model.SendPrepared},
		{"once a lease is asked for", "Begin", sharedtest.Before, 0, false, model.SendPrepared},
		{"once the lease is granted", "Begin", sharedtest.After, 0, false, model.SendPrepared},
		{"once it is begun here", never, sharedtest.Before, 0, false, model.SendUnknown},
		{"once the request left", never, sharedtest.Before, 1, true, model.SendUnknown},
		{"once its outcome is written down here", "Settle", sharedtest.Before, 2, true, model.SendAccepted},
		{"once the team was told of it", "Settle", sharedtest.After, 2, true, model.SendAccepted},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld()
			anna, ben := w.join(t, "anna", 10*time.Minute), w.join(t, "ben", -10*time.Minute)
			b := anna.confirm("Spring", 1, 2)
			theirs := ben.confirm("Summer", 2, 3)
			left := false
			anna.ledger.Fail(failing(row.op, row.when, func() error { panic(errKilled) }))
			killed(func() {
				begun, err := anna.Ledger.Begin(ctx, b)
				ok(t, err)
				if row.after == 0 {
					panic(errKilled)
				}
				left = true
				if row.after == 1 {
					panic(errKilled)
				}
				anna.outcome(begun, model.SendAccepted)
				panic(errKilled)
			})
			if left != row.left {
				t.Fatalf("the request left: %v", left)
			}
			// Whoever is quick: nobody may be called while it may yet have left.
			_, err := ben.Ledger.Begin(ctx, theirs)
			if _, isGuard := guarded(err); err == nil && (left || row.want != model.SendPrepared) || err != nil && !isGuard {
				t.Fatalf("a colleague who is quick: %v", err)
			}
			if err == nil {
				ben.outcome(ben.row(theirs.Key), model.SendRefused)
			}
			anna.restart()
			anna.meet()
			w.clock.Forward(team.LeaseTime)
			anna.meet()
			if here, there := anna.states(b.Key); here != row.want || there != row.want {
				t.Fatalf("it is %s here and %s at the team, want %s", here, there, row.want)
			}
			if row.want != model.SendPrepared {
				if _, err := ben.Ledger.Begin(ctx, ben.retried(theirs)); err == nil {
					t.Error("a colleague calls them too")
				}
				return
			}
			anna.send(anna.row(b.Key), model.SendAccepted)
			if _, err := ben.Ledger.Begin(ctx, ben.retried(theirs)); err == nil {
				t.Error("a colleague calls them too")
			}
		})
	}
}

// retried makes a batch prepared that was refused.
func (m *member) retried(b model.Batch) model.Batch {
	m.t.Helper()
	if b = m.row(b.Key); b.State == model.SendRefused {
		b = must(m.Ledger.Retry(ctx, b))(m.t)
	}
	return b
}

func TestWhereTheTeamIsAwayNothingIsSentAndWhatWasIsToldLater(t *testing.T) {
	for _, row := range []struct {
		name  string
		op    sharedtest.Op
		when  sharedtest.When
		begun bool
	}{
		{"before it is told", "Tell", sharedtest.Before, false},
		{"before its answer that it was told", "Tell", sharedtest.After, false},
		{"before a lease is granted", "Begin", sharedtest.Before, false},
		{"before its answer that one was", "Begin", sharedtest.After, false},
		{"before it is told what became of it", "Settle", sharedtest.Before, true},
		{"before its answer to that", "Settle", sharedtest.After, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld()
			m, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
			b := m.confirm("Spring", 1)
			theirs := ben.confirm("Summer", 1)
			m.ledger.Fail(failing(row.op, row.when, func() error { return away }))
			begun, err := m.Ledger.Begin(ctx, b)
			if !row.begun {
				var gone *team.AwayError
				if !errors.As(err, &gone) {
					t.Fatalf("the error is %v", err)
				}
				if m.row(b.Key).State != model.SendPrepared {
					t.Fatalf("it is %s", m.row(b.Key).State)
				}
				if !errors.As(m.Team.Known().Err, &gone) {
					t.Errorf("the state says %v", m.Team.Known().Err)
				}
				// It is sent when the team is back, at once: nothing left under a lease of which
				// the answer was lost.
				m.send(b, model.SendAccepted)
			} else {
				ok(t, err)
				m.outcome(begun, model.SendAccepted)
				if _, err := ben.Ledger.Begin(ctx, theirs); err == nil {
					t.Fatal("a colleague calls them too")
				}
				m.restart()
				w.clock.Forward(team.LeaseTime) // only the opening that died had the lease
				if s := m.meet(); s.Untold.Batches != 0 {
					t.Errorf("%d batches are untold", s.Untold.Batches)
				}
			}
			if here, there := m.states(b.Key); here != model.SendAccepted || there != here {
				t.Errorf("it is %s here and %s at the team", here, there)
			}
			if _, err := ben.Ledger.Begin(ctx, theirs); err == nil {
				t.Error("a colleague calls them too")
			}
		})
	}
}

func TestALeaseThatIsGrantedAndCannotBeUsedIsGivenBack(t *testing.T) {
	w := newWorld()
	m, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	b := m.confirm("Spring", 1)
	theirs := ben.confirm("Summer", 1)
	// Somebody pauses it in the moment between.
	m.ledger.Fail(failing("Begin", sharedtest.After, func() error {
		must(m.Ledger.Pause(ctx, b.Campaign))(t)
		return nil
	}))
	if _, err := m.Ledger.Begin(ctx, b); err == nil {
		t.Fatal("a campaign that is paused is sent")
	}
	if here, there := m.states(b.Key); here != model.SendPrepared || there != model.SendPrepared {
		t.Errorf("it is %s here and %s at the team", here, there)
	}
	ben.send(theirs, model.SendAccepted)
}

func TestALeaseThatRanOutIsUnknownAndNeverNotSent(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	b := anna.confirm("Spring", 1)
	theirs := ben.confirm("Summer", 1)
	begun := must(anna.Ledger.Begin(ctx, b))(t)
	w.clock.Forward(team.LeaseTime + time.Hour)
	_, err := ben.Ledger.Begin(ctx, theirs)
	if g, is := guarded(err); !is || g.Uncertain != 1 || g.Colleague == "" {
		t.Errorf("a colleague is told %v", err)
	}
	anna.outcome(begun, model.SendAccepted)
	if here, there := anna.states(b.Key); here != there {
		t.Errorf("it is %s here and %s at the team", here, there)
	}
}

func TestARequestIsOverBeforeItsLease(t *testing.T) {
	m := newWorld().join(t, "anna", time.Hour)
	before := time.Now()
	b := m.confirm("Spring", 1)
	if until := m.Ledger.Until(b.Key); !until.IsZero() {
		t.Errorf("before it is begun it has until %v", until)
	}
	must(m.Ledger.Begin(ctx, b))(t)
	until, after := m.Ledger.Until(b.Key), time.Now()
	if until.Before(before.Add(team.LeaseTime-team.LeaseMargin)) || until.After(after.Add(team.LeaseTime-team.LeaseMargin)) {
		t.Errorf("it has %v", until.Sub(before))
	}
}

func TestWhatALateAnswerSaysOfALeaseBeforeChangesNothing(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	b := m.confirm("Spring", 1)
	// The answer to the first is lost; the second is sent, and then the first comes through.
	m.ledger.Fail(failing("Begin", sharedtest.After, func() error { return away }))
	if _, err := m.Ledger.Begin(ctx, b); err == nil {
		t.Fatal("it is begun without an answer")
	}
	first, _ := w.db.Row(b.Key)
	begun := must(m.Ledger.Begin(ctx, b))(t)
	released := b
	released.State = model.SendPrepared
	if m.ledger.Settle(ctx, released, first.Fence) == nil {
		t.Error("a lease that is over is settled")
	}
	if _, there := m.states(b.Key); there != model.SendSending {
		t.Errorf("it is %s at the team", there)
	}
	m.outcome(begun, model.SendUnknown)
	if _, there := m.states(b.Key); there != model.SendUnknown {
		t.Errorf("it is %s at the team", there)
	}
}

func TestACampaignThatWasTakenOverIsNotSentAndItsOwnerIsTold(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 5*time.Minute)
	b := anna.confirm("Spring", 1, 2)
	sent := anna.send(anna.confirm("Winter", 7), model.SendUnknown)
	w.clock.Forward(time.Hour)
	for _, campaign := range []string{b.Campaign, sent.Campaign} {
		for _, h := range ben.meet().Theirs() {
			if h.Campaign == campaign {
				ok(t, ben.Team.TakeOver(ctx, h))
			}
		}
	}
	var taken *team.TakenOverError
	if _, err := anna.Ledger.Begin(ctx, b); !errors.As(err, &taken) {
		t.Errorf("the owner may send it: %v", err)
	}
	if lost := anna.meet().Lost; len(lost) != 2 || lost[0].By.Login != "ben" {
		t.Errorf("lost are %+v", lost)
	}
	anna.restart()
	if lost := anna.meet().Lost; len(lost) != 2 {
		t.Errorf("after a restart lost are %+v", lost)
	}
	// Whoever took it over may settle it; until then nobody is called.
	theirs := ben.confirm("Summer", 7)
	if _, err := ben.Ledger.Begin(ctx, theirs); err == nil {
		t.Error("whoever took it over calls them once more")
	}
	row := ben.row(sent.Key)
	if row.State != model.SendUnknown || row.Campaign != sent.Campaign {
		t.Fatalf("it is %+v", row)
	}
	ben.outcome(row, model.SendRefused)
	ben.meet()
	if e, _ := w.db.Row(sent.Key); e.Batch.State != model.SendRefused || len(e.Contacts) != 1 {
		t.Errorf("at the team it is %s with %d contacts", e.Batch.State, len(e.Contacts))
	}
	ben.send(theirs, model.SendAccepted)
}
