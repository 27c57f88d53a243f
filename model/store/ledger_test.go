package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

// in brings a new batch into a state.
func in(t testing.TB, s *Store, state model.SendState, of ...int) model.Batch {
	t.Helper()
	b := confirmed(t, s, "Spring", of...)
	switch state {
	case model.SendPrepared:
		return b
	case model.SendSending:
		return must(s.Ledger.Begin(ctx, b))(t)
	}
	return sendAs(t, s, b, state)
}

func TestABatchComesFromStateToStateAsItMay(t *testing.T) {
	states := []model.SendState{model.SendPrepared, model.SendSending, model.SendAccepted, model.SendRefused, model.SendUnknown}
	legal := map[[2]model.SendState]bool{
		{model.SendSending, model.SendAccepted}: true,
		{model.SendSending, model.SendRefused}:  true,
		{model.SendSending, model.SendUnknown}:  true,
		{model.SendSending, model.SendPrepared}: true,
		{model.SendUnknown, model.SendAccepted}: true,
		{model.SendUnknown, model.SendRefused}:  true,

		// The same outcome once more.
		{model.SendPrepared, model.SendPrepared}: true,
		{model.SendAccepted, model.SendAccepted}: true,
		{model.SendRefused, model.SendRefused}:   true,
		{model.SendUnknown, model.SendUnknown}:   true,
	}
	s := open(t, t.TempDir(), Options{vfs: newDisk(t).name})
	n := 0
	for _, from := range states {
		for _, to := range states {
			n++
			before := in(t, s, from, n)
			b := before
			b.State, b.Note = to, "by hand"
			if to == model.SendAccepted && b.ID == "" {
				b.ID = "batch_of_" + b.Key
			}
			err := s.Ledger.RecordOutcome(ctx, b)
			if (err == nil) != legal[[2]model.SendState{from, to}] {
				t.Errorf("from %s to %s: %v", from, to, err)
			}
			want := b
			if err != nil {
				want = before
			}
			if got := row(t, s, b.Key); got.State != want.State || got.Note != want.Note {
				t.Errorf("from %s to %s the row is %s %q, want %s %q", from, to, got.State, got.Note, want.State, want.Note)
			}
			_, err = s.Ledger.Begin(ctx, b)
			if state := row(t, s, b.Key).State; (err == nil) != (want.State == model.SendPrepared) || err == nil && state != model.SendSending {
				t.Errorf("a batch that is %s begins: %v, and is %s", want.State, err, state)
			}
		}
	}
}

func TestAnOutcomeIsNotReplacedByAnother(t *testing.T) {
	c := newClock()
	s := open(t, t.TempDir(), Options{Now: c.Now})
	b := in(t, s, model.SendAccepted, 1)
	c.Forward(time.Hour)
	other := b
	other.ID = "another"
	if s.Ledger.RecordOutcome(ctx, other) == nil || row(t, s, b.Key).ID != b.ID {
		t.Error("it became another batch of the service's")
	}
	ok(t, s.Ledger.RecordOutcome(ctx, b))
	if got := row(t, s, b.Key).Settled; !got.Equal(b.Settled) {
		t.Errorf("settled at %v, then at %v", b.Settled, got)
	}
}

func TestARefusedBatchIsRetriedByChoice(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := in(t, s, model.SendRefused, 1)
	retried := must(s.Ledger.Retry(ctx, b))(t)
	if retried.State != model.SendPrepared {
		t.Fatalf("reopened as %s", retried.State)
	}
	if again := must(s.Ledger.Begin(ctx, retried))(t); again.Attempts != 2 {
		t.Errorf("attempt %d", again.Attempts)
	}
	for n, state := range []model.SendState{model.SendPrepared, model.SendSending, model.SendAccepted, model.SendUnknown} {
		if _, err := s.Ledger.Retry(ctx, in(t, s, state, 10+n)); err == nil {
			t.Errorf("a batch that is %s was reopened", state)
		}
	}
}

