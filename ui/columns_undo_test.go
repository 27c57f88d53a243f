package ui

import (
	"fmt"
	"slices"
	"testing"

	"callsheet/model/table"
)

func TestThePickerBeginsAtThePresentMeaning(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	before := fmt.Sprint(r.app.console.Campaign.Mapping)
	for range renewals().Header {
		r.press("enter")
		r.sees("What is in")
		r.press("enter", "down")
	}
	if after := fmt.Sprint(r.app.console.Campaign.Mapping); after != before {
		t.Errorf("enter, enter made\n%s\nof\n%s", after, before)
	}
}

func TestWhatIsChangedOfColumnsIsUndone(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	state := func() string {
		c := r.app.console.Campaign
		return fmt.Sprint(c.Mapping, c.Region, c.RegionFrom)
	}
	var states []string
	for _, keys := range [][]string{{"down", "down", "+"}, {"-"}, {"x"}, {"down", "r"}, {"up", "enter", "home", "enter"}, {"c"}} {
		states = append(states, state())
		r.press(keys...)
		switch keys[len(keys)-1] {
		case "r":
			r.press("ctrl+u")
			r.write("tariff")
			r.press("enter")
		case "c":
			r.press("ctrl+u")
			r.write("de")
			r.press("enter")
		}
	}
	last := state()
	for i, want := range slices.Backward(states) {
		r.press("u")
		if got := state(); got != want {
			t.Fatalf("step %d was undone to\n%s\nwant\n%s", i, got, want)
		}
	}
	r.press("u")
	r.sees("There is nothing to undo")
	for range states {
		r.press("ctrl+r")
	}
	if got := state(); got != last {
		t.Errorf("made again it is\n%s\nwant\n%s", got, last)
	}
}

func americans() *table.Table {
	return tableOf([]string{"Name", "Phone"}, []string{"Cy Fox", "(202) 555-0143"}, []string{"Di Orr", "(212) 555-0123"}, []string{"Ed Poe", "(415) 555-0134"})
}

func TestAnotherCountryIsAskedAboutAndNeverTaken(t *testing.T) {
	const doubt = "Of 3 numbers without a country code 0 are valid in the United Kingdom and 3"
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		cfg := testConfig()
		r := columnsOf(t, cfg, americans(), size[0], size[1])
		r.sees("Without a country code: United Kingdom (+44), set in the profile")
		r.sees(doubt)
		r.press("c")
		r.write("us")
		r.press("enter")
		r.sees("United States (+1), chosen by you")
		r.lacks(doubt)
		r.press("u")
		r.sees(doubt)
	}
}

func TestAChosenCountryHoldsWhenTheFileIsReadAgain(t *testing.T) {
	cfg := testConfig()
	r := columnsOf(t, cfg, americans(), 120, 40)
	r.press("c")
	r.write("us")
	r.press("enter", "esc")
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.sees("United States (+1), chosen by you")
}

func TestTheCountryOfTheProfileIsNotRememberedForAList(t *testing.T) {
	kept, cfg := mapped(t)
	for shape, region := range kept.region {
		if region != "" {
			t.Errorf("%s of the profile is kept for %s", region, shape)
		}
	}
	cfg.Account.Region = "IE"
	r := columnsOf(t, cfg, renewals(), 120, 40)
	r.sees("Ireland (+353), set in the profile")
}

func TestACountryOfTheLastListThatIsNotTheProfilesIsLookedAt(t *testing.T) {
	kept, cfg := mapped(t)
	kept.chose("GB", renewals().Header...)
	cfg.Account.Region = "DE"
	r := columnsOf(t, cfg, renewals(), 120, 40)
	r.sees("United Kingdom (+44), as in your last such list")
}
