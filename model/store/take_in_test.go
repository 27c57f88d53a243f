package store

import (
	"strings"
	"testing"

	"callsheet/model"
)

func TestALedgerOfOnesOwnIsBroughtIntoASharedOne(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	own := open(t, from, Options{Who: "anna"})
	spring := sendAs(t, own, confirmed(t, own, "Spring", 1, 2), model.SendAccepted)
	held := confirmed(t, own, "Summer", 7, 8)
	draft := campaign(t, own, "Autumn", tableOf(5, 6))
	lost := sendAs(t, own, confirmed(t, own, "Winter", 3, 4), model.SendUnknown)
	must(own.DoNotCall.Add(ctx, numbers(11, 12), "by hand"))(t)

	s := open(t, to, Options{Who: "ben"})
	there := sendAs(t, s, confirmed(t, s, "There before", 21), model.SendAccepted)
	campaign(t, s, "A draft", tableOf(22))
	must(s.DoNotCall.Add(ctx, numbers(12), "before"))(t)

	if _, err := s.TakeIn(ctx, from); err == nil || !strings.Contains(err.Error(), "(anna)") || !strings.Contains(err.Error(), "Nothing was brought in") {
		t.Errorf("while anna works there: %v", err)
	}
	ok(t, own.Close())
	in := must(s.TakeIn(ctx, from))(t)
	if in.Campaigns != 4 || in.DoNotCall != 1 {
		t.Errorf("%+v was brought in", in)
	}
	for range 2 { // and nothing more the second time
		if again := must(s.TakeIn(ctx, from))(t); again.Campaigns != 0 || again.DoNotCall != 0 {
			t.Errorf("%+v was brought in again", again)
		}
	}
	if all := must(s.Campaigns.Summaries(ctx))(t); len(all) != 6 {
		t.Errorf("%d campaigns", len(all))
	}
	for _, b := range []model.Batch{spring, held, lost, there} {
		if got := row(t, s, b.Key); got.State != b.State || got.Campaign != b.Campaign || got.Contacts != b.Contacts || got.ID != b.ID {
			t.Errorf("batch %+v is %+v", b, got)
		}
		if got, want := must(s.Ledger.Numbers(ctx, b.Key))(t), b.Contacts; len(got) != want {
			t.Errorf("%v are the numbers of %s", got, b.Name)
		}
	}
	// Whom it called is guarded.
	marks := must(s.Guards.Suppressions(ctx, refs(1, 2, 3, 4, 7, 11, 12, 21), "", ""))(t)
	if len(marks) != 7 {
		t.Errorf("%v", marks)
	}
	// Its rows are those it had.
	k := must(s.Campaigns.Load(ctx, draft))(t)
	if k.Damage != "" || k.Table == nil {
		t.Errorf("the draft is %+v", k)
	}
	// Nothing can be sent from where it was.
	if _, err := Open(ctx, from, Options{}); err == nil || !strings.Contains(err.Error(), "was brought into a folder") {
		t.Errorf("it is opened where it was: %v", err)
	}
	if _, err := s.Ledger.Begin(ctx, held); err != nil {
		t.Errorf("what was brought in is sent: %v", err)
	}
	campaign(t, s, "New", tableOf(30))
	sound(t, s)
}

func TestALedgerThatATeamIsToldOfIsNotBroughtIn(t *testing.T) {
	from := t.TempDir()
	own := open(t, from, Options{})
	confirmed(t, own, "Spring", 1)
	ok(t, own.Team.Joined(ctx, membership()))
	ok(t, own.Close())
	s := open(t, t.TempDir(), Options{})
	if _, err := s.TakeIn(ctx, from); err == nil || !strings.Contains(err.Error(), "callsheet team leave") {
		t.Errorf("%v", err)
	}
	open(t, from, Options{}) // nothing of it was changed
}
