package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"callsheet/model"
)

// applicationID says that a database is ours, so that another program's is not
// taken for one ("CSht"; see https://www.sqlite.org/pragma.html#pragma_application_id).
const applicationID = 0x43536874

//go:embed schema
var schemas embed.FS

// migrations lead from one version of the database to the next; the first
// makes it. Those that were released never change: a new version is a new file
// and a new line here, and a dump of the version before in testdata.
func migrations() []string {
	files := []string{"schema/1.sql", "schema/2.sql", "schema/3.sql", "schema/4.sql", "schema/5.sql", "schema/6.sql", "schema/7.sql", "schema/8.sql", "schema/9.sql"}
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
func (db *database) connection(params url.Values, pragmas ...string) string {
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
	if db.vfs != "" {
		params["vfs"] = []string{db.vfs}
	}
	path := filepath.ToSlash(db.path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive's letter
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: params.Encode()}
	return u.String()
}

// connect opens the database and brings it up to date. rollback asks for a
// rollback journal in place of a write-ahead log, which needs memory that is
// shared between processes; used says that it cannot be a new one.
func (db *database) connect(ctx context.Context, rollback, used bool) error {
	var err error
	if db.writer, err = db.openWriter(); err != nil {
		return err
	}
	version, err := db.version(ctx)
	if cannotShare(err) {
		if err = db.leaveLog(ctx); err == nil {
			rollback = true
			version, err = db.version(ctx)
		}
	}
	if err != nil {
		return db.failed(ctx, err, opening)
	}
	if used && version == 0 {
		return db.witness().refusal("is empty")
	}
	if newest := len(migrations()); version > newest {
		return model.UserError(fmt.Sprintf("The campaigns in %s were kept by a newer Callsheet (format %d; this one knows %d). Update Callsheet here as well.", db.path, version, newest))
	}
	if err := db.setJournal(ctx, rollback); err != nil {
		return db.failed(ctx, err, opening)
	}
	if err := migrate(ctx, db.writer, migrations(), (&Evidence{db}).begin); err != nil {
		return db.failed(ctx, err, opening)
	}
	db.reader, err = sql.Open("sqlite", db.connection(url.Values{}, "query_only(ON)"))
	if err != nil {
		return err
	}
	db.reader.SetMaxOpenConns(5) // one is the pin
	return nil
}

func (db *database) openWriter(pragmas ...string) (*sql.DB, error) {
	writer, err := sql.Open("sqlite", db.connection(url.Values{"_txlock": {"immediate"}}, pragmas...))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	return writer, nil
}

// version is the version of the database, 0 when it is new.
func (db *database) version(ctx context.Context) (int, error) {
	var pages, version, app int
	for _, p := range []struct {
		name string
		to   *int
	}{{"page_count", &pages}, {"user_version", &version}, {"application_id", &app}} {
		if err := db.writer.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(p.to); err != nil {
			return 0, err
		}
	}
	if pages == 0 {
		// Room that is freed can be given back; it has to be said before the
		// first page is written.
		_, err := db.writer.ExecContext(ctx, "PRAGMA auto_vacuum = INCREMENTAL")
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
	if err := db.writer.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
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
func (db *database) setJournal(ctx context.Context, rollback bool) error {
	if !rollback {
		err := db.journalMode(ctx, "WAL")
		if err == nil || isBusy(err) || ctx.Err() != nil {
			// Somebody else has it open, in a mode that works for them.
			return ctx.Err()
		}
	}
	err := db.journalMode(ctx, "DELETE")
	if err == nil || isBusy(err) || ctx.Err() != nil {
		return ctx.Err()
	}
	return db.leaveLog(ctx)
}

// leaveLog gives up a log that a database has but that cannot be shared here:
// with nobody else about it can be left without sharing
// (https://www.sqlite.org/wal.html#noshm).
func (db *database) leaveLog(ctx context.Context) error {
	db.writer.Close()
	alone, err := db.openWriter("locking_mode(EXCLUSIVE)")
	if err != nil {
		return err
	}
	db.writer = alone
	left := db.journalMode(ctx, "DELETE")
	alone.Close()
	if db.writer, err = db.openWriter(); err != nil {
		return err
	}
	return left
}

// journalMode sets a journal mode; it is no error that SQLite stays with another.
func (db *database) journalMode(ctx context.Context, mode string) error {
	var got string
	if err := db.writer.QueryRowContext(ctx, "PRAGMA journal_mode = "+mode).Scan(&got); err != nil {
		return err
	}
	// The first reading of a log is what needs the shared memory.
	var n int
	return db.writer.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
}

// migrate brings the database to the newest version in one transaction, which
// ends with it or changes nothing. then does what no script can, in that transaction.
func migrate(ctx context.Context, db *sql.DB, scripts []string, then func(context.Context, *sql.Tx) error) error {
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
	if err := then(ctx, tx); err != nil {
		return err
	}
	// A pragma takes no parameters.
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID)); err != nil {
		return err
	}
	return tx.Commit()
}

// start opens the database, which has to be the one that was used before, if one
// was.
func (db *database) start(ctx context.Context, rollback, used bool, before witness) error {
	if err := db.connect(ctx, rollback, used); err != nil {
		return err
	}
	var err error
	if db.pin, err = db.reader.Conn(ctx); err != nil {
		return db.failed(ctx, err, opening)
	}
	var now witness
	if err := db.pin.QueryRowContext(ctx, `SELECT id, written FROM identity`).Scan(&now.id, &now.written); err != nil {
		return db.failed(ctx, err, opening)
	}
	if strings.HasPrefix(now.id, movedPrefix) {
		return model.UserError(fmt.Sprintf("What was kept in %s was brought into a folder that several logins share, and goes on there. To begin anew here, knowing that whom it called may be called twice, move it away, with the files beside it whose names begin with callsheet.", db.path))
	}
	if used && (before.id != now.id || before.written > now.written) {
		return db.witness().refusal("is an older copy of what was kept before, or another one")
	}
	db.identity.saw(now)
	return nil
}
