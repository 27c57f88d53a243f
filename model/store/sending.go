package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
)

// Begin writes down that a batch is being sent, durably, and returns its row: only after
// that may its request leave. b brings Sent, or the ledger's clock is asked,
// ServerBefore and Before; what an earlier attempt left is cleared. When it fails nothing may be sent, and the batch is prepared as
// before: with a *model.GuardError when some of the numbers must not be called
// now, with a *WriteError when the ledger cannot be written, and with a
// *model.LostError when it is not at its place any more.
func (l *Ledger) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	return l.begin(ctx, b, func(*sql.Tx) error { return nil })
}

// begin is Begin, in whose transaction something is done first.
func (l *Ledger) begin(ctx context.Context, b model.Batch, first func(*sql.Tx) error) (model.Batch, error) {
	var before, begun model.Batch
	landed, err := l.db.commit(ctx, func(tx *sql.Tx) error {
		err := first(tx)
		if err != nil {
			return err
		}
		if before, err = l.batches.get(ctx, tx, b.Key); err != nil {
			return err
		}
		if before.State != model.SendPrepared {
			return notPrepared(before)
		}
		if err := mayLeave(ctx, tx, before); err != nil {
			return err
		}
		moves, err := l.guards.check(ctx, tx, b.Key)
		if err != nil {
			return err
		}
		if err := putMoves(ctx, tx, b.Key, moves); err != nil {
			return err
		}
		begun = before
		begun.State, begun.Sent, begun.Settled = model.SendSending, exact(b.Sent), l.db.now()
		begun.ServerBefore, begun.ServerAfter, begun.Before = exact(b.ServerBefore), time.Time{}, b.Before
		begun.HTTPStatus, begun.Reply, begun.Reason, begun.Note = 0, "", "", ""
		begun.Attempts++
		if begun.Sent.IsZero() {
			begun.Sent = l.db.now()
		}
		if err := l.batches.put(ctx, tx, begun); err != nil {
			return err
		}
		listed, err := l.evidence.doNotCall(ctx, tx, doNotCallHash{})
		if err != nil {
			return err
		}
		return l.evidence.addTo(ctx, tx, b.Key, evidence.KindSending, sendingFacts(begun, listed, moves))
	})
	if err == nil {
		landed = true
		err = l.db.updateWitness(ctx)
	}
	if err == nil {
		l.batches.setNeverLeft(b.Key, false)
		return begun, nil
	}
	if _, lost := errors.AsType[*model.LostError](err); (landed || lost) && before.Key != "" {
		l.revertBegin(context.WithoutCancel(ctx), before)
	}
	return b, err
}

// mayLeave returns an error when a batch is of a campaign that is paused, or of a segment that
// waits for somebody, or for an outcome, and was not released in the ledger, whatever its
// console believes. Where no
// segment is stored, no one can wait.
func mayLeave(ctx context.Context, q querier, b model.Batch) error {
	var released string
	err := q.QueryRowContext(ctx, `SELECT released FROM segments WHERE campaign = ? AND place = ?`, b.Campaign, b.Segment).Scan(&released)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	switch r := readRelease(released); {
	case !r.Paused.IsZero():
		return model.UserError(fmt.Sprintf("Nothing was sent: %q is paused. Resume it first.", b.Name))
	case r.Waits():
		return model.UserError(fmt.Sprintf("Nothing was sent: batch %d of %q waits to be released.", b.Index+1, b.Name))
	}
	return nil
}

// revertBegin makes a batch prepared again whose Begin is written down, but not
// safely. When not even that can be written, this store remembers it.
func (l *Ledger) revertBegin(ctx context.Context, before model.Batch) {
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		var state model.SendState
		if err := tx.QueryRowContext(ctx, `SELECT state FROM batches WHERE key = ?`, before.Key).Scan(&state); err != nil {
			return err
		}
		if err := l.batches.put(ctx, tx, before); err != nil || state == before.State {
			return err
		}
		facts := outcomeFacts(before, state)
		facts.By = evidence.ByLedger
		return l.evidence.addTo(ctx, tx, before.Key, evidence.KindOutcome, facts)
	})
	if err != nil {
		l.batches.setNeverLeft(before.Key, true)
	}
}

func notPrepared(b model.Batch) error {
	return model.UserError(fmt.Sprintf("Nothing was sent: batch %d of %q %s.", b.Index+1, b.Name, stateWords[b.State]))
}

