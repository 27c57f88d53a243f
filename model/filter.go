package model

import (
	"context"
	"slices"

	"callsheet/model/phone"
)

// Show names the rows a filter lets through.
type Show string

const (
	ShowAll       Show = "all"
	ShowToFix     Show = "to_fix"
	ShowReady     Show = "ready"
	ShowToCheck   Show = "to_check" // ready, with a warning nobody accepted
	ShowDuplicate Show = "duplicate"
	ShowDoNotCall Show = "do_not_call"
	ShowLeftOut   Show = "left_out"
	ShowRecent    Show = "recent" // called a short while ago, or maybe; called again or not
	ShowEdited    Show = "edited"
)

// Filter chooses rows of a list: those that meet all of it. The zero Filter
// lets every row through that is not blank.
type Filter struct {
	Show     Show
	Find     string       // rows with this text in any cell, edit or number, ignoring case
	Problem  Problem      // rows to fix because of it
	Warning  Warnings     // rows with one of these
	Cause    CauseKey     // rows of this cause
	Region   phone.Region // rows whose number is of this country
	Types    TypeSet      // rows whose number is of one of these types
	Cells    *CellTests   // rows that meet all of these; it must not change meanwhile
	Selected *RowSet      // rows the operator marked; it must not change meanwhile
}

// TypeSet is a set of number types; the empty one does not filter.
type TypeSet uint16

// Types makes a set of number types.
func Types(types ...phone.Type) TypeSet {
	var s TypeSet
	for _, t := range types {
		s |= 1 << t
	}
	return s
}

// Found is what a filter let through.
type Found struct {
	Rows []int32 // in file order

	of     *revision
	filter Filter
}

// Rows returns the rows a filter lets through, in file order. Blank rows hold
// nothing to look at and are never among them. It returns early with the
// context's error.
func (l *List) Rows(ctx context.Context, f Filter) ([]int32, error) {
	found, err := l.Find(ctx, f, Found{})
	return found.Rows, err
}

// Find returns the rows a filter lets through. last may be any earlier answer:
// when the list is the same and the filter only narrower, as it is while a word
// is typed, only its rows are looked at. Call it on a frozen list, from any
// goroutine. It returns early with the context's error.
func (l *List) Find(ctx context.Context, f Filter, last Found) (Found, error) {
	m := newMatcher(l, f)
	var within []int32
	length := l.Len()
	if last.of == l.revision && last.Rows != nil && f.narrows(last.filter) {
		within, length = last.Rows, len(last.Rows)
	}
	blocks := make([][]int32, (length+blockRows-1)/blockRows)
	err := forBlocks(ctx, length, nil, func(from, to int) {
		if within == nil {
			blocks[from/blockRows] = m.page(from, to)
		} else {
			blocks[from/blockRows] = m.some(within[from:to])
		}
	})
	if err != nil {
		return Found{}, err
	}
	return Found{Rows: append([]int32{}, slices.Concat(blocks...)...), of: l.revision, filter: f}, nil
}

// narrows reports whether every row f lets through is one that wider does.
func (f Filter) narrows(wider Filter) bool {
	a, b := newNeedle(f.Find), newNeedle(wider.Find)
	f.Find, wider.Find = "", ""
	return f == wider && a.narrows(b)
}

// matcher is a filter prepared for a million rows of one list.
type matcher struct {
	Filter
	list   *List
	needle needle
	region regionCode
	cells  []cellMatch
}

func newMatcher(l *List, f Filter) *matcher {
	return &matcher{f, l, newNeedle(f.Find), codeOfRegion(f.Region), cellMatches(l, f.Cells)}
}

// page returns the rows of one page that are let through.
func (m *matcher) page(from, to int) []int32 {
	var holds [pageRows / 64]uint64
	if m.needle.text != "" {
		m.needle.page(m.list, from, to, &holds)
	}
	var rows []int32
	records := m.list.verdicts.rows.page(from >> pageBits)
	for row := from; row < to; row++ {
		at := row - from
		if m.needle.text != "" && holds[at/64]&(1<<(at%64)) == 0 || !m.lets(row, &records[at]) {
			continue
		}
		if rows == nil {
			rows = make([]int32, 0, to-row)
		}
		rows = append(rows, int32(row))
	}
	return rows
}

// some returns those of some rows that are let through.
func (m *matcher) some(of []int32) []int32 {
	var rows []int32
	for _, row := range of {
		r := m.list.record(int(row))
		if m.lets(int(row), &r) && (m.needle.text == "" || m.needle.in(m.list, int(row), r)) {
			rows = append(rows, row)
		}
	}
	return rows
}

// lets does all of a filter but its text.
func (m *matcher) lets(row int, r *record) bool {
	switch {
	case !shows(m.list, row, r, m.Show),
		m.Problem != noProblem && (r.state != ToFix || r.problem != m.Problem),
		m.Warning != 0 && (r.warnings()&m.Warning == 0 || !r.dialable()),
		m.Region != "" && (r.number == 0 || r.place() != m.region),
		m.Selected != nil && !m.Selected.Has(row),
		!m.Cause.IsZero() && !m.ofCause(row, r):
		return false
	}
	for _, c := range m.cells {
		if !c.lets(m.list, row) {
			return false
		}
	}
	return m.Types == 0 || r.number != 0 && m.Types&(1<<m.list.NumberType(row)) != 0
}

func (m *matcher) ofCause(row int, r *record) bool {
	if r.state != m.Cause.State || r.problem != m.Cause.Problem {
		return false
	}
	code := m.list.Causes().code(row, r)
	return code != 0 && m.list.Causes().key(code, r) == m.Cause
}

// Passes reports whether a row belongs to what is shown.
func (l *List) Passes(row int, show Show) bool {
	r := l.record(row)
	return shows(l, row, &r, show)
}

func shows(l *List, row int, r *record, show Show) bool {
	switch show {
	case ShowToFix:
		return r.state == ToFix
	case ShowReady:
		return r.state == Ready
	case ShowToCheck:
		return r.toCheck()
	case ShowDuplicate:
		return r.state == Duplicate
	case ShowDoNotCall:
		return r.state == DoNotCall
	case ShowLeftOut:
		return r.state == LeftOut
	case ShowRecent:
		out := r.exclusion()
		return out.Guarded() || out == MaybeCalled || r.dialable() && (r.warnings()&CalledAgain != 0 || r.out&(flagMoved|flagAnswered) != 0)
	case ShowEdited:
		return !l.Edits.rows.at(row).IsZero()
	}
	return r.state != Blank
}

// AtNumber finds the row a spreadsheet shows under a number; exact is false when
// the list has none, and row then is the next one. It reports ok false when the
// list has no rows from there on.
func (l *List) AtNumber(number int) (row int, exact, ok bool) {
	lo, hi := 0, l.Len()
	for lo < hi {
		mid := (lo + hi) / 2
		if l.Table.RowNumber(mid) < number {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == l.Len() {
		return 0, false, false
	}
	return lo, l.Table.RowNumber(lo) == number, true
}
