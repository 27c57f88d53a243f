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

// Part is what a batch of a segment says of it: its name, when it may be sent, and the
// last instant at which somebody of it may be rung.
type Part struct {
	Name    string
	Release Release
	CloseAt time.Time
}

// Part is what its batches say of the segment.
func (s Segment) Part() Part { return Part{s.Name, s.Release, s.CloseAt} }

// OptionsAt is how the segment is dialled when it is sent at an instant: at once, if its
// start is over and it may be sent late.
func (s Segment) OptionsAt(now time.Time) Options {
	o := s.Options
	if !o.Start.After(now) && s.Release.NotAfter.After(o.Start) {
		o.Start = time.Time{}
	}
	return o
}

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

// OptionsAt is how a batch is dialled when it is sent at an instant.
func (p Plan) OptionsAt(batch int, now time.Time) Options {
	return p.Segments[p.cuts[batch].segment].OptionsAt(now)
}

// Released is the plan with the segments released that wait for the operator, who is
// there, unless it is too early or too late for them.
func (p Plan) Released(now time.Time) Plan {
	p.Segments = slices.Clone(p.Segments)
	for i := range p.Segments {
		r := &p.Segments[i].Release
		if r.By == ReleasedByOperator && r.Waits() && !now.Before(r.NotBefore) && !r.Over(now) {
			r.Done = now
		}
	}
	return p
}

// AllRows are the rows of the plan, in file order.
func (p Plan) AllRows() []int32 { return p.rows }
