package sandbox

import (
	"strconv"
	"time"
)

// testCall is a request to dial one person that passed every check.
type testCall struct {
	agentID, userID string
	to              entry
}

// createRequest is a request to create a batch that passed every check.
type createRequest struct {
	agentID  string
	userID   string
	contacts []entry
	options  options
}

// entry is a contact of a request: what the simulation needs of it.
type entry struct {
	number   uint64
	id, name string
}

// options are the dialling options of a batch, defaults filled in.
type options struct {
	priority      float64
	rate          int // calls a second, rounded down
	maxAttempts   int
	noAnswerDelay time.Duration
	busyDelay     time.Duration
	start         time.Time // zero is at once
	webhooks      *webhooks
}

type webhooks struct {
	OnCallComplete  string `json:"onCallComplete,omitempty"`
	OnBatchComplete string `json:"onBatchComplete,omitempty"`
	OnBatchFailed   string `json:"onBatchFailed,omitempty"`
}

func defaultOptions() options {
	return options{
		priority:      5,
		rate:          10,
		maxAttempts:   3,
		noAnswerDelay: time.Hour,
		busyDelay:     5 * time.Minute,
	}
}

func formatE164(number uint64) string {
	return "+" + strconv.FormatUint(number, 10)
}
