package session

import (
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/team"
)

var headNoon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

func headWith(present bool, batches ...model.Batch) team.Head {
	h := team.Head{Campaign: "t1", Name: "Spring", Service: "real", Agent: "a1", Since: headNoon.Add(-time.Hour), Changed: headNoon, Confirmed: headNoon, Holder: "anna, terminal pts/3",
		Owner: team.Member{ID: "m1", Login: "anna", Host: "jump2", Present: present, Seen: headNoon.Add(-10 * time.Minute)}, Batches: batches}
	for _, b := range batches {
		h.Contacts += b.Contacts
	}
	return h
}

func headBatch(state model.SendState, status model.BatchStatus, contacts int) model.Batch {
	return model.Batch{State: state, Contacts: contacts, Service: "real", Sent: headNoon, Last: model.Statistics{Status: status, Total: contacts}}
}

func TestWhoHasACampaignAndSinceWhenIsSaid(t *testing.T) {
	for claim, c := range map[string]struct{ got, want string }{
		"there":      {TheirsWords(headWith(true), headNoon), "anna on jump2, there now (anna, terminal pts/3), theirs since 11:00"},
		"gone":       {TheirsWords(headWith(false), headNoon), "anna on jump2, gone since 11:50, theirs since 11:00"},
		"never seen": {PresenceWords(team.Member{}, headNoon), "not there"},
		"nobody":     {WhoWords(team.Member{}), "somebody"},
		"taken over": {LostWords(team.Lost{By: headWith(true).Owner, At: headNoon.Add(-26 * time.Hour)}, headNoon), "It was taken over by anna on jump2 (27 Nov 10:00). It can be watched and cancelled here; ask them before anything else of it is sent."},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", claim, c.got, c.want)
		}
	}
}

func TestWhenACampaignMayBeTakenOverAndCancelled(t *testing.T) {
	calling, over := headBatch(model.SendAccepted, model.StatusProcessing, 10), headBatch(model.SendAccepted, model.StatusCompleted, 10)
	unknown, waits := headBatch(model.SendUnknown, "", 5), headBatch(model.SendPrepared, "", 7)
	for claim, c := range map[string]struct {
		state        TeamState
		head         team.Head
		here         string
		take, cancel string // how what is said against it begins; "" = it can be done
	}{
		"of somebody who is gone":            {TeamState{}, headWith(false, calling), "real", "", ""},
		"of somebody who is there":           {TeamState{}, headWith(true, calling), "real", "It stays theirs while they are there: ask anna on jump2", ""},
		"while the team is away":             {TeamState{Err: &team.AwayError{}}, headWith(false, calling), "real", "The team's ledger does not answer", ""}, // to stop is always allowed
		"that is over":                       {TeamState{}, headWith(false, over), "real", "", "Nothing of it calls"},
		"of which it is not known":           {TeamState{}, headWith(false, unknown), "real", "", "It is not known yet"},
		"at another service":                 {TeamState{}, headWith(false, calling), "sandbox", "", AtAnother},
		"of which nothing was sent":          {TeamState{}, headWith(false, waits), "real", "", "Nothing of it calls"},
		"that is a draft":                    {TeamState{}, headWith(false), "real", "Nothing of it was sent", "Nothing of it calls"},
		"that calls, with some not yet sent": {TeamState{}, headWith(false, calling, waits, unknown), "real", "", ""},
	} {
		for what, said := range map[string][2]string{"taking over": {c.state.WhyNotTakeOver(c.head), c.take}, "cancelling": {WhyNotCancelTheirs(c.head, c.here), c.cancel}} {
			if said[1] == "" && said[0] != "" || !strings.HasPrefix(said[0], said[1]) {
				t.Errorf("%s one %s: %q, want %q", what, claim, said[0], said[1])
			}
		}
	}
}

