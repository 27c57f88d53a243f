package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"callsheet/model"
	"callsheet/ui/theme"
)

func TestReviewAndTheLastWordSayTheCountryFirst(t *testing.T) {
	const words = "1 number without a code: United Kingdom, set in the profile"
	r := reviewOf(t, testConfig())
	r.sees(words)
	r.press("enter")
	r.sees("Type the number of contacts")
	r.sees(words + ".")
}

func TestReviewTellsWhatNeedsNoLookApart(t *testing.T) {
	list := table([]string{"Phone"}, []string{"0044 7400 123101"}, []string{"+15551234567"})
	r := &reviewScreen{desk: &desk{theme: theme.New(theme.Options{NoColor: true, Profile: termenv.Ascii}), cfg: testConfig(), campaign: campaignOf(t, list, "Spring")}}
	plan := model.NewPlan(r.desk.campaign.List.Freeze(), model.Options{})
	ready := review(plan, model.FromOperator, "{}")
	r.ready = &ready
	check, told := ansi.Strip(strings.Join(r.warningLines(), "\n")), ansi.Strip(strings.Join(r.toldLines(), "\n"))
	if !strings.Contains(check, "1  May not be in service") || strings.Contains(check, "refix") || !strings.Contains(told, "1  Prefix restored") {
		t.Errorf("to check\n%s\ntold\n%s", check, told)
	}
}
