package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
)

// Actions are what can be done with a plan. While it is being written down none
// is: in a moment it is sent.
func (r *reviewScreen) Actions() screen.Actions {
	readOnly := r.console.Config.Store.ReadOnly.Why()
	sent, nobody := r.console.Campaign.Sent(), r.ready != nil && r.ready.plan().Len() == 0
	watch := screen.Action{ID: "watch", Title: "Watch the calls", Keys: screen.Bind("ctrl+n", "watch it", "ctrl+n", "enter"),
		WhyNot: screen.Without(sent, "Nothing was sent yet."), Run: screen.Do(func() { r.console.GoOn(nil) })}
	send := screen.Action{ID: "send", Title: "Send the campaign", Keys: screen.Bind("enter", "send", "enter", "ctrl+n"),
		WhyNot: screen.Without(!sent, "This was sent."), Run: screen.Do(r.ask)}.
		Unoffered(screen.Without(sent, readOnly), r.refuse).Refused(r.whyNotSend())
	see := screen.Action{ID: "request", Title: "View the request as it is sent", Keys: screen.Bind("v", "view the request", "v"), Named: screen.Bind("v", "request", "v"), Run: screen.Do(func() { r.showJSON(!r.json) })}
	if r.json {
		see.Title, see.Keys, see.Named = "View the plan in words", screen.Label(see.Keys, "view in words"), key.Binding{}
	}
	move := screen.Action{ID: "move", Title: "Move contacts here from other campaigns", Keys: screen.Bind("m", "move here", "m"), Run: screen.Do(r.askMove)}.
		Refused(screen.Without(r.mayMove(), "Nobody here is in another campaign of this agent that has not ended."), r.fail).Refused(r.console.Config.Store.ReadOnly.Why(), r.refuse)
	// The help lists what there is a use for with this plan.
	if sent {
		watch.Group = reviewGroup
	} else if !nobody {
		send.Group = reviewGroup
	}
	see.Group = reviewGroup
	if r.mayMove() {
		move.Group = reviewGroup
	}
	along := screen.Bind("s", "choose what is sent along", "s")
	all := screen.Actions{watch, send, see,
		{ID: "along", Title: "Choose which columns are sent along", Keys: along, Named: screen.Label(along, "columns"), Group: reviewGroup,
			Run: screen.Do(func() { r.console.Emit(screen.GoBackTo{Step: model.StageColumns}) })},
		r.testAction(),
		move,
		{ID: "scroll", Title: "Scroll the plan", Keys: screen.Bind("↑↓", "scroll", "up", "down", "pgup", "pgdown"), Group: reviewGroup, Run: r.scroll},
		{ID: "back", Title: "Go back to the options, or from the request to the plan", Keys: screen.Global.Back, Run: screen.Do(r.back)},
	}
	all = append(append(all, reviewHarm{r}.hoursActions()...), reviewHarm{r}.capAction())
	for i := range all {
		all[i] = all[i].Refused(screen.Without(!r.sending, "The plan is being written down before anything is sent."), func(string) {}) // the status says so
	}
	return all
}

func (r *reviewScreen) Keys() screen.Keys {
	ids := []string{"watch", "send", "test", "request", "along", "move", "scroll", "back"}
	if r.json {
		ids = []string{"watch", "send", "request", "scroll", "back"}
	}
	ids = slices.DeleteFunc(ids, func(id string) bool {
		return id == "send" && r.ready != nil && r.ready.plan().Len() == 0 || id == "move" && !r.mayMove()
	})
	actions := r.Actions()
	return screen.Keys{Line: actions.Line(ids...), Groups: actions.Help(reviewGroup)}
}

func (r *reviewScreen) press(msg tea.KeyMsg) tea.Cmd {
	r.err = ""
	cmd, done := r.Actions().Press(msg)
	if !done && !r.sending {
		return r.scroll(msg)
	}
	return cmd
}

// testAction has the operator's own telephone rung first.
func (r *reviewScreen) testAction() screen.Action {
	ready := r.ready != nil && r.ready.plan().Len() > 0
	a := screen.Action{ID: "test", Title: "Ring your own telephone first, with the data of a contact", Keys: screen.Bind("c", "call me first", "c"), Named: screen.Bind("c", "call me", "c"),
		WhyNot: screen.Without(ready && !r.console.Campaign.Sent(), "There is no contact whose data could be taken."), Run: screen.Do(r.testCall)}.
		Refused(r.console.Config.Store.ReadOnly.Why(), r.refuse)
	if a.Usable() {
		a.Group = reviewGroup
	}
	return a
}

// testCall shows the test call of this review, or makes the first.
func (r *reviewScreen) testCall() {
	if r.test == nil {
		r.test = newTestCallScreen(r.console, r.ready.plan(), r.agent)
	} else {
		r.test.replan(r.ready.plan())
	}
	r.console.GoOn(r.test)
}

// scroll moves in what is shown.
func (r *reviewScreen) scroll(msg tea.KeyMsg) (cmd tea.Cmd) {
	r.view, cmd = r.view.Update(msg)
	return cmd
}

func (r *reviewScreen) back() {
	if r.json {
		r.showJSON(false)
		return
	}
	r.console.Emit(screen.GoBack{})
}

// fail says in the status line what stands in the way.
func (r *reviewScreen) fail(why string) { r.err = why }

// whyNotSend is what stands in the way of the last question, and how it is said;
// "" = nothing does.
func (r *reviewScreen) whyNotSend() (why string, say func(string)) {
	account := r.console.Config.Account
	switch {
	case r.ready == nil:
		return "The plan is still being worked out. Try again in a moment.", r.fail
	case r.console.Campaign.ReadOnly():
		return r.console.WhyNotChange("plan"), r.console.Tell
	case r.ready.ahead.WrongWords() != "":
		return r.ready.ahead.WrongWords() + " Go back to the options and correct that.", r.refuse
	case len(r.ready.both) > 0:
		return bothAgents(r.ready.both), r.refuse
	case r.ready.plan().Len() == 0:
		return nobodyLeft, r.fail
	case r.console.Saver.Failed != "":
		return "Nothing can be sent while it cannot be written down. " + r.console.Saver.Failed, r.refuse
	case account.Missing != "":
		return account.Missing, r.fail
	case !r.options.Start.IsZero() && !r.options.Start.After(r.console.Config.Now()):
		return "The start time has passed. Go back to the options and give a later one.", r.fail
	}
	return "", nil
}
