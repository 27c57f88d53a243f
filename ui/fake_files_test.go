package ui

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/misread"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// fakeFolders holds lists, a workbook and folders, and notes what was asked of it.
type fakeFolders struct {
	fakeFiles
	mu      sync.Mutex
	folders map[string][]session.Entry
	book    *book
	asked   []session.ReadOptions
	recent  []string
}

// book is a workbook of a few sheets, or a text file when it has none.
type book struct {
	shelf    *fakeFolders
	info     session.FileInfo
	encoding string
	readings []table.Reading
	encoded  map[string]*table.Table // what it is in other encodings
	sheets   map[string]*table.Table
}

func (s *fakeFolders) Open(ctx context.Context, path string) (session.File, error) {
	if s.book != nil && path == s.book.info.Path {
		return s.book, nil
	}
	return s.fakeFiles.Open(ctx, path)
}

func (s *fakeFolders) Folder(_ context.Context, path string, _ int) (session.Folder, error) {
	entries, ok := s.folders[path]
	if !ok {
		return session.Folder{Path: path}, model.UserError("The folder " + path + " cannot be opened. Type another path.")
	}
	return session.Folder{Path: path, Entries: entries}, nil
}

func (s *fakeFolders) RecentFiles(context.Context) ([]string, error) { return s.opened(), nil }

func (s *fakeFolders) opened() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.recent)
}

func (s *fakeFolders) SaveRecentFile(_ context.Context, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recent = append([]string{path}, s.recent...)
	return nil
}

func (b *book) Info() session.FileInfo { return b.info }
func (b *book) Close() error           { return nil }

func (b *book) Readings(context.Context, session.ReadOptions, []misread.SpoiltCell) ([]table.Reading, error) {
	return b.readings, nil
}

func (b *book) Digest(context.Context) (string, error) { return b.info.Path, nil }

func (b *book) Preview(ctx context.Context, how session.ReadOptions, rows int) (session.Imported, error) {
	return b.Read(ctx, how, nil)
}

func (b *book) Read(_ context.Context, how session.ReadOptions, _ *table.Progress) (session.Imported, error) {
	b.shelf.mu.Lock()
	defer b.shelf.mu.Unlock()
	b.shelf.asked = append(b.shelf.asked, how)
	o := model.Origin{Path: b.info.Path, Format: b.info.Format, Sheet: how.Sheet, HeaderRow: 1}
	if b.info.Format == "csv" {
		o.Encoding, o.Delimiter = b.encoding, ";"
		if how.Encoding != "" {
			o.Encoding = how.Encoding
		}
		if how.Delimiter != "" {
			o.Delimiter = how.Delimiter
		}
	}
	rows := b.sheets[how.Sheet]
	if t := b.encoded[how.Encoding]; t != nil {
		rows = t
	}
	return session.Imported{Table: rows, Origin: o, Guessed: o.Encoding == "windows-1252", Samples: []string{"Zoë Müller", "Jörg"}}, nil
}

func (s *fakeFolders) last() session.ReadOptions {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.asked) == 0 {
		return session.ReadOptions{}
	}
	return s.asked[len(s.asked)-1]
}

// newFakeFolders is a console over a shelf of lists.
func newFakeFolders() (*fakeFolders, screen.Config) {
	s := &fakeFolders{fakeFiles: fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": springList(), "/lists/old/2025 spring.csv": springList()}}}
	s.folders = maps.Clone(sampleFolders)
	info, sheets := sampleBook()
	s.book = &book{shelf: s, info: info, sheets: sheets}
	cfg := testConfig()
	cfg.Files, cfg.Recent = s, s
	return s, cfg
}

// onFile brings a console to its file screen.
func onFile(t *testing.T, cfg screen.Config, width, height int) *robot {
	r := newRobot(t, cfg, width, height)
	r.press("n")
	r.sees("Which list do you want to call?")
	return r
}

func (r *robot) paste(text string) {
	r.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}

func (r *robot) path() string {
	for _, s := range r.app.stack {
		if f, ok := s.(*fileScreen); ok {
			return f.browser.path.Value()
		}
	}
	return ""
}
