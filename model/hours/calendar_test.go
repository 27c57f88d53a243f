package hours

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"

	"callsheet/model/phone"
)

func date(t testing.TB, text string) Date {
	t.Helper()
	d, ok := ParseDate(text)
	if !ok {
		t.Fatalf("%q is no date", text)
	}
	return d
}

func TestDaysThatAreHolidays(t *testing.T) {
	calendar := NewCalendar([]OwnHoliday{
		{Place{"US", "RI"}, Date{2027, time.August, 9}, "Victory Day"},
		{Place{"IN", ""}, Date{0, time.August, 15}, "Independence Day"},
		{Place{"IN", ""}, Date{0, time.January, 1}, "New Year"},
		{Place{}, Date{2027, time.July, 7}, "the office party"},
		{Place{"FR", ""}, Date{0, time.February, 29}, "a leap day"},
	}, nil)
	for _, c := range []struct {
		why, place, on string
		want           Facts
	}{
		{"Christmas, and the day after it", "FR", "2026-12-25", Holiday},
		{"the day before Christmas", "FR", "2026-12-24", Eve},
		{"a day like others", "FR", "2026-12-23", 0},
		{"New Year's Eve has the next year's holiday before it", "FR", "2026-12-31", Eve},
		{"New Year", "FR", "2027-01-01", Holiday},
		{"Easter Monday", "FR", "2027-03-29", Holiday},
		{"Easter Sunday, before it", "FR", "2027-03-28", Eve},
		{"a holiday that is the day before another one", "DE", "2026-12-25", Holiday | Eve},
		{"Thanksgiving", "US", "2026-11-26", Holiday},
		{"Independence Day on a Sunday", "US", "2027-07-04", Holiday | Eve},
		{"and the Monday on which it is observed", "US", "2027-07-05", Holiday},
		{"New Year on a Saturday is observed in the year before", "US", "2027-12-31", Holiday | Eve},
		{"which makes the Thursday the day before one", "US", "2027-12-30", Eve},
		{"Saint Francis, since 2026", "IT", "2027-10-04", Holiday},
		{"Saint Francis was no holiday before", "IT", "2025-10-04", 0},
		{"Liberation Day", "IT", "2027-04-25", Holiday},
		{"Freedom Day", "ZA", "2027-04-27", Holiday},
		{"a Monday after a Sunday's holiday", "ZA", "2027-03-22", Holiday},
		{"Anzac Day on a Sunday, and the Monday of some", "AU", "2027-04-26", Holiday},
		{"the Melbourne Cup is not the country's", "AU", "2027-11-02", 0},
		{"but the state's", "AU-VIC", "2027-11-02", Holiday},
		{"Corpus Christi is not all Germany's", "DE", "2027-05-27", 0},
		{"but Bavaria's", "DE-BY", "2027-05-27", Holiday},
		{"a state's own holiday is only known from the operator", "US-RI", "2027-08-09", Holiday},
		{"and is none of other states", "US-FL", "2027-08-09", 0},
		{"nor of the whole country", "US", "2027-08-09", 0},
		{"India has no calendar", "IN", "2027-01-26", 0},
		{"but what the operator says every year", "IN", "2028-08-15", Holiday},
		{"and the day before it, over the year's end", "IN", "2027-12-31", Eve},
		{"a day of the operator's for everybody", "NZ", "2027-07-07", Holiday},
		{"29 February comes in leap years", "FR", "2028-02-29", Holiday},
		{"and not as 1 March in others", "FR", "2027-03-01", 0},
		{"an overseas department has the holidays of France", "MQ", "2027-07-14", Holiday},
		{"a territory has the federal holidays", "PR", "2027-07-05", Holiday},
		{"far off years are reckoned too", "FR", "2399-12-25", Holiday},
	} {
		days := calendar.Days(placeOf(c.place))
		if got := days.On(date(t, c.on)); got != c.want {
			t.Errorf("%s: %s %s is %03b, not %03b", c.why, c.place, c.on, got, c.want)
		}
		if name := days.Holiday(date(t, c.on)); (name != "") != (c.want&Holiday != 0) {
			t.Errorf("%s: it is called %q", c.why, name)
		}
	}
}

func TestAHolidayObservedInAnotherYearCountsThere(t *testing.T) {
	saturday := func(month time.Month, day, offset int) *cal.Holiday {
		return &cal.Holiday{Name: "x", Month: month, Day: day, Func: cal.CalcDayOfMonth, Observed: []cal.AltDay{{Day: time.Saturday, Offset: offset}}}
	}
	days := &Days{lists: []yearly{{saturday(time.December, 30, 3), saturday(time.January, 1, -1)}}}
	for _, on := range []string{"2023-12-30", "2024-01-02", "2021-12-31", "2022-01-01"} {
		if days.On(date(t, on))&Holiday == 0 {
			t.Errorf("%s is none", on)
		}
	}
}

// placeOf reads US-FL.
func placeOf(text string) Place {
	region, state, _ := strings.Cut(text, "-")
	return PlaceOf(phone.Region(region), state)
}

func TestAHolidayOfOnePossiblePlaceIsAHoliday(t *testing.T) {
	days := Calendar{}.Days(Place{"US", ""}, Place{"FR", ""})
	for _, on := range []string{"2027-07-14", "2027-07-05"} {
		if days.On(date(t, on))&Holiday == 0 {
			t.Errorf("%s is none", on)
		}
	}
}

