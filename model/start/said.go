package start

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"callsheet/model/figures"
)

// Format writes an instant on the clocks of its location as Parse reads it in any
// context: "2026-12-01 09:00 America/New_York". The offset stands with it where the
// clocks show the time twice, and alone where the zone has no name of its own.
func Format(at time.Time) string {
	zone := at.Location()
	text := typed(wallOf(at, zone))
	named := isName(zone.String()) || zone == time.UTC
	if !named || twice(at, zone) {
		_, offset := at.Zone()
		if offset%60 != 0 {
			return Format(at.UTC())
		}
		text += at.Format("-07:00")
	}
	if named {
		text += " " + zone.String()
	}
	return text
}

// typed is a wall time as it is typed.
func typed(w wall) string {
	text := fmt.Sprintf("%04d-%02d-%02d %02d:%02d", w.year, w.month, w.day, w.hour, w.minute)
	if w.second != 0 {
		text += fmt.Sprintf(":%02d", w.second)
	}
	return text
}

// Said is an instant on both clocks, for somebody whose own are in mine: "Tue 1 Dec 9:00
// in New York, 14:00 yours, in 13 h 5 m".
func Said(at time.Time, theirs, mine *time.Location, now time.Time) string {
	there, here := wallOf(at, theirs), wallOf(at, mine)
	text := dayWords(at, theirs, now) + clockWords(there)
	if twice(at, theirs) {
		text += " " + abbreviation(at, theirs)
	}
	text += " " + place(at, theirs)
	switch {
	case there == here:
	case there.date() == here.date():
		text += ", " + clockWords(here) + " yours"
	default:
		text += ", " + dayWords(at, mine, now) + clockWords(here) + " yours"
	}
	return text + ", " + Until(at.In(mine), now)
}

// dayWords are "Tue 1 Dec ", with the year where it is not this one.
func dayWords(at time.Time, zone *time.Location, now time.Time) string {
	at = at.In(zone)
	if at.Year() != now.In(zone).Year() {
		return at.Format("Mon 2 Jan 2006 ")
	}
	return at.Format("Mon 2 Jan ")
}

// Until is how far ahead an instant is, on the clocks of its location: "in 13 h 5 m",
// from two days on in days of the calendar, "in 3 days"; "now" within a second, and
// "2 h ago" when it has passed.
func Until(at, now time.Time) string {
	d := at.Sub(now)
	switch {
	case d <= -time.Second:
		return figures.Ago(max(-d, 2*time.Second))
	case d < time.Second:
		return "now"
	case d < 2*day:
		return "in " + figures.Duration(d)
	}
	there, here := wallOf(at, at.Location()), wallOf(now, at.Location())
	return "in " + figures.Counted(int(there.date().since(here.date())/day), "day")
}

// clockWords are "9:00", with seconds where there are any.
func clockWords(w wall) string {
	if w.second != 0 {
		return fmt.Sprintf("%d:%02d:%02d", w.hour, w.minute, w.second)
	}
	return fmt.Sprintf("%d:%02d", w.hour, w.minute)
}

// place says where the clocks of a zone are: "in New York", "in Knox, Indiana", and
// "UTC" or "UTC-5" for a zone that is no place.
func place(at time.Time, zone *time.Location) string {
	parts := strings.Split(strings.ReplaceAll(zone.String(), "_", " "), "/")
	switch {
	case !isName(zone.String()), parts[0] == "Etc":
		return abbreviation(at, zone)
	case len(parts) == 3 && parts[1] != "Argentina":
		return "in " + parts[2] + ", " + parts[1]
	}
	return "in " + parts[len(parts)-1]
}

// abbreviation is what the clocks of a zone are called at an instant: "EDT", or "UTC+3"
// where they have no letters.
func abbreviation(at time.Time, zone *time.Location) string {
	name, offset := at.In(zone).Zone()
	if name == "" || !unicode.IsLetter(rune(name[0])) {
		return offsetWords(offset)
	}
	return name
}

// offsetWords are "UTC-5", "UTC+5:30", "UTC".
func offsetWords(seconds int) string {
	if seconds == 0 {
		return "UTC"
	}
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("UTC%c%d", sign, seconds/3600)
	if m := seconds / 60 % 60; m != 0 {
		text += fmt.Sprintf(":%02d", m)
	}
	return text
}
