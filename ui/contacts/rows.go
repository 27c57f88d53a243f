package contacts

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// Search finds the rows for the filter as it is now. In a short list they are
// there before the next key press.
func (c *Screen) Search() tea.Cmd {
	c.arrange()
	if c.frozen == nil {
		c.frozen = c.List().Snapshot()
	}
	list, filter, last, order := c.frozen, c.Only.Filter(&c.Filter), c.found, c.Table.Order.order()
	find := func(ctx context.Context, w *work) tea.Msg {
		found, err := list.Find(ctx, filter, last)
		if err != nil {
			return nil
		}
		w.total = 2 * int64(len(found.Rows))
		rows := slices.Clone(found.Rows)
		if order != (model.Order{}) {
			if rows, err = list.Sort(ctx, rows, order, &w.read.Rows); err != nil {
				return nil
			}
		}
		return rowsFound{found, rows}
	}
	w := &work{what: "looking for the rows"}
	if c.Table.Order.column != "" {
		w.what = "sorting"
	}
	if list.Len() <= QuickList {
		c.requests.Drop("rows")
		if msg := find(context.Background(), w); msg != nil {
			return c.update(msg)
		}
	}
	c.Background.Seek = w
	return tea.Batch(
		c.requests.Ask("rows", func(ctx context.Context) tea.Msg { return find(ctx, w) }),
		c.requests.After("work tick", workPause, workTicked{}),
	)
}

// openFind finds among the rows that are shown; from the causes, among all.
func (c *Screen) openFind() tea.Cmd {
	cmd := c.Filter.OpenFind()
	if c.Pane != PaneCauses {
		return cmd
	}
	c.Filter.Select(string(model.ShowAll))
	c.Only.cause = model.CauseKey{}
	c.Focus(PaneRows)
	return tea.Batch(cmd, c.Search())
}

func (c *Screen) ChooseFilter(value string) tea.Cmd {
	kind, arg, _ := strings.Cut(value, ":")
	n, _ := strconv.Atoi(arg)
	switch kind {
	case "cap":
		return c.Background.wait(findOverCap(c.Console))
	case "show":
		c.Only = c.Only.to(Narrowing{})
		c.Filter.Select(arg)
	case "cause":
		if n >= len(c.Causes.List) {
			return nil
		}
		c.Causes.At = n
		c.Only = c.Only.to(Narrowing{cause: c.Causes.List[n].CauseKey})
	case "region":
		// As many rows as stand beside it in the question.
		c.Only = c.Only.to(Narrowing{region: phone.Region(arg)})
		c.Filter.Select(string(model.ShowAll))
	case "type":
		c.Only = c.Only.to(Narrowing{types: model.Types(phone.Type(n))})
		c.Filter.Select(string(model.ShowAll))
	}
	c.Focus(PaneRows)
	if kind != "type" || c.List().Len() <= QuickList {
		return c.Search()
	}
	list := c.List().Snapshot()
	return c.Background.wait(task{"the numbers are being sorted by kind", list.Len(), list.Len(), func(ctx context.Context, w *work) tea.Msg {
		return typesFound{list.FindTypes(ctx, &w.read.Rows)}
	}})
}

// overCapFound is the rows that are not called by how often they were rung.
type overCapFound struct{ rows *model.RowSet }

// findOverCap finds the rows that are not called by how often they were rung.
func findOverCap(console *screen.Console) task {
	list, values := console.Campaign.List.Snapshot(), maps.Clone(console.Campaign.Values)
	book, now := console.Config.Hours, console.Config.Now()
	return task{"the calls of other campaigns are being counted", list.Len(), 0, func(context.Context, *work) tea.Msg {
		return overCapFound{session.OverCap(list, values, book, now)}
	}}
}

// goTo moves to a row, past the filter when it does not let it through.
func (c *Screen) goTo(text string) tea.Cmd {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
	if err != nil || c.List().Len() == 0 {
		return nil
	}
	row, _, ok := c.List().AtNumber(n)
	if !ok {
		row = c.List().Len() - 1
	}
	c.Focus(PaneRows)
	if i := slices.Index(c.Table.Rows, int32(row)); i >= 0 {
		c.Table.grid.SetCursor(i)
		return nil
	}
	c.Filter.Select(string(model.ShowAll))
	c.Filter.SetQuery("")
	c.Only, c.Table.wanted = Narrowing{}, row
	return c.Search()
}
