package shared_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/team"
	"callsheet/ui/session/shared"
)

func TestWithoutATeamAllIsAsThisMachineHasIt(t *testing.T) {
	local := must(store.Open(ctx, t.TempDir(), store.Options{Service: real}))(t)
	t.Cleanup(func() { local.Close() })
	m := &member{t: t, service: real, local: local, Store: shared.Alone(local)}
	if m.Ports().Team != nil {
		t.Error("there is a team")
	}
	b := m.send(m.confirm("Spring", 1), model.SendAccepted)
	if _, err := m.Ledger.Begin(ctx, m.confirm("Summer", 1)); err == nil {
		t.Error("somebody is called twice")
	}
	if until := m.Ledger.Until(b.Key); !until.IsZero() {
		t.Errorf("it has until %v", until)
	}
}

func TestWhereATeamIsSetAndNotJoinedNothingIsSent(t *testing.T) {
	local := must(store.Open(ctx, t.TempDir(), store.Options{Service: real}))(t)
	t.Cleanup(func() { local.Close() })
	before := &member{t: t, service: real, local: local, Store: shared.Alone(local)}
	b := before.confirm("Spring", 1)
	refused := before.send(before.confirm("Winter", 2), model.SendRefused)
	m := &member{t: t, service: real, local: local, Store: shared.Refused(local, team.ErrNotJoined)}
	id, p := m.draft("Summer", 3)
	_, begin := m.Ledger.Begin(ctx, b)
	_, confirm := m.Ledger.Confirm(ctx, id, p)
	_, retry := m.Ledger.Retry(ctx, refused)
	_, remove := m.DoNotCall.Remove(ctx, []phone.Number{number(1)})
	for what, err := range map[string]error{"begin": begin, "confirm": confirm, "retry": retry, "remove": remove, "state": m.Team.Known().Err, "meet": m.Team.Meet(ctx).Err} {
		if !errors.Is(err, team.ErrNotJoined) {
			t.Errorf("%s: %v", what, err)
		}
	}
	// To stop, and to keep somebody from being called, is always allowed.
	must(m.Ledger.Pause(ctx, b.Campaign))(t)
	ok(t, m.Ledger.Unconfirm(ctx, b.Campaign))
	must(m.DoNotCall.Add(ctx, []phone.Number{number(9)}, "by hand"))(t)
}

func TestNothingIsConfirmedWhileTheTeamIsAwayAndDraftsGoOn(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	b := m.confirm("Spring", 1, 2)
	refused := m.send(m.confirm("Winter", 8), model.SendRefused)
	w.db.Away(true)
	id, p := m.draft("Summer", 3)
	_, confirm := m.Ledger.Confirm(ctx, id, p)
	_, retry := m.Ledger.Retry(ctx, refused)
	_, again := m.Ledger.AddSegments(ctx, b.Campaign, p, []string{b.Key})
	_, resume := m.Ledger.Resume(ctx, b.Campaign, p)
	for what, err := range map[string]error{"confirm": confirm, "retry": retry, "add segments": again, "resume": resume, "meet": m.Team.Meet(ctx).Err} {
		if _, gone := errors.AsType[*team.AwayError](err); !gone {
			t.Errorf("%s: %v", what, err)
		}
	}
	if k := must(m.Campaigns.Load(ctx, id))(t); !k.Confirmed.IsZero() || m.row(refused.Key).State != model.SendRefused {
		t.Error("something was confirmed")
	}
	must(m.Ledger.Pause(ctx, b.Campaign))(t)
	w.db.Away(false)
	m.meet()
	must(m.Ledger.Confirm(ctx, id, p))(t)
}

