package model

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

// writtenNationally is one number of each kind a country has, in each way it is
// written without its country code.
func writtenNationally(region phone.Region) (cells []string, number []phone.Number) {
	seen := map[string]bool{}
	for _, kind := range []phonenumbers.PhoneNumberType{
		phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.VOIP, phonenumbers.PERSONAL_NUMBER, phonenumbers.UAN, phonenumbers.PAGER, phonenumbers.SHARED_COST,
	} {
		n := phonenumbers.GetExampleNumberForType(string(region), kind)
		if n == nil || !phonenumbers.IsValidNumber(n) {
			continue
		}
		own := phone.Number(int64(n.GetCountryCode())*pow10(len(phonenumbers.GetNationalSignificantNumber(n))) + mustInt(phonenumbers.GetNationalSignificantNumber(n)))
		national := phonenumbers.Format(n, phonenumbers.NATIONAL)
		significant := phonenumbers.GetNationalSignificantNumber(n)
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, national)
		if back, err := phonenumbers.Parse(national, string(region)); err != nil || phonenumbers.Format(back, phonenumbers.E164) != phonenumbers.Format(n, phonenumbers.E164) {
			continue // the library writes an Argentine mobile without its area code
		}
		for _, text := range []string{national, digits, significant, strings.ReplaceAll(national, " ", "-"), strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+")} {
			if !seen[text] {
				seen[text] = true
				cells, number = append(cells, text), append(number, own)
			}
		}
	}
	return cells, number
}

// libraryReads reports whether the digits are a number of the country as they
// stand: a few are two numbers there.
func libraryReads(text string, region phone.Region, as phone.Number) bool {
	n, err := phonenumbers.Parse(text, string(region))
	return err == nil && phonenumbers.IsValidNumber(n) && phonenumbers.Format(n, phonenumbers.E164) == as.String()
}

func pow10(n int) int64 {
	all := int64(1)
	for range n {
		all *= 10
	}
	return all
}

func mustInt(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

// A number that is written without its country is nobody's until a person names
// the country: not the one it fits, nor another.
func TestNoNumberOfAnyCountryIsDialledAsAnothers(t *testing.T) {
	for i, info := range phone.Regions() {
		cells, numbers := writtenNationally(info.Code)
		if len(cells) == 0 || testing.Short() && i%8 != 0 {
			continue
		}
		table := guessTable("Phone", cells...)
		m := columns.Mapping{{Field: columns.FieldPhone, Header: "Phone"}}
		if i%16 == 0 {
			if c := columns.ChooseRegion(table, m, "", columns.FromNone); c.Region != "" {
				t.Errorf("%s: %s was chosen by nobody", info.Code, c.Region)
			}
		}
		for _, region := range []phone.Region{"", info.Code} {
			list, err := Diagnose(context.Background(), table, m, region, Edits{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for row, text := range cells {
				v := list.Verdict(row)
				dialled := v.State == Ready || v.State == Duplicate
				if dialled && (region == "" || v.Number != numbers[row] && !libraryReads(text, region, v.Number)) {
					t.Errorf("%s: %q of %s is dialled as %s, read as of %q", info.Code, text, numbers[row], v.Number, region)
				}
			}
		}
	}
}

// What speaks for a country puts it before others, and what a person chooses is
// what is dialled.
func TestTheCountryThatAPersonNamesIsWhatIsDialled(t *testing.T) {
	phones := numbered("0412 345 %03d", 30)
	for _, tc := range []struct {
		named phone.Region
		want  string
	}{{"AU", "+61412345000"}, {"CH", "+41412345000"}} {
		table := guessTable("Phone", append(phones, "+41 79 123 45 67")...)
		m := columns.Mapping{{Field: columns.FieldPhone, Header: "Phone"}}
		c := columns.ChooseRegion(table, m, tc.named, columns.FromOperator)
		list, err := Diagnose(context.Background(), table, m, c.Region, Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(list.Verdict(0).Number); got != tc.want {
			t.Errorf("%s was named, and %s is dialled", tc.named, got)
		}
		if n := list.Assumed(); n != 30 {
			t.Errorf("the country was used for %d rows", n)
		}
	}
}
