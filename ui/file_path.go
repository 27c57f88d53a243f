package ui

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// spot is one thing the browser offers: a list opened before, the folder above,
// or an entry of the folder.
type spot struct {
	entry session.Entry
	path  string // of a list opened before; "" otherwise
	up    bool
}

// maxRecent is how many lists opened before are offered at once.
const maxRecent = 5

// spots lists what is offered: without anything typed, the lists opened last,
// the folder above and the folder's entries, otherwise the entries that begin
// like that. Who comes back from a file may want its neighbour: all is offered.
func (f *fileScreen) spots() []spot {
	var all []spot
	typed := f.typed()
	back := f.cameBack()
	if back {
		typed = ""
	}
	if typed == "" && !back {
		for _, path := range f.recent[:min(len(f.recent), maxRecent)] {
			all = append(all, spot{path: path})
		}
	}
	if typed == "" && f.folder.Path != "" && filepath.Dir(f.folder.Path) != f.folder.Path {
		all = append(all, spot{up: true})
	}
	for _, e := range f.folder.Entries {
		if beginsLike(e.Name, typed) && (typed != "" || !strings.HasPrefix(e.Name, ".") || back && e.Name == f.typed()) {
			all = append(all, spot{entry: e})
		}
	}
	return all
}

// beginsLike reports whether a name begins as it was typed: capitals do not
// matter, nor do characters that cannot be seen or told from a blank.
func beginsLike(name, typed string) bool {
	return strings.HasPrefix(asSeen(name), asSeen(typed))
}

