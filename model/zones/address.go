package zones

import (
	"bytes"
	"strings"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// AddressParts are what a row has of its person's address, as written; "" for none.
type AddressParts struct {
	PostCode, State, City string
}

// longestPart bounds what is read of an address.
const longestPart = 80

// OfAddress is what an address in a country says; nothing where it does not decide.
//
// The parts narrow each other. Where two do not agree, the zones of both count and the
// finding is to be asked about. A city counts by itself only in countries where the
// name of a large one is not that of many others, so neither in the United States nor in
// Canada.
func OfAddress(region phone.Region, parts AddressParts) Finding {
	var found Finding
	narrow := func(zones Set, place string) {
		if zones.IsEmpty() {
			return
		}
		switch both := common(found.Zones, zones); {
		case found.Evidence == Nothing:
			found = finding(Address, zones, place)
		case both.IsEmpty():
			found.Zones, found.Ask = found.Zones.Union(zones), true
		default:
			found.Zones = both
		}
	}
	in := ""
	if a, known := byPostCode(region, parts.PostCode); known {
		narrow(a.zones, a.place)
		in = a.state
	}
	s := stateOf(region, parts.State)
	if s != nil {
		narrow(s.zones, s.name)
		in = s.iso()
	}
	if found.Evidence != Nothing || region != "US" && region != "CA" {
		narrow(ofCity(region, s, parts.City))
	}
	found.State = in
	return found
}

// common is the zones of both, by name or else by their clocks.
func common(s, t Set) Set {
	if both := s.Intersect(t); !both.IsEmpty() {
		return both
	}
	return ofClocks(s, t)
}

// postCodeLengths are how many letters and digits a whole post code has, and its shorter
// form, in the countries of postcodes.txt. Another length has lost something, and is
// not read.
var postCodeLengths = map[phone.Region][2]int{"US": {5, 9}, "CA": {6, 3}, "AU": {4, 4}, "BR": {8, 8}, "MX": {5, 5}, "ES": {5, 5}, "PT": {7, 4}}

func byPostCode(region phone.Region, text string) (area, bool) {
	lengths, read := postCodeLengths[region]
	if !read || text == "" || len(text) > longestPart {
		return area{}, false
	}
	var buf [2 * longestPart]byte
	code := bytes.ToUpper(fold.AppendName(buf[:0], text))
	digits := bytes.Trim(code, "0123456789") == nil
	if len(code) != lengths[0] && len(code) != lengths[1] || digits == (region == "CA") {
		return area{}, false
	}
	for end := len(code); end > 0; end-- {
		if a, known := postCodes()[region][string(code[:end])]; known {
			return a, true
		}
	}
	return area{}, false
}

// stateOf is the state that a text names: by its code or a name, also in front of the
// country's as in "Florida, USA"; nil where it names none.
func stateOf(region phone.Region, text string) *state {
	if s := stateNamed(region, text); s != nil {
		return s
	}
	first, _, _ := strings.Cut(text, ",")
	if s := stateNamed(region, first); s != nil {
		return s
	}
	_, local, _ := strings.Cut(text, "-") // as in US-FL
	return stateNamed(region, local)
}

// ofCity is the zones of the cities of a name in a country, or in one of its states.
func ofCity(region phone.Region, in *state, text string) (zones Set, place string) {
	text, _, _ = strings.Cut(text, ",")
	if text == "" || len(text) > longestPart {
		return Set{}, ""
	}
	var buf [2 * longestPart]byte
	for _, c := range cities()[string(fold.AppendName(buf[:0], text))] {
		if c.region == region && (in == nil || c.state == "" || c.state == in.code) {
			zones, place = zones.Union(c.zone), c.name
		}
	}
	return zones, place
}
