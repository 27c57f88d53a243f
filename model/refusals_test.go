package model

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestANoBindsTheNumber(t *testing.T) {
	for _, c := range []struct {
		claim  string
		rows   [][]string // name, phone, mobile, do not call
		region phone.Region
		states []State
	}{
		{"below, in another format", [][]string{{"A", "(415) 555-2671", "", "Yes"}, {"B", "+1 415 555 2671", "", ""}, {"C", "6502530000", "", ""}}, "US", []State{DoNotCall, DoNotCall, Ready}},
		{"above", [][]string{{"A", "020 7946 0018", "", ""}, {"B", "+442079460018", "", "x"}}, "GB", []State{DoNotCall, DoNotCall}},
		{"by the other phone of who said no", [][]string{{"A", "020 7946 0018", "07400 123101", "x"}, {"B", "07400123101", "", ""}}, "GB", []State{DoNotCall, DoNotCall}},
		{"by the phone of who said no, where it is another's second", [][]string{{"A", "020 7946 0018", "", "x"}, {"B", "", "+44 20 7946 0018", ""}}, "GB", []State{DoNotCall, ToFix}},
		{"by each of several numbers in a cell", [][]string{{"A", "020 7946 0018 / 07400 123101", "", "x"}, {"B", "07400123101", "", ""}, {"C", "02079460018", "", ""}}, "GB", []State{DoNotCall, DoNotCall, DoNotCall}},
		{"by what an unreadable one may be", [][]string{{"A", "447400123101", "", "x"}, {"B", "7400123102", "", "x"}, {"C", "+447400123101", "", ""}, {"D", "07400 123102", "", ""}}, "GB", []State{DoNotCall, DoNotCall, DoNotCall, DoNotCall}},
		{"by the digits of one whose country is not known", [][]string{{"A", "0412 345 678", "", "x"}, {"B", "+61 412 345 678", "", ""}, {"C", "+41 41 234 56 78", "", ""}}, "", []State{DoNotCall, DoNotCall, DoNotCall}},
		{"no other number", [][]string{{"A", "07400 123101", "", "x"}, {"B", "07400 123102", "", "no"}}, "GB", []State{DoNotCall, Ready}},
	} {
		t.Run(c.claim, func(t *testing.T) {
			l := mapped(t, table.Of([]string{"Name", "Phone", "Mobile", "Do not call"}, c.rows...), columns.FieldName, columns.FieldPhone, columns.FieldPhone2, columns.FieldDoNotCall)
			l, err := Diagnose(context.Background(), l.Table, l.Mapping, c.region, Edits{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range c.states {
				if got := l.Verdict(i).State; got != want {
					t.Errorf("row %d is %s, not %s: %s", i, got, want, l.Why(i))
				}
			}
		})
	}
}

func TestANoBindsNumbersThatAreTypedLater(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Phone", "DNC"}, []string{"07400 123101", "x"}, []string{"12", ""}), "GB")
	change, j := l.Fields().Type(1, EditableField{Field: columns.FieldPhone}, "+44 7400 123101")
	if !j.OK {
		t.Fatal(j)
	}
	l.Apply(change)
	if v := l.Verdict(1); v.State != DoNotCall || l.Why(1) != "do not call: row 2 says so, with this number" {
		t.Errorf("%s, %q", v.State, l.Why(1))
	}
	l.Undo()
	if v := l.Verdict(1); v.State != ToFix {
		t.Errorf("after undo %s", v.State)
	}
}

func TestAHeldGroupIsDecidedByOneFix(t *testing.T) {
	held := func() *List {
		return diagnosed(t, table.Of([]string{"Phone", "TPS"}, []string{"07400 123101", "Y"}, []string{"+447400123101", ""}, []string{"07400 123103", "Y"}, []string{"07400 123104", ""}), "GB")
	}
	for _, c := range []struct {
		claim  string
		kind   FixKind
		states []State
	}{
		{"do not call", FixNoCall, []State{DoNotCall, DoNotCall, DoNotCall, Ready}},
		{"call all the same", FixMayCall, []State{Ready, Duplicate, Ready, Ready}},
	} {
		l := held()
		for i, want := range []State{ToFix, ToFix, ToFix, Ready} {
			if got := l.Verdict(i).State; got != want {
				t.Fatalf("row %d is %s before", i, got)
			}
		}
		causes := l.Causes().All()
		if len(causes) != 1 || causes[0].Fix != FixNoCall || causes[0].Rows != 3 {
			t.Fatalf("causes %+v", causes)
		}
		change, err := l.Snapshot().Fixes().ChangeAll(context.Background(), causes[0], Fix{Kind: c.kind}, nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(change)
		for i, want := range c.states {
			if got := l.Verdict(i).State; got != want {
				t.Errorf("%s: row %d is %s", c.claim, i, got)
			}
		}
		l.Undo()
		if got := l.Counts().Of(ToFix); got != 3 {
			t.Errorf("%s: %d to fix after undo", c.claim, got)
		}
	}
}

func TestWhoIsNotToBeCalledByChoiceBindsTheirNumbers(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Phone", "Mobile", "TPS"}, []string{"07400 123101", "07400 123102", "Y"}, []string{"07400 123103", "", ""}), "GB")
	for row := range 2 {
		l.Apply(Change{What: "typed", Rows: []RowEdit{{Row: 1, Before: l.Edit(1), After: l.Edit(1).With(columns.FieldPhone, fmt.Sprintf("+44740012310%d", row+1))}}})
		if v := l.Verdict(1); v.State != ToFix {
			t.Fatalf("%s while it is asked", v.State)
		}
	}
	fix, _ := l.Fixes().Change(0, Fix{Kind: FixNoCall})
	l.Apply(fix)
	if v := l.Verdict(1); v.State != DoNotCall {
		t.Errorf("%s by %s", v.State, l.Why(1))
	}
	l.Undo()
	if v := l.Verdict(1); v.State != ToFix {
		t.Errorf("%s after undo", v.State)
	}
}

// markedPlaces are ways in which a list says of somebody that they said no.
var markedPlaces = []struct {
	column int
	text   string
}{
	{3, "x"}, {3, "1.0"}, {3, "-1"}, {3, "STOP"}, {3, "2026-03-01"}, {3, "VERO"}, {3, "maybe"}, {3, "Yes (by e-mail)"}, {4, "unsubscribed"}, {4, "opted out"}, {4, "vip; dnc"},
	{5, "Please do not call"}, {5, "nicht anrufen"}, {0, "DO NOT CALL"}, {6, "no"}, {6, "withdrawn"},
}

// Nobody whose number is marked anywhere in a list is ever in its plan, by any
// of the numbers of the row, whatever is edited.
func TestNoNumberOfAMarkedRowIsEverInThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spellings := []func(n int) string{
			func(n int) string { return fmt.Sprintf("+4474001231%02d", n) }, func(n int) string { return fmt.Sprintf("07400 1231%02d", n) },
			func(n int) string { return fmt.Sprintf("0044 (0)7400-1231%02d", n) }, func(n int) string { return fmt.Sprintf("74001231%02d", n) },
			func(n int) string { return fmt.Sprintf("4474001231%02d", n) }, func(n int) string { return fmt.Sprintf("Tel 074001231%02d", n) },
			func(n int) string { return fmt.Sprintf("07400 1231%02d / 07400 1231%02d", n, (n+1)%8) },
		}
		people := rapid.IntRange(2, 10).Draw(t, "rows")
		var b table.Builder
		never := map[phone.Number]bool{}
		for i := range people {
			cells := []table.Cell{{Text: "Jo Day"}, {}, {}, {Text: "no"}, {Text: "active"}, {Text: "nice"}, {Text: "yes"}}
			var numbers []int
			for _, column := range []int{1, 2} {
				if n := rapid.IntRange(0, 10).Draw(t, "number"); n < 8 {
					how := rapid.IntRange(0, len(spellings)-1).Draw(t, "spelling")
					cells[column].Text = spellings[how](n)
					numbers = append(numbers, n)
					if how == len(spellings)-1 {
						numbers = append(numbers, (n+1)%8)
					}
				}
			}
			if rapid.IntRange(0, 3).Draw(t, "marked") == 0 {
				mark := rapid.SampledFrom(markedPlaces).Draw(t, "mark")
				cells[mark.column].Text = mark.text
				for _, n := range numbers {
					never[phone.Number(447400123100+n)] = true
				}
			}
			b.Append(i+2, cells)
		}
		table := b.Build([]string{"Name", "Phone", "Mobile", "DNC", "Status", "Notes", "Phone consent"})
		m := columns.Guess(table, "GB").Keyed()
		if _, found := m.Find(columns.FieldPhone); !found {
			return
		}
		l, err := Diagnose(context.Background(), table, m, rapid.SampledFrom([]phone.Region{"GB", ""}).Draw(t, "region"), Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		look := func(when string) {
			plan := NewPlan(l.Snapshot(), Options{})
			for i := range plan.Batches() {
				for _, n := range plan.Numbers(i) {
					if never[n] {
						t.Fatalf("%s: %s is in the plan", when, n)
					}
				}
			}
		}
		look("as read")
		for range rapid.IntRange(0, 6).Draw(t, "edits") {
			row := rapid.IntRange(0, people-1).Draw(t, "row")
			switch rapid.IntRange(0, 4).Draw(t, "edit") {
			case 0:
				change, _ := l.Fields().Type(row, EditableField{Field: columns.FieldPhone}, spellings[0](rapid.IntRange(0, 7).Draw(t, "typed")))
				l.Apply(change)
			case 1:
				l.Undo()
			case 2:
				l.Redo()
			case 3:
				if fixes := l.Fixes().Of(row); len(fixes) > 0 {
					change, _ := l.Fixes().Change(row, rapid.SampledFrom(fixes).Draw(t, "fix"))
					l.Apply(change)
				}
			case 4:
				edit := RowEdit{Row: row, Before: l.Edit(row), After: l.Edit(row).withRegion("GB")}
				l.Apply(Change{What: "country", Rows: []RowEdit{edit}})
			}
			look("after an edit")
		}
	})
}

// What a list is after any changes is what it would be when read anew with them.
func TestBoundNumbersAreAsIfTheListWereReadAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cells [][]string
		rows := rapid.IntRange(2, 8).Draw(t, "rows")
		for range rows {
			cells = append(cells, []string{
				fmt.Sprintf("+44740012310%d", rapid.IntRange(0, 3).Draw(t, "number")), rapid.SampledFrom([]string{"", "+447400123101", "7400123102"}).Draw(t, "other"),
				rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "tps"),
			})
		}
		table := table.Of([]string{"Phone", "Mobile", "TPS"}, cells...)
		m := columns.Mapping{{Index: 0, Header: "Phone", Field: columns.FieldPhone}, {Index: 1, Header: "Mobile", Field: columns.FieldPhone2}, {Index: 2, Header: "TPS", Field: columns.FieldMetadata}}
		l, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			row := rapid.IntRange(0, rows-1).Draw(t, "row")
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				l.Undo()
			case 1:
				l.Redo()
			default:
				e := l.Edit(row).With(columns.FieldDoNotCall, rapid.SampledFrom([]string{"yes", "no", ""}).Draw(t, "word"))
				l.Apply(Change{What: "said", Rows: []RowEdit{{Row: row, Before: l.Edit(row), After: e}}})
			}
		}
		fresh, err := Diagnose(context.Background(), table, m, "GB", l.Edits.Clone(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for row := range rows {
			if l.Verdict(row) != fresh.Verdict(row) {
				t.Fatalf("row %d is %+v, read anew %+v", row, l.Verdict(row), fresh.Verdict(row))
			}
		}
		if !slices.Equal(l.Causes().All(), fresh.Causes().All()) || l.Counts() != fresh.Counts() {
			t.Fatalf("%v, read anew %v", l.Counts(), fresh.Counts())
		}
	})
}
