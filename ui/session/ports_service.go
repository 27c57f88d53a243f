package session

import (
	"context"
	"sync/atomic"

	"callsheet/model"
)

// Service is the calling service, as far as the console needs it. What is asked of a batch is
// asked as the user it was sent by: the service shows nobody else what is theirs.
type Service interface {
	Sender
	Poller
	Canceller
	Tester
	CallLister
	CallTeller
	WholeTeller
	BatchLister
	// Identify asks the service who it is and returns its name. On an error it is
	// not known yet, and its calls are taken to be real.
	Identify(ctx context.Context) (string, error)
	// Agent looks an agent up as a user, "" as the profile's.
	Agent(ctx context.Context, user, id string) (Agent, error)
	// Preview renders the request for the first batch, cut after a few contacts, and the
	// lines of the command that makes it by hand.
	Preview(plan model.Plan, contacts int) (body string, curl []string)
}

// Sender sends batches, at most once, and reconciles those whose outcome is not
// known. What it returns stands in the ledger already.
type Sender interface {
	// Send sends one prepared batch of a plan and says what became of it. Once the
	// context has ended it sends nothing, and says so.
	Send(ctx context.Context, plan model.Plan, b model.Batch, progress *SendProgress) model.Batch
	Reconciler
	// Adopt records a batch as one that stands at the service.
	Adopt(ctx context.Context, b model.Batch, c model.Candidate) (model.Batch, error)
	// MarkNotSent records a batch as one the service never got.
	MarkNotSent(ctx context.Context, b model.Batch) (model.Batch, error)
}

// Reconciler finds out what became of a batch whose outcome is not known.
type Reconciler interface {
	// Reconcile asks the service once; polls is how often that was done before. On an
	// error the finding has one more poll where something was found that could not be
	// written down. A *LedgerError is final: the ledger of this machine cannot be read.
	Reconcile(ctx context.Context, b model.Batch, polls int) (model.Finding, error)
}

// Poller tells how a batch comes on.
type Poller interface {
	// Statistics asks with the latest calls, about as many as are named.
	Statistics(ctx context.Context, b model.Batch, calls int) (model.Statistics, error)
}

// Canceller cancels batches.
type Canceller interface {
	// Cancel stops a batch; an error says that it was not cancelled, or that this is
	// not known.
	Cancel(ctx context.Context, b model.Batch) (Cancellation, error)
}

// WholeTeller tells all that a batch has come to.
type WholeTeller interface {
	// Whole asks how a batch stands, and for all of its calls by every list that the service
	// keeps of them: whoever is in one of these was called. On an error nothing is known.
	Whole(ctx context.Context, b model.Batch) (model.Statistics, []model.Call, error)
}

// LedgerError is why this machine's own ledger could not be read.
type LedgerError struct{ Err error }

func (e *LedgerError) Error() string { return e.Err.Error() }
func (e *LedgerError) Unwrap() error { return e.Err }

// SendProgress says what the sending of a batch is waiting for.
type SendProgress struct {
	// Heard is called with each, from the work that sends; nil = nobody hears it.
	Heard func(text string)
	note  atomic.Pointer[string]
}

// Tell replaces what is said.
func (p *SendProgress) Tell(text string) {
	p.note.Store(&text)
	if p.Heard != nil {
		p.Heard(text)
	}
}

// Text is what was said last.
func (p *SendProgress) Text() string {
	if p == nil {
		return ""
	}
	if text := p.note.Load(); text != nil {
		return *text
	}
	return ""
}

// Agent is the Dialgen agent that makes the calls.
type Agent struct {
	Name     string
	Active   bool
	Outbound bool
}

// CallDetail is one call in full.
type CallDetail struct {
	Summary   string
	Turns     []Turn
	Recording string // address of the recording, "" when there is none
}

// Turn is one utterance of a call.
type Turn struct{ Who, Text string }

// Cancellation is what the service says to cancelling a batch.
type Cancellation struct {
	Status  model.BatchStatus // of the batch then; "" when it is not known
	Calls   int               // that were taken back
	Message string            // in its own words
	Untold  string            // why the team could not be told who cancelled it, in a sentence; "" = it was, or there is none
}
