package widget

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"callsheet/ui/theme"
)

// answerTo presses keys, "'text" being typed letter by letter, and returns the
// first answer.
func answerTo(d *Dialog, keys ...string) *Answer {
	for _, k := range keys {
		names := []string{k}
		if text, ok := strings.CutPrefix(k, "'"); ok {
			names = strings.Split(text, "")
		}
		for _, name := range names {
			if _, a := d.Update(press(name)); a != nil {
				return a
			}
		}
	}
	return nil
}

func TestDialogIsNeverLargerThanItsRoom(t *testing.T) {
	keys := []string{"up", "down", "pgup", "pgdown", "enter", "a", "1", "backspace", "left"}
	rapid.Check(t, func(t *rapid.T) {
		th := anyTheme().Draw(t, "theme")
		text := func(name string) string { return anyText().Draw(t, name) }
		body := strings.Repeat(text("body")+" ", rapid.IntRange(0, 30).Draw(t, "times"))
		var d Dialog
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			d = NewNotice(th, text("title"), body)
		case 1:
			var options []Option
			for range rapid.IntRange(0, 9).Draw(t, "options") {
				options = append(options, Option{text("value"), text("label"), text("detail"), rapid.Bool().Draw(t, "danger")})
			}
			d = NewChoice(th, text("title"), body, options)
		case 2:
			d = NewTyped(th, text("title"), body, text("label"), text("want"))
		case 3:
			note, err := text("note"), errors.New(text("error"))
			d = NewPrompt(th, text("title"), body, text("label"), text("value"), func(s string) (string, error) {
				if len(s)%2 == 0 {
					return note, nil
				}
				return "", err
			})
		}
		for range 3 {
			w, h := rapid.IntRange(0, 120).Draw(t, "w"), rapid.IntRange(0, 50).Draw(t, "h")
			d.Fit(w, h)
			view := d.View(w, h)
			lines := strings.Split(view, "\n")
			if w == 0 || h == 0 {
				if view != "" {
					t.Errorf("%q on no room", view)
				}
				continue
			}
			if width := Width(lines[0]); width > w || len(lines) > h {
				t.Errorf("%dx%d in a room of %dx%d:\n%s", width, len(lines), w, h, framed(view))
			}
			requireSize(t, "Dialog", view, Width(lines[0]), len(lines))
			for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 0, 4).Draw(t, "keys") {
				d.Update(press(k))
			}
			d.Keys()
		}
	})
}

func TestTypedDialogTakesOnlyTheWord(t *testing.T) {
	for name, c := range map[string]struct {
		want, typed string
		ok          bool
	}{
		"the number as written":           {"12,101", "12,101", true},
		"the number without its comma":    {"12,101", "12101", true},
		"the number with blanks":          {"12101", " 12 101", true},
		"a word in other letters":         {"DELETE", "delete", true},
		"another number":                  {"12,101", "12,102", false},
		"the beginning of the number":     {"12,101", "12", false},
		"more than the number":            {"12,101", "121011", false},
		"nothing":                         {"12,101", "", false},
		"yes":                             {"12,101", "y", false},
		"nothing, where nothing is asked": {"", "", false},
		"blanks, where nothing is asked":  {"", "  ", false},
		"a decimal point is no comma":     {"12,101", "12.101", false},
		"another script's digits":         {"12", "１２", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := NewTyped(plainTheme, "Call?", "", "Type it", c.want)
			a := answerTo(&d, "'"+c.typed, "enter")
			if c.ok != (a != nil) {
				t.Fatalf("%q for %q answered %v", c.typed, c.want, a)
			}
			if c.ok && (a.Cancelled || a.Text != c.typed) {
				t.Errorf("the answer is %+v", *a)
			}
			if !c.ok && !strings.Contains(ansi.Strip(d.View(70, 20)), "Nothing has happened.") {
				t.Errorf("the box does not say why:\n%s", framed(d.View(70, 20)))
			}
		})
	}
}

