package cli

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
)

const (
	poolSize    = 60 // numbers that all lists of a history are drawn from
	longestList = 4
)

// steps are what can happen next, and how often of a hundred it does.
var steps = []struct {
	weight int
	take   func(*faultModel, *modelledConsole)
}{
	{22, (*faultModel).newCampaign},
	{34, (*faultModel).sendOne},
	{4, (*faultModel).sendOneTwice},
	{4, (*faultModel).sendTwins},
	{5, (*faultModel).sendAlike},
	{3, (*faultModel).sendWhileLooking},
	{12, (*faultModel).reconcileSome},
	{8, (*faultModel).decideSome},
	{8, (*faultModel).reopenRefused},
	{2, (*faultModel).withdraw},
	{1, (*faultModel).forget},
	{2, (*faultModel).stranger},
	{2, (*faultModel).twin},
	{4, (*faultModel).cancelOne},
	{3, (*faultModel).sendBeforeItBegins},
	{2, (*faultModel).leaveFromHome},
	{2, (*faultModel).sendFromNowhere},
	{1, (*faultModel).forgetAll},
	{2, (*faultModel).die},
	{1, (*faultModel).restart},
	{4, (*faultModel).pass},
}

func (w *faultModel) step() {
	c := pick(w.rng, w.consoles)
	if c.store == nil && !c.open() {
		return
	}
	total := 0
	for _, s := range steps {
		total += s.weight
	}
	n := w.rng.IntN(total)
	for _, s := range steps {
		if n < s.weight {
			s.take(w, c)
			break
		}
		n -= s.weight
	}
	w.checkDials()
}

// doom draws where a console dies, if it does.
func (w *faultModel) doom(from []killPoint) killPoint {
	if w.rng.IntN(4) > 0 {
		return killNever
	}
	return pick(w.rng, from)
}

func (w *faultModel) drawList() []int {
	if len(w.lists) > 0 && w.rng.IntN(3) == 0 {
		return pick(w.rng, w.lists)
	}
	list := w.rng.Perm(poolSize)[:1+w.rng.IntN(longestList)]
	w.lists = append(w.lists, list)
	return list
}

func proofNumber(i int) string { return fmt.Sprintf("+447400%06d", 100_000+i) }

func (w *faultModel) newCampaign(c *modelledConsole) {
	order := campaignOrder{list: w.drawList(), again: w.rng.IntN(3) == 0, agent: pick(w.rng, proofAgents), priority: pick(w.rng, []int{5, 5, 5, 7})}
	if w.rng.IntN(3) == 0 {
		order.start = w.box.Now().Add(startsIn)
	}
	if w.rng.IntN(6) == 0 {
		order.start = w.daysAhead()
	}
	c.work(w.doom(killsOfConfirm), func() { c.confirm(order) })
}

// startsIn is when the first calls of a campaign are made that does not begin at
// once: until then there are none that would tell whose a batch is.
const startsIn = 10 * time.Minute

// campaignOrder is what a campaign is made of.
type campaignOrder struct {
	list     []int
	again    bool // those who were called a short while ago are called once more
	move     bool // those of batches under way are taken from them
	agent    string
	priority int
	start    time.Time // zero = now
}

// confirm makes a campaign and confirms it, without those who must not be called
// now. It returns what was confirmed, nil when nobody was left to be called.
func (c *modelledConsole) confirm(o campaignOrder) []model.Batch {
	w := c.world
	w.mu.Lock()
	w.named++
	name := fmt.Sprintf("campaign %d", w.named)
	w.mu.Unlock()
	var cells [][]string
	for _, n := range o.list {
		cells = append(cells, []string{fmt.Sprintf("Person %d", n), proofNumber(n)})
	}
	table := table.Of([]string{"Name", "Phone"}, cells...)
	d := model.Draft{Name: name, Mapping: columns.Guess(table, "GB").Keyed(), Region: "GB", Rows: table.Len(), Stage: model.StageReview}
	id, err := c.store.Campaigns.Create(w.ctx, d)
	if !w.must(err, "create a campaign") {
		return nil
	}
	records := []model.Record{{Campaign: id, Rows: table}, {Campaign: id, Draft: &d}}
	if !w.must(c.store.Campaigns.Save(w.ctx, records), "keep the rows of a campaign") {
		return nil
	}
	c.reach(killAfterRows)
	judged, err := model.Diagnose(w.ctx, table, d.Mapping, d.Region, model.Edits{}, nil)
	if !w.must(err, "judge a list") {
		return nil
	}
	marks, err := c.store.Guards.Suppressions(w.ctx, judged.Contacts().Refs(), o.agent, id)
	if !w.must(err, "look numbers up") {
		return nil
	}
	judged.SetSuppressions(marks)
	if o.again || o.move {
		if change := judged.Overrule(model.Overrule{Again: o.again, Move: o.move, Agent: o.agent}, "the operator", time.Now()); len(change.Rows) > 0 {
			judged.Apply(change)
			step := &model.Step{Kind: model.StepMade, Change: change}
			if !w.must(c.store.Campaigns.Save(w.ctx, []model.Record{{Campaign: id, Step: step}}), "keep a step") {
				return nil
			}
		}
	}
	plan := model.NewPlan(judged.Snapshot(), model.Options{
		Agent: o.agent, User: proofUser, Name: name, Priority: o.priority, Start: o.start, TimeZone: "UTC", CallsPerSecond: 10, MaxAttempts: 1,
		NoAnswerDelay: time.Hour, BusyDelay: 5 * time.Minute,
	})
	if plan.Len() == 0 {
		w.note("%s: nobody is left to be called by %s", c.name, name)
		return nil
	}
	batches, err := c.store.Ledger.Confirm(w.ctx, id, plan)
	if !w.must(err, "confirm a plan") {
		return nil
	}
	w.confirmed(c, id, plan, batches)
	w.note("%s confirms %s: %v, again %v, moved %v, %s, priority %d", c.name, name, plan.Numbers(0), plan.Again(0), plan.Moved(0), o.agent, o.priority)
	c.reach(killAfterConfirm)
	return batches
}

