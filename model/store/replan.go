package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// AddSegments gives rows of a confirmed campaign that nobody was sent other segments: the
// batches of some keys, which must all be prepared, make room for those that a plan has
// behind the others (see model.Plan.Replace). It is done as a whole or not at all, and
// returns all batches of the campaign. Who was called again so soon, or taken from another
// batch, by the operator's choice still is. It fails where the campaign is open elsewhere,
// where one of the batches may have been sent by now, and where the plan has another row
// than theirs, or one of theirs twice or not at all.
func (l *Ledger) AddSegments(ctx context.Context, campaign string, p model.Plan, keys []string) ([]model.Batch, error) {
	var all []model.Batch
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		if err := l.locks.mayChange(ctx, tx, campaign); err != nil {
			return err
		}
		r := replanning{l: l, tx: tx, campaign: campaign, plan: p}
		if len(keys) == 0 {
			return errors.New("no batch is named")
		}
		if err := r.read(ctx, keys); err != nil {
			return err
		}
		if at := model.PausedAt(r.all()); !at.IsZero() {
			return model.UserError("Nothing was changed: the campaign is paused. Resume it first.")
		}
		if err := r.check(); err != nil {
			return err
		}
		if err := r.moveSegments(ctx); err != nil {
			return err
		}
		if err := r.moveBatches(ctx); err != nil {
			return err
		}
		facts := evidence.Replanned{Gone: keys, Batches: r.added, Terms: termsOf(p)}
		var err error
		all, err = l.replaced(ctx, tx, campaign, evidence.KindReplanned, facts)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// replaced writes down that batches of a campaign gave way to others, and returns all there are.
func (l *Ledger) replaced(ctx context.Context, tx *sql.Tx, campaign string, kind evidence.Kind, facts any) ([]model.Batch, error) {
	if err := l.evidence.add(ctx, tx, campaign, kind, facts); err != nil {
		return nil, err
	}
	if err := changed(ctx, tx, campaign, l.db.now()); err != nil {
		return nil, err
	}
	return l.batches.list(ctx, tx, `WHERE campaign = ? ORDER BY place`, campaign)
}

// replanning changes the batches of a campaign in one transaction.
type replanning struct {
	l        *Ledger
	tx       *sql.Tx
	campaign string
	plan     model.Plan

	kept, replaced []storedBatch
	added          []evidence.Batch // in the place of those that are replaced
}

// storedBatch is a batch with what is stored of whom it calls.
type storedBatch struct {
	model.Batch
	id                 int64
	rows, again, moved []byte
}

// errOtherPlan is of a plan that was made of other batches than there are.
var errOtherPlan = errors.New("the plan is of other rows than the ledger")

func (r *replanning) read(ctx context.Context, keys []string) error {
	err := each(ctx, r.tx, func(rows *sql.Rows) error {
		var s storedBatch
		var err error
		if s.Batch, err = r.l.batches.scan(scanAlso{rows, []any{&s.id, &s.rows, &s.again, &s.moved}}); err != nil {
			return err
		}
		if slices.Contains(keys, s.Key) {
			r.replaced = append(r.replaced, s)
		} else {
			r.kept = append(r.kept, s)
		}
		return nil
	}, `SELECT `+batchColumns+`, id, rows, again, coalesce(moved, x'') FROM batches JOIN batch_lists ON batch = id WHERE campaign = ? ORDER BY place`, r.campaign)
	switch {
	case err != nil:
		return err
	case len(r.replaced) != len(keys):
		return errNoBatch
	}
	return nil
}

// all are the batches of the campaign.
func (r *replanning) all() []model.Batch {
	var all []model.Batch
	for _, s := range slices.Concat(r.kept, r.replaced) {
		all = append(all, s.Batch)
	}
	return all
}

// check returns an error where somebody could be called twice by the plan, or not at all.
func (r *replanning) check() error {
	var before, after []int32
	for _, s := range r.replaced {
		if s.State != model.SendPrepared {
			return model.UserError(fmt.Sprintf("Nothing was changed: batch %d of %q %s.", s.Index+1, s.Name, stateWords[s.State]))
		}
		if s.Part.Release.ForOutcome() {
			return model.UserError(fmt.Sprintf("Nothing was changed: batch %d of %q waits for its canary. Decide about that first.", s.Index+1, s.Name))
		}
		rows, err := unpackRows(s.rows, math.MaxInt32)
		if err != nil {
			return r.l.db.damaged(s.Name, err)
		}
		before = append(before, rows...)
	}
	if r.plan.Batches() < len(r.kept) {
		return errOtherPlan
	}
	last := -1
	for i, s := range r.kept {
		if !bytes.Equal(packRows(r.plan.Rows(i)), s.rows) || model.NumbersHash(r.plan.Numbers(i)) != s.Hash {
			return errOtherPlan
		}
		last = r.plan.SegmentOf(i)
	}
	for i := len(r.kept); i < r.plan.Batches(); i++ {
		if r.plan.SegmentOf(i) <= last {
			return errOtherPlan
		}
		after = append(after, r.plan.Rows(i)...)
	}
	slices.Sort(before)
	slices.Sort(after)
	if !slices.Equal(before, after) {
		return errOtherPlan
	}
	return nil
}

// moveSegments gives the segments that stay their places in the plan, and stores the new
// ones. When those that stay may be sent is said by the ledger, not by the plan.
func (r *replanning) moveSegments(ctx context.Context) error {
	if _, err := r.tx.ExecContext(ctx, `UPDATE segments SET place = -1 - place WHERE campaign = ?`, r.campaign); err != nil {
		return err
	}
	first := 0 // place of the first new one
	for i, s := range r.kept {
		place := r.plan.SegmentOf(i)
		if place < first {
			continue // another batch of the one before
		}
		first = place + 1
		var stored string
		err := r.tx.QueryRowContext(ctx, `UPDATE segments SET place = ? WHERE campaign = ? AND place = ? RETURNING released`, place, r.campaign, -1-s.Segment).Scan(&stored)
		if err != nil {
			return err
		}
		var released releaseJSON
		if json.Unmarshal([]byte(stored), &released) != nil || released.By != model.ReleasedByOutcome {
			continue
		}
		released.After = r.plan.Segments[place].Release.After
		text, err := json.Marshal(released)
		if err != nil {
			return err
		}
		if _, err := r.tx.ExecContext(ctx, `UPDATE segments SET released = ? WHERE campaign = ? AND place = ?`, string(text), r.campaign, place); err != nil {
			return err
		}
	}
	if _, err := r.tx.ExecContext(ctx, `DELETE FROM segments WHERE campaign = ? AND place < 0`, r.campaign); err != nil {
		return err
	}
	return addSegments(ctx, r.tx, r.campaign, r.plan.Segments[first:], first)
}

// moveBatches gives the batches that stay their places in the plan, and puts the new ones
// in the place of the others.
func (r *replanning) moveBatches(ctx context.Context) error {
	again, moved := map[phone.Number]bool{}, map[phone.Number]bool{}
	for _, s := range r.replaced {
		chosen, err := r.chosen(s)
		if err != nil {
			return err
		}
		for _, n := range chosen.again {
			again[n] = true
		}
		for _, n := range chosen.moved {
			moved[n] = true
		}
		if _, err := r.tx.ExecContext(ctx, `DELETE FROM batches WHERE id = ?`, s.id); err != nil {
			return err
		}
	}
	for i, s := range r.kept {
		if _, err := r.tx.ExecContext(ctx, `UPDATE batches SET place = ?, segment = ? WHERE id = ?`, i, r.plan.SegmentOf(i), s.id); err != nil {
			return err
		}
	}
	for i := len(r.kept); i < r.plan.Batches(); i++ {
		b, lists := r.l.prepare(r.campaign, r.plan, i)
		b.Name, b.Service = r.replaced[0].Name, r.replaced[0].Service
		not := func(chosen map[phone.Number]bool) func(phone.Number) bool {
			return func(n phone.Number) bool { return !chosen[n] }
		}
		lists.again = slices.DeleteFunc(slices.Clone(lists.numbers), not(again))
		lists.moved = slices.DeleteFunc(slices.Clone(lists.numbers), not(moved))
		if err := addBatch(ctx, r.tx, b, lists); err != nil {
			return err
		}
		r.added = append(r.added, batchFacts(b, lists))
	}
	return nil
}

// chosen is what the operator chose of the contacts of a batch.
func (r *replanning) chosen(s storedBatch) (lists batchLists, err error) {
	for blob, list := range map[*[]byte]*[]phone.Number{&s.again: &lists.again, &s.moved: &lists.moved} {
		if len(*blob) == 0 {
			continue
		}
		numbers, err := unpack(*blob)
		if err != nil {
			return lists, r.l.db.damaged(s.Name, err)
		}
		*list = numbers.numbers()
	}
	return lists, nil
}
