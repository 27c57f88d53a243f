package model

import (
	"slices"
	"time"

	"callsheet/model/hours"
	"callsheet/model/phone"
)

// HistorySpan is how far back calls count against a cap, or for a pause: as long as either
// may be.
const HistorySpan = hours.LongestSpan

// NumberHistory is what the ledger knows of the calls to one number in other campaigns.
type NumberHistory struct {
	Rings        []BatchRings
	Conversation time.Time // when somebody was spoken to last, or may have been; zero when nobody was
	Refusal      time.Time // when somebody last asked not to be called; zero when nobody is known to have
}

// BatchRings is how often one batch rang a number, or may yet.
type BatchRings struct {
	hours.Ring
	Known bool   // so many attempts were made; else as many as there may be
	Agent string // whose batch has the number and is not known to have ended; "" = none
}

// RingsOf is how often a batch rang one of its numbers, or may yet, by a moment of the
// ledger's clock. rung is what its calls tell of the number, where all of them are known;
// it has no time when the number never was called. What is not known counts in full and
// as late as it may have been: as many attempts as there can be, the last of them somebody
// spoken to. It reports false when the number was not rung and will not be.
func (b Batch) RingsOf(rung Ring, now time.Time) (NumberHistory, bool) {
	most := 1 + b.Schedule.MaxAttempts
	if b.Schedule.MaxAttempts <= 0 {
		most = 1 + MaxAttempts
	}
	first := b.Prepared
	for _, at := range []time.Time{b.Sent, b.Settled, b.Schedule.Start} {
		first = later(first, at)
	}
	switch {
	case b.State == SendPrepared || b.State == SendRefused:
		return NumberHistory{}, false
	case b.State != SendAccepted || b.Ended.IsZero():
		last, _ := b.Schedule.LastCall(first, b.Contacts)
		rings := BatchRings{Ring: hours.Ring{From: first, To: later(last, now), Attempts: most}}
		if b.State == SendAccepted {
			rings.Agent = b.Agent
		}
		return NumberHistory{Rings: []BatchRings{rings}, Conversation: spokenBy(first, now)}, true
	case !b.CallsKnown:
		h := NumberHistory{Rings: []BatchRings{{Ring: hours.Ring{From: earlier(first, b.Ended), To: b.Ended, Attempts: most}}}}
		if b.Last.Succeeded != 0 || !b.Last.Status.Ended() {
			h.Conversation = b.Ended
		}
		return h, true
	case rung.At.IsZero():
		return NumberHistory{}, false
	}
	rings := BatchRings{Ring: hours.Ring{From: earlier(first, rung.At), To: rung.At, Attempts: rung.Calls}, Known: true}
	switch rung.Calls {
	case 0:
		rings.Attempts, rings.Known, rung.Answered = most, false, true
	case 1:
		rings.From = rung.At
	}
	h := NumberHistory{Rings: []BatchRings{rings}}
	if rung.Answered {
		h.Conversation = rung.At
	}
	if rung.Refused {
		h.Refusal = rung.At
	}
	return h, true
}

// spokenBy is when somebody may have been spoken to last, of calls that began at an instant
// and go on; zero when that is to come.
func spokenBy(first, now time.Time) time.Time {
	if first.After(now) {
		return time.Time{}
	}
	return now
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// Add adds what another batch did.
func (h *NumberHistory) Add(o NumberHistory) {
	h.Rings = append(h.Rings, o.Rings...)
	h.Conversation = later(h.Conversation, o.Conversation)
	h.Refusal = later(h.Refusal, o.Refusal)
}

// takenBy is the history when the number is sent to an agent at a moment: the service takes
// it out of a batch of that agent, which calls it no more. rings is room for its attempts.
func (h NumberHistory) takenBy(agent string, now time.Time, rings []hours.Ring) hours.History {
	for _, r := range h.Rings {
		if r.Agent != "" && r.Agent == agent {
			if r.From.After(now) {
				continue
			}
			r.To = earlier(r.To, now)
		}
		rings = append(rings, r.Ring)
	}
	return hours.History{Rings: rings, Conversation: h.Conversation, Refusal: h.Refusal}
}

// known reports whether so many attempts were made as are in the history.
func (h NumberHistory) known() bool {
	return !slices.ContainsFunc(h.Rings, func(r BatchRings) bool { return !r.Known })
}

// NumberHistories is what the ledger knows of the calls to the numbers of a list. The zero
// value knows of none.
type NumberHistories struct {
	Of     map[phone.Number]NumberHistory // most numbers have none
	Unread bool                           // it could not be read, so nobody knows how often anybody was rung
}

// SetNumberHistories says how often the list's numbers were rung in other campaigns. It must
// not change afterwards.
func (l *List) SetNumberHistories(all NumberHistories) { l.histories = all }
