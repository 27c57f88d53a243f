package model

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needle is a search text, prepared to be looked for in a million rows.
type needle struct {
	text   string // in lower case
	ascii  bool
	anchor int    // the place in text of its rarest byte
	lower  byte   // that byte, and the same letter in upper case
	upper  byte   // equal to lower when it is no letter
	dialed bool   // the text could stand in a number as it is dialled
	digits string // when the text is nothing but a piece of a number; without leading zeros
}

// fewestFindDigits is how many digits are looked for among digits only, however
// the number is written; fewer would match nearly every number.
const fewestFindDigits = 3

func newNeedle(find string) needle {
	n := needle{text: trimFind(find), ascii: true}
	if n.text == "" {
		return n
	}
	digits := make([]byte, 0, len(n.text))
	plain := true
	for i := range len(n.text) {
		c := n.text[i]
		n.ascii = n.ascii && c < utf8.RuneSelf
		if isASCIIDigit(c) {
			digits = append(digits, c)
		} else if strings.IndexByte(" +-()./", c) < 0 {
			plain = false
		}
		if rarity(c) > rarity(n.text[n.anchor]) {
			n.anchor = i
		}
	}
	n.lower, n.upper = n.text[n.anchor], n.text[n.anchor]
	if isASCIILower(n.lower) {
		n.upper -= 'a' - 'A'
	}
	n.dialed = strings.Trim(n.text, "+0123456789") == ""
	if bare := strings.TrimLeft(string(digits), "0"); plain && len(bare) >= fewestFindDigits {
		n.digits = bare
	}
	return n
}

// rarity ranks bytes by how seldom they stand in a list of contacts, so that
// the search jumps from one of the rarest to the next.
func rarity(c byte) int {
	switch {
	case strings.IndexByte("eaoinrst ", c) >= 0:
		return 0
	case isASCIIDigit(c), strings.IndexByte("lcdmu.", c) >= 0:
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

// in reports whether a row holds the text in a cell, an edit or its number, or
// the digits in a number however it is written.
func (n needle) in(l *List, row int, r record) bool {
	if n.text == "" {
		return true
	}
	if n.inRow(l.Table, row) || n.inNumber(r.number) {
		return true
	}
	e := l.Edits.rows.at(row)
	if n.digits != "" && n.inPhones(l, row, e) {
		return true
	}
	if e.number != 0 && n.inNumber(e.number) {
		return true
	}
	if e.body != nil {
		for _, t := range e.body.typed {
			if n.inText(t.text) {
				return true
			}
		}
	}
	return false
}

// inRow looks at the row's cells, first all at once: they lie one behind the
// other in the table, and a text that is not there is in none of them.
func (n needle) inRow(t *Table, row int) bool {
	if n.ascii && !n.inASCII(t.raw(row)) {
		return false
	}
	ref := t.rows[row]
	chunk := ""
	if ref.cells > 0 {
		chunk = t.chunks[ref.chunk]
	}
	at := int(ref.offset)
	for range ref.cells {
		size, _, head := cellHead(chunk[at:])
		at += head
		if n.inText(chunk[at : at+size]) {
			return true
		}
		at += size
	}
	return false
}

// raw is where the row's cells lie in the table, their heads included.
func (t *Table) raw(row int) string {
	ref := t.rows[row]
	if ref.cells == 0 {
		return ""
	}
	chunk := t.chunks[ref.chunk]
	if row+1 < len(t.rows) && t.rows[row+1].chunk == ref.chunk && t.rows[row+1].offset >= ref.offset {
		return chunk[ref.offset:t.rows[row+1].offset]
	}
	return chunk[ref.offset:]
}

func (n needle) inText(s string) bool {
	if n.ascii {
		return n.inASCII(s)
	}
	return n.inWide(s)
}

// inASCII finds the text without making a lower-case copy of what it looks at.
func (n needle) inASCII(s string) bool {
	from := n.anchor
	last := len(s) - (len(n.text) - n.anchor) // the last place of the anchor
	for from <= last {
		at := strings.IndexByte(s[from:last+1], n.lower)
		if n.upper != n.lower {
			end := last + 1
			if at >= 0 {
				end = from + at
			}
			if other := strings.IndexByte(s[from:end], n.upper); other >= 0 {
				at = other
			}
		}
		if at < 0 {
			return false
		}
		from += at
		if n.matches(s[from-n.anchor:]) {
			return true
		}
		from++
	}
	return false
}

func (n needle) matches(s string) bool {
	for i := range len(n.text) {
		if lowerASCII(s[i]) != n.text[i] {
			return false
		}
	}
	return true
}

// inWide finds a text with letters outside ASCII.
func (n needle) inWide(s string) bool {
	first, _ := utf8.DecodeRuneInString(n.text)
	for i, r := range s {
		if unicode.ToLower(r) == first && hasLowerPrefix(s[i:], n.text) {
			return true
		}
	}
	return false
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
func (n needle) inNumber(number Number) bool {
	if number == 0 || n.digits == "" && !n.dialed {
		return false
	}
	var buf [1 + 20]byte
	buf[0] = '+'
	text := strconv.AppendUint(buf[:1], uint64(number), 10)
	return n.digits != "" && bytes.Contains(text, []byte(n.digits)) || n.dialed && bytes.Contains(text, []byte(n.text))
}

// inPhones looks at the digits of the row's phone cells, however they are parted.
func (n needle) inPhones(l *List, row int, e Edit) bool {
	if n.inDigits(l.PhoneCell(row, e).Text) {
		return true
	}
	if e.number != 0 && n.inDigits(l.Table.Cell(row, l.cols.phone).Text) {
		return true
	}
	for _, col := range l.cols.others {
		if n.inDigits(l.cell(row, e, col).Text) {
			return true
		}
	}
	return false
}

func (n needle) inDigits(s string) bool {
	if len(s) > maxPhoneCell {
		s = s[:maxPhoneCell]
	}
	var buf [maxPhoneCell]byte
	digits := buf[:0]
	for i := range len(s) {
		if isASCIIDigit(s[i]) {
			digits = append(digits, s[i])
		}
	}
	return len(digits) >= len(n.digits) && bytes.Contains(digits, []byte(n.digits))
}
