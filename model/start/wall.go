package start

import (
	"time"

	"callsheet/model/zones"
)

// wall is what a clock shows.
type wall struct {
	year, day            int
	month                time.Month
	hour, minute, second int // hour 24 is the end of the day
}

// exists reports whether the calendar has the day.
func (w wall) exists() bool {
	t := time.Date(w.year, w.month, w.day, 0, 0, 0, 0, time.UTC)
	return t.Day() == w.day && t.Month() == w.month
}

// on is the same time of day some days later.
func (w wall) on(days int) wall {
	t := time.Date(w.year, w.month, w.day+days, 0, 0, 0, 0, time.UTC)
	w.year, w.month, w.day = t.Date()
	return w
}

func (w wall) weekday() time.Weekday {
	return time.Date(w.year, w.month, w.day, 0, 0, 0, 0, time.UTC).Weekday()
}

// wallOf is what the clocks of a zone show at an instant.
func wallOf(t time.Time, zone *time.Location) wall {
	t = t.In(zone)
	return wall{year: t.Year(), month: t.Month(), day: t.Day(), hour: t.Hour(), minute: t.Minute(), second: t.Second()}
}

// No zone is further from UTC than this, so that what decides a wall time lies within it.
const farthest = 26 * time.Hour

// instants are when the clocks of a zone show w, the earliest first: one, or two where
// they go back. Where they skip it there is none, and change is the instant they do.
//
// time.Date would give one instant in each case, and not say that it chose.
func (w wall) instants(zone *time.Location) (at []time.Time, change time.Time) {
	shown := time.Date(w.year, w.month, w.day, w.hour, w.minute, w.second, 0, time.UTC)
	t := shown.Add(-farthest).In(zone)
	for range 16 { // more changes than any zone ever had in two days
		_, offset := t.Zone()
		begin, end := zones.Bounds(t)
		found := shown.Add(-time.Duration(offset) * time.Second).In(zone)
		if !found.Before(begin) && (end.IsZero() || found.Before(end)) {
			at = append(at, found)
		}
		if end.IsZero() || end.After(shown.Add(farthest)) {
			break
		}
		_, next := end.In(zone).Zone()
		from, to := end.Add(time.Duration(offset)*time.Second), end.Add(time.Duration(next)*time.Second)
		if !shown.Before(from.UTC()) && shown.Before(to.UTC()) {
			change = end.In(zone)
		}
		t = end.In(zone)
	}
	if len(at) > 0 {
		return at, time.Time{}
	}
	return nil, change
}

// twice reports whether the clocks of a zone show the same again within the day.
func twice(t time.Time, zone *time.Location) bool {
	at, _ := wallOf(t, zone).instants(zone)
	return len(at) > 1
}
