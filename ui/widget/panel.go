package widget

import (
	"strings"

	"callsheet/ui/theme"
)

// Panel draws a titled box around lines, on exactly height lines of exactly
// width cells: what lies over a screen and is more than a question. Lines that
// are too long are cut with a mark; give it no more than PanelRoom holds.
func Panel(t theme.Theme, title string, lines []string, width, height int) string {
	if t.Lines {
		return strings.Join(append([]string{title}, lines...), "\n")
	}
	inner, room := PanelRoom(width, height)
	edge := t.Border
	pen := t.Edge
	across := max(width-2, 0)
	head := Clip(" "+title+" ", t.Glyphs.Ellipsis, max(across-2, 0))
	out := []string{pen.Render(edge.TopLeft+edge.Top) + t.Title.Render(head) +
		pen.Render(strings.Repeat(edge.Top, max(across-1-Width(head), 0))+edge.TopRight)}
	for i := range room {
		out = append(out, pen.Render(edge.Left)+" "+Fit(at(lines, i), inner, t.Glyphs.Ellipsis)+" "+pen.Render(edge.Right))
	}
	out = append(out, pen.Render(edge.BottomLeft+strings.Repeat(edge.Bottom, across)+edge.BottomRight))
	return Block(strings.Join(out, "\n"), width, height)
}

// PanelRoom is what a panel of a size has room for.
func PanelRoom(width, height int) (inner, lines int) { return max(width-4, 1), max(height-2, 0) }
