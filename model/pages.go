package model

import "slices"

// A page holds this many rows. Smaller pages make an edit copy less, larger
// ones keep their table short; at a million rows both take microseconds.
const (
	pageBits = 9
	pageRows = 1 << pageBits
)

// owner is who may write a page in place. It is known by its address, so it
// must not be empty.
type owner struct{ _ byte }

// pages is a column of values, one for each row, which copies share until one
// of them writes: a write copies one page and the table of pages, and nothing
// when the writer made them itself. A missing page is all zeros.
type pages[T any] struct {
	table []*page[T]
	owner *owner // of table
}

type page[T any] struct {
	owner *owner
	rows  [pageRows]T
}

func newPages[T any](by *owner, n int) pages[T] {
	return pages[T]{make([]*page[T], (n+pageRows-1)/pageRows), by}
}

// at returns a row's value, zero beyond the last page.
func (p *pages[T]) at(row int) T {
	if i := row >> pageBits; i < len(p.table) {
		if pg := p.table[i]; pg != nil {
			return pg.rows[row&(pageRows-1)]
		}
	}
	var zero T
	return zero
}

// write returns where a row's value is kept, for its owner to change.
func (p *pages[T]) write(by *owner, row int) *T {
	i := row >> pageBits
	if p.owner != by {
		p.table, p.owner = slices.Clone(p.table), by
	}
	for len(p.table) <= i {
		p.table = append(p.table, nil)
	}
	pg := p.table[i]
	switch {
	case pg == nil:
		pg = &page[T]{owner: by}
		p.table[i] = pg
	case pg.owner != by:
		c := *pg
		c.owner = by
		pg = &c
		p.table[i] = pg
	}
	return &pg.rows[row&(pageRows-1)]
}

// fill makes every page for a writer, so that several goroutines may write
// different rows at once.
func (p *pages[T]) fill(by *owner) {
	for i := range p.table {
		p.write(by, i<<pageBits)
	}
}

// page returns the values of one page, nil when all are zero.
func (p *pages[T]) page(i int) []T {
	if i >= len(p.table) || p.table[i] == nil {
		return nil
	}
	return p.table[i].rows[:]
}

// clone copies every page, for when the owner may go on writing in place.
func (p pages[T]) clone() pages[T] {
	table := make([]*page[T], len(p.table))
	for i, pg := range p.table {
		if pg != nil {
			c := *pg
			c.owner = nil
			table[i] = &c
		}
	}
	return pages[T]{table, nil}
}
