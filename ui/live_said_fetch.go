package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// saidFetch asks for what was said on calls of which it is not known, while Live is open,
// whatever screen is in front.
type saidFetch struct {
	details session.Details
	asking  bool      // for the calls themselves, which come first
	wants   bool      // what is missing is asked for once it is known what that is
	err     error     // why the calls could not be asked for
	read    time.Time // by the operator's clock, when what came was last read
}

type (
	// saidCalls is that the calls of the campaign were asked for.
	saidCalls struct{ err error }
	// saidFetched is what came back of asking for what was said.
	saidFetched struct{ msg any }
)

const (
	saidCallsTopic = "said calls"
	saidFetchTopic = "said fetch"

	// readEvery is how often what was fetched is read while more of it comes.
	readEvery = 5 * time.Second
)

// going reports whether anything is asked for.
func (f *saidFetch) going() bool { return f.asking || f.wants || f.details.Progress().Going() }

// fetchOrStop asks for what is missing, or for no more of it.
func (s *liveSaid) fetchOrStop() tea.Cmd {
	l, cfg := s.live, s.live.console.Config
	if s.fetch.going() {
		s.fetch.asking, s.fetch.wants = false, false
		l.requests.Drop(saidCallsTopic)
		s.fetch.details.Stop()
		return s.load()
	}
	s.fetch.asking, s.fetch.err = true, nil
	of := session.ResultsOf{Campaign: session.Frozen(l.console.Campaign), Store: cfg.Store, Service: cfg.Service, Here: cfg.Account.Service, Now: cfg.Now}
	return l.requests.Ask(saidCallsTopic, func(ctx context.Context) tea.Msg {
		_, err := of.Get(ctx)
		return saidCalls{err}
	})
}

// callsKnown reads the calls that were told, before what is missing of them is asked for.
func (s *liveSaid) callsKnown(msg saidCalls) tea.Cmd {
	s.fetch.asking = false
	if s.fetch.err = msg.err; msg.err != nil {
		return nil
	}
	s.fetch.wants, s.reading = true, false
	return s.load()
}

// want asks for what is missing, now that it is known what that is.
func (s *liveSaid) want() tea.Cmd {
	if !s.fetch.wants {
		return nil
	}
	s.fetch.wants = false
	cfg := s.live.console.Config
	d := &s.fetch.details
	d.Service, d.Store, d.Clock, d.Now, d.Once = cfg.Service, cfg.Store, session.WallClock{Wall: cfg.Wall}, cfg.Now, true
	d.Rate = &s.live.console.DetailRate
	s.fetch.read = cfg.WallTime()
	return s.runFetch(session.WantSaid(d, s.live.console.Campaign, s.said))
}

// runFetch does the next request. What comes back of it is told from that of other requests for
// details.
func (s *liveSaid) runFetch(work []session.Work) tea.Cmd {
	own := make([]session.Work, len(work))
	for i, w := range work {
		own[i] = session.Work{After: w.After, Do: func(ctx context.Context) any { return saidFetched{w.Do(ctx)} }}
	}
	return s.live.requests.Run(saidFetchTopic, own)
}

// fetched goes on to the next call, and reads now and then what has come.
func (s *liveSaid) fetched(msg saidFetched) tea.Cmd {
	next := s.runFetch(s.fetch.details.Update(msg.msg))
	now := s.live.console.Config.WallTime()
	if s.fetch.going() && now.Sub(s.fetch.read) < readEvery {
		return next
	}
	s.fetch.read = now
	return tea.Batch(next, s.load())
}

// words say how the fetching stands, and whether that is a problem; "" where there is nothing
// to say.
func (f *saidFetch) words() (words string, wrong bool) {
	p := f.details.Progress()
	switch {
	case f.err != nil:
		return "The calls could not be asked for. " + reason.Sentence(f.err) + " Press f to try again.", true
	case f.asking, f.wants:
		return "Asking for the calls. Press f to stop.", false
	case p.Err != nil && p.Stopped:
		return "Not all could be fetched. " + reason.Sentence(p.Err) + " Press f to try again.", true
	case p.Err != nil:
		return reason.Sentence(p.Err) + " It is tried again: " + p.Words() + ".", true
	case p.Going():
		return "Fetching what was said: " + p.Words() + ". Press f to stop.", false
	case p.Failed > 0:
		return "Dialgen told nothing of " + figures.Counted(p.Failed, "call") + ". Press f to try again.", true
	}
	return "", false
}
