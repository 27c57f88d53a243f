package ui

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/outcomes"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// callScreen shows a contact of a list with one of the calls to them in full. It lies behind
// Live, and is forgotten when it is left.
type callScreen struct {
	console  *screen.Console
	requests *screen.Requests
	contacts callSequence
	details  session.Details

	contact outcomes.Entry              // as the list knew it last
	place   int                         // in the list, from 0; -1 = it is none of it any more
	call    model.CampaignCall          // that is shown; of no ID where nobody was called
	chosen  bool                        // it is the operator's choice, and stays whatever comes after it
	looked  map[string]model.Call       // as single calls were seen last, by their ids
	known   map[string]model.CallDetail // that were read or fetched, by their calls
	fetch   callFetch
	pace    time.Duration // between two looks at a call that has not ended
	record  callRecording
	never   callNever
	find    callFind
	panes   []widget.Reader // what is read first comes first
	focus   int             // which of them is scrolled
	err     string
	width   int
	height  int
	showing string // what the panes are made of
	shown   string // the call that they show
}

// callSequence is the contacts of a list, filtered and sorted as they are there. It is asked
// in the owner's turn, and may be another between two of them.
type callSequence interface {
	Len() int
	// At is the contact at a place, from 0.
	At(place int) *outcomes.Entry
	// Find is a contact as the list knows it now, and its place: -1 where the list has it, but
	// does not show it. It is nil where the list does not have it any more.
	Find(id outcomes.ID) (contact *outcomes.Entry, place int)
	// Rest puts the cursor of the list on a place.
	Rest(place int)
}

const callGroup = "Call"

// Bounds on what is kept and how often the service is asked.
const (
	mostKnown  = 64                     // details that are held: the others are read again
	restBefore = 400 * time.Millisecond // the cursor rests on a call before it is asked for
)

// newCallScreen opens the contact at a place of a list.
func newCallScreen(d *screen.Console, contacts callSequence, place int) *callScreen {
	c := d.Config
	s := &callScreen{console: d, requests: d.NewRequests(), contacts: contacts, place: place,
		details: session.Details{Service: c.Service, Store: c.Store, Clock: session.WallClock{Wall: c.Wall}, Now: c.Now, Rate: &d.DetailRate},
		looked:  map[string]model.Call{}, known: map[string]model.CallDetail{}}
	s.find = newCallFind(s)
	s.record.screen, s.never.screen = s, s
	return s
}

func (s *callScreen) Place() model.Stage         { return model.StageLive }
func (s *callScreen) Requests() *screen.Requests { return s.requests }
func (s *callScreen) Typing() bool               { return s.find.typing }

// Init shows what is stored of the call, and asks for the rest.
func (s *callScreen) Init() tea.Cmd {
	cmd := s.showContact(s.place)
	s.layout()
	return cmd
}

func (s *callScreen) SetSize(w, h int) {
	s.width, s.height = w, h
	s.layout()
}

func (s *callScreen) Update(msg tea.Msg) tea.Cmd {
	cmd := tea.Batch(s.update(msg), s.follow())
	s.layout()
	return cmd
}

func (s *callScreen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return s.press(msg)
	case callStored:
		return s.stored(msg)
	case callRested:
		return s.ask()
	case session.DetailTold:
		return s.told(msg)
	case callLookDue:
		return s.look()
	case recordingFound:
		s.record.found(msg)
	case callListed:
		s.never.listed(msg)
	case screen.Answered:
		s.copy(msg)
		return s.never.answered(msg)
	case screen.Shown:
		return s.lookLater()
	}
	return s.requests.Run("details", s.details.Update(msg))
}

// showContact shows the contact at a place of the list, by the call that says what came of them.
func (s *callScreen) showContact(place int) tea.Cmd {
	if place < 0 || place >= s.contacts.Len() {
		return nil
	}
	s.contact, s.place, s.chosen, s.focus = *s.contacts.At(place), place, false, s.saidPane()
	s.contacts.Rest(place)
	return s.show(latestCall(&s.contact))
}

// latestCall is the call that says what came of a contact, or else the last one; of no ID
// where nobody was called.
func latestCall(e *outcomes.Entry) model.CampaignCall {
	if call, decides := e.Decides(); decides {
		return call
	}
	if n := len(e.Calls); n > 0 {
		return e.Calls[n-1]
	}
	return model.CampaignCall{To: e.To, Row: e.Row, Batch: -1}
}

// show shows one of the calls to the contact.
func (s *callScreen) show(call model.CampaignCall) tea.Cmd {
	s.call, s.pace = s.seen(call), 0
	s.record.forget()
	s.fetch = callFetch{}
	for _, topic := range []string{"stored", "rest", "look"} {
		s.requests.Drop(topic)
	}
	if call.ID == "" {
		return nil
	}
	later := s.lookLater()
	if _, known := s.known[call.ID]; known && !s.wants() {
		s.fetch.read = true
		return later
	}
	return tea.Batch(later, s.read())
}

// seen is a call with what was seen of it last, where the list does not know its end yet.
func (s *callScreen) seen(call model.CampaignCall) model.CampaignCall {
	if seen, is := s.looked[call.ID]; is && !call.Over() {
		call.Status, call.Duration, call.Error = seen.Status, seen.Duration, seen.Error
	}
	return call
}

// follow takes over what the list knows by now: more of the call, another call to the
// contact, another place.
func (s *callScreen) follow() tea.Cmd {
	contact, place := s.contacts.Find(s.contact.ID())
	if contact == nil {
		s.place = -1
		return nil
	}
	s.contact, s.place = *contact, place
	if latest := latestCall(contact); !s.chosen && latest.ID != s.call.ID {
		return s.show(latest)
	}
	for _, c := range contact.Calls {
		if c.ID == s.call.ID {
			over := s.call.Over()
			if s.call = s.seen(c); !over && s.call.Over() {
				return s.rest(restBefore)
			}
		}
	}
	return nil
}

