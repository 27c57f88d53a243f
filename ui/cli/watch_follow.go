package cli

import (
	"context"
	"time"

	"callsheet/api"
	"callsheet/model"
	"callsheet/ui/session"
)

// watched is one batch that is followed.
type watched struct {
	id    string
	batch *model.Batch  // as the ledger has it; of one that was made elsewhere the id alone
	begin session.Begin // when its calls were to begin, as far as is known here
	poll  *session.Poll // what polling it has come to
	said  string        // the line that was printed last

	finish model.Finish // by when it is over

	replies map[string]api.BatchStatistics // by Dialgen's id
}

// newWatched begins with the figures that were kept, if any.
func newWatched(id string, b model.Batch, begin session.Begin) *watched {
	b.ID = id
	return &watched{id: id, batch: &b, begin: begin, poll: &session.Poll{}}
}

// expect says how its calls are expected to go, by what finished campaigns tell.
func (w *watched) expect(campaigns []model.Summary) {
	b := w.batch
	o := model.Options{User: b.User, Agent: b.Agent, CallsPerSecond: b.Schedule.CallsPerSecond}
	w.finish = session.RatesOf(campaigns, b.Service, o).Finish()
}

// observe takes over what a poll has found.
func (w *watched) observe(now time.Time) {
	b := *w.batch
	b.State = model.SendAccepted
	if !b.Last.At.IsZero() {
		w.finish.Observe([]model.Batch{b}, now)
	}
}

// at is when the figures are from; zero when there are none.
func (w *watched) at() time.Time { return w.batch.Last.At }

// last is the figures as the service said them, or those that were kept.
func (w *watched) last() api.BatchStatistics {
	if said, ok := w.replies[w.id]; ok {
		return said
	}
	return keptStatistics(*w.batch)
}

// ended reports whether the batch was seen to have ended; that it had ended the
// last time is looked at once more.
func (w *watched) ended() bool { return w.poll.Seen && w.batch.Last.Status.Ended() }

// mayMove reports whether another look may show something new.
func (w *watched) mayMove() bool { return !w.ended() && !isRefusal(w.poll.Err) }

// following is batches that are followed, as the operator named them.
type following struct {
	session.Polling
	named   named
	watched []*watched
}

// follow follows batches, until they end, and writes down how those of the ledger
// come on.
func (a account) follow(ctx context.Context, batches []*watched) *following {
	f := &following{named: named{a.service, map[string]api.BatchStatistics{}}, watched: batches}
	all := make([]model.Batch, len(batches))
	for i, w := range batches {
		all[i] = *w.batch
		w.batch, w.poll, w.replies = &all[i], f.Of(i), f.named.replies
	}
	f.Polling.Service, f.Clock, f.Now, f.Pace, f.Calls = f.named, wallClock{}, time.Now, livePace, watchCalls
	f.Batches = func() []model.Batch { return all }
	f.Due = func(i int) bool { return !batches[i].ended() }
	f.Save = func(i int) {
		if b := all[i]; b.Key != "" {
			// What cannot be kept was seen all the same.
			_ = a.store.Campaigns.Save(context.WithoutCancel(ctx), []model.Record{{Campaign: b.Campaign, Batch: &b, Calls: b.Last.Calls}})
		}
	}
	return f
}

// look polls one of the batches, once.
func (f *following) look(ctx context.Context, index int) {
	one := f.Polling
	one.Due = func(i int) bool { return i == index }
	one.Once(ctx)
}

// named is the service for batches that the operator names by Dialgen's ids: they may
// be anybody's, and need not be known here. It keeps what Dialgen said in its own words.
type named struct {
	service
	replies map[string]api.BatchStatistics
}

// Statistics implements session.Poller.
func (n named) Statistics(ctx context.Context, b model.Batch, calls int) (model.Statistics, error) {
	reply, stats, err := lookAtBatch(ctx, n.client.For(b.User), b.ID, calls)
	if err == nil {
		n.replies[b.ID] = reply
	}
	return stats, err
}

// Cancel implements session.Canceller.
func (n named) Cancel(ctx context.Context, b model.Batch) (session.Cancellation, error) {
	return n.cancelBatch(ctx, b.User, b.ID)
}

const (
	minInterval = time.Second
	watchCalls  = 100 // latest calls that are asked for
)

// keptStatistics are the figures that were kept of a batch, as the service would
// say them; what is not kept stays zero.
func keptStatistics(b model.Batch) api.BatchStatistics {
	last := b.Last
	s := api.BatchStatistics{
		BatchID: b.ID, Status: api.BatchStatus(last.Status), Priority: b.Priority, AgentID: b.Agent, UserID: b.User,
		Total: last.Total, Processed: last.Processed, Succeeded: last.Succeeded, Failed: last.Failed, Pending: last.Pending,
		CallsPerSecond: last.Rate, StartedAt: last.StartedAt, CompletedAt: last.EndedAt,
	}
	if last.Total > 0 {
		s.PercentComplete = 100 * float64(last.Succeeded+last.Failed) / float64(last.Total)
	}
	if settled := last.Succeeded + last.Failed; settled > 0 {
		s.SuccessRate = 100 * float64(last.Succeeded) / float64(settled)
	}
	return s
}
