package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// Options says who keeps what, and by which clock.
type Options struct {
	Who   string           // who holds campaigns: "anna, terminal pts/3"
	Now   func() time.Time // the ledger's clock; nil = time.Now
	Guard time.Duration    // how long a called number is guarded; 0 = model.GuardPeriod

	// Service is the name of the service that is worked with: whether numbers
	// are marked by real calls or by rehearsals; "" = by real calls.
	Service string

	vfs      string // SQLite's way to the disk, for tests; "" = its own
	rollback bool   // no write-ahead log, wherever the folder is
}

// Store is one opening of the folder campaigns are kept in. Any number may be
// open on one host; it may be used by many goroutines, but the records of one
// campaign have to be kept by one call after another.
type Store struct {
	path   string // of the database
	o      Options
	writer *sql.DB // one connection; every transaction takes the write lock at once
	reader *sql.DB
	holder *holder
	local  bool       // the folder is on a disk no other host can reach
	pin    *sql.Conn  // keeps the files beside the database open
	files  []openFile // that are open

	mu      sync.Mutex
	seen    witness         // how far the database was, at the latest
	unsent  map[string]bool // batches marked as sending by a Begin that failed
	orphans []int64         // row sets that nobody will ever need
}

// File is the database's name in the store's folder.
const File = "callsheet.db"

// Open opens the store in a folder, which is made when it is not there, and
// brings a database of an earlier version up to date. Folder and files are its
// owner's alone afterwards, whatever the umask. The errors are sentences for the
// operator; a *WriteError means that the disk takes nothing.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, model.UserError("The folder for campaigns cannot be found: " + reason.Of(err) + ".")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Guard == 0 {
		o.Guard = model.GuardPeriod
	}
	s := &Store{path: filepath.Join(dir, File), o: o, unsent: map[string]bool{}}
	if err := ownFolder(dir); err != nil {
		return nil, s.unwritable(err)
	}
	before, used, err := s.readWitness()
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(s.path); used && errors.Is(err, fs.ErrNotExist) {
		return nil, s.lostWords("is not there any more")
	} else if used && err == nil && info.Size() == 0 {
		return nil, s.lostWords("is empty")
	}
	if err := ownFile(s.path); err != nil {
		return nil, s.unwritable(err)
	}
	database, err := os.Stat(s.path)
	if err != nil {
		return nil, s.unwritable(err)
	}
	s.holder = newHolder(dir, o.Who)
	network, local := reach(dir)
	s.local = local
	if err := s.start(ctx, o.rollback || network, used, before); err != nil {
		s.disconnect()
		return nil, err
	}
	// What the dead left behind is only in the way: it can wait for a disk that
	// has room.
	err = s.sweep(ctx)
	if err == nil && !used {
		err = s.bearWitness(ctx)
	}
	if err == nil || isWriteError(err) {
		err = s.noteFiles(database)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// start opens the database, which has to be the one that was used before, if one
// was.
func (s *Store) start(ctx context.Context, rollback, used bool, before witness) error {
	if err := s.connect(ctx, rollback, used); err != nil {
		return err
	}
	var err error
	if s.pin, err = s.reader.Conn(ctx); err != nil {
		return s.failed(ctx, err, opening)
	}
	var now witness
	if err := s.pin.QueryRowContext(ctx, `SELECT id, written FROM identity`).Scan(&now.id, &now.written); err != nil {
		return s.failed(ctx, err, opening)
	}
	if used && (before.id != now.id || before.written > now.written) {
		return s.lostWords("is an older copy of what was kept before, or another one")
	}
	s.saw(now)
	return nil
}

// Close gives up every campaign that is locked and closes the files. What was
// kept is kept already, and what a full disk does not let it clear away the next
// to open the store does.
func (s *Store) Close() error {
	err := s.leave(context.Background())
	s.disconnect()
	if _, lost := errors.AsType[*model.LostError](err); lost || isWriteError(err) {
		return nil
	}
	return err
}

func (s *Store) disconnect() {
	if s.pin != nil {
		s.pin.Close()
	}
	// The reader goes first, so that the writer, as the last, folds the
	// write-ahead log into the database.
	for _, db := range []*sql.DB{s.reader, s.writer} {
		if db != nil {
			db.Close()
		}
	}
}

// now is the ledger's time, as exact as it is kept.
func (s *Store) now() time.Time { return exact(s.o.Now()) }

// exact is a time as exact as it is kept.
func exact(t time.Time) time.Time { return t.Truncate(time.Microsecond) }

// WorksWith says which service is worked with from now on: Options.Service, once
// it is known who that is.
func (s *Store) WorksWith(service string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.o.Service = service
}

func (s *Store) worksWith() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.o.Service
}

// querier is a connection or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write runs f in a transaction that has the write lock from its beginning, and
// is on the disk when write returns nil.
func (s *Store) write(ctx context.Context, f func(*sql.Tx) error) error {
	landed, err := s.commit(ctx, f)
	if landed {
		return nil
	}
	return err
}

// commit is write, and says with an error whether the transaction took place all
// the same: a rollback journal can be gone although the disk did not confirm
// that it is, and what is kept twice would be as wrong as what is lost.
func (s *Store) commit(ctx context.Context, f func(*sql.Tx) error) (landed bool, err error) {
	if s.writer == nil {
		return false, &WriteError{s.path, errViewed}
	}
	if err := s.atItsPlace(); err != nil {
		return false, err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return false, s.failed(ctx, err, writing)
	}
	defer tx.Rollback()
	if err := s.present(ctx, tx); err != nil {
		return false, s.failed(ctx, err, writing)
	}
	var mine int64
	if err := tx.QueryRowContext(ctx, `UPDATE holders SET writes = writes + 1 WHERE id = ? RETURNING writes`, s.holder.id).Scan(&mine); err != nil {
		return false, s.failed(ctx, err, writing)
	}
	now, err := s.advance(ctx, tx)
	if err == nil {
		err = f(tx)
	}
	if err != nil {
		return false, s.failed(ctx, err, writing)
	}
	err = tx.Commit()
	if code(err) != 0 {
		var latest int64
		probe := s.writer.QueryRowContext(context.WithoutCancel(ctx), `SELECT writes FROM holders WHERE id = ?`, s.holder.id).Scan(&latest)
		landed = probe == nil && latest == mine
	}
	if err == nil || landed {
		s.saw(now)
	}
	if err == nil {
		// What was written to a file that is not there any more is not kept.
		return false, s.atItsPlace()
	}
	return landed, s.failed(ctx, err, writing)
}

// read runs f over one state of the database, whatever others write meanwhile.
func (s *Store) read(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return s.failed(ctx, err, reading)
	}
	defer tx.Rollback()
	return s.failed(ctx, f(tx), reading)
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
