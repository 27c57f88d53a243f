package widget

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// GridColumn is one column of a grid. Width is what it would like, in cells, or
// 0 for what its title takes; Min, when set, is what it can be narrowed to; Grow
// takes a share of the room left over. Frozen columns, the first ones, stay while the
// others are paged sideways, and so does the first in any case; those Beyond, the last
// ones, are in sight only when they are paged to.
type GridColumn struct {
	Title          string
	Width, Min     int
	Right, Grow    bool
	Frozen, Beyond bool
}

// Rows are the rows a grid draws. Cell is asked only for what is visible, so
// there may be millions; its text is one line, unstyled.
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
	s := t.Glyphs
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	left, right := "←", "→"
	if t.ASCII {
		left, right = "left", "right"
	}
	return GridKeys{
		Up:       bind(s.Up+" k", "up", "up", "k"),
		Down:     bind(s.Down+" j", "down", "down", "j"),
		PageUp:   bind("pgup", "a page up", "pgup", "ctrl+b"),
		PageDown: bind("pgdn", "a page down", "pgdown", "ctrl+f"),
		Top:      bind("g", "first row", "home", "g"),
		Bottom:   bind("G", "last row", "end", "G"),
		Left:     bind(left+" h", "columns to the left", "left", "h"),
		Right:    bind(right+" l", "columns to the right", "right", "l"),
	}
}

// Grid is a table of any number of rows, of which it draws the visible ones.
// Its cursor is a row index; whoever sorts or filters the rows moves it after
// the row it stood on.
type Grid struct {
	theme         theme.Theme
	keys          GridKeys
	cols          []GridColumn
	rows          Rows
	rowStyle      func(row int) theme.Pen
	marked        func(row int) bool
	quiet         bool
	still         bool
	width, height int
	cursor, top   int
	shift         int // columns behind the frozen ones that are off to the left
	editCol       int // -1 when no cell is being edited
	editor        string
}

// NewGrid returns a grid without rows. Give it its size before drawing it.
func NewGrid(t theme.Theme, cols []GridColumn) Grid {
	return Grid{theme: t, keys: DefaultGridKeys(t), cols: cols, editCol: -1}
}

// SetSize sets what View draws, in cells; height includes the header line.
func (g *Grid) SetSize(width, height int) {
	g.width, g.height = max(width, 0), max(height, 0)
	g.reveal()
}

// SetColumns replaces the columns. As many as before stay out of sight to the
// left.
func (g *Grid) SetColumns(cols []GridColumn) {
	g.cols, g.shift = cols, max(min(g.shift, len(cols)-1), 0)
}

// Quiet is the grid as it is drawn while the keys go somewhere else.
func (g Grid) Quiet(quiet bool) *Grid {
	g.quiet = g.quiet || quiet
	return &g
}

// SetQuiet draws the cursor without its colour, for a grid that does not have
// the keyboard.
func (g *Grid) SetQuiet(quiet bool) { g.quiet = quiet }

// SetStill draws no cursor, for a grid whose rows are only looked at.
func (g *Grid) SetStill() { g.still = true }

// SetRows replaces the rows. The cursor keeps its index as far as there are rows.
func (g *Grid) SetRows(rows Rows) {
	g.rows = rows
	g.reveal()
}

// SetRowStyle sets the one style each row is drawn in; nil is plain text.
func (g *Grid) SetRowStyle(style func(row int) theme.Pen) { g.rowStyle = style }

// SetMarked sets which rows are marked; nil takes away the column of marks.
func (g *Grid) SetMarked(marked func(row int) bool) { g.marked = marked }

// Keys are the keys that Update moves by.
func (g *Grid) Keys() GridKeys { return g.keys }

// Cursor is the index of the row under the cursor, 0 when there are none.
func (g *Grid) Cursor() int { return g.cursor }

// SetCursor moves the cursor to a row, or to the nearest there is.
func (g *Grid) SetCursor(row int) {
	g.cursor = row
	g.reveal()
}

// Top is the index of the first visible row.
func (g *Grid) Top() int { return g.top }

// Visible is the range of rows that fit, from Top to before the end; there may be
// fewer.
func (g *Grid) Visible() (from, end int) { return g.top, g.top + g.pageRows() }

// SetEditor draws view, such as an input's, in place of one cell of the row
// under the cursor, and brings its column into sight. Size the view by
// ColumnWidth.
func (g *Grid) SetEditor(col int, view string) {
	if col != g.editCol {
		g.revealColumn(col)
	}
	g.editCol, g.editor = col, view
}

// ClearEditor draws the cell itself again.
func (g *Grid) ClearEditor() { g.editCol, g.editor = -1, "" }

// ColumnWidth is the width in cells that a column is drawn with now, 0 when it
// is out of sight.
func (g *Grid) ColumnWidth(col int) int {
	for _, s := range g.layout().spans {
		if s.col == col {
			return s.width
		}
	}
	return 0
}

// Update moves by a key and reports whether the key was one of its own. Left
// and right are only while there are columns out of sight.
func (g *Grid) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return false
	}
	page := g.pageRows()
	switch keys := g.keys; {
	case key.Matches(k, keys.Up):
		g.cursor--
	case key.Matches(k, keys.Down):
		g.cursor++
	case key.Matches(k, keys.PageUp):
		g.cursor -= page
		g.top -= page
	case key.Matches(k, keys.PageDown):
		g.cursor += page
		g.top += page
	case key.Matches(k, keys.Top):
		g.cursor = 0
	case key.Matches(k, keys.Bottom):
		g.cursor = g.length() - 1
	case key.Matches(k, keys.Left):
		return g.page(-1)
	case key.Matches(k, keys.Right):
		return g.page(1)
	default:
		return false
	}
	g.reveal()
	return true
}

// Paged reports whether there are columns out of sight.
func (g *Grid) Paged() bool {
	l := g.layout()
	return l.left || l.right
}

// page shows the columns that follow those in sight, or the ones before them.
func (g *Grid) page(by int) bool {
	l := g.layout()
	switch {
	case !l.left && !l.right:
		return false
	case by > 0 && l.right:
		g.shift = max(l.last()+1-l.frozen, l.shift+1)
	case by < 0 && l.left:
		g.shift = g.shiftBefore(l)
	}
	return true
}

func (g *Grid) length() int {
	if g.rows == nil {
		return 0
	}
	return g.rows.Len()
}

// pageRows is how many rows are visible below the header.
func (g *Grid) pageRows() int {
	if g.theme.Lines {
		return RowsRead
	}
	return max(g.height-1, 1)
}

// reveal keeps the cursor on a row and the row in the window. A cursor that has
// left the window is put in the middle of it, so that moving on is quiet again.
func (g *Grid) reveal() {
	n, page := g.length(), g.pageRows()
	g.cursor = min(max(g.cursor, 0), max(n-1, 0))
	if g.cursor < g.top || g.cursor >= g.top+page {
		g.top = g.cursor - page/2
	}
	g.top = min(max(g.top, 0), max(n-page, 0))
}

func (g *Grid) revealColumn(col int) {
	if col <= 0 || col >= len(g.cols) || g.ColumnWidth(col) > 0 {
		return
	}
	for g.shift = 0; g.shift < col && g.ColumnWidth(col) == 0; {
		g.shift++
	}
}
