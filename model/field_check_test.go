package model

import (
	"strings"
	"testing"
	"time"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// What is said while a number is typed is what the row will be once it is saved.
func TestATypedNumberIsSaidToBeCalledOnlyWhereItIs(t *testing.T) {
	rows := table.Of([]string{"Name", "Phone", "DNC", "State"}, []string{"Ann", "07400 123001", "", ""}, []string{"Ben", "07400 123002", "yes", ""},
		[]string{"Cy", "07400 123003", "", "Not interested"}, []string{"Dee", "07400 123004", "", ""}, []string{"Eve", "07400 123005", "yes", ""}, []string{"Flo", "07400 123006", "", "Not interested"})
	now := time.Unix(1_780_000_000, 0)
	cases := []struct {
		name   string
		row    int
		text   string
		before Edit
		known  Suppression
		state  State
		says   string // "" = nothing but what is dialled
	}{
		{"a number of nobody else is called", 0, "07400 123009", Edit{}, Suppression{}, Ready, ""},
		{"a number whose person says no in another row is not", 0, "07400 123002", Edit{}, Suppression{}, DoNotCall, "Do not call: row 3 says so, with this number."},
		{"a number whose person may say no in another row is asked about", 0, "07400 123003", Edit{}, Suppression{}, ToFix, "Not to be called? Row 4 may say so, with this number."},
		{"a no in the row itself holds for whatever is typed", 4, "07400 123009", Edit{}, Suppression{}, DoNotCall, "DNC says yes: do not call."},
		{"a doubt in the row itself is asked about whatever is typed", 5, "07400 123009", Edit{}, Suppression{}, ToFix, "State says Not interested: not to be called?"},
		{"a number on the do-not-call list is not", 0, "07400 123009", Edit{}, Suppression{DoNotCall: now, Called: now, Uncertain: true}, DoNotCall, "It is on the do-not-call list"},
		{"a number that is perhaps called is not", 0, "07400 123009", Edit{}, Suppression{Called: now, Uncertain: true, Unfinished: true}, LeftOut, "It may be called already"},
		{"a number in an unfinished batch is not", 0, "07400 123009", Edit{}, Suppression{Called: now, Unfinished: true, Campaign: "Spring"}, LeftOut, `It is in "Spring"`},
		{"one that was called a short while ago is not", 0, "07400 123009", Edit{}, Suppression{Called: now}, LeftOut, "It was called a short while ago"},
		{"one that was answered in an earlier campaign is called", 0, "07400 123009", Edit{}, Suppression{Answered: now}, Ready, ""},
		{"the word on the number before does not hold for another", 0, "07400 123009", Edit{Again: true, Move: true}, Suppression{Called: now, Unfinished: true, Campaign: "Spring"}, LeftOut, `It is in "Spring"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := mapped(t, rows, columns.FieldName, columns.FieldPhone, columns.FieldDoNotCall, columns.FieldSkip)
			if c.known != (Suppression{}) {
				l.SetSuppressions(Suppressions{447400123009: c.known})
			}
			if !c.before.IsZero() {
				l.Apply(Change{What: "before", Rows: []RowEdit{{c.row, l.Edit(c.row), c.before}}})
			}
			change, j := l.Fields().Type(c.row, EditableField{Field: columns.FieldPhone}, c.text)
			_, beyond, _ := strings.Cut(j.Sentence, "United Kingdom.")
			if !j.OK || c.says == "" && beyond != "" || !strings.Contains(beyond, c.says) {
				t.Errorf("said: %q", j.Sentence)
			}
			l.Apply(change)
			if v := l.Verdict(c.row); v.State != c.state {
				t.Errorf("the row is %v: %+v", v.State, v)
			}
		})
	}
}
