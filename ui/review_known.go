package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// maxKnownLines bounds how many campaigns are named for one reason.
const maxKnownLines = 3

// knownLines say of the people who are known from other campaigns what becomes
// of them.
func (r *reviewScreen) knownLines(line func(name, text string) string) []string {
	t, now := r.console.Theme, r.console.Config.Now()
	var lines []string
	say := func(name string, known []model.KnownFrom, words func(model.KnownFrom) string) {
		for i, k := range known {
			text := figures.Count(k.Contacts) + " " + words(k)
			if i == maxKnownLines {
				text = fmt.Sprintf("%s of %s more", screen.People(model.ContactsOf(known[i:])), figures.Counted(len(known)-i, "campaign"))
			}
			lines = append(lines, r.wrapped(line, name, text, t.Warning)...)
			name = ""
			if i == maxKnownLines {
				return
			}
		}
	}
	say("Left to", r.ready.plan().InUnfinished(), func(k model.KnownFrom) string {
		if k.Suppression.Agent != r.options.Agent {
			return k.Suppression.CalledWords(now) + ", by another agent"
		}
		if k.Suppression.Stays {
			return k.Suppression.CalledWords(now) + ": both campaigns would call it"
		}
		return k.Suppression.CalledWords(now) + ": press m to have them called here, and no more there"
	})
	say("Taken", r.ready.plan().Taken(), func(k model.KnownFrom) string {
		return "from " + k.Suppression.CampaignWords() + ", which calls them no more" + k.Suppression.IDWords()
	})
	say("Called again", r.ready.plan().AnsweredEarlier(), func(k model.KnownFrom) string {
		return k.Suppression.AnsweredWords(now)
	})
	return lines
}

func bothAgents(known []model.KnownFrom) string {
	n := model.ContactsOf(known)
	return fmt.Sprintf("%s %s in %s, which another agent calls: both would call them. Leave them out under Contacts, or choose that agent under Options.",
		screen.People(n), figures.Are(n), campaignNames(known))
}

// movable are those held by batches of the agent that is to call.
func (r *reviewScreen) movable() []model.KnownFrom {
	var known []model.KnownFrom
	for _, k := range r.ready.plan().InUnfinished() {
		if k.Suppression.Agent == r.options.Agent && !k.Suppression.Stays {
			known = append(known, k)
		}
	}
	return known
}

func (r *reviewScreen) mayMove() bool {
	return r.ready != nil && !r.sending && !r.console.Campaign.Sent() && !r.console.Campaign.ReadOnly() && len(r.movable()) > 0
}

// askMove asks whether people are taken from other campaigns.
func (r *reviewScreen) askMove() {
	known := r.movable()
	n := model.ContactsOf(known)
	r.console.OpenDialog(r.requests.ID, moveDialog, widget.NewChoice(r.console.Theme, "In a batch that may yet call",
		fmt.Sprintf("%s %s in %s. What is moved here is called by this campaign, and no more by that one.", screen.People(n), figures.Are(n), campaignNames(known)),
		[]widget.Option{{Value: "no", Label: "Leave them to it"}, {Value: moveYes, Label: "Move " + figures.Count(n) + " here", Danger: true}}))
}

// move takes them, and plans anew.
func (r *reviewScreen) move() tea.Cmd {
	if !r.mayMove() {
		return nil
	}
	list := r.console.Campaign.List
	change := list.Overrule(model.Overrule{Move: true, Agent: r.options.Agent}, r.console.Config.Account.Operator, r.console.Config.WallTime())
	if len(change.Rows) == 0 {
		return nil
	}
	list.Apply(change)
	r.console.RecordStep(model.Step{Kind: model.StepMade, Change: change})
	r.ready = nil
	return r.plan()
}
