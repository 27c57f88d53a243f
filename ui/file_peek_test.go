package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/session"
)

// peekedFiles are files of which is noted what is opened and closed, and which may hang.
type peekedFiles struct {
	*fakeFolders
	mu     sync.Mutex
	opened []string
	open   int           // at once, now
	most   int           // at once, ever
	hangs  chan struct{} // an Open ends once it is closed, or it is given up; nil = at once
	err    error
}

func (l *peekedFiles) Open(ctx context.Context, path string) (session.File, error) {
	l.mu.Lock()
	l.opened, l.open = append(l.opened, path), l.open+1
	l.most = max(l.most, l.open)
	hangs, err := l.hangs, l.err
	l.mu.Unlock()
	if hangs != nil {
		<-hangs // as a disk of the network, which hears no cancelling
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}
	if err != nil {
		l.closed()
		return nil, err
	}
	file, err := l.fakeFolders.Open(ctx, path)
	if err != nil {
		l.closed()
		return nil, err
	}
	return closedFile{file, l}, nil
}

func (l *peekedFiles) closed() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
}

func (l *peekedFiles) looks() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.opened)
}

type closedFile struct {
	session.File
	at *peekedFiles
}

func (f closedFile) Close() error {
	f.at.closed()
	return f.File.Close()
}

func besideFolder(t *testing.T, width int, change func(*peekedFiles)) (*peekedFiles, *robot) {
	shelf, cfg := newFakeFolders()
	l := &peekedFiles{fakeFolders: shelf}
	if change != nil {
		change(l)
	}
	cfg.Files = l
	return l, onFile(t, cfg, width, 50)
}

func TestWhatIsUnderTheCursorIsLookedIntoBesideTheFolder(t *testing.T) {
	l, r := besideFolder(t, 160, func(l *peekedFiles) {
		l.book.info.Changed = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	})
	r.sees("1 list") // of the folder, on which the cursor begins
	r.sees("2025 spring.csv")
	r.press("down", "down", "down")
	r.sees("CSV list, 12 kB")
	r.sees("07400 123101")
	r.press("down")
	r.sees("Excel workbook, 30 kB, changed 20 Nov 2026 09:30")
	r.sees("Sheet Old numbers, up to row 1,048,576, hidden")
	r.sees("Sheet Read me, up to row 3: its first rows")
	r.sees("Ring before noon")
	r.press("up", "up")
	r.sees("! There is no file /lists/notes.pdf.")
	if !strings.Contains(r.screen(), "▸ notes.pdf") {
		t.Errorf("the cursor is elsewhere:\n%s", r.screen())
	}
	r.waits("all to be closed", func() bool { l.mu.Lock(); defer l.mu.Unlock(); return l.open == 0 })
	r.update(tea.WindowSizeMsg{Width: 120, Height: 50})
	r.lacks("There is no file")
	r.update(tea.WindowSizeMsg{Width: 200, Height: 50})
	r.sees("! There is no file /lists/notes.pdf.")
}

func TestNothingIsLookedIntoWhereItIsNotShown(t *testing.T) {
	l, r := besideFolder(t, 159, nil)
	r.sees("spring.csv")
	r.press("down", "down", "down")
	r.sees("▸ spring.csv")
	f := r.app.front().(*fileScreen)
	if cmd := f.lookBeside(); cmd != nil || f.peek.at.path != "" {
		t.Error("it is looked into")
	}
	if got := l.looks(); len(got) > 0 {
		t.Errorf("opened were %q", got)
	}
}