func (w *faultModel) confirmed(c *modelledConsole, id string, plan model.Plan, batches []model.Batch) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, b := range batches {
		w.intents[b.Key] = &intent{campaign: id, home: c.home, numbers: plan.Numbers(i), again: plan.Again(i), moved: plan.Moved(i)}
	}
	w.counters.Add("intents", len(batches))
}

func (w *faultModel) intentOf(key string) *intent {
	w.mu.Lock()
	defer w.mu.Unlock()
	if it, found := w.intents[key]; found {
		return it
	}
	return &intent{}
}

// nameOf is what an intent is called in a history.
func (w *faultModel) nameOf(key string) string {
	return fmt.Sprintf("%s %v", key[:4], w.intentOf(key).numbers)
}

// rows are the ledger's rows in some states that still have a campaign, those
// that were tried least first.
func (w *faultModel) rows(c *modelledConsole, states ...model.SendState) []model.Batch {
	rows, err := c.store.Ledger.Batches(w.ctx, states...)
	w.must(err, "read the ledger")
	w.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	slices.SortStableFunc(rows, func(a, b model.Batch) int { return w.intentOf(a.Key).tries - w.intentOf(b.Key).tries })
	return slices.DeleteFunc(rows, func(b model.Batch) bool { return b.Campaign == "" })
}

func (w *faultModel) sendOne(c *modelledConsole) {
	rows := w.rows(c, model.SendPrepared)
	if len(rows) == 0 {
		return
	}
	w.intentOf(rows[0].Key).tries++
	if w.server != nil && w.rng.IntN(6) == 0 {
		w.sendInChild(rows[0])
		return
	}
	c.work(w.doom(killsOfSend), func() { c.send(rows[0]) })
}

// other is the console beside one.
func (w *faultModel) other(c *modelledConsole) *modelledConsole {
	others := slices.DeleteFunc(slices.Clone(w.consoles), func(other *modelledConsole) bool { return other == c || other.gone })
	w.rng.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	for _, other := range others {
		if other.store != nil || other.open() {
			return other
		}
	}
	return c
}

// sendOneTwice has both consoles send one batch at the same moment.
func (w *faultModel) sendOneTwice(c *modelledConsole) {
	rows := w.rows(c, model.SendPrepared)
	if len(rows) == 0 {
		return
	}
	w.counters.Add("races for one batch", 1)
	w.together(c, w.other(c), rows[0], rows[0])
}

// sendTwins has both consoles make a campaign of one list, and send it at the
// same moment.
func (w *faultModel) sendTwins(c *modelledConsole) {
	d := w.other(c)
	if d == c {
		return
	}
	order := campaignOrder{list: w.drawList(), agent: pick(w.rng, proofAgents), priority: 5}
	one, two := c.confirm(order), d.confirm(order)
	if len(one) == 0 || len(two) == 0 {
		return
	}
	w.counters.Add("races for one list", 1)
	w.together(c, d, one[0], two[0])
}

