package contacts

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// panel lies over the rows and has the keyboard until it asks to be closed. It
// changes no list: a key press returns what it wants done.
type panel interface {
	press(msg tea.KeyMsg) request
	arrange(width, height int) // after whatever may change what it needs, and before view
	view(width, height int) string
	keys() []key.Binding
	typing() bool
	refresh() (close bool) // after the list was changed
}

// widestPanel is how wide a panel over the contacts grows.
const widestPanel = 120

// request is what a panel wants done; the zero request is nothing.
type request struct {
	works   bool   // it changes the list; nothing of it is done where that may not be
	close   bool   // the panel
	refuse  string // why what was asked for cannot be
	say     string
	change  model.Change
	fix     *model.Fix // for the rows of
	of      previewOf
	groups  *groupDecision
	undo    bool
	redo    bool
	next    int  // 1 or -1: the next or previous row to fix is to be edited
	row     int  // that was edited before it
	arrange bool // the columns have changed
	ask     widget.Dialog
	name    string // of the question; "" = none is asked
}

// pressPanel gives the panel a key and does what it wants done.
func (c *Screen) pressPanel(msg tea.KeyMsg) tea.Cmd {
	r := c.Panel.press(msg)
	if (r.works || r.undo || r.redo) && !c.mayWork() {
		return nil
	}
	if r.close {
		c.Panel = nil
	}
	switch {
	case r.refuse != "":
		c.err = r.refuse
	case r.say != "":
		c.Console.Notify(widget.Info, r.say)
	case r.undo, r.redo:
		return c.retrace(r.undo)
	case r.arrange:
		c.arrange()
	case r.name != "":
		c.Console.OpenDialog(c.requests.ID, r.name, r.ask)
	case r.groups != nil:
		return c.decideGroups(*r.groups)
	case r.fix != nil && r.of.rows != nil:
		return c.fixRows(r.of.rows, *r.fix)
	case r.fix != nil:
		return c.fixCause(r.of.cause, *r.fix)
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
	i := c.Table.problemFrom(at, r.next)
	if i < 0 {
		c.Console.Notify(widget.Info, "There is nothing more to fix in that direction.")
		return cmd
	}
	c.Table.grid.SetCursor(i)
	if row, ok := c.Table.Here(); ok {
		c.Panel = newRowEditor(c.Console, row)
	}
	return cmd
}
