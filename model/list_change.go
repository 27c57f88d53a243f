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

// Undo takes the last change back and returns it.
func (l *List) Undo() (Change, bool) { return l.step(l.done, true, nil) }

// Redo makes the change last undone again and returns it.
func (l *List) Redo() (Change, bool) { return l.step(l.undone, false, nil) }

// UndoWork is how many rows Undo would have to read anew: none when it is known
// what they were. With many, call ComputeUndo on a frozen copy, and Replace the
// list with that.
func (l *List) UndoWork() int { return l.rowsToEvaluate(l.done, true) }

// RedoWork is the same for Redo.
func (l *List) RedoWork() int { return l.rowsToEvaluate(l.undone, false) }

func (l *List) rowsToEvaluate(s *historyStep, back bool) int {
	if s == nil || l.computed(s, back) != nil {
		return 0
	}
	return len(s.change.Rows)
}

// ComputeUndo is Undo or, with back false, Redo for a step over many rows: it uses
// every processor, counts the rows done in progress, when given, and returns
// early with the context's error, having done nothing.
func (l *List) ComputeUndo(ctx context.Context, back bool, progress *atomic.Int64) (c Change, moved bool, err error) {
	s := l.undone
	if back {
		s = l.done
	}
	if s == nil {
		return Change{}, false, nil
	}
	var evaluated []record
	if l.computed(s, back) == nil {
		if evaluated, err = l.evaluateAll(ctx, s.change.Rows, back, progress); err != nil {
			return Change{}, false, err
		}
	}
	c, moved = l.step(s, back, evaluated)
	return c, moved, nil
}

// computed is the list as it will be after a movement, nil when that is not known.
func (l *List) computed(s *historyStep, back bool) *List {
	both, from := s.outcome(), s.before
	if back {
		from = s.after
	}
	switch {
	case both == nil || from != l.revision || !sameRows(both.before, l):
		return nil
	case back:
		return both.before
	}
	return both.after
}

// step makes the movement from one stack of steps to the other.
func (l *List) step(s *historyStep, back bool, evaluated []record) (Change, bool) {
	if s == nil {
		return Change{}, false
	}
	moved := *s
	from, to := &moved.before, &moved.after
	if back {
		from, to = to, from
	}
	known := l.computed(s, back)
	if *from != l.revision || *to == nil {
		*from, *to = l.revision, new(revision)
	}
	switch {
	case known != nil:
		l.restore(known)
	case len(s.change.Rows) < bigChange:
		l.set(s.change.Rows, back, l.recordsOf(s, back, evaluated))
	default:
		here := l.Snapshot()
		l.set(s.change.Rows, back, l.recordsOf(s, back, evaluated))
		o := &outcome{before: here, after: l.Snapshot()}
		if back {
			o.before, o.after = o.after, o.before
		}
		moved.snapshots = l.addSnapshots(o)
	}
	l.revision, l.generation = *to, new(revision)
	if back {
		l.done, l.undone = s.below, moved.over(l.undone)
	} else {
		l.done, l.undone = moved.over(l.done), s.below
	}
	return s.change, true
}

// recordsOf is the quickest true way to know what the rows of a step will be.
func (l *List) recordsOf(s *historyStep, back bool, evaluated []record) func(int, RowEdit) record {
	both := s.outcome()
	switch {
	case evaluated != nil:
		return func(i int, _ RowEdit) record { return evaluated[i] }
	case both == nil || !sameRows(both.before, l):
		return evaluateAnew(l, back)
	case back:
		return fromSnapshot(l, both.before, back)
	}
	return fromSnapshot(l, both.after, back)
}

// evaluateAnew reads each row of a change.
func evaluateAnew(l *List, back bool) func(int, RowEdit) record {
	return func(_ int, r RowEdit) record { return l.eval.evaluate(r.Row, r.edit(back)) }
}

// fromSnapshot takes each row of a change from a list that had it, and guards it
// by what is known of its number today.
func fromSnapshot(l, from *List, back bool) func(int, RowEdit) record {
	return func(_ int, r RowEdit) record { return l.eval.reguard(r.Row, from.record(r.Row), r.edit(back)) }
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
