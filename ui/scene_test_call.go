package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// testCallScenes are the states of a test call.
func testCallScenes(typical, worst func() *model.Campaign) []Scene {
	scene := func(c func() *model.Campaign, service sampleTester) func(theme.Theme) *App {
		return func(t theme.Theme) *App { return testCallScene(t, c(), service, true) }
	}
	return []Scene{
		{"test-call-empty", func(t theme.Theme) *App {
			a := testCallScene(t, typical(), sampleTester{}, false)
			a.front().(*testCallScreen).number.SetValue("")
			return a
		}},
		{"test-call-typical", func(t theme.Theme) *App { return testCallScene(t, typical(), sampleTester{}, false) }},
		{"test-call-worst", func(t theme.Theme) *App { return testCallScene(t, worst(), sampleTester{}, false) }},
		{"test-call-on", scene(typical, sampleTester{progress: session.TestProgress{Status: model.CallOngoing}})},
		{"test-call-ended", scene(typical, sampleTester{progress: sampleTalk(1)})},
		{"test-call-ended-worst", scene(worst, sampleTester{progress: sampleTalk(40)})},
		{"test-call-missed", scene(typical, sampleTester{progress: session.TestProgress{Status: model.CallMissed, Reason: "busy"}})},
		{"test-call-contact", func(t theme.Theme) *App {
			a := testCallScene(t, typical(), sampleTester{}, false)
			s := a.front().(*testCallScreen)
			s.number.SetValue("07400 123102")
			s.ringNow()
			return a
		}},
		{"test-call-refused", scene(typical, sampleTester{err: &session.NotDialled{Err: model.UserError("There are not enough call minutes: 2 needed, 0 left (402). Buy minutes in Dialgen, then try again.")}})},
		{"test-call-unknown", scene(typical, sampleTester{err: errors.New("No answer came in time. Look at the batches and calls on the server to see what was done.")})}, //nolint:staticcheck,revive // a sentence
	}
}

// testCallScene is a test call behind the review, asked for where it is to ring.
func testCallScene(t theme.Theme, c *model.Campaign, service sampleTester, rings bool) *App {
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		options, _ := model.ParseOptions(c.Values, fixedNow)
		s := newTestCallScreen(d, model.NewPlan(c.List.Snapshot(), options), "Renewals")
		s.call.Service, s.call.Guards = service, sampleGuards{}
		s.number.SetValue("+44 7400 999000")
		if rings {
			s.ringNow()
		}
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), contacts.New(d), newOptionsScreen(d), newReviewScreen(d, options, "Renewals"), s}
	})
}

// ringNow has a call go as far as it does while nothing takes time.
func (t *testCallScreen) ringNow() {
	number, _ := t.own() //nolint:errcheck // one of the scenes
	looked := 0
	session.Inline(context.Background(), stillClock{}, t.call.Start(t.plan, t.plan.RowAt(t.at), number), func(msg any) []session.Work {
		if looked++; looked > 2 && t.call.Progress().Status == model.CallOngoing {
			return nil
		}
		return t.call.Update(msg)
	})
	t.asking = false
	t.fill()
}

// stillClock is the clock of scenes, which stands still.
type stillClock struct{}

func (stillClock) Now() time.Time                       { return fixedNow }
func (stillClock) Sleep(context.Context, time.Duration) {}

// sampleTester answers every test call in one way.
type sampleTester struct {
	err      error
	progress session.TestProgress
}

func (s sampleTester) Dial(context.Context, session.TestOrder) (string, error) {
	return "call_5f2c", s.err
}

func (s sampleTester) TestCall(context.Context, session.TestOrder, string) (session.TestProgress, error) {
	return s.progress, nil
}

// sampleGuards know of nobody who must not be called.
type sampleGuards struct{}

func (sampleGuards) Suppressions(context.Context, []model.ContactRef, string, string) (model.Suppressions, error) {
	return nil, nil
}
func (sampleGuards) Histories(context.Context, []phone.Number, string) (model.NumberHistories, error) {
	return model.NumberHistories{}, nil
}
func (sampleGuards) Calling(context.Context, []phone.Number) ([]model.Calling, error) {
	return nil, nil
}

// sampleTalk is an answered call, whose utterances are so many times as long.
func sampleTalk(long int) session.TestProgress {
	say := func(text string) string { return strings.TrimSpace(strings.Repeat(text+" ", long)) }
	return session.TestProgress{Status: model.CallAnswered, Talk: 46 * time.Second, CallDetail: session.CallDetail{
		Summary: say("Olivia Grant renewed the Gold plan on the same terms."),
		Turns: []session.Turn{
			{Who: "Agent", Text: say("Hello, is this Olivia Grant? This is Renewals, calling about your Gold plan with Grant & Sons, which ends on the last day of the month.")},
			{Who: "You", Text: say("Yes, speaking. ありがとう")},
			{Who: "Agent", Text: say("Shall I renew it on the same terms?")},
			{Who: "You", Text: say("Please do.")},
			{Who: "supervisor_of_the_floor", Text: say("One moment.")},
		}}}
}
