package postgres

import "context"

// Cancelled tells that this member cancelled a batch at the service, by the service's id, whoever's
// it is. Who told it first is kept. Of a batch that the team does not have nothing is told.
func (l *Ledger) Cancelled(ctx context.Context, service, id string) error {
	return l.write(ctx, telling, func(t *tx) error {
		_, err := t.Exec(ctx, `UPDATE batches SET canceller = $3, cancelled = $4 WHERE service = $1 AND batch_id = $2 AND batch_id <> '' AND canceller = ''`, service, id, t.member, t.now)
		return err
	})
}
