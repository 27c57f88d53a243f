package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/phone"
)

// batchColumns are what scanBatch reads.
const batchColumns = `key, coalesce(campaign, ''), name, place, service, agent, user, priority, contacts, hash,
	state, attempts, prepared, sent, settled, server_before, server_after, before,
	http_status, reply, batch_id, dashboard, reason, note, last,
	starts, rate, max_attempts, retry_delay, ended, calls_known,
	(SELECT coalesce(sum(moves.contacts), 0) FROM moves JOIN batches l ON l.id = moves.later
		WHERE moves.batch = batches.id AND l.state NOT IN ('prepared', 'refused')),
	(SELECT coalesce(group_concat(name, ', '), '') FROM (SELECT DISTINCT l.name FROM moves JOIN batches l ON l.id = moves.later
		WHERE moves.batch = batches.id AND l.state NOT IN ('prepared', 'refused') ORDER BY l.id))`

func (s *Store) scanBatch(row interface{ Scan(...any) error }) (model.Batch, error) {
	var b model.Batch
	var before, last []byte
	err := row.Scan(&b.Key, &b.Campaign, &b.Name, &b.Index, &b.Service, &b.Agent, &b.User, &b.Priority, &b.Contacts, &b.Hash,
		&b.State, &b.Attempts, (*instant)(&b.Prepared), (*instant)(&b.Sent), (*instant)(&b.Settled),
		(*instant)(&b.ServerBefore), (*instant)(&b.ServerAfter), &before,
		&b.HTTPStatus, &b.Reply, &b.ID, &b.Dashboard, &b.Reason, &b.Note, &last,
		(*instant)(&b.Schedule.Start), &b.Schedule.CallsPerSecond, &b.Schedule.MaxAttempts, &b.Schedule.RetryDelay,
		(*instant)(&b.Ended), &b.CallsKnown, &b.Lost, &b.LostTo)
	if err != nil {
		return b, err
	}
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
	if b.State == model.SendSending && s.neverLeft(b.Key) {
		b.State = model.SendPrepared
	}
	return b, nil
}

// neverLeft reports whether a Begin of ours failed without being able to take
// its mark back: the caller was told, so nothing was sent.
func (s *Store) neverLeft(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unsent[key]
}

func (s *Store) setNeverLeft(key string, never bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if never {
		s.unsent[key] = true
	} else {
		delete(s.unsent, key)
	}
}

// Confirm writes the batches of a plan into the ledger, all or none, each as
// prepared. It fails when the campaign was confirmed before, is locked elsewhere,
// or its rows are not stored yet.
func (s *Store) Confirm(ctx context.Context, campaign string, p model.Plan) ([]model.Batch, error) {
	if p.Len() == 0 {
		return nil, errors.New("the plan has no contacts")
	}
	options, err := encodeOptions(p.Options)
	if err != nil {
		return nil, err
	}
	batches := make([]model.Batch, p.Batches())
	lists := make([][4][]byte, p.Batches())
	last := int32(0)
	for i := range batches {
		numbers := p.Numbers(i)
		batches[i] = model.Batch{
			Key: newID(), Campaign: campaign, Index: i, Agent: p.Options.Agent, User: p.Options.User, Priority: p.Options.Priority,
			Contacts: len(numbers), Hash: model.NumbersHash(numbers), State: model.SendPrepared, Prepared: s.now(), Schedule: p.Options.Schedule(),
		}
		last = max(last, slices.Max(p.Rows(i)))
		lists[i] = [4][]byte{pack(numbers), pack(p.Again(i)), packRows(p.Rows(i)), pack(p.Moved(i))}
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		draft, err := s.confirmable(ctx, tx, campaign, int(last))
		if err != nil {
			return err
		}
		for i := range batches {
			batches[i].Name, batches[i].Service = draft.Name, draft.Service
			if err := addBatch(ctx, tx, batches[i], lists[i], p.IDs(i)); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE campaigns SET confirmed = ?1, changed = ?1, options = ?2 WHERE id = ?3`, instant(s.now()), string(options), campaign)
		return err
	})
	if err != nil {
		return nil, err
	}
	return batches, nil
}

// confirmable returns the draft of a campaign that may be confirmed now, up to
// the last of its rows that is in the plan.
func (s *Store) confirmable(ctx context.Context, tx *sql.Tx, campaign string, last int) (model.Draft, error) {
	if err := s.mayChange(ctx, tx, campaign); err != nil {
		return model.Draft{}, err
	}
	c, lost, err := s.scanSummary(tx.QueryRowContext(ctx, `SELECT `+summaryColumns+` FROM campaigns WHERE id = ?`, campaign))
	if err != nil {
		return model.Draft{}, err
	}
	if lost.err != nil {
		return model.Draft{}, model.UserError(lost.words(s, c.Draft.Name))
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

func addBatch(ctx context.Context, tx *sql.Tx, b model.Batch, lists [4][]byte, ids []model.ContactRef) error {
	var id int64
	err := tx.QueryRowContext(ctx, `INSERT INTO batches (key, campaign, name, place, service, agent, user, priority, contacts, hash,
			state, attempts, prepared, http_status, reply, batch_id, dashboard, reason, note, starts, rate, max_attempts, retry_delay)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '', '', '', '', '', ?, ?, ?, ?) RETURNING id`,
		b.Key, b.Campaign, b.Name, b.Index, b.Service, b.Agent, b.User, b.Priority, b.Contacts, b.Hash, b.State, instant(b.Prepared),
		instant(b.Schedule.Start), b.Schedule.CallsPerSecond, b.Schedule.MaxAttempts, b.Schedule.RetryDelay).Scan(&id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO batch_lists (batch, numbers, again, rows, moved) VALUES (?, ?, ?, ?, ?)`, id, lists[0], lists[1], lists[2], lists[3])
	if err != nil {
		return err
	}
	return putIDs(ctx, tx, id, ids)
}

