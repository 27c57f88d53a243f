package hours

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"callsheet/model/zones"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func clocks(t testing.TB, names string) []*time.Location {
	var zones []*time.Location
	for name := range strings.FieldsSeq(names) {
		zones = append(zones, zone(t, name))
	}
	return zones
}

// moment reads an instant of a test, by the clock of a zone unless it has an offset.
func moment(t testing.TB, text string, z *time.Location) time.Time {
	t.Helper()
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if instant, err := time.ParseInLocation(layout, text, z); err == nil {
			return instant
		}
	}
	t.Fatalf("%q is no time", text)
	return time.Time{}
}

// written lists openings by the clock of a zone.
func written(openings []Opening, z *time.Location) string {
	var words []string
	for _, o := range openings {
		words = append(words, o.From.In(z).Format("2 15:04")+" to "+o.To.In(z).Format("2 15:04"))
	}
	return strings.Join(words, ", ")
}

func TestADaysOpeningsAreByTheClockOfWhoIsRung(t *testing.T) {
	for _, c := range []struct {
		why, rule, zones, on, by string
		want                     string
	}{
		{"an ordinary day", "daily 8-21", "America/New_York", "2026-12-01", "America/New_York", "1 08:00 to 1 21:00"},
		{"two windows", "mon-fri 10-13 14-20", "Europe/Paris", "2026-12-01", "Europe/Paris", "1 10:00 to 1 13:00, 1 14:00 to 1 20:00"},
		{"a day that is not rung", "mon-fri 10-13 14-20", "Europe/Paris", "2026-12-05", "Europe/Paris", ""},
		{"the operator's day holds parts of two of theirs", "daily 8-21", "America/New_York", "2026-12-01", "Asia/Tokyo", "1 00:00 to 1 11:00, 1 22:00 to 2 00:00"},
		{"from coast to coast", "daily 8-21", "America/New_York America/Los_Angeles", "2026-12-01", "America/New_York", "1 11:00 to 1 21:00"},
		{"from Hawaii to St John's", "daily 8-21", "Pacific/Honolulu America/St_Johns", "2026-12-01", "America/New_York", "1 13:00 to 1 19:30"},
		{"on opposite sides of the world", "daily 8-21", "Pacific/Auckland Europe/Madrid", "2026-12-01", "Europe/Madrid", "1 08:00 to 1 09:00, 1 20:00 to 1 21:00"},
		{"without any time in common", "mon-fri 9-18", "Pacific/Auckland Europe/Madrid", "2026-12-01", "Europe/Madrid", ""},
		{"a day of 25 hours", "daily 0-24", "Europe/Paris", "2026-10-25", "Europe/Paris", "25 00:00 to 26 00:00"},
		{"the hour that comes twice is open twice", "daily 2:30-4", "Europe/Paris", "2026-10-25", "Europe/Paris", "25 02:30 to 25 02:00, 25 02:30 to 25 04:00"},
		{"a close inside that hour closes twice", "daily 0-2:30", "Europe/Paris", "2026-10-25", "Europe/Paris", "25 00:00 to 25 02:30, 25 02:00 to 25 02:30"},
		{"the hour that does not come opens nothing", "daily 2-3", "Europe/Paris", "2027-03-28", "Europe/Paris", ""},
		{"a window that begins in it begins after it", "daily 2:30-9", "Europe/Paris", "2027-03-28", "Europe/Paris", "28 03:00 to 28 09:00"},
		{"half an hour on Lord Howe", "daily 1:30-9", "Australia/Lord_Howe", "2027-04-04", "Australia/Lord_Howe", "4 01:30 to 4 09:00"},
		{"a day that begins at one", "daily 0-9", "Africa/Cairo", "2027-04-30", "Africa/Cairo", "30 01:00 to 30 09:00"},
		{"a day that was skipped", "daily 8-21", "Pacific/Apia", "2011-12-30", "Pacific/Apia", ""},
	} {
		z := zone(t, c.by)
		s := NewSchedule(Strictest(parse(t, c.rule)), nil, clocks(t, c.zones)...)
		if got := written(s.OnDay(date(t, c.on), z), z); got != c.want {
			t.Errorf("%s: %s, not %s", c.why, got, c.want)
		}
	}
}

