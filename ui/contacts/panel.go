package contacts

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// panel lies over the rows and has the keyboard until it asks to be closed. It
// changes no list: what is done with it returns what it wants done.
type panel interface {
	actions() []panelAction
	keyLine() []string           // the actions that the key line names
	typed(msg tea.KeyMsg) effect // a key that is of none of them
	arrange(width, height int)   // after whatever may change what it needs, and before view
	view(width, height int) string
	typing() bool
	refresh() (close bool) // after the list was changed
}

// panelAction is an action of a panel. The screen carries out what it wants.
type panelAction struct {
	screen.Action
	changes bool // the list; refused where that may not be
	wants   func(tea.KeyMsg) effect
}

func wants(id, title string, keys key.Binding, do func() effect) panelAction {
	return panelAction{Action: screen.Action{ID: id, Title: title, Keys: keys}, wants: func(tea.KeyMsg) effect { return do() }}
}

// looks is an action that changes nothing but what the panel shows.
func looks(id, title string, keys key.Binding, do func()) panelAction {
	return wants(id, title, keys, func() effect {
		do()
		return effect{}
	})
}

// changes is an action that changes the list.
func changes(id, title string, keys key.Binding, do func() effect) panelAction {
	a := wants(id, title, keys, do)
	a.changes = true
	return a
}

// closes is the action that closes a panel of a name.
func closes(name, title string, keys key.Binding) panelAction {
	return wants("close "+name, title, keys, func() effect { return effect{close: true} })
}

// moves are the actions that move in the grid of a panel.
func moves(g *widget.Grid) []panelAction {
	var all []panelAction
	for _, a := range screen.MovingActions(g) {
		a.ID, a.Group = a.ID+" of panel", ""
		all = append(all, panelAction{Action: a, wants: func(msg tea.KeyMsg) effect {
			g.Update(msg)
			return effect{}
		}})
	}
	return all
}

// widestPanel is how wide a panel over the contacts grows.
const widestPanel = 120

// effect is what a panel, or what puts rows right, wants done; the zero effect is
// nothing.
type effect struct {
	close    bool   // the panel
	refuse   string // why what was asked for cannot be
	say      string
	kind     widget.ToastKind // of what is said
	change   model.Change
	fix      *model.Fix  // is made to the rows of
	fixes    []model.Fix // are shown for the rows of
	of       previewOf
	open     panel   // over the rows
	then     tea.Cmd // of it
	typeIn   bool    // the number of the row is typed where it stands
	groups   *groupDecision
	undo     bool
	redo     bool
	saysZone bool // the time zone of the rows of is asked
	next     int  // 1 or -1: the next or previous row to fix is to be edited
	row      int  // that was edited before it, or is typed into
	arrange  bool // the columns have changed
	narrows  bool // the rows shown are those that meet cells
	cells    model.CellTests
	ask      widget.Dialog
	name     string // of the question; "" = none is asked
}

// groupDecision is which row of each group of duplicates is kept.
type groupDecision struct {
	keep   model.DuplicatePolicy
	merge  bool
	groups int // how many there are, as far as is known
}

// previewOf is what a preview is of: every row of a cause, or some rows.
type previewOf struct {
	cause model.Cause
	rows  []int32 // nil for all of the cause
}
