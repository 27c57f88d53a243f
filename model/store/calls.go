package store

import (
	"context"
	"database/sql"

	"callsheet/model"
)

// Calls lists the calls that are stored of a batch, newest first.
func (l *Ledger) Calls(ctx context.Context, key string) ([]model.Call, error) {
	var list []model.Call
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		var err error
		list, err = calls(ctx, tx, key, -1)
		return err
	})
	return list, err
}

// calls reads the latest calls of a batch, newest first; a limit of -1 is none.
func calls(ctx context.Context, q querier, key string, limit int) ([]model.Call, error) {
	var list []model.Call
	err := each(ctx, q, func(rows *sql.Rows) error {
		var c model.Call
		if err := rows.Scan(&c.ID, &c.Status, &c.Phone, &c.Name, &c.Error, &c.Duration, (*instant)(&c.At)); err != nil {
			return err
		}
		list = append(list, c)
		return nil
	}, `SELECT id, status, phone, name, error, duration, at FROM calls
		WHERE batch = (SELECT id FROM batches WHERE key = ?) ORDER BY at DESC, rowid DESC LIMIT ?`, key, limit)
	return list, err
}
