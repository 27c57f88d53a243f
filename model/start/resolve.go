package start

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// aspect is what a text can leave open. A reading has a value for each.
type aspect int

const (
	whichZone aspect = iota
	whoseDay         // the operator's today, or the zone's
	whichOrder
	whichWeek // "next friday"
	whichMidnight
	whichHalf
	whichFold
	aspects
)

// reading is one way to understand a text.
type reading struct {
	wall   wall
	zone   *time.Location
	values [aspects]int
	at     time.Time

	rolled  bool // what was said has passed, and this is the next time
	confirm bool // it is not what was said, and is asked even when nothing else is left
}

// resolved collects the readings that are left, and why others are not.
type resolved struct {
	in      Context
	said    *spoken
	left    []reading
	passed  []reading
	skipped []reading // wall times that do not exist; at = the change that skips them
	far     []reading
	wrong   []reading // not on the weekday or at the offset that was said
}

// resolve finds every instant that a text may mean.
func (s *spoken) resolve(in Context) (Answer, error) {
	r := &resolved{in: in, said: s}
	zones := s.zones
	if len(zones) == 0 {
		zones = []*time.Location{in.Zone}
	}
	for i, zone := range zones {
		r.inZone(i, zone)
	}
	return r.answer()
}

// inZone adds the readings on the clocks of one zone.
func (r *resolved) inZone(n int, zone *time.Location) {
	s := r.said
	clocks := s.clocks(zone)
	if s.hasDelay && !s.hasClock {
		r.fromNow(n, zone)
		return
	}
	here, mine := wallOf(r.in.Now, clocks), wallOf(r.in.Now, r.in.Mine)
	bases := []wall{here}
	if (s.kind == fromToday || s.next) && mine.on(0).date() != here.date() {
		bases = append(bases, mine)
	}
	for b, base := range bases {
		for _, d := range s.daysFrom(base, r.in.Region) {
			d.zone = zone
			d.values[whichZone], d.values[whoseDay] = n, b
			r.inHalves(d, here, clocks)
		}
	}
}

// clocks are those a time was said on: of the zone, or of an offset that stands alone.
func (s *spoken) clocks(zone *time.Location) *time.Location {
	if s.clock.hasOffset && len(s.zones) == 0 {
		return time.FixedZone("", s.clock.offset)
	}
	return zone
}

// fromNow adds what a delay means. A start is a whole minute, rounded up: nobody is rung
// before the time that was said.
func (r *resolved) fromNow(n int, zone *time.Location) {
	at := r.in.Now.Add(r.said.delay + time.Minute - 1).Truncate(time.Minute).In(zone)
	d := reading{zone: zone, wall: wallOf(at, zone).on(r.said.days), at: at}
	d.values[whichZone] = n
	if r.said.days > 0 {
		r.add(d, zone)
		return
	}
	r.keep(d)
}

// daysFrom are the days that may be meant, seen from a day.
func (s *spoken) daysFrom(base wall, region string) []reading {
	of := func(w wall, a aspect, n int) reading {
		d := reading{wall: w}
		d.values[a] = n
		return d
	}
	switch s.kind {
	case fromToday:
		return []reading{of(base.on(s.days), whichWeek, 0)}
	case onWeekday:
		days := (int(s.weekday) - int(base.weekday()) + 7) % 7
		switch {
		case !s.next:
			return []reading{of(base.on(days), whichWeek, 0)}
		case days == 0:
			return []reading{of(base.on(7), whichWeek, 0)}
		case int(base.weekday())+days > 7:
			// Of the week that begins on the coming Sunday or Monday, in any count.
			return []reading{of(base.on(days), whichWeek, 0)}
		}
		return []reading{of(base.on(days), whichWeek, 0), of(base.on(days+7), whichWeek, 1)}
	case onDate:
		var out []reading
		for i, d := range s.date.orders(region) {
			year := d.year
			if year == 0 {
				year = base.year
			}
			out = append(out, of(wall{year: year, month: d.month, day: d.day}, whichOrder, i))
		}
		return out
	}
	return []reading{of(base.on(0), whichWeek, 0)}
}

// inHalves adds a day with the time as it was said, and in the other half of the day
// where that may be meant.
func (r *resolved) inHalves(d reading, here wall, clocks *time.Location) {
	c := r.said.clock
	d.wall.hour, d.wall.minute, d.wall.second = c.hour, c.minute, c.second
	if c.hour == 24 {
		d.wall = d.wall.on(1)
		d.wall.hour = 0
	}
	r.addOrNext(d, here, clocks)
	if r.said.midnight && r.said.kind != noDay {
		end := d
		end.wall = end.wall.on(1)
		end.values[whichMidnight] = 1
		r.addOrNext(end, here, clocks)
	}
	other, open := c.other()
	if !open {
		return
	}
	d.values[whichHalf] = 1
	d.wall.hour = other.hour
	today := d.wall.date() == here.date() && r.said.clock.before(here)
	if c.lateAtNight() || today && !other.before(here) {
		r.addOrNext(d, here, clocks)
	}
}

