package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
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
	console  *screen.Console
	requests *screen.Requests
	phase    filePhase
	browser  folderBrowser
	peek     filePeek
	first    string // what has to be done before the key that was pressed
	err      string
	away     bool // what err is about is on another computer

	file     session.File
	info     session.FileInfo
	earlier  earlierCampaigns
	how      session.ReadOptions
	sheet    int               // of info.Sheets
	samples  map[string]string // what stands in the first row of each sheet
	preview  session.Imported
	wants    []int // cells of what stands in each column of the preview
	grid     widget.Grid
	progress *table.Progress
	began    time.Time

	width, height int
}

func newFileScreen(d *screen.Console, path string) *fileScreen {
	f := &fileScreen{console: d, requests: d.NewRequests(), how: session.ReadOptions{FindHeader: true}}
	f.browser = newFolderBrowser(d, f.requests, path)
	f.peek = newFilePeek(d, f.requests)
	f.grid = widget.NewGrid(d.Theme, nil)
	return f
}

func (f *fileScreen) Init() tea.Cmd {
	if p := f.browser.path.Value(); p != "" && !strings.HasSuffix(p, slash) {
		return tea.Batch(f.openPath(p), f.browser.list(), f.browser.listRecent())
	}
	return tea.Batch(f.browser.list(), f.browser.listRecent())
}

func (f *fileScreen) Place() model.Stage         { return model.StageFile }
func (f *fileScreen) Requests() *screen.Requests { return f.requests }
func (f *fileScreen) Typing() bool               { return f.phase == browsing }

func (f *fileScreen) SetSize(w, h int) {
	f.width, f.height = w, h
	f.browser.width = w - f.peek.room(w)
	if f.browser.width < w {
		f.browser.width -= screen.PaneGap
	}
	f.layout()
}

// isText reports whether the open file is one whose encoding and delimiter can
// be chosen.
func (f *fileScreen) isText() bool { return f.info.Format != "" && f.info.Format != formatWorkbook }

const formatWorkbook = "xlsx"

func (f *fileScreen) Update(msg tea.Msg) tea.Cmd {
	cmd := f.take(msg)
	return tea.Batch(cmd, f.lookBeside())
}

func (f *fileScreen) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return f.press(msg)
	case folderListed:
		f.browser.refill(f.browser.listed == msg.asked, func() { f.browser.folder, f.browser.listed = msg.folder, msg.asked })
		if msg.err != nil && f.phase == browsing && f.err == "" {
			f.err = reason.Sentence(msg.err)
		}
		return nil
	case recentListed:
		f.browser.refill(true, func() { f.browser.recent = msg.paths })
		return nil
	case fileOpened:
		return f.show(msg)
	case pasteKept:
		return f.pasteKept(msg)
	case peekDue:
		return f.peek.begin(f.console.Config.Files)
	case peeked:
		return f.peek.came(msg)
	case sheetSampled:
		f.samples[msg.sheet] = msg.sample
		return f.sample(msg.rest)
	case readingTick:
		if f.phase != reading {
			return nil
		}
		return f.requests.After("tick", screen.ProgressEvery, readingTick{})
	case earlierFound:
		return f.earlierFound(msg)
	case fileRead:
		return f.fileRead(msg)
	case screen.Answered:
		return f.answer(msg)
	case screen.Shown:
		return f.follow()
	}
	return nil
}

// follow shows the list in the encoding it was read in meanwhile.
func (f *fileScreen) follow() tea.Cmd {
	o, now := f.console.Campaign.Origin, f.preview.Origin
	if f.phase != opened || !f.isText() || o.Path != now.Path || o.Encoding == now.Encoding {
		return nil
	}
	how := f.how
	how.Encoding = o.Encoding
	return f.readPreview(how)
}

func (f *fileScreen) press(msg tea.KeyMsg) tea.Cmd {
	f.first = ""
	if msg.Paste && (f.phase == browsing || f.phase == opened) {
		return f.browse(func() tea.Cmd { return f.paste(string(msg.Runes)) })
	}
	cmd, done := f.Actions().Press(msg)
	if !done && f.phase == browsing {
		return f.browse(func() tea.Cmd { return f.browser.typePath(msg) })
	}
	return cmd
}

// browse does what may change the path, with which what is wrong about it is gone.
func (f *fileScreen) browse(do func() tea.Cmd) tea.Cmd {
	before := f.browser.path.Value()
	cmd := do()
	if f.browser.path.Value() != before {
		f.err = ""
	}
	return cmd
}

