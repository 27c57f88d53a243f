package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/model/start"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	startDialog     = "move start"
	moveStartDialog = "move"
	endDialog       = "end"
)

// movingStart is a start that is asked about.
type movingStart struct {
	asked bool // it is being found out whom it would call
	at    time.Time
	offer session.ResumeMade
}

// whenActions are what changes when the campaign begins and ends.
func (s *liveSteer) whenActions(busy string) screen.Actions {
	l := s.live
	end := screen.Action{ID: "end", Title: "Cancel what is left at a time of today", Keys: screen.Bind("E", "hard end", "E"),
		WhyNot: screen.Without(l.running(), "Nothing is running that could be cancelled."), Run: screen.Do(s.askEnd)}
	return screen.Actions{
		l.steering(screen.Action{ID: "move", Title: "Move the start", Keys: screen.Bind("S", "move the start", "S"),
			WhyNot: session.MayMove(l.console.Campaign, s.here(), l.console.Config.Now()), Run: screen.Do(s.askStart)}).Refused(busy, l.console.Tell),
		l.steering(end),
	}
}

// zone is on whose clocks a start of the campaign is said.
func (s *liveSteer) zone() *time.Location {
	return model.Clock(s.live.console.Campaign.Plan.Options.TimeZone)
}

func (s *liveSteer) instant(text string, zone *time.Location) (time.Time, error) {
	cfg := s.live.console.Config
	return model.InstantAt(text, zone, cfg.Now(), cfg.Account.Region)
}

// said is an instant that was typed, in words.
func (s *liveSteer) said(zone *time.Location) func(string) (string, error) {
	return func(text string) (string, error) {
		now := s.live.console.Config.Now()
		at, err := s.instant(text, zone)
		if err != nil {
			return "", err
		}
		return start.Said(at, zone, now.Location(), now), nil
	}
}

// askStart asks for another start.
func (s *liveSteer) askStart() {
	l := s.live
	l.console.OpenDialog(l.requests.ID, startDialog, widget.NewPrompt(l.console.Theme, "Move the start",
		"Dialgen cannot change it: the batches are cancelled there, and the same people are sent in others. You are asked before anything is done.",
		"New start", "", s.said(s.zone())))
}

// askEnd asks when all is to be over.
func (s *liveSteer) askEnd() {
	l := s.live
	value := ""
	if !s.until.IsZero() {
		value = s.until.In(l.console.Config.Now().Location()).Format("15:04")
	}
	l.console.OpenDialog(l.requests.ID, endDialog, widget.NewPrompt(l.console.Theme, "Hard end",
		"All that is left then is cancelled, and kept here: p resumes it. Only a console that watches does it, so stay on this screen, or run `callsheet watch` with --until. Leave it empty for none.",
		"At", value, func(text string) (string, error) {
			if strings.TrimSpace(text) == "" {
				return "No hard end.", nil
			}
			return s.said(l.console.Config.Now().Location())(text)
		}))
}

func (s *liveSteer) whenAnswered(msg screen.Answered) (tea.Cmd, bool) {
	switch msg.Name {
	case startDialog:
		if msg.Answer.Cancelled {
			return nil, true
		}
		return s.foresee(msg.Answer.Text), true
	case moveStartDialog:
		if msg.Answer.Cancelled {
			return nil, true
		}
		return s.moveStart(), true
	case endDialog:
		if !msg.Answer.Cancelled {
			return s.setEnd(msg.Answer.Text), true
		}
		return nil, true
	}
	return nil, false
}

// foresee finds out whom another start would call.
func (s *liveSteer) foresee(text string) tea.Cmd {
	at, err := s.instant(text, s.zone())
	if err != nil || s.working != "" {
		return nil
	}
	s.working = "It is found out who can be called then"
	s.doing.Tell("")
	s.move = movingStart{asked: true, at: at}
	return s.live.requests.Run("steer", s.resuming().Foresee(s.live.console.Campaign, at))
}

