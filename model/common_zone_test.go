package model

import (
	"testing"

	"callsheet/model/table"
)

func TestTheZoneOfAListIsThatOfMostWhoseZoneIsKnown(t *testing.T) {
	for _, c := range []struct {
		claim    string
		numbers  []string
		want     string
		contacts int
	}{
		{"most are in New York", []string{"+1 212 555 0123", "+1 305 555 0123", "+1 213 555 0123"}, "America/New_York", 2},
		{"zones with the same clock count together", []string{"+1 313 555 0123", "+1 305 555 0123", "+1 305 555 0124", "+1 213 555 0123", "+1 213 555 0124"}, "America/New_York", 3},
		{"who may be in several zones counts for none", []string{"+61 412 345 678", "+61 412 345 679", "+44 7400 123456"}, "Europe/London", 1},
		{"a country of two zones and one clock is one", []string{"+49 1512 3456789"}, "Europe/Berlin", 1},
		{"nobody's is known", []string{"+61 412 345 678"}, "", 0},
		{"as many are in each: always the same", []string{"+1 213 555 0123", "+44 7400 123456"}, "America/Los_Angeles", 1},
	} {
		var rows [][]string
		for _, n := range c.numbers {
			rows = append(rows, []string{n})
		}
		common := NewPlan(diagnosed(t, table.Of([]string{"Phone"}, rows...), "US"), Options{}).Whereabouts().CommonZone(testNow)
		name := ""
		if common.Zone != nil {
			name = common.Zone.String()
		}
		if name != c.want || common.Contacts != c.contacts || common.Of != len(c.numbers) {
			t.Errorf("%s: %s with %d of %d", c.claim, name, common.Contacts, common.Of)
		}
	}
}
