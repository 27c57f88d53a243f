package dispatch

import "slices"

// maxMatched bounds how many batches are matched with how many rows: more than
// a person could follow is left to that person.
const maxMatched = 6

// match finds the entry that belongs to the batch in every way to give each
// entry of the list a row of its own; ok is false when there is no such way, or
// they differ. One that cannot be the batch may be a stranger's as well, and be
// given to no row: nothing follows from it.
func (s *search) match() (id string, ok bool) {
	rows, entries := s.related()
	if len(entries) > maxMatched || len(rows) > maxMatched {
		return "", false
	}
	owner := map[int]int{} // by row, the entry it was given
	given := map[int]bool{}
	var walk func(i int)
	walk = func(i int) {
		if i == len(entries) {
			entry, has := owner[0]
			if !has {
				entry = -1
			}
			given[entry] = true
			return
		}
		for _, row := range rows {
			if _, taken := owner[row]; !taken && s.mayBe(row, entries[i]) {
				owner[row] = entries[i]
				walk(i + 1)
				delete(owner, row)
			}
		}
		if !s.mayBe(0, entries[i]) {
			walk(i + 1)
		}
	}
	walk(0)
	if len(given) != 1 || given[-1] {
		return "", false
	}
	for entry := range given {
		id = s.entries[entry].BatchID
	}
	return id, true
}

// related are the open rows and the entries that bear on the batch, row 0:
// those it may be, the rows these may be as well, and so on.
func (s *search) related() (rows, entries []int) {
	rows = []int{0}
	for grown := true; grown; {
		grown = false
		for e := range s.entries {
			if !slices.Contains(entries, e) && slices.ContainsFunc(rows, func(r int) bool { return s.mayBe(r, e) }) {
				entries, grown = append(entries, e), true
			}
		}
		for r := range s.rows {
			if !slices.Contains(rows, r) && slices.ContainsFunc(entries, func(e int) bool { return s.mayBe(r, e) }) {
				rows, grown = append(rows, r), true
			}
		}
	}
	return rows, entries
}

// mayBe tells whether an entry of the list can be a row, as far as is known.
func (s *search) mayBe(row, entry int) bool {
	e := s.entries[entry]
	if row == 0 && s.excluded[e.BatchID] {
		return false
	}
	fit, _ := fits(s.rows[row], s.spans[row], e)
	return fit
}
