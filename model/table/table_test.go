package table

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTableGivesBackWhatWasAppended(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.Custom(func(t *rapid.T) Cell {
			return Cell{Text: rapid.String().Draw(t, "text"), Kind: Kind(rapid.IntRange(0, int(KindError)).Draw(t, "kind"))}
		})
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 0, 6), 0, 200).Draw(t, "rows")
		var b Builder
		for i, row := range rows {
			b.Append(i+5, row)
		}
		table := b.Build([]string{"a"})
		if table.Len() != len(rows) {
			t.Fatalf("%d rows of %d", table.Len(), len(rows))
		}
		for i, row := range rows {
			got := table.AppendRow(nil, i)
			if len(got) != len(row) || table.Cells(i) != len(row) || table.RowNumber(i) != i+5 {
				t.Fatalf("row %d is %v, want %v", i, got, row)
			}
			blank := true
			for j, c := range row {
				if got[j] != c || table.Cell(i, j) != c {
					t.Fatalf("cell %d of row %d is %v, want %v", j, i, got[j], c)
				}
				blank = blank && strings.TrimSpace(c.Text) == ""
			}
			if table.Cell(i, len(row)) != (Cell{}) || table.Cell(i, -1) != (Cell{}) {
				t.Fatal("a cell beyond the row is not empty")
			}
			if table.Blank(i) != blank {
				t.Fatalf("row %d blank: %v, want %v", i, table.Blank(i), blank)
			}
		}
	})
}

func TestLongCellsAndManyChunksSurvive(t *testing.T) {
	var b Builder
	long := strings.Repeat("x", 3<<20)
	for i := range 3 {
		b.Append(i+1, []Cell{{Text: "a"}, {Text: long, Kind: KindNumber}, {Text: "z"}})
	}
	table := b.Build(nil)
	for i := range 3 {
		if table.Cell(i, 1) != (Cell{long, KindNumber}) || table.Cell(i, 2).Text != "z" {
			t.Fatalf("row %d was changed", i)
		}
	}
}

// Goal: no more than 2 bytes a cell beyond its text, and no work for the
// collector: a million rows are a few hundred allocations.
func BenchmarkTableBuild(b *testing.B) {
	row := []Cell{{Text: "Olivia Grant"}, {Text: "07400 123456"}, {Text: "olivia@example.com"}, {Text: "Gold"}}
	b.ReportAllocs()
	for b.Loop() {
		var t Builder
		for i := range 100_000 {
			t.Append(i, row)
		}
		t.Build(nil)
	}
}
