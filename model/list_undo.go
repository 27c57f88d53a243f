package model

import (
	"context"
	"sync/atomic"
)

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
