package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	pauseDialog  = "pause"
	owedDialog   = "owed"
	resumeDialog = "resume"
	notYetDialog = "not yet"

	settleEvery = 3 * time.Second // between two looks at what was cancelled
)

// liveSteer pauses a campaign, resumes it, and moves its start.
type liveSteer struct {
	live    *liveScreen
	working string               // what is being done, for the status; "" = nothing
	doing   session.SendProgress // how far that is
	rings   int                  // calls in progress of what was cancelled, by the last look

	owed  bool // who was missed and has tries left is tried again
	offer session.ResumeMade
	move  movingStart
	until time.Time // when all that is left is cancelled; zero = nobody said so
}

// settleDue says that what was cancelled is to be looked at again.
type settleDue struct{}

// resuming is what pauses and resumes campaigns.
func (s *liveSteer) resuming() session.Resuming {
	d := s.live.console
	cfg := d.Config
	return session.Resuming{
		Pausing: session.Pausing{Ledger: cfg.Store.Ledger, Campaigns: cfg.Store.Campaigns, Service: cfg.Service, Here: cfg.Account.Service, Now: cfg.Now},
		Guards:  cfg.Store.Guards, Earlier: cfg.Store.Campaigns, Rulebook: cfg.Hours, Clock: session.WallClock{Wall: cfg.Wall}, Calm: session.Calm, Progress: &s.doing,
	}
}

// words are what is being done and how far it is, "" = nothing.
func (s *liveSteer) words() string {
	if how := s.doing.Text(); s.working != "" && how != "" {
		return s.working + ": " + how
	}
	return s.working
}

func (s *liveSteer) here() string { return s.live.console.Config.Account.Service }

// resumable reports whether the key resumes: the campaign is paused, or something of it was
// cancelled and nothing more runs.
func (s *liveSteer) resumable() bool {
	c := s.live.console.Campaign
	running := len(session.RunningBatches(c)) > 0
	return session.IsPaused(c) && !running || !running && session.NotCalledYet(session.Unsettled(c)) > 0
}

// actions are what can be done with the campaign as a whole. Where a canary waits its key is p.
func (s *liveSteer) actions() screen.Actions {
	l := s.live
	key := "p"
	if _, waits := l.canary.waits(); waits {
		key = "P"
	}
	busy := screen.Without(s.working == "", s.working+".")
	pause := screen.Action{ID: "pause", Title: "Take back what has not begun, and keep it", Keys: screen.Bind(key, "pause", key),
		WhyNot: session.MayPause(l.console.Campaign, s.here()), Run: screen.Do(s.askPause)}
	if s.resumable() {
		pause = screen.Action{ID: "pause", Title: "Go on with those nobody called", Keys: screen.Bind(key, "resume", key),
			WhyNot: session.MayResume(l.console.Campaign, s.here()), Run: screen.Start(func() tea.Cmd { return s.find(false) })}
	}
	return append(screen.Actions{l.steering(pause).Refused(busy, l.console.Tell)}, s.whenActions(busy)...).In(liveGroup)
}

// update takes what is the steering's own.
func (s *liveSteer) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case session.Paused:
		return s.paused(msg), true
	case settleDue:
		return s.settle(), true
	case session.Settled:
		return s.settled(msg), true
	case session.ResumeMade:
		s.found(msg)
		return nil, true
	case session.Resumed:
		return s.resumed(msg), true
	case session.Moved:
		return s.moved(msg), true
	case session.Sent:
		return s.sent(msg)
	case session.Polled:
		return s.polled(msg)
	case screen.Answered:
		return s.answered(msg)
	}
	return nil, false
}

