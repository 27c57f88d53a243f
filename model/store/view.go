package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"callsheet/model"
)

// View opens the store in a folder for looking only, without a byte being
// written: for a disk that is full or read-only. A database that is not there, or
// is not of this version, is an error; whatever would change something fails
// with a *WriteError.
func View(ctx context.Context, dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Guard == 0 {
		o.Guard = model.GuardPeriod
	}
	s := &Store{path: filepath.Join(dir, File), o: o, holder: newHolder(dir, o.Who), unsent: map[string]bool{}}
	_, s.local = reach(dir)
	err = errors.New("there is no way to look at it")
	for _, way := range s.waysToView() {
		if s.reader, err = sql.Open("sqlite", s.connection(way.params, way.pragmas...)); err != nil {
			return nil, err
		}
		s.reader.SetMaxOpenConns(1)
		if err = s.sees(ctx); err == nil {
			return s, nil
		}
		s.disconnect()
	}
	return nil, s.failed(ctx, err, opening)
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
func (s *Store) waysToView() []way {
	ways := []way{
		{url.Values{"mode": {"ro"}}, []string{"query_only(ON)"}},
		{url.Values{"mode": {"rw"}}, []string{"locking_mode(EXCLUSIVE)", "query_only(ON)"}},
	}
	for _, beside := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(s.path + beside); err == nil && info.Size() > 0 {
			return ways
		}
	}
	return append(ways, way{url.Values{"mode": {"ro"}, "immutable": {"1"}}, []string{"query_only(ON)"}})
}

// sees looks whether the database can be read, and is of this version.
func (s *Store) sees(ctx context.Context) error {
	var version, app int
	for pragma, to := range map[string]*int{"user_version": &version, "application_id": &app} {
		if err := s.reader.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(to); err != nil {
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
	return s.reader.QueryRowContext(ctx, "SELECT count(*) FROM campaigns").Scan(&n)
}

// errOtherVersion is a database that would have to be brought up to date first.
var errOtherVersion = errors.New("it is of another version")

// errViewed is why nothing is written into a store that is only looked at.
var errViewed = errors.New("it is only looked at")
