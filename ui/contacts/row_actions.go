package contacts

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
)

const (
	forRows    = "This key is for rows. Press tab to go to the rows of this cause."
	rowsSought = "One moment: the rows are being looked for."
	noRow      = "No row is under the cursor."
)

// onRows is an action on the row under the cursor, where the rows have the keys.
func (c *Screen) onRows(a screen.Action, run func(row int) tea.Cmd) screen.Action {
	row, ok := c.Table.Here()
	a.Run = screen.Start(func() tea.Cmd { return run(row) })
	a = a.Refused(screen.Without(c.Pane == PaneRows, forRows), c.refuse)
	return c.changing(a).Refused(screen.Without(!c.Table.Stale, rowsSought), c.refuse).Refused(screen.Without(ok, noRow), nil)
}

// rowActions change the row under the cursor.
func (c *Screen) rowActions() screen.Actions {
	k := BenchKeys
	fix, edit := screen.Action{ID: "fix", Title: "Fix the row", Keys: k.Fix}, screen.Action{ID: "edit", Title: "Edit every field of the row", Keys: k.Edit}
	alike, out := screen.Action{ID: "fix alike", Title: "Fix all rows like this one", Keys: k.All}, screen.Action{ID: "leave out", Title: "Leave the row out, or take it back in", Keys: k.LeaveOut}
	revert := screen.Action{ID: "revert", Title: "Make the row as it is in the file", Keys: k.Revert}
	if row, ok := c.Table.Here(); ok {
		enter, takesIn := c.enterWords(row)
		fix.Named = screen.Label(k.Fix, enter)
		if takesIn {
			out.Named = screen.Label(k.LeaveOut, "take back in")
		}
		alike.Named = screen.Label(k.All, c.alikeWords(row))
	}
	// What has a meaning of its own for causes is not refused there but left to it, and
	// so it is with marked rows.
	causes := screen.Without(c.Pane == PaneRows, "The causes have the keys; tab goes to the rows.")
	marked := screen.Without(c.Table.marked.Len() == 0, "Rows are marked; the keys act on them.")
	single := func(a screen.Action) screen.Action { return a.Refused(causes, nil).Refused(marked, nil) }
	revert = revert.Refused(marked, nil)
	return screen.Actions{
		c.onRows(fix.Refused(causes, nil), c.fix),
		c.onRows(edit, c.editRow),
		c.onRows(single(alike), c.fixAlike),
		c.onRows(single(out), c.toggleLeftOut),
		c.onRows(revert, func(row int) tea.Cmd {
			c.askRevert([]int32{int32(row)})
			return nil
		}),
	}.In(repairGroup)
}

// selectionActions mark rows, and do to all that are marked what a key does to one.
func (c *Screen) selectionActions() screen.Actions {
	k := BenchKeys
	rows := screen.Without(c.Pane == PaneRows, forRows)
	mark := screen.Action{ID: "mark", Title: "Mark the row, or unmark it", Keys: k.Mark, Run: screen.Do(c.Table.toggleSelected)}
	all := screen.Action{ID: "mark all", Title: "Mark all rows that are shown, or unmark them", Keys: k.MarkAll, Run: screen.Do(c.Table.selectShown)}
	n := figures.Count(c.Table.marked.Len())
	none := screen.Without(c.Table.marked.Len() > 0, "No row is marked.")
	if none == "" && c.Pane != PaneRows {
		none = forRows
	}
	onMarked := func(a screen.Action, run func([]int32) tea.Cmd) screen.Action {
		a.Run = screen.Start(func() tea.Cmd { return run(c.Table.marked.Rows()) })
		return c.changing(a.Refused(none, nil)).Refused(screen.Without(!c.Table.Stale, rowsSought), c.refuse)
	}
	marked := screen.Actions{
		onMarked(screen.Action{ID: "fix marked", Title: "Fix the marked rows", Keys: k.Marked, Named: screen.Label(k.All, "fix "+n+" marked")}, c.fixMarked),
		onMarked(screen.Action{ID: "leave marked out", Title: "Leave the marked rows out, or take them back in", Keys: k.LeaveOut, Named: screen.Label(k.LeaveOut, "leave "+n+" out")}, c.leaveMarkedOut),
		onMarked(screen.Action{ID: "revert marked", Title: "Make the marked rows as they are in the file", Keys: k.Revert}, func(rows []int32) tea.Cmd {
			c.askRevert(rows)
			return nil
		}),
	}
	marked[0].Group = severalGroup
	shown := screen.Without(len(c.Table.Rows) > 0, "No row is shown.")
	return append(screen.Actions{
		mark.Refused(rows, c.refuse).Refused(shown, nil),
		all.Refused(rows, c.refuse).Refused(shown, nil).Refused(screen.Without(!c.Table.Stale, rowsSought), nil),
	}.In(severalGroup), marked...)
}

