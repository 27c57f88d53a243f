package model

import (
	"slices"
	"time"

	"callsheet/model/hours"
)

// OutsideHours is contacts of one segment of a plan, of whom the same is known, who could be
// rung outside their hours: by the first call that is possible, or the last.
type OutsideHours struct {
	ZoneGroup             // Contacts are those of the segment
	Group, Segment int    // their places among the whereabouts' groups and the plan's segments
	Rules          string // the name of those that protect them
	First, Last    time.Time
	// Start is the first moment from which the same calls would all be inside; zero where no
	// window of the next week holds them, and of those of whom no zone is known.
	Start time.Time
}

// How far ahead a start is looked for: every weekday once, and some days for holidays.
const startWithin = 10 * 24 * time.Hour

// OutsideHours is who of the plan could be rung outside their hours, a segment after the
// other. Everybody of a segment may be rung from its first call to its last possible one,
// when nobody answers and the service calls once more than it was told: whose turn comes when
// changes with everybody who is left out. Of whom no zone is known, every hour may be outside.
func (p Plan) OutsideHours(h Hours, now time.Time) []OutsideHours {
	where := p.Whereabouts()
	schedules := make([]*hours.Schedule, len(where.Groups))
	var outside []OutsideHours
	for i, s := range p.Segments {
		first := s.possibleStart(now)
		span := s.span()
		contacts := make([]int, len(where.Groups))
		for _, row := range s.Rows {
			contacts[where.Of(row)]++
		}
		for j, n := range contacts {
			if n == 0 {
				continue
			}
			if schedules[j] == nil {
				schedule := h.Schedule(where.Groups[j])
				schedules[j] = &schedule
			}
			if schedules[j].Holds(first, first.Add(span)) {
				continue
			}
			o := OutsideHours{ZoneGroup: where.Groups[j], Group: j, Segment: i, First: first, Last: first.Add(span)}
			o.Contacts, o.Rules = n, h.For(o.Places).Name(hours.DateOf(first.UTC()))
			if !o.Held() {
				o.Start = startInside(*schedules[j], first, span)
			}
			outside = append(outside, o)
		}
	}
	return outside
}

// startInside is the first moment from which calls over a span are all inside one opening.
func startInside(s hours.Schedule, from time.Time, span time.Duration) time.Time {
	for _, o := range s.Between(from, from.Add(startWithin)) {
		if last, ok := o.LastCall(); ok && !o.From.Add(span).After(last) {
			return o.From
		}
	}
	return time.Time{}
}

// possibleStart is when the first call of a segment can be.
func (s Segment) possibleStart(now time.Time) time.Time {
	return later(later(now, s.Release.NotBefore), s.Options.Start)
}

// span is from the first call of a segment to its last possible one, at the rate of one batch.
func (s Segment) span() time.Duration { return s.Options.Dialled(len(s.Rows)).Span() }

// WithoutOutside is the plan without those who could be rung outside their hours.
func (p Plan) WithoutOutside(outside []OutsideHours) Plan {
	if len(outside) == 0 {
		return p
	}
	where := p.Whereabouts()
	type part struct{ segment, group int }
	out := map[part]bool{}
	for _, o := range outside {
		out[part{o.Segment, o.Group}] = true
	}
	segments := make([]Segment, len(p.Segments))
	for i, s := range p.Segments {
		rows := s.Rows
		s.Rows = nil
		for _, row := range rows {
			if !out[part{i, where.Of(row)}] {
				s.Rows = append(s.Rows, row)
			}
		}
		segments[i] = s
	}
	return p.Of(segments)
}

// Unknown are those of whom no zone is known, so that nobody knows when they may be rung.
func Unknown(outside []OutsideHours) []OutsideHours {
	return slices.DeleteFunc(slices.Clone(outside), func(o OutsideHours) bool { return !o.Held() })
}

// Only is the plan with the rows of some of its batches alone.
func (p Plan) Only(batches ...int) Plan {
	segments := slices.Clone(p.Segments)
	for i := range segments {
		segments[i].Rows = nil
	}
	for _, batch := range batches {
		at := p.SegmentOf(batch)
		segments[at].Rows = append(segments[at].Rows, p.batchRows(batch)...)
	}
	return p.In(segments)
}

// BatchHours is when the contacts of one batch may be rung.
type BatchHours struct {
	First, Last time.Time   // the first call that is possible, and the last
	Groups      []ZoneGroup // of its contacts, which are counted
}

// BatchHours is when a batch is rung, if it is sent now.
func (p Plan) BatchHours(batch int, now time.Time) BatchHours {
	where, s := p.Whereabouts(), p.Segments[p.SegmentOf(batch)]
	b := BatchHours{First: s.possibleStart(now)}
	b.Last = b.First.Add(s.span())
	contacts := make([]int, len(where.Groups))
	for _, row := range p.batchRows(batch) {
		contacts[where.Of(row)]++
	}
	for i, n := range contacts {
		if n > 0 {
			g := where.Groups[i]
			g.Contacts = n
			b.Groups = append(b.Groups, g)
		}
	}
	return b
}
