package zones

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

func TestEveryZoneLoads(t *testing.T) {
	for _, name := range zoneDatabase().names {
		if _, err := time.LoadLocation(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if location, err := readZone(name); err != nil || location.String() != name {
			t.Errorf("%s: %v, %v", name, location, err)
		}
	}
	if files := len(zoneFiles().File); files != len(zoneDatabase().names) {
		t.Errorf("%d compiled zones of %d", files, len(zoneDatabase().names))
	}
	for line := range lines("links.txt") {
		alias, name, _ := strings.Cut(line, " ")
		if _, known := zoneDatabase().ids[name]; !known {
			t.Errorf("%s is another name of %s, which no country has", alias, name)
		}
		if _, err := time.LoadLocation(alias); err != nil {
			t.Errorf("%s: %v", alias, err)
		}
	}
}

// What the laws of 2026 changed, of which the databases of many machines know nothing.
func TestTheClocksAreThoseOfTodaysLaws(t *testing.T) {
	for name, hours := range map[string]int{"America/Vancouver": -7, "America/Edmonton": -6, "America/Winnipeg": -5, "America/Inuvik": -6, "Africa/Casablanca": 0,
		"America/Havana": -4, "America/Los_Angeles": -8, "America/Denver": -7, "America/Coyhaique": -3} {
		location, known := Location(name)
		if !known || offsetIn(location, time.Date(2026, time.December, 15, 12, 0, 0, 0, time.UTC)) != hours*3600 {
			t.Errorf("%s is not at %d hours in December 2026", name, hours)
		}
	}
	for _, name := range []string{"", "EST", "Nowhere/At_All"} {
		if _, known := Location(name); known {
			t.Errorf("%q has a clock", name)
		}
	}
}

func TestEveryCountryOfNumbersHasZones(t *testing.T) {
	for _, region := range phone.RegionCodes() {
		if OfCountry(region).IsEmpty() {
			t.Errorf("%s has no zone", region)
		}
	}
}

// The tables panic where they cannot be read.
func TestTheTablesCanBeRead(t *testing.T) {
	for name, size := range map[string]int{
		"states": len(states().named), "post codes": len(postCodes()["US"]), "cities": len(cities()), "spoken": len(spokenNames()),
		"windows": len(windowsZones()), "geographic": len(geographic()), "suggestions": len(suggestions()),
	} {
		if size < 80 {
			t.Errorf("%s has only %d", name, size)
		}
	}
	for _, name := range foremost {
		if len(cities()[fold.Name(name)]) == 0 && spokenNames()[fold.Name(name)] == nil {
			t.Errorf("%s is suggested first and is no name", name)
		}
	}
}

// CLDR 48 has 139 zones, of which those below are offsets.
func TestEveryWindowsZoneIsThere(t *testing.T) {
	named, offsets := 0, 0
	for line := range lines("windows.txt") {
		name, _, _ := strings.Cut(line, "|")
		named++
		matches, err := Parse(name)
		switch {
		case strings.HasPrefix(name, "UTC"):
			offsets++
			if name != "UTC" && err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case name == "Dateline Standard Time":
			offsets++ // UTC-12, where nobody lives
		case err != nil || len(matches) != 1:
			t.Errorf("%s: %v, %v", name, matches, err)
		}
	}
	if named != 139 || offsets+len(windowsZones()) != named {
		t.Errorf("%d zones, %d of them offsets and %d with places", named, offsets, len(windowsZones()))
	}
}

func TestEveryWindowsZoneMeansItsTerritorysOwn(t *testing.T) {
	for _, w := range windowsZones() {
		for region, zones := range w.of {
			matches, err := ParseIn(w.name, region)
			if region == anywhere {
				matches, err = Parse(w.name)
			}
			if err != nil || len(matches) != 1 || matches[0].Zones != zones {
				t.Errorf("%s in %s: %v, %v, want %v", w.name, region, matches, err, zones)
			}
		}
	}
}

func TestAnAreaLiesInItsState(t *testing.T) {
	held := func(table, what string, region phone.Region, code, zones string) {
		s := stateNamed(region, code)
		switch {
		case code == "" || zones == "":
		case s == nil:
			t.Errorf("%s has %s of the state %s-%s, which states.txt has not", table, what, region, code)
		case code != "NT" && !outlying[what] && !zoneDatabase().set(zones).Within(s.zones): // 867 and X are of three territories
			t.Errorf("%s: %s is in %s, and the state has %s", table, what, zones, s.zones)
		}
	}
	for line := range lines("area_codes.txt") {
		c := columnsOf(line, 5)
		held("area_codes.txt", c[3], phone.Region(c[0]), c[1], c[2])
	}
	for line := range lines("postcodes.txt") {
		c := columnsOf(line, 5)
		held("postcodes.txt", c[1], phone.Region(c[0]), c[2], c[3])
	}
	for line := range lines("cities.txt") {
		c := columnsOf(line, 4)
		held("cities.txt", c[0], phone.Region(c[1]), c[2], c[3])
		if !zoneDatabase().set(c[3]).Within(OfCountry(phone.Region(c[1]))) {
			t.Errorf("%s are in %s, which is no zone of %s", c[0], c[3], c[1])
		}
	}
}

// outlying are the post codes of places that belong to a state and lie far from it, and
// of towns that share a clock with the next state.
var outlying = map[string]bool{"2899": true, "6798": true, "6799": true, "42 43 44": true, "0872": true, "969": true}

func TestAPrefixOfAFixedLineLiesInItsCountry(t *testing.T) {
	for prefix, rule := range geographic() {
		region := phone.Region(phonenumbers.GetRegionCodeForCountryCode(callingCode(t, prefix)))
		all := OfCountry(region)
		if region == "RU" {
			all = all.Union(OfCountry("UA")) // Simferopol has numbers of both
		}
		if !rule.zones.Within(all) {
			t.Errorf("%s is in %s, which has no zone %s", prefix, region, rule.zones)
		}
	}
}

func callingCode(t *testing.T, prefix string) int {
	t.Helper()
	for end := 1; end <= min(3, len(prefix)); end++ {
		code, err := strconv.Atoi(prefix[:end])
		if err == nil && phonenumbers.GetRegionCodeForCountryCode(code) != phonenumbers.UNKNOWN_REGION {
			return code
		}
	}
	t.Fatalf("%s begins with no calling code", prefix)
	return 0
}

// exampleOf is a number of an area code that the library's plan has, and what its
// geocoding calls the area; nil when the plan has none.
func exampleOf(code int) (n *phonenumbers.PhoneNumber, place string) {
	for _, rest := range []string{"2345678", "5552234", "9892345", "4301234", "2632345"} {
		n, err := phonenumbers.Parse(fmt.Sprintf("+1%03d%s", code, rest), "")
		if err == nil && phonenumbers.IsValidNumber(n) {
			place, _ = phonenumbers.GetGeocodingForNumber(n, "en")
			return n, place
		}
	}
	return nil, ""
}

// The library's plan comes from the administrator of the plan, and its geocoding names
// the state of each code.
func TestEveryAreaCodeInServiceIsInItsState(t *testing.T) {
	aliases := map[string]string{"Washington D.C.": "District of Columbia", "Washington State": "Washington", "British Colombia": "British Columbia",
		"Nova Scotia/Prince Edward Island": "Nova Scotia", "Northwest Territories/Nunavut/Yukon": "northern Canada"}
	seen := 0
	for code := 200; code < codes; code++ {
		n, place := exampleOf(code)
		a := areaCodes()[code]
		switch {
		case n == nil:
			continue
		case place == "United States":
			if !a.zones.IsEmpty() {
				t.Errorf("%d is of no place, and the table has it in %s", code, a.place)
			}
			continue
		case a.zones.IsEmpty():
			t.Errorf("%d is in service in %s, and not in area_codes.txt: give it its state there, and its zones where the state has several", code, place)
			continue
		}
		seen++
		region := phone.Region(phonenumbers.GetRegionCodeForNumber(n))
		if at := strings.LastIndex(place, ", "); at > 0 {
			if s := stateNamed(region, place[at+2:]); s != nil {
				place = s.name
			}
		}
		if alias, known := aliases[place]; known {
			place = alias
		}
		if place != a.place && phone.InWords(region) != a.place {
			t.Errorf("%d is in %s, and the table has it in %s", code, place, a.place)
		}
	}
	if seen < 400 {
		t.Errorf("the library's plan has only %d area codes", seen)
	}
}
