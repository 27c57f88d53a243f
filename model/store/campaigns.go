package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
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

// scanSummary reads a campaign's row: as much of its draft as can be read.
func (s *Store) scanSummary(row interface{ Scan(...any) error }) (model.Summary, damage, error) {
	var c model.Summary
	var name, draft string
	if err := row.Scan(&c.ID, &name, &draft, (*instant)(&c.Changed), (*instant)(&c.Confirmed)); err != nil {
		return model.Summary{}, damage{}, err
	}
	var lost damage
	c.Draft, lost = decodeDraft([]byte(draft))
	c.Draft.Name = name
	lost.locked = lost.err != nil && !c.Confirmed.IsZero()
	c.Damage = lost.words(s, name)
	return c, lost, nil
}

// place puts a draft at the step it has come to where that is not kept, or was
// kept as no step.
func (s *Store) place(ctx context.Context, q querier, c *model.Summary) {
	edited := false
	if !c.Draft.Stage.Known() {
		// Steps that cannot be asked for are steps that may be there.
		err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM steps WHERE campaign = ?)`, c.ID).Scan(&edited)
		edited = edited || err != nil
	}
	c.Draft = c.Draft.Placed(!c.Confirmed.IsZero(), edited)
}

// Campaigns lists what is kept, the latest change first, with every campaign's
// batches and whoever has it open elsewhere. Of a damaged one there is what can
// be read. An error about a damaged database comes with all that could be listed
// in spite of it.
func (s *Store) Campaigns(ctx context.Context) ([]model.Summary, error) {
	var all []model.Summary
	err := s.read(ctx, func(tx *sql.Tx) error {
		spoilt := each(ctx, tx, func(rows *sql.Rows) error {
			c, _, err := s.scanSummary(rows)
			if err == nil {
				all = append(all, c)
			}
			return err
		}, `SELECT `+summaryColumns+` FROM campaigns ORDER BY changed DESC, id`)
		if spoilt != nil && code(spoilt) != codeCorrupt {
			return spoilt
		}
		batches := map[string][]model.Batch{}
		err := each(ctx, tx, func(rows *sql.Rows) error {
			b, err := s.scanBatch(rows)
			if err == nil {
				batches[b.Campaign] = append(batches[b.Campaign], b)
			}
			return err
		}, `SELECT `+batchColumns+` FROM batches WHERE campaign IS NOT NULL ORDER BY campaign, place`)
		if err != nil && code(err) != codeCorrupt {
			return err
		}
		spoilt = cmp.Or(spoilt, err)
		for i := range all {
			c := &all[i]
			c.Batches = batches[c.ID]
			s.place(ctx, tx, c)
			switch c.Holder, err = s.heldElsewhere(ctx, tx, c.ID); {
			case code(err) == codeCorrupt:
				c.Holder = "it cannot be read who"
				spoilt = cmp.Or(spoilt, err)
			case err != nil:
				return err
			}
		}
		return spoilt
	})
	return all, err
}

// latestCalls is how many calls of a batch are loaded with its campaign.
const latestCalls = 500

// Load reads a campaign: all of it that can be read, with what cannot in its
// Damage. Its Table is nil while no rows are kept of it, and its batches come
// with their latest calls.
func (s *Store) Load(ctx context.Context, id string) (model.Kept, error) {
	var k model.Kept
	err := s.read(ctx, func(tx *sql.Tx) error {
		var lost damage
		var err error
		k.Summary, lost, err = s.scanSummary(tx.QueryRowContext(ctx, `SELECT `+summaryColumns+` FROM campaigns WHERE id = ?`, id))
		if errors.Is(err, sql.ErrNoRows) {
			return errGone
		}
		if err != nil {
			return err
		}
		s.place(ctx, tx, &k.Summary)
		if k.Holder, err = s.heldElsewhere(ctx, tx, id); err != nil {
			return err
		}
		rows := 0 // of the whole list, so that what is kept of it can be read without it
		if k.Table, rows, err = s.loadRows(ctx, tx, id); isDamage(ctx, err) {
			lost.addLocking("some of its rows", err)
		} else if err != nil {
			return err
		}
		if k.Done, k.Undone, err = loadSteps(ctx, tx, id, rows); isDamage(ctx, err) {
			lost.addLocking("some of its edits", err)
		} else if err != nil {
			return err
		}
		if err := s.loadPlan(ctx, tx, &k, rows, &lost); err != nil {
			return err
		}
		k.Locked = lost.locked
		k.Damage = lost.words(s, k.Draft.Name)
		return nil
	})
	if err != nil {
		return model.Kept{}, err
	}
	return k, nil
}

// isDamage reports whether an error is about what is kept of a campaign. A
// context's, and one of the disk's, has nothing to do with that.
func isDamage(ctx context.Context, err error) bool {
	return err != nil && (code(err) == 0 || code(err) == codeCorrupt) && ctx.Err() == nil
}

// loadPlan reads what was confirmed of a campaign of so many rows, if anything.
func (s *Store) loadPlan(ctx context.Context, q querier, k *model.Kept, rows int, lost *damage) error {
	if k.Confirmed.IsZero() {
		return nil
	}
	var options string
	err := q.QueryRowContext(ctx, `SELECT coalesce(options, '') FROM campaigns WHERE id = ?`, k.ID).Scan(&options)
	if err == nil {
		k.Options, err = decodeOptions([]byte(options))
	}
	if isDamage(ctx, err) {
		lost.addLocking("the options it was sent with", err)
	} else if err != nil {
		return err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		b, err := s.scanBatch(rows)
		if err == nil {
			k.Batches = append(k.Batches, b)
		}
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE campaign = ? ORDER BY place`, k.ID)
	if isDamage(ctx, err) {
		lost.addLocking("some of its batches", err)
	} else if err != nil {
		return err
	}
	var spoilt error
	err = each(ctx, q, func(r *sql.Rows) error {
		var blob []byte
		if err := r.Scan(&blob); err != nil {
			return err
		}
		sent, err := unpackRows(blob, rows)
		if err != nil {
			spoilt = err
			return nil
		}
		for _, row := range sent {
			if int(row) < k.Table.Len() {
				k.Sent = append(k.Sent, row)
			}
		}
		return nil
	}, `SELECT rows FROM batches JOIN batch_lists ON batch = id WHERE campaign = ? ORDER BY place`, k.ID)
	if err = cmp.Or(err, spoilt); isDamage(ctx, err) {
		lost.addLocking("which of its rows were sent", err)
	} else if err != nil {
		return err
	}
	for i := range k.Batches {
		b := &k.Batches[i]
		// Calls that cannot be read are asked for again.
		if b.Last.Calls, err = calls(ctx, q, b.Key, latestCalls); err != nil && !isDamage(ctx, err) {
			return err
		}
	}
	return nil
}