func (s *liveSteer) answered(msg screen.Answered) (tea.Cmd, bool) {
	switch msg.Name {
	case pauseDialog:
		if msg.Answer.Cancelled || msg.Answer.Value != pauseDialog {
			return nil, true
		}
		return s.pause(), true
	case owedDialog:
		if msg.Answer.Cancelled {
			return nil, true
		}
		if msg.Answer.Value == owedDialog {
			return s.find(true), true
		}
		s.askResume()
		return nil, true
	case resumeDialog:
		if msg.Answer.Cancelled {
			return nil, true
		}
		return s.resume(), true
	}
	return s.whenAnswered(msg)
}

// askPause says what pausing does. It can be undone, so nothing has to be typed.
func (s *liveSteer) askPause() {
	l := s.live
	l.console.OpenDialog(l.requests.ID, pauseDialog, widget.NewChoice(l.console.Theme, "Pause this campaign?", session.PauseWords(l.console.Campaign)+doubtfulWords(l, l.console.Campaign.Batches...),
		[]widget.Option{{Value: pauseDialog, Label: "Pause it"}, {Value: "no", Label: "Let it go on"}}))
}

// pause pauses the campaign: what is being sent is the last.
func (s *liveSteer) pause() tea.Cmd {
	l := s.live
	if s.working != "" {
		return nil
	}
	l.sending.Stop()
	work := s.resuming().Pause(l.console.Campaign)
	if len(work) > 0 {
		s.working = "It is being paused"
	}
	return l.requests.Run("steer", work)
}

// paused says what came of it; what goes on calling stays on the screen until it is read.
func (s *liveSteer) paused(msg session.Paused) tea.Cmd {
	l := s.live
	s.working = ""
	session.SetPaused(l.console.Campaign, msg)
	words, whole := msg.Words()
	if !whole {
		l.console.OpenDialog(l.requests.ID, notCancelledDialog, widget.NewNotice(l.console.Theme, "NOT PAUSED", words))
	} else {
		l.console.Notify(widget.Done, words)
	}
	return tea.Batch(s.settle(), l.poll())
}

// again pauses what of a campaign that is paused is at the service all the same: a console
// ended in between, or it was just being sent.
func (s *liveSteer) again() tea.Cmd {
	c := s.live.console.Campaign
	if !session.IsPaused(c) || c.Onlooker() {
		return nil
	}
	if len(session.RunningBatches(c)) == 0 {
		return s.settle()
	}
	return s.pause()
}

// sent takes back what was just sent of a campaign that is paused.
func (s *liveSteer) sent(msg session.Sent) (tea.Cmd, bool) {
	if !session.IsPaused(s.live.console.Campaign) {
		return nil, false
	}
	return tea.Batch(s.live.update(msg), s.again()), true
}

// settle looks at what was cancelled, for whom it called.
func (s *liveSteer) settle() tea.Cmd {
	l := s.live
	if l.console.Campaign.Onlooker() {
		return nil
	}
	return l.requests.Run("settle", s.resuming().Settle(l.console.Campaign))
}

// settled takes over whom they called; while something rings they are looked at again.
func (s *liveSteer) settled(msg session.Settled) tea.Cmd {
	l := s.live
	session.SetSettled(l.console.Campaign, msg)
	if msg.Err == nil {
		s.rings = msg.Rings
		l.observe()
	}
	if msg.Err == nil && len(msg.Waits) == 0 || !session.IsPaused(l.console.Campaign) || !l.inFront() {
		return nil
	}
	return l.requests.Run("settle again", []session.Work{{After: settleEvery, Do: func(context.Context) any { return settleDue{} }}})
}

// find finds out how the campaign goes on.
func (s *liveSteer) find(owed bool) tea.Cmd {
	if s.working != "" {
		return nil
	}
	s.working, s.owed = "It is made sure who was called", owed
	s.doing.Tell("")
	return s.live.requests.Run("steer", s.resuming().Make(s.live.console.Campaign, owed))
}

