package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
)

// connectReadOnly opens the database for reading only.
func (db *database) connectReadOnly(ctx context.Context) error {
	_, db.local = db.reach(filepath.Dir(db.path))
	err := errors.New("there is no way to look at it")
	for _, way := range db.waysToView() {
		if db.reader, err = sql.Open("sqlite", db.connection(way.params, way.pragmas...)); err != nil {
			return err
		}
		db.reader.SetMaxOpenConns(1)
		if err = db.readable(ctx); err == nil {
			return nil
		}
		db.disconnect()
	}
	return db.failed(ctx, err, opening)
}

// way is one way of opening the database without writing.
type way struct {
	params  url.Values
	pragmas []string
}

// waysToView are tried in turn. A write-ahead log is read with the help of
// memory that is shared by a file: where that is there already it is used. Where
// it is not and has no room, whoever locks the database for themselves needs none
// (https://www.sqlite.org/wal.html#noshm), which takes a disk on which files can
// be opened for writing. Where nothing can be written at all, the database is
// taken as it lies, unless there is a log or a journal beside it: what they hold
// would be missing.
func (db *database) waysToView() []way {
	ways := []way{
		{url.Values{"mode": {"ro"}}, []string{"query_only(ON)"}},
		{url.Values{"mode": {"rw"}}, []string{"locking_mode(EXCLUSIVE)", "query_only(ON)"}},
	}
	for _, beside := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(db.path + beside); err == nil && info.Size() > 0 {
			return ways
		}
	}
	return append(ways, way{url.Values{"mode": {"ro"}, "immutable": {"1"}}, []string{"query_only(ON)"}})
}

// readable returns an error when the database cannot be read, or is not of this
// version.
func (db *database) readable(ctx context.Context) error {
	var version, app int
	for pragma, to := range map[string]*int{"user_version": &version, "application_id": &app} {
		if err := db.reader.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(to); err != nil {
			return err
		}
	}
	switch {
	case app != applicationID:
		return errNotOurs
	case version != len(migrations()):
		return errOtherVersion
	}
	var n int
	return db.reader.QueryRowContext(ctx, "SELECT count(*) FROM campaigns").Scan(&n)
}
