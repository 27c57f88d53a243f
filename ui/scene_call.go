package ui

import (
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/outcomes"
	"callsheet/model/phone"
	"callsheet/model/transcript"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// callScenes are the states of a call.
func callScenes(typical, worst func() *model.Campaign) []Scene {
	scene := func(c func() *model.Campaign, at int, then func(*callScreen)) func(theme.Theme) *App {
		return func(t theme.Theme) *App { return callScene(t, c(), calledContacts(), at, then) }
	}
	const answered, missed, ongoing, failed = 0, 1, 2, 3
	return []Scene{
		{"call-answered", scene(typical, answered, func(s *callScreen) { s.keep(sampleDetail(1)) })},
		{"call-found", scene(typical, answered, func(s *callScreen) {
			s.keep(sampleDetail(6))
			s.find.input.SetValue("വിളിക്ക")
		})},
		{"call-worst", scene(worst, answered, func(s *callScreen) { s.keep(sampleDetail(40)) })},
		{"call-missed", scene(typical, missed, func(s *callScreen) {
			s.keep(model.CallDetail{Call: s.call.ID, Contact: "contact_2", Measured: true, Fetched: fixedNow})
		})},
		{"call-ongoing", scene(typical, ongoing, func(*callScreen) {})},
		{"call-failed", scene(typical, failed, func(s *callScreen) {
			s.keep(model.CallDetail{Call: s.call.ID, Fetched: fixedNow})
		})},
		{"call-no-detail", scene(typical, answered, func(s *callScreen) {
			for i := range s.contact.Calls { // the calls of forty days ago
				s.contact.Calls[i].At = s.contact.Calls[i].At.Add(-40 * 24 * time.Hour)
			}
			s.call.At = s.call.At.Add(-40 * 24 * time.Hour)
			s.keep(model.CallDetail{Call: s.call.ID, Fetched: fixedNow})
		})},
		{"call-error", scene(typical, answered, func(s *callScreen) {
			s.fetch.failed = model.UserError("Dialgen does not answer: the connection was refused. Check the network.")
		})},
		{"call-recording", scene(typical, answered, func(s *callScreen) {
			s.keep(sampleDetail(1))
			s.record.found(recordingFound{id: "c1", address: "https://recordings.dialgen.ai/2026/11/24/call_5f2c.mp3?Expires=1795836426&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=" + strings.Repeat("ab~c-", 24)})
		})},
		{"call-nobody", scene(typical, 4, func(*callScreen) {})},
	}
}

// callScene is a contact behind Live, with one of the calls to them.
func callScene(t theme.Theme, c *model.Campaign, calls *sampleSequence, at int, then func(*callScreen)) *App {
	a := still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		options, _ := model.ParseOptions(c.Values, fixedNow)
		plan := model.NewPlan(c.List.Snapshot(), options)
		c.Plan, c.Stage = &plan, model.StageLive
		c.Batches = []model.Batch{{Key: "b1", State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001", Contacts: plan.Len(), Service: d.Config.Account.Service}}
		return []screen.Screen{newFileScreen(d, ""), newLiveScreen(d), newCallScreen(d, calls, at)}
	})
	then(a.front().(*callScreen))
	return a
}

// sampleSequence is a list of contacts that does not change.
type sampleSequence struct {
	all    []outcomes.Entry
	cursor int
}

func (s *sampleSequence) Len() int                     { return len(s.all) }
func (s *sampleSequence) At(place int) *outcomes.Entry { return &s.all[place] }
func (s *sampleSequence) Rest(place int)               { s.cursor = place }

func (s *sampleSequence) Find(id outcomes.ID) (*outcomes.Entry, int) {
	for i := range s.all {
		if s.all[i].ID() == id {
			return &s.all[i], i
		}
	}
	return nil, -1
}

// calledContacts are contacts of the sample lists with calls to them: one who answered, one who
// was missed three times, one who is rung, one whose call failed, one whom nobody called.
func calledContacts() *sampleSequence {
	call := func(id, status string, ago, took time.Duration, why string) model.CampaignCall {
		return model.CampaignCall{Call: model.Call{ID: id, Status: status, Error: why, Duration: took, At: fixedNow.Add(-ago)}, Attempt: 1}
	}
	entry := func(row int, to phone.Number, calls ...model.CampaignCall) outcomes.Entry {
		for i := range calls {
			calls[i].To, calls[i].Phone, calls[i].Row, calls[i].Attempt = to, to.String(), row, i+1
		}
		e := outcomes.Entry{Row: row, To: to, Calls: calls}
		if len(calls) > 0 {
			e.RowResult = model.ResultOfCalls(calls)
		}
		return e
	}
	nobody := entry(6, 447400123106)
	nobody.Outcome, nobody.WhyNot = model.RowNotCalled, "the list says not to call them (column Do not call)"
	stranger := entry(-1, 447400999888, call("c9", "TELEPORTED", time.Minute, 0, "the \x1b[31mflux ran out"))
	return &sampleSequence{all: []outcomes.Entry{
		entry(0, 447400123101, call("c0", model.CallMissed, 70*time.Minute, 22*time.Second, "NO_ANSWER"), call("c1", model.CallAnswered, 9*time.Minute, 83*time.Second, "")),
		entry(1, 447400123102, call("c2", model.CallMissed, 3*time.Hour, 22*time.Second, "NO_ANSWER"), call("c3", model.CallMissed, 2*time.Hour, 0, "BUSY"), call("c4", model.CallMissed, time.Hour, 25*time.Second, "NO_ANSWER")),
		entry(3, 447400123104, call("c5", model.CallOngoing, 12*time.Second, 0, "")),
		entry(2, 447400123103, call("c6", model.CallFailed, 30*time.Minute, 0, "INVALID_NUMBER")),
		nobody, stranger,
	}}
}

// sampleDetail is what was said on the call that was answered, in several scripts, so many times.
func sampleDetail(long int) model.CallDetail {
	d := model.CallDetail{Call: "c1", Contact: "contact_1", Measured: true, Fetched: fixedNow,
		Summary: strings.TrimSpace(strings.Repeat("Olivia Grant renews the Gold plan in May and asks to be called back about the second car. ", long)),
		Metrics: []transcript.Metric{{Name: "callbackRequired", Value: "true"}, {Name: "confidence", Value: "0.87"}, {Name: "followUpAction", Value: ""}, {Name: "intent", Value: "renewal"},
			{Name: "keyPoints", Value: "Renews in May"}, {Name: "keyPoints", Value: "Has a second car"}, {Name: "promisedDate", Value: "2026-12-05"}, {Name: "sentiment", Value: "positive"}}}
	at := fixedNow.Add(-9 * time.Minute)
	say := func(role, text string) {
		turn := model.Turn{Turn: transcript.Turn{Speaker: transcript.SpeakerOf(role), Text: text}, Role: role, At: at}
		d.Turns, at = append(d.Turns, turn), at.Add(4*time.Second)
	}
	for range long {
		say("assistant", "Hello, is this Olivia Grant? This is Renewals, calling about your Gold plan with Grant & Sons, which ends on the last day of the month.")
		say("user", "Yes, speaking. One moment: my mother is on the other line.")
		say("user", "ഇപ്പോൾ തിരക്കാണ്, വൈകുന്നേരം അഞ്ചുമണിക്ക് വിളിക്കൂ.")
		say("user", "अभी मत बुलाइए, शाम को पाँच बजे फ़ोन कीजिए।")
		say("user", "من فضلك اتصل بي بعد الخامسة مساءً.")
		say("assistant", "Of course. Shall I renew it on the same terms?")
		say("supervisor_of_the_floor", "This call may be recorded.")
		say("user", "Please do, and call me back about the second car. ありがとう")
	}
	return d
}
