package ui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/waves"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	maxZoneLines = 12 // groups whose times are listed
	maxWaveLines = 60 // waves that are listed
)

// reviewTimes is what a review says of when people are rung.
type reviewTimes struct{ *reviewScreen }

// whenLines say when people are rung, on the operator's clock and on theirs.
func (r reviewTimes) whenLines() []string {
	t, f := r.console.Theme, r.ready.ahead.Forecast
	here := r.console.Config.Now().Location()
	clock := func(at time.Time) string { return at.In(here).Format("Mon 15:04") }
	begins := fmt.Sprintf("%s, up to %s a second, priority %d", r.startWords(), screen.Calls(r.options.CallsPerSecond), r.options.Priority)
	lines := r.wrapped(r.line, "Start", begins, t.Text)
	if f.Contacts == 0 {
		return lines
	}
	over := fmt.Sprintf("everybody rung once by %s, last possible call %s, on your clock (%s)", clock(f.FirstPass), clock(f.Latest), f.Latest.In(here).Format("MST"))
	if w := r.ready.ahead.Waves; w != nil {
		over = fmt.Sprintf("last possible call %s, on your clock (%s), %s", clock(w.Over()), w.Over().In(here).Format("MST"), w.Pace.Words())
	}
	if words := r.ready.ahead.CanaryOverWords(r.console.Config.Now()); words != "" {
		over = words
	}
	lines = append(lines, r.wrapped(r.line, "Over", over, t.Text)...)
	if in := r.ready.ahead.Hours; len(in.Shares) > 0 {
		lines = append(lines, r.wrapped(r.line, "Hours", in.Words(), t.Text)...)
		lines = append(lines, r.wrapped(r.line, "", hours.NotAdvice, t.Muted)...)
	}
	lines = append(lines, "")
	if w := r.ready.ahead.Waves; w != nil {
		return append(lines, r.waveDetails(*w)...)
	}
	return append(append(lines, r.segmentLines()...), r.zoneLines()...)
}

// span is from when to when.
func (r reviewTimes) span(first, last time.Time) string {
	return span(first, last, " "+r.console.Theme.Glyphs.Arrow+" ")
}

// span is from when to when with a sign between them, and with the day of the end where it
// is another.
func span(first, last time.Time, to string) string {
	end := last.Format("15:04")
	if first.Format(time.DateOnly) != last.Format(time.DateOnly) {
		end = last.Format("Mon 15:04")
	}
	return first.Format("Mon 15:04") + to + end
}

// waveLines say who is rung when, wave by wave.
func (r reviewTimes) waveLines(w waves.Waves) []string {
	t, own := r.console.Theme, r.console.Config.Now().Location()
	const count, name, span = 8, 15, 21 // with a mark behind them, that is 77
	lines := []string{t.Strong.Render(widget.Fit("Waves", count+2+name+1, "")) + t.Muted.Render(widget.Fit("their clock", span+2, "")+"your clock")}
	row := func(contacts int, where string, wave waves.Wave) string {
		return widget.FitRight(figures.Count(contacts), count, "") + "  " + widget.Fit(where, name, t.Glyphs.Ellipsis) + " " +
			widget.Fit(r.span(wave.Start.In(wave.Clock), wave.Last.In(wave.Clock)), span, "") + t.Muted.Render("  "+widget.Fit(r.span(wave.Start.In(own), wave.Last.In(own)), span, ""))
	}
	canary := r.ready.ahead.CanaryOf()
	said := func(words string) {
		lines = append(lines, indented("  ", t.Warning, words, min(r.width, reviewText))...)
	}
	late := false
	for i, wave := range w.Waves {
		if i == maxWaveLines {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %s more", figures.Counted(len(w.Waves)-i, "wave"))))
			break
		}
		line := row(wave.Contacts()-canary[i], wave.Where, wave)
		late = late || wave.Late
		if wave.Late || r.ready.ahead.Canary != nil {
			line += t.Warning.Render("  waits")
		}
		lines = append(lines, line)
		if n := canary[i]; n > 0 {
			lines = append(lines, widget.FitRight(figures.Count(n), count, "")+"  "+t.Strong.Render("first, as the canary of "+wave.Where))
		}
	}
	if r.ready.ahead.Canary != nil {
		said("What waits for the canary begins at these times at the earliest.")
	}
	if late {
		said(r.ready.ahead.WaitWords(r.console.Config.Now()))
	}
	return lines
}

