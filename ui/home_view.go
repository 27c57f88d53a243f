package ui

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// homeGroups are the titles over the campaigns, by how much they need somebody, and over batches that are no campaigns here.
var homeGroups = [...]string{"Not known whether Dialgen has these", "These wait for you", "Running, drafts and done", "Your colleagues'", "Made elsewhere"}

// homeLine is one line of the campaigns: a title, or one of them.
type homeLine struct {
	title string
	entry int // in what is shown; -1 is a title or a blank
}

// tableLines are the campaigns under their titles.
func (h *homeScreen) tableLines() []homeLine {
	var lines []homeLine
	title := ""
	for i, e := range h.shown {
		next := homeGroups[e.group()]
		if h.filter.Selected() == homeArchived {
			next = "Archived"
		}
		if next != title {
			if i > 0 && h.tall() {
				lines = append(lines, homeLine{"", -1})
			}
			lines = append(lines, homeLine{next, -1})
		}
		title = next
		lines = append(lines, homeLine{"", i})
	}
	return lines
}

// tall reports whether there is room for lines that only keep things apart.
func (h *homeScreen) tall() bool { return h.height > 18 }

// headLines are above the campaigns.
func (h *homeScreen) headLines() []string {
	t := h.console.Theme
	lines := []string{t.Title.Render("What would you like to do?"), "", h.newLine()}
	if h.tall() || len(h.all) == 0 {
		lines = append([]string{""}, lines...)
	}
	if len(h.all) == 0 {
		return lines
	}
	return append(lines, "", h.filter.View(h.width))
}

// newLine is the line that starts a campaign.
func (h *homeScreen) newLine() string {
	t := h.console.Theme
	sign, style := " ", t.Text
	switch {
	case h.place() == 0 && h.filter.Finding():
		style = t.Strong
	case h.place() == 0:
		sign, style = t.Glyphs.Cursor, t.Cursor
	}
	return style.Render(sign+" "+widget.Fit("Start a new campaign", 34, t.Glyphs.Ellipsis)) + "  " + t.Muted.Render("from an Excel or CSV list")
}

// room is how many lines there are for the campaigns, their titles and the marks that there
// are more.
func (h *homeScreen) room() int {
	const head, detail = 1, 3
	if h.beneath() > 0 {
		return max(3, len(h.lines))
	}
	return max(3, h.height-len(h.headLines())-head-detail)
}

// reveal keeps the campaign under the cursor in sight.
func (h *homeScreen) reveal() {
	lines, room, under, at := h.lines, h.room(), h.place()-1, 0
	for i, l := range lines {
		if l.entry >= 0 && l.entry == under {
			at = i
		}
	}
	if at < h.top+2 { // with its title
		h.top = max(0, at-2)
	}
	if at > h.top+room-2 {
		h.top = at - room + 2
	}
	h.top = min(h.top, max(0, len(lines)-room))
}

func (h *homeScreen) View() string {
	t := h.console.Theme
	lines := h.headLines()
	switch {
	case len(h.all) > 0:
		lines = append(lines, h.campaignLines()...)
		if room := h.height - len(lines); h.beneath() > 0 {
			lines = append(lines, homeBeneath{h, h.width, room}.lines()...)
		} else {
			lines = append(lines, h.detailLines()...)
		}
	case h.loading:
		lines = append(lines, "", t.Muted.Render("Looking for earlier campaigns"+t.Glyphs.Ellipsis))
	default:
		lines = append(lines, h.wayLines()...)
	}
	return widget.Block(strings.Join(lines, "\n"), h.width, h.height)
}

// wayLines say what is done at each step, while there is no campaign to be shown.
func (h *homeScreen) wayLines() []string {
	t := h.console.Theme
	words := map[model.Stage]string{
		model.StageFile:     "an Excel or CSV list, looked at before it is read",
		model.StageColumns:  "what each column means, and which country the numbers are from",
		model.StageContacts: "every number put right, or left out",
		model.StageOptions:  "the agent, the hours, how fast and how often",
		model.StageReview:   "exactly what will happen; you type how many are called",
		model.StageLive:     "the calls, what came of them, and who is called again",
	}
	const gap, nameWidth = "  ", 10
	lines := []string{"", t.Title.Render("The steps of a campaign"), ""}
	for _, stage := range model.Stages() {
		lines = append(lines, gap+t.Text.Render(widget.Fit(stage.String(), nameWidth, ""))+gap+t.Muted.Render(words[stage]))
	}
	return lines
}

