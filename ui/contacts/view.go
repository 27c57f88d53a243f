package contacts

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// arrange gives each part its room.
func (c *Screen) arrange() {
	c.Table.layColumns(c.Layout().gridWidth(), c.Only.cause)
	c.Table.grid.SetSize(c.Layout().gridWidth(), c.Layout().gridHeight())
	c.Table.grid.SetQuiet(c.Pane == PaneCauses)
	if c.CellEditor.On {
		c.CellEditor.draw()
	}
	c.lay()
}

// lay puts everything where it is drawn, so that drawing itself changes nothing.
func (c *Screen) lay() {
	l := c.Layout()
	if height := l.CausesHeight(); height > 0 {
		c.Causes.top = c.Causes.scrolled(c.Causes.Blocks(l.theme, l.CausesWidth(), height), max(height-1, 1))
	}
	c.Table.learnNumbers()
	c.rowPane.arrange(c.repair.details(), c.Table, l.DetailsWidth(), l.bodyHeight())
	if c.Panel != nil {
		c.Panel.arrange(c.width, c.height)
	}
}

func (c *Screen) Status() string {
	t := c.Console.Theme
	counts := c.List().Counts()
	switch {
	case c.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + c.err)
	case c.Background.work != nil:
		return t.Muted.Render(c.Background.work.String() + " Press esc to stop.")
	case c.Background.Seek != nil && c.Background.Seek.read.Rows.Load() > 0:
		return t.Muted.Render(c.Background.Seek.String())
	case c.Table.selected.Len() > 0:
		return t.Strong.Render(fmt.Sprintf("%s marked. The keys a, x and r act on them; esc unmarks them.", figures.Counted(c.Table.selected.Len(), "row")))
	case c.Console.SentWords() != "":
		return t.Muted.Render(c.Console.SentWords())
	}
	called := screen.People(counts.Of(model.Ready)-c.List().Causes().Held()) + " will be called" + NotCalled(counts, c.List().Causes().Held()) + ". "
	if counts.Of(model.Ready) == 0 {
		return t.Warning.Render(t.Glyphs.ToFix + " " + called + fixOne)
	}
	return t.Muted.Render(called + "Go on with ctrl+n.")
}

// NotCalled names what is not called, each part that counts; held are ready rows without
// a time zone.
func NotCalled(counts model.Counts, held int) string {
	var parts []string
	for _, state := range []model.State{model.ToFix, model.Duplicate, model.DoNotCall, model.LeftOut, model.Blank} {
		if n := counts.Of(state); n > 0 {
			parts = append(parts, figures.Count(n)+" "+state.Words())
		}
	}
	if held > 0 {
		parts = append(parts, figures.Count(held)+" held")
	}
	if len(parts) == 0 {
		return ""
	}
	last := len(parts) - 1
	if last > 0 {
		parts = []string{strings.Join(parts[:last], ", "), parts[last]}
	}
	return ", not " + strings.Join(parts, " and ")
}

func (c *Screen) View() string {
	t := c.Console.Theme
	// A panel has the keyboard, and so has what is looked for: their cursor stands out.
	away := c.Panel != nil || c.Filter.Finding()
	body := c.Table.grid.Quiet(away).View()
	if t.Lines {
		return readLines(c, body)
	}
	if len(c.Table.Rows) == 0 {
		text := strings.Join(widget.Wrap(nothingWords(c), max(c.Layout().gridWidth()-4, 1)), "\n")
		body = widget.Block("\n"+t.Muted.Render(text), c.Layout().gridWidth(), c.Layout().gridHeight())
	}
	if n := c.Layout().CausesHeight(); n > 0 && c.Layout().beside() {
		body = besideBar(c.Causes.View(t, c.Layout().CausesWidth(), n, c.Pane == PaneCauses && !away), " "+t.Rule.Render(t.Glyphs.VRule)+" ", body)
	} else if n > 0 {
		body = c.Causes.View(t, c.width, n, c.Pane == PaneCauses && !away) + "\n" + body
	}
	if width := c.Layout().DetailsWidth(); width > 0 {
		body = besideBar(body, " "+t.Rule.Render(t.Glyphs.VRule)+" ", c.rowPane.view())
	}
	lines := []string{c.Filter.View(c.width), c.bar(), body, t.Rule.Render(strings.Repeat(t.Glyphs.Rule, c.width))}
	lines = append(lines, c.about()...)
	view := widget.Block(strings.Join(lines, "\n"), c.width, c.height)
	if c.Panel != nil {
		view = widget.Overlay(widget.Behind(t, view), c.Panel.view(c.width, c.height), c.width, c.height)
	}
	return view
}

