package ui

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// lines draws what is offered, with the lists opened before above the
// folder, in as many lines as there are.
func (b *folderBrowser) lines(height int) []string {
	t := b.console.Theme
	spots := b.spots()
	if len(spots) == 0 {
		switch {
		case b.typed() == "" && len(b.folder.Entries) == 0:
			return []string{t.Muted.Render("There is no list in this folder. Type or paste another path.")}
		case b.folder.More:
			return []string{t.Muted.Render("Nothing that is listed begins like that, but the folder has more. Press enter to try the path as it is.")}
		}
		return []string{t.Muted.Render("Nothing here begins like that. Press enter to try the path as it is.")}
	}
	var lines []string
	here := 0
	for i, s := range spots {
		if i == 0 && s.path != "" {
			lines = append(lines, t.Muted.Render("Opened before"))
		}
		if s.path == "" && (i == 0 || spots[i-1].path != "") {
			if i > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, t.Muted.Render(tail(printable.Text(b.folder.Path, maxPath), t.Glyphs.Ellipsis, b.width)))
		}
		if i == b.pick {
			here = len(lines)
		}
		lines = append(lines, b.spotLine(s, i == b.pick))
	}
	if b.folder.More {
		lines = append(lines, t.Muted.Render(fmt.Sprintf("  Only the first %s entries are listed: type how the name begins.", figures.Count(folderLimit))))
	}
	room := max(1, height)
	top := min(max(0, here-room/2), max(0, len(lines)-room))
	bottom := min(len(lines), top+room)
	shown := slices.Clone(lines[top:bottom])
	if top > 0 && room > 2 {
		shown[0] = t.Muted.Render(fmt.Sprintf("  %s %s more lines", t.Glyphs.Up, figures.Count(top+1)))
	}
	if bottom < len(lines) {
		shown[len(shown)-1] = t.Muted.Render(fmt.Sprintf("  %s %s more lines", t.Glyphs.Down, figures.Count(len(lines)-bottom+1)))
	}
	return shown
}

func (b *folderBrowser) spotLine(s spot, here bool) string {
	t := b.console.Theme
	line, style := "", t.Text
	switch {
	case s.path != "":
		line = tail(printable.Text(s.path, maxPath), t.Glyphs.Ellipsis, b.width-2)
	case s.up:
		line, style = "../  the folder above", t.Muted
	default:
		line = b.entryLine(s.entry)
		if !s.entry.IsFolder && !looksLikeList(s.entry.Name) {
			style = t.Muted
		}
	}
	switch {
	case here && !b.moved: // the first that fits what is typed, which enter opens
		return t.Accent.Bold().Render(t.Glyphs.Cursor + " " + widget.Fit(line, b.width-2, t.Glyphs.Ellipsis))
	case here:
		return t.Cursor.Render(t.Glyphs.Cursor + " " + widget.Fit(line, b.width-2, t.Glyphs.Ellipsis))
	}
	return "  " + style.Render(line)
}

// looksLikeList reports whether a name is one that lists have. It only decides
// how brightly the name is drawn: what a file is, its content says.
func looksLikeList(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls":
		return true
	}
	return false
}

func (b *folderBrowser) entryLine(e session.Entry) string {
	t := b.console.Theme
	name, size := printable.Text(e.Name, 255), figures.Bytes(e.Size)
	if e.IsFolder {
		name, size = name+"/", "folder"
	}
	if e.Target != "" {
		name += " " + t.Glyphs.Arrow + " " + printable.Text(e.Target, 255)
	}
	room := min(80, b.width-34)
	changed := ""
	if !e.Changed.IsZero() {
		changed = e.Changed.Format("2 Jan 2006 15:04")
	}
	return widget.Fit(name, room, t.Glyphs.Ellipsis) + widget.FitRight(size, 10, t.Glyphs.Ellipsis) + "  " + widget.Fit(changed, 17, t.Glyphs.Ellipsis)
}

// tail cuts a path at its beginning, because its end says which file it is.
func tail(path, ellipsis string, width int) string {
	if widget.Width(path) <= width {
		return path
	}
	runes := []rune(path)
	for len(runes) > 0 && widget.Width(string(runes)) > width-1 {
		runes = runes[1:]
	}
	return ellipsis + string(runes)
}
