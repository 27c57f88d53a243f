package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"callsheet/model"
)

// Begin marks a batch as being sent, durably, and returns its row: only after
// that may its request leave. b brings Sent, or the ledger's clock is asked,
// ServerBefore and Before; what an earlier attempt left is cleared. When it fails nothing may be sent, and the batch is prepared as
// before: with a *model.GuardError when some of the numbers must not be called
// now, with a *WriteError when the ledger cannot be written, and with a
// *model.LostError when it is not at its place any more.
func (s *Store) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	var before, begun model.Batch
	landed, err := s.commit(ctx, func(tx *sql.Tx) error {
		var err error
		if before, err = s.batch(ctx, tx, b.Key); err != nil {
			return err
		}
		if before.State != model.SendPrepared {
			return notPrepared(before)
		}
		moves, err := s.guard(ctx, tx, b.Key)
		if err != nil {
			return err
		}
		if err := putMoves(ctx, tx, b.Key, moves); err != nil {
			return err
		}
		begun = before
		begun.State, begun.Sent, begun.Settled = model.SendSending, exact(b.Sent), s.now()
		begun.ServerBefore, begun.ServerAfter, begun.Before = exact(b.ServerBefore), time.Time{}, b.Before
		begun.HTTPStatus, begun.Reply, begun.Reason, begun.Note = 0, "", "", ""
		begun.Attempts++
		if begun.Sent.IsZero() {
			begun.Sent = s.now()
		}
		return s.putBatch(ctx, tx, begun)
	})
	if err == nil {
		landed = true
		err = s.bearWitness(ctx)
	}
	if err == nil {
		s.setNeverLeft(b.Key, false)
		return begun, nil
	}
	if _, lost := errors.AsType[*model.LostError](err); (landed || lost) && before.Key != "" {
		s.takeBack(context.WithoutCancel(ctx), before)
	}
	return b, err
}

// takeBack makes a batch prepared again whose Begin is written down, but not
// safely. When not even that can be written, this store remembers it.
func (s *Store) takeBack(ctx context.Context, before model.Batch) {
	if err := s.write(ctx, func(tx *sql.Tx) error { return s.putBatch(ctx, tx, before) }); err != nil {
		s.setNeverLeft(before.Key, true)
	}
}

func notPrepared(b model.Batch) error {
	what := map[model.SendState]string{
		model.SendSending:  "is being sent already",
		model.SendAccepted: "was sent and accepted already",
		model.SendRefused:  "was refused",
		model.SendUnknown:  "was sent already, and it is not known whether it was accepted",
	}[b.State]
	return model.UserError(fmt.Sprintf("Nothing was sent: batch %d of %q %s.", b.Index+1, b.Name, what))
}

// batch reads one row of the ledger.
func (s *Store) batch(ctx context.Context, q querier, key string) (model.Batch, error) {
	b, err := s.scanBatch(q.QueryRowContext(ctx, `SELECT `+batchColumns+` FROM batches WHERE key = ?`, key))
	if errors.Is(err, sql.ErrNoRows) {
		err = errNoBatch
	}
	return b, err
}

// putBatch writes what may change in a row of the ledger.
func (s *Store) putBatch(ctx context.Context, q querier, b model.Batch) error {
	var holder, before any
	if b.State == model.SendSending {
		holder = s.holder.id
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

// nextStates says which states a batch may come to from another.
var nextStates = map[model.SendState][]model.SendState{
	model.SendSending: {model.SendAccepted, model.SendRefused, model.SendUnknown, model.SendPrepared},
	model.SendUnknown: {model.SendAccepted, model.SendRefused},
}

// RecordOutcome writes down, durably, what became of a batch that was being sent or
// whose outcome was not known: its state, and Settled (or the ledger's clock is
// asked), ServerAfter, HTTPStatus, Reply, ID, Dashboard, Reason, Note and Last. The
// same outcome may be given again, which changes nothing but what is known about
// it; another one is an error.
func (s *Store) RecordOutcome(ctx context.Context, b model.Batch) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		row, err := s.batch(ctx, tx, b.Key)
		if err != nil {
			return err
		}
		same := row.State == b.State && row.ID == b.ID && row.State != model.SendSending
		if !same {
			if err := s.mayBecome(ctx, tx, row, b.State); err != nil {
				return err
			}
			row.State, row.Settled, row.Last = b.State, exact(b.Settled), b.Last
			if row.Settled.IsZero() {
				row.Settled = s.now()
			}
		}
		row.ServerAfter, row.HTTPStatus, row.Reply, row.ID = b.ServerAfter, b.HTTPStatus, b.Reply, b.ID
		row.Dashboard, row.Reason, row.Note = b.Dashboard, b.Reason, b.Note
		if row.Campaign == "" {
			row.Reply, row.Dashboard = "", ""
		} else if err := changed(ctx, tx, row.Campaign, s.now()); err != nil {
			return err
		}
		if err := s.putBatch(ctx, tx, row); err != nil {
			return err
		}
		return s.noteEnding(ctx, tx, row.Key, row.Last)
	})
	if err == nil {
		s.setNeverLeft(b.Key, false)
	}
	return err
}