// readLines are the screen as it is read: what has the keyboard, and nothing twice.
func readLines(c *Screen, rows string) string {
	if c.Panel != nil {
		return c.Panel.view(c.width, c.height)
	}
	parts := []string{c.Filter.View(c.width), c.bar()}
	if c.Pane == PaneCauses {
		parts = append(parts, c.Causes.View(c.Console.Theme, c.width, max(c.Layout().CausesHeight(), 1), true))
	} else {
		if len(c.Table.Rows) == 0 {
			rows = nothingWords(c)
		}
		parts = append(parts, rows)
	}
	return strings.Join(append(parts, c.about()...), "\n")
}

// nothingWords say why there are no rows.
func nothingWords(c *Screen) string {
	if c.Background.Seek != nil || c.Table.Stale {
		return "The rows are being looked for."
	}
	return c.Only.nothing(&c.Filter)
}

// besideBar joins two blocks of as many lines, each as wide as it is to be.
func besideBar(left, bar, right string) string {
	var b strings.Builder
	b.Grow(len(left) + len(right) + len(bar)*64)
	more := true
	for more {
		var l, r string
		l, left, more = strings.Cut(left, "\n")
		r, right, _ = strings.Cut(right, "\n")
		b.WriteString(l)
		b.WriteString(bar)
		b.WriteString(r)
		if more {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// bar shows how the list divides into its states, or what the rows are narrowed
// to.
func (c *Screen) bar() string {
	t, counts := c.Console.Theme, c.List().Counts()
	var words string
	if only := c.Only.words(&c.Causes, c.List().Mapping); only != "" && c.Pane == PaneRows {
		words = t.Muted.Render("Only: ") + t.Strong.Render(only) + "   "
	}
	if sorted := c.Table.hiddenSort(); sorted != "" {
		words += t.Muted.Render("Sorted by: ") + t.Strong.Render(sorted)
	}
	if words != "" {
		return widget.Clip(words, t.Glyphs.Ellipsis, c.width)
	}
	return widget.Segments(t, c.width, []widget.Segment{
		{Count: counts.Of(model.Ready), Style: t.Ready, Fill: t.Glyphs.BarFull},
		{Count: counts.Of(model.ToFix), Style: t.ToFix, Fill: t.Glyphs.ToFix},
		{Count: counts.Of(model.Duplicate), Style: t.Duplicate, Fill: t.Glyphs.Duplicate},
		{Count: counts.Of(model.DoNotCall), Style: t.DoNotCall, Fill: t.Glyphs.DoNotCall},
		{Count: counts.Of(model.LeftOut), Style: t.LeftOut, Fill: t.Glyphs.LeftOut},
	})
}

// about explains what is under the cursor: the cause and its fix, or the row;
// while a number is typed, what it would be dialled as.
func (c *Screen) about() []string {
	if c.Pane == PaneCauses {
		if _, ok := c.Causes.Here(); !ok {
			return nil
		}
		head, text, style := c.Causes.about(c.repair.details(), c.Layout().beside())
		return aboutLines(c.Console.Theme, c.width, head, text, style)
	}
	row, ok := c.Table.Here()
	if !ok {
		return nil
	}
	head, text, style := c.repair.details().about(row)
	if c.CellEditor.On {
		text, style = c.repair.details().liveReading(row, c.CellEditor.Input.Value())
	}
	return aboutLines(c.Console.Theme, c.width, head, text, style)
}

// aboutLines are a head and the two lines of text there is room for below it.
func aboutLines(t theme.Theme, width int, head, text string, style theme.Pen) []string {
	const room = 2
	wrapped := widget.Wrap(text, width)
	if len(wrapped) > room {
		wrapped = append(wrapped[:room-1], widget.Clip(strings.Join(wrapped[room-1:], " "), t.Glyphs.Ellipsis, width))
	}
	lines := []string{widget.Clip(head, t.Glyphs.Ellipsis, width)}
	for _, line := range wrapped {
		lines = append(lines, style.Render(line))
	}
	return lines
}
