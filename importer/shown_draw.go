package importer

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// section is the one that shows a number.
func (f *shownForm) section(n float64) (s *shownSection, abs bool) {
	for i := range f.numbers {
		s := &f.numbers[i]
		if s.compare == "" {
			continue
		}
		if s.holds(n) {
			return s, false
		}
	}
	if f.numbers[0].compare != "" { // what no condition holds for is shown by the next
		for i := range f.numbers {
			if f.numbers[i].compare == "" {
				return &f.numbers[i], false
			}
		}
		return nil, false
	}
	switch {
	case n < 0 && len(f.numbers) > 1:
		return &f.numbers[1], true
	case n == 0 && len(f.numbers) > 2:
		return &f.numbers[2], false
	}
	return &f.numbers[0], false
}

func (s *shownSection) holds(n float64) bool {
	switch s.compare {
	case "<":
		return n < s.limit
	case "<=":
		return n <= s.limit
	case ">":
		return n > s.limit
	case ">=":
		return n >= s.limit
	case "=":
		return n == s.limit
	case "<>":
		return n != s.limit
	}
	return false
}

// appendShown appends a stored number as its format shows it, where that adds
// something to the digits and rounds none away. It reports false where the digits alone are to be kept.
func (f *shownForm) appendShown(dst, stored []byte) ([]byte, bool) {
	n, err := strconv.ParseFloat(string(stored), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || bytes.ContainsAny(stored, "eE") {
		return dst, false
	}
	s, abs := f.section(n)
	if s == nil || s.odd {
		return dst, false
	}
	digits := strings.TrimPrefix(string(stored), "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	whole, fraction = shiftPoint(whole, fraction, 2*s.percent-3*s.thousands)
	switch tooMany := len(fraction) > s.decimals && !s.holdsAll(); {
	case !s.adds && (s.least < 2 || len(whole) >= s.least), tooMany && s.percent == 0:
		return dst, false
	case tooMany:
		whole, fraction = roundShare(whole, fraction, s.decimals)
	}
	start := len(dst)
	if n < 0 && !abs {
		dst = append(dst, '-')
	}
	dst = s.appendParts(dst, whole, fraction)
	shown := bytes.TrimSpace(dst[start:])
	if len(shown) == 0 || bytes.Equal(shown, stored) {
		return dst[:start], false
	}
	return append(dst[:start], shown...), true
}

// roundShare keeps two decimals of a share that its format shows with fewer:
// who reads 13% for an eighth is told 12.5%, but nobody reads ten decimals.
func roundShare(whole, fraction string, decimals int) (string, string) {
	n, err := strconv.ParseFloat("0"+whole+"."+fraction, 64)
	if err != nil {
		return whole, fraction
	}
	whole, fraction, _ = strings.Cut(strconv.FormatFloat(n, 'f', max(2, decimals), 64), ".")
	return shiftPoint(whole, fraction, 0)
}

// holdsAll reports whether the section shows the whole value, or words in place
// of any: no digit of it is rounded away.
func (s *shownSection) holdsAll() bool {
	return s.whole+s.decimals == 0
}

// shiftPoint moves the decimal point of a number to the right, or to the left.
func shiftPoint(whole, fraction string, by int) (string, string) {
	for ; by > 0; by-- {
		if fraction == "" {
			fraction = "0"
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	for ; by < 0; by++ {
		if whole == "" {
			whole = "0"
		}
		whole, fraction = whole[:len(whole)-1], whole[len(whole)-1:]+fraction
	}
	whole = strings.TrimLeft(whole, "0")
	return whole, strings.TrimRight(fraction, "0")
}

// appendParts lays digits into the places: those before the point from the
// right, the first place taking all that are left.
func (s *shownSection) appendParts(dst []byte, whole, fraction string) []byte {
	place, decimal := s.whole, 0
	for _, p := range s.parts {
		switch p.place {
		case 0:
			dst = append(dst, p.literal...)
		case 'G', '@':
			if whole == "" {
				dst = append(dst, '0')
			}
			dst = append(dst, whole...)
			if fraction != "" {
				dst = append(append(dst, '.'), fraction...)
			}
		case '.':
			if s.whole == 0 {
				dst = append(dst, whole...)
			}
			if s.lowest() > 0 || fraction != "" {
				dst = append(dst, '.')
			}
		default:
			if place > 0 {
				dst = s.appendWhole(dst, p.place, whole, place)
				place--
				break
			}
			last := decimal == s.decimals-1
			switch {
			case decimal < len(fraction) && last:
				dst = append(dst, fraction[decimal:]...)
			case decimal < len(fraction):
				dst = append(dst, fraction[decimal])
			case p.place == '0':
				dst = append(dst, '0')
			}
			decimal++
		}
	}
	if s.decimals == 0 && fraction != "" && s.percent > 0 && s.whole > 0 {
		return s.withFraction(dst, fraction)
	}
	return dst
}

// lowest is how many digits stand behind the point at least.
func (s *shownSection) lowest() int {
	n, behind := 0, false
	for _, p := range s.parts {
		behind = behind || p.place == '.'
		if behind && p.place == '0' {
			n++
		}
	}
	return n
}

// withFraction puts the digits of a share that its format rounds away behind the
// last one shown.
func (s *shownSection) withFraction(dst []byte, fraction string) []byte {
	at := bytes.LastIndexFunc(dst, unicode.IsDigit) + 1
	tail := string(dst[at:])
	return append(append(append(dst[:at], '.'), fraction...), tail...)
}

// appendWhole appends what stands in the place of a digit, counted from the
// point.
func (s *shownSection) appendWhole(dst []byte, kind byte, whole string, place int) []byte {
	from, to := len(whole)-place, len(whole)-place+1
	if place == s.whole {
		from = 0
	}
	if to <= 0 {
		switch kind {
		case '0':
			dst = append(dst, '0')
		case '?':
			return append(dst, ' ')
		default:
			return dst
		}
		return s.appendGroup(dst, place)
	}
	for i := max(from, 0); i < to; i++ {
		dst = s.appendGroup(append(dst, whole[i]), len(whole)-i)
	}
	return dst
}

// appendGroup appends the sign between thousands behind a digit, where one
// belongs there.
func (s *shownSection) appendGroup(dst []byte, place int) []byte {
	if s.grouped && !s.otherGrouping && place > 1 && place%3 == 1 {
		return append(dst, ',')
	}
	return dst
}
