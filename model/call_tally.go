package model

import (
	"slices"
	"time"

	"callsheet/model/phone"
)

// longestTalk is how long a conversation can be that is believed: an agent ends its calls
// after 30 minutes unless it was told otherwise, and the longest that it can be told is not
// documented.
const longestTalk = 4 * time.Hour

// CallTally is what all calls of a batch came to, once it has ended: what is learnt from it
// for campaigns to come. Its zero value is that of a batch whose calls are not known.
type CallTally struct {
	Calls    int `json:"calls"`    // that were answered, missed or failed; a state that is not known here is none
	Answered int `json:"answered"` // of them

	Timed int           `json:"timed"` // answered calls whose length was told, and can be true
	Talk  time.Duration `json:"talk"`  // of those together

	// The first pass is every call from the first one to the one with which everybody
	// had been rung once. While it lasts there is always somebody to call, so it tells how
	// fast the service dials; afterwards calls wait for their delays.
	Pass     int           `json:"pass"`      // its calls, 0 where a call has no time
	PassTime time.Duration `json:"pass_time"` // from the first to the last of them

	MostTries int `json:"most_tries"` // of one contact
	TriedMost int `json:"tried_most"` // contacts who were tried that often, and missed each time
}

// TallyOf sums up all calls of a batch that has ended, in any order.
func TallyOf(calls []Call) CallTally {
	var t CallTally
	var at []time.Time
	first, tries := map[phone.Number]time.Time{}, map[phone.Number]int{}
	answered, timeless := map[phone.Number]bool{}, false
	for _, c := range calls {
		switch c.Status {
		case CallAnswered, CallMissed, CallFailed:
		default:
			continue
		}
		t.Calls++
		n, read := c.Number()
		if c.Status == CallAnswered {
			t.Answered++
			answered[n] = true
			if c.Duration > 0 && c.Duration <= longestTalk {
				t.Timed++
				t.Talk += c.Duration
			}
		}
		tries[n]++
		if timeless = timeless || !read || c.At.IsZero(); timeless {
			continue
		}
		at = append(at, c.At)
		if before, known := first[n]; !known || c.At.Before(before) {
			first[n] = c.At
		}
	}
	for n, k := range tries {
		if k > t.MostTries {
			t.MostTries, t.TriedMost = k, 0
		}
		if k == t.MostTries && !answered[n] {
			t.TriedMost++
		}
	}
	if timeless || len(at) == 0 {
		return t
	}
	begin, end := slices.MinFunc(at, time.Time.Compare), time.Time{}
	for _, when := range first {
		end = later(end, when)
	}
	for _, when := range at {
		if !when.After(end) {
			t.Pass++
		}
	}
	t.PassTime = end.Sub(begin)
	return t
}
