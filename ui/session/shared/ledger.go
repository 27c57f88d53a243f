package shared

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/team"
)

// Ledger is this machine's ledger, as far as it may be used alone, and with its team's where
// others are concerned: by what may be sent from now on.
type Ledger struct {
	*store.Ledger
	team *Team
}

// Confirm is that of store.Ledger, where the team's ledger can be reached, which is told.
func (l *Ledger) Confirm(ctx context.Context, campaign string, p model.Plan) ([]model.Batch, error) {
	if l.team == nil {
		return l.Ledger.Confirm(ctx, campaign, p)
	}
	if _, err := l.team.ask(ctx); err != nil {
		return nil, err
	}
	batches, err := l.Ledger.Confirm(ctx, campaign, p)
	if err != nil {
		return nil, err
	}
	l.team.cover(ctx, l.team.knownOf(campaign, p), batches, nil)
	return batches, nil
}

// AddSegments is that of store.Ledger, where the team's ledger can be reached, which is told.
func (l *Ledger) AddSegments(ctx context.Context, campaign string, p model.Plan, keys []string) ([]model.Batch, error) {
	return l.replace(ctx, campaign, func() ([]model.Batch, error) { return l.Ledger.AddSegments(ctx, campaign, p, keys) })
}

// Resume is that of store.Ledger, where the team's ledger can be reached, which is told.
func (l *Ledger) Resume(ctx context.Context, campaign string, p model.Plan) ([]model.Batch, error) {
	return l.replace(ctx, campaign, func() ([]model.Batch, error) { return l.Ledger.Resume(ctx, campaign, p) })
}

// replace puts batches in the place of others. What the operator chose covers what it covered.
func (l *Ledger) replace(ctx context.Context, campaign string, do func() ([]model.Batch, error)) ([]model.Batch, error) {
	if l.team == nil {
		return do()
	}
	if _, err := l.team.ask(ctx); err != nil {
		return nil, err
	}
	were, err := l.team.batches(ctx, campaign)
	if err != nil {
		return nil, err
	}
	batches, err := do()
	if err != nil {
		return nil, err
	}
	known := time.Time{}
	for i, b := range were {
		if i == 0 || b.Known.Before(known) {
			known = b.Known
		}
	}
	l.team.cover(ctx, known, batches, were)
	return batches, nil
}

// Retry is that of store.Ledger, where the team's ledger can be reached, which is told.
func (l *Ledger) Retry(ctx context.Context, b model.Batch) (model.Batch, error) {
	if l.team == nil {
		return l.Ledger.Retry(ctx, b)
	}
	if _, err := l.team.ask(ctx); err != nil {
		return b, err
	}
	b, err := l.Ledger.Retry(ctx, b)
	if err == nil {
		_ = l.team.tell(ctx) // it is told before it is begun, at the latest
	}
	return b, err
}

// Unconfirm is that of store.Ledger. The team is told, or is told later.
func (l *Ledger) Unconfirm(ctx context.Context, campaign string) error {
	err := l.Ledger.Unconfirm(ctx, campaign)
	if err == nil && l.team != nil && l.team.refused == nil {
		_ = l.team.tell(ctx)
	}
	return err
}

// Begin is that of store.Ledger, under a lease of the team's ledger. Its request has to be over
// by Until.
func (l *Ledger) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	if l.team == nil {
		return l.Ledger.Begin(ctx, b)
	}
	return l.team.begin(ctx, b)
}

// Until is when the request of a batch that was begun has to be over; zero = nobody says so.
func (l *Ledger) Until(key string) time.Time {
	if l.team == nil {
		return time.Time{}
	}
	l.team.mu.Lock()
	defer l.team.mu.Unlock()
	return l.team.deadlines[key]
}

// RecordOutcome is that of store.Ledger. The team is told, or is told later.
func (l *Ledger) RecordOutcome(ctx context.Context, b model.Batch) error {
	err := l.Ledger.RecordOutcome(ctx, b)
	if err == nil && l.team != nil && l.team.refused == nil {
		l.team.settle(ctx, b.Key)
	}
	return err
}