func TestAPlanIsConfirmedOnceAndWhole(t *testing.T) {
	dir := t.TempDir()
	s, other := open(t, dir, Options{}), open(t, dir, Options{Who: "ben"})
	rows := tableOf(1, 2)
	id := campaign(t, s, "Spring", rows)
	if _, err := other.Ledger.Confirm(ctx, id, plan(t, rows)); !isLocked(err) {
		t.Errorf("confirmed where it is only looked at: %v", err)
	}
	if _, err := s.Ledger.Confirm(ctx, id, plan(t, tableOf(1, 2, 3))); err == nil {
		t.Error("rows that are not kept were confirmed")
	}
	if _, err := s.Ledger.Confirm(ctx, id, plan(t, tableOf())); err == nil {
		t.Error("a plan of nobody was confirmed")
	}
	must(s.Ledger.Confirm(ctx, id, plan(t, rows)))(t)
	if _, err := s.Ledger.Confirm(ctx, id, plan(t, rows)); err == nil {
		t.Error("confirmed twice")
	}
	if all := must(s.Ledger.Batches(ctx))(t); len(all) != 1 {
		t.Errorf("%d batches", len(all))
	}
}

func isLocked(err error) bool {
	_, ok := errors.AsType[*LockedError](err)
	return ok
}

func TestOnlyWhatTheServiceCannotHaveIsTakenBack(t *testing.T) {
	for state, may := range map[model.SendState]bool{
		model.SendPrepared: true, model.SendRefused: true, model.SendSending: false, model.SendAccepted: false, model.SendUnknown: false,
	} {
		s := open(t, t.TempDir(), Options{})
		b := in(t, s, state, 1)
		if err := s.Ledger.Unconfirm(ctx, b.Campaign); (err == nil) != may {
			t.Errorf("%s: %v", state, err)
		}
		k := must(s.Campaigns.Load(ctx, b.Campaign))(t)
		if k.Confirmed.IsZero() != may || (len(k.Batches) == 0) != may {
			t.Errorf("%s: confirmed %v with %d batches", state, k.Confirmed, len(k.Batches))
		}
	}
}

func TestWhatADeadProcessWasSendingIsUnknown(t *testing.T) {
	dir := t.TempDir()
	living, dying := open(t, dir, Options{}), open(t, dir, Options{})
	alive := in(t, living, model.SendSending, 1)
	lost := in(t, dying, model.SendSending, 2)
	if found := must(living.Ledger.Recover(ctx))(t); len(found) != 0 {
		t.Fatalf("found %+v while both live", found)
	}
	if err := living.Ledger.RecordOutcome(ctx, func() model.Batch { b := lost; b.State = model.SendRefused; return b }()); err == nil {
		t.Error("settled what another console is sending")
	}
	dying.db.holder.vanish() // as a kill does
	found := must(living.Ledger.Recover(ctx))(t)
	if len(found) != 1 || found[0].Key != lost.Key || found[0].State != model.SendUnknown || found[0].Reason == "" {
		t.Fatalf("found %+v", found)
	}
	if got := row(t, living, alive.Key).State; got != model.SendSending {
		t.Errorf("what is being sent here is %s", got)
	}
	// Its own store learns of it as well.
	if got := row(t, dying, lost.Key).State; got != model.SendUnknown {
		t.Errorf("the batch is %s", got)
	}
	lost.State, lost.ID = model.SendAccepted, "batch_1"
	ok(t, living.Ledger.RecordOutcome(ctx, lost))
	if !must(living.Ledger.Known(ctx, "batch_1"))(t) || must(living.Ledger.Known(ctx, "batch_2"))(t) || must(living.Ledger.Known(ctx, ""))(t) {
		t.Error("the service's batches are not told apart")
	}
}

func TestACloseLeavesWhatIsBeingSentToRecover(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	b := in(t, s, model.SendSending, 1)
	ok(t, s.Close())
	s = open(t, dir, Options{})
	if found := must(s.Ledger.Recover(ctx))(t); len(found) != 1 || found[0].Key != b.Key {
		t.Errorf("found %+v", found)
	}
}

