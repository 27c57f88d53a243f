package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Kind is what an entry tells of. Its Facts are of the type that is named.
type Kind string

const (
	KindBegun     Kind = "begun"      // Begun: what was done before it was done by a version that wrote no evidence
	KindConfirmed Kind = "confirmed"  // Confirmation: somebody confirmed a plan
	KindAdopted   Kind = "adopted"    // Adopted: somebody watches a batch here that was made elsewhere
	KindSending   Kind = "sending"    // Sending: the request of a batch may leave from now on
	KindOutcome   Kind = "outcome"    // Outcome: what became of it
	KindReopened  Kind = "reopened"   // Reopened: a refused batch may be sent again
	KindTakenBack Kind = "taken_back" // TakenBack: the campaign is a draft again
	KindReleased  Kind = "released"   // Released: parts that waited may be sent
	KindKept      Kind = "kept"       // Kept: parts that an outcome was to release wait for a person
	KindReplanned Kind = "replanned"  // Replanned: batches gave way to others
	KindPaused    Kind = "paused"     // Paused: nothing more may be sent, and what is at the service is to be cancelled
	KindResumed   Kind = "resumed"    // Resumed: it goes on, in part in other batches
	KindCancelled Kind = "cancelled"  // Cancelled: what the service said to cancelling a batch
	KindEnded     Kind = "ended"      // Ended: the service says that a batch has ended
	KindForgotten Kind = "forgotten"  // Forgotten: the campaign was forgotten; what is told of its batches goes on
)

// Entry is one thing that was done, or that the service replied.
type Entry struct {
	Campaign string          `json:"campaign"` // its key in the store, which is that of the chain
	Place    int             `json:"place"`    // in the chain, from 0
	At       time.Time       `json:"at"`       // UTC, by the clock of the machine
	Kind     Kind            `json:"kind"`
	Who      string          `json:"who"`  // login and terminal
	Host     string          `json:"host"` // the machine
	Name     string          `json:"name"` // of the campaign, then
	Profile  string          `json:"profile"`
	Service  string          `json:"service"`
	Facts    json.RawMessage `json:"facts"`
}

// Encode writes an entry with its facts as it is hashed: JSON in the order of the fields,
// without blanks.
func Encode(e Entry, facts any) ([]byte, error) {
	var err error
	if e.Facts, err = json.Marshal(facts); err != nil {
		return nil, err
	}
	e.At = e.At.UTC()
	return json.Marshal(e)
}

// Decode reads an entry, which must be written as Encode does.
func Decode(text []byte) (Entry, bool) {
	var e Entry
	if json.Unmarshal(text, &e) != nil {
		return Entry{}, false
	}
	again, err := json.Marshal(e)
	return e, err == nil && bytes.Equal(again, text)
}

// Hash is that of an entry and all before it. That of no entry is zero.
type Hash [sha256.Size]byte

// Next is the hash of an entry that comes behind another.
func (h Hash) Next(entry []byte) Hash {
	sum := sha256.New()
	sum.Write(h[:])
	sum.Write(entry)
	return Hash(sum.Sum(nil))
}

// String writes it in 64 hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads what String writes, and nothing else.
func ParseHash(text string) (Hash, bool) {
	var h Hash
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(h) {
		return h, false
	}
	copy(h[:], raw)
	return h, h.String() == text
}

// Link is an entry in its chain, as it is stored.
type Link struct {
	Place int
	Entry []byte
	Hash  string // of it and all before it
}

// Head is how far a chain has come.
type Head struct {
	Campaign string `json:"campaign"`
	Entries  int    `json:"entries"`
	Hash     string `json:"hash"` // of the last; "" where there is none
}

// Chain is what is stored of one campaign.
type Chain struct {
	Links []Link
	Head  Head
}

// Entries are those that can be read; Verify tells whether all can.
func (c Chain) Entries() []Entry {
	var entries []Entry
	for _, l := range c.Links {
		if e, ok := Decode(l.Entry); ok {
			entries = append(entries, e)
		}
	}
	return entries
}
