package ui

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/team"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	theirsDialog       = "colleague's campaign"
	cancelTheirsDialog = "cancel a colleague's campaign"
	takeOverDialog     = "take over a campaign"
	teamDialog         = "team"

	takeOverWord = "take over"
)

// homeTeam shows the campaigns of colleagues, which can be read, cancelled, and taken over of
// somebody who is gone.
type homeTeam struct {
	home    *homeScreen
	entries []*homeEntry
	seen    map[string]model.Statistics // of batches of colleagues who are gone, by their keys: what was seen of them here
	busy    string                      // what is under way; "" = nothing
	of      team.Head                   // that a dialog or work under way is about
}

// set reports whether this console is of a team.
func (x *homeTeam) set() bool { return x.home.console.Team.Team != nil }

// state is how the team stands, as it is known here.
func (x *homeTeam) state() session.TeamState { return x.home.console.Team.State }

func (x *homeTeam) clock() time.Time { return x.state().Clock(x.home.console.Config.WallTime()) }

func (x *homeTeam) here() string { return x.home.console.Config.Account.Service }

// take takes over how the team stands: those first of which something is going on.
func (x *homeTeam) take() {
	heads, seen := x.state().Theirs(), map[string]model.Statistics{}
	x.entries = make([]*homeEntry, len(heads))
	for i, head := range heads {
		e := &homeEntry{theirs: &head, summary: session.SummaryOfHead(head)}
		for k := range e.summary.Batches {
			if b := &e.summary.Batches[k]; x.seen[b.Key].At.After(b.Last.At) && b.Running() {
				b.Last, seen[b.Key] = x.seen[b.Key], x.seen[b.Key]
			}
		}
		x.entries[i] = e
	}
	x.seen = seen
	slices.SortStableFunc(x.entries, func(a, b *homeEntry) int {
		rank := func(e *homeEntry) int {
			switch s := session.StandingOf(e.summary.Batches); {
			case s == session.StandsEnded:
				return 2
			case s == session.StandsDraft && e.theirs.Confirmed.IsZero():
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), b.theirs.Changed.Compare(a.theirs.Changed))
	})
	x.home.minute = time.Time{} // what is shown is worked out anew
}

// shown are the colleagues' campaigns, but for what this machine has itself.
func (x *homeTeam) shown(ours []*homeEntry, now time.Time, stale bool) []*homeEntry {
	if len(x.entries) == 0 {
		return nil
	}
	kept := map[string]bool{}
	for _, e := range ours {
		kept[e.id()] = true
	}
	all := make([]*homeEntry, 0, len(x.entries))
	for _, e := range x.entries {
		if kept[e.summary.ID] {
			continue
		}
		if stale {
			e.assess(now)
		}
		all = append(all, e)
	}
	return all
}

// unfollowed are the campaigns of colleagues who are gone: nobody tells the team how they come on.
func (x *homeTeam) unfollowed() []*homeEntry {
	var all []*homeEntry
	for _, e := range x.entries {
		if !e.theirs.Owner.Present {
			all = append(all, e)
		}
	}
	return all
}

// saw takes over what was seen of a batch of a colleague who is gone. It is shown, and told to
// nobody: the batch is theirs.
func (x *homeTeam) saw(b model.Batch) {
	if x.seen == nil {
		x.seen = map[string]model.Statistics{}
	}
	x.seen[b.Key] = b.Last
	x.take()
}

const noTeam = "This console is of no team: `callsheet help team` tells how to share a ledger with colleagues."

func (x *homeTeam) actions() screen.Actions {
	e, why := x.home.under(), ""
	switch {
	case !x.set():
		why = noTeam
	case e == nil || e.theirs == nil:
		why = "Move to a colleague's campaign first: 8 shows them."
	}
	cancel := screen.Action{ID: "cancel theirs", Title: "Cancel what calls of a colleague's campaign", Keys: screen.Bind("c", "cancel theirs", "c"), WhyNot: why, Run: x.ask(x.askCancel)}
	take := screen.Action{ID: "take over", Title: "Take over the campaign of a colleague who is gone", Keys: screen.Bind("t", "take over", "t"), WhyNot: why, Run: x.ask(x.askTakeOver)}
	if why == "" {
		say, readOnly := x.home.console.Tell, x.home.console.Config.Store.ReadOnly.Why()
		cancel = cancel.Refused(x.busy, say).Refused(readOnly, say).Unoffered(session.WhyNotCancelTheirs(*e.theirs, x.here()), say)
		take = take.Refused(x.busy, say).Refused(readOnly, say).Unoffered(x.state().WhyNotTakeOver(*e.theirs), say)
	}
	return screen.Actions{
		cancel, take,
		{ID: "team", Title: "Look at the team: who is there, and why nothing is sent", Keys: screen.Bind("T", "team", "T"), WhyNot: screen.Without(x.set(), noTeam), Run: screen.Do(x.showTeam)},
		{ID: "whose", Title: "Show your own campaigns, or your colleagues'", Keys: screen.Bind("7-8", "yours or theirs", "7", "8"), WhyNot: screen.Without(x.set(), noTeam),
			Run: func(msg tea.KeyMsg) tea.Cmd {
				x.home.narrow(func() { x.home.filter.Press(msg.String()) })
				return nil
			}},
	}.In(homeGroup)
}

