package postgres

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"callsheet/model"
	"callsheet/model/team"
)

// tellEntries takes what this member tells of its batches, each with its numbers in a
// transaction of its own: a long list keeps nobody waiting. It returns the keys of those that
// were told without contacts and are not there.
func (l *Ledger) tellEntries(ctx context.Context, entries []team.Entry) (missing []string, err error) {
	for _, e := range entries {
		if !knownState(e.Batch.State) {
			continue // of a later version: what the team has of it stays
		}
		h, absent := hash(l.options.Secret, e.Contacts), false
		err := l.write(ctx, telling, func(t *tx) error {
			var err error
			absent, err = l.batches(t).tellEntry(ctx, e, h)
			return err
		})
		if err != nil {
			return missing, err
		}
		if absent {
			missing = append(missing, e.Batch.Key)
		}
		if e.Contacts != nil && !absent { // as much goes as comes
			if err := l.write(ctx, telling, func(t *tx) error { return t.expire(ctx) }); err != nil {
				return missing, err
			}
		}
	}
	return missing, nil
}

// expiredAtOnce is how many batches are forgotten whom they called, for each that is told.
const expiredAtOnce = 3

// expire forgets whom batches called that ended so long ago that it counts for nothing any more,
// but for who answered. With which ids their contacts were sent stays.
func (t *tx) expire(ctx context.Context) error {
	for _, of := range []string{"batch_numbers WHERE true", "batch_rings WHERE NOT answered"} {
		table, which, _ := strings.Cut(of, " WHERE ")
		_, err := t.Exec(ctx, `DELETE FROM `+table+` WHERE `+which+` AND batch IN (SELECT b.id FROM batches b
			WHERE b.ended < $1 AND EXISTS (SELECT FROM `+table+` n WHERE n.batch = b.id AND `+which+`) ORDER BY b.id LIMIT $2)`, t.now.Add(-model.HistorySpan), expiredAtOnce)
		if err != nil {
			return err
		}
	}
	return nil
}

func knownState(s model.SendState) bool {
	switch s {
	case model.SendPrepared, model.SendSending, model.SendAccepted, model.SendRefused, model.SendUnknown:
		return true
	}
	return false
}

func (t batchTable) tellEntry(ctx context.Context, e team.Entry, h hashed) (missing bool, err error) {
	r, there, err := t.hold(ctx, e.Batch.Key)
	if err != nil {
		return false, err
	}
	if !there {
		if e.Contacts == nil && e.Batch.Contacts > 0 {
			return true, nil
		}
		if r, err = t.add(ctx, e.Intent, h); err != nil {
			return false, err
		}
		// A lease of before this copy of the ledger: what comes is above it.
		r.State, r.fence, r.learnt = e.Batch.State, e.Fence, t.now
		return false, t.take(ctx, r, e.Batch, e.Rings, true)
	}
	switch ruling := r.rules().Becomes(team.Word{State: e.Batch.State, Fence: e.Fence, Told: true}, t.speaker(), t.now); ruling {
	case team.Taken, team.Same:
		changed := ruling == team.Taken
		if changed {
			r.State, r.fence, r.learnt = e.Batch.State, max(r.fence, e.Fence), t.now
		}
		if err := t.take(ctx, r, e.Batch, e.Rings, changed); err != nil {
			return false, err
		}
	}
	if e.Contacts == nil || r.teller != t.member {
		return false, nil
	}
	return false, t.putLists(ctx, r, h)
}

// add puts a batch there that is not, as prepared, with its numbers. Where another transaction
// was faster the error says that it is worth another try.
func (t batchTable) add(ctx context.Context, i team.Intent, h hashed) (row, error) {
	b := i.Batch
	facts, err := t.sealFacts(b)
	if err != nil {
		return row{}, err
	}
	var id int64
	err = t.QueryRow(ctx, `INSERT INTO batches (key, campaign, teller, service, agent, batch_id, place, segment, contacts, numbers_hash, state, attempts, opening, fence, attempt,
			prepared, settled, said, starts, rate, max_attempts, retry_delay, calls_known, facts)
		VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, 'prepared', 0, '', 0, '', $10, $10, $10, $11, $12, $13, $14, false, $15) ON CONFLICT (key) DO NOTHING RETURNING id`,
		b.Key, b.Campaign, t.member, b.Service, b.Agent, b.Index, b.Segment, b.Contacts, h.fingerprint(), t.now,
		instant(b.Schedule.Start), b.Schedule.CallsPerSecond, b.Schedule.MaxAttempts, int64(b.Schedule.RetryDelay), facts).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = errMeanwhile
	}
	if err != nil {
		return row{}, err
	}
	if err := t.copyLists(ctx, id, h); err != nil {
		return row{}, err
	}
	r, _, err := t.hold(ctx, b.Key)
	return r, err
}

