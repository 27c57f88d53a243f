package model

import (
	"sync/atomic"
	"time"
)

// RowEdit is the edit of one row before and after a change.
type RowEdit struct {
	Row    int  `json:"row"`
	Before Edit `json:"before"`
	After  Edit `json:"after"`
}

// Change is one step the operator took, over one row or many; it is undone and
// redone as a whole.
type Change struct {
	What  string    // in the operator's words: "left out row 23"
	By    string    // who made it
	At    time.Time // when it was made
	Rows  []RowEdit
	known *outcome
}

// Edits is everything the operator changed in a list, and the way back. The
// zero Edits is none.
type Edits struct {
	rows         pages[Edit]
	edited       int
	done, undone *historyStep
	takenOver    bool // what a saved list says was decided is among them, or was undone
}

// historyStep is one change of a history and what lies below it. It never changes,
// so a frozen list shares its history with the list it was made of.
type historyStep struct {
	change        Change
	before, after *revision  // of the list around it; nil when it was not made here
	snapshots     *snapshots // nil for a change that is quickly made again
	below         *historyStep
	depth         int // of itself and what lies below
}

// over lays the step on others.
func (s historyStep) over(below *historyStep) *historyStep {
	s.below, s.depth = below, below.len()+1
	return &s
}

func (s *historyStep) len() int {
	if s == nil {
		return 0
	}
	return s.depth
}

// changes lists a stack of steps from its bottom.
func (s *historyStep) changes() []Change {
	all := make([]Change, s.len())
	for i := len(all) - 1; i >= 0; i-- {
		all[i] = s.change
		s = s.below
	}
	return all
}

// Clone returns a copy that later changes do not touch.
func (e Edits) Clone() Edits {
	e.rows = e.rows.clone()
	return e
}

// Steps returns the changes that stand and those that were undone, each in the
// order they were made; the last of undone is the next to be redone.
func (e Edits) Steps() (done, undone []Change) { return e.done.changes(), e.undone.changes() }

// maxEditRow bounds which row a stored edit may name: more than a table holds.
const maxEditRow = 1 << 25

// RestoreEdits makes edits of the changes that were stored: what Steps returned.
func RestoreEdits(done, undone []Change) Edits {
	var e Edits
	by := new(owner)
	for _, c := range done {
		c = c.normalised()
		e.done = historyStep{change: c}.over(e.done)
		for _, r := range c.Rows {
			e.put(by, r.Row, r.After)
		}
	}
	for _, c := range undone {
		e.undone = historyStep{change: c.normalised()}.over(e.undone)
	}
	return e
}

// normalised returns the change with every row in it once and none outside any list.
func (c Change) normalised() Change {
	inOrder := true
	for i, r := range c.Rows {
		inOrder = inOrder && 0 <= r.Row && r.Row < maxEditRow && (i == 0 || c.Rows[i-1].Row < r.Row)
	}
	if inOrder {
		return c
	}
	at := make(map[int]int, len(c.Rows))
	rows := make([]RowEdit, 0, len(c.Rows))
	for _, r := range c.Rows {
		i, twice := at[r.Row]
		switch {
		case r.Row < 0 || r.Row >= maxEditRow:
		case twice:
			rows[i].After = r.After // from what the row was at first to what it became at last
		default:
			at[r.Row] = len(rows)
			rows = append(rows, r)
		}
	}
	if len(rows) < len(c.Rows) {
		c.Rows, c.known = rows, nil
	}
	return c
}

func (e *Edits) put(by *owner, row int, edit Edit) {
	was := e.rows.at(row)
	if was.IsZero() && edit.IsZero() {
		return
	}
	if was.IsZero() {
		e.edited++
	} else if edit.IsZero() {
		e.edited--
	}
	*e.rows.write(by, row) = edit
}

// TakenOver reports whether what a saved list says was decided is among the edits,
// or was undone. It is false of any other list.
func (e Edits) TakenOver() bool { return e.takenOver }

// Edit returns what the operator decided about a row.
func (e Edits) Edit(row int) Edit { return e.rows.at(row) }

// Edited is the number of rows the operator changed.
func (e Edits) Edited() int { return e.edited }

// snapshots are the list before and after a big change, until they are dropped.
type snapshots struct{ both atomic.Pointer[outcome] }

// outcome is what a change makes of a list, worked out beforehand.
type outcome struct {
	before, after *List
	rows          []RowEdit // of the change
}

// of reports whether the outcome is that of a change as it stands.
func (o *outcome) of(c Change) bool {
	return o != nil && len(o.rows) == len(c.Rows) && len(c.Rows) > 0 && &o.rows[0] == &c.Rows[0]
}

func (r RowEdit) edit(back bool) Edit {
	if back {
		return r.Before
	}
	return r.After
}

func (s *historyStep) outcome() *outcome {
	if s.snapshots == nil {
		return nil
	}
	return s.snapshots.both.Load()
}

// revision is known by its address, so it must not be empty.
type revision struct{ _ byte }
