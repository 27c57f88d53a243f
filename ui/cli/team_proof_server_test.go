package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"callsheet/model/store/postgres"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// proofServer is a team's ledger on PostgreSQL: the database of one history on a server that is
// stopped, killed and copied, and each console's way to it.
type proofServer struct {
	w      *teamModel
	t      *testing.T
	secret team.Secret
	name   postgrestest.Database

	first  *postgrestest.Cluster // where the history begins
	copied *postgrestest.Cluster // a copy of the accepted one, which follows it or lags; nil = none
	lags   bool
	epoch  int  // that the copy which took the server's place had when it did
	blank  bool // there is an empty database of the name on the server of those

	mu       sync.Mutex
	accepted *postgrestest.Cluster // the server that is the team's
	promoted *postgrestest.Cluster // a copy that took its place and is not accepted; nil = none
	former   *postgrestest.Cluster // that was accepted before; nil = none
	down     map[*postgrestest.Cluster]bool
	ways     map[*modelledConsole]*way
	moved    map[*member]bool // who has come to the server that was accepted last
	untold   map[*member]bool // who has to tell it all before anybody sends
	settles  time.Time        // until when nobody does, since a copy was accepted just now

	founded bool
	clock   string // a file with the time of this history, which the servers read
	latest  time.Time
}

// way is a console's way to the database.
type way struct {
	*link
	to     *postgrestest.Cluster // where it leads; nil = nowhere
	ledger *postgres.Ledger      // of its opening; nil = none yet
}

// keepTime makes the server's clock that of the history: it reads it from a file.
func (p *proofServer) keepTime() {
	p.tick()
	p.name.Execute(p.t, `CREATE OR REPLACE FUNCTION callsheet.team_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER AS
		$$ SELECT pg_read_file('`+p.clock+`')::timestamptz $$;
		ALTER FUNCTION callsheet.team_now() OWNER TO `+postgrestest.Superuser)
}

// tick writes down what time it is in this history.
func (p *proofServer) tick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.w.clock.Now()
	if !now.After(p.latest) {
		return
	}
	p.latest = now
	err := os.WriteFile(p.clock+".new", []byte(now.Format(time.RFC3339Nano)), 0o644)
	if err == nil {
		err = os.Rename(p.clock+".new", p.clock)
	}
	p.w.must(err, "tell the server the time")
}

// newProofServer makes a history's database on a server.
func newProofServer(w *teamModel, on *postgrestest.Cluster) *proofServer {
	t := w.t
	p := &proofServer{
		w: w, t: t, first: on, name: on.NewDatabase(t), accepted: on, down: map[*postgrestest.Cluster]bool{}, ways: map[*modelledConsole]*way{},
		moved: map[*member]bool{}, untold: map[*member]bool{},
	}
	var err error
	p.secret, err = team.NewSecret(rand.Reader)
	folder := proofFolder(t)
	if err == nil {
		err = os.Chmod(folder, 0o755) // the server reads the time in it
	}
	w.must(err, "make a team")
	p.clock = filepath.Join(folder, "clock")
	w.clock.Reach(time.Now().UTC()) // the database is made by the clock of this machine
	p.tick()
	return p
}

func (p *proofServer) open(c *modelledConsole, known team.Membership) (session.TeamLedger, team.Membership, error) {
	p.mu.Lock()
	at := p.ways[c]
	if at == nil {
		at = &way{link: newLink(p.t, func(at cutPoint) { p.w.counters.Add("team: a connection is cut "+string(at), 1) }), to: p.accepted}
		at.lead(address(at.to))
		p.ways[c] = at
	}
	p.mu.Unlock()
	m := p.w.memberOf(c)
	ledger, err := postgres.Open(postgres.Options{
		URL: p.name.At(at.address().Port), Password: func(context.Context) (string, error) { return postgrestest.Password, nil },
		Secret: p.secret, Membership: known, Login: m.name, Host: "host " + m.name, Timeout: patienceOfDatabase,
	})
	if err != nil {
		return nil, known, err
	}
	me := team.Member{Login: m.name, Host: "host " + m.name}
	switch {
	case known.Team != "":
	case p.founded:
		known, err = ledger.Join(p.w.ctx, me)
	default:
		known, err = ledger.Create(p.w.ctx, "The proof", me)
		p.founded = err == nil
		if p.founded {
			p.w.clock.Reach(time.Now().UTC())
			p.keepTime()
		}
	}
	p.mu.Lock()
	before := at.ledger
	at.ledger = ledger
	p.mu.Unlock()
	if before != nil {
		before.Close()
	}
	return ledger, known, err
}

// patienceOfDatabase is how long a statement may take, and a connection, on a machine that does
// much else: a cut is heard of at once.
const patienceOfDatabase = time.Minute

func address(c *postgrestest.Cluster) string { return fmt.Sprintf("127.0.0.1:%d", c.Port) }

func (p *proofServer) wayOf(c *modelledConsole) *way {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ways[c]
}

func (p *proofServer) where(c *modelledConsole) any { return p.wayOf(c).to }

