package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/team"
)

var writeDump = flag.Bool("dump", false, "write the dump of the present version of the database")

// fillStore saves something of everything there is to save.
func fillStore(t *testing.T, s *Store) {
	t.Helper()
	rows := tableOf(1, 2, 3)
	id := campaign(t, s, "Spring", rows)
	draft := filled[model.Draft]()
	draft.Name, draft.Stage, draft.View.Screen = "Spring", model.StageLive, model.StageContacts
	step := func(row int) *model.Step {
		after := model.Edit{LeftOut: true}.With(columns.FieldPhone, "+447400000009")
		return &model.Step{Change: model.Change{What: fmt.Sprint("changed row ", row), By: "anna", At: began, Rows: []model.RowEdit{{Row: row, After: after}}}}
	}
	ok(t, s.Campaigns.Save(ctx, []model.Record{
		{Campaign: id, Draft: &draft}, {Campaign: id, Step: step(0)}, {Campaign: id, Step: step(1)}, {Campaign: id, Step: &model.Step{Kind: model.StepUndone}},
	}))
	b := must(s.Ledger.Confirm(ctx, id, model.NewPlan(list(t, rows, model.Edits{}, nil), filled[model.Options]())))(t)[0]
	sent := filled[model.Batch]()
	sent.Key = b.Key
	b = must(s.Ledger.Begin(ctx, sent))(t)
	sent.State = model.SendAccepted
	ok(t, s.Ledger.RecordOutcome(ctx, sent))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &sent, Calls: sent.Last.Calls}}))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &sent, Calls: sent.Last.Calls, AllCalls: true}, {Details: &model.BatchDetails{Batch: b.Key, Details: []model.CallDetail{detailOf(sent.Last.Calls[0].ID)}}}}))
	sendAs(t, s, confirmed(t, s, "Summer", 7), model.SendUnknown)
	sendAs(t, s, identified(t, s, "Winter", "a 18", "b 19"), model.SendAccepted)
	inWaves(t, s, "Zones", 20, 21, 22)
	must(s.DoNotCall.Add(ctx, numbers(5, 6), "optouts.csv"))(t)
	ok(t, s.Team.Joined(ctx, filled[team.Membership]()))
	ok(t, s.Team.Note(ctx, Noted{Lost: []team.Lost{filled[team.Lost]()}}))
	ok(t, s.Team.NoteCancelled(ctx, []team.Cancelled{{Batch: b.Key, By: "ben on jump2", At: began}}))
	ok(t, s.Remembered.SaveMapping(ctx, "a shape", draft.Mapping, "GB"))
	ok(t, s.Remembered.SaveRecentFile(ctx, "/home/anna/leads.csv"))
}

// fact is one thing that can be read of a store.
type fact struct {
	What  string
	Value any
}

// everything is what can be read of a store, without the keys, which are random.
func everything(t testing.TB, s *Store) string {
	t.Helper()
	var all []string
	for _, f := range facts(t, s) {
		all = append(all, f.What+": "+fmt.Sprintf("%+v", f.Value))
	}
	return strings.Join(all, "\n")
}

