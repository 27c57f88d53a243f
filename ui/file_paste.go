package ui

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/widget"
)

// maxPastedRows bounds what is pasted as rows, in bytes as it came. A terminal's paste is cut at
// a megabyte, and a list without its end would be taken for a whole one.
const maxPastedRows = 900_000

// pastedRows are the rows of a table in what was pasted, a line each, of which there are count;
// ok is false for a path, or several, and for what is only part of a line. They are several
// lines, or cells with tabs between them, as spreadsheets copy them.
func pastedRows(text string) (rows string, count int, ok bool) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == utf8.RuneError || !unicode.IsControl(r) {
			return r
		}
		return -1
	}, text)
	first := ""
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if count++; count == 1 {
			first = strings.TrimSpace(line)
		}
	}
	if count == 0 || isPath(first) || count == 1 && !strings.Contains(first, "\t") {
		return "", 0, false
	}
	return strings.Trim(text, "\n") + "\n", count, true
}

// isPath reports whether a line can only be meant as the path of a list, or as several.
func isPath(line string) bool {
	words := shellWords(line)
	if len(words) == 0 {
		return false
	}
	path := model.FileOfAddress(words[0])
	return beginsAPath(path) || endsLikeAList(path)
}

// pasteKept is that pasted rows are a file now.
type pasteKept struct {
	path string
	rows int
	err  error
}

// keepPaste makes a file of the rows in what was pasted, which is then opened like any other.
func (f *fileScreen) keepPaste(text, rows string, count int) tea.Cmd {
	keep := f.console.Config.KeepPaste
	switch {
	case keep == nil:
		f.console.Notify(widget.Problem, "Pasted rows cannot be kept here. Save them as a .csv file, and give its path.")
		return nil
	case len(text) > maxPastedRows:
		f.console.Notify(widget.Problem, "More was pasted than a terminal surely gives whole, so its end may be missing, and nothing was made of it. Save the rows as a .csv file, and give its path.")
		return nil
	}
	f.phase, f.err = opening, ""
	f.closeFile()
	at := f.console.Config.WallTime()
	return f.requests.Ask("open", func(ctx context.Context) tea.Msg {
		path, err := keep(ctx, rows, at)
		return pasteKept{path, count, err}
	})
}

// pasteKept opens the file that was made of pasted rows, and says where it is.
func (f *fileScreen) pasteKept(msg pasteKept) tea.Cmd {
	if msg.err != nil {
		f.phase, f.away = browsing, false
		f.err = reason.Sentence(msg.err)
		return nil
	}
	f.console.Notify(widget.Info, fmt.Sprintf("You pasted %s. They are a list now, which you alone can read: %s", figures.Counted(msg.rows, "line"), printable.Text(msg.path, maxPath)))
	before := f.browser.path.Value()
	f.browser.path.SetValue(msg.path)
	return tea.Batch(f.openPath(msg.path), f.browser.retyped(before))
}
