package figures

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Count writes n with its thousands separated: 12,480.
func Count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	out := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, digits[i])
	}
	return sign + string(out)
}

// Counted is a number of things in words: "1 contact", "2,300 contacts",
// "2 batches".
func Counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if strings.HasSuffix(what, "ch") {
		what += "e"
	}
	return Count(n) + " " + what + "s"
}

// Are follows a number of things that are so.
func Are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// Were follows a number of things that something happened to.
func Were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// Wait follows a number of things that wait.
func Wait(n int) string {
	if n == 1 {
		return "waits"
	}
	return "wait"
}

// Times is how often something was done: "once", "3 times".
func Times(n int) string {
	if n == 1 {
		return "once"
	}
	return Counted(n, "time")
}

// Duration writes d in its two largest units, cut off and not rounded up, as in
// "2 d 3 h", "1 h 20 m" and "45 s". Less than a second is "0 s".
func Duration(d time.Duration) string {
	seconds := int64(max(d, 0) / time.Second)
	units := []struct {
		name    string
		seconds int64
	}{{"d", 24 * 60 * 60}, {"h", 60 * 60}, {"m", 60}, {"s", 1}}
	for i, u := range units {
		whole := seconds / u.seconds
		if whole == 0 {
			continue
		}
		out := fmt.Sprintf("%d %s", whole, u.name)
		if i+1 == len(units) {
			return out
		}
		if part := seconds % u.seconds / units[i+1].seconds; part > 0 {
			out += fmt.Sprintf(" %d %s", part, units[i+1].name)
		}
		return out
	}
	return "0 s"
}

// Ago writes how long ago something was, in one unit: "just now", "2 s ago",
// "5 m ago", "3 h ago", "2 d ago".
func Ago(d time.Duration) string {
	switch {
	case d < 2*time.Second:
		return "just now"
	case d < time.Minute:
		return fmt.Sprintf("%d s ago", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d m ago", d/time.Minute)
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h ago", d/time.Hour)
	default:
		return fmt.Sprintf("%d d ago", d/(24*time.Hour))
	}
}

// Percent writes how much of whole part is, in whole percent. It is never 100
// before part has reached whole and never 0 when part is more than nothing.
func Percent(part, whole int) string {
	switch {
	case part <= 0 || whole <= 0:
		return "0 %"
	case part >= whole:
		return "100 %"
	}
	p := int(float64(part)/float64(whole)*100 + 0.5)
	return strconv.Itoa(min(max(p, 1), 99)) + " %"
}

// Bytes writes a size in units of a thousand: "812 B", "1.4 MB".
func Bytes(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", max(n, 0))
	}
	size, unit := float64(n), 0
	for size >= 999.5 && unit < len("kMGTPE") {
		size /= 1000
		unit++
	}
	if size < 9.95 {
		return fmt.Sprintf("%.1f %cB", size, "kMGTPE"[unit-1])
	}
	return fmt.Sprintf("%.0f %cB", size, "kMGTPE"[unit-1])
}
