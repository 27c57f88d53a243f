package phone

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"callsheet/model/fold"
	"callsheet/model/printable"
)

// joiners are the words between two numbers in one cell.
var joiners = map[string]bool{
	"or": true, "and": true, "oder": true, "und": true, "ou": true, "et": true,
	"y": true, "o": true, "u": true, "e": true, "of": true, "en": true,
}

// span is a piece of the scanned cell.
type span struct{ from, to int }

// readParts reads a cell with letters or with marks that may part two numbers.
// Digits on two sides of such a mark are never joined when either side could be
// a number.
func (s *phoneScan) readParts(text string, region Region) Reading {
	if s.letters == 0 && s.dropFloatTail() {
		r := s.readParts(text, region)
		r.Warnings |= FloatRestored
		return r
	}
	spans, commas := s.split()
	if len(spans) == 0 {
		return Reading{Problem: NoDigits}
	}
	if len(spans) == 1 {
		part := spans[0]
		if !s.plain(part) {
			return s.readLetters(part, text, region)
		}
		r := s.readSpan(part, text, region)
		if s.letters > 0 && r.Problem != SeveralNumbers {
			return onlySuggested(r)
		}
		return r
	}
	for _, part := range spans {
		if s.alone(part, region) {
			return s.several(spans, text)
		}
	}
	switch {
	case s.letters > 0:
		return Reading{Problem: Letters}
	case !commas, s.endsShort(spans):
		return s.several(spans, text)
	}
	r := readDigits(s.buf[:s.n], region)
	if s.groupedByThousands(spans) {
		r.Warnings |= FloatRestored
	} else {
		r.Warnings |= Cleaned
	}
	return r
}

// onlySuggested is a reading that holds letters besides its digits: the number
// is offered, and only if it is beyond doubt.
func onlySuggested(r Reading) Reading {
	if r.Problem != NoProblem {
		return Reading{Problem: Letters}
	}
	r.Problem = Letters
	return r
}

// split cuts the cell where one number may end and another begin, and returns
// the pieces that hold digits. commas is true when only commas cut.
func (s *phoneScan) split() (spans []span, commas bool) {
	commas = true
	from, digits := 0, 0
	end := func(to, next int, comma bool) {
		if digits > 0 {
			spans = append(spans, s.shrink(span{from, to}))
			commas = commas && (comma || to == s.n)
		}
		from, digits = next, 0
	}
	for i := 0; i < s.n; i++ {
		switch c := s.buf[i]; {
		case fold.IsDigit(c):
			digits++
		case c == '\n' || c == ';' || c == '|' || c == '&' || c == '\\' || c == ':' && i+1 < s.n && s.buf[i+1] == ':':
			end(i, i+1, false)
		case c == ',':
			end(i, i+1, true)
		case c == '+' && digits > 0:
			end(i, i, false)
		case fold.IsLower(c):
			word := i
			for i+1 < s.n && fold.IsLower(s.buf[i+1]) {
				i++
			}
			glued := word > 0 && fold.IsDigit(s.buf[word-1]) || i+1 < s.n && fold.IsDigit(s.buf[i+1])
			if joiners[string(s.buf[word:i+1])] && !glued { // an O between digits is more often a zero
				end(word, i+1, false)
			}
		}
	}
	end(s.n, s.n, true)
	return spans, commas
}

// shrink drops blanks and separators at both ends of a piece.
func (s *phoneScan) shrink(p span) span {
	for p.to > p.from && strings.IndexByte(" \n-/.,:", s.buf[p.to-1]) >= 0 {
		p.to--
	}
	for p.from < p.to && strings.IndexByte(" \n-/.,:)", s.buf[p.from]) >= 0 {
		p.from++
	}
	return p
}

// plain reports whether a piece holds nothing but digits and separators.
func (s *phoneScan) plain(p span) bool {
	for _, c := range s.buf[p.from:p.to] {
		if fold.IsLower(c) || c == '?' || c == '#' || c == '*' || c == '=' {
			return false
		}
	}
	return true
}

// fewestNational is how many national digits a piece needs to be taken for a
// number of its own; what has fewer may be an area code.
const fewestNational = 6

func standsAlone(r Reading) bool {
	if r.Number == 0 {
		return false
	}
	_, national, ok := SplitCallingCode(r.Number.String()[1:])
	return ok && len(national) >= fewestNational
}

func (s *phoneScan) alone(p span, region Region) bool {
	return countDigits(s.buf[p.from:p.to]) >= FewestDigits || standsAlone(readDigits(s.buf[p.from:p.to], region))
}

// several is the answer to a cell with more than one number.
func (s *phoneScan) several(spans []span, text string) Reading {
	parts := make([]string, len(spans))
	for i, p := range spans {
		parts[i] = s.original(p, text)
		if i > 0 {
			parts[i] = otherEnding(parts[i-1], parts[i])
		}
	}
	return Reading{Problem: SeveralNumbers, Several: parts}
}

// maxPart bounds what is shown of one of several numbers.
const maxPart = 80

// original is a piece as the cell spells it.
func (s *phoneScan) original(p span, text string) string {
	if p.from >= p.to {
		return ""
	}
	last := int(s.origin[p.to-1])
	_, size := utf8.DecodeRuneInString(text[last:])
	return strings.TrimSpace(printable.Text(text[s.origin[p.from]:last+size], maxPart))
}

// groupedByThousands knows 447,911,123,456: a figure with its separators.
func (s *phoneScan) groupedByThousands(spans []span) bool {
	for i, p := range spans {
		width := countDigits(s.buf[p.from:p.to])
		if width != 3 && (i > 0 || width > 3) {
			return false
		}
	}
	return true
}

