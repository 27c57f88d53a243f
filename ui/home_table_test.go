package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// homeOf is Home with some campaigns.
func homeOf(campaigns []model.Summary, width, height int) (*App, *homeScreen) {
	a := still(plain, sceneConfig(), nil, func(*screen.Console) []screen.Screen { return nil })
	h := a.stack[0].(*homeScreen)
	h.listed(campaigns)
	a.Update(tea.WindowSizeMsg{Width: width, Height: height})
	return a, h
}

func TestColumnsOfHomeStandOneBelowTheOtherInAllScripts(t *testing.T) {
	for _, width := range []int{80, 100, 120, 160, 200} {
		_, h := homeOf(homeCampaigns(), width, 60)
		table := homeTable{h.console.Theme, h.width, false}
		columns := table.columns()
		for _, e := range h.all {
			line := table.row(columns, e, false)
			if got := widget.Width(line); got != h.width {
				t.Errorf("at %d the line of %q takes %d cells of %d", width, e.name(), got, h.width)
			}
			next := strings.TrimRight(ansi.Strip(line), " ")
			if !strings.HasSuffix(next, string(e.outline.Next)) {
				t.Errorf("at %d the line of %q does not end in what is next: %q", width, e.name(), next)
			}
		}
	}
}

func TestNothingOfACampaignIsCutBeforeItsPoint(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		_, h := homeOf(homeCampaigns(), size[0], size[1])
		for _, e := range h.all {
			table := homeTable{h.console.Theme, h.width, false}
			for _, c := range table.columns()[1:] {
				text := c.cell(table, e, c.width)
				if c.title != "File" && c.title != "Agent" && widget.Width(text) > c.width {
					t.Errorf("at %d %q of %q is wider than %d", size[0], ansi.Strip(text), e.name(), c.width)
				}
			}
		}
	}
}

func TestAWideWindowShowsWhatCameOfEachCampaign(t *testing.T) {
	a, _ := homeOf(homeCampaigns(), 200, 60)
	seen := ansi.Strip(a.View())
	for _, want := range []string{"Outcomes", "File", "Agent", "list 08.xlsx", "agent_renewals", "83,912  84 %", "Sent 24 Nov 08:20"} {
		if !strings.Contains(seen, want) {
			t.Errorf("there is no %q in\n%s", want, seen)
		}
	}
	if strings.Contains(seen, "Winter 2024") {
		t.Error("what is archived stands among the others")
	}
}

func TestHomeFindsFiltersAndSorts(t *testing.T) {
	for name, row := range map[string]struct {
		keys  []string
		first string
		shown int
	}{
		"all but the archived":           {nil, "田中様", 12},
		"those that need somebody":       {[]string{"2"}, "田中様", 3},
		"running":                        {[]string{"3"}, "Spring renewals", 3},
		"drafts":                         {[]string{"4"}, "नवीनीकरण", 2},
		"done":                           {[]string{"5"}, "A campaign", 4},
		"archived":                       {[]string{"6"}, "Winter 2024", 1},
		"tab goes through them":          {[]string{"tab", "tab", "tab", "tab", "tab"}, "Winter 2024", 1},
		"and around":                     {[]string{"tab", "tab", "tab", "tab", "tab", "tab"}, "田中様", 12},
		"found by its name":              {[]string{"/", "b", "i", "r", "d", "s"}, "Early birds", 1},
		"found by two words":             {[]string{"/", "s", "p", "r", "i", "n", "g", " ", "l", "i", "s", "t"}, "Spring renewals", 2},
		"found by its file, in capitals": {[]string{"/", "0", "8", ".", "X", "L"}, "Second half", 1},
		"found by its state":             {[]string{"/", "c", "a", "n", "c", "e", "l"}, "Cancelled one", 1},
		"nothing":                        {[]string{"/", "q", "q", "q"}, "", 0},
		"esc shows all again":            {[]string{"/", "q", "q", "q", "enter", "esc"}, "田中様", 12},
		"a digit is text while finding":  {[]string{"/", "1", "2", ".", "x"}, "Not looked at", 1},
		"sorted by name":                 {[]string{"5", "f", "down", "down", "enter"}, "A campaign", 4},
		"sorted by contacts":             {[]string{"3", "f", "down", "down", "down", "enter"}, "Early birds", 3},
		"sorted by share":                {[]string{"5", "f", "end", "enter"}, "A campaign", 4},
		"needs stay first when sorted":   {[]string{"f", "down", "down", "enter"}, "田中様", 12},
	} {
		t.Run(name, func(t *testing.T) {
			a, h := homeOf(homeCampaigns(), 80, 24)
			for _, k := range row.keys {
				a.Update(keyMsg(k))
			}
			if len(h.shown) != row.shown {
				t.Errorf("%d are shown", len(h.shown))
			}
			if row.shown > 0 && !strings.HasPrefix(h.shown[0].name(), row.first) {
				t.Errorf("%q stands first", h.shown[0].name())
			}
			fits(t, a.View(), 80, 24)
		})
	}
}

func TestFindingLeadsToWhatIsFound(t *testing.T) {
	a, h := homeOf(homeCampaigns(), 80, 24)
	for _, k := range []string{"/", "b", "i", "r", "d", "s", "enter"} {
		a.Update(keyMsg(k))
	}
	if e := h.under(); e == nil || e.name() != "Early birds" {
		t.Errorf("the cursor is at %d", h.place())
	}
	a.Update(keyMsg("esc"))
	if e := h.under(); e == nil || e.name() != "Early birds" {
		t.Error("it leaves its campaign as all are shown again")
	}
}

func TestTheCursorIsAlwaysInSight(t *testing.T) {
	for _, height := range []int{24, 30, 60} {
		a, h := homeOf(manyCampaigns(100), 80, height)
		for _, keys := range [][]string{{"down"}, {"up"}} {
			for range 101 {
				a.Update(keyMsg(keys[0]))
				if e := h.under(); e != nil && !strings.Contains(ansi.Strip(a.View()), h.console.Theme.Glyphs.Cursor+" "+e.name()) {
					t.Fatalf("at %d lines %q is not in sight:\n%s", height, e.name(), ansi.Strip(a.View()))
				}
			}
		}
	}
}

// manyCampaigns are so many campaigns, of names that differ.
func manyCampaigns(n int) []model.Summary {
	kinds := homeCampaigns()
	all := make([]model.Summary, n)
	for i := range all {
		all[i] = kinds[i%len(kinds)]
		all[i].ID, all[i].Draft.Name = fmt.Sprintf("m%d", i), fmt.Sprintf("Number %04d", i)
		all[i].Draft.View.Archived = false
		all[i].Changed = all[i].Changed.Add(-time.Duration(i) * time.Minute)
	}
	return all
}

// Goal: under 1 ms for a key press, Update and View together, with 1,000 campaigns.
func BenchmarkHomeKeyPress(b *testing.B) {
	for _, n := range []int{12, 1_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a, _ := homeOf(manyCampaigns(n), 200, 60)
			for b.Loop() {
				a.Update(keyMsg("down"))
				a.View()
			}
		})
	}
}
