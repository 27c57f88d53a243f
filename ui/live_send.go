package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

const (
	settleDialog  = "settle"
	notSentDialog = "not sent"
	againTyped    = "send again"

	settleNotSent = "not sent"
	settleLeave   = "leave"

	// sendingEvery is how often is drawn what the sending waits for.
	sendingEvery = 200 * time.Millisecond
	// A batch whose outcome is not known is looked for with growing pauses.
	firstSearch, longestSearch = 2 * time.Second, time.Minute
)

// search is the looking for a batch whose outcome is not known.
type search struct {
	wait    time.Duration
	last    time.Time // by the operator's clock
	finding Finding
	err     string
}

type (
	batchSent struct {
		index int
		batch model.Batch
	}
	sendingTick struct{}
	searchDue   struct{}
	searched    struct {
		index   int
		finding Finding
		err     error
	}
	// batchSettled is a batch after a decision of the operator.
	batchSettled struct {
		index int
		batch model.Batch
		err   error
	}
	unconfirmed struct{ err error }
)

// first is the first batch in a state; -1 is none.
func (l *liveScreen) first(state model.SendState) int {
	return slices.IndexFunc(l.desk.campaign.Batches, func(b model.Batch) bool { return b.State == state })
}

// mayGoOn reports whether batches wait and none is on its way.
func (l *liveScreen) mayGoOn() bool {
	return !l.sending && l.first(model.SendPrepared) >= 0 && l.first(model.SendSending) < 0 && l.desk.campaign.Holder == ""
}

func (l *liveScreen) updateSending(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case batchSent:
		return l.settle(msg)
	case sendingTick:
		if l.desk.campaign.Sending() {
			return l.box.after("sending", sendingEvery, sendingTick{})
		}
	case searchDue:
		return l.searchNow()
	case searched:
		return l.found(msg)
	case batchSettled:
		return l.decided(msg)
	case unconfirmed:
		l.corrected(msg)
	}
	return nil
}

// pressSending is the keys that concern what was not accepted. It reports
// whether the key was one of them.
func (l *liveScreen) pressSending(msg tea.KeyMsg) bool {
	switch {
	case key.Matches(msg, liveKeys.Settle) && l.first(model.SendUnknown) >= 0:
		l.askSettle(l.first(model.SendUnknown))
	case key.Matches(msg, liveKeys.Again) && l.first(model.SendRefused) >= 0 && !l.desk.campaign.Sending():
		b := l.desk.campaign.Batches[l.first(model.SendRefused)]
		l.desk.emit(openDialog{l.box.id, againTyped, widget.NewTyped(l.desk.theme, "Send it again?",
			fmt.Sprintf("Nothing of this batch is at Dialgen. %s will be called.\n\nType the number of contacts to send.", people(b.Contacts)),
			"Number of contacts", fmt.Sprint(b.Contacts))})
	case key.Matches(msg, liveKeys.Hold) && l.sending:
		l.sending = false
		l.desk.emit(notify{widget.Info, "Nothing more is sent after this batch. Press g to go on."})
	default:
		return false
	}
	return true
}

// sendNext sends the first batch that waits. Its state changes here, in Update,
// before the command that sends it exists, so that no second command can be
// made for it; the ledger holds the same against other consoles.
func (l *liveScreen) sendNext() tea.Cmd {
	campaign := l.desk.campaign
	i := l.first(model.SendPrepared)
	if !l.sending || i < 0 || campaign.Sending() || campaign.Holder != "" || l.elsewhere() != "" {
		return nil
	}
	b := &campaign.Batches[i]
	prepared := *b
	b.State, b.Sent, b.Reason = model.SendSending, l.desk.cfg.Now(), ""
	plan, service, progress := *campaign.Plan, l.desk.cfg.Service, &SendProgress{}
	l.waiting = progress
	return tea.Batch(
		l.box.ask(fmt.Sprintf("send %d", i), func(ctx context.Context) tea.Msg {
			return batchSent{i, service.Send(ctx, plan, prepared, progress)}
		}),
		l.box.after("sending", sendingEvery, sendingTick{}),
	)
}

// settle takes the outcome of a batch over. Only an accepted one lets the next
// one be sent: what stands in its way would stand in the way of the others.
func (l *liveScreen) settle(msg batchSent) tea.Cmd {
	l.desk.campaign.Batches[msg.index] = msg.batch
	l.waiting = nil
	if msg.batch.State != model.SendAccepted {
		l.sending = false
		l.search = search{}
		return l.searchNow()
	}
	l.pace = l.desk.cfg.Pace.Live
	return tea.Batch(l.sendNext(), l.look())
}

// searchNow looks for the first batch whose outcome is not known.
func (l *liveScreen) searchNow() tea.Cmd {
	i := l.first(model.SendUnknown)
	if i < 0 || l.desk.campaign.Holder != "" || l.elsewhere() != "" || l.desk.cfg.Account.Missing != "" {
		return nil
	}
	service, b, looks := l.desk.cfg.Service, l.desk.campaign.Batches[i], l.search.finding.Looks
	return l.box.ask("search", func(ctx context.Context) tea.Msg {
		finding, err := service.Look(ctx, b, looks)
		return searched{i, finding, err}
	})
}