func TestAGuardNamesTheColleagueAndIsThisMachinesAloneWhileTheTeamIsAway(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 10*time.Minute)
	anna.send(anna.confirm("Spring", 1), model.SendAccepted)
	ben.send(ben.confirm("Own", 2), model.SendAccepted)
	refs := []model.ContactRef{{Number: number(1)}, {Number: number(2)}, {Number: number(3)}}
	found := must(ben.Guards.Suppressions(ctx, refs, "agent", ""))(t)
	if len(found) != 2 || found[number(1)].Colleague != "anna on host" || found[number(2)].Colleague != "" || !found[number(1)].Unfinished {
		t.Errorf("found %+v", found)
	}
	if called := found[number(1)].Called; !called.Equal(w.clock.Now().Add(10 * time.Minute)) {
		t.Errorf("called at %v by ben's clock, which shows %v", called, ben.now())
	}
	if h := must(ben.Guards.Histories(ctx, []phone.Number{number(1), number(2)}, ""))(t); len(h.Of) != 2 || h.Unread {
		t.Errorf("histories %+v", h)
	}
	if c := must(ben.Guards.Calling(ctx, []phone.Number{number(1), number(2)}))(t); len(c) != 2 {
		t.Errorf("calling %+v", c)
	}
	w.db.Away(true)
	found = must(ben.Guards.Suppressions(ctx, refs, "agent", ""))(t)
	if len(found) != 1 || ben.Team.Known().Err == nil {
		t.Errorf("while it is away found %+v, state %v", found, ben.Team.Known().Err)
	}
	if h := must(ben.Guards.Histories(ctx, []phone.Number{number(1)}, ""))(t); !h.Unread {
		t.Error("it is taken to be known how often they were rung")
	}
}

func TestARehearsalIsNeverTakenForRealCalls(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	anna.service = rehearsal
	anna.restart()
	anna.send(anna.confirm("Rehearsal", 1), model.SendAccepted)
	ben.send(ben.confirm("Real", 1), model.SendAccepted)
	if _, err := anna.Ledger.Begin(ctx, anna.confirm("Again", 1)); err == nil {
		t.Error("a rehearsal does not guard from rehearsals")
	}
	refs := []model.ContactRef{{Number: number(1)}}
	ben.Guards.WorksWith(rehearsal)
	if m := must(ben.Guards.Suppressions(ctx, refs, "agent", ""))(t)[number(1)]; m.Campaign != "Rehearsal" {
		t.Errorf("in a rehearsal it is %+v", m)
	}
	ben.Guards.WorksWith(real)
	if m := must(ben.Guards.Suppressions(ctx, refs, "agent", ""))(t)[number(1)]; m.Campaign != "Real" {
		t.Errorf("with real calls it is %+v", m)
	}
}

func TestAChoiceCoversWhatWasKnownWhenItWasMade(t *testing.T) {
	for _, row := range []struct {
		name    string
		since   bool // a colleague called them between the look and the confirmation
		forgets bool // the program was started again in between
		sent    bool
	}{
		{"what was seen may be called again", false, false, true},
		{"what a colleague sent since is not", true, false, false},
		{"what nobody remembers having seen is not", false, true, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld()
			anna, ben := w.join(t, "anna", -10*time.Minute), w.join(t, "ben", 10*time.Minute)
			ended := func(b model.Batch) {
				b = anna.send(b, model.SendAccepted)
				b.Last = model.Statistics{Status: model.StatusCompleted, Total: 1, Processed: 1, Succeeded: 1, Rings: []model.Ring{{Number: number(1), At: anna.now(), Calls: 1}}}
				ok(t, anna.Ledger.RecordOutcome(ctx, b))
				anna.meet()
			}
			ended(anna.confirm("Spring", 1))
			w.clock.Forward(time.Hour)
			id, list := ben.again("Again", 1)
			if row.since {
				w.clock.Forward(time.Minute)
				other := w.join(t, "carla", 0)
				between := other.send(other.confirmAgain("Between", 1), model.SendAccepted)
				between.Last = model.Statistics{Status: model.StatusCompleted, Total: 1, Processed: 1, Succeeded: 1, Rings: []model.Ring{{Number: number(1), At: w.clock.Now(), Calls: 1}}}
				ok(t, other.Ledger.RecordOutcome(ctx, between))
				other.meet()
			}
			if row.forgets {
				ben.restart()
			}
			b := must(ben.Ledger.Confirm(ctx, id, planOf("Again", list)))(t)[0]
			if _, err := ben.Ledger.Begin(ctx, b); (err == nil) != row.sent {
				t.Errorf("it is begun with %v", err)
			}
		})
	}
}

