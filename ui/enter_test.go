package ui

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// enterOf is the action that enter runs now; ok is false where it runs none.
func enterOf(a *App) (act screen.Action, ok bool) {
	for _, act := range (finding{a}).here() {
		if slices.Contains(act.Keys.Keys(), "enter") && (act.Usable() || act.Refuse != nil) {
			return act, true
		}
	}
	return screen.Action{}, false
}

// Enter is one step on every screen: an action of its own, the first that the line of keys
// names, in words of what it does.
func TestEnterIsTheFirstOfTheKeyLineAndSaysWhatItDoes(t *testing.T) {
	for _, s := range plainScenes() {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		line := strings.TrimSpace(ansi.Strip(a.keyLine()))
		if a.dialog != nil {
			if strings.Contains(line, "enter ") && !strings.HasPrefix(line, "enter ") {
				t.Errorf("%s: a question, whose line begins %q", s.Name, line)
			}
			continue
		}
		act, is := enterOf(a)
		switch {
		case !is && strings.Contains(line, "enter "):
			t.Errorf("%s: enter does nothing, and the line says %q", s.Name, line)
		case is && !strings.HasPrefix(line, "enter ") && act.Usable() && !act.Unnamed:
			t.Errorf("%s: enter would %q, and the line begins %q", s.Name, act.Title, line)
		case is && !act.Usable() && act.WhyNot == "":
			t.Errorf("%s: enter does not say why it does nothing", s.Name)
		}
	}
}

// One thing at most is highlighted, and where something is, enter does something with it.
func TestOneThingIsHighlightedAtMostAndEnterIsForIt(t *testing.T) {
	coloured := theme.New(theme.Options{Profile: termenv.TrueColor})
	open, _ := coloured.Cursor.Around()
	for _, s := range plainScenes() {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			a := s.make(coloured)
			a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			behind := a.View()
			if a.dialog != nil {
				width, height := a.bodySize()
				behind = a.dialog.Dialog.View(width, height) // what lies below a question has not the keys
			}
			lines := 0
			for line := range strings.SplitSeq(behind, "\n") {
				if strings.Contains(line, open) {
					lines++
				}
			}
			act, is := enterOf(a)
			if lines > 1 {
				t.Errorf("%s at %v: %d lines are highlighted", s.Name, size, lines)
			}
			if lines == 1 && !is && a.dialog == nil {
				t.Errorf("%s at %v: something is highlighted, and enter does nothing: %q", s.Name, size, act.Title)
			}
		}
	}
}
