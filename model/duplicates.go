package model

import (
	"cmp"
	"context"
	"slices"
	"sync/atomic"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
)

// Duplicates are the rows of a list with the same number, and the changes that decide
// which of them is dialled.
type Duplicates struct {
	list *List
	eval *evaluator
}

// Duplicates gives access to them; it costs nothing.
func (l *List) Duplicates() Duplicates { return Duplicates{l, &l.eval} }

// DuplicateGroup is the rows that hold one number. The first of Rows is dialled;
// the others follow in the order in which they would be.
type DuplicateGroup struct {
	Number phone.Number
	Rows   []int32
}

// Groups lists every number that more than one row holds, in the order
// of the file.
func (ds Duplicates) Groups() []DuplicateGroup {
	groups := []DuplicateGroup{}
	ds.list.verdicts.numbers.groups(func(n phone.Number, orders []uint32) bool {
		g := DuplicateGroup{n, make([]int32, len(orders))}
		for i, order := range orders {
			g.Rows[i] = int32(rowOf(order))
		}
		groups = append(groups, g)
		return true
	})
	slices.SortFunc(groups, func(a, b DuplicateGroup) int { return cmp.Compare(slices.Min(a.Rows), slices.Min(b.Rows)) })
	return groups
}

// Of is the group a row belongs to; it has one row, or none, when no
// other row has its number.
func (ds Duplicates) Of(row int) DuplicateGroup {
	r := ds.list.record(row)
	if !r.dialable() {
		return DuplicateGroup{}
	}
	return ds.OfNumber(r.number)
}

// OfNumber is the rows that hold a number; there may be one, or none.
func (ds Duplicates) OfNumber(n phone.Number) DuplicateGroup {
	return DuplicateGroup{n, ds.list.verdicts.numbers.rows(nil, n)}
}

// Difference is a field in which the rows of a group are not all the same.
type Difference struct {
	Field  EditableField
	Values []string // of each row of the group, in its order
}

// Differences lists in what the rows of a group differ, beside their number.
func (ds Duplicates) Differences(g DuplicateGroup) []Difference {
	var differences []Difference
	for _, s := range ds.list.Fields().All() {
		if s.Field == columns.FieldPhone {
			continue
		}
		d := Difference{s, make([]string, len(g.Rows))}
		same := true
		for i, row := range g.Rows {
			d.Values[i] = ds.list.Fields().Value(int(row), s)
			same = same && d.Values[i] == d.Values[0]
		}
		if !same {
			differences = append(differences, d)
		}
	}
	return differences
}

// DuplicatePolicy says which row of a group is dialled.
type DuplicatePolicy uint8

const (
	PreferDialled      DuplicatePolicy = iota // the one that is dialled already
	PreferFirst                               // the first in the file
	PreferMostComplete                        // the one with the most to send; of several the first
)

// Prefer is the change that dials a row before the others with its number. It
// has no rows when it is dialled already.
func (ds Duplicates) Prefer(row int) Change {
	c := Change{What: ds.eval.rows.rowName(row) + " is kept before its duplicates"}
	c.Rows = ds.prefer(ds.Of(row), row)
	return c.normalised()
}

// PreferAll is the change that decides for many groups which row is dialled. With
// merge, that row is given what it lacks and the others have: fields and
// metadata it leaves empty are filled from the first row that has them, and
// nothing it holds is changed. The change is precomputed: call this on a frozen list,
// from any goroutine. progress, when given, counts the groups and then the rows
// done. It returns early with the context's error.
func (ds Duplicates) PreferAll(ctx context.Context, groups []DuplicateGroup, policy DuplicatePolicy, merge bool, progress *atomic.Int64) (Change, error) {
	edits := make([][]RowEdit, len(groups))
	err := forBlocks(ctx, len(groups), progress, func(from, to int) {
		for i := from; i < to; i++ {
			edits[i] = ds.preferIn(groups[i], policy, merge)
		}
	})
	if err != nil {
		return Change{}, err
	}
	c := Change{Rows: slices.Concat(edits...)}
	switch {
	case merge:
		c.What = groupsOf(len(groups)) + ": the kept row is filled up"
	case policy == PreferMostComplete:
		c.What = groupsOf(len(groups)) + ": the most complete row is kept"
	default:
		c.What = groupsOf(len(groups)) + ": the first row is kept"
	}
	return ds.list.precompute(ctx, c, progress)
}

func groupsOf(n int) string { return figures.Counted(n, "number") + " with duplicates" }

func (ds Duplicates) preferIn(g DuplicateGroup, policy DuplicatePolicy, merge bool) []RowEdit {
	if len(g.Rows) < 2 {
		return nil
	}
	dialled := int(g.Rows[0])
	switch policy {
	case PreferFirst:
		dialled = int(slices.Min(g.Rows))
	case PreferMostComplete:
		dialled = ds.mostComplete(g)
	}
	edits := ds.prefer(g, dialled)
	if !merge {
		return edits
	}
	at := slices.IndexFunc(edits, func(r RowEdit) bool { return r.Row == dialled })
	if at < 0 {
		at = len(edits)
		edits = append(edits, RowEdit{dialled, ds.list.Edit(dialled), ds.list.Edit(dialled)})
	}
	edits[at].After = ds.merged(g, dialled, edits[at].After)
	if edits[at].After.Equal(edits[at].Before) {
		return slices.Delete(edits, at, at+1)
	}
	return edits
}

// prefer prefers one row of a group and no other.
func (ds Duplicates) prefer(g DuplicateGroup, dialled int) []RowEdit {
	var edits []RowEdit
	if len(g.Rows) < 2 {
		return nil
	}
	first := int(slices.Min(g.Rows))
	for _, row := range g.Rows {
		before := ds.list.Edit(int(row))
		after := before
		after.Preferred = int(row) == dialled && dialled != first
		if after != before {
			edits = append(edits, RowEdit{int(row), before, after})
		}
	}
	return edits
}

// mostComplete is the row of a group with the most fields filled.
func (ds Duplicates) mostComplete(g DuplicateGroup) int {
	fields := ds.list.Fields().All()
	best, most := -1, -1
	for _, row := range slices.Sorted(slices.Values(g.Rows)) {
		filled := 0
		for _, s := range fields {
			if text := ds.list.Fields().Value(int(row), s); text != "" && (s.Field != columns.FieldEmail || columns.ValidEmail(text)) {
				filled++
			}
		}
		if filled > most {
			best, most = int(row), filled
		}
	}
	return best
}

// merged is the edit of a row with what it lacks taken from the others.
func (ds Duplicates) merged(g DuplicateGroup, dialled int, e Edit) Edit {
	for _, s := range ds.list.Fields().All() {
		if s.Field == columns.FieldPhone || s.Field == columns.FieldCountry || s.Field == columns.FieldID || ds.eval.contacts.value(dialled, e, s) != "" {
			continue
		}
		for _, row := range g.Rows {
			text := ds.list.Fields().Value(int(row), s)
			if text == "" || phone.IsErrorWord(text) || s.Field == columns.FieldEmail && !columns.ValidEmail(text) {
				continue
			}
			e = ds.eval.rows.with(e, s, text)
			break
		}
	}
	return e
}

// Dialled returns the row that is dialled in place of a duplicate one.
func (ds Duplicates) Dialled(row int) (int, bool) {
	r := ds.list.record(row)
	if r.state != Duplicate {
		return 0, false
	}
	return ds.list.verdicts.numbers.first(r.number)
}
