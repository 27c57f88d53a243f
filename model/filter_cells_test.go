package model

import (
	"context"
	"slices"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func TestRowsMeetTheTestsOfSeveralColumnsTogether(t *testing.T) {
	l := mapped(t, table.Of([]string{"Phone", "Name", "Plan", "City"},
		[]string{"07400 123101", "Ann Lee", "Gold", "Leeds"},
		[]string{"07400 123102", "Bo Day", "gold ", "York"},
		[]string{"07400 123103", "Cy Poole", "Silver", ""},
		[]string{"7400 123104", "Di Annan", "Gold", ""},
		[]string{"", "", "", ""},
	), columns.FieldPhone, columns.FieldName, columns.FieldMetadata, columns.FieldSkip)
	for _, c := range []struct {
		claim string
		tests CellTests
		show  Show
		find  string
		want  []int32
	}{
		{"no test lets all through that are not blank", nil, "", "", []int32{0, 1, 2, 3}},
		{"a value is met in any case and with blanks around it", CellTests{{2, CellIs, "GOLD"}}, "", "", []int32{0, 1, 3}},
		{"a value is the whole cell", CellTests{{2, CellIs, "Gol"}}, "", "", nil},
		{"a text is found anywhere in the cell", CellTests{{1, CellHas, "ann"}}, "", "", []int32{0, 3}},
		{"two columns are met together", CellTests{{2, CellIs, "gold"}, {1, CellHas, "ann"}}, "", "", []int32{0, 3}},
		{"three columns are met together", CellTests{{2, CellIs, "gold"}, {1, CellHas, "ann"}, {3, CellEmpty, ""}}, "", "", []int32{3}},
		{"a column that is not sent counts as well", CellTests{{3, CellNotEmpty, ""}}, "", "", []int32{0, 1}},
		{"with the state", CellTests{{2, CellIs, "gold"}}, ShowToFix, "", []int32{3}},
		{"with what is looked for", CellTests{{2, CellIs, "gold"}}, "", "york", []int32{1}},
		{"a column that the list does not have lets nothing through", CellTests{{9, CellEmpty, ""}}, "", "", nil},
		{"letters of every script", CellTests{{1, CellHas, "é"}}, "", "", nil},
	} {
		rows, err := l.Rows(context.Background(), Filter{Cells: &c.tests, Show: c.show, Find: c.find})
		if err != nil || !slices.Equal(rows, c.want) && len(rows)+len(c.want) > 0 {
			t.Errorf("%s: %v, want %v (%v)", c.claim, rows, c.want, err)
		}
	}
	change, _ := l.Fields().Type(2, EditableField{columns.FieldMetadata, l.Mapping[2].Key}, "Gold")
	l.Apply(change)
	tests := CellTests{{2, CellIs, "gold"}}
	if rows, _ := l.Rows(context.Background(), Filter{Cells: &tests}); len(rows) != 4 {
		t.Errorf("what was typed does not count: %v", rows)
	}
}

func TestATestTakesThePlaceOfThatOfItsColumn(t *testing.T) {
	all := CellTests{}.With(CellTest{2, CellIs, "Gold"}).With(CellTest{1, CellEmpty, ""})
	other := all.With(CellTest{2, CellHas, "ol"})
	if len(all) != 2 || len(other) != 2 || other.Without(2).Without(1) == nil || len(other.Without(2)) != 1 {
		t.Fatalf("%v %v", all, other)
	}
	if got, ok := other.Of(2); !ok || got.How != CellHas {
		t.Error(got)
	}
	if got, _ := all.Of(2); got.How != CellIs {
		t.Error("the tests before have changed")
	}
	m := columns.Mapping{{Index: 2, Header: "Plan\x1b[2J"}}
	if got := other.Within(m); len(got) != 1 || got[0].Words(m) != "Plan[2J has “ol”" && got[0].Words(m) != "Plan has “ol”" {
		t.Errorf("%v %q", got, got[0].Words(m))
	}
}
