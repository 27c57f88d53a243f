package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	lib "modernc.org/sqlite/lib"

	"callsheet/model"
)

func TestManyMayOpenANewFolderAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	errs := make([]error, 6)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			s, err := Open(ctx, dir, Options{})
			errs[i] = err
			if err == nil {
				var id string
				id, errs[i] = s.Campaigns.Create(ctx, model.Draft{Name: "Spring"})
				errs[i] = errors.Join(errs[i], s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: tableOf(1)}}))
				s.Close()
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if all := must(open(t, dir, Options{}).Campaigns.Summaries(ctx))(t); len(all) != len(errs) {
		t.Errorf("%d campaigns", len(all))
	}
}

func TestAFileThatIsNoDatabaseOfOursIsLeftAlone(t *testing.T) {
	half := func(t *testing.T, path string) {
		s := open(t, filepath.Dir(path), Options{rollback: true})
		campaign(t, s, "Spring", tableOf(1, 2, 3))
		ok(t, s.Close())
		data := must(os.ReadFile(path))(t)
		copy(data[100:], make([]byte, 4000)) // the root of everything
		ok(t, os.WriteFile(path, data, 0o600))
	}
	cases := []struct {
		name string
		make func(t *testing.T, path string)
	}{
		{"text", func(t *testing.T, path string) {
			ok(t, os.WriteFile(path, []byte(strings.Repeat("not a database ", 1000)), 0o600))
		}},
		{"a damaged database", half},
		{"another program's", func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", path)
			ok(t, err)
			defer db.Close()
			must(db.ExecContext(ctx, `CREATE TABLE songs (title TEXT); PRAGMA user_version = 1`))(t)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), File)
			c.make(t, path)
			before := must(os.ReadFile(path))(t)
			_, err := Open(ctx, filepath.Dir(path), Options{})
			if _, advised := err.(model.UserError); !advised || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "Move it away") {
				t.Errorf("error %v", err)
			}
			if after := must(os.ReadFile(path))(t); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func journal(t *testing.T, s *Store) string {
	t.Helper()
	var mode string
	ok(t, s.db.writer.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode))
	return mode
}

func TestTheJournalIsOneTheFileSystemCarries(t *testing.T) {
	d := newDisk(t)
	noSharing := func(_ int, op string) fault {
		if op == opShare {
			return fault{code: lib.SQLITE_IOERR_SHMMAP}
		}
		return fault{}
	}
	cases := []struct {
		name     string
		before   Options // how it was opened before; nobody has it open any more
		o        Options
		sharing  bool
		want     string
		unfolded bool // the process before was killed
	}{
		{"a log where it works", Options{}, Options{vfs: d.name}, true, "wal", false},
		{"a rollback journal where folders are shared between hosts", Options{}, Options{vfs: d.name, rollback: true}, true, "delete", false},
		{"a rollback journal where memory is not shared", Options{}, Options{vfs: d.name}, false, "delete", false},
		{"a log again once it works", Options{rollback: true}, Options{vfs: d.name}, true, "wal", false},
		{"a log that was left behind is read without sharing", Options{}, Options{vfs: d.name}, false, "delete", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir, c.before)
			id := campaign(t, s, "Spring", tableOf(1))
			if c.unfolded {
				killed := filepath.Join(t.TempDir(), "killed")
				copyFolder(t, dir, killed)
				dir = killed
			}
			ok(t, s.Close())
			d.set(nil)
			if !c.sharing {
				d.set(noSharing)
			}
			s = open(t, dir, c.o)
			if got := journal(t, s); got != c.want {
				t.Errorf("the journal is %s, want %s", got, c.want)
			}
			if k := must(s.Campaigns.Load(ctx, id))(t); k.Table.Len() != 1 {
				t.Errorf("loaded %+v", k)
			}
			must(s.Ledger.Begin(ctx, confirmed(t, s, "Summer", 2)))(t)
		})
	}
}

func TestAFolderMayHaveAnyName(t *testing.T) {
	for _, name := range []string{"with blank", "50%41", "a?b=c", "a#b", "ü", "a&_pragma=x"} {
		dir := filepath.Join(t.TempDir(), name)
		s := open(t, dir, Options{})
		campaign(t, s, "Spring", tableOf(1))
		if _, err := os.Stat(filepath.Join(dir, File)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestEveryTransactionWaitsForTheDisk(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	for name, want := range map[string]string{"synchronous": "3", "temp_store": "2", "secure_delete": "1", "foreign_keys": "1", "busy_timeout": "10000", "auto_vacuum": "2"} {
		for which, db := range map[string]*sql.DB{"writer": s.db.writer, "reader": s.db.reader} {
			var got string
			ok(t, db.QueryRowContext(ctx, `PRAGMA `+name).Scan(&got))
			if got != want {
				t.Errorf("%s of the %s is %s, want %s", name, which, got, want)
			}
		}
	}
}

func TestWhoWaitsTooLongHearsThatAnotherWrites(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	db, err := sql.Open("sqlite", s.db.connection(url.Values{"_txlock": {"immediate"}}))
	ok(t, err)
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	ok(t, err)
	defer tx.Rollback()
	must(s.db.writer.ExecContext(ctx, `PRAGMA busy_timeout = 50`))(t)
	_, err = s.Campaigns.Create(ctx, model.Draft{Name: "Spring"})
	if !isWriteError(err) || !strings.Contains(err.Error(), "another Callsheet") {
		t.Errorf("error %v", err)
	}
	must(s.db.writer.ExecContext(ctx, `PRAGMA busy_timeout = 10000`))(t)
	soon, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	if _, err = s.Campaigns.Create(soon, model.Draft{Name: "Spring"}); err != context.DeadlineExceeded {
		t.Errorf("error %v", err)
	}
	ok(t, tx.Rollback())
	must(s.Campaigns.Create(ctx, model.Draft{Name: "Spring"}))(t)
}
