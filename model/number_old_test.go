package model

import (
	"testing"

	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestOldFormatsAreOfferedInTodays(t *testing.T) {
	for _, tc := range []struct {
		claim  string
		region phone.Region
		text   string
		number string
	}{
		{"Mexico's mobile 1", "MX", "+521 55 1234 5678", "+525512345678"},
		{"Mexico's mobile 1 from abroad", "US", "+52 1 55 1234 5678", "+525512345678"},
		{"Mexico's mobile 1 without a plus", "MX", "5215513456789", "+525513456789"},
		{"Mexico's 044", "MX", "044 55 1567 8901", "+525515678901"},
		{"Mexico's 045", "MX", "045 33 1567 8901", "+523315678901"},
		{"Mexico's 01", "MX", "01 55 1234 5670", "+525512345670"},
		{"Benin without 01", "BJ", "97 12 34 56", "+2290197123456"},
		{"Benin without 01, from abroad", "FR", "+229 97 12 34 56", "+2290197123456"},
		{"Ivory Coast, Orange", "CI", "07 12 34 56", "+2250707123456"},
		{"Ivory Coast, Orange from abroad", "FR", "+225 47 12 34 56", "+2250747123456"},
		{"Ivory Coast, MTN", "CI", "05 12 34 56", "+2250505123456"},
		{"Ivory Coast, Moov", "CI", "41 12 34 56", "+2250141123456"},
		{"Ivory Coast, a fixed line of Orange", "CI", "22 41 23 45", "+2252722412345"},
		{"Ivory Coast, a fixed line of MTN", "CI", "20 01 23 45", "+2252520012345"},
		{"Brazil's place for a carrier", "BR", "(0xx11) 96123-4567", "+5511961234567"},
		{"Brazil's place for a carrier in stars", "BR", "0**11 3123-4567", "+551131234567"},
		{"Brazil's place for a carrier behind the code", "US", "+55 0xx21 96123-4567", "+5521961234567"},
		{"a Brazilian mobile without its ninth digit", "BR", "(11) 8123-4567", "+5511981234567"},
		{"the same behind a carrier", "BR", "015 11 8123-4567", "+5511981234567"},
		{"the same from abroad", "PT", "+55 21 9123-4567", "+5521991234567"},
		{"Argentina's 9 and 15", "AR", "+54 9 11 15 2345-6789", "+5491123456789"},
		{"Ecuador's mobiles of eight digits", "EC", "09 912 3456", "+593999123456"},
		{"Colombia's fixed lines of eight", "CO", "(1) 634 5678", "+576016345678"},
		{"Santiago's of eight", "CL", "2 634 5678", "+56226345678"},
		{"Chile's 09", "CL", "09 6123 4567", "+56961234567"},
		{"Vietnam's mobiles of eleven", "VN", "0168 123 4567", "+84381234567"},
		{"Vietnam's 0120", "US", "+84 120 123 4567", "+84701234567"},
		{"Cameroon's mobiles of eight", "CM", "77 12 34 56", "+237677123456"},
		{"Cameroon's fixed lines of eight", "CM", "22 21 34 56", "+237222213456"},
		{"an Italian area without its 0", "GB", "+39 6 1234 5678", "+390612345678"},
		{"Moscow's 095", "RU", "8 (095) 123-45-67", "+74951234567"},
		{"Moscow's 095 from abroad", "DE", "+7 095 123-45-67", "+74951234567"},
		{"London's 0171", "GB", "0171 946 0018", "+442079460018"},
		{"Cardiff's 01222", "GB", "01222 123456", "+442920123456"},
		{"London's 0171 with a (0)", "GB", "+44 (0)171 946 0018", "+442079460018"},
		{"a Brazilian mobile without its ninth digit, with a zero", "US", "+55 0 11 8123 4567", "+5511981234567"},
		{"Mexico's 044 behind the code", "US", "+52 044 55 1234 5678", "+525512345678"},
		{"Ukraine's 8 before the 0", "UA", "8 044 123 4567", "+380441234567"},
		{"Costa Rican fixed lines of seven", "CR", "234 5679", "+50622345679"},
		{"Costa Rican mobiles of seven", "CR", "834 5679", "+50688345679"},
		{"Latvian mobiles of seven", "LV", "9123456", "+37129123456"},
		{"Riga's of seven", "LV", "7223456", "+37167223456"},
		{"Egypt's mobiles of nine", "EG", "010 1234567", "+201001234567"},
		{"Poland's zero", "PL", "0 602 123 456", "+48602123456"},
		{"Poland's zero from abroad", "DE", "+48 022 123 45 67", "+48221234567"},
		{"the Czech zero", "CZ", "0602 123 456", "+420602123456"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			r := phone.Read(table.Cell{Text: tc.text}, tc.region)
			if r.Problem != phone.OldFormat || r.Number.String() != tc.number {
				t.Fatalf("ReadPhone(%q, %q) = %s %q, want %s", tc.text, tc.region, r.Number, r.Problem, tc.number)
			}
			l := inRegionOf(t, tc.region, tc.text)
			f := l.Fixes().OfCause(l.Causes().All()[0])[0]
			change, ok := l.Fixes().Change(0, f)
			if f.Kind != FixFormat || f.Confidence != Likely || !ok {
				t.Fatalf("fix %+v", f)
			}
			l.Apply(change)
			if v := l.Verdict(0); v.State != Ready || v.Number.String() != tc.number {
				t.Errorf("accepted it is %+v", v)
			}
		})
	}
}
