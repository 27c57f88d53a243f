package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
)

// livePart is a component of Live in a file of its own, such as the results that are saved:
// what can be done with it, and what comes back to it.
type livePart struct {
	// actions are what can be done now. Their keys come before those of Live itself.
	actions func() screen.Actions
	// update takes a message and reports whether it was one of its own; screen.Answered of its
	// dialogs too. nil = nothing comes back to it.
	update func(tea.Msg) (tea.Cmd, bool)
	// line are the ids of its actions in the key line, the most important first.
	line []string
	// anywhere says that it can be used where the campaign is at another service as well.
	anywhere bool
}

// liveParts are the components of Live, in the order of its help.
type liveParts []livePart

// newLiveParts joins the components to Live: one line each.
func newLiveParts(l *liveScreen) liveParts {
	again := &callAgain{live: l, chosen: l.list.chosenRows}
	l.said.again = again
	return liveParts{
		{actions: l.steer.actions, update: l.steer.update, line: []string{"pause", "move"}},
		{actions: l.export.actions, update: l.export.update, line: []string{"export"}, anywhere: true},
		{actions: l.said.actions, update: l.said.update, line: []string{"said"}, anywhere: true},
		{actions: again.actions, update: again.update, line: []string{"call again"}},
		{actions: l.report.actions, update: l.report.update, anywhere: true},
	}
}

// actions are what can be done with the components; elsewhere is why not where the campaign is
// at another service, "" = it is not.
func (parts liveParts) actions(elsewhere string) screen.Actions {
	var all screen.Actions
	for _, p := range parts {
		actions := p.actions()
		if !p.anywhere {
			actions = actions.Unless(elsewhere)
		}
		all = append(all, actions...)
	}
	return all
}

// update gives a message to the component whose it is, and reports whether there is one.
func (parts liveParts) update(msg tea.Msg) (tea.Cmd, bool) {
	for _, p := range parts {
		if p.update == nil {
			continue
		}
		if cmd, own := p.update(msg); own {
			return cmd, true
		}
	}
	return nil, false
}

// line are the ids of the components' actions in the key line.
func (parts liveParts) line() []string {
	var ids []string
	for _, p := range parts {
		ids = append(ids, p.line...)
	}
	return ids
}
