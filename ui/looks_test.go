package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// drawnIn draws a scene at the smallest and at a large size.
func drawnIn(t *testing.T, o theme.Options, look func(name string, view string)) {
	t.Helper()
	if racing {
		t.Skip("draws all scenes, in one goroutine")
	}
	th := theme.New(o)
	for _, s := range Scenes() {
		a := s.make(th)
		for _, size := range [][2]int{{minWidth, minHeight}, {200, 60}} {
			a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			look(fmt.Sprintf("%s at %dx%d", s.Name, size[0], size[1]), a.View())
		}
	}
}

// The keys go to one place, and one place looks as if they did: what is under the cursor,
// or the caret in what is typed.
func TestOneThingIsHighlighted(t *testing.T) {
	th := theme.New(theme.Options{})
	cursor, _ := th.Cursor.Around()
	caret, _ := th.Input.Reverse().Around()
	drawnIn(t, theme.Options{}, func(name, view string) {
		blocks, before := 0, false
		for line := range strings.SplitSeq(view, "\n") {
			marked := strings.Contains(line, cursor)
			if marked && !before { // what is marked may go on in the line below
				blocks++
			}
			if strings.Contains(line, caret) {
				blocks++
			}
			before = marked
		}
		if blocks > 1 {
			t.Errorf("%s: %d places are highlighted", name, blocks)
		}
	})
}

// One sign says where the cursor is: what is chosen among filters and pages has another.
func TestOneCursorIsDrawn(t *testing.T) {
	drawnIn(t, theme.Options{NoColor: true}, func(name, view string) {
		_, body, _ := strings.Cut(ansi.Strip(view), "\n") // the first line says where one is
		if n := strings.Count(body, plain.Glyphs.Cursor); n > 1 {
			t.Errorf("%s: %d cursors", name, n)
		}
	})
}

// ownSigns are the signs that the console draws itself; the samples hold none of them.
const ownSigns = "▸●✓⊘–…→×─│█░‹›↑↓←◆·“”‘’•╭╮╰╯▏▎▍▌▋▊▉▁▂▃▄▅▆▇—≥≤"

func TestAConsoleInASCIIDrawsNoOtherSigns(t *testing.T) {
	drawnIn(t, theme.Options{ASCII: true}, func(name, view string) {
		for i, line := range strings.Split(ansi.Strip(view), "\n") {
			if at := strings.IndexAny(line, ownSigns); at >= 0 {
				t.Errorf("%s: line %d has %q: %s", name, i+1, []rune(line[at:])[0], strings.TrimSpace(line))
			}
		}
	})
}

// longMessage is a message of many words that all differ.
func longMessage(words int) string {
	var b strings.Builder
	for i := range words {
		fmt.Fprintf(&b, "word%d ", i+1)
	}
	return strings.TrimSpace(b.String()) + "."
}

// What is said to an operator ends with what to do, so the end is always to be read.
func TestNoMessageIsCutBeforeItsPoint(t *testing.T) {
	for _, words := range []int{10, 30, 60} {
		long := longMessage(words)
		last := fmt.Sprintf("word%d.", words)
		for name, say := range map[string]func(*App){
			"a problem":                     func(a *App) { a.toast.Show(widget.Problem, long) },
			"something to know":             func(a *App) { a.toast.Show(widget.Info, long) },
			"a save that failed":            func(a *App) { a.console.Saver.Failed = long },
			"a campaign that is lost":       func(a *App) { a.console.Saver.Lost = long },
			"a campaign that is open there": func(a *App) { a.console.Campaign.Holder = long },
			"a screen's own error":          func(a *App) { a.front().(*fileScreen).err = long },
			"a file that cannot be read": func(a *App) {
				f := a.front().(*fileScreen)
				f.phase, f.err = browsing, long
			},
			"a notice": func(a *App) {
				a.console.OpenDialog(0, "notice", widget.NewNotice(plain, "It does not go on", long))
				a.drain()
			},
		} {
			a := fileScene(plain, springList(), nil)
			a.Update(tea.WindowSizeMsg{Width: minWidth, Height: minHeight})
			say(a)
			view := a.View()
			fits(t, view, minWidth, minHeight)
			if shown := ansi.Strip(view); !strings.Contains(shown, "word1") || !strings.Contains(shown, last) {
				t.Errorf("%s of %d words ends before its point:\n%s", name, words, shown)
			}
		}
	}
}

func TestWhatAScreenOffersCanBeDone(t *testing.T) {
	for name, c := range map[string]struct {
		scene           string
		says, leavesOut string
	}{
		"no recording of a call that nobody took":    {"call-missed", "y copy", "recording"},
		"no recording of nobody's call":              {"call-nobody", "y copy", "recording"},
		"no recording while it rings":                {"call-ongoing", "y copy", "recording"},
		"a recording of a call that was answered":    {"call-answered", "o recording", "fetch"},
		"nothing to fetch where nobody answered":     {"said-empty", "tab callbacks", "fetch"},
		"nothing to fetch where all is known":        {"said-nobody", "tab callbacks", "fetch"},
		"something to fetch where something is not":  {"said-unread", "f fetch the rest", "cut off"},
		"callbacks are not said to be put on a list": {"said-callbacks", "Nobody is called again unless", "put on the do-not-call list unless"},
		"opt-outs are said not to be put on it":      {"said-optouts", "Nobody is put on the do-not-call list unless", "called again unless"},
		"all who were sent were called, and not all": {"live-done", "Completed: everybody sent to Dialgen was called.", "everybody was called"},
		"of whom nothing is known are none uncalled": {"live-paused", "5 open", "6 ⊘"},
		"a campaign that is completed calls nobody":  {"live-done", "answered 1", "calling"},
		"calls in the order in which they were made": {"call-no-detail", "2  Thu 15 Oct", "24 Nov"},
	} {
		i := sceneAt(t, c.scene)
		shown := ansi.Strip(Scenes()[i].Draw(plain, minWidth, minHeight))
		if !strings.Contains(shown, c.says) || strings.Contains(shown, c.leavesOut) {
			t.Errorf("%s: want %q and not %q in\n%s", name, c.says, c.leavesOut, shown)
		}
	}
}

func sceneAt(t *testing.T, name string) int {
	t.Helper()
	for i, s := range Scenes() {
		if s.Name == name {
			return i
		}
	}
	t.Fatalf("there is no scene %s", name)
	return -1
}

// A question with one answer is none.
func TestTheOnlyThingToCopyIsCopied(t *testing.T) {
	board := &copied{}
	r, _ := calling(t, 1, minWidth, minHeight, func(*callScreen) {})
	r.app.console.Config.Clipboard.Copy = board.copy
	r.press("y")
	r.waits("the number on the clipboard", func() bool { return board.last() == "+447400123102" })
	if r.app.dialog != nil {
		t.Error("it is asked what to copy")
	}
}
