package postgres

import (
	"context"
	"fmt"
	"testing"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

// Wherever the connection breaks while leave to send is asked for: either it is given, or nobody
// has it who knows of it, the batch's numbers are called by nobody else, and only the opening
// that asked may ask again.
func TestABeginWhoseConnectionBreaksGivesLeaveOnceOrNot(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	p := between(t, d)
	w, anna := newWorldAt(t, d.At(p.port))
	ben := join(t, d.TCP(), anna, "ben") // whose connections are sound
	ben.WorksWith(service)
	number := 0
	for _, what := range []verdict{isCut, isCutBehindIt} {
		for skip := range 3 {
			number++
			claim := fmt.Sprintf("with cut %d at commit %d", what, skip+1)
			i := w.intent(fmt.Sprint("spring ", number), number)
			p.onCommit(skip, 1, what)
			lease, err := anna.Begin(t.Context(), i)
			p.onCommit(0, 0, passes)
			if err != nil {
				if away(t, err) != unsureWords {
					t.Errorf("%s: %v", claim, err)
				}
				if what == isCutBehindIt {
					if state := w.state(i.Batch.Key); state != model.SendSending {
						t.Errorf("%s: its answer is lost, and the batch is %s", claim, state)
					}
					_, err := ben.Begin(t.Context(), w.intent("autumn", number))
					if guard := guardError(err); guard.Uncertain != 1 {
						t.Errorf("%s: ben is told %+v", claim, guard)
					}
				}
				if lease, err = anna.Begin(t.Context(), i); err != nil {
					t.Fatalf("%s: asked again, she is told %v", claim, err)
				}
			}
			_, err = ben.Begin(t.Context(), w.intent("autumn", number))
			if guard := guardError(err); guard.Uncertain != 1 {
				t.Errorf("%s: while she sends, ben is told %+v", claim, guard)
			}
			w.settle(anna, i, lease, model.SendAccepted)
		}
	}
}

// All that the ledger does, each transaction perhaps by another connection of the pool.
func TestSendingWorksBehindAPoolOfTransactions(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	w, anna := newWorldAt(t, d.Bouncer(t))
	ben := w.member("ben")
	i := w.intent("spring", 1, 2, 3)
	sent, lease := w.sent(anna, i, model.SendAccepted)
	w.tell(anna, team.Entry{Intent: team.Intent{Batch: sent}, Fence: lease.Fence})
	if _, err := ben.Begin(t.Context(), w.intent("autumn", 3, 4)); guardError(err).Unfinished != 1 {
		t.Errorf("ben is told %v", err)
	}
	if found := w.suppressions(ben, 2, 9); len(found) != 1 {
		t.Errorf("%d of two are suppressed", len(found))
	}
	if calling, err := ben.Calling(t.Context(), numbers(1, 9)); err != nil || len(calling) != 1 {
		t.Errorf("%d batches are calling, %v", len(calling), err)
	}
	if _, err := ben.Histories(t.Context(), numbers(1, 9), ""); err != nil {
		t.Error(err)
	}
	if added, err := ben.ListDoNotCall(t.Context(), []model.DNCEntry{{Number: phone.Number(447400000007), Since: w.now, Source: "by hand"}}); err != nil || added != 1 {
		t.Errorf("%d are listed, %v", added, err)
	}
	if _, err := anna.Begin(t.Context(), w.intent("winter", 7)); guardError(err).DoNotCall != 1 {
		t.Errorf("anna is told %v", err)
	}
	if removed, err := ben.UnlistDoNotCall(t.Context(), numbers(7)); err != nil || removed != 1 {
		t.Errorf("%d are taken off, %v", removed, err)
	}
	w.sent(anna, w.intent("winter", 7), model.SendAccepted)
	if _, err := ben.Standing(context.Background()); err != nil {
		t.Error(err)
	}
}
