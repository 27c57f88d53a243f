package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// homeBeneath draws what the room below the campaigns is used for, where there is much of it: of
// the campaign under the cursor what is known of it and what to do, and of none what happened
// last.
type homeBeneath struct {
	home   *homeScreen
	width  int
	height int // in lines, the rule above it among them
}

const (
	leastBeneath = 12  // lines, with which it says more than the two below the table
	leastLately  = 6   // lines for what happened last, below a campaign
	mostBeneath  = 150 // cells that are read with ease
	labelWidth   = 14
)

// beneath is how many lines are left below the campaigns; 0 = too few to be used.
func (h *homeScreen) beneath() int {
	if h.console.Theme.Lines || h.width < homeWideFrom || len(h.all) == 0 {
		return 0
	}
	const head, gap = 1, 1
	if rest := h.height - len(h.headLines()) - head - max(1, len(h.lines)) - gap; rest >= leastBeneath {
		return rest
	}
	return 0
}

// lines are all of it.
func (b homeBeneath) lines() []string {
	t := b.home.console.Theme
	lines := []string{"", t.Rule.Render(strings.Repeat(t.Glyphs.Rule, b.width))}
	bare := len(lines)
	if e := b.home.under(); e != nil {
		lines = append(lines, b.campaign(e)...)
		if room := b.height - len(lines) - 1; room >= leastLately {
			lines = append(append(lines, ""), b.lately(room)...)
		}
	} else {
		lines = append(lines, b.lately(b.height-len(lines))...)
	}
	if len(lines) == bare { // a rule parts nothing from nothing
		return nil
	}
	return lines[:min(len(lines), b.height)]
}

// labelled is a text behind what it says, in as many lines as it needs.
func (b homeBeneath) labelled(label string, pen theme.Pen, text string) (lines []string) {
	if text == "" {
		return nil
	}
	lead := b.home.console.Theme.Muted.Render(widget.Fit(label, labelWidth, ""))
	for _, part := range widget.Wrap(text, min(b.width, mostBeneath)-labelWidth) {
		lines = append(lines, lead+pen.Render(part))
		lead = strings.Repeat(" ", labelWidth)
	}
	return lines
}

// campaign is what is known of one.
func (b homeBeneath) campaign(e *homeEntry) []string {
	t, table := b.home.console.Theme, homeTable{b.home.console.Theme, b.width, false}
	words := e.outline.Words
	if e.theirs != nil {
		words += ". " + session.TheirsWords(*e.theirs, b.home.team.clock())
	}
	if where := b.home.elsewhere(e); where != "" {
		words += ", at " + where
	}
	if len(e.batches()) > 0 && e.theirs == nil && e.heldElsewhere() && e.outline.Standing != session.StandsSending {
		words += ", open elsewhere: " + printable.Text(e.summary.Holder, 60)
	}
	lines := []string{t.Title.Render(widget.Clip(e.name(), t.Glyphs.Ellipsis, b.width)), ""}
	lines = append(lines, b.labelled("How far", table.pen(e), words)...)
	lines = append(lines, b.labelled("What to do", t.Strong, e.doWords())...)
	if damage := e.current().Damage; damage != "" {
		lines = append(lines, b.labelled("Damaged", t.Warning, printable.Text(damage, 400))...)
	}
	lines = append(lines, "")
	lines = append(lines, b.outcomes(e)...)
	lines = append(lines, b.labelled("When", t.Text, e.outline.When)...)
	if len(e.batches()) == 0 {
		lines = append(lines, b.labelled("The list", t.Text, listWords(e.current().Draft))...)
	}
	lines = append(lines, b.labelled("File", t.Text, e.file())...)
	lines = append(lines, b.labelled("Agent", t.Text, e.agent())...)
	if e.theirs == nil && e.there == nil {
		hours := printable.Text(e.current().Draft.Values[model.OptHours], 80)
		lines = append(lines, b.labelled("Hours", t.Text, cmp.Or(hours, "the rules of the places that they live in"))...)
	}
	return append(lines, b.batches(e, b.height-len(lines)-2)...)
}

// doWords say what enter does with a campaign, and why.
func (e *homeEntry) doWords() string {
	switch {
	case e.there != nil:
		return "Enter keeps it here, to be watched and cancelled like any other."
	case e.theirs != nil:
		return "Enter reads it. It is steered where it is."
	case e.lost.Campaign != "":
		return "Enter looks at it. It goes on where it was taken over."
	}
	switch e.outline.Next {
	case session.NextSettle:
		return "Enter says what is known of it, and asks what became of it. It is not sent again before that."
	case session.NextGoOn:
		if len(e.batches()) == 0 {
			return goOnWords(e.current().Draft.Stage)
		}
		return "Enter shows what waits for you."
	case session.NextWatch:
		return "Nothing. Enter watches it."
	case session.NextWait:
		return "Nothing before it begins. Enter shows how its start is moved, or taken back."
	}
	if e.outline.Standing == session.StandsEnded {
		return "Enter shows what came of it: results, who is called again, what people said."
	}
	return "Enter looks at it."
}

