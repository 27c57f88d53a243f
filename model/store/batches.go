package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"sync"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// batchTable is the rows of the ledger, as they are stored.
type batchTable struct {
	db       *database
	evidence *Evidence

	mu     sync.Mutex
	unsent map[string]bool // marked as sending by a Begin that failed
}

// batchColumns are what scan reads.
const batchColumns = `key, coalesce(campaign, ''), name, place, segment, service, agent, user, priority, contacts, hash,
	state, attempts, prepared, sent, settled, server_before, server_after, before,
	http_status, reply, batch_id, dashboard, reason, note, last,
	starts, rate, max_attempts, retry_delay, ended, calls_known, tally, calls_fetched, canceller, cancelled,
	(SELECT coalesce(sum(moves.contacts), 0) FROM moves JOIN batches l ON l.id = moves.later
		WHERE moves.batch = batches.id AND l.chain <> batches.chain AND l.state NOT IN ('prepared', 'refused')),
	(SELECT coalesce(group_concat(name, ', '), '') FROM (SELECT DISTINCT l.name FROM moves JOIN batches l ON l.id = moves.later
		WHERE moves.batch = batches.id AND l.chain <> batches.chain AND l.state NOT IN ('prepared', 'refused') ORDER BY l.id)),
	(SELECT coalesce(sum(moves.contacts), 0) FROM moves JOIN batches l ON l.id = moves.later WHERE moves.batch = batches.id AND l.chain = batches.chain),
	coalesce((SELECT s.name FROM segments s WHERE s.campaign = batches.campaign AND s.place = batches.segment), ''),
	coalesce((SELECT s.released FROM segments s WHERE s.campaign = batches.campaign AND s.place = batches.segment), ''),
	coalesce((SELECT iif(json_valid(s.options), json_extract(s.options, '$.timezone'), '') FROM segments s WHERE s.campaign = batches.campaign AND s.place = batches.segment), '')`

// scan reads a row.
func (t *batchTable) scan(row interface{ Scan(...any) error }) (model.Batch, error) {
	var b model.Batch
	var before, last, tally []byte
	var part, released, zone string
	err := row.Scan(&b.Key, &b.Campaign, &b.Name, &b.Index, &b.Segment, &b.Service, &b.Agent, &b.User, &b.Priority, &b.Contacts, &b.Hash,
		&b.State, &b.Attempts, (*instant)(&b.Prepared), (*instant)(&b.Sent), (*instant)(&b.Settled),
		(*instant)(&b.ServerBefore), (*instant)(&b.ServerAfter), &before,
		&b.HTTPStatus, &b.Reply, &b.ID, &b.Dashboard, &b.Reason, &b.Note, &last,
		(*instant)(&b.Schedule.Start), &b.Schedule.CallsPerSecond, &b.Schedule.MaxAttempts, &b.Schedule.RetryDelay,
		(*instant)(&b.Ended), &b.CallsKnown, &tally, (*instant)(&b.CallsFetched), &b.CancelledBy, (*instant)(&b.CancelledAt), &b.Lost, &b.LostTo, &b.WentOn, &part, &released, &zone)
	if err != nil {
		return b, err
	}
	b.Part = decodePart(part, released, zone)
	if before != nil {
		// Not to know them would let a batch pass that was there before.
		if err := json.Unmarshal(before, &b.Before); err != nil {
			b.Before, b.BeforeLost = nil, true
		}
	}
	if last != nil {
		// Statistics that cannot be read are asked for again.
		b.Last, _ = decodeStatistics(last)
	}
	if tally != nil && json.Unmarshal(tally, &b.Tally) != nil {
		b.Tally = model.CallTally{} // as of a batch that was sent before it was stored
	}
	if b.State == model.SendSending && t.neverLeft(b.Key) {
		b.State = model.SendPrepared
	}
	return b, nil
}

// neverLeft reports whether a Begin of ours failed without being able to take
// that back: the caller was told, so nothing was sent.
func (t *batchTable) neverLeft(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.unsent[key]
}

func (t *batchTable) setNeverLeft(key string, never bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if never {
		t.unsent[key] = true
	} else {
		delete(t.unsent, key)
	}
}

// batchLists are whom a batch calls: its numbers, those of them that are called again so
// soon or taken from another batch by choice, its rows, and the ids they are sent with.
type batchLists struct {
	numbers, again, moved []phone.Number // sorted
	rows                  []int32
	ids                   []model.ContactRef
}

