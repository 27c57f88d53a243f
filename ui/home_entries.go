package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// homeEntry is one campaign on Home: open in this console, kept, or both.
type homeEntry struct {
	summary  model.Summary
	campaign *model.Campaign // nil when it is not open here
}

// entries are the campaigns there are: those whose outcome is not known first, then those
// of which something waits for somebody, then the latest.
func (h *homeScreen) entries() []homeEntry {
	var entries []homeEntry
	known := map[*model.Campaign]bool{}
	for _, s := range h.kept {
		e := homeEntry{summary: s}
		for _, c := range h.console.Campaigns {
			if c.ID == s.ID {
				e.campaign = c
				known[c] = true
			}
		}
		entries = append(entries, e)
	}
	for i, c := range h.console.Campaigns {
		if !known[c] {
			entries = slices.Insert(entries, min(i, len(entries)), homeEntry{campaign: c})
		}
	}
	slices.SortStableFunc(entries, func(a, b homeEntry) int { return cmp.Compare(a.need(), b.need()) })
	return entries
}

// need is how much it needs somebody; see session.Standing.Need.
func (e homeEntry) need() int { return session.StandingOf(e.batches()).Need() }

// id is the campaign's key in the store, "" while it is not kept.
func (e homeEntry) id() string {
	if e.campaign != nil {
		return e.campaign.ID
	}
	return e.summary.ID
}

// same reports whether two entries are of one campaign.
func (e homeEntry) same(other homeEntry) bool {
	return e.campaign != nil && e.campaign == other.campaign || e.id() != "" && e.id() == other.id()
}

// place is where the cursor is: on its campaign, wherever that stands by now.
func (h *homeScreen) place() int {
	entries := h.entries()
	if i := slices.IndexFunc(entries, h.on.same); i >= 0 {
		return i + 1
	}
	return min(h.cursor, len(entries))
}

// move puts the cursor on a place, as near as there is one.
func (h *homeScreen) move(to int) {
	entries := h.entries()
	h.cursor, h.on = min(max(0, to), len(entries)), homeEntry{}
	if h.cursor > 0 {
		h.on = entries[h.cursor-1]
	}
}

// toCurrent puts the cursor on the campaign one comes from.
func (h *homeScreen) toCurrent() {
	current := homeEntry{campaign: h.console.Campaign}
	if i := slices.IndexFunc(h.entries(), current.same); current.campaign != nil && i >= 0 {
		h.move(i + 1)
	}
}

func (e homeEntry) name() string {
	if e.campaign != nil {
		return e.campaign.Name()
	}
	return printable.Text(e.summary.Draft.Name, 80)
}

