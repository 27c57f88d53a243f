package cli

import (
	"cmp"
	"io"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/figures"
	"callsheet/ui/session"
)

// keepTitle has a terminal remember the title of its window, and giveTitle put it back.
const (
	keepTitle = "\x1b[22;2t"
	giveTitle = "\x1b[23;2t"
)

// watchTitle is the title of the terminal's window while batches are watched. nil is none.
type watchTitle struct {
	out   io.Writer // the terminal itself
	ascii bool
	shown string
	far   string // how far they were at the last look
	news  string // what has happened since they went on
}

// newWatchTitle has the terminal remember the title that its window has.
func newWatchTitle(out io.Writer, ascii bool) *watchTitle {
	_, _ = io.WriteString(out, keepTitle)
	return &watchTitle{out: out, ascii: ascii}
}

// show says what has happened, until they go on, or how far they are. That a terminal
// cannot be written to is no reason to stop.
func (t *watchTitle) show(all []*watched, happened []events.Event) {
	if t == nil {
		return
	}
	far := howFar(all)
	switch {
	case len(happened) > 0:
		t.news = happened[len(happened)-1].Words
	case far != t.far:
		t.news = ""
	}
	t.far = far
	if title := session.WindowTitle(cmp.Or(t.news, far), t.ascii); title != t.shown {
		t.shown = title
		_, _ = io.WriteString(t.out, ansi.SetWindowTitle(title))
	}
}

// giveBack puts the title back that the window had.
func (t *watchTitle) giveBack() {
	if t != nil {
		_, _ = io.WriteString(t.out, giveTitle)
	}
}

// howFar names what is watched, the campaign where there is one alone, and how far it is.
func howFar(all []*watched) string {
	var names []string
	var batches []model.Batch
	for _, w := range all {
		if name := cmp.Or(w.batch.Name, w.id); !slices.Contains(names, name) {
			names = append(names, name)
		}
		b := *w.batch
		b.State = model.SendAccepted
		batches = append(batches, b)
	}
	name := figures.Counted(len(all), "batch")
	if len(names) == 1 {
		name = names[0]
	}
	return session.HowFar(name, batches)
}
