package model

import (
	"fmt"
	"testing"
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
		l := mapped(t, lines([]string{"Id", "Phone"}, c.rows...), FieldID, FieldPhone)
		if got := l.ProblemCount(RepeatedID); got != c.held {
			t.Errorf("%s: %d are held, want %d: %v", c.claim, got, c.held, l.Counts())
		}
		if c.held == 0 {
			continue
		}
		causes := l.Causes()
		if len(causes) != 1 || causes[0].Rows != c.held || causes[0].Does() != "send no contact id" {
			t.Fatalf("%s: causes %+v", c.claim, causes)
		}
		for _, row := range l.CauseRows(causes[0], c.held) {
			change, ok := l.Fix(row, Fix{Kind: FixAsIs})
			if !ok {
				t.Fatalf("%s: row %d has no fix", c.claim, row)
			}
			l.Apply(change)
		}
		p := NewPlan(l.Freeze(), Options{})
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
