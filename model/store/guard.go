package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// Guards tell who must not be called, or not again so soon: by what the ledger
// knows of batches, and by the do-not-call list.
type Guards struct {
	db      *database
	batches *batchTable
	period  time.Duration // how long a called number is guarded

	mu      sync.Mutex
	service string // that is worked with
}

// WorksWith says which service is worked with from now on: Options.Service, once
// it is known who that is.
func (gs *Guards) WorksWith(service string) {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	gs.service = service
}

func (gs *Guards) worksWith() string {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	return gs.service
}

// each calls f for every batch that may guard numbers now, but for one batch
// and those of one campaign; see model.Batch.GuardOf. Only batches of services
// that make real calls as the given one does, or none as it does, are among them:
// a rehearsal calls nobody. What is damaged is an error: not to know whom it
// guards is no reason to call them.
func (gs *Guards) each(ctx context.Context, q querier, service, exceptBatch, exceptCampaign string, f func(guarding)) error {
	rehearsal := model.IsSandbox(service)
	now := gs.db.now()
	return each(ctx, q, func(rows *sql.Rows) error {
		var g guarding
		var numbers, rung sql.RawBytes
		var err error
		if g.Batch, err = gs.batches.scan(scanAlso{rows, []any{&numbers, &rung}}); err != nil {
			return err
		}
		if model.IsSandbox(g.Service) != rehearsal || !g.Guards(now, gs.period) {
			return nil
		}
		if g.numbers, err = unpack(numbers); err == nil && g.CallsKnown {
			g.rung, err = unpackRung(rung)
		}
		if err != nil {
			return gs.db.damaged(g.Name, err)
		}
		f(g)
		return nil
	}, `SELECT `+batchColumns+`, numbers, rung FROM batches JOIN batch_lists ON batch = id
		WHERE state NOT IN ('prepared', 'refused') AND (ended IS NULL OR ended > ?)
		AND key <> ? AND (campaign IS NULL OR campaign <> ?) ORDER BY id`, instant(gs.db.now().Add(-gs.period)), exceptBatch, exceptCampaign)
}

// Suppressions says what is known of some contacts outside a campaign, by their numbers:
// whether those are on the do-not-call list, or guarded by a batch for such a
// service as the one that is worked with, or were answered in another campaign of
// such a service. A batch guards a contact by its id as well, where it is of the
// agent that is to call; "" stands for any. refs should be sorted by number; of most
// nothing is known.
func (gs *Guards) Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	byNumber := func(a, b model.ContactRef) int { return cmp.Compare(a.Number, b.Number) }
	if !slices.IsSortedFunc(refs, byNumber) {
		refs = slices.SortedFunc(slices.Values(refs), byNumber)
	}
	found := model.Suppressions{}
	err := gs.db.read(ctx, func(tx *sql.Tx) error {
		asked, err := gs.db.ask(ctx, tx, refs, gs.worksWith(), agent, "", except)
		if err != nil {
			return err
		}
		now, numbers := gs.db.now(), asked.numbers
		ends := campaignEnds{now: now, until: map[string]time.Time{}, of: map[phone.Number]string{}}
		err = gs.each(ctx, tx, gs.worksWith(), "", except, func(g guarding) {
			ends.add(g.Batch)
			asked.each(g, now, gs.period, func(h contactGuard) {
				if h.outweighs(found[h.number]) {
					found[h.number] = h.suppression(g.Batch)
					ends.of[h.number] = g.Campaign
				}
			})
		})
		if err == nil {
			err = gs.addWaiting(ctx, tx, &ends)
		}
		if err != nil {
			return err
		}
		ends.settle(found)
		if err := gs.answered(ctx, tx, numbers, except, found); err != nil {
			return err
		}
		return listed(ctx, tx, numbers, func(l model.DNCEntry) {
			m := found[l.Number]
			m.DoNotCall, m.Source = l.Since, l.Source
			found[l.Number] = m
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// answered adds those of some sorted numbers whose call was answered in another
// campaign, as far as its calls are stored. Not to know that is no reason not to
// call them, so calls that cannot be read are passed over.
func (gs *Guards) answered(ctx context.Context, q querier, numbers []phone.Number, except string, found model.Suppressions) error {
	rehearsal := model.IsSandbox(gs.worksWith())
	return each(ctx, q, func(rows *sql.Rows) error {
		var phone, name, service string
		var at instant
		if err := rows.Scan(&phone, &name, &service, &at); err != nil {
			return err
		}
		n, isNumber := model.Call{Phone: phone}.Number()
		if _, here := slices.BinarySearch(numbers, n); !isNumber || !here || model.IsSandbox(service) != rehearsal {
			return nil
		}
		if m := found[n]; at.time().After(m.Answered) {
			m.Answered, m.AnsweredIn = at.time(), name
			found[n] = m
		}
		return nil
	}, `SELECT phone, batches.name, service, max(calls.at) FROM calls JOIN batches ON batches.id = calls.batch
		WHERE calls.status = ? AND (campaign IS NULL OR campaign <> ?) GROUP BY batches.id, phone`, model.CallAnswered, except)
}

// Calling lists the batches that may yet call some of sorted numbers, whoever
// they were sent to: those that are not known to have ended, and those of which
// it is not known whether the service has them.
func (gs *Guards) Calling(ctx context.Context, numbers []phone.Number) ([]model.Calling, error) {
	if !slices.IsSorted(numbers) {
		numbers = slices.Sorted(slices.Values(numbers))
	}
	var calling []model.Calling
	err := gs.db.read(ctx, func(tx *sql.Tx) error {
		now := gs.db.now()
		return gs.each(ctx, tx, gs.worksWith(), "", "", func(g guarding) {
			c := model.Calling{Batch: g.Batch}
			g.each(numbers, now, gs.period, func(n phone.Number, by model.Guard) {
				if by.Unfinished || by.Uncertain {
					c.Numbers = append(c.Numbers, n)
				}
			})
			if len(c.Numbers) > 0 {
				calling = append(calling, c)
			}
		})
	})
	return calling, err
}

// guardingStill returns the keys of the batches under a condition that guard
// numbers, for GuardPeriod even where this store guards for less.
func (gs *Guards) guardingStill(ctx context.Context, tx *sql.Tx, condition string, args ...any) ([]string, error) {
	keys := []string{}
	err := each(ctx, tx, func(rows *sql.Rows) error {
		b, err := gs.batches.scan(rows)
		if err == nil && b.Guards(gs.db.now(), max(gs.period, model.GuardPeriod)) {
			keys = append(keys, b.Key)
		}
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE `+condition, args...)
	return keys, err
}

// expire removes forgotten batches that guard nothing any more.
func (gs *Guards) expire(ctx context.Context, tx *sql.Tx) error {
	guarding, err := gs.guardingStill(ctx, tx, `campaign IS NULL`)
	if err != nil {
		return err
	}
	keep, err := json.Marshal(guarding)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign IS NULL AND key NOT IN (SELECT value FROM json_each(?))`, string(keep))
	return err
}
