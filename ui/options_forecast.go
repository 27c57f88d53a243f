package ui

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// forecastPane is what the options that stand in the form would do to people: just what the
// review would say, and the command. It is worked out beside the form, one at a time, so
// that typing never waits for it; what is shown of options before these is muted.
type forecastPane struct {
	options *optionsScreen
	ahead   *session.Preflight // nil = nothing is worked out yet
	rates   session.Rates
	earlier []model.Summary // of which the rates are known
	changes int             // how often something was changed that it depends on
	working bool            // one is being worked out
	stale   bool            // ahead is of what stood in the form before
}

// foreseen is what was worked out.
type foreseen struct {
	of    int // changes
	ahead session.Preflight
	rates session.Rates
}

// forecastOptions are those without which nothing can be foreseen.
var forecastOptions = []model.OptionKey{model.OptStart, model.OptTimeZone, model.OptRate, model.OptAttempts, model.OptNoAnswerDelay, model.OptBusyDelay}

// refresh works out what the options do that stand in the form now. While one is being
// worked out, the next waits for it: of all that are typed meanwhile, the last.
func (f *forecastPane) refresh() tea.Cmd {
	f.changes++
	f.stale = true
	work := f.work()
	if f.working || work == nil {
		return nil
	}
	f.working = true
	return f.options.requests.Ask("forecast", func(context.Context) tea.Msg { return work() })
}

// work is that of working it out; nil while the options are wrong.
func (f *forecastPane) work() func() foreseen {
	o := f.options
	campaign := o.console.Campaign
	options, errs := o.parse()
	if campaign.List == nil || campaign.Sent() || o.fault(errs) != "" {
		return nil
	}
	list, values, book, now := campaign.List.Snapshot(), maps.Clone(o.values()), o.console.Config.Hours, o.now()
	of, rates := f.changes, session.RatesOf(f.earlier, o.console.Config.Account.Service, options)
	return func() foreseen {
		return foreseen{of, session.NewPreflight(model.NewPlan(list, options), values, book, now, session.OutsideChoice{}, rates), rates}
	}
}

// fault is the first thing wrong with the options that a forecast needs; "" = nothing is.
func (o *optionsScreen) fault(errs map[model.OptionKey]string) string {
	for _, k := range forecastOptions {
		if errs[k] != "" {
			return errs[k]
		}
	}
	return ""
}

// show takes over what was worked out, and goes on with what was typed meanwhile.
func (f *forecastPane) show(msg foreseen) tea.Cmd {
	f.ahead, f.rates, f.working = &msg.ahead, msg.rates, false
	if f.stale = msg.of != f.changes; f.stale {
		return f.refresh()
	}
	f.options.note()
	return nil
}

// status says in a line what the options do.
func (f *forecastPane) status() string {
	t := f.options.console.Theme
	if f.ahead == nil {
		return t.Muted.Render("Working out what this will do" + t.Glyphs.Ellipsis + " Next: ctrl+n")
	}
	pen, mark := f.pens()
	last := f.ahead.LastCall().In(f.options.now().Location())
	words := mark + " " + f.ahead.Headline() + "."
	if f.ahead.Plan.Len() > 0 {
		words += " Last call " + last.Format("Mon 15:04") + "."
	}
	return pen.Render(words)
}

// pens are those of the headline.
func (f *forecastPane) pens() (theme.Pen, string) {
	t := f.options.console.Theme
	pen, mark := headlinePens(t, f.ahead)
	if f.stale {
		pen = t.Muted
	}
	return pen, mark
}

// mostPlaces bounds what is listed beside the form.
const mostPlaces = 6

// lines are those beside the form.
func (f *forecastPane) lines(width int) []string {
	t := f.options.console.Theme
	if f.ahead == nil {
		return []string{t.Muted.Render("Working out" + t.Glyphs.Ellipsis)}
	}
	text, muted := t.Text, t.Muted
	if f.stale {
		text = muted
	}
	var lines []string
	say := func(pen theme.Pen, words string) {
		lines = append(lines, widget.Paragraph(pen, words, width)...)
	}
	pen, mark := f.pens()
	say(pen, mark+" "+f.ahead.Headline()+".")
	if f.ahead.HoursWrong() {
		say(t.Error, t.Glyphs.ToFix+" By the rules of their places: the hours you chose do not count yet.")
	}
	for _, words := range f.ahead.NotCalledWords() {
		say(text, words+".")
	}
	for _, words := range f.ahead.CapWords(f.options.now()) {
		say(text, words)
	}
	if outside, _ := f.ahead.OutsideContacts(); outside > 0 && f.ahead.Waves == nil {
		say(t.Key, "ctrl+y calls each zone in its own hours.")
	}
	if f.ahead.Plan.Len() == 0 {
		return lines
	}
	lines = append(lines, "")
	say(text, f.whenWords())
	say(text, "Each is rung "+f.ahead.Plan.RingsWords()+".")
	lines = append(lines, f.placeLines(width, text)...)
	lines = append(lines, "")
	lines = append(lines, f.chartLines(width, text)...)
	lines = append(lines, "")
	say(text, f.minutesWords())
	say(muted, hours.NotAdvice)
	return lines
}