func TestDialogAnswersOnce(t *testing.T) {
	d := NewTyped(plainTheme, "Call?", "", "Type 7", "7")
	if a := answerTo(&d, "'7", "enter"); a == nil {
		t.Fatal("the first enter answers nothing")
	}
	if a := answerTo(&d, "enter", "enter", "esc"); a != nil {
		t.Errorf("a second enter answers %+v", *a)
	}
}

func TestEscCancelsEveryDialog(t *testing.T) {
	for name, d := range map[string]Dialog{
		"notice": NewNotice(plainTheme, "T", "b"),
		"choice": NewChoice(plainTheme, "T", "b", []Option{{Value: "a"}}),
		"typed":  NewTyped(plainTheme, "T", "b", "l", "7"),
		"prompt": NewPrompt(plainTheme, "T", "b", "l", "v", nil),
	} {
		if a := answerTo(&d, "esc"); a == nil || *a != (Answer{Cancelled: true}) {
			t.Errorf("%s: esc answers %+v", name, a)
		}
	}
}

func TestChoiceDialog(t *testing.T) {
	options := []Option{{Value: "delete", Label: "Delete", Danger: true}, {Value: "keep", Label: "Keep"}, {Value: "home", Label: "Home"}}
	for name, c := range map[string]struct {
		keys []string
		want string
	}{
		"enter alone is never dangerous":      {[]string{"enter"}, "keep"},
		"down goes to the next":               {[]string{"down", "enter"}, "home"},
		"j and k move":                        {[]string{"j", "k", "k", "enter"}, "delete"},
		"the ends hold":                       {[]string{"down", "down", "down", "enter"}, "home"},
		"letters of no meaning change it not": {[]string{"y", "x", "enter"}, "keep"},
	} {
		t.Run(name, func(t *testing.T) {
			d := NewChoice(plainTheme, "Leave?", "", options)
			if a := answerTo(&d, c.keys...); a == nil || a.Value != c.want {
				t.Errorf("%v answers %+v, want %q", c.keys, a, c.want)
			}
		})
	}
}

func TestPromptDialogChecksAsOneTypes(t *testing.T) {
	d := NewPrompt(plainTheme, "Test call", "", "Your number", "+44", func(s string) (string, error) {
		if len(s) < 6 {
			return "", fmt.Errorf("%d digits are missing.", 6-len(s))
		}
		return "Rings in London.", nil
	})
	if a := answerTo(&d, "enter"); a != nil {
		t.Fatalf("a wrong value was accepted: %+v", *a)
	}
	if v := ansi.Strip(d.View(70, 20)); !strings.Contains(v, "! 3 digits are missing.") {
		t.Errorf("the box does not say why:\n%s", framed(v))
	}
	answerTo(&d, "end", "'791")
	if v := ansi.Strip(d.View(70, 20)); !strings.Contains(v, "Rings in London.") || strings.Contains(v, "missing") {
		t.Errorf("the box does not say what it means:\n%s", framed(v))
	}
	if a := answerTo(&d, "enter"); a == nil || a.Text != "+44791" {
		t.Errorf("answered %+v", a)
	}
}

func TestNoticeScrollsToItsEndAndBack(t *testing.T) {
	var body []string
	for i := range 40 {
		body = append(body, fmt.Sprintf("line %d", i))
	}
	d := NewNotice(plainTheme, "Transcript", strings.Join(body, "\n"))
	if v := ansi.Strip(d.View(60, 14)); !strings.Contains(v, "line 0") || !strings.Contains(v, "more lines") {
		t.Errorf("at the start:\n%s", framed(v))
	}
	d.Fit(60, 14)
	for range 100 {
		answerTo(&d, "down")
	}
	if v := ansi.Strip(d.View(60, 14)); !strings.Contains(v, "line 39") || strings.Contains(v, "more lines") || !strings.Contains(v, "above") {
		t.Errorf("at the end:\n%s", framed(v))
	}
	answerTo(&d, "up")
	if v := ansi.Strip(d.View(60, 14)); strings.Contains(v, "line 39") || !strings.Contains(v, "line 38") {
		t.Errorf("one line back:\n%s", framed(v))
	}
}

