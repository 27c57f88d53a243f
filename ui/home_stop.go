package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const stopAllDialog = "stop everything"

// homeStop stops everything that calls: every campaign of this machine at the service.
type homeStop struct {
	home *homeScreen
	busy string // what is under way; "" = nothing
}

func (s *homeStop) stopping() session.Stopping {
	cfg := s.home.console.Config
	return session.Stopping{Ledger: cfg.Store.Ledger, Campaigns: cfg.Store.Campaigns, Service: cfg.Service, Here: cfg.Account.Service}
}

func (s *homeStop) actions() screen.Actions {
	return screen.Actions{
		screen.Action{ID: "stop all", Title: "Stop everything: cancel all that calls, and send nothing more", Keys: screen.Bind("X", "stop everything", "X"), Run: screen.Start(s.look)}.
			Refused(s.home.console.Config.Store.ReadOnly.Why(), s.home.console.Tell).Refused(s.busy, s.home.console.Tell),
	}.In(homeGroup)
}

// look finds out what would be stopped.
func (s *homeStop) look() tea.Cmd {
	s.busy = "It is found out what calls."
	return s.home.requests.Run("stop all", []session.Work{s.stopping().List()})
}

func (s *homeStop) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case session.Stoppable:
		s.ask(msg)
		return nil, true
	case session.Stopped:
		return s.stopped(msg), true
	}
	return nil, false
}

// ask says what is stopped, and wants the word typed.
func (s *homeStop) ask(found session.Stoppable) {
	h := s.home
	s.busy = ""
	switch {
	case found.Err != nil:
		h.err = reason.Sentence(found.Err)
	case !found.Any():
		h.console.Notify(widget.Info, "Nothing of this machine calls or waits to be sent.")
	default:
		h.console.OpenDialog(h.requests.ID, stopAllDialog, widget.NewTyped(h.console.Theme, "Stop everything?",
			found.Words()+" Each campaign is paused: open it to resume it.\n\nType cancel to do it.", "Type cancel", "cancel"))
	}
}

func (s *homeStop) stop() tea.Cmd {
	if s.busy != "" {
		return nil
	}
	s.busy = "Everything is being stopped."
	return s.home.requests.Run("stop all", []session.Work{s.stopping().Stop()})
}

// stopped says what was stopped; what goes on stays on the screen until it is read.
func (s *homeStop) stopped(msg session.Stopped) tea.Cmd {
	h := s.home
	s.busy = ""
	for _, c := range h.console.Campaigns {
		session.SetStopped(c, msg, h.console.Config.Now())
	}
	words, whole := msg.Words()
	if whole {
		h.console.Notify(widget.Done, words)
	} else {
		h.console.OpenDialog(h.requests.ID, notCancelledDialog, widget.NewNotice(h.console.Theme, "NOT ALL STOPPED", words))
	}
	return h.list()
}