// goOnWords say where enter goes on with a draft. Review is made anew by the options it reviews.
func goOnWords(stage model.Stage) string {
	if stage == model.StageReview {
		return "Enter goes on with it at Options. ctrl+n there is its review."
	}
	return "Enter goes on with it at " + stage.String() + "."
}

// listWords are how many rows of a list are in which state.
func listWords(d model.Draft) string {
	words := []string{figures.Counted(d.Rows, "row")}
	for s := range model.State(len(d.Counts)) {
		if n := d.Counts.Of(s); n > 0 {
			words = append(words, figures.Count(n)+" "+s.Words())
		}
	}
	return strings.Join(words, ", ")
}

// outcomes are what came of the contacts.
func (b homeBeneath) outcomes(e *homeEntry) []string {
	t, r := b.home.console.Theme, e.outline.Results
	if r.Total == 0 || r.Processed == 0 && r.Finished() == 0 {
		return nil
	}
	const widestBar = 60
	part := func(pen theme.Pen, sign string, n int, words string) string {
		return pen.Render(sign+figures.Count(n)+" "+words) + t.Muted.Render(" "+figures.Percent(n, r.Total))
	}
	parts := []string{part(t.Ready, t.Glyphs.Ready+" ", r.Succeeded, "answered"), part(t.ToFix, t.Glyphs.ToFix+" ", r.Failed, "not reached")}
	if n := r.ToGo(); n > 0 {
		parts = append(parts, part(t.Text, "", n, "to go"))
	}
	if n := r.Dropped(); n > 0 {
		parts = append(parts, part(t.Text, "", n, "without a result"))
	}
	blank := strings.Repeat(" ", labelWidth)
	return []string{
		t.Muted.Render(widget.Fit("Outcomes", labelWidth, "")) + outcomeBar(t, min(widestBar, b.width-labelWidth), r),
		widget.Clip(blank+strings.Join(parts, "   "), t.Glyphs.Ellipsis, b.width),
	}
}

// batches are the batches of a campaign that has several, as far as there is room.
func (b homeBeneath) batches(e *homeEntry, room int) (lines []string) {
	t, all := b.home.console.Theme, e.batches()
	if len(all) < 2 || room < 3 {
		return nil
	}
	lines = []string{"", t.Muted.Render(figures.Counted(len(all), "batch"))}
	now := b.home.console.Config.WallTime()
	for i, batch := range all {
		if len(lines) == room && i < len(all)-1 {
			return append(lines, t.Muted.Render(fmt.Sprintf("  %s %s more", t.Glyphs.Ellipsis, figures.Count(len(all)-i))))
		}
		lines = append(lines, "  "+widget.Fit(session.PartName(batch), 32, t.Glyphs.Ellipsis)+t.Muted.Render(widget.FitRight(figures.Count(batch.Contacts), 9, ""))+
			"  "+widget.Clip(session.WaveWords(batch, now), t.Glyphs.Ellipsis, b.width-45))
	}
	return lines
}

// lately is what happened last to the campaigns that are kept here.
func (b homeBeneath) lately(room int) []string {
	t, now := b.home.console.Theme, b.home.console.Config.WallTime()
	var past []*homeEntry
	for _, e := range b.home.all {
		if at := e.outline.At; !at.IsZero() && !at.After(now) && !e.archived {
			past = append(past, e)
		}
	}
	slices.SortStableFunc(past, func(x, y *homeEntry) int { return y.outline.At.Compare(x.outline.At) })
	if len(past) == 0 {
		return nil
	}
	lines := []string{t.Title.Render("What happened last"), ""}
	past = past[:min(len(past), max(0, room-len(lines)))]
	const whenWidth, widestName, between = 12, 44, "  "
	names := 0
	for _, e := range past {
		names = min(max(names, widget.Width(e.name())), widestName)
	}
	for _, e := range past {
		when := t.Muted.Render(widget.Fit(figures.Ago(now.Sub(e.outline.At)), whenWidth, ""))
		lines = append(lines, between+when+between+widget.Fit(e.name(), names, t.Glyphs.Ellipsis)+between+
			homeTable{t, b.width, true}.pen(e).Render(widget.Clip(e.outline.Words, t.Glyphs.Ellipsis, max(1, b.width-whenWidth-names-3*len(between)))))
	}
	return lines
}
