package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// filePhase is what the File screen is doing.
type filePhase int

const (
	browsing filePhase = iota // naming a file
	opening                   // recognising it
	opened                    // showing its first rows
	reading                   // reading all of it
)

// fileScreen names a file, shows its first rows and reads it.
type fileScreen struct {
	desk   *desk
	box    *mailbox
	phase  filePhase
	path   widget.Input
	folder Folder
	pick   int // entry under the cursor
	err    string

	file     File
	info     FileInfo
	how      ReadOptions
	sheet    int // of info.Sheets
	preview  Imported
	grid     widget.Grid
	progress *ReadProgress
	began    time.Time

	width, height int
}

const (
	maxPath      = 4096
	folderLimit  = 500
	previewRows  = 40
	readingEvery = 100 * time.Millisecond // how often the progress is drawn
)

func newFileScreen(d *desk, path string) *fileScreen {
	f := &fileScreen{desk: d, box: d.mailbox(), how: ReadOptions{FindHeader: true}}
	if path == "" && d.cfg.Folder != "" {
		path = strings.TrimSuffix(d.cfg.Folder, string(filepath.Separator)) + string(filepath.Separator)
	}
	f.path = widget.NewInput(path, maxPath)
	f.path.Placeholder = "type a path, or choose below"
	f.grid = widget.NewGrid(d.theme, nil)
	return f
}

var fileKeys = struct{ Up, Down, Complete, Open, Header, Sheet, Read, Cancel key.Binding }{
	Up: bind("↑", "up", "up"), Down: bind("↓", "down", "down"),
	Complete: bind("tab", "complete", "tab"),
	Open:     enter("open"),
	Header:   bind("h", "header row", "h"),
	Sheet:    bind("↑↓", "sheet", "up", "down", "k", "j"),
	Read:     enter("use this list"),
	Cancel:   bind("esc", "stop reading", "esc"),
}

// What comes back from a file.
type (
	folderListed struct {
		folder Folder
		err    error
	}
	fileOpened struct {
		file    File
		preview Imported
		how     ReadOptions
		err     error
	}
	fileRead struct {
		imported Imported
		mapping  model.Mapping
		region   model.Region
		err      error
	}
	readingTick struct{}
)

func (f *fileScreen) Init() tea.Cmd {
	if p := f.path.Value(); p != "" && !strings.HasSuffix(p, string(filepath.Separator)) {
		return tea.Batch(f.openPath(p), f.list())
	}
	return f.list()
}

func (f *fileScreen) Place() model.Stage { return model.StageFile }
func (f *fileScreen) Mail() *mailbox     { return f.box }
func (f *fileScreen) Typing() bool       { return f.phase == browsing }

func (f *fileScreen) SetSize(w, h int) {
	f.width, f.height = w, h
	f.layout()
}

func (f *fileScreen) Keys() keyMap {
	browse := []key.Binding{fileKeys.Open, fileKeys.Up, fileKeys.Down, fileKeys.Complete, global.Back}
	look := []key.Binding{fileKeys.Read, fileKeys.Header, global.Back}
	if len(f.info.Sheets) > 1 {
		look = slices.Insert(look, 1, fileKeys.Sheet)
	}
	groups := []widget.KeyGroup{{Title: "Naming a file", Bindings: browse}, {Title: "A file is open", Bindings: look}}
	switch f.phase {
	case opened:
		if f.desk.campaign.Table != nil {
			look = append(look, global.Next)
		}
		return keyMap{look, groups}
	case reading:
		return keyMap{[]key.Binding{fileKeys.Cancel}, groups}
	case opening:
		return keyMap{[]key.Binding{global.Back}, groups}
	}
	return keyMap{browse, groups}
}

func (f *fileScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return f.press(msg)
	case folderListed:
		f.folder, f.pick = msg.folder, 0
		if msg.err != nil && f.phase == browsing && f.err == "" {
			f.err = msg.err.Error()
		}
		return nil
	case fileOpened:
		return f.show(msg)
	case readingTick:
		if f.phase != reading {
			return nil
		}
		return f.box.after("tick", readingEvery, readingTick{})
	case fileRead:
		return f.take(msg)
	case answered:
		return f.answer(msg)
	}
	return nil
}

func (f *fileScreen) press(msg tea.KeyMsg) tea.Cmd {
	switch f.phase {
	case browsing:
		return f.pressBrowsing(msg)
	case opening:
		if key.Matches(msg, global.Back) {
			f.box.drop("open")
			f.phase = browsing
		}
	case reading:
		if key.Matches(msg, fileKeys.Cancel) {
			f.box.drop("read")
			f.phase = opened
			f.desk.emit(notify{widget.Info, "Stopped reading. Nothing was taken over."})
		}
	case opened:
		return f.pressOpened(msg)
	}
	return nil
}

