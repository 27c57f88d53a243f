package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

const (
	liveGroup    = "Live"
	sendingGroup = "Sending"
)

// Actions are what can be done with a campaign that was confirmed.
func (l *liveScreen) Actions() screen.Actions {
	if l.grace.on() {
		return l.grace.actions()
	}
	all := slices.Concat(l.waves.actions(), l.watchingActions(), l.sendingActions(), l.canary.actions().In(sendingGroup)).Unless(screen.Without(l.elsewhere() == "", "This campaign is at another service, which this console does not work with."))
	// The results of a campaign that is elsewhere are what is stored of it, and are told all the same.
	all = append(l.export.actions(), all...)
	all = append(all,
		screen.Action{ID: "home", Title: "Go to Home", Keys: screen.Bind("ctrl+n", "home", "ctrl+n"), Group: liveGroup, Run: screen.Do(func() { l.console.Emit(screen.GoHome{}) })},
		screen.Action{ID: "back", Title: "Go back to the step before", Keys: screen.Global.Back, Run: screen.Do(func() { l.console.Emit(screen.GoBack{}) })},
	)
	return all.Behind(screen.MovingActions(l.waves.focused())...)
}

// watchingActions are those with what Dialgen took.
func (l *liveScreen) watchingActions() screen.Actions {
	unknown, running := l.first(model.SendUnknown) >= 0, l.running()
	call, look := screen.Without(len(l.calls) > 0, "No call was made yet."), ""
	switch {
	case unknown:
		call = "What became of a batch comes first; enter settles it."
	case l.waves.shown() && !l.waves.behind:
		call = "Press tab to choose a call."
	}
	if !unknown && !running {
		look = "Nothing more will happen."
	}
	stopping := screen.Without(!l.cancelling, "It is being cancelled.")
	return screen.Actions{
		l.steering(screen.Action{ID: "call", Title: "Open the call under the cursor", Keys: screen.Enter("open call"), WhyNot: call,
			Run: screen.Start(func() tea.Cmd { return l.fetchCall(l.calls[l.grid.Cursor()]) })}),
		l.steering(screen.Action{ID: "cancel", Title: "Cancel the calls that are left", Keys: screen.Bind("c", "cancel", "c"),
			WhyNot: screen.Without(running, "Nothing is running that can be cancelled."), Run: screen.Do(l.askCancel)}).Refused(stopping, l.console.Tell),
		{ID: "look", Title: "Look at Dialgen now", Keys: screen.Bind("r", "look now", "r"), WhyNot: look, Run: screen.Start(l.pollNow)},
	}.In(liveGroup)
}

// sendingActions are those with what Dialgen did not take, or may not have.
func (l *liveScreen) sendingActions() screen.Actions {
	again := screen.Without(l.maySend(), l.console.WhyNotChange("batches"))
	if l.first(model.SendRefused) < 0 {
		again = "Dialgen refused no batch."
	}
	return screen.Actions{
		l.steering(screen.Action{ID: "settle", Title: "Say what became of the batch", Keys: screen.Enter("settle it"),
			WhyNot: screen.Without(l.first(model.SendUnknown) >= 0, "It is known of every batch what became of it."),
			Run:    screen.Do(func() { l.askReconcile(l.first(model.SendUnknown)) })}),
		l.steering(screen.Action{ID: "again", Title: "Send a refused batch again", Keys: screen.Bind("t", "send again", "t"), WhyNot: again, Run: screen.Do(l.askAgain)}).
			Refused(screen.Without(!l.console.Campaign.Sending(), "A batch is being sent. Wait for Dialgen's answer first."), l.console.Tell),
		l.steering(screen.Action{ID: "go on", Title: "Go on sending", Keys: screen.Bind("g", "go on sending", "g"),
			WhyNot: screen.Without(l.mayGoOn(), "No batch waits that may be sent now."), Run: screen.Start(goingOn{l}.start)}),
		l.steering(screen.Action{ID: "stop", Title: "Stop sending after this batch", Keys: screen.Bind("s", "stop after this batch", "s"),
			WhyNot: screen.Without(l.sending.On(), "Nothing is being sent."), Run: screen.Do(l.stopAfterBatch)}),
		l.steering(screen.Action{ID: "correct", Title: "Go back to the review and correct the campaign", Keys: screen.Bind("b", "go back and correct", "b"),
			WhyNot: screen.Without(l.refused(), "Dialgen has some of it, or was not asked yet."), Run: screen.Start(l.unconfirm)}),
	}.In(sendingGroup)
}

// steering is an action that only the console can do that has the campaign open.
func (l *liveScreen) steering(a screen.Action) screen.Action {
	return a.Refused(screen.Without(l.console.Campaign.Holder == "", l.console.WhyNotChange("batches")), l.console.Tell)
}

func (l *liveScreen) Keys() screen.Keys {
	if l.grace.on() {
		return screen.Keys{Line: l.Actions().Line("take back"), Groups: l.Actions().Help(sendingGroup)}
	}
	ids := []string{"settle", "correct", "again", "go on"}
	if _, waits := l.canary.waits(); waits {
		ids = append(ids, "release", "keep")
	}
	if l.first(model.SendPrepared) >= 0 {
		ids = append(ids, "stop")
	}
	ids = append(ids, "replan", "wave", "call", "cancel wave", "other", "cancel")
	if session.TallyOf(l.console.Campaign.Batches).Accepted > 0 {
		ids = append(ids, "export")
	}
	if l.running() {
		ids = append(ids, "look")
	}
	actions := l.Actions()
	return screen.Keys{Line: actions.Line(append(ids, "back", "home")...), Groups: actions.Help(liveGroup, wavesGroup, sendingGroup, screen.MovingGroup)}
}

func (l *liveScreen) press(msg tea.KeyMsg) tea.Cmd {
	l.err = ""
	cmd, _ := l.Actions().Press(msg)
	return cmd
}
