package contacts

import (
	"cmp"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// rowPane shows all that is known of the row under the cursor, beside the rows.
type rowPane struct {
	width, height int
	lines         []string
	drawn         string
}

// Bounds on what is shown of one row: in runes of a cell, and in lines of one thing.
const (
	paneCellRunes   = 400
	mostCellLines   = 3
	mostPastLines   = 6
	paneLabelCells  = 12
	widestPaneLabel = 18
)

// arrange lays out what is known of the row under the cursor; of width 0 it is not shown.
// Everything is in memory already.
func (p *rowPane) arrange(d details, table *Table, width, height int) {
	p.width, p.height, p.lines, p.drawn = width, height, p.lines[:0], ""
	if width == 0 {
		return
	}
	if row, ok := table.Here(); ok {
		w := &paneWriter{pane: p, theme: d.console.Theme, label: paneLabelCells}
		d.writeRow(w, row)
		w.flush()
	}
	p.drawn = widget.Block(strings.Join(p.lines, "\n"), width, height)
}

// writeRow writes what becomes of a row and why, where the person is and when they may be
// rung, what the file has, what is known of the number, and what was changed.
func (d details) writeRow(w *paneWriter, row int) {
	t, v := d.console.Theme, d.list.Verdict(row)
	name := cmp.Or(printable.Text(d.list.Contacts().Name(row), longestPerson), "no name")
	w.text(t.Strong, screen.SentenceStart(rowName(d.list, row))+"  "+name)
	given := d.list.Contacts().Given(row)
	if now := printable.PhoneText(d.list.Contacts().PhoneCell(row).Text, columns.MaxFieldRunes); now != given {
		w.value("As given", cmp.Or(given, "empty"), t.Text)
		w.value("Now", cmp.Or(now, "empty"), t.Text)
	} else {
		w.value("As given", cmp.Or(given, "empty"), t.Text)
	}
	if v.State == model.Ready || v.State == model.ToFix && offers(v) {
		w.value("Will dial", new(dialWords).will(v), t.Strong)
	} else {
		w.value("Will dial", "nothing", t.Muted)
	}
	words, style := d.verdictWords(row)
	w.text(style, words)
	c := d.console.Campaign
	about := session.DetailsOf(d.list, row, c.Values, d.console.Config.Hours, d.console.Config.Now())
	if about.Where != "" {
		w.gap()
		w.value("Where", about.Where, t.Text)
		w.value("Their clock", about.Clock, t.Text)
		w.value("Hours", about.Hours, t.Text)
		if v.State == model.Ready || v.State == model.ToFix {
			w.value("In hours", about.Next, t.Text)
		}
	}
	if v.Number != 0 {
		w.heading("This number")
		if len(about.Past) == 0 {
			w.text(t.Muted, "No call to it and no wish not to be called is known here.")
		}
		for _, words := range about.Past {
			w.text(t.Text, screen.Sentence(words))
		}
	}
	if past := d.rowPast(row); len(past) > 0 {
		w.heading("Changed here")
		for i, words := range past {
			if i == mostPastLines {
				w.text(t.Muted, "and more; o shows all")
				break
			}
			w.text(t.Text, strings.Join(strings.Fields(words), " "))
		}
	}
	d.writeFile(w, row)
}

// writeFile writes every cell of a row as the file has it.
func (d details) writeFile(w *paneWriter, row int) {
	w.heading("In the file")
	w.label = paneLabelCells
	for _, col := range d.list.Mapping {
		if !col.Absent() {
			w.label = max(w.label, min(widget.Width(col.Title()), widestPaneLabel))
		}
	}
	empty := 0
	for _, col := range d.list.Mapping {
		if col.Absent() {
			continue
		}
		text := printable.Text(d.list.Table.Cell(row, col.Index).Text, paneCellRunes)
		if text == "" {
			empty++
			continue
		}
		w.value(col.Title(), text, w.theme.Text)
		if w.full() {
			return
		}
	}
	if empty > 0 {
		w.text(w.theme.Muted, "Empty: "+figures.Counted(empty, "column"))
	}
}

// view draws the pane on as many lines and cells as it was laid out for.
func (p *rowPane) view() string { return p.drawn }

// paneWriter writes lines into a pane until that is full.
type paneWriter struct {
	pane  *rowPane
	theme theme.Theme
	label int // cells of a label
	more  bool
}

func (w *paneWriter) full() bool { return len(w.pane.lines) >= w.pane.height }

// add adds a line, or notes that there was no room for it.
func (w *paneWriter) add(line string) {
	if w.full() {
		w.more = true
		return
	}
	w.pane.lines = append(w.pane.lines, line)
}

func (w *paneWriter) gap() { w.add("") }

func (w *paneWriter) heading(words string) {
	w.gap()
	w.add(w.theme.Muted.Render(widget.Clip(words, w.theme.Glyphs.Ellipsis, w.pane.width)))
}

func (w *paneWriter) text(pen theme.Pen, words string) {
	for _, line := range widget.Wrap(words, w.pane.width) {
		w.add(pen.Render(line))
	}
}

// value writes what something is, on a few lines beside what it is called; nothing where it
// is "".
func (w *paneWriter) value(label, text string, pen theme.Pen) {
	if text == "" {
		return
	}
	room := max(w.pane.width-w.label-2, 1)
	lines := widget.Wrap(text, room)
	if len(lines) > mostCellLines {
		rest := strings.Join(lines[mostCellLines-1:], " ")
		lines = append(lines[:mostCellLines-1], widget.Clip(rest, w.theme.Glyphs.Ellipsis, room))
	}
	for _, line := range lines {
		w.add(w.theme.Muted.Render(widget.Fit(label, w.label, w.theme.Glyphs.Ellipsis)+"  ") + pen.Render(line))
		label = ""
	}
}

// flush marks that there was more than there is room for.
func (w *paneWriter) flush() {
	if w.more && len(w.pane.lines) > 0 {
		w.pane.lines[len(w.pane.lines)-1] = w.theme.Muted.Render(widget.Clip(w.theme.Glyphs.Ellipsis+" and more; e shows every field", w.theme.Glyphs.Ellipsis, w.pane.width))
	}
}
