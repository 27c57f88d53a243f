package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

func contactsScene(t theme.Theme, c *model.Campaign, show string) *App {
	a := still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), contacts.New(d)}
	})
	showAll(a, show)
	return a
}

// benchScene is the bench with 400 bad rows after some keys.
func benchScene(t theme.Theme, keys string) *App {
	a := still(t, sceneConfig(), campaignOf(badList(), "Spring renewals"), func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), contacts.New(d)}
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
	s := a.front().(*contacts.Screen)
	s.Pane, s.Only = contacts.PaneRows, contacts.Narrowing{}
	s.Filter.Select(show)
	s.ShowCauses(contacts.CountOf(context.Background(), s.List()))
	s.Table.ShowRows(must(s.List().Rows(context.Background(), s.Only.Filter(&s.Filter))))
	s.Background.Seek = nil
}

func optionsScene(t theme.Theme, c *model.Campaign) *App {
	a := still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), contacts.New(d), newOptionsScreen(d)}
	})
	o := a.front().(*optionsScreen)
	o.agentFound(agentFound{id: "agent_renewals", agent: session.Agent{Name: "Renewals", Active: true, Outbound: true}})
	foresee(o)
	return a
}

func reviewScene(t theme.Theme, c *model.Campaign) *App {
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		options, errs := model.ParseOptions(c.Values, fixedNow)
		if len(errs) > 0 {
			panic(errs)
		}
		r := newReviewScreen(d, options, "Renewals")
		plan := model.NewPlan(c.List.Snapshot(), options)
		r.Update(reviewedOf(plan, c))
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), contacts.New(d), newOptionsScreen(d), r}
	})
}

// typedScene is the options with texts typed into fields, the last of which has the focus.
func typedScene(t theme.Theme, c *model.Campaign, then string, typed ...string) *App {
	a := optionsScene(t, c)
	o := a.front().(*optionsScreen)
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	o.agentFound(agentFound{id: "agent_renewals", agent: session.Agent{Name: "Renewals", Active: true, Outbound: true}})
	o.zonesCounted(model.CommonZone{Zone: model.Clock("Europe/London"), Contacts: 4, Of: 5})
	for i := 0; i < len(typed); i += 2 {
		o.form.Focus(typed[i])
		o.suggest(false)
		a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(typed[i+1])})
	}
	for k := range strings.FieldsSeq(then) {
		a.Update(keyMsg(k))
	}
	foresee(o)
	return a
}

// foresee works out at once what the options do.
func foresee(o *optionsScreen) {
	if work := o.ahead.work(); work != nil {
		o.ahead.show(work())
	}
}

// reviewedOf is what the review says of a plan at the time of scenes.
func reviewedOf(plan model.Plan, c *model.Campaign) reviewed {
	ready := review(session.NewPreflight(plan, c.Values, hours.Rulebook{}, fixedNow, session.OutsideChoice{}, session.Rates{}), c.RegionFrom, fixedNow, session.Rates{})
	ready.json = "{}"
	return ready
}