func TestForgettingACampaignGuardsItsPeople(t *testing.T) {
	cases := []struct {
		state model.SendState
		after time.Duration
		left  bool
	}{
		{model.SendPrepared, 0, false},
		{model.SendRefused, 0, false},
		{model.SendAccepted, time.Hour, true},
		{model.SendAccepted, 1000 * time.Hour, true},
		{model.SendUnknown, 1000 * time.Hour, true},
	}
	for _, c := range cases {
		t.Run(string(c.state)+" for "+c.after.String(), func(t *testing.T) {
			clock, dir := newClock(), t.TempDir()
			s := open(t, dir, Options{Now: clock.Now})
			b := in(t, s, c.state, 1, 2)
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: []model.Call{{ID: "1", Name: "Ann"}}}}))
			clock.Forward(c.after)
			ok(t, s.Campaigns.Forget(ctx, true, b.Campaign))
			left := must(s.Ledger.Batches(ctx))(t)
			if (len(left) == 1) != c.left {
				t.Fatalf("%d batches are left", len(left))
			}
			for _, table := range []string{"campaigns", "row_sets", "row_parts", "steps", "calls"} {
				count(t, s, 0, `SELECT count(*) FROM `+table)
			}
			other := confirmed(t, s, "Summer", 2, 3)
			_, err := s.Ledger.Begin(ctx, other)
			if guarded, _ := guardError(err); (guarded.Recent+guarded.Uncertain == 1) != c.left {
				t.Errorf("beginning again: %v", err)
			}
			if !c.left {
				return
			}
			if left[0].Campaign != "" || left[0].Reply != "" || left[0].Name != "Spring" || left[0].Hash != b.Hash {
				t.Errorf("left %+v", left[0])
			}
			if got := must(s.Ledger.Numbers(ctx, b.Key))(t); !slices.Equal(got, numbers(1, 2)) {
				t.Errorf("its numbers are %v", got)
			}
			left[0].State, left[0].ID = model.SendAccepted, "batch_"+b.Key
			ok(t, s.Ledger.RecordOutcome(ctx, left[0]))
			left[0].Last = model.Statistics{Status: model.StatusCompleted}
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &left[0], Calls: []model.Call{{ID: "2", Name: "Ann"}}}}))
			count(t, s, 0, `SELECT count(*) FROM calls`)
			clock.Forward(25 * time.Hour)
			ok(t, s.Close())
			s = open(t, dir, Options{Now: clock.Now})
			if left := must(s.Ledger.Batches(ctx, model.SendAccepted))(t); len(left) != 0 {
				t.Errorf("%d are left after the guard period", len(left))
			}
		})
	}
}

func TestWhatIsBeingSentIsNotForgotten(t *testing.T) {
	dir := t.TempDir()
	s, other := open(t, dir, Options{}), open(t, dir, Options{})
	b := in(t, s, model.SendSending, 1)
	for what, forget := range map[string]func() error{
		"the campaign": func() error { return s.Campaigns.Forget(ctx, true, b.Campaign) },
		"everything":   func() error { return s.Campaigns.ForgetAll(ctx, true) },
		"elsewhere":    func() error { return other.Campaigns.Forget(ctx, true, b.Campaign) },
	} {
		if forget() == nil {
			t.Errorf("%s was forgotten", what)
		}
	}
	ok(t, s.Close())
	ok(t, other.Campaigns.Forget(ctx, true, b.Campaign))
	if left := must(other.Ledger.Batches(ctx))(t); len(left) != 1 || left[0].State != model.SendUnknown {
		t.Errorf("left %+v", left)
	}
}

