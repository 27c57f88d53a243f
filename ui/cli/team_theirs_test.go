package cli

import (
	"errors"
	"slices"
	"testing"

	"callsheet/model"
	"callsheet/model/team"
)

// TestABatchOfAColleagueIsNotTakenForOnesOwn holds what is known of colleagues' batches while one
// of one's own is looked for, which nothing may tell from theirs.
func TestABatchOfAColleagueIsNotTakenForOnesOwn(t *testing.T) {
	t.Parallel()
	var database *pretendedDatabase
	w := newTeamModel(t, NewCounters(), 1, func(w *teamModel) proofDatabase {
		database = newPretendedDatabase(w).(*pretendedDatabase)
		return database
	})
	defer w.end()
	theirs, mine := w.members[0].consoles[0], w.members[1].consoles[0]
	if !theirs.open() || !mine.open() {
		t.Fatal("they do not open")
	}
	one := theirs.confirm(campaignOrder{list: []int{1}, agent: proofAgents[0], priority: 5})
	two := mine.confirm(campaignOrder{list: []int{2}, agent: proofAgents[0], priority: 5})
	if len(one) != 1 || len(two) != 1 {
		t.Fatal("they are not confirmed")
	}
	view := func() (open []model.Batch, ours func(string) bool, err error) {
		t.Helper()
		v, err := mine.service.ledgerView(w.ctx, two[0], 0)
		if err != nil {
			t.Fatal(err)
		}
		open, err = v.Open(w.ctx)
		return open, v.Ours, err
	}
	begun, err := theirs.store.Ledger.Begin(w.ctx, one[0])
	if err != nil {
		t.Fatal(err)
	}
	open, ours, err := view()
	if err != nil || !slices.ContainsFunc(open, func(b model.Batch) bool { return b.Key == one[0].Key }) {
		t.Errorf("that a colleague's is on its way is not known: %v, %v", open, err)
	}
	if ours("batch_theirs") {
		t.Error("what nobody knows is taken for a colleague's")
	}
	begun.State, begun.ID = model.SendAccepted, "batch_theirs"
	if err := theirs.store.Ledger.RecordOutcome(w.ctx, begun); err != nil {
		t.Fatal(err)
	}
	if open, ours, err = view(); err != nil || len(open) > 0 || !ours("batch_theirs") {
		t.Errorf("a colleague's batch may be taken for one's own: %v, %v", open, err)
	}
	database.away[w.members[1]] = true
	if _, _, err := view(); err == nil {
		t.Error("it is decided while the team is away")
	} else if _, away := errors.AsType[*team.AwayError](err); !away {
		t.Errorf("it is not said that the team is away: %v", err)
	}
}
