package start

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"callsheet/model/fold"
	"callsheet/model/printable"
)

// dayKind is how the day of a start was said.
type dayKind int

const (
	noDay     dayKind = iota // the next time the clocks show it
	fromToday                // days from today
	onWeekday
	onDate
)

// spoken is a text that was understood word by word. Its readings are in resolve.go.
type spoken struct {
	text string // as typed, for sentences; bounded and printable

	kind     dayKind
	days     int
	weekday  time.Weekday
	checkDay bool // a weekday was said beside the day, which has to fall on it
	next     bool // "next monday"
	date     date
	clock    clock
	hasClock bool
	half     int // am or pm as a word
	midnight bool
	bare     bool // the clock is a number of one or two digits
	oneUnit  bool // "9h", which may be nine hours as well

	delay    time.Duration // from now, by the clock
	hasDelay bool

	zones    []*time.Location // likeliest first; empty = the context's
	zoneText string
}

// read understands a text word by word. Whatever it cannot place is a zone, or the
// text is refused.
func read(raw []string, in Context) (spoken, error) {
	if raw = prepare(raw); len(raw) == 0 {
		return spoken{}, refused("There is no time in that. " + advice)
	}
	lower := make([]string, len(raw))
	for i, w := range raw {
		lower[i] = strings.ToLower(w)
	}
	s := spoken{text: printable.Text(strings.Join(raw, " "), 40)}
	used := 0
	if span, n, ok := readSpan(lower); ok {
		used = n
		s.days, s.delay, s.hasDelay = span.days, span.rest, true
		if span.days > 0 {
			s.kind = fromToday
		}
	} else if beforeSpan[lower[0]] && len(lower) > 1 && strings.ContainsAny(lower[1][:1], "-+0123456789") {
		return s, refused(fmt.Sprintf("%s is no time from now. Type it like in 2 h or in 90 min.", quoted(s.text)))
	}
	items := make([]item, 0, len(raw)-used)
	for i := used; i < len(raw); i++ {
		items = append(items, readItem(raw[i], lower[i]))
	}
	markGerman(items)
	markPlaces(items)
	items, zone, err := cutZone(items)
	if err != nil {
		return s, err
	}
	items = slices.DeleteFunc(items, func(it item) bool { return it.word.means == filler })
	if err := s.fill(items); err != nil {
		return s, err
	}
	if err := s.finish(); err != nil {
		return s, err
	}
	return s, s.findZones(zone, in)
}

// phrases are several words for one.
var phrases = strings.NewReplacer(
	" the day after tomorrow ", " overmorrow ", " day after tomorrow ", " overmorrow ",
	" pasado mañana ", " overmorrow ", " pasado manana ", " overmorrow ",
	" de la mañana ", " am ", " de la manana ", " am ", " por la mañana ", " am ", " por la manana ", " am ",
	" p. m. ", " pm ", " a. m. ", " am ", " de l'après-midi ", " pm ",
)

// prepare takes brackets off, parts a day from its time in "2026-12-01T09:00", and says
// "2 h from now" and "now + 2 h" as "in 2 h". A zone in brackets is how RFC 9557 writes it.
func prepare(raw []string) []string {
	out := make([]string, 0, len(raw)+2)
	for _, w := range raw {
		for w := range strings.FieldsFuncSeq(w, func(r rune) bool { return strings.ContainsRune("[]()", r) }) {
			if i := strings.IndexAny(w, "tT"); i > 0 && i+1 < len(w) {
				if d, _, ok := readDate(w[:i]); ok && d.sure {
					out = append(out, w[:i], w[i+1:])
					continue
				}
			}
			out = append(out, w)
		}
	}
	switch n := len(out); {
	case n > 2 && strings.EqualFold(out[n-2], "from") && strings.EqualFold(out[n-1], "now"):
		out = append([]string{"in"}, out[:n-2]...)
	case n > 1 && strings.EqualFold(out[0], "now") && strings.HasPrefix(out[1], "+"):
		out = out[1:]
	}
	joined := " " + strings.Join(out, " ") + " "
	if plain := strings.ToLower(joined); phrases.Replace(plain) != plain {
		joined = replaceFold(joined)
	}
	return strings.Fields(joined)
}