// stateWords say what became of a batch that is not prepared any more.
var stateWords = map[model.SendState]string{
	model.SendSending:  "is being sent already",
	model.SendAccepted: "was sent and accepted already",
	model.SendRefused:  "was refused",
	model.SendUnknown:  "was sent already, and it is not known whether it was accepted",
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
func (l *Ledger) RecordOutcome(ctx context.Context, b model.Batch) error {
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		row, err := l.batches.get(ctx, tx, b.Key)
		if err != nil {
			return err
		}
		before := row
		same := row.State == b.State && row.ID == b.ID && row.State != model.SendSending
		if !same {
			if err := l.mayBecome(ctx, tx, row, b.State); err != nil {
				return err
			}
			row.State, row.Settled, row.Last = b.State, exact(b.Settled), b.Last
			if row.Settled.IsZero() {
				row.Settled = l.db.now()
			}
		}
		row.ServerAfter, row.HTTPStatus, row.Reply, row.ID = b.ServerAfter, b.HTTPStatus, b.Reply, b.ID
		row.Dashboard, row.Reason, row.Note = b.Dashboard, b.Reason, b.Note
		if row.Campaign == "" {
			row.Reply, row.Dashboard = "", ""
		} else if err := changed(ctx, tx, row.Campaign, l.db.now()); err != nil {
			return err
		}
		if err := l.batches.put(ctx, tx, row); err != nil {
			return err
		}
		if !same || outcomeFacts(row, before.State) != outcomeFacts(before, before.State) {
			if err := l.evidence.addTo(ctx, tx, row.Key, evidence.KindOutcome, outcomeFacts(row, before.State)); err != nil {
				return err
			}
		}
		return l.batches.noteEnding(ctx, tx, row.Key, row.Last)
	})
	if err == nil {
		l.batches.setNeverLeft(b.Key, false)
	}
	return err
}

// mayBecome returns an error when a batch cannot come to a state, or another
// process that lives is sending it.
func (l *Ledger) mayBecome(ctx context.Context, q querier, row model.Batch, state model.SendState) error {
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
	sender, err := l.batches.sender(ctx, q, row.Key)
	if err != nil || sender == l.db.holder.id {
		return err
	}
	alive, err := l.locks.isAlive(ctx, q, sender)
	if err == nil && alive {
		err = model.UserError(fmt.Sprintf("Batch %d of %q is being sent by another console. Wait for that to end.", row.Index+1, row.Name))
	}
	return err
}

// Retry makes a batch prepared again that the service refused, or never got,
// by the operator's choice, and returns its row.
func (l *Ledger) Retry(ctx context.Context, b model.Batch) (model.Batch, error) {
	var row model.Batch
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		var err error
		if row, err = l.batches.get(ctx, tx, b.Key); err != nil {
			return err
		}
		if row.State != model.SendRefused {
			return fmt.Errorf("batch %d of %q is %s, not refused", row.Index+1, row.Name, row.State)
		}
		if row.Campaign == "" {
			return errGone
		}
		if err := l.locks.mayChange(ctx, tx, row.Campaign); err != nil {
			return err
		}
		row.State, row.Settled = model.SendPrepared, l.db.now()
		if err := l.batches.put(ctx, tx, row); err != nil {
			return err
		}
		return l.evidence.add(ctx, tx, row.Campaign, evidence.KindReopened, evidence.Reopened{Key: row.Key, Batch: row.Index + 1})
	})
	if err != nil {
		return b, err
	}
	return row, nil
}

// Recover finds the batches that were being sent when their process died: it is
// not known what became of them. It returns those it found; what a living
// process is sending is left alone.
func (l *Ledger) Recover(ctx context.Context) ([]model.Batch, error) {
	// Mostly there is nothing, and then a full disk is no hindrance.
	var found []model.Batch
	if sending, err := l.Batches(ctx, model.SendSending); err != nil || len(sending) == 0 {
		return nil, err
	}
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		var err error
		found, err = l.recover(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (l *Ledger) recover(ctx context.Context, tx *sql.Tx) ([]model.Batch, error) {
	sending, err := l.batches.list(ctx, tx, `WHERE state = 'sending' ORDER BY id`)
	if err != nil {
		return nil, err
	}
	var found []model.Batch
	for _, b := range sending {
		sender, err := l.batches.sender(ctx, tx, b.Key)
		if err != nil {
			return nil, err
		}
		alive, err := l.locks.isAlive(ctx, tx, sender)
		if err != nil {
			return nil, err
		}
		if alive {
			continue
		}
		b.State, b.Settled = model.SendUnknown, l.db.now()
		b.Reason = "Callsheet ended while this was being sent: it may have been accepted."
		if err := l.batches.put(ctx, tx, b); err != nil {
			return nil, err
		}
		facts := outcomeFacts(b, model.SendSending)
		facts.By = evidence.ByRecovery
		if err := l.evidence.addTo(ctx, tx, b.Key, evidence.KindOutcome, facts); err != nil {
			return nil, err
		}
		found = append(found, b)
	}
	return found, nil
}
