package store

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	lib "modernc.org/sqlite/lib"

	"callsheet/model"
)

var writeDump = flag.Bool("dump", false, "write the dump of the present version of the database")

// dumpClock is when the dumps say everything happened.
func dumpClock() time.Time { return time.Date(2026, 3, 2, 10, 2, 0, 0, time.UTC) }

// fillStore keeps something of everything there is to keep.
func fillStore(t *testing.T, s *Store) {
	t.Helper()
	rows := table(1, 2, 3)
	id := campaign(t, s, "Spring", rows)
	draft := filled[model.Draft]()
	draft.Name, draft.Stage, draft.View.Screen = "Spring", model.StageLive, model.StageContacts
	step := func(row int) *model.Step {
		after := model.Edit{LeftOut: true}.With(model.FieldPhone, "+447400000009")
		return &model.Step{Change: model.Change{What: fmt.Sprint("changed row ", row), By: "anna", At: dumpClock(), Rows: []model.RowEdit{{Row: row, After: after}}}}
	}
	ok(t, s.Keep(ctx, []model.Record{
		{Campaign: id, Draft: &draft}, {Campaign: id, Step: step(0)}, {Campaign: id, Step: step(1)}, {Campaign: id, Step: &model.Step{Kind: model.StepUndone}},
	}))
	b := must(s.Confirm(ctx, id, model.NewPlan(list(t, rows, model.Edits{}, nil), filled[model.Options]())))(t)[0]
	sent := filled[model.Batch]()
	sent.Key = b.Key
	b = must(s.Begin(ctx, sent))(t)
	sent.State = model.SendAccepted
	ok(t, s.Settle(ctx, sent))
	ok(t, s.Keep(ctx, []model.Record{{Batch: &sent, Calls: sent.Last.Calls}}))
	settled(t, s, confirmed(t, s, "Summer", 7), model.SendUnknown)
	must(s.AddDoNotCall(ctx, numbers(5, 6), "optouts.csv"))(t)
	ok(t, s.KeepMapping(ctx, "a shape", draft.Mapping, "GB"))
	ok(t, s.KeepRecentFile(ctx, "/home/anna/leads.csv"))
}

// everything is what can be read of a store, without the keys, which are random.
func everything(t testing.TB, s *Store) string {
	t.Helper()
	var all []string
	add := func(what string, v any) { all = append(all, what+": "+fmt.Sprintf("%+v", v)) }
	batch := func(b model.Batch) model.Batch {
		b.Key, b.Campaign, b.ID = "", "", strings.ReplaceAll(b.ID, b.Key, "")
		for _, at := range []*time.Time{&b.Prepared, &b.Sent, &b.Settled, &b.ServerAfter, &b.ServerBefore, &b.Last.At, &b.Last.StartedAt, &b.Last.EndedAt} {
			*at = at.UTC()
		}
		// A start is to the minute; an earlier version kept it as text.
		b.Schedule.Start = b.Schedule.Start.UTC().Truncate(time.Millisecond)
		for i := range b.Last.Calls {
			b.Last.Calls[i].At = b.Last.Calls[i].At.UTC()
		}
		return b
	}
	kept := must(s.Campaigns(ctx))(t)
	slices.SortFunc(kept, func(a, b model.Summary) int { return strings.Compare(a.Draft.Name, b.Draft.Name) })
	for _, c := range kept {
		k := must(s.Load(ctx, c.ID))(t)
		if k.Table == nil {
			continue // a draft of nothing, which a kill takes with it
		}
		add("campaign", k.Draft)
		add("confirmed", k.Confirmed.UTC())
		add("options", k.Options)
		add("sent", k.Sent)
		for r := range k.Table.Len() {
			add("row", k.Table.AppendRow(nil, r))
		}
		for i, steps := range [][]model.Change{k.Done, k.Undone} {
			for _, c := range steps {
				c.At = c.At.UTC()
				add([]string{"done", "undone"}[i], c)
			}
		}
		for _, b := range k.Batches {
			add("batch", batch(b))
			add("its numbers", must(s.BatchNumbers(ctx, b.Key))(t))
		}
	}
	for _, b := range must(s.Batches(ctx))(t) {
		if b.Campaign == "" {
			add("forgotten", batch(b))
			add("its numbers", must(s.BatchNumbers(ctx, b.Key))(t))
		}
	}
	for _, l := range must(s.DoNotCall(ctx))(t) {
		l.Since = l.Since.UTC()
		add("do not call", l)
	}
	m, region, _, err := s.Mapping(ctx, "a shape")
	ok(t, err)
	add("mapping", m)
	add("region", region)
	add("files", must(s.RecentFiles(ctx))(t))
	return strings.Join(all, "\n")
}

