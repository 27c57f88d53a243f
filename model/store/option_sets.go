package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"callsheet/model"
)

const maxOptionSets = 50 // more than anybody looks through

// OptionSets lists the options that were kept under a name, those used last first. What
// cannot be read any more is left out.
func (r *Remembered) OptionSets(ctx context.Context) ([]model.OptionSet, error) {
	var sets []model.OptionSet
	err := r.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var set model.OptionSet
			var values []byte
			if err := rows.Scan(&set.Name, &values); err != nil {
				return err
			}
			if json.Unmarshal(values, &set.Values) == nil {
				sets = append(sets, set)
			}
			return nil
		}, `SELECT name, options FROM option_sets ORDER BY used DESC`)
	})
	return sets, err
}

// SaveOptionSet keeps options under a name, over those that had it. Those that were not
// saved or used for longest are forgotten.
func (r *Remembered) SaveOptionSet(ctx context.Context, set model.OptionSet) error {
	values, err := json.Marshal(set.Values)
	if err != nil {
		return err
	}
	return r.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO option_sets (name, options, used) SELECT ?, ?, coalesce(max(used), 0) + 1 FROM option_sets`, set.Name, string(values))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM option_sets WHERE name NOT IN (SELECT name FROM option_sets ORDER BY used DESC LIMIT ?)`, maxOptionSets)
		return err
	})
}
