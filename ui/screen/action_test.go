package screen

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func TestAKeyRunsTheActionThatCanBeUsed(t *testing.T) {
	var did, said string
	does := func(id string) Action {
		return Action{ID: id, Keys: Bind("x", id, "x"), Run: Do(func() { did = id })}
	}
	for _, c := range []struct {
		name      string
		actions   Actions
		did, said string
		line      int
	}{
		{"what can be used is done", Actions{does("one")}, "one", "", 1},
		{"a key that means nothing now means the next", append(Actions{does("one")}.Unless("Not now."), does("two")), "two", "", 1},
		{"a refusal is said, and nothing is done", Actions{does("one").Refused("It was sent.", func(why string) { said = why })}, "", "It was sent.", 1},
		{"where a mode forbids it, no refusal is said", Actions{does("one").Refused("It was sent.", func(why string) { said = why })}.Unless("Not now."), "", "", 0},
		{"the first reason is kept", Actions{does("one").Refused("", nil).Refused("First.", func(why string) { said = why }).Refused("Second.", nil)}, "", "First.", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			did, said = "", ""
			_, done := c.actions.Press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")})
			if did != c.did || said != c.said || done != (c.did+c.said != "") {
				t.Errorf("it did %q, said %q, done %v", did, said, done)
			}
			if line := c.actions.Line("one", "two"); len(line) != c.line {
				t.Errorf("the line is %v", line)
			}
		})
	}
}

func TestWhatStandsBehindGetsTheKeysThatAreLeft(t *testing.T) {
	var did string
	does := func(id string, keys ...string) Action {
		return Action{ID: id, Keys: Bind(id, id, keys...), Run: Do(func() { did = id })}
	}
	idle := does("idle", "z")
	idle.WhyNot = "Not now."
	all := Actions{does("first", "x"), idle}.Behind(does("both", "x", "y"), does("none", "x"), does("free", "z"))
	for key, want := range map[string]string{"x": "first", "y": "both", "z": "free"} {
		did = ""
		all.Press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(key)})
		if did != want {
			t.Errorf("%s did %q, not %q", key, did, want)
		}
	}
	if a := all.Find("none"); a.Usable() || a.Keys.Help().Key != "none" {
		t.Errorf("it can be used by %v: %q", a.Keys.Keys(), a.WhyNot)
	}
}
