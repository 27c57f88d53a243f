package cli

import (
	"slices"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

// teamSteps are what members do, and how often.
var teamSteps = []teamStep{
	{10, (*teamModel).newCampaign},
	{30, (*teamModel).sendOne},
	{12, (*teamModel).sendSeveral},
	{3, (*teamModel).sendOneTwice},
	{9, alone((*faultModel).sendTwins)},
	{4, alone((*faultModel).sendAlike)},
	{3, alone((*faultModel).sendWhileLooking)},
	{12, alone((*faultModel).reconcileSome)},
	{8, alone((*faultModel).decideSome)},
	{6, alone((*faultModel).reopenRefused)},
	{2, (*teamModel).withdraw},
	{3, (*teamModel).forget},
	{2, alone((*faultModel).stranger)},
	{2, alone((*faultModel).twin)},
	{4, alone((*faultModel).cancelOne)},
	{2, alone((*faultModel).sendBeforeItBegins)},
	{4, alone((*faultModel).die)},
	{2, alone((*faultModel).restart)},
	{5, alone((*faultModel).pass)},
	{4, (*teamModel).refuse},
	{4, (*teamModel).refuseWhileSending},
	{10, (*teamModel).meet},
	{8, (*teamModel).meetEach},
	{2, (*teamModel).goAway},
	{12, (*teamModel).comeBack},
	{5, (*teamModel).takeOver},
	{4, (*teamModel).sendWhatADeadOneSent},
}

// alone is a step that one member takes as it would without a team.
func alone(take func(*faultModel, *modelledConsole)) func(*teamModel, *modelledConsole) {
	return func(w *teamModel, c *modelledConsole) { take(w.faultModel, c) }
}

func (w *teamModel) step() {
	c := pick(w.rng, pick(w.rng, w.here()).consoles)
	if c.store == nil && !c.open() {
		return
	}
	w.takeOne(c, slices.Concat(teamSteps, w.database.steps()))
	w.checkDials()
}

// takeOne takes one of some steps, drawn by their weights.
func (w *teamModel) takeOne(c *modelledConsole, of []teamStep) {
	total := 0
	for _, s := range of {
		total += s.weight
	}
	n := w.rng.IntN(total)
	for _, s := range of {
		if n < s.weight {
			s.take(w, c)
			return
		}
		n -= s.weight
	}
}

// here are the members that are at work.
func (w *teamModel) here() []*member {
	return slices.DeleteFunc(slices.Clone(w.members), func(m *member) bool { return m.gone })
}

func (w *teamModel) newCampaign(c *modelledConsole) {
	order := w.drawOrder()
	c.work(w.doom(slices.Concat(killsOfConfirm, killsOfTelling)), func() { c.confirm(order) })
}

func (w *teamModel) drawOrder() campaignOrder {
	order := campaignOrder{list: w.drawList(), agent: pick(w.rng, proofAgents), priority: pick(w.rng, []int{5, 5, 5, 7})}
	order.again, order.move = w.rng.IntN(3) == 0, w.rng.IntN(4) == 0
	switch w.rng.IntN(6) {
	case 0, 1:
		order.start = w.box.Now().Add(startsIn)
	case 2:
		order.start = w.daysAhead()
	}
	return order
}

// sendSeveral has a console send one campaign after another, while things happen to the database.
func (w *teamModel) sendSeveral(c *modelledConsole) {
	for range 2 + w.rng.IntN(4) {
		var batches []model.Batch
		order := w.drawOrder()
		c.work(killNever, func() { batches = c.confirm(order) })
		if w.rng.IntN(3) == 0 {
			w.takeOne(c, w.database.steps())
		}
		if len(batches) > 0 {
			c.work(w.doom(killsOfTeamSend), func() { c.send(batches[0]) })
		}
		if c.store == nil || w.failed {
			return
		}
	}
	w.counters.Add("campaigns sent one after another", 1)
}

// ownRows are the rows of a console's ledger whose lists are on its machine, in some states.
func (w *teamModel) ownRows(c *modelledConsole, states ...model.SendState) []model.Batch {
	m := w.memberOf(c)
	return slices.DeleteFunc(w.rows(c, states...), func(b model.Batch) bool { return w.intentOf(b.Key).home != m.home })
}

func (w *teamModel) sendOne(c *modelledConsole) {
	rows := w.ownRows(c, model.SendPrepared)
	if len(rows) == 0 {
		return
	}
	w.intentOf(rows[0].Key).tries++
	c.work(w.doom(killsOfTeamSend), func() { c.send(rows[0]) })
}

// sendOneTwice has both consoles of a member send one batch at the same moment.
func (w *teamModel) sendOneTwice(c *modelledConsole) {
	rows := w.ownRows(c, model.SendPrepared)
	for _, d := range w.memberOf(c).consoles {
		if d != c && len(rows) > 0 && (d.store != nil || d.open()) {
			w.counters.Add("races for one batch", 1)
			w.together(c, d, rows[0], rows[0])
		}
	}
}

// withdraw makes a campaign a draft again. It may be refused for the team's sake, and is
// wherever something of it may be at the service.
func (w *teamModel) withdraw(c *modelledConsole) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") {
		return
	}
	m := w.memberOf(c)
	all = slices.DeleteFunc(all, func(s model.Summary) bool {
		return len(s.Batches) == 0 || w.intentOf(s.Batches[0].Key).home != m.home
	})
	if len(all) == 0 {
		return
	}
	s := pick(w.rng, all)
	if !w.holds(c, s.ID) {
		return
	}
	free := !slices.ContainsFunc(s.Batches, func(b model.Batch) bool {
		return b.State != model.SendPrepared && b.State != model.SendRefused
	})
	err = c.store.Ledger.Unconfirm(w.ctx, s.ID)
	switch {
	case err == nil && !free:
		w.fail("%s with %s was made a draft again", s.Draft.Name, s.Batches[0].State)
	case err == nil:
		w.note("%s makes %s a draft again", c.name, s.Draft.Name)
		w.counters.Add("campaigns made drafts again", 1)
		for _, b := range s.Batches {
			w.intentOf(b.Key).withdrawn = true
		}
	}
}