// dump is a database as SQL.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	tables := []string{}
	ok(t, each(ctx, s.writer, func(rows *sql.Rows) error {
		var kind, name, statement string
		err := rows.Scan(&kind, &name, &statement)
		fmt.Fprintf(&b, "%s;\n", statement)
		if kind == "table" {
			tables = append(tables, name)
		}
		return err
	}, `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, rowid`))
	for _, table := range tables {
		var columns []string
		ok(t, each(ctx, s.writer, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			columns = append(columns, name)
			return err
		}, `SELECT name FROM pragma_table_info(?)`, table))
		ok(t, each(ctx, s.writer, func(rows *sql.Rows) error {
			var values string
			err := rows.Scan(&values)
			fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", table, strings.Join(columns, ", "), values)
			return err
		}, `SELECT quote(`+strings.Join(columns, `) || ', ' || quote(`)+`) FROM `+table))
	}
	var version int
	ok(t, s.writer.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version))
	fmt.Fprintf(&b, "PRAGMA user_version = %d;\nPRAGMA application_id = %d;\n", version, applicationID)
	return b.String()
}

// fromDump makes a database of an earlier version in a folder.
func fromDump(t *testing.T, dir string, version int) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version%d.sql", version)))
	ok(t, err)
	s := Store{path: filepath.Join(dir, File)}
	ok(t, ownFile(s.path))
	db, err := s.openWriter("foreign_keys(OFF)")
	ok(t, err)
	defer db.Close()
	must(db.ExecContext(ctx, string(script)))(t)
}

// schema is how the tables are made.
func schema(t *testing.T, s *Store) string {
	t.Helper()
	var all strings.Builder
	ok(t, each(ctx, s.reader, func(rows *sql.Rows) error {
		var statement string
		err := rows.Scan(&statement)
		fmt.Fprintln(&all, statement)
		return err
	}, `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`))
	return all.String()
}

