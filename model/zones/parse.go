package zones

import (
	"fmt"
	"strings"

	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

// Match is one meaning of a text that somebody wrote for a zone.
type Match struct {
	Name  string // in words, such as "Portland, Oregon"
	Zones Set    // never empty
}

// longestZone bounds the text of a zone, in bytes.
const longestZone = 120

// Parse reads a zone as people write it: an IANA name in any case, a Windows name, a
// spoken one such as Pacific, PT or EST, an offset such as GMT+5:30, a city, a state or
// a country. Several matches are several meanings, to be asked about. A text of no
// meaning is an error.
func Parse(text string) ([]Match, error) { return ParseIn(text, "") }

// ParseIn is Parse where the country is known, "" for not. A meaning within it counts
// before those elsewhere.
func ParseIn(text string, region phone.Region) ([]Match, error) {
	if len(text) > longestZone {
		return nil, noZone(text)
	}
	text = strings.Join(strings.Fields(text), " ")
	if matches := parseWhole(text, region); len(matches) > 0 {
		return matches, nil
	}
	for _, part := range inParentheses(text) {
		if matches := parseWhole(part, region); len(matches) > 0 {
			return matches, nil
		}
		text = part
	}
	if matches := parseSlashed(text, region); len(matches) > 0 {
		return matches, nil
	}
	if matches := parseParts(text, region); len(matches) > 0 {
		return matches, nil
	}
	return nil, noZone(text)
}

func noZone(text string) error { return unknownZone(text) }

// unknownZone is a text of no meaning. What is near is looked for only where it is told: a list
// may have a million of these.
type unknownZone string

func (text unknownZone) Error() string {
	says := fmt.Sprintf("%q is no time zone that is known here.", shown(string(text)))
	var names []string
	for _, m := range Nearby(string(text), 3) {
		names = append(names, m.Name)
	}
	if len(names) > 0 {
		says += " Near in spelling: " + strings.Join(names, "; ") + "."
	}
	return says + " Type a larger city of the same clock, such as Mumbai, London or Chicago, its country, or a name such as Asia/Kolkata"
}

// shown is a text as a message quotes it.
func shown(text string) string {
	const most = 40
	return printable.Text(text, most)
}

// inParentheses are the parts of what systems show for a zone, that which says most first:
// America/Phoenix of "(GMT-07:00) Mountain Standard Time (America/Phoenix)", Central Time
// of "(UTC-06:00) Central Time (US & Canada)", Eastern Standard Time of "GMT-0500 (Eastern
// Standard Time)".
func inParentheses(text string) []string {
	if !strings.ContainsAny(text, "()") {
		return nil
	}
	rest := text
	if strings.HasPrefix(rest, "(") {
		_, rest, _ = strings.Cut(rest, ")")
	}
	outer, inner, _ := strings.Cut(rest, "(")
	outer, inner = strings.TrimSpace(outer), strings.TrimSpace(strings.TrimSuffix(inner, ")"))
	_, isOffset := readOffset(outer)
	if _, iana := Named(inner); iana || isOffset {
		return []string{inner, outer}
	}
	return []string{outer}
}

// parseSlashed reads two names of one zone, as in "EST/EDT" and "Kyiv/Kiev".
func parseSlashed(text string, region phone.Region) []Match {
	first, second, _ := strings.Cut(text, "/")
	one, other := parseWhole(strings.TrimSpace(first), region), parseWhole(strings.TrimSpace(second), region)
	if len(one) == 1 && len(other) == 1 && agree(one[0].Zones, other[0].Zones) {
		return []Match{{one[0].Name, one[0].Zones.Union(other[0].Zones)}}
	}
	return nil
}

// unslashed restores the names of a customer database that keeps its values in lower
// case letters and underscores.
var unslashed = strings.NewReplacer("_slash_", "/", "_hyphen_", "-")

// parseWhole reads a text that is a single name.
func parseWhole(text string, region phone.Region) []Match {
	if zones, known := Named(unslashed.Replace(text)); known {
		return []Match{{zones.String(), zones}}
	}
	key := fold.Name(text)
	switch key {
	case "":
		return nil
	case "utc", "etcutc", "z", "zulu", "uct", "universal", "coordinateduniversaltime":
		if !strings.ContainsAny(text, "+-(") {
			return []Match{{"UTC", ofUTC()}}
		}
	}
	if m := windowsNamed(key, region); m != nil {
		return m
	}
	if m := spokenAs(text, region); m != nil {
		return m
	}
	if m := withOffset(text, region); m != nil {
		return m
	}
	if strings.Contains(text, "/") {
		return nil // meant for an IANA name, and none
	}
	return placesNamed(key, region)
}

func ofUTC() Set { return zoneDatabase().set(utc) }

// placesNamed are the cities, states and countries of a folded name: those of the
// country where there are any. A city that a zone is named after is meant before its
// namesakes.
func placesNamed(key string, region phone.Region) []Match {
	var all, within, own []Match
	add := func(m Match, of phone.Region, isOwn bool) {
		all = appendMatch(all, m)
		if of == region {
			within = appendMatch(within, m)
		}
		if isOwn {
			own = appendMatch(own, m)
		}
	}
	for _, c := range cities()[key] {
		add(c.match(), c.region, c.own)
	}
	const shortest = 4 // CA may be a state or a country; people write both in other columns
	if len(key) >= shortest {
		for _, s := range states().named[key] {
			add(Match{s.name + ", " + s.region.Name(), s.zones}, s.region, false)
		}
	}
	if of, known := countryNamed(key); known {
		add(Match{of.Name(), OfCountry(of)}, of, false)
	}
	switch {
	case len(within) > 0:
		return within
	case len(own) > 0:
		return own
	}
	return all
}

func (c city) match() Match {
	if s := stateNamed(c.region, c.state); s != nil {
		name := strings.TrimSuffix(c.name, " "+c.state)
		return Match{name + ", " + s.name, c.zone}
	}
	return Match{strings.TrimSuffix(c.name, " "+string(c.region)) + ", " + c.region.Name(), c.zone}
}

// appendMatch leaves out what is there already under another name.
func appendMatch(all []Match, m Match) []Match {
	for _, have := range all {
		if have.Zones == m.Zones {
			return all
		}
	}
	return append(all, m)
}

// countryNamed is the country of a folded name. Codes are left alone but for those that
// people say.
func countryNamed(key string) (phone.Region, bool) {
	switch key {
	case "uk", "usa", "uae":
	default:
		const shortest = 4
		if letters, digits := fold.Count(key); letters < shortest || digits > 0 {
			return "", false
		}
	}
	region, known := phone.ParseRegion(key)
	return region, known && !OfCountry(region).IsEmpty()
}

// parseParts reads a city with its state or country ("Portland, Oregon"), of a city that
// is not known the state's zones, a state with its country, and the cities that Windows shows for a zone
// ("Amsterdam, Berlin, Bern"), of which the first two have to have the same clocks.
func parseParts(text string, region phone.Region) []Match {
	first, second, cut := strings.Cut(text, ",")
	second, _, _ = strings.Cut(second, ",")
	second = strings.TrimSpace(second)
	if !cut || second == "" {
		return nil
	}
	key := fold.Name(first)
	country, isCountry := phone.ParseRegion(second)
	var matches []Match
	for _, c := range cities()[key] {
		in := stateOf(c.region, second)
		inState := in != nil && (c.state == in.code || c.state == "" && c.zone.Within(in.zones))
		if inState || in == nil && isCountry && country == c.region {
			matches = appendMatch(matches, c.match())
		}
	}
	if s := stateNamed(country, first); s != nil && isCountry {
		matches = appendMatch(matches, Match{s.name + ", " + country.Name(), s.zones})
	}
	for _, of := range []phone.Region{region, "US", "CA", "AU"} {
		if s := stateOf(of, second); s != nil && len(matches) == 0 {
			matches = appendMatch(matches, Match{s.name + ", " + of.Name(), s.zones})
		}
	}
	if len(matches) > 0 {
		return matches
	}
	for _, c := range cities()[key] {
		for _, other := range cities()[fold.Name(second)] {
			if agree(c.zone, other.zone) {
				matches = appendMatch(matches, c.match())
			}
		}
	}
	return matches
}