func addBatch(ctx context.Context, tx *sql.Tx, b model.Batch, lists batchLists) error {
	var id int64
	err := tx.QueryRowContext(ctx, `INSERT INTO batches (key, campaign, chain, name, place, segment, service, agent, user, priority, contacts, hash,
			state, attempts, prepared, http_status, reply, batch_id, dashboard, reason, note, starts, rate, max_attempts, retry_delay)
		VALUES (?, ?2, ?2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '', '', '', '', '', ?, ?, ?, ?) RETURNING id`,
		b.Key, b.Campaign, b.Name, b.Index, b.Segment, b.Service, b.Agent, b.User, b.Priority, b.Contacts, b.Hash, b.State, instant(b.Prepared),
		instant(b.Schedule.Start), b.Schedule.CallsPerSecond, b.Schedule.MaxAttempts, b.Schedule.RetryDelay).Scan(&id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO batch_lists (batch, numbers, again, rows, moved) VALUES (?, ?, ?, ?, ?)`,
		id, pack(lists.numbers), pack(lists.again), packRows(lists.rows), pack(lists.moved))
	if err != nil {
		return err
	}
	return putIDs(ctx, tx, id, lists.ids)
}

// errNoBatch is what becomes of a batch whose campaign another console forgot
// or made a draft again.
const errNoBatch = model.UserError("This batch is not in the ledger any more: its campaign was forgotten or is being changed elsewhere. Open it again.")

// IsNoBatch reports whether an error is that there is no such batch.
func IsNoBatch(err error) bool { return errors.Is(err, errNoBatch) }

// get reads one row of the ledger.
func (t *batchTable) get(ctx context.Context, q querier, key string) (model.Batch, error) {
	b, err := t.scan(q.QueryRowContext(ctx, `SELECT `+batchColumns+` FROM batches WHERE key = ?`, key))
	if errors.Is(err, sql.ErrNoRows) {
		err = errNoBatch
	}
	return b, err
}

// numbers are those of a batch, sorted.
func (t *batchTable) numbers(ctx context.Context, q querier, key string) ([]phone.Number, error) {
	var name string
	var blob []byte
	err := q.QueryRowContext(ctx, `SELECT name, numbers FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, key).Scan(&name, &blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNoBatch
	}
	if err != nil {
		return nil, err
	}
	list, err := unpack(blob)
	if err != nil {
		return nil, t.db.damaged(name, err)
	}
	return list.numbers(), nil
}

// list reads the rows of the ledger behind a condition and an order.
func (t *batchTable) list(ctx context.Context, q querier, which string, args ...any) (list []model.Batch, err error) {
	err = each(ctx, q, func(rows *sql.Rows) error {
		b, err := t.scan(rows)
		if err == nil {
			list = append(list, b)
		}
		return err
	}, `SELECT `+batchColumns+` FROM batches `+which, args...)
	return list, err
}

// put writes what may change in a row of the ledger.
func (t *batchTable) put(ctx context.Context, q querier, b model.Batch) error {
	var holder, before any
	if b.State == model.SendSending {
		holder = t.db.holder.id
	}
	if len(b.Before) > 0 {
		ids, err := json.Marshal(b.Before)
		if err != nil {
			return err
		}
		before = string(ids)
	}
	last, err := encodeStatistics(b.Last)
	if err != nil {
		return err
	}
	_, err = q.ExecContext(ctx, `UPDATE batches SET state = ?, holder = ?, attempts = ?, sent = ?, settled = ?, server_before = ?, server_after = ?, before = ?,
			http_status = ?, reply = ?, batch_id = ?, dashboard = ?, reason = ?, note = ?, last = ? WHERE key = ?`,
		b.State, holder, b.Attempts, instant(b.Sent), instant(b.Settled), instant(b.ServerBefore), instant(b.ServerAfter), before,
		b.HTTPStatus, b.Reply, b.ID, b.Dashboard, b.Reason, b.Note, string(last), b.Key)
	return err
}

// noteEnding writes down what a poll of a batch tells of its end and its calls.
// When it ended is stored as it was seen first; who was rung, once it is known.
func (t *batchTable) noteEnding(ctx context.Context, tx *sql.Tx, key string, probe model.Statistics) error {
	if !probe.Status.Ended() {
		return nil
	}
	var id int64
	var blob []byte
	row, err := t.scan(scanAlso{tx.QueryRowContext(ctx, `SELECT `+batchColumns+`, batch, numbers FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, key), []any{&id, &blob}})
	if err != nil || row.State != model.SendAccepted || row.CallsKnown {
		return err
	}
	list, err := unpack(blob)
	if err != nil {
		return t.db.damaged(row.Name, err)
	}
	numbers := list.numbers()
	if row.Adopted() {
		var rung []phone.Number
		for _, r := range probe.Rings {
			rung = append(rung, r.Number)
		}
		if numbers, err = t.putNumbers(ctx, tx, id, numbers, rung); err != nil {
			return err
		}
	}
	ending, ended := row.EndingOf(probe, numbers, t.db.now())
	if !ended || !row.Ended.IsZero() && !ending.CallsKnown {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE batches SET ended = ?, calls_known = ? WHERE id = ?`, instant(ending.At), ending.CallsKnown, id); err != nil {
		return err
	}
	if row.Ended.IsZero() {
		facts := evidence.Ended{Key: key, Batch: row.Index + 1, Status: string(probe.Status), Processed: probe.Processed, Succeeded: probe.Succeeded, Failed: probe.Failed}
		if err := t.evidence.addTo(ctx, tx, key, evidence.KindEnded, facts); err != nil {
			return err
		}
	}
	if !ending.CallsKnown {
		return nil
	}
	tally, err := json.Marshal(ending.Tally)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE batches SET tally = ? WHERE id = ?`, string(tally), id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE batch_lists SET rung = ?, tries = ? WHERE batch = ?`, packRung(ending.Rings), packTries(ending.Rings), id)
	return err
}

// sender is the holder whose request a batch is, "" when there is none.
func (t *batchTable) sender(ctx context.Context, q querier, key string) (string, error) {
	var sender string
	err := q.QueryRowContext(ctx, `SELECT coalesce(holder, '') FROM batches WHERE key = ?`, key).Scan(&sender)
	return sender, err
}

// scanAlso scans more columns behind those of a batch.
type scanAlso struct {
	row  interface{ Scan(...any) error }
	also []any
}

func (s scanAlso) Scan(to ...any) error { return s.row.Scan(append(to, s.also...)...) }
