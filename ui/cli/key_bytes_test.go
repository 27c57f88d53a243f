package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"callsheet/api/sandbox"
	"callsheet/ui/renderer"
	"callsheet/ui/theme"
)

// What a key has the console draw is little even on a large window, over a slow line: less
// than Bubble Tea's whole lines are, and at most so many bytes.
func TestAKeyDrawsWhatDiffersAlone(t *testing.T) {
	for _, size := range []struct{ width, height, cursor, rows, screen int }{
		{80, 24, 500, 1600, 3000},
		{120, 40, 800, 4200, 5500},
		{200, 60, 1000, 7000, 11000},
	} {
		for _, colour := range []bool{false, true} {
			t.Run(fmt.Sprintf("%dx%d, colour %v", size.width, size.height, colour), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					time.Sleep(time.Until(time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)))
					frames, drawn := &tally{}, &tally{}
					screen := renderer.New(drawn, renderer.Options{})
					w := newWatchedConsole(t, consoleConfig{
						list: writeTroubled(t, 1200), width: size.width, height: size.height, pace: livePace,
						look:     theme.Options{NoColor: !colour, Profile: termenv.ANSI256},
						terminal: io.MultiWriter(frames, screen), box: sandbox.Config{Clock: time.Now},
					})
					defer w.end()
					w.sees("These are its first rows")
					w.key(tea.KeyEnter)
					w.sees("Which country are these")
					w.key(tea.KeyEnter)
					w.sees("What does each column mean?")
					w.key(tea.KeyCtrlN)
					w.sees("contacts will be called")
					w.passes(time.Minute)
					for _, step := range []struct {
						name string
						key  tea.KeyMsg
						most int
					}{
						{"another cause", tea.KeyMsg{Type: tea.KeyDown}, size.rows},
						{"the cause before", tea.KeyMsg{Type: tea.KeyUp}, size.rows},
						{"to the rows", tea.KeyMsg{Type: tea.KeyTab}, size.screen},
						{"a row further", tea.KeyMsg{Type: tea.KeyDown}, size.cursor},
						{"a row back", tea.KeyMsg{Type: tea.KeyUp}, size.cursor},
						{"a page further", tea.KeyMsg{Type: tea.KeyPgDown}, size.rows},
						{"another filter", typed("2"), size.screen},
						{"the help", typed("?"), size.screen},
						{"closing it", tea.KeyMsg{Type: tea.KeyEsc}, size.screen},
						{"the editor", typed("e"), size.screen},
						{"closing it", tea.KeyMsg{Type: tea.KeyEsc}, size.screen},
					} {
						frames.since()
						drawn.since()
						w.press(step.key)
						w.passes(time.Second)
						before, _ := frames.since()
						after, texts := drawn.since()
						t.Logf("%-16s %6d bytes, %6d in whole lines", step.name, sum(after), sum(before))
						if n := sum(after); n > step.most || n > sum(before) {
							t.Errorf("%s: %d bytes, %d in whole lines:\n%q", step.name, n, sum(before), texts)
						}
					}
				})
			})
		}
	}
}

func typed(text string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)} }

func sum(all []int) (n int) {
	for _, one := range all {
		n += one
	}
	return n
}

// writeTroubled writes a list in which of each four numbers one alone is right.
func writeTroubled(t *testing.T, n int) string {
	t.Helper()
	names := []string{"Jane", "Bartholomew", "Zoë", "Anil", "Fatima", "Li"}
	cities := []string{"Leeds", "Newcastle upon Tyne", "York"}
	var b strings.Builder
	b.WriteString("Name,Phone,City,Note\n")
	for i := range n {
		phone := fmt.Sprintf("+447400%06d", i)
		switch i % 4 {
		case 0:
			phone = fmt.Sprintf("7400%06d", i) // without its zero
		case 1:
			phone += fmt.Sprintf(" / +447401%06d", i)
		case 2:
			phone = "7.4e+11"
		}
		fmt.Fprintf(&b, "%s Okafor %d,%s,%s,note %d\n", names[i%len(names)], i, phone, cities[i%len(cities)], i)
	}
	path := filepath.Join(t.TempDir(), "spring.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
