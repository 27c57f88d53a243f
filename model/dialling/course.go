package dialling

import "time"

// Stretch is calls that are expected one after another, of the same attempt. Their number
// is an expectation, so it need not be whole.
type Stretch struct {
	From, To time.Duration // since calling began; to is when the last of them is made
	Calls    float64
	Number   int // of the attempt on each of those called, from 0
}

// Course is how a batch is expected to go when some of the calls are answered, in the order
// of time.
type Course struct {
	Stretches []Stretch
	batch     Batch
	answered  float64
}

const (
	slowestPace = 0.001
	// mostStretches bounds how many stretches a batch of short delays is cut into.
	mostStretches = 500
)

// Course is how the batch goes when a share of the calls is answered, and the service
// reaches a share of the rate. It takes no account of Lines, which the pace is to say.
func (b Batch) Course(answered, pace float64) Course {
	answered, pace = min(max(answered, 0), 1), min(max(pace, slowestPace), 1)
	c := Course{batch: b, answered: answered}
	// due are contacts who are called again: they become due evenly from one time to another.
	type due struct {
		from, to time.Duration
		contacts float64
		number   int
	}
	var waiting []due
	turn := float64(b.Turn()) / pace
	wait := b.Ring + b.Delay
	now, fresh := time.Duration(0), float64(max(b.Contacts, 0))
	least := max(1, fresh/mostStretches)
	for fresh > 0 || len(waiting) > 0 {
		var d due
		if len(waiting) > 0 && (waiting[0].from <= now || fresh <= 0) {
			d, waiting = waiting[0], waiting[1:]
			d.from = max(d.from, now)
		} else {
			d = due{from: now, contacts: fresh}
			until := now + wait
			if len(waiting) > 0 {
				until = waiting[0].from
			}
			if len(waiting) > 0 || b.Attempts > 1 {
				d.contacts = min(fresh, max(least, float64(until-now)/turn))
			}
			fresh -= d.contacts
		}
		takes := time.Duration(d.contacts * turn)
		to := max(d.from+takes, d.to)
		c.Stretches = append(c.Stretches, Stretch{d.from, to, d.contacts, d.number})
		if again := d.contacts * (1 - answered); d.number+1 < b.Attempts && again > 0 {
			waiting = append(waiting, due{d.from + wait, to + wait, again, d.number + 1})
		}
		now = d.from + takes
	}
	return c
}

// Calls is how many calls are expected to have been made.
func (c Course) Calls(at time.Duration) float64 {
	n := 0.0
	for _, s := range c.Stretches {
		n += s.before(at)
	}
	return n
}

// Rung is how many contacts are expected to have been called at least once.
func (c Course) Rung(at time.Duration) float64 {
	n := 0.0
	for _, s := range c.Stretches {
		if s.Number == 0 {
			n += s.before(at)
		}
	}
	return n
}

// Left is how many contacts are expected to have neither answered nor been given up.
func (c Course) Left(at time.Duration) float64 {
	left := float64(c.batch.Contacts)
	for _, s := range c.Stretches {
		n := s.before(at)
		if left -= n * c.answered; s.Number == c.batch.Attempts-1 {
			left -= n * (1 - c.answered)
		}
	}
	return max(left, 0)
}

// Last is when the last call is made, nearly certainly: attempts for which nearly certainly
// nobody is left are not waited for. times is how many more are left than were expected,
// or fewer.
func (c Course) Last(times float64) time.Duration {
	const unlikely = 0.1
	calls := make([]float64, max(c.batch.Attempts, 1))
	for _, s := range c.Stretches {
		calls[s.Number] += s.Calls
	}
	last := time.Duration(0)
	for _, s := range c.Stretches {
		if s.Number == 0 || calls[s.Number]*times >= unlikely {
			last = max(last, s.To)
		}
	}
	return last
}

// before is how many calls of the stretch are made before a time.
func (s Stretch) before(at time.Duration) float64 {
	switch {
	case at <= s.From:
		return 0
	case at >= s.To:
		return s.Calls
	}
	return s.Calls * float64(at-s.From) / float64(s.To-s.From)
}