func (l *liveScreen) found(msg searched) tea.Cmd {
	s := &l.search
	s.last, s.err = l.desk.cfg.wall(), ""
	s.wait = min(longestSearch, max(firstSearch, s.wait*2))
	if msg.err != nil {
		s.err = msg.err.Error()
		return l.box.after("search", s.wait, searchDue{})
	}
	s.finding = msg.finding
	if msg.finding.Batch.State != model.SendAccepted {
		return l.box.after("search", s.wait, searchDue{})
	}
	l.desk.emit(notify{widget.Done, "Found at Dialgen: the batch was taken."})
	return l.replace(msg.index, msg.finding.Batch)
}

// replace puts a settled batch in its place and goes on looking.
func (l *liveScreen) replace(i int, b model.Batch) tea.Cmd {
	l.desk.campaign.Batches[i] = b
	l.search = search{}
	l.pace = l.desk.cfg.Pace.Live
	return tea.Batch(l.searchNow(), l.look())
}

// askSettle puts what is known before the operator, who may know more.
func (l *liveScreen) askSettle(i int) {
	b, s := l.desk.campaign.Batches[i], l.search
	options := []widget.Option{{Value: settleLeave, Label: "Leave it", Detail: "it is looked for again"}}
	for _, c := range s.finding.Candidates {
		options = append(options, widget.Option{
			Value:  c.ID,
			Label:  "It is the one of " + c.Created.In(l.desk.cfg.Now().Location()).Format("15:04:05"),
			Detail: candidateWords(c),
		})
	}
	options = append(options, widget.Option{Value: settleNotSent, Label: "It was not sent", Detail: "then it can be sent again", Danger: true})
	body := fmt.Sprintf("%s were to be sent at %s.", people(b.Contacts), b.Sent.In(l.desk.cfg.Now().Location()).Format("15:04:05"))
	for _, line := range l.searchWords() {
		body += " " + line
	}
	l.desk.emit(openDialog{l.box.id, settleDialog, widget.NewChoice(l.desk.theme, "What became of this batch?", body, options)})
}

func candidateWords(c Candidate) string {
	words := fmt.Sprintf("%s, %s called", people(c.Contacts), widget.Count(c.Called))
	if c.Matched > 0 {
		words += fmt.Sprintf(", %s to these numbers", calls(c.Matched))
	}
	if c.Doubt != "" {
		words += ", but " + model.CleanText(c.Doubt, 80)
	}
	return words + ", " + model.CleanText(c.ID, 40)
}

func (l *liveScreen) answerSending(msg answered) tea.Cmd {
	unknown, service := l.first(model.SendUnknown), l.desk.cfg.Service
	switch {
	case msg.name == settleDialog && unknown >= 0 && msg.answer.Value == settleNotSent:
		b := l.desk.campaign.Batches[unknown]
		l.desk.emit(openDialog{l.box.id, notSentDialog, widget.NewTyped(l.desk.theme, "It was not sent?",
			"Look at Dialgen's own list of batches first. If it was taken after all and you send it again, "+people(b.Contacts)+
				" are called twice.\n\nType not sent when you are sure.", "Type not sent", "not sent")})
	case msg.name == settleDialog && unknown >= 0 && msg.answer.Value != settleLeave:
		b, candidates := l.desk.campaign.Batches[unknown], l.search.finding.Candidates
		i := slices.IndexFunc(candidates, func(c Candidate) bool { return c.ID == msg.answer.Value })
		if i < 0 {
			return nil
		}
		return l.box.ask("settle", func(ctx context.Context) tea.Msg {
			settled, err := service.IsThisOne(ctx, b, candidates[i])
			return batchSettled{unknown, settled, err}
		})
	case msg.name == notSentDialog && unknown >= 0:
		b := l.desk.campaign.Batches[unknown]
		return l.box.ask("settle", func(ctx context.Context) tea.Msg {
			settled, err := service.WasNotSent(ctx, b)
			return batchSettled{unknown, settled, err}
		})
	case msg.name == againTyped && l.first(model.SendRefused) >= 0 && !l.desk.campaign.Sending():
		i, store := l.first(model.SendRefused), l.desk.cfg.Store
		b := l.desk.campaign.Batches[i]
		return l.box.ask("settle", func(ctx context.Context) tea.Msg {
			reopened, err := store.Reopen(ctx, b)
			return batchSettled{i, reopened, err}
		})
	}
	return nil
}

// decided takes a batch over as the operator settled it; one that was made
// ready to be sent again is sent.
func (l *liveScreen) decided(msg batchSettled) tea.Cmd {
	if msg.err != nil {
		l.err = msg.err.Error()
		return nil
	}
	cmd := l.replace(msg.index, msg.batch)
	if msg.batch.State != model.SendPrepared {
		return cmd
	}
	l.sending = true
	return tea.Batch(cmd, l.sendNext())
}

// unconfirm takes a campaign of which nothing was accepted back to its review.
func (l *liveScreen) unconfirm() tea.Cmd {
	store, id := l.desk.cfg.Store, l.desk.campaign.ID
	return l.box.ask("unconfirm", func(ctx context.Context) tea.Msg { return unconfirmed{store.Unconfirm(ctx, id)} })
}

func (l *liveScreen) corrected(msg unconfirmed) {
	if msg.err != nil {
		l.err = msg.err.Error()
		return
	}
	campaign := l.desk.campaign
	campaign.Plan, campaign.Batches, campaign.Stage = nil, nil, model.StageReview
	l.desk.emit(goBack{})
}

// refused reports whether the service has none of the batches.
func (l *liveScreen) refused() bool {
	refused := false
	for _, b := range l.desk.campaign.Batches {
		switch b.State {
		case model.SendRefused:
			refused = true
		case model.SendPrepared:
			refused = refused || b.Reason != ""
		default:
			return false
		}
	}
	return refused
}
