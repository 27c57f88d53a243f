package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// guarding is a batch that may keep its numbers from being called now.
type guarding struct {
	model.Batch
	numbers packed // valid until the next
	rung    rung   // as numbers; only of a batch whose calls are known
}

// each calls f for those of some sorted numbers that the batch guards now.
func (g guarding) each(numbers []phone.Number, now time.Time, period time.Duration, f func(phone.Number, model.Guard)) {
	common(numbers, g.numbers, func(n phone.Number) {
		var rung time.Time
		if g.CallsKnown {
			rung = g.rung.at(n)
		}
		if guard, guards := g.GuardOf(rung, now, period); guards {
			f(n, guard)
		}
	})
}

// asked are contacts about whom it is asked which batches guard them. The
// service finds them by their ids first, so a batch may hold one under a number
// that the id came with earlier.
type asked struct {
	numbers []phone.Number                   // their own, sorted
	all     []phone.Number                   // and those that their ids were sent with to an agent, sorted
	now     map[phone.Number][]agentNumber   // by such a number, the one of the contact today
	other   map[agentNumber]bool             // contacts whose id the agent knows under another number
	same    map[phone.Number]map[string]bool // of those, the batches that hold both their id and their number, by key
}

type agentNumber struct {
	agent  string
	number phone.Number
}

// ask finds out what the ids of some contacts, sorted by number, were sent with
// to an agent before; "" stands for any agent. One batch and those of one campaign
// do not count.
func (db *database) ask(ctx context.Context, q querier, refs []model.ContactRef, service, agent, exceptBatch, exceptCampaign string) (asked, error) {
	a := asked{numbers: make([]phone.Number, len(refs))}
	var byID []model.ContactRef
	for i, r := range refs {
		a.numbers[i] = r.Number
		if r.ID != 0 {
			byID = append(byID, r)
		}
	}
	a.numbers = slices.Compact(a.numbers)
	a.all = a.numbers
	if len(byID) == 0 {
		return a, nil
	}
	slices.SortFunc(byID, func(x, y model.ContactRef) int { return cmp.Compare(x.ID, y.ID) })
	type holds struct {
		number phone.Number
		batch  string
	}
	var same []holds
	rehearsal := model.IsSandbox(service)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var key, name, to, by string
		var blob sql.RawBytes
		if err := rows.Scan(&key, &name, &to, &by, &blob); err != nil || model.IsSandbox(to) != rehearsal {
			return err
		}
		sent, err := unpackIDs(blob)
		if err != nil {
			return db.damaged(name, err)
		}
		i := 0
		for _, r := range byID {
			if i = sent.ids.from(i, phone.Number(r.ID)); i == sent.ids.len() {
				break
			}
			if model.ContactID(sent.ids.at(i)) != r.ID {
				continue
			}
			if was := sent.numbers.at(i); was == r.Number {
				same = append(same, holds{was, key})
			} else {
				a.add(was, agentNumber{by, r.Number})
			}
		}
		return nil
	}, `SELECT key, name, service, agent, ids FROM batch_ids JOIN batches ON batch = id
		WHERE state NOT IN ('prepared', 'refused') AND (?1 = '' OR agent = ?1)
		AND key <> ?2 AND (campaign IS NULL OR campaign <> ?3) ORDER BY id`, agent, exceptBatch, exceptCampaign)
	if err != nil || a.now == nil {
		return a, err
	}
	a.all = slices.Clone(a.numbers)
	today := map[phone.Number]bool{}
	for was, contacts := range a.now {
		a.all = append(a.all, was)
		for _, c := range contacts {
			today[c.number] = true
		}
	}
	slices.Sort(a.all)
	a.all = slices.Compact(a.all)
	for _, h := range same {
		if today[h.number] {
			if a.same[h.number] == nil {
				a.same[h.number] = map[string]bool{}
			}
			a.same[h.number][h.batch] = true
		}
	}
	return a, nil
}

func (a *asked) add(was phone.Number, c agentNumber) {
	if a.now == nil {
		a.now, a.other, a.same = map[phone.Number][]agentNumber{}, map[agentNumber]bool{}, map[phone.Number]map[string]bool{}
	}
	if !slices.Contains(a.now[was], c) {
		a.now[was] = append(a.now[was], c)
	}
	a.other[c] = true
}

// contactGuard is how a batch guards a contact.
type contactGuard struct {
	model.Guard
	number phone.Number // of the contact today
	sameID bool         // the batch has it under another number, by its id
	stays  bool         // the service would not take the number out of the batch, since it finds the contact by its id elsewhere
}

// each calls f for every contact that a batch guards now.
func (a asked) each(g guarding, now time.Time, period time.Duration, f func(contactGuard)) {
	g.each(a.all, now, period, func(n phone.Number, by model.Guard) {
		own := a.now == nil
		if !own {
			_, own = slices.BinarySearch(a.numbers, n)
		}
		if own {
			f(contactGuard{by, n, false, by.Unfinished && a.other[agentNumber{g.Agent, n}] && !a.same[n][g.Key]})
		}
		for _, c := range a.now[n] {
			if c.agent == g.Agent {
				f(contactGuard{by, c.number, true, false})
			}
		}
	})
}

// outweighs reports whether a contactGuard matters more than what is known of the contact.
func (h contactGuard) outweighs(known model.Suppression) bool {
	switch {
	case known.Stays && !h.Uncertain:
		return false // moving the contact would not keep that batch from calling the number
	case h.stays && !known.Uncertain:
		return true
	}
	return h.Outweighs(known)
}

func (h contactGuard) suppression(b model.Batch) model.Suppression {
	m := h.Guard.Suppression(b)
	m.SameID, m.Stays = h.sameID, h.stays
	return m
}
