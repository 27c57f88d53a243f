package ui

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/misread"
	"callsheet/model/pacing"
	"callsheet/model/phone"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// robot drives a console by the keys an operator presses and reads its screen.
type robot struct {
	t    *testing.T
	app  *App
	msgs chan tea.Msg

	stopped bool // by the operator, as ctrl+z does
}

func newRobot(t *testing.T, cfg screen.Config, width, height int) *robot {
	t.Helper()
	r := &robot{t: t, app: New(plain, cfg), msgs: make(chan tea.Msg, 256)}
	r.run(r.app.Init())
	r.update(tea.WindowSizeMsg{Width: width, Height: height})
	return r
}

func (r *robot) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				r.run(c)
			}
		default:
			r.msgs <- msg
		}
	}()
}

func (r *robot) update(msg tea.Msg) {
	if _, stops := msg.(tea.SuspendMsg); stops {
		r.stopped = true
	}
	_, cmd := r.app.Update(msg)
	r.run(cmd)
}

// press presses keys, by name or as single letters.
func (r *robot) press(keys ...string) {
	for _, k := range keys {
		r.update(keyMsg(k))
	}
}

// write types a text, key by key.
func (r *robot) write(text string) {
	for _, c := range text {
		r.press(string(c))
	}
}

func (r *robot) screen() string { return ansi.Strip(r.app.View()) }

// sees waits until a text is on the screen.
func (r *robot) sees(text string) {
	r.t.Helper()
	r.waits(fmt.Sprintf("%q on the screen", text), func() bool { return strings.Contains(r.screen(), text) })
}

// waits lets messages in until a condition holds.
func (r *robot) waits(what string, met func() bool) {
	r.t.Helper()
	deadline := time.After(time.Minute)
	for !met() {
		select {
		case msg := <-r.msgs:
			r.update(msg)
		case <-deadline:
			r.t.Fatalf("no %s; the screen is\n%s", what, r.screen())
		}
	}
}

// lacks checks that a text is not on the screen.
func (r *robot) lacks(text string) {
	r.t.Helper()
	if strings.Contains(r.screen(), text) {
		r.t.Fatalf("%q is on the screen\n%s", text, r.screen())
	}
}

// plain is a theme without colours, in every terminal.
var plain = theme.New(theme.Options{NoColor: true, Profile: termenv.Ascii})

func testConfig() screen.Config {
	cfg := sceneConfig()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": springList()}}
	cfg.Service, cfg.Store = &fakeService{}, storeOf(newFakeStore())
	cfg.Pace = pacing.Poll{Live: time.Millisecond, Idle: 2 * time.Millisecond}
	return cfg
}

// fakeFiles holds lists in memory.
type fakeFiles struct {
	lists map[string]*table.Table
	links map[string]string

	mu    sync.Mutex
	saved []string // where lists were saved, in order; see savedTo

	results []session.ResultsSource // that were saved, in order
	reports []string                // the texts of them that were, in order
}

// savedTo is where lists were saved so far, in order.
func (f *fakeFiles) savedTo() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.saved)
}

func (f *fakeFiles) Open(_ context.Context, path string) (session.File, error) {
	t, ok := f.lists[path]
	if !ok {
		return nil, notThere(path)
	}
	return &fakeFile{path, t}, nil
}

// notThere is the path at which there is nothing.
type notThere string

func (e notThere) Error() string {
	return fmt.Sprintf("There is no file %s. Check its name, or choose one below.", string(e))
}
func (notThere) Is(err error) bool { return err == fs.ErrNotExist }

// SaveResults writes nothing.
func (f *fakeFiles) SaveResults(_ context.Context, path string, from session.ResultsSource, replace bool, _ *table.Progress) (session.SavedResults, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if slices.Contains(f.saved, path) && !replace {
		return session.SavedResults{}, fs.ErrExist
	}
	f.saved, f.results = append(f.saved, path), append(f.results, from)
	return session.SavedResults{Path: path, Original: strings.HasSuffix(path, ".xlsx"), Why: "The list was a .csv file."}, nil
}

