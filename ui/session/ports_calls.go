package session

import (
	"context"
	"time"

	"callsheet/model"
	"callsheet/model/transcript"
)

// CallLister tells all calls of a batch.
type CallLister interface {
	// Calls asks for all calls of a batch, with the reasons they ended for while the service
	// has them, and for how it stands where it is not known to have ended: such statistics
	// have no time yet. stored are those that are known, whose ids tell which of the
	// service's endpoints name them so. It takes two requests, and one where the batch has
	// ended and all of it is told by the first.
	Calls(ctx context.Context, b model.Batch, stored []model.Call) (model.Statistics, []model.Call, error)
}

// CallTeller tells of one call of a batch, as the user the batch was sent by. Each asks the
// service once. An error that is ErrNothingThere says that it has nothing of that kind, or
// not yet.
type CallTeller interface {
	// CallContact asks for the service's id of who was called: kept for 30 days.
	CallContact(ctx context.Context, b model.Batch, callID string) (contact string, err error)
	// CallWords asks what was said: kept for ever.
	CallWords(ctx context.Context, b model.Batch, callID string) (CallWords, error)
	// CallMetrics asks what the service made of it, which it does some time after the call.
	CallMetrics(ctx context.Context, b model.Batch, callID, contact string) (summary string, metrics []transcript.Metric, err error)
}

// CallWords is what was said on a call.
type CallWords struct {
	Status    string // of the call, as model.Call has it
	Duration  time.Duration
	Turns     []model.Turn
	Recording string // its address as the service writes it, which is hostile (model.RecordingAddress), and expires; "" when there is none
}

// ErrNothingThere says that the service has nothing of what it was asked for.
const ErrNothingThere = model.UserError("Dialgen has nothing of this call.")
