package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const notCancelledDialog = "not cancelled"

// askCancel says what is cancelled, and names what may be somebody else's.
func (l *liveScreen) askCancel() {
	body := session.CancelWords(session.RunningBatches(l.console.Campaign)) +
		" Nobody else will be called, and those who were missed are not tried again. Calls in progress end by themselves. This cannot be taken back." + waitingWords(l.console.Campaign.Batches) +
		doubtfulWords(l, l.console.Campaign.Batches...)
	l.console.OpenDialog(l.requests.ID, cancelDialog,
		widget.NewTyped(l.console.Theme, "Cancel this campaign?", body+"\n\nType cancel to do it.", "Type cancel", "cancel"))
}

// waitingWords say of a campaign that is cancelled what of it waits.
func waitingWords(batches []model.Batch) string {
	if n := session.TallyOf(batches).Waiting; n > 0 {
		return " " + screen.People(n) + " not sent yet stay here, and are not sent by themselves."
	}
	return ""
}

// doubtfulWords name what of some batches may be somebody else's, or is not cancelled.
func doubtfulWords(l *liveScreen, batches ...model.Batch) string {
	body := ""
	for _, b := range batches {
		switch {
		case b.Running() && b.Chosen():
			body += "\n\nCareful: that " + printable.Text(b.ID, maxBatchID) + " is this batch is known by your word alone. If it is a colleague's, their calls end."
		case b.State == model.SendUnknown:
			body += "\n\n" + screen.People(b.Contacts) + " in a batch whose outcome is not known: they are not cancelled by this"
			if c, ok := l.search.likely(); ok {
				body += ", nor is " + printable.Text(c.ID, maxBatchID) + ", which is likely theirs"
			}
			body += "."
		}
	}
	return body
}

// cancelled says what was cancelled; what was not stays on the screen until it is
// read.
func (l *liveScreen) cancelled(msg session.Cancelled) tea.Cmd {
	l.cancelling = false
	showCancelled(l.console, l.requests.ID, msg)
	return l.poll()
}

// showCancelled says what was cancelled; what was not stays on the screen until it is read.
func showCancelled(c *screen.Console, owner screen.Owner, msg session.Cancelled) {
	words, whole := msg.Words()
	if whole {
		c.Notify(widget.Done, words)
		return
	}
	c.OpenDialog(owner, notCancelledDialog, widget.NewNotice(c.Theme, "NOT CANCELLED", words))
}
