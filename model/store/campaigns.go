package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"callsheet/model"
)

// Campaigns are the campaigns with their drafts, rows and steps.
type Campaigns struct {
	db       *database
	locks    *locks
	batches  *batchTable
	rows     *rowSets
	ledger   *Ledger
	guards   *Guards
	evidence *Evidence
}

// Check returns an error when what is stored is not at its place any more, or is
// older than it was: a *model.LostError, or a sentence for the operator.
func (c *Campaigns) Check(ctx context.Context) error { return c.db.check(ctx) }

// Create begins a campaign, which is locked here from now on.
func (c *Campaigns) Create(ctx context.Context, d model.Draft) (id string, err error) {
	draft, err := encodeDraft(d)
	if err != nil {
		return "", err
	}
	id = newID()
	err = c.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO campaigns (id, name, draft, changed) VALUES (?, ?, ?, ?)`, id, d.Name, string(draft), instant(c.db.now()))
		if err != nil {
			return err
		}
		return c.locks.lock(ctx, tx, id)
	})
	return id, err
}

// Summaries lists what is stored, the latest change first, with every campaign's
// batches and whoever has it open elsewhere. Of a damaged one there is what can
// be read. An error about a damaged database comes with all that could be listed
// in spite of it.
func (c *Campaigns) Summaries(ctx context.Context) ([]model.Summary, error) {
	var all []model.Summary
	err := c.db.read(ctx, func(tx *sql.Tx) error {
		unreadable := each(ctx, tx, func(rows *sql.Rows) error {
			summary, _, err := c.db.scanSummary(rows)
			if err == nil {
				all = append(all, summary)
			}
			return err
		}, `SELECT `+summaryColumns+` FROM campaigns ORDER BY changed DESC, id`)
		if unreadable != nil && code(unreadable) != codeCorrupt {
			return unreadable
		}
		batches := map[string][]model.Batch{}
		err := each(ctx, tx, func(rows *sql.Rows) error {
			b, err := c.batches.scan(rows)
			if err == nil {
				batches[b.Campaign] = append(batches[b.Campaign], b)
			}
			return err
		}, `SELECT `+batchColumns+` FROM batches WHERE campaign IS NOT NULL ORDER BY campaign, place`)
		if err != nil && code(err) != codeCorrupt {
			return err
		}
		unreadable = cmp.Or(unreadable, err)
		releases, err := loadReleases(ctx, tx)
		if err != nil && code(err) != codeCorrupt {
			return err
		}
		unreadable = cmp.Or(unreadable, err)
		for i := range all {
			s := &all[i]
			s.Batches, s.Releases = batches[s.ID], releases[s.ID]
			place(ctx, tx, s)
			switch s.Holder, err = c.locks.lockedElsewhere(ctx, tx, s.ID); {
			case code(err) == codeCorrupt:
				s.Holder = "it cannot be read who"
				unreadable = cmp.Or(unreadable, err)
			case err != nil:
				return err
			}
		}
		return unreadable
	})
	return all, err
}

// Lock opens a campaign for changes here and nowhere else. It returns "" when
// that worked, also when the one who had it is dead; otherwise it says who has
// it, as in "anna, terminal pts/3, since 10:02".
func (c *Campaigns) Lock(ctx context.Context, id string) (string, error) {
	var holder string
	err := c.db.write(ctx, func(tx *sql.Tx) error {
		var err error
		if holder, err = c.locks.lockedElsewhere(ctx, tx, id); err != nil || holder != "" {
			return err
		}
		return c.locks.lock(ctx, tx, id)
	})
	return holder, err
}

// Release lets others open a campaign that was locked here.
func (c *Campaigns) Release(ctx context.Context, id string) error {
	return c.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE campaigns SET holder = NULL, held = NULL WHERE id = ? AND holder = ?`, id, c.db.holder.id)
		return err
	})
}

// Held are the campaigns that are locked here.
func (c *Campaigns) Held(ctx context.Context) ([]string, error) {
	var ids []string
	err := c.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, `SELECT id FROM campaigns WHERE holder = ?`, c.db.holder.id)
	})
	return ids, err
}

