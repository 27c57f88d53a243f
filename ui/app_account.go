package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
)

// accountLayer is the account over the screens of an App.
type accountLayer struct {
	app  *App
	open *accountScreen // nil = it is not open
}

// action sets up the account, from wherever the operator is.
func (l *accountLayer) action() screen.Action {
	a := l.app
	why := a.occupied()
	switch {
	case why != "":
	case l.open != nil:
		why = "This is the account."
	case a.console.Config.Setup == nil:
		why = "The demo has an account of its own. Leave it and start `callsheet` for yours."
	case a.console.Config.Setup.Seen:
		why = seenHere
	}
	return screen.Action{ID: "account", Title: "Set up the account", Keys: screen.Bind("f2", "account", "f2"), Group: everywhereGroup, WhyNot: why, Run: screen.Start(l.lay)}
}

const seenHere = "A key that is typed here would be seen. Leave and run `callsheet login`, which hides it."

// lay lays the account over the screens, which stay as they are behind it.
func (l *accountLayer) lay() tea.Cmd {
	switch setup := l.app.console.Config.Setup; {
	case l.open != nil || setup == nil:
		return nil
	case setup.Seen:
		l.app.console.Tell(seenHere)
		return l.app.drain()
	}
	l.open = newAccountScreen(l.app.console)
	l.open.SetSize(l.app.bodySize())
	return l.open.Init()
}

// close goes back to the screen behind it.
func (l *accountLayer) close() tea.Cmd {
	if l.open == nil {
		return nil
	}
	l.open.requests.Close()
	l.open = nil
	return l.app.front().Update(screen.Shown{})
}

// screens are all there are, in front or not.
func (l *accountLayer) screens() []screen.Screen {
	if l.open == nil {
		return l.app.stack
	}
	return append(slices.Clone(l.app.stack), l.open)
}