// waveDetails say how fast and how often the people of each wave are rung, what is
// otherwise than was asked, and what a slower line does.
func (r reviewTimes) waveDetails(w waves.Waves) []string {
	t := r.console.Theme
	lines := []string{t.Strong.Render("Each wave") + t.Muted.Render("  its calls, and what differs from what you asked")}
	say := func(indent, text string, pen theme.Pen) {
		lines = append(lines, indented(indent, pen, text, r.textWidth())...)
	}
	for i, wave := range w.Waves[:min(len(w.Waves), maxWaveLines)] {
		say("  ", wave.Segment.Name+": "+wave.HowWords()+".", t.Text)
		for _, change := range wave.Changes {
			say("    ", screen.SentenceStart(change.Words())+".", t.Text)
		}
		slower := wave.LineWords() + "."
		if late := r.ready.late; i < len(late) && late[i] > 0 {
			slower += fmt.Sprintf(" With half as many, %s would be cancelled.", figures.Counted(late[i], "call"))
		}
		say("    ", slower, t.Muted)
	}
	return lines
}

// segmentLines say when each part of the plan begins, where there are several.
func (r reviewTimes) segmentLines() []string {
	plan := r.ready.plan()
	if len(plan.Segments) < 2 {
		return nil
	}
	t, now := r.console.Theme, r.console.Config.Now()
	lines := []string{t.Strong.Render("Parts") + t.Muted.Render("  first and last possible call, your clock")}
	for i, s := range plan.Segments {
		if i == maxZoneLines {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %d more", len(plan.Segments)-i)))
			break
		}
		first, last := s.Possible(now)
		lines = append(lines, widget.FitRight(figures.Count(len(s.Rows)), 9, "")+"  "+
			widget.Fit(cmp.Or(s.Name, fmt.Sprintf("part %d", i+1)), 26, t.Glyphs.Ellipsis)+r.span(first.In(now.Location()), last.In(now.Location())))
	}
	return append(lines, "")
}

// zoneLines show what time it will be where people are rung, most people first.
func (r reviewTimes) zoneLines() []string {
	t := r.console.Theme
	groups := r.ready.ahead.Forecast.ByPlace()
	lines := []string{t.Strong.Render("Where they are") + t.Muted.Render("  first and last possible call, their clock")}
	for i, g := range groups {
		if i == maxZoneLines {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %s more", figures.Counted(len(groups)-i, "place"))))
			break
		}
		count := widget.FitRight(figures.Count(g.Contacts), 9, "")
		first, known := g.LocalFirst()
		last, _ := g.LocalLast()
		if !known {
			lines = append(lines, count+"  "+widget.Fit(g.Where(), 26, "")+t.Muted.Render("neither the row nor the number tells"))
			continue
		}
		text := count + "  " + widget.Fit(inTable(g.Where()), 26, t.Glyphs.Ellipsis) + r.span(first, last)
		if g.Outside > 0 {
			text += t.Error.Render(fmt.Sprintf("  %s %s outside, %s", t.Glyphs.ToFix, figures.Count(g.Outside), g.AllowedWords()))
		}
		lines = append(lines, text)
	}
	return lines
}

// endLines say what goes on by itself once this is sent, and what waits for somebody.
func (r reviewTimes) endLines() []string {
	if r.ready.plan().Len() == 0 {
		return nil
	}
	return r.wrapped(r.line, "If you leave", strings.Join(r.ready.ahead.LeavingWords(r.console.Config.Now()), " "), r.console.Theme.Text)
}

// inTable is a place as it stands in a table, where its article would take the room of what
// tells it from others.
func inTable(place string) string { return strings.TrimPrefix(place, "the ") }
