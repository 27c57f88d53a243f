package model

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestFiltersByWhatIsKnownOfARow(t *testing.T) {
	table := table.Of([]string{"Phone", "Email"}, []string{"07400 123001"}, []string{"020 7946 0018"}, []string{"+1 202 555 0143"}, []string{"7400 123002"},
		[]string{"+15551234567"}, []string{"n/a"}, []string{"07400 123003"}, []string{"07400 123004", "ann@"}, []string{"07400 123001"})
	l := mapped(t, table, columns.FieldPhone, columns.FieldEmail)
	l.SetSuppressions(Suppressions{447400123003: {Called: time.Unix(1, 0)}})
	var marked RowSet
	marked.Add(1, 3, 5)
	cases := []struct {
		name string
		f    Filter
		want string
	}{
		{"by problem", Filter{Problem: Problem(phone.Placeholder)}, "[5]"},
		{"by warning", Filter{Warning: Warnings(phone.NotAssigned)}, "[4]"},
		{"by either of two warnings", Filter{Warning: Warnings(phone.NotAssigned) | EmailDropped}, "[4 7]"},
		{"by country", Filter{Region: "US"}, "[2 4]"},
		{"by country, suggestions too", Filter{Region: "GB", Show: ShowToFix}, "[3]"},
		{"by number type", Filter{Types: Types(phone.TypeFixedLine)}, "[1]"},
		{"by several number types", Filter{Types: Types(phone.TypeFixedLine, phone.TypeFixedOrMobile)}, "[1 2]"},
		{"recently called", Filter{Show: ShowRecent}, "[6]"},
		{"marked", Filter{Selected: &marked}, "[1 3 5]"},
		{"all of it at once", Filter{Selected: &marked, Show: ShowToFix, Find: "7400"}, "[3]"},
		{"to check", Filter{Show: ShowToCheck}, "[4 7]"},
		{"duplicates", Filter{Show: ShowDuplicate}, "[8]"},
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

func TestSearchLooksEverywhere(t *testing.T) {
	table := table.Of([]string{"Name", "Phone", "Notes", "Home"},
		[]string{"Ann O'Neill", "07400 123-001", "likes TEA", "(020) 7946.0018"}, []string{"ZOË", "7400123002", "Straße 9", ""}, []string{"goldfish", "+44 7400 123003"}, []string{"gol", "d"})
	l := mapped(t, table, columns.FieldName, columns.FieldPhone, columns.FieldMetadata, columns.FieldPhone2)
	for slot, text := range map[EditableField]string{{columns.FieldMetadata, "notes"}: "Coffee only", {columns.FieldMetadata, "vip"}: "Platinum"} {
		c, _ := l.Fields().Type(2, slot, text)
		l.Apply(c)
	}
	cases := []struct{ name, find, want string }{
		{"case does not matter", "o'nEILL", "[0]"},
		{"nor outside ASCII", "zoë", "[1]"},
		{"a letter that has no other case", "straße", "[1]"},
		{"digits find a number however it is written", "7400123001", "[0]"},
		{"with its zero", "07400123003", "[2]"},
		{"with its country code", "+44 7400 1230", "[0 1 2]"},
		{"00 for the plus", "0044 7400 123003", "[2]"},
		{"in the other phone column", "02079460018", "[0]"},
		{"two digits are only text", "23", "[0 1 2]"},
		{"what was typed", "coffee", "[2]"},
		{"a key no column has", "platin", "[2]"},
		{"no cell begins in another", "gold", "[2]"},
		{"blanks around do not matter", "  tea ", "[0]"},
		{"nothing", "xyzzy", "[]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, err := l.Rows(context.Background(), Filter{Find: c.find})
			if err != nil || fmt.Sprint(rows) != c.want {
				t.Errorf("%q found %v %v, want %s", c.find, rows, err, c.want)
			}
		})
	}
}

// The search finds what a plain one would, and narrowing an answer loses nothing.
func TestSearchAgreesWithAPlainOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.StringOfN(rapid.SampledFrom([]rune("aAbzZoO01 +Ëë4.")), 0, 8, -1)
		rows := rapid.SliceOfN(rapid.SliceOfN(alphabet, 0, 4), 1, 20).Draw(t, "rows")
		table := table.Of([]string{"a", "b", "c", "d"}, rows...)
		l, err := Diagnose(context.Background(), table, columns.Mapping{{Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldPhone2}}, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		find := alphabet.Draw(t, "find")
		last := Found{}
		for end := 0; end <= len(find); end++ {
			if strings.ToValidUTF8(find[:end], "") != find[:end] {
				continue
			}
			if last, err = l.Find(context.Background(), Filter{Find: find[:end]}, last); err != nil {
				t.Fatal(err)
			}
			var want []int32
			for row := range l.Len() {
				if !table.Blank(row) && plainlyHolds(l, row, find[:end]) {
					want = append(want, int32(row))
				}
			}
			if !slices.Equal(last.Rows, want) && len(last.Rows)+len(want) > 0 {
				t.Fatalf("%q found %v, plainly %v", find[:end], last.Rows, want)
			}
		}
	})
}

func plainlyHolds(l *List, row int, find string) bool {
	text := strings.ToLower(strings.TrimSpace(find))
	number := l.Verdict(row).Number.String()
	bare := strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text), "0")
	digits := strings.Trim(text, " +-()./0123456789") == "" && len(bare) >= 3
	for col, c := range l.Table.AppendRow(nil, row) {
		if strings.Contains(strings.ToLower(c.Text), text) {
			return true
		}
		only := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, c.Text)
		if digits && (col == 1 || col == 2) && strings.Contains(only, bare) {
			return true
		}
	}
	return strings.Contains(number, text) || digits && strings.Contains(number, bare)
}

func TestGoToARowBySpreadsheetNumber(t *testing.T) {
	var b table.Builder
	for _, number := range []int{2, 3, 7, 9} {
		b.Append(number, []table.Cell{{Text: "07400 123001"}})
	}
	l := mapped(t, b.Build([]string{"Phone"}), columns.FieldPhone)
	for _, c := range []struct {
		number, row int
		exact, ok   bool
	}{{2, 0, true, true}, {7, 2, true, true}, {5, 2, false, true}, {1, 0, false, true}, {9, 3, true, true}, {10, 0, false, false}} {
		row, exact, ok := l.AtNumber(c.number)
		if row != c.row || exact != c.exact || ok != c.ok {
			t.Errorf("number %d is row %d %v %v", c.number, row, exact, ok)
		}
	}
}

func TestARowSetIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s RowSet
		want := map[int32]bool{}
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			row := rapid.Int32Range(0, 300).Draw(t, "row")
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				s.Add(row)
				want[row] = true
			case 1:
				s.Remove(row)
				delete(want, row)
			case 2:
				s.Toggle(int(row))
				if want[row] = !want[row]; !want[row] {
					delete(want, row)
				}
			}
			if s.Len() != len(want) || s.Has(int(row)) != want[row] {
				t.Fatalf("%d rows, want %d", s.Len(), len(want))
			}
		}
		c := s.Clone()
		s.Clear()
		if s.Len() != 0 || c.Len() != len(want) || !slices.IsSorted(c.Rows()) || len(c.Rows()) != len(want) {
			t.Fatalf("the copy has %v, want %v", c.Rows(), want)
		}
	})
}
