package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/team"
)

// TeamBatch is a batch of the ledger with how far the team was told of it.
type TeamBatch struct {
	model.Batch
	Fence  int64     // of the lease it was begun under last; 0 = of none
	Known  time.Time // by the database's clock; see team.Intent
	Asking bool      // a lease is asked for
	Taken  bool      // its campaign was taken over: whom it calls is told by another member
	List   string    // tells whom it calls from others
	Told   struct{ List, Facts string }
}

const teamColumns = `, coalesce(fence, 0), known, asking IS NOT NULL, coalesce(taken, 0), hash || '/' || length(numbers), coalesce(list, ''), coalesce(facts, '')`

const teamJoins = ` FROM batches JOIN batch_lists ON batch = id LEFT JOIN team_batches ON intent = key `

func (t *Team) scan(row interface{ Scan(...any) error }) (b TeamBatch, err error) {
	b.Batch, err = t.batches.scan(scanAlso{row, []any{&b.Fence, (*instant)(&b.Known), &b.Asking, &b.Taken, &b.List, &b.Told.List, &b.Told.Facts}})
	return b, err
}

// Batches are those of the ledger that the team may have to be told of: whoever of them is
// called, or was so lately that it may count.
func (t *Team) Batches(ctx context.Context) ([]TeamBatch, error) {
	var all []TeamBatch
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			b, err := t.scan(rows)
			all = append(all, b)
			return err
		}, `SELECT `+batchColumns+teamColumns+teamJoins+`WHERE ended IS NULL OR ended > ? ORDER BY id`, instant(t.db.now().Add(-model.HistorySpan)))
	})
	return all, err
}

// Batch is one of them, by its key.
func (t *Team) Batch(ctx context.Context, key string) (b TeamBatch, err error) {
	err = t.db.read(ctx, func(tx *sql.Tx) error {
		b, err = t.scan(tx.QueryRowContext(ctx, `SELECT `+batchColumns+teamColumns+teamJoins+`WHERE key = ?`, key))
		if errors.Is(err, sql.ErrNoRows) {
			err = errNoBatch
		}
		return err
	})
	return b, err
}

// Entry is all that the team is to be told of a batch.
func (t *Team) Entry(ctx context.Context, key string) (e team.Entry, err error) {
	err = t.db.read(ctx, func(tx *sql.Tx) error {
		b, err := t.scan(tx.QueryRowContext(ctx, `SELECT `+batchColumns+teamColumns+teamJoins+`WHERE key = ?`, key))
		if errors.Is(err, sql.ErrNoRows) {
			err = errNoBatch
		}
		if err != nil {
			return err
		}
		i, err := t.guards.intent(ctx, tx, key)
		if err != nil {
			return err
		}
		e = team.Entry{Intent: team.Intent{Batch: b.Batch, Contacts: i.contacts, Again: i.Again, Moved: i.Moved, Known: b.Known}, Fence: b.Fence}
		if b.CallsKnown {
			e.Rings, err = t.rings(ctx, tx, b.Batch)
		}
		return err
	})
	return e, err
}

