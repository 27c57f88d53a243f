package hours

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model/figures"
)

// NotAdvice stands on every screen that shows these facts.
const NotAdvice = "These hours are a help, not legal advice: check the rules that bind you."

// workweek is the order in which days are written: Monday first.
var workweek = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// run is days that follow each other and have the same windows.
type run struct {
	first, last time.Weekday
	windows     []Window
}

// runs are those of a week, from Monday.
func (w *Week) runs() []run {
	var runs []run
	for _, d := range workweek {
		if n := len(runs); n > 0 && slices.Equal(runs[n-1].windows, w.Days[d]) {
			runs[n-1].last = d
			continue
		}
		runs = append(runs, run{d, d, w.Days[d]})
	}
	return runs
}

// name writes the run's days with the names it is given, and every for all seven.
func (r run) name(names func(time.Weekday) string, every string) string {
	switch {
	case r.first == time.Monday && r.last == time.Sunday:
		return every
	case r.first == r.last:
		return names(r.first)
	}
	return names(r.first) + "-" + names(r.last)
}

func lowName(d time.Weekday) string  { return shortNames[d] }
func highName(d time.Weekday) string { return d.String()[:3] }

// String writes what the rule says as Parse reads it: "mon-fri 9-18, sat 10-14, sun none".
func (r *Rule) String() string {
	var parts []string
	say := func(kind string, windows []Window) {
		words := []string{kind}
		for _, w := range windows {
			words = append(words, w.String())
		}
		if len(windows) == 0 {
			words = append(words, "none")
		}
		parts = append(parts, strings.Join(words, " "))
	}
	for _, run := range r.Week.runs() {
		say(run.name(lowName, "daily"), run.windows)
	}
	if r.Week.Holidays.Limited {
		say("holidays", r.Week.Holidays.Windows)
	}
	if r.Week.Eves.Limited {
		say("eve", r.Week.Eves.Windows)
	}
	for _, c := range r.Caps {
		if c.Days > 0 {
			parts = append(parts, fmt.Sprintf("max %d in %dd", c.Attempts, c.Days))
		} else {
			parts = append(parts, fmt.Sprintf("max %d in %dh", c.Attempts, c.Hours))
		}
	}
	if r.Pause.AfterConversation > 0 {
		parts = append(parts, fmt.Sprintf("pause %dd after conversation", r.Pause.AfterConversation))
	}
	if r.Pause.AfterRefusal > 0 {
		parts = append(parts, fmt.Sprintf("pause %dd after refusal", r.Pause.AfterRefusal))
	}
	return strings.Join(parts, ", ")
}

// Words says the rule for a screen: "Mon-Fri 9-18, Sat 10-17, not on Sun, not on public
// holidays".
func (r *Rule) Words() string { return phrase(r.Week, r.Caps, r.Pause) }

// Words says for a screen what all rules of the set, taken together, allow on a day's
// kind of week.
func (s Set) Words(d Date) string {
	p := s.on(d)
	week := Week{}
	for day := range p.windows {
		week.Days[day] = p.windows[day][0]
	}
	week.Holidays = p.special(Holiday)
	week.Eves = p.special(Eve)
	return phrase(week, p.caps, p.pause)
}

// special is what all rules together say of holidays or eves.
func (p *period) special(kind Facts) Special {
	all := Special{Windows: wholeDay}
	for i := range p.rules {
		of := p.rules[i].Week.Holidays
		if kind == Eve {
			of = p.rules[i].Week.Eves
		}
		all.Limited = all.Limited || of.Limited
		all.Windows = intersect(all.Windows, of.windows())
	}
	return all
}

func phrase(w Week, caps []Cap, pause Pause) string {
	var parts, never []string
	for _, run := range w.runs() {
		name := run.name(highName, "every day")
		if len(run.windows) == 0 {
			never = append(never, name)
			continue
		}
		parts = append(parts, name+" "+WindowWords(run.windows))
	}
	if len(parts) == 0 {
		never = []string{"any day"}
	}
	if len(never) > 0 {
		parts = append(parts, "not on "+strings.Join(never, " and "))
	}
	parts = append(parts, w.Holidays.words("public holidays")...)
	before := "the day before a public holiday"
	if w.Holidays.Limited {
		before = "the day before one"
	}
	parts = append(parts, w.Eves.words(before)...)
	for _, c := range caps {
		parts = append(parts, "at most "+c.Words())
	}
	if n := pause.AfterConversation; n > 0 {
		parts = append(parts, pauseText(n, "a conversation"))
	}
	if n := pause.AfterRefusal; n > 0 {
		parts = append(parts, pauseText(n, "a refusal"))
	}
	text := strings.Join(parts, ", ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// words says how days are narrowed, if they are.
func (s Special) words(kind string) []string {
	switch {
	case !s.Limited:
		return nil
	case len(s.Windows) == 0:
		return []string{"not on " + kind}
	}
	return []string{"on " + kind + " only " + WindowWords(s.Windows)}
}

// Words says the cap: "3 tries in 24 hours".
func (c Cap) Words() string {
	tries := figures.Count(c.Attempts) + " tries"
	if c.Attempts == 1 {
		tries = "1 try"
	}
	if c.Days > 0 {
		return tries + " in " + days(c.Days)
	}
	return tries + " in " + figures.Counted(c.Hours, "hour")
}

// days writes 1 day, 60 days.
func days(n int) string { return figures.Counted(n, "day") }

// whyNone says why the limit allows no attempt.
func (l Limit) whyNone() string {
	if l.Days > 0 {
		return pauseText(l.Days, l.After)
	}
	return "at most " + l.Cap.Words()
}

// pauseText writes none for 60 days after a refusal.
func pauseText(n int, after string) string { return "none for " + days(n) + " after " + after }

// Words say what the limit allows: "Florida allows 3 tries in 24 hours".
func (l Limit) Words() string {
	words := cmp.Or(strings.TrimPrefix(l.Rule, limitsOf), "the rule") + " allows "
	if strings.HasSuffix(l.Rule, "hours") {
		words = strings.TrimSuffix(words, "s ") + " "
	}
	if l.Days > 0 {
		return words + "no call for " + days(l.Days) + " after " + l.After
	}
	return words + l.Cap.Words()
}

// SourceWords says where the rule comes from, how sure that is, and when it was looked at:
// "47 CFR 64.1200(c)(1) (A), checked 2026-11-28".
func (r *Rule) SourceWords() string {
	if r.Sure == Said {
		return "as you said"
	}
	words := r.Source + " (" + r.Sure.String()
	if r.SureOfCaps != Said && r.SureOfCaps != r.Sure {
		words += ", its cap " + r.SureOfCaps.String()
	}
	words += ")"
	if !r.ValidFrom.IsZero() {
		words += ", in force since " + r.ValidFrom.String()
	}
	if !r.ValidTo.IsZero() {
		words += ", until " + r.ValidTo.String()
	}
	return words + ", checked " + r.Checked.String()
}

// HolidayWords is what to say of public holidays of some places beside the set's own words:
// how far they are known where they make a difference, else nothing.
func (c Calendar) HolidayWords(s Set, d Date, places ...Place) string {
	if !s.NeedsHolidays(d) {
		return ""
	}
	least := Complete
	for _, p := range places {
		least = min(least, c.Coverage(p))
	}
	if len(places) == 0 {
		least = NotKnown
	}
	return least.Words()
}
