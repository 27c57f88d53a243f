package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"callsheet/model/figures"
	"callsheet/model/panics"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// importProgress is how far an import has come, sampled for one line on a
// terminal.
type importProgress struct {
	session.Progress
	file  string
	ended chan struct{}
	wait  panics.Group
}

const (
	// progressAfter keeps what is done at once from flickering.
	progressAfter = 400 * time.Millisecond
	progressPace  = 100 * time.Millisecond
)

// showImport shows how far an import has come until stop, when the error output
// is a terminal.
func (r listReader) showImport(path string) *importProgress {
	i := &importProgress{file: printable.Text(filepath.Base(path), 40), ended: make(chan struct{})}
	if out, ok := terminalOf(r.io.err); ok {
		i.wait.Go(func() { i.draw(out) })
	}
	return i
}

// stop takes the line away.
func (i *importProgress) stop() {
	close(i.ended)
	i.wait.Wait()
}

func (i *importProgress) draw(out io.Writer) {
	pause, drawn := progressAfter, false
	for {
		select {
		case <-i.ended:
			if drawn {
				fmt.Fprint(out, "\r\x1b[K")
			}
			return
		case <-time.After(pause):
			pause, drawn = progressPace, true
			fmt.Fprint(out, "\r\x1b[K"+i.line())
		}
	}
}

func (i *importProgress) line() string {
	if rows := i.Rows.Load(); rows > 0 {
		return fmt.Sprintf("Checking %s  %3d %%", i.file, 100*i.Checked.Load()/rows)
	}
	line := "Reading " + i.file
	if total := i.Read.Total.Load(); total > 0 {
		line += fmt.Sprintf("  %3d %%", min(100, 100*i.Read.Bytes.Load()/total))
	}
	return line + "  " + figures.Counted(int(i.Read.Rows.Load()), "row")
}
