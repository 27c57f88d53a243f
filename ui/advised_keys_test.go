package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/contacts"
)

// advised finds the keys that a text tells people to press.
var advised = regexp.MustCompile(`[Pp]ress (ctrl\+[a-z]|esc|enter|tab|[a-z0-9?/])(?:[ ,.;:]|$)`)

// does reports whether a key does something on a screen: it is drawn otherwise,
// something is under way, or asked of the console.
func does(t *testing.T, s Scene, k string) bool {
	t.Helper()
	a := s.make(plain)
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	a.drain()
	before := a.View()
	cmd := a.press(keyMsg(k))
	return cmd != nil || len(a.console.Emitted) > 0 || a.View() != before
}

// A key that the line below a screen names does something in one of its states at
// least, as one that moves may have nowhere to go; one that a text says to press
// does so where it is said.
func TestEveryKeyThatAScreenNamesWorksThere(t *testing.T) {
	// In the scenes that have these there is nowhere to go, and nothing was changed.
	works := map[string]bool{"r as they were": true, "↑↓ another fix": true, "↑↓ move": true, "pgdn a page": true, "↑↓ scroll": true}
	for _, s := range Scenes() {
		if strings.Contains(s.Name, "worst") {
			continue // is the screen of another scene with more in it
		}
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		a.drain()
		for _, b := range a.front().Keys().Line {
			if name := b.Help().Key + " " + b.Help().Desc; !works[name] && b.Enabled() {
				works[name] = slices.ContainsFunc(b.Keys(), func(k string) bool { return does(t, s, k) })
			}
		}
		if c, is := a.front().(*contacts.Screen); is && c.Panel != nil || a.dialog != nil || a.over != nil {
			continue // what is said behind it is for when it is closed
		}
		for _, found := range advised.FindAllStringSubmatch(flowing(ansi.Strip(a.View())), -1) {
			if !does(t, s, found[1]) {
				t.Errorf("%s says to %s, and that does nothing", s.Name, found[0])
			}
		}
	}
	for name, is := range works {
		if !is {
			t.Errorf("a line names %q, and it does nothing", name)
		}
	}
}

// Where nobody can be called, nothing says to go on as if somebody could.
func TestWhereNobodyIsReadyThatIsSaid(t *testing.T) {
	c := campaignOf(tableOf([]string{"Name", "Phone"}, []string{"Ann", "07400 12"}), "One")
	for said, a := range map[string]*App{"0 contacts will be called": contactsScene(plain, c, "to_fix"), "Nobody is left to be called": reviewScene(plain, c)} {
		a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		seen := flowing(ansi.Strip(a.View()))
		if !strings.Contains(seen, "! "+said) || strings.Contains(seen, "Go on with ctrl+n") || strings.Contains(seen, "enter send") {
			t.Errorf("it does not say that %s: %s", said, seen)
		}
	}
}

func TestASentCampaignIsWatchedFromItsReview(t *testing.T) {
	a := reviewScene(plain, campaignOf(springList(), "Spring renewals"))
	a.console.Campaign.Plan = &model.Plan{}
	if line := a.front().Keys().Line; line[0].Help().Key != "ctrl+n" || line[0].Help().Desc != "watch it" {
		t.Errorf("it names %v first", line[0].Help())
	}
}
