package model

import (
	"context"
	"maps"
	"slices"
)

// Verdict is what will become of one row, and why.
type Verdict struct {
	Number   Number // to be dialled; with a Problem, the suggestion
	Region   Region
	State    State
	Out      Exclusion
	Problem  Problem
	Warnings Warnings
}

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
// and the operator's edits over them. It is owned by one goroutine; Freeze
// gives others a copy.
type List struct {
	Table   *Table
	Mapping Mapping
	Region  Region // default country for numbers written nationally
	Edits

	cols     columnIndex
	marks    Marks
	age      int // how often the marks were set
	verdicts []Verdict
	counts   Counts
	problems [numProblems]int
	warned   int
	heads    map[Number]int32 // first row of each number among the dialable rows
	next     []int32          // the next row with the same number, -1 at the end
}

// Len is the number of rows, blank ones included.
func (l *List) Len() int { return l.Table.Len() }

// Verdict says what will become of a row.
func (l *List) Verdict(row int) Verdict { return l.verdicts[row] }

// Warned is the number of rows that can be dialled but deserve a look.
func (l *List) Warned() int { return l.warned }

// Counts says how many rows are in each state.
func (l *List) Counts() Counts { return l.counts }

// ProblemCount is the number of rows to fix because of one problem.
func (l *List) ProblemCount(p Problem) int { return l.problems[p] }

// DuplicateOf returns the row that is dialled in place of a duplicate one.
func (l *List) DuplicateOf(row int) (int, bool) {
	v := l.verdicts[row]
	if v.State != Duplicate {
		return 0, false
	}
	head, ok := l.heads[v.Number]
	return int(head), ok
}

// Freeze returns a copy that later changes to l do not touch. Rows are shared.
func (l *List) Freeze() *List {
	c := *l
	c.verdicts = slices.Clone(l.verdicts)
	c.Edits = Edits{rows: maps.Clone(l.rows)}
	c.heads, c.next = nil, nil
	return &c
}

