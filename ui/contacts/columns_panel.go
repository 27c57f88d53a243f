package contacts

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// columnsPanel chooses which columns are shown and how wide they are.
type columnsPanel struct {
	console *screen.Console
	table   *Table
	columns []contactColumn
	grid    widget.Grid
}

var columnsPanelKeys = struct{ Toggle, Narrower, Wider, Reset, Close key.Binding }{
	Toggle:   screen.Bind("space", "show, hide", " "),
	Narrower: screen.Bind("< >", "width", "<"),
	Wider:    screen.Bind(">", "wider", ">"),
	Reset:    screen.Bind("r", "as they were", "r"),
	Close:    screen.Bind("enter", "done", "enter", "esc"),
}

func newColumnsPanel(console *screen.Console, table *Table) *columnsPanel {
	s := &columnsPanel{console: console, table: table}
	for _, col := range table.allColumns() {
		if col.Name != columnRow && col.Name != columnSign {
			s.columns = append(s.columns, col)
		}
	}
	s.grid = widget.NewGrid(console.Theme, []widget.GridColumn{{Title: "Column", Width: 24, Grow: true}, {Title: "Shown", Width: 6}, {Title: "Width", Width: 6, Right: true}})
	s.grid.SetRows(s)
	return s
}

func (s *columnsPanel) Len() int { return len(s.columns) }

func (s *columnsPanel) Cell(i, col int) string {
	shown, width := s.look(i)
	switch {
	case col == 0:
		return s.columns[i].Title
	case col == 2:
		return strconv.Itoa(width)
	case shown:
		return "yes"
	case s.table.looks.hidden(s.columns[i].Name):
		return "-"
	}
	return s.console.Theme.Glyphs.Right
}

// columnsPanelRest is the cells the panel has beside their names.
const columnsPanelRest = 24

// longest is the width of the longest name of a column.
func (s *columnsPanel) longest() (width int) {
	for _, col := range s.columns {
		width = max(width, widget.Width(col.Title))
	}
	return width
}

func (s *columnsPanel) look(i int) (shown bool, width int) {
	col := s.columns[i]
	width = col.Width
	if v, ok := s.table.looks.of(col.Name); ok && v.Width > 0 {
		width = v.Width
	}
	return s.table.showsColumn(col, s.table.width), width
}

const widestColumn = 80

func (s *columnsPanel) actions() []panelAction {
	k := columnsPanelKeys
	change := func(id, title string, keys key.Binding, do func(v *model.ViewColumn, shown bool, width int)) panelAction {
		return wants(id, title, keys, func() effect {
			i := s.grid.Cursor()
			shown, width := s.look(i)
			v, had := s.table.looks.of(s.columns[i].Name)
			if !had {
				v = model.ViewColumn{Name: string(s.columns[i].Name), Shown: shown}
			}
			do(&v, shown, width)
			s.table.looks.set(v)
			return effect{arrange: true}
		})
	}
	return append([]panelAction{
		change("show column", "Show the column, or hide it", k.Toggle, func(v *model.ViewColumn, shown bool, _ int) { v.Shown = !shown }),
		change("narrower column", "Make the column narrower", k.Narrower, func(v *model.ViewColumn, _ bool, width int) { v.Width = max(width-2, 4) }),
		change("wider column", "Make the column wider", k.Wider, func(v *model.ViewColumn, _ bool, width int) { v.Width = min(width+2, widestColumn) }),
		wants("reset columns", "Show the columns as they were", k.Reset, func() effect {
			s.table.looks.kept = nil
			return effect{arrange: true}
		}),
		closes("columns", "Close the choice of columns", k.Close),
	}, moves(&s.grid)...)
}

func (s *columnsPanel) size(width, height int) (w, h int) {
	return min(width, max(56, s.longest()+columnsPanelRest)), min(height, len(s.columns)+4)
}

func (s *columnsPanel) arrange(width, height int) {
	inner, room := widget.PanelRoom(s.size(width, height))
	s.grid.SetSize(inner, max(room-1, 2))
}

func (s *columnsPanel) view(width, height int) string {
	w, h := s.size(width, height)
	shown := len(s.table.looks.home()) - 2
	lines := append(strings.Split(s.grid.View(), "\n"), s.console.Theme.Muted.Render(fmt.Sprintf("%d of %d %s shown; %s comes by the arrows", shown, len(s.columns), figures.Are(shown), s.console.Theme.Glyphs.Right)))
	return widget.Panel(s.console.Theme, "Columns", lines, w, h)
}

func (s *columnsPanel) keyLine() []string {
	return []string{"close columns", "show column", "narrower column", "reset columns"}
}

func (s *columnsPanel) typed(tea.KeyMsg) effect { return effect{} }
func (s *columnsPanel) typing() bool            { return false }
func (s *columnsPanel) refresh() bool           { return false }
