package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// database is one opening of the database, for as long as the store is open.
type database struct {
	path     string // of the file
	clock    func() time.Time
	vfs      string  // SQLite's way to the disk, for tests; "" = its own
	writer   *sql.DB // one connection; every transaction takes the write lock at once; nil = it is only read
	reader   *sql.DB
	pin      *sql.Conn // keeps the files beside the database open
	holder   *holder
	local    bool // the folder is on a disk no other host can reach
	reach    func(dir string) (network, local bool)
	identity identity
}

// newDatabase is the database in a folder, not opened yet; who opens it is shown to
// others.
func newDatabase(dir, who, vfs string, clock func() time.Time) *database {
	path := filepath.Join(dir, File)
	return &database{path: path, clock: clock, vfs: vfs, holder: newHolder(newID(), dir, who), identity: identity{path: path}}
}

// witness is the file beside the database.
func (db *database) witness() witnessFile { return witnessFile{db.path, db.holder.access} }

func (db *database) disconnect() {
	if db.pin != nil {
		db.pin.Close()
	}
	// The reader goes first, so that the writer, as the last, folds the
	// write-ahead log into the database.
	for _, open := range []*sql.DB{db.reader, db.writer} {
		if open != nil {
			open.Close()
		}
	}
}

// now is the ledger's time, as exact as it is stored.
func (db *database) now() time.Time { return exact(db.clock()) }

// exact is a time as exact as it is stored.
func exact(t time.Time) time.Time { return t.Truncate(time.Microsecond) }

// querier is a connection or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write runs f in a transaction that has the write lock from its beginning, and
// is on the disk when write returns nil.
func (db *database) write(ctx context.Context, f func(*sql.Tx) error) error {
	landed, err := db.commit(ctx, f)
	if landed {
		return nil
	}
	return err
}

// commit is write, and says with an error whether the transaction took place all
// the same: a rollback journal can be gone although the disk did not confirm
// that it is, and what is stored twice would be as wrong as what is lost.
func (db *database) commit(ctx context.Context, f func(*sql.Tx) error) (landed bool, err error) {
	if db.writer == nil {
		return false, &WriteError{db.path, errReadOnly}
	}
	if err := db.identity.inPlace(); err != nil {
		return false, err
	}
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return false, db.failed(ctx, err, writing)
	}
	defer tx.Rollback()
	if err := db.register(ctx, tx); err != nil {
		return false, db.failed(ctx, err, writing)
	}
	var mine int64
	if err := tx.QueryRowContext(ctx, `UPDATE holders SET writes = writes + 1 WHERE id = ? RETURNING writes`, db.holder.id).Scan(&mine); err != nil {
		return false, db.failed(ctx, err, writing)
	}
	now, err := db.identity.advance(ctx, tx)
	if err == nil {
		err = f(tx)
	}
	if err != nil {
		return false, db.failed(ctx, err, writing)
	}
	err = tx.Commit()
	if code(err) != 0 {
		var latest int64
		probe := db.writer.QueryRowContext(context.WithoutCancel(ctx), `SELECT writes FROM holders WHERE id = ?`, db.holder.id).Scan(&latest)
		landed = probe == nil && latest == mine
	}
	if err == nil || landed {
		db.identity.saw(now)
	}
	if err == nil {
		// What was written to a file that is not there any more is lost.
		return false, db.identity.inPlace()
	}
	return landed, db.failed(ctx, err, writing)
}

// read runs f over one state of the database, whatever others write meanwhile.
func (db *database) read(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.reader.BeginTx(ctx, nil)
	if err != nil {
		return db.failed(ctx, err, reading)
	}
	defer tx.Rollback()
	return db.failed(ctx, f(tx), reading)
}

// each calls f for every row of a query.
func each(ctx context.Context, q querier, f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// newID makes a key that nobody else makes: 80 random bits.
func newID() string { return strings.ToLower(rand.Text()[:16]) }

// unwritable wraps what went wrong with the folder itself.
func (db *database) unwritable(err error) error {
	if _, ok := errors.AsType[model.UserError](err); ok {
		return err
	}
	return &WriteError{db.path, err}
}

// doing is what was being done to the database when it failed.
type doing int

const (
	opening doing = iota
	reading
	writing
)

// failed turns an error of the database's into one for the operator. Errors of
// our own pass as they are.
func (db *database) failed(ctx context.Context, err error, d doing) error {
	if err == nil {
		return nil
	}
	c := code(err)
	if ctx.Err() != nil && (c != 0 || errors.Is(err, sql.ErrTxDone)) {
		return ctx.Err()
	}
	switch {
	case c == codeCorrupt || c == codeNotADB || errors.Is(err, errNotOurs) || errors.Is(err, errNoVersion):
		return model.UserError(fmt.Sprintf("%s is damaged, or not a database of Callsheet's. Nothing in it was changed. Put it back from a backup. Without one: Move it away, with the files beside it whose names begin with callsheet, and start again; who was called before is not known then.", db.path))
	case c == 0:
		return err
	case d == writing || c == codeFull || c == codeReadOnly || c == codePerm || c == codeCantOpen || d == opening && c == codeIO:
		return &WriteError{db.path, err}
	}
	return model.UserError(fmt.Sprintf("The campaigns in %s cannot be read (%s). Try again.", db.path, reason.Of(err)))
}

// damaged says that what is stored of a campaign cannot be read.
func (db *database) damaged(name string, err error) error {
	return model.UserError(fmt.Sprintf("What is kept of %q in %s is damaged (%s). Put the file back from a backup, or forget this campaign; the others are not concerned.", name, db.path, reason.Of(err)))
}

// register makes this opening known to others, so that what it has locked can be
// told from what a dead one had.
func (db *database) register(ctx context.Context, q querier) error {
	h := db.holder
	if err := h.appear(); err != nil {
		return db.unwritable(err)
	}
	_, err := q.ExecContext(ctx, `INSERT OR IGNORE INTO holders (id, who, pid, host, machine, since, writes) VALUES (?, ?, ?, ?, ?, ?, 0)`,
		h.id, h.who, os.Getpid(), h.host, h.machine, instant(db.now()))
	return err
}
