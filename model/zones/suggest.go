package zones

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"callsheet/model/fold"
)

// suggestion is a name that a zone can be picked by.
type suggestion struct {
	match Match
	keys  []string // the name folded, from each of its words on
	class int      // the kind of name, those that people type first
	rank  int      // its place in foremost, or behind them
}

// The kinds of names, in the order in which they are suggested.
const (
	classCity = iota
	classSpoken
	classCountry
	classState
	classWindows
	classIANA
)

var suggestions = sync.OnceValue(func() []suggestion {
	var all []suggestion
	seen := map[string]bool{}
	add := func(class int, m Match, typed string) {
		if m.Zones.IsEmpty() || m.Zones == ofUTC() || seen[m.Name] {
			return
		}
		seen[m.Name] = true
		s := suggestion{match: m, class: class, rank: len(foremost)}
		if at := slices.Index(foremost, typed); at >= 0 {
			s.rank = at
		}
		words := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" /_-,.", r) })
		for i := range words {
			s.keys = append(s.keys, fold.Name(strings.Join(words[i:], "")))
		}
		all = append(all, s)
	}
	for _, key := range sortedKeys(cities()) {
		for _, c := range cities()[key] {
			add(classCity, c.match(), c.name)
		}
	}
	for _, key := range sortedKeys(spokenNames()) {
		s := spokenNames()[key]
		if s.usual || len(s.meanings) == 1 {
			add(classSpoken, Match{s.name, s.meanings[0].zones}, s.name)
		}
	}
	for _, region := range sortedKeys(zoneDatabase().countries) {
		if region.Known() {
			add(classCountry, Match{region.Name(), OfCountry(region)}, region.Name())
		}
	}
	for _, key := range sortedKeys(states().named) {
		for _, s := range states().named[key] {
			add(classState, Match{s.name + ", " + s.region.Name(), s.zones}, s.name)
		}
	}
	for _, key := range sortedKeys(windowsZones()) {
		w := windowsZones()[key]
		add(classWindows, Match{w.name, w.of[anywhere]}, w.name)
	}
	for id, name := range zoneDatabase().names {
		add(classIANA, Match{name, newSet([]uint16{uint16(id)})}, name)
	}
	return all
})

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// foremost are the names that are suggested before others that begin alike.
var foremost = strings.Split("New York|Los Angeles|Chicago|London|Denver|Phoenix|San Francisco|Toronto|Sydney|Paris|Berlin|Madrid|Mumbai|Delhi|Singapore|Dubai|"+
	"Tokyo|Sao Paulo|Mexico City|Pacific|Eastern|Central|Mountain|Houston|Dallas|Miami|Boston|Seattle|Atlanta|Washington DC|Las Vegas|San Diego|Vancouver|Montreal|"+
	"Melbourne|Brisbane|Perth|Hong Kong|Shanghai|Beijing|Moscow|Istanbul|Johannesburg|Cairo|Lagos|Nairobi|Lisbon|Rome|Amsterdam|Dublin|Zurich|Stockholm|Warsaw", "|")

// Suggest is at most n names that begin as somebody types, or one of whose words does,
// the best first: what the text means already, then cities, spoken names, countries,
// states, and the names of Windows and IANA.
func Suggest(prefix string, n int) []Match {
	key := fold.Name(prefix)
	if key == "" || n <= 0 || len(prefix) > longestZone {
		return nil
	}
	type scored struct {
		*suggestion
		score int
	}
	var found []scored
	const word, whole = 100, -100
	for i := range suggestions() {
		s := &suggestions()[i]
		at := slices.IndexFunc(s.keys, func(k string) bool { return strings.HasPrefix(k, key) })
		switch {
		case at < 0:
			continue
		case s.keys[at] == key && at == 0:
			found = append(found, scored{s, whole + s.class})
		case at == 0:
			found = append(found, scored{s, s.class})
		default:
			found = append(found, scored{s, word + s.class})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.score, b.score), cmp.Compare(a.match.Zones.Len(), b.match.Zones.Len()), cmp.Compare(a.match.Name, b.match.Name))
	})
	var matches []Match
	if exact, err := Parse(prefix); err == nil {
		for _, m := range exact {
			matches = appendNamed(matches, m)
		}
	}
	for _, s := range found {
		matches = appendNamed(matches, s.match)
	}
	return matches[:min(n, len(matches))]
}

// appendNamed leaves out what is there already under the same name.
func appendNamed(all []Match, m Match) []Match {
	if slices.ContainsFunc(all, func(have Match) bool { return have.Name == m.Name }) {
		return all
	}
	return append(all, m)
}

// Foremost is the zone of a set that people think of first: New York of those with its
// clock; "" of the empty set. rank is lower of those that more people name.
func (s Set) Foremost() (zone string, rank int) {
	rank = len(foremost)
	for _, name := range s.Names() {
		at := slices.Index(foremost, CityOf(name))
		if at < 0 {
			at = len(foremost)
		}
		if zone == "" || at < rank {
			zone, rank = name, at
		}
	}
	return zone, rank
}
