package contacts

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

// countCauses groups the rows anew. In a short list that is done within the key
// press.
func (c *Screen) countCauses() tea.Cmd {
	list := c.List().Snapshot()
	if list.Len() <= QuickList {
		c.requests.Drop("causes")
		return c.ShowCauses(CountOf(context.Background(), list))
	}
	c.Causes.Stale = true
	return c.requests.Ask("causes", func(ctx context.Context) tea.Msg { return causesCounted{CountOf(ctx, list)} })
}

// ShowCauses keeps the cursor on its cause; when that is done with, it is on
// the next.
func (c *Screen) ShowCauses(count causeCount) tea.Cmd {
	p := &c.Causes
	p.List, p.Names, p.recent, p.Regions = count.list, model.CauseNames(count.list), count.recent, count.regions
	p.Stale, p.fixes = false, nil
	c.countFilter()
	if i := slices.IndexFunc(p.List, func(k model.Cause) bool { return k.CauseKey == c.Only.cause }); i >= 0 {
		p.At = i
	}
	p.At = max(min(p.At, len(p.List)-1), 0)
	c.arrange()
	_, still := p.find(c.Only.cause)
	switch {
	case len(p.List) == 0:
		if c.Pane == PaneCauses {
			c.Filter.Select(string(model.ShowAll))
		}
		c.Pane = PaneRows
		c.arrange()
		if !c.Only.cause.IsZero() {
			c.Only.cause = model.CauseKey{}
			return c.Search()
		}
	case c.Pane == PaneCauses:
		return tea.Batch(c.ShowCause(), c.Causes.learnFixes(c.List(), c.requests))
	case !c.Only.cause.IsZero() && !still:
		c.Only.cause = model.CauseKey{}
		return c.Search()
	}
	return nil
}

// ShowCause shows the rows of the cause under the cursor: all of them, since a key fixes
// all, whatever their columns hold.
func (c *Screen) ShowCause() tea.Cmd {
	cause, ok := c.Causes.Here()
	if !ok || c.Only.cause == cause.CauseKey && c.Only.cells == nil {
		return nil
	}
	c.Only = Narrowing{cause: cause.CauseKey}
	c.Causes.fixes = nil
	c.Table.Rows = nil
	c.Table.grid.SetRows(c.Table.gridRows())
	return tea.Batch(c.Search(), c.Causes.learnFixes(c.List(), c.requests))
}

func (c *Screen) Focus(p pane) {
	c.Pane = p
	c.arrange()
}

// changePane goes to the causes or to the rows, which stay those of the cause.
func (c *Screen) changePane() tea.Cmd {
	if c.Pane == PaneCauses {
		c.Focus(PaneRows)
		return nil
	}
	c.Table.unselect()
	c.Focus(PaneCauses)
	return c.ShowCause()
}
