package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"
)

func bind(k, desc string) key.Binding {
	return key.NewBinding(key.WithKeys(k), key.WithHelp(k, desc))
}

func contactKeys() []key.Binding {
	off := bind("ctrl+r", "redo")
	off.SetEnabled(false)
	return []key.Binding{bind("enter", "fix this one"), bind("a", "fix all 121"), bind("x", "leave out"), off, bind("u", "undo"), bind("?", "keys")}
}

func anyKeys(t *rapid.T) []key.Binding {
	var keys []key.Binding
	for range rapid.IntRange(0, 12).Draw(t, "keys") {
		b := bind(anyText().Draw(t, "key"), anyText().Draw(t, "desc"))
		b.SetEnabled(rapid.Bool().Draw(t, "enabled"))
		keys = append(keys, b)
	}
	return keys
}

func TestKeyHelpAndKeyLineAreAlwaysExactlyTheirSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th := anyTheme().Draw(t, "theme")
		w := rapid.IntRange(0, 250).Draw(t, "w")
		var groups []KeyGroup
		for range rapid.IntRange(0, 5).Draw(t, "groups") {
			groups = append(groups, KeyGroup{anyText().Draw(t, "title"), anyKeys(t)})
		}
		for _, line := range KeyHelp(th, w, groups) {
			requireSize(t, "KeyHelp", line, w, 1)
		}
		requireSize(t, "KeyLine", KeyLine(th, w, anyKeys(t)), w, 1)
	})
}

func TestKeyLine(t *testing.T) {
	for name, c := range map[string]struct {
		width int
		want  string
	}{
		"all keys that can be used, where there is room": {90, "enter fix this one   a fix all 121   x leave out   u undo   ? keys"},
		"the last before the help goes first":            {62, "enter fix this one   a fix all 121   x leave out   …   ? keys"},
		"then the next":                                  {50, "enter fix this one   a fix all 121   …   ? keys"},
		"the help is the last to stay":                   {12, "…   ? keys"},
		"even without room for the mark":                 {7, "? keys"},
		"a line too short for that is cut with a mark":   {4, "? k…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.TrimRight(ansi.Strip(KeyLine(plainTheme, c.width, contactKeys())), " "); got != c.want {
				t.Errorf("at %d cells %q, want %q", c.width, got, c.want)
			}
		})
	}
}

func TestKeyHelpGolden(t *testing.T) {
	grid := DefaultGridKeys(plainTheme)
	groups := []KeyGroup{
		{"Everywhere", []key.Binding{bind("?", "keys"), bind(":", "palette"), bind("esc", "back"), bind("ctrl+n", "next step"), bind("ctrl+c", "leave safely")}},
		{"Rows", []key.Binding{grid.Up, grid.Down, grid.PageUp, grid.PageDown, grid.Top, grid.Bottom, grid.Left, grid.Right}},
		{"Contacts", contactKeys()},
	}
	for name, size := range map[string][2]int{"120x16": {120, 16}, "80x20": {80, 20}, "narrow": {36, 24}, "too small": {40, 8}} {
		t.Run(name, func(t *testing.T) {
			golden.RequireEqual(t, framed(Block(strings.Join(KeyHelp(plainTheme, size[0], groups), "\n"), size[0], size[1])))
		})
	}
}
