package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

func TestWhoseBatchAColleagueCancelledIsToldByWhomOnce(t *testing.T) {
	a, _ := homeOf(homeCampaigns()[:1], 120, 40)
	h, s := a.stack[0].(*homeScreen), teamState()
	own := h.kept[0].summary
	s.Standing.Heads = append(s.Standing.Heads, team.Head{Campaign: own.ID, Name: own.Draft.Name, Owner: team.Member{ID: s.Member}, Batches: slices.Clone(own.Batches)})
	a.console.Team = session.Meetings{Team: sampleTeam{s}, State: s}
	meet := func(s session.TeamState) string {
		work := a.console.Team.Start()
		msg := work[0].Do(t.Context()).(session.TeamMet)
		msg.State = s
		a.Update(msg)
		return strings.Join(a.status(), " ")
	}
	if got := meet(s); strings.Contains(got, "cancelled by") {
		t.Errorf("before that it is said: %s", got)
	}
	after := s
	after.Standing.Heads = slices.Clone(s.Standing.Heads)
	last := &after.Standing.Heads[len(after.Standing.Heads)-1]
	last.Batches = slices.Clone(own.Batches)
	last.Batches[0].CancelledBy, last.Batches[0].CancelledAt = "ben on jump1", fixedNow.Add(-time.Minute)
	if got := meet(after); !strings.Contains(got, "was cancelled by ben on jump1 (09:29). Ask them why.") || !strings.Contains(got, own.Draft.Name) {
		t.Errorf("it is said: %s", got)
	}
	if got := h.kept[0].outline.Words; !strings.Contains(got, "by ben on jump1 (09:29)") {
		t.Errorf("of the campaign it is said: %s", got)
	}
	a.toast = widget.NewToast(plain)
	if got := meet(after); strings.Contains(got, "cancelled by") {
		t.Errorf("it is said again: %s", got)
	}
}

func TestWhoeverLosesACampaignIsToldOnce(t *testing.T) {
	a, _ := homeOf(homeCampaigns()[:1], 120, 40)
	s := teamState()
	a.console.Team = session.Meetings{Team: sampleTeam{s}, State: s}
	meet := func(s session.TeamState) string {
		work := a.console.Team.Start()
		msg := work[0].Do(t.Context()).(session.TeamMet)
		msg.State = s
		a.Update(msg)
		return strings.Join(a.status(), " ")
	}
	lost := s
	lost.Lost = []team.Lost{{Campaign: "k05", By: teamMembers()[1], At: fixedNow}}
	if got := meet(lost); !strings.Contains(got, "taken over by") || !strings.Contains(got, "Spring renewals") {
		t.Errorf("it is said: %s", got)
	}
	a.toast = widget.NewToast(plain)
	if got := meet(lost); strings.Contains(got, "taken over by") {
		t.Errorf("it is said again: %s", got)
	}
}
