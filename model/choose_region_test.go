package model

import (
	"fmt"
	"slices"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// numbered is a list of numbers made by a pattern.
func numbered(pattern string, n int) (phones []string) {
	for i := range n {
		phones = append(phones, fmt.Sprintf(pattern, i))
	}
	return phones
}

func TestACountryThatSomebodyGaveStands(t *testing.T) {
	short := numbered("07700900%03d", 800)
	for i := range 200 {
		short = slices.Insert(short, 5*i, fmt.Sprintf("0770090%03d", i)) // a digit is missing
	}
	for _, tc := range []struct {
		claim  string
		given  phone.Region
		other  phone.Region // that fits better, "" when there is no doubt
		phones []string
	}{
		{"a fifth of British numbers a digit short are not German", "GB", "", numbered("07400 123%03d", 40)},
		{"nor when they could be, which is said", "GB", "DE", short},
		{"two broken numbers do not make an American list Luxembourgish", "US", "", append(numbered("+1 202 555 01%02d", 90), "621 123 45", "691 123 45")},
		{"American numbers in a British list are asked about", "GB", "US", numbered("(202) 555-01%02d", 60)},
		{"Spanish numbers in a Polish list fit as well", "PL", "", numbered("612 34 5%03d", 60)},
		{"Dutch numbers in an American list are asked about", "US", "NL", numbered("06 1234 5%03d", 60)},
		{"nonsense speaks for no country", "GB", "", numbered("99999999%05d", 60)},
		{"a list without numbers speaks for none", "GB", "", []string{"n/a"}},
	} {
		sources := []columns.RegionSource{columns.FromFlag, columns.FromProfile, columns.FromOperator}
		if testing.Short() {
			sources = sources[:1]
		}
		for _, from := range sources {
			t.Run(tc.claim+", from the "+string(from), func(t *testing.T) {
				c := columns.ChooseRegion(guessTable("phone", tc.phones...), columns.Mapping{{Field: columns.FieldPhone}}, tc.given, from)
				if c.Region != tc.given || c.From != from {
					t.Fatalf("%s from the %s became %s from %s", tc.given, from, c.Region, c.From)
				}
				if tc.other == "" != (c.Doubt() == "") || tc.other != "" && !slices.ContainsFunc(c.Candidates, func(f columns.RegionFit) bool { return f.Region == tc.other && f.Fits > c.Fits }) {
					t.Errorf("%d of %d fit; candidates %v; doubt %q", c.Fits, c.Numbers, c.Candidates, c.Doubt())
				}
			})
		}
	}
}

func TestNoCountryIsUsedThatNobodyNamed(t *testing.T) {
	mails := func(ending string, phones ...string) *table.Table {
		for i := range phones {
			phones[i] += fmt.Sprintf("|person%d@example.%s", i, ending)
		}
		return guessTable("Phone|Email", phones...)
	}
	for _, tc := range []struct {
		claim   string
		machine phone.Region
		others  []phone.Region
		first   phone.Region // of the candidates, "" when nothing is to be asked
		table   *table.Table
	}{
		{"numbers speak for a country and are not it", "", nil, "US", guessTable("phone", numbered("(202) 555-01%02d", 60)...)},
		{"nor is the country of the machine", "GB", nil, "GB", guessTable("phone", numbered("07400 123%03d", 60)...)},
		{"nothing is asked where there are no numbers", "GB", nil, "", guessTable("phone", "n/a")},
		{"nothing is asked where each names its own", "", nil, "", guessTable("phone", "+41 79 123 45 67", "0044 7400 123456")},
		{"those with a code come first, and may be strangers all the same", "", nil, "CH", guessTable("phone", "+41 79 123 45 67", "0412345678", "0412345679")},
		{"addresses come before what else fits", "", nil, "AU", mails("com.au", "0412345678", "0412345679")},
		{"and so in the Netherlands", "", nil, "NL", mails("nl", "0612345678", "0612345679")},
		{"an ending that people use for its sound says nothing", "DE", nil, "DE", mails("io", "01512 3456789", "01512 3456780")},
		{"the names of the columns tell the language", "", nil, "ES", guessTable("Teléfono móvil", numbered("612 34 5%03d", 60)...)},
		{"so do those of another", "", nil, "PL", guessTable("Imię i telefon", numbered("512 34 5%03d", 60)...)},
		{"the account's other lists", "", []phone.Region{"ZA"}, "ZA", guessTable("phone", numbered("082 345 6%03d", 60)...)},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			c := columns.ChooseRegion(tc.table, columns.Mapping{{Field: columns.FieldPhone}, {Field: columns.FieldEmail, Index: 1}}[:tc.table.Width()], tc.machine, columns.FromNone, tc.others...)
			if c.Region != "" || c.From != columns.FromNone || c.Unanswered() != (tc.first != "") || c.Doubt() != "" {
				t.Fatalf("%+v", c)
			}
			if tc.first != "" && (len(c.Candidates) == 0 || c.Candidates[0].Region != tc.first) {
				t.Errorf("candidates %+v", c.Candidates)
			}
			for _, f := range c.Candidates {
				if len(f.Samples) == 0 || f.Fits == 0 {
					t.Errorf("%+v shows nothing", f)
				}
			}
		})
	}
}
