package ui

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// maxSheetLines is how many sheets are listed at once above the preview.
const maxSheetLines = 4

func (f *fileScreen) Status() string {
	t := f.console.Theme
	switch {
	case f.first != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + f.first)
	case f.err != "" && f.phase == browsing && f.away:
		return t.Error.Render(t.Glyphs.ToFix + " This list is not on this computer.")
	case f.err != "" && f.phase == browsing:
		return t.Error.Render(t.Glyphs.ToFix + " This cannot be used as a list. Choose another file.")
	case f.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + f.err)
	case f.phase == opened && f.earlier.looking && f.earlier.waiting:
		return t.Muted.Render("Looking whether this list is in another campaign" + t.Glyphs.Ellipsis)
	case f.phase == opening:
		return t.Muted.Render("Opening the file" + t.Glyphs.Ellipsis)
	case f.phase == reading:
		return t.Muted.Render("Reading the file. You can stop at any time.")
	case f.console.SentWords() != "" && f.phase != reading && f.phase != opening:
		return t.Muted.Render(f.console.SentWords())
	case f.phase == opened && f.previewsNobody():
		return t.Warning.Render("Nobody can be called from this.")
	case f.phase == opened && f.guessedEncoding():
		return t.Warning.Render(f.guessWords())
	case f.phase == opened:
		return t.Muted.Render("These are its first rows. If this is your list, press enter.")
	}
	return t.Muted.Render("Excel (.xlsx) and CSV lists. Nothing is sent before you confirm it.")
}

func (f *fileScreen) View() string {
	t := f.console.Theme
	lines := []string{t.Title.Render("Which list do you want to call?"), ""}
	switch f.phase {
	case browsing:
		lines = append(lines, t.Muted.Render("File  ")+f.browser.pathLine(max(10, f.width-6)), "")
		if f.err != "" {
			lines = append(lines, widget.Paragraph(t.Error, t.Glyphs.ToFix+" "+f.err, f.width)...)
			lines = append(lines, "")
		}
		lines = append(lines, f.browsingLines(f.height-len(lines))...)
	case opening:
		lines = append(lines, t.Muted.Render("File  ")+f.shownPath(), "", t.Muted.Render("Opening"+t.Glyphs.Ellipsis))
	case opened:
		lines = append(lines, f.fileLines()...)
		lines = append(lines, f.sheetLines()...)
		lines = append(lines, "")
		switch {
		case !f.previewsNobody():
			grid := f.grid
			grid.SetQuiet(len(f.info.Sheets) > 1) // the arrows choose the sheet then
			lines = append(lines, grid.View())
		case len(f.info.Sheets) > 1:
			lines = append(lines, t.Warning.Render("There are no rows to show here. Choose another sheet or header row."))
		default:
			lines = append(lines, t.Warning.Render("There are no rows to show here. Choose another header row with h, or another file with esc."))
		}
	case reading:
		lines = append(lines, f.fileLines()...)
		lines = append(lines, "")
		lines = append(lines, f.readingLines()...)
	}
	return widget.Block(strings.Join(lines, "\n"), f.width, f.height)
}

// previewsNobody reports whether the file ends before a row with anything in it.
func (f *fileScreen) previewsNobody() bool {
	return holdsNobody(f.preview.Table)
}

// holdsNobody reports whether the first rows are all, and nothing is in them.
func holdsNobody(t *table.Table) bool { return t == nil || t.Len() < previewRows && nobody(t) }

// fileLines name the open file and say how it is read.
func (f *fileScreen) fileLines() []string {
	t := f.console.Theme
	lines := []string{t.Muted.Render("File  ") + f.shownPath()}
	if f.info.Target != "" {
		lines = append(lines, t.Muted.Render("      a link to "+printable.Text(f.info.Target, maxPath)))
	}
	return append(lines, t.Muted.Render("      ")+f.describe())
}

func (f *fileScreen) shownPath() string {
	path := printable.Text(f.browser.path.Value(), maxPath)
	if f.info.Path != "" && f.phase != opening {
		path = printable.Text(f.info.Path, maxPath)
	}
	return f.console.Theme.Strong.Render(tail(path, f.console.Theme.Glyphs.Ellipsis, f.width-6))
}

// guessedEncoding reports whether the encoding rests on what the bytes look like
// and not on what they can only be.
func (f *fileScreen) guessedEncoding() bool {
	return f.isText() && f.how.Encoding == findIt && f.preview.Guessed
}

// guessWords show what the encoding makes of the file's own words.
func (f *fileScreen) guessWords() string {
	const most, longest = 3, 16
	var words []string
	for _, s := range f.preview.Samples[:min(len(f.preview.Samples), most)] {
		words = append(words, widget.Clip(printable.Text(s, 40), f.console.Theme.Glyphs.Ellipsis, longest))
	}
	if len(words) == 0 {
		return "The encoding is a guess. Look at the names; if they are wrong, press c."
	}
	return "The encoding is a guess. If this is wrong, press c: " + strings.Join(words, ", ")
}

func (f *fileScreen) describe() string {
	t := f.console.Theme
	parts := []string{t.Muted.Render(kindOf(f.info)), t.Muted.Render(figures.Bytes(f.info.Size))}
	return strings.Join(append(parts, readingParts(t, f.info, f.preview, f.guessedEncoding())...), t.Muted.Render(", "))
}