func TestTheNextOpening(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	calendar := NewCalendar(nil, []Block{{Place{"FR", ""}, Date{2027, time.February, 1}, Date{2027, time.March, 31}, "flood"}})
	s := NewSchedule(Strictest(preset(t, "fr")), calendar.Days(Place{"FR", ""}), paris)
	for _, c := range []struct{ why, now, want string }{
		{"inside, from now on", "2026-12-01 11:00", "1 11:00 to 1 13:00"},
		{"in the break", "2026-12-01 13:00", "1 14:00 to 1 20:00"},
		{"at the close", "2026-12-01 20:00", "2 10:00 to 2 13:00"},
		{"over a weekend", "2026-12-04 20:30", "7 10:00 to 7 13:00"},
		{"over Christmas, a Friday, and the weekend", "2026-12-24 20:00", "28 10:00 to 28 13:00"},
		{"over the block", "2027-01-31 09:00", "1 10:00 to 1 13:00"},
	} {
		next, ok := s.Next(moment(t, c.now, paris))
		if got := written([]Opening{next}, paris); !ok || got != c.want {
			t.Errorf("%s: %s, %v", c.why, got, ok)
		}
	}
	always := NewSchedule(Strictest(parse(t, "mon 9-24, tue 0-24, wed 0-24, thu 0-24, fri 0-13")), nil, paris)
	if next, _ := always.Next(moment(t, "2026-11-30 08:00", paris)); written([]Opening{next}, paris) != "30 09:00 to 4 13:00" {
		t.Errorf("over midnights: %s", written([]Opening{next}, paris))
	}
}

func TestNobodyIsRungWhereNothingOpens(t *testing.T) {
	now := moment(t, "2026-12-01 12:00", time.UTC)
	daily := Strictest(parse(t, "daily 8-21"))
	for why, s := range map[string]Schedule{
		"in no known zone":       NewSchedule(daily, nil),
		"in a zone that is nil":  NewSchedule(daily, nil, time.UTC, nil),
		"under rules that clash": NewSchedule(Strictest(parse(t, "daily 8-12"), parse(t, "daily 12-18")), nil, time.UTC),
		"in a block without end": NewSchedule(daily, NewCalendar(nil, []Block{{Place{}, Date{2026, time.January, 1}, Date{}, ""}}).Days(), time.UTC),
		"by no schedule at all":  {},
	} {
		if s.zones != nil && s.days == nil {
			t.Fatal("the days are missing")
		}
		_, next := s.Next(now)
		_, call := s.NextCall(now)
		_, try := s.NextTry(History{}, now)
		if next || call || try || s.Inside(now) || s.MayBegin(now) || s.Holds(now, now) || len(s.Between(now, now.Add(1000*time.Hour))) > 0 {
			t.Errorf("%s somebody is rung", why)
		}
	}
}

func TestTheLastCallLeavesTimeToRing(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	s := NewSchedule(Strictest(preset(t, "fr"), parse(t, "daily 10-13 14-20 20:01-20:02")), nil, paris)
	opening, _ := s.Next(moment(t, "2026-12-01 09:00", paris))
	if last, ok := opening.LastCall(); !ok || last.In(paris).Format("15:04:05") != "12:58:00" {
		t.Errorf("the last call begins at %v", last)
	}
	for _, c := range []struct {
		why, first, last string
		inside, holds    bool
	}{
		{"in the middle", "2026-12-01 10:00", "2026-12-01 12:00", true, true},
		{"until the last call", "2026-12-01 10:00", "2026-12-01 12:58", true, true},
		{"a second after the last call", "2026-12-01 10:00", "2026-12-01 12:58:01", true, false},
		{"a call that would still ring at the close", "2026-12-01 12:59:59", "2026-12-01 12:59:59", true, false},
		{"at the close", "2026-12-01 13:00", "2026-12-01 13:00", false, false},
		{"before it opens", "2026-12-01 09:59:59", "2026-12-01 12:00", false, false},
		{"over the break, as a retry in between rings in it", "2026-12-01 12:00", "2026-12-01 15:00", true, false},
		{"over a night", "2026-12-01 12:00", "2026-12-02 12:00", true, false},
		{"backwards", "2026-12-01 12:00", "2026-12-01 11:00", true, false},
	} {
		first, last := moment(t, c.first, paris), moment(t, c.last, paris)
		openings := s.Between(first.Add(-100*time.Hour), last.Add(100*time.Hour))
		if s.Inside(first) != c.inside || openings.Inside(first) != c.inside {
			t.Errorf("%s: it is inside: %v", c.why, s.Inside(first))
		}
		if s.Holds(first, last) != c.holds || openings.Holds(first, last) != c.holds {
			t.Errorf("%s: it holds: %v, among openings %v", c.why, s.Holds(first, last), openings.Holds(first, last))
		}
	}
	for now, want := range map[string]string{
		"2026-12-01 09:00":    "1 10:00:00",
		"2026-12-01 12:58":    "1 12:58:00",
		"2026-12-01 12:58:01": "1 14:00:00",
		"2026-12-01 19:59":    "2 10:00:00",
	} {
		now := moment(t, now, paris)
		call, ok := s.NextCall(now)
		again, also := s.Between(now, now.Add(1000*time.Hour)).NextCall(now)
		if !ok || !also || !call.Equal(again) || call.In(paris).Format("2 15:04:05") != want {
			t.Errorf("after %v the next call is at %v, among openings at %v", now, call, again)
		}
	}
	// A window too short for a call to ring in it is none.
	short := NewSchedule(Strictest(parse(t, "daily 9-9:01")), nil, paris)
	if call, ok := short.NextCall(moment(t, "2026-12-01 08:00", paris)); ok {
		t.Errorf("a call begins at %v", call)
	}
}

