package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// Pause writes down, durably, that nothing more of a campaign may be sent until it is
// resumed, and returns when each segment may be sent. Whoever has it open: to stop is always
// allowed. Only after that may its batches be cancelled at the service, so that whoever comes
// after a crash finds that they are to be. A campaign that is paused stays as it is.
func (l *Ledger) Pause(ctx context.Context, campaign string) ([]model.Release, error) {
	now := l.db.now()
	told := func(parts []evidence.Part) (evidence.Kind, any) {
		return evidence.KindPaused, evidence.Paused{Parts: parts}
	}
	all, err := l.changeReleases(ctx, campaign, true, nil, told, func(r *model.Release, _ []model.Segment) {
		if r.Paused.IsZero() {
			r.Paused = now
		}
	})
	if err == nil && len(all) == 0 {
		err = model.UserError("This campaign cannot be paused: it is not kept here how it was sent. Cancel it instead.")
	}
	return all, err
}

// Resume writes down that a campaign goes on, with a plan in which rows of batches that were
// cancelled are in other segments (see model.Plan.Take): those batches lose them. The plan
// may also be as it was. It is done as a whole or not at all, and returns all batches. It
// fails where the campaign is open elsewhere, where the plan has another row than there was,
// or one twice or not at all, and where somebody of the other segments may not be called: a
// number that was rung is in none, nor is one of which that is not known, but those who were
// missed and are owed another try, who are in batches of their own with no more tries than
// they were confirmed with.
func (l *Ledger) Resume(ctx context.Context, campaign string, p model.Plan) ([]model.Batch, error) {
	var all []model.Batch
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		if err := l.locks.mayChange(ctx, tx, campaign); err != nil {
			return err
		}
		r := resuming{of: replanning{l: l, tx: tx, campaign: campaign, plan: p}, source: map[int32]int{}}
		if err := r.of.read(ctx, nil); err != nil {
			return err
		}
		if err := r.check(ctx); err != nil {
			return err
		}
		if err := r.move(ctx); err != nil {
			return err
		}
		if err := clearPause(ctx, tx, campaign); err != nil {
			return err
		}
		var err error
		all, err = l.replaced(ctx, tx, campaign, evidence.KindResumed, r.facts)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// clearPause lets the segments of a campaign be sent again that may be.
func clearPause(ctx context.Context, tx *sql.Tx, campaign string) error {
	_, err := tx.ExecContext(ctx, `UPDATE segments SET released = json_remove(released, '$.paused') WHERE campaign = ? AND json_valid(released)`, campaign)
	return err
}

// resuming moves rows of batches that were cancelled into other batches, in one transaction.
type resuming struct {
	of     replanning    // which batches there are
	lists  [][]int32     // the rows of those that stay, as they are stored
	source map[int32]int // of each row that is moved, the place of the batch that has it
	left   []model.Remainder
	owed   []bool // of each new batch: its contacts were rung before
	facts  evidence.Resumed
}

// check returns an error where somebody could be called twice by the plan, or lost.
func (r *resuming) check(ctx context.Context) error {
	if r.of.plan.Batches() < len(r.of.kept) {
		return errOtherPlan
	}
	var err error
	if r.left, err = r.of.l.remainders(ctx, r.of.tx, r.of.campaign); err != nil {
		return err
	}
	last := -1
	for i, s := range r.of.kept {
		rows, err := unpackRows(s.rows, math.MaxInt32)
		if err != nil {
			return r.of.l.db.damaged(s.Name, err)
		}
		r.lists = append(r.lists, rows)
		last = r.of.plan.SegmentOf(i)
		if bytes.Equal(packRows(r.of.plan.Rows(i)), s.rows) && model.NumbersHash(r.of.plan.Numbers(i)) == s.Hash {
			continue
		}
		if model.NumbersHash(r.of.plan.NumbersOf(rows)) != s.Hash || !r.takes(i, rows) {
			return errOtherPlan
		}
	}
	moved := len(r.source)
	for i := len(r.of.kept); i < r.of.plan.Batches(); i++ {
		if r.of.plan.SegmentOf(i) <= last || r.of.plan.ReleaseOf(model.Batch{Segment: r.of.plan.SegmentOf(i)}).By == model.ReleasedByOutcome {
			return errOtherPlan
		}
		if err := r.checkNew(i); err != nil {
			return err
		}
		moved -= len(r.of.plan.Rows(i))
	}
	if moved != 0 {
		return errOtherPlan
	}
	return nil
}

// takes notes the rows that a batch loses; false where it would get others.
func (r *resuming) takes(place int, rows []int32) bool {
	stays := r.of.plan.Rows(place)
	for _, row := range rows {
		if len(stays) > 0 && stays[0] == row {
			stays = stays[1:]
			continue
		}
		if _, twice := r.source[row]; twice {
			return false
		}
		r.source[row] = place
	}
	return len(stays) == 0
}

// checkNew holds that everybody of a new batch may be called by it.
func (r *resuming) checkNew(i int) error {
	seen, owed := map[int32]bool{}, 0
	for _, row := range r.of.plan.Rows(i) {
		place, moves := r.source[row]
		if !moves || seen[row] {
			return errOtherPlan
		}
		seen[row] = true
		from, n := r.of.kept[place], r.of.plan.NumberOf(row)
		at := slices.IndexFunc(r.left, func(m model.Remainder) bool { return m.Key == from.Key })
		if at < 0 {
			return model.UserError(fmt.Sprintf("Nothing was changed: batch %d of %q is not cancelled.", from.Index+1, from.Name))
		}
		left := r.left[at]
		if left.Why != "" {
			return model.UserError("Nothing was changed. " + left.Why)
		}
		w, known := left.Of[n]
		o := r.of.plan.OptionsOf(i)
		switch {
		case !known || o.Agent != from.Agent || o.User != from.User || o.MaxAttempts > left.MaxAttempts-w.Tries:
			return errOtherPlan
		case w.Held != model.NoHold:
			return model.UserError("Nothing was changed: somebody may not be called any more who could be a moment ago. Resume it again, without them.")
		case !w.Never() && !w.Owed:
			return model.UserError("Nothing was changed: somebody was called who was not called a moment ago. Resume it again, without them.")
		case !w.Never():
			owed++
		}
	}
	if owed > 0 && owed < len(r.of.plan.Rows(i)) {
		return errOtherPlan
	}
	r.owed = append(r.owed, owed > 0)
	return nil
}

// move takes the rows out of the batches that were cancelled, and adds the new batches.
func (r *resuming) move(ctx context.Context) error {
	if len(r.source) == 0 {
		r.facts = evidence.Resumed{From: []evidence.Batch{}, Batches: []evidence.Batch{}, Terms: termsOf(r.of.plan)}
		return nil
	}
	if err := r.of.moveSegments(ctx); err != nil {
		return err
	}
	lists := make([]batchLists, len(r.of.kept)) // as they were
	for i, s := range r.of.kept {
		if len(r.of.plan.Rows(i)) == len(r.lists[i]) {
			continue
		}
		var err error
		if lists[i], err = r.chosen(ctx, s); err != nil {
			return err
		}
		if err := r.shrink(ctx, i, lists[i]); err != nil {
			return err
		}
	}
	r.facts.Terms = termsOf(r.of.plan)
	for i := len(r.of.kept); i < r.of.plan.Batches(); i++ {
		if err := r.add(ctx, i, lists); err != nil {
			return err
		}
	}
	return nil
}

// chosen is what the operator chose of the contacts of a batch, and the ids they have there.
func (r *resuming) chosen(ctx context.Context, s storedBatch) (lists batchLists, err error) {
	if lists, err = r.of.chosen(s); err != nil {
		return lists, err
	}
	var blob []byte
	err = r.of.tx.QueryRowContext(ctx, `SELECT ids FROM batch_ids WHERE batch = ?`, s.id).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return lists, nil
	}
	if err != nil {
		return lists, err
	}
	ids, err := unpackIDs(blob)
	if err != nil {
		return lists, r.of.l.db.damaged(s.Name, err)
	}
	lists.ids = ids.refs()
	return lists, nil
}

