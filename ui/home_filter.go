package ui

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// Which campaigns Home shows.
const (
	homeAll      = "all"
	homeNeeds    = "needs you"
	homeRunning  = "running"
	homeDrafts   = "drafts"
	homeDone     = "done"
	homeArchived = "archived"
	homeMine     = "yours"
	homeTheirs   = "theirs"
)

// homeFilters are in the order of their keys.
var homeFilters = []string{homeAll, homeNeeds, homeRunning, homeDrafts, homeDone, homeArchived}

// filters are those there are to choose from: whose it is only in a team.
func (h *homeScreen) filters() []string {
	if h.team.set() {
		return append(slices.Clone(homeFilters), homeMine, homeTheirs)
	}
	return homeFilters
}

// is reports whether a campaign is of those a filter shows. One that needs somebody is never
// put away.
func (e *homeEntry) is(filter string) bool {
	needs := e.needs()
	if archived := e.archived && !needs; archived || filter == homeArchived {
		return archived && filter == homeArchived
	}
	switch s := e.outline.Standing; filter {
	case homeNeeds:
		return needs
	case homeRunning:
		return s == session.StandsSending || s == session.StandsPlanned || s == session.StandsCalling
	case homeDrafts:
		return s == session.StandsDraft
	case homeDone:
		return s == session.StandsEnded
	case homeMine:
		return e.theirs == nil && e.there == nil
	case homeTheirs:
		return e.theirs != nil
	}
	return true
}

// homeOrder is what campaigns are sorted by within those that need somebody equally.
type homeOrder string

const (
	byChange   homeOrder = "" // the latest change first
	byWhen     homeOrder = "when"
	byName     homeOrder = "name"
	byContacts homeOrder = "contacts"
	byAnswered homeOrder = "answered"
)

// compare orders two campaigns; those that are equal stay as they are.
func (o homeOrder) compare(a, b *homeEntry) int {
	share := func(e *homeEntry) float64 {
		r := e.outline.Results
		if r.Total == 0 || r.Processed == 0 {
			return -1
		}
		return float64(r.Succeeded) / float64(r.Total)
	}
	switch o {
	case byWhen:
		return b.outline.At.Compare(a.outline.At)
	case byName:
		return cmp.Compare(strings.ToLower(a.name()), strings.ToLower(b.name()))
	case byContacts:
		return cmp.Compare(b.outline.Contacts, a.outline.Contacts)
	case byAnswered:
		return cmp.Compare(share(b), share(a))
	}
	return 0
}

const homeSortDialog = "sort campaigns"

// askOrder asks what the campaigns are sorted by.
func (h *homeScreen) askOrder() {
	h.console.OpenDialog(h.requests.ID, homeSortDialog, widget.NewChoice(h.console.Theme, "Sort the campaigns", "Those that need you stay first.", []widget.Option{
		{Value: string(byChange), Label: "Changed last", Detail: "the latest first"},
		{Value: string(byWhen), Label: "Sent or edited", Detail: "the latest first"},
		{Value: string(byName), Label: "Name", Detail: "A to Z"},
		{Value: string(byContacts), Label: "Contacts", Detail: "the most first"},
		{Value: string(byAnswered), Label: "Answered", Detail: "the largest share first"},
	}).At(string(h.order)))
}

// choose takes those that the filter and what is to be found let through.
func (h *homeScreen) choose() {
	counts, filters := map[string]int{}, h.filters()
	for _, e := range h.all {
		for _, f := range filters {
			if e.is(f) {
				counts[f]++
			}
		}
	}
	items := make([]widget.FilterItem, len(filters))
	for i, f := range filters {
		items[i] = widget.FilterItem{Key: f, Label: f, Press: string(rune('1' + i)), Count: counts[f], Style: h.console.Theme.Text}
	}
	h.filter.SetItems(items)
	selected, query := h.filter.Selected(), strings.Fields(strings.ToLower(h.filter.Query()))
	h.shown = h.shown[:0:0]
	for _, e := range h.all {
		if e.is(selected) && e.matches(query) {
			h.shown = append(h.shown, e)
		}
	}
	h.lines = h.tableLines()
}

// matches reports whether each word is found in what is known of a campaign by name.
func (e *homeEntry) matches(words []string) bool {
	if len(words) == 0 {
		return true
	}
	if e.words == "" {
		text := e.name() + "\n" + e.file() + "\n" + e.agent() + "\n" + e.outline.State + "\n" + e.outline.Words
		for _, b := range e.batches() {
			text += "\n" + b.ID
		}
		if e.theirs != nil {
			text += "\n" + session.WhoWords(e.theirs.Owner)
		}
		e.words = strings.ToLower(text)
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(e.words, w) })
}

// narrow shows others, with the cursor on one of them.
func (h *homeScreen) narrow(change func()) {
	change()
	h.refresh()
	if !slices.ContainsFunc(h.shown, h.on.same) {
		h.move(min(1, len(h.shown)))
	}
}

// find edits what is to be found.
func (h *homeScreen) find(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	h.narrow(func() { cmd, _ = h.filter.Update(msg) })
	return cmd
}

// narrowed reports whether fewer are shown than there are.
func (h *homeScreen) narrowed() bool {
	return h.filter.Query() != "" || h.filter.Selected() != homeAll && h.filter.Selected() != ""
}

// widen shows all again.
func (h *homeScreen) widen() {
	h.narrow(func() {
		h.filter.SetQuery("")
		h.filter.Select(homeAll)
	})
}

// filterActions choose what is shown.
func (h *homeScreen) filterActions() screen.Actions {
	some := screen.Without(len(h.all) > 0, "There are no campaigns yet.")
	list := screen.Actions{
		{ID: "find", Title: "Find a campaign", Keys: screen.Bind("/", "find", "/"), WhyNot: some, Run: func(tea.KeyMsg) tea.Cmd { return h.filter.OpenFind() }},
		{ID: "next filter", Title: "Show the next kind of campaigns", Keys: screen.Bind("tab", "show others", "tab"), WhyNot: some, Run: screen.Do(func() {
			filters := h.filters()
			i := slices.Index(filters, h.filter.Selected())
			h.narrow(func() { h.filter.Select(filters[(i+1)%len(filters)]) })
		})},
		{ID: "filter", Title: "Show all, those that need you, running, drafts, done or archived", Keys: screen.Bind("1-6", "show one kind", "1", "2", "3", "4", "5", "6"), WhyNot: some,
			Run: func(msg tea.KeyMsg) tea.Cmd {
				h.narrow(func() { h.filter.Press(msg.String()) })
				return nil
			}},
		{ID: "sort", Title: "Sort the campaigns", Keys: screen.Bind("f", "sort", "f"), WhyNot: some, Run: screen.Do(h.askOrder)},
		{ID: "widen", Title: "Show all campaigns again", Keys: screen.Label(screen.Global.Back, "show all"), WhyNot: screen.Without(h.narrowed() && h.opening == "", "All are shown."), Run: screen.Do(h.widen)},
	}
	return list.In(homeGroup)
}
