package postgres

import (
	"context"
	"strconv"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/team"
)

// errTeamIsThere is a database that has a team's ledger already.
const errTeamIsThere = model.UserError("There is a team's ledger in this database already. Run `callsheet team join` with the code that `callsheet team code` shows a colleague, or give the new team a database of its own.")

// errSound is a ledger that has nothing to be accepted.
const errSound = model.UserError("The team's ledger is the one that it was, so there is nothing to accept.")

// Create makes a team in a database that has none, and me its first member.
func (l *Ledger) Create(ctx context.Context, name string, me team.Member) (team.Membership, error) {
	name = printable.Text(name, maxShown)
	m := team.Membership{Team: newID(), Name: name, Member: me.ID, Database: l.database, Epoch: 1}
	if m.Member == "" {
		m.Member = newID()
	}
	err := l.write(ctx, founding, func(t *tx) error {
		version, err := versionOf(ctx, t)
		if err != nil {
			return err
		}
		if version > newest() {
			return l.refused(team.Newer, "")
		}
		var standby, there bool
		if err := t.QueryRow(ctx, `SELECT pg_is_in_recovery(), `+thisServer).Scan(&standby, &m.Server.System, &m.Server.Timeline); err != nil {
			return err
		}
		if err := migrate(ctx, t, version, newest()); err != nil {
			return err
		}
		if err := t.QueryRow(ctx, `SELECT EXISTS (SELECT FROM team), team_now()`).Scan(&there, &t.now); err != nil {
			return err
		}
		if there {
			return errTeamIsThere
		}
		m.Joined = t.now.UTC()
		sealed, err := l.seal(aboutTeam, name)
		if err != nil {
			return err
		}
		_, err = t.Exec(ctx, `INSERT INTO team (one, id, name, proof, written, epoch, system, timeline, accepted, acceptor) VALUES (true, $1, $2, $3, 0, 1, $4, $5, $6, $7)`,
			m.Team, sealed, l.options.Secret.Proof(m.Team), m.Server.System, m.Server.Timeline, t.now, m.Member)
		if err != nil {
			return err
		}
		return l.enrol(ctx, t, me, &m)
	})
	return l.belong(m, me, err)
}

// Join makes me a member of the team in the database, where the secret is its own. With the id of
// a member it is that one again.
func (l *Ledger) Join(ctx context.Context, me team.Member) (team.Membership, error) {
	if me.ID == "" {
		me.ID = newID()
	}
	var m team.Membership
	err := l.write(ctx, joining, func(t *tx) error {
		found, err := l.look(ctx, t, me.ID)
		if err == nil && found.version < newest() {
			err = migrate(ctx, t, found.version, newest())
		}
		if err != nil {
			return err
		}
		m = team.Membership{Team: found.id, Name: printable.Text(l.unseal(aboutTeam, found.name), maxShown), Member: me.ID, Database: l.database,
			Server: found.accepted, Epoch: found.epoch, Joined: found.now}
		// Whoever joins has seen nothing of it; others may have, and marked it.
		if err := l.recognise(found, m); err != nil {
			return err
		}
		t.now = found.now
		return l.enrol(ctx, t, me, &m)
	})
	return l.belong(m, me, err)
}

// enrol writes me down as a member by a membership, and how far the ledger has come with that.
func (l *Ledger) enrol(ctx context.Context, t *tx, me team.Member, m *team.Membership) (err error) {
	t.member, t.epoch, me.ID = m.Member, m.Epoch, m.Member
	if err := l.putMember(ctx, t, me, m.Epoch); err != nil {
		return err
	}
	m.Written, err = l.count(ctx, t)
	return err
}

