package ui

import (
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
)

// The counts that are kept of a campaign are those it shows, also when who was
// called meanwhile made them others.
func TestTheCountsOfAReopenedCampaignAreKept(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	store := cfg.Store.Campaigns.(*fakeStore)
	before := store.kept[0].Draft.Counts
	store.marks = model.Suppressions{}
	for _, n := range r.app.console.Campaign.List.Numbers() {
		store.marks[n] = model.Suppression{Called: fixedNow, Campaign: "Autumn"}
	}
	again := reopened(t, cfg)
	again.sees("As given")
	again.saved()
	want, got := again.app.console.Campaign.List.Counts(), store.kept[0].Draft.Counts
	if want == before || got != want {
		t.Errorf("kept are %v, before %v, and shown are %v", got, before, want)
	}
}

// What was confirmed stays with the account it was confirmed for; a draft goes
// with the console that works on it.
func TestAnotherAccountTakesDraftsButNothingThatWasSent(t *testing.T) {
	other := func(cfg screen.Config) screen.Config {
		cfg.Account.Name, cfg.Account.Service, cfg.Account.Defaults = "beta", "https://other.invalid", nil
		return cfg
	}
	t.Run("sent", func(t *testing.T) {
		cfg := testConfig()
		r := reviewOf(t, cfg)
		confirm(r, "2")
		r.sees("Completed")
		r.saved()
		kept := cfg.Store.Campaigns.(*fakeStore).kept[0]
		was := kept.Draft
		again := reopened(t, other(cfg))
		again.sees("What would you like to do?")
		again.sees("Spring")
		again.press("down", "enter")
		again.sees("Live ●")
		again.press("esc")
		again.saved()
		if d := kept.Draft; d.Profile != "acme" || d.Service != was.Service || d.Service != kept.Batches[0].Service {
			t.Errorf("it was confirmed under acme at %s, and is said to be of %s at %s", was.Service, d.Profile, d.Service)
		}
	})
	t.Run("draft", func(t *testing.T) {
		cfg := testConfig()
		r := reviewOf(t, cfg)
		r.saved()
		kept := cfg.Store.Campaigns.(*fakeStore).kept[0]
		again := reopened(t, other(cfg))
		again.saved()
		again.waits("the draft taken over", func() bool { return kept.Draft.Profile == "beta" })
		if kept.Draft.Service != again.app.console.Saver.Service {
			t.Errorf("the draft is for %s", kept.Draft.Service)
		}
	})
}
