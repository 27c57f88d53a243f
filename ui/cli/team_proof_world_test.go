package cli

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"callsheet/model/phone"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// farthestClock is by how much the clock of a member's machine is off at most.
const farthestClock = 10 * time.Minute

// teamModel is one history of a team: members with machines of their own, the service, and the
// ledger they have in common.
type teamModel struct {
	*faultModel
	members  []*member
	database proofDatabase

	ends bool // everything is well, so nothing may be away any more

	judge   sync.Mutex
	order   int                   // counts what happened
	leases  map[string]leaseGiven // the latest of each batch, by its key, until its request left
	refused map[phone.Number]told // who is not to be called
	excused map[*member]bool      // whom a copy was accepted without
	took    map[any]any           // the server whose place each copy took
}

// leaseGiven is leave to send that a console got.
type leaseGiven struct {
	to    *modelledConsole
	at    any // the server that gave it
	asked int // when it was asked for, in the order of what happened
	until time.Time

	blocked bool // nothing could have been sent, all the while that it was asked for
}

// told is when somebody asked not to be called.
type told struct {
	here map[*member]int // when each member's own list had it, in the order of what happened
	team map[any]int     // when the team's list had it, by server
}

// member is a machine with its campaigns.
type member struct {
	name     string
	home     string
	skew     time.Duration
	id       string // the team's for it
	consoles []*modelledConsole
	gone     bool      // its machine is lost, for now
	heard    time.Time // when the team heard of it last
	heardBy  any       // which of its servers
}

// lose takes a member's machine away, or brings it back.
func (m *member) lose(gone bool) {
	m.gone = gone
	for _, c := range m.consoles {
		c.gone = gone
	}
}

// proofDatabase is where a team's ledger is, with what can go wrong with it.
type proofDatabase interface {
	// open opens a member's way to the ledger for a console, and joins it where it is no member yet.
	open(c *modelledConsole, known team.Membership) (session.TeamLedger, team.Membership, error)
	// tick tells the database the time of this history.
	tick()
	// blocks reports whether nothing may be sent by a console now: it has no way to the
	// ledger, or what it finds there is not known to be all.
	blocks(c *modelledConsole) bool
	// where is the server that a console's way leads to.
	where(c *modelledConsole) any
	// toldAll notes that a console told all that its member knows, or may have.
	toldAll(c *modelledConsole)
	// steps are what can happen to it.
	steps() []teamStep
	// mend puts everything right again, and recover has a console accept what there is then.
	mend()
	recover(c *modelledConsole)
	close()
}

// teamStep is something that can happen, and how often of all weights it does.
type teamStep struct {
	weight int
	take   func(*teamModel, *modelledConsole)
}

func newTeamModel(t *testing.T, f *Counters, seed uint64, database databaseMaker) *teamModel {
	w := &teamModel{
		faultModel: bareFaultModel(t, f, seed), leases: map[string]leaseGiven{}, refused: map[phone.Number]told{}, took: map[any]any{}, excused: map[*member]bool{},
	}
	w.sizes = envProofTeamSends
	w.build(false)
	w.leaves, w.tolerates = w.judgeRequest, w.isAway
	w.note("seed %d", seed)
	for i := range 2 + w.rng.IntN(4) {
		m := &member{name: string(rune('A' + i)), home: filepath.Join(w.dir, string(rune('a'+i)))}
		m.skew = time.Duration(w.rng.Int64N(int64(2*farthestClock))) - farthestClock
		names := []string{m.name + "1"}
		if w.rng.IntN(3) == 0 {
			names = append(names, m.name+"2")
		}
		for _, name := range names {
			c := &modelledConsole{world: w.faultModel, name: name, home: m.home, skew: m.skew}
			m.consoles = append(m.consoles, c)
			w.consoles = append(w.consoles, c)
		}
		w.note("%s is off by %v, and has %d consoles", m.name, m.skew, len(names))
		w.members = append(w.members, m)
	}
	w.database = database(w)
	w.opens = w.join
	for _, m := range w.members { // all join while nothing is wrong
		if m.consoles[0].open() {
			m.consoles[0].close()
		}
	}
	return w
}

// join joins a console that opened with its team.
func (w *teamModel) join(c *modelledConsole) bool {
	m := w.memberOf(c)
	known, err := c.local.Team.Membership(w.ctx)
	if !w.must(err, "read the membership") {
		return false
	}
	w.database.tick()
	ledger, now, err := w.database.open(c, known)
	if err == nil && known.Team == "" {
		err = c.local.Team.Joined(w.ctx, now)
	}
	if !w.must(err, "join the team") {
		c.close()
		return false
	}
	m.id = now.Member
	c.store = shared.Join(c.local, mortalTeam{ledger, w, c}, shared.Options{Now: c.Now, Who: c.name})
	c.service.store = c.store
	if c.rng.IntN(2) == 0 { // as the program does at its start, unless it is killed before
		w.meets(c)
	}
	return c.store != nil
}

func (w *teamModel) end() {
	w.faultModel.end()
	w.database.close()
}

// memberOf is whose a console is.
func (w *teamModel) memberOf(c *modelledConsole) *member {
	for _, m := range w.members {
		if m.home == c.home {
			return m
		}
	}
	panic("a console of nobody")
}

// isAway reports whether something failed because the team's ledger cannot be reached or worked with, or is not
// the one it was; what is refused to a campaign that was taken over is refused rightly, too.
func (w *teamModel) isAway(err error) bool {
	_, away := errors.AsType[*team.AwayError](err)
	_, setup := errors.AsType[*team.SetupError](err)
	_, refused := errors.AsType[*team.RefusedError](err)
	_, taken := errors.AsType[*team.TakenOverError](err)
	if w.ends && !taken {
		return false
	}
	for name, is := range map[string]bool{"away": away, "not set up": setup, "refused": refused, "taken over": taken} {
		if is {
			w.counters.Add("held back: the team is "+name, 1)
		}
	}
	return away || setup || refused || taken
}
