package zones

import (
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/phone"
)

// mainland is the zones of the United States without Alaska and Hawaii.
var mainland = sync.OnceValue(func() Set {
	away := OfCountry("US").Intersect(zoneDatabase().set("America/Anchorage America/Juneau America/Sitka America/Metlakatla America/Yakutat " +
		"America/Nome America/Adak Pacific/Honolulu"))
	var here []uint16
	for id := range OfCountry("US").all() {
		if !away.has(id) {
			here = append(here, id)
		}
	}
	return newSet(here)
})

// islands are the regions that share their mobiles' ranges, or whose operators serve
// both, so that a mobile of one may be of the other.
var islands = map[phone.Region]phone.Region{"RE": "YT", "YT": "RE"}

// nanpFrom and nanpTo hold the numbers of +1 with their ten digits, and nanpCode is what
// is behind the area code in them.
const (
	nanpFrom phone.Number = 1_000_000_0000
	nanpTo   phone.Number = 1_999_999_9999
	nanpCode              = 1_000_0000
)

// OfNumber is what a number alone says. It costs no memory for numbers of +1.
func OfNumber(n phone.Number) Finding {
	if n >= nanpFrom && n <= nanpTo {
		return ofAreaCode(n)
	}
	region, kind := n.Line()
	if region == "" { // not of its country's plan, and yet of the country
		if region = n.Region(); region == "" {
			return Finding{}
		}
	}
	home := homelands()[region]
	switch {
	case home == nil:
		return Finding{}
	case kind == phone.TypeFixedLine && home.oneClock:
		return finding(Geographic, home.all, home.place)
	case kind == phone.TypeFixedLine:
		if zones := fixedLine(n, home.all); zones != home.all {
			return finding(Geographic, zones, home.place)
		}
	case islands[region] != "":
		return finding(Country, home.all.Union(OfCountry(islands[region])), home.place)
	}
	return home.country
}

func ofAreaCode(n phone.Number) Finding {
	a := &areaCodes()[(n-nanpFrom)/nanpCode]
	if a.zones.IsEmpty() {
		return ofCountry("US") // toll-free, personal, or newer than the table
	}
	return Finding{Zones: a.zones, Evidence: AreaCode, Place: a.place, State: a.state}
}

// longestRule is how many digits a prefix in geographic.txt has at most.
const longestRule = 7

// fixedLine is the zones of a fixed line by its prefix; all the country's where no rule
// knows it, or where the library knows none of the country's zones.
func fixedLine(n phone.Number, all Set) Set {
	var buf [20]byte
	digits := strconv.AppendUint(buf[:0], uint64(n), 10)
	for end := min(longestRule, len(digits)); end > 0; end-- {
		rule, known := geographic()[string(digits[:end])]
		if !known {
			continue
		}
		if rule.library {
			return ofLibrary(string(digits), all)
		}
		if !rule.zones.IsEmpty() {
			return rule.zones
		}
		return all
	}
	return all
}

// librarySets holds the sets of the library's answers, which are few.
var librarySets sync.Map // of the names with spaces between them, to Set

func ofLibrary(digits string, all Set) Set {
	named, err := phonenumbers.GetTimezonesForPrefix(digits)
	if err != nil || len(named) == 0 || named[0] == phonenumbers.UNKNOWN_TIMEZONE {
		return all
	}
	key := strings.Join(named, " ")
	if known, ok := librarySets.Load(key); ok {
		return known.(Set)
	}
	var zones Set
	for _, name := range named {
		zone, known := Named(name)
		if !known { // a zone we do not know is none that may be left out
			return all
		}
		zones = zones.Union(zone)
	}
	librarySets.Store(key, zones)
	return zones
}
