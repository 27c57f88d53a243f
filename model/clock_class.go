package model

import (
	"cmp"
	"slices"
	"time"

	"callsheet/model/hours"
	"callsheet/model/zones"
)

// clockClass is what groups with the same zones and rules have in common.
type clockClass struct {
	zones    zones.Set
	rules    hours.Set
	schedule hours.Schedule
	pieces   []clockPiece // without a gap, from the beginning of what is covered
	last     int          // piece that was asked for
}

type classKey struct {
	zones  zones.Set
	places string
}

func (g ZoneGroup) classKey() classKey {
	key := classKey{zones: g.Zones}
	for _, p := range g.Places {
		key.places += p.String() + " "
	}
	return key
}

// clockPiece is a time in which nothing changes for the people of a class.
type clockPiece struct {
	from   time.Duration // since the beginning of what is covered
	inside bool          // whether a call may begin
	hour   int8          // on their clocks; -1 when these differ, or there is none
}

// find is the piece that holds an instant.
func (c *clockClass) find(at time.Duration) int {
	i, found := slices.BinarySearchFunc(c.pieces, at, func(p clockPiece, at time.Duration) int { return cmp.Compare(p.from, at) })
	if !found {
		i--
	}
	return max(i, 0)
}

// next is find for instants that come in order.
func (c *clockClass) next(at time.Duration) int {
	for c.last+1 < len(c.pieces) && c.pieces[c.last+1].from <= at {
		c.last++
	}
	return c.last
}

func (c *clockClass) cover(from, to time.Time) {
	openings := c.schedule.Between(from, to)
	edges := map[time.Duration]struct{}{0: {}}
	for _, o := range openings {
		if last, ok := o.LastCall(); ok {
			edges[o.From.Sub(from)] = struct{}{}
			edges[last.Sub(from)+1] = struct{}{}
		}
	}
	clock := c.clock(from, to)
	if clock != nil {
		for at := from; at.Before(to); at = nextHour(at, clock) {
			edges[at.Sub(from)] = struct{}{}
		}
	}
	c.pieces = c.pieces[:0]
	for at := range edges {
		p := clockPiece{from: at, hour: -1, inside: openings.Holds(from.Add(at), from.Add(at))}
		if clock != nil {
			p.hour = int8(from.Add(at).In(clock).Hour())
		}
		c.pieces = append(c.pieces, p)
	}
	slices.SortFunc(c.pieces, func(a, b clockPiece) int { return cmp.Compare(a.from, b.from) })
}

// clock is that of all zones of the class, nil when they differ between two instants.
func (c *clockClass) clock(from, to time.Time) *time.Location {
	groups, err := c.zones.Groups(from, to)
	if err != nil || len(groups) != 1 {
		return nil
	}
	return groups[0].Clock
}

// nextHour is when the hour on a clock changes, or the clock itself does.
func nextHour(at time.Time, clock *time.Location) time.Time {
	local := at.In(clock)
	next := at.Add(time.Hour - time.Duration(local.Minute())*time.Minute - time.Duration(local.Second())*time.Second - time.Duration(local.Nanosecond()))
	if _, change := local.ZoneBounds(); !change.IsZero() && change.Before(next) {
		return change
	}
	return next
}
