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
	elsewhere := screen.Without(l.elsewhere() == "", session.AtAnother)
	all := append(append(l.list.actions(), l.parts.actions(elsewhere)...),
		slices.Concat(l.waves.actions(), l.watchingActions(), l.sendingActions(), l.canary.actions().In(sendingGroup)).Unless(elsewhere)...)
	all = append(all,
		screen.Action{ID: "home", Title: "Go to Home", Keys: screen.Bind("ctrl+n", "home", "ctrl+n"), Group: liveGroup, Run: screen.Do(func() { l.console.Emit(screen.GoHome{}) })},
		screen.Action{ID: "back", Title: "Go back to Home", Keys: screen.Label(screen.Global.Back, "home"), WhyNot: l.list.whyNotBack(), Run: screen.Do(func() { l.console.Emit(screen.GoHome{}) })},
		screen.Action{ID: "steps", Title: "Look at the steps before, as they were confirmed", Keys: screen.Bind("b", "steps before", "b"), Group: liveGroup,
			WhyNot: screen.Without(!l.refused(), "Dialgen has none of it: b goes back and corrects it."), Run: screen.Do(func() { l.console.Emit(screen.GoBack{}) })},
	)
	return all.Behind(screen.MovingActions(l.waves.focused())...)
}

// watchingActions are those with what Dialgen took.
func (l *liveScreen) watchingActions() screen.Actions {
	_, listed := l.list.under()
	unknown, running := l.first(model.SendUnknown) >= 0, l.running()
	call, look := "", ""
	switch {
	case unknown:
		call = "What became of a batch comes first; enter settles it."
	case l.waves.focused() != &l.list.grid:
		call = "Press tab to choose a contact."
	case !listed:
		call = "Nobody is shown."
	}
	if !unknown && !running {
		look = "Nothing more will happen."
	}
	stopping := screen.Without(!l.cancelling, "It is being cancelled.")
	return screen.Actions{
		{ID: "call", Title: "Open the contact under the cursor: the calls to them, what was said, their row", Keys: screen.Enter("open call"), WhyNot: call, Run: screen.Do(l.openCall)},
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
			WhyNot: screen.Without(l.sending.On(), "Nothing is being sent."), Run: screen.Start(l.stopAfterBatch)}),
		l.steering(screen.Action{ID: "correct", Title: "Go back to the review and correct the campaign", Keys: screen.Bind("b", "go back and correct", "b"),
			WhyNot: screen.Without(l.refused(), "Dialgen has some of it, or was not asked yet."), Run: screen.Start(l.unconfirm)}),
	}.In(sendingGroup)
}

// steering is an action that only the console can do that has the campaign open.
func (l *liveScreen) steering(a screen.Action) screen.Action {
	return a.Unoffered(screen.Without(!l.console.Campaign.Onlooker(), l.console.WhyNotChange("batches")), l.console.Tell)
}

func (l *liveScreen) Keys() screen.Keys {
	if l.grace.on() {
		return screen.Keys{Line: l.Actions().Line("take back"), Groups: l.Actions().Help(sendingGroup)}
	}
	if l.list.filter.Finding() {
		return screen.Keys{Line: findingLine}
	}
	ids := []string{"settle", "correct", "again", "go on"}
	if _, waits := l.canary.waits(); waits {
		ids = append(ids, "release", "keep")
	}
	if l.first(model.SendPrepared) >= 0 {
		ids = append(ids, "stop")
	}
	ids = append(ids, "replan", "wave", "call", "cancel wave", "other", "fold", "unmark", "all again", "cancel", "sort")
	taken := session.TallyOf(l.console.Campaign.Batches).Accepted > 0
	if taken {
		ids = append(ids, l.parts.line()...)
	}
	if l.running() {
		ids = append(ids, "look")
	}
	if ids = append(ids, "back", "steps"); taken {
		ids = append(ids, "report")
	}
	actions := l.Actions()
	return screen.Keys{Line: actions.Line(ids...), Groups: actions.Help(liveGroup, listGroup, wavesGroup, sendingGroup, screen.MovingGroup)}
}

func (l *liveScreen) press(msg tea.KeyMsg) tea.Cmd {
	l.err = ""
	cmd, _ := l.Actions().Press(msg)
	return cmd
}
