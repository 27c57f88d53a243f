package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/guarding"
	"callsheet/model/phone"
)

// Remainders tells of every batch of a campaign that was cancelled whom it called, by the
// calls that are stored of all of them, and who of the others may be called by another batch
// of the campaign now.
func (l *Ledger) Remainders(ctx context.Context, campaign string) ([]model.Remainder, error) {
	var all []model.Remainder
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		var err error
		all, err = l.remainders(ctx, tx, campaign)
		return err
	})
	return all, err
}

func (l *Ledger) remainders(ctx context.Context, q querier, campaign string) ([]model.Remainder, error) {
	batches, err := l.batches.list(ctx, q, `WHERE campaign = ? ORDER BY place`, campaign)
	if err != nil {
		return nil, err
	}
	rings := campaignRings{of: map[phone.Number]*numberRings{}}
	known := make([]batchRings, len(batches))
	for i, b := range batches {
		if known[i], err = l.readRings(ctx, q, b); err != nil {
			return nil, err
		}
		rings.add(known[i])
	}
	var all []model.Remainder
	for i, b := range batches {
		if !b.Cancelled() {
			continue
		}
		r := model.Remainder{Key: b.Key, Why: known[i].notWhole(), MaxAttempts: b.Schedule.MaxAttempts, Of: make(map[phone.Number]model.Remaining, len(known[i].numbers))}
		held, err := l.guards.held(ctx, q, b.Key, campaign)
		if err != nil {
			return nil, err
		}
		for _, n := range known[i].numbers {
			r.Of[n] = rings.remaining(n, known[i], held[n])
		}
		all = append(all, r)
	}
	return all, nil
}

// batchRings is whom a batch rang, as far as that is stored.
type batchRings struct {
	model.Batch
	numbers []phone.Number // of the batch, sorted
	calls   []model.Call
	rung    []phone.Number // whom it is known to have rung, whatever the calls say
	tries   map[phone.Number]int
}

func (l *Ledger) readRings(ctx context.Context, q querier, b model.Batch) (batchRings, error) {
	k := batchRings{Batch: b, tries: map[phone.Number]int{}}
	var numbers, called []byte
	err := q.QueryRowContext(ctx, `SELECT numbers, coalesce(rung, x'') FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, b.Key).Scan(&numbers, &called)
	if err != nil {
		return k, err
	}
	list, err := unpack(numbers)
	if err != nil {
		return k, l.db.damaged(b.Name, err)
	}
	k.numbers = list.numbers()
	if len(called) > 0 {
		r, err := unpackRung(called)
		if err != nil {
			return k, l.db.damaged(b.Name, err)
		}
		k.rung = r.numbers.numbers()
	}
	if k.calls, err = calls(ctx, q, b.Key, -1); err != nil {
		return k, err
	}
	for _, c := range k.calls {
		if n, ok := c.Number(); ok && c.Placed() {
			k.tries[n]++
		}
	}
	for _, n := range k.rung {
		k.tries[n] = max(k.tries[n], 1)
	}
	return k, nil
}

// notWhole says in a sentence why it is not known for certain whom the batch rang; "" where
// it is: it has ended, nothing of it rings, and its calls went to as many numbers as the
// service says that were called.
func (k batchRings) notWhole() string {
	ringing, planned := 0, 0
	called := map[phone.Number]bool{}
	for _, c := range k.calls {
		n, ok := c.Number()
		_, own := slices.BinarySearch(k.numbers, n)
		switch {
		case !ok || !own:
			return fmt.Sprintf("Dialgen tells of a call of batch %d to somebody who is not in it, so it is not known who was called.", k.Index+1)
		case c.Status == model.CallOngoing:
			ringing++
		case !c.Placed():
			planned++
		}
		if c.Placed() {
			called[n] = true
		}
	}
	for _, n := range k.rung {
		called[n] = true
	}
	switch processed := k.Last.Processed; {
	case ringing > 0:
		return fmt.Sprintf("%s of batch %d still %s.", figures.Counted(ringing, "call"), k.Index+1, map[bool]string{true: "rings or is talked", false: "ring or are talked"}[ringing == 1])
	case planned > 0:
		return fmt.Sprintf("Dialgen still plans %s of batch %d.", figures.Counted(planned, "call"), k.Index+1)
	case len(called) < processed || len(called) > processed+k.Lost:
		return fmt.Sprintf("Dialgen says that batch %d called %s, and tells of calls to %s.", k.Index+1, figures.Counted(processed, "contact"), figures.Count(len(called)))
	case k.Ended.IsZero() || !k.CallsKnown:
		return fmt.Sprintf("Not all calls of batch %d are known yet.", k.Index+1)
	}
	return ""
}

// campaignRings is whom all batches of a campaign rang.
type campaignRings struct{ of map[phone.Number]*numberRings }

// numberRings is how one number was rung.
type numberRings struct {
	calls    int
	last     time.Time
	status   string // of the last
	answered bool   // somebody took one, or asked not to be called
}

func (c campaignRings) add(k batchRings) {
	at := func(n phone.Number) *numberRings {
		if c.of[n] == nil {
			c.of[n] = &numberRings{}
		}
		return c.of[n]
	}
	for _, call := range k.calls {
		n, ok := call.Number()
		if !ok || !call.Placed() {
			continue
		}
		r := at(n)
		if r.calls == 0 || !call.At.Before(r.last) {
			r.last, r.status = call.At, call.Status
		}
		r.answered = r.answered || call.Status == model.CallAnswered || call.OptedOut()
	}
	for n, tries := range k.tries {
		at(n).calls += tries
	}
}

// remaining is how far the campaign has come with a number of a batch.
func (c campaignRings) remaining(n phone.Number, k batchRings, held model.Hold) model.Remaining {
	r := model.Remaining{Tries: k.tries[n], Held: held}
	if rung := c.of[n]; rung != nil {
		r.Rang, r.Last = rung.calls, rung.last
		r.Owed = rung.status == model.CallMissed && !rung.answered && r.Tries < k.Schedule.MaxAttempts
	}
	return r
}

// held is what keeps the contacts of a batch from being called now, outside of its campaign:
// what the operator chose when it was confirmed still counts.
func (gs *Guards) held(ctx context.Context, q querier, key, campaign string) (map[phone.Number]model.Hold, error) {
	sent, err := gs.intent(ctx, q, key)
	if err != nil {
		return nil, err
	}
	question, err := gs.db.ask(ctx, q, sent.contacts, sent.service, sent.Agent, key, campaign)
	if err != nil {
		return nil, err
	}
	found, now := map[phone.Number]model.Hold{}, gs.db.now()
	weight := map[model.Hold]int{model.HeldCalled: 1, model.HeldCalling: 2, model.HeldUncertain: 3, model.HeldByList: 4}
	hold := func(n phone.Number, by model.Hold) {
		if weight[by] > weight[found[n]] {
			found[n] = by
		}
	}
	err = gs.each(ctx, q, sent.service, key, campaign, func(b guarding.Batch[phone.Number]) {
		question.Each(b, now, gs.period, func(g guarding.Guard[phone.Number]) {
			switch {
			case g.Uncertain:
				hold(g.Number, model.HeldUncertain)
			case sent.Allows(b.Batch, g):
			case g.Unfinished:
				hold(g.Number, model.HeldCalling)
			default:
				hold(g.Number, model.HeldCalled)
			}
		})
	})
	if err == nil {
		err = listed(ctx, q, question.Numbers, func(l model.DNCEntry) { hold(l.Number, model.HeldByList) })
	}
	return found, err
}
