package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"callsheet/model"
)

// prepared is what a record needs that takes long to make, made before the
// write lock is taken.
type prepared struct {
	draft   []byte
	rowSet  int64
	edits   []byte
	last    []byte
	details []encodedDetail
}

// Save writes records in their order, all or none of them. When it returns nil
// they survive whatever comes. A record's rows are written piece by piece, so
// that others can write in between, and only take the place of earlier ones when
// they are all there.
func (c *Campaigns) Save(ctx context.Context, records []model.Record) error {
	ready := make([]prepared, len(records))
	var sets []int64
	for i, r := range records {
		var err error
		if ready[i], err = c.prepare(ctx, r); err != nil {
			c.rows.abandon(ctx, sets)
			return err
		}
		if r.Rows != nil {
			sets = append(sets, ready[i].rowSet)
		}
	}
	w := recordWriter{c: c, may: map[string]bool{}}
	err := c.db.write(ctx, func(tx *sql.Tx) error {
		w.tx = tx
		for i, r := range records {
			if err := w.write(ctx, r, ready[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		c.rows.abandon(ctx, sets)
		return err
	}
	c.rows.abandon(ctx, w.replaced)
	return nil
}

func (c *Campaigns) prepare(ctx context.Context, r model.Record) (p prepared, err error) {
	switch {
	case r.Draft != nil:
		p.draft, err = encodeDraft(*r.Draft)
	case r.Rows != nil:
		p.rowSet, err = c.rows.write(ctx, r.Rows)
	case r.Step != nil && r.Step.Kind == model.StepMade:
		p.edits = encodeEdits(r.Step.Change.Rows)
	case r.Batch != nil:
		p.last, err = encodeStatistics(r.Batch.Last)
	case r.Details != nil:
		p.details, err = encodeDetails(r.Details.Details)
	}
	return p, err
}

// recordWriter saves records in one transaction.
type recordWriter struct {
	c   *Campaigns
	tx  *sql.Tx
	may map[string]bool // campaigns that are known not to be locked elsewhere

	replaced []int64 // row sets that no campaign has any more
}

func (w *recordWriter) write(ctx context.Context, r model.Record, p prepared) error {
	if r.Batch != nil {
		return w.batch(ctx, r, p)
	}
	if r.Details != nil {
		return w.details(ctx, r.Details.Batch, p.details)
	}
	if !w.may[r.Campaign] {
		if err := w.c.locks.mayChange(ctx, w.tx, r.Campaign); err != nil {
			return err
		}
		w.may[r.Campaign] = true
	}
	if err := changed(ctx, w.tx, r.Campaign, w.c.db.now()); err != nil {
		return err
	}
	switch {
	case r.Draft != nil:
		_, err := w.tx.ExecContext(ctx, `UPDATE campaigns SET name = ?, draft = ? WHERE id = ?`, r.Draft.Name, string(p.draft), r.Campaign)
		return err
	case r.Rows != nil:
		return w.rows(ctx, r, p)
	case r.Step != nil:
		return w.step(ctx, r, p)
	}
	return errors.New("a record holds nothing")
}

var errConfirmed = errors.New("the campaign is confirmed: its rows cannot change any more")

// editable returns how many rows a campaign has, or an error when they may not
// be changed.
func (w *recordWriter) editable(ctx context.Context, campaign string) (rows int, set sql.NullInt64, err error) {
	var confirmed bool
	err = w.tx.QueryRowContext(ctx, `SELECT confirmed IS NOT NULL, row_set, coalesce(rows, 0)
		FROM campaigns c LEFT JOIN row_sets r ON r.id = c.row_set WHERE c.id = ?`, campaign).Scan(&confirmed, &set, &rows)
	if err == nil && confirmed {
		err = errConfirmed
	}
	return rows, set, err
}

// rows puts the rows that were written in the place of those before, and ends
// the steps that were taken over them.
func (w *recordWriter) rows(ctx context.Context, r model.Record, p prepared) error {
	_, old, err := w.editable(ctx, r.Campaign)
	if err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE campaigns SET row_set = ? WHERE id = ?`, p.rowSet, r.Campaign); err != nil {
		return err
	}
	if old.Valid {
		// Removing it takes a while; should that not come to its end, it is ours
		// to be swept.
		if _, err := w.tx.ExecContext(ctx, `UPDATE row_sets SET holder = ? WHERE id = ?`, w.c.db.holder.id, old); err != nil {
			return err
		}
		w.replaced = append(w.replaced, old.Int64)
	}
	_, err = w.tx.ExecContext(ctx, `DELETE FROM steps WHERE campaign = ?`, r.Campaign)
	return err
}

// step saves one movement in the history of a list: what stands and what was
// taken back lie one behind the other, and the border between them moves.
func (w *recordWriter) step(ctx context.Context, r model.Record, p prepared) error {
	rows, _, err := w.editable(ctx, r.Campaign)
	if err != nil {
		return err
	}
	move := ""
	switch r.Step.Kind {
	case model.StepUndone:
		move = `UPDATE steps SET undone = 1 WHERE campaign = ?1 AND seq = (SELECT max(seq) FROM steps WHERE campaign = ?1 AND NOT undone)`
	case model.StepRedone:
		move = `UPDATE steps SET undone = 0 WHERE campaign = ?1 AND seq = (SELECT min(seq) FROM steps WHERE campaign = ?1 AND undone)`
	case model.StepMade:
		return w.made(ctx, r.Campaign, r.Step.Change, p, rows)
	default:
		return fmt.Errorf("there is no step of kind %d", r.Step.Kind)
	}
	result, err := w.tx.ExecContext(ctx, move, r.Campaign)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errors.New("there is no step to take back or to make again"))
	}
	return nil
}

func (w *recordWriter) made(ctx context.Context, campaign string, c model.Change, p prepared, rows int) error {
	for _, e := range c.Rows {
		if e.Row < 0 || e.Row >= rows {
			return fmt.Errorf("row %d is changed, of %d rows that are kept", e.Row, rows)
		}
	}
	if _, err := w.tx.ExecContext(ctx, `DELETE FROM steps WHERE campaign = ? AND undone`, campaign); err != nil {
		return err
	}
	_, err := w.tx.ExecContext(ctx, `INSERT INTO steps (campaign, seq, undone, what, author, at, edits)
		SELECT ?1, coalesce(max(seq), 0) + 1, 0, ?2, ?3, ?4, ?5 FROM steps WHERE campaign = ?1`,
		campaign, c.What, c.By, instant(c.At), p.edits)
	return err
}

// batch saves how a batch is coming on, which anybody may who reads it. Of
// one whose campaign is forgotten only that it has ended is saved, and who was rung.
func (w *recordWriter) batch(ctx context.Context, r model.Record, p prepared) error {
	var id int64
	var campaign sql.NullString
	err := w.tx.QueryRowContext(ctx, `SELECT id, campaign FROM batches WHERE key = ?`, r.Batch.Key).Scan(&id, &campaign)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = w.c.batches.addNumbers(ctx, w.tx, r.Batch.Key, r.Calls)
	}
	if err == nil {
		err = w.c.batches.noteEnding(ctx, w.tx, r.Batch.Key, r.Batch.Last)
	}
	if err != nil || !campaign.Valid {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE batches SET last = ? WHERE id = ?`, string(p.last), id); err != nil {
		return err
	}
	return w.calls(ctx, id, r.Calls, r.AllCalls)
}
