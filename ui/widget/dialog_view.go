package widget

import (
	"fmt"
	"strings"
)

const (
	widestDialog    = 60 // text, in cells
	narrowestDialog = 30
)

// dialogFrame is the border of a box and the blanks inside it, in cells.
type dialogFrame struct{ border, across, down int }

// View draws the box in at most maxWidth cells and maxHeight lines. Text that
// does not fit is scrolled, before anything that is needed to answer.
func (d *Dialog) View(maxWidth, maxHeight int) string {
	drawn := *d
	return drawn.draw(maxWidth, maxHeight)
}

// Fit notes how much room there is, as View has it: what does not fit can be scrolled to.
func (d *Dialog) Fit(maxWidth, maxHeight int) { d.draw(maxWidth, maxHeight) }

func (d *Dialog) draw(maxWidth, maxHeight int) string {
	if d.theme.Lines {
		return strings.Join(d.readLines(), "\n")
	}
	if maxWidth <= 0 || maxHeight <= 0 {
		return ""
	}
	frame := dialogFrame{1, 2, 1}
	switch {
	case maxWidth < 12 || maxHeight < 5:
		frame = dialogFrame{}
	case maxWidth < narrowestDialog+6:
		frame.across = 1
	}
	inner := min(maxWidth-2*(frame.border+frame.across), widestDialog)
	if !d.Typing() { // a box that is typed in does not change its size
		inner = min(inner, max(d.naturalWidth(), narrowestDialog))
	}
	control, focus := d.control(inner)
	room := maxHeight - 2*frame.border
	lines := d.stack(Wrap(d.body, inner), control, focus, inner, room)
	if len(lines)+2*frame.down > room {
		frame.down = 0
	}
	return d.box(lines, inner, frame)
}

func (d *Dialog) naturalWidth() int {
	width := Width(d.title)
	for line := range strings.SplitSeq(d.body, "\n") {
		width = max(width, Width(line))
	}
	for _, o := range d.options {
		width = max(width, Width(o.Label)+3, Width(o.Detail)+3)
	}
	return width
}

// stack puts title, text and control over each other in at most room lines.
// Blank lines go first, then the text, then what is far from the focus.
func (d *Dialog) stack(body, control []string, focus, inner, room int) []string {
	s := d.theme.Glyphs
	if d.body == "" {
		body = nil
	}
	gap := 1
	if len(body)+len(control)+3 > room {
		gap = 0
	}
	bodyRoom := room - 1 - len(control) - gap
	if len(control) > 0 {
		bodyRoom -= gap
	}
	part := d.window(body, max(bodyRoom, 0))
	title := d.title
	if len(part) < len(body) && len(part) == 0 {
		title = Clip(title, s.Ellipsis, max(inner-2, 0)) + " " + s.Ellipsis
	}
	lines := []string{d.theme.Title.Render(Clip(title, s.Ellipsis, inner))}
	add := func(more []string) {
		if len(more) > 0 && gap > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, more...)
	}
	add(part)
	left := room - len(lines)
	if len(control) <= left-gap {
		add(control)
		return lines
	}
	if left < 1 { // the title gives way to what is asked
		lines, left = nil, room
	}
	start := min(max(focus-left/2, 0), len(control)-left)
	return append(lines, d.marked(control, start, left, inner)...)
}

// marked is n of the lines from start, with marks where there are more.
func (d *Dialog) marked(lines []string, start, n, inner int) []string {
	s := d.theme.Glyphs
	out := append([]string{}, lines[start:start+n]...)
	mark := func(i int, sign string) {
		out[i] = Fit(out[i], max(inner-1, 0), "") + d.theme.Accent.Render(sign)
	}
	if start > 0 {
		mark(0, s.Up)
	}
	if start+n < len(lines) && (n > 1 || start == 0) {
		mark(n-1, s.Down)
	}
	return out
}

// window is the part of the text that is scrolled to, its last line telling how
// much there is above and below.
func (d *Dialog) window(body []string, room int) []string {
	if len(body) <= room {
		d.scroll, d.maxScroll = 0, 0
		return body
	}
	if room < 2 {
		d.scroll, d.maxScroll = 0, 0
		if room == 1 {
			return []string{body[0] + d.theme.Muted.Render(d.theme.Glyphs.Ellipsis)}
		}
		return nil
	}
	room-- // for the mark
	d.maxScroll = len(body) - room
	d.scroll = min(d.scroll, d.maxScroll)
	s := d.theme.Glyphs
	var mark []string
	if d.scroll > 0 {
		mark = append(mark, fmt.Sprintf("%s %d above", s.Up, d.scroll))
	}
	if below := len(body) - room - d.scroll; below > 0 {
		mark = append(mark, fmt.Sprintf("%s %d more lines", s.Down, below))
	}
	out := append([]string{}, body[d.scroll:d.scroll+room]...)
	return append(out, d.theme.Muted.Render(strings.Join(mark, "   ")))
}

