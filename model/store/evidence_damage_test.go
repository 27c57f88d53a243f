package store

import (
	"database/sql"
	"testing"

	"callsheet/model"
)

// past runs a statement as one does who takes the guards of the tables away first.
func past(t *testing.T, s *Store, statement string, args ...any) {
	t.Helper()
	must(s.db.writer.ExecContext(ctx, `DROP TRIGGER IF EXISTS evidence_is_not_changed; DROP TRIGGER IF EXISTS evidence_is_not_removed`))(t)
	must(s.db.writer.ExecContext(ctx, statement, args...))(t)
}

// whole reports whether nothing of the evidence of a store is broken.
func whole(t *testing.T, s *Store) bool {
	t.Helper()
	for _, chain := range must(s.Evidence.Campaigns(ctx))(t) {
		if _, broken, err := s.Evidence.Chain(ctx, chain); err != nil || broken != nil {
			return false
		}
	}
	return must(s.Evidence.Missing(ctx))(t) == 0
}

func TestEveryByteOfTheTablesIsHeld(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	in(t, s, model.SendRefused, 3)
	if !whole(t, s) {
		t.Fatal("it is broken before anything was changed")
	}
	must(s.db.writer.ExecContext(ctx, `PRAGMA synchronous = OFF`))(t)
	tried := 0
	for _, table := range []string{"evidence", "evidence_heads"} {
		var columns []string
		ok(t, each(ctx, s.db.reader, func(rows *sql.Rows) error {
			var name, kind string
			err := rows.Scan(&name, &kind)
			columns = append(columns, name)
			return err
		}, `SELECT name, type FROM pragma_table_info(?)`, table))
		for _, column := range columns {
			var ids []int64
			ok(t, each(ctx, s.db.reader, func(rows *sql.Rows) error {
				var id int64
				err := rows.Scan(&id)
				ids = append(ids, id)
				return err
			}, `SELECT rowid FROM `+table+` ORDER BY rowid`))
			for _, id := range ids {
				var was any
				ok(t, s.db.reader.QueryRowContext(ctx, `SELECT `+column+` FROM `+table+` WHERE rowid = ?`, id).Scan(&was))
				for _, other := range changedBytes(was) {
					at := id
					past(t, s, `SELECT 1`)
					value := `CAST(? AS TEXT)`
					if _, is := other.(int64); is {
						value = `?`
					}
					if _, err := s.db.writer.ExecContext(ctx, `UPDATE `+table+` SET `+column+` = `+value+` WHERE rowid = ?`, other, id); err != nil {
						continue // the table itself refuses it
					}
					if column == "id" {
						at = other.(int64)
					}
					tried++
					if whole(t, s) {
						t.Fatalf("%s.%s of row %d is %v in place of %v, which is not found", table, column, id, other, was)
					}
					past(t, s, `UPDATE `+table+` SET `+column+` = ? WHERE rowid = ?`, was, at)
				}
			}
		}
	}
	if !whole(t, s) {
		t.Fatal("it is broken when all was put back")
	}
	if tried < 3000 {
		t.Errorf("only %d changes were tried", tried)
	}
	t.Logf("%d bytes were changed", tried)
}

// changedBytes are a value with one of its bytes changed, each in turn.
func changedBytes(was any) []any {
	var all []any
	switch was := was.(type) {
	case string:
		for i := range len(was) {
			b := []byte(was)
			b[i] ^= byte(1 + i%127)
			all = append(all, b)
		}
	case int64:
		for bit := range 31 {
			all = append(all, was^1<<bit)
		}
	}
	return all
}

func TestWhatIsTakenOutOrPutInIsFound(t *testing.T) {
	cases := map[string][]string{
		"an entry in the middle": {`DELETE FROM evidence WHERE place = 1`},
		"the last entry":         {`DELETE FROM evidence WHERE place = 2`},
		"the first entry":        {`DELETE FROM evidence WHERE place = 0`},
		"every entry":            {`DELETE FROM evidence`},
		"a chain and its head":   {`DELETE FROM evidence`, `DELETE FROM evidence_heads`},
		"the head":               {`DELETE FROM evidence_heads`},
		"the head is one less":   {`UPDATE evidence_heads SET entries = 2, hash = (SELECT hash FROM evidence WHERE place = 1)`},
		"the end, with its head": {`DELETE FROM evidence WHERE place = 2`, `UPDATE evidence_heads SET entries = 2, hash = (SELECT hash FROM evidence WHERE place = 1)`},
		"an entry twice":         {`INSERT INTO evidence (campaign, place, entry, hash) SELECT campaign, 3, entry, hash FROM evidence WHERE place = 2`},
		"two entries exchanged":  {`UPDATE evidence SET place = 9 WHERE place = 1`, `UPDATE evidence SET place = 1 WHERE place = 2`, `UPDATE evidence SET place = 2 WHERE place = 9`},
		"the ledger past it":     {`UPDATE batches SET state = 'refused'`},
		"another batch's id":     {`UPDATE batches SET batch_id = 'another'`},
		"a batch of the ledger":  {`DELETE FROM batches`},
	}
	for name, statements := range cases {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{})
			sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
			for _, statement := range statements {
				past(t, s, statement)
			}
			if whole(t, s) {
				t.Error("it is not found")
			}
		})
	}
}
