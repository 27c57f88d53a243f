package zones

import (
	"strings"
	"sync"
	"time"

	"callsheet/model/phone"
)

// Clocks are compared by what they say in the middle of each month of two years, which
// tells apart those that change on other days. They are fixed years and not those around
// now, so that what a text means does not change while a list is open; and two, because
// a list may say UTC-8 of Vancouver, which it was until 2026.
var clockDays = func() (days [24]time.Time) {
	for i := range days {
		days[i] = time.Date(2026, time.January+time.Month(i), 15, 12, 0, 0, 0, time.UTC)
	}
	return days
}()

// clock is the offsets of a zone on clockDays, in seconds east of UTC.
type clock [len(clockDays)]int32

// clocks are those of all zones, by their ids.
var clocks = sync.OnceValue(func() []clock {
	d := zoneDatabase()
	all := make([]clock, len(d.names))
	for id := range all {
		location := d.location(uint16(id))
		for i, day := range clockDays {
			all[id][i] = int32(offsetIn(location, day))
		}
	}
	return all
})

// Bounds are the instants between which the clock of t has one offset, as of
// time.Time.ZoneBounds; zero = always. The end is after t, which Go's is not on the last
// day of a leap year by a zone whose changes are known as a rule alone: it takes each year
// for 365 days.
func Bounds(t time.Time) (begin, end time.Time) {
	begin, end = t.ZoneBounds()
	if !end.IsZero() && !end.After(t) {
		_, end = t.Add(24 * time.Hour).ZoneBounds()
	}
	return begin, end
}

// clockKinds numbers the clocks: zones of the same number have the same.
var clockKinds = sync.OnceValue(func() []uint16 {
	kinds := make([]uint16, len(clocks()))
	numbers := map[clock]uint16{}
	for id, c := range clocks() {
		number, seen := numbers[c]
		if !seen {
			number = uint16(len(numbers))
			numbers[c] = number
		}
		kinds[id] = number
	}
	return kinds
})

// ofClocks are the zones of a set whose clocks agree with one of another's.
func ofClocks(zones, like Set) Set {
	kinds := clockKinds()
	var same []uint16
	for id := range zones.all() {
		for other := range like.all() {
			if kinds[id] == kinds[other] {
				same = append(same, id)
				break
			}
		}
	}
	return newSet(same)
}

// agree reports whether a zone of one set has the clocks of a zone of another.
func agree(s, t Set) bool {
	kinds := clockKinds()
	for id := range s.all() {
		for other := range t.all() {
			if kinds[id] == kinds[other] {
				return true
			}
		}
	}
	return false
}

// territories are the countries that belong to another one, whose people state that one
// as theirs too.
var territories = map[phone.Region]string{
	"US": "PR VI GU MP AS", "FR": "GP MQ GF RE YT PM WF PF NC BL MF", "GB": "GG JE IM GI BM", "NL": "AW CW SX BQ", "DK": "FO GL", "AU": "CX CC NF",
	"NO": "SJ", "FI": "AX", "NZ": "CK NU TK", "CN": "HK MO",
}

// contradicts reports whether nobody of a country, or of its territories, has the clocks
// of a zone of the set.
func contradicts(zones Set, country phone.Region) bool {
	if OfCountry(country).IsEmpty() || agree(zones, OfCountry(country)) {
		return false
	}
	for territory := range strings.FieldsSeq(territories[country]) {
		if agree(zones, OfCountry(phone.Region(territory))) {
			return false
		}
	}
	return true
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
		distinct := map[uint16]bool{}
		for id := range zones.all() {
			distinct[clockKinds()[id]] = true
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

// Apart is how far two clocks of the set are from each other at most: 14 h of Chicago and
// Shanghai in winter. People of whom that is longer than a day's hours share none of them.
func (s Set) Apart() time.Duration {
	var most int32
	for day := range clockDays {
		first, low, high := true, int32(0), int32(0)
		for id := range s.all() {
			offset := clocks()[id][day]
			if first {
				first, low, high = false, offset, offset
			}
			low, high = min(low, offset), max(high, offset)
		}
		most = max(most, high-low)
	}
	return time.Duration(most) * time.Second
}
