package ui

import (
	"path/filepath"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// homeColumn is a column of the campaigns on Home. What a cell has no room for is cut with
// a mark, so that only names, files and agents may be longer than their column.
type homeColumn struct {
	title string
	width int
	right bool
	cell  func(homeTable, *homeEntry, int) string // for so many cells
}

// homeTable draws campaigns line by line in so many cells.
type homeTable struct {
	theme theme.Theme
	width int
	quiet bool // the keys go somewhere else
}

// homeGap is the cells between two columns.
const homeGap = 2

// From these widths on there is more to see of each campaign.
const (
	homeContactsFrom = 98
	homeWideFrom     = 118
	homeBarFrom      = 150
	homeFileFrom     = 172
	homeAgentFrom    = 192
)

// columns are those that a window has room for; the name takes what the others leave.
func (h homeTable) columns() []homeColumn {
	w := h.width
	state, when, answered := homeColumn{"State", 16, false, homeTable.stateCell}, homeColumn{"When", 17, false, homeTable.whenCell}, homeColumn{"Answered", 8, true, homeTable.answeredCell}
	if w >= homeContactsFrom {
		when.width = 21
	}
	if w >= homeWideFrom {
		state.width, answered.width = 22, 14
	}
	if w >= homeFileFrom {
		state.width = 28
	}
	all := []homeColumn{{"Campaign", 0, false, homeTable.nameCell}, state, when}
	add := func(from int, c homeColumn) {
		if w >= from {
			all = append(all, c)
		}
	}
	add(homeContactsFrom, homeColumn{"Contacts", 9, true, homeTable.contactsCell})
	add(0, answered)
	add(homeBarFrom, homeColumn{"Outcomes", 20, false, homeTable.barCell})
	add(homeFileFrom, homeColumn{"File", 20, false, homeTable.fileCell})
	add(homeAgentFrom, homeColumn{"Agent", 18, false, homeTable.agentCell})
	add(0, homeColumn{"Next", 6, false, homeTable.nextCell})
	rest := w - 2
	for _, c := range all[1:] {
		rest -= c.width + homeGap
	}
	all[0].width = max(8, rest)
	return all
}

// head is the line of the columns' titles.
func (h homeTable) head(columns []homeColumn) string {
	var b strings.Builder
	b.WriteString("  ")
	for i, c := range columns {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", homeGap))
		}
		b.WriteString(fitCell(c.title, c.width, c.right, ""))
	}
	return h.theme.Muted.Render(b.String())
}

// row is the line of one campaign. A quiet table has the cursor, and not the keys.
func (h homeTable) row(columns []homeColumn, e *homeEntry, under bool) string {
	t := h.theme
	sign, style := " ", t.Text
	switch {
	case under && h.quiet:
		style = t.Strong
	case under:
		sign, style = t.Glyphs.Cursor, t.Cursor
	}
	var b strings.Builder
	b.WriteString(style.Render(sign + " " + columns[0].cell(h, e, columns[0].width)))
	for _, c := range columns[1:] {
		b.WriteString(strings.Repeat(" ", homeGap))
		b.WriteString(fitCell(c.cell(h, e, c.width), c.width, c.right, t.Glyphs.Ellipsis))
	}
	return b.String()
}

// words are a campaign as a sentence: its place, and each cell behind its title.
func (h homeTable) words(columns []homeColumn, e *homeEntry, place int, under bool) string {
	var cells []string
	for i, c := range columns {
		text := strings.Join(widget.Spoken(c.cell(h, e, c.width)), " ")
		switch {
		case text == "":
			continue
		case i > 0:
			text = c.title + " " + text
		}
		cells = append(cells, text)
	}
	line := figures.Count(place+1) + ". " + strings.Join(cells, "; ")
	if under {
		line = h.theme.Glyphs.Cursor + " " + line
	}
	return line
}

func fitCell(text string, width int, right bool, ellipsis string) string {
	if right {
		return widget.FitRight(text, width, ellipsis)
	}
	return widget.Fit(text, width, ellipsis)
}

