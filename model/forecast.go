package model

import (
	"math"
	"time"

	"callsheet/model/dialling"
	"callsheet/model/hours"
)

// CreditPerContact is how many minutes of credit the service asks for before it
// accepts a contact.
const CreditPerContact = 2

// Forecast is what a campaign does to people if nothing goes wrong. Every call that
// there may be is in it: nobody answers, everybody is tried once more than the most
// attempts, and each time after the longer of the two delays. Calls are those of contacts
// that are dialled in the order of the file; who could be rung outside, and when the last
// ring may be, holds for every order.
type Forecast struct {
	Contacts int
	Calls    int // the most

	First     time.Time // ring
	FirstPass time.Time // when the last one is rung for the first time
	Last      time.Time // possible ring
	Over      time.Time // when that has rung out
	Latest    time.Time // possible ring in whatever order the service dials; it may come after Last

	Outside      int // contacts who could be rung outside their hours: those of Plan.OutsideHours
	Unknown      int // contacts of whom no zone is known, so neither are their hours
	CallsOutside int // if every call is missed
	CallsUnknown int // to those of whom no zone is known
	Waiting      int // contacts of segments that wait for somebody; they are forecast as if let go at once

	ByHour  []HourCalls // every hour of UTC from the first ring to the last, at most those of 400 days
	ByLocal LocalHours
	Groups  []GroupForecast // in the order of Whereabouts.Groups
	Hours   string          // the windows, such as "8-21"; "" where they differ

	Expected Expectation
	Credit   int // minutes that the service asks for
}

// HourCalls is how many calls there are in an hour.
type HourCalls struct {
	From  time.Time
	Calls int
}

// LocalHours is how many calls there are at each hour of those who are rung.
type LocalHours struct {
	Calls   [24]int
	Several int // to people who may be in several zones whose hours differ
	Unknown int // to people of whom no zone is known
}

// GroupForecast is what is forecast for the people of one group.
type GroupForecast struct {
	ZoneGroup
	First, Last  time.Time // possible ring in whatever order the service dials; zero where nobody of it is called
	Calls        int
	Outside      int // contacts who could be rung outside their hours
	CallsOutside int
	OutsideFor   time.Duration // of the time from their first possible ring to the last
	Allowed      string        // when they may be rung on the day of their first possible ring, as "8-21"; "" where that is at no time, or no zone is known
}

// AnswerRate is what share of calls is answered.
type AnswerRate struct {
	Share float64       // 0 to 1
	Talk  time.Duration // a conversation takes; 0 = not known
	Known bool          // from finished campaigns; otherwise it is assumed

	Calls, Campaigns int // that it is known from
}

// Expectation is what comes of an answer rate.
type Expectation struct {
	AnswerRate
	Calls, Answered int
	Talk            time.Duration // of all conversations
}

// Expect is what to expect of so many contacts of whom each is tried so often until
// somebody answers.
func (a AnswerRate) Expect(contacts, attempts int) Expectation {
	a.Share = min(max(a.Share, 0), 1)
	calls, missed := 0.0, 1.0
	for range attempts {
		calls += missed
		missed *= 1 - a.Share
	}
	answered := float64(contacts) * (1 - missed)
	return Expectation{a, int(math.Round(float64(contacts) * calls)), int(math.Round(answered)), time.Duration(answered * float64(a.Talk))}
}

func (e *Expectation) add(o Expectation) {
	e.AnswerRate = o.AnswerRate
	e.Calls, e.Answered, e.Talk = e.Calls+o.Calls, e.Answered+o.Answered, e.Talk+o.Talk
}

// Dialled is how the service dials so many contacts under some options when nobody
// answers: the most attempts may be retries, and the delay the longer one.
func (o Options) Dialled(contacts int) dialling.Batch {
	return dialling.Batch{Contacts: contacts, Rate: o.CallsPerSecond, Attempts: 1 + max(o.MaxAttempts, 0), Delay: max(o.NoAnswerDelay, o.BusyDelay), Ring: hours.RingingTime}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
