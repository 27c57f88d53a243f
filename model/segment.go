package model

import (
	"slices"
	"time"
)

// Segment is a part of a plan that is dialled under options of its own: a wave of
// one group of time zones, a canary, the rest after it. It is cut into batches of
// its own. No row, and so no number, is in two segments: the service moves a
// contact into the newest batch that has it, out of the one before.
type Segment struct {
	Name    string  // for people, such as "New York 8:00"; "" where a plan has one alone
	Options Options // the plan's with another start, rate, tries or delays
	Release Release // when it may be sent
	Rows    []int32 // of the list, in file order

	// CloseAt is the last instant at which somebody of it may be rung. Whoever watches
	// cancels what is at the service then; zero where nobody has to.
	CloseAt time.Time
}

// OptionsAt is how the segment is dialled when it is sent at an instant: at once, if its
// start is over and it may be sent late.
func (s Segment) OptionsAt(now time.Time) Options {
	o := s.Options
	if !o.Start.After(now) && s.Release.NotAfter.After(o.Start) {
		o.Start = time.Time{}
	}
	return o
}

// Release says when a segment may be sent. The zero Release is at once.
type Release struct {
	NotBefore time.Time     `json:"not_before,omitzero"` // sent earlier it would take contacts out of a batch before it
	NotAfter  time.Time     `json:"not_after,omitzero"`  // sent later it could not end in time: its people are rung in certain hours
	By        ReleasedBy    `json:"by,omitempty"`
	After     int           `json:"after,omitempty"` // place of the segment whose outcome decides
	Limits    ReleaseLimits `json:"limits,omitzero"` // for ReleasedByOutcome
	Done      time.Time     `json:"done,omitzero"`   // when it was released by somebody, or by its limits
}

// ReleasedBy is who lets a segment be sent.
type ReleasedBy string

const (
	ReleasedAtOnce     ReleasedBy = ""         // nobody has to
	ReleasedByOperator ReleasedBy = "operator" // a person, when they say so
	ReleasedByOutcome  ReleasedBy = "outcome"  // the outcome of an earlier segment, within its limits, while somebody watches; or a person
)

// ReleaseLimits are the shares, from 0 to 1, within which the outcome of a segment
// lets the next one be sent.
type ReleaseLimits struct {
	MinAnswered float64 `json:"min_answered"`
	MaxFailed   float64 `json:"max_failed"`
	MaxOptedOut float64 `json:"max_opted_out"`
}

// Held reports whether a segment may not be sent now.
func (r Release) Held(now time.Time) bool {
	return r.Waits() || now.Before(r.NotBefore) || r.Over(now)
}

// Waits reports whether somebody has to let the segment be sent.
func (r Release) Waits() bool { return r.By != ReleasedAtOnce && r.Done.IsZero() }

// Over reports whether it is too late to send the segment.
func (r Release) Over(now time.Time) bool { return !r.NotAfter.IsZero() && now.After(r.NotAfter) }

// batchCut is which rows of which segment a batch has.
type batchCut struct{ segment, from, to int }

// cutSegments cuts segments into batches, each of one segment.
func cutSegments(segments []Segment) []batchCut {
	var cuts []batchCut
	for i, s := range segments {
		for from := 0; from < len(s.Rows); from += MaxContacts {
			cuts = append(cuts, batchCut{i, from, min(from+MaxContacts, len(s.Rows))})
		}
	}
	return cuts
}

// In returns the plan with its rows in segments, which must have each of its rows
// once; those without rows are left out.
func (p Plan) In(segments []Segment) Plan {
	p.Segments = slices.DeleteFunc(slices.Clone(segments), func(s Segment) bool { return len(s.Rows) == 0 })
	p.cuts = cutSegments(p.Segments)
	p.rows = p.rows[:0:0]
	for _, s := range p.Segments {
		p.rows = append(p.rows, s.Rows...)
	}
	slices.Sort(p.rows)
	p.counted = new(counted)
	return p
}

// Of is In for segments that have some of the plan's rows; the others are left out.
func (p Plan) Of(segments []Segment) Plan {
	of := p.In(segments)
	of.Excluded[Ready] += p.Len() - of.Len()
	return of
}

// ReleaseOf is when a batch may be sent. A campaign whose rows are gone has no
// segments to say so, and sends nothing.
func (p Plan) ReleaseOf(b Batch) Release {
	if b.Segment < 0 || b.Segment >= len(p.Segments) {
		return Release{By: ReleasedByOperator}
	}
	return p.Segments[b.Segment].Release
}

// SegmentOf is the place of the segment that a batch is of.
func (p Plan) SegmentOf(batch int) int { return p.cuts[batch].segment }

// OptionsOf is how a batch is dialled.
func (p Plan) OptionsOf(batch int) Options { return p.Segments[p.cuts[batch].segment].Options }

// AllRows are the rows of the plan, in file order.
func (p Plan) AllRows() []int32 { return p.rows }