// replaceFold replaces phrases and leaves the case of what it does not replace,
// because the name of a zone depends on it.
func replaceFold(text string) string {
	before, after := strings.Fields(text), strings.Fields(phrases.Replace(strings.ToLower(text)))
	spelled := map[string]string{}
	for _, w := range before {
		spelled[strings.ToLower(w)] = w
	}
	for i, w := range after {
		if as, is := spelled[w]; is {
			after[i] = as
		}
	}
	return strings.Join(after, " ")
}

// item is one word of a text, and what it may be.
type item struct {
	raw    string
	key    string // folded
	word   word
	clock  clock
	date   date
	number int // a number of one or two digits; for a clock of four digits, the year it may be

	isClock, isDate, isNumber, isOffset bool
	dotted                              bool // 9.12: a day or a time
	ordinal                             bool // 1st
}

// known reports whether an item is more than text.
func (it item) known() bool {
	return it.isClock || it.isDate || it.isNumber || it.isOffset || it.word.means != unknown
}

func readItem(raw, lower string) item {
	it := item{raw: raw, key: fold.Name(lower)}
	number := lower
	for _, suffix := range []string{"st", "nd", "rd", "th", "er", "."} {
		if cut, had := strings.CutSuffix(lower, suffix); had {
			number, it.ordinal = cut, true
			break
		}
	}
	if n, digits := digitsAt(number, 3); digits > 0 && digits < 3 && digits == len(number) {
		it.isNumber, it.number = true, n
		// "09" is written on the 24-hour clock.
		it.clock = clock{hour: n, sure: digits == 2 && number[0] == '0'}
		return it
	}
	it.ordinal = false
	it.date, it.dotted, it.isDate = readDate(lower)
	it.clock, it.isClock = readClock(lower)
	if year, err := strconv.Atoi(lower); err == nil && len(lower) == 4 {
		it.number = year
	}
	if it.isDate && !it.dotted {
		it.isClock = false
	}
	if it.isDate || it.isClock {
		return it
	}
	if offset, ok := readOffset(lower); ok {
		it.isOffset, it.clock = true, clock{offset: offset, hasOffset: true}
		return it
	}
	if !strings.ContainsAny(lower, "0123456789/_") {
		it.word = words[it.key]
	}
	return it
}

// markGerman reads what is a German word only in its place: "mo" before the time,
// and "am" before a day.
func markGerman(items []item) {
	for i := range items {
		it := &items[i]
		if d, is := daysOfTwo[it.key]; is && i == 0 && !it.known() && len(items) > 1 {
			it.word = word{weekdayOf, int(d)}
		}
		if it.key == "am" && i+1 < len(items) {
			next := items[i+1]
			if next.word.means == weekdayOf && i == 0 || next.isDate && !next.dotted || next.isNumber && i+2 < len(items) && items[i+2].word.means == monthOf {
				it.word = word{means: filler}
			}
		}
	}
}

// markPlaces takes for text what says nothing only before certain words: "on" before a
// day, "la" before "tarde". What else it says there may be a zone, and is not passed over.
func markPlaces(items []item) {
	for i := range items {
		it := &items[i]
		if it.word != (word{filler, maybePlace}) {
			continue
		}
		place := i+1 == len(items) || i == 0 && (it.key == "la" || it.key == "de")
		if i > 0 && !place {
			switch items[i+1].word.means {
			case dayWord, tonight, tomorrowOr, nextWord:
				place = true
			case weekdayOf:
				place = it.key == "la" || it.key == "de" || it.key == "in" || it.key == "by"
			}
		}
		if place {
			it.word = word{}
		}
	}
}

// quoted is a text of the operator inside a sentence.
func quoted(text string) string { return fmt.Sprintf("“%s”", printable.Text(text, 40)) }