// again stores a campaign whose numbers are called whatever is seen of them now.
func (m *member) again(name string, numbers ...int) (id string, list *model.List) {
	m.t.Helper()
	rows, list := m.list("", numbers...)
	change := model.Change{What: "call again"}
	for r := range numbers {
		change.Rows = append(change.Rows, model.RowEdit{Row: r, After: model.Edit{Again: true}})
	}
	list.Apply(change)
	id = must(m.Campaigns.Create(ctx, model.Draft{Name: name, Service: m.service, Rows: rows.Len()}))(m.t)
	ok(m.t, m.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: rows}}))
	return id, list
}

func (m *member) confirmAgain(name string, numbers ...int) model.Batch {
	m.t.Helper()
	id, list := m.again(name, numbers...)
	return must(m.Ledger.Confirm(ctx, id, planOf(name, list)))(m.t)[0]
}

func TestWhatIsPutOnTheListWhileTheTeamIsAwayIsToldLaterAndNothingIsTakenOff(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	b := ben.confirm("Spring", 1)
	w.db.Away(true)
	if n := must(anna.DoNotCall.Add(ctx, []phone.Number{number(1), number(2)}, "optouts.csv"))(t); n != 2 {
		t.Errorf("%d were added", n)
	}
	if _, err := anna.DoNotCall.Remove(ctx, []phone.Number{number(1)}); err == nil {
		t.Error("a number was taken off this machine's list alone")
	}
	w.db.Away(false)
	anna.restart()
	anna.meet()
	if got := w.db.DoNotCall(); !slices.Equal(got, []phone.Number{number(1), number(2)}) {
		t.Errorf("the team's list is %v", got)
	}
	_, err := ben.Ledger.Begin(ctx, b)
	if g, is := guarded(err); !is || g.DoNotCall != 1 {
		t.Errorf("a colleague is told %v", err)
	}
	if n := must(ben.DoNotCall.Remove(ctx, []phone.Number{number(1)}))(t); n != 1 {
		t.Errorf("%d were taken off", n)
	}
	ben.send(ben.row(b.Key), model.SendAccepted)
}

func TestABatchOfACampaignThatAColleagueForgotIsStillTheirs(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	sent := anna.send(anna.confirm("Spring", 1), model.SendAccepted)
	anna.meet()
	ok(t, anna.Campaigns.Forget(ctx, false, sent.Campaign))
	anna.meet()
	if theirs := must(ben.Team.Theirs(ctx, ""))(t); len(theirs) != 1 || theirs[0].ID != sent.ID || sent.ID == "" {
		t.Errorf("to ben the batches of colleagues are %v, not %s", theirs, sent.ID)
	}
	if theirs := must(anna.Team.Theirs(ctx, ""))(t); len(theirs) != 0 {
		t.Errorf("to anna they are %v", theirs)
	}
}

func TestWhatTheTeamLostIsToldWithItsContacts(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	b := m.confirm("Spring", 1, 2)
	w.db.Forget()
	m.send(b, model.SendAccepted)
	m.meet()
	if e, there := w.db.Row(b.Key); !there || len(e.Contacts) != 2 {
		t.Errorf("the team has %+v", e)
	}
}

func TestWhatIsTakenBackIsGoneAtTheTeamAndWhatGuardsStays(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	draft := m.confirm("Spring", 1)
	sent := m.send(m.confirm("Winter", 2), model.SendAccepted)
	m.meet()
	ok(t, m.Ledger.Unconfirm(ctx, draft.Campaign))
	ok(t, m.Campaigns.Forget(ctx, false, sent.Campaign, draft.Campaign))
	m.meet()
	if rows := w.db.Rows(); !slices.Equal(rows, []string{sent.Key}) {
		t.Errorf("the team has %v, want %s", rows, sent.Key)
	}
	for _, campaign := range []string{draft.Campaign, sent.Campaign} {
		if _, there := w.db.Head(campaign); there {
			t.Errorf("the team has campaign %s", campaign)
		}
	}
}

