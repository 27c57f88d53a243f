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

// retitle changes the title where it says something else by now.
func (a *App) retitle() tea.Cmd {
	title := a.titleWords()
	if title == a.title.shown {
		return nil
	}
	a.title.shown = title
	if a.console.Config.Untitled {
		return nil
	}
	return tea.SetWindowTitle(printable.Text(title, 2*session.MaxTitle))
}

// titleWords are what has happened, or how far the campaign is: "callsheet: Spring
// renewals 43 %".
func (a *App) titleWords() string {
	words, c := a.title.news, a.console.Campaign
	if words == "" && c != nil && (a.at != 0 || session.AnyRunning(c)) {
		words = session.HowFar(c.Name(), c.Batches)
	}
	return session.WindowTitle(words, a.console.Theme.ASCII)
}

// PasteCut tells how many bytes at the end of what was pasted were not taken: it was longer than
// the keyboard keeps. It comes before the paste.
type PasteCut int

func (p PasteCut) words() string {
	return "What you pasted is too long: " + figures.Counted(int(p), "byte") + " at its end " + figures.Were(int(p)) + " not taken. Save a long list as a .csv file, and give its path."
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

// maxCopied bounds what is put on a clipboard, in bytes: xterm drops what is longer.
const maxCopied = 74_000

// copy puts a text on the terminal's clipboard, and says what was. It goes to the terminal
// past the screen, as what happened does.
func (a *App) copy(msg screen.Copy) tea.Cmd {
	board := a.console.Config.Clipboard
	if board.Copy == nil || len(msg.Text) > maxCopied {
		return a.toast.Show(widget.Info, strings.TrimSpace("Nothing was copied. "+board.Note))
	}
	return tea.Batch(a.toast.Show(widget.Done, strings.TrimSpace("Copied "+msg.What+". "+board.Note)), func() tea.Msg {
		board.Copy(msg.Text)
		return nil
	})
}

// linking is a screen that shows an address that can be followed.
type linking interface {
	// Link is that address, which was checked; "" = there is none.
	Link() string
}

// link is the address on the screen, where the terminal shows links.
func (a *App) link() string {
	if s, is := a.front().(linking); is && a.console.Config.Links {
		return s.Link()
	}
	return ""
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
	for _, e := range h.kept {
		s := e.summary
		if c := h.console.Campaign; c != nil && c.ID == s.ID {
			continue // Live looks at it
		}
		h.console.Observe(session.LookAt(s.ID, s.Draft.Name, e.batches(), h.follows.finishOf(e), nil, h.console.Config.Now()))
	}
}
