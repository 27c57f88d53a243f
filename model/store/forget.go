package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"callsheet/model"
	"callsheet/model/evidence"
)

// UnresolvedError says that campaigns are not forgotten, since it is not known
// whether the service has some of their batches.
type UnresolvedError struct {
	Campaigns []string // their names
}

func (e *UnresolvedError) Error() string {
	names := fmt.Sprintf("%q", e.Campaigns[0])
	if n := len(e.Campaigns) - 1; n > 0 {
		names += fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("Nothing was forgotten: it is not known whether Dialgen has batches of %s. Run `callsheet resolve` first.", names)
}

// Forget removes campaigns with everything in them, all or none. Their numbers
// stay in the ledger while nobody may call them: while they may yet be rung, for
// the guard period after they were, and until it is known what became of them.
// Only with unknown is one forgotten of which that is not known; otherwise it is
// an *UnresolvedError.
func (c *Campaigns) Forget(ctx context.Context, unknown bool, ids ...string) error {
	err := c.db.write(ctx, func(tx *sql.Tx) error { return c.forgetEach(ctx, tx, unknown, ids) })
	if err == nil {
		c.scrub(ctx)
	}
	return err
}

func (c *Campaigns) forgetEach(ctx context.Context, tx *sql.Tx, unknown bool, ids []string) error {
	if err := c.mayForget(ctx, tx, unknown, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.forget(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// mayForget makes sure that campaigns may be forgotten.
func (c *Campaigns) mayForget(ctx context.Context, tx *sql.Tx, unknown bool, ids []string) error {
	for _, id := range ids {
		if err := c.nothingSending(ctx, tx, id); err != nil {
			return err
		}
		if err := c.locks.mayChange(ctx, tx, id); err != nil {
			return err
		}
	}
	if unknown {
		return nil
	}
	chosen, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	var unresolved UnresolvedError
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		unresolved.Campaigns = append(unresolved.Campaigns, name)
		return err
	}, `SELECT name FROM campaigns WHERE id IN (SELECT value FROM json_each(?)) AND id IN
		(SELECT campaign FROM batches WHERE state NOT IN ('prepared', 'refused', 'accepted')) ORDER BY name`, string(chosen))
	if err == nil && len(unresolved.Campaigns) > 0 {
		return &unresolved
	}
	return err
}

func (c *Campaigns) forget(ctx context.Context, tx *sql.Tx, id string) error {
	guarding, err := c.guards.guardingStill(ctx, tx, `campaign = ?`, id)
	if err != nil {
		return err
	}
	if err := c.evidence.addIfTold(ctx, tx, id, evidence.KindForgotten, evidence.Forgotten{Batches: len(guarding)}); err != nil {
		return err
	}
	empty := packRows(nil)
	for _, key := range guarding {
		for _, statement := range []string{
			`UPDATE batch_lists SET rows = ?2, again = ?2 WHERE batch = (SELECT id FROM batches WHERE key = ?1)`,
			`DELETE FROM calls WHERE batch = (SELECT id FROM batches WHERE key = ?1)`,
			`DELETE FROM call_details WHERE batch = (SELECT id FROM batches WHERE key = ?1)`,
			`UPDATE batches SET campaign = NULL, holder = NULL, reply = '', dashboard = '', last = NULL, calls_fetched = NULL WHERE key = ?1`,
		} {
			if _, err := tx.ExecContext(ctx, statement, key, empty); err != nil {
				return err
			}
		}
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign = ?`, id); err != nil {
		return err
	}
	return dropCampaign(ctx, tx, id)
}

// dropCampaign removes a campaign whose batches are gone, with its rows and steps.
func dropCampaign(ctx context.Context, tx *sql.Tx, id string) error {
	var rows sql.NullInt64
	if err := tx.QueryRowContext(ctx, `DELETE FROM campaigns WHERE id = ? RETURNING row_set`, id).Scan(&rows); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM row_sets WHERE id = ?`, rows)
	return err
}

// nothingSending makes sure that no request of a campaign is on its way; ""
// stands for all campaigns.
func (c *Campaigns) nothingSending(ctx context.Context, tx *sql.Tx, id string) error {
	if _, err := c.ledger.recover(ctx, tx); err != nil {
		return err
	}
	var name string
	err := tx.QueryRowContext(ctx, `SELECT name FROM batches WHERE state = 'sending' AND (?1 = '' OR campaign = ?1) LIMIT 1`, id).Scan(&name)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return model.UserError(fmt.Sprintf("%q is being sent right now. Wait until that has ended, then forget it.", name))
}

// ForgetAll removes every campaign, and what was remembered of files and their
// columns. The do-not-call list stays, and the numbers that are guarded, as after
// Forget.
func (c *Campaigns) ForgetAll(ctx context.Context, unknown bool) error {
	err := c.db.write(ctx, func(tx *sql.Tx) error {
		if err := c.nothingSending(ctx, tx, ""); err != nil {
			return err
		}
		ids, err := campaignIDs(ctx, tx)
		if err == nil {
			err = c.forgetEach(ctx, tx, unknown, ids)
		}
		if err != nil {
			return err
		}
		for _, table := range []string{"row_sets", "mappings", "recent_files", "option_sets", "own_numbers"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		return c.guards.expire(ctx, tx)
	})
	if err == nil {
		c.scrub(ctx)
	}
	return err
}

func campaignIDs(ctx context.Context, q querier) ([]string, error) {
	var ids []string
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
		return nil
	}, `SELECT id FROM campaigns`)
	return slices.Clip(ids), err
}

// scrub gives the room of what was forgotten back, so that it is not left in
// the files. It was overwritten already: what cannot be given back now, since
// others are reading it or the disk is full, can be later.
func (c *Campaigns) scrub(ctx context.Context) {
	for _, pragma := range []string{`PRAGMA incremental_vacuum`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		_, _ = c.db.writer.ExecContext(ctx, pragma)
	}
}
