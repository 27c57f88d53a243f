package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// folderBrowser names a file: what is typed of its path, and what is offered to choose
// from.
type folderBrowser struct {
	console  *screen.Console
	requests *screen.Requests
	path     widget.Input
	folder   session.Folder
	recent   []string
	pick     int    // place under the cursor
	moved    bool   // somebody moved to it, and did not type since
	tried    string // what stood in path when a file was opened last
	pasted   pastedPaths
	listed   string // the folder as it was asked for that is listed
	width    int
}

func newFolderBrowser(d *screen.Console, requests *screen.Requests, path string) folderBrowser {
	if path == "" && d.Config.Folder != "" {
		path = strings.TrimSuffix(d.Config.Folder, slash) + slash
	}
	b := folderBrowser{console: d, requests: requests, path: widget.NewPathInput(path, maxPath)}
	b.path.Placeholder = "type or paste a path, or choose below"
	return b
}

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
func (b *folderBrowser) spots() []spot {
	var all []spot
	typed := b.typed()
	back := b.cameBack()
	if back {
		typed = ""
	}
	if typed == "" && !back {
		for _, path := range b.recent[:min(len(b.recent), maxRecent)] {
			all = append(all, spot{path: path})
		}
	}
	if typed == "" && b.folder.Path != "" && filepath.Dir(b.folder.Path) != b.folder.Path {
		all = append(all, spot{up: true})
	}
	for _, e := range b.folder.Entries {
		if beginsLike(e.Name, typed) && (typed != "" || !strings.HasPrefix(e.Name, ".") || back && e.Name == b.typed()) {
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
func (b *folderBrowser) cameBack() bool {
	return b.tried != "" && b.path.Value() == b.tried &&
		slices.ContainsFunc(b.folder.Entries, func(e session.Entry) bool { return e.Name == b.typed() })
}

// typed is what was typed after the last slash.
func (b *folderBrowser) typed() string {
	path := b.path.Value()
	return path[strings.LastIndexByte(path, filepath.Separator)+1:]
}

// toFirst puts the cursor on the file one comes back from, else on the first
// place that is a list or a folder below.
func (b *folderBrowser) toFirst() {
	b.moved = false
	spots, back := b.spots(), b.cameBack()
	b.pick = max(0, slices.IndexFunc(spots, func(s spot) bool {
		return !s.up && (!back || s.path == "" && s.entry.Name == b.typed())
	}))
}

// refill takes what there is to offer, which came by itself. Where some of it may be the same as
// before, the cursor stays on what somebody has moved it to.
func (b *folderBrowser) refill(same bool, take func()) {
	before, pick, stays := b.spots(), b.pick, b.moved && same
	take()
	b.toFirst()
	if !stays || pick >= len(before) {
		return
	}
	was := before[pick]
	if at := slices.IndexFunc(b.spots(), func(s spot) bool { return s.path == was.path && s.up == was.up && s.entry.Name == was.entry.Name }); at >= 0 {
		b.pick, b.moved = at, true
	}
}

// move puts the cursor so many places below, as far as there are any.
func (b *folderBrowser) move(by int) {
	b.pick, b.moved = max(0, min(b.pick+by, len(b.spots())-1)), true
}

// pathLine draws the path, with its caret while the keys go into it: what is moved to in
// the list is the one thing that is marked then.
func (b *folderBrowser) pathLine(width int) string {
	if b.moved {
		return b.path.Rest(b.console.Theme, width)
	}
	return b.path.View(b.console.Theme, width)
}

// typePath takes what is typed into the path.
func (b *folderBrowser) typePath(msg tea.KeyMsg) tea.Cmd {
	before := b.path.Value()
	if _, changed := b.path.Update(msg); !changed {
		return nil
	}
	if text := msg.String(); (text == slash || text == "~") && b.path.Value() == before+text && strings.HasSuffix(before, slash) {
		b.path.SetValue(text) // who types a whole path behind a folder does not mean to go on from it
	}
	return b.retyped(before)
}

// retyped follows a change of the path; the folder is listed when it is another.
func (b *folderBrowser) retyped(before string) tea.Cmd {
	b.toFirst()
	if filepath.Dir(before+"x") != filepath.Dir(b.path.Value()+"x") {
		return b.list()
	}
	return nil
}

// complete does what a shell does: it adds what all that begins like this has
// in common, and then goes from one to the next.
func (b *folderBrowser) complete() tea.Cmd {
	spots := b.spots()
	typed := b.typed()
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
		return b.enterFolderOrName(spots[len(spots)-1].entry)
	case len(common) > len(typed) && strings.EqualFold(common[:len(typed)], typed):
		before := b.path.Value()
		b.path.SetValue(before[:len(before)-len(typed)] + common)
		return b.retyped(before)
	}
	b.pick, b.moved = (b.pick+1)%len(spots), true
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
func (b *folderBrowser) enterFolderOrName(e session.Entry) tea.Cmd {
	before := b.path.Value()
	path := filepath.Join(b.folder.Path, e.Name)
	if e.IsFolder {
		path += slash
	}
	b.path.SetValue(path)
	return b.retyped(before)
}

// choose takes the place under the cursor into the path. It returns the path of a file
// that is to be opened; "" for a folder.
func (b *folderBrowser) choose(s spot) (open string, cmd tea.Cmd) {
	before := b.path.Value()
	switch {
	case s.path != "":
		b.path.SetValue(s.path)
		return s.path, nil
	case s.up:
		above := filepath.Dir(b.folder.Path)
		b.path.SetValue(strings.TrimSuffix(above, slash) + slash)
		return "", b.retyped(before)
	case s.entry.IsFolder:
		return "", b.enterFolderOrName(s.entry)
	}
	path := filepath.Join(b.folder.Path, s.entry.Name)
	b.path.SetValue(path)
	b.toFirst()
	return path, nil
}

// isListed reports whether the folder that the path is in is the one that is listed.
func (b *folderBrowser) isListed() bool { return b.listed == filepath.Dir(b.path.Value()+"x") }

func (b *folderBrowser) list() tea.Cmd {
	dir := filepath.Dir(b.path.Value() + "x")
	files := b.console.Config.Files
	return b.requests.Ask("folder", func(ctx context.Context) tea.Msg {
		folder, err := files.Folder(ctx, dir, folderLimit)
		return folderListed{dir, folder, err}
	})
}

func (b *folderBrowser) listRecent() tea.Cmd {
	cfg := b.console.Config
	recent := cfg.Recent
	if recent == nil {
		return nil
	}
	return b.requests.Ask("recent", func(ctx context.Context) tea.Msg {
		// A memory that cannot be read offers nothing, and the folder is there.
		paths, _ := recent.RecentFiles(ctx)
		if cfg.Passing != "" && !slices.Contains(paths, cfg.Open) { // nobody finds it where it lies
			paths = append(paths, cfg.Open)
		}
		return recentListed{paths}
	})
}

// What comes back from a file.
type (
	folderListed struct {
		asked  string
		folder session.Folder
		err    error
	}
	recentListed struct{ paths []string }
	fileOpened   struct {
		file    session.File
		path    string // of those that were meant; "" = it was open before
		preview session.Imported
		how     session.ReadOptions
		err     error
	}
	sheetSampled struct {
		sheet, sample string
		rest          []session.Sheet // still to be looked at
	}
	fileRead struct {
		opened session.Opened
		err    error
	}
	readingTick struct{}
)

const (
	maxPath     = 4096
	folderLimit = 500
	previewRows = 80
)

const slash = string(filepath.Separator)
