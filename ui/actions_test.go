package ui

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
)

// ways lead from the scenes of the contacts to what takes the keyboard there, and to
// marked rows.
var ways = [][]string{
	{"e"}, {"e", "f1"}, {"enter"}, {"tab", "enter"}, {"tab", "a"}, {"/"}, {"/", "x", "enter"}, {"c"}, {"o"}, {"d"}, {" "}, {"M"}, {"2", "M", "a"}, {"tab"}, {"?"}, {"f"}, {"x"},
}

// inStates calls look with every scene, and with what a few keys lead to from those
// of the contacts: as it is, open elsewhere, damaged and sent.
func inStates(t *testing.T, look func(t *testing.T, a *App, actions screen.Actions)) {
	states := map[string]func(*model.Campaign){
		"as it is":       func(*model.Campaign) {},
		"open elsewhere": func(c *model.Campaign) { c.Holder = "bea on jump2" },
		"damaged":        func(c *model.Campaign) { c.Locked = "damaged" },
		"sent":           func(c *model.Campaign) { c.Plan = &model.Plan{} },
	}
	for _, s := range Scenes() {
		if testing.Short() && strings.HasSuffix(s.Name, "-worst") {
			continue // the same actions, over a list that takes a while to make
		}
		from := [][]string{nil}
		if strings.HasPrefix(s.Name, "contacts") && !strings.HasSuffix(s.Name, "-worst") {
			from = append(from, ways...)
		}
		for name, change := range states {
			for _, keys := range from {
				t.Run(s.Name+"/"+name+"/"+strings.Join(keys, " "), func(t *testing.T) {
					a := s.make(plain)
					if c := a.console.Campaign; c != nil && !c.Sent() {
						change(c)
					}
					a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
					a.drain()
					for _, k := range keys {
						a.press(keyMsg(k))
						a.drain()
					}
					look(t, a, a.Actions())
				})
			}
		}
	}
}

func TestEveryActionHasATitleAndSaysWhyItCannotBeUsed(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	inStates(t, func(t *testing.T, _ *App, actions screen.Actions) {
		ids, titles := map[string]bool{}, map[string]bool{}
		for _, a := range actions {
			if a.ID == "" || ids[a.ID] {
				t.Errorf("the id %q is missing or stands twice", a.ID)
			}
			if a.Title == "" || !unicode.IsUpper([]rune(a.Title)[0]) || strings.HasSuffix(a.Title, ".") || a.Usable() && titles[a.Title] {
				t.Errorf("%s is called %q: missing, no title, or that of another", a.ID, a.Title)
			}
			if !a.Usable() && (!unicode.IsUpper([]rune(a.WhyNot)[0]) || !strings.HasSuffix(a.WhyNot, ".")) {
				t.Errorf("%s cannot be used, and says %q", a.ID, a.WhyNot)
			}
			if a.Run == nil || len(a.Keys.Keys()) == 0 || a.Keys.Help().Key == "" {
				t.Errorf("%s has no key with a name, or runs nothing", a.ID)
			}
			ids[a.ID], titles[a.Title] = true, titles[a.Title] || a.Usable()
		}
	})
}

func TestNoTwoActionsThatCanBeUsedShareAKey(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	inStates(t, func(t *testing.T, _ *App, actions screen.Actions) {
		of := map[string]string{}
		for _, a := range actions {
			for _, k := range a.Keys.Keys() {
				if !a.Usable() && a.Refuse == nil {
					continue
				}
				if other, taken := of[k]; taken {
					t.Errorf("%s is of %s and of %s", k, other, a.ID)
				}
				of[k] = a.ID
			}
		}
	})
}

// answered are the keys that come to something with any of the actions.
func answered(actions screen.Actions) map[string]bool {
	of := map[string]bool{}
	for _, act := range actions {
		for _, k := range act.Keys.Keys() {
			of[k] = of[k] || act.Usable() || act.Refuse != nil
		}
	}
	return of
}

func TestEveryKeyInTheLineBelongsToAnAction(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	inStates(t, func(t *testing.T, a *App, _ screen.Actions) {
		of := answered(append(a.ownActions(), a.front().Actions()...))
		for _, b := range a.front().Keys().Line {
			for _, k := range b.Keys() {
				if b.Enabled() && !of[k] {
					t.Errorf("the line names %s %s, and %s is of no action", b.Help().Key, b.Help().Desc, k)
				}
				if a.front().Typing() && len([]rune(k)) == 1 && k != " " && b.Enabled() {
					t.Errorf("the line names %s %s, and %s is typed into what has the keyboard", b.Help().Key, b.Help().Desc, k)
				}
			}
		}
	})
}

// The help lists what cannot be used now too.
func TestEveryKeyInTheHelpBelongsToAnAction(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	inStates(t, func(t *testing.T, a *App, _ screen.Actions) {
		of := map[string]bool{}
		for _, act := range append(a.ownActions(), a.front().Actions()...) {
			for _, k := range act.Keys.Keys() {
				of[k] = true
			}
		}
		groups, _ := a.helpGroups()
		for _, g := range groups {
			for _, b := range g.Bindings {
				for _, k := range b.Keys() {
					if !of[k] {
						t.Errorf("the help names %s %s, and %s is of no action", b.Help().Key, b.Help().Desc, k)
					}
				}
			}
		}
	})
}

// What has the keyboard keeps it: the actions of what lies below say so.
func TestWhatHasTheKeyboardLeavesOthersNoAction(t *testing.T) {
	for _, c := range []struct {
		name   string
		keys   []string
		usable []string // beside those of the console
	}{
		{"the editor of a row", []string{"e"}, []string{"keep row", "close row", "field", "keep row and go on", "keep row and go back"}},
		{"the help", []string{"?"}, nil},
		{"a question", []string{"f"}, nil},
		{"what is to be found", []string{"/"}, []string{"keep found", "leave finding"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := contactsScene(plain, campaignOf(springList(), "Spring renewals"), "all")
			a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
			for _, k := range c.keys {
				a.press(keyMsg(k))
				a.drain()
			}
			var usable []string
			for _, act := range a.Actions() {
				if act.Usable() && !slices.Contains([]string{"leave", "help", "palette", "how to leave"}, act.ID) {
					usable = append(usable, act.ID)
				}
			}
			if !slices.Equal(usable, c.usable) {
				t.Errorf("can be used: %q", usable)
			}
		})
	}
}
