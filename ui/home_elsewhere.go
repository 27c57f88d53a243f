package ui

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/pacing"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	adoptDialog     = "adopt batch"
	elsewhereDialog = "made elsewhere"

	adoptIt = "adopt"
)

// homeElsewhere lists the batches at Dialgen that no campaign here has, once somebody asks for
// them, and makes a campaign of one.
type homeElsewhere struct {
	home  *homeScreen
	found []*homeEntry
	busy  string    // what is under way; "" = nothing
	until time.Time // Dialgen wants not to be asked before
	of    model.ListedBatch
}

func (x *homeElsewhere) adopting() session.Adopting {
	cfg := x.home.console.Config
	return session.Adopting{
		Batches: session.ServiceBatches{Service: cfg.Service, Here: cfg.Account.Service, User: cfg.Account.Defaults[model.OptUser]},
		Store:   cfg.Store, Profile: cfg.Account.Name, Now: cfg.Now,
	}
}

func (x *homeElsewhere) clock() time.Time {
	return session.WallClock{Wall: x.home.console.Config.Wall}.Now()
}

func (x *homeElsewhere) actions() screen.Actions {
	h, why := x.home, x.busy
	if left := x.until.Sub(x.clock()); why == "" && left > 0 {
		why = "Dialgen asks to be left alone for " + figures.Duration(left) + ". Press r after that."
	}
	e := h.under()
	return screen.Actions{
		screen.Action{ID: "elsewhere", Title: "Ask Dialgen for batches that were made elsewhere", Keys: screen.Bind("r", "made elsewhere", "r"), Run: screen.Start(x.look)}.Refused(why, h.console.Tell),
		screen.Action{ID: "adopt", Title: "Keep a batch here that was made elsewhere", Keys: screen.Bind("A", "keep here", "A"),
			WhyNot: screen.Without(e != nil && e.there != nil, "Move to a batch that was made elsewhere: r lists them."), Run: screen.Do(func() { x.ask(*h.under().there) })}.Refused(x.busy, h.console.Tell),
	}.In(homeGroup)
}

// look asks Dialgen for its list.
func (x *homeElsewhere) look() tea.Cmd {
	x.busy = "Dialgen is being asked for its batches."
	x.home.console.Tell(x.busy)
	return x.home.requests.Run("elsewhere", []session.Work{x.adopting().List()})
}

// ask asks whether a batch is to be kept.
func (x *homeElsewhere) ask(b model.ListedBatch) {
	h := x.home
	switch why := b.WhyNotAdopted(); {
	case x.busy != "":
		h.console.Tell(x.busy)
		return
	case why != "":
		h.console.OpenDialog(h.requests.ID, elsewhereDialog, widget.NewNotice(h.console.Theme, "It cannot be kept here now", why))
		return
	}
	x.of = b
	h.console.OpenDialog(h.requests.ID, adoptDialog, widget.NewChoice(h.console.Theme, "Keep it here?",
		fmt.Sprintf("%s, %s\n\nIt is watched like a campaign of yours, and can be cancelled; it cannot be changed. Its list is not here: "+
			"who is in it may be called by another campaign, too, until a call to them is known here.", b.Name(h.console.Config.Now().Location()), printable.Text(b.ID, 60)),
		[]widget.Option{{Value: adoptIt, Label: "Keep it here", Detail: "and watch its calls"}, {Value: "", Label: "Leave it", Detail: "nothing changes"}}))
}

// update takes what comes back, and reports whether it was of this.
func (x *homeElsewhere) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case session.MadeElsewhere:
		x.listed(msg)
		return nil, true
	case session.BatchAdopted:
		return x.adopted(msg), true
	case screen.Answered:
		if msg.Name != adoptDialog {
			return nil, false
		}
		if msg.Answer.Cancelled || msg.Answer.Value != adoptIt || x.busy != "" || x.home.busy() {
			return nil, true
		}
		x.busy = "The batch is being written down."
		return x.home.requests.Run("elsewhere", []session.Work{x.adopting().Adopt(x.of)}), true
	}
	return nil, false
}

// listed shows what was found, with the cursor on the first of it.
func (x *homeElsewhere) listed(msg session.MadeElsewhere) {
	h := x.home
	x.busy = ""
	notice := func(title, text string) {
		h.console.OpenDialog(h.requests.ID, elsewhereDialog, widget.NewNotice(h.console.Theme, title, text))
	}
	if msg.Err != nil {
		text := reason.Sentence(msg.Err)
		if wait := pacing.Asked(msg.Err); wait > 0 {
			x.until = x.clock().Add(wait)
			text += " Dialgen asks to be left alone for " + figures.Duration(wait) + ": press r after that."
		} else {
			text += " Press r to ask again. Your campaigns are as they were."
		}
		notice("The batches could not be listed", text)
		return
	}
	x.take(msg.Batches)
	h.refresh()
	h.distinguish()
	var unlisted []string
	for _, u := range msg.Unlisted {
		unlisted = append(unlisted, fmt.Sprintf("Those of %s cannot be listed: %s", printable.Text(u.User, 60), reason.Sentence(u.Err)))
		if wait := pacing.Asked(u.Err); wait > 0 {
			x.until = x.clock().Add(wait)
		}
	}
	if len(unlisted) > 0 {
		notice("Not all batches are listed", strings.Join(unlisted, "\n"))
	}
	if len(x.found) == 0 {
		words := "Every batch on Dialgen's list is of a campaign here."
		if h.team.set() {
			words = "Every batch on Dialgen's list is of a campaign here, or of a colleague's."
		}
		h.console.Tell(words)
		return
	}
	words := figures.Counted(len(msg.Batches), "batch") + " made elsewhere. Enter keeps one here."
	if msg.More > 0 {
		words = fmt.Sprintf("The newest %s made elsewhere are listed, of %s.", figures.Count(len(msg.Batches)), figures.Count(len(msg.Batches)+msg.More))
	}
	h.console.Tell(words)
	h.widen()
	for i, e := range h.shown {
		if e.there != nil {
			h.move(i + 1)
			return
		}
	}
}

// take takes over what Dialgen lists.
func (x *homeElsewhere) take(batches []model.ListedBatch) {
	cfg := x.home.console.Config
	x.found = nil
	for _, b := range batches {
		e := &homeEntry{summary: session.SummaryOfListed(b, cfg.Account.Service, cfg.Now()), there: &b}
		x.found = append(x.found, e)
	}
}

// entries are those that no campaign has by now.
func (x *homeElsewhere) entries(ours []*homeEntry, now time.Time) []*homeEntry {
	kept := map[string]bool{}
	for _, e := range ours {
		for _, b := range e.batches() {
			kept[b.ID] = kept[b.ID] || b.Service == x.home.console.Config.Account.Service
		}
	}
	var left []*homeEntry
	for _, e := range x.found {
		if !kept[e.there.ID] {
			e.assess(now)
			e.outline.Next = session.NextKeep
			left = append(left, e)
		}
	}
	return left
}

// adopted opens the campaign that was made of a batch.
func (x *homeElsewhere) adopted(msg session.BatchAdopted) tea.Cmd {
	h := x.home
	x.busy = ""
	if msg.Err != nil {
		h.console.OpenDialog(h.requests.ID, elsewhereDialog, widget.NewNotice(h.console.Theme, "It was not kept here", reason.Sentence(msg.Err)))
		return h.list()
	}
	e := homeEntry{summary: model.Summary{ID: msg.Campaign, Draft: model.Draft{Name: x.of.Name(h.console.Config.Now().Location())}}}
	h.on = e
	return tea.Batch(h.list(), h.openEntry(e))
}
