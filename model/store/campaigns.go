package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
)

// Create begins to keep a campaign, which is held here from now on.
func (s *Store) Create(ctx context.Context, d model.Draft) (id string, err error) {
	draft, err := encodeDraft(d)
	if err != nil {
		return "", err
	}
	id = newID()
	err = s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO campaigns (id, name, draft, changed) VALUES (?, ?, ?, ?)`, id, d.Name, string(draft), instant(s.now()))
		if err != nil {
			return err
		}
		return s.hold(ctx, tx, id)
	})
	return id, err
}

// summaryColumns are what scanSummary reads.
const summaryColumns = `id, name, draft, changed, confirmed`

// scanSummary reads a campaign's row; what it holds besides is damaged when
// there is an error with a summary that has an ID.
func (s *Store) scanSummary(row interface{ Scan(...any) error }) (model.Summary, error) {
	var c model.Summary
	var name, draft string
	if err := row.Scan(&c.ID, &name, &draft, (*instant)(&c.Changed), (*instant)(&c.Confirmed)); err != nil {
		return model.Summary{}, err
	}
	var err error
	if c.Draft, err = decodeDraft([]byte(draft)); err != nil {
		c.Draft = model.Draft{}
		err = s.damaged(name, err)
	}
	c.Draft.Name = name
	return c, err
}

// Campaigns lists what is kept, the latest change first, with every campaign's
// batches and whoever has it open elsewhere. Of a campaign whose draft is
// damaged there is only the name; Load says why.
func (s *Store) Campaigns(ctx context.Context) ([]model.Summary, error) {
	var all []model.Summary
	err := s.read(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, func(rows *sql.Rows) error {
			c, err := s.scanSummary(rows)
			if c.ID == "" {
				return err
			}
			all = append(all, c)
			return nil
		}, `SELECT `+summaryColumns+` FROM campaigns ORDER BY changed DESC, id`)
		if err != nil {
			return err
		}
		batches := map[string][]model.Batch{}
		err = each(ctx, tx, func(rows *sql.Rows) error {
			b, err := s.scanBatch(rows)
			batches[b.Campaign] = append(batches[b.Campaign], b)
			return err
		}, `SELECT `+batchColumns+` FROM batches WHERE campaign IS NOT NULL ORDER BY campaign, place`)
		if err != nil {
			return err
		}
		for i := range all {
			c := &all[i]
			c.Batches = batches[c.ID]
			if c.Holder, err = s.heldElsewhere(ctx, tx, c.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// latestCalls is how many calls of a batch are loaded with its campaign.
const latestCalls = 500

// Load reads a campaign. Its Table is nil while no rows are kept of it, and its
// batches come with their latest calls. An error names the campaign when what
// is kept of it is damaged.
func (s *Store) Load(ctx context.Context, id string) (model.Kept, error) {
	var k model.Kept
	err := s.read(ctx, func(tx *sql.Tx) error {
		var err error
		k.Summary, err = s.scanSummary(tx.QueryRowContext(ctx, `SELECT `+summaryColumns+` FROM campaigns WHERE id = ?`, id))
		if errors.Is(err, sql.ErrNoRows) {
			return errGone
		}
		if err != nil {
			return err
		}
		if k.Holder, err = s.heldElsewhere(ctx, tx, id); err != nil {
			return err
		}
		if k.Table, err = s.loadRows(ctx, tx, id); err != nil {
			return s.spoilt(ctx, k.Draft.Name, err)
		}
		if k.Done, k.Undone, err = loadSteps(ctx, tx, id, k.Table.Len()); err != nil {
			return s.spoilt(ctx, k.Draft.Name, err)
		}
		return s.loadPlan(ctx, tx, &k)
	})
	if err != nil {
		return model.Kept{}, err
	}
	return k, nil
}

// spoilt names the campaign in an error about what is kept of it. A context's
// error, and one of the disk's, has nothing to do with what is kept.
func (s *Store) spoilt(ctx context.Context, name string, err error) error {
	if err == nil || code(err) != 0 && code(err) != codeCorrupt || ctx.Err() != nil {
		return err
	}
	return s.damaged(name, err)
}

// loadPlan reads what was confirmed of a campaign, if anything.
func (s *Store) loadPlan(ctx context.Context, q querier, k *model.Kept) error {
	if k.Confirmed.IsZero() {
		return nil
	}
	var options string
	err := q.QueryRowContext(ctx, `SELECT coalesce(options, '') FROM campaigns WHERE id = ?`, k.ID).Scan(&options)
	if err != nil {
		return err
	}
	if k.Options, err = decodeOptions([]byte(options)); err != nil {
		return s.damaged(k.Draft.Name, err)
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		b, err := s.scanBatch(rows)
		k.Batches = append(k.Batches, b)
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE campaign = ? ORDER BY place`, k.ID)
	if err != nil {
		return err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var blob []byte
		if err := rows.Scan(&blob); err != nil {
			return err
		}
		sent, err := unpackRows(blob, k.Table.Len())
		k.Sent = append(k.Sent, sent...)
		return err
	}, `SELECT rows FROM batches JOIN batch_lists ON batch = id WHERE campaign = ? ORDER BY place`, k.ID)
	if err != nil {
		return s.spoilt(ctx, k.Draft.Name, err)
	}
	for i := range k.Batches {
		b := &k.Batches[i]
		if b.Last.Calls, err = calls(ctx, q, b.Key, latestCalls); err != nil {
			return err
		}
	}
	return nil
}

