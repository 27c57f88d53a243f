package model

import (
	"maps"
	"slices"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// Verdict is what will become of one row, and why.
type Verdict struct {
	Number   phone.Number // to be dialled; with a Problem, what its best fix would dial
	Region   phone.Region // of the number
	State    State
	Out      Exclusion
	Problem  Problem
	Warnings Warnings
	Moved    bool    // taken from a batch that has not ended, by the operator's choice
	Answered bool    // in an earlier campaign; called again if nobody decides otherwise
	Checked  bool    // the operator accepted every warning
	Fix      FixKind // the best fix of the problem or email; FixNone when it has to be typed
	Part     int     // which of several numbers that fix keeps, from 0
}

// Assumed is the number of rows that are dialled by a number without a country
// code, read as of the list's country.
func (l *List) Assumed() int { return l.verdicts.tally.assumed }

// Counts says how many rows are in each state. They add up to the rows of the
// list.
type Counts [numStates]int

// Of returns the rows in one state.
func (c Counts) Of(s State) int { return c[s] }

// Total is all rows.
func (c Counts) Total() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

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
	types    *typeCache // of all copies
	takeOver Change     // made when the list was evaluated; of no rows when there was nothing to take over
	verdicts verdicts

	owner      *owner    // of the pages written since the last Snapshot; nil when none were
	revision   *revision // what the rows are now; the same again after an undo
	generation *revision // changes with every movement
	parent     *revision // of a frozen list, the turn of the list it was made of
	recent     []*stepSnapshots
}

// revision is known by its address, so it must not be empty.
type revision struct{ _ byte }

// sameRows reports whether two lists were made by the same Diagnose, so that a
// verdict of one holds in the other.
func (l *List) sameRows(o *List) bool { return l.eval.rows == o.eval.rows }

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

// Dialled returns the row that is dialled in place of a duplicate one.
func (ds Duplicates) Dialled(row int) (int, bool) {
	r := ds.list.record(row)
	if r.state != Duplicate {
		return 0, false
	}
	return ds.list.verdicts.numbers.first(r.number)
}

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
	if !copied.sameRows(l) || copied.parent != l.generation {
		return false
	}
	base := l.parent
	*l = *copied
	l.parent, copied.owner = base, nil
	return true
}

// by is who writes the list's pages now.
func (l *List) by() *owner {
	if l.owner == nil {
		l.owner = new(owner)
	}
	return l.owner
}

// take shows the rows as another state of the same list has them.
func (l *List) take(from *List) {
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

// suppressionLayers is what is known of numbers, with what was learnt lately in a
// layer of its own, so that learning of one number does not copy all others.
type suppressionLayers struct{ all, late Suppressions }

func (m suppressionLayers) of(n phone.Number) (Suppression, bool) {
	if m.empty() {
		return Suppression{}, false
	}
	if mark, ok := m.late[n]; ok {
		return mark, true
	}
	mark, ok := m.all[n]
	return mark, ok
}

func (m suppressionLayers) empty() bool { return len(m.all)+len(m.late) == 0 }

// with returns the layers with more laid over them.
func (m suppressionLayers) with(more Suppressions) suppressionLayers {
	late := make(Suppressions, len(m.late)+len(more))
	maps.Copy(late, m.late)
	maps.Copy(late, more)
	if len(late) <= len(m.all)/8+pageRows {
		return suppressionLayers{m.all, late}
	}
	all := make(Suppressions, len(m.all)+len(late))
	maps.Copy(all, m.all)
	maps.Copy(all, late)
	return suppressionLayers{all: all}
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
		l.verdicts.replace(l.by(), row, l.eval.guardAgain(row, l.record(row), l.Edit(row)))
	}
}
