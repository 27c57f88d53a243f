package ui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// searched takes over what a look for a batch found.
func (l *liveScreen) searched(msg tea.Msg) tea.Cmd {
	s := &l.search
	again := s.requests.Run("search", s.looking.Update(msg))
	if _, is := msg.(session.Reconciled); !is || len(s.looking.Open) == 0 {
		return again
	}
	s.last = l.console.Config.WallTime()
	switch found := s.found(); {
	case found.Err != nil:
	case !found.Known():
		session.SetNote(l.console.Campaign, s.index, found.Finding.Batch.Note)
	default:
		l.console.Notify(widget.Done, "Found at Dialgen: the batch was taken.")
		return l.replace(s.index, found.Finding.Batch)
	}
	return again
}

// replace puts a settled batch in its place and goes on looking.
func (l *liveScreen) replace(i int, b model.Batch) tea.Cmd {
	session.SetOutcome(l.console.Campaign, i, b)
	l.search.forget()
	l.polling.Hasten()
	return tea.Batch(l.search.start(), l.poll())
}

// askReconcile puts what is known before the operator, who may know more.
func (l *liveScreen) askReconcile(i int) {
	b, finding := l.console.Campaign.Batches[i], l.search.finding()
	options := []widget.Option{{Value: settleLeave, Label: "Leave it", Detail: "it is looked for again, and nothing is sent"}}
	for _, c := range finding.Candidates {
		label := "It is the one "
		if c.ID == finding.Likely {
			label = "It is the likely one, "
		}
		options = append(options, widget.Option{Value: c.ID, Label: label + madeWords(c, l.console.Config.Now().Location()), Detail: candidateWords(c)})
	}
	options = append(options, widget.Option{Value: settleNotSent, Label: "It was not sent", Detail: "asks once more; then it can be sent again", Danger: true})
	body := sentWords(b, l.console.Config.Now().Location()) + ". " + l.search.words()
	l.console.OpenDialog(l.requests.ID, settleDialog, widget.NewChoice(l.console.Theme, "What became of this batch?", body, options))
}

func (l *liveScreen) answerReconcile(msg screen.Answered) tea.Cmd {
	i, service := l.first(model.SendUnknown), l.console.Config.Service
	if i < 0 {
		return nil // it was found while the operator decided
	}
	b := l.console.Campaign.Batches[i]
	switch {
	case msg.Name == settleDialog && msg.Answer.Value == settleNotSent:
		l.console.OpenDialog(l.requests.ID, notSentDialog, widget.NewTyped(l.console.Theme, "It was not sent?",
			"Look at Dialgen's own list of batches first. If it was taken after all and you send it again, "+screen.People(b.Contacts)+
				" "+figures.Are(b.Contacts)+" called twice. Saying this sends nothing yet.\n\nType not sent when you are sure.", "Type not sent", "not sent"))
	case msg.Name == settleDialog && msg.Answer.Value != settleLeave:
		candidates := l.search.finding().Candidates
		at := slices.IndexFunc(candidates, func(c model.Candidate) bool { return c.ID == msg.Answer.Value })
		if at < 0 {
			return nil
		}
		return l.requests.Ask("settle", func(ctx context.Context) tea.Msg {
			settled, err := service.Adopt(ctx, b, candidates[at])
			return outcomeRecorded{i, settled, err}
		})
	case msg.Name == notSentDialog:
		return l.requests.Ask("settle", func(ctx context.Context) tea.Msg {
			settled, err := service.MarkNotSent(ctx, b)
			return outcomeRecorded{i, settled, err}
		})
	}
	return nil
}
