package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
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
	list := tableOf([]string{"Phone"}, []string{"0044 7400 123101"}, []string{"+15551234567"})
	r := &reviewScreen{console: &screen.Console{Theme: plain, Config: testConfig(), Campaign: campaignOf(list, "Spring")}}
	plan := model.NewPlan(r.console.Campaign.List.Snapshot(), model.Options{})
	ready := reviewedOf(plan, r.console.Campaign)
	r.ready = &ready
	check, told := ansi.Strip(strings.Join(r.warningLines(), "\n")), ansi.Strip(strings.Join(r.toldLines(), "\n"))
	if !strings.Contains(check, "1  May not be in service") || strings.Contains(check, "refix") || !strings.Contains(told, "1  Prefix restored") {
		t.Errorf("to check\n%s\ntold\n%s", check, told)
	}
}

// Review counts the rows to check as the bench does, each once.
func TestReviewAddsUpToTheRowsToCheck(t *testing.T) {
	phones := []string{"0044 7400 1231%02d", "+1555123%04d", "+1555124%04d ext 5", "020 7946 00%02d ext 2", "'+4474001232%02d"}
	names := []string{"Ann Lee", "LEE, ANN", "JosÃ© Ray"}
	rows := [][]string{{"Name", "Phone", "Email"}}
	for i := range 40 {
		rows = append(rows, []string{names[i%3], fmt.Sprintf(phones[i%len(phones)], i), []string{"a@example.com", "nobody"}[i%2]})
	}
	d := &screen.Console{Theme: plain, Config: testConfig(), Campaign: campaignOf(tableOf(rows...), "Spring")}
	r := &reviewScreen{console: d}
	ready := reviewedOf(model.NewPlan(d.Campaign.List.Snapshot(), model.Options{}), d.Campaign)
	r.ready = &ready
	sum := 0
	for _, line := range r.warningLines() {
		n := 0
		if _, err := fmt.Sscan(ansi.Strip(line), &n); err == nil {
			sum += n
		}
	}
	if want := d.Campaign.List.Warned(); sum != want || want == 0 {
		t.Errorf("%d rows to check, %d in\n%s", want, sum, ansi.Strip(strings.Join(r.warningLines(), "\n")))
	}
}
