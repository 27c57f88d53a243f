package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
)

// sentAt is a campaign in waves that was sent, on a screen before Live.
func sentAt(step model.Stage, width int, change func(*model.Campaign)) *App {
	c := sceneWaves(nil)
	if change != nil {
		change(c)
	}
	a := still(plain, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		switch step {
		case model.StageContacts:
			return []screen.Screen{contacts.New(d)}
		case model.StageOptions:
			return []screen.Screen{newOptionsScreen(d)}
		}
		return []screen.Screen{screenOf(d, step)}
	})
	a.Update(tea.WindowSizeMsg{Width: width, Height: 30})
	a.drain()
	return a
}

func TestEveryScreenBeforeLiveSaysThatTheCampaignWasSent(t *testing.T) {
	for _, step := range []model.Stage{model.StageFile, model.StageColumns, model.StageContacts, model.StageOptions} {
		for _, width := range []int{80, 120} {
			a := sentAt(step, width, func(c *model.Campaign) { c.Values[model.OptStart] = "2026-11-20 09:00" })
			if f, is := a.front().(*fileScreen); is {
				f.phase = opened
			}
			seen := ansi.Strip(a.View())
			if !strings.Contains(seen, "This campaign was sent and can only be looked at. Go on with ctrl+n.") {
				t.Errorf("%v at %d does not say that it was sent:\n%s", step, width, seen)
			}
			for _, never := range []string{"Nothing is sent yet", "will be called", "What this will do", "First call", "Fill in", "undo", "ctrl+y", "leave out"} {
				if strings.Contains(seen, never) {
					t.Errorf("%v at %d says %q:\n%s", step, width, never, seen)
				}
			}
		}
	}
}

func TestTheOptionsOfASentCampaignSayWhereEachWaveIs(t *testing.T) {
	a := sentAt(model.StageOptions, 160, nil)
	seen := ansi.Strip(a.View() + strings.Join(sentLines(a.console, 200), "\n"))
	for _, want := range []string{"Where it is", "9 waves: 2 over, 2 calling, 2 to come, 2 held, 1 missed", "Kolkata 10:00: waits for you"} {
		if !strings.Contains(seen, want) {
			t.Errorf("there is no %q in\n%s", want, ansi.Strip(a.View()))
		}
	}
	if a.front().(*optionsScreen).ahead.work() != nil {
		t.Error("a forecast of what was sent is worked out")
	}
	a = sentAt(model.StageOptions, 80, func(c *model.Campaign) { c.Batches = c.Batches[8:] })
	if seen := ansi.Strip(a.View()); !strings.Contains(seen, "This campaign was confirmed and can only be looked at.") {
		t.Errorf("what waits is said to be sent:\n%s", seen)
	}
}
