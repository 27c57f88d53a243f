package ui

import (
	"context"
	"fmt"
	"maps"
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

// lines are those beside the form.
func (f *forecastPane) lines(width int) []string {
	t := f.options.console.Theme
	if f.ahead == nil {
		return []string{t.Muted.Render("Working out" + t.Glyphs.Ellipsis)}
	}
	text := t.Text
	if f.stale {
		text = t.Muted
	}
	lines := f.whoLines(width, text)
	if f.ahead.Plan.Len() == 0 {
		return lines
	}
	lines = append(lines, "")
	lines = append(lines, widget.Paragraph(text, f.whenWords(), width)...)
	lines = append(lines, widget.Paragraph(text, "Each is rung "+f.ahead.Plan.RingsWords()+".", width)...)
	tail := append([]string{""}, callsByHour(t, f.ahead.Forecast, f.options.now().Location(), width, f.hoursHeight(), text)...)
	tail = append(tail, "")
	tail = append(tail, widget.Paragraph(text, f.minutesWords(), width)...)
	tail = append(tail, widget.Paragraph(t.Muted, hours.NotAdvice, width)...)
	lines = append(lines, f.placeLines(width, f.mostPlaces(len(lines)+len(tail)), text)...)
	return append(lines, tail...)
}

// whoLines say who is rung, and who is not.
func (f *forecastPane) whoLines(width int, text theme.Pen) []string {
	t := f.options.console.Theme
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
