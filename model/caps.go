package model

import (
	"math"
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
		judge := p.capJudge(h, s, now)
		for _, row := range s.Rows {
			if c := judge.of(row); c.Allowed >= c.Asked || s.CloseAt.IsZero() && c.Allowed >= 1+MinAttempts {
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
		judge := within.capJudge(h, s, now)
		for _, row := range s.Rows {
			if c := judge.of(row); c.Allowed < c.Asked {
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
		segments[i].Rows = slices.DeleteFunc(slices.Clone(s.Rows), func(row int32) bool { return out.Has(int(row)) })
	}
	return p.Of(segments)
}

// capJudge says of the rows of one segment how many attempts are left to them.
type capJudge struct {
	plan        Plan
	hours       Hours
	segment     Segment
	where       Whereabouts
	now         time.Time
	first, last time.Time // possible calls
	groups      []*capGroup
	rings       []hours.Ring // room for those of a row
}

// capGroup is what counts for a group of the whereabouts.
type capGroup struct {
	limits []hours.Limits // on each clock that may be theirs; none where nothing counts
	unrung Capped         // of whom nobody rang before
}

func (p Plan) capJudge(h Hours, s Segment, now time.Time) *capJudge {
	j := &capJudge{plan: p, hours: h, segment: s, where: p.Whereabouts(), now: now, first: s.possibleStart(now)}
	j.last = later(j.first.Add(s.span()), s.CloseAt)
	j.groups = make([]*capGroup, len(j.where.Groups))
	return j
}

// of is what is left to a row of the segment.
func (j *capJudge) of(row int32) Capped {
	g := j.group(row)
	if len(g.limits) == 0 {
		return g.unrung
	}
	if j.plan.known.Unread {
		c := g.unrung
		c.Allowed, c.Unread = 0, true
		return c
	}
	history, rung := j.plan.known.Of[j.plan.list.record(int(row)).number]
	if !rung {
		return g.unrung
	}
	taken := history.takenBy(j.segment.Options.Agent, j.now, j.rings[:0])
	j.rings = taken.Rings
	c := j.left(g.limits, taken)
	c.Known = history.known()
	return c
}

// left is how many attempts a history leaves, and what allows the fewest.
func (j *capJudge) left(limits []hours.Limits, history hours.History) Capped {
	c := Capped{Asked: 1 + j.segment.Options.MaxAttempts, Allowed: math.MaxInt}
	for _, l := range limits {
		if allowed, limit := l.Allowed(history); allowed < c.Allowed {
			c.Allowed, c.Limit = allowed, limit
		}
	}
	return c
}

func (j *capJudge) group(row int32) *capGroup {
	at := j.where.Of(row)
	if j.groups[at] == nil {
		g := &capGroup{limits: j.limits(j.where.Groups[at])}
		g.unrung = j.left(g.limits, hours.History{})
		j.groups[at] = g
	}
	return j.groups[at]
}

// limits are the caps and pauses of a group, on each clock that may be theirs.
func (j *capJudge) limits(g ZoneGroup) []hours.Limits {
	clocks, err := g.Zones.Locations()
	if err != nil {
		clocks = []*time.Location{time.UTC} // nobody knows whose they are
	}
	rules := j.hours.For(g.Places)
	var all []hours.Limits
	seen := map[[2]hours.Date]bool{}
	for _, clock := range clocks {
		from, to := j.first.In(clock), j.last.In(clock)
		days := [2]hours.Date{hours.DateOf(from), hours.DateOf(to)}
		if seen[days] {
			continue
		}
		seen[days] = true
		if l := rules.Limits(from, to); l.Any() {
			all = append(all, l)
		}
	}
	return all
}
