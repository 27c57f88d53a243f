package session

import (
	"context"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// Tester makes test calls.
type Tester interface {
	// Dial asks the service for a call, once: it is never asked again by itself. A
	// *NotDialled says that nothing rings; with any other error that is not known.
	Dial(ctx context.Context, order TestOrder) (callID string, err error)
	// TestCall asks how a call comes on, and once it has ended what was said.
	TestCall(ctx context.Context, order TestOrder, callID string) (TestProgress, error)
}

// TestOrder is a test call that is asked for.
type TestOrder struct {
	To          phone.Number  // the operator's own telephone
	As          model.Contact // what the agent is told; without an id, and without a number
	Agent, User string
}

// TestProgress is how a test call comes on.
type TestProgress struct {
	Status string        // model.CallOngoing and so on, or the service's own word
	Talk   time.Duration // 0 until the end
	Reason string        // why it was not answered, in the service's words
	CallDetail
}

// over reports whether the call has ended.
func (p TestProgress) over() bool {
	return p.Status == model.CallAnswered || p.Status == model.CallMissed || p.Status == model.CallFailed
}

// NotDialled is why nothing rings: it is proven that the service did nothing.
type NotDialled struct {
	Err    error
	During string // the id of a call to this number that is in progress; "" = not known of any
}

func (e *NotDialled) Error() string { return e.Err.Error() }
func (e *NotDialled) Unwrap() error { return e.Err }

// OwnNumbers remembers the number of the operator's own telephone by profile; 0 is none.
type OwnNumbers interface {
	OwnNumber(ctx context.Context, profile string) (phone.Number, error)
	SaveOwnNumber(ctx context.Context, profile string, n phone.Number) error
}
