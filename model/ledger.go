package model

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
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
	Key      string // the intent's id, ours; "" when there is no ledger
	Campaign string // the campaign's key in the store
	Name     string // the campaign's name when it was confirmed
	Index    int    // place in the plan, from 0
	Service  string // origin of the service it is for
	Agent    string
	User     string
	Priority int
	Contacts int
	Hash     string // NumbersHash of its numbers

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

// Denied reports whether it is the operator's word, and not the service's, that
// the service does not have the batch.
func (b Batch) Denied() bool { return b.State == SendRefused && b.Note != "" }

// Open reports whether what became of the batch is not settled for good.
func (b Batch) Open() bool {
	return b.State == SendPrepared || b.State == SendSending || b.State == SendUnknown
}

// NumbersHash identifies a set of numbers; numbers must be sorted.
func NumbersHash(sorted []Number) string {
	h := sha256.New()
	var buf [8]byte
	for _, n := range sorted {
		binary.BigEndian.PutUint64(buf[:], uint64(n))
		h.Write(buf[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// GuardPeriod is how long a number that was accepted in any campaign is kept
// from being called again by another.
const GuardPeriod = 24 * time.Hour

// Mark is what the ledger and the do-not-call list know about a number, outside
// any one list.
type Mark struct {
	// DoNotCall is when the number was put on the do-not-call list.
	DoNotCall time.Time
	Source    string // where that came from: a file's name, "added by hand"

	Called    time.Time // when a batch with it was accepted within the guard period, or began
	Uncertain bool      // that batch's outcome is not known: the number may be called already
	Campaign  string    // that campaign's name
}

// Marks holds what is known of the numbers of a list; most have no mark.
type Marks map[Number]Mark

// GuardError says which numbers of a batch must not be sent now. It is found in
// the moment before sending, so that two consoles cannot pass each other.
type GuardError struct {
	DoNotCall int // numbers on the do-not-call list
	Recent    int // numbers accepted within the guard period
	Uncertain int // numbers in a batch whose outcome is not known
	Campaign  string
}

func (e *GuardError) Error() string {
	var parts []string
	if e.Uncertain > 0 {
		parts = append(parts, fmt.Sprintf("%s may be called already by %q, whose outcome is not known: settle that first", countOf(e.Uncertain), e.Campaign))
	}
	if e.DoNotCall > 0 {
		parts = append(parts, countOf(e.DoNotCall)+" came onto the do-not-call list: look at the contacts again")
	}
	if e.Recent > 0 {
		parts = append(parts, fmt.Sprintf("%s were sent a short while ago by %q: look at the contacts again", countOf(e.Recent), e.Campaign))
	}
	return "Nothing was sent. " + strings.Join(parts, ". ") + "."
}

func countOf(n int) string {
	if n == 1 {
		return "1 contact"
	}
	return fmt.Sprintf("%d contacts", n)
}

// Listed is one number of the do-not-call list.
type Listed struct {
	Number Number
	Since  time.Time // when it was put there
	Source string    // where it came from: a file's name, "added by hand"
}
