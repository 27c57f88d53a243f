package contacts

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	causesHaveKeys = "The causes have the keys; tab goes to the rows."
	nothingMore    = "There is nothing more to fix in that direction."
)

// The groups of the help.
const (
	repairGroup  = "Repair"
	severalGroup = "Several rows"
	lookingGroup = "Looking"
	listGroup    = "The list"
)

// Actions are what can be done with what has the keyboard, which is a panel or
// something that is typed, and otherwise with the rows and their causes.
func (c *Screen) Actions() screen.Actions {
	stop := screen.Action{ID: "stop", Stops: true, Title: "Stop what is under way", Keys: screen.Label(screen.Global.Back, "stop"),
		WhyNot: screen.Without(c.Background.work != nil, "Nothing is under way that can be stopped."), Run: screen.Do(func() {
			c.Background.stop()
			c.Console.Notify(widget.Info, "Stopped. Nothing was changed.")
		})}
	const most = 100 // so that the table is laid down once
	all := append(make(screen.Actions, 0, most), stop).Behind(c.panelActions()...).Behind(c.typingActions()...).Behind(c.findingActions()...)
	bench := make(screen.Actions, 0, most)
	for _, some := range []screen.Actions{c.rowActions(), c.changeActions(), c.selectionActions(), zoneActions(c), {sureAction(c)}, c.causeActions(), c.lookingActions(),
		movingActions(&c.Table.grid).Unless(screen.Without(c.Pane == PaneRows, causesHaveKeys)), c.stepActions()} {
		bench = append(bench, some...)
	}
	return all.Behind(bench.Unless(c.occupied())...)
}

// occupied says what has the keyboard instead of the rows and causes; "" = they have
// it.
func (c *Screen) occupied() string {
	switch {
	case c.Panel != nil:
		return "A panel lies over the rows; close it first."
	case c.CellEditor.On:
		return "A number is being typed; enter keeps it, esc leaves it as it was."
	case c.Filter.Finding():
		return "What to find is being typed; enter or esc ends that."
	}
	return ""
}

// press gives a key to its action, or to whatever is typed into.
func (c *Screen) press(msg tea.KeyMsg) tea.Cmd {
	c.err = ""
	cmd, done := c.Actions().Press(msg)
	switch {
	case done:
		return cmd
	case c.Panel != nil:
		return c.do(c.Panel.typed(msg))
	case c.CellEditor.On:
		c.CellEditor.typed(msg)
	case c.Filter.Finding():
		return c.typeFind(msg)
	}
	return nil
}

func (c *Screen) refuse(why string) { c.err = why }

// changing is an action on rows, refused where these may not be changed now.
func (c *Screen) changing(a screen.Action) screen.Action {
	return c.Console.Changing(a, "contacts").Refused(c.Background.busy(), c.refuse)
}

// stepActions lead on to the options and back, past what narrows the rows.
func (c *Screen) stepActions() screen.Actions {
	next := screen.Action{ID: "next", Title: "Go on to the options", Keys: screen.Global.Next, Run: screen.Do(func() { toOptions(c.Console) })}
	back := screen.Action{ID: "back", Title: "Go back to the columns", Keys: screen.Global.Back, Run: screen.Start(c.back)}
	switch {
	case c.Table.selected.Len() > 0:
		back.Title, back.Named = "Unmark all rows", screen.Label(screen.Global.Back, "unmark")
	case c.Only.narrows(&c.Filter), c.Pane == PaneRows && !c.Only.cause.IsZero():
		back.Title = "Show more rows again"
	}
	return screen.Actions{next.Refused(c.Background.busy(), c.refuse).Refused(
		screen.Without(c.List().Counts().Of(model.Ready) > 0, "No row is ready to be called yet. "+fixOne), c.refuse), back}
}

