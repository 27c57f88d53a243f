package transcript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// assemble puts a time together from the parts of a run.
func assemble(parts []timePart) saidTime {
	a := assembler{parts: parts}
	for a.i = 0; a.i < len(parts); a.i++ {
		a.take(parts[a.i])
	}
	if a.said.clock == "" && a.number.to > 0 && a.number.kind == numberOf && (a.said.day != "" || a.said.half != "" || a.said.night) {
		a.setHour(a.number)
	}
	a.said.named = a.said.day != "" || a.said.clock != "" || a.said.half != "" || a.said.span != "" || a.said.vague || a.said.night
	return a.said
}

type assembler struct {
	parts  []timePart
	i      int
	said   saidTime
	number timePart // that may be an hour
	at     int      // the token behind a word that an hour follows
	in     timePart // a span follows
	next   bool
	month  int
	minus  int // minutes before the hour that follows
}

func (a *assembler) use(p timePart) {
	if a.said.to == 0 {
		a.said.from = p.from
	}
	a.said.from, a.said.to = min(a.said.from, p.from), max(a.said.to, p.to)
}

// ahead is the kind of the part behind this one, and whether there is one.
func (a *assembler) ahead(n int) (timePart, bool) {
	if a.i+n < len(a.parts) {
		return a.parts[a.i+n], true
	}
	return timePart{}, false
}

// spans reports whether a number or unit is of a span from now: "in" stands before it.
func (a *assembler) spans(p timePart) bool { return a.in.to > 0 && p.from-a.in.to <= 1 }

func (a *assembler) take(p timePart) {
	switch p.kind {
	case dayOf:
		a.setDay([]string{"today", "tomorrow", "overmorrow"}[min(max(p.n, 0), 2)])
		a.setHalf(p.text)
		a.use(p)
	case weekdayOf:
		day := weekdays[p.n%7]
		if a.next {
			day = "next " + day
		}
		a.setDay(day)
		a.setHalf(p.text)
		a.use(p)
	case nextOf:
		a.takeNext(p)
	case monthOf:
		a.month = p.n
		if a.number.to > 0 {
			a.setDate(a.number)
		}
		a.use(p)
	case ordinalOf:
		a.number = p
		if a.month > 0 {
			a.setDate(p)
		}
	case partOf:
		a.setHalf(p.text)
		a.use(p)
	case noonOf:
		a.said.clock, a.said.half = "12:00", "pm"
		a.use(p)
	case clockOf:
		a.said.several = a.said.several || a.said.clock != ""
		a.setClock(p.n/60, p.n%60, "")
		a.use(p)
	case numberOf, spanOf:
		a.takeNumber(p)
	case digitsOf:
		a.takeDigits(p)
	case oclockOf:
		if a.said.clock == "" && a.number.to > 0 {
			a.setHour(a.number)
		}
		a.at = p.to
		if a.said.clock != "" {
			a.use(p)
		}
	case pastOf, toOf:
		a.takeShift(p)
	case inOf:
		a.in = p
		if ahead, ok := a.ahead(1); ok && ahead.kind == unitOf { // "in an hour", where nothing is said for "an"
			a.setSpan(timePart{n: 1, from: p.from, to: p.to}, ahead)
		}
	case relOf:
		a.said.rel = p.text
		a.at = p.to
		a.use(p)
	case atOf:
		a.at = p.to
	case vagueOf:
		a.said.vague = true
		a.use(p)
	case zoneOf:
		if a.said.clock != "" {
			a.said.zone = true
			a.use(p)
		}
	}
}

// takeNext is "next" before a weekday, behind one, or before a unit, of which nobody knows when
// it is: "next week".
func (a *assembler) takeNext(p timePart) {
	a.next = true
	if ahead, ok := a.ahead(1); ok && ahead.kind == unitOf {
		a.said.vague = true
		a.use(p)
		a.use(ahead)
	} else if ok && ahead.kind == weekdayOf {
		a.use(p)
	}
	if a.said.day != "" && slices.Contains(weekdays, a.said.day) {
		a.said.day = "next " + a.said.day // "lunes próximo"
		a.use(p)
	}
}

// takeShift is "half past five", and "five and a half" as other languages have it.
func (a *assembler) takeShift(p timePart) {
	shift := p.n
	if p.kind == toOf {
		shift = -shift
	}
	switch {
	case p.text == "behind" && a.said.clock != "":
		a.shiftClock(shift)
	case p.text == "behind" && a.number.to > 0:
		a.setHour(a.number)
		a.shiftClock(shift)
	case p.text == "behind":
		return
	default:
		a.minus = shift
		a.at = p.to
	}
	a.use(p)
}

func (a *assembler) shiftClock(minutes int) {
	var hour, minute int
	if _, err := fmt.Sscanf(a.said.clock, "%d:%d", &hour, &minute); err == nil {
		total := (hour*60 + minute + minutes + 24*60) % (24 * 60)
		a.said.clock = fmt.Sprintf("%d:%02d", total/60, total%60)
	}
}

