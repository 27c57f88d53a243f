package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/model/outcomes"
	"callsheet/model/transcript"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// copied keeps what was put on the clipboard.
type copied struct {
	mu    sync.Mutex
	texts []string
}

func (c *copied) copy(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts = append(c.texts, text)
}

func (c *copied) last() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.texts) == 0 {
		return ""
	}
	return c.texts[len(c.texts)-1]
}

// calling opens a contact of the samples in a window of a size.
func calling(t *testing.T, at, width, height int, then func(*callScreen)) (*robot, *callScreen) {
	t.Helper()
	a := callScene(plain, campaignOf(springList(), "Spring renewals"), calledContacts(), at, then)
	r := &robot{t: t, app: a, msgs: make(chan tea.Msg, 256)}
	a.console.Config.Service, a.console.Config.Store = &fakeService{}, storeOf(newFakeStore())
	a.console.Config.Pace, a.console.Saver.Store = testConfig().Pace, a.console.Config.Store
	s := a.front().(*callScreen)
	s.details.Service, s.details.Store = a.console.Config.Service, a.console.Config.Store
	r.update(tea.WindowSizeMsg{Width: width, Height: height})
	return r, s
}

func TestTheNextAndThePreviousAreThoseOfTheList(t *testing.T) {
	r, s := calling(t, 0, 80, 24, func(*callScreen) {})
	list := s.contacts.(*sampleSequence)
	for _, step := range []struct{ key, sees string }{
		{"up", "This is the first of the list."}, {"down", "Zoë Młynarczyk"}, {"j", "田中 由美"}, {"k", "Zoë Młynarczyk"}, {"left", "● 2  "}, {"left", "● 1  "}, {"left", "This is the first call to them."},
		{"right", "● 2  "}, {"down", "田中 由美"}, {"down", "the number is not valid"}, {"down", "The list says not to call them"}, {"down", "TELEPORTED: the [31mflux ran out"}, {"down", "This is the last of the list."},
	} {
		r.press(step.key)
		if !strings.Contains(r.screen(), step.sees) {
			t.Errorf("after %s:\n%s", step.key, r.screen())
		}
	}
	r.press("up", "up", "esc")
	if _, live := r.app.front().(*liveScreen); !live || list.cursor != 3 {
		t.Errorf("back on %T, with the cursor at %d", r.app.front(), list.cursor)
	}
	if len(r.app.stack) != r.app.at+1 {
		t.Error("the screen is not forgotten: going on from Home would come back to it")
	}
}

func TestAContactThatIsFilteredAwayStaysOnTheScreen(t *testing.T) {
	r, s := calling(t, 1, 80, 24, func(*callScreen) {})
	list := s.contacts.(*sampleSequence)
	list.all = slices.Delete(list.all, 1, 2)
	r.press("pgdown")
	if !strings.Contains(r.screen(), "Zoë Młynarczyk") || strings.Contains(r.screen(), "2 of") {
		t.Errorf("it is gone:\n%s", r.screen())
	}
	r.press("down")
	r.sees("none of the list any more")
}

func TestACallThatComesWhileTheScreenIsOpenIsShown(t *testing.T) {
	r, s := calling(t, 0, 80, 24, func(*callScreen) {})
	add := func(id string) {
		e := &s.contacts.(*sampleSequence).all[0]
		e.Calls = append(slices.Clone(e.Calls), model.CampaignCall{Call: model.Call{ID: id, Status: model.CallAnswered, At: fixedNow}, To: e.To, Attempt: len(e.Calls) + 1})
		e.RowResult = model.ResultOfCalls(e.Calls)
		r.press("home")
	}
	decides := func() string { return latestCall(&s.contact).ID }
	add("c7")
	if s.call.ID != decides() {
		t.Errorf("%s is shown, and %s says what came of them", s.call.ID, decides())
	}
	r.press("left", "left")
	was := s.call.ID
	if add("c8"); s.call.ID != was {
		t.Errorf("%s is shown in place of %s, which was chosen", s.call.ID, was)
	}
}

