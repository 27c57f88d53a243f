package ui

import (
	"strings"
	"testing"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
)

// inStates calls look with every scene: as it is, open elsewhere, damaged and sent.
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
		for name, change := range states {
			t.Run(s.Name+"/"+name, func(t *testing.T) {
				a := s.make(plain)
				if c := a.console.Campaign; c != nil && !c.Sent() {
					change(c)
				}
				a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
				a.drain()
				if acts, is := a.front().(interface{ Actions() screen.Actions }); is {
					look(t, a, acts.Actions())
				}
			})
		}
	}
}

func TestEveryActionHasATitleAndSaysWhyItCannotBeUsed(t *testing.T) {
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

func TestEveryKeyInTheLineBelongsToAnAction(t *testing.T) {
	inStates(t, func(t *testing.T, a *App, actions screen.Actions) {
		of := map[string]bool{}
		for _, act := range actions {
			for _, k := range act.Keys.Keys() {
				of[k] = of[k] || act.Usable() || act.Refuse != nil
			}
		}
		for _, k := range screen.Global.Quit.Keys() {
			of[k] = true // of the console
		}
		for _, b := range a.front().Keys().Line {
			for _, k := range b.Keys() {
				if b.Enabled() && !of[k] {
					t.Errorf("the line names %s %s, and %s is of no action", b.Help().Key, b.Help().Desc, k)
				}
			}
		}
	})
}
