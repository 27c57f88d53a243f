package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/team"
)

func membership() team.Membership {
	return team.Membership{Team: "t1", Name: "Sales", Member: "m1", Database: "db:5432/calls", Written: 7, Server: team.Server{System: "s1", Timeline: 1}, Epoch: 1, Joined: began}
}

// joined is a store that is a member of a team.
func joined(t *testing.T, dir string) *Store {
	t.Helper()
	s := open(t, dir, Options{Now: newClock().Now})
	ok(t, s.Team.Joined(ctx, membership()))
	return s
}

func TestHowFarTheTeamsLedgerHasComeNeverGoesBack(t *testing.T) {
	s, newest := joined(t, t.TempDir()), int64(1)
	for _, row := range []struct {
		name    string
		epoch   int64
		written int64
		want    int64
	}{
		{"more was written", 1, 9, 9},
		{"less was seen by another opening", 1, 8, 9},
		{"a server that took its place counts anew", 2, 3, 3},
		{"an opening that knows the one before only comes late", 1, 20, 3},
		{"the next epoch of as much", 3, 3, 3},
	} {
		m := membership()
		m.Written, m.Epoch, m.Server.Timeline = row.written, row.epoch, row.epoch
		newest = max(newest, row.epoch)
		ok(t, s.Team.Saw(ctx, m))
		if got := must(s.Team.Membership(ctx))(t); got.Written != row.want || got.Epoch != newest || got.Server.Timeline != newest || !got.Joined.Equal(began) {
			t.Errorf("%s: %+v", row.name, got)
		}
	}
	other := membership()
	other.Team, other.Written = "t2", 99
	ok(t, s.Team.Saw(ctx, other))
	if got := must(s.Team.Membership(ctx))(t); got.Team != "t1" || got.Written == 99 {
		t.Errorf("of another team: %+v", got)
	}
	ok(t, s.Team.Left(ctx))
	if got := must(s.Team.Membership(ctx))(t); got.Team != "" {
		t.Errorf("after leaving: %+v", got)
	}
}

func TestALeaseIsUsedOnceByWhoAskedForIt(t *testing.T) {
	s := joined(t, t.TempDir())
	b := confirmed(t, s, "Spring", 1, 2)
	begin := func(fence int64) error {
		_, err := s.Team.Begin(ctx, b, fence, membership())
		return err
	}
	if begin(5) == nil {
		t.Fatal("a lease that nobody asked for was used")
	}
	ok(t, s.Team.Ask(ctx, b.Key))
	if s.Team.Ask(ctx, b.Key) == nil {
		t.Error("two ask for one batch")
	}
	ok(t, s.Team.Withdraw(ctx, b.Key))
	if begin(5) == nil || row(t, s, b.Key).State != model.SendPrepared {
		t.Fatal("a lease that was given back was used")
	}
	ok(t, s.Team.Ask(ctx, b.Key))
	ok(t, begin(6))
	if got := must(s.Team.Batch(ctx, b.Key))(t); got.State != model.SendSending || got.Fence != 6 || got.Asking {
		t.Errorf("it is %+v", got)
	}
	if err := s.Team.Ask(ctx, b.Key); err == nil {
		t.Error("a batch that is being sent is asked for")
	}
	b.State = model.SendPrepared
	ok(t, s.Ledger.RecordOutcome(ctx, b))
	ok(t, s.Team.Ask(ctx, b.Key))
	if begin(6) == nil {
		t.Error("a lease was used twice")
	}
}