func TestWhatWasSaidIsFoundByKeysAlone(t *testing.T) {
	for _, width := range []int{80, 120, 200} {
		r, s := calling(t, 0, width, 24, func(s *callScreen) { s.keep(sampleDetail(6)) })
		r.press("n")
		r.press("/")
		r.write("GOLD")
		r.sees("1 of 6")
		r.press("enter", "n", "n", "N")
		r.sees("GOLD: 2 of 6")
		if !strings.Contains(r.screen(), "▸                           "+map[int]string{80: "calling about", 120: "Renewals", 200: "about your"}[width]) {
			t.Errorf("no sign says where the hit is:\n%s", r.screen())
		}
		r.press("/", "backspace", "backspace", "backspace", "backspace")
		r.write("പറയാത്തത്")
		r.sees("was not said")
		r.press("esc")
		if s.find.typing || s.find.input.Value() != "" {
			t.Error("esc does not end it")
		}
		r.lacks("was not said")
		r.press("/")
		r.write("q?jk")
		if s.find.input.Value() != "q?jk" {
			t.Errorf("letters that are keys are not typed: %q", s.find.input.Value())
		}
		r.press("enter", "esc")
		if _, live := r.app.front().(*liveScreen); !live {
			t.Error("esc does not go back")
		}
	}
}

// Whatever is said, it drives no terminal, and the view has its size.
func TestNothingThatIsSaidDrivesTheTerminal(t *testing.T) {
	evil := maps.Clone(hostile)
	evil["a line of twenty thousand"] = strings.Repeat("x", 20_000)
	for name, text := range evil {
		d := model.CallDetail{Call: "c1", Contact: text, Measured: true, Fetched: fixedNow, Summary: text, Metrics: []transcript.Metric{{Name: text, Value: text}, {Name: text, Value: text}}}
		for i := range 40 {
			d.Turns = append(d.Turns, model.Turn{Turn: transcript.Turn{Speaker: transcript.Speaker(i % 3), Text: text}, Role: text, At: fixedNow.Add(time.Duration(i%2) * time.Second)})
		}
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			r, s := calling(t, 5, size[0], size[1], func(s *callScreen) {
				e := &s.contacts.(*sampleSequence).all[5]
				e.Calls[0].Name, e.Calls[0].Error, e.Calls[0].Phone, e.Calls[0].Status, e.WhyNot, e.To = text, text, text, text, text, 0
				d.Call = e.Calls[0].ID
				s.keep(d)
			})
			r.app.console.Theme = theme.New(theme.Options{})
			for _, keys := range [][]string{{"home"}, {"end"}, {"pgup"}, {"tab", "end"}, {"/", "e", "v", "enter"}, {"n"}, {"o"}, {"y"}} {
				r.press(keys...)
				screenIsSafe(t, r.app.View(), size[0])
				fits(t, r.app.View(), size[0], size[1])
			}
			r.press("esc")
			board := &copied{}
			r.app.console.Config.Clipboard.Copy = board.copy
			text, n, of := s.transcript(maxCopied)
			if len(text) > maxCopied || n > of || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) }) {
				t.Errorf("%s: %d bytes of %d utterances are copied", name, len(text), n)
			}
		}
	}
}

func TestTheKeysOfACallAreNamedAndDoWhatTheySay(t *testing.T) {
	r, s := calling(t, 0, 200, 60, func(s *callScreen) { s.keep(sampleDetail(9)) })
	for _, name := range []string{"↑↓ next", "←→ calls", "pgdn more", "tab other column", "/ find", "o recording", "y copy", "r look again", "esc back"} {
		if !strings.Contains(r.screen(), name) {
			t.Errorf("%q is not named", name)
		}
	}
	was := s.focus
	r.press("tab")
	if s.focus == was {
		t.Error("tab goes to no other column")
	}
	r.press("shift+tab", "end")
	if !strings.Contains(r.screen(), "lines above") {
		t.Errorf("what was said is not scrolled:\n%s", r.screen())
	}
	r.press(" ", "home", " ", "pgup")
	if strings.Contains(r.screen(), "above") {
		t.Error("space and pgup do not undo each other")
	}
}

