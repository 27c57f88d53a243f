package ui

import (
	"callsheet/ui/session"

	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

func contactsScene(t theme.Theme, c *model.Campaign, show string) *App {
	a := still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d)}
	})
	showAll(a, show)
	return a
}

// benchScene is the bench with 400 bad rows after some keys.
func benchScene(t theme.Theme, keys string) *App {
	a := still(t, sceneConfig(), campaignOf(badList(), "Spring renewals"), func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d)}
	})
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.front().Init()
	for k := range strings.FieldsSeq(keys) {
		if k == "space" {
			k = " "
		}
		a.Update(keyMsg(k))
	}
	a.toast = widget.NewToast(a.console.Theme)
	return a
}

// showAll shows the rows of a filter, without the commands that find them.
func showAll(a *App, show string) {
	s := a.front().(*contactsScreen)
	s.pane, s.only = paneRows, narrowing{}
	s.filter.Select(show)
	s.showCauses(countOf(context.Background(), s.list()))
	s.showRows(must(s.list().Rows(context.Background(), s.currentFilter())))
	s.seek = nil
}

func optionsScene(t theme.Theme, c *model.Campaign) *App {
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		o := newOptionsScreen(d)
		o.take(agentFound{id: "agent_renewals", agent: session.Agent{Name: "Renewals", Active: true, Outbound: true}})
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d), o}
	})
}

func reviewScene(t theme.Theme, c *model.Campaign) *App {
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		options, errs := model.ParseOptions(c.Values, fixedNow)
		if len(errs) > 0 {
			panic(errs)
		}
		r := newReviewScreen(d, options, "Renewals")
		plan := model.NewPlan(c.List.Freeze(), options)
		r.Update(review(plan, c.RegionFrom, "{}"))
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d), newOptionsScreen(d), r}
	})
}
