package hours

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Clock is a time of day on a wall clock, in minutes since midnight: 0 to 1440, which is
// the midnight that ends the day.
type Clock int16

// midnight ends the day.
const midnight Clock = 24 * 60

// At is a time of day from its hours and minutes.
func At(hour, minute int) Clock { return Clock(hour*60 + minute) }

// String writes 9, 9:30 or 21.
func (c Clock) String() string {
	if c%60 == 0 {
		return fmt.Sprint(int(c) / 60)
	}
	return fmt.Sprintf("%d:%02d", c/60, c%60)
}

// Window is a span of a day by the wall clock: From is inside, To is not. From is always
// before To.
type Window struct{ From, To Clock }

// String writes 9-18 or 9:30-13.
func (w Window) String() string { return w.From.String() + "-" + w.To.String() }

// wholeDay is no limit.
var wholeDay = []Window{{0, midnight}}

// contains reports whether one of the windows has that second of the day inside.
func contains(windows []Window, second int64) bool {
	for _, w := range windows {
		if int64(w.From)*60 <= second && second < int64(w.To)*60 {
			return true
		}
	}
	return false
}

// join sorts windows, and makes one of those that overlap or touch.
func join(windows []Window) []Window {
	sorted := slices.Clone(windows)
	slices.SortFunc(sorted, func(a, b Window) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var joined []Window
	for _, w := range sorted {
		if last := len(joined) - 1; last >= 0 && w.From <= joined[last].To {
			joined[last].To = max(joined[last].To, w.To)
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

// intersect is the time that is inside both. Both are in order, and so is what comes out.
func intersect(a, b []Window) []Window {
	var both []Window
	for len(a) > 0 && len(b) > 0 {
		w := Window{max(a[0].From, b[0].From), min(a[0].To, b[0].To)}
		if w.From < w.To {
			both = append(both, w)
		}
		if a[0].To < b[0].To {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// within reports whether no time of a is outside b.
func within(a, b []Window) bool { return slices.Equal(intersect(a, b), a) }

// WindowWords writes windows on one clock as "10-13 and 14-20", or "none".
func WindowWords(windows []Window) string {
	if len(windows) == 0 {
		return "none"
	}
	words := make([]string, len(windows))
	for i, w := range windows {
		words[i] = w.String()
	}
	return strings.Join(words, " and ")
}
