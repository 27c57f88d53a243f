package model

import "time"

// Release says when a segment may be sent. The zero Release is at once.
type Release struct {
	NotBefore time.Time     `json:"not_before,omitzero"` // sent earlier it would take contacts out of a batch before it
	NotAfter  time.Time     `json:"not_after,omitzero"`  // sent later it could not end in time: its people are rung in certain hours
	By        ReleasedBy    `json:"by,omitempty"`
	After     int           `json:"after,omitempty"` // place of the last segment whose outcome decides, with that of those before it
	Limits    ReleaseLimits `json:"limits,omitzero"` // for ReleasedByOutcome
	Kept      string        `json:"kept,omitempty"`  // why it waits for a person though an outcome was to release it, in a sentence
	Done      time.Time     `json:"done,omitzero"`   // when it was released by somebody, or by its limits
	Paused    time.Time     `json:"paused,omitzero"` // when the campaign was paused; zero = it is not, or was resumed
}

// ReleasedBy is who lets a segment be sent.
type ReleasedBy string

const (
	ReleasedAtOnce     ReleasedBy = ""         // nobody has to
	ReleasedByOperator ReleasedBy = "operator" // a person, when they say so
	ReleasedByOutcome  ReleasedBy = "outcome"  // the outcome of an earlier segment, within its limits, while somebody watches; or a person
)

// ReleaseLimits are the shares, from 0 to 1, within which the outcome of a segment
// lets the next one be sent. Answered and failed are shares of all its contacts,
// opted out is one of those who answered.
type ReleaseLimits struct {
	MinAnswered float64 `json:"min_answered"`
	MaxFailed   float64 `json:"max_failed"`
	MaxOptedOut float64 `json:"max_opted_out"`
}

// DefaultReleaseLimits are what the service's reference calls healthy (what it
// advises operators: success above 70 %, look into it when failures pass 20 %).
// It says nothing of those who ask not to be called.
var DefaultReleaseLimits = ReleaseLimits{MinAnswered: 0.7, MaxFailed: 0.2, MaxOptedOut: 0.02}

// Held reports whether a segment may not be sent now.
func (r Release) Held(now time.Time) bool {
	return r.Waits() || !r.Paused.IsZero() || now.Before(r.NotBefore) || r.Over(now)
}

// Waits reports whether somebody has to let the segment be sent, or an outcome.
func (r Release) Waits() bool { return r.By != ReleasedAtOnce && r.Done.IsZero() }

// ForOutcome reports whether a segment waits for the outcome of those before it, or for
// the person who decides in its place.
func (r Release) ForOutcome() bool { return r.By == ReleasedByOutcome && r.Waits() }

// Over reports whether it is too late to send the segment.
func (r Release) Over(now time.Time) bool { return !r.NotAfter.IsZero() && now.After(r.NotAfter) }

// ByOutcome reports whether a segment waits for an outcome, which may release it
// by itself.
func (r Release) ByOutcome() bool { return r.ForOutcome() && r.Kept == "" }
