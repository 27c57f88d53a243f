package model

import (
	"fmt"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func TestOneContactIDWithTwoNumbersIsHeld(t *testing.T) {
	cases := []struct {
		claim string
		rows  [][]string
		held  int
	}{
		{"two numbers", [][]string{{"c1", "07400 123001"}, {"c1", "07400 123002"}, {"c2", "07400 123003"}}, 2},
		{"one number, written in two ways, is a duplicate", [][]string{{"c1", "07400 123001"}, {"c1", "+44 7400 123001"}}, 0},
		{"no id", [][]string{{"", "07400 123001"}, {" ", "07400 123002"}}, 0},
		{"a row that cannot be called takes no number", [][]string{{"c1", "07400 123001"}, {"c1", "123"}}, 0},
		{"three numbers, and a duplicate of one", [][]string{{"c1", "07400 123001"}, {"c1", "07400 123002"}, {"c1", "07400 123003"}, {"c1", "07400 123003"}}, 4},
		{"an id in other letters", [][]string{{"c1", "07400 123001"}, {"C1", "07400 123002"}}, 0},
		{"an error of the spreadsheet is no id", [][]string{{"#N/A", "07400 123001"}, {"#N/A", "07400 123002"}}, 0},
	}
	for _, c := range cases {
		l := mapped(t, table.Of([]string{"Id", "Phone"}, c.rows...), columns.FieldID, columns.FieldPhone)
		if got := l.ProblemCount(RepeatedID); got != c.held {
			t.Errorf("%s: %d are held, want %d: %v", c.claim, got, c.held, l.Counts())
		}
		if c.held == 0 {
			continue
		}
		causes := l.Causes().All()
		if len(causes) != 1 || causes[0].Rows != c.held || causes[0].Does() != "send no contact id" {
			t.Fatalf("%s: causes %+v", c.claim, causes)
		}
		for _, row := range l.Causes().Rows(causes[0], c.held) {
			change, ok := l.Fixes().Change(row, Fix{Kind: FixAsIs})
			if !ok {
				t.Fatalf("%s: row %d has no fix", c.claim, row)
			}
			l.Apply(change)
		}
		p := NewPlan(l.Snapshot(), Options{})
		for _, sent := range p.Contacts(0) {
			if sent.ID == "c1" {
				t.Errorf("%s: sent as %+v", c.claim, sent)
			}
		}
		if fmt.Sprint(l.ProblemCount(RepeatedID), p.RepeatedIDs()) != "0 0" {
			t.Errorf("%s: afterwards %v, %d repeated", c.claim, l.Counts(), p.RepeatedIDs())
		}
	}
}

// What is said of rows that are taken as they stand is what becomes of them.
func TestTakingRowsAsTheyStandSaysWhatBecomesOfThem(t *testing.T) {
	ids := mapped(t, table.Of([]string{"Id", "Phone"}, []string{"c1", "07400 123001"}, []string{"c1", "07400 123002"}), columns.FieldID, columns.FieldPhone)
	shared := [][]string{}
	for _, name := range []string{"Ann Lee", "Bo Ray", "Cy Fox", "राजेश शर्मा"} {
		shared = append(shared, []string{name, "07400 123001"})
	}
	for _, c := range []struct {
		list *List
		says string
	}{
		{ids, "2 rows: sent without a contact id"},
		{mapped(t, table.Of([]string{"Name", "Phone"}, shared...), columns.FieldName, columns.FieldPhone), "4 rows: each number is called once"},
	} {
		cause := c.list.Causes().All()[0]
		change, err := c.list.Fixes().ChangeAll(t.Context(), cause, Fix{Kind: FixAsIs}, nil)
		if err != nil || change.What != c.says {
			t.Errorf("it says %q, want %q (%v)", change.What, c.says, err)
		}
	}
	if change, _ := ids.Fixes().Change(1, Fix{Kind: FixAsIs}); change.What != "row 3 will be dialled as +44 7400 123002, without a contact id" {
		t.Errorf("of one row it says %q", change.What)
	}
}
