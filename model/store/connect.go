package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver

	"callsheet/model"
)

// applicationID marks a database as ours, so that another program's is not
// taken for one ("CSht"; see https://www.sqlite.org/pragma.html#pragma_application_id).
const applicationID = 0x43536874

// busyTimeout is how long a write waits for another console's. Transactions
// are short; nobody should ever come near it.
const busyTimeout = 10 * time.Second

//go:embed schema
var schemas embed.FS

// migrations lead from one version of the database to the next; the first
// makes it. Those that were released never change: a new version is a new file
// and a new line here, and a dump of the version before in testdata.
func migrations() []string {
	files := []string{"schema/1.sql", "schema/2.sql", "schema/3.sql", "schema/4.sql"}
	scripts := make([]string, len(files))
	for i, name := range files {
		script, err := schemas.ReadFile(name)
		if err != nil {
			panic(err)
		}
		scripts[i] = string(script)
	}
	return scripts
}

// connection is the address of the database with what holds for every
// connection to it.
func (s *Store) connection(params url.Values, pragmas ...string) string {
	// EXTRA is FULL, and in a rollback journal's folder the journal's end is on
	// the disk as well: a ledger's row must not come back as it was.
	pragmas = append(pragmas, "synchronous(EXTRA)", "foreign_keys(ON)", "temp_store(MEMORY)", "secure_delete(ON)",
		"trusted_schema(OFF)", "cell_size_check(ON)", "journal_size_limit(16777216)")
	params["_busy_timeout"] = []string{fmt.Sprint(busyTimeout.Milliseconds())}
	params["_pragma"] = pragmas
	params["_error_rc"] = []string{"1"}
	if params.Get("mode") == "" {
		params.Set("mode", "rw") // a file that is gone is not made anew
	}
	if s.o.vfs != "" {
		params["vfs"] = []string{s.o.vfs}
	}
	path := filepath.ToSlash(s.path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive's letter
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: params.Encode()}
	return u.String()
}

// connect opens the database and brings it up to date. rollback asks for a
// rollback journal in place of a write-ahead log, which needs memory that is
// shared between processes; used says that it cannot be a new one.
func (s *Store) connect(ctx context.Context, rollback, used bool) error {
	var err error
	if s.writer, err = s.openWriter(); err != nil {
		return err
	}
	version, err := s.version(ctx)
	if cannotShare(err) {
		if err = s.leaveLog(ctx); err == nil {
			rollback = true
			version, err = s.version(ctx)
		}
	}
	if err != nil {
		return s.failed(ctx, err, opening)
	}
	if used && version == 0 {
		return s.lostWords("is empty")
	}
	if newest := len(migrations()); version > newest {
		return model.UserError(fmt.Sprintf("The campaigns in %s were kept by a newer Callsheet (format %d; this one knows %d). Update Callsheet here as well.", s.path, version, newest))
	}
	if err := s.setJournal(ctx, rollback); err != nil {
		return s.failed(ctx, err, opening)
	}
	if err := migrate(ctx, s.writer, migrations()); err != nil {
		return s.failed(ctx, err, opening)
	}
	s.reader, err = sql.Open("sqlite", s.connection(url.Values{}, "query_only(ON)"))
	if err != nil {
		return err
	}
	s.reader.SetMaxOpenConns(5) // one is the pin
	return nil
}

func (s *Store) openWriter(pragmas ...string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", s.connection(url.Values{"_txlock": {"immediate"}}, pragmas...))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

var (
	// errNotOurs is a sound database that some other program made.
	errNotOurs = errors.New("it belongs to another program")
	// errNoVersion is one of ours that no version of ours can have made.
	errNoVersion = errors.New("it is of no version there is")
)

// version is the version of the database, 0 when it is new.
func (s *Store) version(ctx context.Context) (int, error) {
	var pages, version, app int
	for _, p := range []struct {
		name string
		to   *int
	}{{"page_count", &pages}, {"user_version", &version}, {"application_id", &app}} {
		if err := s.writer.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(p.to); err != nil {
			return 0, err
		}
	}
	if pages == 0 {
		// Room that is freed can be given back; it has to be said before the
		// first page is written.
		_, err := s.writer.ExecContext(ctx, "PRAGMA auto_vacuum = INCREMENTAL")
		return 0, err
	}
	if app == applicationID {
		if version < 1 {
			return 0, errNoVersion
		}
		return version, nil
	}
	// Another program's database may say nothing of itself, but has something in
	// it; ours has when it says what it is.
	var tables int
	if err := s.writer.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	if app != 0 || version != 0 || tables > 0 {
		return 0, errNotOurs
	}
	return 0, nil
}

// setJournal chooses how a transaction gets onto the disk. A write-ahead log
// lets everybody read while one writes; where the file system does not carry
// it, the rollback journal does.
func (s *Store) setJournal(ctx context.Context, rollback bool) error {
	if !rollback {
		err := s.journalMode(ctx, "WAL")
		if err == nil || isBusy(err) || ctx.Err() != nil {
			// Somebody else has it open, in a mode that works for them.
			return ctx.Err()
		}
	}
	err := s.journalMode(ctx, "DELETE")
	if err == nil || isBusy(err) || ctx.Err() != nil {
		return ctx.Err()
	}
	return s.leaveLog(ctx)
}

// leaveLog gives up a log that a database has but that cannot be shared here:
// with nobody else about it can be left without sharing
// (https://www.sqlite.org/wal.html#noshm).
func (s *Store) leaveLog(ctx context.Context) error {
	s.writer.Close()
	alone, err := s.openWriter("locking_mode(EXCLUSIVE)")
	if err != nil {
		return err
	}
	s.writer = alone
	left := s.journalMode(ctx, "DELETE")
	alone.Close()
	if s.writer, err = s.openWriter(); err != nil {
		return err
	}
	return left
}

// journalMode sets a journal mode; it is no error that SQLite keeps another.
func (s *Store) journalMode(ctx context.Context, mode string) error {
	var got string
	if err := s.writer.QueryRowContext(ctx, "PRAGMA journal_mode = "+mode).Scan(&got); err != nil {
		return err
	}
	// The first look into a log is what needs the shared memory.
	var n int
	return s.writer.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
}

// migrate brings the database to the newest version in one transaction, which
// ends with it or changes nothing.
func migrate(ctx context.Context, db *sql.DB, scripts []string) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version == len(scripts) {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Another console may have been quicker.
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for ; version < len(scripts); version++ {
		if _, err := tx.ExecContext(ctx, scripts[version]); err != nil {
			return fmt.Errorf("bring the database to version %d: %w", version+1, err)
		}
	}
	// A pragma takes no parameters.
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID)); err != nil {
		return err
	}
	return tx.Commit()
}
