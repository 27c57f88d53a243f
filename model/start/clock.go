package start

import (
	"strconv"
	"strings"
)

// clock is a time of day as it was said.
type clock struct {
	hour, minute, second int
	half                 int  // am, pm, or 0 = not said
	sure                 bool // said on the 24-hour clock without a doubt: 09:00, 21:30, 9 Uhr
	offset               int  // seconds east of UTC, with hasOffset
	hasOffset            bool
}

// digitsAt is the number of at most most digits that s begins with.
func digitsAt(s string, most int) (n, digits int) {
	for digits < len(s) && digits < most && '0' <= s[digits] && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}

// readClock reads a word of lower case that is a time of day by itself: "9:00",
// "9h30", "21.30", "9am", "0900", "09:00:00.000z", "09:00+05:30". A number of one or two
// digits is not, since it may be a day.
func readClock(s string) (c clock, ok bool) {
	n, digits := digitsAt(s, 4)
	rest := s[digits:]
	c.sure = s[:min(1, digits)] == "0"
	switch {
	case digits >= 3:
		c.hour, c.minute = n/100, n%100
	case digits == 0:
		return c, false
	default:
		c.hour = n
		if c.minute, rest, ok = twoDigits(rest, ":.h"); !ok && !endsClock(rest) {
			return c, false
		}
		if ok && s[digits] == 'h' {
			c.sure = true
		}
		if second, after, ok := twoDigits(rest, ":"); ok {
			c.second, rest, c.sure = second, after, true
			if strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ",") {
				rest = strings.TrimLeft(rest[1:], "0123456789")
			}
		}
	}
	rest = c.suffix(rest)
	if rest != "" {
		if c.offset, ok = readOffset(rest); !ok {
			return c, false
		}
		c.hasOffset, c.sure = true, true
	}
	return c, c.valid()
}

// endsClock reports whether what is behind an hour makes a time of day of it.
func endsClock(rest string) bool {
	var c clock
	return rest != "" && c.suffix(rest) == ""
}

// suffix takes what says which half of the day it is, or which clock, from behind a
// time, and gives the rest.
func (c *clock) suffix(rest string) string {
	switch strings.ReplaceAll(rest, ".", "") {
	case "am", "a":
		c.half = am
	case "pm", "p":
		c.half = pm
	case "h", "uhr", "hrs":
		c.sure = c.sure || c.hour > 7 // "3 Uhr" is said of the afternoon as well
	default:
		return rest
	}
	return ""
}

// twoDigits cuts a separator and two digits off the front of a text.
func twoDigits(s, separators string) (n int, rest string, ok bool) {
	if len(s) < 3 || !strings.ContainsRune(separators, rune(s[0])) {
		return 0, s, false
	}
	n, digits := digitsAt(s[1:], 2)
	if digits < 2 {
		return 0, s, false
	}
	return n, s[3:], true
}

// readOffset reads what is ahead of UTC, in seconds: "z", "+05:30", "-4", "utc+2".
func readOffset(s string) (seconds int, ok bool) {
	if s == "z" {
		return 0, true
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "utc"), "gmt")
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, minutes, both := strings.Cut(s[1:], ":")
	if !both && len(hours) == 4 {
		hours, minutes, both = hours[:2], hours[2:], true
	}
	h, err := strconv.ParseUint(hours, 10, 8)
	m := uint64(0)
	if err == nil && both {
		if len(minutes) != 2 {
			return 0, false
		}
		m, err = strconv.ParseUint(minutes, 10, 8)
	}
	if err != nil || len(hours) > 2 || h > 14 || m > 59 {
		return 0, false
	}
	seconds = int(h)*3600 + int(m)*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

// valid reports whether there is such a time of day.
func (c clock) valid() bool {
	if c.minute > 59 || c.second > 59 || c.hour > 24 || c.hour == 24 && c.minute+c.second > 0 {
		return false
	}
	switch c.half {
	case am:
		return c.hour <= 12
	case pm:
		return c.hour > 0 && c.hour < 24
	}
	return true
}

// settled is the clock in 24 hours.
func (c clock) settled() clock {
	switch {
	case c.half == am && c.hour == 12:
		c.hour = 0
	case c.half == pm && c.hour < 12:
		c.hour += 12
	}
	c.sure = c.sure || c.half != 0 || c.hour == 0 || c.hour > 12
	return c
}

// other is the same time in the other half of the day, if that could be meant: an
// hour was said without saying which half.
func (c clock) other() (clock, bool) {
	if c.sure || c.half != 0 || c.hour < 1 || c.hour > 11 {
		return c, false
	}
	c.hour, c.half = c.hour+12, pm
	return c, true
}

// lateAtNight reports whether the clock as it was said would ring people out of bed
// when the other half of the day would not.
func (c clock) lateAtNight() bool { return c.hour >= 1 && c.hour <= 7 }
