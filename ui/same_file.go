package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	earlierDialog = "earlier"
	anotherOne    = "new" // the answer that wants no earlier campaign
	mostEarlier   = 5     // campaigns that are offered at once
)

// earlierCampaigns is what is known of the campaigns the open file was used for
// before: going on with one is offered before another is begun.
type earlierCampaigns struct {
	found   []earlierCampaign
	looking bool
	waiting bool // the list is to be read as soon as it is known
	decided bool // the operator wants to use the file here

	unkept []*model.Campaign // those that could not be written down, by unkeptID
}

// unkeptID stands for the key of a campaign that has none yet.
func unkeptID(i int) string { return "unkept " + strconv.Itoa(i) }

type earlierCampaign struct {
	homeEntry
	changed bool // the file holds something else by now
}

// earlierFound is the answer of the look for earlier campaigns.
type earlierFound struct{ found []model.SameList }

// openEarlier asks App to go on with a campaign there is.
type openEarlier struct{ entry homeEntry }

// findEarlier looks for the campaigns that the open file was used for before.
func (f *fileScreen) findEarlier() tea.Cmd {
	f.earlier = earlierCampaigns{looking: true}
	file, files, store := f.file, f.console.Config.Files, f.console.Config.Store
	var unkept []model.Summary // the disk may have refused them: they are here alone
	for _, c := range f.console.Campaigns {
		if c.ID == "" && c != f.console.Campaign {
			unkept = append(unkept, model.Summary{ID: unkeptID(len(unkept)), Draft: c.Draft("", ""), Batches: slices.Clone(c.Batches)})
			f.earlier.unkept = append(f.earlier.unkept, c)
		}
	}
	here := ""
	if c := f.console.Campaign; c != nil {
		here = c.ID
	}
	return f.requests.Ask("earlier", func(ctx context.Context) tea.Msg {
		// Those that cannot be listed cannot be offered; the guard holds all the same.
		all, _ := store.Campaigns.Summaries(ctx)
		all = slices.DeleteFunc(append(unkept, all...), func(s model.Summary) bool { return s.ID == here })
		digest := ""
		if slices.ContainsFunc(all, func(s model.Summary) bool { return s.Draft.Origin.Digest != "" }) {
			digest, _ = file.Digest(ctx) // without it the path alone tells
		}
		return earlierFound{model.FindSameList(all, files.Resolve(file.Info().Path), digest, files.Resolve)}
	})
}

// earlierFound asks at once where nothing else was begun with the file; else once
// it is to be used.
func (f *fileScreen) earlierFound(msg earlierFound) tea.Cmd {
	f.earlier.found, f.earlier.looking = nil, false
	for _, same := range msg.found {
		e := earlierCampaign{homeEntry{summary: same.Campaign}, same.Changed}
		for _, c := range f.console.Campaigns {
			if c.ID == same.Campaign.ID {
				e.campaign = c
			}
		}
		for i, c := range f.earlier.unkept {
			if same.Campaign.ID == unkeptID(i) {
				e.campaign = c
			}
		}
		f.earlier.found = append(f.earlier.found, e)
	}
	switch {
	case f.phase != opened:
	case f.earlier.waiting:
		return f.confirmRead()
	case len(f.earlier.found) > 0 && f.console.Campaign.Table == nil:
		f.askEarlier()
	}
	return nil
}

// mayUse reports whether the file can be used for this campaign now; otherwise
// it is asked whether that is meant, or soon will be.
func (f *fileScreen) mayUse() bool {
	e := &f.earlier
	// The campaign here may have been written down after the look began.
	e.found = slices.DeleteFunc(e.found, func(found earlierCampaign) bool {
		return found.summary.ID == f.console.Campaign.ID || found.campaign == f.console.Campaign
	})
	switch {
	case e.decided:
		return true
	case e.looking:
		e.waiting = true
		return false
	case len(e.found) == 0:
		return true
	}
	e.waiting = true
	f.askEarlier()
	return false
}

func (f *fileScreen) askEarlier() {
	found := f.earlier.found
	shown := found[:min(len(found), mostEarlier)]
	apart := distinctions(f.console, entriesOf(found))
	title, body := f.earlierWords(found)
	var options []widget.Option
	for i, e := range shown {
		o := widget.Option{Value: strconv.Itoa(i), Label: e.goOnWords()}
		if len(found) > 1 {
			o.Label += " " + strconv.Quote(e.name())
			if apart[i] != "" {
				o.Label += ", " + apart[i]
			}
			o.Detail = earlierWords(f.console, e)
		}
		options = append(options, o)
	}
	another := widget.Option{Value: anotherOne, Label: "A new campaign", Detail: "with the file as it is now"}
	if f.console.Campaign.Table != nil {
		another = widget.Option{Value: anotherOne, Label: "Use the file for this campaign", Detail: "in the place of its present list"}
	}
	f.console.Emit(screen.AskHere{OpenDialog: screen.OpenDialog{To: f.requests.ID, Name: earlierDialog, Dialog: widget.NewChoice(f.console.Theme, title, body, append(options, another))}})
}