func TestTheNumberAndWhatWasSaidAreCopied(t *testing.T) {
	board := &copied{}
	r, s := calling(t, 0, 80, 24, func(s *callScreen) { s.keep(sampleDetail(1)) })
	r.app.console.Config.Clipboard = screen.Clipboard{Copy: board.copy, Note: "Within tmux it is as tmux is set."}
	r.press("y")
	r.sees("Copy what?")
	r.press("enter")
	r.waits("the number on the clipboard", func() bool { return board.last() == "+447400123101" })
	r.sees("the number +447400123101. Within tmux it is as tmux is set.")
	r.press("y", "down", "enter")
	r.sees("what was said, 8 utterances")
	r.waits("what was said on the clipboard", func() bool {
		return strings.HasPrefix(board.last(), "Olivia Grant, +447400123101, Tue 24 Nov 09:21:00 UTC\n\n09:21:00 Agent: Hello, is this") && strings.Contains(board.last(), "Olivia Grant: अभी मत")
	})
	long := sampleDetail(400)
	s.keep(long)
	r.press("y", "down", "enter")
	r.sees("of 3,200 utterances: a clipboard takes no more")
	r.waits("as much as is taken", func() bool { return len(board.last()) > maxCopied*9/10 && len(board.last()) <= maxCopied })
	r.app.console.Config.Clipboard = screen.Clipboard{Note: "This terminal has no clipboard."}
	r.press("y", "enter")
	r.sees("Nothing was copied. This terminal has no clipboard.")
}

func TestTheRecordingIsAskedForWhenItIsWanted(t *testing.T) {
	const address = "https://recordings.dialgen.ai/1.mp3?Expires=1795836426"
	for _, row := range []struct {
		name, status, answer string
		ago                  time.Duration
		fails                error
		asks                 int
		sees                 string
		links                bool
	}{
		{"one of yesterday", model.CallAnswered, address, 24 * time.Hour, nil, 1, "It expires", true},
		{"there is none", model.CallAnswered, "", time.Minute, nil, 1, "names no recording", false},
		{"one that is not https", model.CallAnswered, "http://recordings.dialgen.ai/1.mp3", time.Minute, nil, 1, "begins with http:", false},
		{"a script", model.CallAnswered, "javascript:alert(1)", time.Minute, nil, 1, "begins with javascript:", false},
		{"one that ends a sequence", model.CallAnswered, "https://a.example/\x1b\\\x1b]52;c;AA\x07", time.Minute, nil, 1, "characters that stand in no address", false},
		{"one with a password", model.CallAnswered, "https://a:b@c.example/", time.Minute, nil, 1, "name or password", false},
		{"older than they are kept", model.CallAnswered, address, 120 * 24 * time.Hour, nil, 0, "it is not asked for", false},
		{"nobody answered", model.CallMissed, address, time.Minute, nil, 0, "Nobody spoke", false},
		{"it goes on", model.CallOngoing, address, time.Minute, nil, 0, "once the call has ended", false},
		{"no answer", model.CallAnswered, "", time.Minute, model.UserError("Dialgen does not answer."), 1, "could not be fetched", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			r, s := calling(t, 0, 200, 60, func(s *callScreen) { s.keep(sampleDetail(1)) })
			e := &s.contacts.(*sampleSequence).all[0]
			e.Calls = []model.CampaignCall{{Call: model.Call{ID: "c1", Status: row.status, At: fixedNow.Add(-row.ago)}, To: e.To, Attempt: 1}}
			e.RowResult = model.ResultOfCalls(e.Calls)
			service := &recordingService{fakeService: &fakeService{}, address: row.answer, fails: row.fails}
			r.app.console.Config.Service, r.app.console.Config.Links = service, true
			r.press("down", "up", "o")
			r.waits(row.sees, func() bool { return strings.Contains(fmt.Sprint(s.record.passages()), row.sees) })
			if asks := service.count(); asks != row.asks {
				t.Errorf("it was asked for %d times, not %d", asks, row.asks)
			}
			view := r.app.View()
			if links := strings.Contains(view, "\x1b]8;"); links != row.links {
				t.Errorf("links %v:\n%q", links, view)
			}
			if row.links {
				fits(t, view, 200, 60)
				r.press("o")
				r.waits("it is asked for anew", func() bool { return service.count() == 2 && s.record.address != "" })
				r.press("down")
				if s.Link() != "" || s.record.shown() || s.focus != s.saidPane() {
					t.Error("the address of one call is shown with another, or its column is still the one that is scrolled")
				}
			}
			for _, b := range r.app.console.Campaign.Batches {
				if strings.Contains(fmt.Sprintf("%+v", b), "recordings.dialgen.ai") {
					t.Error("the address is kept")
				}
			}
		})
	}
}