// On a disk that hangs, and hears no cancelling, one look waits, whatever the cursor does; and once
// it ends, what the cursor stands on is looked into, and nothing between.
func TestOneLookIsAtWorkAtATime(t *testing.T) {
	hangs := make(chan struct{})
	l, r := besideFolder(t, 200, func(l *peekedFiles) {
		l.hangs = hangs
		for i := range 30 {
			name := fmt.Sprintf("many %02d.csv", i)
			l.folders["/lists"] = append(l.folders["/lists"], session.Entry{Name: name, Size: 7})
			l.lists["/lists/"+name] = tableOf([]string{"Name"}, []string{fmt.Sprintf("Person %d", i)})
		}
	})
	r.sees("many 00.csv")
	r.press("down", "down", "down")
	r.waits("the first look", func() bool { return len(l.looks()) == 1 })
	for range 31 {
		r.press("down")
		f := r.app.front().(*fileScreen)
		r.update(peekDue{})
		if cmd := f.peek.begin(l); cmd != nil {
			t.Fatal("a second look begins")
		}
	}
	r.sees("Looking…")
	close(hangs)
	r.sees("Person 28")
	want := []string{"/lists/spring.csv", "/lists/many 28.csv"}
	if got := l.looks(); !slices.Equal(got, want) || l.most != 1 {
		t.Errorf("opened were %q, %d at once", got, l.most)
	}
}

func TestALookThatTakesLongSaysThatEnterOpensIt(t *testing.T) {
	_, r := besideFolder(t, 200, func(l *peekedFiles) { l.err = fmt.Errorf("reading it: %w", context.DeadlineExceeded) })
	r.sees("spring.csv")
	r.press("down", "down", "down")
	r.sees("This takes long to look into. enter opens it all the same.")
	r.lacks("deadline")
}

// Opening a file ends the look, and coming back looks anew.
func TestOpeningAFileEndsTheLook(t *testing.T) {
	l, r := besideFolder(t, 200, nil)
	r.sees("spring.csv")
	r.press("down", "down", "down", "enter")
	r.sees("These are its first rows")
	f := r.app.front().(*fileScreen)
	if f.peek.at.path != "" {
		t.Errorf("%s is looked into", f.peek.at.path)
	}
	r.press("esc")
	r.waits("a look", func() bool { looks := l.looks(); return len(looks) > 1 && f.peek.found.path == "/lists/spring.csv" })
}

// What a look reads is cut, bounded and clean, whatever the file is called and holds.
func TestALookIntoWhatIsHostileStaysInItsPlace(t *testing.T) {
	hostile := "\x1b[2J\x1b]0;gone\a" + strings.Repeat("wide 田", 200)
	_, r := besideFolder(t, 160, func(l *peekedFiles) {
		l.folders["/lists"] = []session.Entry{{Name: hostile + ".csv", Size: 1 << 62}}
		l.lists["/lists/"+hostile+".csv"] = tableOf([]string{hostile, "\u202eb", ""}, []string{hostile, "\r\n", "x"})
	})
	r.sees("Row")
	fits(t, r.app.View(), 160, 50)
	for _, err := range []error{errors.New(hostile), nil} {
		f := r.app.front().(*fileScreen)
		f.peek.came(peeked{path: f.peek.at.path, looked: true, err: err, list: fileOpened{file: sceneFile{info: session.FileInfo{Target: hostile, Sheets: []session.Sheet{{Name: hostile}, {Name: "a", Rows: -1}}}},
			preview: session.Imported{Table: tableOf([]string{hostile})}}})
		fits(t, r.app.View(), 160, 50)
	}
}

// What is listed once more, and the lists opened before, come by themselves: enter opens what the
// cursor was moved to, wherever that stands now.
func TestTheCursorStaysOnWhatItWasMovedTo(t *testing.T) {
	_, r := besideFolder(t, 200, nil)
	r.sees("▸ old/")
	r.press("down", "down", "down")
	r.sees("▸ spring.csv")
	f := r.app.front().(*fileScreen)
	again := f.browser.folder
	again.Entries = append([]session.Entry{{Name: "new.csv", Size: 7}}, again.Entries...)
	f.take(folderListed{asked: f.browser.listed, folder: again})
	r.sees("▸ spring.csv")
	f.take(recentListed{[]string{"/lists/olives/a.csv", "/lists/olives/b.csv"}})
	r.sees("▸ spring.csv")
	again.Entries = again.Entries[:1]
	f.take(folderListed{asked: f.browser.listed, folder: again})
	r.sees("▸ /lists/olives/a.csv")
	f.take(folderListed{asked: "/lists/olives", folder: again})
	r.sees("▸ /lists/olives/a.csv")
}