// belong makes the ledger that of me as a member, unless I could not become one.
func (l *Ledger) belong(m team.Membership, me team.Member, err error) (team.Membership, error) {
	if err != nil {
		return team.Membership{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.membership = m
	l.options.Login, l.options.Host = me.Login, me.Host
	return m, nil
}

// Leave writes down that this member is gone: nobody waits for it, and what it sent guards on.
func (l *Ledger) Leave(ctx context.Context) error {
	return l.write(ctx, telling, func(t *tx) error {
		if _, err := t.Exec(ctx, `DELETE FROM openings WHERE member = $1`, t.member); err != nil {
			return err
		}
		_, err := t.Exec(ctx, `UPDATE members SET gone = $2 WHERE id = $1`, t.member, t.now)
		return err
	})
}

// Accept makes the server that answers the team's, without waiting for some members to tell again
// what they sent, by their ids. Where a server was accepted and members are still waited for, it
// only stops to wait for those. One that was accepted since this member saw the ledger last, by a
// colleague or by an Accept whose answer was lost, is as it was asked for.
func (l *Ledger) Accept(ctx context.Context, without []string) (team.Standing, error) {
	known := l.Membership()
	if known.Team == "" {
		return team.Standing{}, team.ErrNotJoined
	}
	err := l.write(ctx, founding, func(t *tx) error { return l.accept(ctx, t, known, without) })
	if err != nil {
		return team.Standing{}, err
	}
	return l.Standing(ctx)
}

func (l *Ledger) accept(ctx context.Context, t *tx, known team.Membership, without []string) error {
	found, err := l.look(ctx, t, known.Member)
	if err == nil && found.version < newest() {
		err = migrate(ctx, t, found.version, newest())
	}
	if err != nil {
		return err
	}
	if found.id != known.Team {
		return l.refused(team.OtherTeam, "")
	}
	t.now, t.member, t.epoch = found.now, known.Member, found.epoch
	if l.recognise(found, known) == nil {
		waiting, err := l.waiting(ctx, t)
		if err == nil && len(waiting) == 0 && found.epoch == known.Epoch {
			err = errSound
		}
		if err != nil {
			return err
		}
	} else {
		t.epoch = max(found.epoch, known.Epoch) + 1
		_, err = t.Exec(ctx, `UPDATE team SET epoch = $1, written = $2, system = $3, timeline = $4, accepted = $5, acceptor = $6, suspect = NULL, suspicion = NULL`,
			t.epoch, max(found.written, known.Written)+1, found.server.System, found.server.Timeline, t.now, t.member)
		if err != nil {
			return err
		}
		if err := l.remember(ctx, t); err != nil {
			return err
		}
	}
	_, err = t.Exec(ctx, `UPDATE members SET told = $1 WHERE id = ANY($2)`, t.epoch, without)
	return err
}

// weakened are the settings of a server by which it may lose what it said was kept, with the
// value that they should have.
var weakened = [][2]string{{"fsync", "on"}, {"full_page_writes", "on"}}

// Inspect looks at the database, and writes nothing.
func (l *Ledger) Inspect(ctx context.Context) (team.Inspection, error) {
	var i team.Inspection
	err := l.run(ctx, how{open: true, within: reading.within}, func(t *tx) error {
		i = team.Inspection{Local: l.here, Encrypted: isEncrypted(t.Conn().PgConn())}
		var number int
		if err := t.QueryRow(ctx, `SELECT current_setting('server_version_num')::int, pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool, clock_timestamp()`).
			Scan(&number, &i.ReadOnly, &i.Now); err != nil {
			return err
		}
		i.Version, i.Now = strconv.Itoa(number/10000)+"."+strconv.Itoa(number%10000), i.Now.UTC()
		for _, setting := range weakened {
			var value string
			if err := t.QueryRow(ctx, `SELECT current_setting($1)`, setting[0]).Scan(&value); err != nil {
				return err
			}
			if value != setting[1] {
				i.Weakened = append(i.Weakened, printable.Text(setting[0]+" is "+value, maxShown))
			}
		}
		var err error
		if i.Schema, err = versionOf(ctx, t); err != nil || i.Schema == 0 {
			return err
		}
		var name []byte
		rows, err := t.Query(ctx, `SELECT id, name, team_now() FROM team`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := rows.Scan(&i.Team, &name, &i.Now); err != nil {
				return err
			}
		}
		i.Team, i.Name, i.Now = printable.Text(i.Team, maxShown), printable.Text(l.unseal(aboutTeam, name), maxShown), i.Now.UTC()
		return rows.Err()
	})
	return i, err
}