// sendAlike sends two batches one after the other that nothing on the list tells
// apart, and looks at once for those whose answer was lost.
func (w *faultModel) sendAlike(c *modelledConsole) {
	order := campaignOrder{agent: pick(w.rng, proofAgents), priority: 5, start: w.box.Now().Add(startsIn)}
	both := w.rng.Perm(poolSize)[:2*(1+w.rng.IntN(longestList))]
	for _, list := range [][]int{both[:len(both)/2], both[len(both)/2:]} {
		order.list = list
		if rows := c.confirm(order); rows != nil {
			c.work(killNever, func() { c.send(rows[0]) })
		}
	}
	w.counters.Add("batches alike", 2)
	c.work(killNever, func() {
		for _, row := range w.rows(c, model.SendUnknown) {
			c.look(row, 0)
		}
	})
}

// sendWhileLooking has one console send a batch while the other looks for one
// that nothing on the list tells it apart from.
func (w *faultModel) sendWhileLooking(c *modelledConsole) {
	d := w.other(c)
	if d == c {
		return
	}
	order := campaignOrder{agent: pick(w.rng, proofAgents), priority: 5, start: w.box.Now().Add(startsIn)}
	both := w.rng.Perm(poolSize)[:2*(1+w.rng.IntN(longestList))]
	order.list = both[:len(both)/2]
	one := c.confirm(order)
	order.list = both[len(both)/2:]
	two := d.confirm(order)
	if one == nil || two == nil {
		return
	}
	c.work(killNever, func() { c.send(one[0]) })
	doom := w.doom(killsOfSend)
	c.meanwhile = func() { d.work(doom, func() { d.send(two[0]) }) }
	c.work(killNever, func() {
		for _, row := range w.rows(c, model.SendUnknown) {
			if row.Key == one[0].Key {
				c.look(row, time.Minute)
			}
		}
	})
	c.meanwhile = nil
	w.counters.Add("sends while another is looked for", 1)
}

func (w *faultModel) together(c, d *modelledConsole, one, two model.Batch) {
	var both sync.WaitGroup
	doomC, doomD := w.doom(killsOfSend), w.doom(killsOfSend)
	both.Go(func() { c.work(doomC, func() { c.send(one) }) })
	both.Go(func() { d.work(doomD, func() { d.send(two) }) })
	both.Wait()
}

// reconcileSome looks for batches whose outcome is not known.
func (w *faultModel) reconcileSome(c *modelledConsole) {
	rows := w.rows(c, model.SendUnknown)
	patience := pick(w.rng, []time.Duration{0, 5 * time.Second, 90 * time.Second})
	c.work(w.doom(killsOfResolve), func() {
		for _, row := range rows[:min(len(rows), 3)] {
			c.look(row, patience)
		}
	})
}

func (w *faultModel) die(c *modelledConsole) { c.die(killIdle) }

func (w *faultModel) restart(c *modelledConsole) { c.close() }

// pass lets a while pass, now and then a day, after which everybody may be called
// again.
func (w *faultModel) pass(c *modelledConsole) {
	if w.rng.IntN(4) > 0 {
		w.forward(time.Duration(1+w.rng.IntN(300)) * time.Second)
		return
	}
	w.aDayPasses(c)
}

func (w *faultModel) aDayPasses(c *modelledConsole) {
	// What the service has begun to do it does now, not a day later.
	w.quiet()
	if w.server != nil {
		time.Sleep(patienceOfClient)
	}
	w.note("a day passes")
	w.forward(model.GuardPeriod + time.Hour)
	c.work(killNever, func() { w.watch(c) })
}

// watch looks at what calls, as whoever watches a campaign does: only those who
// are known not to be called any more may be called by another.
func (w *faultModel) watch(c *modelledConsole) {
	rows, err := c.store.Ledger.Batches(w.ctx, model.SendAccepted)
	if !w.must(err, "read the ledger") {
		return
	}
	for _, row := range rows {
		if row.CallsKnown {
			continue
		}
		_, stats, err := lookAtBatch(w.ctx, c.service.client, row.ID, watchCalls)
		if err != nil {
			continue // it is as before
		}
		row.Last = stats
		if w.must(c.store.Campaigns.Save(w.ctx, []model.Record{{Campaign: row.Campaign, Batch: &row}}), "keep a look at a batch") && stats.Rings != nil {
			w.counters.Add("batches seen to have ended", 1)
		}
	}
}

// stranger has somebody else use the account: a batch like ours, whose calls go
// to others.
func (w *faultModel) stranger(*modelledConsole) {
	size := 1 + w.rng.IntN(longestList)
	var contacts []string
	for range size {
		contacts = append(contacts, fmt.Sprintf(`{"phoneNumber":"+447400%06d"}`, 900_000+w.rng.IntN(99_999)))
	}
	w.note("a stranger has %d people called", size)
	w.order(fmt.Sprintf(`{"agentId":%q,"userId":%q,"contacts":[%s]}`, pick(w.rng, proofAgents), proofUser, strings.Join(contacts, ",")))
	w.forward(3 * time.Minute)
}