// changeActions change the list in either pane.
func (c *Screen) changeActions() screen.Actions {
	k := Keys
	duplicates := screen.Without(c.List().Counts().Of(model.Duplicate) > 0, "No number is in more than one row.")
	return screen.Actions{
		c.changing(screen.Action{ID: "undo", Title: "Undo the last change", Keys: k.Undo, Run: screen.Start(func() tea.Cmd { return c.retrace(retracing{undo: true}) })}),
		c.changing(screen.Action{ID: "redo", Title: "Make the change again", Keys: k.Redo, Run: screen.Start(func() tea.Cmd { return c.retrace(retracing{}) })}),
		screen.Action{ID: "duplicates", Title: "Look at the rows with the same number", Keys: k.Duplicates, Run: screen.Start(func() tea.Cmd {
			s := newDuplicatesPanel(c.Console, c.Table)
			c.Panel = s
			return s.findGroups(c.requests)
		})}.Refused(duplicates, c.Console.Tell),
		c.onRows(screen.Action{ID: "do not call", Title: "Put the number on the do-not-call list", Keys: k.DoNotCall}, c.doNotCall.ask),
		c.changing(screen.Action{ID: "import", Title: "Import a do-not-call list", Keys: k.Import, Run: screen.Start(func() tea.Cmd { return c.do(c.doNotCall.askImport()) })}),
	}.In(repairGroup)
}

// lookingActions change which rows are shown, and how; none changes the list.
func (c *Screen) lookingActions() screen.Actions {
	k := Keys
	pane := screen.Action{ID: "pane", Title: "Go to the rows", Keys: k.Pane, Named: screen.Label(k.Pane, "rows"), Run: screen.Start(c.changePane)}
	if c.Pane == PaneRows {
		pane.Title, pane.Named = "Go to the causes", screen.Label(k.Pane, "causes")
		pane = pane.Refused(screen.Without(len(c.Causes.List) > 0, "There are no causes: no row needs you."), c.Console.Tell)
	}
	rows := screen.Without(c.Pane == PaneRows, causesHaveKeys)
	jump := func(step int) func(tea.KeyMsg) tea.Cmd {
		return screen.Do(func() {
			if !c.Table.toProblem(c.Table.grid.Cursor(), step) {
				c.Console.Tell(nothingMore)
			}
		})
	}
	all := screen.Actions{
		pane,
		{ID: "show", Title: "Show the rows of a digit", Keys: k.Chips, Run: c.showChip},
		{ID: "filters", Title: "Choose which rows are shown", Keys: k.Filters, Run: screen.Do(func() {
			c.ask(filterDialog, filterQuestion(c.Console.Theme, c.States(), &c.Causes, c.List().Contacts().RungBefore()))
		})},
		{ID: "find", Title: "Find rows by what is in them", Keys: k.Find, Run: screen.Start(c.openFind)},
		{ID: "sort", Title: "Sort the rows", Keys: k.Sort, Run: screen.Do(func() { c.ask(sortDialog, c.Table.sortQuestion()) })},
		{ID: "columns", Title: "Choose which columns are shown", Keys: k.Columns, Run: screen.Do(func() { c.Panel = newColumnsPanel(c.Console, c.Table) })},
		{ID: "go to", Title: "Go to a row of the file", Keys: k.GoTo, Run: screen.Do(func() { c.ask(rowDialog, rowQuestion(c.Console.Theme, c.List())) })},
		{ID: "next problem", Title: "Go to the next row to fix", Keys: k.Problems, Named: k.NextProblem, WhyNot: rows, Run: jump(1)},
	}.In(lookingGroup)
	all = append(all, cellsAction(c), saveRowsAction(c))
	return append(append(all, screen.Action{ID: "previous problem", Title: "Go to the row to fix before", Keys: k.PrevProblem, WhyNot: rows, Run: jump(-1)}),
		screen.Actions{
			{ID: "history", Title: "Look at what was changed", Keys: k.History, Run: screen.Do(func() { c.Panel = &historyPanel{console: c.Console} })},
			screen.Action{ID: "save", Title: "Save the list as a file", Keys: k.Save, Run: screen.Start(func() tea.Cmd { return c.do(c.export.ask()) })}.Refused(c.Background.busy(), c.refuse),
		}.In(listGroup)...)
}

