package zones

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"callsheet/model/fold"
)

// nearName is a name that a text may be a misspelling of.
type nearName struct {
	key   string // folded
	match Match
}

// nearNames are the names that a zone can be picked by, with the old ones of the IANA
// database, by their first letter.
var nearNames = sync.OnceValue(func() map[byte][]nearName {
	all := map[byte][]nearName{}
	add := func(key string, m Match) {
		if len(key) >= shortestNear {
			all[key[0]] = append(all[key[0]], nearName{key, m})
		}
	}
	for _, s := range suggestions() {
		if len(s.keys) > 0 {
			add(s.keys[0], s.match)
		}
	}
	for line := range lines("links.txt") {
		alias, _, _ := strings.Cut(line, " ")
		if zone, known := Named(alias); known && strings.Contains(alias, "/") {
			add(fold.Name(alias), Match{zone.String(), zone})
		}
	}
	return all
})

// A text of shortestNear letters may differ from a name in one place, one of twiceNear in
// two. Shorter ones are near to too many.
const shortestNear, twiceNear = 5, 8

// Near is the zone whose name a text that is none clearly misspells: New York of "Nwe
// York", Europe/London of "Europe/Londn". The first letter is right, and no other zone's
// name is as near.
func Near(text string) (Match, bool) {
	key := fold.Name(text)
	if len(key) < shortestNear || len(text) > longestZone {
		return Match{}, false
	}
	limit := 1
	if len(key) >= twiceNear {
		limit = 2
	}
	var best Match
	nearest, several := limit+1, false
	for _, n := range nearNames()[key[0]] {
		distance := misspelt(key, n.key, limit)
		switch {
		case distance > limit || distance > nearest:
		case distance < nearest:
			best, nearest, several = n.match, distance, false
		default:
			several = several || n.match.Zones != best.Zones
		}
	}
	return best, nearest <= limit && !several
}

// Nearby are at most n names that a text may be a misspelling of, the nearest first, wherever
// they are: to choose from, where Near would have to be sure.
func Nearby(text string, n int) (matches []Match) {
	key := fold.Name(text)
	if len(key) < shortestNear || len(text) > longestZone {
		return nil
	}
	type found struct {
		nearName
		distance int
	}
	var all []found
	for _, name := range nearNames()[key[0]] {
		if d := misspelt(key, name.key, 2); d <= 2 {
			all = append(all, found{name, d})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.distance, b.distance) })
	for _, f := range all {
		if len(matches) < n && (f.distance == 1 || len(key) >= twiceNear || f.distance == all[0].distance) {
			matches = appendMatch(matches, f.match)
		}
	}
	return matches
}

// misspelt is how many letters are wrong, missing, too many, or in each other's place
// (Damerau's distance, of which no place is edited twice); more than limit stands for any
// more.
func misspelt(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
