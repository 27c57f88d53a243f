package model

import "slices"

// verdicts are what will become of each row of a list, and what follows from all of
// them: which row of each number is dialled, and how many rows are in each state.
// Copies share them until one of them writes.
type verdicts struct {
	rows    pages[record]
	n       int         // rows
	numbers numberIndex // of the rows that can be dialled
	tally   tally
}

func newVerdicts(by *owner, n int) verdicts { return verdicts{rows: newPages[record](by, n), n: n} }

func (v *verdicts) at(row int) record { return v.rows.at(row) }

// each calls work with every row, in file order.
func (v *verdicts) each(work func(row int, r *record)) {
	for from := 0; from < v.n; from += pageRows {
		rows := v.rows.page(from >> pageBits)
		for i := range rows[:min(pageRows, v.n-from)] {
			work(from+i, &rows[i])
		}
	}
}

// chain finds which row of each number is dialled and counts the states, once
// over. It returns the rows that can be dialled, sorted.
func (v *verdicts) chain(by *owner) []indexEntry {
	entries := make([]indexEntry, 0, v.n)
	v.each(func(row int, r *record) {
		if r.dialable() {
			entries = append(entries, indexEntry{r.number, r.order(row)})
		}
	})
	slices.SortFunc(entries, func(a, b indexEntry) int { return a.compare(b.number, b.order) })
	for i, e := range entries {
		if i > 0 && entries[i-1].number == e.number {
			v.rows.write(by, rowOf(e.order)).state = Duplicate
		}
	}
	v.numbers = buildIndex(by, entries)
	v.each(func(_ int, r *record) { v.tally.count(*r, +1) })
	return entries
}

// replace puts a new verdict in a row's place and finds which row of each
// number concerned is dialled.
func (v *verdicts) replace(by *owner, row int, r record) {
	old := v.at(row)
	v.tally.count(old, -1)
	*v.rows.write(by, row) = r
	v.tally.count(r, +1)
	if old.dialable() {
		v.numbers.remove(by, old.number, old.order(row))
		if first, ok := v.numbers.first(old.number); ok {
			v.setState(by, first, Ready)
		}
	}
	if r.dialable() {
		v.join(by, row, r)
	}
}

// join adds a row to those with its number: the first of them is dialled, the
// others are duplicates of it.
func (v *verdicts) join(by *owner, row int, r record) {
	before, any := v.numbers.first(r.number)
	v.numbers.insert(by, r.number, r.order(row))
	first, _ := v.numbers.first(r.number)
	if any && first == row {
		v.setState(by, before, Duplicate)
	}
	if first == row {
		v.setState(by, row, Ready)
	} else {
		v.setState(by, row, Duplicate)
	}
}

func (v *verdicts) setState(by *owner, row int, s State) {
	r := v.at(row)
	if r.state == s {
		return
	}
	v.tally.count(r, -1)
	r.state = s
	*v.rows.write(by, row) = r
	v.tally.count(r, +1)
}
