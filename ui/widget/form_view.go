package widget

import (
	"strings"

	"callsheet/ui/theme"
)

// formLine is one drawn line and the field it belongs to, -1 for a heading.
type formLine struct {
	text  string
	field int
}

// formColumns is how the width of a form is shared out.
type formColumns struct {
	all, label, value int
	aside             int // column of the value
	note              int // room for a note beside the value
}

const (
	formGutter   = 2
	formGap      = 2
	noteGap      = 3
	widestBeside = 36 // a value with a note beside it, in cells
	leastNote    = 14
)

func (f *Form) columns() formColumns {
	c := formColumns{all: f.width}
	if f.width >= 12 {
		c.all -= 2 // the scroll mark and a blank
	}
	for _, ff := range f.fields {
		c.label = max(c.label, Width(ff.Label))
	}
	c.label = min(c.label, max((c.all-formGutter)*2/5, 1))
	c.aside = formGutter + c.label + formGap
	c.value = max(c.all-c.aside, 1)
	beside := min(c.value/2, widestBeside)
	c.note = c.value - beside - noteGap
	return c
}

// View draws the visible lines of the form on exactly the lines and cells of
// its size.
func (f Form) View() string {
	if f.theme.Lines {
		return strings.Join(f.readLines(), "\n")
	}
	if f.height <= 0 {
		return ""
	}
	lines := f.lines()
	shown := lines[min(f.top, len(lines)):]
	out := make([]string, f.height)
	s := f.theme.Glyphs
	marks := f.width >= 12
	for i := range out {
		text, mark := "", ""
		if i < len(shown) {
			text = shown[i].text
		}
		if i == 0 && f.top > 0 {
			mark = s.Up
		}
		if i == f.height-1 && len(shown) > f.height {
			mark = s.Down
		}
		if !marks {
			out[i] = Fit(text, f.width, s.Ellipsis)
			continue
		}
		out[i] = Fit(text, f.width-1, s.Ellipsis) + Fit(f.theme.Accent.Render(mark), 1, "")
	}
	return strings.Join(out, "\n")
}

func (f *Form) lines() []formLine {
	c := f.columns()
	var lines []formLine
	section := ""
	for i := range f.fields {
		ff := &f.fields[i]
		if ff.hidden {
			continue
		}
		if ff.Section != section {
			section = ff.Section
			if len(lines) > 0 {
				lines = append(lines, formLine{field: -1})
			}
			if section != "" {
				lines = append(lines, formLine{f.theme.Title.Render(Clip(section, f.theme.Glyphs.Ellipsis, c.all)), -1})
			}
		}
		for _, text := range f.fieldLines(ff, i == f.focus, c) {
			lines = append(lines, formLine{text, i})
		}
	}
	return lines
}

// fieldLines draws a field: its label and value, then its note where it did not
// fit beside, its error, and its help while it has the focus.
func (f *Form) fieldLines(ff *formField, focused bool, c formColumns) []string {
	t := f.theme
	lead, label := blanks(formGutter), t.Muted.Render(Fit(ff.Label, c.label, t.Glyphs.Ellipsis))
	if focused {
		if !f.suggested.entered() {
			lead = Fit(t.Accent.Render(t.Glyphs.Cursor), formGutter, "")
		}
		label = t.Strong.Render(Fit(ff.Label, c.label, t.Glyphs.Ellipsis))
	}
	beside := ff.note != "" && c.note >= leastNote && Width(ff.note) <= c.note
	valueWidth := c.value
	if beside {
		valueWidth = c.value - c.note - noteGap
	}
	line := lead + label + blanks(formGap) + f.valueView(ff, focused, valueWidth)
	if beside {
		line += blanks(noteGap) + t.Muted.Render(ff.note)
	}
	lines := []string{line}
	indent, room := c.aside, c.value
	if room < 16 {
		indent, room = formGutter, max(c.all-formGutter, 1)
	}
	under := func(style theme.Pen, sign, text string) {
		if text == "" {
			return
		}
		for i, part := range Wrap(text, room-Width(sign)) {
			if i > 0 {
				sign = blanks(Width(sign))
			}
			lines = append(lines, blanks(indent)+style.Render(sign+part))
		}
	}
	if !beside {
		under(t.Muted, "", ff.note)
	}
	if ff.err != "" {
		under(t.Error, t.Glyphs.ToFix+" ", ff.err)
	}
	if focused && f.suggested.Open() {
		for _, line := range f.suggested.lines(t, room) {
			lines = append(lines, blanks(indent)+line)
		}
		return lines
	}
	if focused {
		under(t.Muted, "", ff.Help)
	}
	return lines
}

// valueView draws the value in exactly width cells.
func (f *Form) valueView(ff *formField, focused bool, width int) string {
	t, s := f.theme, f.theme.Glyphs
	if len(ff.Choices) > 0 {
		text := ff.other
		if ff.chosen >= 0 {
			text = ff.Choices[ff.chosen].Label
		}
		text = Clip(text, s.Ellipsis, max(width-4, 0))
		frame, style := t.Muted, t.Text
		if focused {
			frame, style = t.Accent, t.Strong
		}
		return Fit(frame.Render(s.Left)+" "+style.Render(text)+" "+frame.Render(s.Right), width, "")
	}
	switch {
	case focused && f.suggested.entered():
		return ff.input.Rest(t, width)
	case focused:
		return ff.input.View(t, width)
	}
	value := ff.input.Value()
	switch {
	case value != "" && ff.Masked:
		return t.Input.Render(Fit(masked(len(ff.input.cells)), width, s.Ellipsis))
	case value != "":
		return t.Input.Render(Fit(value, width, s.Ellipsis))
	case ff.Placeholder != "":
		return t.Muted.Render(Fit(ff.Placeholder, width, s.Ellipsis))
	}
	return t.Muted.Render(Fit(s.LeftOut, width, ""))
}

// reveal scrolls so that the focused field is in sight with its error and help,
// and with the heading above it where there is room.
func (f *Form) reveal() {
	if f.height <= 0 || f.width <= 0 {
		return
	}
	lines := f.lines()
	first, last := -1, -1
	for i, l := range lines {
		if l.field == f.focus {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		f.top = 0
		return
	}
	for first > 0 && lines[first-1].field < 0 && last-first+1 < f.height {
		first--
	}
	if last >= f.top+f.height {
		f.top = last - f.height + 1
	}
	if first < f.top {
		f.top = first
	}
	f.top = min(max(f.top, 0), max(len(lines)-f.height, 0))
}
