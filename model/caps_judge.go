package model

import (
	"math"
	"time"

	"callsheet/model/hours"
	"callsheet/model/phone"
)

// capJudge says of people of one segment how many attempts are left to them.
type capJudge struct {
	hours       Hours
	known       NumberHistories
	options     Options
	now         time.Time
	first, last time.Time    // possible calls
	rings       []hours.Ring // room for those of one of them
}

// capGroup is what counts for people of whom the same is known.
type capGroup struct {
	limits []hours.Limits // on each clock that may be theirs; none where nothing counts
	unrung Capped         // of whom nobody rang before
}

// group is what counts for those of a group: the caps and pauses on each clock that may be
// theirs.
func (j *capJudge) group(g ZoneGroup) *capGroup {
	clocks, err := g.Zones.Locations()
	if err != nil {
		clocks = []*time.Location{time.UTC} // nobody knows whose they are
	}
	rules, of := j.hours.For(g.Places), &capGroup{}
	seen := map[[2]hours.Date]bool{}
	for _, clock := range clocks {
		from, to := j.first.In(clock), j.last.In(clock)
		days := [2]hours.Date{hours.DateOf(from), hours.DateOf(to)}
		if seen[days] {
			continue
		}
		seen[days] = true
		if l := rules.Limits(from, to); l.Any() {
			of.limits = append(of.limits, l)
		}
	}
	of.unrung = j.left(of.limits, hours.History{})
	return of
}

// of is what is left to a number of a group.
func (j *capJudge) of(g *capGroup, n phone.Number) Capped {
	if len(g.limits) == 0 {
		return g.unrung
	}
	if j.known.Unread {
		c := g.unrung
		c.Allowed, c.Unread = 0, true
		return c
	}
	history, rung := j.known.Of[n]
	if !rung {
		return g.unrung
	}
	taken := history.takenBy(j.options.Agent, j.now, j.rings[:0])
	j.rings = taken.Rings
	c := j.left(g.limits, taken)
	c.Known = history.known()
	return c
}

// left is how many attempts a history leaves, and what allows the fewest.
func (j *capJudge) left(limits []hours.Limits, history hours.History) Capped {
	c := Capped{Asked: 1 + j.options.MaxAttempts, Allowed: math.MaxInt}
	for _, l := range limits {
		if allowed, limit := l.Allowed(history); allowed < c.Allowed {
			c.Allowed, c.Limit = allowed, limit
		}
	}
	return c
}

// segmentCaps is the judge of the rows of one segment of a plan.
type segmentCaps struct {
	capJudge
	list   *List
	where  Whereabouts
	groups []*capGroup // of the whereabouts that were asked for
}

func (p Plan) segmentCaps(h Hours, s Segment, now time.Time) *segmentCaps {
	j := &segmentCaps{capJudge: capJudge{hours: h, known: p.known, options: s.Options, now: now, first: s.possibleStart(now)}, list: p.list, where: p.Whereabouts()}
	j.last = later(j.first.Add(s.span()), s.CloseAt)
	j.groups = make([]*capGroup, len(j.where.Groups))
	return j
}

// row is what is left to a row of the segment.
func (j *segmentCaps) row(row int32) Capped {
	at := j.where.Of(row)
	if j.groups[at] == nil {
		j.groups[at] = j.group(j.where.Groups[at])
	}
	return j.of(j.groups[at], j.list.record(int(row)).number)
}

// RungBefore reports whether it is known of anybody in the list that they were rung in
// other campaigns, or may be; or that cannot be read.
func (co Contacts) RungBefore() bool {
	return len(co.list.histories.Of) > 0 || co.list.histories.Unread
}

// Where is where the person of a row is taken to be, and whose rules protect them: a group
// of one contact.
func (co Contacts) Where(row int) ZoneGroup {
	key := newLocator(co.eval).locate(row, co.list.Edit(row), co.list.record(row))
	return ZoneGroup{Finding: key.found, Places: key.places(), Contacts: 1}
}

// History is what the ledger knows of the calls of other campaigns to the number of a row;
// false where there were none.
func (co Contacts) History(row int) (NumberHistory, bool) {
	h, known := co.list.histories.Of[co.list.record(row).number]
	return h, known
}

// CapOf is the cap or the pause because of which a row that is ready would not be called,
// if the list were sent now with some options; false where there is none. It looks at this
// row alone.
func (co Contacts) CapOf(row int, o Options, h Hours, now time.Time) (Capped, bool) {
	r := co.list.record(row)
	if _, rung := co.list.histories.Of[r.number]; r.state != Ready || !rung && !co.list.histories.Unread {
		return Capped{}, false
	}
	j := capJudge{hours: h, known: co.list.histories, options: o, now: now, first: later(now, o.Start)}
	j.last = j.first.Add(o.Dialled(co.list.Counts().Of(Ready)).Span())
	c := j.of(j.group(co.Where(row)), r.number)
	return c, c.Allowed < min(c.Asked, 1+MinAttempts)
}
