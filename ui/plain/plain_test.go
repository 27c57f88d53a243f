package plain

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
	"callsheet/ui"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// held is a console in lines on a scene, of which nothing is done beside it.
type held struct {
	*console
	t    *testing.T
	said bytes.Buffer
	left chan struct{} // somebody left
}

func hold(t *testing.T, s ui.Scene) *held {
	t.Helper()
	h := &held{t: t, left: make(chan struct{}, 16)}
	app := s.Console(theme.New(theme.Options{Lines: true}), ui.LinesSize)
	h.console = &console{app: app, cfg: Config{Terminal: true}, out: &writer{to: &h.said}, msgs: make(chan tea.Msg)}
	h.run = h.onlyLeave
	h.tellAll()
	return h
}

// onlyLeave asks the world for nothing, which a scene does not have: whether somebody has
// left is all that is looked for.
func (h *held) onlyLeave(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	panics.Go(func() {
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			for _, one := range msg {
				h.onlyLeave(one)
			}
		case tea.QuitMsg:
			h.left <- struct{}{}
		}
	})
}

// types takes a line, and returns what is told after it.
func (h *held) types(line string) string {
	h.t.Helper()
	from := h.said.Len()
	h.take(input{text: line})
	for h.answering {
		h.tell(time.Now().Add(time.Hour)) // whatever is under way has had its time
	}
	return h.said.String()[from:]
}

func TestEveryActionOfEverySceneIsReachedByItsKeysAndItsTitle(t *testing.T) {
	for _, s := range ui.Scenes() {
		if testing.Short() && strings.HasSuffix(s.Name, "-worst") {
			continue
		}
		app := s.Console(theme.New(theme.Options{Lines: true}), ui.LinesSize)
		all := app.Actions()
		for _, a := range all {
			if !a.Usable() {
				_, not := titled(all, a.Title)
				if !slices.ContainsFunc(not, func(n screen.Action) bool { return n.ID == a.ID }) {
					if usable, _ := titled(all, a.Title); len(usable) == 0 {
						t.Errorf("%s: nothing says why %q cannot be used", s.Name, a.Title)
					}
				}
				continue
			}
			for _, name := range a.Keys.Keys() {
				if k, is := keyOf(spokenKey(name)); !is || !matches(k, a) {
					t.Errorf("%s: %q is not reached by %s", s.Name, a.Title, name)
				}
			}
			if usable, _ := titled(all, a.Title); len(usable) != 1 || usable[0].ID != a.ID {
				t.Errorf("%s: %q means %d actions", s.Name, a.Title, len(usable))
			}
		}
	}
}

func TestWhatIsToldOfEverySceneIsTextAndWhole(t *testing.T) {
	for _, s := range ui.Scenes() {
		if testing.Short() && strings.HasSuffix(s.Name, "-worst") {
			continue
		}
		told := hold(t, s).said.String()
		if strings.ContainsFunc(told, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) || strings.ContainsAny(told, "█░▏▇─│╭") {
			t.Errorf("%s: there are controls or pictures in\n%s", s.Name, told)
		}
		if !strings.Contains(told, "all.\n") || len(strings.Split(told, "\n")) < 4 {
			t.Errorf("%s: only this is told:\n%s", s.Name, told)
		}
	}
}

// Whoever types at random, from whatever is on any screen, hears something after each line,
// breaks nothing, and can leave.
func TestARandomWalkNeverTrapsAndAlwaysHearsSomething(t *testing.T) {
	const steps = 12
	for i, s := range ui.Scenes() {
		if strings.HasSuffix(s.Name, "-worst") || i%3 != 0 {
			continue // the same actions, over long lists, or nearly so
		}
		h, chance := hold(t, s), rand.New(rand.NewPCG(15, uint64(i)))
		var walked []string
		caught := panics.Catch(func() {
			for range steps {
				line := h.anything(chance)
				walked = append(walked, line)
				if told := h.types(line); strings.TrimSpace(strings.TrimPrefix(told, clean(line))) == "" {
					t.Errorf("%s: nothing is told after %q", s.Name, walked)
				}
			}
			for range 3 { // one asks, the next is sure
				h.types(":ctrl+c")
			}
		})
		if caught != nil {
			t.Fatalf("%s: %v after %q\n%s", s.Name, caught.Value, walked, caught.Stack)
		}
		select {
		case <-h.left:
		case <-time.After(time.Minute):
			t.Errorf("%s: nobody can leave after %q", s.Name, walked)
		}
	}
}

// anything is a line that somebody might type just now.
func (h *held) anything(chance *rand.Rand) string {
	l, all := h.app.Lines(), h.app.Actions()
	all = slices.DeleteFunc(all, func(a screen.Action) bool { return !a.Usable() || a.ID == "leave" || a.ID == "suspend" })
	odd := []string{"", "?", ":", "::x", "again", "more", "less", "go 3", "down 4", "esc", ":esc", "1", "2", ":2", ":clear", "07400 123456", "nothing that is called so", "\x1b[A", strings.Repeat("x", 300)}
	switch n := chance.IntN(10); {
	case n < 3 || len(all) == 0:
		return odd[chance.IntN(len(odd))]
	case n < 5 && l.Dialog != nil:
		return fmt.Sprint(chance.IntN(4))
	default:
		a := all[chance.IntN(len(all))]
		line := spokenKey(a.Keys.Keys()[chance.IntN(len(a.Keys.Keys()))])
		if n > 7 {
			line = a.Title
		}
		if l.Typing {
			line = ":" + line
		}
		return line
	}
}

func TestALongLineIsBrokenAndKeepsEveryWord(t *testing.T) {
	words := "State नवीनीकरण अभियान; edited 24 Nov 07:30; ready 由美 Núñez and José; " + strings.Repeat("word ", 40) + "end"
	for _, width := range []int{0, 20, 40, 79} {
		var to bytes.Buffer
		w := writer{to: &to, width: func() int { return width }}
		w.line(words)
		if got := strings.Join(strings.Fields(to.String()), " "); got != strings.Join(strings.Fields(words), " ") || strings.Contains(to.String(), "\x1b") {
			t.Errorf("at %d it is %q", width, to.String())
		}
	}
}

// Whatever a file or a reply holds, what is typed included, is text when it is written.
func TestNothingThatIsWrittenSteersATerminal(t *testing.T) {
	var to bytes.Buffer
	w := writer{to: &to}
	for _, evil := range []string{"a\x1b]0;owned\x07b", "\u009b2Jx", "one\rtwo", "r\u202etl", strings.Repeat("\x1b[31mred ", 60)} {
		w.line(evil)
	}
	if strings.ContainsAny(to.String(), "\x1b\x07\r\u202e\u009b") {
		t.Errorf("%q", to.String())
	}
}
