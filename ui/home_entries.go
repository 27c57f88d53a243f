package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/team"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// homeEntry is one campaign on Home: open in this console, kept, or both.
type homeEntry struct {
	summary  model.Summary
	campaign *model.Campaign    // nil when it is not open here
	there    *model.ListedBatch // a batch that was made elsewhere, which no campaign has; else nil
	theirs   *team.Head         // a colleague's campaign; else nil
	lost     team.Lost          // who took it over; zero = nobody
	apart    string             // what tells it from others of its name; "" where none has it

	// What follows is as it was worked out last.
	outline  session.Outline
	archived bool
	words    string // that can be found, in small letters; "" = they are not worked out yet
}

// assess works out how far a campaign is.
func (e *homeEntry) assess(now time.Time) {
	s := e.current()
	e.outline, e.archived, e.words = session.OutlineOf(s, now), s.Draft.View.Archived, ""
	switch {
	case e.theirs != nil:
		e.outline = session.OutlineOfHead(*e.theirs, s, now)
	case e.lost.Campaign != "":
		e.outline = session.LostOutline(e.outline, e.lost, now)
	}
}

// current is the campaign as it is now: what another console has open changes there.
func (e *homeEntry) current() model.Summary {
	if e.campaign != nil && !e.campaign.Onlooker() {
		return session.SummaryOf(e.campaign, e.summary)
	}
	return e.summary
}

func (e *homeEntry) batches() []model.Batch {
	if e.campaign != nil && !e.campaign.Onlooker() {
		return e.campaign.Batches
	}
	return e.summary.Batches
}

// unheld is the campaign as it is now, without who has it open.
func (e *homeEntry) unheld() model.Summary {
	s := e.current()
	s.Holder = ""
	return s
}

// uncertain reports whether nobody knows if a batch of it was sent.
func (e *homeEntry) uncertain() bool { return session.StandingOf(e.batches()) == session.StandsUnknown }

// need is how much it needs somebody; see session.Standing.Need.
func (e *homeEntry) need() int {
	if e.theirs != nil || e.lost.Campaign != "" {
		return session.StandsEnded.Need()
	}
	return e.outline.Standing.Need()
}

// unsettled reports whether somebody here has to say whether it was sent.
func (e *homeEntry) unsettled() bool { return e.need() == session.StandsUnknown.Need() }

// needs reports whether it waits for somebody.
func (e *homeEntry) needs() bool { return e.need() < session.StandsEnded.Need() }

// group is the place of its title in homeGroups.
func (e *homeEntry) group() int {
	switch {
	case e.there != nil:
		return len(homeGroups) - 1
	case e.theirs != nil:
		return len(homeGroups) - 2
	}
	return e.need()
}

// id is the campaign's key in the store, "" while it is not kept.
func (e *homeEntry) id() string {
	if e.campaign != nil {
		return e.campaign.ID
	}
	return e.summary.ID
}

// same reports whether two entries are of one campaign.
func (e *homeEntry) same(other *homeEntry) bool {
	if e.there != nil || other.there != nil {
		return e.there != nil && other.there != nil && e.there.ID == other.there.ID
	}
	return e.campaign != nil && e.campaign == other.campaign || e.id() != "" && e.id() == other.id()
}

func (e *homeEntry) name() string {
	if e.campaign != nil {
		return e.campaign.Name()
	}
	return printable.Text(e.summary.Draft.Name, 80)
}

// heldElsewhere reports whether another console has it open.
func (e *homeEntry) heldElsewhere() bool {
	return e.summary.Holder != "" && (e.campaign == nil || e.campaign.Onlooker())
}

// underWay reports whether the operator was inside it and it is not over.
func (e *homeEntry) underWay() bool {
	if e.theirs != nil || e.lost.Campaign != "" || e.summary.Draft.View.Home || e.summary.Holder != "" || e.summary.Damage != "" {
		return false
	}
	batches := e.batches()
	return len(batches) == 0 || slices.ContainsFunc(batches, model.Batch.Running)
}

