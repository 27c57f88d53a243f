package model

import (
	"math/bits"
	"slices"
)

// RowSet is a set of rows, such as those the operator marked. The zero RowSet is
// empty.
type RowSet struct {
	words []uint64
	n     int
}

// Len is the number of rows in the set.
func (s *RowSet) Len() int { return s.n }

// Has reports whether a row is in the set.
func (s *RowSet) Has(row int) bool {
	return row>>6 < len(s.words) && s.words[row>>6]&(1<<(row&63)) != 0
}

// Add puts rows into the set.
func (s *RowSet) Add(rows ...int32) {
	for _, row := range rows {
		if !s.Has(int(row)) {
			s.Toggle(int(row))
		}
	}
}

// Remove takes rows out of the set.
func (s *RowSet) Remove(rows ...int32) {
	for _, row := range rows {
		if s.Has(int(row)) {
			s.Toggle(int(row))
		}
	}
}

// Toggle puts a row in, or takes it out when it is in.
func (s *RowSet) Toggle(row int) {
	if at := row >> 6; at >= len(s.words) {
		s.words = append(s.words, make([]uint64, at+1-len(s.words))...)
	}
	s.words[row>>6] ^= 1 << (row & 63)
	if s.Has(row) {
		s.n++
	} else {
		s.n--
	}
}

// Clear empties the set.
func (s *RowSet) Clear() { *s = RowSet{} }

// Clone returns a copy that later changes do not touch.
func (s *RowSet) Clone() *RowSet { return &RowSet{slices.Clone(s.words), s.n} }

// Rows lists the set in file order.
func (s *RowSet) Rows() []int32 {
	rows := make([]int32, 0, s.n)
	for i, word := range s.words {
		for ; word != 0; word &= word - 1 {
			rows = append(rows, int32(i<<6+bits.TrailingZeros64(word)))
		}
	}
	return rows
}
