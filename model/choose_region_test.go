package model

import (
	"fmt"
	"slices"
	"testing"
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
		given  Region
		other  Region // that fits better, "" when there is no doubt
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
		for _, from := range []RegionSource{FromFlag, FromProfile, FromOperator} {
			t.Run(tc.claim+", from the "+string(from), func(t *testing.T) {
				c := ChooseRegion(guessTable("phone", tc.phones...), Mapping{{Field: FieldPhone}}, tc.given, from)
				if c.Region != tc.given || c.From != from {
					t.Fatalf("%s from the %s became %s from %s", tc.given, from, c.Region, c.From)
				}
				if tc.other == "" != (c.Doubt() == "") || tc.other != "" && !slices.ContainsFunc(c.Candidates, func(f RegionFit) bool { return f.Region == tc.other && f.Fits > c.Fits }) {
					t.Errorf("%d of %d fit; candidates %v; doubt %q", c.Fits, c.Numbers, c.Candidates, c.Doubt())
				}
			})
		}
	}
}

func TestAGuessSaysThatItIsOne(t *testing.T) {
	for _, tc := range []struct {
		claim  string
		hint   Region
		want   Region
		from   RegionSource
		phones []string
	}{
		{"numbers speak for a country", "", "US", FromGuess, numbered("(202) 555-01%02d", 60)},
		{"the machine's country is no word of a person", "GB", "US", FromGuess, numbered("(202) 555-01%02d", 60)},
		{"nothing is known", "", "", FromNone, []string{"n/a"}},
		{"a few without a code are read as the many that have one", "", "US", FromGuess, append(numbered("+1 202 555 01%02d", 90), "621 123 45", "691 123 45")},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			c := ChooseRegion(guessTable("phone", tc.phones...), Mapping{{Field: FieldPhone}}, tc.hint, FromNone)
			if c.Region != tc.want || c.From != tc.from || c.Doubt() != "" {
				t.Errorf("%+v", c)
			}
		})
	}
}
