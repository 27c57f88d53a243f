package ui

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// paste takes what was pasted or dropped on the terminal: a path of its own
// replaces what is there, rows become a list, and anything else is typed.
func (f *fileScreen) paste(text string) tea.Cmd {
	if rows, count, ok := pastedRows(text); ok {
		return f.keepPaste(text, rows, count)
	}
	before := f.browser.path.Value()
	path, more := pastedPath(text)
	if path == "" {
		return nil
	}
	if more > 0 {
		f.console.Notify(widget.Info, fmt.Sprintf("You pasted %d paths. A campaign has one list, so the first is taken.", more+1))
	}
	if !filepath.IsAbs(path) && !strings.HasPrefix(path, "~") && !model.IsAddress(path) {
		if f.phase != browsing {
			return nil
		}
		f.browser.path.Insert(path)
		return f.browser.retyped(before)
	}
	if f.phase == opened {
		f.closeFile()
		f.phase = browsing
	}
	f.browser.path.SetValue(path)
	return f.browser.retyped(before)
}

// pastedPath is the path meant by what a file manager or a shell copies: in
// quotes, with escaped blanks, as a file address, or several of them, of which
// more is how many follow.
func pastedPath(text string) (path string, more int) {
	var paths []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' || r == 0 }) {
		if line = strings.Trim(line, " \t"); line != "" {
			paths = append(paths, shellWords(line)...)
		}
	}
	if len(paths) == 0 {
		return "", 0
	}
	return model.FileOfAddress(paths[0]), len(paths) - 1
}

// shellWords takes quotes and backslashes off as a shell does. A line that
// neither begins with a quote nor has a backslash is one path, blanks and all,
// and so is one whose backslashes part the folders of a Windows computer.
func shellWords(line string) []string {
	quotes := line[0] == '\'' || line[0] == '"'
	if bare := strings.Trim(line, `'"`); model.IsAddress(bare) {
		return []string{bare}
	}
	if strings.HasPrefix(line, "$'") {
		return []string{ansiQuoted(line)}
	}
	if !quotes && !strings.ContainsRune(line, '\\') {
		return []string{line}
	}
	var (
		words   []string
		word    []byte
		quote   byte
		escaped bool
	)
	end := func() {
		if len(word) > 0 {
			words = append(words, string(word))
		}
		word = nil
	}
	// Byte by byte: names of files need not be valid text.
	for i := range len(line) {
		switch c := line[i]; {
		case escaped:
			word = append(word, c)
			escaped = false
		case c == '\\' && quote != '\'':
			escaped = true
		case quote != 0 && c == quote:
			quote = 0
		case quotes && quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && (c == ' ' || c == '\t'):
			end()
		default:
			word = append(word, c)
		}
	}
	end()
	return words
}

// ansiQuoted is a name as shells print one that holds what they cannot show:
// $'caf\351.csv'.
func ansiQuoted(text string) string {
	inside, ok := strings.CutSuffix(strings.TrimPrefix(text, "$'"), "'")
	if !ok {
		return text
	}
	var name []byte
	for inside != "" {
		if !strings.HasPrefix(inside, `\`) {
			name, inside = append(name, inside[0]), inside[1:]
			continue
		}
		r, isText, rest, err := strconv.UnquoteChar(inside, '\'')
		switch {
		case err != nil:
			return text
		case isText:
			name = utf8.AppendRune(name, r)
		default:
			name = append(name, byte(r))
		}
		inside = rest
	}
	return string(name)
}
