package hours

import (
	"slices"
	"time"

	"callsheet/model/zones"
)

const (
	// RingingTime is how long a call may ring before somebody answers or the network gives
	// up: most networks turn to a mailbox, or end the call, within a minute. The service
	// names no limit of its own.
	RingingTime = time.Minute
	// closing is how much before the close the ringing has to be over: the service's clock
	// is not ours, and a call that is due is not placed to the second.
	closing = time.Minute

	// LastCall is how long before a close the last call may begin.
	LastCall = RingingTime + closing
)

// Opening is a span of instants, From inside and To not, in which all the windows that
// count are open.
type Opening struct{ From, To time.Time }

// LastCall is the last moment at which a call may begin, which leaves it time to ring
// before the close. There is none in an opening that is too short.
func (o Opening) LastCall() (time.Time, bool) {
	last := o.To.Add(-LastCall)
	return last, !last.Before(o.From)
}

// Schedule is a set of rules on the clocks of the zones somebody may be in. It does not
// change, and several goroutines may ask it at once.
type Schedule struct {
	rules Set
	days  *Days
	zones []*time.Location
}

// NewSchedule is the rules on the clocks of all of those zones. Without a zone, or with
// one that is nil, nobody may ever be rung. Days may be nil: a calendar without holidays.
func NewSchedule(rules Set, days *Days, zones ...*time.Location) Schedule {
	if days == nil {
		days = &Days{}
	}
	if slices.Contains(zones, nil) {
		zones = nil
	}
	return Schedule{rules, days, zones}
}

// Inside reports whether an instant is inside the windows, by every clock. A call that is
// about to begin has to end inside them too: see MayBegin.
func (s Schedule) Inside(t time.Time) bool {
	for _, zone := range s.zones {
		local := t.In(zone)
		date := DateOf(local)
		hour, minute, second := local.Clock()
		if !contains(s.rules.on(date).on(local.Weekday(), s.days.On(date)), int64(hour*3600+minute*60+second)) {
			return false
		}
	}
	return len(s.zones) > 0
}

// MayBegin reports whether a call may begin at an instant: it and its ringing are inside.
func (s Schedule) MayBegin(t time.Time) bool { return s.Holds(t, t) }

// Holds reports whether every call that begins between two instants, both included, is
// inside together with its ringing, whenever in between it begins.
func (s Schedule) Holds(first, last time.Time) bool {
	if last.Before(first) || !s.Inside(first) || !s.Inside(last) {
		return false
	}
	// The last call's end may be the close itself.
	end := last.Add(LastCall)
	openings := s.Between(first, end)
	return len(openings) == 1 && openings[0].From.Equal(first) && openings[0].To.Equal(end)
}

// OnDay is the openings of a day of some zone's calendar, cut off where the day begins and
// ends. The zone may be another than those of the schedule: the operator's own, say.
func (s Schedule) OnDay(d Date, zone *time.Location) Openings {
	return s.Between(startOfDay(d, zone), startOfDay(d.Add(1), zone))
}

// startOfDay is the first instant of a day, which is not always midnight.
func startOfDay(d Date, zone *time.Location) time.Time {
	// No clock is further from UTC than 15 hours, and changes are few: the day begins
	// where the date becomes d in one of the next stretches of an even clock.
	t := time.Unix(d.dayNumber()*daySeconds, 0).Add(-36 * time.Hour).In(zone)
	for {
		_, end := zones.Bounds(t)
		_, offset := t.Zone()
		at := time.Unix(d.dayNumber()*daySeconds-int64(offset), 0).In(zone)
		if end.IsZero() || at.Before(end) {
			if at.Before(t) {
				return t // the clocks were put forward over midnight
			}
			return at
		}
		t = end.In(zone)
	}
}

// horizon is how far ahead an opening is looked for. Every rule that opens at all does so
// within a week of days that are no holidays; a block may last longer.
const horizon = 400 * 24 * time.Hour

// Next is the opening that holds an instant, from then on, or the next one, with its true
// close. There is none when nothing opens within the next year.
func (s Schedule) Next(t time.Time) (Opening, bool) {
	const stride = 48 * time.Hour
	limit := t.Add(horizon)
	for from := t; from.Before(limit); from = from.Add(stride) {
		openings := s.Between(from, from.Add(stride))
		if len(openings) == 0 {
			continue
		}
		opening := openings[0]
		for end := from.Add(stride); opening.To.Equal(end) && end.Before(limit); end = end.Add(stride) {
			if more := s.Between(end, end.Add(stride)); len(more) > 0 && more[0].From.Equal(end) {
				opening.To = more[0].To
			}
		}
		return opening, true
	}
	return Opening{}, false
}

