package sandbox

import (
	"slices"
	"time"
)

// Attempt is one call that was placed.
type Attempt struct {
	Number   string    `json:"number"`         // E.164
	At       time.Time `json:"at"`             // when it was placed, in UTC
	Batch    string    `json:"batch"`          // its id; "" for a test call
	Attempt  int       `json:"attempt"`        // of this contact in this batch, from 1
	Answered bool      `json:"answered"`       // false while it rings or is talked, too
	Ended    time.Time `json:"ended,omitzero"` // zero until then
}

// Attempts returns all calls that were placed until now, in the order of time.
func (s *Sandbox) Attempts() []Attempt {
	var all []Attempt
	s.atPresent(func(time.Duration) reply {
		for _, b := range s.simulation.batches {
			all = s.simulation.attempts(all, b)
		}
		return reply{}
	})
	slices.SortStableFunc(all, func(a, b Attempt) int { return a.At.Compare(b.At) })
	return all
}

// attempts adds the calls of a batch that were placed.
func (w *simulation) attempts(all []Attempt, b *batch) []Attempt {
	tried := make([]int, len(b.contacts))
	for _, c := range b.calls {
		if c.status == scheduled {
			continue
		}
		tried[c.contact]++
		a := Attempt{
			Number:   formatE164(w.lines[c.line].number),
			At:       w.at(c.placed),
			Batch:    b.id,
			Attempt:  tried[c.contact],
			Answered: c.status == completed,
		}
		if c.over() {
			a.Ended = w.at(c.ended)
		}
		all = append(all, a)
	}
	return all
}