func TestEveryEarlierVersionIsBroughtUpToDate(t *testing.T) {
	newest := len(migrations())
	if *writeDump {
		s := open(t, t.TempDir(), Options{Now: dumpClock, Who: "anna"})
		fillStore(t, s)
		s.holder.machine = "a machine that is not there"
		must(s.writer.ExecContext(ctx, `DELETE FROM holders; UPDATE campaigns SET holder = NULL, held = NULL`))(t)
		ok(t, os.WriteFile(filepath.Join("testdata", fmt.Sprintf("version%d.sql", newest)), []byte(dump(t, s)), 0o644))
	}
	fresh := open(t, t.TempDir(), Options{Now: dumpClock})
	fillStore(t, fresh)
	for version := 1; version <= newest; version++ {
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) {
			dir := t.TempDir()
			fromDump(t, dir, version)
			s := open(t, dir, Options{Now: dumpClock})
			sound(t, s)
			if got, want := schema(t, s), schema(t, fresh); got != want {
				t.Errorf("the tables are\n%s\nwant\n%s", got, want)
			}
			want := everything(t, fresh)
			if version <= 2 { // these did not know who named the country
				want = regexp.MustCompile(`RegionFrom:text \d+`).ReplaceAllString(want, "RegionFrom:")
			}
			if got := everything(t, s); got != want {
				t.Errorf("kept is\n%s\nwant\n%s", got, want)
			}
			settled(t, s, confirmed(t, s, "Autumn", 8), model.SendAccepted)
		})
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	fromDump(t, dir, len(migrations()))
	s := Store{path: filepath.Join(dir, File)}
	db, err := s.openWriter()
	ok(t, err)
	defer db.Close()
	next := append(migrations(), `ALTER TABLE campaigns ADD COLUMN colour TEXT`)
	if err := migrate(ctx, db, append(next, `UPDATE campaigns SET colour = 'red'; SELECT nonsense FROM nowhere`)); err == nil {
		t.Fatal("was migrated")
	}
	colours := func() (n, version int) {
		ok(t, db.QueryRowContext(ctx, `SELECT count(*) FROM pragma_table_info('campaigns') WHERE name = 'colour'`).Scan(&n))
		ok(t, db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version))
		return n, version
	}
	if n, version := colours(); n != 0 || version != len(migrations()) {
		t.Errorf("%d new columns in version %d", n, version)
	}
	ok(t, migrate(ctx, db, next))
	if n, version := colours(); n != 1 || version != len(next) {
		t.Errorf("%d new columns in version %d", n, version)
	}
	ok(t, db.Close())
	_, err = Open(ctx, dir, Options{})
	if _, advised := err.(model.Advice); !advised || !strings.Contains(err.Error(), "newer Callsheet") {
		t.Errorf("opening a newer version: %v", err)
	}
}

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
				id, errs[i] = s.Create(ctx, model.Draft{Name: "Spring"})
				errs[i] = errors.Join(errs[i], s.Keep(ctx, []model.Record{{Campaign: id, Rows: table(1)}}))
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
	if all := must(open(t, dir, Options{}).Campaigns(ctx))(t); len(all) != len(errs) {
		t.Errorf("%d campaigns", len(all))
	}
}

func TestAFileThatIsNoDatabaseOfOursIsLeftAlone(t *testing.T) {
	half := func(t *testing.T, path string) {
		s := open(t, filepath.Dir(path), Options{rollback: true})
		campaign(t, s, "Spring", table(1, 2, 3))
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
			if _, advised := err.(model.Advice); !advised || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "Move it away") {
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
	ok(t, s.writer.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode))
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
			id := campaign(t, s, "Spring", table(1))
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
			if k := must(s.Load(ctx, id))(t); k.Table.Len() != 1 {
				t.Errorf("loaded %+v", k)
			}
			must(s.Begin(ctx, confirmed(t, s, "Summer", 2)))(t)
		})
	}
}

func TestAFolderMayHaveAnyName(t *testing.T) {
	for _, name := range []string{"with blank", "50%41", "a?b=c", "a#b", "ü", "a&_pragma=x"} {
		dir := filepath.Join(t.TempDir(), name)
		s := open(t, dir, Options{})
		campaign(t, s, "Spring", table(1))
		if _, err := os.Stat(filepath.Join(dir, File)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestEveryTransactionWaitsForTheDisk(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	for name, want := range map[string]string{"synchronous": "3", "temp_store": "2", "secure_delete": "1", "foreign_keys": "1", "busy_timeout": "10000", "auto_vacuum": "2"} {
		for which, db := range map[string]*sql.DB{"writer": s.writer, "reader": s.reader} {
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
	db, err := sql.Open("sqlite", s.connection(url.Values{"_txlock": {"immediate"}}))
	ok(t, err)
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	ok(t, err)
	defer tx.Rollback()
	must(s.writer.ExecContext(ctx, `PRAGMA busy_timeout = 50`))(t)
	_, err = s.Create(ctx, model.Draft{Name: "Spring"})
	if !isWriteError(err) || !strings.Contains(err.Error(), "another Callsheet") {
		t.Errorf("error %v", err)
	}
	must(s.writer.ExecContext(ctx, `PRAGMA busy_timeout = 10000`))(t)
	soon, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	if _, err = s.Create(soon, model.Draft{Name: "Spring"}); err != context.DeadlineExceeded {
		t.Errorf("error %v", err)
	}
	ok(t, tx.Rollback())
	must(s.Create(ctx, model.Draft{Name: "Spring"}))(t)
}
