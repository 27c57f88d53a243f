package model

import "time"

// DetailParts are parts of what can be told of a call. Each takes a request.
type DetailParts uint8

const (
	DetailContact DetailParts = 1 << iota // the service's id of who was called
	DetailWords                           // what was said
	DetailMetrics                         // the summary and the metrics: they take the contact's id, too

	DetailAll = DetailContact | DetailWords | DetailMetrics
)

// Metrics are worked out some time after a call, how long is not documented. They are asked
// for again after a minute, two, four and so on, a day at most, and a bounded number of
// times: three days in all.
const (
	firstRetry   = time.Minute
	longestRetry = 24 * time.Hour
	mostTries    = 14
)

// Missing is which of the wanted parts are to be asked for now. What is stored and final is
// not asked for again; of a call that goes on its words are, and what could not be told is
// again once it is due. Whose contact a call was is told for 30 days, so that of an older one
// without it no metrics are to be had.
func (d CallDetail) Missing(b Batch, c Call, want DetailParts, now time.Time) DetailParts {
	if !c.Placed() || c.ID == "" {
		return 0
	}
	var missing DetailParts
	if want&DetailWords != 0 && !d.Over {
		missing |= DetailWords
	}
	if now.Before(d.Due()) || d.Tries >= mostTries {
		return missing
	}
	metrics := want&DetailMetrics != 0 && !d.Measured && c.Over()
	if d.Contact == "" && (metrics || want&DetailContact != 0) {
		if !b.ContactKept(c, now) {
			return missing
		}
		missing |= DetailContact
	}
	if metrics {
		missing |= DetailMetrics
	}
	return missing
}

// Due is from when what could not be told is asked for again; zero = nothing was asked in vain.
func (d CallDetail) Due() time.Time {
	if d.Tries == 0 {
		return time.Time{}
	}
	return d.Fetched.Add(min(firstRetry<<min(d.Tries-1, 20), longestRetry))
}

// Spoke reports whether there may be words on a call: it has ended, and not by nobody's
// taking it.
func (c Call) Spoke() bool {
	switch c.Status {
	case CallAnswered:
		return true
	case CallFailed:
		return c.Duration > 0
	case CallMissed:
		return false
	}
	return c.Over()
}
