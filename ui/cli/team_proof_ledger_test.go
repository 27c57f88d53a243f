package cli

import (
	"context"
	"slices"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// Where a console dies with a team, besides.
const (
	killBeforeLease  killPoint = "before it asks the team for leave"
	killAfterLease   killPoint = "after the team gave leave, before it is written down here"
	killBeforeSettle killPoint = "after the outcome was written here, before the team is told"
	killAfterSettle  killPoint = "after the team was told of the outcome"
	killBeforeTell   killPoint = "before the team is told"
	killAfterTell    killPoint = "after the team was told"

	killBeforeTakeOver killPoint = "before the team is asked for a campaign of another"
	killAfterTakeOver  killPoint = "after the team gave it a campaign of another"
)

var (
	killsOfTeamSend = append(slices.Clone(killsOfSend), killBeforeLease, killAfterLease, killAfterLease, killBeforeSettle, killBeforeSettle, killAfterSettle, killBeforeTell, killAfterTell)
	killsOfTelling  = []killPoint{killBeforeTell, killAfterTell}
)

// mortalTeam is a console's way to the team's ledger, with the steps at which it may die, and
// what is judged by them.
type mortalTeam struct {
	session.TeamLedger
	w *teamModel
	c *modelledConsole
}

func (l mortalTeam) Begin(ctx context.Context, intent team.Intent) (team.Lease, error) {
	l.c.reach(killBeforeLease)
	at, asked, blocked := l.w.database.where(l.c), l.w.now(), l.w.database.blocks(l.c)
	before := l.w.clock.Now()
	l.w.database.tick()
	lease, err := l.TeamLedger.Begin(ctx, intent)
	if err != nil {
		l.w.note("%s gets no leave to send %s: %v", l.c.name, l.w.nameOf(intent.Batch.Key), err)
		return lease, err
	}
	blocked = blocked && l.w.database.blocks(l.c)
	l.w.counters.Add("leases", 1)
	l.w.judge.Lock()
	l.w.leases[intent.Batch.Key] = leaseGiven{l.c, at, asked, before.Add(lease.For), blocked}
	l.w.judge.Unlock()
	l.c.reach(killAfterLease)
	return lease, nil
}

func (l mortalTeam) Settle(ctx context.Context, b model.Batch, fence int64) error {
	if b.State == model.SendAccepted { // it is written down here by now
		l.w.intentOf(b.Key).claimed = b.ID
	}
	l.c.reach(killBeforeSettle)
	l.w.database.tick()
	err := l.TeamLedger.Settle(ctx, b, fence)
	l.c.reach(killAfterSettle)
	return err
}

func (l mortalTeam) Tell(ctx context.Context, news team.News) (team.Heard, error) {
	l.c.reach(killBeforeTell)
	l.w.database.tick()
	if news.Whole {
		l.w.database.toldAll(l.c)
	}
	heard, err := l.TeamLedger.Tell(ctx, news)
	l.c.reach(killAfterTell)
	return heard, err
}

func (l mortalTeam) ListDoNotCall(ctx context.Context, entries []model.DNCEntry) (int, error) {
	l.w.database.tick()
	at := l.w.database.where(l.c)
	added, err := l.TeamLedger.ListDoNotCall(ctx, entries)
	if err == nil {
		l.w.wasTold(nil, at, entries)
	}
	return added, err
}

func (l mortalTeam) Standing(ctx context.Context) (team.Standing, error) {
	l.w.database.tick()
	s, err := l.TeamLedger.Standing(ctx)
	if m := l.w.memberOf(l.c); err == nil {
		l.w.judge.Lock()
		m.heard, m.heardBy = l.w.clock.Now(), l.w.database.where(l.c)
		l.w.judge.Unlock()
	}
	return s, err
}

func (l mortalTeam) TakeOver(ctx context.Context, campaign string) error {
	l.c.reach(killBeforeTakeOver)
	l.w.database.tick()
	err := l.TeamLedger.TakeOver(ctx, campaign)
	l.c.reach(killAfterTakeOver)
	return err
}

func (l mortalTeam) Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	l.w.database.tick()
	return l.TeamLedger.Suppressions(ctx, refs, agent, except)
}

// now counts what happens.
func (w *teamModel) now() int {
	w.judge.Lock()
	defer w.judge.Unlock()
	w.order++
	return w.order
}

// wasTold notes that numbers are on a do-not-call list by now: a member's own, or, for nil, the
// team's at a server.
func (w *teamModel) wasTold(by *member, server any, entries []model.DNCEntry) {
	at := w.now()
	w.judge.Lock()
	defer w.judge.Unlock()
	for _, e := range entries {
		t, found := w.refused[e.Number]
		if !found {
			t = told{here: map[*member]int{}, team: map[any]int{}}
		}
		switch {
		case by == nil && t.team[server] == 0:
			t.team[server] = at
		case by != nil && t.here[by] == 0:
			t.here[by] = at
		}
		w.refused[e.Number] = t
	}
}

// judgeRequest holds that a request leaves under a lease of its own that lasts, and to nobody who
// was on the team's do-not-call list, or the member's own, when it was asked for.
func (w *teamModel) judgeRequest(c *modelledConsole, key string) {
	w.judge.Lock()
	lease, given := w.leases[key]
	delete(w.leases, key)
	w.judge.Unlock()
	switch {
	case !given:
		w.counters.Add(leftUnasked, 1)
		w.fail("%s sends %s without leave of the team", c.name, w.nameOf(key))
		return
	case lease.to != c:
		w.counters.Add(leftUnasked, 1)
		w.fail("%s sends %s under a lease of %s", c.name, w.nameOf(key), lease.to.name)
		return
	case !w.clock.Now().Before(lease.until):
		w.fail("%s sends %s after its lease ran out", c.name, w.nameOf(key))
	case lease.blocked:
		w.counters.Add(leftUnasked, 1)
		w.fail("%s sends %s while the team is away, or what it has is not known to be all", c.name, w.nameOf(key))
	}
	m := w.memberOf(c)
	for _, n := range w.intentOf(key).numbers {
		if w.wasRefused(m, n, lease) {
			w.counters.Add(calledInSpite, 1)
			w.fail("%s sends %s, and %v was on the do-not-call list when it asked", c.name, w.nameOf(key), n)
		}
	}
}

// wasRefused reports whether somebody was on a list that a member had to know of. What was told
// to a copy that took the place of a server, that server cannot know: the network fell into two.
func (w *teamModel) wasRefused(m *member, n phone.Number, lease leaseGiven) bool {
	w.judge.Lock()
	defer w.judge.Unlock()
	t := w.refused[n]
	if here := t.here[m]; here > 0 && here < lease.asked {
		return true
	}
	if w.wasExcused(t) {
		return false
	}
	for server, at := range t.team {
		if at < lease.asked && !w.cameAfter(server, lease.at) {
			return true
		}
	}
	return false
}

// wasExcused reports whether only members whom a copy was accepted without have somebody on their
// own lists: until they are back the team may not know of it.
func (w *teamModel) wasExcused(t told) bool {
	for m := range t.here {
		if !w.excused[m] {
			return false
		}
	}
	return len(t.here) > 0
}

// cameAfter reports whether a server took the place of another, at once or by others between.
func (w *teamModel) cameAfter(server, other any) bool {
	for before, is := w.took[server]; is; before, is = w.took[before] {
		if before == other {
			return true
		}
	}
	return false
}
