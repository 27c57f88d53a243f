package model

import (
	"unicode"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// numberSet holds numbers by their key, each with a row that it is of.
type numberSet struct {
	rows  map[phone.Number]int32
	tails bool // some are known by their last digits alone
}

// The key of a number of which no country is known is its digits, with their
// count above them, and this bit.
const (
	tailKey   = 1 << 63
	tailShift = 58
	minTail   = 7
	maxTail   = 14
)

func (s *numberSet) add(key phone.Number, row int) {
	if s.rows == nil {
		s.rows = map[phone.Number]int32{}
	}
	if before, known := s.rows[key]; !known || int(before) > row {
		s.rows[key] = int32(row)
	}
	s.tails = s.tails || key >= tailKey
}

// of finds the row by which a number is in the set.
func (s *numberSet) of(n phone.Number) (row int, found bool) {
	if len(s.rows) == 0 || n == 0 {
		return 0, false
	}
	if row, found := s.rows[n]; found {
		return int(row), true
	}
	if !s.tails {
		return 0, false
	}
	power := phone.Number(1)
	for digits := range maxTail + 1 {
		if digits >= minTail {
			if row, found := s.rows[tailKey|phone.Number(digits)<<tailShift|n%power]; found {
				return int(row), true
			}
		}
		power *= 10
	}
	return 0, false
}

// reachedBy yields the keys of every number that a row's person can be called
// by: of each phone column, whatever is or may be in it, and what was typed.
func (nr *numberReader) reachedBy(row int, e Edit, yield func(phone.Number)) {
	region := nr.region(row, e)
	read := func(cell table.Cell) {
		r := phone.Read(cell, region)
		sure := r.Number != 0 && (r.Problem == phone.NoProblem || r.Problem.Costly())
		if r.Number != 0 {
			yield(r.Number)
		}
		for _, part := range r.Several {
			one := phone.Read(table.Cell{Text: part}, region)
			if one.Number != 0 {
				yield(one.Number)
			} else if key := tailOf(part); key != 0 {
				yield(key)
			}
		}
		if sure || len(r.Several) > 0 {
			return
		}
		cellRemedies(cell, region, r, func(m fixCandidate) bool { yield(m.number); return true })
		if key := tailOf(cell.Text); key != 0 {
			yield(key)
		}
	}
	for _, col := range nr.rows.cols.phones() {
		read(nr.rows.table.Cell(row, col))
		if text, typed := e.cell(col); typed {
			read(table.Cell{Text: text})
		}
	}
	if text, typed := e.Value(columns.FieldPhone); typed {
		read(table.Cell{Text: text})
	}
}

// tailOf is the key of a text that is no number as it stands: the digits that any
// number it is meant for would end in, without those before that only lead
// there. It is 0 for too few of them.
func tailOf(text string) phone.Number {
	var n phone.Number
	digits := 0
	for _, r := range text {
		if !unicode.IsDigit(r) {
			continue
		}
		d, ok := digitValue(r)
		if !ok || digits == 0 && d == 0 {
			continue
		}
		if digits == maxTail {
			return 0
		}
		n, digits = n*10+phone.Number(d), digits+1
	}
	if digits < minTail {
		return 0
	}
	return tailKey | phone.Number(digits)<<tailShift | n
}

func digitValue(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	for zero := r; zero > r-10; zero-- { // the digits of a script follow each other from its zero
		if !unicode.IsDigit(zero - 1) {
			return int(r - zero), true
		}
	}
	return 0, false
}

// count counts by how many rows a key is in the set.
func (s *numberSet) count(key phone.Number, by int32) {
	if s.rows == nil {
		s.rows = map[phone.Number]int32{}
	}
	if s.rows[key] += by; s.rows[key] <= 0 {
		delete(s.rows, key)
	}
	s.tails = s.tails || key >= tailKey
}
