package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// Ledger is a row for each batch, with the numbers it calls: what is confirmed is
// in it before the first byte leaves.
type Ledger struct {
	db       *database
	locks    *locks
	batches  *batchTable
	guards   *Guards
	evidence *Evidence
}

// Confirm writes the batches of a plan into the ledger, all or none, each as
// prepared. It fails when the campaign was confirmed before, is locked elsewhere,
// or its rows are not stored yet.
func (l *Ledger) Confirm(ctx context.Context, campaign string, p model.Plan) ([]model.Batch, error) {
	if p.Len() == 0 {
		return nil, errors.New("the plan has no contacts")
	}
	options, err := encodeOptions(p.Options)
	if err != nil {
		return nil, err
	}
	batches := make([]model.Batch, p.Batches())
	lists := make([]batchLists, p.Batches())
	last := int32(0)
	for i := range batches {
		batches[i], lists[i] = l.prepare(campaign, p, i)
		last = max(last, slices.Max(p.Rows(i)))
	}
	hash, err := l.evidence.hashDoNotCall(ctx)
	if err != nil {
		return nil, err
	}
	err = l.db.write(ctx, func(tx *sql.Tx) error {
		draft, err := l.confirmable(ctx, tx, campaign, int(last))
		if err != nil {
			return err
		}
		for i := range batches {
			batches[i].Name, batches[i].Service = draft.Name, draft.Service
			if err := addBatch(ctx, tx, batches[i], lists[i]); err != nil {
				return err
			}
		}
		if err := addSegments(ctx, tx, campaign, p.Segments, 0); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE campaigns SET confirmed = ?1, changed = ?1, options = ?2 WHERE id = ?3`, instant(l.db.now()), string(options), campaign)
		if err != nil {
			return err
		}
		listed, err := l.evidence.doNotCall(ctx, tx, hash)
		if err != nil {
			return err
		}
		return l.evidence.add(ctx, tx, campaign, evidence.KindConfirmed, confirmation(p, batches, lists, listed))
	})
	if err != nil {
		return nil, err
	}
	return batches, nil
}

// prepare is a batch of a plan as it is written down first, with its lists.
func (l *Ledger) prepare(campaign string, p model.Plan, i int) (model.Batch, batchLists) {
	numbers, o, segment := p.Numbers(i), p.OptionsOf(i), p.SegmentOf(i)
	b := model.Batch{
		Key: newID(), Campaign: campaign, Index: i, Segment: segment, Part: p.Segments[segment].Part(), Agent: o.Agent, User: o.User, Priority: o.Priority,
		Contacts: len(numbers), Hash: model.NumbersHash(numbers), State: model.SendPrepared, Prepared: l.db.now(), Schedule: o.Schedule(),
	}
	return b, batchLists{numbers: numbers, again: p.Again(i), moved: p.Moved(i), rows: p.Rows(i), ids: p.IDs(i)}
}

// confirmable returns the draft of a campaign that may be confirmed now, up to
// the last of its rows that is in the plan.
func (l *Ledger) confirmable(ctx context.Context, tx *sql.Tx, campaign string, last int) (model.Draft, error) {
	if err := l.locks.mayChange(ctx, tx, campaign); err != nil {
		return model.Draft{}, err
	}
	c, lost, err := l.db.scanSummary(tx.QueryRowContext(ctx, `SELECT `+summaryColumns+` FROM campaigns WHERE id = ?`, campaign))
	if err != nil {
		return model.Draft{}, err
	}
	if lost.err != nil {
		return model.Draft{}, model.UserError(lost.words(l.db.path, c.Draft.Name))
	}
	if !c.Confirmed.IsZero() {
		return model.Draft{}, model.UserError(fmt.Sprintf("%q was confirmed before. Open it again to see what became of it.", c.Draft.Name))
	}
	var rows int
	err = tx.QueryRowContext(ctx, `SELECT coalesce(rows, 0) FROM campaigns c LEFT JOIN row_sets r ON r.id = c.row_set WHERE c.id = ?`, campaign).Scan(&rows)
	if err != nil {
		return model.Draft{}, err
	}
	if last >= rows {
		return model.Draft{}, model.UserError(fmt.Sprintf("The rows of %q are not saved yet. Wait a moment and confirm it again.", c.Draft.Name))
	}
	return c.Draft, nil
}

// Unconfirm makes a campaign a draft again, which can be done only while the
// service has none of its batches and can have none.
func (l *Ledger) Unconfirm(ctx context.Context, campaign string) error {
	return l.db.write(ctx, func(tx *sql.Tx) error {
		if err := l.locks.mayChange(ctx, tx, campaign); err != nil {
			return err
		}
		batches, err := l.batches.list(ctx, tx, `WHERE campaign = ?`, campaign)
		if err != nil {
			return err
		}
		contacts := 0
		for _, b := range batches {
			if b.State != model.SendPrepared && b.State != model.SendRefused {
				return model.UserError(fmt.Sprintf("%q cannot be changed any more: something of it was sent, or may have been.", b.Name))
			}
			contacts += b.Contacts
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign = ?`, campaign); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM segments WHERE campaign = ?`, campaign); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE campaigns SET confirmed = NULL, options = NULL, changed = ? WHERE id = ?`, instant(l.db.now()), campaign)
		if err != nil {
			return err
		}
		return l.evidence.addIfTold(ctx, tx, campaign, evidence.KindTakenBack, evidence.TakenBack{Contacts: contacts})
	})
}

// Batches lists the ledger's rows in some states, or all, oldest first. Those of
// a campaign that was forgotten have no Campaign.
func (l *Ledger) Batches(ctx context.Context, states ...model.SendState) ([]model.Batch, error) {
	var list []model.Batch
	which := ""
	var args []any
	if len(states) > 0 {
		which = `WHERE state IN (?` + strings.Repeat(`, ?`, len(states)-1) + `)`
		for _, state := range states {
			args = append(args, string(state))
		}
	}
	err := l.db.read(ctx, func(tx *sql.Tx) (err error) {
		list, err = l.batches.list(ctx, tx, which+` ORDER BY id`, args...)
		return err
	})
	return list, err
}

// Numbers returns the numbers of a batch, sorted.
func (l *Ledger) Numbers(ctx context.Context, key string) ([]phone.Number, error) {
	var numbers []phone.Number
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		var err error
		numbers, err = l.batches.numbers(ctx, tx, key)
		return err
	})
	return numbers, err
}

// Known reports whether a batch of the service's is one of ours.
func (l *Ledger) Known(ctx context.Context, batchID string) (bool, error) {
	var known bool
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM batches WHERE batch_id = ? AND batch_id <> '')`, batchID).Scan(&known)
	})
	return known, err
}
