package api

import (
	"encoding/json"
	"time"
)

// CallStatus is the outcome of a call. A value that is not among the constants
// is the service's own and is passed through as it came.
type CallStatus string

// The documented statuses of a call. Package model has the same.
const (
	CallScheduled CallStatus = "SCHEDULED"
	CallOngoing   CallStatus = "ONGOING"
	CallCompleted CallStatus = "COMPLETED"
	CallMissed    CallStatus = "MISSED" // not answered; the retry strategy may ring again
	CallFailed    CallStatus = "FAILED" // a technical error; Call.Error says which
)

// Call is one call as any of the endpoints describes it; what an endpoint does
// not say is zero.
type Call struct {
	ID           string
	SID          string // the carrier's id
	Status       CallStatus
	Direction    string
	Phone        string // as the service writes it, E.164 by the reference
	Name         string
	ContactID    string // not given for the live calls of a batch
	BatchID      string
	StartedAt    time.Time
	CreatedAt    time.Time
	Duration     time.Duration // zero until the end
	Error        string
	RecordingURL string // as the service writes it: whoever shows it checks it
}

// CallDetails is a call with its transcript (call/check-status), kept by the
// service for ever.
type CallDetails struct {
	Call
	EndedAt    time.Time
	Agent      string // name, or id where no name is given
	Transcript []Turn
}

// Turn is one utterance of a transcript.
type Turn struct {
	Role    string // "assistant", "user" or the service's own word
	Content string
	At      time.Time // zero where the service does not say
}

// MetricQuery says which call's metrics are wanted, all of it required. UserID
// may be empty when the client was given one.
type MetricQuery struct {
	CallID    string
	UserID    string
	AgentID   string
	ContactID string
}

// CallMetrics is what the service made of a call (call/get-metric).
type CallMetrics struct {
	Summary string
	// Measured is callData as JSON, without the summary and the transcript: the measurements
	// are in metricJson, or flat in it beside customMetrics. nil = none were told.
	Measured json.RawMessage
}

// DialRequest asks for one call at once: a test call. UserID may be empty when
// the client was given one.
type DialRequest struct {
	To          string // E.164
	AgentID     string
	UserID      string
	ContactID   string
	Name        string
	Email       string
	Company     string
	Metadata    map[string]any
	CallbackURL string
}

// Dialled is the service's word that a call was started. CallID is never empty.
type Dialled struct {
	CallID    string
	ContactID string
	Status    CallStatus
	Message   string
}

// The documented directions of an agent.
const (
	AgentOutbound = "OUTBOUND"
	AgentInbound  = "INBOUND"
)

// Agent is who makes the calls.
type Agent struct {
	ID          string
	Name        string
	Type        string // AgentOutbound, AgentInbound or the service's own word
	Active      bool
	ActiveKnown bool // false when the service did not say
	SIPTrunkID  string
	CreatedAt   time.Time
	UpdatedAt   time.Time
}
