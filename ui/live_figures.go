package ui

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	maxNoteLines   = 4
	maxHealthLines = 3
	minTrend       = 8  // columns in which a trend can be seen
	roomyHeight    = 30 // lines from which nothing has to be short
)

// liveFigures is the progress of the campaign on Live in numbers and as a bar.
type liveFigures struct{ live *liveScreen }

func (f liveFigures) lines() []string {
	l, t := f.live, f.live.console.Theme
	s, ok := l.progress.Latest()
	if !ok {
		return []string{widget.Meter(t, l.width, 0, t.Accent), t.Muted.Render(screen.People(session.ContactsOf(l.console.Campaign.Batches))), "", ""}
	}
	return append([]string{outcomeBar(t, l.width, s), f.counts(s), f.pace(s), f.times(s)}, f.notes()...)
}

// outcomeBar draws what came of contacts: answered, not reached, to go.
func outcomeBar(t theme.Theme, width int, s model.Total) string {
	return widget.Segments(t, width, []widget.Segment{
		{Count: s.Succeeded, Style: t.Ready, Fill: t.Glyphs.BarFull},
		{Count: s.Failed, Style: t.ToFix, Fill: t.Glyphs.ToFix},
		{Count: s.ToGo() + s.Dropped(), Style: t.Muted, Fill: t.Glyphs.BarEmpty},
	})
}

// counts are the outcomes, each with its share of all contacts.
func (f liveFigures) counts(s model.Total) string {
	l, t := f.live, f.live.console.Theme
	var shares []string
	counted := func(pen theme.Pen, sign string, n int, words string) string {
		share := t.Muted.Render(" " + figures.Percent(n, s.Total))
		shares = append(shares, share)
		return pen.Render(sign+figures.Count(n)+" "+words) + share
	}
	parts := []string{
		counted(t.Ready, t.Glyphs.Ready+" ", s.Succeeded, "answered"),
		counted(t.ToFix, t.Glyphs.ToFix+" ", s.Failed, "not reached"),
	}
	if n := s.ToGo(); n > 0 || !s.Status.Ended() {
		parts = append(parts, counted(t.Text, "", n, "to go"))
	}
	if n := s.Dropped(); n > 0 {
		parts = append(parts, counted(t.Text, "", n, "without a result"))
	}
	done := t.Muted.Render(fmt.Sprintf("%s of %s", figures.Percent(s.Finished(), s.Total), figures.Count(s.Total)))
	for _, gap := range []string{"    ", "   ", "  "} {
		if line := strings.Join(append(parts, done), gap); widget.Width(line) <= l.width {
			return line
		}
	}
	// The count at the end is worth more than the shares: it must not be cut.
	for i, part := range parts {
		if line := strings.Join(parts, "  "); widget.Width(line) <= l.width {
			return line
		}
		parts[i] = strings.TrimSuffix(part, shares[i])
	}
	return strings.Join(parts, "  ")
}

// pace is how fast it goes, beside how fast it was asked to go, and when it will be done.
func (f liveFigures) pace(s model.Total) string {
	l, t := f.live, f.live.console.Theme
	if s.Status.Ended() {
		return t.Muted.Render(fmt.Sprintf("Called at least once: %s, of whom %s answered", screen.People(s.Processed), figures.Percent(s.Succeeded, max(1, s.Processed))))
	}
	over := l.finish.words()
	if s.Status.Waits() {
		return t.Muted.Render("nobody is called yet" + over)
	}
	text := "measuring the rate"
	if rate, ok := l.progress.Rate(); ok {
		text = "less than 1 settled a minute"
		if n := int(rate*60 + 0.5); n > 0 {
			text = fmt.Sprintf("%s settled a minute", figures.Count(n))
		}
	}
	if asked := l.rate.Words(); asked != "" {
		text = asked + ", " + text
	}
	text += over
	if room := min(l.charts.trend(), l.width-widget.Width(text)-2); room >= minTrend {
		trend := l.progress.Trend(room)
		if room > narrowTrend {
			room = max(len(trend), minTrend)
		}
		return l.finish.pen().Render(text+"  ") + t.Accent.Render(widget.Sparkline(t, room, trend))
	}
	return l.finish.pen().Render(text)
}

