package postgres

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

var at = time.Date(2026, 11, 28, 14, 5, 6, 789000, time.UTC)

// spring is a campaign with all that can be said of one.
func spring() team.Head {
	return team.Head{
		Campaign: "c1", Name: "Spring renewals", Service: "https://api.example", Agent: "agent-7", Since: at, Holder: "anna, terminal pts/3", Confirmed: at.Add(time.Minute),
		Contacts: 1204, Tally: team.Tally{Answered: 3, NotReached: 4, ToGo: 1190, Unknown: 7}, NextWave: at.Add(time.Hour), Paused: at.Add(2 * time.Minute),
	}
}

// tell tells heads, and returns the campaigns that are somebody else's.
func tell(t *testing.T, l *Ledger, news team.News) []team.Lost {
	t.Helper()
	heard, err := l.Tell(t.Context(), news)
	if err != nil {
		t.Fatal(err)
	}
	return heard.Lost
}

func standing(t *testing.T, l *Ledger) team.Standing {
	t.Helper()
	s, err := l.Standing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// leave ends a member's openings, as the death of its machine does some time later.
func leave(t *testing.T, d postgrestest.Database, l *Ledger) {
	t.Helper()
	d.Execute(t, "UPDATE callsheet.openings SET seen = seen - interval '2 minutes' WHERE member = '"+l.Membership().Member+"'")
}

func TestWhatAMemberTellsOfItsCampaignsIsSeenByAll(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	for range 2 { // the second changes nothing
		if lost := tell(t, anna, team.News{Heads: []team.Head{spring(), {Campaign: "c2", Name: "Empty"}}}); lost != nil {
			t.Errorf("it is told that %v are lost", lost)
		}
	}
	for who, l := range map[string]*Ledger{"anna": anna, "ben": ben} {
		heads := standing(t, l).Heads
		if len(heads) != 2 {
			t.Fatalf("%s sees %d campaigns", who, len(heads))
		}
		got := heads[0]
		if got.Owner.Who() != "anna on jump1" || !got.Owner.Present || got.Changed.IsZero() {
			t.Errorf("%s sees it of %+v, told at %v", who, got.Owner, got.Changed)
		}
		want := spring()
		got.Owner, got.Changed = team.Member{}, time.Time{}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s sees %+v\nwant %+v", who, got, want)
		}
	}
}

func TestWhoCancelledABatchIsToldToAllTheOthersAndWhoDidFirstIsKept(t *testing.T) {
	w, anna := newWorld(t)
	ben, carla := w.member("ben"), w.member("carla")
	b, lease := w.sent(anna, w.intent("c1", 1, 2), model.SendAccepted)
	other, otherLease := w.sent(anna, w.intent("c2", 3), model.SendAccepted)
	tell(t, anna, team.News{Heads: []team.Head{{Campaign: "c1"}, {Campaign: "c2"}}, Entries: []team.Entry{
		{Intent: team.Intent{Batch: b}, Fence: lease.Fence}, {Intent: team.Intent{Batch: other}, Fence: otherLease.Fence}}})
	cancel := func(l *Ledger, service, id string) {
		t.Helper()
		if err := l.Cancelled(t.Context(), service, id); err != nil {
			t.Error(err)
		}
	}
	cancel(ben, service, "of nobody")
	cancel(ben, service, "")
	cancel(ben, "https://another.example", b.ID)
	sees := func(l *Ledger) map[string]string {
		by := map[string]string{}
		for _, h := range standing(t, l).Heads {
			for _, b := range h.Batches {
				if b.CancelledBy != "" {
					by[h.Campaign] = b.CancelledBy + b.CancelledAt.Format(" 15:04")
				}
			}
		}
		return by
	}
	if got := sees(anna); len(got) != 0 {
		t.Errorf("before anybody cancelled it, it is cancelled: %v", got)
	}
	w.forward(time.Hour)
	cancel(ben, service, b.ID)
	w.forward(time.Hour)
	cancel(carla, service, b.ID)
	cancel(anna, service, b.ID)
	tell(t, anna, team.News{Entries: []team.Entry{{Intent: team.Intent{Batch: b}, Fence: lease.Fence}}})
	want := map[string]string{"c1": "ben on jump2 13:00"}
	for who, l := range map[string]*Ledger{"anna": anna, "carla": carla} {
		if got := sees(l); !reflect.DeepEqual(got, want) {
			t.Errorf("%s sees %v, want %v", who, got, want)
		}
	}
	if got := sees(ben); len(got) != 0 {
		t.Errorf("ben, who did it, sees %v", got)
	}
}

