package ui

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// word is the number that is typed to send: that of those who could be rung at an hour
// at which they should not be, or else of all.
func (r *reviewScreen) word() int {
	if n := r.ready.ahead.Indecent(); n > 0 {
		return n
	}
	return r.ready.plan().Len()
}

// ask puts the last question, the worst first. The answer is a number, never a mere key
// press.
func (r *reviewScreen) ask() {
	indecent := r.ready.ahead.Indecent() > 0
	label, last := "Number of contacts", "Type the number of contacts to send."
	if indecent {
		label = "Number of those outside their hours"
		last = fmt.Sprintf("Type %s, the number of those who could be rung outside their hours, to send all the same.", figures.Count(r.word()))
	}
	r.console.OpenDialog(r.requests.ID, confirmDialog, widget.NewTyped(r.console.Theme, "Send this campaign?", r.askWords()+"\n\n"+last, label, fmt.Sprint(r.word())))
}

// askWords say what is confirmed.
func (r *reviewScreen) askWords() string {
	account, ahead, now := r.console.Config.Account, r.ready.ahead, r.console.Config.Now()
	n, body := ahead.Plan.Len(), ""
	if ahead.Indecent() > 0 {
		body = ahead.Headline()
		if worst := ahead.Forecast.WorstFirst(); len(worst) > 0 && worst[0].Outside > 0 {
			body += ". " + worst[0].Words()
			if more := len(worst) - 1; more > 0 {
				body += ". So could others, in " + figures.Counted(more, "more place")
			}
		}
		body += ".\n\n"
	}
	if words := r.ready.country; words != "" {
		body += words + ".\n\n"
	}
	starting := "starting"
	if ahead.Waves != nil {
		starting = "in " + figures.Counted(len(ahead.Waves.Waves), "wave") + ", the first"
	}
	body += fmt.Sprintf("%s will be called by %s, %s %s.", screen.People(n), cmp.Or(r.agent, r.options.Agent), starting, r.startWords())
	if words := ahead.CanaryWords(now); words != nil {
		body += " " + strings.Join(words, " ")
	} else if waits := ahead.WaitWords(now); waits != "" {
		body += " Of them " + waits
	}
	body += " At most " + ahead.Plan.MostRings() + "."
	if known := ahead.Plan.Taken(); len(known) > 0 {
		body += fmt.Sprintf(" %s of them %s taken from %s.", figures.Count(model.ContactsOf(known)), figures.Are(model.ContactsOf(known)), campaignNames(known))
	}
	if account.IsSandbox() {
		body += " This is the sandbox: nobody's telephone rings."
	} else {
		body += " These are real calls to real people."
	}
	if grace := ahead.Grace(r.console.Config.Grace, now); grace > 0 {
		body += fmt.Sprintf(" Nothing leaves for %s, in which esc takes it back.", figures.Duration(grace))
	}
	return body
}

// checkedAgain is the plan at the moment at which it was confirmed.
type checkedAgain struct {
	ahead session.Preflight
	same  bool
}

// answer takes the operator's word. The clock went on while the question stood there, so
// the plan is worked out again. Until that is done no second word is taken.
func (r *reviewScreen) answer(msg screen.Answered) tea.Cmd {
	if msg.Name != confirmDialog || msg.Answer.Cancelled || r.console.Campaign.Sent() || r.ready == nil || r.sending {
		return nil
	}
	r.sending = true
	ahead, now := r.ready.ahead, r.console.Config.Now()
	return r.requests.Ask("again", func(context.Context) tea.Msg {
		again, same := ahead.At(now)
		return checkedAgain{again, same}
	})
}

// checkedAgain has the plan written to the ledger, if it is still what was confirmed;
// nothing is sent before it stands there.
func (r *reviewScreen) checkedAgain(msg checkedAgain) tea.Cmd {
	if r.ready == nil || !r.sending {
		return nil
	}
	r.ready.ahead = msg.ahead
	if !msg.same {
		r.sending = false
		r.fill()
		r.refuse("The time went on, and it is others by now who are called, or could be rung outside their hours: " + msg.ahead.Headline() + ". Look at the review again, and confirm it anew.")
		return r.plan()
	}
	r.console.Saver.Confirm(r.console.Campaign, r.ready.plan(), r.requests)
	return nil
}
