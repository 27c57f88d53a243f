package model

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
)

// Whose number is shared is what the file says, of edited rows too: the rows it
// is looked for in are the same as if each were judged alone.
func TestRowsAreLookedThroughForSharedNumbersAsTheFileHasThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		l := m.l
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			row := rapid.IntRange(0, l.Len()-1).Draw(t, "row")
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				c, _ := l.Fields().Type(row, EditableField{Field: columns.FieldPhone}, drawnCells().Draw(t, "text"))
				l.Apply(c)
			case 1:
				l.Apply(l.Duplicates().Prefer(row))
			default:
				before := l.Edit(row)
				after := before
				after.LeftOut = !before.LeftOut
				l.Apply(Change{Rows: []RowEdit{{Row: row, Before: before, After: after}}})
			}
		}
		l, err := Diagnose(t.Context(), l.Table, l.Mapping, l.Region, l.Edits.Clone(), nil)
		if err != nil {
			t.Fatal(err)
		}
		l.eval.shared = nil
		var want, dialled []indexEntry
		for row := range l.Len() {
			own := l.eval.evaluate(row, Edit{})
			if own.number != 0 && (own.problem == noProblem || own.problem == MaybeOptedOut) {
				want = append(want, indexEntry{own.number, uint32(row) | notPreferred})
			}
			if r := l.eval.evaluate(row, l.Edit(row)); r.dialable() {
				dialled = append(dialled, indexEntry{r.number, r.order(row)})
			}
			*l.verdicts.rows.write(l.by(), row) = l.eval.evaluate(row, l.Edit(row))
		}
		inOrder := func(a, b indexEntry) int { return a.compare(b.number, b.order) }
		slices.SortFunc(want, inOrder)
		slices.SortFunc(dialled, inOrder)
		if got := (diagnosis{l, &l.eval}).ownNumbers(dialled); !slices.Equal(got, want) {
			t.Fatalf("looks through %v, not %v", got, want)
		}
	})
}
