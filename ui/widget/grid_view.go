package widget

import (
	"strings"

	"callsheet/model/figures"
)

// View draws the header and the visible rows on exactly the lines and cells of
// the grid's size.
func (g Grid) View() string {
	if g.theme.Lines {
		return strings.Join(g.rowLines(), "\n")
	}
	if g.height <= 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(g.height * (g.width + 24))
	l := g.layout()
	b.WriteString(g.header(l))
	n := g.length()
	for i := range g.height - 1 {
		b.WriteByte('\n')
		if row := g.top + i; row < n {
			g.drawRow(&b, l, row)
		} else {
			b.WriteString(blanks(g.width))
		}
	}
	return b.String()
}

// header draws the titles, the marks of columns out of sight and, where the
// titles leave room, which rows are in sight.
func (g *Grid) header(l gridLayout) string {
	var b strings.Builder
	s := g.theme.Glyphs
	lead := ""
	if l.left {
		lead = s.Left
	}
	b.WriteString(Fit(lead, g.gutter(), ""))
	used := Width(lead)
	x := g.gutter()
	for i, span := range l.spans {
		if i > 0 {
			b.WriteString(blanks(columnGap))
			x += columnGap
		}
		c := g.cols[span.col]
		title := Clip(c.Title, s.Ellipsis, span.width)
		if c.Right {
			title = FitRight(title, span.width, "")
		}
		b.WriteString(Fit(title, span.width, ""))
		if w := Width(title); w > 0 {
			used = x + w
		}
		x += span.width
	}
	tail := ""
	if l.right {
		tail = " " + s.Right
	}
	for _, place := range g.places() {
		if used+2+Width(place)+Width(tail) <= g.width {
			tail = place + tail
			break
		}
	}
	head := Fit(b.String(), max(g.width-Width(tail), 0), "")
	return g.theme.Muted.Render(Fit(head+tail, g.width, ""))
}

// places are the ways to say which rows are in sight, the longest first. When
// all are, there is nothing to say.
func (g *Grid) places() []string {
	n, page := g.length(), g.pageRows()
	if n <= page {
		return nil
	}
	dash := "–"
	if g.theme.ASCII {
		dash = "-"
	}
	seen := figures.Count(g.top+1) + dash + figures.Count(min(g.top+page, n))
	return []string{seen + " of " + figures.Count(n), seen}
}

func (g *Grid) drawRow(b *strings.Builder, l gridLayout, row int) {
	s := g.theme.Glyphs
	style := g.theme.Text
	lead, mark := " ", ""
	if g.marked != nil {
		mark = " "
	}
	switch isMarked := g.marked != nil && g.marked(row); {
	case row == g.cursor && !g.still:
		style, lead = g.theme.Cursor, s.Cursor
		if g.quiet {
			style, lead = g.theme.Strong, " "
		}
		if isMarked {
			mark = s.Mark
		}
	case isMarked:
		style, mark = g.theme.Marked, s.Mark
	case g.rowStyle != nil:
		style = g.rowStyle(row)
	}
	x := g.gutter()
	if g.width < x+len(l.spans) {
		b.WriteString(style.Render(Fit(lead+mark, g.width, "")))
		return
	}
	before, after := style.Around()
	b.WriteString(before)
	b.WriteString(lead)
	b.WriteString(mark)
	b.WriteByte(' ')
	for i, span := range l.spans {
		if i > 0 {
			b.WriteString(blanks(columnGap))
			x += columnGap
		}
		if row == g.cursor && span.col == g.editCol {
			b.WriteString(after)
			b.WriteString(Fit(g.editor, span.width, s.Ellipsis))
			b.WriteString(before)
		} else {
			drawCell(b, g.rows.Cell(row, span.col), span.width, g.cols[span.col].Right, s.Ellipsis)
		}
		x += span.width
	}
	b.WriteString(blanks(g.width - x))
	b.WriteString(after)
}

// drawCell is Fit into a builder, without the copies for the text most cells
// hold.
func drawCell(b *strings.Builder, text string, width int, right bool, ellipsis string) {
	out, w := clip(text, width, ellipsis)
	if right {
		b.WriteString(blanks(width - w))
	}
	b.WriteString(out)
	if !right {
		b.WriteString(blanks(width - w))
	}
}