func TestDialogGolden(t *testing.T) {
	long := strings.Repeat("These people were called in the last week and will be called again. ", 8)
	leave := []Option{{"keep", "Stay here", "", false}, {"home", "Go home", "The draft stays on the first screen.", false}, {"del", "Throw the draft away", "The file itself is not touched.", true}}
	choose := func(t theme.Theme) Dialog { return NewChoice(t, "Leave this campaign?", "Everything is saved.", leave) }
	send := func(t theme.Theme) Dialog {
		return NewTyped(t, "Call 12,101 people?", "3 batches go to the agent Renewals UK. It cannot be undone.", "Type 12,101 to send", "12,101")
	}
	wrong, right := send(plainTheme), send(plainTheme)
	answerTo(&wrong, "'12,2")
	answerTo(&right, "'12101")
	for _, c := range []struct {
		name          string
		d             Dialog
		width, height int
	}{
		{"choice", choose(plainTheme), 76, 20},
		{"choice in ASCII", choose(asciiTheme), 76, 20},
		{"choice in a small room", choose(plainTheme), 30, 8},
		{"typed", send(plainTheme), 76, 20},
		{"typed wrong", wrong, 76, 20},
		{"typed right", right, 76, 20},
		{"typed in a small room", send(plainTheme), 40, 9},
		{"prompt", NewPrompt(plainTheme, "Test call", "", "Your number", "+44 7911", func(string) (string, error) {
			return "", errors.New("A British mobile number has ten digits after +44; this has four.")
		}), 76, 20},
		{"notice too long", NewNotice(plainTheme, "Called before", long), 60, 12},
	} {
		t.Run(c.name, func(t *testing.T) {
			golden.RequireEqual(t, framed(c.d.View(c.width, c.height)))
		})
	}
}

func TestAPromptIsAnsweredFromItsListByKeysAlone(t *testing.T) {
	cities := []Suggestion{{"Europe/Lisbon", "Lisbon", ""}, {"Europe/London", "London", ""}, {"America/Lima", "Lima", ""}}
	offer := func(typed string) []Suggestion {
		var some []Suggestion
		for _, c := range cities {
			if typed != "" && typed != c.Value && strings.HasPrefix(strings.ToLower(c.Label), typed) {
				some = append(some, c)
			}
		}
		return some
	}
	whole := func(text string) (string, error) {
		for _, c := range cities {
			if c.Value == text {
				return "It is 9:00 there.", nil
			}
		}
		return "", errors.New("No city is called that.")
	}
	for _, c := range []struct {
		claim string
		keys  []string
		want  string // "" = it is still asked
	}{
		{"typed in full it is the answer", []string{"'Europe/London", "enter"}, "Europe/London"},
		{"the beginning of one alone is enough", []string{"'lon", "enter"}, "Europe/London"},
		{"enter on the beginning of several goes into the list", []string{"'li", "enter"}, ""},
		{"and the next chooses", []string{"'li", "enter", "enter"}, "Europe/Lisbon"},
		{"down goes into it and enter chooses", []string{"'li", "down", "down", "enter"}, "America/Lima"},
		{"a digit chooses inside", []string{"'li", "down", "2"}, "America/Lima"},
		{"what is none is refused", []string{"'mars", "enter"}, ""},
		{"up leads out, and typing goes on", []string{"'l", "down", "up", "'on", "enter"}, "Europe/London"},
		{"nothing is no answer", []string{"enter"}, ""},
	} {
		d := NewPrompt(plainTheme, "Where?", "", "City", "", whole).Suggesting(offer)
		a := answerTo(&d, c.keys...)
		if (a == nil) != (c.want == "") || a != nil && a.Text != c.want {
			t.Errorf("%s: %+v", c.claim, a)
		}
		if a := answerTo(&d, "esc"); c.want == "" && (a == nil || !a.Cancelled) {
			t.Errorf("%s: esc does not lead out: %+v", c.claim, a)
		}
	}
}
