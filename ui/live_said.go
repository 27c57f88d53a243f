package ui

import (
	"context"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// liveSaid is what people said on the calls of a campaign: it is read, and fetched, while
// Live is open, whatever screen is in front.
type liveSaid struct {
	live   *liveScreen
	reader session.SaidReader
	read   *atomic.Int64 // calls that were read so far

	said    session.Said
	known   bool // it was read once
	reading bool
	adding  bool
	err     error // why it could not be read

	fetch saidFetch
	again *callAgain  // makes campaigns of who wishes to be called at another time
	shown *saidScreen // nil = was not opened yet
}

type (
	// saidRead is what was found on the calls.
	saidRead struct {
		said session.Said
		err  error
	}
	// saidListed is what came of putting numbers on the do-not-call list.
	saidListed struct{ done session.AddedToDoNotCall }
	// saidTick redraws how far it is read.
	saidTick struct{}
)

const (
	saidTopic     = "said"
	saidTickTopic = "said tick"
	saidAddTopic  = "said add"
)

func (s *liveSaid) actions() screen.Actions {
	return screen.Actions{
		{ID: "said", Title: "See what people said: who asked not to be called, and who wishes to be called at another time", Keys: screen.Bind("d", "what people said", "d"), Named: screen.Bind("d", "what they said", "d"),
			Run: screen.Do(s.open)},
	}.In(liveGroup)
}

// open shows what people said.
func (s *liveSaid) open() {
	if s.shown == nil {
		s.shown = newSaidScreen(s)
	}
	s.live.console.GoOn(s.shown)
}

// inFront reports whether the operator looks at what people said.
func (s *liveSaid) inFront() bool {
	return s.shown != nil && s.live.console.Front == s.shown.requests.ID
}

// update takes what comes back to Live of what is read here.
func (s *liveSaid) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case saidRead:
		return s.take(msg), true
	case saidCalls:
		return s.callsKnown(msg), true
	case saidFetched:
		return s.fetched(msg), true
	case saidListed:
		return s.listed(msg.done), true
	case saidTick:
		return s.tick(), true
	case screen.Answered:
		return nil, msg.Name == mayCallDialog // there is nothing to answer
	}
	return nil, false
}

// load reads what is stored, unless that is under way.
func (s *liveSaid) load() tea.Cmd {
	l := s.live
	if s.reading {
		return nil
	}
	s.reading, s.read = true, new(atomic.Int64)
	cfg := l.console.Config
	of := session.SaidOf{Campaign: session.Frozen(l.console.Campaign), Store: cfg.Store, Region: cfg.Account.Region, Now: cfg.Now, Reader: &s.reader, Done: s.read}
	return tea.Batch(s.tick(), l.requests.Ask(saidTopic, func(ctx context.Context) tea.Msg {
		said, err := of.Get(ctx)
		return saidRead{said, err}
	}))
}

// tick draws how far it is read, while it is.
func (s *liveSaid) tick() tea.Cmd {
	if !s.reading {
		return nil
	}
	return s.live.requests.After(saidTickTopic, screen.ProgressEvery, saidTick{})
}

func (s *liveSaid) take(msg saidRead) tea.Cmd {
	s.reading = false
	if s.err = msg.err; msg.err == nil {
		s.said, s.known = msg.said, true
	}
	if s.shown != nil {
		s.shown.refresh()
	}
	if msg.err != nil {
		s.fetch.wants = false
	}
	return s.want()
}

// add puts numbers on the do-not-call list.
func (s *liveSaid) add(numbers []phone.Number) tea.Cmd {
	if s.adding || len(numbers) == 0 {
		return nil
	}
	s.adding = true
	store, source := s.live.console.Config.Store, session.SaidOnACall(s.live.console.Campaign.Name())
	return s.live.requests.Ask(saidAddTopic, func(ctx context.Context) tea.Msg {
		return saidListed{session.AddToDoNotCall(context.WithoutCancel(ctx), store, numbers, source)}
	})
}

// listed says what came of that, and who may be called all the same.
func (s *liveSaid) listed(done session.AddedToDoNotCall) tea.Cmd {
	s.adding = false
	tellListed(s.live.console, s.live.requests.ID, done)
	s.reading = false // what is read now does not know of it
	return s.load()
}
