package start

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// question says in sentences what is not clear.
func (r *resolved) question() string {
	s, first := r.said, r.left[0]
	clock := clockWords(first.wall)
	var ask []string
	say := func(format string, args ...any) { ask = append(ask, fmt.Sprintf(format, args...)) }
	if len(r.skipped) > 0 {
		say("%s", gapWords(r.skipped[0], r.in.Now))
	}
	passed := len(r.skipped) == 0 && len(r.passed) > 0 && !r.open(whichZone) && // it has passed in one zone, and not in another
		slices.ContainsFunc(r.left, func(d reading) bool { return d.confirm || d.rolled && s.kind != onDate })
	if passed {
		p := r.passed[0]
		say("%s has passed.", capital(r.words(p.at.In(p.zone), p.zone)))
	}
	if r.open(whichZone) {
		say("%s may be one of several time zones.", quoted(s.zoneText))
	}
	if r.open(whoseDay) {
		there := s.clocks(first.zone)
		say("It is %s for you, and %s %s.", r.in.Now.In(r.in.Mine).Format("Monday"), r.in.Now.In(there).Format("Monday"), place(r.in.Now, there))
	}
	if r.open(whichOrder) {
		say("In %s the day may come first, or the month.", quoted(s.text))
	}
	if r.open(whichWeek) {
		say("“Next %s” is said of both.", s.weekday)
	}
	if r.open(whichMidnight) {
		say("A day has a midnight at its beginning, and one at its end.")
	}
	if r.open(whichHalf) && len(r.skipped) == 0 && !passed {
		say("%s may be before noon or after it.", clockWords(wall{hour: s.clock.hour, minute: s.clock.minute, second: s.clock.second}))
	}
	if r.open(whichFold) {
		say("%s comes twice that day, as the clocks go back.", clock)
	}
	if len(r.left) == 1 {
		return strings.Join(append(ask, "Start "+r.words(first.at, first.zone)+"?"), " ")
	}
	return strings.Join(append(ask, "When is it to start?"), " ")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// candidate puts an instant in words; where names its zone.
func (r *resolved) candidate(at time.Time, zone *time.Location, where bool) Candidate {
	c := Candidate{At: at, Zone: zone, Words: r.words(at, zone), Typed: Format(at)}
	if where {
		c.Words += " " + place(at, zone)
	}
	if zone.String() == r.in.Zone.String() && !twice(at, zone) {
		c.Typed = typed(wallOf(at, zone))
	}
	return c
}

// words are a day and time on the clocks of a zone: "Tue 1 December 9:00", or "tomorrow
// 9:00" when that is the same day for the operator; with which of two it is where the
// clocks go back.
func (r *resolved) words(at time.Time, zone *time.Location) string {
	w, here := wallOf(at, zone), wallOf(r.in.Now, zone)
	layout := "Mon 2 January "
	if w.year != here.year {
		layout = "Mon 2 January 2006 "
	}
	text := at.In(zone).Format(layout) + clockWords(w)
	if here.date() == wallOf(r.in.Now, r.in.Mine).date() {
		switch w.date() {
		case here.date():
			text = "today " + clockWords(w)
		case here.on(1).date():
			text = "tomorrow " + clockWords(w)
		}
	}
	if both, _ := w.instants(zone); len(both) > 1 {
		which := "the first"
		if !both[0].Equal(at) {
			which = "the second"
		}
		text += " " + abbreviation(at, zone) + ", " + which
	}
	return text
}

// refuse says why no reading is left.
func (r *resolved) refuse() error {
	s := r.said
	switch {
	case s.checkDay && len(r.wrong) > 0 && r.wrong[0].wall.weekday() != s.weekday:
		w := r.wrong[0].wall
		return refused(fmt.Sprintf("%d %s %d is a %s and no %s. Type only the right one, like %s or %s %s.", w.day, w.month, w.year,
			w.weekday(), s.weekday, typed(w), strings.ToLower(s.weekday.String()[:3]), clockWords(w)))
	case len(r.skipped) > 0:
		d := r.skipped[0]
		return &Refused{Why: gapWords(d, r.in.Now), Instead: r.instead(d.at, d.zone)}
	case len(r.far) > 0:
		d := r.far[0]
		why := d.at.Format("2 January 2006") + " is more than a year away. Give an earlier day."
		if s.kind != onDate {
			return refused(why)
		}
		return &Refused{Why: why, Instead: r.instead(r.nextLike(d), d.zone)}
	case len(r.passed) > 0:
		d := r.passed[0]
		return &Refused{Why: capital(r.words(d.at.In(d.zone), d.zone)) + " has passed.", Instead: r.instead(r.nextLike(d), d.zone)}
	}
	if len(r.wrong) > 0 {
		d := r.wrong[0]
		_, offset := d.at.In(d.zone).Zone()
		return &Refused{Why: fmt.Sprintf("The clocks %s are at %s then.", place(d.at, d.zone), offsetWords(offset)), Instead: r.instead(d.at, d.zone)}
	}
	return refused(fmt.Sprintf("There is no such time as %s. %s", quoted(s.text), advice))
}

// instead is a start that would do, if it would.
func (r *resolved) instead(at time.Time, zone *time.Location) []Candidate {
	if !at.After(r.in.Now) || at.After(r.in.Now.AddDate(1, 0, 0)) {
		return nil
	}
	return []Candidate{r.candidate(at.In(zone), zone, false)}
}

// nextLike is the next time the clocks show what d says: tomorrow for what has passed
// today, and the same day of a year otherwise. It is zero when there is none.
func (r *resolved) nextLike(d reading) time.Time {
	here, w := wallOf(r.in.Now, d.zone), wallOf(d.at, d.zone)
	if today := w.date() == here.date(); today || w.date() == here.on(-1).date() {
		w = w.on(1)
		if !today {
			w = w.on(1)
		}
		if at, _ := w.instants(d.zone); len(at) > 0 {
			return at[0]
		}
		return time.Time{}
	}
	for year := here.year; year <= here.year+1; year++ {
		w.year = year
		if !w.exists() {
			continue
		}
		if at, _ := w.instants(d.zone); len(at) > 0 && at[0].After(r.in.Now) {
			return at[0]
		}
	}
	return time.Time{}
}

// gapWords say that the clocks skip a wall time.
func gapWords(d reading, now time.Time) string {
	_, offset := d.at.Add(-time.Second).In(d.zone).Zone()
	from := wallOf(d.at, time.FixedZone("", offset)) // the clocks never show the moment itself
	day := fmt.Sprintf("%d %s", d.wall.day, d.wall.month)
	if d.wall.year != now.In(d.zone).Year() {
		day += fmt.Sprintf(" %d", d.wall.year)
	}
	to := clockWords(wallOf(d.at, d.zone))
	return fmt.Sprintf("%s does not exist on %s %s, where the clocks go from %s to %s: %s is the nearest.",
		clockWords(d.wall), day, place(d.at, d.zone), clockWords(from), to, to)
}
