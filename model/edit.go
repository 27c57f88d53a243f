package model

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Edit is what the operator decided about one row, laid over the file's own
// cells. The zero Edit changes nothing. Edits are values: every change makes a
// new one, so that an older one can be put back.
type Edit struct {
	values   map[Field]string
	LeftOut  bool // not dialled, by the operator's choice
	Accepted bool // dialled in spite of a problem the operator may override
	Again    bool // dialled although the number was called a short while ago
}

// editJSON is the shape an Edit is kept in.
type editJSON struct {
	Values   map[Field]string `json:"values,omitempty"`
	LeftOut  bool             `json:"left_out,omitempty"`
	Accepted bool             `json:"accepted,omitempty"`
	Again    bool             `json:"again,omitempty"`
}

// MarshalJSON gives the shape an edit is kept in.
func (e Edit) MarshalJSON() ([]byte, error) {
	return json.Marshal(editJSON{e.values, e.LeftOut, e.Accepted, e.Again})
}

// UnmarshalJSON reads an edit that was kept.
func (e *Edit) UnmarshalJSON(data []byte) error {
	var kept editJSON
	if err := json.Unmarshal(data, &kept); err != nil {
		return err
	}
	*e = Edit{values: kept.Values, LeftOut: kept.LeftOut, Accepted: kept.Accepted, Again: kept.Again}
	return nil
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
func (e Edit) IsZero() bool { return len(e.values) == 0 && !e.LeftOut && !e.Accepted && !e.Again }

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

// outcome remembers what a change makes of its rows in one list, so that a step
// over many rows is judged once, and not while a key press waits.
type outcome struct {
	in        *List
	age       int // of the list's marks
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

// Steps returns the changes that stand and those that were undone, each in the
// order they were made; the last of undone is the next to be redone.
func (e Edits) Steps() (done, undone []Change) { return e.done, e.undone }

// RestoreEdits makes edits of the changes that were kept: what Steps returned.
func RestoreEdits(done, undone []Change) Edits {
	e := Edits{rows: map[int]Edit{}, done: done, undone: undone}
	for _, c := range done {
		for _, r := range c.Rows {
			if r.After.IsZero() {
				delete(e.rows, r.Row)
			} else {
				e.rows[r.Row] = r.After
			}
		}
	}
	return e
}

// Edit returns what the operator decided about a row.
func (e Edits) Edit(row int) Edit { return e.rows[row] }

// Edited is the number of rows the operator changed.
func (e Edits) Edited() int { return len(e.rows) }
