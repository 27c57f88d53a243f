package ui

import (
	"callsheet/model/phone"

	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

type marksFound struct{ marks model.Marks }

// apply makes a change, and takes rows that left the filter off the screen
// before the next key press can reach them.
func (c *contactsScreen) apply(change model.Change) tea.Cmd {
	if len(change.Rows) == 0 {
		return nil
	}
	change.By, change.At = c.console.Config.Account.Operator, c.console.Config.WallTime()
	c.list().Apply(change)
	c.console.RecordStep(model.Step{Kind: model.StepMade, Change: change})
	c.console.Notify(widget.Done, screen.Sentence(change.What)+" Press u to undo.")
	return c.changed(change)
}

// changed brings the screen up to a list that has changed.
func (c *contactsScreen) changed(change model.Change) tea.Cmd {
	c.frozen = nil
	c.countFilter()
	if len(change.Rows) == 1 {
		c.dropRow(change.Rows[0].Row)
	} else {
		c.stale = true
	}
	if c.sheet != nil {
		c.sheet.refresh()
	}
	return tea.Batch(c.countCauses(), c.search(), c.askMarks(change))
}

// dropRow takes a row off the screen when it no longer belongs to what is shown.
func (c *contactsScreen) dropRow(row int) {
	at := c.grid.Cursor()
	i := at
	if i >= len(c.rows) || int(c.rows[i]) != row {
		i = slices.Index(c.rows, int32(row))
	}
	if i < 0 || c.belongs(row) {
		return
	}
	c.rows = slices.Delete(c.rows, i, i+1)
	if i < at {
		at--
	}
	c.grid.SetRows(c.gridRows())
	c.grid.SetCursor(min(at, len(c.rows)-1))
}

// belongs reports whether a row is still one of those shown, as far as its
// state says.
func (c *contactsScreen) belongs(row int) bool {
	if !c.only.cause.IsZero() {
		return c.list().CauseOf(row) == c.only.cause
	}
	return c.list().Passes(row, model.Show(c.filter.Selected()))
}

// askMarks asks what is known of the numbers a change brought in.
func (c *contactsScreen) askMarks(change model.Change) tea.Cmd {
	store, id, agent, list := c.console.Config.Store, c.console.Campaign.ID, c.console.Campaign.Agent(), c.list().Freeze()
	c.asked++
	return c.requests.Ask(fmt.Sprintf("marks %d", c.asked), func(ctx context.Context) tea.Msg {
		var numbers []phone.Number
		for _, r := range change.Rows {
			if n := list.Verdict(r.Row).Number; n != 0 {
				numbers = append(numbers, n)
			}
		}
		if len(numbers) == 0 {
			return nil
		}
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		marks, err := store.Marks(ctx, list.RefsTo(numbers), agent, id)
		if err != nil {
			return nil
		}
		for _, n := range numbers {
			if _, still := marks[n]; !still && list.Mark(n) != (model.Mark{}) {
				marks[n] = model.Mark{} // by an id that was changed
			}
		}
		return marksFound{marks}
	})
}

// mark takes over what is known of some numbers outside this list.
func (c *contactsScreen) mark(marks model.Marks) tea.Cmd {
	if len(marks) == 0 {
		return nil
	}
	c.list().AddMarks(marks)
	return c.relearnt()
}

// relearnt brings the screen up to a list of whose numbers more is known.
func (c *contactsScreen) relearnt() tea.Cmd {
	c.frozen, c.stale = nil, true
	c.countFilter()
	if c.sheet != nil {
		c.sheet.refresh()
	}
	return tea.Batch(c.countCauses(), c.search())
}

func (c *contactsScreen) countFilter() {
	c.counted = c.list().Counts()
	c.filter.SetItems(c.states())
}

// states are the rows by what becomes of them, as the digits show them.
func (c *contactsScreen) states() []widget.FilterItem {
	t, counts := c.console.Theme, c.list().Counts()
	return []widget.FilterItem{
		{Press: "1", Key: string(model.ShowToFix), Label: "to fix", Sign: t.Glyphs.ToFix, Count: counts.Of(model.ToFix), Style: t.ToFix},
		{Press: "2", Key: string(model.ShowAll), Label: "all", Count: counts.Total() - counts.Of(model.Blank), Style: t.Text},
		{Press: "3", Key: string(model.ShowReady), Label: "ready", Sign: t.Glyphs.Ready, Count: counts.Of(model.Ready), Style: t.Ready},
		{Press: "4", Key: string(model.ShowToCheck), Label: "to check", Count: c.list().Warned(), Style: t.Text},
		{Press: "5", Key: string(model.ShowDuplicate), Label: "duplicate", Sign: t.Glyphs.Duplicate, Count: counts.Of(model.Duplicate), Style: t.Duplicate},
		{Press: "6", Key: string(model.ShowDoNotCall), Label: "do not call", Sign: t.Glyphs.DoNotCall, Count: counts.Of(model.DoNotCall), Style: t.DoNotCall},
		{Press: "7", Key: string(model.ShowLeftOut), Label: "left out", Sign: t.Glyphs.LeftOut, Count: counts.Of(model.LeftOut), Style: t.LeftOut},
		{Press: "8", Key: string(model.ShowRecent), Label: "called recently", Count: c.causes.recent, Style: t.Text},
		{Press: "9", Key: string(model.ShowEdited), Label: "edited", Count: c.list().Edited(), Style: t.Text},
	}
}
