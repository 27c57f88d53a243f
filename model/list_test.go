package model

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func diagnosed(t testing.TB, table *table.Table, region phone.Region) *List {
	t.Helper()
	l, err := Diagnose(context.Background(), table, columns.Guess(table, region).Keyed(), region, Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// mapped judges a British list whose columns mean what is said.
func mapped(t testing.TB, table *table.Table, fields ...columns.Field) *List {
	t.Helper()
	var m columns.Mapping
	for i, f := range fields {
		m = append(m, columns.Column{Index: i, Header: table.Header[i], Field: f})
	}
	l, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEveryRowHasOneState(t *testing.T) {
	header := []string{"Name", "Mobile", "Email", "Country", "Do not call"}
	cases := []struct {
		name  string
		row   []string
		state State
		why   string
	}{
		{"a national number is ready", []string{"A", "07400 123001", "", "", ""}, Ready, ""},
		{"a lost zero waits for a person", []string{"B", "7400123002", "", "", ""}, ToFix, "Leading zero lost"},
		{"the same number written differently is a duplicate", []string{"C", "+44 7400 123001", "", "", ""}, Duplicate, "same as row 2"},
		{"a row marked so is never called", []string{"D", "07400 123003", "", "", "Yes"}, DoNotCall, "says Yes: do not call"},
		{"a no in the same column is nothing", []string{"E", "07400 123004", "", "", "no"}, Ready, ""},
		{"a row of blanks is blank", []string{"", " ", "", "", ""}, Blank, ""},
		{"the row's country goes before the list's", []string{"F", "(202) 555-0143", "", "United States", ""}, Ready, ""},
		{"a country nobody knows leaves the list's, and is said", []string{"G", "07400 123005", "", "Atlantis", ""}, Ready, "country not understood"},
		{"a country nobody knows changes nothing of a number that has its own", []string{"K", "+44 7400 123009", "", "Atlantis", ""}, Ready, ""},
		{"a country that is not available is none", []string{"L", "07400 123010", "", "n/a", ""}, Ready, ""},
		{"a bad email does not stop a call", []string{"H", "07400 123006", "h@", "", ""}, Ready, "email not valid, not sent"},
		{"digits lost in a spreadsheet stay lost", []string{"I", "4.474E+11", "", "", ""}, ToFix, "Digits lost in Excel"},
	}
	rows := make([][]string, len(cases))
	for i, c := range cases {
		rows[i] = c.row
	}
	l := mapped(t, table.Of(header, rows...), columns.FieldName, columns.FieldPhone, columns.FieldEmail, columns.FieldCountry, columns.FieldDoNotCall)
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := l.Verdict(i).State; got != c.state {
				t.Errorf("state %s, want %s", got, c.state)
			}
			if got := l.Why(i); !strings.Contains(got, c.why) || c.why == "" && got != "" {
				t.Errorf("why %q, want %q", got, c.why)
			}
		})
	}
	if l.Counts().Total() != len(cases) {
		t.Errorf("the states add up to %d of %d rows", l.Counts().Total(), len(cases))
	}
}

func TestLeavingTheFirstOutCallsTheNext(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Phone"}, []string{"07400 123001"}, []string{"+447400123001"}, []string{"0044 7400 123001"}), "GB")
	l.Apply(Change{What: "left out", Rows: []RowEdit{{Row: 0, After: Edit{LeftOut: true}}}})
	if got := []State{l.Verdict(0).State, l.Verdict(1).State, l.Verdict(2).State}; got[0] != LeftOut || got[1] != Ready || got[2] != Duplicate {
		t.Fatalf("states %v", got)
	}
	l.Undo()
	if got := []State{l.Verdict(0).State, l.Verdict(1).State, l.Verdict(2).State}; got[0] != Ready || got[1] != Duplicate || got[2] != Duplicate {
		t.Fatalf("states after undo %v", got)
	}
}

// listOf is a list whose rows were judged by a test, which is quicker than
// reading a million numbers.
func listOf(t *table.Table, m columns.Mapping, region phone.Region, judged func(row int) record) *List {
	m = m.Keyed()
	l := newList(t, m, region)
	for row := range t.Len() {
		*l.verdicts.rows.write(l.owner, row) = judged(row)
	}
	l.verdicts.chain(l.owner)
	return l
}

// drawnCells draws what phone columns hold, few enough to collide often.
func drawnCells() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"07400 123001", "+447400123001", "7400123001", "07400123002", "447400123002", "07400 123003", "0044 7400 123003",
		"", "n/a", "4.4E+11", "07400 123004 / 07400 123005", "0909 879 0000", "+1 202 555 0143", "12", "0123456789012345", "call me",
	})
}