// rings are the calls of a batch of which all calls are known.
func (t *Team) rings(ctx context.Context, q querier, b model.Batch) (all []model.Ring, err error) {
	var numbers, rung, tries []byte
	if err := q.QueryRowContext(ctx, `SELECT numbers, rung, tries FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, b.Key).Scan(&numbers, &rung, &tries); err != nil {
		return nil, err
	}
	list, err := unpack(numbers)
	if err == nil {
		err = historiesIn(b, list.numbers(), numbers, rung, tries, func(r model.Ring) { all = append(all, r) })
	}
	if err != nil {
		return nil, t.db.damaged(b.Name, err)
	}
	return all, nil
}

// Gone are the keys of batches and campaigns that the team was told of and that are here no more.
func (t *Team) Gone(ctx context.Context) ([]string, error) {
	var keys []string
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var key string
			err := rows.Scan(&key)
			keys = append(keys, key)
			return err
		}, `SELECT intent FROM team_batches WHERE intent NOT IN (SELECT key FROM batches)
			UNION SELECT substr(about, 6) FROM team_told WHERE about LIKE 'head %' AND substr(about, 6) NOT IN (SELECT id FROM campaigns)`)
	})
	return keys, err
}

// Noted is what the team has been told.
type Noted struct {
	Batches   map[string]struct{ List, Facts string }
	Campaigns map[string]string // see Told
	Gone      []string
	Lost      []team.Lost
}

// Note writes down what the team has been told.
func (t *Team) Note(ctx context.Context, n Noted) error {
	if len(n.Batches)+len(n.Campaigns)+len(n.Gone)+len(n.Lost) == 0 {
		return nil
	}
	return t.db.write(ctx, func(tx *sql.Tx) error {
		for key, told := range n.Batches {
			if _, err := tx.ExecContext(ctx, `INSERT INTO team_batches (intent, list, facts) VALUES (?1, ?2, ?3) ON CONFLICT (intent) DO UPDATE SET list = ?2, facts = ?3`, key, told.List, told.Facts); err != nil {
				return err
			}
		}
		for about, facts := range n.Campaigns {
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO team_told (about, facts) VALUES (?, ?)`, about, facts); err != nil {
				return err
			}
		}
		for _, l := range n.Lost {
			if err := putLost(ctx, tx, l); err != nil {
				return err
			}
		}
		keys := keysJSON(n.Gone)
		if _, err := tx.ExecContext(ctx, `DELETE FROM team_batches WHERE intent IN (SELECT value FROM json_each(?)) AND intent NOT IN (SELECT key FROM batches)`, keys); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM team_told WHERE substr(about, 6) IN (SELECT value FROM json_each(?)) AND about LIKE 'head %'`, keys)
		return err
	})
}

// NoteCancelled writes down which colleague cancelled batches of this machine at the service, once of
// each, in the evidence too.
func (t *Team) NoteCancelled(ctx context.Context, all []team.Cancelled) error {
	keys := make([]string, len(all))
	for i, c := range all {
		keys[i] = c.Batch
	}
	open := map[string]bool{}
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		clear(open)
		return each(ctx, tx, func(rows *sql.Rows) error {
			var key string
			err := rows.Scan(&key)
			open[key] = true
			return err
		}, `SELECT key FROM batches WHERE canceller = '' AND key IN (SELECT value FROM json_each(?))`, keysJSON(keys))
	})
	if err != nil || len(open) == 0 {
		return err
	}
	return t.db.write(ctx, func(tx *sql.Tx) error {
		for _, c := range all {
			facts := evidence.Cancelled{Key: c.Batch, Status: string(model.StatusCancelled), By: c.By, At: c.At.UTC()}
			err := tx.QueryRowContext(ctx, `UPDATE batches SET canceller = ?, cancelled = ? WHERE key = ? AND canceller = '' RETURNING batch_id, place + 1`, c.By, instant(c.At), c.Batch).
				Scan(&facts.BatchID, &facts.Batch)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err == nil {
				err = t.batches.evidence.addTo(ctx, tx, c.Batch, evidence.KindCancelled, facts)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Cover writes down what the operator's choices cover of batches, by the database's clock:
// what was settled until then, and nothing where the time is zero.
func (t *Team) Cover(ctx context.Context, known time.Time, keys ...string) error {
	return t.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO team_batches (intent, known) SELECT value, ?1 FROM json_each(?2) WHERE true ON CONFLICT (intent) DO UPDATE SET known = ?1`, instant(known), keysJSON(keys))
		return err
	})
}

