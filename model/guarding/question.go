package guarding

import (
	"slices"
	"time"

	"callsheet/model"
)

// Number is how a ledger keeps a telephone number.
type Number interface{ ~int64 | ~uint64 }

// Batch is a batch that may keep its numbers from being called now.
type Batch[N Number] struct {
	model.Batch
	// Holds calls f for those of some sorted numbers that the batch has, with when each was
	// rung last: zero when it never was, or where not all calls of the batch are known.
	Holds func(numbers []N, f func(n N, rung time.Time))
}

// each calls f for those of some sorted numbers that the batch guards now.
func (b Batch[N]) each(numbers []N, now time.Time, period time.Duration, f func(N, model.Guard)) {
	b.Holds(numbers, func(n N, rung time.Time) {
		if guard, guards := b.GuardOf(rung, now, period); guards {
			f(n, guard)
		}
	})
}

// MayCall lists those of some sorted numbers that the batch may yet call.
func (b Batch[N]) MayCall(numbers []N, now time.Time, period time.Duration) []N {
	var found []N
	b.each(numbers, now, period, func(n N, by model.Guard) {
		if by.Unfinished || by.Uncertain {
			found = append(found, n)
		}
	})
	return found
}

// Question is contacts of whom it is asked which batches guard them. The service finds them by
// their ids first, so a batch may hold one under a number that the id came with earlier.
type Question[N Number] struct {
	Numbers []N // their own, sorted, each once

	all    []N                     // and those that their ids were sent with to an agent, sorted
	today  map[N][]agentNumber[N]  // by such a number, the one of the contact today
	others map[agentNumber[N]]bool // contacts whose id the agent knows under another number
	held   []batchNumber[N]        // numbers of today that a batch has with the contact's id
	same   map[N]map[string]bool   // of those in others, the batches by key; made once all ids are known
}

type agentNumber[N Number] struct {
	agent  string
	number N
}

type batchNumber[N Number] struct {
	batch  string
	number N
}

// Ask makes a question of contacts by their numbers, sorted; the ids that any of them was sent
// with are told by Sent, and after the last by Known.
func Ask[N Number](numbers []N) *Question[N] {
	numbers = slices.Compact(numbers)
	return &Question[N]{Numbers: numbers, all: numbers}
}

// Sent says that the id of a contact, who has a number today, was sent with a number to an agent
// by a batch.
func (q *Question[N]) Sent(number, was N, agent, batch string) {
	if was == number {
		q.held = append(q.held, batchNumber[N]{batch, number})
		return
	}
	if q.today == nil {
		q.today, q.others = map[N][]agentNumber[N]{}, map[agentNumber[N]]bool{}
	}
	c := agentNumber[N]{agent, number}
	if !slices.Contains(q.today[was], c) {
		q.today[was] = append(q.today[was], c)
	}
	q.others[c] = true
}

// Known says that all was told of the ids.
func (q *Question[N]) Known() {
	if q.today == nil {
		return
	}
	q.all, q.same = slices.Clone(q.Numbers), map[N]map[string]bool{}
	moved := map[N]bool{}
	for was, contacts := range q.today {
		q.all = append(q.all, was)
		for _, c := range contacts {
			moved[c.number] = true
		}
	}
	slices.Sort(q.all)
	q.all = slices.Compact(q.all)
	for _, h := range q.held {
		if !moved[h.number] {
			continue
		}
		if q.same[h.number] == nil {
			q.same[h.number] = map[string]bool{}
		}
		q.same[h.number][h.batch] = true
	}
}

// All are the numbers that a batch may guard a contact by, sorted: their own, and those that
// their ids were sent with before.
func (q *Question[N]) All() []N { return q.all }

// Elsewhere calls f for every number of a contact whose id an agent knows under another number,
// as often as there are agents.
func (q *Question[N]) Elsewhere(f func(N)) {
	for of := range q.others {
		f(of.number)
	}
}

// Guard is how a batch guards a contact.
type Guard[N Number] struct {
	model.Guard
	Number N    // of the contact today
	SameID bool // the batch has it under another number, by its id
	Stays  bool // the service would not take the number out of the batch, since it finds the contact by its id elsewhere
}

// Each calls f for every contact that a batch guards now. Of one that it has by the id and by
// the number the number comes last, however the ledger sorts numbers.
func (q *Question[N]) Each(b Batch[N], now time.Time, period time.Duration, f func(Guard[N])) {
	if q.today == nil {
		b.each(q.all, now, period, func(n N, by model.Guard) { f(Guard[N]{Guard: by, Number: n}) })
		return
	}
	var own []Guard[N]
	b.each(q.all, now, period, func(n N, by model.Guard) {
		if _, asked := slices.BinarySearch(q.Numbers, n); asked {
			stays := by.Unfinished && q.others[agentNumber[N]{b.Agent, n}] && !q.same[n][b.Key]
			own = append(own, Guard[N]{Guard: by, Number: n, Stays: stays})
		}
		for _, c := range q.today[n] {
			if c.agent == b.Agent {
				f(Guard[N]{Guard: by, Number: c.number, SameID: true})
			}
		}
	})
	for _, g := range own {
		f(g)
	}
}

// outweighs reports whether a guard matters more than what is known of the contact.
func (g Guard[N]) outweighs(known model.Suppression) bool {
	switch {
	case known.Stays && !g.Uncertain:
		return false // moving the contact would not keep that batch from calling the number
	case g.Stays && !known.Uncertain:
		return true
	}
	return g.Outweighs(known)
}

func (g Guard[N]) suppression(b model.Batch) model.Suppression {
	m := g.Guard.Suppression(b)
	m.SameID, m.Stays = g.SameID, g.Stays
	return m
}