// latestCalls is how many calls of a batch are loaded with its campaign.
const latestCalls = 500

// Load reads a campaign: all of it that can be read, with what cannot in its
// Damage. Its Table is nil while no rows are stored of it, and its batches come
// with their latest calls.
func (c *Campaigns) Load(ctx context.Context, id string) (model.StoredCampaign, error) {
	var k model.StoredCampaign
	err := c.db.read(ctx, func(tx *sql.Tx) error {
		var lost damage
		var err error
		k.Summary, lost, err = c.db.scanSummary(tx.QueryRowContext(ctx, `SELECT `+summaryColumns+` FROM campaigns WHERE id = ?`, id))
		if errors.Is(err, sql.ErrNoRows) {
			return errGone
		}
		if err != nil {
			return err
		}
		place(ctx, tx, &k.Summary)
		if k.Holder, err = c.locks.lockedElsewhere(ctx, tx, id); err != nil {
			return err
		}
		rows := 0 // of the whole list, so that what is stored of it can be read without it
		if k.Table, rows, err = loadRows(ctx, tx, id); isDamage(ctx, err) {
			lost.addLocking("some of its rows", err)
		} else if err != nil {
			return err
		}
		if k.Done, k.Undone, err = loadSteps(ctx, tx, id, rows); isDamage(ctx, err) {
			lost.addLocking("some of its edits", err)
		} else if err != nil {
			return err
		}
		if err := c.loadPlan(ctx, tx, &k, rows, &lost); err != nil {
			return err
		}
		k.Locked = lost.locked
		k.Damage = lost.words(c.db.path, k.Draft.Name)
		return nil
	})
	if err != nil {
		return model.StoredCampaign{}, err
	}
	return k, nil
}

// isDamage reports whether an error is about what is stored of a campaign. A
// context's, and one of the disk's, has nothing to do with that.
func isDamage(ctx context.Context, err error) bool {
	return err != nil && (code(err) == 0 || code(err) == codeCorrupt) && ctx.Err() == nil
}

// loadPlan reads what was confirmed of a campaign of so many rows, if anything.
func (c *Campaigns) loadPlan(ctx context.Context, q querier, k *model.StoredCampaign, rows int, lost *damage) error {
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
	k.Batches, err = c.batches.list(ctx, q, `WHERE campaign = ? ORDER BY place`, k.ID)
	if isDamage(ctx, err) {
		lost.addLocking("some of its batches", err)
	} else if err != nil {
		return err
	}
	if k.Segments, err = loadSegments(ctx, q, k.ID, lost); err != nil {
		return err
	}
	var unreadable error
	cuts := make([][]int, len(k.Segments))
	err = each(ctx, q, func(r *sql.Rows) error {
		var blob []byte
		var segment int
		if err := r.Scan(&segment, &blob); err != nil {
			return err
		}
		for segment >= len(k.Segments) && segment < len(k.Batches) {
			k.Segments = append(k.Segments, model.Segment{Options: k.Options, Release: model.Release{By: model.ReleasedByOperator}})
		}
		sent, err := unpackRows(blob, rows)
		if err != nil {
			unreadable = err
			return nil //nolint:nilerr // the rest is read all the same
		}
		if 0 <= segment && segment < len(cuts) {
			cuts[segment] = append(cuts[segment], len(sent))
		}
		for _, row := range sent {
			if int(row) < k.Table.Len() {
				k.Sent = append(k.Sent, row)
				if 0 <= segment && segment < len(k.Segments) {
					k.Segments[segment].Rows = append(k.Segments[segment].Rows, row)
				}
			}
		}
		return nil
	}, `SELECT segment, rows FROM batches JOIN batch_lists ON batch = id WHERE campaign = ? ORDER BY place`, k.ID)
	if err = cmp.Or(err, unreadable); isDamage(ctx, err) {
		lost.addLocking("which of its rows were sent", err)
	} else if err != nil {
		return err
	}
	for i, sizes := range cuts {
		k.Segments[i] = k.Segments[i].Cut(sizes)
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
