package ui

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	againTyped    = "send again"
	refusedDialog = "refused"
	// sendingEvery is how often is drawn what the sending waits for.
	sendingEvery = 200 * time.Millisecond
)

type (
	sendingTick struct{}
	// outcomeRecorded is a batch after a decision of the operator.
	outcomeRecorded struct {
		index int
		batch model.Batch
		err   error
	}
	unconfirmed struct{ err error }
)

// first is the first batch in a state; -1 is none.
func (l *liveScreen) first(state model.SendState) int {
	return session.First(l.console.Campaign.Batches, state)
}

// mayGoOn reports whether sending was stopped and can go on.
func (l *liveScreen) mayGoOn() bool {
	c, now := l.console.Campaign, l.console.Config.Now()
	return !l.sending.On() && (session.MayGoOn(c, now) || session.MayRelease(c, now))
}

// maySend reports whether anything of the campaign may be sent from here.
func (l *liveScreen) maySend() bool { return session.MaySend(l.console.Campaign) }

func (l *liveScreen) updateSending(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case session.Sent:
		return l.sent(msg)
	case graceTick:
		return l.grace.waitOn()
	case sendingTick:
		if l.console.Campaign.Sending() {
			return l.requests.After("sending", sendingEvery, sendingTick{})
		}
	case session.ReconcileDue, session.Reconciled:
		return l.searched(msg)
	case outcomeRecorded:
		return l.decided(msg)
	case unconfirmed:
		l.corrected(msg)
	}
	return nil
}

// askAgain asks before what Dialgen refused is sent again.
func (l *liveScreen) askAgain() {
	b := l.console.Campaign.Batches[l.first(model.SendRefused)]
	body := "Nothing of this batch is at Dialgen. " + screen.People(b.Contacts) + " will be called."
	if b.MarkedNotSent() {
		body = "You said that Dialgen does not have this batch. " + screen.People(b.Contacts) + " will be called: a second time, if it has it after all."
	}
	l.console.OpenDialog(l.requests.ID, againTyped, widget.NewTyped(l.console.Theme, "Send it again?", body+"\n\nType the number of contacts to send.",
		"Number of contacts", fmt.Sprint(b.Contacts)))
}

// stopAfterBatch sends no batch after the one that is under way, nor any wave to come; a rest
// that would follow its canary by itself is kept for the operator.
func (l *liveScreen) stopAfterBatch() tea.Cmd {
	l.sending.Stop()
	l.console.Notify(widget.Info, "Nothing more is sent after this batch, no wave to come either. Press g to go on.")
	if !l.canary.follows() {
		return nil
	}
	return l.canary.keep()
}

// goOnSending sends the batches that wait.
func (l *liveScreen) goOnSending() tea.Cmd { return l.send(l.sending.Start()) }

// send does the work that sends a batch.
func (l *liveScreen) send(work []session.Work) tea.Cmd {
	if len(work) == 0 {
		return nil
	}
	l.left = l.console.Config.WallTime()
	return tea.Batch(
		l.requests.Run(fmt.Sprintf("send %d", l.first(model.SendSending)), work),
		l.requests.After("sending", sendingEvery, sendingTick{}),
	)
}

// sent takes over what became of a batch: it is polled, or looked for.
func (l *liveScreen) sent(msg session.Sent) tea.Cmd {
	next := l.send(l.sending.Update(msg))
	if msg.Batch.State != model.SendAccepted {
		l.search.forget()
		return tea.Batch(next, l.search.start())
	}
	l.polling.Hasten()
	return tea.Batch(next, l.poll())
}

func (l *liveScreen) answerSending(msg screen.Answered) tea.Cmd {
	if msg.Name == releaseDialog {
		return l.canary.release()
	}
	if msg.Name != againTyped {
		return l.answerReconcile(msg)
	}
	i, store := l.first(model.SendRefused), l.console.Config.Store
	if i < 0 || !l.maySend() || l.console.Campaign.Sending() {
		return nil
	}
	b := l.console.Campaign.Batches[i]
	return l.requests.Ask("settle", func(ctx context.Context) tea.Msg {
		reopened, err := store.Ledger.Retry(ctx, b)
		return outcomeRecorded{i, reopened, err}
	})
}

// decided takes a batch over as the operator settled it; one that was made
// ready to be sent again is sent.
func (l *liveScreen) decided(msg outcomeRecorded) tea.Cmd {
	if msg.err != nil {
		l.refuse(msg.err)
		return nil
	}
	cmd := l.replace(msg.index, msg.batch)
	if msg.batch.State != model.SendPrepared {
		return cmd
	}
	return tea.Batch(cmd, goingOn{l}.start())
}

// refuse says in full why a decision of the operator was not carried out: a
// line would be cut off before the next step.
func (l *liveScreen) refuse(err error) {
	l.console.OpenDialog(l.requests.ID, refusedDialog, widget.NewNotice(l.console.Theme, "Nothing was changed", reason.Sentence(err)))
}

// unconfirm takes a campaign of which nothing was accepted back to its review.
func (l *liveScreen) unconfirm() tea.Cmd {
	store, id := l.console.Config.Store, l.console.Campaign.ID
	return l.requests.Ask("unconfirm", func(ctx context.Context) tea.Msg { return unconfirmed{store.Ledger.Unconfirm(ctx, id)} })
}

func (l *liveScreen) corrected(msg unconfirmed) {
	if msg.err != nil {
		l.refuse(msg.err)
		return
	}
	session.Unconfirm(l.console.Campaign)
	l.console.Emit(screen.GoBack{})
}

// refused reports whether the service has none of the batches.
func (l *liveScreen) refused() bool { return session.MayUnconfirm(l.console.Campaign) }
