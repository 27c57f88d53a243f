// Package dispatch sends a batch at most once and says plainly what became of
// it: taken, refused, or not known.
package dispatch

import (
	"context"
	"errors"
	"net/http"

	"callsheet/api"
)

// State is how far the sending of one batch has come.
type State string

// The states of a batch, in the order they are reached: one of the last three
// ends it.
const (
	Prepared State = "prepared" // planned; nothing sent
	Sending  State = "sending"  // the attempt has begun; after a crash the same as Unknown
	Accepted State = "accepted" // the service named the batch
	Refused  State = "refused"  // the service has nothing of it; may be sent again
	Unknown  State = "unknown"  // the service may have it; must not be sent again
)

// Creator submits a batch and does so once: *api.Client.
type Creator interface {
	CreateBatch(context.Context, api.BatchRequest) (api.BatchCreated, error)
}

// Result is what became of one attempt. Err is nil only when State is Accepted;
// its text is for the operator.
type Result struct {
	State      State
	Batch      api.BatchCreated
	Err        error
	HTTPStatus int // 0 when there was no reply
}

// told is an error with what it means for the batch put in front.
type told struct {
	meaning string
	err     error
}

func (t *told) Error() string { return t.meaning + " " + t.err.Error() }
func (t *told) Unwrap() error { return t.err }

// Send makes exactly one attempt and classifies how it ended. Whoever keeps the
// ledger writes Sending down before calling it.
func Send(ctx context.Context, c Creator, req api.BatchRequest) Result {
	batch, err := c.CreateBatch(ctx, req)
	if err == nil && batch.BatchID == "" {
		err = errors.New("the service named no batch")
	}
	if err == nil {
		return Result{State: Accepted, Batch: batch, HTTPStatus: batch.HTTPStatus}
	}
	result := Result{State: Classify(err), HTTPStatus: batch.HTTPStatus}
	var failure *api.Error
	sent := true
	if errors.As(err, &failure) {
		result.HTTPStatus, sent = failure.Status, failure.Sent
	}
	switch {
	case result.State == Unknown:
		result.Err = &told{"It is not known whether the service took this batch: the calls may have been accepted, so do not send them again before that is settled with `callsheet resolve`.", err}
	case !sent:
		result.Err = &told{"Nothing was sent.", err}
	default:
		result.Err = &told{"The batch was refused, no calls come of it.", err}
	}
	return result
}

// Classify says what an error of CreateBatch means for the batch. Only proof
// makes it Refused: that nothing was sent, or the service's own refusal, or
// 429. Everything else is Unknown; no error is Accepted.
func Classify(err error) State {
	if err == nil {
		return Accepted
	}
	var failure *api.Error
	if !errors.As(err, &failure) {
		return Unknown
	}
	if !failure.Sent {
		return Refused
	}
	switch failure.Status {
	case http.StatusTooManyRequests:
		return Refused
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusPaymentRequired,
		http.StatusForbidden, http.StatusNotFound, http.StatusConflict:
		if failure.Documented {
			return Refused
		}
	}
	return Unknown
}
