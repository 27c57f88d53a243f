package model

import (
	"time"

	"callsheet/model/phone"
)

// BatchStatus is where a batch is in its life. The service may use words that
// are not listed here; they are kept as they are. The client has the same words of
// its own, since it knows nothing of the domain.
type BatchStatus string

const (
	StatusIngesting  BatchStatus = "ingesting"
	StatusScheduled  BatchStatus = "scheduled"
	StatusPending    BatchStatus = "pending"
	StatusProcessing BatchStatus = "processing"
	StatusCompleted  BatchStatus = "completed"
	StatusCancelled  BatchStatus = "cancelled"
)

// Ended reports whether nothing more will happen to the batch.
func (s BatchStatus) Ended() bool { return s == StatusCompleted || s == StatusCancelled }

// Waits reports whether nobody in the batch is called yet.
func (s BatchStatus) Waits() bool {
	return s == StatusIngesting || s == StatusScheduled || s == StatusPending
}

// Statistics is one look at a batch (batch statistics): contacts, not calls.
type Statistics struct {
	At        time.Time // when it was read
	Status    BatchStatus
	Total     int
	Processed int // attempted at least once
	Succeeded int // answered
	Failed    int // given up
	Pending   int // waiting for a first or another attempt
	Rate      float64
	StartedAt time.Time
	EndedAt   time.Time
	Calls     []Call // the latest, newest first

	// Rings is the last call to everybody who was rung, sorted by number, once the
	// batch has ended and all its calls are known; nil = they are not.
	Rings []Ring
	Tally CallTally // what all its calls came to, where Rings is known
}

// Finished is how many contacts have a result.
func (s Statistics) Finished() int { return s.Succeeded + s.Failed }

// Dropped is how many contacts are without a result and are not called any more.
func (s Statistics) Dropped() int {
	if s.Status.Ended() {
		return max(0, s.Total-s.Finished())
	}
	return 0
}

// ToGo is how many contacts may still get a result.
func (s Statistics) ToGo() int {
	if s.Status.Ended() {
		return 0
	}
	return max(0, s.Total-s.Finished())
}

// Total is the latest looks at several batches as one.
type Total struct {
	Statistics
	dropped, toGo int // contacts, each by the state of its own batch
}

// Dropped is how many contacts are without a result and are not called any more.
func (t Total) Dropped() int { return t.dropped }

// ToGo is how many contacts may still get a result.
func (t Total) ToGo() int { return t.toGo }

// Call is one attempt to reach a contact.
type Call struct {
	ID       string
	Status   string // SCHEDULED, ONGOING, COMPLETED, MISSED, FAILED, or as the service says
	Phone    string
	Name     string
	Error    string
	Duration time.Duration
	At       time.Time
}

// progressWindow is how far back the rate is measured: long enough to smooth
// single calls, short enough to follow a change within a minute.
const progressWindow = 60 * time.Second

// minWindow is how many looks the rate is measured over at least, however far
// apart they are.
const minWindow = 10

// maxSamples bounds what a day of watching keeps.
const maxSamples = 600

// Progress follows a campaign over several looks at its batches and derives
// what one look cannot show. The zero value is ready to use.
type Progress struct {
	samples []sample
	latest  Total
}

type sample struct {
	at      time.Time
	settled int
}

// Observe adds one look. Looks that are older than the latest are ignored.
func (p *Progress) Observe(s Total) {
	if len(p.samples) > 0 && !s.At.After(p.samples[len(p.samples)-1].at) {
		return
	}
	p.latest = s
	p.samples = append(p.samples, sample{s.At, s.Succeeded + s.Failed})
	if len(p.samples) > maxSamples {
		p.samples = append(p.samples[:0], p.samples[len(p.samples)-maxSamples:]...)
	}
}

// Latest is the last look, and whether there was one.
func (p *Progress) Latest() (Total, bool) { return p.latest, len(p.samples) > 0 }

// Rate is contacts settled per second over the last minute, or the last few looks; false
// until two looks are far enough apart to tell.
func (p *Progress) Rate() (float64, bool) {
	if len(p.samples) < 2 {
		return 0, false
	}
	last := p.samples[len(p.samples)-1]
	first := p.samples[0]
	for _, s := range p.samples[:max(1, len(p.samples)-minWindow)] {
		first = s
		if last.at.Sub(s.at) <= progressWindow {
			break
		}
	}
	span := last.at.Sub(first.at)
	if span < time.Second {
		return 0, false
	}
	return float64(last.settled-first.settled) / span.Seconds(), true
}

// Trend is contacts settled between looks, oldest first, at most n values.
func (p *Progress) Trend(n int) []float64 {
	var trend []float64
	from := max(1, len(p.samples)-n)
	for i := from; i < len(p.samples); i++ {
		trend = append(trend, float64(p.samples[i].settled-p.samples[i-1].settled))
	}
	return trend
}

// Sum adds up the latest looks of several batches, as one.
func Sum(batches []Statistics) Total {
	var sum Total
	for i, b := range batches {
		if i == 0 || rank(b.Status) < rank(sum.Status) {
			sum.Status = b.Status
		}
		if b.At.After(sum.At) {
			sum.At = b.At
		}
		sum.Total += b.Total
		sum.Processed += b.Processed
		sum.Succeeded += b.Succeeded
		sum.Failed += b.Failed
		sum.Pending += b.Pending
		sum.dropped += b.Dropped()
		sum.toGo += b.ToGo()
		sum.Rate += b.Rate
		if !b.StartedAt.IsZero() && (sum.StartedAt.IsZero() || b.StartedAt.Before(sum.StartedAt)) {
			sum.StartedAt = b.StartedAt
		}
		if b.EndedAt.After(sum.EndedAt) {
			sum.EndedAt = b.EndedAt
		}
		sum.Calls = append(sum.Calls, b.Calls...)
	}
	return sum
}

// rank orders states so that the campaign shows the one that still has most to
// do; a state of the future counts as running.
func rank(s BatchStatus) int {
	switch s {
	case StatusCompleted:
		return 3
	case StatusCancelled:
		return 2
	case StatusIngesting, StatusScheduled, StatusPending:
		return 1
	}
	return 0
}

// Ring is the last call to a number, and what is known of those before it.
type Ring struct {
	Number   phone.Number
	At       time.Time
	Calls    int  // how often it was called; 0 = not known
	Answered bool // by somebody, once at least
	Refused  bool // whoever took a call asked not to be called
}