func TestOpeningsAreCutWhereTheyAreAskedFor(t *testing.T) {
	s := NewSchedule(Strictest(decent), nil, time.UTC)
	from := time.Date(2026, 12, 1, 20, 59, 59, 500, time.UTC)
	openings := s.Between(from, from.Add(24*time.Hour))
	if len(openings) != 2 || !openings[0].From.Equal(from) || !openings[1].To.Equal(time.Date(2026, 12, 2, 20, 59, 59, 500, time.UTC)) {
		t.Error(openings)
	}
	if got := s.Between(from, from); got != nil {
		t.Error(got)
	}
	if got := s.Between(from, from.Add(-time.Hour)); got != nil {
		t.Error(got)
	}
}

// Whatever the rules and wherever somebody may be: openings are in order, an instant is
// inside one exactly when each clock on a wall shows a time that is.
func TestOpeningsAreWhatTheClocksShow(t *testing.T) {
	all := allZones(t)
	rapid.Check(t, func(t *rapid.T) {
		set := Strictest(rapid.SliceOfN(rapid.Custom(anyRule), 1, 3).Draw(t, "rules")...)
		places := rapid.SliceOfN(rapid.SampledFrom([]Place{{"US", ""}, {"FR", ""}, {"DE", "BY"}, {"IN", ""}, {"AU", "VIC"}}), 0, 2).Draw(t, "places")
		days := Calendar{}.Days(places...)
		var zones []*time.Location
		for range rapid.IntRange(1, 5).Draw(t, "zones") {
			zones = append(zones, rapid.SampledFrom(all).Draw(t, "zone"))
		}
		s := NewSchedule(set, days, zones...)
		from := time.Unix(rapid.Int64Range(1767225600, 1924992000).Draw(t, "from"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds"))
		to := from.Add(time.Duration(rapid.Int64Range(1, int64(10*24*time.Hour)).Draw(t, "length")))
		openings := s.Between(from, to)
		checkOpenings(t, openings, from, to)
		for range 50 {
			instant := from.Add(time.Duration(rapid.Int64Range(0, int64(to.Sub(from))-1).Draw(t, "instant")))
			want := shown(set, days, zones, instant)
			if s.Inside(instant) != want || openings.Inside(instant) != want {
				t.Fatalf("%v: the clocks show %v, Inside is %v, the openings %v", instant, want, s.Inside(instant), openings.Inside(instant))
			}
		}
		if next, ok := s.Next(from); ok && len(openings) > 0 && !next.From.Equal(openings[0].From) || !ok && len(openings) > 0 {
			t.Fatalf("the next opening is %v, and the first of all is %v", next, openings[0])
		}
	})
}

type failer interface{ Fatalf(string, ...any) }

func checkOpenings(t failer, openings Openings, from, to time.Time) {
	for i, o := range openings {
		if !o.From.Before(o.To) || o.From.Before(from) || o.To.After(to) {
			t.Fatalf("inverted, or outside of what was asked for: %v", o)
		}
		if i > 0 && !openings[i-1].To.Before(o.From) {
			t.Fatalf("%v touches %v", openings[i-1], o)
		}
	}
}

// shown looks at each clock as a person does: its day of the week and its time.
func shown(set Set, days *Days, zones []*time.Location, t time.Time) bool {
	for _, z := range zones {
		wall := t.In(z).Format("2006-01-02 15:04")
		on, _ := ParseDate(wall[:10])
		clock, _ := time.Parse("15:04", wall[11:])
		if !holdsMinute(set.Windows(on, days.On(on)), At(clock.Hour(), clock.Minute())) {
			return false
		}
	}
	return true
}

// Go takes each year for 365 days where a zone's changes are known as a rule alone.
func TestADayOpensAtTheEndOfALeapYear(t *testing.T) {
	for _, name := range []string{"Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata"} {
		z, known := zones.Location(name)
		if !known {
			t.Fatalf("there is no zone %s", name)
		}
		s := NewSchedule(Strictest(parse(t, "daily 8-21")), nil, z)
		for _, day := range []string{"2028-12-30", "2028-12-31", "2029-01-01"} {
			if got := written(s.OnDay(date(t, day), z), z); !strings.HasSuffix(got, " 21:00") || strings.Contains(got, ",") {
				t.Errorf("%s on %s: %s", name, day, got)
			}
		}
	}
}
