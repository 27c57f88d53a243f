package model

import (
	"time"

	"callsheet/model/zones"
)

// CommonZone is the zone that most contacts of a plan are in, and how many of how many.
type CommonZone struct {
	Zone         *time.Location // nil = there is none: nobody's zone is known to be one
	Contacts, Of int
}

// CommonZone is the zone whose clock most of the contacts have in the year after now: the
// one that a start is likeliest meant on where nobody says which. Contacts who may be in
// several zones count for none.
func (w Whereabouts) CommonZone(now time.Time) CommonZone {
	common := CommonZone{}
	sets := map[zones.Set]int{}
	var known zones.Set
	for _, g := range w.Groups {
		common.Of += g.Contacts
		if clocks, err := g.Zones.Groups(now, now.AddDate(1, 0, 0)); err == nil && len(clocks) == 1 && !g.Ask {
			sets[g.Zones] += g.Contacts
			known = known.Union(g.Zones)
		}
	}
	groups, err := known.Groups(now, now.AddDate(1, 0, 0))
	if err != nil {
		return common
	}
	for _, group := range groups {
		contacts, most := 0, 0
		clock := group.Clock
		for _, g := range w.Groups { // in their order, so that the name is always the same
			n := sets[g.Zones]
			if n == 0 || !g.Zones.Within(group.Zones) {
				continue
			}
			if own, err := g.Zones.Groups(now, now.AddDate(1, 0, 0)); n > most && err == nil {
				most, clock = n, own[0].Clock
			}
			contacts += n
			delete(sets, g.Zones)
		}
		if contacts > common.Contacts {
			common.Zone, common.Contacts = clock, contacts
		}
	}
	return common
}
