package cli

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared/sharedtest"
)

// pretendedDatabase is a team's ledger in memory, with whatever can go wrong on the way to it.
type pretendedDatabase struct {
	w  *teamModel
	db *sharedtest.Database

	mu     sync.Mutex
	away   map[*member]bool
	frail  map[*modelledConsole]*frailty
	copied bool             // what it answers is not known to be all
	untold map[*member]bool // who has to tell it all before anybody sends
}

// frailty is one call that fails, as when a connection is cut.
type frailty struct {
	after int // calls that pass before
	when  sharedtest.When
}

func newPretendedDatabase(w *teamModel) proofDatabase {
	return &pretendedDatabase{
		w: w, db: sharedtest.New(w.clock.Now), away: map[*member]bool{}, frail: map[*modelledConsole]*frailty{},
	}
}

var errCut = &team.AwayError{Why: "connection reset", Err: errors.New("connection reset by peer")}

func (p *pretendedDatabase) open(c *modelledConsole, _ team.Membership) (session.TeamLedger, team.Membership, error) {
	m := p.w.memberOf(c)
	ledger := p.db.Member("member "+m.name, "login "+m.name, "host "+m.name)
	ledger.Fail(func(op sharedtest.Op, when sharedtest.When) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.away[m] {
			return &team.AwayError{Why: "connection refused"}
		}
		if f := p.frail[c]; f != nil && f.when == when {
			if f.after--; f.after < 0 {
				delete(p.frail, c)
				p.w.counters.Add(fmt.Sprintf("team: %s is cut, its answer lost %t", op, when == sharedtest.After), 1)
				return errCut
			}
		}
		return nil
	})
	return ledger, ledger.Membership(), nil
}

func (p *pretendedDatabase) blocks(c *modelledConsole) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away[p.w.memberOf(c)] || p.copied || len(p.untold) > 0
}

func (p *pretendedDatabase) toldAll(c *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.untold, p.w.memberOf(c))
}

func (p *pretendedDatabase) tick() {}

func (p *pretendedDatabase) where(*modelledConsole) any { return p.db }

func (p *pretendedDatabase) steps() []teamStep {
	return []teamStep{
		{8, p.cutSoon},
		{4, p.takeAway},
		{6, p.bringBack},
		{3, p.failOver},
		{4, p.accept},
	}
}

// cutSoon has one of the next calls of a console cut.
func (p *pretendedDatabase) cutSoon(_ *teamModel, c *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frail[c] = &frailty{p.w.rng.IntN(4), pick(p.w.rng, []sharedtest.When{sharedtest.Before, sharedtest.After})}
}

func (p *pretendedDatabase) takeAway(_ *teamModel, c *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.w.members {
		p.away[m] = p.away[m] || m == p.w.memberOf(c) || p.w.rng.IntN(2) == 0
	}
	p.w.note("the database is away for %v", p.away)
	p.w.counters.Add("team: taken away", 1)
}

func (p *pretendedDatabase) bringBack(*teamModel, *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.away)
}

// failOver puts a copy in the place of the database, which is refused.
func (p *pretendedDatabase) failOver(*teamModel, *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.copied {
		return
	}
	kind := pick(p.w.rng, []team.Difference{team.Empty, team.Older, team.Promoted})
	p.copied = true
	p.db.Refuse(&team.RefusedError{Difference: kind, Database: "db:5432/callsheet"})
	p.w.note("the database is another, %d", kind)
	p.w.counters.Add(fmt.Sprintf("team: failover %d", kind), 1)
}

// accept goes on with what was refused: everybody tells it all first.
func (p *pretendedDatabase) accept(*teamModel, *modelledConsole) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.copied {
		return
	}
	p.copied = false
	p.db.Refuse(nil)
	if p.w.rng.IntN(2) == 0 {
		p.db.Forget() // it was an older one, too
	}
	var ids []string
	p.untold = map[*member]bool{}
	without := p.w.drawExcused()
	for _, m := range p.w.members {
		if slices.Contains(without, m) {
			p.w.excuse(m)
			continue
		}
		ids, p.untold[m] = append(ids, m.id), true
	}
	slices.Sort(ids)
	p.db.Recover(ids...)
	p.w.note("the database is accepted")
	p.w.counters.Add("team: accepted", 1)
}

func (p *pretendedDatabase) mend() {
	p.mu.Lock()
	clear(p.away)
	clear(p.frail)
	p.mu.Unlock()
}

func (p *pretendedDatabase) recover(*modelledConsole) { p.accept(nil, nil) }

func (p *pretendedDatabase) close() {}
