package model

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// needle is a search text, prepared to be looked for in a million rows.
type needle struct {
	text   string // in lower case
	ascii  bool
	anchor int      // ASCII: the place in text of its rarest byte
	lower  byte     // that byte, and the same letter in upper case
	upper  byte     // equal to lower when it is no letter
	wide   []string // otherwise: the spellings of its first letter outside ASCII
	dialed bool     // the text could stand in a number as it is dialled
	digits string   // when the text is nothing but a piece of a number; without leading zeros
}

// fewestFindDigits is how many digits are looked for among digits only, however
// the number is written; fewer would match nearly every number.
const fewestFindDigits = 3

func newNeedle(find string) needle {
	n := needle{text: strings.ToLower(strings.TrimSpace(find)), ascii: true}
	if n.text == "" {
		return n
	}
	digits := make([]byte, 0, len(n.text))
	plain := true
	for i := range len(n.text) {
		c := n.text[i]
		n.ascii = n.ascii && c < utf8.RuneSelf
		if fold.IsDigit(c) {
			digits = append(digits, c)
		} else if strings.IndexByte(" +-()./", c) < 0 {
			plain = false
		}
		if rarity(c) > rarity(n.text[n.anchor]) {
			n.anchor = i
		}
	}
	n.lower, n.upper = n.text[n.anchor], n.text[n.anchor]
	if fold.IsLower(n.lower) {
		n.upper -= 'a' - 'A'
	}
	if !n.ascii {
		n.wide = spellings(n.text)
	}
	n.dialed = strings.Trim(n.text, "+0123456789") == ""
	if bare := strings.TrimLeft(string(digits), "0"); plain && len(bare) >= fewestFindDigits {
		n.digits = bare
	}
	return n
}

// spellings are the ways in which a text's first letter outside ASCII is written
// in either case.
func spellings(text string) []string {
	at := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	first, _ := utf8.DecodeRuneInString(text[at:])
	all := []string{string(first)}
	for r := unicode.SimpleFold(first); r != first; r = unicode.SimpleFold(r) {
		all = append(all, string(r))
	}
	return all
}

// rarity ranks bytes by how seldom they stand in a list of contacts, so that
// the search jumps from one of the rarest to the next.
func rarity(c byte) int {
	switch {
	case strings.IndexByte("eaoinrst ", c) >= 0:
		return 0
	case fold.IsDigit(c), strings.IndexByte("lcdmu.", c) >= 0:
		return 1
	case strings.IndexByte("jqxzkwyvb@-_", c) >= 0:
		return 3
	}
	return 2
}

// narrows reports whether whatever holds n holds wider too.
func (n needle) narrows(wider needle) bool {
	if !strings.Contains(n.text, wider.text) {
		return false
	}
	return n.digits == "" || wider.text == "" || wider.digits != "" && strings.Contains(n.digits, wider.digits)
}

// page finds out which rows of one page hold the text.
func (n *needle) page(l *List, from, to int, holds *[pageRows / 64]uint64) {
	l.Table.Search(n, from, to, func(row int) { holds[(row-from)/64] |= 1 << ((row - from) % 64) })
	numeric := n.digits != "" || n.dialed
	edits := l.Edits.rows.page(from >> pageBits)
	if !numeric && edits == nil {
		return
	}
	records := l.verdicts.rows.page(from >> pageBits)
	for row := from; row < to; row++ {
		at := row - from
		var e Edit
		if edits != nil {
			e = edits[at]
		}
		if holds[at/64]&(1<<(at%64)) == 0 && (numeric && n.inNumber(records[at].number) || n.inEdit(l, row, e)) {
			holds[at/64] |= 1 << (at % 64)
		}
	}
}

// in reports whether a row holds the text in a cell, an edit or its number, or
// the digits in a number however it is written.
func (n *needle) in(l *List, row int, r record) bool {
	return l.Table.Holds(n, row) || n.inNumber(r.number) || n.inEdit(l, row, l.Edits.rows.at(row))
}