// found asks about those who were missed, and then whether it goes on.
func (s *liveSteer) found(msg session.ResumeMade) {
	l := s.live
	s.working = ""
	if s.move.asked {
		s.foreseen(msg)
		return
	}
	session.SetSettled(l.console.Campaign, msg.Looked)
	s.rings, s.offer = msg.Looked.Rings, msg
	if !l.inFront() { // a question of Live's has no place over another screen
		l.console.Notify(widget.Info, "It is known by now how "+l.console.Campaign.Name()+" can go on. Press p on Live.")
		return
	}
	notYet, waits := errors.AsType[*session.NotYetError](msg.Err)
	switch {
	case waits:
		l.console.OpenDialog(l.requests.ID, notYetDialog, widget.NewNotice(l.console.Theme, "It cannot go on yet", notYet.Error()+"\n\nPress the key again in a moment."))
	case msg.Err != nil:
		l.console.OpenDialog(l.requests.ID, notYetDialog, widget.NewNotice(l.console.Theme, "It does not go on", reason.Sentence(msg.Err)))
	case msg.Owed > 0 && !msg.TakeOwed:
		others := "The others who go on were never called."
		if msg.Contacts+msg.Waiting == 0 {
			others = "Nobody else is left who could go on."
		}
		l.console.OpenDialog(l.requests.ID, owedDialog, widget.NewChoice(l.console.Theme, "Try the missed again?",
			fmt.Sprintf("%s were missed before the pause and have tries left. %s", screen.People(msg.Owed), others),
			[]widget.Option{{Value: "leave", Label: "Leave them as they are"}, {Value: owedDialog, Label: "Try them again", Detail: "no more often than was confirmed"}}))
	default:
		s.askResume()
	}
}

// askResume says who goes on, and has their number typed.
func (s *liveSteer) askResume() {
	l, m := s.live, s.offer
	lines := m.Words(l.console.Config.Now())
	body := ""
	for _, line := range lines[:min(len(lines), maxOffered+2)] {
		body += line + "\n"
	}
	if m.Contacts+m.Waiting == 0 {
		if session.IsPaused(l.console.Campaign) && m.HeldContacts() == 0 {
			l.console.OpenDialog(l.requests.ID, resumeDialog, widget.NewChoice(l.console.Theme, "Nobody is left to be called", body+"\nThe campaign is over.", []widget.Option{{Value: "end", Label: "End the pause"}}))
			return
		}
		l.console.OpenDialog(l.requests.ID, notYetDialog, widget.NewNotice(l.console.Theme, "Nobody can go on now", body))
		return
	}
	n := m.Contacts + m.Waiting
	l.console.OpenDialog(l.requests.ID, resumeDialog, widget.NewTyped(l.console.Theme, "Go on with them?", body+"\nType the number of contacts to send.", "Number of contacts", fmt.Sprint(n)))
}

// resume has it written down that the campaign goes on.
func (s *liveSteer) resume() tea.Cmd {
	if s.working != "" {
		return nil
	}
	s.working = "It is being resumed"
	s.doing.Tell("")
	return s.live.requests.Run("steer", s.resuming().Resume(s.live.console.Campaign, s.owed, s.offer.Contacts))
}

// resumed takes the new batches over, and sends what may be sent.
func (s *liveSteer) resumed(msg session.Resumed) tea.Cmd {
	l := s.live
	s.working = ""
	session.SetResumed(l.console.Campaign, msg)
	if msg.Err != nil {
		l.console.OpenDialog(l.requests.ID, notYetDialog, widget.NewNotice(l.console.Theme, "It does not go on", reason.Sentence(msg.Err)))
		return nil
	}
	l.observe()
	l.waves.refresh()
	l.console.Notify(widget.Done, "Resumed: "+figures.Counted(msg.Contacts+msg.Waiting, "contact")+".")
	return goingOn{l}.start()
}

// headline says that the campaign is paused; "" where it is not.
func (s *liveSteer) headline() string {
	return session.PausedWords(s.live.console.Campaign.Batches, s.rings)
}