// before reports whether the clocks have shown c today.
func (c clock) before(here wall) bool {
	return cmp.Or(cmp.Compare(c.hour, here.hour), cmp.Compare(c.minute, here.minute), cmp.Compare(c.second, here.second)) <= 0
}

// addOrNext adds a reading, or the next time of the same when it has passed.
func (r *resolved) addOrNext(d reading, here wall, clocks *time.Location) {
	if r.add(d, clocks) {
		return
	}
	s := r.said
	sure := s.clock.half != 0 || s.midnight || s.clock.hour == 12 && s.clock.sure
	switch {
	case s.midnight && s.kind != noDay:
		return // its other midnight is added beside it
	case s.kind == noDay:
		d.wall = d.wall.on(1)
		d.confirm = !sure
	case s.kind == fromToday && s.days == 0 && !s.checkDay:
		d.wall = d.wall.on(1)
		d.confirm = true
	case s.kind == onWeekday:
		d.wall = d.wall.on(7)
	case s.kind == onDate && s.date.year == 0:
		// The nearer of this year's and the next's is what was meant, and the next's
		// is all that can be had.
		past := d.wall
		for range 8 { // 29 February comes once in four years, or eight
			d.wall.year++
			if d.wall.exists() {
				break
			}
		}
		if past.exists() && here.since(past) < d.wall.since(here) {
			d.confirm = true
		}
	default:
		return
	}
	d.rolled = true
	r.add(d, clocks)
}

// since is the time between what two clocks show, as if they never changed.
func (w wall) since(other wall) time.Duration {
	at := func(w wall) time.Time {
		return time.Date(w.year, w.month, w.day, w.hour, w.minute, w.second, 0, time.UTC)
	}
	return at(w).Sub(at(other))
}

// date is the day alone.
func (w wall) date() wall { return wall{year: w.year, month: w.month, day: w.day} }

// add adds the instants of a wall time. It gives false when they have passed, or when it
// is 29 February of another year.
func (r *resolved) add(d reading, clocks *time.Location) bool {
	if !d.wall.exists() {
		return false
	}
	if r.said.checkDay && d.wall.weekday() != r.said.weekday {
		r.wrong = append(r.wrong, d)
		return d.rolled || r.said.kind != onDate || r.said.date.year != 0
	}
	instants, change := d.wall.instants(clocks)
	if len(instants) == 0 {
		d.at = change
		if !change.After(r.in.Now) {
			r.passed = append(r.passed, d)
			return false
		}
		r.skipped = append(r.skipped, d)
		return true
	}
	coming := false
	for i, at := range instants {
		d.at, d.values[whichFold] = at, i
		if _, offset := at.Zone(); r.said.clock.hasOffset && offset != r.said.clock.offset {
			r.wrong = append(r.wrong, d)
			coming = true // another year would not make it right
			continue
		}
		if !at.After(r.in.Now) {
			r.passed = append(r.passed, d)
			continue
		}
		coming = true
		r.keep(d)
	}
	return coming
}

// keep adds a reading whose instant is known.
func (r *resolved) keep(d reading) {
	d.at = d.at.In(d.zone)
	switch {
	case !d.at.After(r.in.Now):
		r.passed = append(r.passed, d)
	case d.at.After(r.in.Now.AddDate(1, 0, 0)):
		r.far = append(r.far, d)
	case !slices.ContainsFunc(r.left, func(o reading) bool { return o.at.Equal(d.at) }):
		r.left = append(r.left, d)
	}
}

// answer makes an answer, a question or a refusal of what is left.
func (r *resolved) answer() (Answer, error) {
	if len(r.left) == 0 {
		return Answer{}, r.refuse()
	}
	for _, d := range r.skipped {
		d.confirm = true
		r.keep(d)
	}
	if len(r.left) > maxCandidates {
		return Answer{}, refused(fmt.Sprintf("%s may be many times. Type it like %s.", quoted(r.said.text), Format(r.left[0].at)))
	}
	slices.SortStableFunc(r.left, func(a, b reading) int {
		return cmp.Or(cmp.Compare(a.values[whichZone], b.values[whichZone]), cmp.Compare(a.values[whichOrder], b.values[whichOrder]), a.at.Compare(b.at))
	})
	if len(r.left) == 1 && !r.left[0].confirm && len(r.skipped) == 0 {
		return Answer{At: r.left[0].at, Zone: r.left[0].zone}, nil
	}
	a := Answer{Question: r.question()}
	for _, d := range r.left {
		a.Candidates = append(a.Candidates, r.candidate(d.at, d.zone, r.open(whichZone)))
	}
	return a, nil
}

// open reports whether the readings that are left differ in an aspect.
func (r *resolved) open(a aspect) bool {
	return slices.ContainsFunc(r.left, func(d reading) bool { return d.values[a] != r.left[0].values[a] })
}
