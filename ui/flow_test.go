package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// contactsOf brings a console to its contacts.
func contactsOf(t *testing.T, cfg screen.Config, width, height int) *robot {
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, width, height)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("Cause")
	r.press("1")
	r.sees("Zoë")
	return r
}

// reviewOf brings a console to its review.
func reviewOf(t *testing.T, cfg screen.Config) *robot {
	r := contactsOf(t, cfg, 100, 30)
	r.press("ctrl+n")
	r.sees("Renewals")
	r.press("ctrl+n")
	r.sees("exactly what will happen")
	return r
}

func confirm(r *robot, number string) {
	r.press("enter")
	r.sees("Type the number of contacts")
	r.write(number)
	r.press("enter")
}

func TestWayFromFileToCompleted(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.sees("Row 3")
	r.press("a")
	r.sees("all 2 rows")
	r.press("enter")
	r.waits("two rows fixed", func() bool { return r.app.console.Campaign.List.Counts().Of(model.ToFix) == 3 })
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.sees("Renewals")
	r.press("ctrl+n")
	r.sees("4 contacts")
	confirm(r, "4")
	r.sees("Completed: everybody sent to Dialgen was called.")
	if n := r.app.console.Config.Service.(*fakeService).sent(); n != 1 {
		t.Fatalf("%d create requests left for one confirmation", n)
	}
}

func TestOneConfirmationSendsOnce(t *testing.T) {
	outcomes := map[string]model.Batch{
		"accepted":         {State: model.SendAccepted, ID: "batch_1"},
		"refused":          {State: model.SendRefused, Reason: "The agent is not known."},
		"nobody knows":     {State: model.SendUnknown, Reason: "Dialgen did not answer in time."},
		"a state of later": {State: "held", Reason: "Held."},
	}
	for name, outcome := range outcomes {
		t.Run(name, func(t *testing.T) {
			cfg := testConfig()
			service := &fakeService{gate: make(chan struct{}), send: func(int) model.Batch { return outcome }}
			cfg.Service = service
			r := reviewOf(t, cfg)
			confirm(r, "2")
			campaign := r.app.console.Campaign
			r.press("enter", "enter", "ctrl+n", "enter", "esc", "enter")
			r.waits("the sending", campaign.Sent)
			r.press("enter", "enter", "ctrl+n", "enter", "down", "enter", "esc", "enter", "enter", "ctrl+n")
			close(service.gate)
			r.waits("the answer", func() bool { return campaign.Batches[0].State == outcome.State })
			r.press("enter", "enter")
			if n := service.sent(); n != 1 {
				t.Fatalf("%d create requests left for one confirmation", n)
			}
		})
	}
}

func TestAWrongNumberConfirmsNothing(t *testing.T) {
	r := reviewOf(t, testConfig())
	confirm(r, "3")
	r.press("enter")
	if r.app.console.Campaign.Sent() || r.app.console.Config.Service.(*fakeService).sent() != 0 {
		t.Fatal("a wrong number was taken for a confirmation")
	}
	r.press("esc")
	r.sees("Enter asks you to type")
}

func TestARefusedCampaignCanBeCorrected(t *testing.T) {
	cfg := testConfig()
	answers := []model.Batch{{State: model.SendRefused, Reason: "2 minutes are left, 40 are needed."}, {State: model.SendAccepted, ID: "batch_1"}}
	service := &fakeService{}
	service.send = func(int) model.Batch { return answers[min(service.sends, 2)-1] }
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("2 minutes are left")
	r.press("b")
	r.sees("exactly what will happen")
	confirm(r, "2")
	r.sees("Completed")
	if service.sent() != 2 {
		t.Fatalf("%d create requests for two confirmations", service.sent())
	}
}

func TestAnUnknownOutcomeIsExplainedAndNeverSentAgain(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{send: func(int) model.Batch { return model.Batch{State: model.SendUnknown, Reason: "The line went dead."} }}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("not known whether Dialgen took")
	r.sees("be called twice")
	r.press("b", "r", "enter", "esc", "enter", "ctrl+n")
	if service.sent() != 1 {
		t.Fatalf("%d create requests for an unknown outcome", service.sent())
	}
}

func TestGoingBackLosesNothing(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press("enter")
	r.waits("one row fixed", func() bool { return r.app.console.Campaign.List.Edited() == 1 })
	r.press("esc")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("to fix")
	r.press("esc", "c")
	r.sees("Country of the list")
	r.press("ctrl+u")
	r.write("Ireland")
	r.press("enter")
	r.sees("Ireland (+353)")
	r.press("ctrl+n")
	r.waits("the list checked anew", func() bool { return r.app.console.Campaign.List.Region == "IE" })
	if r.app.console.Campaign.List.Edited() != 1 {
		t.Fatal("checking the list anew lost an edit")
	}
	r.press("u")
	if r.app.console.Campaign.List.Edited() != 0 {
		t.Fatal("an edit could not be undone after the list was checked anew")
	}
}

func TestQuickKeysNeverTouchARowThatLeftTheScreen(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	before := r.app.console.Campaign.List.Counts().Of(model.ToFix)
	r.press("x", "x", "x")
	counts := r.app.console.Campaign.List.Counts()
	if counts.Of(model.LeftOut) != 3 || counts.Of(model.ToFix) != before-3 {
		t.Fatalf("three quick keys left out %d rows", counts.Of(model.LeftOut))
	}
	r.press("u", "u", "u")
	if r.app.console.Campaign.List.Edited() != 0 {
		t.Fatal("undo did not bring every row back")
	}
}

