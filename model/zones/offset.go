package zones

import (
	"slices"
	"strings"
	"time"
)

// Offsets are the distinct distances from UTC that the zones keep at an instant, in
// seconds east, ascending. The error is that of Locations.
func (s Set) Offsets(at time.Time) ([]int, error) {
	locations, err := s.Locations()
	if err != nil {
		return nil, err
	}
	offsets := make([]int, 0, len(locations))
	for _, l := range locations {
		_, offset := at.In(l).Zone()
		offsets = append(offsets, offset)
	}
	slices.Sort(offsets)
	return slices.Compact(offsets), nil
}

// LocalTimes are the earliest and the latest local time that the people may have at an
// instant. The error is that of Locations.
func (s Set) LocalTimes(at time.Time) (earliest, latest time.Time, err error) {
	locations, err := s.Locations()
	if err != nil {
		return time.Time{}, time.Time{}, err
	}
	west, east := locations[0], locations[0]
	for _, l := range locations[1:] {
		switch offset := offsetIn(l, at); {
		case offset < offsetIn(west, at):
			west = l
		case offset > offsetIn(east, at):
			east = l
		}
	}
	return at.In(west), at.In(east), nil
}

func offsetIn(l *time.Location, at time.Time) int {
	_, offset := at.In(l).Zone()
	return offset
}

// Group is zones whose clocks agree all through a time.
type Group struct {
	Zones Set
	// Clock is one of the zones, which stands for all of them.
	Clock *time.Location
}

// Groups folds the zones whose clocks agree from one instant to another, west to east
// as they stand at the first, so that "one of 4 zones" counts what makes a difference. The
// error is that of Locations.
func (s Set) Groups(from, to time.Time) ([]Group, error) {
	locations, err := s.Locations()
	if err != nil {
		return nil, err
	}
	if to.Before(from) {
		from, to = to, from
	}
	byClock := map[string]int{}
	var groups []Group
	i := 0
	for id := range s.all() {
		key := clockOf(locations[i], from, to)
		at, seen := byClock[key]
		if !seen {
			at = len(groups)
			byClock[key] = at
			groups = append(groups, Group{Clock: locations[i]})
		}
		groups[at].Zones = groups[at].Zones.Union(newSet([]uint16{id}))
		i++
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return offsetIn(a.Clock, from) - offsetIn(b.Clock, from) })
	return groups, nil
}

// clockOf spells what a zone's clocks do from one instant to another: the offset at
// the first, and each change until the last.
func clockOf(l *time.Location, from, to time.Time) string {
	var spelt strings.Builder
	const most = 400 // changes, which are those of two hundred years
	at := from.In(l)
	last := offsetIn(l, at)
	spelt.WriteString(time.Duration(last * int(time.Second)).String())
	for range most {
		_, end := Bounds(at)
		if end.IsZero() || end.After(to) {
			break
		}
		if offset := offsetIn(l, end); offset != last {
			last = offset
			spelt.WriteString(end.UTC().Format(" 20060102T150405 "))
			spelt.WriteString(time.Duration(last * int(time.Second)).String())
		}
		at = end.In(l)
	}
	return spelt.String()
}
