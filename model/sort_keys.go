package model

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/table"
)

// stateRank puts first what needs a person.
var stateRank = [numStates]uint64{ToFix: 0, Duplicate: 1, DoNotCall: 2, LeftOut: 3, Ready: 4, Blank: 5}

// sorter reads what the rows of a list are sorted by.
type sorter struct {
	list *List
	eval *evaluator
}

func (st sorter) key(row int, o Order, folded *foldArena) (sortKey, string) {
	r := st.list.record(row)
	switch o.By {
	case ByState:
		rank := 2 * stateRank[r.state]
		if r.state == Ready && !r.toCheck() {
			rank++
		}
		return sortKey{rank: rank}, ""
	case ByNumber:
		if r.number == 0 || !r.dialable() {
			return sortKey{class: sortNothing}, ""
		}
		return sortKey{rank: uint64(r.number)}, ""
	case ByGiven:
		return folded.cellKey(st.eval.rows.table.Cell(row, st.eval.rows.cols.phone))
	case ByName:
		return folded.textKey(st.list.Contacts().Name(row))
	case ByWhy:
		return folded.textKey(st.list.Why(row))
	case ByRegion:
		return folded.textKey(r.place().region().Name())
	case ByType:
		if r.number == 0 {
			return sortKey{class: sortNothing}, ""
		}
		return folded.textKey(st.list.NumberType(row).String())
	case ByField:
		return st.fieldKey(row, o.Field, folded)
	}
	return folded.cellKey(st.eval.rows.cell(row, st.list.Edit(row), o.Column))
}

func (st sorter) fieldKey(row int, s EditableField, folded *foldArena) (sortKey, string) {
	if s.Field == columns.FieldMetadata {
		for _, col := range st.eval.rows.mapping {
			if col.Key == s.Key && col.Field.Sent() {
				return folded.cellKey(st.eval.rows.cell(row, st.list.Edit(row), col.Index))
			}
		}
	}
	return folded.cellKey(table.Cell{Text: st.list.Fields().Value(row, s)})
}

// foldArena holds the folded texts of a block of rows, so that they cost one
// allocation for many.
type foldArena struct {
	buf []byte
	b   strings.Builder
}

// cellKey is what a cell is sorted by.
func (f *foldArena) cellKey(c table.Cell) (sortKey, string) {
	text := strings.TrimSpace(c.Text)
	switch {
	case text == "":
		return sortKey{class: sortNothing}, ""
	case c.Kind == table.KindDate:
		key, rest := f.textKey(text)
		key.class = sortDates
		return key, rest
	case c.Kind == table.KindNumber || c.Kind == table.KindText:
		if value, ok := plainFigure(text); ok {
			return sortKey{rank: floatRank(value)}, ""
		}
	}
	return f.textKey(text)
}

// plainFigure reads a figure without exponent or separators.
func plainFigure(text string) (float64, bool) {
	if len(text) > 24 || strings.Trim(text, "0123456789.-") != "" {
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

// floatRank orders floats as unsigned integers.
func floatRank(value float64) uint64 {
	const sign = 1 << 63
	bits := math.Float64bits(value + 0) // -0 is 0
	if bits&sign != 0 {
		return ^bits
	}
	return bits | sign
}

// textKey is what a text is sorted by: without case and accents, and without
// the blanks around it.
func (f *foldArena) textKey(text string) (sortKey, string) {
	f.buf = appendFolded(f.buf[:0], strings.TrimSpace(text))
	if len(f.buf) == 0 {
		return sortKey{class: sortNothing}, ""
	}
	var head [8]byte
	n := copy(head[:], f.buf)
	return sortKey{rank: binary.BigEndian.Uint64(head[:]), class: sortTexts}, f.copy(f.buf[n:])
}

// copy copies a text into the arena's current block.
func (f *foldArena) copy(text []byte) string {
	const block = 16 << 10
	if f.b.Cap()-f.b.Len() < len(text) {
		f.b = strings.Builder{}
		f.b.Grow(max(block, len(text)))
	}
	from := f.b.Len()
	f.b.Write(text)
	return f.b.String()[from:]
}

func appendFolded(dst []byte, s string) []byte {
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf:
			dst = append(dst, fold.Lower(byte(r)))
		case r == utf8.RuneError:
			_, size := utf8.DecodeRuneInString(s[i:])
			dst = append(dst, s[i:i+size]...)
		default:
			r = unicode.ToLower(r)
			if plain, ok := fold.Letter(r); ok {
				dst = append(dst, plain...)
			} else {
				dst = utf8.AppendRune(dst, r)
			}
		}
	}
	return dst
}

// sortKey is what a row is sorted by: its class first, then its rank, then the
// rest of its text, which few rows have to be compared by.
type sortKey struct {
	rank  uint64 // of a number or time; the beginning of a text
	at    int32  // the row's place before sorting
	class sortClass
}

// sortClass tells kinds of values apart that cannot be compared.
type sortClass uint8

const (
	sortNumbers sortClass = iota
	sortDates
	sortTexts
	sortNothing
)
