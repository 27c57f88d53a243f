package model

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func duplicates(t testing.TB) *List {
	return mapped(t, table.Of([]string{"Name", "Phone", "Email", "Plan", "Notes"},
		[]string{"", "07400 123001", "", "Gold", ""},
		[]string{"Ann", "+447400123001", "ann@example", "Silver", "12"},
		[]string{"Ben", "07400 123002", "", "", ""},
		[]string{"Ann Lee", "0044 7400 123001", "ann@example.com", "", "#N/A"},
		[]string{"Ben", "+44 7400 123002", "", "", ""}), columns.FieldName, columns.FieldPhone, columns.FieldEmail, columns.FieldMetadata, columns.FieldMetadata)
}

func TestDuplicatesShowWhatDiffers(t *testing.T) {
	l := duplicates(t)
	groups := l.Duplicates().Groups()
	if len(groups) != 2 || fmt.Sprint(groups[0].Rows) != "[0 1 3]" || fmt.Sprint(l.Duplicates().Of(4).Rows) != "[2 4]" {
		t.Fatalf("groups %v", groups)
	}
	var got []string
	for _, d := range l.Duplicates().Differences(groups[0]) {
		got = append(got, fmt.Sprintf("%s%s %q", d.Field.Field, d.Field.Key, d.Values))
	}
	want := `name ["" "Ann" "Ann Lee"]|email ["" "ann@example" "ann@example.com"]|metadataplan ["Gold" "Silver" ""]|metadatanotes ["" "12" "#N/A"]`
	if strings.Join(got, "|") != want {
		t.Errorf("differences %s", strings.Join(got, "|"))
	}
	if d := l.Duplicates().Differences(groups[1]); len(d) != 0 {
		t.Errorf("equal rows differ in %v", d)
	}
}

func TestAnyRowOfAGroupCanBeTheOneThatIsCalled(t *testing.T) {
	cases := []struct {
		name   string
		keep   func(l *List) Change
		ready  string
		states string
	}{
		{"as in the file", func(*List) Change { return Change{} }, "[0 2]", "[1 3 4]"},
		{"one that was chosen", func(l *List) Change { return l.Duplicates().Prefer(3) }, "[2 3]", "[0 1 4]"},
		{"the first, which is called already", func(l *List) Change { return l.Duplicates().Prefer(0) }, "[0 2]", "[1 3 4]"},
		{"the most complete", func(l *List) Change { return all(t, l, PreferMostComplete, false) }, "[1 2]", "[0 3 4]"},
		{"chosen, then the first again", func(l *List) Change {
			l.Apply(l.Duplicates().Prefer(3))
			return all(t, l, PreferFirst, false)
		}, "[0 2]", "[1 3 4]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := duplicates(t)
			if change := c.keep(l); len(change.Rows) > 0 {
				l.Apply(change)
			}
			ready, _ := l.Rows(context.Background(), Filter{Show: ShowReady})
			others, _ := l.Rows(context.Background(), Filter{Show: ShowDuplicate})
			if fmt.Sprint(ready) != c.ready || fmt.Sprint(others) != c.states {
				t.Errorf("ready %v, duplicates %v", ready, others)
			}
			if plan := NewPlan(l.Snapshot(), Options{}); plan.Len() != 2 {
				t.Errorf("%d numbers planned", plan.Len())
			}
		})
	}
}

func all(t *testing.T, l *List, keep DuplicatePolicy, merge bool) Change {
	t.Helper()
	frozen := l.Snapshot()
	c, err := frozen.Duplicates().PreferAll(context.Background(), frozen.Duplicates().Groups(), keep, merge, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMergingFillsWhatIsEmptyAndChangesNothingElse(t *testing.T) {
	l := duplicates(t)
	l.Apply(all(t, l, PreferDialled, true))
	c := l.Contacts().Of(0)
	if c.Name != "Ann" || c.Email != "ann@example.com" || fmt.Sprint(c.Metadata) != "map[notes:12 plan:Gold]" {
		t.Errorf("sends %+v", c)
	}
	if l.Edited() != 1 {
		t.Errorf("%d rows edited", l.Edited())
	}
	l.Undo()
	if l.Edited() != 0 || l.Contacts().Of(0).Name != "" {
		t.Errorf("undone: %+v", l.Contacts().Of(0))
	}
}

func TestATypedNumberLeavesItsGroup(t *testing.T) {
	l := duplicates(t)
	l.Apply(l.Duplicates().Prefer(3))
	c, _ := l.Fields().Type(3, EditableField{Field: columns.FieldPhone}, "07400 123009")
	l.Apply(c)
	if l.Edit(3).Preferred || l.Verdict(0).State != Ready || l.Verdict(3).Number != 447400123009 {
		t.Errorf("row 3 %+v, row 0 %+v", l.Verdict(3), l.Verdict(0))
	}
}

func TestAHundredThousandRowsWithOneNumber(t *testing.T) {
	const rows = 100_000
	l := listOf(oneColumn("Phone", slices.Repeat([]string{"+447400123001"}, rows)), columns.Mapping{{Field: columns.FieldPhone}}, "GB", func(int) record { return record{number: 447400123001} })
	if l.Counts().Of(Ready) != 1 || l.Counts().Of(Duplicate) != rows-1 {
		t.Fatalf("counts %v", l.Counts())
	}
	const taken = 5000
	for row := range taken {
		l.Apply(Change{Rows: []RowEdit{{Row: row, After: Edit{LeftOut: true}}}})
	}
	if l.Verdict(taken).State != Ready || l.Counts().Of(Duplicate) != rows-taken-1 {
		t.Fatalf("counts %v", l.Counts())
	}
	for range taken {
		l.Undo()
	}
	if l.Verdict(0).State != Ready || l.Counts().Of(Duplicate) != rows-1 {
		t.Fatalf("undone: counts %v", l.Counts())
	}
}
