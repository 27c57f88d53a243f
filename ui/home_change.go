package ui

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	renameDialog    = "rename campaign"
	deleteDialog    = "delete campaign"
	duplicateDialog = "duplicate campaign"

	withRows    = "with rows"
	withoutRows = "without rows"
)

// homeChanges rename, archive, delete and duplicate the campaign under the cursor.
type homeChanges struct {
	home    *homeScreen
	of      homeEntry       // that a dialog or work under way is about
	busy    bool            // work is under way
	rebuilt *model.Campaign // whose screens show what was before
}

// duplicated is what became of duplicating a campaign with its rows.
type duplicated struct {
	campaign *model.Campaign
	draft    model.Draft
	err      error
}

func (x *homeChanges) actions() screen.Actions {
	e := x.home.under()
	none := screen.Without(e != nil, "Move to a campaign first.")
	if x.busy {
		none = "Another change is under way."
	}
	if e != nil && e.there != nil {
		none = "This batch was made elsewhere: enter keeps it here."
	}
	change, put, gone, archive := none, none, none, "archive"
	if e != nil && none == "" {
		change = x.whyNotChange(e)
		put, gone = change, change
		if put == "" && !e.archived {
			put = session.WhyNotArchive(e.outline.Standing)
		}
		if gone == "" {
			gone = session.WhyNotForget(e.outline.Standing)
		}
		if e.archived {
			archive = "list again"
		}
	}
	refused := func(a screen.Action, why string) screen.Action {
		if e != nil && e.theirs != nil {
			return a.Unoffered(whyNotTheirs(*e.theirs), x.home.console.Tell)
		}
		if e == nil {
			a.WhyNot = none
			return a
		}
		return a.Refused(why, x.home.console.Tell)
	}
	return screen.Actions{
		refused(screen.Action{ID: "rename", Title: "Give the campaign another name", Keys: screen.Bind("e", "rename", "e"), Run: screen.Do(x.askName)}, change),
		refused(screen.Action{ID: "archive", Title: "Put the campaign away, or list it again", Keys: screen.Bind("a", archive, "a"), Run: screen.Start(x.archive)}, put),
		refused(screen.Action{ID: "duplicate", Title: "Make a new campaign like this one", Keys: screen.Bind("d", "duplicate", "d"), Run: screen.Do(x.askDuplicate)}, none),
		refused(screen.Action{ID: "delete", Title: "Delete the campaign from this machine", Keys: screen.Bind("D", "delete", "D", "delete"), Run: screen.Do(x.askDelete)}, gone),
	}.In(homeGroup)
}

// whyNotChange is why a campaign cannot be changed from here; "" = it can be.
func (x *homeChanges) whyNotChange(e *homeEntry) string {
	switch {
	case e.heldElsewhere():
		return "This campaign is open elsewhere (" + e.summary.Holder + ")."
	case e.summary.Damage != "":
		return "Part of this campaign is damaged: writing it would lose what is left."
	case e.id() == "":
		return "This campaign is not saved yet."
	}
	return ""
}

func (x *homeChanges) askName() {
	x.of = *x.home.under()
	x.home.console.OpenDialog(x.home.requests.ID, renameDialog, widget.NewPrompt(x.home.console.Theme, "Rename the campaign",
		"It is called so here. Dialgen has no names of campaigns.", "Name", x.of.name(), func(typed string) (string, error) {
			_, err := session.CheckName(typed)
			return "", err
		}))
}

func (x *homeChanges) archive() tea.Cmd {
	x.of = *x.home.under()
	archived := !x.of.archived
	return x.change(session.DraftChange{ID: x.of.id(), Archived: &archived})
}

func (x *homeChanges) askDelete() {
	x.of = *x.home.under()
	x.home.console.OpenDialog(x.home.requests.ID, deleteDialog, widget.NewTyped(x.home.console.Theme, fmt.Sprintf("Delete %q?", x.of.name()),
		session.ForgetWords+"\n\nType delete to do it.", "Delete", "delete"))
}

func (x *homeChanges) askDuplicate() {
	x.of = *x.home.under()
	options := []widget.Option{
		{Value: withRows, Label: "With its rows", Detail: "and what was decided of them"},
		{Value: withoutRows, Label: "For another list", Detail: "with its options and country alone"},
	}
	if x.of.summary.Damage != "" {
		options = options[1:]
	}
	x.home.console.OpenDialog(x.home.requests.ID, duplicateDialog, widget.NewChoice(x.home.console.Theme, fmt.Sprintf("A campaign like %q", x.of.name()),
		"It is a draft: nobody is called before you confirm it, and who must not be called again so soon is found out anew.", options))
}

