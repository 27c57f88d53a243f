package zones

import (
	"strconv"
	"strings"
	"sync"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// columnsOf cuts a line of a table into so many columns, the rest empty.
func columnsOf(line string, n int) []string {
	columns := strings.SplitN(line, "|", n)
	for len(columns) < n {
		columns = append(columns, "")
	}
	return columns
}

// state is a part of a country, with zones of its own.
type state struct {
	region phone.Region
	code   string
	name   string
	zones  Set
}

// iso is the state as ISO 3166-2 has it.
func (s *state) iso() string { return string(s.region) + "-" + s.code }

// stateTable holds the states by their codes and names, as fold.Name spells them.
type stateTable struct {
	in    map[phone.Region]map[string]*state
	named map[string][]*state // by name alone, for a zone that somebody typed
}

var states = sync.OnceValue(func() stateTable {
	t := stateTable{map[phone.Region]map[string]*state{}, map[string][]*state{}}
	for line := range lines("states.txt") {
		c := columnsOf(line, 5)
		names := strings.Split(c[2], ";")
		s := &state{phone.Region(c[0]), c[1], names[0], zoneDatabase().set(c[3])}
		if t.in[s.region] == nil {
			t.in[s.region] = map[string]*state{}
		}
		t.in[s.region][fold.Name(s.code)] = s
		for _, name := range names {
			key := fold.Name(name)
			t.in[s.region][key] = s
			t.named[key] = append(t.named[key], s)
		}
	}
	return t
})

// stateNamed is the state of a country with a code or a name, nil for none. It costs
// no memory.
func stateNamed(region phone.Region, name string) *state {
	if name == "" || len(name) > longestPart {
		return nil
	}
	var buf [2 * longestPart]byte
	return states().in[region][string(fold.AppendName(buf[:0], name))]
}

// area is what a prefix of a number, or of a post code, says.
type area struct {
	zones Set
	place string // in words; "" where only the country is known
	state string // as ISO 3166-2 has it, such as US-FL; "" for none, and for several
}

// codes are the three digits of an area code, from 000.
const codes = 1000

// areaCodes is what each area code of +1 says; the empty set where it says nothing.
var areaCodes = sync.OnceValue(func() *[codes]area {
	table := new([codes]area)
	for line := range lines("area_codes.txt") {
		c := columnsOf(line, 5)
		region := phone.Region(c[0])
		a := area{zones: OfCountry(region), place: phone.InWords(region)}
		if s := stateNamed(region, c[1]); s != nil {
			a = area{s.zones, s.name, s.iso()}
		}
		if c[2] != "" {
			a.zones = zoneDatabase().set(c[2])
		}
		if c[1] == "NT" {
			a.place, a.state = "northern Canada", ""
		}
		for code := range strings.FieldsSeq(c[3]) {
			n, err := strconv.Atoi(code)
			if err != nil || n >= codes {
				panic("no area code " + code)
			}
			table[n] = a
		}
	}
	return table
})

// How geographic.txt says that zones are not its own.
const (
	fromLibrary = "library"
	fromCountry = "country"
)

// geographicRule is a line of geographic.txt.
type geographicRule struct {
	zones   Set
	library bool // all that the library names for the number
}

// geographic is the rules by prefix; neither zones nor library means the country.
var geographic = sync.OnceValue(func() map[string]geographicRule {
	rules := map[string]geographicRule{}
	for line := range lines("geographic.txt") {
		c := columnsOf(line, 3)
		switch c[1] {
		case fromLibrary:
			rules[c[0]] = geographicRule{library: true}
		case fromCountry:
			rules[c[0]] = geographicRule{}
		default:
			rules[c[0]] = geographicRule{zones: zoneDatabase().set(c[1])}
		}
	}
	return rules
})

// postCodes is what the prefixes of each country's post codes say.
var postCodes = sync.OnceValue(func() map[phone.Region]map[string]area {
	table := map[phone.Region]map[string]area{}
	for line := range lines("postcodes.txt") {
		c := columnsOf(line, 5)
		region := phone.Region(c[0])
		a := area{zones: OfCountry(region), place: phone.InWords(region)}
		if s := stateNamed(region, c[2]); s != nil {
			a = area{s.zones, s.name, s.iso()}
		}
		if c[3] != "" {
			a.zones = zoneDatabase().set(c[3])
		}
		if table[region] == nil {
			table[region] = map[string]area{}
		}
		for prefixes := range strings.FieldsSeq(c[1]) {
			for _, prefix := range span(prefixes) {
				table[region][prefix] = a
			}
		}
	}
	return table
})

// span is the prefixes from one to another, such as 010-027, or the one alone.
func span(text string) []string {
	first, last, ranged := strings.Cut(text, "-")
	if !ranged {
		return []string{text}
	}
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err != nil || err2 != nil || to < from || len(first) != len(last) {
		panic("no prefixes " + text)
	}
	var all []string
	for n := from; n <= to; n++ {
		digits := strconv.Itoa(n)
		all = append(all, strings.Repeat("0", len(first)-len(digits))+digits)
	}
	return all
}
