package model

import (
	"context"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestTheCountryOfNumbersWithoutACodeIsSaidOnce(t *testing.T) {
	for _, c := range []struct {
		name    string
		numbers int
		region  phone.Region
		because string
		want    string
	}{
		{"the operator's choice", 36, "GB", columns.FromOperator.Words(), "36 numbers without a code: United Kingdom, chosen by you"},
		{"one number", 1, "CH", columns.FromFlag.Words(), "1 number without a code: Switzerland, given by --region"},
		{"thousands are parted", 12_345, "BR", columns.FromProfile.Words(), "12,345 numbers without a code: Brazil, set in the profile"},
		{"kept without who said so", 2, "IN", columns.FromNone.Words(), "2 numbers without a code: India"},
	} {
		if got := columns.AssumedWords(c.numbers, c.region, c.because); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What is said is of those who are called, not of the whole list.
func TestAPlanSaysTheCountryOfThoseItCalls(t *testing.T) {
	table := table.Of([]string{"Phone", "Country"}, [][]string{
		{"07400 123101", ""}, {"07400 123102", ""}, {"07400 12", ""}, {"+44 7400 123103", ""}, {"0170 1234567", "DE"}, {"07400 123101", ""},
	}...)
	m := columns.Guess(table, "GB")
	l, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlan(l, Options{})
	if got, want := p.CountryWords(columns.FromOperator), "2 numbers without a code: United Kingdom, chosen by you"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := RestorePlan(l, Options{}, []Segment{{Rows: p.rows[1:2]}}).CountryWords(columns.FromFlag, 0), "1 number without a code: United Kingdom, given by --region"; got != want {
		t.Errorf("of what waits %q, want %q", got, want)
	}
	if got := RestorePlan(l, Options{}, nil).CountryWords(columns.FromFlag); got != "" {
		t.Errorf("of nobody %q", got)
	}
}
