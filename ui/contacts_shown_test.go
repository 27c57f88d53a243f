package ui

import (
	"testing"

	"callsheet/model"
	"callsheet/ui/contacts"
)

// Whom the review finds called meanwhile is not among the ready contacts any more
// when the operator goes back to them, neither in the counts nor in the rows.
func TestContactsShowWhatTheReviewLearnt(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 120, 40)
	r.press("3")
	r.sees("ready 2")
	store, list := cfg.Store.Campaigns.(*fakeStore), r.app.console.Campaign.List
	store.mu.Lock()
	store.marks = model.Suppressions{}
	for _, n := range list.Numbers() {
		store.marks[n] = model.Suppression{Called: fixedNow, Campaign: "Autumn"}
	}
	store.mu.Unlock()
	r.press("ctrl+n")
	r.sees("Renewals")
	r.press("ctrl+n")
	r.sees("Nobody is called")
	r.press("esc")
	r.sees("Calls a second")
	r.press("esc")
	r.sees("Contacts ●")
	r.sees("ready 0")
	r.waits("no row among the ready", func() bool {
		s, ok := r.app.front().(*contacts.Screen)
		return ok && !s.Table.Stale && len(s.Table.Rows) == 0
	})
}

// Where no row is shown there is none to mark.
func TestNothingIsMarkedWhereNoRowIsShown(t *testing.T) {
	a := contactsScene(plain, campaignOf(tableOf([]string{"Name", "Phone"}, []string{"Ann", "07400 123456"}), "One"), "to_fix")
	for _, b := range a.front().Keys().Line {
		if b.Enabled() && b.Help().Key == contacts.Keys.Mark.Help().Key {
			t.Errorf("the line names %s %s", b.Help().Key, b.Help().Desc)
		}
	}
}
