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

	// Cuts is how many contacts each of its batches has, where they are not cut by size alone:
	// contacts went on in other segments when their batch was cancelled. nil = they are.
	Cuts []int

	// CloseAt is the last instant at which somebody of it may be rung. Whoever watches
	// cancels what is at the service then; zero where nobody has to.
	CloseAt time.Time
}

// Part is what a batch of a segment says of it: its name, when it may be sent, the last
// instant at which somebody of it may be rung, and the zone on whose clocks its people live.
type Part struct {
	Name    string
	Release Release
	CloseAt time.Time
	Zone    string // IANA; "" where nobody says so
}

// Part is what its batches say of the segment.
func (s Segment) Part() Part { return Part{s.Name, s.Release, s.CloseAt, s.Options.TimeZone} }

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
		from := 0
		for _, contacts := range s.cut() {
			cuts = append(cuts, batchCut{i, from, from + contacts})
			from += contacts
		}
	}
	return cuts
}

// cut is how many contacts each batch of the segment has.
func (s Segment) cut() []int {
	total := 0
	for _, contacts := range s.Cuts {
		total += contacts
	}
	if s.Cuts != nil && total == len(s.Rows) {
		return s.Cuts
	}
	var sizes []int
	for left := len(s.Rows); left > 0; left -= MaxContacts {
		sizes = append(sizes, min(left, MaxContacts))
	}
	return sizes
}

// Cut is the segment with batches of so many contacts each.
func (s Segment) Cut(contacts []int) Segment {
	s.Cuts = nil
	if !slices.Equal(s.cut(), contacts) {
		s.Cuts = contacts
	}
	return s
}

// In returns the plan with its rows in segments, which must have each of its rows
// once; those without rows are left out, unless their batches are known.
func (p Plan) In(segments []Segment) Plan {
	p.Segments = slices.DeleteFunc(slices.Clone(segments), func(s Segment) bool { return len(s.Rows) == 0 && len(s.Cuts) == 0 })
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

// Replace is the plan with other segments for the rows of some of its batches, which come
// last. The batches that stay keep their order and come first. The segments must have each
// of those rows once.
func (p Plan) Replace(batches []int, with []Segment) Plan {
	kept := slices.Clone(p.Segments)
	cuts := make([][]int, len(kept))
	for i := range kept {
		kept[i].Rows = nil
	}
	for batch, c := range p.cuts {
		if !slices.Contains(batches, batch) {
			kept[c.segment].Rows = append(kept[c.segment].Rows, p.batchRows(batch)...)
			cuts[c.segment] = append(cuts[c.segment], c.to-c.from)
		}
	}
	places := make([]int, len(kept)) // where each is by now, or the last before it that stays
	last := -1
	for i, s := range kept {
		kept[i] = s.Cut(cuts[i])
		if len(cuts[i]) > 0 {
			last++
		}
		places[i] = last
	}
	for i := range kept {
		if r := &kept[i].Release; r.By == ReleasedByOutcome && r.After < len(places) {
			r.After = max(places[r.After], 0)
		}
	}
	return p.In(append(kept, with...))
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

// Releasable are the places of the segments that wait for the operator alone: it is
// neither too early nor too late for them. While others wait for a canary none is: what
// comes of it matters to later ones as well.
func (p Plan) Releasable(now time.Time) []int {
	var places []int
	if slices.ContainsFunc(p.Segments, func(s Segment) bool { return s.Release.ForOutcome() }) {
		return nil
	}
	for i, s := range p.Segments {
		if r := s.Release; r.By == ReleasedByOperator && r.Waits() && !now.Before(r.NotBefore) && !r.Over(now) {
			places = append(places, i)
		}
	}
	return places
}

// Released is the plan with its segments released as the ledger has it; another number of
// them than it has changes nothing.
func (p Plan) Released(releases []Release) Plan {
	if len(releases) != len(p.Segments) {
		return p
	}
	p.Segments = slices.Clone(p.Segments)
	for i := range p.Segments {
		p.Segments[i].Release = releases[i]
	}
	return p
}

// AllRows are the rows of the plan, in file order.
func (p Plan) AllRows() []int32 { return p.rows }
