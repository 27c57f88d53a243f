package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"callsheet/model/table"
)

// rowSets are the tables of campaigns, as they are stored in parts.
type rowSets struct {
	db *database

	mu      sync.Mutex
	orphans []int64 // that nobody will ever need
}

// write writes a table that no campaign has yet, in many transactions.
func (r *rowSets) write(ctx context.Context, t *table.Table) (int64, error) {
	if err := r.dropOrphans(ctx); err != nil {
		return 0, err
	}
	header, err := json.Marshal(t.Header)
	if err != nil {
		return 0, err
	}
	var set int64
	err = r.db.write(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `INSERT INTO row_sets (holder, header, rows, parts) VALUES (?, ?, ?, 0) RETURNING id`, r.db.holder.id, string(header), t.Len()).Scan(&set)
	})
	if err != nil {
		return 0, err
	}
	n := 0
	for part := range t.Parts() {
		err := r.db.write(ctx, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, `INSERT INTO row_parts (row_set, part, data) VALUES (?, ?, ?)`, set, n, seal(part)); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, `UPDATE row_sets SET parts = ? WHERE id = ?`, n+1, set)
			return err
		})
		if err != nil {
			r.abandon(ctx, []int64{set})
			return 0, err
		}
		n++
	}
	return set, nil
}

// abandon removes row sets that no campaign has or will have, now or, when the
// disk does not let it, before the next are written.
func (r *rowSets) abandon(ctx context.Context, sets []int64) {
	if len(sets) == 0 {
		return
	}
	r.mu.Lock()
	r.orphans = append(r.orphans, sets...)
	r.mu.Unlock()
	// What cannot be removed now is removed before the next rows are written.
	_ = r.dropOrphans(context.WithoutCancel(ctx))
}

func (r *rowSets) dropOrphans(ctx context.Context) error {
	r.mu.Lock()
	sets := slices.Clone(r.orphans)
	r.mu.Unlock()
	for _, set := range sets {
		if err := r.drop(ctx, set); err != nil {
			return err
		}
		r.mu.Lock()
		r.orphans = slices.DeleteFunc(r.orphans, func(o int64) bool { return o == set })
		r.mu.Unlock()
	}
	return nil
}

// partsAtOnce is how many parts are removed in one transaction, so that others
// can write in between.
const partsAtOnce = 8

// drop removes a row set, unless a campaign has it.
func (r *rowSets) drop(ctx context.Context, set int64) error {
	for left := true; left; {
		err := r.db.write(ctx, func(tx *sql.Tx) error {
			var used bool
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM campaigns WHERE row_set = ?)`, set).Scan(&used); err != nil || used {
				left = false
				return err
			}
			result, err := tx.ExecContext(ctx, `DELETE FROM row_parts WHERE rowid IN (SELECT rowid FROM row_parts WHERE row_set = ? LIMIT ?)`, set, partsAtOnce)
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if left = n == partsAtOnce; err != nil || left {
				return err
			}
			_, err = tx.ExecContext(ctx, `DELETE FROM row_sets WHERE id = ?`, set)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// loadRows reads the rows of a campaign, nil when it has none, and how many it
// has. With an error come the rows before those that cannot be read.
func loadRows(ctx context.Context, q querier, campaign string) (t *table.Table, count int, err error) {
	var set int64
	var header string
	var parts int
	err = q.QueryRowContext(ctx, `SELECT r.id, header, rows, parts FROM campaigns c JOIN row_sets r ON r.id = c.row_set WHERE c.id = ?`, campaign).Scan(&set, &header, &count, &parts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	var names []string
	nameless := json.Unmarshal([]byte(header), &names)
	found := 0
	var unreadable error
	t, err = table.JoinParts(names, func(yield func([]byte, error) bool) {
		err := each(ctx, q, func(rows *sql.Rows) error {
			var blob sql.RawBytes
			if err := rows.Scan(&blob); err != nil {
				return err
			}
			found++
			part, err := unseal(blob)
			if err != nil {
				unreadable = err
				return errEnough
			}
			if !yield(part, nil) {
				return errEnough
			}
			return nil
		}, `SELECT data FROM row_parts WHERE row_set = ? ORDER BY part`, set)
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	})
	switch {
	case err != nil:
		return nil, count, err
	case unreadable != nil:
		return t, count, unreadable
	case nameless != nil:
		return t, count, nameless
	case found != parts || t.Len() != count:
		return t, count, fmt.Errorf("%d rows of %d are left", t.Len(), count)
	}
	return t, count, nil
}

var errEnough = errors.New("enough")
