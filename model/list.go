package model

import (
	"context"
	"slices"
	"sync/atomic"

	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// Assumed is the number of rows that are dialled by a number without a country
// code, read as of the list's country.
func (l *List) Assumed() int { return l.verdicts.tally.assumed }

// List is a contact list: the frozen rows of a file, what each column means,
// and the operator's edits over them. It is owned by one goroutine; Snapshot
// gives others a copy.
type List struct {
	Table   *table.Table
	Mapping columns.Mapping
	Region  phone.Region // default country for numbers written nationally
	Edits

	asked    columns.Mapping // as it was given to be evaluated under
	eval     evaluator
	types    *typeCache    // of all copies
	located  *locatedCache // of all copies
	takeOver Change        // made when the list was evaluated; of no rows when there was nothing to take over
	verdicts verdicts

	histories NumberHistories

	owner      *owner    // of the pages written since the last Snapshot; nil when none were
	revision   *revision // what the rows are now; the same again after an undo
	generation *revision // changes with every movement
	parent     *revision // of a frozen list, the generation of the list it was made of
	recent     []*snapshots
}

// sameRows reports whether two lists were made by the same Diagnose, so that a
// verdict of one holds in the other.
func sameRows(l, o *List) bool { return l.eval.rows == o.eval.rows }

// Len is the number of rows, blank ones included.
func (l *List) Len() int { return l.Table.Len() }

// Verdict says what will become of a row.
func (l *List) Verdict(row int) Verdict { return l.record(row).verdict() }

func (l *List) record(row int) record { return l.verdicts.at(row) }

// each calls work with the verdict of every row, in file order.
func (l *List) each(work func(row int, r *record)) { l.verdicts.each(work) }

// Warned is the number of rows that are dialled but deserve a look first.
func (l *List) Warned() int { return l.verdicts.tally.warned }

// Counts says how many rows are in each state.
func (l *List) Counts() Counts { return l.verdicts.tally.counts }

// ProblemCount is the number of rows to fix because of one problem.
func (l *List) ProblemCount(p Problem) int { return l.verdicts.tally.problems[p] }

// Snapshot returns a copy that later changes to l do not touch, nor l by changes
// to the copy. It takes microseconds however long the list is: rows, verdicts
// and edits are shared until one of the two writes.
func (l *List) Snapshot() *List {
	if l.owner != nil {
		l.owner = nil
	}
	c := *l
	c.parent = l.generation
	return &c
}

// Replace makes of l what a frozen copy of it has become, for work that takes too
// long to be done while a key press waits. It reports false, and does nothing,
// when l was changed since the copy was made. The copy must not be used again.
func (l *List) Replace(copied *List) bool {
	if !sameRows(copied, l) || copied.parent != l.generation {
		return false
	}
	base, histories := l.parent, l.histories
	*l = *copied
	l.parent, l.histories, copied.owner = base, histories, nil
	return true
}

// by is who writes the list's pages now.
func (l *List) by() *owner {
	if l.owner == nil {
		l.owner = new(owner)
	}
	return l.owner
}

// restore shows the rows as another state of the same list has them.
func (l *List) restore(from *List) {
	l.rows, l.edited, l.verdicts = from.rows, from.edited, from.verdicts
	l.eval.refusals.said = from.eval.refusals.said
	l.owner = nil
}

// Numbers are the numbers in the list, suggestions included, sorted and each
// once.
func (l *List) Numbers() []phone.Number {
	numbers := make([]phone.Number, 0, l.Len())
	l.each(func(_ int, r *record) {
		if r.number != 0 {
			numbers = append(numbers, r.number)
		}
	})
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// Suppression returns what is known of a number outside this list.
func (l *List) Suppression(n phone.Number) Suppression {
	mark, _ := l.eval.suppressions.of(n)
	return mark
}

// SetSuppressions says what is known of the list's numbers outside it, and evaluates the
// rows concerned anew. all must not change afterwards. With a million rows it
// takes a good part of a second: do it to a frozen copy and Replace the list with that.
func (l *List) SetSuppressions(all Suppressions) {
	before := l.eval.suppressions
	l.eval.suppressions = suppressionLayers{all: all}
	l.guardAll(func(n phone.Number) bool {
		if _, is := all[n]; is {
			return true
		}
		_, was := before.of(n)
		return was
	})
}

// AddSuppressions adds what was learnt of some more numbers.
func (l *List) AddSuppressions(more Suppressions) {
	if len(more) == 0 {
		return
	}
	l.eval.suppressions = l.eval.suppressions.with(more)
	// Nearly every number of the list is none of these; a bit for each says so
	// without looking into the map.
	const bits = 1 << 16
	var maybe [bits / 64]uint64
	for n := range more {
		maybe[n%bits/64] |= 1 << (n % 64)
	}
	l.guardAll(func(n phone.Number) bool {
		if maybe[n%bits/64]&(1<<(n%64)) == 0 {
			return false
		}
		_, is := more[n]
		return is
	})
}

// guardAll guards the rows of some numbers anew.
func (l *List) guardAll(concerned func(phone.Number) bool) {
	l.revision, l.generation = new(revision), new(revision)
	l.guardRows(concerned)
}

// guardRows guards the rows of some numbers anew.
func (l *List) guardRows(concerned func(phone.Number) bool) {
	var rows []int
	l.each(func(row int, r *record) {
		if r.number != 0 && concerned(r.number) {
			rows = append(rows, row)
		}
	})
	for _, row := range rows {
		l.verdicts.replace(l.by(), row, l.eval.reguard(row, l.record(row), l.Edit(row)))
	}
}

// SaysNo reports whether a row's own cells say, or likely say, that its person is
// not to be called.
func (l *List) SaysNo(row int) bool {
	says, _ := l.eval.refusals.of(row, l.Edit(row))
	return says > optout.SaysNothing
}

// NumberType is what kind of line a row's number is: the one that is dialled,
// or that its best fix would dial.
func (l *List) NumberType(row int) phone.Type {
	n := l.record(row).number
	if n == 0 {
		return phone.TypeUnknown
	}
	cache := l.types
	cache.once.Do(func() { cache.types = make([]atomic.Uint64, l.Len()) })
	if known := cache.types[row].Load(); phone.Number(known>>typeBits) == n {
		return phone.Type(known&(1<<typeBits-1)) - 1
	}
	t := n.Type()
	cache.types[row].Store(uint64(n)<<typeBits | uint64(t+1))
	return t
}

// FindTypes finds out the type of every number, so that filtering and sorting by
// it are quick from then on. It is for a goroutine with a frozen list; progress,
// when given, counts the rows done.
func (l *List) FindTypes(ctx context.Context, progress *atomic.Int64) error {
	return forBlocks(ctx, l.Len(), progress, func(from, to int) {
		for row := from; row < to; row++ {
			l.NumberType(row)
		}
	})
}