func TestTheTeamIsToldOfCampaignsAndTheirEvidence(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 10*time.Minute)
	b := m.send(m.confirm("Spring", 1, 2, 3), model.SendAccepted)
	b.Last = model.Statistics{At: m.now(), Status: model.StatusProcessing, Total: 3, Processed: 2, Succeeded: 1, Failed: 1, Pending: 1, Calls: []model.Call{{ID: "c1", Phone: number(1).String()}}}
	ok(t, m.Campaigns.Save(ctx, []model.Record{{Campaign: b.Campaign, Batch: &b, Calls: b.Last.Calls}}))
	m.meet()
	h, _ := w.db.Head(b.Campaign)
	if h.Name != "Spring" || h.Agent != "agent" || h.Contacts != 3 || h.Tally != (team.Tally{Answered: 1, NotReached: 1, ToGo: 1}) || h.Holder != "anna, terminal 1" || h.Owner.Login != "anna" || !h.Confirmed.Equal(noon) {
		t.Errorf("it is %+v", h)
	}
	if e := w.db.Evidence(b.Campaign); e.Entries < 3 || e.Hash == "" {
		t.Errorf("its evidence is %+v", e)
	}
	e, _ := w.db.Row(b.Key)
	if len(e.Batch.Last.Calls) != 0 || e.Batch.Reply != "" || e.Batch.Last.Succeeded != 1 {
		t.Errorf("of its calls the team has %+v", e.Batch.Last)
	}
	if s := m.Team.Known(); len(s.Theirs()) != 0 || s.Member != m.id || s.Untold.Any() || s.Heard.IsZero() {
		t.Errorf("the state is %+v", s)
	}
}

func TestAllThatThisMachineKnowsIsToldWithItsFiguresAsOftenAsOneLikes(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	m.send(m.confirm("Spring", 1, 2), model.SendAccepted)
	must(m.DoNotCall.Add(ctx, []phone.Number{number(5)}, "by hand"))(t)
	for range 2 {
		var done, of int
		told := must(m.Team.TellAll(ctx, func(d, o int) { done, of = d, o }))(t)
		if told != (shared.Told{Batches: 1, Contacts: 2, DoNotCall: 1}) || done != 2 || of != 2 {
			t.Errorf("it told %+v, %d of %d", told, done, of)
		}
	}
	if len(w.db.Rows()) != 1 || len(w.db.DoNotCall()) != 1 {
		t.Error("it told something twice")
	}
}

func TestAllIsToldWithoutWaitingForALeaseOfAnOpeningThatDied(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	b := m.confirm("Spring", 1)
	must(m.Ledger.Begin(ctx, b))(t)
	m.restart()
	must(m.Team.TellAll(ctx, nil))(t)
	if here, there := m.states(b.Key); here != model.SendUnknown || there != model.SendSending {
		t.Errorf("it is %s here and %s at the team", here, there)
	}
}

func TestWhatColumnsMeantIsRememberedByTheTeam(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	meant := columns.Mapping{{Index: 0, Header: "Tel", Field: columns.FieldPhone}}
	ok(t, anna.Remembered.SaveMapping(ctx, "shape", meant, "GB"))
	m, region, found, err := ben.Remembered.Mapping(ctx, "shape")
	if !found || err != nil || region != "GB" || len(m) != 1 || m[0].Field != columns.FieldPhone {
		t.Errorf("it is %v, %s, %v, %v", m, region, found, err)
	}
	w.db.Away(true)
	if _, _, found, err := ben.Remembered.Mapping(ctx, "other"); found || err != nil {
		t.Errorf("while it is away: %v, %v", found, err)
	}
	ok(t, anna.Remembered.SaveMapping(ctx, "third", meant, "GB"))
}

func TestADatabaseThatIsAnotherIsRefusedInWords(t *testing.T) {
	w := newWorld()
	m := w.join(t, "anna", 0)
	b := m.confirm("Spring", 1)
	w.db.Refuse(&team.RefusedError{Difference: team.Older, Database: "db"})
	_, err := m.Ledger.Begin(ctx, b)
	if err == nil || !strings.Contains(err.Error(), "older copy") || m.Team.Known().Err == nil {
		t.Errorf("it says %v", err)
	}
}