func (f *fileScreen) openPath(path string) tea.Cmd {
	f.phase, f.err, f.browser.tried = opening, "", f.browser.path.Value()
	f.closeFile()
	files, paths := f.console.Config.Files, f.browser.pasted.of(path)
	return f.requests.Ask("open", func(ctx context.Context) tea.Msg { return openFirst(ctx, files, paths) })
}

// openFirst opens the first of some paths that is there, and reads its first rows: of a workbook,
// those of the first sheet that it shows.
func openFirst(ctx context.Context, files session.Files, paths []string) fileOpened {
	file, path, err := session.OpenFirst(ctx, files, paths)
	if err != nil {
		return fileOpened{path: path, err: err}
	}
	how := session.ReadOptions{FindHeader: true}
	for _, s := range file.Info().Sheets {
		if !s.Hidden {
			how.Sheet = s.Name
			break
		}
	}
	preview, err := file.Preview(ctx, how, previewRows)
	return fileOpened{file, path, preview, how, err}
}

// readPreview reads the first rows again under other settings, which hold from now on:
// whoever presses enter before the rows are there means what was just chosen.
func (f *fileScreen) readPreview(how session.ReadOptions) tea.Cmd {
	f.how = how
	file := f.file
	return f.requests.Ask("open", func(ctx context.Context) tea.Msg {
		preview, err := file.Preview(ctx, how, previewRows)
		return fileOpened{file, "", preview, how, err}
	})
}

func (f *fileScreen) show(msg fileOpened) tea.Cmd {
	if msg.path != "" {
		f.browser.tellPasted(msg.path)
	}
	if msg.err != nil {
		f.err = reason.Sentence(msg.err)
		_, f.away = errors.AsType[model.RemoteFileError](msg.err)
		if msg.file == nil {
			f.phase = browsing
			return f.browser.list()
		}
	}
	f.phase = opened
	fresh := msg.file != f.file
	if fresh {
		f.samples = map[string]string{}
	}
	f.file, f.info, f.how, f.preview = msg.file, msg.file.Info(), msg.how, msg.preview
	f.sheet = max(0, slices.IndexFunc(f.info.Sheets, func(s session.Sheet) bool { return s.Name == f.how.Sheet }))
	if msg.err == nil {
		f.err = ""
	}
	f.fillPreview()
	var cmds []tea.Cmd
	if fresh {
		cmds = append(cmds, f.findEarlier())
	}
	if len(f.samples) == 0 && len(f.info.Sheets) > 1 {
		cmds = append(cmds, f.sample(f.info.Sheets[:min(len(f.info.Sheets), maxSampled)]))
	}
	return tea.Batch(cmds...)
}

const (
	maxSampled = 30 // sheets that are looked into
	sampleRows = 1
)

// sample looks into one sheet after another, to say what is in them.
func (f *fileScreen) sample(sheets []session.Sheet) tea.Cmd {
	if len(sheets) == 0 || f.file == nil {
		return nil
	}
	file, sheet, rest := f.file, sheets[0], sheets[1:]
	return f.requests.Ask("samples", func(ctx context.Context) tea.Msg {
		preview, err := file.Preview(ctx, session.ReadOptions{Sheet: sheet.Name, FindHeader: true}, sampleRows)
		if err != nil {
			return sheetSampled{sheet.Name, "cannot be read", rest}
		}
		return sheetSampled{sheet.Name, firstCells(preview.Table), rest}
	})
}

// firstCells is the first line of a table on one line: its names, or its values
// when it has none.
func firstCells(t *table.Table) string {
	const most, longest = 8, 24
	var words []string
	for i := range min(t.Width(), most) {
		text := ""
		if i < len(t.Header) {
			text = t.Header[i]
		} else if len(t.Header) == 0 && t.Len() > 0 {
			text = t.Cell(0, i).Text
		}
		if text = printable.Text(text, longest); text != "" {
			words = append(words, text)
		}
	}
	if len(words) == 0 {
		return "empty"
	}
	return strings.Join(words, ", ")
}

func (f *fileScreen) closeFile() {
	if f.file != nil {
		f.requests.Drop("samples")
		f.requests.Drop("earlier")
		// The file was only read: closing it can lose nothing.
		_ = f.file.Close()
		f.file, f.info = nil, session.FileInfo{}
	}
}

var errNoRows = model.UserError("There are no rows with anything in them. Choose another sheet, header row or file.")

// nobody reports whether a table has no row with anything in it.
func nobody(t *table.Table) bool {
	var cells []table.Cell
	for row := range t.Len() {
		cells = t.AppendRow(cells[:0], row)
		if slices.ContainsFunc(cells, func(c table.Cell) bool { return strings.TrimSpace(c.Text) != "" }) {
			return false
		}
	}
	return true
}
