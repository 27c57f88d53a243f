package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"callsheet/model/printable"
)

// locks are the campaigns that one holder works on while others only read them.
type locks struct{ db *database }

// isAlive reports whether a holder may still act. One of another machine
// always may, since its lock cannot be seen from here, unless the folder is on
// a disk of this machine's alone: then it was a container, or this machine under
// another name.
func (l *locks) isAlive(ctx context.Context, q querier, id string) (bool, error) {
	if id == l.db.holder.id {
		return true, nil
	}
	var machine string
	err := q.QueryRowContext(ctx, `SELECT machine FROM holders WHERE id = ?`, id).Scan(&machine)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, err
	}
	return !l.canProbe(machine) || l.db.holder.alive(id), nil
}

// canProbe reports whether the lock of a holder of a machine can be seen here.
func (l *locks) canProbe(machine string) bool { return l.db.local || machine == l.db.holder.machine }

// LockedError says that a campaign is open elsewhere, so that nothing of it may
// be changed here.
type LockedError struct {
	Campaign string // its name
	Holder   string // "anna, terminal pts/3, since 10:02"
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("%q is open elsewhere (%s). Nothing was changed. Close it there first.", e.Campaign, e.Holder)
}

// lockedElsewhere says who else has a campaign open, "" when nobody has.
func (l *locks) lockedElsewhere(ctx context.Context, q querier, campaign string) (string, error) {
	var id sql.NullString
	var since instant
	err := q.QueryRowContext(ctx, `SELECT holder, held FROM campaigns WHERE id = ?`, campaign).Scan(&id, &since)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", errGone
	case err != nil:
		return "", err
	case !id.Valid || id.String == l.db.holder.id:
		return "", nil
	}
	alive, err := l.isAlive(ctx, q, id.String)
	if err != nil || !alive {
		return "", err
	}
	var who, host, machine string
	if err := q.QueryRowContext(ctx, `SELECT who, host, machine FROM holders WHERE id = ?`, id.String).Scan(&who, &host, &machine); err != nil {
		return "", err
	}
	if !l.canProbe(machine) {
		who += " on " + printable.Text(host, 60)
	}
	at, now := since.time().Local(), l.db.now().Local()
	form := "15:04"
	if at.YearDay() != now.YearDay() || at.Year() != now.Year() {
		form = "2 Jan 15:04"
	}
	return fmt.Sprintf("%s, since %s", who, at.Format(form)), nil
}

// mayChange returns a *LockedError when a campaign is open elsewhere.
func (l *locks) mayChange(ctx context.Context, q querier, campaign string) error {
	holder, err := l.lockedElsewhere(ctx, q, campaign)
	if err != nil || holder == "" {
		return err
	}
	var name string
	if err := q.QueryRowContext(ctx, `SELECT name FROM campaigns WHERE id = ?`, campaign).Scan(&name); err != nil {
		return err
	}
	return &LockedError{name, holder}
}

// lock locks a campaign for this holder.
func (l *locks) lock(ctx context.Context, q querier, id string) error {
	_, err := q.ExecContext(ctx, `UPDATE campaigns SET holder = ?1, held = ?2 WHERE id = ?3 AND holder IS NOT ?1`, l.db.holder.id, instant(l.db.now()), id)
	return err
}

// releaseAll gives everything up. Whatever cannot be written down about it others
// find out by the lock that is gone.
func (l *locks) releaseAll(ctx context.Context) error {
	if !l.db.holder.appeared() {
		return nil
	}
	defer l.db.holder.vanish()
	return l.db.write(ctx, func(tx *sql.Tx) error { return l.clear(ctx, tx, l.db.holder.id) })
}

// clearDead clears away what dead holders left, and returns who they were.
func (l *locks) clearDead(ctx context.Context, tx *sql.Tx) (dead []string, err error) {
	var known []string
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var id, machine string
		err := rows.Scan(&id, &machine)
		if l.canProbe(machine) {
			known = append(known, id)
		}
		return err
	}, `SELECT id, machine FROM holders`)
	if err != nil {
		return nil, err
	}
	for _, id := range known {
		if id == l.db.holder.id || l.db.holder.alive(id) {
			continue
		}
		if err := l.clear(ctx, tx, id); err != nil {
			return nil, err
		}
		dead = append(dead, id)
	}
	return dead, nil
}

// clear removes what a holder has no use for any more, with the campaigns of
// which no rows came to be stored: they are drafts of nothing. A batch it was
// sending stays as it is, for Recover.
func (l *locks) clear(ctx context.Context, q querier, id string) error {
	for _, statement := range []string{
		`DELETE FROM campaigns WHERE holder = ? AND row_set IS NULL AND confirmed IS NULL`,
		`UPDATE campaigns SET holder = NULL, held = NULL WHERE holder = ?`,
		`DELETE FROM row_sets WHERE holder = ? AND id NOT IN (SELECT row_set FROM campaigns WHERE row_set IS NOT NULL)`,
		`DELETE FROM holders WHERE id = ?`,
	} {
		if _, err := q.ExecContext(ctx, statement, id); err != nil {
			return err
		}
	}
	return nil
}