// campaignLines draw the campaigns that are in sight, filled up so that what is below them
// keeps its place.
func (h *homeScreen) campaignLines() []string {
	t := h.console.Theme
	all, room, table := h.lines, h.room(), homeTable{h.console.Theme, h.width, h.filter.Finding()}
	columns := table.columns()
	if t.Lines {
		return h.readLines(table, columns)
	}
	lines := []string{table.head(columns)}
	if len(all) == 0 {
		lines = append(lines, t.Muted.Render(h.emptyWords()))
	}
	at := h.place() - 1
	from, end := h.top, min(len(all), h.top+room)
	for i := from; i < end; i++ {
		l := all[i]
		switch {
		case i == from && from > 0 && l.entry != at:
			lines = append(lines, h.moreLine(all[:i+1], "above"))
		case i == end-1 && end < len(all) && l.entry != at:
			lines = append(lines, h.moreLine(all[i:], "below"))
		case l.entry >= 0:
			lines = append(lines, table.row(columns, h.shown[l.entry], l.entry == at))
		default:
			lines = append(lines, t.Muted.Render(l.title))
		}
	}
	for len(lines) < room+1 {
		lines = append(lines, "")
	}
	return lines
}

// readLines are the campaigns as they are read: those of the ten that the cursor is in, each
// with its place and what the columns say of it.
func (h *homeScreen) readLines(table homeTable, columns []homeColumn) []string {
	if len(h.lines) == 0 {
		return []string{h.emptyWords()}
	}
	at, from := h.place()-1, 0
	if at >= 0 {
		from = at - at%widget.RowsRead
	}
	end := min(from+widget.RowsRead, len(h.shown))
	lines := []string{fmt.Sprintf("%s to %s of %s:", figures.Count(from+1), figures.Count(end), figures.Counted(len(h.shown), "campaign"))}
	for _, l := range h.lines {
		switch {
		case l.entry < 0 && l.title != "":
			lines = append(lines, l.title)
		case l.entry >= from && l.entry < end:
			lines = append(lines, table.words(columns, h.shown[l.entry], l.entry, l.entry == at))
		}
	}
	return lines
}

// moreLine says how many campaigns are out of sight.
func (h *homeScreen) moreLine(lines []homeLine, where string) string {
	n := 0
	for _, l := range lines {
		if l.entry >= 0 {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	t := h.console.Theme
	return t.Muted.Render(fmt.Sprintf("  %s %s more %s", t.Glyphs.Ellipsis, figures.Count(n), where))
}

// emptyWords say why no campaign is in sight.
func (h *homeScreen) emptyWords() string {
	if h.filter.Query() != "" {
		return "No campaign matches. Press esc to show all."
	}
	switch h.filter.Selected() {
	case homeNeeds:
		return "Nothing waits for you."
	case homeRunning:
		return "Nothing is being called, and nothing is scheduled."
	case homeDrafts:
		return "There are no drafts. Press n for a new campaign."
	case homeDone:
		return "No campaign is over yet."
	case homeArchived:
		return "Nothing is archived."
	case homeMine:
		return "You have no campaigns yet. Press n for a new one."
	case homeTheirs:
		return "Your colleagues have no campaigns that the team knows of."
	}
	return "All campaigns are archived. Press 6 to see them."
}

// detailLines say of the campaign under the cursor what its line has no room for.
func (h *homeScreen) detailLines() []string {
	t, e := h.console.Theme, h.under()
	if e == nil {
		return nil
	}
	words := e.outline.Words
	if e.theirs != nil {
		words += ". " + session.TheirsWords(*e.theirs, h.team.clock())
	}
	if where := h.elsewhere(e); where != "" {
		words += ", at " + where
	}
	if tally := session.TallyOf(e.batches()); tally.Sending == 0 && e.theirs == nil && e.heldElsewhere() && len(e.batches()) > 0 {
		words += ", open elsewhere: " + printable.Text(e.summary.Holder, 60)
	}
	var parts []string
	if e.apart == "" || !strings.Contains(e.apart, e.file()) {
		parts = append(parts, e.file())
	}
	parts = append(parts, e.agent())
	if r := e.outline.Results; r.Total > 0 && (r.Processed > 0 || r.Finished() > 0) {
		parts = append(parts, fmt.Sprintf("%s answered, %s not reached, %s to go", figures.Count(r.Succeeded), figures.Count(r.Failed), figures.Count(r.ToGo())))
	}
	lines := widget.Lines(homeTable{t, h.width, false}.pen(e).Render(words), h.width, 2, t.Glyphs.Ellipsis)
	if len(lines) < 2 {
		lines = append(lines, t.Muted.Render(widget.Clip(strings.TrimSpace(strings.Join(parts, "   ")), t.Glyphs.Ellipsis, h.width)))
	}
	return append([]string{""}, lines...)
}
