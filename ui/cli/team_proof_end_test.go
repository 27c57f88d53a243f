package cli

import (
	"path/filepath"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// finish ends a history: whatever was on its way arrives, everybody dies, and comes back with a
// database that is well. What they tell each other then must be the truth; then they settle what
// is left.
func (w *teamModel) finish() {
	w.quiet()
	for _, m := range w.members {
		m.lose(false)
	}
	for _, c := range w.consoles {
		if c.store != nil {
			c.die(killIdle)
		}
	}
	w.database.mend()
	w.letCallsGo()
	var at []*modelledConsole
	for _, m := range w.members {
		if !m.consoles[0].open() {
			return
		}
		at = append(at, m.consoles[0])
	}
	w.database.recover(at[0])
	w.meetAll(at)
	w.checkDials()
	w.checkLedgers(at, false)
	w.checkFromOutside()
	w.letAllCallsGo()
	for range 3 { // who took a campaign over may have to wait for its owner, and the owner for them
		for _, c := range at {
			w.reconcileAll(c)
		}
		w.meetAll(at)
		if !slices.ContainsFunc(at, func(c *modelledConsole) bool { return len(w.rows(c, model.SendUnknown)) > 0 }) {
			break
		}
	}
	w.checkDials()
	w.checkCalls()
	w.checkLedgers(at, true)
	w.checkStanding(at)
	w.checkKey()
	w.countFaults()
}

// meetAll has all tell the team what they know, and hear what the others told.
func (w *teamModel) meetAll(at []*modelledConsole) {
	w.ends = true
	for rounds, toTell := 0, true; toTell && rounds < 3; rounds++ {
		toTell = rounds == 0 // what the last told the first have yet to hear
		for _, c := range at {
			c.work(killNever, func() {
				s := w.meets(c)
				toTell = toTell || s.Recovery != nil || c.store.Team.Known().Untold.Batches > 0
			})
		}
	}
}

// checkLedgers holds the ledgers of all members against what the service has: each intent is in
// that of its member, and no two say what cannot both be so.
func (w *teamModel) checkLedgers(at []*modelledConsole, settled bool) {
	known := map[string][]model.Batch{}
	own := map[string]bool{}
	for _, c := range at {
		rows, err := c.store.Ledger.Batches(w.ctx)
		if !w.must(err, "read the ledger") || !w.must(EvidenceHolds(w.ctx, c.local), "verify the evidence") {
			return
		}
		for _, row := range rows {
			known[row.Key] = append(known[row.Key], row)
			own[row.Key] = own[row.Key] || w.intentOf(row.Key).home == c.home
		}
	}
	held := w.held()
	var unknown [][]phone.Number
	for key, it := range w.intents {
		if it.withdrawn {
			continue
		}
		if !own[key] {
			w.counters.Add(lostIntents, 1)
			w.fail("the intent %s to call %v is lost", key, it.numbers)
			continue
		}
		state := w.checkKnown(known[key], held, settled)
		if state == model.SendUnknown || state == model.SendSending {
			unknown = append(unknown, it.numbers)
		}
		if settled {
			w.counters.Add("ends: "+string(state), 1)
		}
	}
	for id, numbers := range held {
		if len(numbers) == 0 || !w.ours(numbers[0].String()) {
			continue
		}
		i := slices.IndexFunc(unknown, func(of []phone.Number) bool { return slices.Equal(of, numbers) })
		if i < 0 {
			w.counters.Add(lostIntents, 1)
			w.fail("the service calls %v as %s, and no ledger knows", numbers, id)
			continue
		}
		unknown = slices.Delete(unknown, i, i+1)
	}
}

// checkKnown holds what all ledgers say of one batch against each other and against what the
// service has, takes that out of held, and returns what became of it.
func (w *teamModel) checkKnown(rows []model.Batch, held map[string][]phone.Number, settled bool) model.SendState {
	ids, states := map[string]bool{}, map[model.SendState]bool{}
	for _, row := range rows {
		states[row.State] = true
		if row.State == model.SendAccepted {
			ids[row.ID] = true
			if !slices.Equal(held[row.ID], w.intentOf(row.Key).numbers) {
				w.fail("%s is accepted as %q, which calls %v", w.nameOf(row.Key), row.ID, held[row.ID])
			}
		}
	}
	key := rows[0].Key
	switch {
	case len(ids) > 1 || len(ids) > 0 && (states[model.SendRefused] || states[model.SendPrepared]):
		w.fail("%s is %v, as %v", w.nameOf(key), states, ids)
	case len(ids) > 0:
		for id := range ids {
			delete(held, id)
		}
		return model.SendAccepted
	case states[model.SendUnknown] && len(states) > 1 && settled:
		w.counters.Add("settled by one, unknown to another", 1)
	case states[model.SendUnknown] && settled:
		w.fail("%s cannot be settled", w.nameOf(key))
	}
	for _, state := range []model.SendState{model.SendSending, model.SendUnknown, model.SendRefused} {
		if states[state] {
			return state
		}
	}
	return model.SendPrepared
}

// checkFromOutside has somebody join the team who knows nothing of their own: everybody who was
// rung within the guard period is guarded for them, and everybody is listed who was told to be.
func (w *teamModel) checkFromOutside() {
	m := &member{name: "Z", home: filepath.Join(w.dir, "z")}
	c := &modelledConsole{world: w.faultModel, name: "Z1", home: m.home}
	m.consoles = []*modelledConsole{c}
	w.members = append(w.members, m)
	if !c.open() {
		return
	}
	defer c.close()
	w.meets(c)
	var refs []model.ContactRef
	for i := range poolSize {
		refs = append(refs, model.ContactRef{Number: w.number(proofNumber(i))})
	}
	slices.SortFunc(refs, func(a, b model.ContactRef) int { return int(a.Number) - int(b.Number) })
	known, err := c.store.Guards.Suppressions(w.ctx, refs, "", "")
	if !w.must(err, "look all numbers up from outside") {
		return
	}
	for number, rings := range w.rings() {
		n, last := w.number(number), time.Time{}
		for _, r := range rings {
			if r.rung.After(last) {
				last = r.rung
			}
		}
		w.counters.Add("numbers looked up from outside", 1)
		if w.box.Now().Before(last.Add(model.GuardPeriod-clockSlack)) && known[n].Called.IsZero() {
			w.counters.Add(lostIntents, 1)
			w.fail("%v was rung at %v, and the team does not know", n, last)
		}
	}
	for n, t := range w.refused {
		if known[n].DoNotCall.IsZero() {
			w.fail("%v is on a do-not-call list since %+v, and the team does not know", n, t)
		}
	}
}

// checkStanding holds that the team shows each batch as it is, once everybody has told all.
func (w *teamModel) checkStanding(at []*modelledConsole) {
	shown := map[string]model.Batch{}
	for _, head := range w.meets(at[0]).Heads {
		for _, b := range head.Batches {
			shown[b.Key] = b
		}
	}
	for _, c := range at {
		rows, err := c.store.Ledger.Batches(w.ctx, model.SendAccepted)
		if !w.must(err, "read the ledger") {
			return
		}
		for _, row := range rows {
			w.counters.Add("batches compared with the team's", 1)
			if b, found := shown[row.Key]; !found || b.State != row.State || b.ID != row.ID {
				w.counters.Add(lostIntents, 1)
				w.fail("%s is %s as %s, and the team has it as %s %s, found %t", w.nameOf(row.Key), row.State, row.ID, b.State, b.ID, found)
			}
		}
	}
}
