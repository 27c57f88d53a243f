package api

import "time"

// Limits the reference sets for a batch (create a batch). The client checks them by
// itself as the last before a request leaves; a list is held to them by those of
// package model, and a test holds the two to be the same.
const (
	MaxContacts = 100_000 // contacts in one batch

	defaultRecent = 10 // calls in the statistics of a batch

	maxPriority    = 10
	maxCallsPerSec = 30
	maxAttempts    = 5
)

// BatchStatus is where a batch is in its life. A value that is not among the
// constants is the service's own and is passed through as it came.
type BatchStatus string

// The documented statuses of a batch, in the order they are reached. What follows
// from them is said in package model, which has the same.
const (
	StatusIngesting  BatchStatus = "ingesting"  // contacts are being stored
	StatusScheduled  BatchStatus = "scheduled"  // waiting for the start time
	StatusPending    BatchStatus = "pending"    // ready
	StatusProcessing BatchStatus = "processing" // calling
	StatusCompleted  BatchStatus = "completed"
	StatusCancelled  BatchStatus = "cancelled"
)

// BatchRequest is what creates a batch. UserID may be empty when the client
// was given one.
type BatchRequest struct {
	AgentID  string
	UserID   string
	Contacts []Contact
	Options  Options
}

// Contact is one person to call. Empty fields are left out of the request.
type Contact struct {
	ID       string // an existing contact of the service, or ""
	Phone    string // E.164
	Name     string
	Email    string
	Company  string
	Metadata map[string]any // strings, numbers and booleans by lower_snake_case key
}

// Options is how a batch is dialled. A zero field is left out of the request,
// so that the service's own default holds.
type Options struct {
	Priority          int       // 1–10, higher first
	ScheduledStart    time.Time // written as a UTC instant to the millisecond
	TimeZone          string    // IANA name: a label, the start is an instant
	MaxCallsPerSecond int       // 1–30
	MaxAttempts       int       // 1–5
	NoAnswerDelay     time.Duration
	BusyDelay         time.Duration
	OnCallComplete    string // webhook URLs
	OnBatchComplete   string
	OnBatchFailed     string
	Tags              []string
}

// BatchCreated is the service's word that it took a batch. BatchID is never
// empty.
type BatchCreated struct {
	BatchID      string
	Status       BatchStatus
	Message      string
	StatusURL    string // undocumented; the key must not be sent there blindly
	DashboardURL string // for a browser
	HTTPStatus   int    // 202 by the reference, any 2xx in fact

	ServerTime time.Time // the reply's Date; zero when it had none
	Reply      string    // the beginning of the reply, cleaned, without the key
}

// BatchStatistics is the state of one batch (batch/check-status). It is kept by
// the service for ever.
type BatchStatistics struct {
	BatchID  string
	Status   BatchStatus
	Priority int

	Total     int // contacts
	Processed int // attempted
	Succeeded int
	Failed    int
	Pending   int

	PercentComplete float64 // 0–100
	SuccessRate     float64 // 0–100
	CallsPerSecond  float64 // now

	Elapsed      time.Duration
	Remaining    time.Duration // the service's estimate
	HasRemaining bool          // false when the service gives no estimate

	CreatedAt   time.Time // zero when unknown or not yet reached
	StartedAt   time.Time
	CompletedAt time.Time

	RecentCalls []Call // as many as were asked for, in the service's order
	AgentID     string
	UserID      string
}

// BatchList is the account's batches as the service lists them, newest first.
type BatchList struct {
	Batches    []BatchSummary
	ServerTime time.Time // the reply's Date; zero when it had none
}

// BatchSummary is one line of the list of batches (batch/list).
type BatchSummary struct {
	BatchID         string
	Status          BatchStatus
	Total           int // contacts
	Processed       int
	Succeeded       int
	Failed          int
	PercentComplete float64 // 0–100
	CreatedAt       time.Time
	AgentID         string
	Priority        int
}

// BatchCancelled is the answer to cancelling a batch.
type BatchCancelled struct {
	BatchID       string
	Status        BatchStatus
	CancelledJobs int // calls that will not be made any more
	Message       string
}
