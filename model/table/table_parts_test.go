package table

import (
	"bytes"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// copied are a table's parts, each in memory of its own.
func copied(t *Table) [][]byte {
	var parts [][]byte
	for part := range t.Parts() {
		parts = append(parts, bytes.Clone(part))
	}
	return parts
}

func sound(parts [][]byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, part := range parts {
			if !yield(part, nil) {
				return
			}
		}
	}
}

// sameTable compares everything that can be seen of two tables.
func sameTable(t interface {
	Helper()
	Fatalf(string, ...any)
}, got, want *Table) {
	t.Helper()
	if got.Len() != want.Len() || got.Width() != want.Width() || !slices.Equal(got.Header, want.Header) {
		t.Fatalf("%d rows of %d cells under %q, want %d of %d under %q", got.Len(), got.Width(), got.Header, want.Len(), want.Width(), want.Header)
	}
	for row := range want.Len() {
		if got.RowNumber(row) != want.RowNumber(row) || got.Blank(row) != want.Blank(row) || got.Cells(row) != want.Cells(row) {
			t.Fatalf("row %d has number %d, blank %v, %d cells; want %d, %v, %d", row, got.RowNumber(row), got.Blank(row), got.Cells(row),
				want.RowNumber(row), want.Blank(row), want.Cells(row))
		}
		if !slices.Equal(got.AppendRow(nil, row), want.AppendRow(nil, row)) {
			t.Fatalf("row %d is %v, want %v", row, got.AppendRow(nil, row), want.AppendRow(nil, row))
		}
		if got.Flags(row) != want.Flags(row) {
			t.Fatalf("row %d is marked %b, want %b", row, got.Flags(row), want.Flags(row))
		}
		for col := range want.Cells(row) + 1 {
			if got.Cell(row, col) != want.Cell(row, col) {
				t.Fatalf("cell %d of row %d is %v, want %v", col, row, got.Cell(row, col), want.Cell(row, col))
			}
		}
	}
}

func TestJoinedPartsAreTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.Custom(func(t *rapid.T) Cell {
			text := rapid.OneOf(rapid.String(), rapid.Just(" "), rapid.Just(strings.Repeat("x", chunkSize/3))).Draw(t, "text")
			return Cell{Text: text, Kind: Kind(rapid.IntRange(0, int(KindError)).Draw(t, "kind"))}
		})
		var b Builder
		number := 0
		for _, row := range rapid.SliceOfN(rapid.SliceOfN(cell, 0, 5), 0, 120).Draw(t, "rows") {
			number += rapid.IntRange(1, 1000).Draw(t, "rows left out") // a file may leave some out
			b.Append(number, row)
			b.SetFlags(b.Len()-1, RowFlags(rapid.IntRange(0, 2*int(maxRowFlags)-1).Draw(t, "marks"))&(maxRowFlags-1))
		}
		want := b.Build(rapid.SliceOfN(rapid.String(), 0, 6).Draw(t, "header"))
		got, err := JoinParts(want.Header, sound(copied(want)))
		if err != nil {
			t.Fatal(err)
		}
		sameTable(t, got, want)
	})
}

func TestAPartIsAboutAMegabyte(t *testing.T) {
	var b Builder
	for i := range 50_000 {
		b.Append(i+2, []Cell{{Text: strings.Repeat("y", 100)}})
	}
	parts := copied(b.Build(nil))
	if len(parts) < 4 {
		t.Fatalf("5 MB are %d parts", len(parts))
	}
	for _, part := range parts {
		if len(part) > 2*chunkSize {
			t.Fatalf("a part has %d bytes", len(part))
		}
	}
}

func TestReadingPartsMayEndEarly(t *testing.T) {
	var b Builder
	for i := range 3 {
		b.Append(i+2, []Cell{{Text: strings.Repeat("y", 2*chunkSize)}})
	}
	seen := 0
	for range b.Build(nil).Parts() {
		seen++
		break
	}
	if seen != 1 {
		t.Fatalf("%d parts", seen)
	}
}

func TestDamagedPartsAreRefused(t *testing.T) {
	var b Builder
	b.Append(2, []Cell{{Text: "Ann"}, {Text: "07400 123001", Kind: KindNumber}})
	b.Append(3, nil)
	good := copied(b.Build([]string{"Name"}))[0]
	cases := []struct {
		name string
		part []byte
	}{
		{"nothing", nil},
		{"a later version", append([]byte{partVersion + 1}, good[1:]...)},
		{"an end that is cut off", good[:len(good)-1]},
		{"something behind the end", append(bytes.Clone(good), 0)},
		{"more rows than there are bytes", []byte{partVersion, 0xff, 0xff, 0xff, 0xff, 0x0f}},
		{"a row with more cells than there are bytes", []byte{partVersion, 1, 2, 0xff, 0xff, 0x03}},
		{"a cell that is longer than the part", []byte{partVersion, 1, 2, 1, 0xff, 0x7f}},
		{"a cell of no kind", []byte{partVersion, 1, 2, 1, 7}},
		{"a number without an end", bytes.Repeat([]byte{0xff}, 20)},
		{"a row number beyond any sheet", []byte{partVersion, 1, 0xff, 0xff, 0xff, 0xff, 0x7f, 0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := JoinParts(nil, sound([][]byte{good, c.part})); !errors.Is(err, errDamagedPart) {
				t.Fatalf("error %v", err)
			}
		})
	}
	t.Run("an error on the way", func(t *testing.T) {
		broken := errors.New("broken")
		_, err := JoinParts(nil, func(yield func([]byte, error) bool) {
			if yield(good, nil) {
				yield(nil, broken)
			}
		})
		if !errors.Is(err, broken) {
			t.Fatalf("error %v", err)
		}
	})
}

func FuzzJoinParts(f *testing.F) {
	var b Builder
	b.Append(2, []Cell{{Text: "Ann"}, {Text: "07400 123001", Kind: KindNumber}})
	b.Append(9, nil)
	b.Append(10, []Cell{{Text: strings.Repeat("z", 200)}})
	f.Add(copied(b.Build(nil))[0])
	f.Add([]byte{partVersion, 0})
	f.Add([]byte{partVersion, 1, 2, 1, 0x80, 0x00})
	f.Fuzz(func(t *testing.T, part []byte) {
		table, err := JoinParts([]string{"a"}, sound([][]byte{part, part}))
		if err != nil {
			return
		}
		for row := range table.Len() {
			table.AppendRow(nil, row)
			table.Cell(row, table.Width())
			table.Blank(row)
		}
		again, err := JoinParts(table.Header, sound(copied(table)))
		if err != nil {
			t.Fatal(err)
		}
		sameTable(t, again, table)
	})
}

// Goal: a list of 100,000 rows is put together again in well under 100 ms.
func BenchmarkJoinParts(b *testing.B) {
	var builder Builder
	row := []Cell{{Text: "Olivia Grant"}, {Text: "07400 123456"}, {Text: "olivia@example.com"}, {Text: "Gold"}}
	for i := range 100_000 {
		builder.Append(i+2, row)
	}
	parts := copied(builder.Build(nil))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := JoinParts(nil, sound(parts)); err != nil {
			b.Fatal(err)
		}
	}
}
