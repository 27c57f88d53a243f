package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

// copy makes a copy of the server, which may lag from now on.
func (p *proofServer) copy(w *teamModel, _ *modelledConsole) {
	if p.copied != nil || p.latestServer() != p.accepted || p.isDown(p.accepted) || p.former != nil && p.ledTo(p.former) != "" {
		return
	}
	p.copied = p.accepted.Copy(p.t)
	p.lags = w.rng.IntN(3) > 0
	if p.lags {
		p.copied.CatchUp(p.t, p.accepted)
		p.copied.Lag(p.t)
	}
	w.note("there is a copy of the server, which lags from now on: %t", p.lags)
}

// promote puts the copy in the place of the server, for all or for some: the others may go on
// with the one that was, as when the network fell into two.
func (p *proofServer) promote(w *teamModel, _ *modelledConsole) {
	if p.copied == nil || p.isDown(p.accepted) {
		return
	}
	some := w.rng.IntN(2) == 0
	p.promoteFor(func(*member) bool { return !some || w.rng.IntN(2) == 0 })
	w.note("the copy is promoted, lagging %t; to it lead %s", p.lags, p.ledTo(p.promoted))
	w.counters.Add(fmt.Sprintf("team: failover to a copy, lagging %t, for some %t", p.lags, some), 1)
}

// promoteFor promotes the copy, and leads some members to it.
func (p *proofServer) promoteFor(whom func(*member) bool) {
	if !p.lags {
		p.copied.CatchUp(p.t, p.accepted)
	}
	p.copied.Promote(p.t)
	p.epoch = p.epochOf(p.copied)
	p.w.judge.Lock()
	p.w.took[p.copied] = p.accepted
	p.w.judge.Unlock()
	p.mu.Lock()
	p.promoted, p.copied = p.copied, nil
	p.mu.Unlock()
	for _, m := range p.w.members {
		if whom(m) {
			p.leadAll(p.promoted, func(of *member) bool { return of == m })
		}
	}
}

func (p *proofServer) ledTo(on *postgrestest.Cluster) string {
	var names []string
	for _, c := range p.w.consoles {
		if at := p.wayOf(c); at != nil && at.to == on {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, " ")
}

// mislead leads everybody to a server with an empty database.
func (p *proofServer) mislead(w *teamModel, _ *modelledConsole) {
	if !p.blank {
		emptyServer(p.t).Execute(p.t, "postgres", "CREATE DATABASE "+p.name.Name+" OWNER "+postgrestest.Role)
		p.blank = true
	}
	w.note("everybody is led to an empty database")
	w.counters.Add("team: failover to an empty database", 1)
	p.leadAll(emptyServer(p.t), everybody)
}

// emptyServer is the server of empty databases, for all histories.
func emptyServer(t *testing.T) *postgrestest.Cluster { return postgrestest.Shared(t) }

// accept has a console go on with the copy that took the server's place. Nobody comes back to the
// server that was, but who is still with it.
func (p *proofServer) accept(w *teamModel, c *modelledConsole) {
	at := p.wayOf(c)
	if p.latestServer() == p.accepted || at.to != p.promoted || at.ledger == nil {
		return
	}
	p.tick()
	without := w.drawExcused()
	var ids []string
	for _, m := range without {
		ids = append(ids, m.id)
	}
	_, err := at.ledger.Accept(w.ctx, ids)
	w.note("%s accepts the copy without %d: %v", c.name, len(ids), err)
	// The copy knows whether it was, whatever came back of the answer.
	switch taken := p.epochOf(p.promoted) > p.epoch; {
	case !taken && err == nil:
		w.fail("%s accepted a copy that does not know of it", c.name)
		return
	case !taken:
		w.counters.Add("team: copies not accepted", 1)
		return
	case err != nil:
		w.counters.Add("team: copies accepted, the answer lost", 1)
	default:
		w.counters.Add("team: copies accepted", 1)
	}
	p.mu.Lock()
	p.former, p.accepted, p.promoted = p.accepted, p.promoted, nil
	p.settles = w.clock.Now().Add(team.SettleTime + time.Second)
	clear(p.moved)
	for _, m := range w.members {
		p.untold[m] = true
	}
	p.mu.Unlock()
	for _, m := range without {
		p.excuse(m)
	}
}

// excuse has a member not be waited for, who comes back to the server there is if they ever do.
func (p *proofServer) excuse(m *member) {
	p.w.excuse(m)
	p.mu.Lock()
	delete(p.untold, m)
	p.mu.Unlock()
	p.leadAll(p.accepted, func(of *member) bool { return of == m })
}

// epochOf is how many servers of the team were accepted by then, as one of them has it. It waits
// for whoever is about to accept one more: their commit may be on its way though they are gone.
func (p *proofServer) epochOf(on *postgrestest.Cluster) int {
	n, err := strconv.Atoi(p.name.On(on).Query(p.t, "SELECT epoch FROM callsheet.team FOR UPDATE")[0])
	p.w.must(err, "ask a server for its epoch")
	return n
}

// mend leads everybody to the server there is.
func (p *proofServer) mend() {
	p.start(p.w, nil)
	for _, at := range p.ways {
		at.arm("", 0)
		at.slowed(0)
	}
	p.leadAll(p.latestServer(), everybody)
}

// recover has a copy accepted that was not yet.
func (p *proofServer) recover(c *modelledConsole) {
	p.accept(p.w, c)
	if p.latestServer() != p.accepted {
		p.w.fail("the copy cannot be accepted")
	}
}

func (p *proofServer) close() {
	for _, at := range p.ways {
		at.close()
		if at.ledger != nil {
			at.ledger.Close()
		}
	}
	if p.isDown(p.first) {
		p.first.Start(p.t)
	}
	p.first.Execute(p.t, "postgres", "DROP DATABASE "+p.name.Name+" WITH (FORCE)")
	if p.blank {
		emptyServer(p.t).Execute(p.t, "postgres", "DROP DATABASE "+p.name.Name+" WITH (FORCE)")
	}
	os.RemoveAll(filepath.Dir(p.clock))
}
