package widget

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
)

func readerOf(width, height int, texts ...string) Reader {
	r := NewReader(theme.New(theme.Options{NoColor: true}))
	r.SetSize(width, height)
	var all []Passage
	for _, text := range texts {
		all = append(all, Passage{Lead: "Agent ", Text: text, Find: true})
	}
	r.SetText(all)
	return r
}

func TestAReaderFindsWhatWasSaidInAnyScript(t *testing.T) {
	for _, c := range []struct {
		name, text, query string
		width, hits       int
	}{
		{"whatever the case", "Gold, gold and GOLD", "gOld", 80, 3},
		{"without the accents", "Zoë Młynarczyk", "zoe mlynarczyk", 80, 1},
		{"with accents that are typed as marks", "cafe\u0301 and café", "café", 80, 2},
		{"over the end of a line", "please do not call me again", "do not call me", 20, 1},
		{"within a word that is broken", strings.Repeat("a", 30) + "needle", "aneedle", 20, 1},
		{"over blanks, however many are typed", "do not call", " do   not ", 80, 1},
		{"no letters of two words that only follow one another", "can not", "cannot", 80, 0},
		{"Malayalam", "എന്നെ വിളിക്കരുത്", "വിളിക്കരുത്", 80, 1},
		{"Devanagari", "मुझे फोन मत करो", "फोन मत", 80, 1},
		{"Devanagari in lines of a word", "मुझे फोन मत करो", "फोन मत", 14, 1},
		{"Arabic, without what is written above the letters", "لا تتصِلُوا بي", "تتصلوا", 80, 1},
		{"Japanese", "電話しないでください。電話", "電話", 80, 2},
		{"a letter that two spell", "Straße, strasse", "ss", 80, 2},
		{"one s of it", "ß", "s", 80, 1},
		{"nothing", "anything", "  ", 80, 0},
		{"many", strings.Repeat("a", 3000), "a", 80, maxHits},
		{"a pattern is text", "a.c abc [x", ".c", 80, 1},
	} {
		r := readerOf(c.width, 10, c.text)
		r.Find(c.query)
		if _, of := r.Found(); of != c.hits {
			t.Errorf("%s: %d hits, want %d", c.name, of, c.hits)
		}
		checkReader(t, c.name, &r)
		if view := r.View(); (c.hits > 0) != strings.Contains(ansi.Strip(view), r.theme.Glyphs.Cursor) {
			t.Errorf("%s: no sign says where the hit is:\n%s", c.name, view)
		}
	}
}

// checkReader holds that a view has exactly its size, and no control but colours.
func checkReader(t *testing.T, name string, r *Reader) {
	t.Helper()
	view := r.View()
	if lines := strings.Split(view, "\n"); len(lines) != r.height {
		t.Errorf("%s: %d lines, want %d", name, len(lines), r.height)
	}
	for line := range strings.SplitSeq(view, "\n") {
		if ansi.StringWidth(line) != r.width {
			t.Errorf("%s: %d cells, want %d: %q", name, ansi.StringWidth(line), r.width, line)
		}
	}
}

func TestAReaderScrollsToItsEndsAndSaysWhatIsLeft(t *testing.T) {
	texts := make([]string, 100)
	for i := range texts {
		texts[i] = fmt.Sprintf("line %d", i)
	}
	r := readerOf(40, 10, texts...)
	for _, c := range []struct{ key, first, more string }{
		{"", "line 0", "91 lines below"}, {"pgdown", "line 8", "8 lines above"}, {" ", "line 16", "16 lines above"}, {"pgup", "line 8", "8 lines above"},
		{"end", "line 91", "91 lines above"}, {"pgdown", "line 91", "91 lines above"}, {"home", "line 0", "91 lines below"}, {"pgup", "line 0", "91 lines below"},
	} {
		if c.key != "" && !r.Update(press(c.key)) {
			t.Errorf("%s is no key of it", c.key)
		}
		view := ansi.Strip(r.View())
		if !strings.HasPrefix(strings.TrimSpace(view), "Agent "+c.first+" ") || !strings.Contains(view, c.more) {
			t.Errorf("after %q:\n%s", c.key, view)
		}
		checkReader(t, c.key, &r)
	}
}

func TestAReaderGoesFromHitToHitAndRound(t *testing.T) {
	texts := make([]string, 100)
	for i := range texts {
		texts[i] = "nothing"
	}
	texts[3], texts[50], texts[99] = "gold", "gold", "gold"
	r := readerOf(40, 10, texts...)
	r.SetSize(40, 10)
	r.Find("gold")
	for _, c := range []struct{ by, at, line int }{{0, 1, 3}, {1, 2, 50}, {1, 3, 99}, {1, 1, 3}, {-1, 3, 99}} {
		if r.Next(c.by); c.by != 0 {
			checkReader(t, "next", &r)
		}
		at, of := r.Found()
		if at != c.at || of != 3 || c.line < r.top || c.line >= r.top+r.room() {
			t.Errorf("hit %d of %d, with line %d at the top", at, of, r.top)
		}
	}
	r.Refresh(append(r.passages, Passage{Text: "gold", Find: true}))
	if at, of := r.Found(); at != 3 || of != 4 {
		t.Errorf("with more text it is hit %d of %d", at, of)
	}
	r.SetSize(12, 5)
	if at, of := r.Found(); at != 3 || of != 4 {
		t.Errorf("in another size it is hit %d of %d", at, of)
	}
}

// Whatever the text is, a reader is as large as its room.
func TestAReaderIsAlwaysExactlyItsSize(t *testing.T) {
	for name, text := range wildTexts {
		for _, size := range [][2]int{{80, 24}, {20, 3}, {5, 1}, {1, 1}} {
			r := readerOf(size[0], size[1], text, text)
			checkReader(t, name, &r)
			r.Find(text)
			r.Next(1)
			checkReader(t, name+", found", &r)
		}
	}
}

var wildTexts = map[string]string{
	"empty": "", "controls": "a\x1b[2Jb\x1b]52;c;AA\x07", "wide": strings.Repeat("漢😀", 200), "marks": "e" + strings.Repeat("\u0301", 500),
	"joined": "👩‍👩‍👧 👩‍👩‍👧", "flags": "🇬🇧🇺🇸🇬", "Hindi": strings.Repeat("क्षि ", 60), "turned": "\u202eevil\u2066", "long": strings.Repeat("x", 20_000), "no text": "\xff\xfe\x9b",
}

// Goal: under 1 ms for a view at 200x60, however long the text.
func BenchmarkReaderView(b *testing.B) {
	texts := make([]string, 2000)
	for i := range texts {
		texts[i] = strings.Repeat("यह सोना gold है ", 10)
	}
	r := readerOf(200, 60, texts...)
	r.Find("gold")
	for b.Loop() {
		r.View()
	}
}

func BenchmarkReaderFind(b *testing.B) {
	texts := make([]string, 2000)
	for i := range texts {
		texts[i] = strings.Repeat("This is what was said. ", 7)
	}
	r := readerOf(100, 40, texts...)
	for b.Loop() {
		r.Find("what was")
	}
}

func BenchmarkReaderWrap(b *testing.B) {
	texts := make([]string, 2000)
	for i := range texts {
		texts[i] = strings.Repeat("This is what was said. ", 7)
	}
	r := readerOf(100, 40, texts...)
	for b.Loop() {
		r.Refresh(r.passages)
	}
}