// Forget removes a campaign with everything in it. Its numbers stay in the
// ledger while nobody may call them: for the guard period after they were
// accepted, and until it is known what became of them.
func (s *Store) Forget(ctx context.Context, id string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := s.mayChange(ctx, tx, id); err != nil {
			return err
		}
		return s.forget(ctx, tx, id)
	})
	if err == nil {
		s.scrub(ctx)
	}
	return err
}

func (s *Store) forget(ctx context.Context, tx *sql.Tx, id string) error {
	if err := s.nothingSending(ctx, tx, id); err != nil {
		return err
	}
	guarded := `(state = 'unknown' OR state = 'accepted' AND settled > ?2)`
	empty := packRows(nil)
	for _, statement := range []string{
		`UPDATE batch_lists SET rows = ?3, again = ?3 WHERE batch IN (SELECT id FROM batches WHERE campaign = ?1 AND ` + guarded + `)`,
		`DELETE FROM calls WHERE batch IN (SELECT id FROM batches WHERE campaign = ?1)`,
		`UPDATE batches SET campaign = NULL, holder = NULL, reply = '', dashboard = '', last = NULL WHERE campaign = ?1 AND ` + guarded,
		`DELETE FROM batches WHERE campaign = ?1`,
	} {
		if _, err := tx.ExecContext(ctx, statement, id, instant(s.guardedSince()), empty); err != nil {
			return err
		}
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
func (s *Store) nothingSending(ctx context.Context, tx *sql.Tx, id string) error {
	if _, err := s.recover(ctx, tx); err != nil {
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
	return model.Advice(fmt.Sprintf("%q is being sent right now. Wait until that has ended, then forget it.", name))
}

// ForgetAll removes every campaign, the whole ledger, what was remembered of
// files and their columns: afterwards nothing keeps a number from being called
// again but the do-not-call list, which stays.
func (s *Store) ForgetAll(ctx context.Context) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := s.nothingSending(ctx, tx, ""); err != nil {
			return err
		}
		ids, err := campaignIDs(ctx, tx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := s.mayChange(ctx, tx, id); err != nil {
				return err
			}
		}
		for _, table := range []string{"batches", "campaigns", "row_sets", "mappings", "recent_files"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.scrub(ctx)
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
func (s *Store) scrub(ctx context.Context) {
	for _, pragma := range []string{`PRAGMA incremental_vacuum`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		_, _ = s.writer.ExecContext(ctx, pragma)
	}
}

// expire removes forgotten batches that guard nothing any more.
func (s *Store) expire(ctx context.Context, tx *sql.Tx) error {
	since := s.now().Add(-max(s.o.Guard, model.GuardPeriod))
	_, err := tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign IS NULL AND (state = 'refused' OR state = 'accepted' AND settled < ?)`, instant(since))
	return err
}

// changed notes that something of a campaign changed; without such a campaign
// it returns errGone.
func changed(ctx context.Context, q querier, id string, now time.Time) error {
	result, err := q.ExecContext(ctx, `UPDATE campaigns SET changed = ? WHERE id = ?`, instant(now), id)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errGone)
	}
	return nil
}
