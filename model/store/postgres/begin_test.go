package postgres

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/team"
)

var ctx = context.Background()

func TestNobodyIsSentWhomAColleagueMayBeCalling(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	first := w.intent("Spring renewals", 1, 2)
	lease := w.begin(anna, first)
	if lease.Fence <= 0 || lease.For != team.LeaseTime {
		t.Errorf("the lease is %+v", lease)
	}
	_, err := ben.Begin(ctx, w.intent("Summer", 2, 3))
	if e := guardError(err); e.Uncertain != 1 || e.Sending != 1 || e.Campaign != "Spring renewals" || e.Colleague != "anna on jump1" {
		t.Errorf("while it is sent: %+v", e)
	}
	w.settle(anna, first, lease, model.SendAccepted)
	_, err = ben.Begin(ctx, w.intent("Summer", 2, 3))
	if e := guardError(err); e.Recent != 1 || e.Unfinished != 1 || e.Colleague != "anna on jump1" {
		t.Errorf("while it calls: %+v", e)
	}
	if m := w.suppressions(ben, 1, 3)[numbers(1)[0]]; !m.Unfinished || m.Campaign != "Spring renewals" || m.Colleague != "anna on jump1" || m.Batch == "" {
		t.Errorf("it is told as %+v", m)
	}
	if found := w.suppressions(anna, 1, 2); len(found) != 0 {
		t.Errorf("of her own batches her own ledger tells, not the team: %+v", found)
	}
	w.begin(ben, w.intent("Autumn", 3))
}

func TestALeaseThatRanOutIsNotKnownAndNeverNotSent(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	first := w.intent("Spring", 1)
	lease := w.begin(anna, first)
	for _, after := range []time.Duration{0, team.LeaseTime, 48 * time.Hour} {
		w.forward(after)
		_, err := ben.Begin(ctx, w.intent("Summer", 1))
		if e := guardError(err); e.Uncertain != 1 || (e.Sending == 1) != (after == 0) {
			t.Errorf("%s later: %+v", after, e)
		}
		_, err = anna.Begin(ctx, first)
		if err == nil || !strings.Contains(err.Error(), "being sent") {
			t.Errorf("%s later it is sent again: %v", after, err)
		}
		b := first.Batch
		b.State = model.SendRefused
		if err := ben.Settle(ctx, b, lease.Fence); err == nil {
			t.Errorf("%s later a colleague marks it as not sent", after)
		}
	}
	// Her machine came back: what its own ledger says is what came of it.
	later := w.again(anna)
	heard := w.tell(later)
	if len(heard.Leased) != 1 || heard.Leased[0] != (team.Leased{Key: first.Batch.Key, Fence: lease.Fence}) {
		t.Errorf("she hears of %+v", heard.Leased)
	}
	w.settle(later, first, lease, model.SendPrepared)
	w.begin(ben, w.intent("Summer", 1))
}

func TestWithinALeaseNobodyElseSaysWhatBecameOfIt(t *testing.T) {
	w, anna := newWorld(t)
	other := w.again(anna)
	first := w.intent("Spring", 1)
	lease := w.begin(anna, first)
	b := first.Batch
	for _, state := range []model.SendState{model.SendPrepared, model.SendRefused, model.SendUnknown} {
		b.State = state
		if err := other.Settle(ctx, b, lease.Fence); err == nil {
			t.Errorf("another opening says that it is %s", state)
		}
		told := team.Entry{Intent: first, Fence: lease.Fence}
		told.Batch.State = state
		w.tell(other, told)
		if got := w.state(b.Key); got != model.SendSending {
			t.Fatalf("another opening told it as %s, and it is", got)
		}
	}
	// What was written down before the request left is told after it.
	told := team.Entry{Intent: first, Fence: lease.Fence}
	w.tell(anna, told)
	if got := w.state(b.Key); got != model.SendSending {
		t.Errorf("it is %s by what was written down before", got)
	}
	w.settle(anna, first, lease, model.SendRefused)
	if got := w.state(b.Key); got != model.SendRefused {
		t.Errorf("it is %s", got)
	}
}

func TestAWordAboutALeaseBeforeChangesNothing(t *testing.T) {
	w, anna := newWorld(t)
	first := w.intent("Spring", 1)
	old := w.begin(anna, first)
	w.settle(anna, first, old, model.SendRefused)
	retried := team.Entry{Intent: first, Fence: old.Fence}
	w.tell(anna, retried)
	lease := w.begin(anna, first)
	if lease.Fence <= old.Fence {
		t.Errorf("fence %d came after %d", lease.Fence, old.Fence)
	}
	w.forward(time.Hour)
	for _, state := range []model.SendState{model.SendPrepared, model.SendRefused} {
		late := team.Entry{Intent: first, Fence: old.Fence}
		late.Batch.State = state
		w.tell(anna, late)
		if err := anna.Settle(ctx, late.Batch, old.Fence); err == nil || w.state(first.Batch.Key) != model.SendSending {
			t.Errorf("late news made it %s: %v", w.state(first.Batch.Key), err)
		}
	}
}