func entriesOf(found []earlierCampaign) []*homeEntry {
	entries := make([]*homeEntry, len(found))
	for i := range found {
		entries[i] = &found[i].homeEntry
	}
	return entries
}

// earlierWords are the title and the text of the question.
func (f *fileScreen) earlierWords(found []earlierCampaign) (title, body string) {
	if len(found) > 1 {
		body = "Going on with one of them calls nobody twice and loses no work."
		if more := len(found) - mostEarlier; more > 0 {
			body += fmt.Sprintf(" Home has %s more.", figures.Count(more))
		}
		return fmt.Sprintf("There are %s campaigns with this list", figures.Count(len(found))), body
	}
	e := found[0]
	title = "You were repairing this list"
	switch n := e.toFix(); {
	case len(e.batches()) > 0:
		title = "This list was sent already"
	case n > 0:
		title += fmt.Sprintf(" (%s to fix)", figures.Count(n))
	default:
		title = "You were working on this list"
	}
	return title, strconv.Quote(e.name()) + ": " + earlierWords(f.console, e) + "."
}

// toFix is how many rows are left to be fixed.
func (e homeEntry) toFix() int {
	if e.campaign != nil && e.campaign.Evaluated() {
		return e.campaign.List.Counts().Of(model.ToFix)
	}
	return e.summary.Draft.Counts.Of(model.ToFix)
}

// goOnWords name what going on with a campaign means.
func (e homeEntry) goOnWords() string {
	batches := e.batches()
	switch {
	case e.summary.Holder != "" && (e.campaign == nil || e.campaign.Onlooker()):
		return "Look at it"
	case len(batches) == 0:
		return "Continue"
	case e.uncertain():
		return "Settle what is not known"
	case slices.ContainsFunc(batches, func(b model.Batch) bool { return b.State != model.SendAccepted }):
		return "Go on sending"
	case slices.ContainsFunc(batches, func(b model.Batch) bool { return !b.Last.Status.Ended() }):
		return "Continue watching"
	}
	return "See what came of it"
}

// earlierWords say how far a campaign has come, and whether its file is another
// by now.
func earlierWords(d *screen.Console, e earlierCampaign) string {
	text := ""
	if batches := e.batches(); len(batches) == 0 {
		text = session.OutlineOf(e.unheld(), d.Config.Now()).Words
	} else {
		text = batchWords(d, e.homeEntry)
	}
	if holder := e.summary.Holder; holder != "" && (e.campaign == nil || e.campaign.Onlooker()) {
		text += ", open elsewhere (" + printable.Text(holder, 60) + ")"
	}
	if e.changed {
		text += ". The file has changed since: the campaign has the rows it was read with"
	}
	return text
}

// batchWords say when a campaign was sent and to how many, and what is open of it.
func batchWords(d *screen.Console, e homeEntry) string {
	contacts, waiting := 0, 0
	for _, b := range e.batches() {
		switch b.State {
		case model.SendAccepted, model.SendUnknown, model.SendSending:
			contacts += b.Contacts
		default:
			waiting += b.Contacts
		}
	}
	s := e.summary
	if s.Confirmed.IsZero() {
		s.Confirmed = e.batches()[0].Prepared
	}
	text := s.When(d.Config.Now().Location()) + " to " + screen.People(contacts)
	if e.uncertain() {
		text += ", and it is not known whether Dialgen took all of it"
	}
	if waiting > 0 {
		text += fmt.Sprintf(", %s not sent yet", screen.People(waiting))
	}
	return text
}

// answerEarlier goes on with the campaign that was chosen, or with the file.
func (f *fileScreen) answerEarlier(answer widget.Answer) tea.Cmd {
	waiting := f.earlier.waiting
	f.earlier.waiting = false
	if answer.Value == anotherOne {
		f.earlier.decided = true
		if waiting {
			return f.confirmRead()
		}
		return nil
	}
	i, err := strconv.Atoi(answer.Value)
	if err != nil || i < 0 || i >= len(f.earlier.found) {
		return nil
	}
	f.console.Emit(openEarlier{f.earlier.found[i].homeEntry})
	return nil
}
