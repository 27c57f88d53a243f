package pacing

import (
	"errors"
	"time"
)

// Backoff is the growing pause between two attempts at the same thing.
type Backoff struct {
	First, Longest time.Duration
}

// Next is the pause after one of last, 0 before the first: twice as long, within
// the bounds, and never shorter than what the service asks for.
func (b Backoff) Next(last, asked time.Duration) time.Duration {
	return max(min(max(b.First, 2*last), b.Longest), asked)
}

// Poll is how often what may move is looked at.
type Poll struct {
	Live time.Duration // between two polls while something moves
	Idle time.Duration // between two once nothing has moved for a while
}

// Next is the pause after one of last: the shortest when something moved, and a
// little longer each time otherwise.
func (p Poll) Next(last time.Duration, moved bool) time.Duration {
	if moved {
		return p.Live
	}
	return min(max(p.Idle, p.Live), last*3/2)
}

// LongestAsked bounds how long a service can ask to be left alone: longer, and
// nobody would see any more what becomes of a campaign.
const LongestAsked = 15 * time.Minute

// Asked is how long the service asks, with an error, to be left alone; 0 when it
// does not.
func Asked(err error) time.Duration {
	var asks interface {
		error
		Wait() time.Duration
	}
	if !errors.As(err, &asks) {
		return 0
	}
	return min(max(asks.Wait(), 0), LongestAsked)
}
