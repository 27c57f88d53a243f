package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/contacts"
)

func TestOneKeyMakesEverySureFixAfterItHasShownHowMany(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		r := benchOf(t, badList(), size[0], size[1])
		original := contents(t, r.list())
		r.press("A")
		for _, want := range []string{"Make every sure fix: 250 rows", "120  Leading zero lost: put the zero back", "50  Not a number there", "150 rows to fix are left to you"} {
			if !strings.Contains(flowing(r.screen()), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("at %v there is no %q\n%s", size, want, r.screen())
			}
		}
		if contents(t, r.list()) != original {
			t.Error("rows change before it was agreed to")
		}
		r.press("down", "enter")
		if contents(t, r.list()) != original {
			t.Error("left as they are, rows change")
		}
		r.press("A", "enter")
		r.sees("250 rows: every sure fix is made. Press u to undo.")
		if counts := r.list().Counts(); counts.Of(model.ToFix) != 150 {
			t.Errorf("%v", counts)
		}
		r.press("A")
		r.sees("No fix is sure here")
		r.press("u")
		if contents(t, r.list()) != original {
			t.Error("one u does not take all of it back")
		}
	}
}

func TestTheSureFixesAreMadeFromTheRowsToo(t *testing.T) {
	r := benchOf(t, badList(), 120, 40)
	r.press("2", " ", "A", "enter")
	r.sees("250 rows: every sure fix is made")
}

func TestAReadOnlyBenchMakesNoFixes(t *testing.T) {
	r := benchOf(t, badList(), 120, 40)
	r.app.console.Campaign.Stage = model.StageLive
	if !r.app.console.Campaign.ReadOnly() {
		t.Skip("a campaign at Live can be changed")
	}
	r.press("A")
	if r.list().Edited() != 0 || strings.Contains(r.screen(), "Make every sure fix") {
		t.Error(r.screen())
	}
}

func TestTheRowsOfACauseSayWhoTheyAre(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {108, 30}, {120, 40}, {160, 50}, {200, 60}} {
		r := benchOf(t, badList(), size[0], size[1])
		at := ""
		for line := range strings.SplitSeq(r.screen(), "\n") {
			if strings.Contains(line, "7400 120059") {
				at = line
			}
		}
		if !strings.Contains(at, "Person 59") || !strings.Contains(at, "+44 7400 120059?") {
			t.Errorf("at %v a row of a cause is %q", size, at)
		}
	}
}

func TestACauseAndItsKeyHaveTheSameWordsAtEveryWidth(t *testing.T) {
	for _, scene := range Scenes() {
		if scene.Name != "repair-causes" && scene.Name != "zones-causes" {
			continue
		}
		for _, size := range [][2]int{{80, 60}, {100, 60}, {108, 60}, {120, 60}, {160, 60}, {170, 60}, {200, 60}} {
			a := scene.make(plain)
			a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			c := a.front().(*contacts.Screen)
			seen := ansi.Strip(c.Causes.View(c.Console.Theme, c.Layout().CausesWidth(), 60, true))
			for i, name := range c.Causes.Names {
				does := c.Causes.List[i].Does()
				if c.Causes.List[i].Fix == model.FixNone {
					does = "type them, or leave them out"
				}
				for _, words := range []string{name, does} {
					for word := range strings.FieldsSeq(words) {
						if !strings.Contains(seen, word) {
							t.Errorf("%s at %v: of %q there is no %q", scene.Name, size, words, word)
						}
					}
				}
			}
			if strings.Contains(seen, "…") {
				t.Errorf("%s at %v is cut:\n%s", scene.Name, size, seen)
			}
		}
	}
}
