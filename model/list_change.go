package model

import (
	"context"
	"sync/atomic"

	"callsheet/model/phone"
)

// bigChange is from how many rows on a change retains what the list was before
// and after it, so that undoing it is as quick as making it was slow.
const bigChange = 1000

// maxSnapshots is for how many big changes that is so: each retains a copy
// of the pages it touched.
const maxSnapshots = 4

// Precompute works out beforehand what a change over many rows will make of them,
// so that Apply need not: call it on a frozen list, from any goroutine. It
// returns early with the context's error.
func (l *List) Precompute(ctx context.Context, c Change) (Change, error) {
	return l.precompute(ctx, c, nil)
}

// precompute is Precompute; progress, when given, counts the rows done.
func (l *List) precompute(ctx context.Context, c Change, progress *atomic.Int64) (Change, error) {
	c = c.normalised()
	evaluated, err := l.evaluateAll(ctx, c.Rows, false, progress)
	if err != nil {
		return c, err
	}
	before := l.Snapshot()
	after := l.Snapshot()
	after.set(c.Rows, false, func(i int, _ RowEdit) record { return evaluated[i] })
	after.revision = new(revision)
	c.known = &outcome{before, after.Snapshot(), c.Rows}
	return c, nil
}

// evaluateAll reads the rows of a change as they will be.
func (l *List) evaluateAll(ctx context.Context, rows []RowEdit, back bool, progress *atomic.Int64) ([]record, error) {
	evaluated := make([]record, len(rows))
	err := forBlocks(ctx, len(rows), progress, func(from, to int) {
		for i := from; i < to; i++ {
			if rows[i].Row < l.Len() {
				evaluated[i] = l.eval.evaluate(rows[i].Row, rows[i].edit(back))
			}
		}
	})
	return evaluated, err
}

// Apply makes a change and remembers it for Undo. What was undone before can
// no longer be redone. A change over many rows should have been precomputed; one
// of no rows is none.
func (l *List) Apply(c Change) {
	c = c.normalised()
	if len(c.Rows) == 0 {
		return
	}
	known := c.known
	if !known.of(c) || !sameRows(known.after, l) {
		known = nil
	}
	c.known = nil
	s := historyStep{change: c, before: l.revision, after: new(revision)}
	var before *List
	if len(c.Rows) >= bigChange {
		before = l.Snapshot()
	}
	switch {
	case known != nil && known.before.revision == l.revision:
		s.after = known.after.revision
		l.restore(known.after)
	case known != nil:
		// Something else changed meanwhile, but a row's edit means what it meant.
		l.set(c.Rows, false, fromSnapshot(l, known.after, false))
	default:
		l.set(c.Rows, false, evaluateAnew(l, false))
	}
	l.revision, l.generation = s.after, new(revision)
	if before != nil {
		s.snapshots = l.addSnapshots(&outcome{before: before, after: l.Snapshot()})
	}
	l.done, l.undone = s.over(l.done), nil
}

// addSnapshots retains the list before and after a big change, and lets go of the oldest.
func (l *List) addSnapshots(o *outcome) *snapshots {
	s := &snapshots{}
	s.both.Store(o)
	from := 0
	if len(l.recent) == maxSnapshots {
		l.recent[0].both.Store(nil)
		from = 1
	}
	l.recent = append(append([]*snapshots(nil), l.recent[from:]...), s)
	return s
}

// set lays the edits of a change over its rows.
func (l *List) set(rows []RowEdit, back bool, evaluated func(int, RowEdit) record) {
	by := l.by()
	bound := l.eval.refusals.change(l.Edits, rows, back)
	for i, r := range rows {
		l.Edits.put(by, r.Row, r.edit(back))
		if r.Row >= l.Len() {
			continue
		}
		v := evaluated(i, r)
		if len(bound.rows) > 0 {
			v = l.eval.reguard(r.Row, v, r.edit(back))
		}
		l.verdicts.replace(l.by(), r.Row, v)
	}
	if len(bound.rows) > 0 {
		l.guardRows(func(n phone.Number) bool { _, found := bound.of(n); return found })
	}
}
