package store

import (
	"context"
	"database/sql"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// campaignEnds are until when campaigns can call, by all of their batches that are not
// over: one batch of a campaign says nothing of its later waves.
type campaignEnds struct {
	now   time.Time
	until map[string]time.Time    // by the campaign's id; zero = not known
	of    map[phone.Number]string // the campaign that a number is held by
}

// add takes a batch into account that may yet call, or may yet be sent.
func (e *campaignEnds) add(b model.Batch) {
	if b.Campaign == "" || !b.Ended.IsZero() {
		return
	}
	last, known := b.Schedule.LastCall(b.Settled, b.Contacts)
	if b.State == model.SendPrepared {
		r := b.Part.Release
		if r.Over(e.now) {
			return
		}
		last, known = b.Schedule.LastCall(r.NotAfter, b.Contacts)
		known = known && !r.NotAfter.IsZero() // otherwise it can be sent at any time
	}
	before, there := e.until[b.Campaign]
	switch {
	case !known || there && before.IsZero():
		e.until[b.Campaign] = time.Time{}
	case last.After(before):
		e.until[b.Campaign] = last
	}
}

// settle says of the numbers that an unfinished batch has until when its campaign can call.
func (e *campaignEnds) settle(found model.Suppressions) {
	for n, id := range e.of {
		m := found[n]
		if until, there := e.until[id]; there && m.Unfinished {
			m.Until = until
			found[n] = m
		}
	}
}

// addWaiting adds the batches that are not sent yet of the campaigns that call.
func (gs *Guards) addWaiting(ctx context.Context, q querier, ends *campaignEnds) error {
	if len(ends.of) == 0 {
		return nil
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		b, err := gs.batches.scan(rows)
		if _, calls := ends.until[b.Campaign]; err == nil && calls {
			ends.add(b)
		}
		return err
	}, `SELECT `+batchColumns+` FROM batches WHERE state = 'prepared' AND campaign IS NOT NULL`)
}
