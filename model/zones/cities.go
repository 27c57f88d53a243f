package zones

import (
	"strings"
	"sync"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// city is a city with its zone. Those that a zone is named after have no state.
type city struct {
	name   string
	region phone.Region
	state  string
	zone   Set
	own    bool // the zone is named after it
}

// cities are the cities by their folded names, and those of cities.txt that are written
// with their state ("Portland OR") by the name without it too.
var cities = sync.OnceValue(func() map[string][]city {
	table := map[string][]city{}
	add := func(key string, c city) { table[key] = append(table[key], c) }
	for _, c := range zoneCities() {
		add(fold.Name(c.name), c)
	}
	for line := range lines("cities.txt") {
		columns := columnsOf(line, 4)
		zone := zoneDatabase().set(columns[3])
		for name := range strings.SplitSeq(columns[0], ";") {
			c := city{name: name, region: phone.Region(columns[1]), state: columns[2], zone: zone}
			add(fold.Name(name), c)
			if at := strings.LastIndexByte(name, ' '); at > 0 && (name[at+1:] == c.state || name[at+1:] == string(c.region)) {
				add(fold.Name(name[:at]), c)
			}
		}
	}
	return table
})

// zoneCities are the cities that zones are named after, in the order of countries.txt.
func zoneCities() []city {
	var all []city
	d := zoneDatabase()
	for line := range lines("countries.txt") {
		names := strings.Fields(line)
		if !phone.Region(names[0]).Known() {
			continue // where nobody has a number, such as Antarctica
		}
		for _, name := range names[1:] {
			all = append(all, city{name: CityOf(name), region: phone.Region(names[0]), zone: newSet([]uint16{d.ids[name]}), own: true})
		}
	}
	return all
}

// CityOf is the last part of a zone's name, in words: New York of America/New_York.
func CityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}
