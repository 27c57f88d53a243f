package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"callsheet/ui/renderer"
	"callsheet/ui/terminaltest"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// scripts are names whose width terminals do not agree on.
var scripts = []string{
	"क्षितिज शर्मा", "നന്ദിനി കൃഷ്ണൻ", "க்ஷேமா ரவி", "শ্রীমতী দাস", "ก้องภพ น้ำใส", "محمد العربي", "مُحَمَّد ٣", "דויד כהן", "می\u200cخواهم", "王小明", "한국어 이름",
	"👩\u200d👩\u200d👧 Ann", "👍🏽 Bob", "🇬🇧🇮🇳", "⚠\ufe0f 1\ufe0f\u20e3", "Zoe\u0308 e\u0301\u0302", "Nguyễn Thị", "ကျော်", "ភាសាខ្មែរ",
}

// frame is a screen of some size.
type frame struct {
	name, text    string
	width, height int
}

// keepsColumns draws frames one after another on terminals of every rule for width, and
// holds that each column of each is in its place.
func keepsColumns(t *testing.T, frames []frame) {
	for _, rule := range terminaltest.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			t.Parallel()
			screen := terminaltest.New(rule, frames[0].width, frames[0].height)
			drawn := renderer.New(screen, renderer.Options{})
			tea := &terminaltest.BubbleTea{Out: drawn}
			tea.Start()
			for i, f := range frames {
				if i == 0 || f.width != frames[i-1].width || f.height != frames[i-1].height {
					screen.Resize(f.width, f.height)
					drawn.Redraw(f.width, f.height)
					tea.Repaint()
				}
				tea.Draw(f.text)
				if said := screen.Misplaced(f.text); said != "" {
					t.Fatalf("%s: %s\n%s", f.name, said, screen)
				}
			}
		})
	}
}

// The names that stand in the samples of all screens are those of other scripts here.
func TestEveryScreenKeepsItsColumnsInEveryScript(t *testing.T) {
	names := []string{"Spring renewals", "Olivia Grant", "Amit Rao", "Ben Okafor", "Nadia Haddad", "Sam Poole", "renewals", "Renewals", "Northwind", "Company"}
	look := theme.New(theme.Options{Profile: termenv.ANSI256})
	var frames []frame
	said := 0
	for i, s := range Scenes() {
		if strings.Contains(s.Name, "worst") {
			continue // a hundred thousand rows
		}
		var pairs []string
		for k, name := range names {
			pairs = append(pairs, name, widget.Fit(scripts[(i+k)%len(scripts)], widget.Width(name), "…"))
		}
		f := frame{s.Name, "", 120, 40}
		if i%2 == 1 {
			f.width, f.height = 80, 24
		}
		view := s.Draw(look, f.width, f.height)
		f.text = strings.NewReplacer(pairs...).Replace(view)
		if f.text != view {
			said++
		}
		frames = append(frames, f)
	}
	slices.SortStableFunc(frames, func(a, b frame) int { return a.width - b.width }) // so that most are drawn over one of their size
	if said < len(frames)/2 {
		t.Fatalf("only %d of %d screens hold a name", said, len(frames))
	}
	keepsColumns(t, frames)
}

// People of every script are worked on: scrolled, filtered, looked for, edited.
func TestWorkOnContactsKeepsColumnsInEveryScript(t *testing.T) {
	rows := [][]string{{"Name", "Mobile", "City", "Note"}}
	for i := range 120 {
		phone := []string{"7400%06d", "+447400%06d", "07400%06d / 07401000000", "٠٧٤٠٠ %06d"}[i%4]
		rows = append(rows, []string{scripts[i%len(scripts)], fmt.Sprintf(phone, i), scripts[(i*7+3)%len(scripts)], fmt.Sprint("note ", i)})
	}
	r := benchOf(t, tableOf(rows...), 120, 40)
	width, height := 120, 40
	var frames []frame
	see := func(name string) {
		frames = append(frames, frame{name, r.app.View(), width, height})
	}
	see("the contacts")
	for _, key := range []string{"down", "down", "up", "tab", "down", "down", "pgdown", "pgdown", "up", "2", "right", "down", "pgdown", "left", "?", "esc", "e", "esc", "/", "esc", "tab", "a", "esc"} {
		r.press(key)
		see(key)
	}
	for _, size := range [][2]int{{80, 24}, {200, 60}, {81, 25}} {
		width, height = size[0], size[1]
		r.update(tea.WindowSizeMsg{Width: width, Height: height})
		see(fmt.Sprint(size))
		for _, key := range []string{"down", "tab", "pgdown", "down", "tab"} {
			r.press(key)
			see(fmt.Sprint(size, key))
		}
	}
	keepsColumns(t, frames)
}
