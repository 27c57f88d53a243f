package model

import (
	"context"
	"slices"
	"strings"
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
	Show    Show
	Find    string   // rows with this text in any cell, edit or number, ignoring case
	Problem Problem  // rows to fix because of it
	Warning Warnings // rows with one of these
	Cause   CauseKey // rows of this cause
	Region  Region   // rows whose number is of this country
	Types   TypeSet  // rows whose number is of one of these types
	Marked  *RowSet  // rows the operator marked; it must not change meanwhile
}

// TypeSet is a set of number types; the empty one does not filter.
type TypeSet uint16

// Types makes a set of number types.
func Types(types ...NumberType) TypeSet {
	var s TypeSet
	for _, t := range types {
		s |= 1 << t
	}
	return s
}

// Found is what a filter let through.
type Found struct {
	Rows []int32 // in file order

	of     *stamp
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
	n := newNeedle(f.Find)
	answer := Found{Rows: []int32{}, of: l.at, filter: f}
	var within []int32
	length := l.Len()
	if last.of == l.at && last.Rows != nil && f.narrows(last.filter) {
		within, length = last.Rows, len(last.Rows)
	}
	blocks := make([][]int32, (length+diagnoseStep-1)/diagnoseStep)
	err := inBlocks(ctx, length, nil, func(from, to int) {
		var rows []int32
		for i := from; i < to; i++ {
			row := i
			if within != nil {
				row = int(within[i])
			}
			r := l.record(row)
			if l.lets(row, r, f) && n.in(l, row, r) && l.ofType(row, r, f.Types) {
				if rows == nil {
					rows = make([]int32, 0, to-i)
				}
				rows = append(rows, int32(row))
			}
		}
		blocks[from/diagnoseStep] = rows
	})
	if err != nil {
		return Found{}, err
	}
	answer.Rows = append(answer.Rows, slices.Concat(blocks...)...)
	return answer, nil
}

// narrows reports whether every row f lets through is one that wider does.
func (f Filter) narrows(wider Filter) bool {
	a, b := newNeedle(f.Find), newNeedle(wider.Find)
	f.Find, wider.Find = "", ""
	return f == wider && a.narrows(b)
}

// lets does all of a filter but its text and types, which take longer.
func (l *List) lets(row int, r record, f Filter) bool {
	switch {
	case !l.shows(row, r, f.Show),
		f.Problem != NoProblem && (r.state != ToFix || r.problem != f.Problem),
		f.Warning != 0 && (r.warnings&f.Warning == 0 || !r.dialable()),
		f.Region != "" && (r.number == 0 || r.region != f.Region.code()),
		f.Marked != nil && !f.Marked.Has(row):
		return false
	}
	if f.Cause.IsZero() {
		return true
	}
	code := l.causeCode(row, r)
	return code != 0 && code.key() == f.Cause
}

func (l *List) ofType(row int, r record, types TypeSet) bool {
	return types == 0 || r.number != 0 && types&(1<<l.NumberType(row)) != 0
}

// Passes reports whether a row belongs to what is shown.
func (l *List) Passes(row int, show Show) bool { return l.shows(row, l.record(row), show) }

func (l *List) shows(row int, r record, show Show) bool {
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
		return out == CalledRecently || out == MaybeCalled || r.dialable() && r.warnings&CalledAgain != 0
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

// Suggested reports whether a row's problem comes with a number that only
// needs to be accepted.
func (v Verdict) Suggested() bool {
	return v.State == ToFix && v.Number != 0 && (v.Problem == LostZero || v.Problem == LostPlus)
}

// Accept is the change that takes the suggestion of every given row that has
// one, and so makes it ready.
func (l *List) Accept(rows []int32, what string) Change {
	c := Change{What: what}
	for _, row := range rows {
		v := l.Verdict(int(row))
		if !v.Suggested() {
			continue
		}
		before := l.Edit(int(row))
		c.Rows = append(c.Rows, RowEdit{int(row), before, before.With(FieldPhone, v.Number.String())})
	}
	return c
}

// Alike returns the rows to fix that have the same problem as one row, and a
// suggestion in the same country: a sign lost from a British number says nothing
// about one that could be Norwegian.
func (l *List) Alike(row int) []int32 {
	want := l.Verdict(row)
	if !want.Suggested() {
		return nil
	}
	var rows []int32
	l.each(func(i int, r record) bool {
		if r.state == ToFix && r.problem == want.Problem && r.region == want.Region.code() && r.verdict().Suggested() {
			rows = append(rows, int32(i))
		}
		return true
	})
	return rows
}

// trimFind is a search text as it is compared.
func trimFind(text string) string { return strings.ToLower(strings.TrimSpace(text)) }
