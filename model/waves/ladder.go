package waves

import (
	"time"

	"callsheet/model"
)

// shortestDelay is how short a delay between two tries is made, where it was not
// shorter to begin with: the shortest that the reference advises.
const shortestDelay = 30 * time.Minute

// rung is how often, and how far apart, somebody is tried.
type rung struct {
	attempts int           // 1 + those that the service is told
	delay    time.Duration // the longer one
}

// ladderOf is how people may be tried, from what was asked to the least there is.
func ladderOf(o model.Options) []rung {
	delay := max(o.NoAnswerDelay, o.BusyDelay)
	shorter := func(d time.Duration) time.Duration { return max(d/2, min(d, shortestDelay)).Truncate(time.Minute) }
	var all []rung
	for n := max(o.MaxAttempts, model.MinAttempts); n >= model.MinAttempts; n-- {
		all = append(all, rung{1 + n, delay})
		if d := shorter(delay); d > 0 && d < delay {
			all = append(all, rung{1 + n, d})
		}
	}
	for last := all[len(all)-1]; ; {
		d := shorter(last.delay)
		if d >= last.delay || d <= 0 {
			return all
		}
		last.delay = d
		all = append(all, last)
	}
}

// options are those of the asked ones with the rung's tries and delays.
func (r rung) options(asked model.Options) model.Options {
	asked.MaxAttempts = r.attempts - 1
	asked.NoAnswerDelay = min(asked.NoAnswerDelay, r.delay)
	asked.BusyDelay = min(asked.BusyDelay, r.delay)
	return asked
}
