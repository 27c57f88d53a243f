package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// windowTitle is the title of the terminal's window.
type windowTitle struct {
	shown string
	news  string // what has happened since the last key
}

const maxTitle = 100

// retitle changes the title where it says something else by now.
func (a *App) retitle() tea.Cmd {
	title := a.titleWords()
	if title == a.title.shown {
		return nil
	}
	a.title.shown = title
	return tea.SetWindowTitle(printable.Text(title, 2*maxTitle))
}

// titleWords are what has happened, or how far the campaign is: "callsheet: Spring
// renewals 43 %".
func (a *App) titleWords() string {
	const product = "callsheet"
	words, c := a.title.news, a.console.Campaign
	switch {
	case words != "":
	case c == nil || a.at == 0 && !session.AnyRunning(c):
		return product
	default:
		words = c.Name()
		if s := session.Taken(c.Batches); s.Total > 0 {
			words += " " + figures.Percent(min(s.Finished(), s.Total), s.Total)
		}
	}
	return product + ": " + a.spelledOut(words)
}

// spelledOut is text that can be written past the screen: a terminal of another coding
// may take the bytes of a letter for the beginning of a command.
func (a *App) spelledOut(text string) string {
	text = printable.Text(text, maxTitle)
	if a.console.Theme.ASCII {
		text = strings.Map(func(r rune) rune {
			if r >= 0x80 {
				return '?'
			}
			return r
		}, text)
	}
	return text
}

// happened tells of events: on the terminal, in its title, by the operator's command, and
// below the screen where that does not show them.
func (a *App) happened(all []events.Event) tea.Cmd {
	last := all[len(all)-1]
	a.title.news = last.Words
	var cmds []tea.Cmd
	if a.front().Place() != model.StageLive {
		cmds = append(cmds, a.toast.Show(widget.Info, last.Words))
	}
	if signal := a.console.Config.Signal; signal != nil {
		cmds = append(cmds, func() tea.Msg {
			signal(all)
			return nil
		})
	}
	work, why := a.console.Telling.Tell(all)
	if why != "" {
		cmds = append(cmds, a.toast.Show(widget.Problem, why))
	}
	return tea.Batch(append(cmds, screen.Run(work))...)
}

// commandEnded goes on with the next event, and says why the command failed.
func (a *App) commandEnded(msg session.EventTold) tea.Cmd {
	why, work := a.console.Telling.Update(msg)
	cmd := screen.Run(work)
	if why != "" {
		cmd = tea.Batch(cmd, a.toast.Show(widget.Problem, why))
	}
	return cmd
}

// tell tells what has happened to the campaign on Live.
func (f *finishEstimate) tell(closed []session.CancelledBatch) {
	if c := f.console.Campaign; c != nil {
		f.console.Observe(session.LookAt(c.ID, c.Name(), c.Batches, &f.Finish, closed, f.console.Config.Now()))
	}
}

// tell tells what has happened to campaigns that other consoles have open.
func (h *homeScreen) tell() {
	for _, s := range h.kept {
		if c := h.console.Campaign; c != nil && c.ID == s.ID {
			continue // Live looks at it
		}
		h.console.Observe(session.LookAt(s.ID, s.Draft.Name, s.Batches, nil, nil, h.console.Config.Now()))
	}
}
