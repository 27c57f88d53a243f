package contacts

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

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

// do carries out what is wanted.
func (c *Screen) do(r effect) tea.Cmd {
	if r.close {
		c.Panel = nil
	}
	switch {
	case r.refuse != "":
		c.err = r.refuse
	case r.say != "":
		c.Console.Notify(r.kind, r.say)
	case r.undo, r.redo:
		return c.retrace(retracing{r.undo})
	case r.arrange:
		c.arrange()
	case r.narrows:
		c.Only = c.Only.by(r.cells)
		return c.Search()
	case r.saysZone:
		c.ask(zoneDialog, c.zone.ask(r.of))
	case r.name != "":
		c.ask(r.name, r.ask)
	case r.groups != nil:
		return c.begin(decideGroups(c.List(), *r.groups))
	case r.fix != nil:
		return c.begin(applyFix(c.List(), r.of, *r.fix))
	case r.fixes != nil:
		c.Panel = newPreviewPanel(c.Console, c.Table, &c.Only, c.Causes.nameOf(r.of.cause.CauseKey), r.of, r.fixes)
	case r.typeIn:
		c.CellEditor = newCellEditor(c.Table, r.row)
	case r.open != nil:
		c.Panel = r.open
		return r.then
	case r.next != 0:
		return c.editNext(r)
	}
	return c.apply(r.change)
}

// editNext makes the change of a row that was edited and edits the next or previous
// row to fix.
func (c *Screen) editNext(r effect) tea.Cmd {
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
