package model

import (
	"context"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

// TakeOver returns the change by which Diagnose took over what a saved list says
// was decided. Whoever keeps the list keeps it like one the operator made: without
// it an undo has nothing to take back, and later changes would stand alone.
func (l *List) TakeOver() (Change, bool) { return l.takeOver, len(l.takeOver.Rows) > 0 }

// savedReader takes what was decided out of a saved list.
type savedReader struct {
	savedLayout
	eval *evaluator
}

// takeOver makes the edits of a saved list again, as one change that can be
// undone. Rows that were changed since were so with theirs: an earlier version
// kept only the changes that came after. The list must be evaluated.
func (s savedReader) takeOver(ctx context.Context, l *List) error {
	l.takenOver = true
	changed := map[int]bool{}
	for _, c := range l.done.changes() {
		for _, r := range c.Rows {
			changed[r.Row] = true
		}
	}
	edits := make([]Edit, l.Len())
	err := forBlocks(ctx, l.Len(), nil, func(from, to int) {
		for row := from; row < to; row++ {
			if !changed[row] {
				edits[row] = s.edit(row)
			}
		}
	})
	if err != nil {
		return err
	}
	s.prefer(edits)
	c := Change{What: "taken over from the saved list"}
	for row, e := range edits {
		if !e.IsZero() {
			c.Rows = append(c.Rows, RowEdit{Row: row, After: e})
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	if c, err = l.precompute(ctx, c, nil); err == nil {
		l.Apply(c)
		l.takeOver = c
	}
	return err
}

// edit is what the added columns of one row say.
func (s savedReader) edit(row int) Edit {
	var e Edit
	for col, place := range s.places {
		text := unquoted(s.table.Cell(row, col).Text)
		switch {
		case text == "":
			continue
		case text == savedNothing:
			text = ""
		}
		if place != savedCountry {
			e = e.put(place, text)
		} else if region, ok := phone.ParseRegion(text); ok {
			e = e.withRegion(region)
		}
	}
	return s.decided(row, e)
}

// decided brings a row into the state it was saved in. What it was is never
// taken for a reason to call it.
func (s savedReader) decided(row int, e Edit) Edit {
	r := s.eval.evaluate(row, e)
	switch s.table.Cell(row, s.state).Text {
	case "left out":
		e.LeftOut = true
	case "do not call":
		if r.state != DoNotCall {
			e = e.With(columns.FieldDoNotCall, "yes")
		}
	case "to fix":
		if r.dialable() || r.exclusion() == RefusedNumber {
			e = e.With(columns.FieldPhone, "")
		}
	case Ready.String(), Duplicate.String():
		n, ok := plainNumber(s.table.Cell(row, s.number).Text)
		if !ok || r.dialable() && r.number == n {
			return e
		}
		if r.number != n || !r.problem.Costly() {
			e = e.With(columns.FieldPhone, n.String())
		}
		e.Accepted = s.eval.evaluate(row, e).problem.Costly()
		e.AsIs = e.AsIs || s.eval.evaluate(row, e).problem == SharedNumber
	}
	return e
}

// prefer puts the rows first that were dialled before others with their number.
func (s savedLayout) prefer(edits []Edit) {
	first := map[phone.Number]bool{}
	for row := range edits {
		state := s.table.Cell(row, s.state).Text
		n, ok := plainNumber(s.table.Cell(row, s.number).Text)
		if !ok || state != Ready.String() && state != Duplicate.String() {
			continue
		}
		edits[row].Preferred = state == Ready.String() && first[n]
		first[n] = true
	}
}

// unquoted takes off the mark that keeps a spreadsheet from running a text.
func unquoted(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.IndexByte("=+-@\t\r", text[1]) >= 0 {
		return text[1:]
	}
	return text
}
