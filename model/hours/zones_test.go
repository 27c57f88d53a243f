package hours

import (
	_ "embed"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"
)

// zoneNames are all names of the time zone database that Go carries (time/tzdata): the
// files of $GOROOT/lib/time/zoneinfo.zip.
//
//go:embed testdata/zones.txt
var zoneNames string

var loadZones = sync.OnceValues(func() (zones []*time.Location, err error) {
	for name := range strings.FieldsSeq(zoneNames) {
		z, err := time.LoadLocation(name)
		if err != nil {
			return nil, err
		}
		zones = append(zones, z)
	}
	return zones, nil
})

func allZones(t testing.TB) []*time.Location {
	t.Helper()
	zones, err := loadZones()
	if err != nil || len(zones) < 500 {
		t.Fatalf("%d zones, %v", len(zones), err)
	}
	return zones
}

// changes are the instants from 2026 to 2030 at which a clock is put forward or back.
func changes(z *time.Location) []time.Time {
	var found []time.Time
	t := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for {
		_, end := t.In(z).ZoneBounds()
		if end.IsZero() || end.Year() > 2030 {
			return found
		}
		_, before := end.Add(-time.Second).In(z).Zone()
		if _, after := end.In(z).Zone(); before != after {
			found = append(found, end)
		}
		t = end
	}
}

// For every zone of the database and every change of 2026 to 2030: around it no opening is
// inverted, and each minute that is inside is inside by the clock on the wall.
func TestEveryZoneKeepsItsHoursThroughEveryChange(t *testing.T) {
	sets := []Set{
		Strictest(preset(t, "fr")),
		Strictest(parse(t, "daily 8-21")),
		Strictest(parse(t, "daily 0-1:30 2:15-2:45 23:30-24, holidays 1-3, eve 0-2:30")),
		Strictest(parse(t, "mon 0-24, wed 0:30-24, fri 1-2, sat 0-3, sun 0-2:30 3-24")),
	}
	days := Calendar{}.Days(Place{"FR", ""})
	count, furthest := 0, time.Duration(0)
	for i, z := range allZones(t) {
		if testing.Short() && i%7 != 0 {
			continue
		}
		for _, change := range changes(z) {
			count++
			_, before := change.Add(-time.Second).In(z).Zone()
			_, after := change.In(z).Zone()
			furthest = max(furthest, time.Duration(max(after-before, before-after))*time.Second)
			set := sets[count%len(sets)]
			from, to := change.Add(-26*time.Hour), change.Add(26*time.Hour)
			s := NewSchedule(set, days, z)
			openings := s.Between(from, to)
			checkOpenings(t, openings, from, to)
			zones := []*time.Location{z}
			for instant := from; instant.Before(to); instant = instant.Add(5 * time.Minute) {
				want := shown(set, days, zones, instant)
				if s.Inside(instant) != want || openings.Inside(instant) != want {
					t.Fatalf("%v at %v: the clock shows %v, Inside %v, the openings %v", z, instant.In(z), want, s.Inside(instant), openings.Inside(instant))
				}
			}
			checkDays(t, s, z, change)
		}
	}
	if count < 200 {
		t.Errorf("only %d changes", count)
	}
	if furthest > longestChange {
		t.Errorf("a clock changes by %v at once, more than a cap allows for", furthest)
	}
	t.Logf("%d changes, the furthest by %v", count, furthest)
}

// checkDays holds that the days around a change follow each other without a gap, and that
// each begins on its own date.
func checkDays(t *testing.T, s Schedule, z *time.Location, change time.Time) {
	t.Helper()
	first := DateOf(change.In(z)).Add(-2)
	end := startOfDay(first, z)
	for d := first; d != first.Add(5); d = d.Add(1) {
		begin := startOfDay(d, z)
		if !begin.Equal(end) || DateOf(begin.In(z)) != d || DateOf(begin.Add(-time.Nanosecond).In(z)) == d {
			t.Fatalf("%v: %v begins at %v, and the day before ends at %v", z, d, begin.In(z), end.In(z))
		}
		end = startOfDay(d.Add(1), z)
		checkOpenings(t, s.OnDay(d, z), begin, end)
	}
}
