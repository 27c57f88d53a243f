package model

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"callsheet/model/phone"
)

const anna = "anna on jump2"

func TestWhatIsSaidOfAGuardNamesTheColleagueAndDoesNotAdviseWhatOnlyTheyCanDo(t *testing.T) {
	now := time.Date(2026, 11, 28, 14, 0, 0, 0, time.UTC)
	of := func(m Suppression) Suppression {
		m.Campaign, m.Colleague, m.Batch = "Spring renewals", anna, "batch_1"
		return m
	}
	unfinished := of(Suppression{Called: now, Unfinished: true, Until: now.Add(4 * time.Hour)})
	for claim, c := range map[string]struct{ got, want string }{
		"calling":                               {unfinished.CalledWords(now), `in a colleague's "Spring renewals" (anna on jump2), calling until 18:00 at the latest`},
		"starts":                                {of(Suppression{Called: now, Unfinished: true, Starts: now.Add(time.Hour)}).CalledWords(now), `in a colleague's "Spring renewals" (anna on jump2), which starts at 15:00`},
		"not known":                             {of(Suppression{Called: now, Uncertain: true}).CalledWords(now), `perhaps called already by a colleague's "Spring renewals" (anna on jump2), whose outcome is not known`},
		"rung":                                  {of(Suppression{Called: now, Rung: true}).CalledWords(now), `called at 14:00 by a colleague's "Spring renewals" (anna on jump2)`},
		"ended":                                 {of(Suppression{Called: now}).CalledWords(now), `in a colleague's "Spring renewals" (anna on jump2), which called until 14:00`},
		"whether it has ended is asked of them": {unfinished.PollAdvice(), "Ask anna on jump2 whether it has ended: their console finds that out."},
		"they settle what is not known":         {of(Suppression{}).UncertainAdvice("settle it"), "ask anna on jump2 to settle that first, or take their campaign over on Home (t) if they are gone"},
		"they cancel":                           {of(Suppression{}).CancelAdvice(), "ask anna on jump2 to cancel it"},
		"one's own is settled here":             {Suppression{}.UncertainAdvice("settle it"), "settle it"},
		"before sending, not known": {(&GuardError{Uncertain: 2, Campaign: "Spring", Colleague: anna}).Error(),
			`Nothing was sent. 2 contacts may be called already by a colleague's "Spring" (anna on jump2), whose outcome is not known: ask anna on jump2 to settle that first, or take their campaign over on Home (t) if they are gone.`},
		"before sending, at this moment": {(&GuardError{Uncertain: 2, Sending: 2, Campaign: "Spring", Colleague: anna}).Error(),
			`Nothing was sent. 2 contacts are being sent at this moment in a colleague's "Spring" (anna on jump2): try again in a minute.`},
		"before sending, some at this moment": {(&GuardError{Uncertain: 2, Sending: 1, Campaign: "Spring", Colleague: anna}).Error(),
			`Nothing was sent. 2 contacts may be called already by a colleague's "Spring" (anna on jump2), whose outcome is not known: ask anna on jump2 to settle that first, or take their campaign over on Home (t) if they are gone.`},
		"before sending, calling": {(&GuardError{Recent: 1, Unfinished: 1, Campaign: "Spring", Colleague: anna}).Error(),
			`Nothing was sent. 1 contact is in a colleague's "Spring" (anna on jump2), which is not known to have ended: look at the contacts again.`},
		"before sending, another agent": {(&GuardError{OtherAgent: 3, Campaign: "Spring", Colleague: anna}).Error(),
			`Nothing was sent. 3 contacts are in a colleague's "Spring" (anna on jump2), which another agent calls: they cannot be taken from it, and both would call them. Leave them out, or ask anna on jump2 to cancel that one.`},
		"before sending, called lately": {(&GuardError{Recent: 3, Campaign: "Spring", Colleague: anna}).Error(),
			`Nothing was sent. 3 contacts were called a short while ago by a colleague's "Spring" (anna on jump2): look at the contacts again.`},
		"on the do-not-call list, at the console": {Calling{Batch: Batch{Name: "Spring", Colleague: anna, State: SendAccepted, ID: "b1"}, Numbers: []phone.Number{447700900123}}.Remedy(),
			`+44 7700 900123 is in a colleague's "Spring" (anna on jump2), which is not known to have ended, and nobody can be taken out of a batch. The one remedy: ask anna on jump2 to cancel it, or cancel it on Home with c, and have its list sent again; who is on the do-not-call list, or was called, is left out then.`},
		"on the do-not-call list, at a command": {Calling{Batch: Batch{Name: "Spring", Colleague: anna, State: SendAccepted, ID: "b1"}}.Sentence(),
			"They are in a colleague's \"Spring\" (anna on jump2), which is not known to have ended, and nobody can be taken out of a batch. The one remedy: cancel it with `callsheet cancel b1` once you have asked anna on jump2, and send its list again; who is on the do-not-call list, or was called, is left out then."},
		"on the do-not-call list, not known": {Calling{Batch: Batch{Name: "Spring", Colleague: anna, State: SendUnknown}}.Sentence(),
			`They are in a colleague's "Spring" (anna on jump2), of which it is not known whether the service has it. Ask anna on jump2 to settle that first, or take their campaign over on Home (t) if they are gone.`},
		"one's own is as it was": {Suppression{Called: now, Campaign: "Spring", Rung: true}.CalledWords(now), `called at 14:00 by "Spring"`},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", claim, c.got, c.want)
		}
	}
}

func TestANameOfAColleagueIsHostileText(t *testing.T) {
	for _, name := range []string{"anna\x1b]0;x\a", "\x1b[2J", strings.Repeat("x", 5000), "a\u202eb\nc", "\x00"} {
		for _, words := range []string{CampaignWords(name, name), (&GuardError{Uncertain: 1, Campaign: name, Colleague: name}).Error(), Suppression{Campaign: name, Colleague: name}.CancelAdvice()} {
			if len(words) > 800 || strings.ContainsFunc(words, unicode.IsControl) || strings.Contains(words, "\u202e") {
				t.Errorf("%q is said as %q", name, words)
			}
		}
	}
}

// Two colleagues may give their campaigns one name: each is a cause of its own.
func TestCampaignsOfTwoColleaguesAreToldApart(t *testing.T) {
	one, two := Suppression{Called: time.Now(), Campaign: "Spring", Colleague: anna}, Suppression{Called: time.Now(), Campaign: "Spring", Colleague: "ben on jump1"}
	if one.knownFrom() != two.knownFrom() || one.guardedBy() == two.guardedBy() {
		t.Error("they are not")
	}
	key := CauseKey{State: LeftOut, Out: InUnfinished, Campaign: "Spring", Colleague: anna}
	if got := key.Name(); got != `In "Spring" (anna on jump2)` {
		t.Errorf("the cause is %s", got)
	}
}