// The ledger is a copy from before those leases.
func TestALeaseIsAboveAllThatWereToldOf(t *testing.T) {
	w, anna := newWorld(t)
	i := w.intent("Spring", 1)
	const later = 5 << 40
	told := team.Entry{Intent: i, Fence: later}
	told.Batch.State = model.SendRefused
	w.tell(anna, told)
	told.Batch.State = model.SendPrepared
	w.tell(anna, told)
	if lease := w.begin(anna, i); lease.Fence <= later {
		t.Errorf("fence %d came after %d", lease.Fence, later)
	}
}

func TestWhoHadACampaignThatWasTakenOverHasTheProofAndNothingElse(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	first := w.intent("c1", 1)
	tell(t, anna, team.News{Heads: []team.Head{{Campaign: "c1", Name: "Spring"}}})
	lease := w.begin(anna, first)
	w.takeOver("c1", ben)
	b := first.Batch
	b.State = model.SendRefused
	if err := ben.Settle(ctx, b, lease.Fence); err == nil {
		t.Error("within the lease whoever took it over says what became of it")
	}
	w.forward(team.LeaseTime)
	var taken *team.TakenOverError
	if err := anna.Settle(ctx, b, lease.Fence); !errors.As(err, &taken) || taken.By.Who() != "ben on jump2" {
		t.Errorf("the opening that comes back: %v", err)
	}
	w.settle(ben, first, lease, model.SendRefused)
	w.begin(ben, w.intent("Summer", 2))
	// It was there after all.
	proof := team.Entry{Intent: first, Fence: lease.Fence}
	proof.Batch.State, proof.Batch.ID, proof.Batch.Settled = model.SendAccepted, "batch_1", w.now
	w.tell(anna, proof)
	if got := w.state(b.Key); got != model.SendAccepted {
		t.Errorf("with the proof it is %s", got)
	}
	if _, err := ben.Begin(ctx, w.intent("Autumn", 1)); guardError(err).Unfinished != 1 {
		t.Errorf("who is called by it is called again: %v", err)
	}
	second := w.intent("c1", 5)
	if _, err := anna.Begin(ctx, second); !errors.As(err, &taken) {
		t.Errorf("another batch of the campaign is sent by who had it: %v", err)
	}
}

func TestOfManyWhoBeginTheSameNumbersAtOnceOneDoes(t *testing.T) {
	w, anna := newWorld(t)
	openings := []*Ledger{anna, w.again(anna), w.member("ben"), w.member("carl")}
	for round := range 3 {
		shared := w.intent("Shared", 100*round+1, 100*round+2)
		tell(t, anna, team.News{Entries: []team.Entry{{Intent: shared}}})
		var intents []team.Intent
		var by []*Ledger
		for i := range 8 {
			intents, by = append(intents, w.intent("Own", 100*round+2, 100*round+10+i)), append(by, openings[i%len(openings)])
		}
		// The same batch, by two openings of its member, twice each.
		for i := range 4 {
			intents, by = append(intents, shared), append(by, openings[i%2])
		}
		begun, errs := make([]bool, len(intents)), make([]error, len(intents))
		var wg sync.WaitGroup
		for i := range intents {
			wg.Go(func() {
				_, errs[i] = by[i].Begin(ctx, intents[i])
				begun[i] = errs[i] == nil
			})
		}
		wg.Wait()
		won, sending := 0, 0
		for i := range begun {
			if begun[i] {
				won++
			} else if away, is := errors.AsType[*team.AwayError](errs[i]); is {
				t.Errorf("away: %v", away)
			}
		}
		if err := w.of.pool.QueryRow(ctx, `SELECT count(*) FROM callsheet.batches WHERE state = 'sending'`).Scan(&sending); err != nil {
			t.Fatal(err)
		}
		if won != 1 || sending != round+1 {
			t.Fatalf("round %d: %d began, %d are being sent: %v", round, won, sending, errs)
		}
	}
}