// blocks: a server is no use that is away, or empty, or took the other's place and was not
// accepted, or was, and not everybody told it all; or that another took the place of, once a
// member knows.
func (p *proofServer) blocks(c *modelledConsole) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.w.memberOf(c)
	switch to := p.ways[c].to; {
	case to == nil || p.down[to] || to == p.promoted:
		return true
	case to == p.accepted:
		return len(p.untold) > 0 || p.w.clock.Now().Before(p.settles)
	case to == p.former:
		return p.moved[m]
	}
	return true
}

// toldAll: what is told to a server that is not the team's is not told.
func (p *proofServer) toldAll(c *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m := p.w.memberOf(c); p.ways[c].to == p.accepted {
		delete(p.untold, m)
		p.moved[m] = true
	}
}

// lead leads a console's way to a server, nil = nowhere.
func (p *proofServer) lead(c *modelledConsole, to *postgrestest.Cluster) {
	p.mu.Lock()
	at := p.ways[c]
	if at == nil {
		p.mu.Unlock()
		return
	}
	at.to = to
	p.mu.Unlock()
	if to == nil {
		at.link.lead("")
		return
	}
	at.link.lead(address(to))
}

// leadAll leads the ways of some members to a server.
func (p *proofServer) leadAll(to *postgrestest.Cluster, who func(*member) bool) {
	for _, c := range p.w.consoles {
		if who(p.w.memberOf(c)) {
			p.lead(c, to)
		}
	}
}

func everybody(*member) bool { return true }

// steps are what can happen to a database. What puts it right comes sooner than what breaks it:
// nothing is sent meanwhile.
func (p *proofServer) steps() []teamStep {
	return []teamStep{
		{10, p.cutSoon},
		{3, p.slow},
		{2, p.restart},
		{2, p.stop},
		{24, p.start},
		{3, p.loseWay},
		{24, p.findWay},
		{3, p.copy},
		{10, p.promote},
		{1, p.mislead},
		{16, p.accept},
	}
}

// cutSoon has a console's connection cut at one of the next messages.
func (p *proofServer) cutSoon(w *teamModel, c *modelledConsole) {
	at, after := pick(w.rng, cutPoints), w.rng.IntN(12)
	if at == cutBeforeCommit || at == cutAfterCommit {
		after %= 3
	}
	p.wayOf(c).arm(at, after)
	w.note("the connection of %s is to be cut %s, after %d", c.name, at, after)
}

// slow has a console's messages take a while, or no longer.
func (p *proofServer) slow(w *teamModel, c *modelledConsole) {
	by := pick(w.rng, []time.Duration{0, time.Millisecond, 4 * time.Millisecond})
	p.wayOf(c).slowed(by)
	w.note("the connection of %s takes %v more", c.name, by)
	w.counters.Add("team: connections slowed", 1)
}

// restart has the server end at once, and start again.
func (p *proofServer) restart(w *teamModel, c *modelledConsole) {
	on := p.wayOf(c).to
	if on == nil || on == emptyServer(p.t) || p.isDown(on) {
		return
	}
	killed := w.rng.IntN(2) == 0
	w.note("the server of %s restarts, killed %t", c.name, killed)
	w.counters.Add(fmt.Sprintf("team: server restarted, killed %t", killed), 1)
	if killed {
		on.Kill()
	} else {
		on.Stop()
	}
	on.Start(p.t)
}

// stop has the server away for a while.
func (p *proofServer) stop(w *teamModel, _ *modelledConsole) {
	if p.isDown(p.accepted) {
		return
	}
	w.note("the server is stopped")
	w.counters.Add("team: server stopped for a while", 1)
	p.setDown(p.accepted, true)
	p.accepted.Stop()
}

func (p *proofServer) isDown(on *postgrestest.Cluster) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.down[on]
}

func (p *proofServer) setDown(on *postgrestest.Cluster, down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down[on] = down
}

func (p *proofServer) start(w *teamModel, _ *modelledConsole) {
	if !p.isDown(p.accepted) {
		return
	}
	w.note("the server is started")
	p.accepted.Start(p.t)
	p.setDown(p.accepted, false)
}

// loseWay takes a console's way to the server away.
func (p *proofServer) loseWay(w *teamModel, c *modelledConsole) {
	w.note("%s has no way to the server", c.name)
	w.counters.Add("team: ways to the server lost", 1)
	p.lead(c, nil)
}

// findWay leads who has none, or is misled, to the server that is there.
func (p *proofServer) findWay(w *teamModel, _ *modelledConsole) {
	for _, c := range w.consoles {
		if at := p.wayOf(c); at != nil && (at.to == nil || at.to == p.former || p.blank && at.to == emptyServer(p.t)) {
			w.note("%s finds the server again", c.name)
			p.lead(c, p.latestServer())
		}
	}
}

// latestServer is where everybody is to work by now.
func (p *proofServer) latestServer() *postgrestest.Cluster {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.promoted != nil {
		return p.promoted
	}
	return p.accepted
}
