package contacts

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

// leaveMarkedOut leaves the marked rows out, or takes them back in where all are out.
func (c *Screen) leaveMarkedOut(rows []int32) tea.Cmd {
	kind := model.FixTakeIn
	for _, row := range rows {
		if !c.List().Verdict(int(row)).TakesIn() {
			kind = model.FixLeaveOut
			break
		}
	}
	return c.fixRows(rows, model.Fix{Kind: kind})
}

// fixMarked shows what fixes make of the marked rows.
func (c *Screen) fixMarked(rows []int32) tea.Cmd {
	fixes := c.fixesOf(rows)
	if len(fixes) == 0 {
		c.err = "There is nothing to fix in the marked rows. Press x to leave them out, or esc to unmark them."
		return nil
	}
	c.openPreview(previewOf{rows: rows}, fixes)
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
func (c *Screen) fixesOf(rows []int32) []model.Fix {
	var fixes, last []model.Fix
	seen := map[model.CauseKey]bool{}
	for _, row := range rows[:min(len(rows), maxMarkedRows)] {
		cause := c.List().CauseOf(int(row))
		if cause.IsZero() || seen[cause] || len(seen) == maxMarkedCauses {
			continue
		}
		seen[cause] = true
		for _, f := range c.List().Fixes(int(row)) {
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