func states(l *List) []Verdict {
	all := make([]Verdict, l.Len())
	for i := range all {
		all[i] = l.Verdict(i)
	}
	return all
}

// fresh judges the same rows with the same edits and marks from nothing.
func fresh(t *rapid.T, l *List) *List {
	f, err := Diagnose(context.Background(), l.Table, l.Mapping, l.Region, l.Edits, nil)
	if err != nil {
		t.Fatal(err)
	}
	f.eval.suppressions = l.eval.suppressions
	f.guardAll(func(phone.Number) bool { return true })
	return f
}

// Whatever the operator does, the states add up, every count is true, the list
// is what it would be if judged anew, the plan is exactly the ready rows with no
// number twice, and undoing everything gives the original back.
func TestAnyHistoryOfEditsStaysTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(drawnCells(), 1, 12).Draw(t, "cells")
		rows := make([][]string, len(cells))
		for i, c := range cells {
			rows[i] = []string{fmt.Sprintf("Person %d", i), c}
		}
		table := table.Of([]string{"Name", "Phone"}, rows...)
		m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}}
		l, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		original := states(l)
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			step(t, l)
			truthful(t, l)
		}
		for {
			if _, ok := l.Undo(); !ok {
				break
			}
		}
		if got := states(l); fmt.Sprint(got) != fmt.Sprint(original) || l.Edited() != 0 {
			t.Fatalf("undoing everything gave %v, want %v", got, original)
		}
	})
}

func step(t *rapid.T, l *List) {
	row := rapid.IntRange(0, l.Len()-1).Draw(t, "row")
	before := l.Edit(row)
	switch rapid.SampledFrom([]string{"type", "leave out", "accept", "group", "undo", "redo"}).Draw(t, "step") {
	case "type":
		l.Apply(Change{What: "typed", Rows: []RowEdit{{row, before, before.With(columns.FieldPhone, drawnCells().Draw(t, "typed"))}}})
	case "leave out":
		after := before
		after.LeftOut = !after.LeftOut
		l.Apply(Change{What: "left out", Rows: []RowEdit{{row, before, after}}})
	case "accept":
		after := before
		after.Accepted = true
		l.Apply(Change{What: "accepted", Rows: []RowEdit{{row, before, after}}})
	case "group":
		cause := Cause{CauseKey: l.Causes().Of(row)}
		if cause.IsZero() {
			return
		}
		c, err := l.Fixes().ChangeAll(context.Background(), cause, rapid.SampledFrom(l.Fixes().OfCause(cause)).Draw(t, "fix"), nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(c)
	case "undo":
		l.Undo()
	case "redo":
		l.Redo()
	}
}

func truthful(t *rapid.T, l *List) {
	var counts Counts
	problems, warned := map[Problem]int{}, 0
	for i := range l.Len() {
		v := l.Verdict(i)
		counts[v.State]++
		if v.State == ToFix {
			problems[v.Problem]++
		}
		if v.State == Ready && v.Warnings&^Told&^l.Edit(i).Checked != 0 {
			warned++
		}
	}
	if counts != l.Counts() || counts.Total() != l.Len() {
		t.Fatalf("counts %v, counted %v", l.Counts(), counts)
	}
	if warned != l.Warned() {
		t.Fatalf("%d warned, counted %d", l.Warned(), warned)
	}
	for _, p := range Problems() {
		if l.ProblemCount(p) != problems[p] {
			t.Fatalf("%d rows with %s, counted %d", l.ProblemCount(p), p, problems[p])
		}
	}
	if anew := fresh(t, l); fmt.Sprint(states(anew)) != fmt.Sprint(states(l)) {
		t.Fatalf("the list is %v, judged anew %v", states(l), states(anew))
	}
	plan := NewPlan(l.Snapshot(), Options{})
	seen := map[phone.Number]bool{}
	for _, c := range plan.Sample(plan.Len()) {
		if seen[c.Number] || l.Verdict(c.Row).State != Ready || c.Number == 0 {
			t.Fatalf("the plan holds %v of row %d", c.Number, c.Row)
		}
		seen[c.Number] = true
	}
	if plan.Len() != counts[Ready] {
		t.Fatalf("%d planned of %d ready", plan.Len(), counts[Ready])
	}
}

func TestAFrozenListIsNotTouchedByEdits(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Phone"}, []string{"07400 123001"}, []string{"07400 123002"}), "GB")
	frozen := l.Snapshot()
	l.Apply(Change{Rows: []RowEdit{{Row: 0, After: Edit{LeftOut: true}}}})
	if frozen.Verdict(0).State != Ready || frozen.Edited() != 0 || frozen.Counts().Of(LeftOut) != 0 {
		t.Fatal("an edit reached a frozen list")
	}
}

func TestDiagnoseCanBeStoppedAndCounts(t *testing.T) {
	rows := make([][]string, 5000)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("07400 %06d", i)}
	}
	table := table.Of([]string{"Phone"}, rows...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Diagnose(ctx, table, columns.Mapping{{Field: columns.FieldPhone}}, "GB", Edits{}, nil); err == nil {
		t.Fatal("a stopped diagnosis gave a list")
	}
	var done atomic.Int64
	if _, err := Diagnose(context.Background(), table, columns.Mapping{{Field: columns.FieldPhone}}, "GB", Edits{}, &done); err != nil || done.Load() != 5000 {
		t.Fatalf("%d of 5000 rows counted, %v", done.Load(), err)
	}
}

