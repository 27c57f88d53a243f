package model

import (
	"cmp"
	"slices"
	"strings"

	"callsheet/model/phone"
)

// LastRings is the last call to each number of a batch that has ended, sorted by
// number. calls are all its calls; false when they do not tell: a number cannot
// be read, or a call is yet to be made.
func LastRings(calls []Call) ([]Ring, bool) {
	found := make(map[phone.Number]Ring, len(calls))
	for _, c := range calls {
		n, ok := c.Number()
		if !ok || c.Status == CallScheduled {
			return nil, false
		}
		r := found[n]
		if r.Calls == 0 || c.At.After(r.At) {
			r.At = c.At
		}
		r.Number, r.Calls = n, r.Calls+1
		r.Answered = r.Answered || c.Status == CallAnswered
		r.Refused = r.Refused || c.OptedOut()
		found[n] = r
	}
	rings := make([]Ring, 0, len(found))
	for _, r := range found {
		rings = append(rings, r)
	}
	slices.SortFunc(rings, func(a, b Ring) int { return cmp.Compare(a.Number, b.Number) })
	return rings, true
}

// Number is whom the call went to; false when that cannot be read.
func (c Call) Number() (phone.Number, bool) { return plainNumber(c.Phone) }

// The documented values of a call's Status, in the service's words. It may use
// others, which are kept as they are.
const (
	CallScheduled = "SCHEDULED" // yet to be made
	CallOngoing   = "ONGOING"
	CallAnswered  = "COMPLETED" // somebody took it
	CallMissed    = "MISSED"
	CallFailed    = "FAILED"
)

// OptedOut reports whether a call says that whoever took it asked not to be called,
// by a code such as the service writes for other ends of a call: none is documented.
func (c Call) OptedOut() bool {
	switch strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToUpper(strings.TrimSpace(c.Error))) {
	case "OPT_OUT", "OPTED_OUT", "DO_NOT_CALL", "DONT_CALL", "DNC", "UNSUBSCRIBE", "UNSUBSCRIBED":
		return true
	}
	return false
}
