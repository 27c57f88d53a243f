package widget

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"callsheet/ui/theme"
)

// GridColumn is one column of a grid. Width is what it would like, in cells;
// Min, when set, what it can be narrowed to; Grow takes the room left over.
type GridColumn struct {
	Title       string
	Width, Min  int
	Right, Grow bool
}

// Rows are the rows a grid draws. Cell is asked only for what is visible; its
// text is one line, unstyled.
type Rows interface {
	Len() int
	Cell(row, col int) string
}

// GridKeys are the keys that move in a grid.
type GridKeys struct {
	Up, Down, PageUp, PageDown, Top, Bottom, Left, Right key.Binding
}

// DefaultGridKeys returns the keys every grid of the console moves by.
func DefaultGridKeys(t theme.Theme) GridKeys {
	s := t.Signs
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	return GridKeys{
		Up:       bind(s.Up+" k", "up", "up", "k"),
		Down:     bind(s.Down+" j", "down", "down", "j"),
		PageUp:   bind("pgup", "a page up", "pgup", "ctrl+b"),
		PageDown: bind("pgdn", "a page down", "pgdown", "ctrl+f"),
		Top:      bind("g", "first row", "home", "g"),
		Bottom:   bind("G", "last row", "end", "G"),
		Left:     bind(s.Left+" h", "columns to the left", "left", "h"),
		Right:    bind(s.Right+" l", "columns to the right", "right", "l"),
	}
}

// Grid is a table of any number of rows, of which it draws the visible ones.
type Grid struct {
	theme         theme.Theme
	keys          GridKeys
	cols          []GridColumn
	rows          Rows
	rowStyle      func(row int) lipgloss.Style
	marked        func(row int) bool
	empty         string
	width, height int
	cursor, top   int
	shift         int // columns after the first that are off to the left
	editCol       int
	editor        string
}

func NewGrid(t theme.Theme, cols []GridColumn) Grid {
	return Grid{theme: t, keys: DefaultGridKeys(t), cols: cols, editCol: -1}
}

func (g *Grid) SetSize(width, height int)                      { g.width, g.height = width, height }
func (g *Grid) SetColumns(cols []GridColumn)                   { g.cols = cols }
func (g *Grid) SetRows(rows Rows)                              { g.rows = rows }
func (g *Grid) SetRowStyle(style func(row int) lipgloss.Style) { g.rowStyle = style }
func (g *Grid) SetMarked(marked func(row int) bool)            { g.marked = marked }
func (g *Grid) SetEmpty(text string)                           { g.empty = text }
func (g *Grid) Cursor() int                                    { return g.cursor }
func (g *Grid) SetCursor(row int)                              { g.cursor = row }
func (g *Grid) Top() int                                       { return g.top }
func (g *Grid) SetEditor(col int, view string)                 { g.editCol, g.editor = col, view }
func (g *Grid) ClearEditor()                                   { g.editCol, g.editor = -1, "" }
func (g Grid) ColumnWidth(col int) int                         { return g.cols[col].Width }
func (g *Grid) Update(msg tea.Msg) bool                        { return false }
func (g Grid) View() string                                    { return Block("", g.width, g.height) }