// nameCell is a campaign's name with what tells it from others of that name, which is cut
// last.
func (h homeTable) nameCell(e *homeEntry, width int) string {
	name, ellipsis := e.name(), h.theme.Glyphs.Ellipsis
	if e.theirs != nil {
		who := ", " + h.who(*e.theirs)
		return widget.Fit(widget.Clip(name, ellipsis, max(8, width-widget.Width(who)))+who, width, ellipsis)
	}
	if e.apart == "" || strings.HasPrefix(e.apart, "changed ") || strings.HasPrefix(e.apart, "sent ") { // as the next but one column says
		return widget.Fit(name, width, ellipsis)
	}
	apart := ", " + e.apart
	return widget.Fit(widget.Clip(name, ellipsis, max(8, width-widget.Width(apart)))+apart, width, ellipsis)
}

// who is whose a campaign is, as far as there is room.
func (h homeTable) who(head team.Head) string {
	if h.width >= homeBarFrom || head.Owner.Login == "" {
		return session.WhoWords(head.Owner)
	}
	return widget.Clip(model.ColleagueWords(head.Owner.Login), h.theme.Glyphs.Ellipsis, maxLogin)
}

// maxLogin is how many cells the name of a colleague takes at most where there is little room.
const maxLogin = 8

func (h homeTable) stateCell(e *homeEntry, width int) string {
	text, whole := e.outline.State, e.outline.Words
	if h.width >= homeContactsFrom { // the count has a column of its own
		whole = strings.TrimPrefix(whole, figures.Counted(e.outline.Contacts, "contact")+", ")
	}
	if h.width >= homeWideFrom && e.outline.Standing != session.StandsDraft && widget.Width(whole) <= width && whole != e.outline.When {
		text = whole
	}
	return h.pen(e).Render(text)
}

func (h homeTable) whenCell(e *homeEntry, width int) string {
	text := e.outline.When
	if widget.Width(text) > width {
		_, text, _ = strings.Cut(text, " ") // the state says what happened then, or will
	}
	if e.outline.Standing == session.StandsDraft && h.width < homeContactsFrom {
		text = strings.TrimPrefix(text, "edited ")
	}
	return h.theme.Muted.Render(text)
}

func (h homeTable) contactsCell(e *homeEntry, _ int) string {
	return h.theme.Muted.Render(figures.Count(e.outline.Contacts))
}

func (h homeTable) answeredCell(e *homeEntry, width int) string {
	r, t := e.outline.Results, h.theme
	if r.Total == 0 || r.Processed == 0 && r.Finished() == 0 {
		return ""
	}
	share := figures.Percent(min(r.Succeeded, r.Total), r.Total)
	if width < 14 {
		return t.Text.Render(share)
	}
	return t.Text.Render(figures.Count(r.Succeeded)) + t.Muted.Render(widget.FitRight(share, 6, ""))
}

// barCell draws what came of the contacts: answered, not reached, to go.
func (h homeTable) barCell(e *homeEntry, width int) string {
	r := e.outline.Results
	if r.Total == 0 {
		return ""
	}
	return outcomeBar(h.theme, width, r)
}

func (h homeTable) fileCell(e *homeEntry, _ int) string {
	return h.theme.Muted.Render(e.file())
}

func (h homeTable) agentCell(e *homeEntry, _ int) string {
	return h.theme.Muted.Render(e.agent())
}

func (h homeTable) nextCell(e *homeEntry, _ int) string {
	t, style := h.theme, h.theme.Muted
	if e.needs() {
		style = t.Strong
	}
	return style.Render(string(e.outline.Next))
}

// pen is what the state of a campaign is drawn with.
func (h homeTable) pen(e *homeEntry) theme.Pen {
	t := h.theme
	switch e.outline.Standing {
	case session.StandsUnknown, session.StandsPaused:
		return t.Warning
	case session.StandsRefused:
		return t.Error
	case session.StandsWaiting:
		if e.outline.Next == session.NextWatch {
			return t.Accent
		}
		return t.Warning
	case session.StandsSending, session.StandsPlanned, session.StandsCalling:
		return t.Accent
	}
	if e.current().Damage != "" {
		return t.Warning
	}
	return t.Muted
}

// file is the name of the file that a campaign's list came from.
func (e *homeEntry) file() string {
	path := e.current().Draft.Origin.Path
	if path == "" {
		return ""
	}
	return printable.Text(filepath.Base(path), 60)
}

// agent is who calls, as far as it is known.
func (e *homeEntry) agent() string {
	for _, b := range e.batches() {
		if b.Agent != "" {
			return printable.Text(b.Agent, 60)
		}
	}
	return printable.Text(e.current().Draft.Values[model.OptAgent], 60)
}
