package store

import (
	"context"
	"database/sql"
	"strconv"

	"callsheet/model"
	"callsheet/model/phone"
)

// array is the numbers as SQLite's json_each takes them.
func array(numbers []phone.Number) string {
	buf := []byte{'['}
	for i, n := range numbers {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = strconv.AppendUint(buf, uint64(n), 10)
	}
	return string(append(buf, ']'))
}

// listed calls f for those numbers that are on the do-not-call list.
func listed(ctx context.Context, q querier, numbers []phone.Number, f func(model.DNCEntry)) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		var e model.DNCEntry
		if err := rows.Scan(&e.Number, (*instant)(&e.Since), &e.Source); err != nil {
			return err
		}
		f(e)
		return nil
	}, `SELECT number, since, source FROM json_each(?) JOIN do_not_call ON number = value`, array(numbers))
}

// DoNotCallList is the numbers that no campaign calls.
type DoNotCallList struct{ db *database }

// Add puts numbers on the do-not-call list and returns how many were
// not there yet; of the others it stays when and why they were put there.
func (l *DoNotCallList) Add(ctx context.Context, numbers []phone.Number, source string) (added int, err error) {
	return l.change(ctx, false, `INSERT OR IGNORE INTO do_not_call (number, since, source) SELECT value, ?, ? FROM json_each(?)`,
		instant(l.db.now()), source, array(numbers))
}

// Remove takes numbers off the do-not-call list and returns how many
// were on it.
func (l *DoNotCallList) Remove(ctx context.Context, numbers []phone.Number) (removed int, err error) {
	return l.change(ctx, true, `DELETE FROM do_not_call WHERE number IN (SELECT value FROM json_each(?))`, array(numbers))
}

func (l *DoNotCallList) change(ctx context.Context, removes bool, statement string, args ...any) (int, error) {
	var n int64
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		if n, err = result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		by := n
		if removes {
			by = -n
		}
		_, err = tx.ExecContext(ctx, `UPDATE do_not_call_revision SET revision = revision + 1, numbers = numbers + ?, hash = NULL`, by)
		return err
	})
	return int(n), err
}

// Entries returns the do-not-call list, sorted by number.
func (l *DoNotCallList) Entries(ctx context.Context) ([]model.DNCEntry, error) {
	var list []model.DNCEntry
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var e model.DNCEntry
			if err := rows.Scan(&e.Number, (*instant)(&e.Since), &e.Source); err != nil {
				return err
			}
			list = append(list, e)
			return nil
		}, `SELECT number, since, source FROM do_not_call ORDER BY number`)
	})
	return list, err
}