func facts(t testing.TB, s *Store) (all []fact) {
	t.Helper()
	add := func(what string, v any) { all = append(all, fact{what, v}) }
	batch := func(b model.Batch) model.Batch {
		b.Key, b.Campaign, b.ID = "", "", strings.ReplaceAll(b.ID, b.Key, "")
		for _, at := range []*time.Time{&b.Prepared, &b.Sent, &b.Settled, &b.ServerAfter, &b.ServerBefore, &b.CallsFetched, &b.CancelledAt, &b.Last.At, &b.Last.StartedAt, &b.Last.EndedAt} {
			*at = at.UTC()
		}
		// A start is to the minute; an earlier version stored it as text.
		b.Schedule.Start = b.Schedule.Start.UTC().Truncate(time.Millisecond)
		for i := range b.Last.Calls {
			b.Last.Calls[i].At = b.Last.Calls[i].At.UTC()
		}
		return b
	}
	stored := must(s.Campaigns.Summaries(ctx))(t)
	slices.SortFunc(stored, func(a, b model.Summary) int { return strings.Compare(a.Draft.Name, b.Draft.Name) })
	for _, c := range stored {
		k := must(s.Campaigns.Load(ctx, c.ID))(t)
		if k.Table == nil {
			continue // a draft of nothing, which a kill takes with it
		}
		add("campaign", k.Draft)
		add("confirmed", k.Confirmed.UTC())
		add("options", k.Options)
		add("sent", k.Sent)
		if len(k.Segments) > 1 { // there was one before, with the options of all
			add("segments", k.Segments)
		}
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
			add("its numbers", must(s.Ledger.Numbers(ctx, b.Key))(t))
			for _, d := range must(s.Ledger.CallDetails(ctx, b.Key))(t) {
				d.Fetched, d.Turns[0].At = d.Fetched.UTC(), d.Turns[0].At.UTC()
				add("its call in full", d)
			}
		}
	}
	teamFacts(t, s, add)
	for _, b := range must(s.Ledger.Batches(ctx))(t) {
		if b.Campaign == "" {
			add("forgotten", batch(b))
			add("its numbers", must(s.Ledger.Numbers(ctx, b.Key))(t))
		}
	}
	ok(t, each(ctx, s.db.reader, func(rows *sql.Rows) error {
		var blob []byte
		err := rows.Scan(&blob)
		ids, damaged := unpackIDs(blob)
		add("contact ids", ids.refs())
		return errors.Join(err, damaged)
	}, `SELECT ids FROM batch_ids JOIN batches ON id = batch ORDER BY name, place`))
	for _, l := range must(s.DoNotCall.Entries(ctx))(t) {
		l.Since = l.Since.UTC()
		add("do not call", l)
	}
	m, region, _, err := s.Remembered.Mapping(ctx, "a shape")
	ok(t, err)
	add("mapping", m)
	add("region", region)
	add("files", must(s.Remembered.RecentFiles(ctx))(t))
	return all
}

// teamFacts adds those of the team that it is a member of.
func teamFacts(t testing.TB, s *Store, add func(what string, v any)) {
	t.Helper()
	if m := must(s.Team.Membership(ctx))(t); m.Team != "" {
		m.Joined = m.Joined.UTC()
		for i := range m.Colleagues {
			m.Colleagues[i].Joined, m.Colleagues[i].Seen = m.Colleagues[i].Joined.UTC(), m.Colleagues[i].Seen.UTC()
		}
		add("team", m)
	}
	for _, l := range must(s.Team.Lost(ctx))(t) {
		l.At = l.At.UTC()
		add("lost", l)
	}
}

// dump is a database as SQL.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	tables := []string{}
	ok(t, each(ctx, s.db.writer, func(rows *sql.Rows) error {
		var kind, name, statement string
		err := rows.Scan(&kind, &name, &statement)
		fmt.Fprintf(&b, "%s;\n", statement)
		if kind == "table" {
			tables = append(tables, name)
		}
		return err
	}, `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'trigger', type DESC, rowid`))
	for _, table := range tables {
		var columns []string
		ok(t, each(ctx, s.db.writer, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			columns = append(columns, name)
			return err
		}, `SELECT name FROM pragma_table_info(?)`, table))
		ok(t, each(ctx, s.db.writer, func(rows *sql.Rows) error {
			var values string
			err := rows.Scan(&values)
			fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", table, strings.Join(columns, ", "), values)
			return err
		}, `SELECT quote(`+strings.Join(columns, `) || ', ' || quote(`)+`) FROM `+table))
	}
	var version int
	ok(t, s.db.writer.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version))
	fmt.Fprintf(&b, "PRAGMA user_version = %d;\nPRAGMA application_id = %d;\n", version, applicationID)
	return b.String()
}

// fromDump makes a database of an earlier version in a folder.
func fromDump(t *testing.T, dir string, version int) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version%d.sql", version)))
	ok(t, err)
	s := database{path: filepath.Join(dir, File)}
	ok(t, oneLogin.makeFile(s.path))
	db, err := s.openWriter("foreign_keys(OFF)")
	ok(t, err)
	defer db.Close()
	must(db.ExecContext(ctx, string(script)))(t)
}

// schema is how the tables are made.
func schema(t *testing.T, s *Store) string {
	t.Helper()
	var all strings.Builder
	ok(t, each(ctx, s.db.reader, func(rows *sql.Rows) error {
		var statement string
		err := rows.Scan(&statement)
		fmt.Fprintln(&all, statement)
		return err
	}, `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`))
	return all.String()
}