// UnsettledError says that campaigns are not forgotten, since it is not known
// whether the service has some of their batches.
type UnsettledError struct {
	Campaigns []string // their names
}

func (e *UnsettledError) Error() string {
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
// an *UnsettledError.
func (s *Store) Forget(ctx context.Context, unknown bool, ids ...string) error {
	err := s.write(ctx, func(tx *sql.Tx) error { return s.forgetEach(ctx, tx, unknown, ids) })
	if err == nil {
		s.scrub(ctx)
	}
	return err
}

func (s *Store) forgetEach(ctx context.Context, tx *sql.Tx, unknown bool, ids []string) error {
	if err := s.mayForget(ctx, tx, unknown, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.forget(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// mayForget makes sure that campaigns may be forgotten.
func (s *Store) mayForget(ctx context.Context, tx *sql.Tx, unknown bool, ids []string) error {
	for _, id := range ids {
		if err := s.nothingSending(ctx, tx, id); err != nil {
			return err
		}
		if err := s.mayChange(ctx, tx, id); err != nil {
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
	var unsettled UnsettledError
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		unsettled.Campaigns = append(unsettled.Campaigns, name)
		return err
	}, `SELECT name FROM campaigns WHERE id IN (SELECT value FROM json_each(?)) AND id IN
		(SELECT campaign FROM batches WHERE state NOT IN ('prepared', 'refused', 'accepted')) ORDER BY name`, string(chosen))
	if err == nil && len(unsettled.Campaigns) > 0 {
		return &unsettled
	}
	return err
}

func (s *Store) forget(ctx context.Context, tx *sql.Tx, id string) error {
	guarding, err := s.guardingStill(ctx, tx, `campaign = ?`, id)
	if err != nil {
		return err
	}
	empty := packRows(nil)
	for _, key := range guarding {
		for _, statement := range []string{
			`UPDATE batch_lists SET rows = ?2, again = ?2 WHERE batch = (SELECT id FROM batches WHERE key = ?1)`,
			`DELETE FROM calls WHERE batch = (SELECT id FROM batches WHERE key = ?1)`,
			`UPDATE batches SET campaign = NULL, holder = NULL, reply = '', dashboard = '', last = NULL WHERE key = ?1`,
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

// guardingStill returns the keys of the batches under a condition that guard
// numbers, for GuardPeriod even where this store guards for less.
func (s *Store) guardingStill(ctx context.Context, tx *sql.Tx, condition string, args ...any) ([]string, error) {
	keys := []string{}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		b, err := s.scanBatch(rows)
		if err == nil && b.Guards(s.now(), max(s.o.Guard, model.GuardPeriod)) {
			keys = append(keys, b.Key)
		}
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE `+condition, args...)
	return keys, err
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

// ForgetAll removes every campaign, and what was remembered of files and their
// columns. The do-not-call list stays, and the numbers that are guarded, as after
// Forget.
func (s *Store) ForgetAll(ctx context.Context, unknown bool) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := s.nothingSending(ctx, tx, ""); err != nil {
			return err
		}
		ids, err := campaignIDs(ctx, tx)
		if err == nil {
			err = s.forgetEach(ctx, tx, unknown, ids)
		}
		if err != nil {
			return err
		}
		for _, table := range []string{"row_sets", "mappings", "recent_files"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		return s.expire(ctx, tx)
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
	guarding, err := s.guardingStill(ctx, tx, `campaign IS NULL`)
	if err != nil {
		return err
	}
	keep, err := json.Marshal(guarding)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign IS NULL AND key NOT IN (SELECT value FROM json_each(?))`, string(keep))
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
