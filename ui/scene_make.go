package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// Scene is a console in one state, without anything under way. It is put there by
// hand, not by going the way to it, so that it can be any state, and is the same
// at each time.
type Scene struct {
	Name string // SCREEN-STATE
	make func(theme.Theme) *App
}

// sceneConfig is the console of a scene. Nothing is asked of the world there: what
// would be said is shown to the screens.
func sceneConfig() screen.Config {
	return screen.Config{
		Account: screen.Account{Name: "acme", Operator: "anna", Service: "sandbox:k3f9x2mq7ab4ct6d", Region: "GB", RegionFrom: columns.FromProfile, Defaults: model.OptionValues{
			model.OptAgent: "agent_renewals", model.OptUser: "user_1", model.OptTimeZone: "Europe/London",
		}},
		Now:    func() time.Time { return fixedNow },
		Wall:   func() time.Time { return fixedNow },
		Folder: "/lists",

		OptionSets: sampleSets{},
	}
}

// still builds a console with the given screens on its stack.
func still(t theme.Theme, cfg screen.Config, c *model.Campaign, screens func(*screen.Console) []screen.Screen) *App {
	cfg.Open = ""
	a := New(t, cfg)
	a.console.Campaign = c
	if c != nil && c.Table != nil {
		c.ID = "c1"
		a.console.AddCampaign(c)
	}
	for _, s := range screens(a.console) {
		a.push(s)
	}
	if c != nil && c.Table != nil {
		a.console.Saver.Loaded(c, c.Draft(a.console.Saver.Profile, a.console.Saver.Service))
	}
	a.stack[0].(*homeScreen).loading = false
	return a
}

func keyMsg(k string) tea.KeyMsg {
	if named, ok := namedKeys[k]; ok {
		return tea.KeyMsg{Type: named}
	}
	if k == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(k)}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
}

var namedKeys = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "ctrl+n": tea.KeyCtrlN, "ctrl+c": tea.KeyCtrlC, "ctrl+r": tea.KeyCtrlR,
	"ctrl+u": tea.KeyCtrlU, "ctrl+g": tea.KeyCtrlG, "ctrl+t": tea.KeyCtrlT, "ctrl+y": tea.KeyCtrlY, "pgup": tea.KeyPgUp, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "ctrl+p": tea.KeyCtrlP, "end": tea.KeyEnd, "home": tea.KeyHome, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace,
}
