package dispatch

import (
	"errors"
	"net/http"
	"time"

	"callsheet/api"
	"callsheet/model"
)

// Classify says what an error of a request that starts calls means: of CreateBatch for
// the batch, of Dial for the call. Only proof makes it refused: that nothing was sent, or
// the service's own refusal, or 429. Everything else is unknown; no error is accepted.
func Classify(err error) model.SendState {
	if err == nil {
		return model.SendAccepted
	}
	var failure *api.Error
	if !errors.As(err, &failure) {
		return model.SendUnknown
	}
	if !failure.Sent {
		return model.SendRefused
	}
	switch failure.Status {
	case http.StatusTooManyRequests:
		return model.SendRefused
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusPaymentRequired,
		http.StatusForbidden, http.StatusNotFound, http.StatusConflict:
		if failure.Documented {
			return model.SendRefused
		}
	}
	return model.SendUnknown
}

// maxAttempts is how often a request is begun in all before the operator has
// to ask for it again.
const maxAttempts = 3

// maxRetryAfter is the longest wait the service may ask for that is waited for.
const maxRetryAfter = 2 * time.Minute

// connectWaits are the waits before the second and the third attempt when no
// connection came about.
var connectWaits = [maxAttempts - 1]time.Duration{10 * time.Second, 30 * time.Second}

// tryAgain says how long to wait before another attempt, and why, for the only
// two failures that are tried again: no byte left for want of a connection, or
// the service named the time to come back.
func tryAgain(err error, attempt int) (wait time.Duration, why string, again bool) {
	var failure *api.Error
	if attempt >= maxAttempts || !errors.As(err, &failure) {
		return 0, "", false
	}
	switch {
	case !failure.Sent && failure.Unreached:
		return connectWaits[attempt-1], "No connection", true
	case failure.Status == http.StatusTooManyRequests && failure.RetryAfter > 0 && failure.RetryAfter <= maxRetryAfter:
		return max(failure.RetryAfter, time.Second), "Dialgen asks to wait", true
	}
	return 0, "", false
}
