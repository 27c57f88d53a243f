package store

import (
	"context"
	"database/sql"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/team"
)

// TakeOver makes a campaign of this machine's, without rows, of one that was taken over from
// another member: of its batches those that may call somebody, or did. Whom they call the team's
// ledger knows; note says so. One that is here already gets what it has not, so that it can be
// done again.
func (t *Team) TakeOver(ctx context.Context, head team.Head, note string) error {
	draft, err := encodeDraft(model.Draft{Name: head.Name, Service: head.Service, Stage: model.StageLive})
	if err != nil {
		return err
	}
	part := model.Segment{Options: model.Options{Name: head.Name, Agent: head.Agent}}
	options, err := encodeOptions(part.Options)
	if err != nil {
		return err
	}
	return t.db.write(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO campaigns (id, name, draft, changed, confirmed, options) VALUES (?1, ?2, ?3, ?4, ?4, ?5)`,
			head.Campaign, head.Name, string(draft), instant(t.db.now()), string(options))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil {
			return err
		} else if n > 0 {
			if err := addSegments(ctx, tx, head.Campaign, []model.Segment{part}, 0); err != nil {
				return err
			}
		}
		taken := false
		for _, b := range head.Batches {
			added, err := t.take(ctx, tx, head, b, note)
			if err != nil {
				return err
			}
			taken = taken || added
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM team_lost WHERE campaign = ?`, head.Campaign); err != nil || !taken {
			return err
		}
		batches, err := ledgerOf(ctx, tx, head.Campaign)
		if err != nil {
			return err
		}
		return t.batches.evidence.add(ctx, tx, head.Campaign, evidence.KindBegun, evidence.Begun{Batches: batches, Confirmed: head.Confirmed.UTC()})
	})
}

// take adds a batch that was taken over, and reports whether it was not here.
func (t *Team) take(ctx context.Context, tx *sql.Tx, head team.Head, b model.Batch, note string) (bool, error) {
	switch b.State {
	case model.SendPrepared, model.SendRefused:
		return false, nil // nobody is called by it, and its list is elsewhere
	case model.SendSending:
		b.State, b.Reason = model.SendUnknown, model.UnknownLead+"its campaign was taken over while it was being sent."
	case model.SendAccepted:
		b.Note = note
	}
	var there bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM batches WHERE key = ?)`, b.Key).Scan(&there); err != nil {
		return false, err
	}
	if there { // what became of what was sent from here is said under the lease that it had
		_, err := tx.ExecContext(ctx, `INSERT INTO team_batches (intent, fence) SELECT key, ?2 FROM batches WHERE key = ?1 AND state NOT IN ('prepared', 'refused')
			ON CONFLICT (intent) DO UPDATE SET fence = max(fence, excluded.fence)`, b.Key, head.Fences[b.Key])
		return false, err
	}
	b.Campaign, b.Segment, b.Name = head.Campaign, 0, head.Name
	if err := addBatch(ctx, tx, b, batchLists{}); err != nil {
		return false, err
	}
	if err := t.batches.put(ctx, tx, b); err != nil {
		return false, err
	}
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO team_batches (intent, fence, taken) VALUES (?, ?, 1)`, b.Key, head.Fences[b.Key])
	return true, err
}