func TestNothingOfACampaignIsReadableInTheDatabase(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	tell(t, anna, team.News{Heads: []team.Head{spring()}})
	dump := d.Dump(t)
	for _, word := range []string{"Spring", "renewals", "anna", "jump1", "pts/3", "Spring team"} {
		if strings.Contains(dump, word) {
			t.Errorf("%q is in the database in the clear", word)
		}
	}
	if !strings.Contains(dump, "agent-7") {
		t.Error("the dump is not of what was told")
	}
}

func TestACampaignIsTakenOverOnceItsOwnerIsGone(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	tell(t, anna, team.News{Heads: []team.Head{spring()}})
	if err := ben.TakeOver(t.Context(), "c1"); err == nil || !strings.Contains(err.Error(), "anna on jump1 is working") || !strings.Contains(err.Error(), "Spring renewals") {
		t.Errorf("while she is there, taking it over says: %v", err)
	}
	if err := ben.TakeOver(t.Context(), "c9"); err != errNoCampaign {
		t.Errorf("one that is not there says: %v", err)
	}
	leave(t, d, anna)
	for range 2 { // the second changes nothing
		if err := ben.TakeOver(t.Context(), "c1"); err != nil {
			t.Fatal(err)
		}
	}
	changed := spring()
	changed.Name = "Hers still"
	lost := tell(t, anna, team.News{Heads: []team.Head{changed}})
	if len(lost) != 1 || lost[0].Campaign != "c1" || lost[0].By.Who() != "ben on jump2" || lost[0].At.IsZero() {
		t.Errorf("she is told %+v", lost)
	}
	if head := standing(t, anna).Heads[0]; head.Owner.Who() != "ben on jump2" || head.Name != "Spring renewals" {
		t.Errorf("the campaign is %+v", head)
	}
}

func TestACampaignThatItsOwnerForgotIsShownNoMore(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	kept := spring()
	kept.Campaign = "c2"
	sent := team.Entry{Intent: team.Intent{Batch: model.Batch{Key: "b2", Campaign: "c2", State: model.SendAccepted, Contacts: 1}, Contacts: []model.ContactRef{{Number: 447700900123}}}, Fence: 7}
	tell(t, anna, team.News{Heads: []team.Head{spring(), kept}, Entries: []team.Entry{sent}})
	tell(t, ben, team.News{Gone: []string{"c1", "c2"}}) // they are not his
	if heads := standing(t, ben).Heads; len(heads) != 2 {
		t.Fatalf("ben's word took some away: %d are left", len(heads))
	}
	tell(t, anna, team.News{Gone: []string{"c1", "c2"}})
	if heads := standing(t, ben).Heads; len(heads) != 0 {
		t.Errorf("forgotten, %d are shown", len(heads))
	}
	if got := d.Query(t, "SELECT string_agg(id, ' ') FROM callsheet.campaigns"); got[0] != "c2" {
		t.Errorf("whose they are is known of %v", got)
	}
	tell(t, anna, team.News{Heads: []team.Head{kept}})
	if heads := standing(t, ben).Heads; len(heads) != 1 || len(heads[0].Batches) != 1 || heads[0].Batches[0].Key != "b2" || heads[0].Fences["b2"] != 7 {
		t.Errorf("told again, they are shown as %+v", heads)
	}
}

func TestChainsOfEvidenceOnlyGrow(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	long := evidence.Head{Campaign: "c1", Entries: 12, Hash: "abc"}
	for _, head := range []evidence.Head{{Campaign: "c1", Entries: 7, Hash: "aaa"}, long, {Campaign: "c1", Entries: 11, Hash: "bbb"}, {Campaign: "c1", Entries: 12, Hash: "ccc"}} {
		tell(t, anna, team.News{Evidence: []evidence.Head{head}})
	}
	if got := standing(t, anna).Evidence; len(got) != 1 || got[0] != long {
		t.Errorf("hers are %v", got)
	}
	if got := standing(t, ben).Evidence; len(got) != 0 {
		t.Errorf("ben's are %v", got)
	}
}

func TestARecoveryEndsOnceAllHaveToldAllTheyKnow(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	d.Execute(t, "UPDATE callsheet.team SET timeline = 0") // as of a server before this one
	if got := refusal(t, anna); got != team.Promoted {
		t.Fatalf("it is %v", got)
	}
	if _, err := anna.Accept(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for _, l := range []*Ledger{anna, ben} {
		tell(t, l, team.News{Heads: []team.Head{}}) // not all that it knows
		if err := begun(anna); !isRecovering(err) {
			t.Errorf("leave to send is %v", err)
		}
		tell(t, l, team.News{Whole: true})
	}
	if r := standing(t, ben).Recovery; r == nil || len(r.Waiting) > 0 || r.Until.IsZero() {
		t.Errorf("until everybody at work can have met it, it recovers as %+v", r)
	}
	d.Execute(t, settled)
	if err := begun(anna); err != nil || standing(t, ben).Recovery != nil {
		t.Errorf("once all have told all, leave to send is %v", err)
	}
}
