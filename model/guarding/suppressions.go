package guarding

import (
	"time"

	"callsheet/model"
)

// Suppressions gathers what is known of the contacts of a question.
type Suppressions[N Number] struct {
	Of map[N]model.Suppression

	question *Question[N]
	now      time.Time
	period   time.Duration
	ends     campaignEnds
	in       map[N]string // the campaign that a number is held by, by its id
}

// NewSuppressions answers a question by a moment of the ledger's clock.
func NewSuppressions[N Number](q *Question[N], now time.Time, period time.Duration) *Suppressions[N] {
	return &Suppressions[N]{Of: map[N]model.Suppression{}, question: q, now: now, period: period, ends: campaignEnds{now: now, until: map[string]time.Time{}}, in: map[N]string{}}
}

// Add takes a batch into account that may guard numbers now. Batches come in the order in
// which the ledger has them.
func (s *Suppressions[N]) Add(b Batch[N]) {
	s.ends.add(b.Batch)
	s.question.Each(b, s.now, s.period, func(g Guard[N]) {
		if g.outweighs(s.Of[g.Number]) {
			s.Of[g.Number] = g.suppression(b.Batch)
			s.in[g.Number] = b.Campaign
		}
	})
}

// Guarded reports whether any contact is guarded: only then batches that wait to be sent matter.
func (s *Suppressions[N]) Guarded() bool { return len(s.in) > 0 }

// AddWaiting takes a batch into account that is not sent yet: its campaign calls for longer.
func (s *Suppressions[N]) AddWaiting(b model.Batch) {
	if _, calls := s.ends.until[b.Campaign]; calls {
		s.ends.add(b)
	}
}

// Settle says, after the last batch, of the numbers that an unfinished batch has until when its
// campaign can call, and of whom the service knows the id under another number.
func (s *Suppressions[N]) Settle() {
	for n, campaign := range s.in {
		m := s.Of[n]
		if until, there := s.ends.until[campaign]; there && m.Unfinished {
			m.Until = until
			s.Of[n] = m
		}
	}
	s.question.Elsewhere(func(n N) {
		m := s.Of[n]
		m.IDElsewhere = true
		s.Of[n] = m
	})
}

// Answered says that a number was answered in a campaign at a moment.
func (s *Suppressions[N]) Answered(n N, at time.Time, campaign string) {
	if m := s.Of[n]; at.After(m.Answered) {
		m.Answered, m.AnsweredIn = at, campaign
		s.Of[n] = m
	}
}

// Listed says that a number is on the do-not-call list, since when and why.
func (s *Suppressions[N]) Listed(n N, since time.Time, source string) {
	m := s.Of[n]
	m.DoNotCall, m.Source = since, source
	s.Of[n] = m
}

// campaignEnds are until when campaigns can call, by all of their batches that are not
// over: one batch of a campaign says nothing of its later waves.
type campaignEnds struct {
	now   time.Time
	until map[string]time.Time // by the campaign's id; zero = not known
}

// add takes a batch into account that may yet call, or may yet be sent.
func (e *campaignEnds) add(b model.Batch) {
	if b.Campaign == "" || !b.Ended.IsZero() {
		return
	}
	last, known := b.Schedule.LastCall(b.Settled, b.Contacts)
	if b.State == model.SendPrepared {
		r := b.Part.Release
		if r.Over(e.now) {
			return
		}
		last, known = b.Schedule.LastCall(r.NotAfter, b.Contacts)
		known = known && !r.NotAfter.IsZero() // otherwise it can be sent at any time
	}
	before, there := e.until[b.Campaign]
	switch {
	case !known || there && before.IsZero():
		e.until[b.Campaign] = time.Time{}
	case last.After(before):
		e.until[b.Campaign] = last
	}
}