// answered does what one of the dialogs was answered with, and reports whether it was one of
// them.
func (x *homeChanges) answered(msg screen.Answered) (tea.Cmd, bool) {
	switch msg.Name {
	case renameDialog:
		name, err := session.CheckName(msg.Answer.Text)
		if err != nil || name == x.of.name() {
			return nil, true
		}
		return x.change(session.DraftChange{ID: x.of.id(), Name: name}), true
	case deleteDialog:
		x.busy = true
		return x.home.requests.Run("change", []session.Work{session.Forget(x.home.console.Config.Store.Campaigns, x.of.id())}), true
	case duplicateDialog:
		if msg.Answer.Value == withRows {
			return x.duplicate(), true
		}
		x.template()
		return nil, true
	}
	return nil, false
}

// change makes a change to the campaign: at once to one that is open here, which is written
// down like every other change of it.
func (x *homeChanges) change(d session.DraftChange) tea.Cmd {
	h := x.home
	if c := x.of.campaign; c != nil && !c.Onlooker() {
		d.ApplyTo(c)
		if c == h.console.Campaign && d.Name != "" {
			x.rebuilt = c
		}
		x.changed(d)
		return nil
	}
	x.busy = true
	return h.requests.Run("change", []session.Work{d.Work(h.console.Config.Store.Campaigns)})
}

// changed shows what was changed.
func (x *homeChanges) changed(d session.DraftChange) {
	h := x.home
	if d.Archived != nil {
		words := fmt.Sprintf("%q is archived. Press 6 to see what is, and a there to list it again.", x.of.name())
		if !*d.Archived {
			words = fmt.Sprintf("%q is listed again.", x.of.name())
		}
		h.console.Notify(widget.Done, words)
	}
	h.refresh()
	h.distinguish()
}

// update takes what comes back of changes, and reports whether it was of one.
func (x *homeChanges) update(msg tea.Msg) (tea.Cmd, bool) {
	h := x.home
	switch msg := msg.(type) {
	case session.DraftChanged:
		x.busy = false
		if msg.Err != nil {
			h.err = reason.Sentence(msg.Err)
		}
		return h.list(), true
	case session.Forgotten:
		return x.forgotten(msg), true
	case duplicated:
		x.busy, h.opening = false, ""
		if msg.err != nil {
			h.err = reason.Sentence(msg.err)
			return h.list(), true
		}
		h.opened(campaignOpened{campaign: msg.campaign, as: msg.draft})
		return nil, true
	}
	return nil, false
}

// forgotten takes a campaign that is deleted off the console.
func (x *homeChanges) forgotten(msg session.Forgotten) tea.Cmd {
	h := x.home
	x.busy = false
	if msg.Err != nil {
		h.err = reason.Sentence(msg.Err)
		return h.list()
	}
	for _, c := range h.console.Campaigns {
		if c.ID != msg.ID {
			continue
		}
		h.console.Saver.Drop(c)
		if h.console.Campaign == c {
			h.console.Campaign = nil
			h.console.Emit(screen.ShowCampaign{})
		}
	}
	h.console.Campaigns = slices.DeleteFunc(h.console.Campaigns, func(c *model.Campaign) bool { return c.ID == msg.ID })
	h.kept = slices.DeleteFunc(h.kept, func(e *homeEntry) bool { return e.summary.ID == msg.ID })
	h.console.Notify(widget.Done, fmt.Sprintf("%q is deleted.", x.of.name()))
	h.refresh()
	h.distinguish()
	return h.list()
}

// duplicate makes a draft of the campaign with its rows, and opens it.
func (x *homeChanges) duplicate() tea.Cmd {
	h := x.home
	if h.busy() {
		return nil
	}
	x.busy, h.opening = true, x.of.name()
	cfg, id := h.console.Config, x.of.id()
	return h.requests.Ask("open", func(ctx context.Context) tea.Msg {
		from, err := session.Look(ctx, cfg.Store, id)
		if err != nil {
			return duplicated{err: err}
		}
		work := session.Duplicate{Campaign: from, Store: cfg.Store, Here: cfg.Account.Service, Profile: cfg.Account.Name, By: cfg.Account.Operator, Now: cfg.Now}
		c, draft, err := work.Make(ctx)
		return duplicated{c, draft, err}
	})
}

// template begins a campaign with the options of this one, for another list.
func (x *homeChanges) template() {
	h := x.home
	if h.busy() {
		return
	}
	h.console.Campaign = session.Template(x.of.current())
	h.console.GoOnTo(model.StageFile)
}
