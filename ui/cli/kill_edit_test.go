//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"callsheet/model"
	"callsheet/model/phone"
)

// editing follows what an operator does to a list, key by key, and so knows
// every history it can be found with afterwards.
type editing struct {
	rng   *rand.Rand
	rows  int
	row   int // under the cursor
	fresh int // numbers typed so far
	out   map[int]bool
	steps history

	touched map[int]bool    // rows changed since the console was started
	drawn   map[string]bool // by this console
	moves   []move
}

// edited is a step over a row, as the history of the list names it.
type edited struct {
	what    string
	row     int
	out     bool // whether the row is left out behind it
	wasLeft bool // and before it
}

// history is the steps that stand, and those taken back, the next to be made
// again last.
type history struct{ done, undone []edited }

func (h history) clone() history { return history{slices.Clone(h.done), slices.Clone(h.undone)} }

// is reports whether a campaign was kept with just these steps.
func (h history) is(kept model.StoredCampaign) bool {
	same := func(e edited, c model.Change) bool { return e.what == c.What }
	return slices.EqualFunc(h.done, kept.Done, same) && slices.EqualFunc(h.undone, kept.Undone, same)
}

// move is what is typed for one step, what the console draws of it, and the row
// under the cursor and the history behind it.
type move struct {
	keys, draws string
	row         int
	after       history
}

const (
	clearKey = "\x15" // ctrl+u
	redoKey  = "\x12" // ctrl+r
)

// begin is a console that has just been started on the list as it was kept.
func (e *editing) begin(row int) {
	e.row, e.touched, e.drawn = row, map[int]bool{}, map[string]bool{}
	e.moves = []move{{row: row, after: e.steps.clone()}}
}

// backTo takes everything back to how it was behind a move.
func (e *editing) backTo(m move) {
	e.steps = m.after.clone()
	e.out = map[int]bool{}
	for _, s := range e.steps.done {
		e.out[s.row] = s.out
	}
}

// next draws the next step and makes it.
func (e *editing) next() move {
	for {
		m, ok := e.draw()
		if !ok || e.drawn[m.draws] {
			continue
		}
		e.make(m)
		m.row, m.after = e.row, e.steps.clone()
		e.drawn[m.draws] = true
		e.moves = append(e.moves, m.move)
		return m.move
	}
}

// wasAt reports whether the cursor came by a row at or behind a move.
func (e *editing) wasAt(row, from int) bool {
	for i, m := range e.moves[from:] {
		last := e.moves[max(0, from+i-1)]
		if i == 0 {
			last = m
		}
		if min(last.row, m.row) <= row && row <= max(last.row, m.row) {
			return true
		}
	}
	return false
}

// planned is a move that may be made, with the step it is.
type planned struct {
	move
	kind model.StepKind
	step edited
	to   int
}

func (e *editing) draw() (planned, bool) {
	switch n := e.rng.IntN(10); {
	case n == 0 && len(e.steps.done) > 0:
		s := e.steps.done[len(e.steps.done)-1]
		return planned{move{keys: "u", draws: "Undone: " + s.what + "."}, model.StepUndone, s, e.row}, true
	case n == 1 && len(e.steps.undone) > 0:
		s := e.steps.undone[len(e.steps.undone)-1]
		return planned{move{keys: redoKey, draws: "Done again: " + s.what + "."}, model.StepRedone, s, e.row}, true
	case len(e.touched) == e.rows:
		return planned{}, false
	case n < 5:
		return e.drawNumber()
	}
	row := e.untouched()
	s := edited{fmt.Sprintf("row %d is left out", row+2), row, true, false}
	if e.out[row] {
		s = edited{fmt.Sprintf("row %d is taken back in", row+2), row, false, true}
	}
	return planned{move{keys: e.way(row) + "x", draws: said(s)}, model.StepMade, s, row}, true
}

// drawNumber has another number typed for a row.
func (e *editing) drawNumber() (planned, bool) {
	row := e.untouched()
	if e.out[row] {
		return planned{}, false
	}
	e.fresh++
	n := phone.Number(447400200000 + e.fresh)
	s := edited{fmt.Sprintf("row %d will be dialled as %s", row+2, n.Grouped()), row, false, false}
	return planned{move{keys: e.way(row) + "e" + clearKey + n.String() + enterKey, draws: said(s)}, model.StepMade, s, row}, true
}

func (e *editing) untouched() int {
	for {
		if row := e.rng.IntN(e.rows); !e.touched[row] {
			return row
		}
	}
}

// way leads from the row under the cursor to another.
func (e *editing) way(row int) string {
	if row < e.row {
		return strings.Repeat("k", e.row-row)
	}
	return strings.Repeat("j", row-e.row)
}

// said is what the console says of a step.
func said(s edited) string {
	runes := []rune(s.what)
	return string(unicode.ToUpper(runes[0])) + string(runes[1:]) + ". Press u to undo."
}

func (e *editing) make(p planned) {
	s := &e.steps
	e.row = p.to
	switch p.kind {
	case model.StepUndone:
		s.done, s.undone = s.done[:len(s.done)-1], append(s.undone, p.step)
		e.out[p.step.row] = p.step.wasLeft
	case model.StepRedone:
		s.undone, s.done = s.undone[:len(s.undone)-1], append(s.done, p.step)
		e.out[p.step.row] = p.step.out
	default:
		s.done, s.undone = append(s.done, p.step), nil
		e.out[p.step.row] = p.step.out
		e.touched[p.step.row] = true
	}
}
