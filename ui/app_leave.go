package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// leave asks only when something would be lost or left in doubt.
func (a *App) leave() tea.Cmd {
	q := a.leaveQuestion()
	if a.dialog != nil && a.dialog.Name == leaveDialog || q.title == "" {
		return a.quit()
	}
	return a.askFirst(leaveDialog, q.title, q.body, "Leave")
}

// leaveQuestion is what is asked before Callsheet is left.
type leaveQuestion struct {
	title, body string
	outside     bool // it is about what happens at Dialgen, and is over by itself
}

// leaveQuestion is the zero question where nothing would be lost or left in doubt.
func (a *App) leaveQuestion() leaveQuestion {
	c := a.console.Campaign
	switch {
	case c == nil:
	case c.Sending():
		return leaveQuestion{sendingTitle, "If you leave now you will not see whether Dialgen took it; Callsheet will find out when it is opened again. The answer takes a few seconds.", true}
	case a.console.Saver.State(c) == session.SaveFailed:
		return leaveQuestion{"Leave without saving?", "Your work could not be written to disk: " + a.console.Saver.Failed, false}
	case !c.Onlooker() && !session.WatchedUntil(c.Batches).IsZero():
		now := a.console.Config.Now()
		return leaveQuestion{"Waves need a console until " + session.Begin{At: session.WatchedUntil(c.Batches)}.Words(now),
			"What is left of a wave at its close is cancelled only while a console or `callsheet watch` is open; the next close is " +
				session.Begin{At: session.NextClose(c.Batches)}.Words(now) + ". Without one, people may be rung after their hours.", true}
	}
	return leaveQuestion{}
}

const sendingTitle = "A batch is being sent"

// stop gives the terminal back to the shell for a while. It asks as leave does: a
// stopped console does not hear the answer to what it sends.
func (a *App) stop() tea.Cmd {
	c := a.console.Campaign
	switch {
	case !a.console.Config.Stops:
		return nil
	case c == nil, !c.Sending(), a.dialog != nil && a.dialog.Name == stopDialog:
		return tea.Suspend
	}
	return a.askFirst(stopDialog, sendingTitle,
		"While Callsheet is stopped it does not hear whether Dialgen took the batch, and may have to ask for it later. The answer takes a few seconds.", "Stop")
}

func (a *App) askFirst(name, title, body, yes string) tea.Cmd {
	a.dialog = &screen.OpenDialog{Name: name, Dialog: widget.NewChoice(a.console.Theme, title, body, []widget.Option{
		{Value: leaveNo, Label: "Stay"},
		{Value: leaveYes, Label: yes, Danger: true},
	})}
	return a.dialog.Dialog.Init()
}

func (a *App) quit() tea.Cmd {
	a.requests.Close()
	for _, s := range a.account.screens() {
		s.Requests().Close()
	}
	return tea.Quit
}

// IsSaved reports whether the campaign the screens work on stands in the store.
func (a *App) IsSaved() bool { return a.console.Campaign != nil && a.console.Campaign.ID != "" }
