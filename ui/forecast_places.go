package ui

import (
	"time"

	"callsheet/model/figures"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	fewPlaces     = 6  // that are listed beside the form at least
	titleLines    = 2  // above the forecast beside the form
	ownClockFrom  = 80 // the cells from which the times stand on the operator's clock too
	placeName     = 26 // cells of a place beside two clocks, and
	placeTimes    = 21 // of its times on each
	tallHoursFrom = 44 // the lines of a screen from which the hours are drawn as tall bars
	tallHours     = 4  // lines of such a bar
)

// roomy reports whether there is room for more than the least beside the form.
func (f *forecastPane) roomy() bool {
	return f.options.width >= roomyFrom && !f.options.console.Theme.Lines
}

// mostPlaces is how many places or waves are listed where the rest takes so many lines.
func (f *forecastPane) mostPlaces(rest int) int {
	if !f.roomy() {
		return fewPlaces
	}
	const around = 2 // the heading, and how many more there are
	return max(fewPlaces, f.options.height-titleLines-rest-around)
}

// hoursHeight is how many lines the calls by hour have.
func (f *forecastPane) hoursHeight() int {
	if f.roomy() && f.options.height >= tallHoursFrom {
		return tallHours
	}
	return 1
}

// placeTime is when the people of a place or a wave are rung.
type placeTime struct {
	contacts    int
	where       string
	first, last time.Time // possible call, on their clock
	outside     bool      // of their hours
}

// placeTimes are those of all waves, or else of all places whose clock is known, and what
// they are.
func (f *forecastPane) placeTimes() (all []placeTime, what string) {
	if w := f.ahead.Waves; w != nil {
		for _, wave := range w.Waves {
			all = append(all, placeTime{wave.Contacts(), wave.Where, wave.Start.In(wave.Clock), wave.Last.In(wave.Clock), false})
		}
		return all, "wave"
	}
	for _, g := range f.ahead.Forecast.ByPlace() {
		first, known := g.LocalFirst()
		last, _ := g.LocalLast()
		if known {
			all = append(all, placeTime{g.Contacts, inTable(g.Where()), first, last, g.Outside > 0})
		}
	}
	return all, "place"
}

// placeLines are the first and the last possible call on the clocks of those who are rung,
// of the first places.
func (f *forecastPane) placeLines(width, most int, pen theme.Pen) []string {
	t, own := f.options.console.Theme, f.options.now().Location()
	all, what := f.placeTimes()
	shown := all[:min(len(all), most)]
	counts := 3 // cells of the largest; the places have the rest, so that none is cut that need not be
	for _, p := range shown {
		counts = max(counts, len(figures.Count(p.contacts)))
	}
	both := f.roomy() && width >= ownClockFrom
	var lines []string
	if both && len(shown) > 0 {
		head := widget.Fit("", counts+1+placeName+1, "") + widget.Fit("their clock", placeTimes+3, "") + "your clock"
		lines = append(lines, "", t.Muted.Render(head))
	}
	for _, p := range shown {
		count, mark := widget.FitRight(figures.Count(p.contacts), counts, ""), ""
		if p.outside {
			mark = t.Glyphs.ToFix
		}
		if both {
			arrow := " " + t.Glyphs.Arrow + " "
			theirs := widget.Fit(span(p.first, p.last, arrow)+mark, placeTimes+3, "")
			lines = append(lines, pen.Render(count+" "+widget.Fit(p.where, placeName, t.Glyphs.Ellipsis)+" "+theirs)+t.Muted.Render(span(p.first.In(own), p.last.In(own), arrow)))
			continue
		}
		times := span(p.first, p.last, t.Glyphs.Arrow) + mark
		room := max(4, width-counts-2-widget.Width(times))
		lines = append(lines, pen.Render(count+" "+widget.Fit(p.where, room, t.Glyphs.Ellipsis)+" "+times))
	}
	return more(lines, len(all)-len(shown), what, t.Muted)
}

func more(lines []string, n int, what string, pen theme.Pen) []string {
	if n > 0 {
		lines = append(lines, pen.Render("        and "+figures.Counted(n, what)+" more"))
	}
	return lines
}
