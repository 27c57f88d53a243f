package renderer

import (
	"math"
	"slices"
	"strconv"

	"callsheet/ui/widget"
)

// A gap of so many cells that stay is rather drawn again than gone round, and so many
// blanks are rather written than erased.
const (
	shortGap   = 5
	shortBlank = 9
)

// paint writes what differs from what the terminal shows.
func (r *Renderer) paint() {
	if !r.full {
		return
	}
	if r.lost.Swap(false) {
		r.forget()
	}
	columns, lines := r.dimensions()
	for row, l := range r.wanted[:min(len(r.wanted), lines)] {
		r.paintLine(row, l[:min(len(l), columns)], columns)
	}
	last := len(r.shown)
	if lines < math.MaxInt32 {
		last = lines
	}
	for row := len(r.wanted); row < last; row++ {
		r.paintLine(row, nil, columns)
	}
	if r.cursor.styled {
		r.cursor.wear(&r.buffer, style{})
	}
}

func (r *Renderer) paintLine(row int, l line, columns int) {
	for len(r.shown) <= row {
		r.shown = append(r.shown, nil)
	}
	before := r.shown[row]
	if before != nil && slices.Equal(before, l) {
		return
	}
	p := painter{Renderer: r, row: row, before: before, line: l, width: l.width(), runs: l.runs()}
	p.find(columns)
	p.paint()
	if before == nil {
		before = make(line, 0, len(l)) // a line that is known, were it empty
	}
	r.shown[row] = append(before[:0], l...)
}

// painter draws one line.
type painter struct {
	*Renderer
	row          int
	before, line line // before is nil where it is not known
	width        int  // of the line, without the blanks at its end
	runs         []run
	changed      []bool // the cells to draw; behind them nothing is
}

// find says which cells have to be drawn. A text of disputed width is drawn as a whole, and
// so is what any terminal may have drawn it over.
func (p *painter) find(columns int) {
	width := max(len(p.before), len(p.line))
	if p.before == nil {
		if width = len(p.line) + shortBlank; columns < math.MaxInt32 {
			width = columns
		}
	}
	p.changed = make([]bool, width)
	for i := range p.changed {
		p.changed[i] = p.before == nil || p.before.at(i) != p.line.at(i)
	}
	if p.before == nil {
		return
	}
	for spread := true; spread; {
		spread = false
		for _, r := range p.before.runs() {
			spread = p.spread(r, r.end) || spread
		}
		for _, r := range p.runs {
			spread = p.spread(r, r.reach) || spread
		}
	}
}

// spread has all cells to the end drawn where one of the run is, and reports whether that
// was news.
func (p *painter) spread(r run, end int) bool {
	cells := p.changed[r.first:min(end, len(p.changed))]
	if !slices.Contains(cells[:r.end-r.first], true) || !slices.Contains(cells, false) {
		return false
	}
	for i := range cells {
		cells[i] = true
	}
	return true
}

// paint draws the changed cells.
func (p *painter) paint() {
	runs := p.runs
	for column := 0; column < len(p.changed); {
		for len(runs) > 0 && runs[0].end <= column {
			runs = runs[1:]
		}
		switch {
		case !p.changed[column] && !p.shortGapAt(column, runs):
			column++
		case len(runs) > 0 && runs[0].first == column:
			p.paintRun(runs[0])
			column = runs[0].end
		default:
			end := len(p.changed)
			if len(runs) > 0 {
				end = runs[0].first
			}
			column = p.paintCells(column, end)
		}
	}
}

// shortGapAt reports whether a cell that stays is rather drawn again: the cursor is there,
// and the next one that is to be drawn is near.
func (p *painter) shortGapAt(column int, runs []run) bool {
	if p.cursor.row != p.row+1 || p.cursor.column != column {
		return false
	}
	for i := column; i < min(column+shortGap, len(p.changed)); i++ {
		switch {
		case p.changed[i]:
			return true
		case len(runs) > 0 && i >= runs[0].first:
			return false
		}
	}
	return false
}

