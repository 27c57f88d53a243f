package zones

import (
	"testing"
	"time"
)

// Whoever goes from one change to the next by Bounds must come to the end.
func TestAStretchOfAClockEndsBehindItsInstants(t *testing.T) {
	for _, name := range zoneDatabase().names {
		zone, known := Location(name)
		if !known {
			continue
		}
		for year := 2026; year < 2050; year++ {
			for _, day := range []time.Time{time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(year, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(year, 7, 1, 12, 0, 0, 0, zone)} {
				at := day.In(zone)
				begin, end := Bounds(at)
				if at.Before(begin) || !end.IsZero() && !end.After(at) {
					t.Fatalf("%s: %s lies between %s and %s", name, at, begin, end)
				}
				if !end.IsZero() && offsetIn(zone, end.Add(-time.Second)) != offsetIn(zone, at) {
					t.Fatalf("%s: the clock changes before %s, which ends the stretch of %s", name, end, at)
				}
			}
		}
	}
}
