package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// cancelled is what became of cancelling the batches that run.
type cancelled struct {
	batches, calls int     // that were cancelled, and taken back by it
	failed         []error // why others were not
}

const notCancelledDialog = "not cancelled"

// askCancel says what is cancelled, and names what may be somebody else's.
func (l *liveScreen) askCancel() {
	body := "Nobody else will be called, and those who were missed are not tried again. Calls in progress end by themselves. This cannot be taken back."
	for _, b := range l.console.Campaign.Batches {
		switch {
		case session.Running(b) && b.Chosen():
			body += "\n\nCareful: that " + printable.Text(b.ID, maxBatchID) + " is this batch is known by your word alone. If it is a colleague's, their calls end."
		case b.State == model.SendUnknown:
			body += "\n\n" + screen.People(b.Contacts) + " in a batch whose outcome is not known: they are not cancelled by this"
			if c, ok := l.likely(); ok {
				body += ", nor is " + printable.Text(c.ID, maxBatchID) + ", which is likely theirs"
			}
			body += "."
		}
	}
	l.console.OpenDialog(l.requests.ID, cancelDialog,
		widget.NewTyped(l.console.Theme, "Cancel this campaign?", body+"\n\nType cancel to do it.", "Type cancel", "cancel"))
}

// cancelRunning cancels every batch that runs; one that cannot be does not keep
// the others calling.
func (l *liveScreen) cancelRunning() tea.Cmd {
	var running []model.Batch
	for _, b := range l.console.Campaign.Batches {
		if session.Running(b) {
			running = append(running, b)
		}
	}
	l.stopping = true
	service := l.console.Config.Service
	return l.requests.Ask("cancel", func(ctx context.Context) tea.Msg {
		var outcome cancelled
		for _, b := range running {
			done, err := service.Cancel(ctx, b)
			if err != nil {
				outcome.failed = append(outcome.failed, err)
				continue
			}
			outcome.batches++
			outcome.calls += done.Calls
		}
		return outcome
	})
}

// stopped says what was cancelled; what was not stays on the screen until it is
// read.
func (l *liveScreen) stopped(msg cancelled) tea.Cmd {
	l.stopping = false
	done := "Cancelled. " + takenBack(msg.calls)
	if len(msg.failed) == 0 {
		l.console.Notify(widget.Done, done)
		return l.poll()
	}
	var text strings.Builder
	for _, err := range msg.failed {
		text.WriteString(reason.Sentence(err) + "\n\n")
	}
	if msg.batches > 0 {
		fmt.Fprintf(&text, "Cancelled all the same: %s. %s", figures.Counted(msg.batches, "batch"), takenBack(msg.calls))
	}
	l.console.OpenDialog(l.requests.ID, notCancelledDialog, widget.NewNotice(l.console.Theme, "NOT CANCELLED", strings.TrimSpace(text.String())))
	return l.poll()
}

// takenBack says how many calls a cancel took back.
func takenBack(calls int) string {
	if calls == 0 {
		return "No call was left to be taken back."
	}
	return "Taken back: " + figures.Counted(calls, "call") + "."
}

// batchOf is the batch of a call; all batches of a campaign have one user and one
// agent.
func (l *liveScreen) batchOf(call model.Call) model.Batch {
	batches := l.console.Campaign.Batches
	i := slices.IndexFunc(batches, func(b model.Batch) bool {
		return slices.ContainsFunc(b.Last.Calls, func(c model.Call) bool { return c.ID == call.ID })
	})
	return batches[max(i, 0)]
}
