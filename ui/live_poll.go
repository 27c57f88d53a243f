package ui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// inFront reports whether the operator looks at this screen, or at a contact of its list.
func (l *liveScreen) inFront() bool {
	return l.console.Front == l.requests.ID || l.opened != 0 && l.console.Front == l.opened
}

// poll asks the service about every batch that has not ended, or of which it is not
// known who was called.
func (l *liveScreen) poll() tea.Cmd { return l.requests.Run("poll", l.polling.Start()) }

// showPoll shows what a poll found. It is polled again soon while something moves and
// somebody watches, later and later otherwise.
func (l *liveScreen) showPoll(msg session.Polled) tea.Cmd {
	again := l.polling.Update(msg)
	l.failed = ""
	if err := msg.Err(); err != nil {
		l.failed = reason.Sentence(err)
	}
	var listed tea.Cmd
	if msg.Any() {
		l.polled = l.console.Config.WallTime()
		listed = l.observe()
	}
	l.finish.tell(msg.Closed())
	showClosed(l.console, l.requests.ID, msg.Closed())
	return tea.Batch(l.requests.Run("poll", again), l.canary.judge(), listed)
}

// pollAgain goes on watching as somebody comes back to the screen.
func (l *liveScreen) pollAgain() tea.Cmd {
	return l.requests.Run("poll", l.polling.Resume())
}

// pollNow looks at once because the operator wants to.
func (l *liveScreen) pollNow() tea.Cmd {
	if l.first(model.SendUnknown) >= 0 {
		return tea.Batch(l.search.start(), l.poll())
	}
	if rest := l.polling.Resting(); rest > 0 {
		l.console.Notify(widget.Info, fmt.Sprintf("Dialgen asks to be left alone for a while. The next look is in %s.", figures.Duration(rest)))
		return nil
	}
	l.polling.Hasten()
	return l.poll()
}

// showClosed says which batches were cancelled because their hours are over; what could not
// be cancelled stays on the screen until it is read.
func showClosed(d *screen.Console, owner screen.Owner, batches []session.CancelledBatch) {
	var failed []string
	for _, b := range batches {
		words, ok := b.CloseWords()
		if ok {
			d.Notify(widget.Done, words)
		} else {
			failed = append(failed, words)
		}
	}
	if len(failed) > 0 {
		d.OpenDialog(owner, notCancelledDialog, widget.NewNotice(d.Theme, "NOT CANCELLED", strings.Join(failed, "\n\n")))
	}
}