// Unconfirm makes a campaign a draft again, which can be done only while the
// service has none of its batches and can have none.
func (s *Store) Unconfirm(ctx context.Context, campaign string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := s.mayChange(ctx, tx, campaign); err != nil {
			return err
		}
		var out []string
		err := each(ctx, tx, func(rows *sql.Rows) error {
			b, err := s.scanBatch(rows)
			if b.State != model.SendPrepared && b.State != model.SendRefused {
				out = append(out, b.Name)
			}
			return err
		}, `SELECT `+batchColumns+` FROM batches WHERE campaign = ?`, campaign)
		if err != nil {
			return err
		}
		if len(out) > 0 {
			return model.UserError(fmt.Sprintf("%q cannot be changed any more: something of it was sent, or may have been.", out[0]))
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign = ?`, campaign); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE campaigns SET confirmed = NULL, options = NULL, changed = ? WHERE id = ?`, instant(s.now()), campaign)
		return err
	})
}

// Batches lists the ledger's rows in some states, or all, oldest first. Those of
// a campaign that was forgotten have no Campaign.
func (s *Store) Batches(ctx context.Context, states ...model.SendState) ([]model.Batch, error) {
	var list []model.Batch
	query := `SELECT ` + batchColumns + ` FROM batches`
	var args []any
	if len(states) > 0 {
		query += ` WHERE state IN (?` + strings.Repeat(`, ?`, len(states)-1) + `)`
		for _, state := range states {
			args = append(args, string(state))
		}
	}
	err := s.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			b, err := s.scanBatch(rows)
			list = append(list, b)
			return err
		}, query+` ORDER BY id`, args...)
	})
	return list, err
}

// BatchNumbers returns the numbers of a batch, sorted.
func (s *Store) BatchNumbers(ctx context.Context, key string) ([]phone.Number, error) {
	var numbers []phone.Number
	err := s.read(ctx, func(tx *sql.Tx) error {
		var name string
		var blob sql.RawBytes
		rows, err := tx.QueryContext(ctx, `SELECT name, numbers FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, key)
		if err != nil {
			return err
		}
		defer rows.Close()
		if !rows.Next() {
			return errors.Join(rows.Err(), errNoBatch)
		}
		if err := rows.Scan(&name, &blob); err != nil {
			return err
		}
		list, err := unpack(blob)
		if err != nil {
			return s.damaged(name, err)
		}
		numbers = list.numbers()
		return nil
	})
	return numbers, err
}

// errNoBatch is what becomes of a batch whose campaign another console forgot
// or made a draft again.
const errNoBatch = model.UserError("This batch is not in the ledger any more: its campaign was forgotten or is being changed elsewhere. Open it again.")

// Known reports whether a batch of the service's is one of ours.
func (s *Store) Known(ctx context.Context, batchID string) (bool, error) {
	var known bool
	err := s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM batches WHERE batch_id = ? AND batch_id <> '')`, batchID).Scan(&known)
	})
	return known, err
}
