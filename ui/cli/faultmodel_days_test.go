package cli

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/store"
)

const (
	longestWait = 6 // days until a scheduled batch begins

	// clockSlack is by how much a guard may end early: no more than this
	// machine's clock is ahead of the service's, and some calls last.
	clockSlack = 30 * time.Minute
)

// daysAhead is a start long after everything the guard knows by then is over.
func (w *faultModel) daysAhead() time.Time {
	start := w.box.Now().Add(time.Duration(1+w.rng.IntN(longestWait))*24*time.Hour + time.Duration(w.rng.IntN(600))*time.Minute)
	if start.After(w.latest) {
		w.latest = start
	}
	w.counters.Add("batches scheduled for days ahead", 1)
	return start
}

// sendBeforeItBegins sends a list that is to be called days ahead, and the same
// people again once a day is over: the first calls are yet to be made.
func (w *faultModel) sendBeforeItBegins(c *modelledConsole) {
	order := campaignOrder{list: w.drawList(), agent: pick(w.rng, proofAgents), priority: 5, start: w.daysAhead()}
	for range 2 {
		if rows := c.confirm(order); rows != nil {
			c.work(killNever, func() { c.send(rows[0]) })
		}
		order.start = time.Time{}
		w.aDayPasses(c)
	}
	w.counters.Add("sends before the first calls are made", 1)
}

// letAllCallsGo lets time pass until every batch has begun and everybody in it
// was called.
func (w *faultModel) letAllCallsGo() {
	w.forward(max(0, w.latest.Sub(w.box.Now())))
	w.letCallsGo()
}

// checkCalls holds the promise by the calls themselves, once all were made:
// nobody is taken by a batch who is still to be rung by an earlier one, or was
// within the guard period, unless the operator wanted it so.
func (w *faultModel) checkCalls() {
	again := maps.Clone(w.risked)
	for _, it := range w.intents {
		for _, n := range append(slices.Clone(it.again), it.moved...) {
			again[n.String()]++
		}
	}
	for n, rings := range w.rings() {
		tooSoon, last := 0, time.Time{}
		for _, r := range rings {
			if r.taken.Before(last.Add(model.GuardPeriod - clockSlack)) {
				tooSoon++
			}
			if r.rung.After(last) {
				last = r.rung
			}
		}
		if tooSoon > again[n] {
			w.counters.Add(doubleDials, 1)
			w.fail("%s is rung as %v, %d times by choice", n, rings, again[n])
		}
	}
}

// ring is when a number was taken by a batch, and rung last by it.
type ring struct{ taken, rung time.Time }

func (r ring) String() string {
	return fmt.Sprintf("taken %s, rung %s", r.taken.Format(time.RFC3339), r.rung.Format(time.RFC3339))
}

// rings is how each of our numbers was rung, in the order of the batches.
func (w *faultModel) rings() map[string][]ring {
	var batches []struct {
		BatchID   string
		CreatedAt time.Time
	}
	if !w.ask("/sandbox/batches", &batches) {
		return nil
	}
	rings := map[string][]ring{}
	for _, b := range slices.Backward(batches) {
		var live struct {
			Calls []struct {
				PhoneNumber string
				StartTime   time.Time
			}
		}
		if !w.ask("/api/v1/status/batch?userId="+proofUser+"&batchId="+url.QueryEscape(b.BatchID), &live) {
			return nil
		}
		last := map[string]time.Time{}
		for _, call := range live.Calls {
			if w.ours(call.PhoneNumber) && call.StartTime.After(last[call.PhoneNumber]) {
				last[call.PhoneNumber] = call.StartTime
			}
		}
		for n, at := range last {
			rings[n] = append(rings[n], ring{b.CreatedAt, at})
		}
	}
	return rings
}

// twin has a colleague send a batch that nothing on the list tells from one of
// ours whose outcome is not known.
func (w *faultModel) twin(c *modelledConsole) {
	rows := w.rows(c, model.SendUnknown)
	if len(rows) == 0 {
		return
	}
	var contacts []string
	for range rows[0].Contacts {
		contacts = append(contacts, fmt.Sprintf(`{"phoneNumber":"+447400%06d"}`, 900_000+w.rng.IntN(99_999)))
	}
	w.note("a colleague sends the twin of %s", w.nameOf(rows[0].Key))
	w.counters.Add("twins of a colleague", 1)
	w.order(fmt.Sprintf(`{"agentId":%q,"userId":%q,"options":{"priority":%d},"contacts":[%s]}`, rows[0].Agent, proofUser, rows[0].Priority, strings.Join(contacts, ",")))
}