// knownOf is, by the database's clock, up to when the operator knew how those numbers of a plan
// are guarded that they chose to call all the same; zero where that is not known.
func (t *Team) knownOf(campaign string, p model.Plan) time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	read := t.reads[campaign]
	if read == nil {
		read = t.reads[""] // it was made at once
	}
	known, first := time.Time{}, true
	for i := range p.Batches() {
		for _, n := range slices.Concat(p.Again(i), p.Moved(i)) {
			at := read[n]
			if at.IsZero() {
				return at
			}
			if first || at.Before(known) {
				known, first = at, false
			}
		}
	}
	return known
}

// noteRead notes when it was read how numbers are guarded, for the campaign that is excepted.
func (t *Team) noteRead(except string, at time.Time, refs []model.ContactRef, found model.Suppressions) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.reads[except] == nil {
		t.reads[except] = map[phone.Number]time.Time{}
	}
	for _, r := range refs {
		if _, is := found[r.Number]; is && !at.IsZero() {
			t.reads[except][r.Number] = at
		} else {
			delete(t.reads[except], r.Number)
		}
	}
}

// batches are those of a campaign, with how far the team was told of them.
func (t *Team) batches(ctx context.Context, campaign string) ([]store.TeamBatch, error) {
	all, err := t.local.Team.Batches(ctx)
	return slices.DeleteFunc(all, func(b store.TeamBatch) bool { return b.Campaign != campaign }), err
}

// cover notes what the choices of batches cover that were not there before, and tells the team of
// them. What cannot be noted covers nothing; what cannot be told is told before it is begun.
func (t *Team) cover(ctx context.Context, known time.Time, batches []model.Batch, were []store.TeamBatch) {
	var added []string
	for _, b := range batches {
		if !slices.ContainsFunc(were, func(w store.TeamBatch) bool { return w.Key == b.Key }) {
			added = append(added, b.Key)
		}
	}
	if len(added) > 0 && !known.IsZero() {
		_ = t.local.Team.Cover(ctx, known, added...)
	}
	_ = t.tell(ctx)
}

// settleTime bounds telling what became of a batch: it is told later else.
const settleTime = 5 * time.Second

// begin begins a batch under a lease.
func (t *Team) begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	if t.refused != nil {
		return b, t.refused
	}
	if err := t.tell(ctx); err != nil {
		return b, err
	}
	intent, err := t.local.Team.Entry(ctx, b.Key)
	if err != nil {
		return b, err
	}
	if err := t.local.Team.Ask(ctx, b.Key); err != nil {
		return b, err
	}
	asked := time.Now()
	lease, err := t.ledger.Begin(ctx, t.entry(intent).Intent)
	if err == nil {
		var begun model.Batch
		if begun, err = t.local.Team.Begin(ctx, b, lease.Fence, t.ledger.Membership()); err == nil {
			t.mu.Lock()
			t.deadlines[b.Key] = asked.Add(lease.For - team.LeaseMargin)
			t.mu.Unlock()
			t.heard(nil)
			return begun, nil
		}
	}
	// Whatever the team's ledger answered or did: it must be sure that nothing can leave before
	// the lease is given back.
	after := context.WithoutCancel(ctx)
	if t.local.Team.Withdraw(after, b.Key) == nil && lease.Fence != 0 {
		brief, stop := context.WithTimeout(after, settleTime)
		defer stop()
		back := intent.Batch
		back.State = model.SendPrepared
		_ = t.ledger.Settle(brief, t.outgoing(back), lease.Fence) // else it is found by Meet
	}
	t.heard(err)
	return b, err
}

// settle tells the team what became of a batch.
func (t *Team) settle(ctx context.Context, key string) {
	b, err := t.local.Team.Batch(ctx, key)
	if err != nil || b.Fence == 0 {
		return
	}
	brief, stop := context.WithTimeout(ctx, settleTime)
	defer stop()
	// Its answer is not waited for beyond that: Meet tells it again, and what else is new of it.
	t.heard(t.ledger.Settle(brief, t.outgoing(b.Batch), b.Fence))
}
