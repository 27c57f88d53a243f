package model

import (
	"callsheet/model/printable"

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
		var b TableBuilder
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
	var b TableBuilder
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

func TestCleanTextIsSafeOnOneLine(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"escape sequences lose their escape", "a\x1b[31mb", "a[31mb"},
		{"white space becomes one blank", " a \t\n  b\u00a0c ", "a b c"},
		{"bidirectional overrides are dropped", "a\u202eb\u2066c", "abc"},
		{"C1 controls are dropped", "a\u009bb", "ab"},
		{"scripts are kept", "Zoë 田中 ممتاز", "Zoë 田中 ممتاز"},
		{"what is too long is cut", "abcdef", "abc"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			limit := 100
			if c.want == "abc" && c.in == "abcdef" {
				limit = 3
			}
			if got := printable.Text(c.in, limit); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func FuzzCleanText(f *testing.F) {
	f.Add("a\x1b]0;title\x07b", 10)
	f.Add("\u202e\xff\xfe", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit %= 1000
		out := printable.Text(s, limit)
		n := 0
		for _, r := range out {
			n++
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Fatalf("%U is left in %q", r, out)
			}
		}
		if n > max(0, limit) {
			t.Fatalf("%d runes, at most %d wanted", n, limit)
		}
	})
}

// Goal: no more than 2 bytes a cell beyond its text, and no work for the
// collector: a million rows are a few hundred allocations.
func BenchmarkTableBuild(b *testing.B) {
	row := []Cell{{Text: "Olivia Grant"}, {Text: "07400 123456"}, {Text: "olivia@example.com"}, {Text: "Gold"}}
	b.ReportAllocs()
	for b.Loop() {
		var t TableBuilder
		for i := range 100_000 {
			t.Append(i, row)
		}
		t.Build(nil)
	}
}
