package start

import (
	"archive/zip"
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"callsheet/model/zones"
)

// database lists the zones of the database that comes with Go.
func database(t *testing.T) []string {
	t.Helper()
	r, err := zip.OpenReader(filepath.Join(runtime.GOROOT(), "lib", "time", "zoneinfo.zip")) //nolint:staticcheck // a test runs where Go is
	if err != nil {
		t.Skip("Go's own zone database is not here: ", err)
	}
	defer r.Close()
	var names []string
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" {
			names = append(names, f.Name)
		}
	}
	if len(names) < 500 {
		t.Fatalf("the database has only %d zones", len(names))
	}
	return names
}

// changes are the instants from 2026 to 2030 at which the clocks of a zone change.
func changes(zone *time.Location) []time.Time {
	var all []time.Time
	t, last := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	for {
		_, end := zones.Bounds(t.In(zone))
		if end.IsZero() || end.After(last) {
			return all
		}
		_, before := end.Add(-time.Second).In(zone).Zone()
		if _, after := end.In(zone).Zone(); before != after {
			all = append(all, end.In(zone))
		}
		t = end
	}
}

// Whatever the clocks show around each of their changes reads back as what was typed,
// twice where they show it twice, and is refused with the change itself where they
// never show it.
func TestEachWallTimeOfEachZoneReadsBack(t *testing.T) {
	walls, twos, gaps := 0, 0, 0
	for i, name := range database(t) {
		if testing.Short() && i%10 != 0 {
			continue
		}
		z := zone(t, name)
		for _, change := range changes(z) {
			now := change.Add(-40 * time.Hour)
			in := Context{Now: now, Zone: z}
			_, before := change.Add(-time.Second).Zone()
			_, after := change.Zone()
			low, high := min(before, after), max(before, after)
			from, to := change.UTC().Add(time.Duration(low)*time.Second), change.UTC().Add(time.Duration(high)*time.Second)
			for _, shown := range []time.Time{
				from.Add(-time.Hour), from.Add(-time.Second), from, from.Add(time.Second), from.Add(to.Sub(from) / 2).Truncate(time.Minute), to.Add(-time.Second), to, to.Add(time.Hour),
			} {
				walls++
				inside := !shown.Before(from) && shown.Before(to)
				a, err := Parse(shown.Format("2006-01-02 15:04:05"), in)
				var refused *Refused
				switch {
				case inside && after > before:
					gaps++
					if !errors.As(err, &refused) || len(refused.Instead) != 1 || !refused.Instead[0].At.Equal(change) {
						t.Fatalf("%s: %s is skipped, and read as %s", name, shown, told(a, err))
					}
					if b, err := Parse(refused.Instead[0].Typed, in); err != nil || !b.At.Equal(change) {
						t.Fatalf("%s: %s instead is read as %s", name, refused.Instead[0].Typed, told(b, err))
					}
				case inside:
					twos++
					if err != nil || len(a.Candidates) != 2 || a.Candidates[1].At.Sub(a.Candidates[0].At) != to.Sub(from) {
						t.Fatalf("%s: %s comes twice, and is read as %s", name, shown, told(a, err))
					}
					for _, c := range a.Candidates {
						shows(t, name, c.At, shown)
						if b, err := Parse(c.Typed, in); err != nil || !b.At.Equal(c.At) {
							t.Fatalf("%s: %s is read as %s", name, c.Typed, told(b, err))
						}
					}
				default:
					if err != nil || a.Question != "" {
						t.Fatalf("%s: %s is read as %s", name, shown, told(a, err))
					}
					shows(t, name, a.At, shown)
					if b, err := Parse(Format(a.At), Context{Now: now}); err != nil || !b.At.Equal(a.At) {
						t.Fatalf("%s: %s is read as %s", name, Format(a.At), told(b, err))
					}
				}
			}
		}
	}
	t.Logf("%d wall times, %d of them twice, %d skipped", walls, twos, gaps)
	if gaps == 0 || twos == 0 {
		t.Error("no clocks changed")
	}
}

// shows fails unless an instant shows on its own clocks what was typed.
func shows(t *testing.T, name string, at, shown time.Time) {
	t.Helper()
	if layout := "2006-01-02 15:04:05"; at.Format(layout) != shown.Format(layout) {
		t.Fatalf("%s: %s became %s", name, shown, at)
	}
}