// minutesWords say what credit is asked for, and what is likely to be talked.
func (f *forecastPane) minutesWords() string {
	fc := f.ahead.Forecast
	words := fmt.Sprintf("Credit: %s. Reached: about %s", figures.Counted(fc.Credit, "minute"), figures.Count(fc.Expected.Answered))
	if fc.Expected.Talk > 0 {
		words += ", talk " + figures.Duration(fc.Expected.Talk.Round(time.Minute))
	}
	return words + " (" + fc.Expected.AnswerRate.Words() + ")."
}

// whenWords say when it begins and ends, on the operator's clock.
func (f *forecastPane) whenWords() string {
	now, a := f.options.now(), f.ahead
	at := func(t time.Time) string { return session.Begin{At: t}.Words(now) }
	if a.Waves != nil {
		return fmt.Sprintf("First call %s, last possible %s, on your clock; %s.", at(a.Forecast.First), at(a.LastCall()), a.Waves.Pace.Words())
	}
	return fmt.Sprintf("First call %s, everybody rung once by %s, last possible call %s, on your clock.", at(a.Forecast.First), at(a.Forecast.FirstPass), at(a.LastCall()))
}

// placeLines are the first and the last possible call on the clocks of those who are rung.
func (f *forecastPane) placeLines(width int, pen theme.Pen) []string {
	t := f.options.console.Theme
	var lines []string
	add := func(contacts int, where string, first, last time.Time, bad bool) {
		times := span(first, last, t.Glyphs.Arrow)
		if bad {
			times += t.Glyphs.ToFix
		}
		count := widget.FitRight(figures.Count(contacts), 7, "")
		room := max(4, width-9-widget.Width(times))
		lines = append(lines, pen.Render(count+" "+widget.Fit(where, room, t.Glyphs.Ellipsis)+" "+times))
	}
	if w := f.ahead.Waves; w != nil {
		for _, wave := range w.Waves[:min(len(w.Waves), mostPlaces)] {
			add(wave.Contacts(), wave.Where, wave.Start.In(wave.Clock), wave.Last.In(wave.Clock), false)
		}
		return more(lines, len(w.Waves)-mostPlaces, "wave", t.Muted)
	}
	places := f.ahead.Forecast.ByPlace()
	for _, g := range places[:min(len(places), mostPlaces)] {
		first, known := g.LocalFirst()
		last, _ := g.LocalLast()
		if known {
			add(g.Contacts, g.Where(), first, last, g.Outside > 0)
		}
	}
	return more(lines, len(places)-mostPlaces, "place", t.Muted)
}

func more(lines []string, n int, what string, pen theme.Pen) []string {
	if n > 0 {
		lines = append(lines, pen.Render("        and "+figures.Counted(n, what)+" more"))
	}
	return lines
}

// chartLines are how many calls there are at most in each hour, on the operator's clock and
// on theirs.
func (f *forecastPane) chartLines(width int, pen theme.Pen) []string {
	t, fc := f.options.console.Theme, f.ahead.Forecast
	if len(fc.ByHour) == 0 {
		return nil
	}
	each := (len(fc.ByHour) + width - 1) / width // hours of a cell
	byHour := make([]int, (len(fc.ByHour)+each-1)/each)
	for i, h := range fc.ByHour {
		byHour[i/each] += h.Calls
	}
	own := f.options.now().Location()
	from, to := fc.ByHour[0].From.In(own).Format("Mon 15:04"), fc.ByHour[len(fc.ByHour)-1].From.Add(time.Hour).In(own).Format("Mon 15:04")
	lines := []string{t.Muted.Render("Calls by hour, if nobody answers"), pen.Render(bars(t, byHour))}
	lines = append(lines, t.Muted.Render(from+" "+t.Glyphs.Arrow+" "+to))
	lines = append(lines, t.Muted.Render("And by the hour where they are"), pen.Render(bars(t, fc.ByLocal.Calls[:])), t.Muted.Render("0     6     12    18   23"))
	if n := fc.ByLocal.Several; n > 0 {
		lines = append(lines, t.Muted.Render(widget.Clip("and "+figures.Counted(n, "call")+" on several clocks", t.Glyphs.Ellipsis, width)))
	}
	return lines
}

// bars draw numbers as a row of levels; none is a blank.
func bars(t theme.Theme, values []int) string {
	top := 1
	for _, v := range values {
		top = max(top, v)
	}
	var b strings.Builder
	for _, v := range values {
		if v == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(t.Glyphs.Spark[(v*len(t.Glyphs.Spark)-1)/top])
	}
	return b.String()
}

// changeWaves has the campaign called in waves, or all from the start.
func (o *optionsScreen) changeWaves() tea.Cmd {
	session.SetWaves(o.console.Campaign, !session.InWaves(o.console.Campaign.Values))
	o.form.SetValue(string(model.OptWaves), o.console.Campaign.Values[model.OptWaves])
	o.note()
	return o.ahead.refresh()
}

// findKnown asks what is known of the numbers, as the review does.
func (o *optionsScreen) findKnown() tea.Cmd {
	options, _ := o.parse()
	if o.console.Campaign.List == nil || o.console.Config.Store.Guards == nil || o.console.Campaign.ReadOnly() {
		return o.ahead.refresh()
	}
	return o.requests.Ask("known", askSuppressions(o.console, options))
}
