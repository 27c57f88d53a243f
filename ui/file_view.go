package ui

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/ui/widget"
)

// maxSheetLines is how many sheets are listed at once above the preview.
const maxSheetLines = 4

func (f *fileScreen) Status() string {
	t := f.desk.theme
	switch {
	case f.err != "" && f.phase == browsing:
		return t.Error.Render(t.Signs.ToFix + " This cannot be used as a list. Choose another file.")
	case f.err != "":
		return t.Error.Render(t.Signs.ToFix + " " + f.err)
	case f.phase == opening:
		return t.Muted.Render("Opening the file" + t.Signs.Ellipsis)
	case f.phase == reading:
		return t.Muted.Render("Reading the file. You can stop at any time.")
	case f.phase == opened:
		return t.Muted.Render("These are its first rows. If this is your list, press enter.")
	}
	return t.Muted.Render("Excel (.xlsx) and CSV lists. Nothing is sent before you confirm it.")
}

func (f *fileScreen) View() string {
	t := f.desk.theme
	lines := []string{t.Title.Render("Which list do you want to call?"), ""}
	switch f.phase {
	case browsing:
		lines = append(lines, t.Muted.Render("File  ")+f.path.View(t, max(10, f.width-6)), "")
		if f.err != "" {
			for _, line := range widget.Wrap(t.Signs.ToFix+" "+f.err, f.width) {
				lines = append(lines, t.Error.Render(line))
			}
			lines = append(lines, "")
		}
		lines = append(lines, f.browserLines(f.height-len(lines))...)
	case opening:
		lines = append(lines, t.Muted.Render("File  ")+f.shownPath(), "", t.Muted.Render("Opening"+t.Signs.Ellipsis))
	case opened:
		lines = append(lines, t.Muted.Render("File  ")+f.shownPath(), t.Muted.Render("      "+f.describe()))
		lines = append(lines, f.sheetLines()...)
		lines = append(lines, "")
		if f.preview.Table != nil && f.preview.Table.Len() > 0 {
			lines = append(lines, f.grid.View())
		} else {
			lines = append(lines, t.Warning.Render("There are no rows to show here. Choose another sheet or header row."))
		}
	case reading:
		lines = append(lines, t.Muted.Render("File  ")+f.shownPath(), t.Muted.Render("      "+f.describe()), "")
		lines = append(lines, f.readingLines()...)
	}
	return widget.Block(strings.Join(lines, "\n"), f.width, f.height)
}

func (f *fileScreen) shownPath() string {
	path := model.CleanText(f.path.Value(), maxPath)
	if f.info.Path != "" && f.phase != opening {
		path = model.CleanText(f.info.Path, maxPath)
	}
	return f.desk.theme.Strong.Render(path)
}

func (f *fileScreen) browserLines(height int) []string {
	t := f.desk.theme
	entries := f.matching()
	if len(entries) == 0 {
		if len(f.folder.Entries) == 0 {
			return []string{t.Muted.Render("There is no list in this folder. Type another path.")}
		}
		return []string{t.Muted.Render("Nothing here begins like that. Press enter to try the path as it is.")}
	}
	lines := []string{t.Muted.Render(model.CleanText(f.folder.Path, maxPath))}
	room := max(1, height-2)
	top := min(max(0, f.pick-room/2), max(0, len(entries)-room))
	for i := top; i < min(len(entries), top+room); i++ {
		lines = append(lines, f.entryLine(entries[i], i == f.pick))
	}
	if more := len(entries) - top - room; more > 0 {
		lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %s more", widget.Count(more))))
	}
	return lines
}

func (f *fileScreen) entryLine(e Entry, here bool) string {
	t := f.desk.theme
	name, size := model.CleanText(e.Name, 255), widget.Bytes(e.Size)
	if e.IsFolder {
		name, size = name+"/", "folder"
	}
	room := min(60, f.width-34)
	changed := ""
	if !e.Changed.IsZero() {
		changed = e.Changed.Format("2 Jan 2006 15:04")
	}
	line := widget.Fit(name, room, t.Signs.Ellipsis) + widget.FitRight(size, 10, t.Signs.Ellipsis) + "  " + widget.Fit(changed, 17, t.Signs.Ellipsis)
	if here {
		return t.Cursor.Render(t.Signs.Cursor + " " + line)
	}
	return "  " + line
}

