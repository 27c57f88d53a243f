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
	keyLine() []string            // the actions that the key line names
	typed(msg tea.KeyMsg) request // a key that is of none of them
	arrange(width, height int)    // after whatever may change what it needs, and before view
	view(width, height int) string
	typing() bool
	refresh() (close bool) // after the list was changed
}

// panelAction is an action of a panel. The screen carries out what it wants.
type panelAction struct {
	screen.Action
	changes bool // the list; refused where that may not be
	wants   func(tea.KeyMsg) request
}

func wants(id, title string, keys key.Binding, do func() request) panelAction {
	return panelAction{Action: screen.Action{ID: id, Title: title, Keys: keys}, wants: func(tea.KeyMsg) request { return do() }}
}

// looks is an action that changes nothing but what the panel shows.
func looks(id, title string, keys key.Binding, do func()) panelAction {
	return wants(id, title, keys, func() request {
		do()
		return request{}
	})
}

// changes is an action that changes the list.
func changes(id, title string, keys key.Binding, do func() request) panelAction {
	a := wants(id, title, keys, do)
	a.changes = true
	return a
}

// closes is the action that closes a panel of a name.
func closes(name, title string, keys key.Binding) panelAction {
	return wants("close "+name, title, keys, func() request { return request{close: true} })
}

// moves are the actions that move in the grid of a panel.
func moves(g *widget.Grid) []panelAction {
	var all []panelAction
	for _, a := range screen.MovingActions(g) {
		a.ID, a.Group = a.ID+" of panel", ""
		all = append(all, panelAction{Action: a, wants: func(msg tea.KeyMsg) request {
			g.Update(msg)
			return request{}
		}})
	}
	return all
}

// panelActions are those of the panel that lies over the rows.
func (c *Screen) panelActions() screen.Actions {
	if c.Panel == nil {
		return nil
	}
	var all screen.Actions
	for _, p := range c.Panel.actions() {
		a := p.Action
		a.Run = func(msg tea.KeyMsg) tea.Cmd { return c.do(p.wants(msg)) }
		if p.changes {
			a = c.changing(a)
		}
		all = append(all, a)
	}
	return all
}

// widestPanel is how wide a panel over the contacts grows.
const widestPanel = 120

// request is what a panel, or what puts rows right, wants done; the zero request is
// nothing.
type request struct {
	close   bool   // the panel
	refuse  string // why what was asked for cannot be
	say     string
	kind    widget.ToastKind // of what is said
	change  model.Change
	fix     *model.Fix  // is made to the rows of
	fixes   []model.Fix // are shown for the rows of
	of      previewOf
	edit    *RowEditor           // is opened
	at      *model.EditableField // field of it; nil = the first
	typeIn  bool                 // the number of the row is typed where it stands
	groups  *groupDecision
	undo    bool
	redo    bool
	next    int  // 1 or -1: the next or previous row to fix is to be edited
	row     int  // that was edited before it, or is typed into
	arrange bool // the columns have changed
	ask     widget.Dialog
	name    string // of the question; "" = none is asked
}

// do carries out what is wanted.
func (c *Screen) do(r request) tea.Cmd {
	if r.close {
		c.Panel = nil
	}
	switch {
	case r.refuse != "":
		c.err = r.refuse
	case r.say != "":
		c.Console.Notify(r.kind, r.say)
	case r.undo, r.redo:
		return c.retrace(r.undo)
	case r.arrange:
		c.arrange()
	case r.name != "":
		c.ask(r.name, r.ask)
	case r.groups != nil:
		return c.begin(decideGroups(c.List(), *r.groups))
	case r.fix != nil:
		return c.begin(applyFix(c.List(), r.of, *r.fix))
	case r.fixes != nil:
		c.Panel = newPreviewPanel(c.Console, c.Table, &c.Only, c.Causes.nameOf(r.of.cause.CauseKey), r.of, r.fixes)
	case r.typeIn:
		c.CellEditor = newInlineEdit(c.Table, r.row)
	case r.edit != nil:
		c.Panel = r.edit
		if r.at != nil {
			return r.edit.focusOn(*r.at)
		}
	case r.next != 0:
		return c.editNext(r)
	}
	return c.apply(r.change)
}

// editNext makes the change of a row that was edited and edits the next or previous
// row to fix.
func (c *Screen) editNext(r request) tea.Cmd {
	at := c.Table.grid.Cursor()
	cmd := c.apply(r.change)
	if row, ok := c.Table.Here(); r.next > 0 && ok && row != r.row {
		at-- // the row has left, and the next is in its place
	}
	if !c.Table.toProblem(at, r.next) {
		c.Console.Tell(nothingMore)
		return cmd
	}
	if row, ok := c.Table.Here(); ok {
		c.Panel = newRowEditor(c.Console, row)
	}
	return cmd
}

func (c *Screen) ask(name string, question widget.Dialog) {
	c.Console.OpenDialog(c.requests.ID, name, question)
}
