package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

// Team is what this machine keeps of the team that it shares a ledger with: its membership, and
// how far the team was told of each batch and campaign and of the do-not-call list.
type Team struct {
	db      *database
	batches *batchTable
	guards  *Guards
	ledger  *Ledger
	locks   *locks
}

// Membership is of which team this store is a member; the zero value of none.
func (t *Team) Membership(ctx context.Context) (team.Membership, error) {
	return t.membership(ctx, `gone IS NULL`)
}

// Former is the membership of a team that was left: whoever joins that again is the same member.
// The zero value is of none.
func (t *Team) Former(ctx context.Context) (team.Membership, error) {
	return t.membership(ctx, `gone IS NOT NULL`)
}

func (t *Team) membership(ctx context.Context, which string) (m team.Membership, err error) {
	err = t.db.read(ctx, func(tx *sql.Tx) error {
		m = team.Membership{}
		err := tx.QueryRowContext(ctx, `SELECT id, name, member, database, written, system, timeline, epoch, joined FROM team WHERE `+which).
			Scan(&m.Team, &m.Name, &m.Member, &m.Database, &m.Written, &m.Server.System, &m.Server.Timeline, &m.Epoch, (*instant)(&m.Joined))
		if err != nil {
			return err
		}
		return each(ctx, tx, func(rows *sql.Rows) error {
			var c team.Member
			err := rows.Scan(&c.ID, &c.Login, &c.Host, (*instant)(&c.Joined), (*instant)(&c.Seen))
			m.Colleagues = append(m.Colleagues, c)
			return err
		}, `SELECT id, login, host, joined, seen FROM team_members ORDER BY id`)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return m, err
}

// Joined writes down that this store is a member from now on. All batches, campaigns and
// numbers of the do-not-call list are then to be told. The same member again, also after it left, goes on under the
// leases that it had.
func (t *Team) Joined(ctx context.Context, m team.Membership) error {
	return t.db.write(ctx, func(tx *sql.Tx) error {
		var same bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM team WHERE id = ? AND member = ?)`, m.Team, m.Member).Scan(&same)
		if err != nil {
			return err
		}
		if same {
			if err := saw(ctx, tx, m); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE team SET gone = NULL, joined = ?`, instant(m.Joined)); err != nil {
				return err
			}
			return tellAgain(ctx, tx)
		}
		for _, table := range []string{"team", "team_batches", "team_told", "team_lost", "team_do_not_call", "team_members"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO team (one, id, name, member, database, written, system, timeline, epoch, joined) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			m.Team, m.Name, m.Member, m.Database, m.Written, m.Server.System, m.Server.Timeline, m.Epoch, instant(m.Joined))
		if err == nil {
			err = saw(ctx, tx, m)
		}
		if err == nil {
			err = tellAgain(ctx, tx)
		}
		return err
	})
}

