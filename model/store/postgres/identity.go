package postgres

import (
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/team"
)

// identity is what a transaction found the database to be.
type identity struct {
	standby  bool
	release  int // of the server: 150008
	server   team.Server
	now      time.Time
	version  int // of the schema
	id       string
	name     []byte
	proof    []byte
	written  int64
	epoch    int64
	accepted team.Server // that was accepted last
	since    time.Time
	suspect  *int
	found    *string
	wrote    *int64 // as of the last transaction of the member; nil = it is not in it
	left     bool   // it is no member any more
}

// thisServer is the server that answers. The timeline is asked of the log that is written to: that
// of the last checkpoint is told late after a promotion. A standby has none that it writes to.
const thisServer = `(SELECT system_identifier::text FROM pg_control_system()),
	CASE WHEN pg_is_in_recovery() THEN 0 ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END`

// look reads what the database is. It is refused where there is no team's ledger in it, or of a
// version to come; a standby is away.
func (l *Ledger) look(ctx context.Context, t *tx, member string) (identity, error) {
	var i identity
	var there bool
	err := t.QueryRow(ctx, `SELECT pg_is_in_recovery(), current_setting('server_version_num')::int, to_regclass($1) IS NOT NULL, `+thisServer, schema+".versions").
		Scan(&i.standby, &i.release, &there, &i.server.System, &i.server.Timeline)
	switch {
	case err != nil:
		return i, err
	case i.release < oldestServer:
		return i, &team.SetupError{Database: l.database, Why: "its server is older than PostgreSQL " + oldestServerWords, Remedy: "Ask whoever keeps it for a later one."}
	case i.standby:
		return i, &team.AwayError{Why: standbyWords}
	case !there:
		return i, l.refused(team.Empty, "")
	}
	// This is a statement of its own: the one before does not read what may not be there.
	err = t.QueryRow(ctx, `SELECT team_now(), (SELECT coalesce(max(version), 0) FROM versions), id, name, proof, written, epoch, system, timeline, accepted, suspect, suspicion,
		(SELECT wrote FROM members WHERE members.id = $1), EXISTS (SELECT FROM members WHERE members.id = $1 AND gone IS NOT NULL) FROM team`, member).
		Scan(&i.now, &i.version, &i.id, &i.name, &i.proof, &i.written, &i.epoch, &i.accepted.System, &i.accepted.Timeline, &i.since, &i.suspect, &i.found, &i.wrote, &i.left)
	i.now = i.now.UTC()
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return i, l.refused(team.Empty, "")
	case err != nil:
		return i, err
	case i.version > newest():
		return i, l.refused(team.Newer, "")
	case !hmac.Equal(i.proof, l.options.Secret.Proof(i.id)):
		return i, l.refused(team.OtherSecret, "")
	}
	return i, nil
}

// identify looks at the database and refuses it where it is not the one that is known.
func (l *Ledger) identify(ctx context.Context, t *tx, known team.Membership) (identity, error) {
	if known.Team == "" {
		return identity{}, team.ErrNotJoined
	}
	i, err := l.look(ctx, t, known.Member)
	if err == nil {
		err = l.recognise(i, known)
	}
	switch {
	case err == nil && i.left:
		err = team.ErrNotJoined
	case err == nil && i.version < newest():
		err = errOlderSchema
	}
	t.now, t.member, t.epoch = i.now, known.Member, i.epoch
	return i, err
}

// copyError is a database that is a copy of the team's ledger, or was found to be one.
type copyError struct {
	refused *team.RefusedError
	epoch   int64 // of the copy
}

func (e *copyError) Error() string { return e.refused.Error() }

// recognise compares what the database is with what is known of it.
func (l *Ledger) recognise(i identity, known team.Membership) error {
	copied := func(d team.Difference, detail string) error {
		return &copyError{&team.RefusedError{Difference: d, Database: l.database, Detail: detail}, i.epoch}
	}
	switch {
	case i.id != known.Team:
		return l.refused(team.OtherTeam, "")
	case i.epoch < known.Epoch:
		return copied(team.Older, "another server was accepted since")
	case i.server.System != i.accepted.System:
		return copied(team.Promoted, "it is another server")
	case i.server.Timeline != i.accepted.Timeline:
		return copied(team.Promoted, fmt.Sprintf("its log is on timeline %d, and %d was written to", i.server.Timeline, i.accepted.Timeline))
	case i.epoch == known.Epoch && known.Server != i.accepted:
		return copied(team.Promoted, "another copy was accepted elsewhere")
	case i.epoch == known.Epoch && i.written < known.Written:
		return copied(team.Older, fmt.Sprintf("it has %s changes, and %s were seen", figures.Count(int(i.written)), figures.Count(int(known.Written))))
	case i.epoch == known.Epoch && known.Written > 0 && (i.wrote == nil || *i.wrote < known.Written):
		return copied(team.Older, "what was written down from here last is not in it")
	case i.suspect != nil:
		detail := ""
		if i.found != nil {
			detail = printable.Text(*i.found, maxWhy)
		}
		return l.refused(team.Difference(*i.suspect), detail)
	}
	return nil
}

func (l *Ledger) refused(d team.Difference, detail string) error {
	return &team.RefusedError{Difference: d, Database: l.database, Detail: detail}
}

// saw notes how far the database had come with a transaction of this member, and what it is.
func (l *Ledger) saw(i identity) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := &l.membership
	if i.epoch < m.Epoch || i.id != m.Team {
		return // another goroutine has seen more
	}
	if i.epoch > m.Epoch || i.written > m.Written {
		m.Written = i.written
	}
	m.Epoch, m.Server, m.Database = i.epoch, i.accepted, l.database
	if name := printable.Text(l.unseal(aboutTeam, i.name), maxShown); name != "" {
		m.Name = name
	}
}

// suspect marks a copy, so that those who have seen less of it are refused as well. It is tried
// once: whoever looks next tries again.
func (l *Ledger) suspect(ctx context.Context, found *copyError) {
	known := l.Membership()
	_ = l.attempt(ctx, marking, func(t *tx) error { // the refusal is what is told
		_, err := t.Exec(ctx, `UPDATE team SET suspect = $1, suspicion = $2 WHERE id = $3 AND proof = $4 AND epoch = $5 AND suspect IS NULL`,
			int(found.refused.Difference), found.refused.Detail, known.Team, l.options.Secret.Proof(known.Team), found.epoch)
		return err
	})
}
