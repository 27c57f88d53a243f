package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// callingWaves are waves of which two call, and nothing waits.
func callingWaves(change func(*model.Campaign)) *model.Campaign {
	c := sceneWaves(nil)
	c.Batches = c.Batches[3:5]
	if change != nil {
		change(c)
	}
	return c
}

func TestWhoLeavesWhileAWaveNeedsAConsoleIsTold(t *testing.T) {
	for _, c := range []struct {
		claim  string
		change func(*model.Campaign)
		asks   bool
	}{
		{"two waves have a close", nil, true},
		{"no wave has a close", func(c *model.Campaign) {
			for i := range c.Batches {
				c.Batches[i].Part.CloseAt = time.Time{}
			}
		}, false},
		{"another console watches", func(c *model.Campaign) { c.Holder = "bea on jump2" }, false},
	} {
		a := still(plain, sceneConfig(), callingWaves(c.change), func(d *screen.Console) []screen.Screen { return []screen.Screen{newLiveScreen(d)} })
		a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		a.press(keyMsg("ctrl+c"))
		seen := strings.Join(strings.Fields(ansi.Strip(a.View())), " ")
		if asks := a.dialog != nil && strings.Contains(seen, "Waves need a console until today 20:00") && strings.Contains(seen, "today 19:00. Without one"); asks != c.asks {
			t.Errorf("%s: it asks %v\n%s", c.claim, asks, seen)
		}
	}
}

func TestHomeSaysUntilWhenAConsoleIsNeededInWhateverRoom(t *testing.T) {
	for _, width := range []int{80, 100, 160} {
		a := still(plain, sceneConfig(), callingWaves(nil), func(*screen.Console) []screen.Screen { return nil })
		a.Update(tea.WindowSizeMsg{Width: width, Height: 24})
		if seen := ansi.Strip(a.View()); !strings.Contains(seen, "needs a console") {
			t.Errorf("at %d:\n%s", width, seen)
		}
		a.Update(keyMsg("down"))
		if seen := ansi.Strip(a.View()); !strings.Contains(seen, "console needed until today 20:00") {
			t.Errorf("at %d:\n%s", width, seen)
		}
		a = still(plain, sceneConfig(), sceneWaves(nil), func(*screen.Console) []screen.Screen { return nil })
		a.Update(tea.WindowSizeMsg{Width: width, Height: 24})
		a.Update(keyMsg("down"))
		if seen := strings.Join(strings.Fields(ansi.Strip(a.View())), " "); !strings.Contains(seen, "missed hours") || !strings.Contains(seen, "97 contacts missed their hours, 55 wait for you") || strings.Contains(strings.TrimSuffix(seen, "… ? keys"), "…") {
			t.Errorf("at %d it is cut:\n%s", width, seen)
		}
	}
}

func TestCallsThatAreNotListedYetWerePlaced(t *testing.T) {
	a := still(plain, sceneConfig(), callingWaves(nil), func(d *screen.Console) []screen.Screen {
		l := newLiveScreen(d)
		l.observe()
		return []screen.Screen{l}
	})
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if seen := ansi.Strip(a.View()); strings.Contains(seen, "No call has been placed") || !strings.Contains(seen, "lists no call yet") {
		t.Errorf("it says\n%s", seen)
	}
}

func TestWhoIsHeldIsNamedAmongWhatIsLeft(t *testing.T) {
	words := strings.Join(session.Preflight{Held: 12}.LeavingWords(fixedNow), " ")
	if strings.Contains(words, "Nothing else waits") || !strings.Contains(words, "12 contacts are not called at all") {
		t.Errorf("it says %q", words)
	}
}