// paintCells draws the cell at a column, or all the blanks from there to the end, and
// returns the column behind.
func (p *painter) paintCells(column, end int) int {
	blank := column // behind the last that is to become one
	for i := column; i < min(end, blank+shortGap) && p.line.at(i) == (cell{}); i++ {
		if p.changed[i] {
			blank = i + 1
		}
	}
	n := blank - column
	switch {
	case n > 2 && column >= p.width:
		p.move(column)
		p.cursor.wear(&p.buffer, style{})
		p.buffer = append(p.buffer, "\x1b[K"...)
		return len(p.changed)
	case n >= shortBlank && !p.basic:
		p.move(column)
		p.cursor.wear(&p.buffer, style{})
		p.erase(n)
		return blank
	}
	c := p.line.at(column)
	p.move(column)
	p.draw(c)
	p.cursor.column++
	return column + 1
}

// paintRun draws a text of disputed width in its room, which is made blank before.
func (p *painter) paintRun(r run) {
	cells := p.line[r.first:r.end]
	p.move(r.first)
	switch {
	case !p.basic && !slices.ContainsFunc(cells, func(c cell) bool { return c.style.ofBlank() != style{} }):
		p.cursor.wear(&p.buffer, cells[0].style)
		p.erase(len(cells))
	default:
		for _, c := range cells {
			p.draw(cell{style: c.style.ofBlank()})
		}
		p.cursor.column = nowhere
		p.move(r.first)
	}
	for i, c := range cells {
		if c.kind == goesOn {
			continue
		}
		if c.text == "" && i+1 < len(cells) && widget.JoinsBefore(cells[i+1].text) {
			p.cursor.wear(&p.buffer, c.style) // what joins a blank has its colours, were they seen on it or not
		}
		p.draw(c)
		if p.line.heldApart(r.first + i) {
			p.buffer = append(p.buffer, holdsApart...)
		}
	}
	p.cursor.column = nowhere
}

// cursor is where the terminal draws next, and how.
type cursor struct {
	row, column int // from 1 the row, 0 if it is not known; nowhere is a column that is not
	styled      bool
	style       style
}

// nowhere is a column that is not known.
const nowhere = -1

// wear has what is drawn next look so.
func (c *cursor) wear(out *[]byte, s style) {
	if !c.styled {
		*out = append(*out, "\x1b[m"...)
		c.styled, c.style = true, style{}
	}
	*out = s.appendTo(*out, c.style)
	c.style = s
}

// draw writes a cell at the cursor.
func (p *painter) draw(c cell) {
	if c.text != "" {
		p.cursor.wear(&p.buffer, c.style)
		p.buffer = append(p.buffer, c.text...)
		return
	}
	if !p.cursor.styled || p.cursor.style.ofBlank() != c.style || p.cursor.style.link != "" {
		p.cursor.wear(&p.buffer, c.style)
	}
	p.buffer = append(p.buffer, ' ')
}

// erase makes cells blank from the cursor on, which stays.
func (p *painter) erase(cells int) {
	p.buffer = append(strconv.AppendInt(append(p.buffer, "\x1b["...), int64(cells), 10), 'X')
}

// move brings the cursor to a column of the line.
func (p *painter) move(column int) {
	c := &p.cursor
	if c.row == p.row+1 && c.column == column {
		return
	}
	out := append(p.buffer, "\x1b["...)
	if c.row != p.row+1 || p.basic {
		out = strconv.AppendInt(out, int64(p.row+1), 10)
		if column > 0 {
			out = strconv.AppendInt(append(out, ';'), int64(column+1), 10)
		}
		out = append(out, 'H')
	} else {
		out = append(strconv.AppendInt(out, int64(column+1), 10), 'G')
	}
	p.buffer, c.row, c.column = out, p.row+1, column
}