func TestALeaseIsUnusedOnlyWhereNothingCanLeaveUnderIt(t *testing.T) {
	dir := t.TempDir()
	s := joined(t, dir)
	b := confirmed(t, s, "Spring", 1)
	unused := func(s *Store, fence int64) bool {
		return len(must(s.Team.Unused(ctx, []team.Leased{{Key: b.Key, Fence: fence}}))(t)) == 1
	}
	ok(t, s.Team.Ask(ctx, b.Key))
	other := open(t, dir, Options{Now: newClock().Now})
	if unused(s, 3) || unused(other, 3) {
		t.Error("it may yet be begun by who asks for it and lives")
	}
	s.Close()
	if !unused(other, 3) {
		t.Error("who asked for it is dead")
	}
	ok(t, other.Team.Ask(ctx, b.Key))
	must(other.Team.Begin(ctx, b, 4, membership()))(t)
	if unused(other, 4) || unused(other, 3) || !unused(other, 5) {
		t.Error("its request may have left under 4, and under no other")
	}
}

func TestWhoseLeaseWasWithdrawnCannotBeginEvenWhereItWakesUpLate(t *testing.T) {
	dir := t.TempDir()
	s := joined(t, dir)
	b := confirmed(t, s, "Spring", 1)
	ok(t, s.Team.Ask(ctx, b.Key))
	// As of one whose lock cannot be seen to live: its file is gone, and the process is not.
	s.locks.db.holder.vanish()
	other := open(t, dir, Options{Now: newClock().Now})
	if len(must(other.Team.Unused(ctx, []team.Leased{{Key: b.Key, Fence: 3}}))(t)) != 1 {
		t.Fatal("it is taken to live")
	}
	if _, err := s.Team.Begin(ctx, b, 3, membership()); err == nil {
		t.Error("it has begun under a lease that was given back")
	}
}

func TestTheTeamIsToldOfWhatTheListGetsAndOfAllAgainOnceInARecovery(t *testing.T) {
	s := open(t, t.TempDir(), Options{Now: newClock().Now})
	must(s.DoNotCall.Add(ctx, numbers(1, 2), "before"))(t)
	untold := func() int {
		_, of, err := s.Team.Unlisted(ctx, 10)
		ok(t, err)
		return of
	}
	if untold() != 0 {
		t.Error("nobody is to be told where there is no team")
	}
	ok(t, s.Team.Joined(ctx, membership()))
	if untold() != 2 {
		t.Error("the list that was there is not told")
	}
	entries, _, err := s.Team.Unlisted(ctx, 1)
	ok(t, err)
	if len(entries) != 1 || entries[0].Source != "before" {
		t.Errorf("it is %v", entries)
	}
	ok(t, s.Team.Listed(ctx, entries))
	must(s.DoNotCall.Add(ctx, numbers(2, 3), "later"))(t)
	must(s.DoNotCall.Remove(ctx, numbers(2)))(t)
	if untold() != 1 {
		t.Errorf("%d are to be told", untold())
	}
	told := Noted{Batches: map[string]struct{ List, Facts string }{"k": {"l", "f"}}, Campaigns: map[string]string{"evidence c": "1"}}
	ok(t, s.Team.Note(ctx, told))
	ok(t, s.Team.TellAgain(ctx, began.Add(time.Hour)))
	if untold() != 2 || len(must(s.Team.Told(ctx))(t)) != 0 {
		t.Error("not all is told again")
	}
	ok(t, s.Team.Note(ctx, told))
	ok(t, s.Team.TellAgain(ctx, began.Add(time.Hour)))
	if len(must(s.Team.Told(ctx))(t)) != 1 {
		t.Error("all is told again in one recovery")
	}
}

func TestTheSameMemberAgainGoesOnUnderItsLeasesAndAnotherDoesNot(t *testing.T) {
	s := joined(t, t.TempDir())
	b := confirmed(t, s, "Spring", 1)
	ok(t, s.Team.Ask(ctx, b.Key))
	must(s.Team.Begin(ctx, b, 6, membership()))(t)
	ok(t, s.Team.Note(ctx, Noted{Batches: map[string]struct{ List, Facts string }{b.Key: {"l", "f"}}}))
	again := membership()
	again.Written = 50
	ok(t, s.Team.Joined(ctx, again))
	if got := must(s.Team.Batch(ctx, b.Key))(t); got.Fence != 6 || got.Told.List != "" || must(s.Team.Membership(ctx))(t).Written != 50 {
		t.Errorf("the same member has %d, and told %q", got.Fence, got.Told.List)
	}
	again.Member = "m2"
	ok(t, s.Team.Joined(ctx, again))
	if got := must(s.Team.Batch(ctx, b.Key))(t); got.Fence != 0 {
		t.Errorf("another member has %d", got.Fence)
	}
}

