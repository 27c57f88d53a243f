package ui

import (
	"slices"
	"strings"

	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

func (o *optionsScreen) Status() string {
	t := o.console.Theme
	if o.err != "" {
		return t.Error.Render(t.Glyphs.ToFix + " " + o.err)
	}
	if sent := o.console.SentWords(); sent != "" {
		return t.Muted.Render(sent)
	}
	if o.goesOn {
		return t.Muted.Render("Working out where the contacts are, then on to the review" + t.Glyphs.Ellipsis)
	}
	if o.resting {
		return t.Muted.Render("All is filled in. ctrl+n goes on to the review; enter changes a field.")
	}
	if _, errs := o.parse(); len(errs) > 0 || o.hours.basisMissing() != "" {
		return t.Muted.Render("Fill in what is marked, then press ctrl+n.")
	}
	if o.width >= sideFrom {
		return t.Muted.Render("Press ctrl+n when this is right. Nothing is sent yet.")
	}
	return o.ahead.status()
}

func (o *optionsScreen) View() string {
	if o.width < sideFrom {
		return o.form.View()
	}
	t := o.console.Theme
	lines := []string{t.Title.Render("What this will do"), ""}
	if o.console.Campaign.Sent() {
		lines = append([]string{t.Title.Render("Where it is"), ""}, sentLines(o.console, o.side()-4)...)
	} else if _, errs := o.parse(); o.fault(errs) == "" {
		lines = append(lines, o.ahead.lines(o.side()-4)...)
	} else {
		lines = append(lines, t.Muted.Render("Fill in what is marked first."))
	}
	lines = closed(lines, o.height)
	side := widget.Block(strings.Join(lines, "\n"), o.side()-3, o.height)
	both := widget.Beside(o.form.View(), side, " "+t.Rule.Render(t.Glyphs.VRule)+" ")
	return widget.Block(both, o.width, o.height)
}

// closed takes out the blank lines that are too many for a height, from the last on: what is said
// is worth more than what keeps it apart.
func closed(lines []string, height int) []string {
	for i := len(lines) - 1; i > 1 && len(lines) > height; i-- {
		if lines[i] == "" {
			lines = slices.Delete(lines, i, i+1)
		}
	}
	return lines
}

// sentLines say where each part of a campaign is that was confirmed: what its options would
// do by now is of no use to anybody.
func sentLines(console *screen.Console, width int) []string {
	t, now := console.Theme, console.Config.Now()
	batches := console.Campaign.Batches
	total := session.ContactsOf(batches)
	words := screen.People(total) + " in all."
	if session.InParts(batches) {
		words = screen.People(total) + " in " + session.PartsWords(batches, now) + "."
	}
	lines := append(widget.Paragraph(t.Text, words, width), "")
	for _, b := range batches[:min(len(batches), maxSentLines)] {
		lines = append(lines, widget.Paragraph(t.Text, session.PartName(b)+": "+session.WaveWords(b, now), width)...)
	}
	return more(lines, len(batches)-maxSentLines, "part", t.Muted)
}

const maxSentLines = 12 // parts that are listed beside the form
