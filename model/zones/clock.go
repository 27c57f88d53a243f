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
func agree(s, t Set) bool { return !ofClocks(s, t).IsEmpty() }

// oneClockRegions are the countries where everybody has the same time all year.
var oneClockRegions = sync.OnceValue(func() map[phone.Region]bool {
	one := map[phone.Region]bool{}
	for region, zones := range zoneDatabase().countries {
		distinct := map[clock]bool{}
		for id := range zones.all() {
			distinct[clocks()[id]] = true
		}
		one[region] = len(distinct) == 1
	}
	return one
})

func oneClock(region phone.Region) bool { return oneClockRegions()[region] }