// step goes to the next contact of the list, or the one before.
func (s *callScreen) step(by int) tea.Cmd {
	switch to := s.place + by; {
	case s.place < 0:
		s.err = "This contact is none of the list any more, as it is filtered. Go back with esc."
	case to < 0:
		s.err = "This is the first of the list."
	case to >= s.contacts.Len():
		s.err = "This is the last of the list."
	default:
		return s.showContact(to)
	}
	return nil
}

// attempt shows the next call to the contact, or the one before.
func (s *callScreen) attempt(by int) tea.Cmd {
	calls := s.contact.Calls
	to := slices.IndexFunc(calls, func(c model.CampaignCall) bool { return c.ID == s.call.ID }) + by
	switch {
	case to < 0:
		s.err = "This is the first call to them."
	case to >= len(calls):
		s.err = "This is the last call to them."
	default:
		s.chosen = to != len(calls)-1
		return s.show(calls[to])
	}
	return nil
}

// batch is the batch that the call is of.
func (s *callScreen) batch() (model.Batch, bool) {
	batches := s.console.Campaign.Batches
	if s.call.Batch < 0 || s.call.Batch >= len(batches) {
		return model.Batch{}, false
	}
	return batches[s.call.Batch], true
}

// whyNotAsk says why the service is not asked about the call; "" = it is.
func (s *callScreen) whyNotAsk() string {
	b, known := s.batch()
	switch {
	case s.call.ID == "":
		return "Nobody was called."
	case !known:
		return "It is not known which batch this call is of."
	case session.Elsewhere(s.console.Campaign, s.console.Config.Account.Service) != "":
		return "This campaign is at " + model.ServiceWords(b.Service) + ", which this console does not work with."
	case s.console.Config.Account.Missing != "":
		return s.console.Config.Account.Missing
	}
	return ""
}

// Actions are what can be done with a call.
func (s *callScreen) Actions() screen.Actions {
	if s.find.typing {
		return s.find.typingActions()
	}
	all := screen.Actions{
		{ID: "contact", Title: "Look at the next of the list, or the one before", Keys: screen.Bind("↑↓", "next", "up", "down", "k", "j"), Group: callGroup, Run: s.stepKey},
		{ID: "attempt", Title: "Look at another call to the same number", Keys: screen.Bind("←→", "calls", "left", "right", "h", "l"), Group: callGroup,
			WhyNot: screen.Without(len(s.contact.Calls) > 1, "There is no other call to this number."), Run: s.attemptKey},
		{ID: "scroll", Title: "Read on, or back", Keys: screen.Bind("pgdn", "more", "pgup", "pgdown", " ", "home", "end", "g", "G"), Group: callGroup, Run: s.scroll},
		{ID: "pane", Title: "Scroll the next column", Keys: screen.Bind("tab", "other column", "tab", "shift+tab"), Group: callGroup,
			WhyNot: screen.Without(len(s.panes) > 1, "There is one column in a window of this width."), Run: s.otherPane},
	}
	all = append(all, s.find.actions()...)
	all = append(all, s.record.actions()...)
	all = append(all, s.never.actions()...)
	return append(all,
		screen.Action{ID: "copy", Title: "Copy the number, what was said, or the recording's address", Keys: screen.Bind("y", "copy", "y"), Group: callGroup, Run: screen.Do(s.askCopy)},
		screen.Action{ID: "look", Title: "Ask Dialgen about this call again", Keys: screen.Bind("r", "look again", "r"), Group: callGroup, WhyNot: s.whyNotAsk(), Run: screen.Start(s.again)},
		screen.Action{ID: "back", Title: "Go back to the list, with the cursor on this contact", Keys: screen.Global.Back, Run: screen.Do(func() { s.console.Emit(screen.Leave{}) })},
		screen.Action{ID: "home", Title: "Go to Home", Keys: screen.Bind("ctrl+n", "home", "ctrl+n"), Group: callGroup, Run: screen.Do(func() { s.console.Emit(screen.GoHome{}) })},
	)
}

func (s *callScreen) Keys() screen.Keys {
	actions := s.Actions()
	if s.find.typing {
		return screen.Keys{Line: actions.Line("found", "keep", "forget"), Groups: actions.Help(callGroup)}
	}
	return screen.Keys{Line: actions.Line("contact", "attempt", "scroll", "find", "recording", "copy", "never", "pane", "next", "look", "back"), Groups: actions.Help(callGroup)}
}

func (s *callScreen) press(msg tea.KeyMsg) tea.Cmd {
	s.err = ""
	cmd, done := s.Actions().Press(msg)
	if !done && s.find.typing {
		s.find.typed(msg)
	}
	return cmd
}

func (s *callScreen) stepKey(msg tea.KeyMsg) tea.Cmd {
	if k := msg.String(); k == "up" || k == "k" {
		return s.step(-1)
	}
	return s.step(1)
}

func (s *callScreen) attemptKey(msg tea.KeyMsg) tea.Cmd {
	if k := msg.String(); k == "left" || k == "h" {
		return s.attempt(-1)
	}
	return s.attempt(1)
}

func (s *callScreen) scroll(msg tea.KeyMsg) tea.Cmd {
	if s.focus < len(s.panes) {
		s.panes[s.focus].Update(msg)
	}
	return nil
}

func (s *callScreen) otherPane(msg tea.KeyMsg) tea.Cmd {
	by := 1
	if msg.String() == "shift+tab" {
		by = len(s.panes) - 1
	}
	s.focus = (s.focus + by) % max(1, len(s.panes))
	return nil
}
