package widget

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A cut stands between two letters as people of that script write them: no sign that joins
// letters is left at its end, and no part of a letter.
func TestACutNeverLeavesAPartOfALetter(t *testing.T) {
	for _, name := range []string{
		"क्षितिज शर्मा", "श्री राम", "മഞ്ജു കൃഷ്ണൻ", "ശ്രീ", "க்ஷேமா", "ক্ষমা শ্রীমতী", "র\u200d্যাব", "ಕೃಷ್ಣ ಶ್ರೀ", "ශ්\u200dරී ලංකා", "ភាសាខ្មែរ", "တက္ကသိုလ်", "ราชาธิ น้ำใส",
		"می\u200cخواهم", "مُحَمَّد العربي", "שָׁלוֹם", "👩\u200d👩\u200d👧 Ann", "👍🏽👍🏽", "🏻", "🇬🇧🇮🇳", "Zoe\u0308 e\u0301\u0302", "ᄒ\u1161\u11ab한국", "한국어", "王小明",
	} {
		for width := range Width(name) {
			for _, mark := range []string{"", "…"} {
				got := ansi.Strip(strings.TrimSuffix(Clip(name, mark, width), mark))
				last, _ := utf8.DecodeLastRuneInString(got)
				rest := strings.TrimPrefix(name, got)
				next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, joiners))
				switch {
				case strings.HasSuffix(got, "\u200c") || strings.HasSuffix(got, "\u200d"):
					t.Errorf("%q in %d cells: %q ends with a joiner", name, width, got)
				case rest == name || rest == "":
				case unicode.In(next, unicode.Mn, unicode.Mc, unicode.Me):
					t.Errorf("%q in %d cells: %q has lost %U", name, width, got, next)
				case joinsBehind(last) && unicode.IsLetter(next):
					t.Errorf("%q in %d cells: %q ends with %U", name, width, got, last)
				}
			}
		}
	}
}
