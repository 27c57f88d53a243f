package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// anyText is text from a hostile world: letters of many scripts, joined emoji,
// controls, colours and broken sequences.
func anyText() *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[ -~]{0,30}`),
		rapid.SampledFrom([]string{
			"Jane Okafor", "王小明", "한국어", "क्षितिज शर्मा", "น้ำ", "محمد العربي", "مُحَمَّد", "Zoë", "e\u0301", "\u0301",
			"👩‍👩‍👧", "👍🏽", "🇬🇧", "🇬", "⚠️", "1️⃣", "\u200d", "\ufe0f", "\u202e", "\ufeff", "ᄀ", "ᅡ", "ᆨ", "\u0600", "\u0d4e",
			"\x1b[1m", "\x1b[0m", "\x1b[38;2;1;2;3m", "\x1b[2J", "\x1b]0;title\x07", "\x1b", "\x1b[", "\x9b", "\x00", "\t", "\r", "\n",
			"\xff", "\xc3", "a", " ", strings.Repeat("z\u0335", 3), "a" + strings.Repeat("\u0335", 40),
		}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 0, 6).Draw(t, "words"), "")
	})
}

var ellipses = []string{"…", "~", "", "->"}

func TestFitIsAlwaysExactlyAsWideAsAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, width := anyText().Draw(t, "text"), rapid.IntRange(-1, 60).Draw(t, "width")
		mark := rapid.SampledFrom(ellipses).Draw(t, "mark")
		for name, got := range map[string]string{
			"Fit": Fit(s, width, mark), "FitRight": FitRight(s, width, mark), "Fit twice": Fit(Fit(s, width, mark), width, mark),
		} {
			want := max(width, 0)
			if w := ansi.StringWidth(got); w != want {
				t.Errorf("%s: %q is %d cells by clusters, want %d", name, got, w, want)
			}
			if w := ansi.StringWidthWc(got); w != want {
				t.Errorf("%s: %q is %d cells by characters, want %d", name, got, w, want)
			}
			if w := Width(got); w != want {
				t.Errorf("%s: Width(%q) = %d, want %d", name, got, w, want)
			}
			requireTame(t, got)
		}
	})
}

// requireTame fails when s could move the cursor or do anything but set colours.
func requireTame(t interface{ Errorf(string, ...any) }, s string) {
	for s != "" {
		seq, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		if c := seq[0]; (c < 0x20 && c != '\n' || c == 0x7f) && ColourLen(seq) != len(seq) {
			t.Errorf("%q reached the terminal", seq)
		}
		s = s[n:]
	}
}

func TestClipIsNeverWiderThanAskedAndLeavesWhatFitsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, width := anyText().Draw(t, "text"), rapid.IntRange(0, 60).Draw(t, "width")
		got := Clip(s, "…", width)
		if Width(got) > width {
			t.Errorf("Clip(%q, %d) is %d cells", s, width, Width(got))
		}
		if Width(s) <= width && strings.Contains(got, "…") != strings.Contains(s, "…") {
			t.Errorf("Clip(%q, %d) = %q marks a cut that is none", s, width, got)
		}
	})
}

func TestFit(t *testing.T) {
	for name, c := range map[string]struct {
		in    string
		width int
		want  string
	}{
		"short text is padded":                          {"Jane", 6, "Jane  "},
		"text of the exact width is left alone":         {"Jane", 4, "Jane"},
		"long text is cut with a mark":                  {"Jane Okafor", 6, "Jane …"},
		"a wide character is not split":                 {"王小明", 4, "王… "},
		"one cell cannot hold a wide character":         {"王", 1, "…"},
		"letters with marks are one cell":               {"Zoe\u0308", 3, "Zoe\u0308"},
		"a joined emoji is drawn as its first":          {"👩‍👩‍👧!", 3, "👩!"},
		"a flag is drawn as its letters":                {"🇬🇧", 3, "GB "},
		"an emoji loses its variation, not its place":   {"⚠️", 2, "⚠ "},
		"a Persian joiner stays":                        {"می\u200cخواهم", 8, "می\u200cخواهم "},
		"a newline becomes a blank":                     {"a\nb", 3, "a b"},
		"a sequence that clears the screen is a blank":  {"a\x1b[2Jb", 4, "a b "},
		"an overriding direction mark is dropped":       {"a\u202eb", 3, "ab "},
		"bytes that are no text show as question marks": {"a\xffb", 3, "a?b"},
		"colours behind the cut are kept":               {"\x1b[1mJane Okafor\x1b[0m", 5, "\x1b[1mJane…\x1b[0m"},
		"padding comes after the colours":               {"\x1b[7mab\x1b[0m", 4, "\x1b[7mab\x1b[0m  "},
		"no width is no text":                           {"Jane", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Fit(c.in, c.width, "…"); got != c.want {
				t.Errorf("Fit(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
			}
		})
	}
}

func TestSimpleCharactersAreOneCellByEveryMeasure(t *testing.T) {
	for r := range rune(0x3000) {
		if !isSimple(r) {
			continue
		}
		s := "a" + string(r) + "b"
		if ansi.StringWidth(s) != 3 || ansi.StringWidthWc(s) != 3 {
			t.Errorf("%U is %d cells by clusters and %d by characters", r, ansi.StringWidth(s)-2, ansi.StringWidthWc(s)-2)
		}
	}
}

func BenchmarkFitASCII(b *testing.B) {
	for b.Loop() {
		Fit("Bartholomew Featherstonehaugh III", 24, "…")
	}
}

func BenchmarkFitStyledLine(b *testing.B) {
	line := "\x1b[1m▸\x1b[0m " + strings.Repeat("Jane Okafor  ", 15)
	for b.Loop() {
		Fit(line, 200, "…")
	}
}
