package ui

import (
	"testing"

	"callsheet/model"
)

// Whom the review finds called meanwhile is not among the ready contacts any more
// when the operator goes back to them, neither in the counts nor in the rows.
func TestContactsShowWhatTheReviewLearnt(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 120, 40)
	r.press("3")
	r.sees("ready 2")
	store, list := cfg.Store.(*fakeStore), r.app.desk.campaign.List
	store.mu.Lock()
	store.marks = model.Marks{}
	for _, n := range list.Numbers() {
		store.marks[n] = model.Mark{Called: fixedNow, Campaign: "Autumn"}
	}
	store.mu.Unlock()
	r.press("ctrl+n")
	r.sees("Renewals")
	r.press("ctrl+n")
	r.sees("exactly what will happen")
	r.press("esc")
	r.sees("Calls a second")
	r.press("esc")
	r.sees("Contacts ●")
	r.sees("ready 0")
	r.waits("no row among the ready", func() bool {
		s, ok := r.app.front().(*contactsScreen)
		return ok && !s.stale && len(s.rows) == 0
	})
}
