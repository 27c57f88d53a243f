package start

import (
	"testing"
	"time"
)

func TestBothClocksAreSaid(t *testing.T) {
	now := time.Date(2026, 11, 30, 19, 55, 0, 0, time.UTC)
	for _, c := range []struct{ name, at, theirs, mine, want string }{
		{"theirs and yours", "2026-12-01T09:00:00-05:00", "America/New_York", "Europe/London", "Tue 1 Dec 9:00 in New York, 14:00 yours, in 18 h 5 m"},
		{"the same clocks are said once", "2026-12-01T09:00:00Z", "Europe/London", "Europe/London", "Tue 1 Dec 9:00 in London, in 13 h 5 m"},
		{"clocks that agree as well", "2026-12-01T09:00:00Z", "Europe/London", "UTC", "Tue 1 Dec 9:00 in London, in 13 h 5 m"},
		{"another day is said", "2026-12-01T09:00:00+09:00", "Asia/Tokyo", "America/Los_Angeles", "Tue 1 Dec 9:00 in Tokyo, Mon 30 Nov 16:00 yours, in 4 h 5 m"},
		{"another year is said", "2027-01-01T00:30:00Z", "UTC", "America/New_York", "Fri 1 Jan 2027 0:30 UTC, Thu 31 Dec 19:30 yours, in 31 days"},
		{"days of the calendar", "2026-12-03T09:00:00Z", "Europe/London", "Europe/London", "Thu 3 Dec 9:00 in London, in 3 days"},
		{"a time that comes twice", "2027-11-07T01:30:00-05:00", "America/New_York", "Europe/London", "Sun 7 Nov 2027 1:30 EST in New York, 6:30 yours, in 342 days"},
		{"zones without letters", "2026-12-01T09:00:00+03:00", "Etc/GMT-3", "Europe/London", "Tue 1 Dec 9:00 UTC+3, 6:00 yours, in 10 h 5 m"},
		{"a county says its state", "2026-12-01T09:00:00-06:00", "America/Indiana/Knox", "Europe/London", "Tue 1 Dec 9:00 in Knox, Indiana, 15:00 yours, in 19 h 5 m"},
		{"a province does not", "2026-12-01T09:00:00-03:00", "America/Argentina/Buenos_Aires", "Europe/London", "Tue 1 Dec 9:00 in Buenos Aires, 12:00 yours, in 16 h 5 m"},
		{"half hours", "2026-12-01T09:00:00+05:30", "Asia/Kolkata", "Europe/London", "Tue 1 Dec 9:00 in Kolkata, 3:30 yours, in 7 h 35 m"},
		{"what has passed", "2026-11-30T17:55:00Z", "Europe/London", "Europe/London", "Mon 30 Nov 17:55 in London, 2 h ago"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := Said(at, zone(t, c.theirs), zone(t, c.mine), now); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestHowFarAheadIsSaid(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]string{
		0: "now", 45 * time.Second: "in 45 s", 13*time.Hour + 5*time.Minute: "in 13 h 5 m", 25 * time.Hour: "in 1 d 1 h",
		48 * time.Hour: "in 2 days", 59 * time.Hour: "in 2 days", 61 * time.Hour: "in 3 days", 60 * day: "in 60 days",
		-time.Minute: "1 m ago", -time.Second: "2 s ago",
	} {
		if got := Until(now.Add(d), now); got != want {
			t.Errorf("%s ahead is %q, want %q", d, got, want)
		}
	}
}

func TestDelaysAreReadAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"1h": time.Hour, "1 h 30 m": 90 * time.Minute, "90 min": 90 * time.Minute, "1.5 hours": 90 * time.Minute, "1 Stunde": time.Hour,
		"45s": 45 * time.Second, "2 days": 48 * time.Hour, "0": 0, "300000 ms": 5 * time.Minute, "1 week": 7 * day,
	} {
		if got, ok := ParseDelay(in); !ok || got != want {
			t.Errorf("%q is read as %v, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "5", "h", "1 fortnight", "-1h", "1e9h", "1h2", "٥ m", "1..5h", "1000000 weeks"} {
		if got, ok := ParseDelay(in); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}