func TestFiltersFindRows(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Name", "Phone", "Plan"},
		[]string{"Zoë", "07400 123001", "Gold"}, []string{"Ann", "7400 123002", "Gold"}, []string{"", "", ""}, []string{"Ben", "07400 123001", "Silver"}), "GB")
	cases := []struct {
		name string
		f    Filter
		want string
	}{
		{"all leaves blank rows out", Filter{Show: ShowAll}, "[0 1 3]"},
		{"to fix", Filter{Show: ShowToFix}, "[1]"},
		{"duplicates", Filter{Show: ShowDuplicate}, "[3]"},
		{"find ignores case and looks at every cell", Filter{Show: ShowAll, Find: "gOLD"}, "[0 1]"},
		{"find knows accents as they are", Filter{Show: ShowAll, Find: "zoë"}, "[0]"},
		{"find looks at the number that is dialled", Filter{Show: ShowAll, Find: "+447400123001"}, "[0 3]"},
		{"nothing found is an empty answer", Filter{Show: ShowReady, Find: "nobody"}, "[]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, err := l.Rows(context.Background(), c.f)
			if err != nil || fmt.Sprint(rows) != c.want {
				t.Errorf("rows %v %v, want %s", rows, err, c.want)
			}
		})
	}
}

func TestContactsHoldWhatTheMappingSays(t *testing.T) {
	table := table.Of([]string{"First name", "Last name", "Mobile", "Home phone", "Email", "Customer no.", "Country"},
		[]string{"Zoë\x1b[2J", "Młynarczyk", "07400 123001 ext. 5", "020 7946 0018", "zoe@example", "00123", "UK"})
	l := mapped(t, table, columns.FieldFirstName, columns.FieldLastName, columns.FieldPhone, columns.FieldPhone2, columns.FieldEmail, columns.FieldMetadata, columns.FieldCountry)
	c := l.Contacts().Of(0)
	if c.Name != "Zoë[2J Młynarczyk" {
		t.Errorf("name %q", c.Name)
	}
	if c.Email != "" {
		t.Errorf("the invalid address %q is sent", c.Email)
	}
	want := map[string]any{"home_phone": "020 7946 0018", "customer_no": "00123", "country": "UK", "extension": "5"}
	if fmt.Sprint(c.Metadata) != fmt.Sprint(want) {
		t.Errorf("metadata %v, want %v", c.Metadata, want)
	}
}

func TestChoosingAMeaningKeepsTheColumnThatHadIt(t *testing.T) {
	m := columns.Mapping{{Index: 0, Header: "Mobile", Field: columns.FieldPhone}, {Index: 1, Header: "Work", Field: columns.FieldPhone2, Key: "work"}}
	got := m.With(1, columns.FieldPhone)
	if got[0].Field != columns.FieldPhone2 || got[0].Key != "mobile" || got[1].Field != columns.FieldPhone || got[1].Reason != columns.Chosen {
		t.Fatalf("mapping %+v", got)
	}
	if m[0].Field != columns.FieldPhone {
		t.Fatal("the mapping before was changed")
	}
}

func bigTable(n int) *table.Table {
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("07400 %06d", i%1_000_000), "a@example.com", "Company Ltd", "Gold", "123.45"}
	}
	return table.Of([]string{"Name", "Phone", "Email", "Company", "Plan", "Balance"}, rows...)
}

// Goal: 100,000 rows within 2 s on two cores, so that the step from the columns
// to the contacts needs no patience.
func BenchmarkDiagnose100k(b *testing.B) {
	table := bigTable(100_000)
	m := columns.Guess(table, "GB").Keyed()
	for b.Loop() {
		if _, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