func TestWhoLeftATeamIsTheSameMemberInItAgainUnderItsLeases(t *testing.T) {
	s := joined(t, t.TempDir())
	if f := must(s.Team.Former(ctx))(t); f.Team != "" {
		t.Errorf("a member was one before: %+v", f)
	}
	b := confirmed(t, s, "Spring", 1)
	ok(t, s.Team.Ask(ctx, b.Key))
	must(s.Team.Begin(ctx, b, 6, membership()))(t)
	ok(t, s.Team.Left(ctx))
	f := must(s.Team.Former(ctx))(t)
	if now := must(s.Team.Membership(ctx))(t); now.Team != "" || f.Member != "m1" || f.Written != 7 {
		t.Fatalf("left, it is a member %+v, and was %+v", now, f)
	}
	ok(t, s.Team.Joined(ctx, f))
	if got := must(s.Team.Batch(ctx, b.Key))(t); got.Fence != 6 || got.Told.List != "" {
		t.Errorf("the same member has %d, and told %q", got.Fence, got.Told.List)
	}
	if now := must(s.Team.Membership(ctx))(t); now.Member != "m1" || must(s.Team.Former(ctx))(t).Team != "" {
		t.Errorf("it is %+v", now)
	}
	ok(t, s.Team.Left(ctx))
	other := membership()
	other.Team, other.Member = "t2", "m9"
	ok(t, s.Team.Joined(ctx, other))
	if got := must(s.Team.Batch(ctx, b.Key))(t); got.Fence != 0 || must(s.Team.Former(ctx))(t).Team != "" {
		t.Errorf("in another team it has %d", got.Fence)
	}
}

func TestWhichColleagueCancelledABatchIsKeptOnceAndInTheEvidence(t *testing.T) {
	s := joined(t, t.TempDir())
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	other := sendAs(t, s, confirmed(t, s, "Summer", 3), model.SendAccepted)
	chain := func() (all []evidence.Entry) {
		c, broken, err := s.Evidence.Chain(ctx, b.Campaign)
		ok(t, err)
		if broken != nil {
			t.Errorf("the evidence is broken: %s", broken.Words)
		}
		return c.Entries()
	}
	before := len(chain())
	for _, by := range []string{"ben on jump2", "carla on jump3", "ben on jump2"} { // who told it first is kept
		ok(t, s.Team.NoteCancelled(ctx, []team.Cancelled{{Batch: b.Key, By: by, At: began}, {Batch: "nobody's", By: by, At: began}}))
	}
	ok(t, s.Team.NoteCancelled(ctx, nil))
	got := row(t, s, b.Key)
	if got.CancelledBy != "ben on jump2" || !got.CancelledAt.Equal(began) || got.State != model.SendAccepted || row(t, s, other.Key).CancelledBy != "" {
		t.Errorf("it is cancelled by %q at %s", got.CancelledBy, got.CancelledAt)
	}
	entries := chain()
	if len(entries) != before+1 || entries[before].Kind != evidence.KindCancelled || !strings.Contains(string(entries[before].Facts), `"by":"ben on jump2"`) || !strings.Contains(string(entries[before].Facts), b.ID) {
		t.Errorf("the evidence has %+v", entries[before:])
	}
	// What is kept of it later leaves that as it is.
	got.Last.Status = model.StatusCancelled
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &got}}))
	if got := row(t, s, b.Key); got.CancelledBy != "ben on jump2" || got.Last.Status != model.StatusCancelled {
		t.Errorf("then it is cancelled by %q, %s", got.CancelledBy, got.Last.Status)
	}
}