// readSpan reads a piece without letters. A slash parts two numbers when its
// left side is one, or a few digits follow that replace its last; otherwise it
// stands after an area code.
func (s *phoneScan) readSpan(p span, text string, region Region) Reading {
	piece := s.buf[p.from:p.to]
	whole := readDigits(piece, region)
	const fewestParting = 3 // so many slashes stand between all groups of a number, as in 06/12/34/56/78
	slashes := bytes.Count(piece, []byte("/"))
	for i, c := range piece {
		if c != '/' {
			continue
		}
		left, right := s.shrink(span{p.from, p.from + i}), s.shrink(span{p.from + i + 1, p.to})
		leftDigits, rightDigits := countDigits(s.buf[left.from:left.to]), countDigits(s.buf[right.from:right.to])
		if rightDigits == 0 {
			continue
		}
		alone := readDigits(s.buf[left.from:left.to], region)
		if standsAlone(alone) || rightDigits <= longestEnding && (slashes < fewestParting || whole.Problem != NoProblem) ||
			whole.Problem != NoProblem && leftDigits >= FewestDigits && rightDigits >= FewestDigits {
			return s.several(append([]span{left}, s.endings(right)...), text)
		}
	}
	if whole.Problem == TooLong {
		if several := s.severalByGap(p, text, region); several != nil {
			return Reading{Problem: SeveralNumbers, Several: several}
		}
	}
	return whole
}

// endsShort reports whether a comma parts the last few digits, which replace
// those of the number before it, from what is no figure with its thousands apart.
func (s *phoneScan) endsShort(spans []span) bool {
	last := spans[len(spans)-1]
	return countDigits(s.buf[last.from:last.to]) <= longestEnding && !s.groupedByThousands(spans)
}

// longestEnding is how many digits after a slash or a comma may replace the last of a
// number; more are the number that follows its area code.
const longestEnding = 3

// endings parts 05/06 behind a number, and leaves whole what is a number itself.
func (s *phoneScan) endings(p span) []span {
	var all []span
	from := p.from
	for i := p.from; i <= p.to; i++ {
		if i < p.to && s.buf[i] != '/' {
			continue
		}
		one := s.shrink(span{from, i})
		if n := countDigits(s.buf[one.from:one.to]); n == 0 || n > longestEnding {
			return []span{p}
		}
		all, from = append(all, one), i+1
	}
	return all
}

// otherEnding spells out the second number of 020 7946 0104/05, which replaces
// the last digits of the first.
func otherEnding(first, second string) string {
	const longest = longestEnding + 1
	if len(second) > longest || strings.Trim(second, "0123456789") != "" || len(first) < len(second) {
		return second
	}
	stem, ending := first[:len(first)-len(second)], first[len(first)-len(second):]
	if strings.Trim(ending, "0123456789") != "" {
		return second
	}
	return stem + second
}

// severalByGap looks in an overlong run for a gap with a number on each side.
func (s *phoneScan) severalByGap(p span, text string, region Region) []string {
	for i := p.from + 1; i < p.to; i++ {
		if fold.IsDigit(s.buf[i]) || !fold.IsDigit(s.buf[i-1]) {
			continue
		}
		left, right := s.shrink(span{p.from, i}), s.shrink(span{i, p.to})
		if standsAlone(readDigits(s.buf[left.from:left.to], region)) && standsAlone(readDigits(s.buf[right.from:right.to], region)) {
			return []string{s.original(left, text), s.original(right, text)}
		}
	}
	return nil
}

// readLetters reads a piece with letters. They become digits in a vanity number
// alone; a name beside a number leaves the number as a suggestion.
func (s *phoneScan) readLetters(p span, text string, region Region) Reading {
	if r, ok := readVanity(s.buf[p.from:p.to], region); ok {
		return r
	}
	var runs []span
	from := p.from
	for i := p.from; i <= p.to; i++ {
		if i < p.to && s.plain(span{i, i + 1}) {
			continue
		}
		if countDigits(s.buf[from:i]) > 0 {
			runs = append(runs, s.shrink(span{from, i}))
		}
		from = i + 1
	}
	if len(runs) == 1 {
		r := s.readSpan(runs[0], text, region)
		if r.Problem == SeveralNumbers {
			return r
		}
		return onlySuggested(r)
	}
	whole := 0
	for _, run := range runs {
		if countDigits(s.buf[run.from:run.to]) >= FewestDigits {
			whole++
		}
	}
	if whole > 1 {
		return s.several(runs, text)
	}
	return Reading{Problem: Letters}
}

// keypad holds the digit of each letter (ITU-T E.161).
const keypad = "22233344455566677778889999"

// readVanity reads +1-800-FLOWERS: digits, then three letters or more and
// nothing else, which together, and not without the letters, are an assigned
// toll-free number.
func readVanity(piece []byte, region Region) (Reading, bool) {
	const fewestLetters, fewestDigits = 3, 3
	spelt := make([]byte, 0, len(piece))
	letters := 0
	for i, c := range piece {
		switch {
		case fold.IsLower(c):
			if i > 0 && piece[i-1] == '(' {
				return Reading{}, false
			}
			letters++
			c = keypad[c-'a']
		case fold.IsDigit(c) && letters > 0:
			return Reading{}, false
		case !fold.IsDigit(c) && bytes.IndexByte([]byte(" -.()+"), c) < 0:
			return Reading{}, false
		}
		spelt = append(spelt, c)
	}
	if letters < fewestLetters || countDigits(piece) < fewestDigits {
		return Reading{}, false
	}
	r := readDigits(spelt, region)
	if r.Problem != NoProblem || r.Warnings&TollFree == 0 {
		return Reading{}, false
	}
	if withoutLetters := readDigits(piece, region); withoutLetters.Number != 0 {
		return Reading{}, false
	}
	r.Warnings |= VanityLetters
	return r, true
}
