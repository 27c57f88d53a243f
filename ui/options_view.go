package ui

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

func (o *optionsScreen) Status() string {
	t := o.console.Theme
	if o.err != "" {
		return t.Error.Render(t.Glyphs.ToFix + " " + o.err)
	}
	options, errs := o.parse()
	if len(errs) > 0 {
		return t.Muted.Render("Fill in what is marked, then press ctrl+n.")
	}
	if o.width >= sideFrom {
		return t.Muted.Render("Press ctrl+n when this is right. Nothing is sent yet." + o.clockWords())
	}
	return t.Muted.Render(strings.Join(o.forecast(options), " ") + " Next: ctrl+n")
}

// forecast says what these options will do.
func (o *optionsScreen) forecast(options model.Options) []string {
	n := o.console.Campaign.List.Counts().Of(model.Ready)
	span := options.CallSpan(n, o.console.Config.Now())
	zone := model.Clock(options.TimeZone)
	first := fmt.Sprintf("%s, the first round takes %s.", screen.People(n), figures.Duration(max(time.Second, span.FirstPass.Sub(span.First))))
	return []string{first, fmt.Sprintf("Last ring: %s.", span.Last.In(zone).Format("Mon 15:04 MST"))}
}

func (o *optionsScreen) View() string {
	if o.width < sideFrom {
		return o.form.View()
	}
	t := o.console.Theme
	lines := []string{t.Title.Render("What this will do"), ""}
	if options, errs := o.parse(); len(errs) == 0 {
		for _, sentence := range o.forecast(options) {
			for _, line := range widget.Wrap(sentence, sideWidth-4) {
				lines = append(lines, t.Text.Render(line))
			}
			lines = append(lines, "")
		}
		for _, line := range widget.Wrap("Dialgen's retries know no calling hours: leave room before the evening.", sideWidth-4) {
			lines = append(lines, t.Muted.Render(line))
		}
	} else {
		lines = append(lines, t.Muted.Render("Fill in what is marked first."))
	}
	side := widget.Block(strings.Join(lines, "\n"), sideWidth-3, o.height)
	both := widget.Beside(o.form.View(), side, " "+t.Rule.Render(t.Glyphs.VRule)+" ")
	return widget.Block(both, o.width, o.height)
}
