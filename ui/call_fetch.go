package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// callFetch is how it stands with what was said on a call.
type callFetch struct {
	read   bool  // what is stored was looked for
	asked  bool  // the service is being asked
	failed error // why it could not be fetched; nil = it was not tried, or it could
}

type (
	callStored struct {
		id     string
		detail model.CallDetail
		found  bool
	}
	callRested  struct{}
	callLookDue struct{}
)

// read looks for what is stored of the call.
func (s *callScreen) read() tea.Cmd {
	b, is := s.batch()
	if !is {
		s.fetch.read = true
		return nil
	}
	ledger, id := s.console.Config.Store.Ledger, s.call.ID
	return s.requests.Ask("stored", func(ctx context.Context) tea.Msg {
		detail, found, err := ledger.CallDetail(ctx, b.Key, id)
		return callStored{id, detail, found && err == nil} // what cannot be read is asked for
	})
}

// stored shows what is stored. The rest is asked for once the cursor rests.
func (s *callScreen) stored(msg callStored) tea.Cmd {
	if msg.id != s.call.ID {
		return nil
	}
	s.fetch.read = true
	if msg.found {
		s.keep(msg.detail)
	}
	return s.rest(restBefore)
}

// rest asks for what is missing of the call, once the cursor has rested on it.
func (s *callScreen) rest(after time.Duration) tea.Cmd {
	if !s.wants() || s.whyNotAsk() != "" {
		return nil
	}
	return s.requests.After("rest", after, callRested{})
}

// wants reports whether more is to be asked for of a call that has ended. One that has not
// is looked at again and again all the same.
func (s *callScreen) wants() bool {
	b, is := s.batch()
	if !is || !s.call.Over() {
		return false
	}
	return s.soon() || s.known[s.call.ID].Missing(b, s.call.Call, model.DetailAll, s.console.Config.Now()) != 0
}

// settled is how long after a call what was said may not be written down yet.
const settled = 5 * time.Minute

// soon reports whether what was said is not there, and likely comes.
func (s *callScreen) soon() bool {
	detail, known := s.known[s.call.ID]
	return known && len(detail.Turns) == 0 && s.call.Spoke() && s.console.Config.Now().Sub(s.call.At.Add(s.call.Duration)) < settled
}

// ask asks the service for the call, before any that was asked for earlier. One is asked for
// at a time.
func (s *callScreen) ask() tea.Cmd {
	b, is := s.batch()
	if !is || s.fetch.asked || s.whyNotAsk() != "" {
		return nil
	}
	s.fetch.asked = true
	return s.requests.Run("details", s.details.Look(b, s.call.Call))
}

// told shows what the service told of a call.
func (s *callScreen) told(msg session.DetailTold) tea.Cmd {
	next := s.requests.Run("details", s.details.Update(msg))
	if msg.Detail.Call == "" {
		return next
	}
	if msg.Err == nil {
		s.keep(msg.Detail)
	}
	if msg.Call.Status != "" {
		if len(s.looked) >= mostKnown {
			clear(s.looked)
		}
		s.looked[msg.Detail.Call] = msg.Call
	}
	if msg.Detail.Call != s.call.ID {
		return next
	}
	s.fetch.asked, s.fetch.failed = false, msg.Err
	pace := s.console.Config.Pace
	if s.pace = max(s.pace, pace.Live); msg.Err != nil {
		s.pace = pace.Next(s.pace, false)
		if !s.call.Over() {
			s.err = "The last look at this call failed, and it is looked at again. " + reason.Sentence(msg.Err)
		}
	}
	s.call = s.seen(s.call)
	if msg.Err == nil && s.soon() {
		s.pace = pace.Next(s.pace, false)
		return tea.Batch(next, s.rest(s.pace))
	}
	return tea.Batch(next, s.lookLater())
}

// keep holds what is known of a call.
func (s *callScreen) keep(detail model.CallDetail) {
	if len(s.known) >= mostKnown {
		clear(s.known)
	}
	s.known[detail.Call] = detail
	s.showing = ""
}

// again asks about the call because the operator wants to.
func (s *callScreen) again() tea.Cmd {
	s.requests.Drop("rest")
	s.fetch.failed = nil
	return s.ask()
}

// inFront reports whether the operator looks at this screen.
func (s *callScreen) inFront() bool { return s.console.Front == s.requests.ID }

// lookLater looks at a call that has not ended, after a while.
func (s *callScreen) lookLater() tea.Cmd {
	if !s.goesOn() || s.whyNotAsk() != "" {
		return nil
	}
	s.pace = max(s.pace, s.console.Config.Pace.Live)
	return s.requests.After("look", s.pace, callLookDue{})
}

// goesOn reports whether the call is placed and has not ended.
func (s *callScreen) goesOn() bool { return s.call.ID != "" && s.call.Placed() && !s.call.Over() }

// look asks how the call stands. While nobody looks at it, nobody asks: it is looked at again
// once the screen is shown again.
func (s *callScreen) look() tea.Cmd {
	if !s.inFront() || !s.goesOn() {
		return nil
	}
	return s.ask()
}
