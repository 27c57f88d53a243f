package model

import (
	"fmt"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestASavedListIsKnownByItsColumns(t *testing.T) {
	header := []string{"Phone", "Callsheet number", "Callsheet state", "Callsheet reason", "Callsheet email", "Callsheet {vip}", "Callsheet #0 Phone", "Callsheet #099 X", "Callsheet moon"}
	table := table.Of(header,
		[]string{"7400 123001", "+447400123001", "ready", "", "ann@example.com", "'=1", "", "x", "full"},
		[]string{"07400 123002", "", "left out", "left out by you"},
		[]string{"07400 123003", "", "do not call", ""},
		[]string{"07400 123004", "", "to fix", ""},
		[]string{"07400 123005", "4.474E+11", "ready", ""},
		[]string{"n/a", "07400 123006", "ready", ""},
		[]string{"0909 879 0000", "+449098790000", "ready", ""},
		[]string{"07400 123007", "+447400123007", "duplicate", ""},
		[]string{"+447400123007", "+447400123007", "ready", ""})
	var m columns.Mapping
	for i, name := range header {
		m = append(m, columns.Column{Index: i, Header: name, Field: columns.FieldMetadata})
	}
	m[0].Field = columns.FieldPhone
	l, err := Diagnose(t.Context(), table, m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row := range l.Len() {
		got = append(got, fmt.Sprint(l.Verdict(row).State))
	}
	if fmt.Sprint(got) != "[ready left_out do_not_call to_fix ready to_fix ready duplicate ready]" {
		t.Errorf("states %v", got)
	}
	if c := l.Contacts().Of(0); c.Email != "ann@example.com" || fmt.Sprint(c.Metadata) != "map[callsheet_099_x:x callsheet_moon:full vip:=1]" {
		t.Errorf("sends %+v", c)
	}
	if h := l.History().Entries(0, 10); len(h) != 1 || h[0].What != "taken over from the saved list" {
		t.Errorf("history %+v", h)
	}
	l.Undo()
	if l.Edited() != 0 || l.Verdict(1).State != Ready {
		t.Error("what was taken over cannot be undone")
	}
	again, err := Diagnose(t.Context(), table, m, "GB", l.Edits.Clone(), nil)
	if err != nil || again.Edited() != 0 {
		t.Errorf("what was undone is taken over again: %d edits, %v", again.Edited(), err)
	}
}

func TestAGlanceAtASavedListIsWhatWillBeSent(t *testing.T) {
	header := []string{"Name", "Phone", "Callsheet number", "Callsheet state", "Callsheet reason", "Callsheet name", "Callsheet {vip}"}
	table := table.Of(header,
		[]string{"Ann", "07400 123001", "+447400123001", "ready"},
		[]string{"Ben", "n/a", "+447400123002", "ready", "", "Benjamin", "yes"},
		[]string{"Cy", "07400 123003", "", "left out", "left out by you"},
		[]string{"Di", "07400 123004", "", "do not call"},
		[]string{"Ed", "07400 123005", "", "to fix", "Placeholder", "(none)"})
	guessed := columns.Guess(table, "GB")
	m, added := HideSaved(table, guessed)
	if fmt.Sprint(added) != "map[2:true 3:true 4:true 5:true 6:true]" {
		t.Errorf("added are %v", added)
	}
	for _, c := range m {
		if own := strings.HasPrefix(c.Reason, "Callsheet's own: "); own != added[c.Index] || own && (c.Field != columns.FieldSkip || c.Key != "") {
			t.Errorf("%s is %+v", c.Header, c)
		}
	}
	for name, m := range map[string]columns.Mapping{
		"as guessed":               guessed,
		"hidden":                   m,
		"one is sent all the same": m.With(3, columns.FieldMetadata),
		"one is the name":          m.With(5, columns.FieldName),
		"and is not any more":      m.With(5, columns.FieldName).With(0, columns.FieldName),
	} {
		l, err := Diagnose(t.Context(), table, m, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		change, _ := l.Fixes().Change(0, Fix{Kind: FixLeaveOut})
		for _, step := range []func(){func() {}, func() { l.Apply(change) }, func() { l.Undo() }, func() { l.Undo() }} {
			step()
			for row := range l.Len() {
				kept := l.Edits
				if got := l.History().Entries(0, 10); len(got) == 1 && got[0].What == "taken over from the saved list" {
					kept = Edits{} // as before it was taken over
				}
				c, v := PreviewContact(table, m, "GB", kept, row)
				if fmt.Sprint(c) != fmt.Sprint(l.Contacts().Of(row)) || v.State != l.Verdict(row).State {
					t.Errorf("%s: row %d looks like %v, %v and is %v, %v", name, row, c, v.State, l.Contacts().Of(row), l.Verdict(row).State)
				}
			}
		}
	}
}

func TestAnOrdinaryListIsTakenAsItIs(t *testing.T) {
	rows := table.Of([]string{"Phone", "Callsheet state"}, []string{"07400 123001", "left out"})
	l := mapped(t, rows, columns.FieldPhone, columns.FieldMetadata)
	if l.Edited() != 0 || l.Contacts().Of(0).Metadata["callsheet_state"] != "left out" {
		t.Errorf("a list with one such column: %d edits, sends %+v", l.Edited(), l.Contacts().Of(0))
	}
	rows = table.Of([]string{"Phone", "Callsheet number", "Callsheet state"}, []string{"07400 123001", "", "ready"})
	m := columns.Mapping{{Index: 0, Field: columns.FieldPhone}, {Index: 1, Header: "Callsheet number", Field: columns.FieldMetadata}, {Index: 2, Header: "Callsheet state", Field: columns.FieldMetadata, Reason: columns.Chosen}}
	l, err := Diagnose(t.Context(), rows, m, "GB", Edits{}, nil)
	if err != nil || fmt.Sprint(l.Contacts().Of(0).Metadata) != "map[callsheet_state:ready]" {
		t.Errorf("a column the operator chose: %+v, %v", l.Contacts().Of(0), err)
	}
}

func TestASavedRowToFixStaysOne(t *testing.T) {
	names := []string{"Name", "Phone", "Home", "Notes", "Callsheet number", "Callsheet state", "Callsheet reason"}
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldPhone2}}
	for col := 3; col < len(names); col++ {
		m = append(m, columns.Column{Index: col, Field: columns.FieldMetadata})
	}
	for i := range m {
		m[i].Header = names[i]
	}
	for _, c := range []struct {
		name    string
		row     []string
		problem Problem
		offers  string // the number of the best fix
	}{
		{"whose cells stand in the wrong columns, of a number that another row refuses", []string{"Ben", "07400 123009", "ring twice", "", "", "to fix"}, Shifted, ""},
		{"whose cells stand in the wrong columns", []string{"Ben", "07400 123001", "ring twice", "", "", "to fix"}, Shifted, ""},
		{"whose cells stand one column to the right", []string{"", "Ben", "07400 123001", "07400 123006", "", "to fix"}, Shifted, "+447400123001"},
		{"that reads like a number that another row refuses", []string{"Ben", "07400 123009", "", "", "", "to fix"}, Problem(phone.Empty), ""},
		{"that reads like a number that may be called", []string{"Ben", "07400 123001", "", "", "", "to fix"}, Problem(phone.Empty), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Diagnose(t.Context(), table.Of(names,
				[]string{"Ann", "07400 123002", "07400 123003", "ring twice", "+447400123002", "ready"},
				[]string{"Bob", "07400 123004", "07400 123005", "ring twice", "+447400123004", "ready"},
				[]string{"Cat (do not call)", "07400 123009", "07400 123009", "ring twice", "", "do not call"},
				c.row), m, "GB", Edits{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			v := l.Verdict(3)
			offers := ""
			if v.Number != 0 {
				offers = v.Number.String()
			}
			if v.State != ToFix || v.Problem != c.problem || c.offers != "" && offers != c.offers {
				t.Errorf("is %s (%s) and offers %q", v.State, v.Problem, offers)
			}
			if c.offers == "" {
				return
			}
			fixed, ok := l.Fixes().Change(3, l.Fixes().Of(3)[0])
			l.Apply(fixed)
			if got := l.Verdict(3); !ok || got.State != Ready || got.Number != v.Number {
				t.Errorf("is %s %v once its cells are moved", got.State, got.Number)
			}
		})
	}
}

// What was decided in a saved list is a step like those that come after it: kept
// with them, it stands when the list comes back. An earlier version kept only
// those that came after.
func TestWhatASavedListSaysStandsWhenTheListComesBack(t *testing.T) {
	table := table.Of([]string{"Phone", "Callsheet number", "Callsheet state", "Callsheet name"},
		[]string{"07400 123001", "+447400123001", "ready", "Ann"},
		[]string{"n/a", "+447400123002", "ready"},
		[]string{"07400 123003", "", "left out"},
		[]string{"07400 123004", "", "do not call"},
		[]string{"07400 123005", "+447400123005", "ready"})
	m := columns.Mapping{{Index: 0, Header: "Phone", Field: columns.FieldPhone}}
	l, err := Diagnose(t.Context(), table, m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	taken, ok := l.TakeOver()
	if !ok || len(taken.Rows) != 4 || !l.TakenOver() {
		t.Fatalf("%d rows are taken over: %v, %v", len(taken.Rows), ok, l.TakenOver())
	}
	change, _ := l.Fixes().Change(0, Fix{Kind: FixLeaveOut})
	l.Apply(change)
	want := l.Counts()
	done, _ := l.Steps()
	for name, kept := range map[string]StoredCampaign{
		"with the step":                       {Summary: Summary{Draft: Draft{TakenOver: true}}, Done: done},
		"without it, from an earlier version": {Done: done[1:]},
	} {
		again, err := Diagnose(t.Context(), table, m, "GB", kept.Edits(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if again.Counts() != want || again.Contacts().Of(1).Number.String() != "+447400123002" {
			t.Errorf("%s: %v, want %v; dials %v", name, again.Counts(), want, again.Contacts().Of(1).Number)
		}
		if _, anew := again.TakeOver(); anew == kept.Draft.TakenOver {
			t.Errorf("%s: taken over anew: %v", name, anew)
		}
	}
	// Undone, and something else done since, it is not taken over again.
	l.Undo()
	l.Undo()
	change, _ = l.Fixes().Change(4, Fix{Kind: FixLeaveOut})
	l.Apply(change)
	done, undone := l.Steps()
	again, err := Diagnose(t.Context(), table, m, "GB", StoredCampaign{Summary: Summary{Draft: Draft{TakenOver: true}}, Done: done, Undone: undone}.Edits(), nil)
	if err != nil || again.Counts() != l.Counts() || again.Edited() != 1 {
		t.Errorf("after an undo: %v, want %v, %d edited, %v", again.Counts(), l.Counts(), again.Edited(), err)
	}
}
