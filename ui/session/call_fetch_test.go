package session

import (
	"errors"
	"testing"

	"callsheet/model"
)

func TestCallsAreKeptAtTheEndOfABatch(t *testing.T) {
	for claim, c := range map[string]struct {
		change func(b *model.Batch, f *lister)
		asked  int
		stored int
	}{
		"all are written down with why they ended": {func(*model.Batch, *lister) {}, 1, 30},
		"of one that goes on none are asked for":   {func(b *model.Batch, _ *lister) { b.Last.Status = model.StatusProcessing }, 0, 5},
		"nor of one that was made elsewhere":       {func(b *model.Batch, _ *lister) { b.Key = "" }, 0, 5},
		"what cannot be had leaves what is stored": {func(_ *model.Batch, f *lister) { f.errs = []error{errors.New("502")} }, 1, 5},
	} {
		clock := newClock()
		calls := callsInARow(clock, 30, 0)
		f := &lister{stored: calls[:5], there: calls, stats: model.Statistics{Status: model.StatusCompleted}}
		b := model.Batch{Key: "k", ID: "batch_1", State: model.SendAccepted, Sent: clock.Now(), Last: f.stats}
		c.change(&b, f)
		KeepCalls(t.Context(), Store{Ledger: listerStore{f}, Campaigns: listerStore{f}}, f, clock.Now, []model.Batch{b})
		if f.asked != c.asked || len(f.stored) != c.stored {
			t.Errorf("%s: asked %d times, %d stored", claim, f.asked, len(f.stored))
		}
	}
}