// SaveReport writes nothing.
func (f *fakeFiles) SaveReport(_ context.Context, path, text string, _ model.Origin, replace bool) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if slices.Contains(f.saved, path) && !replace {
		return "", fs.ErrExist
	}
	f.saved, f.reports = append(f.saved, path), append(f.reports, text)
	return path, nil
}

func (f *fakeFiles) Resolve(path string) string {
	if target, ok := f.links[path]; ok {
		return target
	}
	return path
}

func (f *fakeFiles) Folder(_ context.Context, path string, _ int) (session.Folder, error) {
	folder := session.Folder{Path: path}
	for name := range f.lists {
		if dir, base, _ := strings.Cut(name[1:], "/"); "/"+dir == path {
			folder.Entries = append(folder.Entries, session.Entry{Name: base, Size: 12_345, Changed: fixedNow})
		}
	}
	return folder, nil
}

func (f *fakeFiles) Numbers(_ context.Context, path string, word session.Word, _ *table.Progress) (session.Numbers, error) {
	t, ok := f.lists[path]
	if !ok {
		return session.Numbers{}, model.UserError("There is no such file.")
	}
	n := session.Numbers{Name: path[strings.LastIndexByte(path, '/')+1:], Country: columns.ChooseRegion(t, columns.Mapping{{Field: columns.FieldPhone}}, word.Region, word.From)}
	if n.Country.Unanswered() {
		return n, nil
	}
	for row := range t.Len() {
		if r := phone.Read(t.Cell(row, 0), n.Country.Region); r.Problem == phone.NoProblem {
			n.Numbers = append(n.Numbers, r.Number)
		} else {
			n.Unread++
		}
	}
	slices.Sort(n.Numbers)
	return n, nil
}

func (f *fakeFiles) SaveRows(ctx context.Context, path string, list *model.List, rows []int32, replace bool, progress *table.Progress) (string, error) {
	some := make([]int, 0, len(rows))
	for _, row := range rows {
		some = append(some, int(row))
	}
	part, edits := model.PartOf(list, some, "", "", time.Time{})
	of, err := model.Diagnose(ctx, part, list.Mapping, list.Region, edits, nil)
	if err != nil {
		return "", err
	}
	return f.Save(ctx, path, of, replace, progress)
}

func (f *fakeFiles) Save(_ context.Context, path string, list *model.List, replace bool, _ *table.Progress) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, there := f.lists[path]; there && !replace {
		return "", fs.ErrExist
	}
	f.saved = append(f.saved, path)
	f.lists[path] = list.Table
	return path, nil
}

type fakeFile struct {
	path  string
	table *table.Table
}

func (f *fakeFile) Info() session.FileInfo {
	return session.FileInfo{Path: f.path, Format: "csv", Size: 12_345}
}
func (f *fakeFile) Close() error { return nil }

func (f *fakeFile) Readings(context.Context, session.ReadOptions, []misread.SpoiltCell) ([]table.Reading, error) {
	return nil, nil
}

func (f *fakeFile) Digest(context.Context) (string, error) { return digestOf(f.table), nil }

// digestOf identifies what a list holds.
func digestOf(t *table.Table) string {
	var all []string
	for row := range t.Len() {
		all = append(all, fmt.Sprint(t.AppendRow(nil, row)))
	}
	return strings.Join(all, "\n")
}

func (f *fakeFile) Preview(ctx context.Context, how session.ReadOptions, _ int) (session.Imported, error) {
	return f.Read(ctx, how, nil)
}

func (f *fakeFile) Read(context.Context, session.ReadOptions, *table.Progress) (session.Imported, error) {
	o := model.Origin{Path: f.path, Format: "csv", Encoding: "utf-8", Delimiter: ",", HeaderRow: 1, Size: 12_345, Digest: digestOf(f.table)}
	return session.Imported{Table: f.table, Origin: o}, nil
}
