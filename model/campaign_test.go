package model

import (
	"testing"
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
