package phone

import "testing"

func TestNumbersAreWrittenAsTheyAreDialled(t *testing.T) {
	for _, c := range []struct {
		claim             string
		number            Number
		national, grouped string
	}{
		{"a British number has its zero", 442079460018, "020 7946 0018", "+44 20 7946 0018"},
		{"an American number has brackets", 12025550143, "(202) 555-0143", "+1 202-555-0143"},
		{"an Argentine mobile is never written as another number", 5491123456789, "+54 9 11 2345-6789", "+54 9 11 2345-6789"},
		{"a number of no country has its calling code left out", 80012345678, "1234 5678", "+800 1234 5678"},
		{"a number under no calling code is its digits", 2109999999999, "+2109999999999", "+2109999999999"},
	} {
		if national, grouped := c.number.National(), c.number.Grouped(); national != c.national || grouped != c.grouped {
			t.Errorf("%s: %s is %q and %q", c.claim, c.number, national, grouped)
		}
	}
}
