package model

import (
	"context"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestTheOperatorsOwnNumberIsReadAsAnyOtherAndNeverGuessed(t *testing.T) {
	rows := []struct {
		name   string
		text   string
		region phone.Region
		want   phone.Number
		says   string
	}{
		{"with its code", "+44 7400 123456", "", 447400123456, ""},
		{"nationally, in a country that was named", " 07400 123456 ", "GB", 447400123456, ""},
		{"with an exit code", "0044 7400 123456", "GB", 447400123456, ""},
		{"of another country than the list", "+91 98200 12345", "GB", 919820012345, ""},
		{"nationally, in no country", "07400 123456", "", 0, "country code"},
		{"nothing", "  ", "GB", 0, "your own telephone"},
		{"words", "call me", "GB", 0, "cannot be dialled"},
		{"too short", "0740", "GB", 0, "cannot be dialled"},
		{"two of them", "07400 123456 / 07400 123457", "GB", 0, "cannot be dialled"},
		{"a suggestion is none", "7400123456", "GB", 0, "in full, with its country code"},
		{"a premium number", "0909 879 0000", "GB", 0, "costs extra"},
		{"a toll-free number", "+44 800 111 1111", "GB", 0, "toll-free"},
		{"an extension", "+44 20 7946 0018 ext 12", "GB", 0, "extension"},
		{"what steers a terminal", "\x1b[31m", "GB", 0, "cannot be dialled"},
	}
	for _, row := range rows {
		n, err := OwnNumber(row.text, row.region)
		if n != row.want || (err == nil) != (row.says == "") || err != nil && !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v, %v", row.name, n, err)
		}
	}
}

func TestANumberOfTheListIsFoundHoweverItIsWritten(t *testing.T) {
	rows := []struct {
		name   string
		own    phone.Number
		region phone.Region
		header []string
		cells  []string
		words  string // "" = it is not found
	}{
		{"as E.164", 447400123456, "GB", nil, []string{"Ann", "+447400123456"}, "in row 2 of the list"},
		{"nationally", 447400123456, "GB", nil, []string{"Ann", "07400 123456"}, "in row 2 of the list"},
		{"without its zero, to fix", 447400123456, "GB", nil, []string{"Ann", "7400-123-456"}, "in row 2 of the list"},
		{"in a list without a country", 447400123456, "", nil, []string{"Ann", "07400 123456"}, `in row 2 of the list, under "Phone"`},
		{"read as of another country", 447400123456, "US", nil, []string{"Ann", "07400 123456"}, `in row 2 of the list, under "Phone"`},
		{"second of several", 447400123456, "GB", nil, []string{"Ann", "07400 999999 / 07400 123456"}, `in row 2 of the list, under "Phone"`},
		{"in a column that is not dialled", 447400123456, "GB", []string{"Name", "Phone", "Notes"}, []string{"Ann", "07400 999999", "try 07400 123 456, evenings"}, `in row 2 of the list, under "Notes"`},
		{"with its area code beside it", 12025550143, "US", []string{"Name", "Area", "Phone"}, []string{"Ann", "202", "555-0143"}, "in row 2 of the list"},
		{"in digits of another script", 447400123456, "GB", nil, []string{"Ann", "٠٧٤٠٠ ١٢٣٤٥٦"}, "in row 2 of the list"},
		{"as a figure of a spreadsheet", 447400123456, "", nil, []string{"Ann", "4.47400123456E+11"}, `in row 2 of the list, under "Phone"`},
		{"with the mobile token of Argentina", 5491123456789, "AR", nil, []string{"Ann", "011 15 2345-6789"}, "in row 2 of the list"},
		{"without it", 541123456789, "US", nil, []string{"Ann", "011 15 2345-6789"}, "in row 2 of the list, under \"Phone\", or one that ends in the same digits"},
		{"on the do-not-call list of its row", 447400123456, "GB", []string{"Name", "Phone", "Do not call"}, []string{"Ann", "07400 123456", "yes"}, `in row 2 of the list, under "Phone"`},
		{"another", 447400123456, "GB", nil, []string{"Ann", "07400 123457"}, ""},
		{"one that only begins alike", 447400123456, "GB", nil, []string{"Ann", "07400 12345"}, ""},
	}
	for _, row := range rows {
		header := row.header
		if header == nil {
			header = []string{"Name", "Phone"}
		}
		rows := table.Of(header, row.cells)
		m := columns.Guess(rows, row.region).Keyed()
		l, err := Diagnose(context.Background(), rows, m, row.region, Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		place, found, err := NewPlan(l, Options{}).Find(context.Background(), row.own)
		if err != nil || found != (row.words != "") || found && place.Words() != row.words {
			t.Errorf("%s: found %v %q, %v", row.name, found, place.Words(), err)
		}
	}
}

func TestANumberThatTheOperatorTypedIntoTheListIsFound(t *testing.T) {
	rows := table.Of([]string{"Name", "Phone"}, []string{"Ann", "n/a"}, []string{"Ben", "n/a"})
	m := columns.Guess(rows, "GB").Keyed()
	for _, typed := range []string{"07400 123456", "07400 123456 or 07400 123457"} {
		l, err := Diagnose(context.Background(), rows, m, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(Change{Rows: []RowEdit{{Row: 1, After: Edit{}.With(columns.FieldPhone, typed)}}})
		place, found, err := NewPlan(l.Snapshot(), Options{}).Find(context.Background(), 447400123456)
		if err != nil || !found || place.Row != 3 {
			t.Errorf("typed %q: found %v in row %d, %v", typed, found, place.Row, err)
		}
	}
}

func TestAnEndedSearchForANumberFindsNothing(t *testing.T) {
	rows := table.Of([]string{"Name", "Phone"}, []string{"Ann", "07400 123457"})
	l, err := Diagnose(context.Background(), rows, columns.Guess(rows, "GB").Keyed(), "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, found, err := NewPlan(l, Options{}).Find(ctx, 447400123456); found || err == nil {
		t.Errorf("found %v, %v", found, err)
	}
}
