package contacts

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// begin does a task and brings its answer back: at once when there are few rows, and
// otherwise in a command that esc stops.
func (c *Screen) begin(t task) tea.Cmd {
	if t.rows <= quickGroup && c.List().Len() <= QuickList {
		return c.update(t.do(context.Background(), &work{what: t.what, total: int64(t.total)}))
	}
	return c.Background.wait(t)
}

// ended notes that the work is over and reports whether it has come to an
// answer.
func (c *Screen) ended(err error) bool {
	c.Background.work = nil
	if err != nil && !errors.Is(err, context.Canceled) {
		c.err = reason.Sentence(err)
	}
	return err == nil
}

func (c *Screen) groupReady(msg groupReady) tea.Cmd {
	if !c.ended(msg.err) {
		return nil
	}
	if len(msg.change.Rows) == 0 {
		c.err = "This applies to none of these rows. Press enter to look at them, or x to leave them out."
		return nil
	}
	c.Table.unselect()
	return c.apply(msg.change)
}

// retrace takes the last change back, or makes the one taken back again.
func (c *Screen) retrace(r retracing) tea.Cmd {
	if rows := r.rows(c.List()); rows > quickGroup {
		return c.Background.wait(r.task(c.List(), rows))
	}
	return c.retraced(r.here(c.List()))
}

func (c *Screen) retraced(msg undoReady) tea.Cmd {
	if msg.list != nil && !c.List().Replace(msg.list) {
		// What was learnt of the numbers meanwhile changed the list: once more.
		return c.retrace(msg.retracing)
	}
	kind, said, nothing := msg.words()
	if !msg.moved {
		c.Console.Notify(widget.Info, nothing)
		return nil
	}
	c.Console.RecordStep(model.Step{Kind: kind})
	c.Console.Notify(widget.Done, said+msg.change.What+".")
	return c.changed(msg.change)
}

// apply makes a change, and takes rows that left the filter off the screen
// before the next key press can reach them.
func (c *Screen) apply(change model.Change) tea.Cmd {
	if len(change.Rows) == 0 {
		return nil
	}
	change.By, change.At = c.Console.Config.Account.Operator, c.Console.Config.WallTime()
	c.List().Apply(change)
	c.Console.RecordStep(model.Step{Kind: model.StepMade, Change: change})
	c.Console.Notify(widget.Done, screen.Sentence(change.What)+" Press u to undo.")
	return c.changed(change)
}

// changed brings the screen up to a list that has changed.
func (c *Screen) changed(change model.Change) tea.Cmd {
	c.frozen = nil
	c.countFilter()
	if len(change.Rows) == 1 {
		if row := change.Rows[0].Row; !c.Only.passes(c.List(), &c.Filter, row) {
			c.Table.dropRow(row)
		}
	} else {
		c.Table.Stale = true
	}
	if c.Panel != nil && c.Panel.refresh() {
		c.Panel = nil
	}
	return tea.Batch(c.countCauses(), c.Search(), c.lookups.ask(c.Console, c.requests, change))
}

// relearnt brings the screen up to a list of whose numbers more is known.
func (c *Screen) relearnt() tea.Cmd {
	c.frozen, c.Table.Stale = nil, true
	c.countFilter()
	if c.Panel != nil && c.Panel.refresh() {
		c.Panel = nil
	}
	return tea.Batch(c.countCauses(), c.Search())
}

func (c *Screen) countFilter() {
	c.counted = c.List().Counts()
	c.Filter.SetItems(c.States())
}

// States are the rows by what becomes of them, as the digits show them.
func (c *Screen) States() []widget.FilterItem {
	t, counts := c.Console.Theme, c.List().Counts()
	return []widget.FilterItem{
		{Press: "1", Key: string(model.ShowToFix), Label: "to fix", Sign: t.Glyphs.ToFix, Count: counts.Of(model.ToFix), Style: t.ToFix},
		{Press: "2", Key: string(model.ShowAll), Label: "all", Count: counts.Total() - counts.Of(model.Blank), Style: t.Text},
		{Press: "3", Key: string(model.ShowReady), Label: "ready", Sign: t.Glyphs.Ready, Count: counts.Of(model.Ready), Style: t.Ready},
		{Press: "4", Key: string(model.ShowToCheck), Label: "to check", Count: c.List().Warned(), Style: t.Text},
		{Press: "5", Key: string(model.ShowDuplicate), Label: "duplicate", Sign: t.Glyphs.Duplicate, Count: counts.Of(model.Duplicate), Style: t.Duplicate},
		{Press: "6", Key: string(model.ShowDoNotCall), Label: "do not call", Sign: t.Glyphs.DoNotCall, Count: counts.Of(model.DoNotCall), Style: t.DoNotCall},
		{Press: "7", Key: string(model.ShowLeftOut), Label: "left out", Sign: t.Glyphs.LeftOut, Count: counts.Of(model.LeftOut), Style: t.LeftOut},
		{Press: "8", Key: string(model.ShowRecent), Label: "called recently", Count: c.Causes.recent, Style: t.Text},
		{Press: "9", Key: string(model.ShowEdited), Label: "edited", Count: c.List().Edited(), Style: t.Text},
	}
}
