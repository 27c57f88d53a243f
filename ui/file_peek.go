package ui

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	// peekFrom is from how many cells on what is under the cursor is looked into beside the
	// folder, which has this share of them, and no more than it can use.
	peekFrom       = 158
	folderPercent  = 52
	mostFolder     = 100
	peekPause      = 150 * time.Millisecond // that the cursor stands still before it is looked
	peekTime       = 3 * time.Second        // that a look may take
	peekFolderRows = 200                    // entries of a folder
)

// filePeek is a look into the file or folder under the cursor. One look is at work at a time,
// however fast the cursor moves: on a disk that hangs nothing piles up.
type filePeek struct {
	console  *screen.Console
	requests *screen.Requests
	at       peekPlace          // that is looked into; none = nothing
	looking  bool               // a look is at work, at this place or one before
	stop     context.CancelFunc // ends it
	found    peeked             // of the place, once it came
	grid     widget.Grid
	wants    []int // cells of what stands in each column
}

// peekPlace is a place to look into.
type peekPlace struct {
	path  string // "" = none
	entry session.Entry
	known bool // entry is that of the folder
}

// What comes of a look.
type (
	peekDue struct{}
	peeked  struct {
		path   string
		list   fileOpened
		folder session.Folder
		looked bool // it came to something
		err    error
	}
)

func newFilePeek(d *screen.Console, requests *screen.Requests) filePeek {
	return filePeek{console: d, requests: requests, grid: widget.NewGrid(d.Theme, nil)}
}

// room is how many of so many cells there are for what is under the cursor, 0 where it is not shown.
func (p *filePeek) room(width int) int {
	if width < peekFrom || p.console.Theme.Lines {
		return 0
	}
	return width - min(mostFolder, width*folderPercent/100) - screen.PaneGap
}

// here is the place under the cursor.
func (b *folderBrowser) here() peekPlace {
	spots := b.spots()
	if b.pick >= len(spots) {
		return peekPlace{}
	}
	switch s := spots[b.pick]; {
	case s.path != "":
		return peekPlace{path: s.path}
	case !b.isListed():
		return peekPlace{}
	case s.up:
		return peekPlace{path: filepath.Dir(b.folder.Path), entry: session.Entry{IsFolder: true}, known: true}
	default:
		return peekPlace{path: filepath.Join(b.folder.Path, s.entry.Name), entry: s.entry, known: true}
	}
}

// lookBeside looks into what is under the cursor now, where there is room to show it.
func (f *fileScreen) lookBeside() tea.Cmd {
	at := peekPlace{}
	if f.phase == browsing && f.peek.room(f.width) > 0 {
		at = f.browser.here()
	}
	return f.peek.to(at)
}

// to looks into another place from now on, once the cursor has stood still there.
func (p *filePeek) to(at peekPlace) tea.Cmd {
	if at == p.at {
		return nil
	}
	if p.at = at; p.found.path != at.path { // of the same place, what is known of it is shown until it is looked anew
		p.found = peeked{}
	}
	if p.stop != nil {
		p.stop()
	}
	if at.path == "" {
		p.requests.Drop("peek due")
		return nil
	}
	return p.requests.After("peek due", peekPause, peekDue{})
}

// begin looks, unless the look before is not over yet: then that is followed by this.
func (p *filePeek) begin(files session.FileSystem) tea.Cmd {
	if p.looking || p.at.path == "" {
		return nil
	}
	p.looking = true
	at := p.at
	ctx, stop := context.WithTimeout(context.Background(), peekTime)
	p.stop = stop
	return p.requests.Ask("peek", func(asked context.Context) tea.Msg {
		defer stop()
		defer panics.AfterFunc(asked, stop)()
		found := lookInto(ctx, files, at)
		found.path, found.looked = at.path, !errors.Is(ctx.Err(), context.Canceled)
		return found
	})
}

// lookInto reads the first rows of a list, or lists a folder. The file is closed again.
func lookInto(ctx context.Context, files session.FileSystem, at peekPlace) (found peeked) {
	if at.entry.IsFolder {
		found.folder, found.err = files.Folder(ctx, at.path, peekFolderRows)
		return found
	}
	found.list = openFirst(ctx, files, []string{at.path})
	found.err = found.list.err
	if found.list.file != nil {
		// It was only read: closing it can lose nothing.
		_ = found.list.file.Close()
	}
	return found
}

// came takes what a look came to; of a place that the cursor has left it is nothing.
func (p *filePeek) came(found peeked) tea.Cmd {
	p.looking, p.stop = false, nil
	if found.path != p.at.path || !found.looked {
		return p.requests.After("peek due", peekPause, peekDue{})
	}
	p.found = found
	if rows := found.list.preview.Table; rows != nil {
		p.wants = previewTable{rows}.wants()
		p.grid = widget.NewGrid(p.console.Theme, previewTable{rows}.columns(p.wants, peekFrom))
		p.grid.SetStill()
		p.grid.SetRows(previewTable{rows})
	}
	return nil
}
