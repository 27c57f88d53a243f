package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

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
	return listCalls(ctx, q, `batch = (SELECT id FROM batches WHERE key = ?) ORDER BY at DESC, rowid DESC LIMIT ?`, key, limit)
}

// listCalls reads the calls behind a condition and an order.
func listCalls(ctx context.Context, q querier, which string, args ...any) ([]model.Call, error) {
	var list []model.Call
	err := each(ctx, q, func(rows *sql.Rows) error {
		var c model.Call
		if err := rows.Scan(&c.ID, &c.Status, &c.Phone, &c.Name, &c.Error, &c.Duration, (*instant)(&c.At)); err != nil {
			return err
		}
		list = append(list, c)
		return nil
	}, `SELECT id, status, phone, name, error, duration, at FROM calls WHERE `+which, args...)
	return list, err
}

// calls merges calls of a batch with those that are stored, and writes what is new of them.
func (w *recordWriter) calls(ctx context.Context, batch int64, told []model.Call, all bool) error {
	known, err := w.knownCalls(ctx, batch, told, all)
	if err != nil {
		return err
	}
	before := make(map[string]model.Call, len(known))
	for _, c := range known {
		before[c.ID] = c
	}
	//nolint:sqlclosecheck // it is closed below, which the linter does not see for the loop over a function
	put, err := w.tx.PrepareContext(ctx, `INSERT INTO calls (batch, id, status, phone, name, error, duration, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (batch, id) DO UPDATE SET status = excluded.status, phone = excluded.phone, name = excluded.name, error = excluded.error, duration = excluded.duration, at = excluded.at`)
	if err != nil {
		return err
	}
	defer put.Close()
	merged := model.MergeCalls(known, told, all)
	for _, c := range slices.Backward(merged) { // the oldest first, so that later ones have later rows
		old, stored := before[c.ID]
		delete(before, c.ID)
		if stored && sameCall(old, c) {
			continue
		}
		if _, err := put.ExecContext(ctx, batch, c.ID, c.Status, c.Phone, c.Name, c.Error, int64(c.Duration), instant(c.At)); err != nil {
			return err
		}
	}
	for id := range before {
		if _, err := w.tx.ExecContext(ctx, `DELETE FROM calls WHERE batch = ? AND id = ?`, batch, id); err != nil {
			return err
		}
	}
	if !all {
		return nil
	}
	_, err = w.tx.ExecContext(ctx, `UPDATE batches SET calls_fetched = ? WHERE id = ?`, instant(w.c.db.now()), batch)
	return err
}

// knownCalls are the stored calls that are merged with some that were told: all, or those of
// the same ids.
func (w *recordWriter) knownCalls(ctx context.Context, batch int64, told []model.Call, all bool) ([]model.Call, error) {
	if all {
		return listCalls(ctx, w.tx, `batch = ? ORDER BY at DESC, rowid DESC`, batch)
	}
	ids := make([]string, len(told))
	for i, c := range told {
		ids[i] = c.ID
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return listCalls(ctx, w.tx, `batch = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY at DESC, rowid DESC`, batch, string(list))
}

// sameCall compares times as they are stored: to the microsecond.
func sameCall(a, b model.Call) bool {
	at := a.At.UnixMicro() == b.At.UnixMicro() && a.At.IsZero() == b.At.IsZero()
	a.At = b.At
	return at && a == b
}