func (f *fileScreen) pressBrowsing(msg tea.KeyMsg) tea.Cmd {
	entries := f.matching()
	switch {
	case key.Matches(msg, global.Back):
		f.desk.emit(goBack{})
		return nil
	case key.Matches(msg, global.Next) && f.desk.campaign.Table != nil:
		f.desk.emit(goOn{})
		return nil
	case key.Matches(msg, fileKeys.Up):
		f.pick = max(0, f.pick-1)
		return nil
	case key.Matches(msg, fileKeys.Down):
		f.pick = min(max(0, len(entries)-1), f.pick+1)
		return nil
	case key.Matches(msg, fileKeys.Complete) && len(entries) > 0:
		return f.choose(entries[f.pick], false)
	case key.Matches(msg, fileKeys.Open):
		if len(entries) > 0 {
			return f.choose(entries[f.pick], true)
		}
		if strings.TrimSpace(f.path.Value()) == "" {
			f.err = "Type the path of an Excel or CSV file, or choose one below."
			return nil
		}
		return f.openPath(f.path.Value())
	}
	if msg.Paste {
		msg.Runes = []rune(pastedPath(string(msg.Runes)))
		f.path.SetValue("")
	}
	before := f.path.Value()
	if _, changed := f.path.Update(msg); !changed {
		return nil
	}
	f.err, f.pick = "", 0
	if filepath.Dir(before+"x") != filepath.Dir(f.path.Value()+"x") {
		return f.list()
	}
	return nil
}

// pastedPath is the path meant by what a file manager or a shell copies:
// quoted, as a file address, or with escaped blanks.
func pastedPath(s string) string {
	s = model.CleanText(s, maxPath)
	s = strings.Trim(s, `"'`)
	if rest, ok := strings.CutPrefix(s, "file://"); ok {
		s = strings.ReplaceAll(rest, "%20", " ")
	}
	return strings.ReplaceAll(s, `\ `, " ")
}

// choose takes an entry of the folder over into the path; a file is opened when
// that was asked for.
func (f *fileScreen) choose(e Entry, open bool) tea.Cmd {
	path := filepath.Join(f.folder.Path, e.Name)
	if e.IsFolder {
		path += string(filepath.Separator)
	}
	f.path.SetValue(path)
	f.err, f.pick = "", 0
	if e.IsFolder {
		return f.list()
	}
	if open {
		return f.openPath(path)
	}
	return nil
}

// matching is the entries that begin with what was typed after the last slash.
func (f *fileScreen) matching() []Entry {
	typed := strings.ToLower(f.path.Value())
	if i := strings.LastIndexByte(typed, filepath.Separator); i >= 0 {
		typed = typed[i+1:]
	}
	var entries []Entry
	for _, e := range f.folder.Entries {
		if strings.HasPrefix(strings.ToLower(e.Name), typed) && (typed != "" || !strings.HasPrefix(e.Name, ".")) {
			entries = append(entries, e)
		}
	}
	return entries
}

func (f *fileScreen) list() tea.Cmd {
	dir := filepath.Dir(f.path.Value() + "x")
	files := f.desk.cfg.Files
	return f.box.ask("folder", func(ctx context.Context) tea.Msg {
		folder, err := files.Folder(ctx, dir, folderLimit)
		return folderListed{folder, err}
	})
}

func (f *fileScreen) openPath(path string) tea.Cmd {
	f.phase, f.err = opening, ""
	f.closeFile()
	how := ReadOptions{FindHeader: true}
	files := f.desk.cfg.Files
	return f.box.ask("open", func(ctx context.Context) tea.Msg {
		file, err := files.Open(ctx, path)
		if err != nil {
			return fileOpened{err: err}
		}
		for _, s := range file.Info().Sheets {
			if !s.Hidden {
				how.Sheet = s.Name
				break
			}
		}
		preview, err := file.Preview(ctx, how, previewRows)
		return fileOpened{file, preview, how, err}
	})
}

// look reads the first rows again under other settings.
func (f *fileScreen) look(how ReadOptions) tea.Cmd {
	file := f.file
	return f.box.ask("open", func(ctx context.Context) tea.Msg {
		preview, err := file.Preview(ctx, how, previewRows)
		return fileOpened{file, preview, how, err}
	})
}

func (f *fileScreen) show(msg fileOpened) tea.Cmd {
	if msg.err != nil {
		f.err = msg.err.Error()
		if msg.file == nil {
			f.phase = browsing
			return f.list()
		}
	}
	f.phase = opened
	f.file, f.info, f.how, f.preview = msg.file, msg.file.Info(), msg.how, msg.preview
	f.sheet = max(0, slices.IndexFunc(f.info.Sheets, func(s Sheet) bool { return s.Name == f.how.Sheet }))
	if msg.err == nil {
		f.err = ""
	}
	f.fillPreview()
	return nil
}

func (f *fileScreen) closeFile() {
	if f.file != nil {
		// The file was only read: closing it can lose nothing.
		_ = f.file.Close()
		f.file = nil
	}
}

var errNoRows = model.Advice("There are no rows in this sheet. Choose another sheet or file.")
