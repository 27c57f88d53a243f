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

// columnSheet chooses which columns are shown and how wide they are.
type columnSheet struct {
	c       *Screen
	columns []ContactColumn
	grid    widget.Grid
}

var columnSheetKeys = struct{ Toggle, Narrower, Wider, Reset, Close key.Binding }{
	Toggle:   screen.Bind("space", "show, hide", " "),
	Narrower: screen.Bind("< >", "width", "<"),
	Wider:    screen.Bind(">", "wider", ">"),
	Reset:    screen.Bind("r", "as they were", "r"),
	Close:    screen.Bind("enter", "done", "enter", "esc"),
}

func newColumnSheet(c *Screen) *columnSheet {
	s := &columnSheet{c: c}
	for _, col := range c.allColumns() {
		if col.Name != columnRow && col.Name != columnSign {
			s.columns = append(s.columns, col)
		}
	}
	s.grid = widget.NewGrid(c.Console.Theme, []widget.GridColumn{{Title: "Column", Width: 24, Grow: true}, {Title: "Shown", Width: 6}, {Title: "Width", Width: 6, Right: true}})
	s.grid.SetRows(s)
	return s
}

func (s *columnSheet) Len() int { return len(s.columns) }

func (s *columnSheet) Cell(i, col int) string {
	shown, width := s.look(i)
	switch {
	case col == 0:
		return s.columns[i].Title
	case col == 2:
		return strconv.Itoa(width)
	case shown:
		return "yes"
	}
	return "-"
}

// columnSheetRest is the cells a sheet of columns has beside their names.
const columnSheetRest = 24

// longest is the width of the longest name of a column.
func (s *columnSheet) longest() (width int) {
	for _, col := range s.columns {
		width = max(width, widget.Width(col.Title))
	}
	return width
}

func (s *columnSheet) look(i int) (shown bool, width int) {
	col := s.columns[i]
	width = col.Width
	if v, ok := s.c.looks.of(col.Name); ok && v.Width > 0 {
		width = v.Width
	}
	return s.c.showsColumn(col, s.c.gridWidth()), width
}

const widestColumn = 80

func (s *columnSheet) press(msg tea.KeyMsg) tea.Cmd {
	if s.grid.Update(msg) {
		return nil
	}
	i := s.grid.Cursor()
	col := s.columns[i]
	shown, width := s.look(i)
	v, had := s.c.looks.of(col.Name)
	if !had {
		v = model.ViewColumn{Name: string(col.Name), Shown: shown}
	}
	switch {
	case key.Matches(msg, columnSheetKeys.Close):
		s.c.Sheet = nil
		return nil
	case key.Matches(msg, columnSheetKeys.Reset):
		s.c.looks.kept = nil
		s.c.arrange()
		return nil
	case key.Matches(msg, columnSheetKeys.Toggle):
		v.Shown = !shown
	case key.Matches(msg, columnSheetKeys.Narrower):
		v.Width = max(width-2, 4)
	case key.Matches(msg, columnSheetKeys.Wider):
		v.Width = min(width+2, widestColumn)
	default:
		return nil
	}
	s.c.looks.set(v)
	s.c.arrange()
	return nil
}

func (s *columnSheet) size(width, height int) (w, h int) {
	return min(width, max(56, s.longest()+columnSheetRest)), min(height, len(s.columns)+4)
}

func (s *columnSheet) arrange(width, height int) {
	inner, room := widget.PanelRoom(s.size(width, height))
	s.grid.SetSize(inner, max(room-1, 2))
}

func (s *columnSheet) view(width, height int) string {
	w, h := s.size(width, height)
	shown := len(s.c.looks.shown) - 2
	lines := append(strings.Split(s.grid.View(), "\n"), s.c.Console.Theme.Muted.Render(fmt.Sprintf("%d of %d %s shown", shown, len(s.columns), figures.Are(shown))))
	return widget.Panel(s.c.Console.Theme, "Columns", lines, w, h)
}

func (s *columnSheet) keys() []key.Binding {
	k := columnSheetKeys
	return []key.Binding{k.Close, k.Toggle, k.Narrower, k.Reset}
}

func (s *columnSheet) typing() bool { return false }
func (s *columnSheet) refresh()     {}
