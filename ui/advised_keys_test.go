package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// advised finds the keys that a text tells people to press.
var advised = regexp.MustCompile(`[Pp]ress (ctrl\+[a-z]|esc|enter|tab|[a-z0-9?/])(?:[ ,.;:]|$)`)

// does reports whether a key does something on a screen: it is drawn otherwise,
// something is under way, or asked of the console.
func does(t *testing.T, s scene, k string) bool {
	t.Helper()
	a := s.make(t)
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	a.settle()
	before := a.View()
	cmd := a.press(keyMsg(k))
	return cmd != nil || len(a.desk.out) > 0 || a.View() != before
}

// A key that the line below a screen names does something in one of its states at
// least, as one that moves may have nowhere to go; one that a text says to press
// does so where it is said.
func TestEveryKeyThatAScreenNamesWorksThere(t *testing.T) {
	// In the scenes that have these there is nowhere to go, and nothing was changed.
	works := map[string]bool{"r as they were": true, "↑↓ another fix": true, "↑↓ move": true, "pgdn a page": true, "↑↓ scroll": true}
	for _, s := range scenes(t) {
		if strings.Contains(s.name, "worst") {
			continue // is the screen of another scene with more in it
		}
		a := s.make(t)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		a.settle()
		for _, b := range a.front().Keys().line {
			if name := b.Help().Key + " " + b.Help().Desc; !works[name] && b.Enabled() {
				works[name] = slices.ContainsFunc(b.Keys(), func(k string) bool { return does(t, s, k) })
			}
		}
		if c, is := a.front().(*contactsScreen); is && c.sheet != nil {
			continue // what is said behind it is for when it is closed
		}
		for _, found := range advised.FindAllStringSubmatch(flowing(ansi.Strip(a.View())), -1) {
			if !does(t, s, found[1]) {
				t.Errorf("%s says to %s, and that does nothing", s.name, found[0])
			}
		}
	}
	for name, is := range works {
		if !is {
			t.Errorf("a line names %q, and it does nothing", name)
		}
	}
}