// A home that was restored from a backup has the member's id, and an older ledger.
func TestAMemberIsKeptFromCallingWhomItsOwnLedgerForgot(t *testing.T) {
	w, anna := newWorld(t)
	w.sent(anna, w.intent("Spring", 1, 2), model.SendAccepted)
	w.forward(time.Minute)
	restored := w.again(anna)
	if _, err := restored.Begin(ctx, w.intent("Summer", 2, 3)); guardError(err).Unfinished != 1 {
		t.Errorf("it is sent: %v", err)
	}
	// A choice that was made since is about what her own ledger knows; one of before is not.
	chosen := w.intent("Autumn", 2, 3)
	chosen.Moved = numbers(2)
	older := chosen
	older.Batch.Key, older.Batch.Prepared = newID(), w.now.Add(-time.Hour)
	if _, err := restored.Begin(ctx, older); guardError(err).Unfinished != 1 {
		t.Errorf("what was chosen before is sent: %v", err)
	}
	w.begin(restored, chosen)
}

func TestAChoiceCoversWhatTheTeamHadLearntByThen(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	first, lease := w.sent(anna, w.intent("Spring", 1, 2), model.SendAccepted)
	moved := func() team.Intent {
		i := w.intent("Summer", 2, 3)
		i.Moved, i.Again = numbers(2), numbers(2)
		return i
	}
	unknown := moved()
	unknown.Known = time.Time{}
	if _, err := ben.Begin(ctx, unknown); guardError(err).Unfinished != 1 {
		t.Errorf("of which it is not known when it was chosen: %v", err)
	}
	early := moved()
	early.Known = w.now.Add(-time.Second)
	if _, err := ben.Begin(ctx, early); guardError(err).Unfinished != 1 {
		t.Errorf("chosen before the team knew of it: %v", err)
	}
	// She says that it was accepted long before; the team learnt of it now.
	second := w.intent("Early summer", 5)
	second.Batch.Key = newID()
	w.forward(time.Minute)
	chosen := w.intent("Late summer", 5, 6)
	chosen.Moved = numbers(5)
	w.forward(time.Minute)
	told := team.Entry{Intent: second}
	told.Batch.State, told.Batch.ID, told.Batch.Sent, told.Batch.Settled = model.SendAccepted, "batch_5", w.now.Add(-time.Hour), w.now.Add(-time.Hour)
	w.tell(anna, told)
	if _, err := ben.Begin(ctx, chosen); guardError(err).Unfinished != 1 {
		t.Errorf("what nobody of the team knew of is covered: %v", err)
	}
	// The clock of ben's machine was put forward before he chose.
	fast := w.intent("Fast summer", 8, 9)
	fast.Moved, fast.Known = numbers(8), w.now.Add(time.Hour)
	w.tell(ben, team.Entry{Intent: fast})
	w.forward(time.Minute)
	w.sent(anna, w.intent("Late spring", 8), model.SendAccepted)
	if _, err := ben.Begin(ctx, fast); guardError(err).Unfinished != 1 {
		t.Errorf("what came after he chose is covered: %v", err)
	}
	w.begin(ben, moved())
	if heard := w.tell(anna, team.Entry{Intent: team.Intent{Batch: first}, Fence: lease.Fence}); len(heard.Missing) != 0 {
		t.Errorf("missing are %v", heard.Missing)
	}
	standing, err := anna.Standing(ctx)
	if err != nil || standing.Team == "" {
		t.Fatal(err)
	}
}

func TestWhoIsOnTheDoNotCallListIsNotSent(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	entries := []model.DNCEntry{{Number: numbers(1)[0], Since: w.now.Add(-time.Hour), Source: "optouts.csv"}, {Number: numbers(2)[0], Since: w.now.Add(time.Hour), Source: "added by hand"}}
	for _, want := range []int{2, 0} {
		if added, err := anna.ListDoNotCall(ctx, entries); err != nil || added != want {
			t.Errorf("%d were added: %v", added, err)
		}
	}
	if _, err := ben.Begin(ctx, w.intent("Spring", 1, 2, 3)); guardError(err).DoNotCall != 2 {
		t.Errorf("they are sent: %v", err)
	}
	if m := w.suppressions(ben, 1)[numbers(1)[0]]; m.Source != "optouts.csv" || !m.DoNotCall.Equal(w.now.Add(-time.Hour)) {
		t.Errorf("it is told as %+v", m)
	}
	if m := w.suppressions(ben, 2)[numbers(2)[0]]; !m.DoNotCall.Equal(w.now) {
		t.Errorf("what is to come is told as %+v", m)
	}
	if removed, err := ben.UnlistDoNotCall(ctx, numbers(1, 2, 7)); err != nil || removed != 2 {
		t.Errorf("%d were removed: %v", removed, err)
	}
	if s, err := ben.Standing(ctx); err != nil || s.DoNotCall != 0 {
		t.Errorf("%d are left: %v", s.DoNotCall, err)
	}
	w.begin(ben, w.intent("Spring", 1, 2, 3))
}
