package ui

import (
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// australians is a list that is as well Swiss, beside a number that is Swiss.
func australians() *table.Table {
	return tableOf([]string{"Name", "Mobile", "City"},
		[]string{"Ann Lee", "0412 345 678", "Parramatta"}, []string{"Bo Ray", "0412 345 679", "Sydney"}, []string{"Cy Fox", "+41 79 123 45 67", "Newtown"})
}

// unsaid is a console whose profile names no country, on a machine that is set to
// one.
func unsaid(machine phone.Region) screen.Config {
	cfg := testConfig()
	cfg.Account.Region, cfg.Account.RegionFrom = machine, columns.FromNone
	return cfg
}

func TestACountryThatNobodyNamedIsAskedAbout(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		for _, tc := range []struct {
			claim  string
			keys   []string
			region phone.Region
			dials  string
		}{
			{"enter takes the first", []string{"enter"}, "AU", "+61412345678"},
			{"a digit takes its candidate", []string{"2"}, "CH", "+41412345678"},
			{"the arrows move", []string{"down", "enter"}, "CH", "+41412345678"},
			{"another country is typed", []string{"c", "z", "a", "enter"}, "ZA", "+27412345678"},
			{"held, nobody is dialled without a code", []string{"0"}, "", ""},
		} {
			t.Run(tc.claim, func(t *testing.T) {
				r := readingList(t, unsaid("GB"), australians(), size[0], size[1])
				r.sees("Which country are these numbers from?")
				r.sees("1 Australia (+61)")
				r.sees("2 Switzerland (+41)")
				r.sees("0412 345 678")
				r.sees("1 number with its code +41")
				r.press("ctrl+n")
				r.sees("Say which country these numbers are from")
				r.press(tc.keys...)
				r.sees("What does each column mean?")
				c := r.app.console.Campaign
				if c.Region != tc.region || c.RegionFrom.Given() != (tc.region != "") {
					t.Fatalf("the country is %q from %s", c.Region, c.RegionFrom)
				}
				r.press("ctrl+n")
				r.sees("As given")
				v := c.List.Verdict(0)
				if tc.dials == "" && (v.State != model.ToFix || v.Problem != model.Problem(phone.NoCountry)) || tc.dials != "" && v.Number.String() != tc.dials {
					t.Errorf("the first row is %+v", v)
				}
			})
		}
	}
}

func TestTheCountryThatWasChosenHoldsForTheNextListOfItsShape(t *testing.T) {
	cfg, kept := unsaid("GB"), newMemory()
	cfg.Mappings = kept
	r := readingList(t, cfg, australians(), 120, 40)
	r.sees("1 Australia")
	r.press("1", "ctrl+n")
	r.sees("3 contacts")
	r.waits("the country to be remembered", func() bool { return kept.size() == 5 })
	again := readingList(t, cfg, australians(), 120, 40)
	again.sees("The columns are as in your last such list")
	again.press("esc")
	again.sees("Australia (+61), as in your last such list")

	// Those who work for another account have said nothing.
	cfg.Account.Name = "globex"
	other := readingList(t, cfg, australians(), 120, 40)
	other.sees("Which country are these numbers from?")

	// And of a list of another shape nobody has.
	cfg.Account.Name = "acme"
	list := tableOf([]string{"Name", "Mobile", "Place"}, []string{"Ann Lee", "0412 345 678", "Parramatta"})
	third := readingList(t, cfg, list, 120, 40)
	third.sees("Which country are these numbers from?")
}

func TestACountryThatAnEarlierVersionGuessedIsAskedAbout(t *testing.T) {
	cfg := unsaid("GB")
	r := readingList(t, cfg, australians(), 120, 40)
	r.sees("1 Australia")
	r.press("1", "ctrl+n")
	r.sees("3 contacts")
	store := r.app.console.Config.Store.Campaigns.(*fakeStore)
	r.waits("the campaign kept", func() bool {
		store.mu.Lock()
		defer store.mu.Unlock()
		return len(store.kept) == 1 && store.kept[0].Draft.Stage >= model.StageContacts
	})
	store.mu.Lock()
	store.kept[0].Draft.RegionFrom = "guess"
	id := store.kept[0].ID
	store.mu.Unlock()
	c, _, _, err := session.Reopen(t.Context(), storeOf(store), id)
	if err != nil {
		t.Fatal(err)
	}
	if c.Region != "" || c.View.Screen != model.StageColumns || c.List != nil && c.List.Counts().Of(model.Ready) != 1 {
		t.Errorf("it is reopened as of %q at %s", c.Region, c.View.Screen)
	}
}

func TestNothingIsAskedWhereEveryNumberNamesItsCountry(t *testing.T) {
	r := readingList(t, unsaid("GB"), tableOf([]string{"Name", "Mobile"}, []string{"Cy Fox", "+41 79 123 45 67"}), 80, 24)
	r.sees("What does each column mean?")
	r.lacks("Which country")
}
