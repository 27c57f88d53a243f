package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"callsheet/ui/theme"
)

func callForm(t theme.Theme, w, h int) Form {
	f := NewForm(t, []Field{
		{Key: "agent", Label: "Agent", Section: "Who calls", Placeholder: "name or id", Help: "It must be active and outbound."},
		{Key: "priority", Label: "Priority", Section: "Who calls", Choices: []Choice{{"low", "Low"}, {"normal", "Normal"}, {"high", "High"}}},
		{Key: "start", Label: "Start", Section: "When", Placeholder: "now", Help: "now, or a time like 09:30", Limit: 5},
		{Key: "rate", Label: "Calls per second", Section: "How", Help: "From 1 to 50."},
		{Key: "note", Label: "Note"},
	})
	f.SetSize(w, h)
	return f
}

func typeInto(f *Form, text string) (changed []string) {
	for _, r := range text {
		if _, key := f.Update(press(string(r))); key != "" {
			changed = append(changed, key)
		}
	}
	return changed
}

func TestFormIsAlwaysExactlyItsSize(t *testing.T) {
	keys := []string{"up", "down", "tab", "shift+tab", "enter", "left", "right", "a", "王", "backspace", "home", "ctrl+u"}
	rapid.Check(t, func(t *rapid.T) {
		var fields []Field
		for i := range rapid.IntRange(0, 7).Draw(t, "fields") {
			f := Field{
				Key: string(rune('a' + i)), Label: anyText().Draw(t, "label"), Help: anyText().Draw(t, "help"),
				Placeholder: anyText().Draw(t, "placeholder"), Section: rapid.SampledFrom([]string{"", "When", "How\x1b[2J"}).Draw(t, "section"),
			}
			for range rapid.IntRange(0, 2).Draw(t, "choices") {
				f.Choices = append(f.Choices, Choice{anyText().Draw(t, "value"), anyText().Draw(t, "choice")})
			}
			fields = append(fields, f)
		}
		f := NewForm(anyTheme().Draw(t, "theme"), fields)
		for _, field := range fields {
			f.SetValue(field.Key, anyText().Draw(t, "value"))
			f.SetErrors(map[string]string{field.Key: anyText().Draw(t, "error")})
			f.SetNote(field.Key, anyText().Draw(t, "note"))
		}
		var suggested []Suggestion
		for range rapid.IntRange(0, 9).Draw(t, "suggested") {
			suggested = append(suggested, Suggestion{anyText().Draw(t, "value"), anyText().Draw(t, "suggestion"), anyText().Draw(t, "detail")})
		}
		f.Suggest(suggested, rapid.Bool().Draw(t, "inside"))
		for range rapid.IntRange(1, 3).Draw(t, "sizes") {
			w, h := rapid.IntRange(0, 250).Draw(t, "w"), rapid.IntRange(0, 80).Draw(t, "h")
			f.SetSize(w, h)
			requireSize(t, "Form", f.View(), w, h)
			for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 0, 6).Draw(t, "keys") {
				f.Update(press(k))
			}
			requireSize(t, "Form", f.View(), w, h)
			f.Keys()
		}
	})
}

func TestFormMovesBetweenFields(t *testing.T) {
	for name, c := range map[string]struct{ keys, want string }{
		"the first field has the focus":       {"", "agent"},
		"down, tab and enter go to the next":  {"down tab enter", "rate"},
		"up and shift+tab go back":            {"down down down up shift+tab", "priority"},
		"up at the first stays":               {"up", "agent"},
		"down and enter at the last stay":     {"down down down down down enter", "note"},
		"tab at the last goes to the first":   {"down down down down tab", "agent"},
		"shift+tab at the first goes to last": {"shift+tab", "note"},
		"j and k move from a choice":          {"down j", "start"},
		"j is a letter in a text field":       {"j", "agent"},
	} {
		t.Run(name, func(t *testing.T) {
			f := callForm(plainTheme, 60, 20)
			for k := range strings.FieldsSeq(c.keys) {
				f.Update(press(k))
			}
			if f.Focused() != c.want {
				t.Errorf("%q ends at %q, want %q", c.keys, f.Focused(), c.want)
			}
		})
	}
}

