package contacts

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
)

// pageOfCauses is how many causes a key for a page moves by.
const pageOfCauses = 5

// causeActions move among the causes and change all rows of the one under the cursor.
func (c *Screen) causeActions() screen.Actions {
	k, p := BenchKeys, &c.Causes
	move := func(id, title string, keys key.Binding, to int) screen.Action {
		return screen.Action{ID: id, Title: title, Keys: keys, Run: screen.Start(func() tea.Cmd { return c.moveToCause(to) })}
	}
	cause, ok := p.Here()
	change := func(id, title string, keys, named key.Binding, run func(model.Cause) tea.Cmd) screen.Action {
		a := screen.Action{ID: id, Title: title, Keys: keys, Named: named, Run: screen.Start(func() tea.Cmd { return run(cause) })}
		a = c.changing(a.Refused(screen.Without(ok, "No cause is under the cursor."), nil))
		return a.Refused(screen.Without(!p.Stale, "One moment: the rows are being counted again."), c.refuse)
	}
	return screen.Actions{
		change("fix cause", "Look at what the fixes do to the rows of the cause", k.Preview, k.Preview, c.previewCause),
		change("fix all of cause", "Fix all rows of the cause", k.All, screen.Label(k.All, allWords(cause)), c.fixAllOfCause),
		change("leave cause out", "Leave the rows of the cause out", k.LeaveOut, k.LeaveOut, func(cause model.Cause) tea.Cmd {
			return c.fixCause(cause, model.Fix{Kind: model.FixLeaveOut})
		}),
		move("cause up", "Move to the cause above", k.Up, p.At-1),
		move("cause down", "Move to the cause below", k.Down, p.At+1),
		move("causes up", "Move some causes up", k.PageUp, p.At-pageOfCauses),
		move("causes down", "Move some causes down", k.PageDown, p.At+pageOfCauses),
		move("first cause", "Move to the first cause", k.Top, 0),
		move("last cause", "Move to the last cause", k.Bottom, len(p.List)-1),
	}.Unless(screen.Without(c.Pane == PaneCauses, "The rows have the keys; tab goes to the causes."))
}

// moveToCause shows the rows of another cause.
func (c *Screen) moveToCause(to int) tea.Cmd {
	p := &c.Causes
	was := p.At
	if p.At = max(min(to, len(p.List)-1), 0); p.At == was {
		return nil
	}
	return c.ShowCause()
}

// previewCause shows what each fix makes of the rows of a cause.
func (c *Screen) previewCause(cause model.Cause) tea.Cmd {
	c.preview(cause, c.causeFixes())
	return nil
}

// fixAllOfCause applies the best fix to all rows of a cause, or shows first what it
// does where that deserves a look.
func (c *Screen) fixAllOfCause(cause model.Cause) tea.Cmd {
	best, ok := bestOf(cause, c.causeFixes())
	switch {
	case !ok:
		c.err = typeOrLeave(cause)
		return nil
	case best.LookFirst():
		return c.previewCause(cause)
	}
	return c.fixCause(cause, best)
}
