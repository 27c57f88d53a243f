package ui

import (
	"strings"

	"callsheet/ui/widget"
)

func (o *optionsScreen) Status() string {
	t := o.console.Theme
	if o.err != "" {
		return t.Error.Render(t.Glyphs.ToFix + " " + o.err)
	}
	if o.goesOn {
		return t.Muted.Render("Working out where the contacts are, then on to the review" + t.Glyphs.Ellipsis)
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
	if _, errs := o.parse(); o.fault(errs) == "" {
		lines = append(lines, o.ahead.lines(o.side()-4)...)
	} else {
		lines = append(lines, t.Muted.Render("Fill in what is marked first."))
	}
	side := widget.Block(strings.Join(lines, "\n"), o.side()-3, o.height)
	both := widget.Beside(o.form.View(), side, " "+t.Rule.Render(t.Glyphs.VRule)+" ")
	return widget.Block(both, o.width, o.height)
}
