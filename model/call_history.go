package model

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"callsheet/model/figures"
)

const (
	// enoughCalls is how many calls there must be before something is known of them: the
	// share that answers is then told to about three in a hundred.
	enoughCalls = 200
	// enoughTalks is how many conversations there must be before their mean length is known.
	enoughTalks = 50
	// newestCampaigns is how many finished campaigns are gone by: people, and what a service
	// reaches, change.
	newestCampaigns = 20
	// shortestPass is how long a first pass must take at the rate that was asked before it
	// tells how fast the service dials: its times may be to the second.
	shortestPass = 10 * time.Second
	// fasterThanAsked is what share of the asked rate cannot be exceeded. Where it is, the
	// times are not those at which calls were placed, and tell nothing.
	fasterThanAsked = 1.1
	// keptUp is the share of the asked rate from which the service kept up with it.
	keptUp = 0.9
	// AssumedPace is what share of the asked rate is reckoned with where nothing is known:
	// half. The telephony provider has a limit of calls at one time that nobody tells, and
	// whoever reckons with too much rings people after their hours.
	AssumedPace = 0.5
	// assumedShare is what share of calls is taken to be answered where nothing is known. The
	// service calls it healthy when more than 70 % of the contacts are reached; with the
	// three tries it makes by default, that is about 30 % of the calls.
	assumedShare = 0.3
)

// AssumedAnswers is the answer rate where nothing is known. How long people talk depends on
// what the agent says to them, so nothing is assumed of it.
var AssumedAnswers = AnswerRate{Share: assumedShare}

// CallHistory is what the finished campaigns of an account tell of the next one: the newest
// of those whose calls are all known.
//
//   - It goes by those of the agent that is to call, and where these are too few by those of
//     all agents of the user at the service. A rehearsal is at another service than real calls.
//   - A batch counts once it has ended, completed or cancelled, and every call of it is known.
//     Its calls count whether or not other batches took some of its contacts over.
//   - Calls are answered, missed or failed; of an answered one the length counts as talk, where
//     one was told that can be true.
type CallHistory struct {
	Calls, Answered int
	Campaigns       int

	talk  time.Duration
	timed int
	paces []seenPace
	tries []seenTries
}

// seenPace is how fast a batch was dialled, in calls a second.
type seenPace struct {
	asked, seen float64
	calls       int
}

// seenTries is how often people of a batch were tried who were never reached.
type seenTries struct{ asked, most, contacts int }

// CallHistoryOf is what campaigns tell of one for a service, by a user and an agent.
func CallHistoryOf(campaigns []Summary, service, user, agent string) CallHistory {
	own := callHistory(campaigns, func(b Batch) bool { return b.Service == service && b.User == user && b.Agent == agent })
	if own.Calls >= enoughCalls {
		return own
	}
	return callHistory(campaigns, func(b Batch) bool { return b.Service == service && b.User == user })
}

func callHistory(campaigns []Summary, counts func(Batch) bool) CallHistory {
	type finished struct {
		at      time.Time
		batches []Batch
	}
	var all []finished
	for _, c := range campaigns {
		f := finished{}
		for _, b := range c.Batches {
			if b.CallsKnown && b.Tally.Calls > 0 && counts(b) {
				f.batches, f.at = append(f.batches, b), later(f.at, b.Ended)
			}
		}
		if f.batches != nil {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b finished) int { return b.at.Compare(a.at) })
	var h CallHistory
	for _, f := range all[:min(len(all), newestCampaigns)] {
		h.Campaigns++
		for _, b := range f.batches {
			h.add(b)
		}
	}
	return h
}

func (h *CallHistory) add(b Batch) {
	t, asked := b.Tally, b.Schedule.CallsPerSecond
	if t.Answered < 0 || t.Answered > t.Calls || t.Timed > t.Answered {
		return
	}
	h.Calls, h.Answered = h.Calls+t.Calls, h.Answered+t.Answered
	h.talk, h.timed = h.talk+t.Talk, h.timed+t.Timed
	if b.Schedule.MaxAttempts > 0 && b.Last.Status == StatusCompleted { // of one that was cancelled more might have come
		h.tries = append(h.tries, seenTries{b.Schedule.MaxAttempts, t.MostTries, t.TriedMost})
	}
	if asked <= 0 || t.Pass < 2 || t.PassTime <= 0 || float64(t.Pass-1)/float64(asked) < shortestPass.Seconds() {
		return
	}
	p := seenPace{float64(asked), float64(t.Pass-1) / t.PassTime.Seconds(), t.Pass}
	if p.seen <= p.asked*fasterThanAsked {
		p.seen = min(p.seen, p.asked)
		h.paces = append(h.paces, p)
	}
}

// AnswerRate is what share of calls was answered, and how long people talked; what is
// assumed where too few calls are known.
func (h CallHistory) AnswerRate() AnswerRate {
	if h.Calls < enoughCalls {
		return AssumedAnswers
	}
	r := AnswerRate{Share: float64(h.Answered) / float64(h.Calls), Known: true, Calls: h.Calls, Campaigns: h.Campaigns}
	// A service that tells the length of few calls may tell it of those alone that were long.
	if h.timed >= enoughTalks && 2*h.timed >= h.Answered {
		r.Talk = h.talk / time.Duration(h.timed)
	}
	return r
}

// Pace is what share of a rate the service can be reckoned to reach in a first pass; false
// where too few calls are known, and half is reckoned with. Three of four calls were
// placed in batches that reached at least this share. A rate that was never asked is not
// known to be reached because a lower one was.
func (h CallHistory) Pace(callsPerSecond int) (share float64, known bool) {
	rate, calls := float64(max(callsPerSecond, MinRate)), 0
	type reached struct {
		share float64
		calls int
	}
	var all []reached
	for _, p := range h.paces {
		r := reached{p.seen / p.asked, p.calls}
		if rate > p.asked {
			if r.share < keptUp {
				r.share = p.seen / rate // it is as fast as it goes
			} else {
				r.share = min(r.share, max(AssumedPace, p.seen/rate))
			}
		}
		all, calls = append(all, r), calls+p.calls
	}
	if calls < enoughCalls {
		return AssumedPace, false
	}
	slices.SortFunc(all, func(a, b reached) int { return cmp.Compare(a.share, b.share) })
	below := calls / 4
	for _, r := range all {
		if below -= r.calls; below < 0 {
			return r.share, true
		}
	}
	return AssumedPace, false
}

// OneMoreTry reports whether the service tries somebody once more than the most attempts it
// was told, as its reference can be read; unless the finished campaigns show that it does
// not, it may.
func (h CallHistory) OneMoreTry() bool {
	const enough = 10 // contacts who were never reached, and tried no more than they were told
	contacts := 0
	for _, t := range h.tries {
		switch {
		case t.most > t.asked:
			return true
		case t.most == t.asked:
			contacts += t.contacts
		}
	}
	return contacts < enough
}

// Words say what is expected, and from what: "about 31 % answer, from 4,210 calls of 3
// campaigns".
func (a AnswerRate) Words() string {
	const whole = 1000
	share := figures.Percent(int(a.Share*whole+0.5), whole)
	if !a.Known {
		return "assumed: " + share + " answer, nothing known yet"
	}
	return fmt.Sprintf("about %s answer, from %s of %s", share, figures.Counted(a.Calls, "call"), figures.Counted(a.Campaigns, "campaign"))
}
