package model

import (
	"slices"
	"time"

	"callsheet/model/hours"
)

// Caps is what the caps on attempts and the pauses of the rules change in a plan, counted
// over all campaigns of the ledger.
type Caps struct {
	Out   []Capped // who is not called, those of most contacts first
	Fewer []Capped // who is called, and tried less than was asked, likewise
}

// Capped is contacts of a plan whom one cap or pause allows fewer attempts than were asked.
type Capped struct {
	hours.Limit      // with what counts against it of the first of them
	Known       bool // so it was; else it may have been so, or may come to be
	Unread      bool // how often they were rung cannot be read
	Asked       int  // attempts of each, with the one that the service may add
	Allowed     int  // attempts that are left to the first of them
	Rows        []int32
}

// Contacts counts those who are not called.
func (c Caps) Contacts() int {
	n := 0
	for _, out := range c.Out {
		n += len(out.Rows)
	}
	return n
}

// Rows are the rows of those who are not called.
func (c Caps) Rows() *RowSet {
	rows := &RowSet{}
	for _, out := range c.Out {
		rows.Add(out.Rows...)
	}
	return rows
}

// Of is what the caps change, with those who are tried less as far as they are in a plan.
func (c Caps) Of(p Plan) Caps {
	var fewer []Capped
	for _, f := range c.Fewer {
		var rows []int32
		for _, row := range f.Rows {
			if _, called := slices.BinarySearch(p.AllRows(), row); called {
				rows = append(rows, row)
			}
		}
		if f.Rows = rows; rows != nil {
			fewer = append(fewer, f)
		}
	}
	return Caps{c.Out, fewer}
}

// WithinCaps is the plan in which nobody can be rung more often than the rules allow,
// whatever other campaigns did or may yet do, and what that changed. Those who may be tried
// less than was asked are, in a segment of their own that takes its share of the rate; but
// not where a segment has a close, with which its rate was chosen. Whom not even the fewest
// tries are allowed is left out. It looks at every row: with a million, ask in a goroutine.
func (p Plan) WithinCaps(h Hours, now time.Time) (Plan, Caps) {
	var out, fewer capGroups
	var segments []Segment
	for _, s := range p.Segments {
		parts := newTryParts(s)
		judge := p.segmentCaps(h, s, now)
		for _, row := range s.Rows {
			if c := judge.row(row); c.Allowed >= c.Asked || s.CloseAt.IsZero() && c.Allowed >= 1+MinAttempts {
				parts.add(row, c)
			} else {
				out.add(row, c)
			}
		}
		segments = append(segments, parts.segments(&out, &fewer)...)
	}
	if out.groups == nil && fewer.groups == nil {
		return p, Caps{}
	}
	within := p.Of(segments)
	// What has a share of the rate may last longer, and touch other attempts.
	over := &RowSet{}
	for _, s := range within.Segments {
		judge := within.segmentCaps(h, s, now)
		for _, row := range s.Rows {
			if c := judge.row(row); c.Allowed < c.Asked {
				over.Add(row)
				out.add(row, c)
			}
		}
	}
	if over.Len() > 0 {
		within = within.Without(over)
		fewer.remove(over)
	}
	return within, Caps{out.sorted(), fewer.sorted()}
}

// Knowing is the plan with what is known of its numbers by now.
func (p Plan) Knowing(all NumberHistories) Plan {
	p.known = all
	return p
}

// Without is the plan without some of its rows.
func (p Plan) Without(out *RowSet) Plan {
	segments := slices.Clone(p.Segments)
	for i, s := range segments {
		segments[i].Cuts = nil
		segments[i].Rows = slices.DeleteFunc(slices.Clone(s.Rows), func(row int32) bool { return out.Has(int(row)) })
	}
	return p.Of(segments)
}
