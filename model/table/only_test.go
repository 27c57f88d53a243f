package table

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSomeRowsOfATableAreWhatTheyWereInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.Custom(func(t *rapid.T) Cell {
			return Cell{Text: rapid.String().Draw(t, "text"), Kind: Kind(rapid.IntRange(0, int(KindError)).Draw(t, "kind"))}
		})
		var b Builder
		for i, row := range rapid.SliceOfN(rapid.SliceOfN(cell, 0, 5), 0, 80).Draw(t, "rows") {
			b.Append(3*i+2, row)
			b.SetFlags(i, RowFlags(rapid.IntRange(0, int(maxRowFlags)-1).Draw(t, "marks")))
		}
		whole := b.Build([]string{"a", "b"})
		var rows []int
		for row := range whole.Len() {
			if rapid.Bool().Draw(t, "taken") {
				rows = append(rows, row)
			}
		}
		some := whole.Only(rows)
		if some.Len() != len(rows) || !slices.Equal(some.Header, whole.Header) {
			t.Fatalf("%d rows of %d under %q", some.Len(), len(rows), some.Header)
		}
		for i, row := range rows {
			if some.RowNumber(i) != whole.RowNumber(row) || some.Flags(i) != whole.Flags(row) || some.Blank(i) != whole.Blank(row) ||
				!slices.Equal(some.AppendRow(nil, i), whole.AppendRow(nil, row)) {
				t.Fatalf("row %d became another", row)
			}
		}
		joined, err := JoinParts(some.Header, sound(copied(some)))
		if err != nil {
			t.Fatal(err)
		}
		sameTable(t, joined, some)
	})
}
