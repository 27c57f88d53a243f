package dispatch

import (
	"context"
	"fmt"
	"time"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/phone"
)

// Client is the part of the service that sending needs: *api.Client.
type Client interface {
	CreateBatch(context.Context, api.BatchRequest) (api.BatchCreated, error)
	ListBatches(context.Context) (api.BatchList, error)
	BatchStatistics(ctx context.Context, batchID string, recent int) (api.BatchStatistics, error)
}

// Ledger is where every step of a batch is written durably before it is taken:
// *store.Ledger.
type Ledger interface {
	// Begin takes a prepared batch to sending, with Attempts one higher. It
	// refuses with a *model.GuardError, or because another process took the
	// batch, and then nothing has changed.
	Begin(context.Context, model.Batch) (model.Batch, error)

	// RecordOutcome writes how a batch that was begun, or is unknown, stands now.
	RecordOutcome(context.Context, model.Batch) error
}

// Sender sends batches and reconciles those whose outcome is not known.
type Sender struct {
	Client Client
	Ledger Ledger

	Now  func() time.Time                           // the service's clock, for the ledger; nil = time.Now
	Wait func(context.Context, time.Duration) error // nil = until the time is over or the context ends
	Tell func(Notice)                               // told before every wait; may be nil

	// Until says when the request of a batch that was begun has to be over, by its key: the
	// ledger's leave to send it ends a little later. nil or zero = it says nothing. It is a time
	// of this machine's, as time.Now gives it, and holds by the clock that nobody can set and by
	// the one on the wall, whichever is first: the one stands still while a machine sleeps.
	Until func(key string) time.Time
}

// Notice is what the operator sees while something is waited for.
type Notice struct {
	Batch model.Batch
	Why   string        // "No connection", "Dialgen asks to wait"
	Wait  time.Duration // from now on
	Next  int           // which attempt comes then, from 2
	Of    int           // attempts in all
}

func (n Notice) String() string {
	return fmt.Sprintf("%s, trying again in %s (%d of %d)", n.Why, duration(n.Wait.Round(time.Second)), n.Next, n.Of)
}

func (s Sender) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// create asks the service for a batch that was begun, while there is leave to.
func (s Sender) create(ctx context.Context, key string, req api.BatchRequest) (api.BatchCreated, error) {
	var until time.Time
	if s.Until != nil {
		until = s.Until(key)
	}
	if until.IsZero() {
		return s.Client.CreateBatch(ctx, req)
	}
	if now := time.Now(); !now.Before(until) || !now.Round(0).Before(until.Round(0)) {
		return api.BatchCreated{}, errLate
	}
	ctx, stop := context.WithDeadline(ctx, until)
	defer stop()
	return s.Client.CreateBatch(ctx, req)
}

// errLate is that the leave to send a batch was over before it was sent.
var errLate = model.UserError("Nothing was sent: it took so long that the leave to send this batch ran out. Nobody is called by it; send it again.")

// pause tells the operator and waits.
func (s Sender) pause(ctx context.Context, n Notice) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.Tell != nil {
		s.Tell(n)
	}
	if s.Wait != nil {
		return s.Wait(ctx, n.Wait)
	}
	timer := time.NewTimer(n.Wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// writeTime bounds writing an outcome down, which goes on after the context of
// the sending has ended.
const writeTime = 10 * time.Second

// recordOutcome writes a row down, whatever became of the context.
func (s Sender) recordOutcome(ctx context.Context, b model.Batch) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer stop()
	return s.Ledger.RecordOutcome(ctx, b)
}

// LedgerView is what the ledger knows beside the batch that is looked for.
type LedgerView struct {
	Numbers []phone.Number            // the batch's own; nil when they are not at hand
	Ours    func(batchID string) bool // whether a row of the ledger has it already; nil = none has
	Polls   int                       // Finding.Polls of the one before, 0 for the first

	// Open returns the rows that are sending or unknown: each may be the one on
	// the list; nil = there are none. It is asked once the list is there, so that
	// whatever was sent from here before stands in the ledger.
	Open func(context.Context) ([]model.Batch, error)
}

func (v LedgerView) open(ctx context.Context) ([]model.Batch, error) {
	if v.Open == nil {
		return nil, nil
	}
	return v.Open(ctx)
}

// begun is when a batch's request may have left.
func begun(b model.Batch) time.Time {
	if b.Sent.IsZero() {
		return b.Prepared
	}
	return b.Sent
}

// duration is how people say a time: 45 s, 2 m, 1 h 5 m.
func duration(d time.Duration) string {
	d = max(d, 0)
	seconds := int(d.Round(time.Second) / time.Second)
	switch {
	case seconds < 60:
		return fmt.Sprintf("%d s", seconds)
	case seconds < 3600 && seconds%60 == 0:
		return fmt.Sprintf("%d m", seconds/60)
	case seconds < 3600:
		return fmt.Sprintf("%d m %d s", seconds/60, seconds%60)
	}
	return fmt.Sprintf("%d h %d m", seconds/3600, seconds/60%60)
}
