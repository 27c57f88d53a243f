package session

import (
	"context"
	"time"

	"callsheet/model"
)

// callFetch gets the calls of a batch: as they are stored where they are all, and as the
// service tells them otherwise, which it writes down.
type callFetch struct {
	Store     Store
	Service   CallLister
	Now       func() time.Time
	Campaign  string
	Elsewhere bool // the campaign is at another service than the one that is worked with
}

// calls are those of a batch. Where all are stored, but not why they ended, and the service
// may yet tell it, it is asked, too; that it does not answer changes nothing then.
func (f callFetch) calls(ctx context.Context, b *model.Batch) (calls model.BatchCalls, asked bool, err error) {
	known, _ := storedCalls(ctx, f.Store.Ledger, *b) // what cannot be read is not whole, and asked for
	if known.Whole && (f.Elsewhere || !b.ReasonsDue(f.Now())) {
		return known, false, nil
	}
	if f.Elsewhere {
		return known, false, model.UserError(elsewhereWords(b.Service))
	}
	stats, told, err := f.Service.Calls(ctx, *b, known.Calls)
	if err != nil {
		return known, true, err
	}
	if stats.At.IsZero() {
		stats.At = f.Now()
	}
	all := model.MergeCalls(known.Calls, told, true)
	setWhole(b, stats, all, f.Now())
	kept := *b
	// What cannot be written down is asked for again the next time.
	_ = f.Store.Campaigns.Save(context.WithoutCancel(ctx), []model.Record{{Campaign: f.Campaign, Batch: &kept, Calls: told, AllCalls: true}}) //nolint:errcheck // as said above
	return model.BatchCalls{Calls: all, Whole: true, At: b.CallsFetched}, true, nil
}

// storedCalls are the calls of a batch as they are stored.
func storedCalls(ctx context.Context, ledger Ledger, b model.Batch) (model.BatchCalls, error) {
	stored, err := ledger.Calls(ctx, b.Key)
	return model.BatchCalls{Calls: stored, Whole: err == nil && b.CallsAre(stored), At: b.CallsFetched}, err
}

// setWhole takes over how a batch stands, and who was rung by all of its calls, as the service
// told them at a moment.
func setWhole(b *model.Batch, stats model.Statistics, all []model.Call, now time.Time) {
	if rings, told := model.LastRings(all); told && stats.Status.Ended() {
		stats.Rings, stats.Tally = rings, model.TallyOf(all)
	}
	b.Last, b.CallsFetched = stats, now
}

// KeepCalls writes down all calls of the batches that have ended, with why they ended, while
// the service tells it: nobody may look at them before it forgets. What cannot be had is
// asked for when somebody does.
func KeepCalls(ctx context.Context, store Store, service CallLister, now func() time.Time, batches []model.Batch) {
	for _, b := range batches {
		if b.Key == "" || b.State != model.SendAccepted || !b.Last.Status.Ended() || ctx.Err() != nil {
			continue
		}
		f := callFetch{Store: store, Service: service, Now: now, Campaign: b.Campaign}
		_, _, _ = f.calls(ctx, &b) //nolint:errcheck // as said above
	}
}