// noteEnding writes down what a poll of a batch tells of its end and its calls.
// When it ended is kept as it was seen first; who was rung, once it is known.
func (s *Store) noteEnding(ctx context.Context, tx *sql.Tx, key string, probe model.Statistics) error {
	if !probe.Status.Ended() {
		return nil
	}
	var id int64
	var blob []byte
	row, err := s.scanBatch(scanAlso{tx.QueryRowContext(ctx, `SELECT `+batchColumns+`, batch, numbers FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, key), []any{&id, &blob}})
	if err != nil || row.State != model.SendAccepted || row.CallsKnown {
		return err
	}
	list, err := unpack(blob)
	if err != nil {
		return s.damaged(row.Name, err)
	}
	ending, ended := row.EndingOf(probe, list.numbers(), s.now())
	if !ended || !row.Ended.IsZero() && !ending.CallsKnown {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE batches SET ended = ?, calls_known = ? WHERE id = ?`, instant(ending.At), ending.CallsKnown, id); err != nil {
		return err
	}
	if !ending.CallsKnown {
		return nil
	}
	_, err = tx.ExecContext(ctx, `UPDATE batch_lists SET rung = ? WHERE batch = ?`, packRung(ending.Rings), id)
	return err
}

// mayBecome returns an error when a batch cannot come to a state, or another
// process that lives is sending it.
func (s *Store) mayBecome(ctx context.Context, q querier, row model.Batch, state model.SendState) error {
	legal := false
	for _, to := range nextStates[row.State] {
		legal = legal || to == state
	}
	if !legal {
		return fmt.Errorf("batch %d of %q is %s in the ledger, which cannot become %s", row.Index+1, row.Name, row.State, state)
	}
	if row.State != model.SendSending {
		return nil
	}
	sender, err := s.sender(ctx, q, row.Key)
	if err != nil || sender == s.holder.id {
		return err
	}
	alive, err := s.isAlive(ctx, q, sender)
	if err == nil && alive {
		err = model.UserError(fmt.Sprintf("Batch %d of %q is being sent by another console. Wait for that to end.", row.Index+1, row.Name))
	}
	return err
}

// sender is the holder whose request a batch is, "" when there is none.
func (s *Store) sender(ctx context.Context, q querier, key string) (string, error) {
	var sender string
	err := q.QueryRowContext(ctx, `SELECT coalesce(holder, '') FROM batches WHERE key = ?`, key).Scan(&sender)
	return sender, err
}

// Retry makes a batch prepared again that the service refused, or never got,
// by the operator's choice, and returns its row.
func (s *Store) Retry(ctx context.Context, b model.Batch) (model.Batch, error) {
	var row model.Batch
	err := s.write(ctx, func(tx *sql.Tx) error {
		var err error
		if row, err = s.batch(ctx, tx, b.Key); err != nil {
			return err
		}
		if row.State != model.SendRefused {
			return fmt.Errorf("batch %d of %q is %s, not refused", row.Index+1, row.Name, row.State)
		}
		if row.Campaign == "" {
			return errGone
		}
		if err := s.mayChange(ctx, tx, row.Campaign); err != nil {
			return err
		}
		row.State, row.Settled = model.SendPrepared, s.now()
		return s.putBatch(ctx, tx, row)
	})
	if err != nil {
		return b, err
	}
	return row, nil
}

// Recover finds the batches that were being sent when their process died: it is
// not known what became of them. It returns those it found; what a living
// process is sending is left alone.
func (s *Store) Recover(ctx context.Context) ([]model.Batch, error) {
	// Mostly there is nothing, and then a full disk is no hindrance.
	var found []model.Batch
	if sending, err := s.Batches(ctx, model.SendSending); err != nil || len(sending) == 0 {
		return nil, err
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		var err error
		found, err = s.recover(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (s *Store) recover(ctx context.Context, tx *sql.Tx) ([]model.Batch, error) {
	var sending, found []model.Batch
	err := each(ctx, tx, func(rows *sql.Rows) error {
		b, err := s.scanBatch(rows)
		sending = append(sending, b)
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE state = 'sending' ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for _, b := range sending {
		sender, err := s.sender(ctx, tx, b.Key)
		if err != nil {
			return nil, err
		}
		alive, err := s.isAlive(ctx, tx, sender)
		if err != nil {
			return nil, err
		}
		if alive {
			continue
		}
		b.State, b.Settled = model.SendUnknown, s.now()
		b.Reason = "Callsheet ended while this was being sent: it may have been accepted."
		if err := s.putBatch(ctx, tx, b); err != nil {
			return nil, err
		}
		found = append(found, b)
	}
	return found, nil
}