// forget has a member forget a campaign of its own of which nothing is at the service. That nobody
// takes what is there of one for their own is held by a test of session/shared alone.
func (w *teamModel) forget(c *modelledConsole) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") {
		return
	}
	m := w.memberOf(c)
	all = slices.DeleteFunc(all, func(s model.Summary) bool {
		return len(s.Batches) == 0 || w.intentOf(s.Batches[0].Key).home != m.home || slices.ContainsFunc(s.Batches, func(b model.Batch) bool {
			return b.State != model.SendPrepared && b.State != model.SendRefused
		})
	})
	if len(all) > 0 {
		c.forgetOne(pick(w.rng, all))
	}
}

// mostRefused are how many numbers of a history ask not to be called at most.
const mostRefused = 12

// drawRefusal is a number that is to be called no more; false when there are enough.
func (w *teamModel) drawRefusal(from []phone.Number) (phone.Number, bool) {
	w.judge.Lock()
	defer w.judge.Unlock()
	n := pick(w.rng, from)
	_, before := w.refused[n]
	return n, !before && len(w.refused) < mostRefused
}

// refuse has somebody ask not to be called.
func (w *teamModel) refuse(c *modelledConsole) {
	if n, ok := w.drawRefusal([]phone.Number{w.number(proofNumber(w.rng.IntN(poolSize)))}); ok {
		c.work(w.doom(killsOfTelling), func() { w.list(c, n) })
	}
}

// list puts a number on a console's do-not-call list, which may be told to the team later.
func (w *teamModel) list(c *modelledConsole, n phone.Number) {
	w.note("%s lists %v as not to be called", c.name, n)
	_, err := c.store.DoNotCall.Add(w.ctx, []phone.Number{n}, "said so")
	if err == nil || w.isAway(err) {
		w.wasTold(w.memberOf(c), nil, []model.DNCEntry{{Number: n}})
		w.counters.Add("numbers listed as not to be called", 1)
		return
	}
	w.must(err, "list a number as not to be called")
}

// refuseWhileSending has somebody ask one member not to be called, while another is about to.
func (w *teamModel) refuseWhileSending(c *modelledConsole) {
	rows := w.ownRows(c, model.SendPrepared)
	if len(rows) == 0 {
		return
	}
	n, ok := w.drawRefusal(w.intentOf(rows[0].Key).numbers)
	d := w.other(c)
	if !ok || d == c {
		return
	}
	var both sync.WaitGroup
	doom := w.doom(killsOfTeamSend)
	both.Go(func() { c.work(doom, func() { c.send(rows[0]) }) })
	both.Go(func() { d.work(killNever, func() { w.list(d, n) }) })
	both.Wait()
	w.counters.Add("numbers listed while they are about to be called", 1)
}

// meet has a console tell the team what it knows, and hear how it stands.
func (w *teamModel) meet(c *modelledConsole) {
	c.work(w.doom(killsOfTelling), func() { w.meets(c) })
}

