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
	k, p := Keys, &c.Causes
	move := func(id, title string, keys key.Binding, to int) screen.Action {
		return screen.Action{ID: id, Title: title, Keys: keys, Run: screen.Start(func() tea.Cmd {
			if !p.moveTo(to) {
				return nil
			}
			return c.ShowCause()
		})}
	}
	cause, ok := p.Here()
	change := func(id, title string, keys, named key.Binding, wants func(model.Cause) effect) screen.Action {
		a := screen.Action{ID: id, Title: title, Keys: keys, Named: named, Run: screen.Start(func() tea.Cmd { return c.do(wants(cause)) })}
		a = c.changing(a.Refused(screen.Without(ok, "No cause is under the cursor."), nil))
		return a.Refused(screen.Without(!p.Stale, causesCountedAgain), c.refuse)
	}
	return screen.Actions{
		change("fix cause", "Look at what the fixes do to the rows of the cause", k.Preview, k.Preview, func(cause model.Cause) effect { return previewCause(cause, p.fixesOf(c.List())) }),
		change("fix all of cause", "Fix all rows of the cause", k.All, screen.Label(k.All, allWords(cause)), func(cause model.Cause) effect { return fixAllOf(cause, p.fixesOf(c.List())) }),
		change("leave cause out", "Leave the rows of the cause out", k.LeaveOut, k.LeaveOut, func(cause model.Cause) effect {
			return effect{fix: &model.Fix{Kind: model.FixLeaveOut}, of: previewOf{cause: cause}}
		}),
		move("cause up", "Move to the cause above", k.Up, p.At-1),
		move("cause down", "Move to the cause below", k.Down, p.At+1),
		move("causes up", "Move some causes up", k.PageUp, p.At-pageOfCauses),
		move("causes down", "Move some causes down", k.PageDown, p.At+pageOfCauses),
		move("first cause", "Move to the first cause", k.Top, 0),
		move("last cause", "Move to the last cause", k.Bottom, len(p.List)-1),
	}.Unless(screen.Without(c.Pane == PaneCauses, "The rows have the keys; tab goes to the causes."))
}
