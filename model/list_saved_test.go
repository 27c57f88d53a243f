package model

import (
	"fmt"
	"testing"
)

func TestASavedListIsKnownByItsColumns(t *testing.T) {
	header := []string{"Phone", "Callsheet number", "Callsheet state", "Callsheet reason", "Callsheet email", "Callsheet {vip}", "Callsheet #0 Phone", "Callsheet #099 X", "Callsheet moon"}
	table := lines(header,
		[]string{"7400 123001", "+447400123001", "ready", "", "ann@example.com", "'=1", "", "x", "full"},
		[]string{"07400 123002", "", "left out", "left out by you"},
		[]string{"07400 123003", "", "do not call", ""},
		[]string{"07400 123004", "", "to fix", ""},
		[]string{"07400 123005", "4.474E+11", "ready", ""},
		[]string{"n/a", "07400 123006", "ready", ""},
		[]string{"0909 879 0000", "+449098790000", "ready", ""},
		[]string{"07400 123007", "+447400123007", "duplicate", ""},
		[]string{"+447400123007", "+447400123007", "ready", ""})
	var m Mapping
	for i, name := range header {
		m = append(m, Column{Index: i, Header: name, Field: FieldMetadata})
	}
	m[0].Field = FieldPhone
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
	if c := l.Contact(0); c.Email != "ann@example.com" || fmt.Sprint(c.Metadata) != "map[callsheet_099_x:x callsheet_moon:full vip:=1]" {
		t.Errorf("sends %+v", c)
	}
	if h := l.History(0, 10); len(h) != 1 || h[0].What != "taken over from the saved list" {
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

func TestAnOrdinaryListIsTakenAsItIs(t *testing.T) {
	table := lines([]string{"Phone", "Callsheet state"}, []string{"07400 123001", "left out"})
	l := mapped(t, table, FieldPhone, FieldMetadata)
	if l.Edited() != 0 || l.Contact(0).Metadata["callsheet_state"] != "left out" {
		t.Errorf("a list with one such column: %d edits, sends %+v", l.Edited(), l.Contact(0))
	}
	table = lines([]string{"Phone", "Callsheet number", "Callsheet state"}, []string{"07400 123001", "", "ready"})
	m := Mapping{{Index: 0, Field: FieldPhone}, {Index: 1, Header: "Callsheet number", Field: FieldMetadata}, {Index: 2, Header: "Callsheet state", Field: FieldMetadata, Reason: Chosen}}
	l, err := Diagnose(t.Context(), table, m, "GB", Edits{}, nil)
	if err != nil || fmt.Sprint(l.Contact(0).Metadata) != "map[callsheet_state:ready]" {
		t.Errorf("a column the operator chose: %+v, %v", l.Contact(0), err)
	}
}
