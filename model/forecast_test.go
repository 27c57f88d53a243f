package model

import (
	"testing"
	"time"
)

func TestTheForecastIsByTheClocksOfThoseWhoAreRung(t *testing.T) {
	f := Forecast{Start: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), LastAttempt: time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC)}
	got := f.InZones(map[string]int{"Europe/London": 5, "America/Los_Angeles": 9, "": 2, "Nowhere/At_All": 5})
	want := []struct {
		zone          string
		n             int
		known, decent bool
		first         string
	}{
		{"America/Los_Angeles", 9, true, false, "01:00"},
		{"Europe/London", 5, true, true, "09:00"},
		{"Nowhere/At_All", 5, false, false, "00:00"},
		{"", 2, false, false, "00:00"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d zones, want %d", len(got), len(want))
	}
	for i, w := range want {
		if g := got[i]; g.Zone != w.zone || g.Contacts != w.n || g.Known != w.known || g.InHours != w.decent || g.First.Format("15:04") != w.first {
			t.Errorf("zone %d is %+v, want %+v", i, g, w)
		}
	}
}
