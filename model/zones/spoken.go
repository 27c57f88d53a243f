package zones

import (
	"strings"
	"sync"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// meaning is what a spoken name means in one country.
type meaning struct {
	region phone.Region
	zones  Set
	within bool // in its country alone
}

// spokenName is a line of spoken.txt.
type spokenName struct {
	name     string
	meanings []meaning
	// usual is set when the first meaning is meant where nothing is known of the
	// country.
	usual bool
}

var spokenNames = sync.OnceValue(func() map[string]*spokenName {
	table := map[string]*spokenName{}
	for line := range lines("spoken.txt") {
		names, meanings, _ := strings.Cut(line, "|")
		var s *spokenName
		for name := range strings.SplitSeq(names, ";") {
			if s == nil {
				s = &spokenName{name: name}
			}
			table[fold.Name(name)] = s
		}
		for text := range strings.SplitSeq(meanings, "|") {
			text, usual := strings.CutPrefix(text, "!")
			text, within := strings.CutPrefix(text, "~")
			region, zones, _ := strings.Cut(text, " ")
			s.usual = s.usual || usual
			s.meanings = append(s.meanings, meaning{phone.Region(region), zoneDatabase().set(zones), within})
		}
	}
	return table
})

// zoneEndings are what people add to the name of a zone, the longer first.
var zoneEndings = []string{"timezone", "standardtime", "daylighttime", "summertime", "time", "zone"}

// spokenAs is what a spoken name means; nil where it is none.
func spokenAs(text string, region phone.Region) []Match {
	if strings.ContainsAny(text, "+0123456789") {
		if _, iana := spokenNames()[fold.Name(text)]; !iana { // EST5EDT is a name
			return nil
		}
	}
	key := fold.Name(text)
	s := spokenNames()[key]
	for _, ending := range zoneEndings {
		if s == nil {
			s = spokenNames()[strings.TrimSuffix(key, ending)]
		}
	}
	if s == nil {
		return nil
	}
	for _, m := range s.meanings {
		if m.region == region {
			return []Match{{s.name, m.zones}}
		}
	}
	if len(s.meanings) == 1 || s.usual {
		return []Match{{s.name, withinCountry(s.meanings[0].zones, region)}}
	}
	var matches []Match
	for _, m := range s.meanings {
		if !m.within {
			matches = appendMatch(matches, Match{s.name + ", " + m.region.Name(), m.zones})
		}
	}
	return matches
}

// withinCountry is the zones of a country that have the clocks of some zones; those
// zones themselves where there are none.
func withinCountry(zones Set, region phone.Region) Set {
	if zones.Within(OfCountry(region)) {
		return zones
	}
	if same := ofClocks(OfCountry(region), zones); !same.IsEmpty() {
		return same
	}
	return zones
}

// anywhere is the territory that Windows's table names a zone's first under.
const anywhere = "001"

// windowsZone is a zone of Windows, with its zones by territory.
type windowsZone struct {
	name string
	of   map[phone.Region]Set
}

// windowsZones are those that stand for places, by their folded names. The others are
// offsets, and read as such.
var windowsZones = sync.OnceValue(func() map[string]*windowsZone {
	table := map[string]*windowsZone{}
	for line := range lines("windows.txt") {
		columns := strings.Split(line, "|")
		w := &windowsZone{columns[0], map[phone.Region]Set{}}
		for _, column := range columns[1:] {
			territory, names, _ := strings.Cut(column, " ")
			if !strings.HasPrefix(names, "Etc/") {
				w.of[phone.Region(territory)] = zoneDatabase().set(names)
			}
		}
		if !w.of[anywhere].IsEmpty() {
			table[fold.Name(w.name)] = w
		}
	}
	return table
})

func windowsNamed(key string, region phone.Region) []Match {
	w := windowsZones()[key]
	if w == nil {
		return nil
	}
	zones := w.of[region]
	if zones.IsEmpty() {
		zones = withinCountry(w.of[anywhere], region)
	}
	return []Match{{w.name, zones}}
}