// kindOf is what a list is, by its content.
func kindOf(info session.FileInfo) string {
	if info.Format == formatWorkbook {
		return "Excel workbook"
	}
	return "CSV list"
}

// readingParts say how the first rows of a list were read; guessed is that its encoding is one.
func readingParts(t theme.Theme, info session.FileInfo, preview session.Imported, guessed bool) []string {
	var parts []string
	add := func(style theme.Pen, text string) { parts = append(parts, style.Render(text)) }
	o := preview.Origin
	switch {
	case info.Format != formatWorkbook:
		encoding, style := o.Encoding, t.Muted
		if guessed {
			encoding, style = encoding+" (guess)", t.Warning
		}
		add(style, encoding)
		add(t.Muted, delimiterName(o.Delimiter))
	case len(info.Sheets) > 1:
		add(t.Muted, fmt.Sprintf("%d sheets", len(info.Sheets)))
	}
	if o.HeaderRow > 0 {
		add(t.Muted, fmt.Sprintf("column names in row %d", o.HeaderRow))
	} else if preview.Table != nil {
		add(t.Muted, "no column names")
	}
	return parts
}

func delimiterName(d string) string {
	for _, known := range delimiters {
		if known.name == d {
			return known.words
		}
	}
	if d == "" {
		return "one column"
	}
	return "parted by " + d
}

func (f *fileScreen) sheetLines() []string {
	t := f.console.Theme
	if len(f.info.Sheets) < 2 {
		return nil
	}
	lines := []string{""}
	top := min(max(0, f.sheet-maxSheetLines/2), max(0, len(f.info.Sheets)-maxSheetLines))
	for i := top; i < min(len(f.info.Sheets), top+maxSheetLines); i++ {
		line := f.sheetLine(f.info.Sheets[i])
		if i == f.sheet {
			lines = append(lines, t.Muted.Render("Sheet ")+t.Cursor.Render(t.Glyphs.Cursor+" "+line))
		} else {
			lines = append(lines, "        "+line)
		}
	}
	if len(f.info.Sheets) > maxSheetLines {
		lines = append(lines, t.Muted.Render(fmt.Sprintf("        sheet %d of %d", f.sheet+1, len(f.info.Sheets))))
	}
	return lines
}

// sheetLine is a sheet's name, its size and what stands in its first row.
func (f *fileScreen) sheetLine(s session.Sheet) string {
	t := f.console.Theme
	const widestName = 32
	names, details := 0, 0
	for _, s := range f.info.Sheets {
		names = max(names, widget.Width(printable.Text(s.Name, 64)))
		details = max(details, widget.Width(sheetDetail(s)))
	}
	line := widget.Fit(printable.Text(s.Name, 64), min(names, widestName), t.Glyphs.Ellipsis) + "  " + widget.Fit(sheetDetail(s), details, "")
	return widget.Fit(line+"  "+f.samples[s.Name], f.width-8, t.Glyphs.Ellipsis)
}

// sheetDetail says where a sheet ends as the workbook declares it, which is no
// count of contacts: rows that were only coloured end it too.
func sheetDetail(s session.Sheet) string {
	var parts []string
	if s.Rows >= 0 {
		parts = append(parts, "up to row "+figures.Count(s.Rows))
	}
	if s.Hidden {
		parts = append(parts, "hidden")
	}
	return strings.Join(parts, ", ")
}

func (f *fileScreen) readingLines() []string {
	t := f.console.Theme
	done, total, rows := f.progress.Bytes.Load(), f.progress.Total.Load(), f.progress.Rows.Load()
	fraction := 0.0
	if total > 0 {
		fraction = min(1, float64(done)/float64(total))
	}
	spent := f.console.Config.WallTime().Sub(f.began)
	text := figures.Counted(int(rows), "row")
	if spent > time.Second {
		text += fmt.Sprintf(", %s a second", figures.Count(int(float64(rows)/spent.Seconds())))
	}
	if fraction > 0.02 && spent > time.Second {
		left := time.Duration(float64(spent) * (1 - fraction) / fraction)
		text += fmt.Sprintf(", about %s left", figures.Duration(left.Round(time.Second)))
	}
	return []string{
		t.Text.Render("Reading the list"), "",
		widget.Meter(t, min(50, f.width-4), fraction, t.Accent) + fmt.Sprintf("  %3.0f %%", fraction*100), "",
		t.Muted.Render(text),
	}
}

// layout gives the preview the lines that the rest leaves, and its columns the cells.
func (f *fileScreen) layout() {
	if f.preview.Table != nil {
		f.grid.SetColumns(previewTable{f.preview.Table}.columns(f.wants, f.width))
	}
	used := 3 + len(f.fileLines()) + len(f.sheetLines())
	f.grid.SetSize(f.width, max(2, f.height-used))
}

func (f *fileScreen) fillPreview() {
	if f.preview.Table == nil {
		return
	}
	f.grid.SetQuiet(len(f.info.Sheets) > 1) // the arrows move in the sheets
	rows := previewTable{f.preview.Table}
	f.wants = rows.wants()
	f.layout()
	f.grid.SetRows(rows)
}
