package widget

import (
	"testing"
)

func suggestingForm() Form {
	f := callForm(plainTheme, 80, 24)
	f.Suggest([]Suggestion{{"a1", "Renewals", ""}, {"a2", "Reminders", ""}, {"a3", "Surveys", "es"}}, false)
	return f
}

func TestAListUnderAFieldIsChosenFromByKeysAlone(t *testing.T) {
	for _, c := range []struct {
		claim string
		keys  []string
		value string
		open  bool
		focus string
	}{
		{"what is typed stays typed", []string{"x", "2"}, "x2", true, "agent"},
		{"enter outside the list goes on", []string{"enter"}, "", false, "priority"},
		{"down goes into it and enter chooses", []string{"down", "down", "enter"}, "a2", false, "agent"},
		{"a digit chooses inside", []string{"down", "3"}, "a3", false, "agent"},
		{"a digit beyond the end chooses nothing", []string{"down", "9"}, "9", true, "agent"},
		{"up leads out of it again", []string{"down", "up", "2"}, "2", true, "agent"},
		{"down behind its end goes on", []string{"down", "down", "down", "down"}, "", false, "priority"},
		{"tab always goes on", []string{"down", "tab"}, "", false, "priority"},
	} {
		f := suggestingForm()
		for _, k := range c.keys {
			f.Update(press(k))
		}
		if f.Value("agent") != c.value || f.Suggesting() != c.open || f.Focused() != c.focus {
			t.Errorf("%s: %q, open %v, at %s", c.claim, f.Value("agent"), f.Suggesting(), f.Focused())
		}
	}
}
