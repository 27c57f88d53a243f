package start

import (
	"testing"
	"time"
)

// On the evening of 24 November in Los Angeles it is the 25th in Tokyo.
func TestWhoseTomorrowIsAsked(t *testing.T) {
	la := zone(t, "America/Los_Angeles")
	in := Context{Now: time.Date(2026, 11, 24, 20, 0, 0, 0, la), Zone: la, ZoneOf: places}
	check(t, in, []row{
		{"tomorrow there, or here", "tomorrow 6pm tokyo", "? 2026-11-25 18:00 Asia/Tokyo | 2026-11-26 18:00 Asia/Tokyo"},
		{"one of them has passed", "tomorrow 9am tokyo", "2026-11-26 09:00 Asia/Tokyo"},
		{"days from today", "in 2 days 9am tokyo", "? 2026-11-26 09:00 Asia/Tokyo | 2026-11-27 09:00 Asia/Tokyo"},
		{"a weekday is the same for both", "fri 9am tokyo", "2026-11-27 09:00 Asia/Tokyo"},
		{"a time alone is the next", "6pm tokyo", "2026-11-25 18:00 Asia/Tokyo"},
	})
	a, err := Parse("tomorrow 6pm tokyo", in)
	if err != nil || a.Question != "It is Tuesday for you, and Wednesday in Tokyo. When is it to start?" || a.Candidates[0].Words != "Wed 25 November 18:00" {
		t.Errorf("%v %+v", err, a)
	}
	a, err = Parse("tomorrow 6pm +09:00", in)
	if err != nil || a.Question != "It is Tuesday for you, and Wednesday UTC+9. When is it to start?" {
		t.Errorf("%v %+v", err, a)
	}
	in.Zone = time.UTC // a jump box
	if got := told(Parse("tomorrow 9am", in)); got != "2026-11-26 09:00 UTC" {
		t.Errorf("where nobody said whose the clocks are, tomorrow is %s", got)
	}
	in.Mine = la
	if got := told(Parse("tomorrow 9am", in)); got != "? 2026-11-25 09:00 | 2026-11-26 09:00" {
		t.Errorf("tomorrow on a jump box is %s", got)
	}
}

func TestTheClocksChange(t *testing.T) {
	ny := zone(t, "America/New_York")
	autumn := Context{Now: time.Date(2026, 10, 31, 9, 0, 0, 0, ny), Zone: ny, ZoneOf: places}
	check(t, autumn, []row{
		{"an hour that comes twice", "tomorrow 01:30", "? 2026-11-01 01:30-04:00 America/New_York | 2026-11-01 01:30-05:00 America/New_York"},
		{"the offset says which", "2026-11-01 01:30 -05:00 America/New_York", "2026-11-01 01:30-05:00 America/New_York"},
		{"and so does an instant", "2026-11-01T05:30:00Z", "2026-11-01 01:30-04:00 America/New_York"},
		{"the hour after", "tomorrow 02:00", "2026-11-01 02:00"},
		{"a day from now is a day of the calendar", "in 1 day", "2026-11-01 09:00"},
		{"24 hours are not", "in 24 h", "2026-11-01 08:00"},
	})
	a, _ := Parse("tomorrow 01:30", autumn)
	if a.Question != "1:30 comes twice that day, as the clocks go back. When is it to start?" ||
		a.Candidates[0].Words != "tomorrow 1:30 EDT, the first" || a.Candidates[1].Words != "tomorrow 1:30 EST, the second" {
		t.Errorf("%+v", a)
	}
	between := Context{Now: time.Date(2026, 11, 1, 5, 45, 0, 0, time.UTC), Zone: ny}
	check(t, between, []row{{"the first of two has passed", "today 01:30", "2026-11-01 01:30-05:00 America/New_York"}})

	spring := Context{Now: time.Date(2027, 3, 13, 9, 0, 0, 0, ny), Zone: ny}
	check(t, spring, []row{
		{"an hour that the clocks skip", "tomorrow 02:30", "! 2:30 does not exist on 14 March in New York, where the clocks go from 2:00 to 3:00: 3:00 is the nearest. Type 2027-03-14 03:00."},
		{"skipped, or in the afternoon", "sun 2:30", "? 2027-03-14 03:00 | 2027-03-14 14:30"},
		{"the next time is not silently another day's", "02:30", "! 3:00 is the nearest"},
		{"skipped once it is past", "2026-03-08 02:30", "! has passed"},
		{"the moment of the change", "tomorrow 03:00", "2027-03-14 03:00"},
		{"a day from now", "in 1 day", "2027-03-14 09:00"},
	})
}