// NextCall is the first moment, at an instant or after it, at which a call may begin.
func (s Schedule) NextCall(t time.Time) (time.Time, bool) {
	for limit := t.Add(horizon); t.Before(limit); {
		opening, ok := s.Next(t)
		if !ok {
			return time.Time{}, false
		}
		if _, ok := opening.LastCall(); ok {
			return opening.From, true
		}
		t = opening.To
	}
	return time.Time{}, false
}

// Between is the openings between two instants, in order, cut off at both. To ask about
// many contacts, get the openings of their schedule once, and ask those.
func (s Schedule) Between(from, to time.Time) Openings {
	if len(s.zones) == 0 || !from.Before(to) {
		return nil
	}
	var spans, buffer, both []span
	for i, zone := range s.zones {
		if i == 0 {
			spans = s.inZone(spans, zone, from, to)
		} else {
			buffer = s.inZone(buffer[:0], zone, from, to)
			both = intersectSpans(both[:0], spans, buffer)
			spans, both = both, spans
		}
		if len(spans) == 0 {
			return nil
		}
	}
	openings := make(Openings, len(spans))
	for i, p := range spans {
		openings[i] = Opening{time.Unix(p.from, 0).In(from.Location()), time.Unix(p.to, 0).In(from.Location())}
	}
	if first := &openings[0]; first.From.Before(from) {
		first.From = from
	}
	if last := &openings[len(openings)-1]; last.To.After(to) {
		last.To = to
	}
	return openings
}

// span is seconds since 1970.
type span struct{ from, to int64 }

// inZone appends the openings by one clock, in whole seconds around from and to.
func (s Schedule) inZone(spans []span, zone *time.Location, from, to time.Time) []span {
	last := to.Unix()
	if to.Nanosecond() > 0 {
		last++
	}
	for at := from.Unix(); at < last; {
		local := time.Unix(at, 0).In(zone)
		_, offset := local.Zone()
		end := last
		if _, change := zones.Bounds(local); !change.IsZero() {
			end = min(end, change.Unix())
		}
		spans = s.evenly(spans, at, end, int64(offset))
		at = end
	}
	return spans
}

// evenly appends the openings of a stretch in which a clock keeps its offset.
func (s Schedule) evenly(spans []span, from, to, offset int64) []span {
	for day := floorDiv(from+offset, daySeconds); day*daySeconds < to+offset; day++ {
		date := dateOfNumber(day)
		for _, w := range s.rules.Windows(date, s.days.On(date)) {
			begin := max(from, day*daySeconds+int64(w.From)*60-offset)
			end := min(to, day*daySeconds+int64(w.To)*60-offset)
			if begin >= end {
				continue
			}
			if n := len(spans); n > 0 && spans[n-1].to == begin {
				spans[n-1].to = end
				continue
			}
			spans = append(spans, span{begin, end})
		}
	}
	return spans
}

// intersectSpans appends what is in both; both are in order.
func intersectSpans(dst, a, b []span) []span {
	for len(a) > 0 && len(b) > 0 {
		if p := (span{max(a[0].from, b[0].from), min(a[0].to, b[0].to)}); p.from < p.to {
			dst = append(dst, p)
		}
		if a[0].to < b[0].to {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return dst
}

// Openings are in order, and no two of them touch.
type Openings []Opening

// find is the opening that holds an instant, or the next one; len(o) when there is none.
func (o Openings) find(t time.Time) int {
	from, to := 0, len(o)
	for from < to {
		if middle := (from + to) / 2; t.Before(o[middle].To) {
			to = middle
		} else {
			from = middle + 1
		}
	}
	return from
}

// Inside reports whether an instant is inside one of them.
func (o Openings) Inside(t time.Time) bool {
	i := o.find(t)
	return i < len(o) && !t.Before(o[i].From)
}

// Holds reports whether every call that begins between two instants, both included, is
// inside together with its ringing.
func (o Openings) Holds(first, last time.Time) bool {
	i := o.find(first)
	return !last.Before(first) && i < len(o) && !first.Before(o[i].From) && !last.Add(LastCall).After(o[i].To)
}

// NextCall is the first moment, at an instant or after it, at which a call may begin.
func (o Openings) NextCall(t time.Time) (time.Time, bool) {
	for i := o.find(t); i < len(o); i++ {
		last, ok := o[i].LastCall()
		switch {
		case !ok || t.After(last):
		case t.Before(o[i].From):
			return o[i].From, true
		default:
			return t, true
		}
	}
	return time.Time{}, false
}