// shrink takes the rows out of one batch that it loses.
func (r *resuming) shrink(ctx context.Context, i int, was batchLists) error {
	s, numbers := r.of.kept[i], r.of.plan.Numbers(i)
	stays := func(n phone.Number) bool { _, there := slices.BinarySearch(numbers, n); return there }
	only := func(list []phone.Number) []byte {
		return pack(slices.DeleteFunc(slices.Clone(list), func(n phone.Number) bool { return !stays(n) }))
	}
	hash := model.NumbersHash(numbers)
	if _, err := r.of.tx.ExecContext(ctx, `UPDATE batches SET contacts = ?, hash = ? WHERE id = ?`, len(numbers), hash, s.id); err != nil {
		return err
	}
	_, err := r.of.tx.ExecContext(ctx, `UPDATE batch_lists SET numbers = ?, again = ?, rows = ?, moved = ? WHERE batch = ?`,
		pack(numbers), only(was.again), packRows(r.of.plan.Rows(i)), only(was.moved), s.id)
	if err != nil {
		return err
	}
	if _, err := r.of.tx.ExecContext(ctx, `DELETE FROM batch_ids WHERE batch = ?`, s.id); err != nil {
		return err
	}
	ids := slices.DeleteFunc(slices.Clone(was.ids), func(c model.ContactRef) bool { return !stays(c.Number) })
	if err := putIDs(ctx, r.of.tx, s.id, ids); err != nil {
		return err
	}
	r.facts.From = append(r.facts.From, evidence.Batch{Key: s.Key, Batch: s.Index + 1, Part: s.Part.Name, Contacts: len(numbers), Numbers: evidence.ListHash(hash, len(numbers)),
		Agent: s.Agent, User: s.User, Rate: s.Schedule.CallsPerSecond, Attempts: s.Schedule.MaxAttempts, Start: s.Schedule.Start.UTC()})
	return nil
}

