package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
)

func TestASentCampaignOpensAtLiveAndEscGoesHome(t *testing.T) {
	for name, opened := range map[string]bool{"confirmed a moment ago": false, "opened from Home": true} {
		t.Run(name, func(t *testing.T) {
			cfg := testConfig()
			cfg.Service.(*fakeService).store = cfg.Store.Campaigns.(*fakeStore)
			r := reviewOf(t, cfg)
			confirm(r, "2")
			r.sees("Completed")
			if opened {
				r.saved()
				r.atHome()
				r = reopened(t, cfg)
				r.sees("completed")
				r.press("down", "enter")
				r.sees("Completed")
			}
			r.press("esc")
			r.sees("What would you like to do?")
			r.press("enter")
			r.sees("Completed")
			r.press("b")
			r.lacks("Completed")
			r.press("ctrl+n")
			r.sees("Completed")
		})
	}
}

func TestEveryScreenOfASentCampaignSaysWhenAndToHowMany(t *testing.T) {
	for _, width := range []int{100, 120, 200} {
		for _, step := range []model.Stage{model.StageContacts, model.StageLive} {
			a := sentAt(step, width, func(c *model.Campaign) {
				for i := range c.Batches {
					c.Batches[i].Sent = time.Date(2026, 11, 24, 1, 44+i, 0, 0, time.UTC)
				}
			})
			seen, _, _ := strings.Cut(ansi.Strip(a.View()), "\n")
			if !strings.Contains(seen, "Sent 24 Nov 01:44 to 4,") {
				t.Errorf("%v at %d says %q", step, width, seen)
			}
		}
	}
	a := still(plain, sceneConfig(), campaignOf(springList(), "Spring"), func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "")} })
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 30})
	if strings.Contains(ansi.Strip(a.View()), "Sent") {
		t.Error("a draft is said to be sent")
	}
}
