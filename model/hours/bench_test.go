package hours

import (
	"testing"
	"time"
)

// benchZones are as many as a campaign over the whole of North America has.
const benchZones = "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage Pacific/Honolulu America/St_Johns"

// Goal: 100,000 contacts of which each is looked at by itself within 100 ms, so 1 µs and
// no allocation.
func BenchmarkInsideOneZone(b *testing.B) {
	s := NewSchedule(For(Place{"US", "FL"}), Calendar{}.Days(Place{"US", "FL"}), clocks(b, "America/New_York")...)
	now := time.Date(2026, 12, 1, 15, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		s.Inside(now)
	}
}

// Goal: 1,000,000 contacts under the same schedule within 200 ms, so 200 ns and no
// allocation.
func BenchmarkHoldsAmongOpenings(b *testing.B) {
	s := NewSchedule(For(Place{"US", "FL"}), Calendar{}.Days(Place{"US", "FL"}), clocks(b, benchZones)...)
	now := time.Date(2026, 12, 1, 19, 0, 0, 0, time.UTC)
	openings := s.Between(now, now.AddDate(0, 0, 30))
	b.ReportAllocs()
	for b.Loop() {
		openings.Holds(now, now.Add(time.Hour))
	}
}

// Goal: the openings of a month for a set of eight zones within 1 ms: once for each set of
// zones and rules, of which a campaign has some hundred.
func BenchmarkAMonthInEightZones(b *testing.B) {
	s := NewSchedule(For(Place{"US", "FL"}), Calendar{}.Days(Place{"US", "FL"}), clocks(b, benchZones)...)
	now := time.Date(2026, 12, 1, 19, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		s.Between(now, now.AddDate(0, 0, 30))
	}
}

// Goal: the next opening within 100 µs, as a form shows it while somebody types.
func BenchmarkNext(b *testing.B) {
	s := NewSchedule(For(Place{"FR", ""}), Calendar{}.Days(Place{"FR", ""}), clocks(b, "Europe/Paris")...)
	friday := time.Date(2026, 12, 4, 20, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		s.Next(friday)
	}
}

// Goal: 1,000,000 numbers with nothing known of them within 200 ms, so 200 ns and no
// allocation.
func BenchmarkTriesOfANewNumber(b *testing.B) {
	rules := For(Place{"US", "FL"})
	now := time.Date(2026, 12, 1, 19, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		rules.Tries(History{}, now, now)
	}
}

// Goal: the rules of a place within 100 µs: once for each place of a list.
func BenchmarkFor(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		For(Place{"US", "FL"})
	}
}

// What is asked for each contact allocates nothing.
func TestWhatIsAskedForEachContactAllocatesNothing(t *testing.T) {
	rules := For(Place{"US", "FL"})
	now := time.Date(2026, 12, 1, 19, 0, 0, 0, time.UTC)
	s := NewSchedule(rules, Calendar{}.Days(Place{"US", "FL"}), clocks(t, benchZones)...)
	openings := s.Between(now, now.AddDate(0, 0, 30))
	history := History{Rings: []Ring{RingAt(now.Add(-time.Hour))}}
	for name, ask := range map[string]func(){
		"Inside": func() { s.Inside(now) }, "Openings.Holds": func() { openings.Holds(now, now.Add(time.Hour)) },
		"Openings.NextCall": func() { openings.NextCall(now) }, "Tries": func() { rules.Tries(history, now, now) },
	} {
		if n := testing.AllocsPerRun(100, ask); n > 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