// takeNumber decides what a number is: of a span, a day of a month, minutes, or an hour.
func (a *assembler) takeNumber(p timePart) {
	if p.kind == spanOf {
		if after, ok := a.ahead(1); a.spans(p) || a.said.rel == "after" || ok && (after.kind == laterOf || after.kind == relOf && after.text == "after") {
			a.said.span, a.said.rel = fmt.Sprintf("in %d min", p.n), ""
			if p.n%(24*60) == 0 {
				a.said.span = fmt.Sprintf("in %d day", p.n/(24*60))
			}
			if a.spans(p) {
				a.use(a.in)
			}
		}
		a.use(p)
		return
	}
	ahead, ok := a.ahead(1)
	switch {
	case ok && ahead.kind == oclockOf && a.spans(p): // "dans deux heures"
		a.setSpan(p, timePart{text: "hour", from: ahead.from, to: ahead.to})
		a.i++
	case ok && ahead.kind == unitOf:
		after, more := a.ahead(2)
		if a.spans(p) || a.said.rel == "after" || more && (after.kind == laterOf || after.kind == relOf && after.text == "after") {
			a.setSpan(p, ahead)
			if more && (after.kind == laterOf || after.kind == relOf) {
				a.use(after)
				a.i++
			}
			a.said.rel = ""
		}
		a.i++
	case p.text == "article" && (!ok || ahead.kind != oclockOf || ahead.from != p.to): // "at a later time" is not at one
	case ok && ahead.kind == monthOf:
		a.month = ahead.n
		a.setDate(p)
		a.use(ahead)
		a.i++
	case a.month > 0 && a.said.day == "":
		a.setDate(p)
	case a.said.clock != "" && strings.HasSuffix(a.said.clock, ":00") && p.n < 60 && p.n%5 == 0 && p.n >= 5 && a.parts[a.i-1].to == p.from:
		a.shiftClock(p.n) // five thirty
		a.use(p)
	case a.atHour(p) && a.said.clock == "":
		a.setHour(p)
	case a.number.to == p.from && a.number.to > 0 && p.n >= 5 && p.n < 60 && a.said.clock == "": // "five thirty"
		a.setHour(a.number)
		a.shiftClock(p.n)
		a.use(p)
	case a.said.clock == "":
		a.number = p
	default:
		a.said.several = true
	}
}

// takeDigits is 5pm, 17:30, 5/12.
func (a *assembler) takeDigits(p timePart) {
	switch {
	case strings.ContainsAny(p.text, "/-") || strings.Count(p.text, ".") > 1:
		a.setDay(p.text)
	case strings.HasSuffix(p.text, "st") || strings.HasSuffix(p.text, "nd") || strings.HasSuffix(p.text, "rd") || strings.HasSuffix(p.text, "th"):
		n, err := strconv.Atoi(p.text[:len(p.text)-2])
		if err != nil || n < 1 || n > 31 {
			return
		}
		number := timePart{kind: numberOf, n: n, from: p.from, to: p.to}
		if a.month > 0 {
			a.setDate(number)
		} else {
			a.number = number
			if ahead, ok := a.ahead(1); !ok || ahead.kind != monthOf && ahead.kind != fillOf {
				a.said.vague = true
				a.number = timePart{}
			}
		}
	case len(p.text) == 4 && strings.Trim(p.text, "0123456789") == "" && (p.text[:2] == "20" && a.said.day != ""):
		a.said.day += " " + p.text
	default:
		a.said.several = a.said.several || a.said.clock != ""
		if a.said.clock != "" || strings.Trim(p.text, "0123456789:.hamp") != "" || strings.Trim(p.text, "0123456789") == "" && !a.atHour(p) {
			return
		}
		a.said.clock = strings.Replace(p.text, ".", ":", 1)
	}
	a.use(p)
}

func (a *assembler) setDay(day string) {
	switch {
	case a.said.day == "":
		a.said.day = day
	case slices.Contains(weekdays, a.said.day) && !slices.Contains(weekdays, day) && strings.ContainsAny(day, "0123456789"):
		a.said.day += " " + day // "Saturday, 5 December", which start compares
	case a.said.day != day:
		a.said.several = true
	}
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (a *assembler) setDate(p timePart) {
	a.setDay(fmt.Sprintf("%d %s", p.n, [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}[(a.month+11)%12]))
	a.number = timePart{}
	a.use(p)
}

func (a *assembler) setHalf(half string) {
	switch half {
	case "night":
		a.said.night = true
	case "":
	default:
		a.said.several = a.said.several || a.said.half != "" && a.said.half != half
		a.said.half = half
	}
}

func (a *assembler) setClock(hour, minute int, written string) {
	if a.said.clock != "" || hour > 24 {
		return
	}
	a.said.clock = fmt.Sprintf("%d:%02d", hour, minute)
	if strings.HasPrefix(written, "0") {
		a.said.clock = "0" + a.said.clock
	}
	if a.minus != 0 {
		a.shiftClock(a.minus)
		a.minus = 0
	}
	a.number = timePart{}
}

// setHour takes a number for an hour.
func (a *assembler) setHour(p timePart) {
	if a.said.clock != "" || p.n > 24 {
		a.said.several = a.said.several || a.said.clock != ""
		return
	}
	a.setClock(p.n, 0, p.text)
	a.use(p)
}

// atHour reports whether "at" stands before a part.
func (a *assembler) atHour(p timePart) bool { return a.at > 0 && p.from-a.at <= 1 }

func (a *assembler) setSpan(n, unit timePart) {
	if a.said.span == "" && unit.text != "month" {
		a.said.span = fmt.Sprintf("in %d %s", n.n, unit.text)
	} else {
		a.said.vague = true
	}
	if a.spans(n) {
		a.use(a.in)
	}
	a.use(n)
	a.use(unit)
}
