package postgres

import (
	"context"
	"fmt"

	"callsheet/model"
	"callsheet/model/team"
)

// Settle says what became of a batch under a lease.
func (l *Ledger) Settle(ctx context.Context, b model.Batch, fence int64) error {
	if !knownState(b.State) {
		return fmt.Errorf("a batch cannot become %q", b.State)
	}
	return l.write(ctx, telling, func(t *tx) error {
		r, there, err := l.batches(t).hold(ctx, b.Key)
		if err != nil {
			return err
		}
		if !there {
			return model.UserError("The team's ledger does not have this batch.")
		}
		switch ruling := r.rules().Becomes(team.Word{State: b.State, Fence: fence}, l.batches(t).speaker(), t.now); ruling {
		case team.Taken:
			r.State, r.fence, r.learnt = b.State, max(r.fence, fence), t.now
			return l.batches(t).take(ctx, r, withoutCalls(b), nil, true)
		case team.Same:
			return l.batches(t).take(ctx, r, withoutCalls(b), nil, false)
		case team.Theirs:
			return takenOver(r)
		case team.Held:
			return model.UserError(fmt.Sprintf("Batch %d of %q is being sent, or was until a short while ago: what became of it can be said after %s.", r.Index+1, r.Name, r.until.Local().Format("15:04")))
		case team.Stale:
			return model.UserError(fmt.Sprintf("The team's ledger has batch %d of %q under a later lease.", r.Index+1, r.Name))
		}
		return fmt.Errorf("batch %d of %q is %s by the team's ledger, which cannot become %s", r.Index+1, r.Name, r.State, b.State)
	})
}

// withoutCalls is a batch of which not all calls are known: they are told with Tell.
func withoutCalls(b model.Batch) model.Batch {
	b.CallsKnown = false
	return b
}
