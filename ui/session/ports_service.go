package session

import (
	"context"
	"sync/atomic"

	"callsheet/model"
)

// Service is the calling service, as far as the console needs it.
type Service interface {
	Sender
	// Identify asks the service who it is and returns its name. On an error it is
	// not known yet, and its calls are taken to be real.
	Identify(ctx context.Context) (string, error)
	// Agent looks an agent up as a user, "" as the profile's.
	Agent(ctx context.Context, user, id string) (Agent, error)
	// Preview renders the request for one batch, cut after a few contacts.
	Preview(plan model.Plan, contacts int) string
	// Statistics, CallDetail and Cancel ask as the user a batch was sent by: the
	// service shows nobody else what is theirs.
	Statistics(ctx context.Context, b model.Batch, calls int) (model.Statistics, error)
	CallDetail(ctx context.Context, b model.Batch, callID string) (CallDetail, error)
	// Cancel stops a batch and says how many calls were taken back; an error says
	// that it was not cancelled, or that this is not known.
	Cancel(ctx context.Context, b model.Batch) (int, error)
}

// Sender sends batches, at most once, and reconciles those whose outcome is not
// known. What it returns stands in the ledger already.
type Sender interface {
	// Send sends one prepared batch of a plan and says what became of it.
	Send(ctx context.Context, plan model.Plan, b model.Batch, progress *SendProgress) model.Batch
	// Reconcile asks the service once what became of a batch; polls is how often
	// that was done before.
	Reconcile(ctx context.Context, b model.Batch, polls int) (model.Finding, error)
	// Adopt records a batch as one that stands at the service.
	Adopt(ctx context.Context, b model.Batch, c model.Candidate) (model.Batch, error)
	// MarkNotSent records a batch as one the service never got.
	MarkNotSent(ctx context.Context, b model.Batch) (model.Batch, error)
}

// SendProgress says what the sending of a batch is waiting for.
type SendProgress struct{ note atomic.Pointer[string] }

// Tell replaces what is said.
func (p *SendProgress) Tell(text string) { p.note.Store(&text) }

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
