package start

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const (
	day     = 24 * time.Hour
	longest = 200 * 365 * day // a Duration holds 292 years
)

var units = func() map[string]time.Duration {
	all := map[string]time.Duration{"ms": time.Millisecond}
	for unit, names := range map[time.Duration]string{
		time.Second: "s sec secs second seconds",
		time.Minute: "m min mins minute minutes minuten minuto minutos",
		time.Hour:   "h hr hrs hour hours std stunde stunden heure heures hora horas ghanta ghante",
		day:         "d day days tag tage tagen jour jours dia dias din",
		7 * day:     "w wk wks week weeks woche wochen semaine semaines semana semanas hafta hafte",
	} {
		for name := range strings.FieldsSeq(names) {
			all[name] = unit
		}
	}
	return all
}()

// ParseDelay reads a length of time as people write it: "1h", "5 m", "1 h 30 m",
// "90 min", "1.5 hours". A bare number is refused, because minutes and
// milliseconds cannot be told apart; "0" alone needs no unit.
func ParseDelay(s string) (time.Duration, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "0" {
		return 0, true
	}
	total := time.Duration(0)
	for s != "" {
		part, _, rest, ok := cutDelay(s)
		if !ok || total+part < total {
			return 0, false
		}
		total += part
		s = strings.TrimSpace(rest)
	}
	return total, total > 0
}

// cutDelay reads the number and unit that a text of lower case begins with.
func cutDelay(s string) (part, unit time.Duration, rest string, ok bool) {
	digits := strings.TrimLeft(s, "0123456789.")
	number, err := strconv.ParseFloat(s[:len(s)-len(digits)], 64)
	if err != nil || number > 1e6 {
		return 0, 0, "", false
	}
	rest = strings.TrimSpace(digits)
	after := strings.TrimLeftFunc(rest, unicode.IsLetter)
	unit, ok = units[rest[:len(rest)-len(after)]]
	if !ok || number*float64(unit) > float64(longest) {
		return 0, 0, "", false
	}
	return time.Duration(number * float64(unit)), unit, after, true
}

// span is how long from now something is: whole days by the calendar, and the rest
// by the clock.
type span struct {
	days int
	rest time.Duration
}

var counts = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

var beforeSpan = map[string]bool{"in": true, "dans": true, "en": true, "+": true}

// readSpan reads the "in 2h" that words of lower case begin with, and how many words it
// is. ok is false when they begin otherwise.
func readSpan(words []string) (s span, used int, ok bool) {
	i := 0
	said := beforeSpan[words[0]]
	if said {
		i = 1
	}
	for i < len(words) {
		text := strings.TrimPrefix(words[i], "+")
		if n := slices.Index(counts, text); n >= 0 {
			text = strconv.Itoa(n + 1)
		}
		said = said || strings.HasPrefix(words[i], "+")
		n := 1
		switch {
		case text == "half" && i+2 < len(words) && (words[i+1] == "an" || words[i+1] == "a") && words[i+2] == "hour":
			text, n = "30m", 3
		case (text == "a" || text == "an") && said && i+1 < len(words) && units[words[i+1]] > 0:
			text, n = "1"+words[i+1], 2
		case text != "" && strings.Trim(text, "0123456789.") == "" && i+1 < len(words) && units[words[i+1]] > 0:
			text, n = text+words[i+1], 2
		}
		first, ok := addSpan(&s, text)
		if !ok {
			break
		}
		// "9h30" and "9 heures" are a time of day unless "in" says otherwise.
		if !said && first == time.Hour {
			return span{}, 0, false
		}
		said, i, used = true, i+n, i+n
	}
	return s, used, used > 0 && (s.days > 0 || s.rest > 0)
}

// addSpan adds what one word says, such as "2h", "1h30m" or "1h30", and gives the
// first unit in it.
func addSpan(s *span, text string) (first time.Duration, ok bool) {
	sum := *s
	unit := time.Duration(0)
	for text != "" {
		if len(text) == 2 && unit == time.Hour {
			text += "m"
		}
		part, of, rest, ok := cutDelay(text)
		if !ok || of < time.Second {
			return 0, false
		}
		if of >= day && part%day == 0 {
			sum.days += int(part / day)
		} else {
			sum.rest = min(sum.rest, day*1000) + min(part, day*1000) // both are further than a start can be
		}
		if first == 0 {
			first = of
		}
		unit, text = of, rest
	}
	*s = sum
	return first, first > 0
}
