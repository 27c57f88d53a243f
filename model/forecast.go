package model

import (
	"cmp"
	"slices"
	"time"
)

// Forecast is when a campaign's calls will happen if nothing goes wrong.
type Forecast struct {
	Start      time.Time     // when the first call is placed
	FirstRound time.Duration // placing one call to everybody
	// LastAttempt is the latest moment at which somebody may be rung: one who
	// never answers, at the end of the first round.
	LastAttempt time.Time
}

// NewForecast works out when so many contacts will be rung under some options.
func NewForecast(o Options, contacts int, now time.Time) Forecast {
	f := Forecast{Start: o.Start}
	if f.Start.IsZero() {
		f.Start = now
	}
	if o.CallsPerSecond > 0 {
		f.FirstRound = time.Duration(float64(contacts) / float64(o.CallsPerSecond) * float64(time.Second))
	}
	retries := time.Duration(max(0, o.MaxAttempts-1)) * max(o.NoAnswerDelay, o.BusyDelay)
	f.LastAttempt = f.Start.Add(f.FirstRound + retries)
	return f
}

// The hours in which most countries' rules allow calls. They are advice here:
// the rules of a country may be narrower.
const (
	decentFrom = 8
	decentTo   = 21
)

// InCallingHours reports whether a local time is one at which a person may be rung.
func InCallingHours(local time.Time) bool {
	return local.Hour() >= decentFrom && local.Hour() < decentTo
}

// InCallingHoursIn reports whether everybody in a zone is rung at a decent hour, from
// the first call to the last retry.
func (f Forecast) InCallingHoursIn(zone *time.Location) bool {
	first, last := f.Start.In(zone), f.LastAttempt.In(zone)
	return InCallingHours(first) && InCallingHours(last) && last.Sub(first) <= 12*time.Hour
}

// ZoneForecast is when those of one time zone will be rung, by their own clocks.
type ZoneForecast struct {
	Zone        string // by its IANA name
	Known       bool   // where it is; otherwise the rest is zero
	Contacts    int
	First, Last time.Time // the first call, and the latest one there may be
	InHours     bool      // as Forecast.InCallingHoursIn
}

// InZones is the forecast for so many contacts of each zone, those of most contacts
// first.
func (f Forecast) InZones(contacts map[string]int) []ZoneForecast {
	var zones []ZoneForecast
	for name, n := range contacts {
		z := ZoneForecast{Zone: name, Contacts: n}
		if zone, err := time.LoadLocation(name); err == nil && name != "" {
			z.Known, z.First, z.Last, z.InHours = true, f.Start.In(zone), f.LastAttempt.In(zone), f.InCallingHoursIn(zone)
		}
		zones = append(zones, z)
	}
	slices.SortFunc(zones, func(a, b ZoneForecast) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), cmp.Compare(a.Zone, b.Zone))
	})
	return zones
}