// inEdit looks at what was typed in a row, and at the digits of its phones.
func (n *needle) inEdit(l *List, row int, e Edit) bool {
	if n.digits != "" && n.inPhones(l, row, e) || n.inNumber(e.number) {
		return true
	}
	if e.body == nil {
		return false
	}
	for _, t := range e.body.typed {
		if n.InText(t.text) {
			return true
		}
	}
	return false
}

// InText reports whether the text of one cell holds it.
func (n *needle) InText(s string) bool {
	if n.ascii {
		return n.Index(s) >= 0
	}
	first, _ := utf8.DecodeRuneInString(n.text)
	for i, r := range s {
		if unicode.ToLower(r) == first && hasLowerPrefix(s[i:], n.text) {
			return true
		}
	}
	return false
}

// Index finds where the text could begin, or -1 when it is not there; outside
// ASCII, where its rarest letter is. Nothing is copied for it.
func (n *needle) Index(s string) int {
	if !n.ascii {
		first := -1
		for _, spelling := range n.wide {
			if at := strings.Index(s, spelling); at >= 0 {
				first, s = at, s[:at]
			}
		}
		return first
	}
	last := len(s) - (len(n.text) - n.anchor) // the last place of the anchor
	if last < n.anchor {
		return -1
	}
	// Either letter is looked for again only once it was passed: a list written
	// in capitals would otherwise be searched to its end for every small letter.
	within := s[:last+1]
	small, capital := nextByte(within, n.anchor, n.lower), len(within)
	if n.upper != n.lower {
		capital = nextByte(within, n.anchor, n.upper)
	}
	for {
		at := min(small, capital)
		if at == len(within) {
			return -1
		}
		if n.matches(s[at-n.anchor:]) {
			return at - n.anchor
		}
		if at == small {
			small = nextByte(within, at+1, n.lower)
		} else {
			capital = nextByte(within, at+1, n.upper)
		}
	}
}

// nextByte is where a byte stands next, or the end.
func nextByte(s string, from int, c byte) int {
	if at := strings.IndexByte(s[from:], c); at >= 0 {
		return from + at
	}
	return len(s)
}

func (n *needle) matches(s string) bool {
	for i := range len(n.text) {
		if fold.Lower(s[i]) != n.text[i] {
			return false
		}
	}
	return true
}

func hasLowerPrefix(s, lower string) bool {
	for _, want := range lower {
		r, size := utf8.DecodeRuneInString(s)
		if size == 0 || unicode.ToLower(r) != want {
			return false
		}
		s = s[size:]
	}
	return true
}

// inNumber looks at a number as it is dialled.
func (n *needle) inNumber(number phone.Number) bool {
	if number == 0 || n.digits == "" && !n.dialed {
		return false
	}
	var buf [1 + 20]byte
	buf[0] = '+'
	text := strconv.AppendUint(buf[:1], uint64(number), 10)
	return n.digits != "" && bytes.Contains(text, []byte(n.digits)) || n.dialed && bytes.Contains(text, []byte(n.text))
}

// inPhones looks at the digits of the row's phone cells, however they are parted.
func (n *needle) inPhones(l *List, row int, e Edit) bool {
	if n.inDigits(l.eval.numbers.phoneCell(row, e).Text) {
		return true
	}
	if e.number != 0 && n.inDigits(l.Table.Cell(row, l.eval.rows.cols.phone).Text) {
		return true
	}
	for _, col := range l.eval.rows.cols.others {
		if n.inDigits(l.eval.rows.cell(row, e, col).Text) {
			return true
		}
	}
	return false
}

func (n *needle) inDigits(s string) bool {
	if len(s) > phone.MaxCell {
		s = s[:phone.MaxCell]
	}
	var buf [phone.MaxCell]byte
	digits := buf[:0]
	for i := range len(s) {
		if fold.IsDigit(s[i]) {
			digits = append(digits, s[i])
		}
	}
	return len(digits) >= len(n.digits) && bytes.Contains(digits, []byte(n.digits))
}