// TestEveryEarlierVersionIsBroughtUpToDate opens databases as earlier versions
// left them, which are never written again, and compares what is read of them
// with what those versions themselves read. What was not stored then is not
// compared.
func TestEveryEarlierVersionIsBroughtUpToDate(t *testing.T) {
	newest := len(migrations())
	if *writeDump {
		writeVersion(t, newest)
	}
	fresh := open(t, t.TempDir(), Options{Now: newClock().Now})
	for version := 1; version <= newest; version++ {
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) {
			dir := t.TempDir()
			fromDump(t, dir, version)
			s := open(t, dir, Options{Now: newClock().Now})
			sound(t, s)
			checkSegments(t, s)
			if got, want := schema(t, s), schema(t, fresh); got != want {
				t.Errorf("the tables are\n%s\nwant\n%s", got, want)
			}
			var then any
			ok(t, json.Unmarshal(must(os.ReadFile(versionFile(version, "json")))(t), &then))
			lost(t, "", then, plain(t, facts(t, s)))
			sendAs(t, s, confirmed(t, s, "Autumn", 8), model.SendAccepted)
		})
	}
}

// checkSegments holds that the segments of every plan have the rows and the
// batches of all of it.
func checkSegments(t *testing.T, s *Store) {
	t.Helper()
	for _, c := range must(s.Campaigns.Summaries(ctx))(t) {
		k := must(s.Campaigns.Load(ctx, c.ID))(t)
		var rows []int32
		for _, segment := range k.Segments {
			rows = append(rows, segment.Rows...)
		}
		if !slices.Equal(rows, k.Sent) {
			t.Errorf("%s: the segments have the rows %v, of %v", c.Draft.Name, rows, k.Sent)
		}
		if len(k.Segments) == 1 && !reflect.DeepEqual(k.Segments[0].Options, k.Options) {
			t.Errorf("%s: its segment has the options %+v, want %+v", c.Draft.Name, k.Segments[0].Options, k.Options)
		}
		if !k.Confirmed.IsZero() && len(k.Segments) == 0 {
			t.Errorf("%s was confirmed and has no segment", c.Draft.Name)
		}
	}
}

func versionFile(version int, kind string) string {
	return filepath.Join("testdata", fmt.Sprintf("version%d.%s", version, kind))
}

// writeVersion writes a database of the present version, and what is read of it.
func writeVersion(t *testing.T, version int) {
	t.Helper()
	s := open(t, t.TempDir(), Options{Now: newClock().Now, Who: "anna"})
	fillStore(t, s)
	s.db.holder.machine = "a machine that is not there"
	must(s.db.writer.ExecContext(ctx, `DELETE FROM holders; UPDATE campaigns SET holder = NULL, held = NULL`))(t)
	ok(t, os.WriteFile(versionFile(version, "sql"), []byte(dump(t, s)), 0o644))
	ok(t, os.WriteFile(versionFile(version, "json"), must(json.MarshalIndent(facts(t, s), "", " "))(t), 0o644))
}

// plain is a value as JSON has it.
func plain(t *testing.T, v any) (p any) {
	t.Helper()
	ok(t, json.Unmarshal(must(json.Marshal(v))(t), &p))
	return p
}

// lost reports what was stored then and is not now. An empty value may be missing.
func lost(t *testing.T, where string, then, now any) {
	t.Helper()
	switch then := then.(type) {
	case map[string]any:
		fields, _ := now.(map[string]any)
		for name, v := range then {
			lost(t, where+"."+name, v, fields[name])
		}
	case []any:
		list, _ := now.([]any)
		if len(list) != len(then) {
			t.Errorf("%s has %d elements, want %d: %v", where, len(list), len(then), now)
			return
		}
		for i, v := range then {
			lost(t, fmt.Sprintf("%s[%d]", where, i), v, list[i])
		}
	default:
		empty := then == nil || then == "" || then == 0.0 || then == false
		if then != now && !(empty && now == nil) {
			t.Errorf("%s is %v, want %v", where, now, then)
		}
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	fromDump(t, dir, len(migrations()))
	s := database{path: filepath.Join(dir, File)}
	db, err := s.openWriter()
	ok(t, err)
	defer db.Close()
	next := append(migrations(), `ALTER TABLE campaigns ADD COLUMN colour TEXT`)
	if err := migrate(ctx, db, append(next, `UPDATE campaigns SET colour = 'red'; SELECT nonsense FROM nowhere`), (&Evidence{}).begin); err == nil {
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
	ok(t, migrate(ctx, db, next, (&Evidence{}).begin))
	if n, version := colours(); n != 1 || version != len(next) {
		t.Errorf("%d new columns in version %d", n, version)
	}
	ok(t, db.Close())
	_, err = Open(ctx, dir, Options{})
	if _, advised := err.(model.UserError); !advised || !strings.Contains(err.Error(), "newer Callsheet") {
		t.Errorf("opening a newer version: %v", err)
	}
}
