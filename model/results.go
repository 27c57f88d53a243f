package model

import (
	"cmp"
	"strings"
	"time"

	"callsheet/model/phone"
	"callsheet/model/printable"
)

// RowResult is what came of one row of a campaign.
type RowResult struct {
	Outcome  string        // in words, as Call.OutcomeWords or one of the three below; "" for a blank row
	Attempts int           // calls that were placed
	First    time.Time     // of them; zero where none has a time
	Last     time.Time     // of them
	Talk     time.Duration // of all of them
	Reason   string        // of the call that decides, in words
	CallID   string        // of that call
	WhyNot   string        // why nobody was called, in words; "" where somebody was
}

// What came of rows without a call.
const (
	RowNotCalled = "not called"
	RowWaits     = "waiting"
	RowUnknown   = "not known"
)

// BatchCalls is the calls that are known of a batch.
type BatchCalls struct {
	Calls []Call
	Whole bool      // they are all it had when they were asked for
	At    time.Time // when the service last told all of them; zero = never
}

// Results are what came of each row of a list, in the list's order. The calls of each
// batch are by its key.
//
// Calls say whom they went to by the number alone, which no plan has twice. A number's
// calls are joined over all batches of the campaign, because a batch may take over what
// another left. Where one of them was answered that is the outcome, otherwise the latest.
func Results(l *List, p *Plan, batches []Batch, calls map[string]BatchCalls) []RowResult {
	joined := joinCalls(batches, calls)
	results := make([]RowResult, l.Len())
	sent := RowBatches(l, p, batches)
	for row := range results {
		switch in := sent[row]; {
		case l.Table.Blank(row) && in == 0:
		case in == 0:
			results[row] = RowResult{Outcome: RowNotCalled, WhyNot: whyNotSent(l, row, p != nil)}
		default:
			b := batches[in-1]
			if r, called := joined[l.record(row).number]; called {
				results[row] = r.RowResult
			} else {
				results[row] = notCalledIn(b, calls[b.Key].Whole)
			}
		}
	}
	return results
}

// ResultOfCalls is what calls to one contact came to, as Results joins them.
func ResultOfCalls(calls []CampaignCall) RowResult {
	var j joinedCalls
	for _, c := range calls {
		j.add(c.Call)
	}
	return j.RowResult
}

// joinedCalls is a number's calls as one result.
type joinedCalls struct {
	RowResult
	decides int // how much the outcome says, of the call that decides
	at      time.Time
}

// Which call of a number decides: the more a call says of the person, the more it weighs.
const (
	weighsWaiting = iota + 1
	weighsOver
	weighsOngoing
	weighsAnswered
)

func weightOf(c Call) int {
	switch c.Status {
	case CallScheduled:
		return weighsWaiting
	case CallOngoing:
		return weighsOngoing
	case CallAnswered:
		return weighsAnswered
	}
	return weighsOver
}

func joinCalls(batches []Batch, calls map[string]BatchCalls) map[phone.Number]*joinedCalls {
	joined := map[phone.Number]*joinedCalls{}
	eachCall(batches, calls, func(_ int, c Call, to phone.Number) {
		if to == 0 {
			return
		}
		if joined[to] == nil {
			joined[to] = &joinedCalls{}
		}
		joined[to].add(c)
	})
	return joined
}

func (j *joinedCalls) add(c Call) {
	if c.Placed() {
		j.Attempts++
		j.Talk += c.Talk()
		if !c.At.IsZero() {
			if j.First.IsZero() || c.At.Before(j.First) {
				j.First = c.At
			}
			j.Last = later(j.Last, c.At)
		}
	}
	// Of two that say as much the later decides, and of two at one time always the same.
	weight := weightOf(c)
	if order := cmp.Or(cmp.Compare(weight, j.decides), c.At.Compare(j.at), cmp.Compare(c.ID, j.CallID)); order > 0 {
		j.decides, j.at = weight, c.At
		j.Outcome, j.Reason, j.CallID = c.OutcomeWords(), c.ReasonWords(), c.ID
	}
}

// notCalledIn says of a row of a batch why no call went to it. whole says that all calls
// of the batch are known.
func notCalledIn(b Batch, whole bool) RowResult {
	moved := ""
	if b.Lost > 0 {
		moved = ", or taken over by " + quotedNames(b.LostTo)
	}
	switch {
	case b.State == SendPrepared:
		return RowResult{Outcome: RowWaits, WhyNot: "not sent to Dialgen yet"}
	case b.State == SendRefused && b.MarkedNotSent():
		return RowResult{Outcome: RowNotCalled, WhyNot: "the batch never came to Dialgen, as you said"}
	case b.State == SendRefused:
		return RowResult{Outcome: RowNotCalled, WhyNot: "Dialgen refused the batch"}
	case b.State != SendAccepted:
		return RowResult{Outcome: RowUnknown, WhyNot: "it is not known whether Dialgen has the batch"}
	case !whole && b.Last.Status == StatusScheduled && b.Last.Processed == 0:
		// There were no calls to fetch. That it was so at the last look is all that is known.
		return RowResult{Outcome: RowWaits, WhyNot: "not begun when Dialgen was last asked" + moved}
	case !whole:
		return RowResult{Outcome: RowUnknown, WhyNot: "not all calls of the batch could be fetched"}
	case b.Last.Status == StatusCancelled:
		return RowResult{Outcome: RowNotCalled, WhyNot: "cancelled before it was called" + moved}
	case b.Last.Status.Ended():
		return RowResult{Outcome: RowNotCalled, WhyNot: "the batch ended without a call to it" + moved}
	}
	return RowResult{Outcome: RowWaits, WhyNot: "not called yet" + moved}
}

func quotedNames(names string) string { return `"` + printable.Text(names, maxNameRunes) + `"` }

// whyNotSent says why a row is in no batch.
func whyNotSent(l *List, row int, confirmed bool) string {
	why := l.Why(row)
	switch l.Verdict(row).State {
	case Ready:
		if confirmed {
			return "left out when the campaign was confirmed"
		}
		return "the campaign was not sent"
	case ToFix:
		return strings.TrimSuffix("to fix: "+why, ": ")
	}
	return why
}