// movingActions move about in the rows. The help says in a line what two of them do.
func movingActions(g *widget.Grid) screen.Actions {
	named := map[string]key.Binding{"row up": Keys.Arrows, "page down": Keys.Pages, "first row": Keys.Ends, "columns left": Keys.Horizontal}
	all := screen.MovingActions(g)
	for i, a := range all {
		if words, is := named[a.ID]; is {
			all[i].Keys.SetHelp(words.Help().Key, words.Help().Desc)
		} else {
			all[i].Group = ""
		}
	}
	return all
}

// showChip shows the rows of a digit.
func (c *Screen) showChip(msg tea.KeyMsg) tea.Cmd {
	c.Filter.Press(msg.String())
	c.Only.cause = model.CauseKey{}
	c.Focus(PaneRows)
	return c.Search()
}

// findingActions end the typing of what to find.
func (c *Screen) findingActions() screen.Actions {
	return screen.Actions{
		{ID: "keep found", Title: "Keep the rows that were found", Keys: screen.Enter("keep these rows"), Run: c.typeFind},
		{ID: "leave finding", Title: "Show all rows again", Keys: screen.Label(screen.Global.Back, "all rows again"), Run: c.typeFind},
	}.Unless(screen.Without(c.Panel == nil && !c.CellEditor.On && c.Filter.Finding(), "Nothing is being looked for."))
}

// typeFind takes what is typed into the field to find by.
func (c *Screen) typeFind(msg tea.KeyMsg) tea.Cmd {
	cmd, changed := c.Filter.Update(msg)
	if changed {
		return tea.Batch(cmd, c.Search())
	}
	return cmd
}

func (c *Screen) Keys() screen.Keys {
	actions := c.Actions()
	return screen.Keys{Line: actions.Line(c.lineIDs()...), Groups: actions.Help(repairGroup, severalGroup, lookingGroup, screen.MovingGroup, listGroup)}
}

// lineIDs are the actions that the key line names.
func (c *Screen) lineIDs() []string {
	readOnly := c.Console.Campaign.ReadOnly()
	switch {
	case c.Background.work != nil:
		return []string{"stop"}
	case c.Panel != nil:
		return c.Panel.keyLine()
	case c.CellEditor.On:
		return []string{"keep number", "discard number", "suggest number"}
	case c.Filter.Finding():
		return []string{"keep found", "leave finding"}
	case c.Pane == PaneCauses:
		ids := []string{"next"}
		if cause, ok := c.Causes.Here(); !ok || readOnly {
			ids = append(ids, "pane")
		} else {
			ids = append(ids, "fix cause")
			if cause.Fix != model.FixNone {
				ids = append(ids, "fix all of cause")
			}
			if cause.State == model.ToFix {
				ids = append(ids, "fix sure")
			}
			if cause.Problem == model.BadTimeZone {
				ids = append(ids, "zone")
			}
			ids = append(ids, "leave cause out", "pane", "undo")
		}
		return append(append(ids, "find", "back"), lookingIDs(c.List())...)
	case c.Table.selected.Len() > 0 && readOnly:
		return []string{"back", "mark"}
	case c.Table.selected.Len() > 0:
		return []string{"fix", "fix marked", "leave marked out", "back", "revert marked", "save rows", "mark"}
	}
	ids := append([]string{"next"}, c.repair.lineIDs()...)
	if len(c.Causes.List) > 0 {
		ids = append(ids, "pane")
	}
	ids = append(ids, "find", "undo", "mark")
	if c.List().Counts().Of(model.ToFix) > 0 {
		ids = append(ids, "next problem")
	}
	return append(append(ids, "back"), lookingIDs(c.List())...)
}

// lookingIDs are the actions that change nothing of the list, for where there is
// room to name them.
func lookingIDs(list *model.List) []string {
	ids := []string{"filters", "cells", "sort", "columns"}
	if list.Counts().Of(model.Duplicate) > 0 {
		ids = append(ids, "duplicates")
	}
	return append(ids, "history", "save", "save rows")
}
