package renderer

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"callsheet/ui/terminaltest"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// names are of people whose writing terminals do not agree on, or do not know.
var names = []string{
	"क्षितिज शर्मा", "नन्दिनी", "श्री राम", "മഞ്ജു കൃഷ്ണൻ", "അമ്മ", "க்ஷேமா", "ரவி குமார்", "শ্রীমতী দাস", "ก้องภพ น้ำใส", "ทรงศักดิ์",
	"محمد العربي", "مُحَمَّد", "فاطمة ٣", "٠٧٤٠٠ ١٢٣٤٥٦", "دوید כהן", "שָׁלוֹם", "می\u200cخواهم", "王小明", "한국어 이름", "ᄒ\u1161\u11ab", "たなか ひろし", "ﾃﾞｰﾀ",
	"👩\u200d👩\u200d👧 Ann", "👍🏽", "🇬🇧🇮🇳", "⚠\ufe0f", "1\ufe0f\u20e3", "🫨", "Zoe\u0308", "e\u0301\u0302\u0303", "Nguyễn Thị Hồng", "z\u0335\u0335a\u0335", "กำ", "ကျော်", "ភាសាខ្មែរ",
	"a\u093ea", "\u093e", "b\u0e33", "क ख ग", "ज ख",
	"Jane Okafor", "O'Brien", "07400 123456", "+44 7400 123456", "", "–", "Ελένη", "Иван",
}

// table is a frame of people in columns, as wide and high as a screen.
func table(t theme.Theme, columns, lines int, alike bool) *rapid.Generator[string] {
	return rapid.Custom(func(rt *rapid.T) string {
		var b strings.Builder
		for range lines {
			pen := rapid.SampledFrom([]theme.Pen{t.Text, t.Text, t.Muted, t.Cursor, t.Marked, t.Banner, t.Link}).Draw(rt, "pen")
			before, after := pen.Around()
			b.WriteString(before)
			known, widths := names, rapid.IntRange(1, 14)
			if alike { // frames that have much in common
				known, widths = []string{"क ख ग", "ज ख", "ाa", "ख", "क ख", "Jo", ""}, rapid.SampledFrom([]int{3, 3, 3, 4})
			}
			for x := 0; x < columns; {
				width := widths.Draw(rt, "width")
				text := rapid.SampledFrom(known).Draw(rt, "name")
				if rapid.Bool().Draw(rt, "right") {
					b.WriteString(widget.FitRight(text, width, "…"))
				} else {
					b.WriteString(widget.Fit(text, width, "…"))
				}
				b.WriteString(rapid.SampledFrom([]string{"  ", "  ", " ", "│"}).Draw(rt, "gap"))
				x += width + 1
			}
			b.WriteString(after + "\n")
		}
		return widget.Frame(t, b.String(), columns, lines, "https://callsheet.example/x")
	})
}

func themes() []theme.Theme {
	return []theme.Theme{
		theme.New(theme.Options{NoColor: true}),
		theme.New(theme.Options{Profile: termenv.ANSI}),
		theme.New(theme.Options{Profile: termenv.ANSI256, Background: theme.Light}),
		theme.New(theme.Options{Profile: termenv.TrueColor}),
		theme.New(theme.Options{NoColor: true, ASCII: true}),
	}
}

// Whatever a terminal takes for the width of a text: each column stays in its place, nothing
// is left of what was there before, and it is the same as if it were drawn afresh.
func TestColumnsStayInTheirPlaceByEveryRuleForWidth(t *testing.T) {
	for _, rule := range terminaltest.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(rt *rapid.T) { keepsColumns(rt, rule) })
		})
	}
}

func keepsColumns(t *rapid.T, rule terminaltest.Rule) {
	looks := themes()
	look := looks[rapid.IntRange(0, len(looks)-1).Draw(t, "theme")]
	columns, lines := rapid.IntRange(4, 50).Draw(t, "columns"), rapid.IntRange(1, 4).Draw(t, "lines")
	alike := rapid.Bool().Draw(t, "alike")
	options := Options{Basic: rapid.Bool().Draw(t, "basic")}
	term := terminaltest.New(rule, columns, lines)
	r := New(term, options)
	tea := &terminaltest.BubbleTea{Out: r}
	tea.Start()
	frame := ""
	for range rapid.IntRange(1, 5).Draw(t, "frames") {
		switch rapid.IntRange(0, 9).Draw(t, "event") {
		case 0:
			columns, lines = rapid.IntRange(4, 50).Draw(t, "columns"), rapid.IntRange(1, 4).Draw(t, "lines")
			term.Resize(columns, lines)
			r.Redraw(columns, lines)
			tea.Repaint()
			frame = ""
		case 1:
			tea.End()
			term.Resize(columns, lines)
			tea.Start()
			frame = ""
		case 2:
			r.Redraw(columns, lines)
			tea.Repaint()
		}
		next := table(look, columns, lines, alike).Draw(t, "frame")
		if old, new := strings.Split(frame, "\n"), strings.Split(next, "\n"); frame != "" && rapid.Bool().Draw(t, "little") {
			old[rapid.IntRange(0, len(old)-1).Draw(t, "line")] = new[0]
			next = strings.Join(old, "\n")
		}
		frame = next
		tea.Draw(frame)
		if said := term.Misplaced(frame); said != "" {
			t.Fatalf("%s: %s\n%s", rule.Name, said, term)
		}
	}
	fresh := terminaltest.New(rule, columns, lines)
	again := &terminaltest.BubbleTea{Out: New(fresh, options)}
	again.Start()
	again.Draw(frame)
	for row := range lines {
		for column, c := range fresh.Line(row) {
			if got := term.Line(row)[column]; got.Looks() != c.Looks() {
				t.Fatalf("line %d, column %d is %+v, and %+v when it is drawn afresh\n%s%s", row, column, got, c, term, fresh)
			}
		}
	}
	if term.Scrolled {
		t.Fatalf("the screen is scrolled:\n%s", term)
	}
}

// A page further on a large window, in which every row is another.
func BenchmarkPage(b *testing.B) {
	look := theme.New(theme.Options{Profile: termenv.ANSI256})
	var frames [2]string
	for k := range frames {
		var lines []string
		for row := range 60 {
			line := fmt.Sprintf("%6d  +44 7400 %06d  ", row*(k+2), row*(k+3)) + widget.Fit(names[(row+k)%len(names)], 20, "…") + "  Newcastle upon Tyne"
			lines = append(lines, look.Muted.Render(line))
		}
		frames[k] = widget.Frame(look, strings.Join(lines, "\n"), 200, 60, "")
	}
	r := New(io.Discard, Options{})
	tea := &terminaltest.BubbleTea{Out: r}
	tea.Start()
	for i := 0; b.Loop(); i++ {
		tea.Draw(frames[i%2])
	}
}
