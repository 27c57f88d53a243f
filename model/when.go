package model

import (
	"fmt"
	"strings"
	"time"
)

const startAdvice = "Give now, or a day and time such as 2026-12-01 09:00, tomorrow 9:00 or mon 9:00."

var startLayouts = []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"}

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

// ParseStart reads when a campaign begins, on the clocks of a zone: "now" or ""
// (the zero time), "2026-12-01 09:00", "9:00" (the next one), "today 17:00",
// "tomorrow 9:00", "mon 9:00", or an instant with an offset. Errors are
// sentences for the operator: not understood, already past, or an hour the
// clocks skip that day.
func ParseStart(s string, now time.Time, zone *time.Location) (time.Time, error) {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if s == "" || s == "now" {
		return time.Time{}, nil
	}
	now = now.In(zone)
	start, err := readStart(s, now, zone)
	if err != nil {
		return time.Time{}, err
	}
	if !start.After(now) {
		return time.Time{}, UserError(fmt.Sprintf("%s has passed. Give a later time, or now.", start.Format("2 Jan 2006 15:04")))
	}
	if start.After(now.AddDate(1, 0, 0)) {
		return time.Time{}, UserError("That is more than a year away. Check the year.")
	}
	return start, nil
}

func readStart(s string, now time.Time, zone *time.Location) (time.Time, error) {
	upper := strings.ToUpper(s)
	if t, err := time.Parse(time.RFC3339, upper); err == nil {
		return t, nil
	}
	for _, layout := range startLayouts {
		if t, err := time.Parse(layout, upper); err == nil {
			return wallClock(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), zone)
		}
	}
	day, clock, both := strings.Cut(s, " ")
	if !both {
		day, clock = "", s
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, UserError(startAdvice)
	}
	on := func(days int) (time.Time, error) {
		d := now.AddDate(0, 0, days)
		return wallClock(d.Year(), d.Month(), d.Day(), t.Hour(), t.Minute(), zone)
	}
	switch day {
	case "":
		if at, err := on(0); err != nil || at.After(now) {
			return at, err
		}
		return on(1)
	case "today":
		return on(0)
	case "tomorrow":
		return on(1)
	}
	want, ok := weekdays[day[:min(3, len(day))]]
	if !ok || !strings.HasPrefix(strings.ToLower(want.String()), day) {
		return time.Time{}, UserError(startAdvice)
	}
	days := (int(want) - int(now.Weekday()) + 7) % 7
	if at, err := on(days); err != nil || at.After(now) {
		return at, err
	}
	return on(days + 7)
}

// wallClock refuses the hour that clocks skip when summer time begins: Go would
// move it silently, and a campaign would start at another time than was typed.
func wallClock(year int, month time.Month, day, hour, minute int, zone *time.Location) (time.Time, error) {
	t := time.Date(year, month, day, hour, minute, 0, 0, zone)
	if t.Hour() != hour || t.Minute() != minute {
		return time.Time{}, UserError(fmt.Sprintf("The clocks skip %02d:%02d that day in %s. Give another time.", hour, minute, zone))
	}
	return t, nil
}
