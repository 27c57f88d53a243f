package start

import (
	"strconv"
	"strings"
	"time"

	"callsheet/model/fold"
)

// date is a day of the calendar as it was said. month = 0 leaves open which of two
// numbers is the month.
type date struct {
	year   int // 0 = not said
	month  time.Month
	day    int
	first  int  // two numbers in the order they were written, with month = 0
	second int  //
	sure   bool // written with the year first, as times are then on the 24-hour clock
}

const firstYear, lastYear = 1970, 2199

// readDate reads a word of lower case that is a day by itself: "2026-12-01", "1/12",
// "1.12.", "1-dec-2026", "1dec". dotted tells a text with one point, which may be a
// time of day as well.
func readDate(s string) (d date, dotted, ok bool) {
	ordinal := strings.HasSuffix(s, ".")
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '/' || r == '-' })
	if len(parts) == 1 && !ordinal {
		parts = splitLetters(parts[0])
	}
	if len(parts) < 2 || len(parts) > 3 || separators(s) > 3 {
		return d, false, false
	}
	var n [3]int
	for i, part := range parts {
		if w := words[fold.Name(part)]; w.means == monthOf && d.month == 0 {
			d.month, n[i] = time.Month(w.n), -1
			continue
		}
		number, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return d, false, false
		}
		n[i] = int(number)
	}
	if len(parts) == 3 {
		year := 2
		if len(parts[0]) == 4 {
			year = 0
			d.sure = true
		}
		if len(parts[year]) != 4 && len(parts[year]) != 2 || n[year] < 0 {
			return d, false, false
		}
		d.year = n[year]
		if len(parts[year]) == 2 {
			d.year += 2000
		}
		if d.year < firstYear || d.year > lastYear {
			return d, false, false
		}
		if year == 0 {
			n[0], n[1] = n[1], n[2]
		}
	}
	switch {
	case d.month != 0:
		d.day = max(n[0], n[1])
	case d.sure:
		d.month, d.day = time.Month(n[0]), n[1]
	case ordinal && len(parts) == 2: // "1.12." is written so only with the day first
		d.day, d.month = n[0], time.Month(n[1])
	default:
		d.first, d.second = n[0], n[1]
	}
	dotted = len(parts) == 2 && !ordinal && strings.Contains(s, ".") && d.month == 0
	return d, dotted, d.valid()
}

func separators(s string) int {
	return strings.Count(s, ".") + strings.Count(s, "/") + strings.Count(s, "-")
}

// splitLetters parts "1dec" and "dec1".
func splitLetters(s string) []string {
	digit := func(r rune) bool { return '0' <= r && r <= '9' }
	if i := strings.IndexFunc(s, digit); i > 0 {
		return []string{s[:i], s[i:]}
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return !digit(r) }); i > 0 {
		return []string{s[:i], s[i:]}
	}
	return []string{s}
}

// valid reports whether there can be such a day in some year.
func (d date) valid() bool {
	return len(d.orders("")) > 0
}

// orders are the days that d may be, those of the region's order first.
func (d date) orders(region string) []date {
	if d.month != 0 {
		if d.possible() {
			return []date{d}
		}
		return nil
	}
	both := []date{
		{year: d.year, day: d.first, month: time.Month(d.second)},
		{year: d.year, day: d.second, month: time.Month(d.first)},
	}
	if monthFirst[strings.ToUpper(region)] {
		both[0], both[1] = both[1], both[0]
	}
	var out []date
	for _, b := range both {
		if b.possible() && (len(out) == 0 || out[0] != b) {
			out = append(out, b)
		}
	}
	return out
}

func (d date) possible() bool {
	year := d.year
	if year == 0 {
		year = 2028 // a leap year
	}
	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31 && wall{year: year, month: d.month, day: d.day}.exists()
}
