package cli

import (
	"context"
	"time"

	"callsheet/model/team"
	"callsheet/ui/session/shared/sharedtest"
)

// teamServer is a database server in memory, on which several desks have one team.
type teamServer struct {
	*sharedtest.Database
	proof   []byte // of the secret of the team; nil = there is none
	members int
	gone    []string
	refused *team.RefusedError // until it is accepted
	without []string           // with whom it was accepted
	inspect team.Inspection
	ahead   time.Duration // its clock before this machine's
}

func newTeamServer() *teamServer {
	return &teamServer{Database: sharedtest.New(time.Now), inspect: team.Inspection{Version: "15.8", Schema: 1, Local: true}}
}

// refuse has the server refuse everybody until it is accepted.
func (s *teamServer) refuse(d team.Difference) {
	s.refused = &team.RefusedError{Difference: d, Database: "db.example:5432/calls"}
	s.Refuse(s.refused)
}

// open is the way of a desk to it.
func (s *teamServer) open(a teamAccess) (teamDatabase, error) {
	m := &memberOf{server: s, access: a}
	if a.Membership.Member != "" {
		m.Ledger = s.Member(a.Membership.Member, a.Me.Login, a.Me.Host)
	}
	return m, nil
}

// memberOf is a desk's way to the server.
type memberOf struct {
	*sharedtest.Ledger
	server *teamServer
	access teamAccess
}

func (m *memberOf) Close() {}

func (m *memberOf) Create(ctx context.Context, _ string, me team.Member) (team.Membership, error) {
	if _, err := m.Inspect(ctx); err != nil {
		return team.Membership{}, err
	}
	if m.server.proof != nil {
		return team.Membership{}, errThere
	}
	m.server.proof = m.access.Secret.Proof(sharedtest.ID)
	return m.Join(ctx, me)
}

const errThere = userWords("There is a team's ledger in this database already. Run `callsheet team join` with the code that `callsheet team code` shows a colleague.")

type userWords string

func (w userWords) Error() string { return string(w) }

func (m *memberOf) Join(ctx context.Context, me team.Member) (team.Membership, error) {
	if _, err := m.Inspect(ctx); err != nil {
		return team.Membership{}, err
	}
	switch {
	case m.server.proof == nil:
		return team.Membership{}, &team.RefusedError{Difference: team.Empty, Database: "x"}
	case string(m.server.proof) != string(m.access.Secret.Proof(sharedtest.ID)):
		return team.Membership{}, &team.RefusedError{Difference: team.OtherSecret, Database: "x"}
	}
	if me.ID == "" {
		m.server.members++
		me.ID = "member" + string(rune('0'+m.server.members))
	}
	m.Ledger = m.server.Member(me.ID, me.Login, me.Host)
	return m.Membership(), nil
}

func (m *memberOf) Leave(ctx context.Context) error {
	_, err := m.Standing(ctx)
	if err == nil {
		m.server.gone = append(m.server.gone, m.access.Membership.Member)
	}
	return err
}

func (m *memberOf) Accept(ctx context.Context, without []string) (team.Standing, error) {
	m.server.refused = nil
	m.server.Refuse(nil)
	m.server.without = append(m.server.without, without...)
	return m.Standing(ctx)
}

func (m *memberOf) Inspect(ctx context.Context) (team.Inspection, error) {
	l := m.Ledger
	if l == nil {
		l = m.server.Member("nobody", "", "")
	}
	if _, err := l.Standing(ctx); err != nil && m.server.refused == nil {
		return team.Inspection{}, err
	}
	i := m.server.inspect
	i.Now = time.Now().Add(m.server.ahead)
	if m.server.proof != nil {
		i.Team, i.Name = sharedtest.ID, sharedtest.Name
	}
	return i, nil
}
