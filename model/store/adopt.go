package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// Adopt makes a campaign without rows of a batch that stands at the service and was not made
// here (see model.ListedBatch.Adopted), and returns its key; where a campaign of this machine
// has the batch already, that of this one. It fails while it is not known what became of a
// batch of ours that this one may be.
func (l *Ledger) Adopt(ctx context.Context, d model.Draft, b model.Batch) (string, error) {
	draft, err := encodeDraft(d)
	if err != nil {
		return "", err
	}
	part := model.Segment{Options: model.Options{Name: d.Name, Agent: b.Agent, User: b.User, Priority: b.Priority}}
	options, err := encodeOptions(part.Options)
	if err != nil {
		return "", err
	}
	var campaign string
	err = l.db.write(ctx, func(tx *sql.Tx) error {
		campaign, err = campaignWith(ctx, tx, b)
		if err != nil || campaign != "" {
			return err
		}
		if err := mayBeOurs(ctx, tx, b); err != nil {
			return err
		}
		campaign = newID()
		b.Key, b.Campaign, b.Settled = newID(), campaign, l.db.now()
		_, err := tx.ExecContext(ctx, `INSERT INTO campaigns (id, name, draft, changed, confirmed, options) VALUES (?1, ?2, ?3, ?4, ?4, ?5)`, campaign, d.Name, string(draft), instant(b.Settled), string(options))
		if err != nil {
			return err
		}
		if err := addBatch(ctx, tx, b, batchLists{}); err != nil {
			return err
		}
		if err := l.batches.put(ctx, tx, b); err != nil {
			return err
		}
		if err := addSegments(ctx, tx, campaign, []model.Segment{part}, 0); err != nil {
			return err
		}
		facts := batchFacts(b, batchLists{})
		facts.State, facts.BatchID = string(b.State), b.ID
		return l.evidence.add(ctx, tx, campaign, evidence.KindAdopted, evidence.Adopted{Batch: facts})
	})
	if err != nil {
		return "", err
	}
	return campaign, nil
}

// campaignWith is the campaign that has a batch of the service; "" = none has.
func campaignWith(ctx context.Context, q querier, b model.Batch) (string, error) {
	var campaign string
	err := q.QueryRowContext(ctx, `SELECT campaign FROM batches WHERE batch_id = ? AND batch_id <> '' AND service = ? AND campaign IS NOT NULL ORDER BY id LIMIT 1`, b.ID, b.Service).Scan(&campaign)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return campaign, err
}

// mayBeOurs returns an error while it is not known of a batch of ours whether the service has
// it: a batch that is adopted would not be found to be that one any more.
func mayBeOurs(ctx context.Context, q querier, b model.Batch) error {
	var name string
	err := q.QueryRowContext(ctx, `SELECT name FROM batches WHERE state NOT IN ('prepared', 'refused', 'accepted') AND service = ?1 AND (?2 = '' OR agent = ?2) ORDER BY id LIMIT 1`, b.Service, b.Agent).Scan(&name)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return model.UserError(fmt.Sprintf("This may be a batch of %q, of which it is not known whether Dialgen took it. Settle that first.", name))
}

// addNumbers adds whom calls went to to the numbers of a batch that was adopted: of others all
// are known. So they are guarded as anybody is whom a batch calls.
func (t *batchTable) addNumbers(ctx context.Context, tx querier, key string, calls []model.Call) error {
	if len(calls) == 0 {
		return nil
	}
	// Nearly all batches are made here, and every look at one comes by: no list is read of those.
	var id int64
	var b model.Batch
	err := tx.QueryRowContext(ctx, `SELECT id, state, note FROM batches WHERE key = ?`, key).Scan(&id, &b.State, &b.Note)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !b.Adopted() {
		return nil
	}
	if err != nil {
		return err
	}
	known, err := t.numbers(ctx, tx, key)
	if err != nil {
		return err
	}
	var called []phone.Number
	for _, c := range calls {
		if n, ok := c.Number(); ok {
			called = append(called, n)
		}
	}
	_, err = t.putNumbers(ctx, tx, id, known, called)
	return err
}

// putNumbers writes down more numbers of a batch, and returns all that it has, sorted.
func (t *batchTable) putNumbers(ctx context.Context, tx querier, id int64, known, more []phone.Number) ([]phone.Number, error) {
	all := slices.Concat(known, more)
	slices.Sort(all)
	if all = slices.Compact(all); len(all) == len(known) {
		return all, nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE batch_lists SET numbers = ? WHERE batch = ?`, pack(all), id)
	return all, err
}
