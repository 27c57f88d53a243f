package hours

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the calendar, of no zone. The zero value is no date: where a rule
// begins or ends, it means that this is not known, or not to be.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that an instant has in its own location.
func DateOf(t time.Time) Date {
	var d Date
	d.Year, d.Month, d.Day = t.Date()
	return d
}

// ParseDate reads 2026-12-25.
func ParseDate(text string) (Date, bool) {
	t, err := time.Parse(time.DateOnly, text)
	return DateOf(t), err == nil
}

// String writes 2026-12-25, or nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero reports whether it is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is negative when d comes before e, and positive when it comes after.
func (d Date) Compare(e Date) int {
	switch {
	case d.Year != e.Year:
		return cmp.Compare(d.Year, e.Year)
	case d.Month != e.Month:
		return cmp.Compare(d.Month, e.Month)
	}
	return cmp.Compare(d.Day, e.Day)
}

// Add is the date so many days later.
func (d Date) Add(days int) Date { return DateOf(d.noon().AddDate(0, 0, days)) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.noon().Weekday() }

// noon is a time of the day in UTC, whose days are all alike.
func (d Date) noon() time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

const daySeconds = 24 * 60 * 60

// dayNumber counts the days since 1 January 1970.
func (d Date) dayNumber() int64 { return floorDiv(d.noon().Unix(), daySeconds) }

// dateOfNumber is the other way round.
func dateOfNumber(n int64) Date { return DateOf(time.Unix(n*daySeconds, 0).UTC()) }

// floorDiv divides towards the earlier, before 1970 too.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