func TestALongAddressIsShownInFullAndIsOneLink(t *testing.T) {
	address := "https://recordings.dialgen.ai/1.mp3?Signature=" + strings.Repeat("0123456789", 30)
	r, s := calling(t, 0, 80, 40, func(*callScreen) {})
	r.app.console.Config.Links = true
	s.record.found(recordingFound{id: s.call.ID, address: address})
	r.press("home")
	view := r.app.View()
	fits(t, view, 80, 40)
	var shown strings.Builder
	for _, part := range strings.Split(view, "\x1b]8;id=callsheet;"+address)[1:] {
		text, _, _ := strings.Cut(part, "\x1b]8;;")
		shown.WriteString(strings.Trim(ansi.Strip("\x1b]8;;"+text), "\a\\"))
	}
	if shown.String() != address {
		t.Errorf("the links show %q", shown.String())
	}
}

// Goal: under 1 ms for a view, however long what was said is.
func BenchmarkCallView(b *testing.B) {
	for _, text := range []struct{ name, text string }{{"letters", strings.Repeat("This is what was said. ", 870)}, {"Devanagari", strings.Repeat("अभी मत बुलाइए ", 1400)}} {
		for _, query := range []string{"", "e", "मत"} {
			b.Run(text.name+" found "+query, func(b *testing.B) {
				d := model.CallDetail{Call: "c1", Fetched: fixedNow}
				for range 2000 {
					d.Turns = append(d.Turns, model.Turn{Turn: transcript.Turn{Speaker: transcript.Contact, Text: text.text}, At: fixedNow})
				}
				a := callScene(plain, campaignOf(springList(), "Spring renewals"), calledContacts(), 0, func(s *callScreen) { s.keep(d) })
				a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
				s := a.front().(*callScreen)
				s.find.input.SetValue(query)
				s.find.apply()
				for b.Loop() {
					s.View()
				}
			})
		}
	}
}

// recordingService tells of a recording.
type recordingService struct {
	*fakeService
	address string
	fails   error
	asks    int
}

func (s *recordingService) CallWords(context.Context, model.Batch, string) (session.CallWords, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asks++
	return session.CallWords{Status: model.CallAnswered, Recording: s.address}, s.fails
}

func (s *recordingService) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asks
}

func TestAContactOfLiveIsOpenedAndLeftWithTheCursorOnIt(t *testing.T) {
	r := outcomesOf(t, 271, 80, 24)
	l := liveOf(r)
	r.press("3", "down", "down")
	want, _ := l.list.under()
	r.press("enter")
	s, opened := r.app.front().(*callScreen)
	if !opened || s.contact.ID() != want.ID() {
		t.Fatalf("%T is opened:\n%s", r.app.front(), r.screen())
	}
	if !l.inFront() {
		t.Error("Live is taken not to be looked at")
	}
	r.sees("3 of " + fmt.Sprint(l.list.all.Count(outcomes.ShowMissed)))
	r.press("down")
	next := s.contact.ID()
	r.press("esc")
	if under, _ := l.list.under(); r.app.front() != l || under.ID() != next || next == want.ID() {
		t.Errorf("back on %T, with the cursor on %v", r.app.front(), under.ID())
	}
	r.press("enter", "ctrl+n")
	if r.app.at != 0 {
		t.Error("ctrl+n does not go to Home")
	}
}

// A contact that nobody called is opened, too: it says why not.
func TestAContactThatNobodyCalledIsOpened(t *testing.T) {
	r := outcomesOf(t, 271, 80, 24)
	r.press("6")
	if e, some := liveOf(r).list.under(); some && len(e.Calls) == 0 {
		r.press("enter")
		r.sees("No call")
	}
}
