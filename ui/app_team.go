package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/team"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// meetTeam takes over how the team stands, tells what was taken over from here, and goes on
// meeting it.
func meetTeam(a *App, msg tea.Msg) tea.Cmd {
	home, before := a.stack[0].(*homeScreen), a.console.Team.State
	work := a.console.Team.Update(msg)
	if _, met := msg.(session.TeamMet); met {
		home.team.take()
		if !before.Heard.IsZero() {
			tellLost(a, before)
			tellCancels(a, before)
		}
	}
	return tea.Batch(screen.Run(work), home.follows.wait())
}

// tellLost says which campaigns of this machine's somebody has taken over since the last meeting.
func tellLost(a *App, before session.TeamState) {
	var lost []team.Lost
	for _, l := range a.console.Team.State.Lost {
		if _, known := before.LostTo(l.Campaign); !known {
			lost = append(lost, l)
		}
	}
	if len(lost) == 0 {
		return
	}
	words := figures.Counted(len(lost), "campaign") + " of yours " + figures.Were(len(lost)) + " taken over."
	if e := a.stack[0].(*homeScreen).keptAs(lost[0].Campaign); len(lost) == 1 && e != nil {
		words = fmt.Sprintf("%q: %s", e.name(), session.LostWords(lost[0], a.console.Team.State.Clock(a.console.Config.WallTime())))
	}
	a.console.Notify(widget.Problem, words)
}

// tellCancels says which colleagues have cancelled what of this machine's since the last meeting, and
// reads what is kept of it anew.
func tellCancels(a *App, before session.TeamState) {
	all := a.console.Team.State.CancelsSince(before)
	if len(all) == 0 {
		return
	}
	for _, b := range all {
		if e := a.stack[0].(*homeScreen).keptAs(b.Campaign); e != nil {
			a.console.Team.State.SetCancels(e.summary.Batches)
			e.assess(a.console.Config.Now())
		}
	}
	now := a.console.Config.Now()
	words := session.CancelledWords(all, now)
	if len(all) == 1 {
		words = fmt.Sprintf("%q was cancelled %s.", printable.Text(all[0].Name, maxTheirName), session.CancellerWords(all, now))
	}
	a.console.Notify(widget.Problem, words+" Ask them why.")
}

// keptAs is the campaign of this machine with a key; nil = it has none.
func (h *homeScreen) keptAs(id string) *homeEntry {
	for _, e := range h.kept {
		if e.id() == id {
			return e
		}
	}
	return nil
}
