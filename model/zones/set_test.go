package zones

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func drawSet(t *rapid.T, label string) Set {
	last := uint16(len(zoneDatabase().names) - 1)
	return newSet(rapid.SliceOfN(rapid.Uint16Range(0, last), 0, 12).Draw(t, label))
}

func TestSetsAreEqualByTheirZones(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, u := drawSet(t, "s"), drawSet(t, "u")
		names := s.Names()
		if !slices.IsSorted(names) || len(names) != s.Len() || len(slices.Compact(slices.Clone(names))) != s.Len() {
			t.Fatalf("%v", names)
		}
		slices.Reverse(names)
		if again := zoneDatabase().set(strings.Join(names, " ")); again != s {
			t.Fatalf("%v is %v", again, s)
		}
		if s.Union(u) != u.Union(s) || s.Intersect(u) != u.Intersect(s) || s.Union(s) != s || s.Intersect(Set{}) != (Set{}) {
			t.Fatalf("%v and %v do not add up", s, u)
		}
		if !s.Within(s.Union(u)) || !s.Intersect(u).Within(u) || s.Within(u) != (s.Union(u) == u) {
			t.Fatalf("%v within %v", s, u)
		}
	})
}

func TestOffsetsAreThoseOfTheZones(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, "s")
		at := time.Unix(rapid.Int64Range(1_760_000_000, 1_930_000_000).Draw(t, "at"), 0)
		offsets, err := s.Offsets(at)
		if s.IsEmpty() {
			if err == nil {
				t.Fatal("the offsets of no zone")
			}
			return
		}
		if err != nil || !slices.IsSorted(offsets) || len(offsets) == 0 {
			t.Fatal(offsets, err)
		}
		earliest, latest, err := s.LocalTimes(at)
		if err != nil || !earliest.Equal(at) || !latest.Equal(at) {
			t.Fatal(earliest, latest, err)
		}
		_, west := earliest.Zone()
		_, east := latest.Zone()
		if west != offsets[0] || east != offsets[len(offsets)-1] {
			t.Fatalf("%v to %v are not %v", earliest, latest, offsets)
		}
		groups, err := s.Groups(at, at)
		if err != nil || len(groups) != len(offsets) {
			t.Fatalf("%d groups of the offsets %v, %v", len(groups), offsets, err)
		}
	})
}

// Zones are folded only while their clocks agree, and none is lost.
func TestGroupsAreTheZonesByTheirClocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, "s")
		from := time.Unix(rapid.Int64Range(1_760_000_000, 1_930_000_000).Draw(t, "from"), 0)
		to := from.Add(time.Duration(rapid.IntRange(0, 1000).Draw(t, "days")) * 24 * time.Hour)
		groups, err := s.Groups(from, to)
		if s.IsEmpty() {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var all Set
		for i, g := range groups {
			all = all.Union(g.Zones)
			if i > 0 && offsetIn(g.Clock, from) < offsetIn(groups[i-1].Clock, from) {
				t.Fatal("not west to east")
			}
		}
		if all != s {
			t.Fatalf("%v of %v", all, s)
		}
		for hour := from; !hour.After(to); hour = hour.Add(max(time.Hour, to.Sub(from)/300)) {
			for _, g := range groups {
				if offsets, err := g.Zones.Offsets(hour); err != nil || len(offsets) != 1 {
					t.Fatalf("%v at %v: %v, %v", g.Zones, hour, offsets, err)
				}
			}
		}
	})
}

// Phoenix and Denver are one in winter and two over a spring, under their own names.
func TestAFoldedZoneKeepsItsName(t *testing.T) {
	s := zoneDatabase().set("America/Denver America/Phoenix America/Boise")
	for _, row := range []struct {
		name string
		to   time.Time
		want int
	}{{"a winter's day", winter.AddDate(0, 0, 1), 1}, {"a spring", summer, 2}} {
		groups, err := s.Groups(winter, row.to)
		if err != nil || len(groups) != row.want {
			t.Errorf("%s: %d groups, %v", row.name, len(groups), err)
		}
		if backwards, err := s.Groups(row.to, winter); err != nil || len(backwards) != row.want {
			t.Errorf("%s, backwards: %d groups, %v", row.name, len(backwards), err)
		}
	}
	if got := s.String(); got != "America/Boise America/Denver America/Phoenix" {
		t.Errorf("the names are %s", got)
	}
}

func TestNoZoneHasNoClock(t *testing.T) {
	if _, err := (Set{}).Locations(); err == nil {
		t.Error("the empty set has clocks")
	}
	if _, _, err := (Set{}).LocalTimes(winter); err == nil {
		t.Error("the empty set has a local time")
	}
	if _, err := (Set{}).Groups(winter, summer); err == nil {
		t.Error("the empty set has groups")
	}
}

// The mainland's hours overlap from 11:00 to 21:00 in New York.
func TestTheMainlandSpansThreeHours(t *testing.T) {
	for _, at := range []time.Time{winter, summer} {
		offsets, err := mainland().Offsets(at)
		if err != nil || len(offsets) != 4 || offsets[3]-offsets[0] != 3*3600 {
			t.Errorf("%v, %v", offsets, err)
		}
	}
}
