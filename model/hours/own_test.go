package hours

import (
	"strings"
	"testing"
)

func TestHolidaysAreReadAsOperatorsEnterThem(t *testing.T) {
	for _, c := range []struct{ place, date, name, want string }{
		{"US-RI", "2027-08-09", "Victory Day", "US-RI 2027-08-09 Victory Day"},
		{"in", " 08-15 ", "", "IN 0000-08-15 "},
		{"", "02-29", "\x1b[2Jleap", " 0000-02-29"},
	} {
		h, err := ParseOwnHoliday(c.place, c.date, c.name)
		got := h.Place.String() + " " + h.Date.String() + " " + h.Name
		if err != nil || !strings.HasPrefix(got, c.want) || strings.Contains(got, "\x1b") {
			t.Errorf("%v: %q, %v", c, got, err)
		}
	}
	for _, c := range []struct{ place, date, want string }{
		{"XX", "2027-08-09", `"XX" is no place. Type a country such as US`},
		{"US-", "2027-08-09", "is no place"},
		{"US-Rhode Island", "2027-08-09", "is no place"},
		{"US", "9/8/2027", `"9/8/2027" is no day of a holiday. Type it such as 2027-08-09, or 08-09 for every year.`},
		{"US", "2027-02-29", "is no day"},
		{"US", "02-30", "is no day"},
		{"US", "", "is no day"},
	} {
		if _, err := ParseOwnHoliday(c.place, c.date, ""); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// A block that cannot be read would let calls through.
func TestABlockThatCannotBeReadIsRefused(t *testing.T) {
	if b, err := ParseBlock("us-la", "2027-08-30", "2027-09-03", "hurricane"); err != nil || b.Place.String() != "US-LA" || !b.holds(date(t, "2027-09-03")) || b.holds(date(t, "2027-09-04")) {
		t.Errorf("%v, %v", b, err)
	}
	if b, err := ParseBlock("", "2027-08-30", "", ""); err != nil || !b.holds(date(t, "2040-01-01")) || b.holds(date(t, "2027-08-29")) {
		t.Errorf("%v, %v", b, err)
	}
	for _, c := range []struct{ place, from, to, want string }{
		{"Louisiana", "2027-08-30", "", "is no place"},
		{"US-LA", "", "", "is no day of a block"},
		{"US-LA", "08-30", "", "is no day of a block"},
		{"US-LA", "0001-01-01", "", "is no day of a block"},
		{"US-LA", "2027-08-30", "soon", "is no day of a block"},
		{"US-LA", "2027-08-30", "2027-08-29", "ends before it begins"},
	} {
		if _, err := ParseBlock(c.place, c.from, c.to, ""); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c, err)
		}
	}
}
