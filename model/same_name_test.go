package model

import (
	"slices"
	"testing"
	"time"
)

func TestCampaignsOfOneNameAreToldApart(t *testing.T) {
	at := time.Date(2026, 11, 28, 1, 44, 0, 0, time.UTC)
	c := func(id, name, path string, changed time.Time) Summary {
		return Summary{ID: id, Draft: Draft{Name: name, Origin: Origin{Path: path}}, Changed: changed}
	}
	sent := c("c", "Leads", "/a/leads.csv", at)
	sent.Confirmed = at.Add(time.Hour)
	for _, row := range []struct {
		name string
		all  []Summary
		want []string
	}{
		{"by nothing when nobody else has the name", []Summary{c("a", "Leads", "/a/leads.csv", at), c("b", "Other", "/a/leads.csv", at)}, []string{"", ""}},
		{"by their files", []Summary{c("a", "Leads", "/a/leads.csv", at), c("b", "Leads", "/a/leads.xlsx", at)}, []string{"leads.csv", "leads.xlsx"}},
		{"by their folders", []Summary{c("a", "Leads", "/a/leads.csv", at), c("b", "Leads", "/b/leads.csv", at)}, []string{"in a", "in b"}},
		{"by when they were sent or changed", []Summary{c("a", "Leads", "/a/leads.csv", at), sent}, []string{"changed 28 Nov 01:44", "sent 28 Nov 02:44"}},
		{"by their ids at last", []Summary{c("abcdefgh", "Leads", "", at), c("bcdefghi", "Leads", "", at)}, []string{"id abcdef", "id bcdefg"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := Distinctions(row.all, time.UTC); !slices.Equal(got, row.want) {
				t.Errorf("told apart by %q, want %q", got, row.want)
			}
		})
	}
}
