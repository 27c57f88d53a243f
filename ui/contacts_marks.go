package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

func (c *contactsScreen) toggleMark() {
	row, ok := c.here()
	if !ok {
		return
	}
	c.marked.Toggle(row)
	c.showMarks()
	c.grid.SetCursor(c.grid.Cursor() + 1)
}

// markShown marks every row that is shown, or unmarks them when all are marked.
func (c *contactsScreen) markShown() {
	if c.stale {
		return
	}
	was := c.marked.Len()
	c.marked.Add(c.rows...)
	if c.marked.Len() == was {
		c.marked.Remove(c.rows...)
	}
	c.showMarks()
}

func (c *contactsScreen) unmark() {
	c.marked.Clear()
	c.showMarks()
}

// showMarks draws the column of marks while there are any.
func (c *contactsScreen) showMarks() {
	if c.marked.Len() == 0 {
		c.grid.SetMarked(nil)
		return
	}
	c.grid.SetMarked(func(i int) bool { return i < len(c.rows) && c.marked.Has(int(c.rows[i])) })
}

// pressMarked does to all marked rows what the key does to one.
func (c *contactsScreen) pressMarked(msg tea.KeyMsg) tea.Cmd {
	rows := c.marked.Rows()
	switch {
	case key.Matches(msg, benchKeys.LeaveOut):
		kind := model.FixTakeIn
		for _, row := range rows {
			if !c.list().Verdict(int(row)).TakesIn() {
				kind = model.FixLeaveOut
				break
			}
		}
		return c.fixRows(rows, model.Fix{Kind: kind})
	case key.Matches(msg, benchKeys.Revert):
		c.askRevert(rows)
		return nil
	}
	fixes := c.fixesOf(rows)
	if len(fixes) == 0 {
		c.err = "There is nothing to fix in the marked rows. Press x to leave them out, or esc to unmark them."
		return nil
	}
	c.sheet = newPreviewSheet(c, previewOf{rows: rows}, fixes)
	return nil
}

// maxMarkedCauses and maxMarkedRows bound from how many causes, and from how many
// of the first rows, the fixes of marked rows are gathered: a key must not wait
// for a million of them.
const (
	maxMarkedCauses = 20
	maxMarkedRows   = 100_000
)

// fixesOf gathers the fixes for rows of several causes, each once, the best of
// the first row first and leaving them out last.
func (c *contactsScreen) fixesOf(rows []int32) []model.Fix {
	var fixes, last []model.Fix
	seen := map[model.CauseKey]bool{}
	for _, row := range rows[:min(len(rows), maxMarkedRows)] {
		cause := c.list().CauseOf(int(row))
		if cause.IsZero() || seen[cause] || len(seen) == maxMarkedCauses {
			continue
		}
		seen[cause] = true
		for _, f := range c.list().Fixes(int(row)) {
			switch {
			case f.Kind == model.FixLeaveOut:
				last = []model.Fix{f}
			case !slices.ContainsFunc(fixes, f.Same):
				fixes = append(fixes, f)
			}
		}
	}
	return append(fixes, last...)
}