// add writes a new batch down. What the operator chose of its contacts when they were
// confirmed still counts, about the calls that they knew of then.
func (r *resuming) add(ctx context.Context, i int, was []batchLists) error {
	b, lists := r.of.l.prepare(r.of.campaign, r.of.plan, i)
	lists.again, lists.moved = nil, nil
	from := map[int]int{} // contacts by the place of the batch that had them
	oldest := time.Time{}
	for _, row := range r.of.plan.Rows(i) {
		place, n := r.source[row], r.of.plan.NumberOf(row)
		from[place]++
		s, had := r.of.kept[place], was[place]
		b.Name, b.Service = s.Name, s.Service
		if oldest.IsZero() || s.Prepared.Before(oldest) {
			oldest = s.Prepared
		}
		if _, chosen := slices.BinarySearch(had.again, n); chosen || r.owed[i-len(r.of.kept)] {
			lists.again = append(lists.again, n)
		}
		if _, chosen := slices.BinarySearch(had.moved, n); chosen {
			lists.moved = append(lists.moved, n)
		}
	}
	slices.Sort(lists.again)
	slices.Sort(lists.moved)
	if !r.owed[i-len(r.of.kept)] {
		b.Prepared = oldest
	}
	if err := addBatch(ctx, r.of.tx, b, lists); err != nil {
		return err
	}
	for place, contacts := range from {
		_, err := r.of.tx.ExecContext(ctx, `INSERT INTO moves (batch, later, contacts) SELECT ?, id, ? FROM batches WHERE key = ?`, r.of.kept[place].id, contacts, b.Key)
		if err != nil {
			return err
		}
	}
	r.facts.Batches = append(r.facts.Batches, batchFacts(b, lists))
	if r.owed[i-len(r.of.kept)] {
		r.facts.Owed += b.Contacts
	}
	return nil
}
