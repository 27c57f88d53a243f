package model

import (
	"testing"
	"time"
)

func TestACampaignIsCalledAfterItsFile(t *testing.T) {
	cases := []struct{ name, file, want string }{
		{"words are parted", "spring_renewals-2026.xlsx", "Spring renewals 2026"},
		{"a first letter of any script is raised", "été.csv", "Été"},
		{"what drives a terminal is dropped", "a\x1b[2J.csv", "A[2J"},
		{"only the last ending goes", "leads.v2.csv", "Leads.v2"},
		{"nothing stays nothing", ".csv", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := CampaignName(c.file); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestADecentHourIsDecentToTheLastRetry(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 6, 1, hour, 0, 0, 0, time.UTC) }
	cases := []struct {
		name        string
		start, last time.Time
		decent      bool
	}{
		{"within the day", at(9), at(20), true},
		{"too early", at(7), at(10), false},
		{"the last retry is too late", at(18), at(21), false},
		{"through the night", at(9), at(9).AddDate(0, 0, 1), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := (Forecast{Start: c.start, LastAttempt: c.last}).InCallingHoursIn(time.UTC); got != c.decent {
				t.Errorf("decent: %v, want %v", got, c.decent)
			}
		})
	}
}
