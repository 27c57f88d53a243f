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
// other. Of whom no zone is known, every hour may be outside.
//
// It is the one count of those people: whoever is counted is who is left out, on every
// screen and by every command. Everybody of a segment counts who may not be rung at every
// moment from its first call to the last one that there may be, when nobody answers and the
// service calls once more than it was told. That is more than whom a call would reach if
// the contacts were dialled in the order of the file and at the full rate, which a forecast
// of calls assumes. But in which order the service dials is not known; and whoever is left
// out brings everybody behind them forward, so that counting by the turn would leave out
// some and bring others outside. This way nobody is outside once those are left out.
func (p Plan) OutsideHours(h Hours, now time.Time) []OutsideHours {
	return p.Forecaster(h).Outside(p.Segments, now)
}

// Outside is who of some segments could be rung outside their hours: see Plan.OutsideHours.
func (f *Forecaster) Outside(segments []Segment, now time.Time) []OutsideHours {
	var outside []OutsideHours
	for i, s := range segments {
		first, span := s.possibleStart(now), s.span()
		starts := map[*clockClass]time.Time{}
		f.eachGroup(s, now, func(g, contacts int, inside bool) {
			if inside {
				return
			}
			o := OutsideHours{ZoneGroup: f.where.Groups[g], Group: g, Segment: i, First: first, Last: first.Add(span)}
			o.Contacts, o.Rules = contacts, f.class[g].rules.Name(hours.DateOf(first.UTC()))
			if class := f.class[g]; !o.Held() {
				start, known := starts[class]
				if !known {
					start, _ = startInside(class.schedule.Between(first, first.Add(startWithin)), first, span)
					starts[class] = start
				}
				o.Start = start
			}
			outside = append(outside, o)
		})
	}
	return outside
}

// eachGroup calls yield with every group that has contacts in a segment, with how many, and
// whether all of its calls are inside their hours.
func (f *Forecaster) eachGroup(s Segment, now time.Time, yield func(group, contacts int, inside bool)) {
	contacts := make([]int, len(f.where.Groups))
	for _, cut := range cutSegments([]Segment{s}) {
		for g, places := range f.groupsOf(s.Rows[cut.from:cut.to]).places {
			contacts[g] += len(places)
		}
	}
	first, span := s.possibleStart(now), s.span()
	inside := map[*clockClass]bool{}
	for g, n := range contacts {
		if n == 0 {
			continue
		}
		class := f.class[g]
		holds, known := inside[class]
		if !known {
			holds = class.schedule.Holds(first, first.Add(span))
			inside[class] = holds
		}
		yield(g, n, holds)
	}
}

// InsideFrom is the first start of segments that begin together from which nobody of known
// hours could be rung outside them; zero when there is none within the days that Outside
// looks ahead.
func (f *Forecaster) InsideFrom(segments []Segment, now time.Time) time.Time {
	at, _ := f.insideStarts(segments, now).from(now)
	return at
}

// insideStarts are the starts from which nobody of known hours could be rung outside them.
type insideStarts struct {
	parts []insidePart
	limit time.Time // the end of the days that are looked ahead
}

type insidePart struct {
	openings hours.Openings
	span     time.Duration
}

func (f *Forecaster) insideStarts(segments []Segment, now time.Time) insideStarts {
	starts := insideStarts{limit: now.Add(startWithin)}
	open := map[*clockClass]hours.Openings{}
	for _, s := range segments {
		seen := map[*clockClass]bool{}
		f.eachGroup(s, now, func(g, _ int, _ bool) {
			class := f.class[g]
			if class.zones.IsEmpty() || seen[class] {
				return
			}
			seen[class] = true
			if _, known := open[class]; !known {
				open[class] = class.schedule.Between(now, now.Add(2*startWithin))
			}
			starts.parts = append(starts.parts, insidePart{open[class], s.span()})
		})
	}
	return starts
}

// from is the first of them from an instant on.
func (s insideStarts) from(at time.Time) (time.Time, bool) {
	for moved := true; moved; {
		moved = false
		for _, p := range s.parts {
			next, found := startInside(p.openings, at, p.span)
			if !found || next.After(s.limit) {
				return time.Time{}, false
			}
			moved = moved || next.After(at)
			at = next
		}
	}
	return at, true
}

// startInside is the first moment from which calls over a span are all inside one opening.
func startInside(openings hours.Openings, from time.Time, span time.Duration) (time.Time, bool) {
	for _, o := range openings {
		start := later(o.From, from)
		if last, ok := o.LastCall(); ok && !start.Add(span).After(last) {
			return start, true
		}
	}
	return time.Time{}, false
}

// Possible is when the first call of a segment can be, and the last, in whatever order the
// service dials.
func (s Segment) Possible(now time.Time) (first, last time.Time) {
	first = s.possibleStart(now)
	return first, first.Add(s.span())
}

// possibleStart is when the first call of a segment can be.
func (s Segment) possibleStart(now time.Time) time.Time {
	return later(later(now, s.Release.NotBefore), s.Options.Start)
}

// span is from the first call of a segment to its last possible one, at the rate of one batch.
func (s Segment) span() time.Duration { return s.Options.Dialled(len(s.Rows)).Span() }

// OutsideRows are the rows of the plan of those who could be rung outside their hours.
func (p Plan) OutsideRows(outside []OutsideHours) *RowSet {
	type part struct{ segment, group int }
	out := map[part]bool{}
	for _, o := range outside {
		out[part{o.Segment, o.Group}] = true
	}
	where, rows := p.Whereabouts(), &RowSet{}
	for i, s := range p.Segments {
		for _, row := range s.Rows {
			if out[part{i, where.Of(row)}] {
				rows.Add(row)
			}
		}
	}
	return rows
}

// WithoutOutside is the plan without those who could be rung outside their hours.
func (p Plan) WithoutOutside(outside []OutsideHours) Plan {
	if len(outside) == 0 {
		return p
	}
	return p.Without(p.OutsideRows(outside))
}

// Only is the plan with the rows of some of its batches alone.
func (p Plan) Only(batches ...int) Plan {
	segments := slices.Clone(p.Segments)
	for i := range segments {
		segments[i].Rows, segments[i].Cuts = nil, nil
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