// control draws what is answered with, its last cell free for a mark, and says
// which of its lines must be seen.
func (d *Dialog) control(inner int) (lines []string, focus int) {
	switch d.kind {
	case choice:
		return d.optionLines(inner)
	case typed, prompt:
		for _, line := range Wrap(d.label, inner-1) {
			lines = append(lines, d.theme.Muted.Render(line))
		}
		focus = len(lines)
		cursor := d.theme.Glyphs.Cursor + " "
		field := d.input.View
		if d.list.entered() {
			field, cursor = d.input.Rest, blanks(Width(cursor))
		}
		lines = append(lines, d.theme.Accent.Render(cursor)+field(d.theme, inner-Width(cursor)-1))
		lines = append(lines, d.list.lines(d.theme, inner-1)...)
		return append(lines, d.messageLines(inner)...), focus
	}
	return nil, 0
}

func (d *Dialog) optionLines(inner int) (lines []string, focus int) {
	t := d.theme
	for i, o := range d.options {
		lead, style := "  ", t.Text
		if o.Danger {
			style = t.Error
		}
		if i == d.cursor {
			lead, style, focus = t.Glyphs.Cursor+" ", t.Cursor, len(lines)
		}
		lines = append(lines, style.Render(Fit(Clip(lead+o.Label, t.Glyphs.Ellipsis, inner-1), inner, "")))
		if o.Detail == "" {
			continue
		}
		for _, line := range Wrap(o.Detail, inner-3) {
			lines = append(lines, t.Muted.Render("  "+line))
		}
	}
	return lines, focus
}

// messageLines say what is wrong with what was typed, or what it means.
func (d *Dialog) messageLines(inner int) []string {
	t := d.theme
	sign, text, style := "", "", t.Muted
	empty := d.input.Value() == ""
	switch {
	case d.kind == typed && d.matches():
		sign, text, style = t.Glyphs.Check, "Enter goes on.", t.Success
	case d.kind == typed && d.refused:
		sign, text, style = t.Glyphs.ToFix, "Nothing has happened. Type "+d.want+", or press esc to go back.", t.Error
	case d.kind == typed && !empty && !strings.HasPrefix(spelled(d.want), spelled(d.input.Value())):
		sign, text, style = t.Glyphs.ToFix, "That is not "+d.want+".", t.Warning
	case d.kind == typed:
	case d.err != nil && d.list.Open() && !d.refused:
		text = "Enter goes into the list." // which says what can be typed
		if only := d.list.only(); only != nil {
			text = "Enter takes " + only.Label + "."
		}
	case d.err != nil && (!empty || d.refused):
		sign, text, style = t.Glyphs.ToFix, d.err.Error(), t.Error
	default:
		text = d.note
	}
	if sign != "" {
		sign += " "
	}
	var lines []string
	for i, line := range Wrap(text, inner-Width(sign)-1) {
		if i > 0 {
			sign = blanks(Width(sign))
		}
		lines = append(lines, style.Render(sign+line))
	}
	return lines
}

func (d *Dialog) box(lines []string, inner int, frame dialogFrame) string {
	ellipsis := d.theme.Glyphs.Ellipsis
	if frame.border == 0 {
		for i, line := range lines {
			lines[i] = Fit(line, inner, ellipsis)
		}
		return strings.Join(lines, "\n")
	}
	edge := d.theme.Border
	pen := d.theme.Edge
	width := inner + 2*frame.across
	side, side2 := pen.Render(edge.Left), pen.Render(edge.Right)
	out := []string{pen.Render(edge.TopLeft + strings.Repeat(edge.Top, width) + edge.TopRight)}
	row := func(text string) {
		out = append(out, side+blanks(frame.across)+Fit(text, inner, ellipsis)+blanks(frame.across)+side2)
	}
	for range frame.down {
		row("")
	}
	for _, line := range lines {
		row(line)
	}
	for range frame.down {
		row("")
	}
	out = append(out, pen.Render(edge.BottomLeft+strings.Repeat(edge.Bottom, width)+edge.BottomRight))
	return strings.Join(out, "\n")
}
