package zones

import (
	"slices"
	"sync"
	"time"

	"callsheet/model/phone"
)

// The clocks of a zone are compared by what they say in the middle of each winter and
// summer of one year. It is a year and not now, so that what a text means does not
// change while a list is open.
var clockDays = [2]time.Time{time.Date(2026, time.January, 15, 12, 0, 0, 0, time.UTC), time.Date(2026, time.July, 15, 12, 0, 0, 0, time.UTC)}

// clock is the offsets of a zone on clockDays, in seconds east of UTC.
type clock [len(clockDays)]int

// clocks are those of all zones, by their ids.
var clocks = sync.OnceValue(func() []clock {
	d := zoneDatabase()
	all := make([]clock, len(d.names))
	for id := range all {
		const never = 1 << 30 // of a zone this machine does not know; like no other
		all[id] = clock{never + id, never + id}
		if location := d.location(uint16(id)); location != nil {
			for i, day := range clockDays {
				all[id][i] = offsetIn(location, day)
			}
		}
	}
	return all
})

// ofClocks are the zones of a set whose clocks agree with one of another's.
func ofClocks(zones, like Set) Set {
	var agree []clock
	for id := range like.all() {
		agree = append(agree, clocks()[id])
	}
	var same []uint16
	for id := range zones.all() {
		if slices.Contains(agree, clocks()[id]) {
			same = append(same, id)
		}
	}
	return newSet(same)
}

// agree reports whether a zone of one set has the clocks of a zone of another.
func agree(s, t Set) bool {
	for id := range s.all() {
		for other := range t.all() {
			if id == other || clocks()[id] == clocks()[other] {
				return true
			}
		}
	}
	return false
}

// homeland is what is asked of a country for every number of it.
type homeland struct {
	place    string // its name within a sentence
	all      Set
	oneClock bool    // everybody has the same time all year
	country  Finding // what the country says by itself
}

// homelands are those of all countries with numbers.
var homelands = sync.OnceValue(func() map[phone.Region]*homeland {
	table := map[phone.Region]*homeland{}
	for region, zones := range zoneDatabase().countries {
		distinct := map[clock]bool{}
		for id := range zones.all() {
			distinct[clocks()[id]] = true
		}
		h := &homeland{place: phone.InWords(region), all: zones, oneClock: len(distinct) == 1}
		h.country = finding(Country, zones, h.place)
		if region == "US" {
			h.country.Zones = mainland()
		}
		table[region] = h
	}
	return table
})