func asSeen(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// cameBack reports whether the path is still that of the file that was tried
// last, which is one of the folder that is listed.
func (f *fileScreen) cameBack() bool {
	return f.tried != "" && f.path.Value() == f.tried &&
		slices.ContainsFunc(f.folder.Entries, func(e session.Entry) bool { return e.Name == f.typed() })
}

// typed is what was typed after the last slash.
func (f *fileScreen) typed() string {
	path := f.path.Value()
	return path[strings.LastIndexByte(path, filepath.Separator)+1:]
}

// toFirst puts the cursor on the file one comes back from, else on the first
// place that is a list or a folder below.
func (f *fileScreen) toFirst() {
	spots, back := f.spots(), f.cameBack()
	f.pick = max(0, slices.IndexFunc(spots, func(s spot) bool {
		return !s.up && (!back || s.path == "" && s.entry.Name == f.typed())
	}))
}

// typePath takes what is typed into the path.
func (f *fileScreen) typePath(msg tea.KeyMsg) tea.Cmd {
	before := f.path.Value()
	if _, changed := f.path.Update(msg); !changed {
		return nil
	}
	if text := msg.String(); (text == slash || text == "~") && f.path.Value() == before+text && strings.HasSuffix(before, slash) {
		f.path.SetValue(text) // who types a whole path behind a folder does not mean to go on from it
	}
	return f.retyped(before)
}

// retyped follows a change of the path; the folder is listed when it is another.
func (f *fileScreen) retyped(before string) tea.Cmd {
	f.err = ""
	f.toFirst()
	if filepath.Dir(before+"x") != filepath.Dir(f.path.Value()+"x") {
		return f.list()
	}
	return nil
}

// complete does what a shell does: it adds what all that begins like this has
// in common, and then goes from one to the next.
func (f *fileScreen) complete(spots []spot) tea.Cmd {
	typed := f.typed()
	var names []string
	for _, s := range spots {
		if s.path == "" && !s.up {
			names = append(names, s.entry.Name)
		}
	}
	switch common := commonPrefix(names); {
	case len(names) == 0:
		return nil
	case len(names) == 1:
		return f.enterFolderOrName(spots[len(spots)-1].entry)
	case len(common) > len(typed) && strings.EqualFold(common[:len(typed)], typed):
		before := f.path.Value()
		f.path.SetValue(before[:len(before)-len(typed)] + common)
		return f.retyped(before)
	}
	f.pick = (f.pick + 1) % len(spots)
	return nil
}

// commonPrefix is what all names begin with, by whole characters.
func commonPrefix(names []string) string {
	if len(names) == 0 {
		return ""
	}
	common := names[0]
	for _, name := range names[1:] {
		common = common[:sharedBytes(common, name)]
	}
	return common
}

// sharedBytes is how many bytes of a stand for the characters with which b
// begins as well. Names of files need not be valid text.
func sharedBytes(a, b string) int {
	n := 0
	for n < len(a) && b != "" {
		first, size := utf8.DecodeRuneInString(a[n:])
		other, otherSize := utf8.DecodeRuneInString(b)
		if first == utf8.RuneError && other == utf8.RuneError && a[n:n+size] != b[:otherSize] || !strings.EqualFold(string(first), string(other)) {
			break
		}
		n, b = n+size, b[otherSize:]
	}
	return n
}

// enterFolderOrName takes an entry over into the path, and lists it when it is a
// folder.
func (f *fileScreen) enterFolderOrName(e session.Entry) tea.Cmd {
	before := f.path.Value()
	path := filepath.Join(f.folder.Path, e.Name)
	if e.IsFolder {
		path += slash
	}
	f.path.SetValue(path)
	return f.retyped(before)
}

// choose opens the place under the cursor.
func (f *fileScreen) choose(s spot) tea.Cmd {
	before := f.path.Value()
	switch {
	case s.path != "":
		f.path.SetValue(s.path)
		return f.openPath(s.path)
	case s.up:
		above := filepath.Dir(f.folder.Path)
		f.path.SetValue(strings.TrimSuffix(above, slash) + slash)
		return f.retyped(before)
	case s.entry.IsFolder:
		return f.enterFolderOrName(s.entry)
	}
	path := filepath.Join(f.folder.Path, s.entry.Name)
	f.path.SetValue(path)
	f.toFirst()
	return f.openPath(path)
}

func (f *fileScreen) list() tea.Cmd {
	dir := filepath.Dir(f.path.Value() + "x")
	files := f.console.Config.Files
	return f.requests.Ask("folder", func(ctx context.Context) tea.Msg {
		folder, err := files.Folder(ctx, dir, folderLimit)
		return folderListed{folder, err}
	})
}

func (f *fileScreen) listRecent() tea.Cmd {
	recent := f.console.Config.Recent
	if recent == nil {
		return nil
	}
	return f.requests.Ask("recent", func(ctx context.Context) tea.Msg {
		// A memory that cannot be read offers nothing, and the folder is there.
		paths, _ := recent.RecentFiles(ctx)
		return recentListed{paths}
	})
}

// paste takes what was pasted or dropped on the terminal: a path of its own
// replaces what is there, and anything else is typed.
func (f *fileScreen) paste(text string) tea.Cmd {
	before := f.path.Value()
	path, more := pastedPath(text)
	if path == "" {
		return nil
	}
	if more > 0 {
		f.console.Notify(widget.Info, fmt.Sprintf("You pasted %d paths. A campaign has one list, so the first is taken.", more+1))
	}
	if !filepath.IsAbs(path) && !strings.HasPrefix(path, "~") && !ofElsewhere(path) {
		if f.phase != browsing {
			return nil
		}
		f.path.Insert(path)
		return f.retyped(before)
	}
	if f.phase == opened {
		f.closeFile()
		f.phase = browsing
	}
	f.path.SetValue(path)
	return f.retyped(before)
}

// ofElsewhere reports whether a path is an address of the web or a path of a
// Windows computer, which is opened only to say so.
func ofElsewhere(path string) bool {
	scheme, _, address := strings.Cut(path, "://")
	web := address && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
	drive := len(path) > 2 && path[1] == ':' && path[2] == '\\'
	return web || drive || strings.HasPrefix(path, `\\`)
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
	return addressedPath(paths[0]), len(paths) - 1
}

// shellWords takes quotes and backslashes off as a shell does. A line that
// neither begins with a quote nor has a backslash is one path, blanks and all,
// and so is one whose backslashes part the folders of a Windows computer.
func shellWords(line string) []string {
	quotes := line[0] == '\'' || line[0] == '"'
	if bare := strings.Trim(line, `'"`); ofElsewhere(bare) {
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

// addressedPath is the path of a file address, or the text itself.
func addressedPath(text string) string {
	const scheme = "file://"
	if len(text) < len(scheme) || !strings.EqualFold(text[:len(scheme)], scheme) {
		return text
	}
	path := strings.TrimPrefix(text[len(scheme):], "localhost")
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}
