package contacts

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/screen"
)

const (
	forRows    = "This key is for rows. Press tab to go to the rows of this cause."
	rowsSought = "One moment: the rows are being looked for."
	noRow      = "No row is under the cursor."
)

// onRows is an action on the row under the cursor, where the rows have the keys.
func (c *Screen) onRows(a screen.Action, wants func(row int) effect) screen.Action {
	row, ok := c.Table.Here()
	a.Run = screen.Start(func() tea.Cmd { return c.do(wants(row)) })
	a = a.Refused(screen.Without(c.Pane == PaneRows, forRows), c.refuse)
	return c.changing(a).Refused(screen.Without(!c.Table.Stale, rowsSought), c.refuse).Refused(screen.Without(ok, noRow), nil)
}

// rowActions change the row under the cursor.
func (c *Screen) rowActions() screen.Actions {
	k := Keys
	fix, edit := screen.Action{ID: "fix", Title: "Fix the row", Keys: k.Fix}, screen.Action{ID: "edit", Title: "Edit every field of the row", Keys: k.Edit}
	alike, out := screen.Action{ID: "fix alike", Title: "Fix all rows like this one", Keys: k.All}, screen.Action{ID: "leave out", Title: "Leave the row out, or take it back in", Keys: k.LeaveOut}
	revert := screen.Action{ID: "revert", Title: "Make the row as it is in the file", Keys: k.Revert}
	if row, ok := c.Table.Here(); ok {
		enter, takesIn := c.repair.enterWords(row)
		fix.Named = screen.Label(k.Fix, enter)
		if takesIn {
			out.Named = screen.Label(k.LeaveOut, "take back in")
		}
		alike.Named = screen.Label(k.All, c.repair.alikeWords(row))
	}
	// What has a meaning of its own for causes is not refused there but left to it, and
	// so it is with marked rows.
	causes := screen.Without(c.Pane == PaneRows, causesHaveKeys)
	marked := screen.Without(c.Table.selected.Len() == 0, "Rows are marked; the keys act on them.")
	single := func(a screen.Action) screen.Action { return a.Refused(causes, nil).Refused(marked, nil) }
	revert = revert.Refused(marked, nil)
	return screen.Actions{
		c.onRows(fix.Refused(causes, nil), c.repair.fix),
		c.onRows(edit, func(row int) effect { return c.repair.edit(row, nil) }),
		c.onRows(single(alike), c.repair.fixAlike),
		c.onRows(single(out), c.repair.toggleLeftOut),
		c.onRows(revert, func(row int) effect { return c.repair.askRevert([]int32{int32(row)}) }),
	}.In(repairGroup)
}

// selectionActions mark rows, and do to all that are marked what a key does to one.
func (c *Screen) selectionActions() screen.Actions {
	k := Keys
	rows := screen.Without(c.Pane == PaneRows, forRows)
	mark := screen.Action{ID: "mark", Title: "Mark the row, or unmark it", Keys: k.Mark, Run: screen.Do(c.Table.toggleSelected)}
	all := screen.Action{ID: "mark all", Title: "Mark all rows that are shown, or unmark them", Keys: k.MarkAll, Run: screen.Do(c.Table.selectShown)}
	n := figures.Count(c.Table.selected.Len())
	none := screen.Without(c.Table.selected.Len() > 0, "No row is marked.")
	if none == "" && c.Pane != PaneRows {
		none = forRows
	}
	onSelected := func(a screen.Action, wants func([]int32) effect) screen.Action {
		a.Run = screen.Start(func() tea.Cmd { return c.do(wants(c.Table.selected.Rows())) })
		return c.changing(a.Refused(none, nil)).Refused(screen.Without(!c.Table.Stale, rowsSought), c.refuse)
	}
	marked := screen.Actions{
		onSelected(screen.Action{ID: "fix marked", Title: "Fix the marked rows", Keys: k.Marked, Named: screen.Label(k.All, "fix "+n+" marked")}, c.repair.fixSelected),
		onSelected(screen.Action{ID: "leave marked out", Title: "Leave the marked rows out, or take them back in", Keys: k.LeaveOut, Named: screen.Label(k.LeaveOut, "leave "+n+" out")}, c.repair.leaveSelectedOut),
		onSelected(screen.Action{ID: "revert marked", Title: "Make the marked rows as they are in the file", Keys: k.Revert}, c.repair.askRevert),
	}
	marked[0].Group = severalGroup
	shown := screen.Without(len(c.Table.Rows) > 0, "No row is shown.")
	return append(screen.Actions{
		mark.Refused(rows, c.refuse).Refused(shown, nil),
		all.Refused(rows, c.refuse).Refused(shown, nil).Refused(screen.Without(!c.Table.Stale, rowsSought), nil),
	}.In(severalGroup), marked...)
}

var typingKeys = struct{ Keep, Suggest, Discard key.Binding }{
	Keep:    screen.Enter("keep"),
	Suggest: screen.Bind("tab", "use the suggestion", "tab"),
	Discard: screen.Bind("esc", "leave it as it was", "esc"),
}

// typingActions end the typing of a number, or take a suggestion for it.
func (c *Screen) typingActions() screen.Actions {
	e := &c.CellEditor
	return screen.Actions{
		{ID: "keep number", Title: "Take the typed number over", Keys: typingKeys.Keep, Run: screen.Start(func() tea.Cmd { return c.do(e.keep()) })},
		{ID: "discard number", Title: "Leave the number as it was", Keys: typingKeys.Discard, Run: screen.Do(e.stop)},
		{ID: "suggest number", Title: "Use the suggestion", Keys: typingKeys.Suggest, WhyNot: screen.Without(len(e.candidates) > 0, "There is no suggestion."), Run: screen.Do(e.suggest)},
	}.Unless(screen.Without(c.Panel == nil && e.On, "No number is being typed."))
}
