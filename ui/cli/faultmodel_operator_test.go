package cli

import (
	"errors"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/ui/session"
)

// look looks for a batch whose outcome is not known, for as long as somebody has
// patience.
func (c *modelledConsole) look(row model.Batch, patience time.Duration) (model.Finding, bool) {
	w, it := c.world, c.world.intentOf(row.Key)
	r := session.Reconciling{Service: c, Clock: c, Pauses: resolvePolls, Patience: patience, Useful: worthSearching}
	session.Inline(w.ctx, c, r.Start(model.Finding{Batch: row, Polls: it.looks}), r.Update)
	f, err := r.Open[0].Finding, r.Open[0].Err
	if r.Open[0].Unreadable() && !w.must(err, "read the ledger") {
		return model.Finding{}, false
	}
	it.looks = f.Polls
	w.counters.Add("looks for unknown batches", 1)
	w.note("%s looks for %s: %s %s, %d candidates, long enough %t, %v", c.name, w.nameOf(row.Key), f.Batch.State, f.Batch.ID, len(f.Candidates), f.LongEnough, err)
	if f.Batch.State == model.SendAccepted {
		w.counters.Add("settled: found by itself", 1)
	}
	return f, err == nil
}

// decideSome has an operator decide about what cannot be found, who has waited
// and knows what Dialgen's own pages show.
func (w *faultModel) decideSome(c *modelledConsole) {
	rows := w.rows(c, model.SendUnknown)
	if len(rows) == 0 {
		return
	}
	w.quiet()
	w.letCallsGo()
	rows = rows[:min(len(rows), 2)]
	doom := w.doom(killsOfResolve)
	c.work(doom, func() {
		for _, row := range rows {
			c.decide(row)
		}
	})
}

// patientLooks is how often an operator looks before they take what stands on
// the list, and is none of theirs, for all that will come.
const patientLooks = 8

// decide settles one batch honestly: it is this one only of what has just its
// numbers, and it was not sent only when the service has nothing of the kind, or
// only what Dialgen's own pages show to be a colleague's: one that ended before
// its first call stays a candidate for ever.
func (c *modelledConsole) decide(row model.Batch) {
	w, it := c.world, c.world.intentOf(row.Key)
	f, ok := c.look(row, 0)
	if !ok || f.Batch.State != model.SendUnknown {
		return
	}
	have := w.unclaimed(c.store, it)
	for _, candidate := range f.Candidates {
		if !slices.Contains(have, candidate.ID) {
			continue
		}
		settled, err := c.sender().Adopt(w.ctx, f.Batch, candidate)
		if w.must(err, "say that it is this one") {
			w.note("%s: the operator says that %s is %s", c.name, w.nameOf(row.Key), settled.ID)
			w.counters.Add("settled: it is this one", 1)
		}
		return
	}
	othersOnly := len(f.Candidates) > 0 && f.Polls >= patientLooks
	if len(have) > 0 || !f.LongEnough && !othersOnly {
		return
	}
	if _, err := c.sender().MarkNotSent(w.ctx, f.Batch); w.must(err, "say that it was not sent") {
		w.note("%s: the operator says that %s was not sent", c.name, w.nameOf(row.Key))
		w.counters.Add("settled: it was not sent", 1)
	}
}

// reopenRefused makes a refused batch ready to be sent again.
func (w *faultModel) reopenRefused(c *modelledConsole) {
	rows := w.rows(c, model.SendRefused)
	if len(rows) == 0 || !w.holds(c, rows[0].Campaign) {
		return
	}
	_, err := c.store.Ledger.Retry(w.ctx, rows[0])
	if w.must(err, "reopen a refused batch") {
		w.note("%s reopens %s", c.name, w.nameOf(rows[0].Key))
		w.counters.Add("refused batches reopened", 1)
	}
}

// holds takes a campaign for a console. It is another's while that lives.
func (w *faultModel) holds(c *modelledConsole, campaign string) bool {
	holder, err := c.store.Campaigns.Lock(w.ctx, campaign)
	if !w.must(err, "hold a campaign") {
		return false
	}
	if holder != "" {
		w.counters.Add("campaigns found open elsewhere", 1)
	}
	return holder == ""
}

// withdraw makes a campaign a draft again, which is refused as soon as anything
// of it may be at the service.
func (w *faultModel) withdraw(c *modelledConsole) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") {
		return
	}
	all = slices.DeleteFunc(all, func(s model.Summary) bool { return len(s.Batches) == 0 })
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
	case free != (err == nil):
		w.fail("%s with %s was made a draft again: %v", s.Draft.Name, s.Batches[0].State, err)
	case free:
		w.note("%s makes %s a draft again", c.name, s.Draft.Name)
		w.counters.Add("campaigns made drafts again", 1)
		for _, b := range s.Batches {
			w.intentOf(b.Key).withdrawn = true
		}
	}
}

// forget forgets a campaign, which stays in the ledger for as long as its numbers
// must not be called.
func (w *faultModel) forget(c *modelledConsole) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") || len(all) == 0 {
		return
	}
	c.forgetOne(pick(w.rng, all))
}

func (c *modelledConsole) forgetOne(s model.Summary) {
	w := c.world
	if !w.holds(c, s.ID) {
		return
	}
	err := c.store.Campaigns.Forget(w.ctx, true, s.ID)
	if _, sending := errors.AsType[model.UserError](err); sending {
		return // a living console is sending it
	}
	if !w.must(err, "forget a campaign") {
		return
	}
	w.note("%s forgets %s", c.name, s.Draft.Name)
	w.counters.Add("campaigns forgotten", 1)
	w.forgotten(s)
}

// forgotten notes that nothing is kept of a campaign any more but whom it calls.
func (w *faultModel) forgotten(s model.Summary) {
	for _, b := range s.Batches {
		it := w.intentOf(b.Key)
		it.forgotten = true
		it.withdrawn = b.State == model.SendPrepared || b.State == model.SendRefused
		it.claimed = b.ID
	}
}
