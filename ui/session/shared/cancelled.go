package shared

import (
	"context"

	"callsheet/model/team"
)

// Cancelled tells the team that a batch was cancelled from here at the service, by the service's id.
// It is tried once: to stop is always possible, and whose it is can be told by word of mouth.
func (t *Team) Cancelled(ctx context.Context, service, id string) error {
	if t.refused != nil {
		return t.refused
	}
	brief, stop := context.WithTimeout(ctx, settleTime)
	defer stop()
	return t.heard(t.ledger.Cancelled(brief, service, id))
}

// noteCancelled notes which of this machine's batches colleagues cancelled.
func (t *Team) noteCancelled(ctx context.Context, s team.Standing) error {
	var all []team.Cancelled
	for _, h := range s.Heads {
		for _, b := range h.Batches {
			if b.CancelledBy != "" {
				all = append(all, team.Cancelled{Batch: b.Key, By: b.CancelledBy, At: t.ours(b.CancelledAt)})
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return t.local.Team.NoteCancelled(ctx, all)
}