func TestAFieldThatIsNotShownIsPassedByAndKeepsWhatItHolds(t *testing.T) {
	for keys, want := range map[string]string{"down": "start", "tab": "start", "down up": "agent", "shift+tab shift+tab": "start", "shift+tab shift+tab shift+tab": "agent", "shift+tab down": "rate", "down down down": "rate"} {
		f := callForm(plainTheme, 60, 20)
		f.SetValue("note", "kept")
		f.Show("priority", false)
		f.Show("note", false)
		for k := range strings.FieldsSeq(keys) {
			f.Update(press(k))
		}
		if f.Focused() != want || f.Shown("priority") || strings.Contains(f.View(), "Priority") || f.Value("note") != "kept" {
			t.Errorf("%s ends at %s\n%s", keys, f.Focused(), framed(f.View()))
		}
		if f.Show("priority", true); !strings.Contains(f.View(), "Priority") {
			t.Error("it does not come back")
		}
	}
}

func TestFormSaysWhatChanged(t *testing.T) {
	f := callForm(plainTheme, 60, 20)
	if got := typeInto(&f, "Re"); len(got) != 2 || got[0] != "agent" || f.Value("agent") != "Re" {
		t.Errorf("typing changed %q and left %q", got, f.Value("agent"))
	}
	if _, key := f.Update(press("left")); key != "" {
		t.Errorf("moving the caret changed %q", key)
	}
	f.Focus("priority")
	if f.Typing() {
		t.Error("a choice takes letters")
	}
	for _, step := range []struct{ key, want string }{{"right", "normal"}, {"l", "high"}, {"right", "low"}, {"left", "high"}, {"h", "normal"}} {
		if _, key := f.Update(press(step.key)); key != "priority" || f.Value("priority") != step.want {
			t.Errorf("%s changed %q to %q, want %q", step.key, key, f.Value("priority"), step.want)
		}
	}
	f.Focus("start")
	if !f.Typing() {
		t.Error("a text field takes no letters")
	}
	typeInto(&f, "09:30:15")
	if f.Value("start") != "09:30" {
		t.Errorf("the limit of 5 let %q through", f.Value("start"))
	}
	if f.SetValue("nobody", "x"); f.Value("nobody") != "" {
		t.Error("an unknown field holds a value")
	}
}

func TestFormKeepsAValueThatIsNoneOfItsChoices(t *testing.T) {
	f := callForm(plainTheme, 60, 20)
	f.SetValue("priority", "urgent")
	if f.Value("priority") != "urgent" || !strings.Contains(ansi.Strip(f.View()), "‹ urgent ›") {
		t.Errorf("the value became %q", f.Value("priority"))
	}
	f.Focus("priority")
	if f.Update(press("right")); f.Value("priority") != "low" {
		t.Errorf("right goes to %q, want the first", f.Value("priority"))
	}
	f.SetValue("priority", "urgent")
	if f.Update(press("left")); f.Value("priority") != "high" {
		t.Errorf("left goes to %q, want the last", f.Value("priority"))
	}
}

func TestFormKeepsTheFocusedFieldWithItsErrorAndHelpInSight(t *testing.T) {
	f := callForm(plainTheme, 60, 4)
	f.SetErrors(map[string]string{"rate": "Dialgen takes at most 50."})
	f.Focus("rate")
	for _, want := range []string{"Calls per second", "! Dialgen takes at most", "From 1 to 50."} {
		if !strings.Contains(ansi.Strip(f.View()), want) {
			t.Errorf("%q is not in sight in\n%s", want, framed(f.View()))
		}
	}
	f.Focus("agent")
	if !strings.HasPrefix(ansi.Strip(f.View()), "Who calls") {
		t.Errorf("the heading is not in sight in\n%s", framed(f.View()))
	}
}

func TestFormErrorsAreReplacedTogether(t *testing.T) {
	f := callForm(plainTheme, 60, 20)
	f.SetErrors(map[string]string{"agent": "There is no such agent."})
	f.SetErrors(map[string]string{"start": "That is in the past."})
	if v := ansi.Strip(f.View()); strings.Contains(v, "no such agent") || !strings.Contains(v, "! That is in the past.") {
		t.Errorf("got\n%s", framed(v))
	}
}

func TestFormGolden(t *testing.T) {
	for _, c := range []struct {
		name, focus   string
		t             theme.Theme
		width, height int
	}{
		{"80x16", "rate", plainTheme, 80, 16},
		{"scrolled", "rate", plainTheme, 46, 7},
		{"narrow", "agent", plainTheme, 24, 12},
		{"ASCII", "priority", asciiTheme, 60, 16},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := callForm(c.t, c.width, c.height)
			f.SetValue("agent", "Renewals UK")
			f.SetNote("agent", "active, outbound")
			f.SetValue("rate", "500")
			f.SetErrors(map[string]string{"rate": "Dialgen takes at most 50 calls per second. Type a number from 1 to 50."})
			f.SetNote("note", "seen by everybody who works with this account")
			f.Focus(c.focus)
			golden.RequireEqual(t, framed(f.View()))
		})
	}
}
