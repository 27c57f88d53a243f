package importer

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model"
)

// maxFormatCode is twice what Excel lets a number format take, in bytes.
const maxFormatCode = 512

// cellForm is what a cell style makes of a value.
type cellForm struct {
	date  dateForm
	shown *shownForm // nil when it adds nothing to the digits
}

// shownForm is a number format that adds to a value what a person reads with
// it: a calling code, leading zeros, a unit, a percent sign (ECMA-376 18.8.31).
type shownForm struct {
	numbers []shownSection // one to three
	before  string         // what stands before and behind a text
	behind  string
}

// shownSection is the part of a format for some of the numbers.
type shownSection struct {
	parts     []shownPart
	compare   string // "<", "<=", ">", ">=", "=" or "<>"; "" = by the sign
	limit     float64
	whole     int // places before the point and behind it
	least     int // digits that are shown before it, zeros put in front
	decimals  int
	percent   int // how often it is multiplied by a hundred
	thousands int // how often it is divided by a thousand
	grouped   bool
	foreign   bool // the sign between thousands is another than the comma
	text      bool // holds the place of a text
	odd       bool // an exponent, a fraction, digits of another script: not read
	adds      bool
}

// shownPart is a place for a digit ('0', '#' or '?'), the point, the place of
// the whole value ('G') or of a text ('@'), or, where place is 0, a literal.
type shownPart struct {
	place   byte
	literal string
}

// shownOf reads a format code that is none of a date. It returns nil when the
// format adds nothing that is to be kept.
func shownOf(code string) *shownForm {
	if len(code) > maxFormatCode || !utf8.ValidString(code) {
		return nil
	}
	var form shownForm
	for len(code) > 0 && len(form.numbers) < 4 {
		var s shownSection
		negative := len(form.numbers) == 1 && form.numbers[0].compare == ""
		s, code = readSection(code, negative)
		form.numbers = append(form.numbers, s)
	}
	adds := false
	if last := len(form.numbers) - 1; last >= 0 && form.numbers[last].text {
		form.before, form.behind = form.numbers[last].around()
		adds = strings.TrimSpace(form.before+form.behind) != ""
		if last > 0 {
			form.numbers = form.numbers[:last]
		}
	}
	form.numbers = form.numbers[:min(len(form.numbers), 3)]
	for _, s := range form.numbers {
		adds = adds || (s.adds || s.least > 1) && !s.odd
	}
	if !adds {
		return nil
	}
	return &form
}

// around is what stands before and behind the place of a text.
func (s *shownSection) around() (before, behind string) {
	to := &before
	for _, p := range s.parts {
		if p.place == '@' {
			to = &behind
		} else if p.place == 0 {
			*to += p.literal
		}
	}
	return before, behind
}

// readSection reads a code up to the next semicolon and returns what follows it.
// negative says that the section is for negative numbers.
func readSection(code string, negative bool) (s shownSection, rest string) {
	for len(code) > 0 {
		r, size := utf8.DecodeRuneInString(code)
		switch r {
		case ';':
			return s.finished(negative), code[1:]
		case '"':
			text, after, _ := strings.Cut(code[1:], `"`)
			s.literal(text)
			code = after
			continue
		case '\\':
			_, next := utf8.DecodeRuneInString(code[1:])
			s.literal(code[1 : 1+next])
			size += next
		case '_', '*': // room as wide as the next sign, or filled with it
			_, next := utf8.DecodeRuneInString(code[1:])
			if r == '_' {
				s.literal(" ")
			}
			size += next
		case '[':
			inside, after, _ := strings.Cut(code[1:], "]")
			s.bracket(inside)
			code = after
			continue
		case '0', '#', '?', '.', '@':
			s.parts = append(s.parts, shownPart{place: byte(r)})
			s.text = s.text || r == '@'
		case ',':
			s.parts = append(s.parts, shownPart{place: ','})
		case '%':
			s.percent++
			s.literal("%")
		case '/':
			s.odd = true
		case 'E', 'e':
			if len(code) > 1 && (code[1] == '+' || code[1] == '-') {
				s.odd = true
			}
			s.literal(string(r))
		case 'G', 'g':
			const general = len("general")
			if len(code) >= general && strings.EqualFold(code[:general], "general") {
				s.parts = append(s.parts, shownPart{place: 'G'})
				size = general
				break
			}
			s.literal(string(r))
		default:
			s.literal(code[:size])
		}
		code = code[size:]
	}
	return s.finished(negative), ""
}

