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

// DuplicateGroup is the rows that hold one number. The first of Rows is dialled;
// the others follow in the order in which they would be.
type DuplicateGroup struct {
	Number phone.Number
	Rows   []int32
}

// DuplicateGroups lists every number that more than one row holds, in the order
// of the file.
func (l *List) DuplicateGroups() []DuplicateGroup {
	groups := []DuplicateGroup{}
	l.numbers.groups(func(n phone.Number, orders []uint32) bool {
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

// DuplicatesOf is the group a row belongs to; it has one row, or none, when no
// other row has its number.
func (l *List) DuplicatesOf(row int) DuplicateGroup {
	r := l.record(row)
	if !r.dialable() {
		return DuplicateGroup{}
	}
	return l.DuplicatesOfNumber(r.number)
}

// DuplicatesOfNumber is the rows that hold a number; there may be one, or none.
func (l *List) DuplicatesOfNumber(n phone.Number) DuplicateGroup {
	return DuplicateGroup{n, l.numbers.rows(nil, n)}
}

// Difference is a slot in which the rows of a group are not all the same.
type Difference struct {
	Slot   EditableField
	Values []string // of each row of the group, in its order
}

// Differences lists in what the rows of a group differ, beside their number.
func (l *List) Differences(g DuplicateGroup) []Difference {
	var differences []Difference
	for _, s := range l.Slots() {
		if s.Field == columns.FieldPhone {
			continue
		}
		d := Difference{s, make([]string, len(g.Rows))}
		same := true
		for i, row := range g.Rows {
			d.Values[i] = l.Value(int(row), s)
			same = same && d.Values[i] == d.Values[0]
		}
		if !same {
			differences = append(differences, d)
		}
	}
	return differences
}

// Keep says which row of a group is dialled.
type Keep uint8

const (
	KeepAsIs         Keep = iota // the one that is dialled already
	KeepFirst                    // the first in the file
	KeepMostComplete             // the one with the most to send; of several the first
)

// KeepRow is the change that dials a row before the others with its number. It
// has no rows when it is dialled already.
func (l *List) KeepRow(row int) Change {
	c := Change{What: l.rowName(row) + " is kept before its duplicates"}
	c.Rows = l.keepRow(l.DuplicatesOf(row), row)
	return c.normalised()
}

// KeepAll is the change that decides for many groups which row is dialled. With
// merge, that row is given what it lacks and the others have: fields and
// metadata it leaves empty are filled from the first row that has them, and
// nothing it holds is changed. The change is judged: call this on a frozen list,
// from any goroutine. progress, when given, counts the groups and then the rows
// done. It returns early with the context's error.
func (l *List) KeepAll(ctx context.Context, groups []DuplicateGroup, keep Keep, merge bool, progress *atomic.Int64) (Change, error) {
	edits := make([][]RowEdit, len(groups))
	err := inBlocks(ctx, len(groups), progress, func(from, to int) {
		for i := from; i < to; i++ {
			edits[i] = l.keepGroup(groups[i], keep, merge)
		}
	})
	if err != nil {
		return Change{}, err
	}
	c := Change{Rows: slices.Concat(edits...)}
	switch {
	case merge:
		c.What = groupsOf(len(groups)) + ": the kept row is filled up"
	case keep == KeepMostComplete:
		c.What = groupsOf(len(groups)) + ": the most complete row is kept"
	default:
		c.What = groupsOf(len(groups)) + ": the first row is kept"
	}
	return l.precompute(ctx, c, progress)
}

func groupsOf(n int) string { return figures.Counted(n, "number") + " with duplicates" }

func (l *List) keepGroup(g DuplicateGroup, keep Keep, merge bool) []RowEdit {
	if len(g.Rows) < 2 {
		return nil
	}
	kept := int(g.Rows[0])
	switch keep {
	case KeepFirst:
		kept = int(slices.Min(g.Rows))
	case KeepMostComplete:
		kept = l.mostComplete(g)
	}
	edits := l.keepRow(g, kept)
	if !merge {
		return edits
	}
	at := slices.IndexFunc(edits, func(r RowEdit) bool { return r.Row == kept })
	if at < 0 {
		at = len(edits)
		edits = append(edits, RowEdit{kept, l.Edit(kept), l.Edit(kept)})
	}
	edits[at].After = l.merged(g, kept, edits[at].After)
	if edits[at].After.Equal(edits[at].Before) {
		return slices.Delete(edits, at, at+1)
	}
	return edits
}

// keepRow prefers one row of a group and no other.
func (l *List) keepRow(g DuplicateGroup, kept int) []RowEdit {
	var edits []RowEdit
	if len(g.Rows) < 2 {
		return nil
	}
	first := int(slices.Min(g.Rows))
	for _, row := range g.Rows {
		before := l.Edit(int(row))
		after := before
		after.Preferred = int(row) == kept && kept != first
		if after != before {
			edits = append(edits, RowEdit{int(row), before, after})
		}
	}
	return edits
}

// mostComplete is the row of a group with the most slots filled.
func (l *List) mostComplete(g DuplicateGroup) int {
	slots := l.Slots()
	best, most := -1, -1
	for _, row := range slices.Sorted(slices.Values(g.Rows)) {
		filled := 0
		for _, s := range slots {
			if text := l.Value(int(row), s); text != "" && (s.Field != columns.FieldEmail || columns.ValidEmail(text)) {
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
func (l *List) merged(g DuplicateGroup, kept int, e Edit) Edit {
	for _, s := range l.Slots() {
		if s.Field == columns.FieldPhone || s.Field == columns.FieldCountry || s.Field == columns.FieldID || l.value(kept, e, s) != "" {
			continue
		}
		for _, row := range g.Rows {
			text := l.Value(int(row), s)
			if text == "" || phone.IsErrorWord(text) || s.Field == columns.FieldEmail && !columns.ValidEmail(text) {
				continue
			}
			e = l.withSlot(e, s, text)
			break
		}
	}
	return e
}