// distinguish says of each entry what tells it from others of its name; "" where none
// has it.
func distinguish(d *screen.Console, entries []homeEntry) []string {
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

func (e homeEntry) batches() []model.Batch {
	// What another console has open changes there.
	if e.campaign != nil && e.campaign.Holder == "" {
		return e.campaign.Batches
	}
	return e.summary.Batches
}

// uncertain reports whether nobody knows if a batch of it was sent.
func (e homeEntry) uncertain() bool {
	return slices.ContainsFunc(e.batches(), func(b model.Batch) bool { return b.State == model.SendUnknown })
}

// underWay reports whether the operator was inside it and it is not over.
func (e homeEntry) underWay() bool {
	if e.summary.Draft.View.Home || e.summary.Holder != "" || e.summary.Damage != "" {
		return false
	}
	batches := e.batches()
	return len(batches) == 0 || slices.ContainsFunc(batches, model.Batch.Running)
}

// describe says in one line how far a campaign is, and where, when that is not
// the service this console works with.
func (h *homeScreen) describe(e homeEntry) string {
	words := h.progressWords(e)
	if e.summary.Damage != "" {
		words += h.console.Theme.Warning.Render(", damaged")
	}
	for _, b := range e.batches() {
		if b.Service != h.console.Config.Account.Service && b.Service != "" {
			where := "another sandbox"
			if _, host, address := strings.Cut(b.Service, "://"); address {
				where = printable.Text(host, 60)
			}
			return words + h.console.Theme.Muted.Render(", at "+where)
		}
	}
	return words
}

func (h *homeScreen) progressWords(e homeEntry) string {
	t := h.console.Theme
	tally := session.TallyOf(e.batches())
	switch session.StandingOf(e.batches()) {
	case session.StandsUnknown:
		return t.Warning.Render(fmt.Sprintf("%s %s may or may not be called", t.Glyphs.ToFix, screen.People(tally.Unknown)))
	case session.StandsSending:
		return t.Accent.Render(fmt.Sprintf("%s %s being sent", screen.People(tally.Sending), figures.Are(tally.Sending))) + h.holderWords(e)
	case session.StandsRefused:
		return t.Error.Render(fmt.Sprintf("%s %s refused", t.Glyphs.ToFix, screen.People(tally.Refused)))
	case session.StandsWaiting:
		if k, waits := session.CanaryIn(e.batches()); waits {
			style, words := t.Accent, k.ShortWords()
			if k.Release.Kept != "" {
				style = t.Warning
			}
			return style.Render(words)
		}
		now := h.console.Config.Now()
		needs := session.NeedsOf(e.batches(), now)
		words := cmp.Or(needs.Words(now), screen.People(tally.Waiting)+" not sent yet")
		if widget.Width(words) > h.detailRoom() {
			words = needs.ShortWords()
		}
		return t.Warning.Render(words)
	case session.StandsPlanned, session.StandsCalling, session.StandsEnded:
		words := t.Muted.Render(screen.People(tally.Accepted)+", ") + h.takenWords(e)
		if until := session.WatchedUntil(e.batches()); !until.IsZero() {
			needed := "console needed until " + session.Begin{At: until}.Words(h.console.Config.Now())
			if widget.Width(words)+widget.Width(needed)+2 > h.detailRoom() {
				return t.Warning.Render(needed)
			}
			words += t.Warning.Render(", " + needed)
		}
		return words
	}
	text := draftWords(h.console, e)
	if holder := e.summary.Holder; holder != "" && (e.campaign == nil || e.campaign.Holder != "") {
		text = "open elsewhere: " + printable.Text(holder, 60) + ", " + text
	}
	return t.Muted.Render(text)
}

// detailRoom is how many cells there are beside a name.
func (h *homeScreen) detailRoom() int { return h.width - nameWidth - 4 }

// takenWords say how far the batches are that Dialgen took.
func (h *homeScreen) takenWords(e homeEntry) string {
	t := h.console.Theme
	s := session.Taken(e.batches())
	begin := session.BeginOf(e.batches(), e.summary.Draft.Values[model.OptTimeZone])
	if e.campaign != nil && e.campaign.Plan != nil {
		begin = session.BeginOfPlan(e.campaign.Plan.Options)
	}
	style := t.Accent
	if s.Status.Ended() {
		style = t.Muted
	}
	return style.Render(session.ProgressWords(s, begin, h.console.Config.Now()))
}

// holderWords says who has a campaign open that is not open here.
func (h *homeScreen) holderWords(e homeEntry) string {
	if e.summary.Holder == "" || e.campaign != nil && e.campaign.Holder == "" {
		return ""
	}
	return h.console.Theme.Muted.Render(" by " + printable.Text(e.summary.Holder, 60))
}

// draftWords says how far a draft has come.
func draftWords(d *screen.Console, e homeEntry) string {
	stage, rows, counts := e.summary.Draft.Stage, e.summary.Draft.Rows, e.summary.Draft.Counts
	if c := e.campaign; c != nil {
		stage, rows, counts = c.Stage, c.Table.Len(), model.Counts{}
		if c.Evaluated() {
			counts = c.List.Counts()
		}
	}
	text := session.DraftWords(stage, rows, counts)
	if at := e.summary.Changed; !at.IsZero() {
		text += ", " + figures.Ago(d.Config.Now().Sub(at))
	}
	return text
}
