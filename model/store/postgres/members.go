package postgres

import (
	"context"
	"time"

	"callsheet/model/printable"
	"callsheet/model/team"
)

// What sealed texts are of.
const (
	aboutTeam  = "name of the team"
	aboutLogin = "login of " // a member
	aboutHost  = "host of "
)

// waitTime is for how long a member that was not heard of is waited for after a copy took the
// ledger's place.
const waitTime = 30 * 24 * time.Hour

// maxShown bounds words that come out of the database.
const maxShown = 100

// mostMembers is how many members are shown and waited for at most, in SQL: more than any team has.
const mostMembers = "1000"

// appear writes down that this opening is there, and its member, where the database is a copy
// that does not know it.
func (l *Ledger) appear(ctx context.Context, t *tx, known team.Membership, found identity) error {
	if found.wrote == nil {
		me := team.Member{ID: known.Member, Login: l.options.Login, Host: l.options.Host, Joined: known.Joined}
		if err := l.putMember(ctx, t, me, 0); err != nil {
			return err
		}
	}
	if found.epoch > known.Epoch {
		if err := l.remember(ctx, t); err != nil {
			return err
		}
	}
	if _, err := t.Exec(ctx, `INSERT INTO openings (id, member, seen) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`, l.options.Opening, known.Member, t.now); err != nil {
		return err
	}
	// Nobody waits for this: whoever has the row shows the opening alive as well.
	_, err := t.Exec(ctx, `UPDATE openings SET seen = $2 WHERE id = (SELECT id FROM openings WHERE id = $1 AND seen < $3 FOR UPDATE SKIP LOCKED)`,
		l.options.Opening, t.now, t.now.Add(-team.BeatTime))
	return err
}

// show makes the opening known in a transaction of its own, once, so that no other waits for a
// long one that does.
func (l *Ledger) show(ctx context.Context) error {
	l.mu.Lock()
	shown := l.shown
	l.mu.Unlock()
	if shown {
		return nil
	}
	if err := l.run(ctx, beating, func(*tx) error { return nil }); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shown = true
	return nil
}

// remember writes down the members that this opening has heard of and the database does not know:
// who joined after a copy of it was made is waited for, too.
func (l *Ledger) remember(ctx context.Context, t *tx) error {
	for _, m := range l.Membership().Colleagues {
		var there bool
		if err := t.QueryRow(ctx, `SELECT EXISTS (SELECT FROM members WHERE id = $1)`, m.ID).Scan(&there); err != nil {
			return err
		}
		if !there {
			if m.Seen.IsZero() {
				m.Seen = m.Joined
			}
			if err := l.putMember(ctx, t, m, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// putMember writes a member down, or that it is there again, seen now where it is not said when.
// told is the epoch in which it has told all that it knows.
func (l *Ledger) putMember(ctx context.Context, t *tx, m team.Member, told int64) error {
	login, err := l.seal(aboutLogin+m.ID, printable.Text(m.Login, maxShown))
	if err != nil {
		return err
	}
	host, err := l.seal(aboutHost+m.ID, printable.Text(m.Host, maxShown))
	if err != nil {
		return err
	}
	if m.Joined.IsZero() {
		m.Joined = t.now
	}
	if m.Seen.IsZero() {
		m.Seen = t.now
	}
	_, err = t.Exec(ctx, `INSERT INTO members (id, login, host, joined, seen, told, wrote) VALUES ($1, $2, $3, $4, $5, $6, 0)
		ON CONFLICT (id) DO UPDATE SET login = excluded.login, host = excluded.host, seen = excluded.seen, gone = NULL`, m.ID, login, host, m.Joined, m.Seen, told)
	return err
}

// members are those under a condition, who came first first; those who have left are not among them.
func (l *Ledger) members(ctx context.Context, t *tx, condition string, args ...any) (list []team.Member, err error) {
	rows, err := t.Query(ctx, `SELECT m.id, m.login, m.host, m.joined, m.seen, EXISTS (SELECT FROM openings o WHERE o.member = m.id AND o.seen > $1)
		FROM members m WHERE gone IS NULL AND `+condition+` ORDER BY m.joined, m.id LIMIT `+mostMembers, append([]any{t.now.Add(-team.PresenceTime)}, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var m team.Member
		var login, host []byte
		var seen *time.Time
		if err := rows.Scan(&m.ID, &login, &host, &m.Joined, &seen, &m.Present); err != nil {
			return nil, err
		}
		l.name(&m, login, host)
		m.ID = printable.Text(m.ID, maxShown)
		m.Joined, m.Seen = m.Joined.UTC(), utc(seen)
		list = append(list, m)
	}
	return list, rows.Err()
}

// name puts a member's names in.
func (l *Ledger) name(m *team.Member, login, host []byte) {
	m.Login = printable.Text(l.unseal(aboutLogin+m.ID, login), maxShown)
	m.Host = printable.Text(l.unseal(aboutHost+m.ID, host), maxShown)
}

// waiting are the members that have not told again what they know since a copy was accepted.
func (l *Ledger) waiting(ctx context.Context, t *tx) ([]team.Member, error) {
	return l.members(ctx, t, `m.told < $2 AND coalesce(m.seen, m.joined) > (SELECT accepted FROM team) - make_interval(secs => $3)`, t.epoch, waitTime.Seconds())
}

// recovered returns a *team.RecoveryError while members are waited for.
func (l *Ledger) recovered(ctx context.Context, t *tx) error {
	r, err := l.recovery(ctx, t)
	if err == nil && r != nil {
		err = &team.RecoveryError{Waiting: r.Waiting}
	}
	return err
}

// recovery is what keeps everybody from sending since a copy was accepted, nil = nothing does. Who
// accepted it is named by its id.
func (l *Ledger) recovery(ctx context.Context, t *tx) (*team.Recovery, error) {
	var r team.Recovery
	if err := t.QueryRow(ctx, `SELECT accepted, acceptor FROM team`).Scan(&r.Since, &r.By.ID); err != nil {
		return nil, err
	}
	r.Since, r.By.ID = r.Since.UTC(), printable.Text(r.By.ID, maxShown)
	if until := r.Since.Add(team.SettleTime); t.epoch > 1 && t.now.Before(until) { // the first was accepted with nothing in it
		r.Until = until
	}
	var err error
	if r.Waiting, err = l.waiting(ctx, t); err != nil || len(r.Waiting) == 0 && r.Until.IsZero() {
		return nil, err
	}
	return &r, nil
}

// utc is a time out of the database; zero = NULL.
func utc(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// instant is a time for the database; NULL = zero. It keeps microseconds.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Microsecond)
	return &t
}