func TestForgettingEverythingForgetsNotWhomItGuards(t *testing.T) {
	clock, dir := newClock(), t.TempDir()
	s := open(t, dir, Options{Now: clock.Now})
	ended := sendAs(t, s, confirmed(t, s, "Winter", 3), model.SendAccepted)
	ended.Last = model.Statistics{Status: model.StatusCompleted}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &ended}}))
	clock.Forward(25 * time.Hour)
	sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	sendAs(t, s, confirmed(t, s, "Summer", 2), model.SendUnknown)
	must(s.DoNotCall.Add(ctx, numbers(9), "list"))(t)
	ok(t, s.Remembered.SaveMapping(ctx, "shape", nil, "GB"))
	ok(t, s.Remembered.SaveRecentFile(ctx, "/home/anna/leads.csv"))
	other := open(t, dir, Options{Now: clock.Now})
	if err := other.Campaigns.ForgetAll(ctx, true); !isLocked(err) {
		t.Errorf("forgotten while open elsewhere: %v", err)
	}
	err := s.Campaigns.ForgetAll(ctx, false)
	if e, is := errors.AsType[*UnresolvedError](err); !is || !slices.Equal(e.Campaigns, []string{"Summer"}) {
		t.Fatalf("forgotten though it is not known what was sent: %v", err)
	}
	count(t, s, 3, `SELECT count(*) FROM campaigns`)
	ok(t, s.Campaigns.ForgetAll(ctx, true))
	for _, table := range []string{"campaigns", "row_parts", "mappings", "recent_files"} {
		count(t, s, 0, `SELECT count(*) FROM `+table)
	}
	count(t, s, 1, `SELECT count(*) FROM do_not_call`)
	count(t, s, 2, `SELECT count(*) FROM batches`)
	count(t, s, 0, `SELECT * FROM pragma_freelist_count`)
	_, err = s.Ledger.Begin(ctx, confirmed(t, s, "Autumn", 1, 2, 3))
	if got, _ := guardError(err); got != (model.GuardError{Recent: 1, Unfinished: 1, Uncertain: 1, Campaign: "Summer"}) {
		t.Errorf("guarded as %+v (%v)", got, err)
	}
}

func TestACampaignOfWhichNothingIsKnownIsForgottenByItsOwnWord(t *testing.T) {
	states := map[model.SendState]bool{ // whether it is forgotten without
		model.SendPrepared: true, model.SendRefused: true, model.SendAccepted: true, model.SendUnknown: false, "held": false,
	}
	for state, may := range states {
		s := open(t, t.TempDir(), Options{})
		b := confirmed(t, s, "Spring", 1)
		inState(t, s, b, state)
		err := s.Campaigns.Forget(ctx, false, b.Campaign)
		if _, unresolved := errors.AsType[*UnresolvedError](err); unresolved == may || (err == nil) != may {
			t.Errorf("%s is forgotten: %v", state, err)
		}
		ok(t, s.Campaigns.ForgetAll(ctx, true))
		_, err = s.Ledger.Begin(ctx, confirmed(t, s, "Summer", 1))
		guarded, _ := guardError(err)
		if free := state == model.SendPrepared || state == model.SendRefused; (err == nil) != free || (guarded.Uncertain == 1) == may {
			t.Errorf("%s guards when forgotten as %+v (%v)", state, guarded, err)
		}
	}
}

// inState writes a state past all rules, also one that no version has yet.
func inState(t *testing.T, s *Store, b model.Batch, state model.SendState) {
	t.Helper()
	conn := must(s.db.writer.Conn(ctx))(t)
	defer conn.Close()
	must(conn.ExecContext(ctx, `PRAGMA ignore_check_constraints = ON`))(t)
	b.State, b.Sent, b.Settled = state, s.db.now(), s.db.now()
	ok(t, s.Ledger.batches.put(ctx, conn, b))
	must(conn.ExecContext(ctx, `PRAGMA ignore_check_constraints = OFF`))(t)
}

func TestBatchesAreListedByStateOldestFirst(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	var keys []string
	for n, state := range []model.SendState{model.SendUnknown, model.SendAccepted, model.SendUnknown, model.SendPrepared} {
		keys = append(keys, in(t, s, state, n+1).Key)
	}
	listed := func(states ...model.SendState) string {
		var found []string
		for _, b := range must(s.Ledger.Batches(ctx, states...))(t) {
			found = append(found, string(rune('0'+slices.Index(keys, b.Key))))
		}
		return strings.Join(found, "")
	}
	if got := listed(); got != "0123" {
		t.Errorf("all are %s", got)
	}
	if got := listed(model.SendUnknown, model.SendPrepared); got != "023" {
		t.Errorf("some are %s", got)
	}
	if _, err := s.Ledger.Numbers(ctx, "nothing"); !errors.Is(err, errNoBatch) {
		t.Errorf("numbers of no batch: %v", err)
	}
}
