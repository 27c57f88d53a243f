package zones

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"time"
)

// Set is some zones, in no order. It is a value: it never changes, two sets of the same
// zones are equal under ==, and it can be the key of a map. The zero Set is empty, which
// is how nothing is known.
type Set struct {
	ids string // two bytes a zone, ascending, each zone once
}

const idBytes = 2

func newSet(ids []uint16) Set {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	packed := make([]byte, 0, idBytes*len(ids))
	for _, id := range ids {
		packed = append(packed, byte(id>>8), byte(id))
	}
	return Set{string(packed)}
}

// all yields the ids of the zones, ascending.
func (s Set) all() iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for i := 0; i < len(s.ids); i += idBytes {
			if !yield(uint16(s.ids[i])<<8 | uint16(s.ids[i+1])) {
				return
			}
		}
	}
}

// Len is the number of zones.
func (s Set) Len() int { return len(s.ids) / idBytes }

// IsEmpty reports whether nothing is known.
func (s Set) IsEmpty() bool { return s.ids == "" }

// Names are the zones by their IANA names, sorted; each can be loaded.
func (s Set) Names() []string {
	names := make([]string, 0, s.Len())
	for id := range s.all() {
		names = append(names, zoneDatabase().names[id])
	}
	return names
}

// String is the names with spaces between them.
func (s Set) String() string { return strings.Join(s.Names(), " ") }

// Union is the zones of either.
func (s Set) Union(t Set) Set {
	switch {
	case t.IsEmpty() || s == t:
		return s
	case s.IsEmpty():
		return t
	}
	return newSet(slices.AppendSeq(slices.Collect(s.all()), t.all()))
}

// Intersect is the zones of both. It costs no memory where one is within the other.
func (s Set) Intersect(t Set) Set {
	if s == t {
		return s
	}
	var buf [64]byte
	both := buf[:0]
	for i, j := 0, 0; i < len(s.ids) && j < len(t.ids); {
		switch a, b := s.ids[i:i+idBytes], t.ids[j:j+idBytes]; {
		case a < b:
			i += idBytes
		case a > b:
			j += idBytes
		default:
			both = append(both, a...)
			i, j = i+idBytes, j+idBytes
		}
	}
	switch len(both) {
	case len(s.ids):
		return s
	case len(t.ids):
		return t
	}
	return Set{string(both)}
}

// Within reports whether every zone is one of another set.
func (s Set) Within(t Set) bool { return s == t || s.Intersect(t) == s }

func (s Set) has(id uint16) bool {
	for have := range s.all() {
		if have >= id {
			return have == id
		}
	}
	return false
}

// ErrNoZones is returned of the empty set, whose people cannot be rung at any hour.
var ErrNoZones = errors.New("no time zone is known")

// Locations are the clocks of the zones, in the order of Names. The error is
// ErrNoZones, when there are none.
func (s Set) Locations() ([]*time.Location, error) {
	if s.IsEmpty() {
		return nil, ErrNoZones
	}
	d := zoneDatabase()
	all := make([]*time.Location, 0, s.Len())
	for id := range s.all() {
		all = append(all, d.location(id))
	}
	return all, nil
}
