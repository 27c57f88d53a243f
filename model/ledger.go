package model

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"callsheet/model/phone"
)

// SendState is what is known about the one request that created a batch.
type SendState string

const (
	SendPrepared SendState = "prepared" // nothing has left
	SendSending  SendState = "sending"  // the request may be on its way
	SendAccepted SendState = "accepted" // the service has it, and said so
	SendRefused  SendState = "refused"  // the service does not have it
	SendUnknown  SendState = "unknown"  // it may have it; never sent again by itself
)

// Batch is one batch of a campaign: its row in the ledger, from the intent to
// send it to its last statistics.
type Batch struct {
	Key       string // the intent's id, ours; "" when there is no ledger
	Campaign  string // the campaign's key in the store
	Name      string // the campaign's name when it was confirmed
	Colleague string // whose it is, where it is not this machine's own: "anna on jump2"
	Index     int    // place in the plan, from 0
	Segment   int    // place of its segment in the plan, from 0
	Part      Part   // that segment, as it was confirmed
	Service   string // origin of the service it is for
	Agent     string
	User      string
	Priority  int
	Contacts  int
	Hash      string // NumbersHash of its numbers

	State    SendState
	Attempts int       // how often a request was begun
	Prepared time.Time // by this machine's clock, as the two below
	Sent     time.Time // when the last attempt began
	Settled  time.Time // when the state became what it is

	// The service's clock (its Date header) just before the last attempt, and
	// in its reply; zero when it did not say.
	ServerBefore, ServerAfter time.Time

	// Before are batches of the service that would pass for this one but were
	// on its list before the last attempt, by their ids; nearly always none.
	Before     []string
	BeforeLost bool // they were kept and cannot be read any more

	HTTPStatus int    // 0 when there was no reply
	Reply      string // the beginning of the reply, without the key
	ID         string // the service's, once accepted
	Dashboard  string
	Reason     string // why refused, unknown or not sent, in the operator's words
	Note       string // how the outcome is known, when not by the reply itself
	Last       Statistics

	Schedule   Schedule  // when its calls can be made
	Ended      time.Time // by this machine's clock; zero = not known to have ended
	CallsKnown bool      // all its calls are known, so that who was never rung is free
	Tally      CallTally // what they came to

	CallsFetched time.Time // when the service last told all its calls, with the reasons it has; zero = not yet

	Lost   int    // contacts that the service moved, or may have moved, into later batches
	LostTo string // the names of their campaigns

	WentOn int // contacts that it had, and that went on in later batches of the campaign

	CancelledBy string    // another member of the team who cancelled it at the service, by their word: "ben on jump2"; "" = nobody
	CancelledAt time.Time // when they told it
}

// Figures is what was last seen of the batch, without those who went on in later ones.
func (b Batch) Figures() Statistics {
	s := b.Last
	if over := s.Total - b.Contacts; b.WentOn > 0 && over > 0 {
		s.Total, s.Pending = b.Contacts, max(0, s.Pending-over)
	}
	return s
}

// Reasons in the ledger stand by themselves, so they begin with what they mean
// for the batch.
const (
	UnknownLead = "It is not known whether Dialgen took this batch: its calls may be on their way, so it is not sent again by itself. " +
		"Let Callsheet look for it on Dialgen's list, here or with `callsheet resolve`. What happened: "
	RefusedLead = "Dialgen refused this batch, so nobody is called by it. "
)

// Cause is Reason for a screen that says itself what it means for the batch.
func (b Batch) Cause() string {
	return strings.TrimPrefix(strings.TrimPrefix(b.Reason, UnknownLead), RefusedLead)
}

// ChosenLead begins the note of a batch that the operator chose from Dialgen's
// list.
const ChosenLead = "You chose it from Dialgen's list"

// Chosen reports whether it is the operator's word alone, and no call yet, that a
// batch of the service is this one.
func (b Batch) Chosen() bool {
	return b.State == SendAccepted && strings.HasPrefix(b.Note, ChosenLead) && b.Last.Processed == 0
}

// MarkedNotSent reports whether it is the operator's word, and not the service's, that
// the service does not have the batch.
func (b Batch) MarkedNotSent() bool { return b.State == SendRefused && b.Note != "" }

// Open reports whether what became of the batch is not settled for good.
func (b Batch) Open() bool {
	return b.State == SendPrepared || b.State == SendSending || b.State == SendUnknown
}

// Running reports whether the batch is at the service and has not ended.
func (b Batch) Running() bool { return b.State == SendAccepted && !b.Last.Status.Ended() }

// Cancelled reports whether the batch was cancelled at the service.
func (b Batch) Cancelled() bool { return b.State == SendAccepted && b.Last.Status == StatusCancelled }

// CallsAre reports whether some calls are all the batch had: it has ended, all its calls
// are known, and these are no fewer.
func (b Batch) CallsAre(calls []Call) bool {
	return b.CallsKnown && TallyOf(calls).Calls >= b.Tally.Calls
}

// reasonsKept is for how long the service keeps the calls of a batch with the reasons they
// ended for: by its reference 30 days; a day less, because it counts from another moment.
const reasonsKept = 29 * 24 * time.Hour

// ReasonsKept reports whether the service still tells why the calls of the batch ended.
func (b Batch) ReasonsKept(now time.Time) bool { return now.Sub(b.Sent) < reasonsKept }

// ReasonsDue reports whether the service may yet tell why the calls of a batch that has ended
// did: it was not asked since.
func (b Batch) ReasonsDue(now time.Time) bool {
	return b.CallsFetched.Before(b.Ended) && b.ReasonsKept(now)
}

// ContactKept reports whether the service still tells whose contact a call of the batch was.
func (b Batch) ContactKept(c Call, now time.Time) bool {
	at := c.At
	if at.IsZero() {
		at = b.Sent
	}
	return now.Sub(at) < reasonsKept
}

// NumbersHash identifies a set of numbers; numbers must be sorted.
func NumbersHash(sorted []phone.Number) string {
	h := sha256.New()
	var buf [8]byte
	for _, n := range sorted {
		binary.BigEndian.PutUint64(buf[:], uint64(n))
		h.Write(buf[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