// whyNotTheirs is why nothing of a colleague's campaign is changed from here.
func whyNotTheirs(h team.Head) string {
	return "This campaign is " + session.WhoWords(h.Owner) + "'s: it can be read here, and what calls of it cancelled."
}

// look shows all that is known of a colleague's campaign, and what can be done about it.
func (x *homeTeam) look(e homeEntry) {
	h := x.home
	x.of = *e.theirs
	text := session.HeadFacts(x.of, e.outline, h.console.Config.Now(), x.clock())
	options := []widget.Option{{Label: "Leave it", Detail: "it is theirs"}}
	if readOnly := h.console.Config.Store.ReadOnly.On(); !readOnly && x.busy == "" {
		if session.WhyNotCancelTheirs(x.of, x.here()) == "" {
			options = append(options, widget.Option{Value: cancelTheirsDialog, Label: "Cancel what calls", Detail: "asked once more", Danger: true})
		}
		if x.state().WhyNotTakeOver(x.of) == "" {
			options = append(options, widget.Option{Value: takeOverDialog, Label: "Take it over", Detail: "asked once more", Danger: true})
		}
	}
	dialog := widget.NewNotice(h.console.Theme, e.name(), text+"\n\nIt is theirs: it can be read here.")
	if len(options) > 1 {
		dialog = widget.NewChoice(h.console.Theme, e.name(), text, options)
	}
	h.console.OpenDialog(h.requests.ID, theirsDialog, dialog)
}

// ask asks about the campaign under the cursor.
func (x *homeTeam) ask(about func()) func(tea.KeyMsg) tea.Cmd {
	return screen.Do(func() {
		x.of = *x.home.under().theirs
		about()
	})
}

// name is that of the campaign that is asked about, as it is shown.
func (x *homeTeam) name() string { return printable.Text(x.of.Name, maxTheirName) }

const maxTheirName = 80

func (x *homeTeam) askCancel() {
	h := x.home
	h.console.OpenDialog(h.requests.ID, cancelTheirsDialog, widget.NewTyped(h.console.Theme, fmt.Sprintf("Cancel %q of %s?", x.name(), session.WhoWords(x.of.Owner)),
		session.CancelTheirsWords(x.of, x.here())+"\n\nType cancel to do it.", "Type cancel", "cancel"))
}

func (x *homeTeam) askTakeOver() {
	h := x.home
	h.console.OpenDialog(h.requests.ID, takeOverDialog, widget.NewTyped(h.console.Theme, fmt.Sprintf("Take over %q?", x.name()),
		x.state().TakeOverWords(x.of, x.clock())+"\n\nType take over to do it.", "Type take over", takeOverWord))
}

// showTeam shows who is of the team, and at length why nothing is sent.
func (x *homeTeam) showTeam() {
	h := x.home
	h.console.OpenDialog(h.requests.ID, teamDialog, widget.NewNotice(h.console.Theme, "The team", x.state().MembersWords(x.clock(), h.console.Config.WallTime())))
}

// answered does what a dialog was answered with, and reports whether it was one of these.
func (x *homeTeam) answered(msg screen.Answered) (tea.Cmd, bool) {
	h := x.home
	switch msg.Name {
	case theirsDialog:
		switch msg.Answer.Value {
		case cancelTheirsDialog:
			x.askCancel()
		case takeOverDialog:
			x.askTakeOver()
		}
		return nil, true
	case cancelTheirsDialog:
		if x.busy != "" {
			return nil, true
		}
		x.busy = "What calls of it is being cancelled."
		return h.requests.Run("theirs", []session.Work{session.Cancel(h.console.Config.Service, session.TheirRunning(x.of, x.here()))}), true
	case takeOverDialog:
		if x.busy != "" {
			return nil, true
		}
		x.busy = "The campaign is being taken over."
		return h.requests.Run("theirs", []session.Work{session.TakeOver(h.console.Team.Team, x.of)}), true
	}
	return nil, false
}

// update takes what comes back, and reports whether it was of this.
func (x *homeTeam) update(msg tea.Msg) (tea.Cmd, bool) {
	h := x.home
	switch msg := msg.(type) {
	case session.Cancelled:
		x.busy = ""
		showCancelled(h.console, h.requests.ID, msg)
		x.cancelled(msg)
		return nil, true
	case session.TakenOver:
		x.busy = ""
		h.console.Team.State = msg.State
		x.take()
		if msg.Err != nil {
			h.console.OpenDialog(h.requests.ID, teamDialog, widget.NewNotice(h.console.Theme, "It was not taken over", reason.Sentence(msg.Err)))
		} else {
			h.widen() // it is none of theirs any more, and may be called otherwise
			h.on = homeEntry{summary: model.Summary{ID: msg.Head.Campaign}}
			h.console.Notify(widget.Done, fmt.Sprintf("%q is yours now: enter opens it.", printable.Text(msg.Head.Name, maxTheirName)))
		}
		return h.list(), true
	}
	return nil, false
}

// cancelled shows what was cancelled until the team tells it.
func (x *homeTeam) cancelled(msg session.Cancelled) {
	for _, done := range msg.Batches {
		if done.Err == nil {
			b := done.Batch
			b.Last.Status, b.Last.At = cmp.Or(done.Status, b.Last.Status), x.home.console.Config.Now()
			x.saw(b)
		}
	}
	x.home.refresh()
}
