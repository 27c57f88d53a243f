package widget

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestInputEdits(t *testing.T) {
	for name, c := range map[string]struct{ start, keys, want string }{
		"letters go in behind the value":             {"ab", "c", "abc"},
		"letters go in at the caret":                 {"ab", "left c", "acb"},
		"home and end reach the ends":                {"ab", "home x end y", "xaby"},
		"backspace removes the letter before":        {"abc", "left backspace", "ac"},
		"backspace at the start removes nothing":     {"abc", "home backspace", "abc"},
		"delete removes the letter under the caret":  {"abc", "home delete", "bc"},
		"delete at the end removes nothing":          {"abc", "delete", "abc"},
		"a letter goes with its marks":               {"क्षि", "backspace", ""},
		"a joined emoji goes at once":                {"a👩‍👩‍👧", "backspace", "a"},
		"the caret steps over a whole letter":        {"e\u0301x", "left left y", "ye\u0301x"},
		"ctrl+w removes the word before":             {"one two  ", "ctrl+w", "one "},
		"ctrl+left goes a word back":                 {"one two", "ctrl+left x", "one xtwo"},
		"ctrl+right goes a word on":                  {"one two", "home ctrl+right x", "onex two"},
		"ctrl+u removes what is before the caret":    {"abc", "left ctrl+u", "c"},
		"ctrl+k removes what is behind it":           {"abc", "home right ctrl+k", "a"},
		"a mark typed later joins the letter before": {"e", "\u0301 backspace", ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := NewInput(c.start, 0)
			for k := range strings.FieldsSeq(c.keys) {
				if used, _ := in.Update(press(k)); !used {
					t.Errorf("%s was not used", k)
				}
			}
			if in.Value() != c.want {
				t.Errorf("%q and then %s is %q, want %q", c.start, c.keys, in.Value(), c.want)
			}
		})
	}
}

func TestTheFirstTextTakesThePlaceOfASelectedValue(t *testing.T) {
	for name, c := range map[string]struct{ keys, want string }{
		"a letter replaces it":                          {"x", "x"},
		"and what follows goes on":                      {"p a", "pa"},
		"only the first does":                           {"x y", "xy"},
		"end keeps it":                                  {"end x", "Indiax"},
		"home keeps it":                                 {"home x", "xIndia"},
		"an arrow keeps it":                             {"left x", "Indixa"},
		"backspace removes its last letter":             {"backspace x", "Indix"},
		"a key that is not the field's changes nothing": {"tab x", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			in := NewInput("India", 0)
			in.Select()
			for k := range strings.FieldsSeq(c.keys) {
				in.Update(press(k))
			}
			if in.Value() != c.want {
				t.Errorf("%s makes %q, want %q", c.keys, in.Value(), c.want)
			}
		})
	}
}

func TestASelectedValueIsDrawnAsWideAsOtherwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := NewInput(rapid.String().Draw(t, "value"), 0)
		width := rapid.IntRange(1, 30).Draw(t, "width")
		before := ansi.Strip(in.View(plainTheme, width))
		in.Select()
		if after := ansi.Strip(in.View(plainTheme, width)); after != before {
			t.Fatalf("%q became %q", before, after)
		}
	})
}

func TestInputTakesPastedTextAsOneHarmlessLine(t *testing.T) {
	for name, c := range map[string]struct {
		limit      int
		text, want string
	}{
		"the newline at the end is dropped":      {0, "leads.csv\r\n", "leads.csv"},
		"newlines inside become blanks":          {0, "a\nb", "a b"},
		"escape sequences lose their escape":     {0, "a\x1b[2Jb", "a[2Jb"},
		"hidden and turning marks are dropped":   {0, "a\u202e\ufeff\u00adb", "ab"},
		"more than the limit is dropped":         {3, "abcdef", "abc"},
		"without a limit there still is one":     {0, strings.Repeat("x", 3000), strings.Repeat("x", 2000)},
		"a hard blank is a blank":                {0, "a\u00a0b", "a b"},
		"the joiners of Persian words may stay":  {0, "می\u200cخواهم", "می\u200cخواهم"},
		"bytes that are no text are dropped":     {0, "a\xffb", "ab"},
		"private characters show nothing anyone": {0, "a\ue000b", "ab"},
	} {
		t.Run(name, func(t *testing.T) {
			in := NewInput("", c.limit)
			in.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(c.text), Paste: true})
			if in.Value() != c.want {
				t.Errorf("pasting %.20q gives %.40q, want %.40q", c.text, in.Value(), c.want)
			}
		})
	}
}

func TestPastedLinesAreKeptApart(t *testing.T) {
	in := NewInput("", 0)
	in.Between = " / "
	in.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("\r\n12\r\n\n 34\n"), Paste: true})
	if in.Value() != "12 /  34" {
		t.Errorf("pasted lines become %q", in.Value())
	}
}

func TestInputLeavesOtherKeysAlone(t *testing.T) {
	in := NewInput("abc", 0)
	for _, k := range []tea.Msg{press("enter"), press("esc"), press("up"), press("tab"), press("pgdown"), press("ctrl+f"),
		tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x"), Alt: true}, tea.WindowSizeMsg{}} {
		if used, changed := in.Update(k); used || changed {
			t.Errorf("%v was used", k)
		}
	}
}

func TestInputIsAlwaysExactlyItsWidthWithItsCaretInSight(t *testing.T) {
	keys := []string{"left", "right", "home", "end", "ctrl+left", "backspace", "delete", "a", "王", "\u0301"}
	rapid.Check(t, func(t *rapid.T) {
		in := NewInput(anyText().Draw(t, "value"), 0)
		in.Placeholder = anyText().Draw(t, "placeholder")
		th := anyTheme().Draw(t, "theme")
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 0, 8).Draw(t, "keys") {
			in.Update(press(k))
		}
		width := rapid.IntRange(0, 60).Draw(t, "width")
		view := in.View(th, width)
		if width == 0 {
			if view != "" {
				t.Errorf("%q in no cells", view)
			}
			return
		}
		requireSize(t, "Input", view, width, 1)
		if width > 16 && !strings.Contains(view, "\x1b[7m") {
			t.Errorf("no caret in %q", view)
		}
	})
}

func TestInputMarksWhatIsOutOfSight(t *testing.T) {
	in := NewInput("abcdefghij", 0)
	for _, c := range []struct{ key, want string }{
		{"", "‹hij "}, {"home", "abcd›"}, {"right", "abcd›"}, {"end", "‹hij "}, {"left", "‹hij "},
	} {
		if c.key != "" {
			in.Update(press(c.key))
		}
		if got := ansi.Strip(in.View(plainTheme, 5)); got != c.want {
			t.Errorf("after %q: %q, want %q", c.key, got, c.want)
		}
	}
	in.SetValue("")
	in.Placeholder = "name or id"
	if got := ansi.Strip(in.View(plainTheme, 6)); got != "name …" {
		t.Errorf("the placeholder is %q", got)
	}
}