// literal adds a text that is shown as it is.
func (s *shownSection) literal(text string) {
	if n := len(s.parts); n > 0 && s.parts[n-1].place == 0 {
		s.parts[n-1].literal += text
		return
	}
	s.parts = append(s.parts, shownPart{literal: text})
}

// bracket reads what stands in brackets: a condition, a currency with the
// language it is written in, or a colour.
func (s *shownSection) bracket(inside string) {
	switch {
	case strings.HasPrefix(inside, "$"):
		sign, language, _ := strings.Cut(inside[1:], "-")
		s.literal(sign)
		s.foreign = s.foreign || language != "" && !englishLanguage(language)
	case inside != "" && strings.ContainsRune("<>=", rune(inside[0])):
		digits := strings.TrimLeft(inside, "<>=")
		limit, err := strconv.ParseFloat(digits, 64)
		s.compare, s.limit, s.odd = inside[:len(inside)-len(digits)], limit, s.odd || err != nil
	case strings.HasPrefix(strings.ToLower(inside), "dbnum"), strings.HasPrefix(strings.ToLower(inside), "natnum"),
		inside != "" && strings.Trim(strings.ToLower(inside), "hms") == "":
		s.odd = true // digits of another script, or a length of time
	}
}

// englishLanguage reports whether a Windows language code, in hexadecimal, is
// one of those of English: its low ten bits say so.
func englishLanguage(code string) bool {
	n, err := strconv.ParseUint(code, 16, 32)
	return err == nil && n&0x3ff == 9
}

// finished works out what the places of a section mean together.
func (s shownSection) finished(negative bool) shownSection {
	point, last := false, -1
	for i, p := range s.parts {
		if strings.IndexByte("0#?", p.place) >= 0 {
			last = i
		}
	}
	parts := s.parts[:0:0]
	for i, p := range s.parts {
		switch p.place {
		case ',':
			if i > last {
				s.thousands++
			} else if !point {
				s.grouped = true
			}
			continue
		case '.':
			if point {
				p = shownPart{literal: "."}
				break
			}
			point = true
		case '0', '#', '?':
			if point {
				s.decimals++
				break
			}
			s.whole++
			if p.place == '0' || s.least > 0 {
				s.least++
			}
		case 0:
			signs := " \u00a0\u202f"
			if negative && s.compare == "" {
				signs += "-()" // of a negative number, which the stored one has
			}
			s.adds = s.adds || strings.Trim(p.literal, signs) != ""
		}
		parts = append(parts, p)
	}
	s.parts = parts
	s.adds = s.adds || s.percent > 0
	return s
}

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
	if s.grouped && !s.foreign && place > 1 && place%3 == 1 {
		return append(dst, ',')
	}
	return dst
}

// asShown gives a cell what its style adds to a number or a text.
func (r *sheetReader) asShown(form *shownForm, text []byte, kind model.Kind) ([]byte, model.Kind) {
	switch kind {
	case model.KindNumber:
		shown, ok := form.appendShown(r.shown[:0], text)
		if r.shown = shown; ok {
			return shown, model.KindText
		}
	case model.KindText:
		if form.before != "" || form.behind != "" {
			r.shown = append(append(append(r.shown[:0], form.before...), text...), form.behind...)
			return bytes.TrimSpace(r.shown), kind
		}
	}
	return text, kind
}
