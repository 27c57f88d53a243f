package ui

import (
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/ui/contacts"
)

// rungReview is the review of somebody in Miami who was rung three times today, of one who
// was rung once, and of one in Boston.
func rungReview(t *testing.T, cols, lines int) *robot {
	r := columnsOf(t, testConfig(), tableOf([]string{"Name", "Phone"},
		[]string{"Mia", "+1 305 555 0123"}, []string{"Tom", "+1 813 555 0124"}, []string{"Bo", "+1 617 555 0125"}), cols, lines)
	rung := func(attempts int) model.NumberHistory {
		at := fixedNow.Add(-2 * time.Hour)
		return model.NumberHistory{Rings: []model.BatchRings{{Ring: hours.Ring{From: at, To: at, Attempts: attempts}, Known: true}}}
	}
	store := r.app.console.Config.Store.Guards.(*fakeStore)
	store.mu.Lock()
	store.rung = map[phone.Number]model.NumberHistory{13055550123: rung(3), 18135550124: rung(1)}
	store.mu.Unlock()
	goToOptions(r)
	r.press("ctrl+n")
	r.sees("exactly what will happen")
	return r
}

func TestTheReviewLeavesOutWhoWasRungTooOften(t *testing.T) {
	r := rungReview(t, 120, 60)
	r.sees("1 over the attempts cap")
	r.sees("1 contact is not called, rung 3 times since 07:30: Florida allows 3 tries in 24 hours.")
	r.sees("1 contact is rung less often, rung before, so up to 2 times instead of 4")
	if plan := r.app.front().(*reviewScreen).ready.plan(); plan.Len() != 2 || len(plan.Segments) != 2 {
		t.Errorf("the plan has %d contacts in %d segments", plan.Len(), len(plan.Segments))
	}
	shows := func(what string) {
		t.Helper()
		r.waits(what, func() bool {
			s, ok := r.app.front().(*contacts.Screen)
			return ok && !s.Table.Stale && len(s.Table.Rows) == 1 && s.Table.Rows[0] == 0
		})
		r.sees("Is not called, rung 3 times since 07:30: Florida allows 3 tries in 24 hours.")
	}
	r.press("k")
	shows("the row of the one who was rung too often")
	r.press("esc")
	r.sees("Tom")
	r.press("f")
	r.sees("Only who was rung too often to be called")
	for range 2 { // below all, and ready
		r.press("down")
	}
	r.press("enter")
	shows("the row by the filter")
}
