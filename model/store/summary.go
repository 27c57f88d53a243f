package store

import (
	"context"
	"errors"
	"time"

	"callsheet/model"
)

// summaryColumns are what scanSummary reads.
const summaryColumns = `id, name, draft, changed, confirmed`

// scanSummary reads a campaign's row: as much of its draft as can be read.
func (db *database) scanSummary(row interface{ Scan(...any) error }) (model.Summary, damage, error) {
	var c model.Summary
	var name, draft string
	if err := row.Scan(&c.ID, &name, &draft, (*instant)(&c.Changed), (*instant)(&c.Confirmed)); err != nil {
		return model.Summary{}, damage{}, err
	}
	var lost damage
	c.Draft, lost = decodeDraft([]byte(draft))
	c.Draft.Name = name
	lost.locked = lost.err != nil && !c.Confirmed.IsZero()
	c.Damage = lost.words(db.path, name)
	return c, lost, nil
}

// place puts a draft at the step it has come to where that is not stored, or was
// stored as no step.
func place(ctx context.Context, q querier, c *model.Summary) {
	edited := false
	if !c.Draft.Stage.Known() {
		// Steps that cannot be asked for are steps that may be there.
		err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM steps WHERE campaign = ?)`, c.ID).Scan(&edited)
		edited = edited || err != nil
	}
	c.Draft = c.Draft.Placed(!c.Confirmed.IsZero(), edited)
}

// changed notes that something of a campaign changed; without such a campaign
// it returns errGone.
func changed(ctx context.Context, q querier, id string, now time.Time) error {
	result, err := q.ExecContext(ctx, `UPDATE campaigns SET changed = ? WHERE id = ?`, instant(now), id)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errGone)
	}
	return nil
}