// Numbers are the numbers in the list, suggestions included, sorted and each
// once.
func (l *List) Numbers() []Number {
	numbers := make([]Number, 0, len(l.verdicts))
	for _, v := range l.verdicts {
		if v.Number != 0 {
			numbers = append(numbers, v.Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// Mark returns what is known of a number outside this list.
func (l *List) Mark(n Number) Mark { return l.marks[n] }

// SetMarks says what is known of the list's numbers outside it, and judges the
// rows concerned anew. marks must not change afterwards.
func (l *List) SetMarks(marks Marks) {
	before := l.marks
	l.marks = marks
	l.age++
	for row, v := range l.verdicts {
		if v.Number == 0 {
			continue
		}
		_, was := before[v.Number]
		if _, is := marks[v.Number]; is || was {
			l.replace(row, l.judgeMark(row, v))
		}
	}
}

// judgeMark judges a row anew by its mark alone: its number was read before.
func (l *List) judgeMark(row int, v Verdict) Verdict {
	if v.Number == 0 || v.State == ToFix {
		return v
	}
	v.State, v.Out = Ready, NotExcluded
	v.Warnings &^= CalledAgain
	return l.guard(v, l.rows[row])
}

// AddMarks adds what was learnt of some more numbers.
func (l *List) AddMarks(more Marks) {
	if len(more) == 0 {
		return
	}
	marks := maps.Clone(l.marks)
	if marks == nil {
		marks = Marks{}
	}
	maps.Copy(marks, more)
	l.SetMarks(marks)
}

// Judge works out beforehand what a change over many rows will make of them,
// so that Apply need not. It only reads what is frozen, so a goroutine may call
// it while the list's owner goes on. It returns early with the context's error.
func (l *List) Judge(ctx context.Context, c Change) (Change, error) {
	known := &outcome{in: l, age: l.age, was: make([]Verdict, len(c.Rows)), will: make([]Verdict, len(c.Rows))}
	for i, r := range c.Rows {
		if i%diagnoseStep == 0 && ctx.Err() != nil {
			return c, ctx.Err()
		}
		known.was[i] = l.judge(r.Row, r.Before)
		known.will[i] = l.judge(r.Row, r.After)
	}
	c.known = known
	return c, nil
}

// Apply makes a change and remembers it for Undo. What was undone before can
// no longer be redone.
func (l *List) Apply(c Change) {
	l.set(c, false)
	l.done = append(l.done, c)
	l.undone = nil
}

// Undo takes the last change back and returns it.
func (l *List) Undo() (Change, bool) {
	if len(l.done) == 0 {
		return Change{}, false
	}
	c := l.done[len(l.done)-1]
	l.done = l.done[:len(l.done)-1]
	l.set(c, true)
	l.undone = append(l.undone, c)
	return c, true
}

// Redo makes the change last undone again and returns it.
func (l *List) Redo() (Change, bool) {
	if len(l.undone) == 0 {
		return Change{}, false
	}
	c := l.undone[len(l.undone)-1]
	l.undone = l.undone[:len(l.undone)-1]
	l.set(c, false)
	l.done = append(l.done, c)
	return c, true
}

func (l *List) set(c Change, back bool) {
	for i, r := range c.Rows {
		edit := r.After
		if back {
			edit = r.Before
		}
		if edit.IsZero() {
			delete(l.rows, r.Row)
		} else {
			l.rows[r.Row] = edit
		}
		switch {
		case c.known == nil || c.known.in != l || c.known.age != l.age:
			l.replace(r.Row, l.judge(r.Row, edit))
		case back:
			l.replace(r.Row, c.known.was[i])
		default:
			l.replace(r.Row, c.known.will[i])
		}
	}
}

// replace puts a new verdict in a row's place and settles which row of each
// number concerned is dialled.
func (l *List) replace(row int, v Verdict) {
	old := l.verdicts[row]
	l.count(old, -1)
	l.verdicts[row] = v
	l.count(v, +1)
	if dialable(old.State) {
		l.leave(row, old.Number)
	}
	if dialable(v.State) {
		l.join(row, v.Number)
	}
}

func dialable(s State) bool { return s == Ready || s == Duplicate }

func (l *List) count(v Verdict, by int) {
	l.counts[v.State] += by
	if v.State == ToFix {
		l.problems[v.Problem] += by
	}
	if v.State == Ready && v.Warnings != 0 {
		l.warned += by
	}
}

func (l *List) setState(row int, s State) {
	if l.verdicts[row].State == s {
		return
	}
	l.count(l.verdicts[row], -1)
	l.verdicts[row].State = s
	l.count(l.verdicts[row], +1)
}

// leave takes a row out of its number's chain; the first row left is dialled.
func (l *List) leave(row int, n Number) {
	head := l.heads[n]
	if int(head) == row {
		if l.next[row] < 0 {
			delete(l.heads, n)
		} else {
			l.heads[n] = l.next[row]
			l.setState(int(l.next[row]), Ready)
		}
		l.next[row] = -1
		return
	}
	for at := head; at >= 0; at = l.next[at] {
		if int(l.next[at]) == row {
			l.next[at] = l.next[row]
			l.next[row] = -1
			return
		}
	}
}

// join puts a row into its number's chain in file order: the first is dialled,
// the others are duplicates of it.
func (l *List) join(row int, n Number) {
	head, ok := l.heads[n]
	switch {
	case !ok:
		l.heads[n] = int32(row)
		l.next[row] = -1
		l.setState(row, Ready)
	case row < int(head):
		l.next[row] = head
		l.heads[n] = int32(row)
		l.setState(int(head), Duplicate)
		l.setState(row, Ready)
	default:
		at := head
		for l.next[at] >= 0 && int(l.next[at]) < row {
			at = l.next[at]
		}
		l.next[row] = l.next[at]
		l.next[at] = int32(row)
		l.setState(row, Duplicate)
	}
}