// meetEach has a console of each member that is at work do so, as all do every few seconds.
func (w *teamModel) meetEach(*modelledConsole) {
	for _, m := range w.here() {
		if c := pick(w.rng, m.consoles); c.store != nil || c.open() {
			w.meet(c)
		}
	}
}

func (w *teamModel) meets(c *modelledConsole) team.Standing {
	state := c.store.Team.Meet(w.ctx)
	if state.Err != nil {
		w.must(state.Err, "meet the team")
		return team.Standing{}
	}
	w.counters.Add("meetings", 1)
	return state.Standing
}

// goAway ends all consoles of a member for a while, one after another.
func (w *teamModel) goAway(c *modelledConsole) {
	m := w.memberOf(c)
	if len(w.here()) < 2 {
		return
	}
	w.note("the machine of %s is lost", m.name)
	w.counters.Add("machines lost", 1)
	m.lose(true)
	for _, c := range m.consoles {
		if c.store != nil {
			c.die(killIdle)
		}
	}
	w.forward(team.PresenceTime + time.Minute)
}

// drawExcused are members to go on without, whose machines are taken to be gone for good.
func (w *teamModel) drawExcused() []*member {
	return slices.DeleteFunc(slices.Clone(w.members), func(m *member) bool { return !m.gone || w.rng.IntN(2) == 0 })
}

// excuse notes that a copy was accepted without a member, by an operator who knows that whom they
// called may be called again: once for each time, since whoever does tells the team.
func (w *teamModel) excuse(m *member) {
	w.counters.Add("team: members not waited for", 1)
	w.judge.Lock()
	w.excused[m] = true
	w.judge.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, it := range w.intents {
		if it.home != m.home || it.withdrawn {
			continue
		}
		for _, n := range it.numbers {
			w.risked[n.String()]++
		}
	}
}

// comeBack brings a member back that was lost, with what is on its disk.
func (w *teamModel) comeBack(*modelledConsole) {
	for _, m := range w.members {
		if m.gone {
			w.note("the machine of %s is back", m.name)
			m.lose(false)
			return
		}
	}
}

// sendWhatADeadOneSent has a machine be lost in the middle of a send, and another member send the
// same list once the lease has run out, or before.
func (w *teamModel) sendWhatADeadOneSent(c *modelledConsole) {
	d := w.other(c)
	if w.memberOf(c) == w.memberOf(d) {
		return
	}
	order := campaignOrder{list: w.drawList(), agent: pick(w.rng, proofAgents), priority: 5, again: true, move: true}
	at, after := pick(w.rng, killsOfTeamSend), pick(w.rng, []time.Duration{time.Minute, team.LeaseTime + time.Minute, time.Hour})
	var one []model.Batch
	c.work(killNever, func() { one = c.confirm(order) })
	if len(one) == 0 || c.store == nil {
		return
	}
	c.work(at, func() { c.send(one[0]) })
	w.goAway(c)
	w.forward(after)
	w.counters.Add("sends of what a lost machine sent", 1)
	d.work(killNever, func() {
		if two := d.confirm(order); two != nil {
			d.send(two[0])
		}
	})
}

// takeOver has a member take over a campaign of another.
func (w *teamModel) takeOver(c *modelledConsole) {
	m := w.memberOf(c)
	heads := w.meets(c).Heads
	heads = slices.DeleteFunc(heads, func(h team.Head) bool { return h.Owner.ID == m.id || len(h.Batches) == 0 })
	if len(heads) == 0 {
		return
	}
	head := pick(w.rng, heads)
	present := w.present(head.Owner.ID, w.database.where(c))
	c.work(w.doom([]killPoint{killBeforeTakeOver, killAfterTakeOver}), func() {
		err := c.store.Team.TakeOver(w.ctx, head)
		w.note("%s takes over %s of %s, present %t: %v", c.name, head.Name, head.Owner.Who(), present, err)
		switch {
		case err == nil && present:
			w.fail("%s took over %s of %s, who is there", c.name, head.Name, head.Owner.Who())
		case err == nil:
			w.counters.Add("campaigns taken over", 1)
		default:
			w.counters.Add("campaigns not taken over", 1)
		}
	})
}

// present reports whether a server of the team heard of a member a short while ago.
func (w *teamModel) present(id string, by any) bool {
	w.judge.Lock()
	defer w.judge.Unlock()
	for _, m := range w.members {
		if m.id == id {
			return !m.gone && m.heardBy == by && w.clock.Now().Before(m.heard.Add(team.PresenceTime-time.Second))
		}
	}
	return false
}
