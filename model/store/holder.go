package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"callsheet/model/printable"
)

// holder is this opening of the store, as others see it. It is alive for as
// long as it keeps the lock on its file, which the system takes from it however
// it ends.
type holder struct {
	id      string
	who     string
	host    string // its name, to be shown
	machine string // what tells it from others even when it is renamed
	dir     string // of the lock files

	mu   sync.Mutex
	lock *flock.Flock // nil until something is written
}

func newHolder(dir, who string) *holder {
	h := &holder{id: newID(), who: printable.Text(who, 80), dir: filepath.Join(dir, "holders")}
	if h.who == "" {
		h.who = "another console"
	}
	h.host, _ = os.Hostname()
	h.machine = h.host
	if id, err := os.ReadFile("/etc/machine-id"); err == nil && len(id) > 0 {
		h.machine = strings.TrimSpace(string(id))
	}
	return h
}

func (h *holder) file(id string) string { return filepath.Join(h.dir, id+".lock") }

// appear takes the lock that shows the holder alive.
func (h *holder) appear() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock != nil {
		return nil
	}
	if err := ownFolder(h.dir); err != nil {
		return err
	}
	name := h.file(h.id)
	if err := ownFile(name); err != nil {
		return err
	}
	lock := flock.New(name)
	ok, err := lock.TryLock()
	if err == nil && !ok {
		err = errors.New("somebody else has it")
	}
	if err != nil {
		os.Remove(name)
		return fmt.Errorf("lock %s: %w", name, err)
	}
	h.lock = lock
	return nil
}

func (h *holder) appeared() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lock != nil
}

// vanish gives the lock up; its file goes first, so that nobody finds it unlocked.
func (h *holder) vanish() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock == nil {
		return
	}
	os.Remove(h.lock.Path())
	h.lock.Close()
	h.lock = nil
}

// alive reports whether another holder of this machine still runs. The look is
// a shared lock, so that two who look at once do not take each other for it.
func (h *holder) alive(id string) bool {
	name := h.file(id)
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return false
	}
	probe := flock.New(name, flock.SetFlag(os.O_RDONLY))
	ok, err := probe.TryRLock()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false
	case err != nil:
		return true // not known: better a campaign to look at than one spoilt
	}
	if ok {
		probe.Close()
	}
	return !ok
}

// present makes this holder known, so that what it holds can be told from what
// a dead one held.
func (s *Store) present(ctx context.Context, q querier) error {
	if err := s.holder.appear(); err != nil {
		return &WriteError{s.path, err}
	}
	h := s.holder
	_, err := q.ExecContext(ctx, `INSERT OR IGNORE INTO holders (id, who, pid, host, machine, since, writes) VALUES (?, ?, ?, ?, ?, ?, 0)`,
		h.id, h.who, os.Getpid(), h.host, h.machine, instant(s.now()))
	return err
}

// isAlive reports whether a holder may still act. One of another machine
// always may, since there is no looking at it from here, unless the folder is on
// a disk of this machine's alone: then it was a container, or this machine under
// another name.
func (s *Store) isAlive(ctx context.Context, q querier, id string) (bool, error) {
	if id == s.holder.id {
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
	return !s.canProbe(machine) || s.holder.alive(id), nil
}

// canProbe reports whether the lock of a holder of a machine can be seen here.
func (s *Store) canProbe(machine string) bool { return s.local || machine == s.holder.machine }

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
func (s *Store) lockedElsewhere(ctx context.Context, q querier, campaign string) (string, error) {
	var id sql.NullString
	var since instant
	err := q.QueryRowContext(ctx, `SELECT holder, held FROM campaigns WHERE id = ?`, campaign).Scan(&id, &since)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", errGone
	case err != nil:
		return "", err
	case !id.Valid || id.String == s.holder.id:
		return "", nil
	}
	alive, err := s.isAlive(ctx, q, id.String)
	if err != nil || !alive {
		return "", err
	}
	var who, host, machine string
	if err := q.QueryRowContext(ctx, `SELECT who, host, machine FROM holders WHERE id = ?`, id.String).Scan(&who, &host, &machine); err != nil {
		return "", err
	}
	if !s.canProbe(machine) {
		who += " on " + printable.Text(host, 60)
	}
	at, now := since.time().Local(), s.now().Local()
	form := "15:04"
	if at.YearDay() != now.YearDay() || at.Year() != now.Year() {
		form = "2 Jan 15:04"
	}
	return fmt.Sprintf("%s, since %s", who, at.Format(form)), nil
}

// mayChange returns a *HeldError when a campaign is open elsewhere.
func (s *Store) mayChange(ctx context.Context, q querier, campaign string) error {
	holder, err := s.lockedElsewhere(ctx, q, campaign)
	if err != nil || holder == "" {
		return err
	}
	var name string
	if err := q.QueryRowContext(ctx, `SELECT name FROM campaigns WHERE id = ?`, campaign).Scan(&name); err != nil {
		return err
	}
	return &LockedError{name, holder}
}

// Lock opens a campaign for changes here and nowhere else. It returns "" when
// that worked, also when the one who had it is dead; otherwise it says who has
// it, as in "anna, terminal pts/3, since 10:02".
func (s *Store) Lock(ctx context.Context, id string) (string, error) {
	var holder string
	err := s.write(ctx, func(tx *sql.Tx) error {
		var err error
		if holder, err = s.lockedElsewhere(ctx, tx, id); err != nil || holder != "" {
			return err
		}
		return s.lock(ctx, tx, id)
	})
	return holder, err
}

func (s *Store) lock(ctx context.Context, q querier, id string) error {
	_, err := q.ExecContext(ctx, `UPDATE campaigns SET holder = ?1, held = ?2 WHERE id = ?3 AND holder IS NOT ?1`, s.holder.id, instant(s.now()), id)
	return err
}

// Release lets others open a campaign that was locked here.
func (s *Store) Release(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE campaigns SET holder = NULL, held = NULL WHERE id = ? AND holder = ?`, id, s.holder.id)
		return err
	})
}

// leave gives everything up. Whatever cannot be written down about it others
// find out by the lock that is gone.
func (s *Store) leave(ctx context.Context) error {
	if !s.holder.appeared() {
		return nil
	}
	defer s.holder.vanish()
	return s.write(ctx, func(tx *sql.Tx) error { return s.clear(ctx, tx, s.holder.id) })
}

// sweep clears away what dead holders left, and what guarded
// numbers for long enough.
func (s *Store) sweep(ctx context.Context) error {
	var dead []string
	err := s.write(ctx, func(tx *sql.Tx) error {
		var known []string
		err := each(ctx, tx, func(rows *sql.Rows) error {
			var id, machine string
			err := rows.Scan(&id, &machine)
			if s.canProbe(machine) {
				known = append(known, id)
			}
			return err
		}, `SELECT id, machine FROM holders`)
		if err != nil {
			return err
		}
		for _, id := range known {
			if id == s.holder.id || s.holder.alive(id) {
				continue
			}
			if err := s.clear(ctx, tx, id); err != nil {
				return err
			}
			dead = append(dead, id)
		}
		return s.expire(ctx, tx)
	})
	if err != nil {
		return err
	}
	for _, id := range dead {
		os.Remove(s.holder.file(id))
	}
	return nil
}

// clear removes what a holder has no use for any more, with the campaigns of
// which no rows came to be stored: they are drafts of nothing. A batch it was
// sending stays as it is, for Recover.
func (s *Store) clear(ctx context.Context, q querier, id string) error {
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
