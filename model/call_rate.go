package model

import (
	"strconv"
	"time"
)

// CallRate follows how fast calls are made beside how fast they were asked to be. Only while
// everybody is called for the first time is there always somebody to call; afterwards calls
// wait for their delays, and their rate tells nothing. The zero value is ready to use.
type CallRate struct {
	now   float64 // calls a second, as the service told last; 0 = it tells none
	asked int
	since time.Time // from when on it was clearly less; zero = it is not
	at    time.Time // of the latest look
}

const (
	// clearlyUnder is what share of the asked rate is clearly less.
	clearlyUnder = 0.75
	// staysUnder is for how long it must be, so that it is not by chance.
	staysUnder = time.Minute
)

// Observe takes over a look at the batches of a campaign.
func (r *CallRate) Observe(batches []Batch) {
	r.now, r.asked = 0, 0
	for _, b := range batches {
		if s := b.Last; b.State == SendAccepted && s.Status == StatusProcessing && s.Processed < s.Total {
			r.now, r.asked = r.now+max(0, s.Rate), r.asked+b.Schedule.CallsPerSecond
			r.at = later(r.at, s.At)
		}
	}
	switch under := r.asked > 0 && r.now > 0 && r.now < clearlyUnder*float64(r.asked); {
	case !under:
		r.since = time.Time{}
	case r.since.IsZero():
		r.since = r.at
	}
}

// Words say it beside the rate that was asked: "4.2 of 10 calls a second"; "" where either is
// not known.
func (r *CallRate) Words() string {
	if r.now <= 0 || r.asked <= 0 {
		return ""
	}
	decimals := 1
	if r.now >= 10 {
		decimals = 0
	}
	return strconv.FormatFloat(r.now, 'f', decimals, 64) + " of " + strconv.Itoa(r.asked) + " calls a second"
}

// Held is for how long the rate stays clearly under what was asked; 0 = it does not. The
// telephony provider may have a limit of calls at one time, which nobody tells.
func (r *CallRate) Held() time.Duration {
	if r.since.IsZero() || r.at.Sub(r.since) < staysUnder {
		return 0
	}
	return r.at.Sub(r.since)
}
