package importer

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxFormatCode is twice what Excel lets a number format take, in bytes.
const maxFormatCode = 512

// cellForm is what a cell style makes of a value.
type cellForm struct {
	date   dateForm
	shown  *shownForm // nil when it adds nothing to the digits
	moment bool       // shows a day with its time, and fills and frames nothing
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
	parts         []shownPart
	compare       string // "<", "<=", ">", ">=", "=" or "<>"; "" = by the sign
	limit         float64
	whole         int // places before the point and behind it
	least         int // digits that are shown before it, zeros put in front
	decimals      int
	percent       int // how often it is multiplied by a hundred
	thousands     int // how often it is divided by a thousand
	grouped       bool
	otherGrouping bool // the sign between thousands is another than the comma
	text          bool // holds the place of a text
	odd           bool // an exponent, a fraction, digits of another script: not read
	adds          bool
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
		s.otherGrouping = s.otherGrouping || language != "" && !englishLanguage(language)
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

// dateForm is what a number format makes of a number.
type dateForm uint8
