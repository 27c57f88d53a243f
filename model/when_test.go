package model

import (
	"maps"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// whenValues are good values with a start in a zone.
func whenValues(begin, zone string) OptionValues {
	v := goodValues()
	v[OptStart], v[OptTimeZone] = begin, zone
	return v
}

func TestStartsAreReadOnTheClocksOfTheirZone(t *testing.T) {
	tokyo := testNow.In(Clock("Asia/Tokyo"))
	late := time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC).In(Clock("Asia/Tokyo")) // the 25th there
	cases := []struct {
		name, in, zone string
		now            time.Time
		want, on       string // UTC; "" = an error
		says           string // part of that
	}{
		{"a day and time", "2026-12-01 09:00", "Europe/London", testNow, "2026-12-01 09:00", "Europe/London", ""},
		{"a time as it is said", "tomorrow 9am", "Europe/London", testNow, "2026-11-25 09:00", "Europe/London", ""},
		{"a zone behind it goes before the other", "tomorrow 9:00 new york", "Europe/London", testNow, "2026-11-25 14:00", "America/New_York", ""},
		{"a zone by its Windows name", "tomorrow 9:00", "W. Europe Standard Time", testNow, "2026-11-25 08:00", "Europe/Berlin", ""},
		{"a zone by its city", "tomorrow 9:00", "sao paulo", testNow, "2026-11-25 12:00", "America/Sao_Paulo", ""},
		{"a length of time", "in 2h", "Europe/London", tokyo, testNow.Add(2 * time.Hour).Format("2006-01-02 15:04"), "Europe/London", ""},
		{"an instant with its offset", "2026-12-01T09:00:00+05:30", "Europe/London", testNow, "2026-12-01 03:30", "Europe/London", ""},
		{"a time that has passed today is asked", "9:00", "Europe/London", testNow, "", "", "Type"},
		{"day and month in either order are asked", "1/12 9:00", "Europe/London", testNow, "", "", "2026-12-01 09:00"},
		{"whose tomorrow is asked", "tomorrow 9:00", "Europe/London", late, "", "", "Type"},
		{"today, but past", "today 9:00", "Europe/London", testNow, "", "", "passed"},
		{"an hour the clocks skip", "2027-03-28 01:30", "Europe/London", testNow, "", "", "Type"},
		{"a city of several zones", "tomorrow 9:00", "portland", testNow, "", "", "America/Los_Angeles"},
		{"no zone at all", "now", "Atlantis", testNow, "", "", "Type a larger city of the same clock"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o, errs := ParseOptions(whenValues(c.in, c.zone), c.now)
			said := errs[OptStart] + errs[OptTimeZone]
			if c.want == "" {
				if !strings.Contains(said, c.says) || said == "" {
					t.Fatalf("%s was read as %v, and %q said; want %q in it", c.in, o.Start, said, c.says)
				}
				return
			}
			if got := o.Start.UTC().Format("2006-01-02 15:04"); len(errs) > 0 || got != c.want || o.TimeZone != c.on {
				t.Fatalf("%v in %s, %v; want %s in %s", got, o.TimeZone, errs, c.want, c.on)
			}
		})
	}
}

func TestWhatWasUnderstoodOfAStartSaysTheSameLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"in 2h", "tomorrow 9am", "mon 9:00", "9:00 new york", "17:00", "in 90 min", "2026-12-01T09:00:00+05:30", "fri 8pm sydney"}).Draw(t, "start")
		zone := rapid.SampledFrom([]string{"", "UTC", "Europe/London", "pacific", "India Standard Time", "Asia/Kathmandu"}).Draw(t, "zone")
		now := testNow.Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "minutes")) * time.Minute)
		v := whenValues(text, zone)
		before, errs := ParseOptions(v, now)
		maps.Copy(v, SettledWhen(v, now))
		later := now.Add(time.Minute)
		after, still := ParseOptions(v, later)
		if len(errs) > 0 {
			if text != v[OptStart] {
				t.Fatalf("%q was not understood, and became %q", text, v[OptStart])
			}
			return
		}
		if !before.Start.IsZero() && !later.Before(before.Start) {
			return // it has passed by then
		}
		if len(still) > 0 || !before.Start.Equal(after.Start) || before.TimeZone != after.TimeZone {
			t.Fatalf("%q in %q became %q in %q: %v %s, later %v %s %v", text, zone, v[OptStart], v[OptTimeZone], before.Start, before.TimeZone, after.Start, after.TimeZone, still)
		}
		if again := SettledWhen(v, later); len(again) > 0 {
			t.Fatalf("%v is settled again as %v", v, again)
		}
	})
}

func FuzzReadStart(f *testing.F) {
	for _, s := range []string{"now", "mon 9:00", "2026-12-01T09:00:00Z", "tomorrow 25:61", "\xff"} {
		f.Add(s, "Europe/London")
	}
	f.Fuzz(func(t *testing.T, s, zone string) {
		answer, err := ReadStart(whenValues(s, zone), testNow, "")
		if err == nil && answer.Question == "" && !answer.Now && !answer.At.After(testNow) {
			t.Fatalf("%q starts at %v, which has passed", s, answer.At)
		}
		for _, c := range answer.Candidates {
			if got, err := ReadStart(whenValues(c.Typed, zone), testNow, ""); err != nil || !got.At.Equal(c.At) {
				t.Fatalf("%q of %q is read as %v %v, want %v", c.Typed, s, got.At, err, c.At)
			}
		}
	})
}
