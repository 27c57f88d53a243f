package model

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func allRows(l *List) []int32 {
	rows := make([]int32, l.Len())
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

func TestRowsAreSortedByWhatTheyHold(t *testing.T) {
	var b table.Builder
	for i, cells := range [][]table.Cell{
		{{Text: "Zoë"}, {Text: "07400 123009"}, {Text: "10", Kind: table.KindNumber}, {Text: "2026-01-02", Kind: table.KindDate}},
		{{Text: "zoe"}, {Text: "+1 555 123 4567"}, {Text: "9"}, {Text: "2025-12-31", Kind: table.KindDate}},
		{{Text: "Álvaro"}, {Text: "7400 123001"}, {Text: "-1.5"}, {}},
		{{}, {Text: "020 7946 0018"}, {}, {Text: "soon"}},
		{{Text: "bob"}, {Text: "n/a"}, {Text: "x"}, {Text: "2026-01-02", Kind: table.KindDate}},
		{{Text: "Bob"}, {Text: "07400 123009"}, {Text: "X"}, {Text: "17"}},
	} {
		b.Append(i+2, cells)
	}
	l := mapped(t, b.Build([]string{"Name", "Phone", "Score", "Joined"}), columns.FieldName, columns.FieldPhone, columns.FieldMetadata, columns.FieldMetadata)
	typed, _ := l.Fields().Type(3, EditableField{columns.FieldMetadata, "score"}, "9.5")
	l.Apply(typed)
	cases := []struct {
		name string
		o    Order
		want string
	}{
		{"as in the file", Order{}, "[0 1 2 3 4 5]"},
		{"as in the file, backwards", Order{Desc: true}, "[5 4 3 2 1 0]"},
		{"names without case and accents, nobody last", Order{By: ByName}, "[2 4 5 0 1 3]"},
		{"backwards, but equals as in the file and nobody still last", Order{By: ByName, Desc: true}, "[0 1 4 5 2 3]"},
		{"figures by value before text, edits included", Order{By: ByField, Field: EditableField{columns.FieldMetadata, "score"}}, "[2 1 3 0 4 5]"},
		{"the same column by its place", Order{By: ByColumn, Column: 2}, "[2 1 3 0 4 5]"},
		{"dates by time, after figures and before text", Order{By: ByColumn, Column: 3}, "[5 1 0 4 3 2]"},
		{"what needs a person first", Order{By: ByState}, "[2 4 5 1 0 3]"},
		{"numbers that are dialled", Order{By: ByNumber}, "[1 3 0 5 2 4]"},
		{"countries by name", Order{By: ByRegion}, "[0 2 3 5 1 4]"},
		{"types by name", Order{By: ByType}, "[3 0 2 5 1 4]"},
		{"the phone as given", Order{By: ByGiven}, "[1 3 0 5 2 4]"},
		{"why", Order{By: ByWhy}, "[2 1 4 5 0 3]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, err := l.Sort(context.Background(), allRows(l), c.o, nil)
			if err != nil || fmt.Sprint(rows) != c.want {
				t.Errorf("rows %v %v, want %s", rows, err, c.want)
			}
		})
	}
}

// A sort of more rows than one run is the stable sort of the same keys.
func TestALongSortIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, sortRun+7).Draw(t, "rows")
		keys := sortKeys{order: make([]sortKey, n), texts: make([]string, n), desc: rapid.Bool().Draw(t, "desc")}
		seed := rapid.Uint64().Draw(t, "seed")
		for i := range n {
			seed = seed*6364136223846793005 + 1442695040888963407
			keys.order[i] = sortKey{rank: seed >> 60, at: int32(i), class: sortClass(seed >> 50 & 3)}
			if class := keys.order[i].class; class == sortTexts || class == sortDates {
				keys.texts[i] = string('a' + byte(seed>>40&1))
			}
		}
		want := slices.Clone(keys.order)
		slices.SortStableFunc(want, func(a, b sortKey) int {
			way := 1
			if keys.desc {
				way = -1
			}
			if (a.class == sortNothing) != (b.class == sortNothing) {
				return cmp.Compare(a.class, b.class)
			}
			return way * cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.rank, b.rank), cmp.Compare(keys.texts[a.at], keys.texts[b.at]))
		})
		if err := keys.sort(context.Background()); err != nil || !slices.Equal(keys.order, want) {
			t.Fatalf("%d keys are not in order (%v)", n, err)
		}
	})
}

func TestASortCanBeStopped(t *testing.T) {
	l := badList(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Sort(ctx, allRows(l), Order{By: ByName}, nil); err == nil {
		t.Error("a stopped sort gave rows")
	}
	if _, err := l.Find(ctx, Filter{}, Found{}); err == nil {
		t.Error("a stopped search gave rows")
	}
}