// cancelOne cancels a batch and looks at what became of it: whom it did not come
// to is free.
func (w *faultModel) cancelOne(c *modelledConsole) {
	rows := w.rows(c, model.SendAccepted)
	if len(rows) == 0 {
		return
	}
	if _, err := c.service.client.CancelBatch(w.ctx, rows[0].ID); err != nil {
		return // it has ended, or a fault
	}
	w.note("%s cancels %s", c.name, w.nameOf(rows[0].Key))
	w.counters.Add("batches cancelled", 1)
	c.work(killNever, func() { w.watch(c) })
}

// leaveFromHome keeps a campaign as a console did that was left from Home, which
// is no place in it, and opens it again.
func (w *faultModel) leaveFromHome(c *modelledConsole) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") || len(all) == 0 {
		return
	}
	s := pick(w.rng, all)
	if !w.holds(c, s.ID) {
		return
	}
	kept, err := c.store.Campaigns.Load(w.ctx, s.ID)
	if !w.must(err, "load a campaign") {
		return
	}
	d := kept.Draft
	d.View.Screen = model.NoStage
	if !w.must(c.store.Campaigns.Save(w.ctx, []model.Record{{Campaign: s.ID, Draft: &d}}), "keep a campaign that is left from Home") {
		return
	}
	w.note("%s leaves %s from Home", c.name, s.Draft.Name)
	w.counters.Add("campaigns left from Home", 1)
	c.close()
	if !c.open() {
		return
	}
	again, err := c.store.Campaigns.Load(w.ctx, s.ID)
	switch {
	case !w.must(err, "load a campaign that was left from Home"):
	case again.Damage != "" || again.Table.Len() != kept.Table.Len() || len(again.Done) != len(kept.Done) || len(again.Batches) != len(kept.Batches):
		w.fail("%s was left from Home, and is not what it was: %s", s.Draft.Name, again.Damage)
	case !again.Draft.View.Screen.Known():
		w.fail("%s was left from Home, and has no place", s.Draft.Name)
	}
}

// sendFromNowhere has a console send while its store is not at its place, as when
// somebody moved it away: nothing may leave.
func (w *faultModel) sendFromNowhere(c *modelledConsole) {
	rows := w.rows(c, model.SendPrepared)
	if len(rows) == 0 || w.server != nil {
		return
	}
	w.quiet()
	path := filepath.Join(w.dir, store.File)
	if !w.must(os.Rename(path, path+".away"), "move the store away") {
		return
	}
	w.note("the store of %s is moved away", c.name)
	before := w.handed.Load()
	kept, err := c.store.Campaigns.Load(w.ctx, rows[0].Campaign)
	if err == nil {
		var restored *model.Campaign
		if restored, err = restoreCampaign(w.ctx, kept); err == nil {
			c.sender().Send(w.ctx, rows[0], batchRequest(restored.Plan.Options, restored.Plan.Contacts(rows[0].Index)))
		}
	}
	if !w.must(os.Rename(path+".away", path), "put the store back") {
		return
	}
	w.counters.Add("sends from a store that is not at its place", 1)
	if n := w.handed.Load(); n != before {
		w.fail("%s was sent from a store that was not at its place", w.nameOf(rows[0].Key))
	}
}

// forgetAll forgets everything but whom nobody may call.
func (w *faultModel) forgetAll(c *modelledConsole) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") {
		return
	}
	err = c.store.Campaigns.ForgetAll(w.ctx, true)
	_, sending := errors.AsType[model.UserError](err)
	_, held := errors.AsType[*store.LockedError](err)
	if sending || held || !w.must(err, "forget everything") {
		return
	}
	w.note("%s forgets everything", c.name)
	w.counters.Add("everything forgotten", 1)
	for _, s := range all {
		w.forgotten(s)
	}
}