// Left writes down that this store is a member no more. What it sent stays here, and under which
// leases.
func (t *Team) Left(ctx context.Context) error {
	return t.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE team SET gone = ? WHERE gone IS NULL`, instant(t.db.now()))
		return err
	})
}

// Saw keeps how far the team's ledger has come, by its epoch first: less is counted on a copy
// that took its place and was accepted. An older copy of it is told by that later.
func (t *Team) Saw(ctx context.Context, m team.Membership) error {
	known, err := t.Membership(ctx)
	if err != nil || known.Team != m.Team || known.Epoch > m.Epoch || known.Epoch == m.Epoch && known.Written >= m.Written && known.Server == m.Server && known.Database == m.Database {
		return err
	}
	return t.db.write(ctx, func(tx *sql.Tx) error { return saw(ctx, tx, m) })
}

func saw(ctx context.Context, q querier, m team.Membership) error {
	result, err := q.ExecContext(ctx, `UPDATE team SET written = iif(epoch = ?6, max(written, ?1), ?1), system = ?2, timeline = ?3, database = ?4, epoch = ?6 WHERE id = ?5 AND epoch <= ?6`,
		m.Written, m.Server.System, m.Server.Timeline, m.Database, m.Team, m.Epoch)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 || m.Colleagues == nil {
		return err
	}
	return putColleagues(ctx, q, m.Colleagues)
}

// seenPace is how much later a colleague was seen before that is written down.
const seenPace = time.Hour

// putColleagues keeps who the other members are. Nothing is written where nothing has changed.
func putColleagues(ctx context.Context, q querier, all []team.Member) error {
	keys := make([]string, len(all))
	for i, c := range all {
		keys[i] = c.ID
		_, err := q.ExecContext(ctx, `INSERT INTO team_members (id, login, host, joined, seen) VALUES (?1, ?2, ?3, ?4, ?5)
			ON CONFLICT (id) DO UPDATE SET login = ?2, host = ?3, seen = ?5 WHERE login <> ?2 OR host <> ?3 OR coalesce(seen, 0) < coalesce(?6, 0)`,
			c.ID, c.Login, c.Host, instant(c.Joined), instant(c.Seen), instant(c.Seen.Add(-seenPace)))
		if err != nil {
			return err
		}
	}
	_, err := q.ExecContext(ctx, `DELETE FROM team_members WHERE id NOT IN (SELECT value FROM json_each(?))`, keysJSON(keys))
	return err
}

// tellAgain forgets what the team was told.
func tellAgain(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{
		`UPDATE team_batches SET list = '', facts = ''`,
		`DELETE FROM team_told`,
		`INSERT OR IGNORE INTO team_do_not_call (number) SELECT number FROM do_not_call`,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// TellAgain has all told again for a recovery that began at a time, once.
func (t *Team) TellAgain(ctx context.Context, recovery time.Time) error {
	var known time.Time
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT recovered FROM team`).Scan((*instant)(&known))
	})
	if err != nil || known.Equal(exact(recovery)) {
		return err
	}
	return t.db.write(ctx, func(tx *sql.Tx) error {
		if err := tellAgain(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE team SET recovered = ?`, instant(exact(recovery)))
		return err
	})
}

// TellAll has all told again.
func (t *Team) TellAll(ctx context.Context) error {
	return t.db.write(ctx, func(tx *sql.Tx) error { return tellAgain(ctx, tx) })
}

// Told are what the team was told of campaigns, by "head" or "evidence", a blank and the key.
func (t *Team) Told(ctx context.Context) (map[string]string, error) {
	told := map[string]string{}
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var about, facts string
			err := rows.Scan(&about, &facts)
			told[about] = facts
			return err
		}, `SELECT about, facts FROM team_told`)
	})
	return told, err
}

// Lost are the campaigns of this machine that somebody else took over.
func (t *Team) Lost(ctx context.Context) ([]team.Lost, error) {
	var all []team.Lost
	err := t.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var l team.Lost
			err := rows.Scan(&l.Campaign, &l.By.ID, &l.By.Login, &l.By.Host, (*instant)(&l.At))
			all = append(all, l)
			return err
		}, `SELECT campaign, member, login, host, at FROM team_lost ORDER BY campaign`)
	})
	return all, err
}

func putLost(ctx context.Context, tx *sql.Tx, l team.Lost) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO team_lost (campaign, member, login, host, at) VALUES (?, ?, ?, ?, ?)`, l.Campaign, l.By.ID, l.By.Login, l.By.Host, instant(l.At))
	return err
}

// Unlisted are at most so many entries of the do-not-call list that the team was not told of,
// by number, and how many there are in all.
func (t *Team) Unlisted(ctx context.Context, most int) (entries []model.DNCEntry, of int, err error) {
	err = t.db.read(ctx, func(tx *sql.Tx) error {
		entries = nil
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM team_do_not_call`).Scan(&of); err != nil {
			return err
		}
		return each(ctx, tx, func(rows *sql.Rows) error {
			var e model.DNCEntry
			err := rows.Scan(&e.Number, (*instant)(&e.Since), &e.Source)
			entries = append(entries, e)
			return err
		}, `SELECT d.number, since, source FROM team_do_not_call t JOIN do_not_call d ON d.number = t.number ORDER BY d.number LIMIT ?`, most)
	})
	return entries, of, err
}

// Listed notes that the team was told of entries of the do-not-call list.
func (t *Team) Listed(ctx context.Context, entries []model.DNCEntry) error {
	numbers := make([]phone.Number, len(entries))
	for i, e := range entries {
		numbers[i] = e.Number
	}
	return t.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM team_do_not_call WHERE number IN (SELECT value FROM json_each(?))`, array(numbers))
		return err
	})
}

// keysJSON is keys as SQLite's json_each takes them.
func keysJSON(keys []string) string {
	if keys == nil {
		keys = []string{}
	}
	text, err := json.Marshal(keys)
	if err != nil {
		panic(err) // strings always can be
	}
	return string(text)
}
