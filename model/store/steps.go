package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"callsheet/model"
)

// loadSteps reads the changes that stand and those taken back, the last of
// which is the next to be made again. With an error about some of them come the
// others.
func loadSteps(ctx context.Context, q querier, campaign string, rows int) (done, undone []model.Change, err error) {
	var unreadable error
	err = each(ctx, q, func(r *sql.Rows) error {
		var c model.Change
		var blob []byte
		var back bool
		if err := r.Scan(&back, &c.What, &c.By, (*instant)(&c.At), &blob); err != nil {
			return err
		}
		var err error
		if c.Rows, err = decodeEdits(blob, rows); err != nil {
			unreadable = err
			return nil //nolint:nilerr // the rest is read all the same
		}
		if back {
			undone = append(undone, c)
		} else {
			done = append(done, c)
		}
		return nil
	}, `SELECT undone, what, author, at, edits FROM steps WHERE campaign = ? ORDER BY seq`, campaign)
	slices.Reverse(undone)
	return done, undone, cmp.Or(err, unreadable)
}
