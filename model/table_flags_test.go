package model

import (
	"encoding/json"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// markedList is a list of names and phones whose rows are marked.
func markedList(t *testing.T, rows [][2]string, marks ...table.RowFlags) *List {
	t.Helper()
	var b table.Builder
	for i, row := range rows {
		b.Append(i+2, []table.Cell{{Text: row[0]}, {Text: row[1]}, {}})
		if i < len(marks) {
			b.SetFlags(i, marks[i])
		}
	}
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldDoNotCall}}
	l, err := Diagnose(t.Context(), b.Build([]string{"Name", "Phone", "DNC"}), m, "US", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestRowsTheFileHidesOrTotalsAreLeftOutUntilTakenIn(t *testing.T) {
	rows := [][2]string{{"Ann", "650-253-0000"}, {"Bob", "650-253-0001"}, {"Total", "650-253-0002"}, {"Ann again", "650-253-0000"}}
	l := markedList(t, rows, table.RowHidden, 0, table.RowAside)
	for i, want := range []struct {
		state State
		out   Exclusion
		why   string
	}{
		{LeftOut, HiddenInFile, "filtered out in the workbook"},
		{Ready, NotExcluded, ""},
		{LeftOut, NoContact, "a total or a note"},
		{Ready, NotExcluded, ""}, // the hidden row is not in its way
	} {
		if v := l.Verdict(i); v.State != want.state || v.Out != want.out || l.Why(i) != want.why {
			t.Errorf("%s is %v, out %d, %q", rows[i][0], v.State, v.Out, l.Why(i))
		}
	}
	causes := l.Causes().All()
	if len(causes) != 2 {
		t.Fatalf("%d causes", len(causes))
	}
	for _, c := range causes {
		fixes := l.Fixes().OfCause(c)
		if len(fixes) == 0 || fixes[0].Kind != FixTakeIn {
			t.Fatalf("%s is fixed by %v", c.Name(), fixes)
		}
		change, err := l.Fixes().ChangeAll(t.Context(), c, fixes[0], nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(change)
	}
	for i, want := range []State{Ready, Ready, Ready, Duplicate} {
		if got := l.Verdict(i).State; got != want {
			t.Errorf("%s, taken in, is %v, want %v", rows[i][0], got, want)
		}
	}
	l.Undo()
	l.Undo()
	if counts := l.Counts(); counts.Of(LeftOut) != 2 {
		t.Errorf("undone, %d rows are left out", counts.Of(LeftOut))
	}
}

func TestAHiddenRowMarkedDoNotCallIsThat(t *testing.T) {
	var b table.Builder
	b.Append(2, []table.Cell{{Text: "Ann"}, {Text: "650-253-0000"}, {Text: "x"}})
	b.SetFlags(0, table.RowHidden)
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldDoNotCall}}
	l, err := Diagnose(t.Context(), b.Build([]string{"Name", "Phone", "DNC"}), m, "US", Edits{}, nil)
	if err != nil || l.Verdict(0).State != DoNotCall {
		t.Fatalf("%v %v", l.Verdict(0).State, err)
	}
}

func TestATakenInRowStaysSoWhenKept(t *testing.T) {
	data, err := json.Marshal(Edit{TakenIn: true})
	var back Edit
	if err != nil || json.Unmarshal(data, &back) != nil || !back.TakenIn || back.IsZero() {
		t.Fatalf("%s %v", data, err)
	}
}