func (f *fileScreen) describe() string {
	kind := "CSV list"
	if f.info.Format == "xlsx" {
		kind = "Excel workbook"
	}
	parts := []string{kind, widget.Bytes(f.info.Size)}
	o := f.preview.Origin
	if f.info.Format != "xlsx" {
		parts = append(parts, o.Encoding, delimiterName(o.Delimiter))
	} else if len(f.info.Sheets) > 1 {
		parts = append(parts, fmt.Sprintf("%d sheets", len(f.info.Sheets)))
	}
	if o.HeaderRow > 0 {
		parts = append(parts, fmt.Sprintf("column names in row %d", o.HeaderRow))
	} else if f.preview.Table != nil {
		parts = append(parts, "no column names")
	}
	return strings.Join(parts, ", ")
}

func delimiterName(d string) string {
	switch d {
	case ",":
		return "commas"
	case ";":
		return "semicolons"
	case "\t":
		return "tabs"
	case "|":
		return "bars"
	}
	return "one column"
}

func (f *fileScreen) sheetLines() []string {
	t := f.desk.theme
	if len(f.info.Sheets) < 2 {
		return nil
	}
	lines := []string{""}
	top := min(max(0, f.sheet-maxSheetLines/2), max(0, len(f.info.Sheets)-maxSheetLines))
	for i := top; i < min(len(f.info.Sheets), top+maxSheetLines); i++ {
		s := f.info.Sheets[i]
		detail := ""
		if s.Rows >= 0 {
			detail = widget.Count(s.Rows) + " rows"
		}
		if s.Hidden {
			detail = strings.TrimPrefix(detail+", hidden", ", ")
		}
		line := widget.Fit(model.CleanText(s.Name, 64), 32, t.Signs.Ellipsis) + "  " + detail
		if i == f.sheet {
			lines = append(lines, t.Muted.Render("Sheet ")+t.Cursor.Render(t.Signs.Cursor+" "+line))
		} else {
			lines = append(lines, "        "+line)
		}
	}
	if len(f.info.Sheets) > maxSheetLines {
		lines = append(lines, t.Muted.Render(fmt.Sprintf("        sheet %d of %d", f.sheet+1, len(f.info.Sheets))))
	}
	return lines
}

func (f *fileScreen) readingLines() []string {
	t := f.desk.theme
	done, total, rows := f.progress.Bytes.Load(), f.progress.Total.Load(), f.progress.Rows.Load()
	fraction := 0.0
	if total > 0 {
		fraction = min(1, float64(done)/float64(total))
	}
	spent := f.desk.cfg.wall().Sub(f.began)
	text := widget.Count(int(rows)) + " rows"
	if fraction > 0.02 && spent > time.Second {
		left := time.Duration(float64(spent) * (1 - fraction) / fraction)
		text += fmt.Sprintf(", about %s left", widget.Duration(left.Round(time.Second)))
	}
	return []string{
		t.Text.Render("Reading the list"), "",
		widget.Meter(t, min(50, f.width-4), fraction, t.Accent) + fmt.Sprintf("  %3.0f %%", fraction*100), "",
		t.Muted.Render(text),
	}
}

// layout gives the preview the lines that the rest leaves.
func (f *fileScreen) layout() {
	used := 5 + len(f.sheetLines())
	f.grid.SetSize(f.width, max(2, f.height-used))
}

func (f *fileScreen) fillPreview() {
	table := f.preview.Table
	if table == nil {
		return
	}
	const widest = 24
	columns := []widget.GridColumn{{Title: "Row", Width: 4, Min: 4, Right: true}}
	rows := previewTable{table}
	for i := range table.Width() {
		title := columnTitle(table, i)
		width := widget.Width(title)
		for row := range table.Len() {
			width = max(width, widget.Width(rows.Cell(row, i+1)))
		}
		columns = append(columns, widget.GridColumn{Title: title, Width: min(widest, width), Min: min(widest, width, 6)})
	}
	f.grid.SetColumns(columns)
	f.grid.SetRows(rows)
	f.layout()
}

func columnTitle(table *model.Table, i int) string {
	if i < len(table.Header) {
		if title := model.CleanText(table.Header[i], 60); title != "" {
			return title
		}
	}
	return fmt.Sprintf("column %d", i+1)
}

// previewTable shows a table's cells behind their row number.
type previewTable struct{ table *model.Table }

func (p previewTable) Len() int { return p.table.Len() }

func (p previewTable) Cell(row, col int) string {
	if col == 0 {
		return fmt.Sprint(p.table.RowNumber(row))
	}
	return model.CleanText(p.table.Cell(row, col-1).Text, 60)
}
