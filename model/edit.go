package model

import (
	"maps"
	"slices"
)

// Edit is what the operator decided about one row, laid over the file's own
// cells. The zero Edit changes nothing. Edits are values: every change makes a
// new one, so that an older one can be put back.
type Edit struct {
	values   map[Field]string
	LeftOut  bool // not dialled, by the operator's choice
	Accepted bool // dialled in spite of a problem the operator may override
}

// Value returns the text the operator typed for a field.
func (e Edit) Value(f Field) (string, bool) {
	v, ok := e.values[f]
	return v, ok
}

// With returns the edit with one field's text replaced.
func (e Edit) With(f Field, text string) Edit {
	values := maps.Clone(e.values)
	if values == nil {
		values = map[Field]string{}
	}
	values[f] = text
	e.values = values
	return e
}

// IsZero reports whether the edit changes nothing.
func (e Edit) IsZero() bool { return len(e.values) == 0 && !e.LeftOut && !e.Accepted }

// RowEdit is the edit of one row before and after a change.
type RowEdit struct {
	Row           int
	Before, After Edit
}

// Change is one step the operator took, over one row or many; it is undone and
// redone as a whole.
type Change struct {
	What  string // in the operator's words: "left out row 23"
	Rows  []RowEdit
	known *outcome
}

// outcome remembers what a change makes of its rows in one list, so that a step
// over many rows is judged once, and not while a key press waits.
type outcome struct {
	in        *List
	was, will []Verdict
}

// Edits is everything the operator changed in a list, and the way back. The
// zero Edits is none.
type Edits struct {
	rows   map[int]Edit
	done   []Change
	undone []Change
}

// Clone returns a copy that later changes do not touch.
func (e Edits) Clone() Edits {
	rows := maps.Clone(e.rows)
	if rows == nil {
		rows = map[int]Edit{}
	}
	return Edits{rows, slices.Clone(e.done), slices.Clone(e.undone)}
}

// Edit returns what the operator decided about a row.
func (e Edits) Edit(row int) Edit { return e.rows[row] }

// Edited is the number of rows the operator changed.
func (e Edits) Edited() int { return len(e.rows) }
