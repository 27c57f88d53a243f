package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"callsheet/model"
)

// TakenIn is what came into a shared folder of what was one login's own.
type TakenIn struct {
	Campaigns int
	DoNotCall int // numbers of the do-not-call list
}

// movedPrefix begins the id of a store that was taken into another one: whoever has it
// open finds another store in its place, and sends nothing from it.
const movedPrefix = "moved:"

// TakeIn brings everything that is stored in another folder, which was this login's own,
// into this one: campaigns, the ledger, the do-not-call list, the record of what was done.
// Nothing can be sent from there any more, and its files stay as they are. What is here
// already is not touched, so it may be done again after whatever stopped it. It is refused
// while somebody works there, or a team is told of what is there.
func (s *Store) TakeIn(ctx context.Context, dir string) (TakenIn, error) {
	var in TakenIn
	dir, err := filepath.Abs(dir)
	if err != nil {
		return in, err
	}
	if err := retire(ctx, dir, s.db.holder.who); err != nil {
		return in, err
	}
	from := url.URL{Scheme: "file", OmitHost: true, Path: filepath.Join(dir, File), RawQuery: "mode=rw"}
	if _, err := s.db.writer.ExecContext(ctx, `ATTACH DATABASE ? AS own`, from.String()); err != nil {
		return in, s.db.failed(ctx, err, opening)
	}
	defer func() { _, _ = s.db.writer.ExecContext(context.WithoutCancel(ctx), `DETACH DATABASE own`) }()
	err = s.db.write(ctx, func(tx *sql.Tx) error {
		in, err = takeIn(ctx, tx)
		return err
	})
	if err != nil {
		return TakenIn{}, err
	}
	return in, s.db.updateWitness(ctx)
}

// retire has a store that nobody works with be written to no more.
func retire(ctx context.Context, dir, who string) error {
	var moved bool
	seen, err := View(ctx, dir, Options{})
	if err == nil {
		var id string
		err = seen.db.reader.QueryRowContext(ctx, `SELECT id FROM identity`).Scan(&id)
		moved = strings.HasPrefix(id, movedPrefix)
		seen.db.disconnect()
	}
	if err == nil && moved {
		return nil
	}
	s, err := Open(ctx, dir, Options{Who: who})
	if err != nil {
		return err
	}
	defer s.Close()
	if m, err := s.Team.Membership(ctx); err != nil {
		return err
	} else if m.Team != "" {
		return model.UserError(fmt.Sprintf("What is in %s is shared with the team %q in a database. Leave that first, with `callsheet team leave`.", dir, m.Name))
	}
	if _, err := s.Ledger.Recover(ctx); err != nil {
		return err
	}
	return s.db.write(ctx, func(tx *sql.Tx) error {
		if _, err := s.locks.clearDead(ctx, tx); err != nil {
			return err
		}
		var other string
		err := tx.QueryRowContext(ctx, `SELECT who FROM holders WHERE id <> ? ORDER BY since LIMIT 1`, s.db.holder.id).Scan(&other)
		switch {
		case err == nil:
			return model.UserError(fmt.Sprintf("Somebody works with the campaigns in %s (%s). Nothing was brought in. Close it there first.", dir, other))
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE identity SET id = ? || id`, movedPrefix)
		return err
	})
}

// takeIn copies from the database that is attached as own.
func takeIn(ctx context.Context, tx *sql.Tx) (TakenIn, error) {
	var in TakenIn
	// Numbers that only one database counts go on above those of this one.
	var sets, batches int64
	err := tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'row_sets'),
		(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'batches')`).Scan(&sets, &batches)
	if err != nil {
		return in, err
	}
	for _, t := range []struct {
		table, where string
		instead      map[string]string // what a column gets
	}{
		{"row_sets", `id IN (SELECT row_set FROM own.campaigns WHERE id NOT IN (SELECT id FROM temp.known))`, map[string]string{"id": "id + ?1", "holder": "''"}},
		{"row_parts", `row_set IN (SELECT row_set FROM own.campaigns WHERE id NOT IN (SELECT id FROM temp.known))`, map[string]string{"row_set": "row_set + ?1"}},
		{"campaigns", `id NOT IN (SELECT id FROM temp.known)`, map[string]string{"row_set": "row_set + ?1", "holder": "NULL", "held": "NULL"}},
		{"steps", `campaign NOT IN (SELECT id FROM temp.known)`, nil},
		{"segments", `campaign NOT IN (SELECT id FROM temp.known)`, nil},
		{"batches", `key NOT IN (SELECT id FROM temp.known)`, map[string]string{"id": "id + ?2", "holder": "NULL"}},
		{"batch_lists", ofNewBatches, map[string]string{"batch": "batch + ?2"}},
		{"batch_ids", ofNewBatches, map[string]string{"batch": "batch + ?2"}},
		{"calls", ofNewBatches, map[string]string{"batch": "batch + ?2"}},
		{"call_details", ofNewBatches, map[string]string{"batch": "batch + ?2"}},
		{"moves", ofNewBatches, map[string]string{"batch": "batch + ?2", "later": "later + ?2"}},
		{"evidence", `campaign NOT IN (SELECT campaign FROM main.evidence_heads) ORDER BY id`, map[string]string{"id": "NULL"}},
		{"evidence_heads", `campaign NOT IN (SELECT campaign FROM main.evidence_heads)`, nil},
		{"do_not_call", `true`, nil},
		{"mappings", `true`, nil},
		{"option_sets", `true`, nil},
	} {
		if t.table == "row_sets" {
			if err := noteKnown(ctx, tx); err != nil {
				return in, err
			}
		}
		n, err := copyTable(ctx, tx, t.table, t.where, t.instead, sets, batches)
		if err != nil {
			return in, fmt.Errorf("bring in %s: %w", t.table, err)
		}
		switch t.table {
		case "campaigns":
			in.Campaigns = int(n)
		case "do_not_call":
			in.DoNotCall = int(n)
		}
	}
	if in.DoNotCall > 0 {
		_, err = tx.ExecContext(ctx, `UPDATE do_not_call_revision SET revision = revision + 1, numbers = (SELECT count(*) FROM do_not_call), hash = NULL`)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, `DROP TABLE temp.known`)
	}
	return in, err
}

const ofNewBatches = `batch IN (SELECT id FROM own.batches WHERE key NOT IN (SELECT id FROM temp.known))`

// noteKnown notes the keys of campaigns and batches that are here already.
func noteKnown(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `CREATE TEMP TABLE known AS SELECT id FROM main.campaigns UNION ALL SELECT key FROM main.batches`)
	return err
}

// copyTable copies rows of a table from own, with some columns changed, and returns how
// many were new.
func copyTable(ctx context.Context, tx *sql.Tx, table, where string, instead map[string]string, sets, batches int64) (int64, error) {
	var columns, values []string
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		value := name
		if changed, is := instead[name]; is {
			value = changed
		}
		columns, values = append(columns, name), append(values, value)
		return err
	}, `SELECT name FROM pragma_table_info(?)`, table)
	if err != nil {
		return 0, err
	}
	insert := `INSERT OR IGNORE`
	if strings.HasPrefix(table, "evidence") {
		insert = `INSERT` // a record that is torn must not be
	}
	res, err := tx.ExecContext(ctx, fmt.Sprintf(`%s INTO main.%s (%s) SELECT %s FROM own.%[2]s WHERE %[5]s`, insert, table, strings.Join(columns, ", "), strings.Join(values, ", "), where), sets, batches)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}
