package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// paletteScenes are the states of the palette and of the help, over the screens of other
// scenes.
func paletteScenes(others []Scene) []Scene {
	over := func(name string, keys ...string) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			var a *App
			for _, s := range others {
				if s.Name == name {
					a = s.make(t)
				}
			}
			a.Update(tea.WindowSizeMsg{Width: minWidth, Height: minHeight})
			for _, k := range keys {
				a.Update(keyMsg(k))
			}
			return a
		}
	}
	return []Scene{
		{"palette-open", over("contacts-all", ":")},
		{"palette-found", over("live-running", ":", "s", "t", "o", "p")},
		{"palette-refused", over("contacts-all", ":", "f", "i", "x", " ", "m", "a", "r", "k", "e", "d")},
		{"palette-elsewhere", over("contacts-all", ":", "e", "x", "p", "o", "r", "t", "down")},
		{"palette-leave", over("contacts-all", ":", "q")},
		{"palette-nothing", over("home-twelve", ":", "z", "z", "z", "z")},
		{"help-contacts", over("contacts-all", "?")},
		{"help-live", over("live-canary", "?")},
		{"help-found", over("live-running", "?", "/", "p", "a", "u", "s", "e", "enter")},
		{"help-page", over("contacts-all", "?", "tab")},
		{"home-how-to-leave", over("home-twelve", "q")},
	}
}
