package transcript

import (
	"strconv"
	"strings"
)

// timeKind is what a word for a time says.
type timeKind int

const (
	dayOf     timeKind = iota // n days from today; text may be the half of the day
	weekdayOf                 // n = a time.Weekday
	monthOf                   // n = a time.Month
	nextOf                    // "next"
	partOf                    // text = am, pm, or night
	noonOf                    //
	numberOf                  // n
	ordinalOf                 // n-th of a month
	oclockOf                  // what stands beside it is an hour
	pastOf                    // n minutes past the hour that follows; text "behind": that stands before
	toOf                      // n minutes to the hour that follows; text "behind": that stands before
	clockOf                   // n = minutes since midnight, such as डेढ़
	spanOf                    // a span of n minutes
	unitOf                    // text = min, hour, day, week, month
	inOf                      // "in": a span from now follows
	laterOf                   // "later": a span from now stands before
	relOf                     // text = before, after, until, around
	atOf                      // what follows is an hour
	fillOf                    // says nothing
	vagueOf                   // a time that is no day
	zoneOf                    // the name of a zone
	digitsOf                  // digits as they were written
)

var timeKinds = []string{"day", "weekday", "month", "next", "part", "noon", "num", "ordinal", "oclock", "past", "to", "clock", "span",
	"unit", "in", "later", "rel", "at", "fill", "vague", "zone"}

// timePart is one word, or a phrase, of a time.
type timePart struct {
	kind     timeKind
	n        int
	text     string
	from, to int // tokens
}

// timeParts finds the words for times of a language among tokens.
func (l *language) timeParts(tokens []token) []timePart {
	var parts []timePart
	for i := 0; i < len(tokens); {
		best := timePart{to: i}
		for _, of := range append([]*language{l}, l.timesAlso...) {
			of.times.at(tokens[i].word, func(r *rule) {
				if end, ok := r.pattern.at(tokens, i, true); ok && end > best.to {
					best = r.time
					best.from, best.to = i, end
				}
			})
		}
		if d, ok := digits(tokens[i].word); ok && best.to == i {
			best = d
			best.from, best.to = i, i+1
		}
		if best.to == i || best.kind == partOf && ofClock[tokens[i].word] && (len(parts) == 0 || parts[len(parts)-1].to != i) {
			i++
			continue
		}
		parts = append(parts, best)
		i = best.to
	}
	return parts
}

// ofClock are words that are of a time only behind a figure: "I am".
var ofClock = map[string]bool{"am": true, "a": true, "pm": true, "p": true}

// digits reads a word that begins with a digit: 5, 5pm, 17:30, 5/12.
func digits(word string) (timePart, bool) {
	if word == "" || word[0] < '0' || word[0] > '9' {
		return timePart{}, false
	}
	if n, err := strconv.Atoi(word); err == nil && len(word) <= 2 {
		return timePart{kind: numberOf, n: n, text: word}, true
	}
	for _, r := range word {
		if r > 'z' {
			n, _ := strconv.Atoi(strings.TrimRightFunc(word, func(r rune) bool { return r < '0' || r > '9' }))
			if n == 0 || n > 24 {
				return timePart{}, false
			}
			return timePart{kind: numberOf, n: n, text: strconv.Itoa(n)}, true
		}
	}
	if len(word) > len("2026-12-05") {
		return timePart{}, false
	}
	return timePart{kind: digitsOf, text: word}, true
}

// saidTime is a time as it was put together from words.
type saidTime struct {
	from, to int // tokens
	day      string
	clock    string
	half     string // am, pm
	night    bool
	span     string
	rel      string
	zone     bool // a zone is named
	several  bool // times, of which this is one
	vague    bool
	named    bool // a day, a time of day or a span is named
}

// timeOf finds the time that is named in a sentence; where several are, the one with the
// most in it, of equal ones the last.
func timeOf(parts []timePart) (saidTime, bool) {
	var best saidTime
	several := false
	for i := 0; i < len(parts); {
		end := i + 1
		for end < len(parts) && parts[end].from-parts[end-1].to <= 1 {
			end++
		}
		if said := assemble(parts[i:end]); said.named {
			several = several || best.named
			if said.weight() >= best.weight() {
				best = said
			}
		}
		i = end
	}
	best.several = best.several || several
	return best, best.named
}

// weight is how much of a time is said.
func (s saidTime) weight() int {
	n := 0
	for _, said := range []bool{s.day != "", s.clock != "", s.half != "", s.span != "", s.span != "", s.named, s.day != "" && s.clock != ""} {
		if said {
			n++
		}
	}
	return n
}
