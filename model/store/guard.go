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
	"callsheet/model/guarding"
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
func (gs *Guards) each(ctx context.Context, q querier, service, exceptBatch, exceptCampaign string, f func(guarding.Batch[phone.Number])) error {
	rehearsal := model.IsSandbox(service)
	now := gs.db.now()
	return each(ctx, q, func(rows *sql.Rows) error {
		var numbers, called sql.RawBytes
		b, err := gs.batches.scan(scanAlso{rows, []any{&numbers, &called}})
		if err != nil {
			return err
		}
		if model.IsSandbox(b.Service) != rehearsal || !b.Guards(now, gs.period) {
			return nil
		}
		holds, err := heldIn(b, numbers, called)
		if err != nil {
			return gs.db.damaged(b.Name, err)
		}
		f(guarding.Batch[phone.Number]{Batch: b, Holds: holds})
		return nil
	}, `SELECT `+batchColumns+`, numbers, rung FROM batches JOIN batch_lists ON batch = id
		WHERE state NOT IN ('prepared', 'refused') AND (ended IS NULL OR ended > ?)
		AND key <> ? AND (campaign IS NULL OR campaign <> ?) ORDER BY id`, instant(gs.db.now().Add(-gs.period)), exceptBatch, exceptCampaign)
}

// Suppressions says what is known of some contacts outside a campaign, by their numbers:
// whether those are on the do-not-call list, or guarded by a batch for such a
// service as the one that is worked with, or were answered in another campaign of
// such a service. A batch guards a contact by its id as well, where it is of the
// agent that is to call; "" stands for any. Of a contact whose id was sent with another number
// that is told, too. refs should be sorted by number; of most
// nothing is known.
func (gs *Guards) Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	byNumber := func(a, b model.ContactRef) int { return cmp.Compare(a.Number, b.Number) }
	if !slices.IsSortedFunc(refs, byNumber) {
		refs = slices.SortedFunc(slices.Values(refs), byNumber)
	}
	var found *guarding.Suppressions[phone.Number]
	err := gs.db.read(ctx, func(tx *sql.Tx) error {
		question, err := gs.db.ask(ctx, tx, refs, gs.worksWith(), agent, "", except)
		if err != nil {
			return err
		}
		found = guarding.NewSuppressions(question, gs.db.now(), gs.period)
		err = gs.each(ctx, tx, gs.worksWith(), "", except, found.Add)
		if err == nil && found.Guarded() {
			err = gs.eachWaiting(ctx, tx, found.AddWaiting)
		}
		if err != nil {
			return err
		}
		found.Settle()
		if err := gs.answered(ctx, tx, question.Numbers, except, found.Answered); err != nil {
			return err
		}
		return listed(ctx, tx, question.Numbers, func(l model.DNCEntry) { found.Listed(l.Number, l.Since, l.Source) })
	})
	if err != nil {
		return nil, err
	}
	return found.Of, nil
}

// eachWaiting calls f for the batches that are not sent yet.
func (gs *Guards) eachWaiting(ctx context.Context, q querier, f func(model.Batch)) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		b, err := gs.batches.scan(rows)
		if err == nil {
			f(b)
		}
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE state = 'prepared' AND campaign IS NOT NULL`)
}

// answered calls f for those of some sorted numbers whose call was answered in another
// campaign, as far as its calls are stored, with when, and the campaign's name. Not to know that is no reason not to
// call them, so calls that cannot be read are passed over.
func (gs *Guards) answered(ctx context.Context, q querier, numbers []phone.Number, except string, f func(phone.Number, time.Time, string)) error {
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
		f(n, at.time(), name)
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
		return gs.each(ctx, tx, gs.worksWith(), "", "", func(b guarding.Batch[phone.Number]) {
			if may := b.MayCall(numbers, now, gs.period); len(may) > 0 {
				calling = append(calling, model.Calling{Batch: b.Batch, Numbers: may})
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
	keys, err := gs.guardingStill(ctx, tx, `campaign IS NULL`)
	if err != nil {
		return err
	}
	keep, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM batches WHERE campaign IS NULL AND key NOT IN (SELECT value FROM json_each(?))`, string(keep))
	return err
}
