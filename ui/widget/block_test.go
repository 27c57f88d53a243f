package widget

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// requireSize fails unless s is exactly height lines of exactly width cells and
// can do nothing to the terminal but colour it.
func requireSize(t interface {
	Errorf(string, ...any)
	Helper()
}, what, s string, width, height int) {
	t.Helper()
	lines := strings.Split(s, "\n")
	if height <= 0 {
		if s != "" {
			t.Errorf("%s: %q on no lines", what, s)
		}
		return
	}
	if len(lines) != height {
		t.Errorf("%s: %d lines, want %d", what, len(lines), height)
	}
	for i, line := range lines {
		if w := Width(line); w != width {
			t.Errorf("%s: line %d is %d cells, want %d: %q", what, i, w, width, line)
		}
		requireTame(t, line)
	}
}

func TestBlockIsAlwaysExactlyItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "text")
		w, h := rapid.IntRange(0, 80).Draw(t, "width"), rapid.IntRange(0, 30).Draw(t, "height")
		requireSize(t, "Block", Block(s, w, h), w, h)
	})
}

func TestBlock(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		w, h int
		want string
	}{
		"lines are padded and missing ones are blank":  {"a\nbc", 3, 3, "a  \nbc \n   "},
		"lines beyond the height are dropped":          {"a\nb\nc", 1, 2, "a\nb"},
		"a cut line of an ASCII console has its mark":  {"abcdef", 3, 1, "ab~"},
		"a cut line of a Unicode console has its mark": {"▸ abcdef", 4, 1, "▸ a…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Block(c.in, c.w, c.h); got != c.want {
				t.Errorf("Block(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestWrapKeepsEveryCharacterAndNeverExceedsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, width := anyText().Draw(t, "text"), rapid.IntRange(16, 40).Draw(t, "width") // a cluster is at most 16 cells
		lines := Wrap(s, width)
		for _, line := range lines {
			if Width(line) > width {
				t.Errorf("%q is %d cells, at most %d asked", line, Width(line), width)
			}
		}
		letters := func(s string) string { // what joins a blank may go with it
			return strings.Map(func(r rune) rune {
				if r == ' ' || unicode.In(r, unicode.M, unicode.Cf) {
					return -1
				}
				return r
			}, strings.ReplaceAll(s, Apart, ""))
		}
		var want strings.Builder
		for line := range strings.SplitSeq(s, "\n") {
			want.WriteString(letters(bare(line)))
		}
		if got := letters(strings.Join(lines, "")); got != want.String() {
			t.Errorf("Wrap(%q) = %q loses text, want %q", s, got, want.String())
		}
	})
}

func TestWrap(t *testing.T) {
	for name, c := range map[string]struct {
		in    string
		width int
		want  []string
	}{
		"breaks at blanks":                      {"the quick brown fox", 10, []string{"the quick", "brown fox"}},
		"breaks a long word where it must":      {"abcdefgh ij", 5, []string{"abcde", "fgh", "ij"}},
		"keeps empty lines":                     {"a\n\nb", 5, []string{"a", "", "b"}},
		"a wide character in one cell is lost":  {"王", 1, []string{"?"}},
		"text without blanks breaks by letters": {"王小明王小明", 5, []string{"王小", "明王", "小明"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Wrap(c.in, c.width); !slices.Equal(got, c.want) {
				t.Errorf("Wrap(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
			}
		})
	}
}

func TestBesideAlignsTheRightBlock(t *testing.T) {
	got := Beside("a\nbcd", "x\ny\nz", " | ")
	if want := "a   | x\nbcd | y\n    | z"; got != want {
		t.Errorf("Beside = %q, want %q", got, want)
	}
}

func TestOverlayIsAlwaysExactlyItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, box := anyText().Draw(t, "base"), anyText().Draw(t, "box")
		w, h := rapid.IntRange(0, 60).Draw(t, "width"), rapid.IntRange(0, 20).Draw(t, "height")
		requireSize(t, "Overlay", Overlay(base, box, w, h), w, h)
	})
}

func TestOverlay(t *testing.T) {
	for name, c := range map[string]struct {
		base, box string
		w, h      int
		want      string
	}{
		"the colours on both sides stay":            {"\x1b[1mabcdefg\x1b[0m\nhijklmn", "12345\n67", 7, 2, "\x1b[1ma\x1b[0m12345\x1b[1mg\x1b[0m\nh67   n"},
		"wide characters beside the box stay whole": {"王王王王", "abcd", 8, 1, "王abcd王"},
		"a half covered wide character is a blank":  {"王王王王", "abc", 7, 1, "王abc …"},
		"a box larger than the screen is cut":       {"ab\ncd", "123\n456\n789", 2, 2, "12\n45"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Overlay(c.base, c.box, c.w, c.h); got != c.want {
				t.Errorf("Overlay = %q, want %q", got, c.want)
			}
		})
	}
}
