package model

import (
	"fmt"
	"slices"
	"time"

	"callsheet/model/figures"
	"callsheet/model/phone"
)

// GuardPeriod is how long a number is kept from being called again by another
// batch after it was called, or may have been called, for the last time.
const GuardPeriod = 24 * time.Hour

// Guard is how a batch keeps one of its numbers from being called by another.
type Guard struct {
	Uncertain  bool      // it is not known whether the service has the batch
	Unfinished bool      // the service has it, and it is not known to have ended
	Rung       bool      // Called is when the number was rung last
	Called     time.Time // when it was rung last, or may have been; while it may yet be, when the batch was sent
	Starts     time.Time // of an unfinished batch: when its first calls are made; zero when that has come
	Until      time.Time // when it guards no longer; of an unfinished batch when its last call can be made; zero = not known
}

// GuardOf says how a batch guards one of its numbers now, if it does. rung is
// when the number was rung last, zero when it never was; it counts only where all
// calls of the batch are known. A state that is not known here guards for good.
func (b Batch) GuardOf(rung, now time.Time, period time.Duration) (Guard, bool) {
	switch b.State {
	case SendPrepared, SendRefused:
		return Guard{}, false
	case SendAccepted:
	default:
		g := Guard{Uncertain: true, Called: b.Sent}
		if g.Called.IsZero() {
			g.Called = b.Prepared
		}
		return g, true
	}
	if b.Ended.IsZero() {
		last, _ := b.Schedule.LastCall(b.Settled, b.Contacts)
		g := Guard{Unfinished: true, Called: b.Settled, Until: last}
		if b.Schedule.Start.After(now) {
			g.Starts = b.Schedule.Start
		}
		return g, true
	}
	last := b.Ended
	if b.CallsKnown {
		if rung.IsZero() {
			return Guard{}, false
		}
		last = rung
	}
	g := Guard{Rung: b.CallsKnown, Called: last, Until: last.Add(period)}
	return g, g.Until.After(now)
}

// Guards reports whether a batch may guard any of its numbers now: one that
// ended, and of which all calls are known, may guard only some.
func (b Batch) Guards(now time.Time, period time.Duration) bool {
	_, guards := b.GuardOf(b.Ended, now, period)
	return guards
}

// Ending is what a look at a batch that has ended tells of it.
type Ending struct {
	At         time.Time // when it ended, by the ledger's clock, or was seen to have
	Rings      []Ring    // sorted by number, by the ledger's clock
	CallsKnown bool      // Rings are all who were rung
	Tally      CallTally // what all calls came to, where they are known
}

// EndingOf reads a look at the batch; false when it has not ended. numbers are
// its own, sorted; seen is the time by the ledger's clock. Whatever the service
// says that cannot be is not believed: the later time guards longer, and calls
// that do not add up are not known.
func (b Batch) EndingOf(look Statistics, numbers []phone.Number, seen time.Time) (Ending, bool) {
	if !look.Status.Ended() {
		return Ending{}, false
	}
	// The service's clock may be another than the ledger's.
	skew := time.Duration(0)
	if !b.ServerAfter.IsZero() && !b.Settled.IsZero() {
		skew = b.Settled.Sub(b.ServerAfter)
	}
	ours := func(at time.Time) time.Time {
		if at.IsZero() {
			return seen
		}
		if at = at.Add(skew); at.Before(b.Sent) || at.After(seen) {
			return seen
		}
		return at
	}
	e := Ending{At: ours(look.EndedAt)}
	if look.Rings == nil || look.Total != b.Contacts && look.Total != b.Contacts-b.Lost || len(look.Rings) < look.Processed {
		return e, true
	}
	for _, r := range look.Rings {
		if _, found := slices.BinarySearch(numbers, r.Number); !found {
			return Ending{At: e.At}, true
		}
		r.At = ours(r.At)
		if r.At.After(e.At) {
			e.At = r.At
		}
		e.Rings = append(e.Rings, r)
	}
	e.CallsKnown, e.Tally = true, look.Tally
	return e, true
}

// GuardError says which numbers of a batch must not be sent now. It is found in
// the moment before sending, so that two consoles cannot pass each other.
type GuardError struct {
	DoNotCall  int // numbers on the do-not-call list
	Recent     int // numbers called within the guard period, or in a batch that is not known to have ended
	Unfinished int // those of Recent that are in such a batch
	Uncertain  int // numbers in a batch whose outcome is not known
	Sending    int // those of Uncertain that a colleague is sending at this moment
	SameID     int // those of Recent and Uncertain that are in a batch by their contact id, under another number
	OtherAgent int // numbers to be taken from an unfinished batch of another agent, which would call them too
	Campaign   string
	Colleague  string // whose that is, where it is not this machine's own
}

func (e *GuardError) Error() string {
	text, in := "Nothing was sent.", CampaignWords(e.Campaign, e.Colleague)
	switch {
	case e.Sending > 0 && e.Sending == e.Uncertain:
		text += fmt.Sprintf(" %s being sent at this moment in %s: try again in a minute.", areIn(e.Sending), in)
	case e.Uncertain > 0:
		text += fmt.Sprintf(" %s may be called already by %s, whose outcome is not known: %s.", figures.Counted(e.Uncertain, "contact"), in, uncertainAdvice(e.Colleague, "settle that first"))
	}
	if e.DoNotCall > 0 {
		text += " " + figures.Counted(e.DoNotCall, "contact") + " came onto the do-not-call list: look at the contacts again."
	}
	if e.OtherAgent > 0 {
		text += fmt.Sprintf(" %s in %s, which another agent calls: they cannot be taken from it, and both would call them. Leave them out, or %s.", areIn(e.OtherAgent), in, cancelAdvice(e.Colleague, "that one"))
	}
	switch {
	case e.Recent == 0:
	case e.Unfinished > 0:
		text += fmt.Sprintf(" %s in %s, which is not known to have ended: look at the contacts again.", areIn(e.Recent), in)
	default:
		text += fmt.Sprintf(" %s called a short while ago by %s: look at the contacts again.", wereIn(e.Recent), in)
	}
	if e.SameID > 0 {
		text += fmt.Sprintf(" %s there by the same contact id, with another number.", areIn(e.SameID))
	}
	return text
}

// cancelAdvice is what ends a batch that calls the same people.
func cancelAdvice(colleague, it string) string {
	if colleague == "" {
		return "cancel " + it
	}
	return "ask " + ColleagueWords(colleague) + " to cancel " + it
}

func areIn(n int) string { return figures.Counted(n, "contact") + " " + figures.Are(n) }

func wereIn(n int) string { return figures.Counted(n, "contact") + " " + figures.Were(n) }