// rowIDs are the actions that the key line names for the row under the cursor.
func (c *Screen) rowIDs() []string {
	row, ok := c.Table.Here()
	if !ok || c.Console.Campaign.ReadOnly() {
		return nil
	}
	v := c.List().Verdict(row)
	all := []string{"fix alike"}
	if c.alikeWords(row) == "" {
		all = nil
	}
	ids := append(append([]string{"fix"}, all...), "edit", "leave out")
	switch {
	case v.Suggested():
		return ids
	case v.Out == model.CalledRecently, v.Out == model.InUnfinished:
		return []string{"fix"}
	case v.TakesIn():
		return []string{"leave out"}
	case v.Out != model.NotExcluded:
		return nil
	case v.State == model.Duplicate:
		return []string{"duplicates", "edit", "leave out"}
	case v.State == model.ToFix && v.Fix != model.FixNone, c.emailToFix(row), c.List().CauseOf(row).Warning == model.NameCase:
		return ids
	}
	return append([]string{"fix", "edit", "leave out"}, all...)
}

// enterWords say what enter does to a row, and whether another key takes it back in.
func (c *Screen) enterWords(row int) (words string, takesIn bool) {
	v := c.List().Verdict(row)
	switch {
	case v.Suggested():
		return "accept", false
	case v.Out == model.CalledRecently:
		return "call again", false
	case v.Out == model.InUnfinished:
		return "move here", false
	case v.TakesIn():
		return "take back in", true
	case v.State == model.ToFix && v.Fix != model.FixNone:
		return "choose", false
	case c.emailToFix(row):
		return "fix the email", false
	case c.List().CauseOf(row).Warning == model.NameCase:
		return "fix the name", false
	}
	return "type it", false
}

// alikeWords say what one key does to every row with the cause of one; "" where there
// is nothing it does.
func (c *Screen) alikeWords(row int) string {
	cause, ok := c.Causes.find(c.List().CauseOf(row))
	switch {
	case !ok || cause.Fix == model.FixNone:
		return ""
	case cause.State == model.Ready:
		return allWords(cause)
	}
	return "all " + figures.Count(cause.Rows)
}

// allWords says in a few words what is done to all rows of a cause.
func allWords(cause model.Cause) string {
	rows := figures.Count(cause.Rows)
	switch cause.Fix {
	case model.FixAccept:
		return "accept all " + rows
	case model.FixPremium, model.FixAnyway:
		return "call all " + rows
	case model.FixAgain:
		return "call all " + rows + " again"
	case model.FixMove:
		return "move all " + rows + " here"
	case model.FixTakeIn:
		return "take all " + rows + " in"
	}
	return "fix all " + rows
}

var typingKeys = struct{ Keep, Suggest, Discard key.Binding }{
	Keep:    screen.Enter("keep"),
	Suggest: screen.Bind("tab", "use the suggestion", "tab"),
	Discard: screen.Bind("esc", "leave it as it was", "esc"),
}

// typingActions end the typing of a number, or take a suggestion for it.
func (c *Screen) typingActions() screen.Actions {
	row, ok := c.Table.Here()
	keep := func() tea.Cmd {
		if !ok {
			c.stopTyping()
			return nil
		}
		return c.applyTyped(row)
	}
	return screen.Actions{
		{ID: "keep number", Title: "Take the typed number over", Keys: typingKeys.Keep, Run: screen.Start(keep)},
		{ID: "discard number", Title: "Leave the number as it was", Keys: typingKeys.Discard, Run: screen.Do(c.stopTyping)},
		{ID: "suggest number", Title: "Use the suggestion", Keys: typingKeys.Suggest, WhyNot: screen.Without(len(c.CellEditor.candidates) > 0, "There is no suggestion."), Run: screen.Do(c.suggestNumber)},
	}.Unless(screen.Without(c.Panel == nil && c.CellEditor.On, "No number is being typed."))
}
