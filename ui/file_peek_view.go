package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// browsingLines are the folder, and beside it what is under the cursor, in so many lines.
func (f *fileScreen) browsingLines(height int) []string {
	height = max(1, height)
	lines := f.browser.lines(height)
	width := f.peek.room(f.width)
	if width == 0 {
		return lines
	}
	left := widget.Block(strings.Join(lines, "\n"), f.browser.width, height)
	right := widget.Block(strings.Join(f.peek.lines(width, height), "\n"), width, height)
	return strings.Split(widget.Beside(left, right, strings.Repeat(" ", screen.PaneGap)), "\n")
}

// lines draw what is known of the place.
func (p *filePeek) lines(width, height int) []string {
	t := p.console.Theme
	if p.at.path == "" {
		return nil
	}
	name := printable.Text(filepath.Base(p.at.path), maxPath)
	if p.at.entry.IsFolder && name != slash {
		name += slash
	}
	lines := []string{t.Strong.Render(tail(name, t.Glyphs.Ellipsis, width)), ""}
	switch {
	case !p.found.looked:
		return append(p.about(lines), t.Muted.Render("Looking"+t.Glyphs.Ellipsis))
	case p.found.err != nil:
		style, words := t.Warning, t.Glyphs.ToFix+" "+reason.Sentence(p.found.err)
		if errors.Is(p.found.err, context.DeadlineExceeded) {
			style, words = t.Muted, "This takes long to look into. enter opens it all the same."
		}
		return append(p.about(lines), widget.Paragraph(style, words, width)...)
	case p.at.entry.IsFolder:
		return append(lines[:1], p.folderLines(width, height-1)...)
	}
	return p.listLines(p.about(lines), width, height)
}

// about puts size and date below the name, in the second line: as the look told, or the folder.
func (p *filePeek) about(lines []string) []string {
	t := p.console.Theme
	size, changed := p.at.entry.Size, p.at.entry.Changed
	var parts []string
	if file := p.found.list.file; file != nil {
		info := file.Info()
		size = info.Size
		if !info.Changed.IsZero() {
			changed = info.Changed
		}
		parts = append(parts, kindOf(info))
	}
	if !p.at.entry.IsFolder && (p.at.known || len(parts) > 0) {
		parts = append(parts, figures.Bytes(size))
	}
	if !changed.IsZero() {
		parts = append(parts, "changed "+changed.Format("2 Jan 2006 15:04"))
	}
	lines[1] = t.Muted.Render(strings.Join(parts, ", "))
	return append(lines, "")
}

// listLines are how the first rows of a list were read, its sheets, and the rows.
func (p *filePeek) listLines(lines []string, width, height int) []string {
	t := p.console.Theme
	info, preview := p.found.list.file.Info(), p.found.list.preview
	lines[2] = strings.Join(readingParts(t, info, preview, preview.Guessed), t.Muted.Render(", "))
	if info.Target != "" {
		lines = append(lines, t.Muted.Render(tail("a link to "+printable.Text(info.Target, maxPath), t.Glyphs.Ellipsis, width)))
	}
	if len(info.Sheets) > 1 {
		lines = append(lines, "")
		lines = append(lines, p.sheetLines(info, preview.Origin.Sheet, width)...)
	}
	lines = append(lines, "")
	if holdsNobody(preview.Table) {
		words := "Nobody can be called from its first rows. enter opens it, and another header row can be chosen."
		if len(info.Sheets) > 1 {
			words = "Nobody can be called from this sheet. enter opens it, and another can be chosen."
		}
		return append(lines, widget.Paragraph(t.Warning, words, width)...)
	}
	grid := p.grid
	grid.SetColumns(previewTable{preview.Table}.columns(p.wants, width))
	grid.SetSize(width, max(2, height-len(lines)))
	return append(lines, strings.Split(grid.View(), "\n")...)
}

// sheetLines name the sheets of a workbook, that whose rows are shown among them.
func (p *filePeek) sheetLines(info session.FileInfo, shown string, width int) []string {
	t := p.console.Theme
	var lines []string
	for i, s := range info.Sheets {
		if i == maxSheetLines && len(info.Sheets) > maxSheetLines+1 {
			return append(lines, t.Muted.Render(fmt.Sprintf("and %s more sheets", figures.Count(len(info.Sheets)-i))))
		}
		words, style := printable.Text(s.Name, 64), t.Muted
		if detail := sheetDetail(s); detail != "" {
			words += ", " + detail
		}
		if s.Name == shown {
			words, style = words+": its first rows", t.Text
		}
		lines = append(lines, style.Render(widget.Clip("Sheet "+words, t.Glyphs.Ellipsis, width)))
	}
	return lines
}

// folderLines say what is in a folder.
func (p *filePeek) folderLines(width, height int) []string {
	t := p.console.Theme
	folder := p.found.folder
	folders, lists := 0, 0
	for _, e := range folder.Entries {
		switch {
		case e.IsFolder:
			folders++
		case looksLikeList(e.Name):
			lists++
		}
	}
	var words []string
	for _, some := range []struct {
		count int
		of    string
	}{{folders, "folder"}, {lists, "list"}, {len(folder.Entries) - folders - lists, "other file"}} {
		if some.count > 0 {
			words = append(words, figures.Counted(some.count, some.of))
		}
	}
	switch {
	case folder.More:
		words = []string{fmt.Sprintf("more than %s entries", figures.Count(len(folder.Entries)))}
	case len(words) == 0:
		words = []string{"Nothing is in this folder."}
	}
	lines := []string{t.Muted.Render(strings.Join(words, ", ")), ""}
	entries := folderBrowser{console: p.console, width: width}
	for i, e := range folder.Entries {
		if len(lines) == height-1 && i < len(folder.Entries)-1 {
			return append(lines, t.Muted.Render(fmt.Sprintf("and %s more", figures.Count(len(folder.Entries)-i))))
		}
		style := t.Text
		if !e.IsFolder && !looksLikeList(e.Name) {
			style = t.Muted
		}
		lines = append(lines, style.Render(widget.Clip(entries.entryLine(e), t.Glyphs.Ellipsis, width)))
	}
	return lines
}
