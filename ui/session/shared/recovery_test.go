package shared_test

import (
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/session/shared/sharedtest"
)

func TestInARecoveryAllIsToldAgainBeforeAnythingIsSent(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	sent := anna.send(anna.confirm("Spring", 1), model.SendAccepted)
	must(anna.DoNotCall.Add(ctx, []phone.Number{number(5)}, "by hand"))(t)
	b, other := ben.confirm("Summer", 1), ben.confirm("Autumn", 2)
	w.db.Forget() // as of a copy that was made before
	w.db.Recover("member anna", "member ben")
	if s := ben.Team.Meet(ctx); s.Standing.Recovery == nil || len(s.Standing.Recovery.Waiting) != 1 {
		t.Errorf("it is waited for %+v", s.Standing.Recovery)
	}
	if _, err := ben.Ledger.Begin(ctx, other); err == nil {
		t.Error("something is sent before all have told")
	}
	// Killed while it tells: it goes on after.
	anna.ledger.Fail(failing("Tell", sharedtest.Before, func() error { panic(errKilled) }))
	if !killed(func() { anna.Team.Meet(ctx) }) {
		t.Fatal("it tells nothing")
	}
	anna.restart()
	if s := anna.meet(); s.Standing.Recovery != nil {
		t.Errorf("it goes on: %+v", s.Standing.Recovery)
	}
	if e, there := w.db.Row(sent.Key); !there || e.Batch.State != model.SendAccepted || len(e.Contacts) != 1 {
		t.Errorf("it was told %+v", e)
	}
	if _, err := ben.Ledger.Begin(ctx, b); err == nil {
		t.Error("somebody is called twice")
	}
	ben.send(other, model.SendAccepted)
}

// Who was taken to be gone for good, and comes back.
func TestWhoeverWasNotWaitedForTellsAllAgainOnceTheyAreBack(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	sent := anna.send(anna.confirm("Spring", 1), model.SendAccepted)
	must(anna.DoNotCall.Add(ctx, []phone.Number{number(5)}, "by hand"))(t)
	anna.meet()
	w.db.Forget()
	w.db.Recover("member ben")
	ben.meet()
	ben.send(ben.confirm("Autumn", 2), model.SendAccepted)
	w.clock.Reach(w.clock.Now().Add(time.Hour))
	if s := anna.meet(); s.Standing.Recovery != nil {
		t.Errorf("it recovers: %+v", s.Standing.Recovery)
	}
	if e, there := w.db.Row(sent.Key); !there || e.Batch.State != model.SendAccepted || len(e.Contacts) != 1 {
		t.Errorf("the team has %+v of what she sent", e)
	}
	w.db.Forget() // it is told once for each copy that was accepted
	anna.meet()
	if _, there := w.db.Row(sent.Key); there {
		t.Error("all is told each time")
	}
}
