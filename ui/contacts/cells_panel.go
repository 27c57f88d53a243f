package contacts

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// cellsPanel narrows the rows by what their columns hold, of several columns together.
type cellsPanel struct {
	console *screen.Console
	table   *Table
	only    *Narrowing
	columns []columns.Column
	grid    widget.Grid
	how     model.CellHow // of the text that is asked for
}

var cellsKeys = struct{ Is, Has, Empty, NotEmpty, Remove, RemoveAll, Close key.Binding }{
	Is:        screen.Enter("is a text"),
	Has:       screen.Bind("/", "contains", "/"),
	Empty:     screen.Bind("e", "empty", "e"),
	NotEmpty:  screen.Bind("f", "not empty", "f"),
	Remove:    screen.Bind("x", "any again", "x"),
	RemoveAll: screen.Bind("r", "all any again", "r"),
	Close:     screen.Bind("esc", "done", "esc", "F"),
}

const cellDialog = "cell"

func newCellsPanel(console *screen.Console, table *Table, only *Narrowing) *cellsPanel {
	s := &cellsPanel{console: console, table: table, only: only}
	for _, col := range console.Campaign.List.Mapping {
		if !col.Absent() {
			s.columns = append(s.columns, col)
		}
	}
	s.grid = widget.NewGrid(console.Theme, []widget.GridColumn{{Title: "Column", Width: 24, Min: 10}, {Title: "Only rows where it is", Width: 24, Min: 12}, {Title: "In this row", Width: 26, Min: 10, Grow: true}})
	s.grid.SetRows(s)
	return s
}

func (s *cellsPanel) Len() int { return len(s.columns) }

func (s *cellsPanel) Cell(i, col int) string {
	switch col {
	case 0:
		return s.columns[i].Title()
	case 1:
		if t, is := s.only.tests().Of(s.columns[i].Index); is {
			return t.Rule()
		}
		return ""
	}
	return s.here(i)
}

// here is what the row under the cursor holds in a column.
func (s *cellsPanel) here(i int) string {
	row, ok := s.table.Here()
	if !ok {
		return ""
	}
	return s.console.Campaign.List.Fields().Cell(row, s.columns[i])
}

func (s *cellsPanel) actions() []panelAction {
	k := cellsKeys
	test := func(id, title string, keys key.Binding, how model.CellHow) panelAction {
		return wants(id, title, keys, func() effect { return s.set(how, "") })
	}
	ask := func(id, title string, keys key.Binding, how model.CellHow) panelAction {
		return wants(id, title, keys, func() effect { return s.ask(how) })
	}
	some := screen.Without(len(s.only.tests()) > 0, "No column narrows the rows.")
	remove := wants("any cell", "Show rows with anything in the column again", k.Remove, func() effect { return s.narrow(s.only.tests().Without(s.at().Index)) })
	all := wants("any cells", "Show rows with anything in every column again", k.RemoveAll, func() effect { return s.narrow(nil) })
	remove.WhyNot, all.WhyNot = some, some
	return append([]panelAction{
		ask("cell is", "Only rows where the column is a text", k.Is, model.CellIs),
		ask("cell has", "Only rows where the column contains a text", k.Has, model.CellHas),
		test("cell empty", "Only rows where the column is empty", k.Empty, model.CellEmpty),
		test("cell not empty", "Only rows where the column is not empty", k.NotEmpty, model.CellNotEmpty),
		remove, all,
		closes("cells", "Look at the rows", k.Close),
	}, moves(&s.grid)...)
}

func (s *cellsPanel) at() columns.Column { return s.columns[s.grid.Cursor()] }

// ask asks for the text that the column under the cursor is to be, beginning with that of
// the row, or to contain.
func (s *cellsPanel) ask(how model.CellHow) effect {
	s.how = how
	label, value, title := "Is", s.here(s.grid.Cursor()), s.at().Title()
	if how == model.CellHas {
		label, value = "Contains", ""
	}
	if test, is := s.only.tests().Of(s.at().Index); is && test.How == how {
		value = test.Text
	}
	return effect{name: cellDialog, ask: widget.NewPrompt(s.console.Theme, "Only rows by "+title, "Capitals do not matter. The rows have to meet what is said of the other columns too.", label, value, func(text string) (string, error) {
		if strings.TrimSpace(text) == "" {
			return "", model.UserError("Type a text, or press esc and then e for the empty ones.")
		}
		return "", nil
	})}
}

// set tests the column under the cursor.
func (s *cellsPanel) set(how model.CellHow, text string) effect {
	return s.narrow(s.only.tests().With(model.CellTest{Column: s.at().Index, How: how, Text: strings.TrimSpace(text)}))
}

func (s *cellsPanel) narrow(tests model.CellTests) effect { return effect{narrows: true, cells: tests} }

func (s *cellsPanel) size(width, height int) (w, h int) {
	return min(width, widestHistory), min(height, len(s.columns)+4)
}

func (s *cellsPanel) arrange(width, height int) {
	inner, room := widget.PanelRoom(s.size(width, height))
	s.grid.SetSize(inner, max(room-1, 2))
}

func (s *cellsPanel) view(width, height int) string {
	w, h := s.size(width, height)
	words := figures.Counted(len(s.table.Rows), "row") + " shown"
	if n := len(s.only.tests()); n > 0 {
		words += fmt.Sprintf(", narrowed by %s", figures.Counted(n, "column"))
	}
	lines := append(strings.Split(s.grid.View(), "\n"), s.console.Theme.Muted.Render(words))
	return widget.Panel(s.console.Theme, "Only rows by what their columns hold", lines, w, h)
}

func (s *cellsPanel) keyLine() []string {
	return []string{"cell is", "cell has", "cell empty", "cell not empty", "any cell", "any cells", "close cells"}
}

func (s *cellsPanel) typed(tea.KeyMsg) effect { return effect{} }
func (s *cellsPanel) typing() bool            { return false }
func (s *cellsPanel) refresh() bool           { return false }

// cellsAction narrows the rows by their columns.
func cellsAction(c *Screen) screen.Action {
	return screen.Action{ID: "cells", Title: "Show rows by what their columns hold", Keys: Keys.Cells, Group: lookingGroup, Run: screen.Do(func() {
		if c.Pane == PaneCauses {
			c.Focus(PaneRows)
		}
		c.Panel = newCellsPanel(c.Console, c.Table, &c.Only)
	})}
}
