package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/table"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// zonelessList has 42 people of whom nobody knows where they are, twelve whose time zone
// is nonsense, five in whose it is misspelt, and some in London.
func zonelessList() *table.Table {
	rows := [][]string{{"Name", "Phone", "Time zone", "Office"}}
	for i := range 8 {
		rows = append(rows, []string{fmt.Sprintf("Olivia %d", i), fmt.Sprintf("+44 7400 1231%02d", i), "Europe/London", "London"})
	}
	for i := range 42 {
		rows = append(rows, []string{fmt.Sprintf("Ben %d", i), fmt.Sprintf("+800 1234 56%02d", i), "", []string{"Lisboa", "München", "東京"}[i%3]})
	}
	for i := range 12 {
		rows = append(rows, []string{fmt.Sprintf("Cy %d", i), fmt.Sprintf("+44 7400 1232%02d", i), "Mars/Phobos", "Leeds"})
	}
	for i := range 5 {
		rows = append(rows, []string{fmt.Sprintf("Di %d", i), fmt.Sprintf("+44 7400 1233%02d", i), "Europe/Londn", "York"})
	}
	return tableOf(rows...)
}

// zonesScene is the bench with those rows after some keys.
func zonesScene(t theme.Theme, keys ...string) *App {
	a := still(t, sceneConfig(), campaignOf(zonelessList(), "Spring renewals"), func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d), contacts.New(d)}
	})
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.front().Init()
	for _, k := range keys {
		a.Update(keyMsg(k))
	}
	a.toast = widget.NewToast(a.console.Theme)
	return a
}

// zoneScenes are the states of asking where people are.
func zoneScenes() []Scene {
	return []Scene{
		{"zones-causes", func(t theme.Theme) *App { return zonesScene(t, "end") }},
		{"zones-preview", func(t theme.Theme) *App { return zonesScene(t, "end", "enter", "down") }},
		{"zones-asked", func(t theme.Theme) *App { return zonesScene(t, "end", "a", "p", "o", "r", "t") }},
		{"zones-misspelt", func(t theme.Theme) *App { return zonesScene(t, "down", "enter") }},
		{"options-clock", func(t theme.Theme) *App {
			a := optionsScene(t, campaignOf(springList(), "Spring renewals"))
			o := a.front().(*optionsScreen)
			o.console.Config.KeepZone = func(string) error { return nil }
			o.askFirstClock()
			a.drain()
			return a
		}},
	}
}