// listed takes over the campaigns that were kept.
func (h *homeScreen) listed(kept []model.Summary) {
	h.kept = make([]*homeEntry, len(kept))
	for i, s := range kept {
		h.kept[i] = &homeEntry{summary: s}
	}
	h.minute = time.Time{}
	h.refresh()
	h.distinguish()
}

// refresh brings what is shown up to date. What is worked out of a campaign that is only
// kept stands for a minute, within which its words do not change; one that is open here may
// change at any time.
func (h *homeScreen) refresh() {
	now := h.console.Config.Now()
	stale := !now.Truncate(time.Minute).Equal(h.minute)
	h.minute = now.Truncate(time.Minute)
	open := map[string]*model.Campaign{}
	for _, c := range h.console.Campaigns {
		open[c.ID] = c
	}
	h.all = h.all[:0:0]
	for _, e := range h.kept {
		before, lost := e.campaign, e.lost
		e.lost, _ = h.console.Team.State.LostTo(e.summary.ID)
		e.campaign = open[e.summary.ID]
		if stale || e.campaign != nil || before != nil || e.lost != lost {
			e.assess(now)
		}
		h.all = append(h.all, e)
	}
	for i, c := range h.console.Campaigns {
		if !slices.ContainsFunc(h.all, func(e *homeEntry) bool { return e.campaign == c }) {
			e := &homeEntry{campaign: c}
			e.assess(now)
			h.all = slices.Insert(h.all, min(i, len(h.all)), e)
		}
	}
	theirs := h.team.shown(h.all, now, stale)
	h.all = append(h.all, h.remote.entries(slices.Concat(h.all, theirs), now)...)
	h.all = append(h.all, theirs...)
	slices.SortStableFunc(h.all, func(a, b *homeEntry) int {
		return cmp.Or(cmp.Compare(a.group(), b.group()), h.order.compare(a, b))
	})
	h.choose()
	h.reveal()
}

// distinguish notes of each entry what tells it from others of its name.
func (h *homeScreen) distinguish() {
	ours := slices.DeleteFunc(slices.Clone(h.all), func(e *homeEntry) bool { return e.theirs != nil })
	for i, words := range distinctions(h.console, ours) {
		ours[i].apart = words
	}
}

// distinctions say of each entry what tells it from others of its name; "" where none has
// it.
func distinctions(d *screen.Console, entries []*homeEntry) []string {
	all := make([]model.Summary, len(entries))
	for i, e := range entries {
		all[i] = e.summary
		all[i].Draft.Name = e.name()
		if e.campaign != nil {
			all[i].ID, all[i].Draft.Origin = e.campaign.ID, e.campaign.Origin
		}
	}
	return model.Distinctions(all, d.Config.Now().Location())
}

// place is where the cursor is: on its campaign, wherever that stands by now.
func (h *homeScreen) place() int {
	if i := slices.IndexFunc(h.shown, h.on.same); i >= 0 {
		return i + 1
	}
	return min(h.cursor, len(h.shown))
}

// under is the campaign under the cursor; nil where that is on a new one.
func (h *homeScreen) under() *homeEntry {
	if at := h.place(); at > 0 {
		return h.shown[at-1]
	}
	return nil
}

// move puts the cursor on a place, as near as there is one.
func (h *homeScreen) move(to int) {
	h.cursor, h.on = min(max(0, to), len(h.shown)), homeEntry{}
	if h.cursor > 0 {
		h.on = *h.shown[h.cursor-1]
	}
	h.reveal()
}

// toCurrent puts the cursor on the campaign one comes from.
func (h *homeScreen) toCurrent() {
	current := homeEntry{campaign: h.console.Campaign}
	if i := slices.IndexFunc(h.shown, current.same); current.campaign != nil && i >= 0 {
		h.move(i + 1)
	}
}

// elsewhere names the service a campaign is at, when this console works with another one.
func (h *homeScreen) elsewhere(e *homeEntry) string {
	for _, b := range e.batches() {
		if b.Service != h.console.Config.Account.Service && b.Service != "" {
			if _, host, address := strings.Cut(b.Service, "://"); address {
				return printable.Text(host, 60)
			}
			return "another sandbox"
		}
	}
	return ""
}