func TestABlockStopsAllCallsOfItsPlace(t *testing.T) {
	calendar := NewCalendar(nil, []Block{
		{Place{"US", "LA"}, Date{2027, time.August, 30}, Date{2027, time.September, 3}, "hurricane"},
		{Place{"ZA", ""}, Date{2027, time.May, 1}, Date{}, "until somebody ends it"},
	})
	for _, c := range []struct {
		place, on string
		blocked   bool
	}{
		{"US-LA", "2027-08-29", false}, {"US-LA", "2027-08-30", true}, {"US-LA", "2027-09-03", true}, {"US-LA", "2027-09-04", false},
		{"US-TX", "2027-09-01", false}, {"US", "2027-09-01", false},
		{"ZA", "2027-04-30", false}, {"ZA", "2029-02-03", true}, {"ZA-WC", "2027-05-01", true},
	} {
		place, on := placeOf(c.place), date(t, c.on)
		days := calendar.Days(place)
		if _, blocked := days.Block(on); blocked != c.blocked || (days.On(on)&Blocked != 0) != c.blocked {
			t.Errorf("%s on %s: %v", c.place, c.on, blocked)
		}
		windows := For(place).Windows(on, days.On(on))
		if c.blocked && windows != nil {
			t.Errorf("%s on %s is rung at %v", c.place, c.on, windows)
		}
	}
}

func TestHowFarHolidaysAreKnownIsSaid(t *testing.T) {
	calendar := NewCalendar([]OwnHoliday{
		{Place{"KE", ""}, Date{2027, time.June, 1}, "Madaraka Day"}, {Place{}, Date{2027, time.June, 2}, "everybody's"},
	}, nil)
	for place, want := range map[string]Coverage{
		"IN": NotKnown, "IN-MH": NotKnown, "": NotKnown, "KE": OwnOnly, "KE-30": OwnOnly,
		"US": National, "US-RI": National, "PR": National, "GP": National, "DE": National, "DE-XX": National, "DE-BY": Complete, "AU-NSW": Complete, "GB-SCT": National,
	} {
		if got := calendar.Coverage(placeOf(place)); got != want {
			t.Errorf("%s: %s", place, got.Words())
		}
	}
	never := Strictest(parse(t, "mon-fri 9-18, holidays none"))
	for place, want := range map[string]string{
		"IN": "holidays not known", "US-RI": "national holidays known, those of states and regions not", "DE-BY": "holidays known", "KE": "only the holidays you gave are known",
	} {
		if got := calendar.HolidayWords(never, day, placeOf(place)); got != want {
			t.Errorf("%s: %s", place, got)
		}
	}
	if got := calendar.HolidayWords(never, day, placeOf("DE-BY"), placeOf("IN")); got != "holidays not known" {
		t.Error(got)
	}
	if got := calendar.HolidayWords(For(placeOf("IN")), day, placeOf("IN")); got != "" {
		t.Errorf("where holidays make no difference nothing needs to be said, not %s", got)
	}
}

// A preset whose rule asks for holidays has a calendar.
func TestEachPresetThatNeedsHolidaysKnowsThem(t *testing.T) {
	for _, r := range Presets() {
		if s := Strictest(r); s.NeedsHolidays(day) && (Calendar{}).Coverage(r.Place) < National {
			t.Errorf("%s: %s", r.Name, (Calendar{}).Coverage(r.Place).Words())
		}
	}
}

// The library reckons in one zone of the process. In some zones a midnight does not exist
// and a holiday would come out a day early.
func TestHolidaysDoNotDependOnTheMachinesZone(t *testing.T) {
	if cal.DefaultLoc != time.UTC {
		t.Fatalf("the library reckons in %v", cal.DefaultLoc)
	}
}

func TestEveryCalendarHasNewYear(t *testing.T) {
	for region := range ofCountries {
		if !region.Known() {
			t.Errorf("%s is no country", region)
		}
		for year := 2026; year <= 2030; year++ {
			days := Calendar{}.Days(Place{Region: region})
			if days.On(Date{year, time.January, 1})&Holiday == 0 {
				t.Errorf("%s has no New Year %d", region, year)
			}
			n := 0
			for d := (Date{year, time.January, 1}); d.Year == year; d = d.Add(1) {
				if days.On(d)&Holiday != 0 {
					n++
				}
			}
			if n < 7 || n > 35 {
				t.Errorf("%s has %d holidays in %d", region, n, year)
			}
		}
	}
	for place := range ofStates {
		if ofCountries[place.Region] == nil {
			t.Errorf("%s has a list, and its country none", place)
		}
	}
}

func TestDatesAreCountedOneByOne(t *testing.T) {
	for n := int64(-1000); n < 30000; n++ {
		d := dateOfNumber(n)
		if d.dayNumber() != n || d.Add(1) != dateOfNumber(n+1) || d.Weekday() != time.Weekday(((n+4)%7+7)%7) || d.Compare(d.Add(1)) >= 0 {
			t.Fatalf("%d is %v, %v", n, d, d.Weekday())
		}
		if back, ok := ParseDate(d.String()); !ok || back != d {
			t.Fatalf("%v reads back as %v", d, back)
		}
	}
	if slices.ContainsFunc([]string{"", "2026-13-01", "2026-02-30", "1/2/2026"}, func(s string) bool { _, ok := ParseDate(s); return ok }) {
		t.Error("no date is read as one")
	}
}
