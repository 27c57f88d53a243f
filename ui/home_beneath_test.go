package ui

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// What is below few campaigns in a large window says of the one under the cursor what its line has
// no room for; of none it says what happened last. Nothing of the campaigns is hidden for it.
func TestTheRoomBelowTheCampaignsIsUsed(t *testing.T) {
	draw := func(width, height int, keys ...string) string {
		at := slices.IndexFunc(Scenes(), func(s Scene) bool { return s.Name == "home-twelve" })
		app := Scenes()[at].Console(theme.New(theme.Options{NoColor: true}), tea.WindowSizeMsg{Width: width, Height: height})
		for _, k := range keys {
			msg, _ := PressOf(k)
			app.Update(msg)
		}
		return ansi.Strip(app.View())
	}
	for claim, c := range map[string]struct {
		width, height int
		keys          []string
		sees          []string
		lacks         string
	}{
		"what waits is said with what to do":  {200, 60, nil, []string{"How far", "300 contacts may or may not be called", "What to do", "It is not sent again before that."}, ""},
		"outcomes have their figures":         {200, 60, slices.Repeat([]string{"down"}, 11), []string{"Outcomes", "171 answered 71 %", "Enter shows what came of it"}, ""},
		"without a campaign, what was last":   {200, 60, []string{"up"}, []string{"What happened last", "calling, 43 % done"}, "What to do"},
		"every campaign stays in sight":       {200, 60, nil, []string{"Spring renewals, list 13.xlsx", "Cancelled one"}, "more below"},
		"a small window has its two lines":    {80, 24, nil, nil, "What to do"},
		"a window that is full of them, too":  {200, 30, nil, []string{"300 contacts may or may not be called"}, "What to do"},
		"below it what was last, too":         {200, 60, nil, []string{"How far", "What happened last"}, ""},
		"its start stands once on its line":   {200, 60, nil, []string{"scheduled"}, "tomorrow 09:00         starts"},
		"a count stands once on a line of it": {200, 60, nil, []string{"  completed "}, "100,000 contacts, completed   Sent"},
	} {
		shown := draw(c.width, c.height, c.keys...)
		for _, want := range c.sees {
			if !strings.Contains(shown, want) {
				t.Errorf("%s: %q is not in\n%s", claim, want, shown)
			}
		}
		if c.lacks != "" && strings.Contains(shown, c.lacks) {
			t.Errorf("%s: %q is in\n%s", claim, c.lacks, shown)
		}
		for line := range strings.SplitSeq(shown, "\n") {
			if widget.Width(line) > c.width {
				t.Errorf("%s: a line is wider than the window: %q", claim, line)
			}
		}
	}
}