func TestWhoTheColleaguesAreIsKept(t *testing.T) {
	s := joined(t, t.TempDir())
	m := membership()
	at := func(id string, seen time.Duration) team.Member {
		return team.Member{ID: id, Login: id, Host: "jump1", Joined: began, Seen: began.Add(seen)}
	}
	for _, row := range []struct {
		name string
		has  []team.Member
		want []team.Member
	}{
		{"two", []team.Member{at("a", 0), at("b", 0)}, []team.Member{at("a", 0), at("b", 0)}},
		{"not heard of", nil, []team.Member{at("a", 0), at("b", 0)}},
		{"one seen again, one hardly", []team.Member{at("a", 2*time.Hour), at("b", time.Minute)}, []team.Member{at("a", 2*time.Hour), at("b", 0)}},
		{"one gone, one come", []team.Member{at("b", 0), at("c", 0)}, []team.Member{at("b", 0), at("c", 0)}},
		{"nobody else", []team.Member{}, nil},
	} {
		m.Written++
		m.Colleagues = row.has
		ok(t, s.Team.Saw(ctx, m))
		got := must(s.Team.Membership(ctx))(t).Colleagues
		if !slices.EqualFunc(got, row.want, func(a, b team.Member) bool {
			return a.ID == b.ID && a.Login == b.Login && a.Host == b.Host && a.Joined.Equal(b.Joined) && a.Seen.Equal(b.Seen)
		}) {
			t.Errorf("%s: %+v", row.name, got)
		}
	}
}

func TestWhatWasToldOutlivesItsBatch(t *testing.T) {
	s := joined(t, t.TempDir())
	b := confirmed(t, s, "Spring", 1)
	ok(t, s.Team.Cover(ctx, began, b.Key))
	ok(t, s.Team.Note(ctx, Noted{Batches: map[string]struct{ List, Facts string }{b.Key: {"l", "f"}}, Campaigns: map[string]string{"head " + b.Campaign: "1"}}))
	got := must(s.Team.Batches(ctx))(t)
	if len(got) != 1 || !got[0].Known.Equal(began) || got[0].Told.List != "l" || got[0].Told.Facts != "f" || got[0].List != b.Hash+"/12" && got[0].List == "" {
		t.Errorf("it is %+v", got)
	}
	if gone := must(s.Team.Gone(ctx))(t); len(gone) != 0 {
		t.Errorf("gone are %v", gone)
	}
	ok(t, s.Ledger.Unconfirm(ctx, b.Campaign))
	ok(t, s.Campaigns.Forget(ctx, false, b.Campaign))
	gone := must(s.Team.Gone(ctx))(t)
	if want := []string{b.Key, b.Campaign}; !slices.Equal(gone, want) && !slices.Equal(gone, []string{b.Campaign, b.Key}) {
		t.Errorf("gone are %v, want %v", gone, want)
	}
	ok(t, s.Team.Note(ctx, Noted{Gone: gone}))
	if gone := must(s.Team.Gone(ctx))(t); len(gone) != 0 {
		t.Errorf("gone are %v still", gone)
	}
}

func TestAnEntryIsAllThatTheLedgerHasOfABatch(t *testing.T) {
	s := joined(t, t.TempDir())
	b := sendAs(t, s, identified(t, s, "Winter", "a 18", "b 19"), model.SendAccepted)
	b.Last = model.Statistics{Status: model.StatusCompleted, Total: 2, Processed: 1, EndedAt: began, Rings: []model.Ring{{Number: numbers(18)[0], At: began, Calls: 1}}}
	ok(t, s.Ledger.RecordOutcome(ctx, b))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
	e := must(s.Team.Entry(ctx, b.Key))(t)
	if len(e.Contacts) != 2 || e.Contacts[0].ID == 0 || e.Batch.Key != b.Key || !e.Batch.CallsKnown || len(e.Rings) != 1 || e.Rings[0].Calls != 1 || !e.Known.IsZero() {
		t.Errorf("it is %+v", e)
	}
}
