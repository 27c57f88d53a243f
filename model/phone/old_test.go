package phone

import (
	"testing"

	"callsheet/model/table"
)

func TestTodaysFormatsAreNotOld(t *testing.T) {
	for _, tc := range []struct {
		region       Region
		text, number string
	}{
		{"MX", "55 1234 5678", "+525512345678"}, {"BJ", "01 97 12 34 56", "+2290197123456"}, {"CI", "07 07 12 34 56", "+2250707123456"},
		{"BR", "(11) 96123-4567", "+5511961234567"}, {"BR", "0 15 11 96123-4567", "+5511961234567"}, {"BR", "(11) 3123-4567", "+551131234567"},
		{"AR", "(380) 15 423-4567", "+5493804234567"}, {"AR", "(2966) 15 42-3456", "+5492966423456"}, {"AR", "011 15 1234-5678", "+5491112345678"},
		{"AR", "+54 0111557447700", "+5491157447700"}, {"AR", "11 15 2345-6789", "+5491123456789"}, {"EC", "099 912 3456", "+593999123456"},
		{"CL", "9 6123 4567", "+56961234567"}, {"VN", "038 123 4567", "+84381234567"}, {"IT", "06 1234 5678", "+390612345678"}, {"PL", "22 123 45 67", "+48221234567"},
	} {
		if r := Read(table.Cell{Text: tc.text}, tc.region); r.Problem != NoProblem || r.Number.String() != tc.number {
			t.Errorf("Read(%q, %q) = %s %q, want %s", tc.text, tc.region, r.Number, r.Problem, tc.number)
		}
	}
}

// Every rule gives numbers that its country has.
func TestEveryOldFormatLeadsSomewhere(t *testing.T) {
	for _, f := range append(oldFormats, oldAbroad...) {
		if f.code == 0 || dialPlans()[f.code] == nil || oldRules()[f.code] == nil {
			t.Errorf("no plan for %+v", f)
		}
	}
	for code, rules := range oldRules() {
		for _, r := range rules {
			if r.lengths == 0 || r.lengths&1 != 0 || r.lengths>>MaxDigits != 0 {
				t.Errorf("+%d %s is tried at the lengths %b", code, r.pattern, r.lengths)
			}
		}
	}
}
