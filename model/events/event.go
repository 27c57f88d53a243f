package events

import (
	"time"

	"callsheet/model"
)

// Kind is what happened, in the words of machines.
type Kind string

const (
	Ended            Kind = "ended"              // all that was sent is over, and nothing waits
	Stalled          Kind = "stalled"            // calls should be made, and none are
	Unhealthy        Kind = "unhealthy"          // too few answer, or too many fail
	Began            Kind = "began"              // the calls of a wave, or of what was scheduled
	WaitsForYou      Kind = "waits_for_you"      // only a person can send it, and may now
	Missed           Kind = "missed"             // it was not sent in time
	CanaryReleased   Kind = "canary_released"    // the rest is sent
	CanaryKept       Kind = "canary_kept"        // the rest waits for a person
	CancelledAtClose Kind = "cancelled_at_close" // the hours of its people are over
	NotCancelled     Kind = "not_cancelled"      // they are over, and it could not be cancelled
	Refused          Kind = "refused"            // the service took it not
	Unknown          Kind = "unknown"            // whether the service took it
)

// Event is something that happened to a campaign. It holds nobody's number.
type Event struct {
	Kind     Kind      `json:"kind"`
	Campaign string    `json:"campaign"` // its key in the store; "" where it was made elsewhere
	Name     string    `json:"name"`     // printable
	Wave     string    `json:"wave"`     // the part that it happened to, printable; "" = the campaign, or several parts
	At       time.Time `json:"at"`       // when it was seen, by the service's clock, in UTC
	Sandbox  bool      `json:"sandbox"`  // nobody is really called
	Figures  Figures   `json:"figures"`  // of the whole campaign
	Words    string    `json:"words"`    // a sentence for people, printable
}

// Figures are the contacts of a campaign by what became of them.
type Figures struct {
	Contacts int `json:"contacts"` // of all batches, sent or not
	Called   int `json:"called"`   // once at least
	Answered int `json:"answered"`
	Failed   int `json:"failed"`  // given up
	Waiting  int `json:"waiting"` // not sent yet
}

// Look is what is known of a campaign at an instant of the service's clock.
type Look struct {
	Campaign string // its key in the store; "" where it was made elsewhere
	Name     string
	Sandbox  bool
	At       time.Time
	Batches  []model.Batch
	Stood    time.Duration // for how long what should be called stands still; 0 = it moves, NotKnown = as before

	// NotCancelled are batches that had to be cancelled at their close, and could not be.
	NotCancelled []model.Batch
}

// NotKnown is how long a campaign stands still that is looked at without its past.
const NotKnown time.Duration = -1

func figuresOf(batches []model.Batch) Figures {
	var f Figures
	for _, b := range batches {
		n := b.Contacts
		if n == 0 {
			n = b.Last.Total // it was made elsewhere
		}
		f.Contacts += n
		switch b.State {
		case model.SendAccepted:
			f.Called, f.Answered, f.Failed = f.Called+b.Last.Processed, f.Answered+b.Last.Succeeded, f.Failed+b.Last.Failed
		case model.SendPrepared:
			f.Waiting += b.Contacts
		}
	}
	return f
}
