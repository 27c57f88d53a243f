package session

import (
	"context"
	"errors"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
)

// Reconciling looks for batches whose outcome is not known, in turn and again, a
// little later each time, until it is known of all, looking is of no use any more, or
// patience is over. Nothing is ever sent by it.
type Reconciling struct {
	Service  Reconciler
	Clock    Clock
	Pauses   pacing.Backoff
	Patience time.Duration        // how long it goes on; negative = as long as it is of use
	Useful   func(OpenBatch) bool // whether looking for one again is of use; nil = it is
	Waits    func(time.Duration)  // called before each pause; nil = nobody hears it

	Open []*OpenBatch

	looking bool // from Start until it ends
	began   time.Time
	wait    time.Duration // before the next look
	waited  time.Duration // in all
}

// OpenBatch is a batch whose outcome is not known, or was not, and what was found.
type OpenBatch struct {
	Finding model.Finding // of the last look that read the service's list
	Err     error         // why the last look did not succeed, or could not be written down
	// Unwritten tells that something was found and could not be written down.
	Unwritten bool
}

// Known reports whether it is known what became of the batch.
func (o OpenBatch) Known() bool { return o.Finding.Batch.State != model.SendUnknown }

// Unreadable reports whether the last look ended at this machine's own ledger.
func (o OpenBatch) Unreadable() bool {
	_, is := errors.AsType[*LedgerError](o.Err)
	return is
}

type (
	// ReconcileDue says that the batches are to be looked for again.
	ReconcileDue struct{}
	// Reconciled is what one look for the batches found.
	Reconciled struct {
		found   []reconciled
		stopped bool // the context has ended
	}
)

// reconciled is what was found of one batch.
type reconciled struct {
	open    *OpenBatch
	finding model.Finding
	err     error
}

// Start looks for batches, at once, from what was found of them before.
func (r *Reconciling) Start(before ...model.Finding) []Work {
	r.Open = nil
	for _, f := range before {
		r.Open = append(r.Open, &OpenBatch{Finding: f})
	}
	r.looking, r.began, r.wait, r.waited = true, r.Clock.Now(), r.Pauses.Next(0, 0), 0
	return []Work{r.look()}
}

// Once looks for a batch once, inline.
func (r *Reconciling) Once(ctx context.Context, b model.Batch) OpenBatch {
	for _, w := range r.Start(model.Finding{Batch: b}) {
		r.take(w.Do(ctx).(Reconciled))
	}
	r.looking = false
	return *r.Open[0]
}

// under reports whether it goes on.
func (r *Reconciling) under() bool { return r.looking }

// look is the work of asking once about each batch that is not known yet. What is
// found of one stands in the ledger before the next is looked for.
func (r *Reconciling) look() Work {
	var asked []reconciled
	for _, o := range r.Open {
		if !o.Known() {
			asked = append(asked, reconciled{open: o, finding: o.Finding})
		}
	}
	service := r.Service
	return Work{Do: func(ctx context.Context) any {
		var answer Reconciled
		for _, a := range asked {
			if ctx.Err() != nil {
				break
			}
			a.finding, a.err = service.Reconcile(ctx, a.finding.Batch, a.finding.Polls)
			answer.found = append(answer.found, a)
		}
		answer.stopped = ctx.Err() != nil
		return answer
	}}
}

// take takes over what a look found, and reports whether a batch is known by it.
func (r *Reconciling) take(answer Reconciled) (found bool) {
	for _, a := range answer.found {
		o := a.open
		if o.Known() {
			continue // somebody decided meanwhile
		}
		o.Err, o.Unwritten = a.err, a.err != nil && a.finding.Polls > o.Finding.Polls
		if a.err == nil || o.Unwritten {
			o.Finding = a.finding
		}
		found = found || o.Known()
		r.wait = max(r.wait, pacing.Asked(a.err))
	}
	return found
}

// Update takes what comes back from looking.
func (r *Reconciling) Update(msg any) []Work {
	if !r.looking {
		return nil
	}
	var answer Reconciled
	switch msg := msg.(type) {
	case ReconcileDue:
		return []Work{r.look()}
	case Reconciled:
		answer = msg
	default:
		return nil
	}
	found := r.take(answer)
	switch {
	case answer.stopped || !slices.ContainsFunc(r.Open, r.useful):
		r.looking = false
		return nil
	case found:
		return []Work{r.look()} // what was found may tell the others apart
	case r.Patience >= 0 && max(r.waited, r.Clock.Now().Sub(r.began))+r.wait > r.Patience:
		r.looking = false
		return nil
	}
	wait := r.wait
	if r.Waits != nil {
		r.Waits(wait)
	}
	r.waited += wait
	r.wait = r.Pauses.Next(wait, 0)
	return []Work{later(wait, ReconcileDue{})}
}

func (r *Reconciling) useful(o *OpenBatch) bool {
	return !o.Known() && (r.Useful == nil || r.Useful(*o))
}