// Ask writes down that a lease is asked for a batch here, and by nobody else: only whoever asks
// may begin it (Begin).
func (t *Team) Ask(ctx context.Context, key string) error {
	return t.db.write(ctx, func(tx *sql.Tx) error {
		b, err := t.batches.get(ctx, tx, key)
		if err != nil {
			return err
		}
		if b.State != model.SendPrepared {
			return notPrepared(b)
		}
		asked, err := t.asked(ctx, tx, key)
		if err != nil {
			return err
		}
		if asked {
			return model.UserError(fmt.Sprintf("Nothing was sent: batch %d of %q is being sent by another console. Wait for that to end.", b.Index+1, b.Name))
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO team_batches (intent, asking) VALUES (?1, ?2) ON CONFLICT (intent) DO UPDATE SET asking = ?2`, key, t.db.holder.id)
		return err
	})
}

// asked reports whether somebody who lives asks for a lease of a batch.
func (t *Team) asked(ctx context.Context, q querier, key string) (bool, error) {
	var holder sql.NullString
	err := q.QueryRowContext(ctx, `SELECT asking FROM team_batches WHERE intent = ?`, key).Scan(&holder)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !holder.Valid {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return t.locks.isAlive(ctx, q, holder.String)
}

// Withdraw writes down that no lease is asked for any more: whatever is granted yet cannot be
// used.
func (t *Team) Withdraw(ctx context.Context, key string) error {
	return t.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE team_batches SET asking = NULL WHERE intent = ? AND asking = ?`, key, t.db.holder.id)
		return err
	})
}

// Unused returns those of some leases that nobody here has used, nor can use any more: nothing
// left under them. What whoever died asked for is withdrawn.
func (t *Team) Unused(ctx context.Context, leases []team.Leased) ([]team.Leased, error) {
	var unused []team.Leased
	err := t.db.write(ctx, func(tx *sql.Tx) error {
		unused = nil
		for _, l := range leases {
			asked, err := t.asked(ctx, tx, l.Key)
			if err != nil {
				return err
			}
			if asked {
				continue
			}
			var fence int64
			var taken bool
			err = tx.QueryRowContext(ctx, `SELECT fence, taken FROM team_batches WHERE intent = ?`, l.Key).Scan(&fence, &taken)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if fence >= l.Fence {
				continue
			}
			if taken { // it was used elsewhere: what became of it can be said under it
				if _, err := tx.ExecContext(ctx, `UPDATE team_batches SET fence = ? WHERE intent = ?`, l.Fence, l.Key); err != nil {
					return err
				}
				continue
			}
			if _, err := tx.ExecContext(ctx, `UPDATE team_batches SET asking = NULL WHERE intent = ?`, l.Key); err != nil {
				return err
			}
			unused = append(unused, l)
		}
		return nil
	})
	return unused, err
}

// Begin is Ledger.Begin under a lease of the team's ledger, which this opening asked for. seen
// is how far that ledger has come.
func (t *Team) Begin(ctx context.Context, b model.Batch, fence int64, seen team.Membership) (model.Batch, error) {
	return t.ledger.begin(ctx, b, func(tx *sql.Tx) error {
		if err := useLease(ctx, tx, b.Key, t.db.holder.id, fence); err != nil {
			return err
		}
		return saw(ctx, tx, seen)
	})
}

// useLease notes the lease that a batch is begun under, which must have been asked for here and
// not have been given back since.
func useLease(ctx context.Context, tx *sql.Tx, key, holder string, fence int64) error {
	result, err := tx.ExecContext(ctx, `UPDATE team_batches SET fence = ?, asking = NULL WHERE intent = ? AND asking = ? AND fence < ?1`, fence, key, holder)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, model.UserError("Nothing was sent: the leave to send this batch was given back meanwhile. Send it again."))
	}
	return nil
}

// Fences are the fences of batches that were begun under a lease, by their keys.
func (t *Team) Fences(ctx context.Context, keys []string) (map[string]int64, error) {
	fences := map[string]int64{}
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var key string
			var fence int64
			err := rows.Scan(&key, &fence)
			fences[key] = fence
			return err
		}, `SELECT intent, fence FROM team_batches WHERE intent IN (SELECT value FROM json_each(?))`, keysJSON(slices.Clone(keys)))
	})
	return fences, err
}