// take writes down what is known of a batch by now. The state, and what became of its lease, is
// in the row; changed says that the state is another than before.
func (t batchTable) take(ctx context.Context, r row, b model.Batch, rings []model.Ring, changed bool) error {
	if b.Campaign == "" {
		b.Campaign = r.Campaign // its member has forgotten it
	}
	said := r.Settled
	if changed {
		said = within(b.Settled, r.Sent, t.now)
	}
	sent := r.Sent
	if sent.IsZero() && !b.Sent.IsZero() {
		sent = within(b.Sent, time.Time{}, t.now)
		r.Sent = sent
	}
	id, ended, known := r.ID, r.Ended, r.CallsKnown
	if r.State == model.SendAccepted {
		if id == "" {
			id = b.ID
		}
		if !b.Ended.IsZero() && (ended.IsZero() || b.CallsKnown && !known) {
			told := within(b.Ended, sent, t.now)
			if told.After(ended) {
				ended = told
			}
		}
		// Who was rung is believed where there are any, if any were.
		if !known && b.CallsKnown && !b.Ended.IsZero() && (len(rings) > 0 || b.Last.Processed == 0) {
			if err := t.putRings(ctx, r, rings); err != nil {
				return err
			}
			known = true
		}
	}
	facts, err := t.sealFacts(b)
	if err != nil {
		return err
	}
	_, err = t.Exec(ctx, `UPDATE batches SET campaign = $2, agent = $3, batch_id = $4, place = $5, segment = $6, contacts = $7, state = $8, attempts = $9, fence = $10,
			sent = $11, settled = $12, said = $13, starts = $14, rate = $15, max_attempts = $16, retry_delay = $17, ended = $18, calls_known = $19, facts = $20 WHERE id = $1`,
		r.id, b.Campaign, b.Agent, id, b.Index, b.Segment, b.Contacts, r.State, max(r.Attempts, b.Attempts), r.fence,
		instant(sent), r.learnt, said, instant(b.Schedule.Start), b.Schedule.CallsPerSecond, b.Schedule.MaxAttempts, int64(b.Schedule.RetryDelay), instant(ended), known, facts)
	return err
}

// putLists gives a batch the numbers that it has by now. One that may have been sent only gets
// more: whom it called once it goes on guarding.
func (t batchTable) putLists(ctx context.Context, r row, h hashed) error {
	print := h.fingerprint()
	if r.CallsKnown || bytes.Equal(r.numberHash, print) {
		return nil
	}
	var err error
	if r.State == model.SendPrepared {
		if err = t.dropLists(ctx, r.id); err == nil {
			err = t.copyLists(ctx, r.id, h)
		}
	} else {
		err = t.addLists(ctx, r.id, h)
	}
	if err != nil {
		return err
	}
	_, err = t.Exec(ctx, `UPDATE batches SET numbers_hash = $2 WHERE id = $1`, r.id, print)
	return err
}

// forget takes away what this member has no more: batches by their keys, or by those of their
// campaigns. What may have been sent stays.
func (t *tx) forget(ctx context.Context, l *Ledger, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	rows, err := l.batches(t).rows(ctx, `(b.key = ANY($1) OR b.campaign = ANY($1)) AND b.teller = $2 AND b.state IN ('prepared', 'refused')`, keys, t.member)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.owner.ID != t.member {
			continue
		}
		if err := t.dropLists(ctx, r.id); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, `DELETE FROM batches WHERE id = $1 AND state IN ('prepared', 'refused')`, r.id); err != nil {
			return err
		}
	}
	return nil
}

// leased lists the batches of this member that are on their way as far as the team knows.
func (t *tx) leased(ctx context.Context) ([]team.Leased, error) {
	rows, err := t.Query(ctx, `SELECT b.key, b.fence FROM batches b LEFT JOIN campaigns c ON c.id = b.campaign
		WHERE b.state = 'sending' AND coalesce(c.owner, b.teller) = $1 ORDER BY b.id`, t.member)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []team.Leased
	for rows.Next() {
		var of team.Leased
		if err := rows.Scan(&of.Key, &of.Fence); err != nil {
			return nil, err
		}
		list = append(list, of)
	}
	return list, rows.Err()
}
