package model

import (
	"cmp"
	"slices"

	"callsheet/model/figures"
	"callsheet/model/hours"
)

// tryParts is the rows of a segment by how many attempts they get.
type tryParts struct {
	segment Segment
	rows    map[int][]int32
	fewer   map[int]*capGroups // of those who get fewer than were asked
}

func newTryParts(s Segment) tryParts { return tryParts{s, map[int][]int32{}, map[int]*capGroups{}} }

func (t tryParts) asked() int { return 1 + t.segment.Options.MaxAttempts }

func (t tryParts) add(row int32, c Capped) {
	n := min(c.Allowed, t.asked())
	t.rows[n] = append(t.rows[n], row)
	if n < t.asked() {
		if t.fewer[n] == nil {
			t.fewer[n] = &capGroups{}
		}
		t.fewer[n].add(row, c)
	}
}

// segments makes a segment of each part, those who are tried most first. Each needs a call
// a second of the rate: where there are more parts, the smallest of those that are to be
// tried less are left out.
func (t tryParts) segments(out, fewer *capGroups) []Segment {
	var tries []int
	for n := range t.rows {
		tries = append(tries, n)
	}
	slices.SortFunc(tries, func(a, b int) int {
		if a == t.asked() || b == t.asked() {
			return cmp.Compare(a, b)
		}
		return cmp.Or(cmp.Compare(len(t.rows[a]), len(t.rows[b])), cmp.Compare(a, b))
	})
	rate := t.segment.Options.CallsPerSecond
	for len(tries) > max(1, rate) {
		out.join(t.fewer[tries[0]])
		tries = tries[1:]
	}
	slices.SortFunc(tries, func(a, b int) int { return cmp.Compare(b, a) })
	contacts := make([]int, len(tries))
	for i, n := range tries {
		contacts[i] = len(t.rows[n])
		if n < t.asked() {
			fewer.join(t.fewer[n])
		}
	}
	rates := shareRate(rate, contacts)
	segments := make([]Segment, len(tries))
	for i, n := range tries {
		s := t.segment
		s.Rows = t.rows[n]
		s.Options.MaxAttempts, s.Options.CallsPerSecond = n-1, rates[i]
		if len(tries) > 1 {
			s.Name = nameOfPart(figures.Counted(n-1, "attempt"), s.Name)
		}
		segments[i] = s
	}
	return segments
}

// shareRate shares calls a second among batches that are dialled at the same time, by their
// contacts, so that each has one at least. There are no more batches than calls a second,
// or one alone.
func shareRate(rate int, contacts []int) []int {
	all := 0
	for _, n := range contacts {
		all += n
	}
	rates := make([]int, len(contacts))
	spare, before := rate-len(contacts), 0
	for i, n := range contacts {
		rates[i] = 1 + spare*(before+n)/all - spare*before/all
		before += n
	}
	return rates
}

// capGroups puts together those whom the same allows too little.
type capGroups struct {
	groups []*Capped
	of     map[capKey]*Capped
}

type capKey struct {
	rule        string
	limit       hours.Cap
	after       string
	days, asked int
	left, rung  bool // whether any attempt is left, and whether any counts
}

// with is the group of those of whom the same is true.
func (g *capGroups) with(c Capped) *Capped {
	key := capKey{c.Rule, c.Cap, c.After, c.Days, c.Asked, c.Allowed > 0, c.Counted > 0}
	if g.of == nil {
		g.of = map[capKey]*Capped{}
	}
	if g.of[key] == nil {
		c.Rows = nil
		g.of[key] = &c
		g.groups = append(g.groups, &c)
	}
	return g.of[key]
}

func (g *capGroups) add(row int32, c Capped) {
	of := g.with(c)
	of.Rows = append(of.Rows, row)
}

func (g *capGroups) join(o *capGroups) {
	for _, c := range o.groups {
		of := g.with(*c)
		of.Rows = append(of.Rows, c.Rows...)
	}
}

func (g *capGroups) remove(rows *RowSet) {
	for _, c := range g.groups {
		c.Rows = slices.DeleteFunc(c.Rows, func(row int32) bool { return rows.Has(int(row)) })
	}
}

// sorted are the groups with their rows in order, those of most contacts first.
func (g *capGroups) sorted() []Capped {
	var all []Capped
	for _, c := range g.groups {
		if len(c.Rows) > 0 {
			slices.Sort(c.Rows)
			all = append(all, *c)
		}
	}
	slices.SortStableFunc(all, func(a, b Capped) int {
		return cmp.Or(cmp.Compare(len(b.Rows), len(a.Rows)), cmp.Compare(a.Rows[0], b.Rows[0]))
	})
	return all
}