func TestBothQuestionsSayWhatIsNotStoppedAndWhatStaysUnknown(t *testing.T) {
	head := headWith(false, headBatch(model.SendAccepted, model.StatusProcessing, 10), headBatch(model.SendSending, "", 5), headBatch(model.SendPrepared, "", 7), headBatch(model.SendAccepted, model.StatusCompleted, 100))
	for _, words := range []string{"anna on jump2, not yours", "10 contacts in 1 batch", "NOT stopped by it: 7 contacts not sent yet and 5 contacts of whom it is not known"} {
		if got := CancelTheirsWords(head, "real"); !strings.Contains(got, words) {
			t.Errorf("of cancelling it is not said %q: %s", words, got)
		}
	}
	for _, words := range []string{"gone since 11:50", "sends nothing of it any more", "watch and cancel it", "stays unknown: 5 contacts", "7 contacts not sent yet are not sent"} {
		if got := (TeamState{}).TakeOverWords(head, headNoon); !strings.Contains(got, words) {
			t.Errorf("of taking over it is not said %q: %s", words, got)
		}
	}
	if n := len(TheirRunning(head, "real")); n != 1 {
		t.Errorf("%d batches would be cancelled", n)
	}
}

func TestTheStateOfAColleaguesCampaignIsWhatTheirMachineTold(t *testing.T) {
	outline := func(h team.Head) Outline { return OutlineOfHead(h, SummaryOfHead(h), headNoon) }
	draft := headWith(true)
	draft.Confirmed, draft.Contacts = time.Time{}, 1204
	waves := headWith(true, headBatch(model.SendAccepted, model.StatusCompleted, 10), headBatch(model.SendPrepared, "", 7))
	waves.NextWave = headNoon.Add(3 * time.Hour)
	told := headWith(true, headBatch(model.SendAccepted, model.StatusProcessing, 10))
	told.Tally = team.Tally{Answered: 4, NotReached: 2, ToGo: 4}
	paused := headWith(true, headBatch(model.SendAccepted, model.StatusCancelled, 10))
	paused.Paused = headNoon
	for claim, c := range map[string]struct {
		head         team.Head
		state, words string
	}{
		"a draft":          {draft, "draft", "draft, 1,204 contacts"},
		"with a next wave": {waves, "more to come", "7 contacts not sent yet, next wave today 15:00"},
		"paused":           {paused, "paused", "paused: 10 not called yet"},
	} {
		if o := outline(c.head); o.State != c.state || o.Words != c.words || o.Next != NextTheirs {
			t.Errorf("%s: %q, %q, %q", claim, o.State, o.Words, o.Next)
		}
	}
	if r := outline(told).Results; r.Succeeded != 4 || r.Failed != 2 || r.Total != 10 {
		t.Errorf("what they told is %+v", r)
	}
	if s := SummaryOfHead(told); s.Batches[0].Colleague != "anna on jump2" || told.Batches[0].Colleague != "" {
		t.Error("a batch does not name the colleague, or what was told is changed")
	}
}

func TestMembersWhoAreThereStandFirst(t *testing.T) {
	s := TeamState{Member: "m0", Untold: Untold{Batches: 2, Contacts: 1204, DoNotCall: 1}, Standing: team.Standing{Name: "Renewals", DoNotCall: 3, Members: []team.Member{
		{ID: "m1", Login: "ben", Seen: headNoon.Add(-time.Hour)}, {ID: "m0", Login: "anna", Present: true, Seen: headNoon}}}}
	want := "Renewals: 2 members, 3 numbers on its do-not-call list.\nThe team was not told yet: news of 2 batches (1,204 contacts) and 1 number not to be called. Colleagues do not know it. That is tried by itself.\nanna: this machine\nben: gone since 11:00"
	if got := s.MembersWords(headNoon, headNoon); got != want {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
	for range 500 {
		s.Standing.Members = append(s.Standing.Members, team.Member{Login: "x"})
	}
	if n := strings.Count(s.MembersWords(headNoon, headNoon), "\n"); n > mostMembers+10 {
		t.Errorf("%d lines", n)
	}
}
