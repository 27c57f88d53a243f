package ui

import (
	"cmp"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	callbackDialog      = "when to call back"
	callbackTypedDialog = "when to call back, typed"

	callbackTyped = "typed" // a time that is none of those that were said
)

// campaignAction makes a new campaign of who wishes to be called at another time.
func (s *saidScreen) campaignAction() screen.Action {
	why := ""
	switch {
	case s.shows != saidCallbacks:
		why = "Press tab for who wishes to be called at another time."
	case s.rows(saidCallbacks) == 0:
		why = "Nobody is listed here."
	}
	not := cmp.Or(session.WhyNotAgain(s.console.Campaign, s.console.Config.Account.Service), s.of.again.whyNotNow())
	return screen.Action{ID: "campaign", Title: "Make a new campaign, at that time, of who is under the cursor or marked among the callbacks", Keys: screen.Bind("n", "new campaign", "n"),
		WhyNot: why, Run: screen.Start(s.callBack)}.Refused(not, s.console.Tell)
}

// callBack makes a campaign of those who are chosen, at the time they named; where that is not
// clear, or is not one time, it is asked.
func (s *saidScreen) callBack() tea.Cmd {
	var chosen []session.SaidCallback
	for _, i := range s.chosen() {
		chosen = append(chosen, s.of.said.Callbacks[i])
	}
	plan := session.PlanCallbacks(chosen, s.console.Config.Now())
	switch {
	case len(plan.Rows) == 0:
		s.console.Tell(cmp.Or(plan.LeftWords(), "Nobody is listed here."))
		return nil
	case plan.Settled():
		return s.begin(plan.Rows, session.CallbackStart(plan.Times[0].At))
	}
	s.asked = plan
	s.askWhen(chosen, plan)
	return nil
}

// begin makes the campaign. Nothing is sent.
func (s *saidScreen) begin(rows []int, start string) tea.Cmd {
	return s.of.again.begin(rows, session.CallbackName(s.console.Campaign.Name()), start)
}

// askWhen asks when they are to be called: at one of the times that were named, whoever named
// it, or at one that is typed.
func (s *saidScreen) askWhen(chosen []session.SaidCallback, plan session.CallbackPlan) {
	var options []widget.Option
	for i, at := range plan.Times {
		options = append(options, widget.Option{Value: strconv.Itoa(i), Label: at.Words, Detail: screen.People(len(at.Rows)) + " of " + figures.Count(len(plan.Rows))})
	}
	options = append(options, widget.Option{Value: callbackTyped, Label: "At a time that you type", Detail: "all " + screen.People(len(plan.Rows))})
	body := "They named several times. Choose one, for those who named it."
	if len(chosen) == 1 {
		body = chosen[0].WhenWords(s.console.Config.Now())
	} else if plan.Unclear > 0 {
		body = "Of " + screen.People(plan.Unclear) + " it is not known when they wish to be called: mark one alone to be asked what they may have meant."
	}
	if left := plan.LeftWords(); left != "" {
		body += " " + left
	}
	s.console.OpenDialog(s.requests.ID, callbackDialog, widget.NewChoice(s.console.Theme, "When are they to be called?", body, options))
}

// answeredWhen goes on with the time that was chosen, or typed.
func (s *saidScreen) answeredWhen(msg screen.Answered) tea.Cmd {
	plan := s.asked
	if msg.Name == callbackTypedDialog {
		return s.begin(plan.Rows, msg.Answer.Text)
	}
	if i, err := strconv.Atoi(msg.Answer.Value); err == nil && i < len(plan.Times) {
		return s.begin(plan.Times[i].Rows, session.CallbackStart(plan.Times[i].At))
	}
	values, now, region := s.console.Campaign.Values, s.console.Config.Now, s.console.Config.Account.Region
	zone := "UTC"
	if named := values[model.OptTimeZone]; named != "" {
		zone = named
	}
	s.console.OpenDialog(s.requests.ID, callbackTypedDialog, widget.NewPrompt(s.console.Theme, "When are they to be called?",
		"A day and a time, such as tomorrow 9:00, on the clock of "+zone+" unless you name another place.", "Start", "", func(text string) (string, error) {
			return session.ReadCallbackStart(values, text, now(), region)
		}))
	return nil
}
