package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"callsheet/model"
)

// Create begins a campaign, which is locked here from now on.
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
		return s.lock(ctx, tx, id)
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

// place puts a draft at the step it has come to where that is not stored, or was
// stored as no step.
func (s *Store) place(ctx context.Context, q querier, c *model.Summary) {
	edited := false
	if !c.Draft.Stage.Known() {
		// Steps that cannot be asked for are steps that may be there.
		err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM steps WHERE campaign = ?)`, c.ID).Scan(&edited)
		edited = edited || err != nil
	}
	c.Draft = c.Draft.Placed(!c.Confirmed.IsZero(), edited)
}

// Campaigns lists what is stored, the latest change first, with every campaign's
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
			switch c.Holder, err = s.lockedElsewhere(ctx, tx, c.ID); {
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
// Damage. Its Table is nil while no rows are stored of it, and its batches come
// with their latest calls.
func (s *Store) Load(ctx context.Context, id string) (model.StoredCampaign, error) {
	var k model.StoredCampaign
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
		if k.Holder, err = s.lockedElsewhere(ctx, tx, id); err != nil {
			return err
		}
		rows := 0 // of the whole list, so that what is stored of it can be read without it
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
func (s *Store) loadPlan(ctx context.Context, q querier, k *model.StoredCampaign, rows int, lost *damage) error {
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
			return nil //nolint:nilerr // the rest is read all the same
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