func TestTypingIsValidatedBesideTheCursor(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	r.press("n", "n")
	r.sees("call me")
	r.press("e", "ctrl+u")
	r.write("074001")
	r.sees("too few digits")
	r.press("enter")
	r.sees("too few digits")
	r.write("23199")
	r.sees("Will dial +44 7400 123199")
	r.press("enter")
	r.waits("the number kept", func() bool { return r.app.console.Campaign.List.Edited() == 1 })
}

func TestFindNarrowsWhileTyping(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	r.press("2")
	r.sees("Olivia")
	r.press("/")
	r.write("okaf")
	r.waits("only Ben", func() bool { return !strings.Contains(r.screen(), "Olivia") })
	r.sees("Ben Okafor")
	r.press("esc")
	r.sees("Olivia")
}

func TestAnAgentThatCannotCallStopsTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		agent session.Agent
		err   error
		says  string
	}{
		"switched off": {session.Agent{Name: "A", Outbound: true}, nil, "switched off"},
		"inbound":      {session.Agent{Name: "A", Active: true}, nil, "only takes calls"},
		"unknown":      {session.Agent{}, model.UserError("Dialgen knows no such agent."), "knows no such agent"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := testConfig()
			cfg.Service = &fakeService{agent: func(string) (session.Agent, error) { return c.agent, c.err }}
			r := contactsOf(t, cfg, 100, 30)
			r.press("ctrl+n")
			r.sees(c.says)
			r.press("ctrl+n")
			r.sees("Agent: ")
			r.lacks("exactly what will happen")
		})
	}
}

func TestCancelAsksForTheWord(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{}
	service.stats = func(int) (model.Statistics, error) {
		s := model.Statistics{Status: model.StatusProcessing, Total: 2, Processed: 1, Pending: 1, Succeeded: 1}
		if service.cancel > 0 {
			s.Status = model.StatusCancelled
		}
		return s, nil
	}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("1 answered")
	r.press("c")
	r.sees("Cancel this campaign?")
	r.press("enter")
	r.sees("Cancel this campaign?")
	r.write("cancel")
	r.press("enter")
	r.sees("Cancelled")
	r.waits("the cancelled state", func() bool { return r.app.console.Campaign.Ended() })
	if service.cancel != 1 {
		t.Fatalf("%d cancel requests", service.cancel)
	}
}

func TestAServiceThatStopsAnsweringIsSaidToBeStale(t *testing.T) {
	cfg := testConfig()
	cfg.Service = &fakeService{stats: func(look int) (model.Statistics, error) {
		if look > 1 {
			return model.Statistics{}, model.UserError("Dialgen does not answer.")
		}
		return model.Statistics{Status: model.StatusProcessing, Total: 2, Processed: 1, Pending: 1, Succeeded: 1}, nil
	}}
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("These figures are")
	r.sees("1 answered")
}

func TestLeavingAsksWhileABatchIsBeingSent(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{gate: make(chan struct{})}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.waits("the sending", r.app.console.Campaign.Sending)
	r.press("ctrl+c")
	r.sees("A batch is being sent")
	r.press("esc")
	r.lacks("A batch is being sent ")
	close(service.gate)
	r.sees("Completed")
}

func TestHomeReopensTheCampaign(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press("esc", "esc", "esc")
	r.sees("File")
	r.press("esc")
	r.sees("What would you like to do?")
	r.sees("Spring")
	r.press("down", "enter")
	r.sees("Zoë")
}

func TestALateAnswerIsDropped(t *testing.T) {
	m := screen.NewRequests(1)
	first := m.Ask("rows", nil)
	_ = first
	old := screen.Reply{To: 1, Topic: "rows", Seq: m.Seqs["rows"]}
	m.Ask("rows", nil)
	if m.Accepts(old) {
		t.Fatal("an answer to an earlier question was taken")
	}
	if !m.Accepts(screen.Reply{To: 1, Topic: "rows", Seq: m.Seqs["rows"]}) {
		t.Fatal("the newest answer was dropped")
	}
	if m.Accepts(screen.Reply{To: 2, Topic: "rows", Seq: m.Seqs["rows"]}) {
		t.Fatal("another screen's answer was taken")
	}
}

func TestKeysThatArriveTogetherAreTakenOneByOne(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("jjx")})
	if c := r.app.console.Campaign.List; c.Counts().Of(model.LeftOut) != 1 || c.Verdict(4).State != model.LeftOut {
		t.Fatalf("two steps down and x left out %d rows", c.Counts().Of(model.LeftOut))
	}
}

// The rehearsal has a clock of its own.
func TestHomeTellsAgesByTheClockTheyWereKeptBy(t *testing.T) {
	cfg := testConfig()
	cfg.Wall = func() time.Time { return fixedNow.Add(9 * time.Hour) }
	if _, err := cfg.Store.Campaigns.(*fakeStore).Create(context.Background(), model.Draft{Name: "Spring", Rows: 5}); err != nil {
		t.Fatal(err)
	}
	reopened(t, cfg).sees("5 rows, just now")
}
