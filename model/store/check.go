package store

import (
	"context"

	"callsheet/model"
)

// check returns an error when the database is not at its place any more, or is
// older than it was: a *model.LostError, or a sentence for the operator.
func (db *database) check(ctx context.Context) error {
	if db.writer == nil {
		return db.identity.inPlace() // it is only read
	}
	if err := db.dropCache(ctx); err != nil {
		return err
	}
	_, _, err := db.checkWitness(ctx, db.writer)
	return err
}

// dropCache makes the writer read from the disk anew: of another file that is
// written over the one it has open SQLite does not learn.
func (db *database) dropCache(ctx context.Context) error {
	_, err := db.writer.ExecContext(ctx, `PRAGMA shrink_memory`)
	return db.failed(ctx, err, reading)
}

// checkWitness compares the database with what was seen of it and what its witness says.
func (db *database) checkWitness(ctx context.Context, q querier) (now, before witness, err error) {
	if err := db.identity.inPlace(); err != nil {
		return now, before, err
	}
	if err := q.QueryRowContext(ctx, `SELECT id, written FROM identity`).Scan(&now.id, &now.written); err != nil {
		return now, before, db.failed(ctx, err, reading)
	}
	before, found, err := db.witness().read()
	if err == nil && (db.identity.isBehind(now) || found && (before.id != now.id || before.written > now.written)) {
		err = &model.LostError{Path: db.path, Why: model.LossOlder}
	}
	return now, before, err
}

// updateWitness makes sure that what was written is at its place, and writes down
// beside it how far it has come. Only one does it at a time, and never for what is
// not committed, so that what is written down never is ahead.
func (db *database) updateWitness(ctx context.Context) error {
	if err := db.dropCache(ctx); err != nil {
		return err
	}
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return db.failed(ctx, err, writing)
	}
	defer tx.Rollback()
	now, before, err := db.checkWitness(ctx, tx)
	if err != nil || now == before {
		return err
	}
	if err := db.witness().write(now); err != nil {
		return &WriteError{db.path, err}
	}
	return db.identity.inPlace()
}