func (f liveFigures) times(s model.Total) string {
	l, t := f.live, f.live.console.Theme
	parts := []string{}
	if !s.StartedAt.IsZero() {
		parts = append(parts, "began "+s.StartedAt.In(l.console.Config.Now().Location()).Format("15:04 MST"))
	}
	if !s.EndedAt.IsZero() && s.EndedAt.After(s.StartedAt) && !s.StartedAt.IsZero() {
		parts = append(parts, "took "+figures.Duration(s.EndedAt.Sub(s.StartedAt)))
	}
	var ids []string
	for _, b := range l.console.Campaign.Batches {
		if b.ID != "" {
			ids = append(ids, printable.Text(b.ID, 60))
		}
	}
	// As many as there is room for, each whole.
	for shown := min(len(ids), 2); shown > 0; shown-- {
		words := strings.Join(slices.Concat(parts, ids[:shown]), ", ")
		if more := len(ids) - shown; more > 0 {
			words += " and " + figures.Counted(more, "other batch")
		}
		if widget.Width(words) <= l.width || shown == 1 {
			return t.Muted.Render(words)
		}
	}
	return t.Muted.Render(strings.Join(parts, ", "))
}

// notes say that the calls go badly or are held, what cannot be right about the figures, and
// how it is known that Dialgen took a batch, when its answer did not say so itself.
func (f liveFigures) notes() []string {
	l, t := f.live, f.live.console.Theme
	lines := f.health()
	say := func(pen theme.Pen, text string) {
		lines = append(lines, widget.Paragraph(pen, text, t.Measure(l.width, 100))...)
	}
	if held := l.rate.Held(); held > 0 {
		say(t.Muted, fmt.Sprintf("Fewer calls than asked for %s: the telephony provider may allow no more at one time.", figures.Duration(held)))
	}
	by := session.CancellerWords(l.console.Campaign.Batches, l.console.Config.Now())
	if headline, _ := l.headline(); by != "" && !strings.Contains(headline, by) {
		say(t.Warning, session.CancelledWords(l.console.Campaign.Batches, l.console.Config.Now()))
	}
	if lost := session.Losses(l.console.Campaign.Batches); lost != "" {
		say(t.Warning, lost)
	}
	for _, doubt := range session.Doubts(l.console.Campaign.Batches) {
		say(t.Warning, doubt)
	}
	for _, b := range l.console.Campaign.Batches {
		if b.State == model.SendAccepted && b.Note != "" {
			say(t.Muted, b.Note)
		}
	}
	return lines[:min(len(lines), maxNoteLines)]
}

// health says that the calls go badly by the service's own measure, why most often, and which
// keys do something about it; nothing while they go well.
func (f liveFigures) health() []string {
	l, t := f.live, f.live.console.Theme
	h := model.HealthOf(l.console.Campaign.Batches)
	if _, judged := l.canary.waits(); !h.Bad() || judged || l.elsewhere() != "" {
		return nil
	}
	words := t.Glyphs.ToFix + " It goes badly: " + h.ShareWords() + "."
	if l.height >= roomyHeight {
		words = t.Glyphs.ToFix + " It goes badly: " + h.Words() + "."
	}
	reasons := l.list.all.Reasons()
	if len(reasons) > 0 && reasons[0].Words != "" {
		words += fmt.Sprintf(" Most often: %s (%s).", printable.Text(reasons[0].Words, 60), figures.Count(reasons[0].Contacts))
	}
	var keys []string
	if len(reasons) > 0 { // as long as no call is listed there is nobody to show
		keys = append(keys, "3 and 4 for whom and why")
	}
	if l.running() && !l.console.Campaign.Onlooker() {
		keys = append(keys, "c to call nobody else")
	}
	if len(keys) > 0 {
		words += " Press " + strings.Join(keys, ", ") + "."
	}
	lines := widget.Paragraph(t.Warning, words, t.Measure(l.width, 120))
	return lines[:min(len(lines), maxHealthLines)]
}