// foreseen says what moving the start does, and has the number typed of those who go on.
func (s *liveSteer) foreseen(msg session.ResumeMade) {
	l := s.live
	s.move.asked, s.move.offer = false, msg
	now := l.console.Config.Now()
	switch {
	case msg.Err != nil:
		l.console.OpenDialog(l.requests.ID, notYetDialog, widget.NewNotice(l.console.Theme, "The start was not moved", reason.Sentence(msg.Err)))
	case msg.Contacts == 0:
		l.console.OpenDialog(l.requests.ID, notYetDialog, widget.NewNotice(l.console.Theme, "Nobody can be called then", strings.Join(msg.Words(now), "\n")))
	default:
		body := fmt.Sprintf("The batches at Dialgen are cancelled, and %s are sent in others that begin %s.", screen.People(msg.Contacts), start.Said(s.move.at, s.zone(), now.Location(), now))
		for _, h := range msg.Held {
			body += fmt.Sprintf("\n%s stay here: they %s.", screen.People(h.Contacts), h.Why)
		}
		l.console.OpenDialog(l.requests.ID, moveStartDialog, widget.NewTyped(l.console.Theme, "Move the start?", body+"\n\nType the number of contacts to send.", "Number of contacts", fmt.Sprint(msg.Contacts)))
	}
}

func (s *liveSteer) moveStart() tea.Cmd {
	work := s.resuming().Move(s.live.console.Campaign, s.move.at, s.move.offer.Contacts)
	if len(work) == 0 || s.working != "" {
		return nil
	}
	s.working = "The start is being moved"
	s.doing.Tell("")
	return s.live.requests.Run("steer", work)
}

// moved takes over what came of it, and sends the new batches.
func (s *liveSteer) moved(msg session.Moved) tea.Cmd {
	session.SetPaused(s.live.console.Campaign, msg.Paused)
	if msg.Resumed.Err == nil {
		return s.resumed(msg.Resumed)
	}
	return tea.Batch(s.resumed(msg.Resumed), s.settle())
}

// setEnd has all that is left cancelled at a time, as long as this console watches.
func (s *liveSteer) setEnd(text string) tea.Cmd {
	l := s.live
	s.until = time.Time{}
	if strings.TrimSpace(text) != "" {
		at, err := s.instant(text, l.console.Config.Now().Location())
		if err != nil {
			return nil
		}
		s.until = at
	}
	l.polling.Until = s.until
	ledger, id := l.console.Config.Store.Ledger, l.console.Campaign.ID
	l.polling.End = func(ctx context.Context) error {
		_, err := ledger.Pause(ctx, id)
		return err
	}
	if s.until.IsZero() {
		l.console.Notify(widget.Info, "There is no hard end any more.")
		return nil
	}
	l.console.Notify(widget.Info, "All that is left is cancelled "+session.Begin{At: s.until}.Words(l.console.Config.Now())+", while this console watches.")
	return l.pollAgain()
}

// polled takes over that all was to be over: what is left is paused.
func (s *liveSteer) polled(msg session.Polled) (tea.Cmd, bool) {
	l := s.live
	now := l.console.Config.Now()
	if s.until.IsZero() || now.Before(s.until) || len(msg.Closed()) == 0 {
		return nil, false
	}
	cmd := l.update(msg)
	if l.running() {
		return cmd, true // it is tried again with the next look
	}
	if msg.EndErr() == nil {
		session.MarkPaused(l.console.Campaign, now)
	}
	s.until, l.polling.Until = time.Time{}, time.Time{}
	return tea.Batch(cmd, s.settle()), true
}

// endWords say when all is over; "" where nobody said so.
func (s *liveSteer) endWords() string {
	if s.until.IsZero() || !s.live.running() {
		return ""
	}
	return "Stay: all that is left is cancelled " + session.Begin{At: s.until}.Words(s.live.console.Config.Now()) + ", and kept here."
}
