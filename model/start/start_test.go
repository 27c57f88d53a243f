package start

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z := zoneNamed(name)
	if z == nil {
		t.Fatalf("there is no zone %s", name)
	}
	return z
}

// places is what the caller's room knows of zones, as far as these tests need it.
func places(text string) ([]string, error) {
	known := map[string][]string{
		"new york": {"America/New_York"}, "pacific": {"America/Los_Angeles", "America/Tijuana"}, "eastern": {"America/New_York"},
		"la": {"America/Los_Angeles"}, "la paz": {"America/La_Paz"}, "santo domingo": {"America/Santo_Domingo"}, "mi": {"America/Detroit"},
		"springfield": {"America/Chicago", "America/New_York"}, "tokyo": {"Asia/Tokyo"}, "rio de janeiro": {"America/Sao_Paulo"},
		"port of spain": {"America/Port_of_Spain"}, "everywhere": slices.Repeat([]string{"Asia/Tokyo"}, maxZones+1), "gmt": {"Africa/Abidjan", "Atlantic/Reykjavik", "Europe/London"},
		"salvador": {"America/Bahia"}, "el salvador": {"America/El_Salvador"},
		"four":     {"Asia/Tokyo", "Asia/Kolkata", "Asia/Dubai", "Asia/Tomsk"},
		"nonsense": {"Local", "", "Not/There"},
	}
	if names, is := known[strings.ToLower(text)]; is {
		return names, nil
	}
	return nil, errors.New("no zone is called " + text + "\x1b[31m. Type a city.")
}

// told puts an answer in one line: "now", what Format makes of an instant, "? " and what
// is typed for each candidate, or "! " and the error.
func told(a Answer, err error) string {
	switch {
	case err != nil:
		return "! " + err.Error()
	case a.Now:
		return "now"
	case a.Question != "":
		typed := make([]string, len(a.Candidates))
		for i, c := range a.Candidates {
			typed[i] = c.Typed
		}
		return "? " + strings.Join(typed, " | ")
	}
	return Format(a.At)
}

type row struct{ name, text, want string }

func check(t *testing.T, in Context, rows []row) {
	t.Helper()
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			got := told(Parse(c.text, in))
			if refusal, want := strings.CutPrefix(c.want, "! "); want {
				if !strings.HasPrefix(got, "! ") || !strings.Contains(got, refusal) {
					t.Errorf("%q is read as\n%s, want\n%s", c.text, got, c.want)
				}
				return
			}
			want := c.want
			if want != "now" && want[0] != '?' && !strings.Contains(want, "/") && !strings.HasSuffix(want, "UTC") {
				want += " " + in.Zone.String()
			}
			if got != want {
				t.Errorf("%q is read as\n%s, want\n%s", c.text, got, want)
			}
		})
	}
}

// inLondon is a Tuesday morning, half past nine.
func inLondon(t testing.TB) Context {
	z := zone(t, "Europe/London")
	return Context{Now: time.Date(2026, 11, 24, 9, 30, 17, 0, z), Zone: z, ZoneOf: places}
}

func TestStartsAreReadAsPeopleSayThem(t *testing.T) {
	check(t, inLondon(t), []row{
		{"nothing is now", "", "now"},
		{"blanks are now", " \t ", "now"},
		{"now, in capitals", "NOW", "now"},
		{"now, in German", "sofort", "now"},

		{"a day and time", "2026-12-01 09:00", "2026-12-01 09:00"},
		{"a day and time joined", "2026-12-01T09:00", "2026-12-01 09:00"},
		{"seconds are kept", "2026-12-01 09:00:30", "2026-12-01 09:00:30"},
		{"an instant", "2026-12-01T09:00:00Z", "2026-12-01 09:00"},
		{"an instant as the service writes it", "2026-12-01T09:00:00.000Z", "2026-12-01 09:00"},
		{"an instant with its offset", "2026-12-01t09:00:00+05:30", "2026-12-01 03:30"},
		{"an instant with its zone", "2026-12-01T09:00:00-05:00[America/New_York]", "2026-12-01 09:00 America/New_York"},
		{"slashes with the year first", "2026/12/01 9:00", "2026-12-01 09:00"},

		{"a time later today", "10:15", "2026-11-24 10:15"},
		{"a point for a colon", "21.30", "2026-11-24 21:30"},
		{"a French h", "tomorrow 9h30", "2026-11-25 09:30"},
		{"four digits", "tomorrow 0900", "2026-11-25 09:00"},
		{"four digits and hrs", "2130 hrs", "2026-11-24 21:30"},
		{"am that has passed is tomorrow's", "9am", "2026-11-25 09:00"},
		{"pm", "9 p.m.", "2026-11-24 21:00"},
		{"12 pm is noon", "12 pm", "2026-11-24 12:00"},
		{"12 am is midnight", "12am", "2026-11-25 00:00"},
		{"half past midnight", "12:30 am", "2026-11-25 00:30"},
		{"noon", "Noon", "2026-11-24 12:00"},
		{"midnight is the next", "midnight", "2026-11-25 00:00"},
		{"12 noon", "12 noon", "2026-11-24 12:00"},
		{"a day and a time, both with a point", "1.12 21.30", "? 2026-12-01 21:30 | 2027-01-12 21:30"},
		{"in either order", "21.30 1.12", "? 2026-12-01 21:30 | 2027-01-12 21:30"},
		{"the end of a day", "24:00", "2026-11-25 00:00"},
	})
}

func TestDaysAreReadAsPeopleSayThem(t *testing.T) {
	check(t, inLondon(t), []row{
		{"tomorrow 9am", "tomorrow 9am", "2026-11-25 09:00"},
		{"tomorrow, short", "TMRW 9", "2026-11-25 09:00"},
		{"tomorrow behind the time", "9am tomorrow", "2026-11-25 09:00"},
		{"tomorrow morning", "tomorrow morning 9", "2026-11-25 09:00"},
		{"9 in the morning", "tomorrow at 9 in the morning", "2026-11-25 09:00"},
		{"today 14:00", "today 14:00", "2026-11-24 14:00"},
		{"tonight", "tonight 8", "2026-11-24 20:00"},
		{"the day after tomorrow", "the Day after tomorrow at 9am", "2026-11-26 09:00"},

		{"a weekday", "mon 9:00", "2026-11-30 09:00"},
		{"a weekday and a bare hour", "Mon 9", "2026-11-30 09:00"},
		{"a weekday behind the time", "9am on Monday", "2026-11-30 09:00"},
		{"a weekday of four letters", "thur 9", "2026-11-26 09:00"},
		{"today's weekday, later", "tuesday 17:30", "2026-11-24 17:30"},
		{"today's weekday, earlier, is next week's", "tue 09:00", "2026-12-01 09:00"},
		{"next, of a day in the next week", "next monday 9:30", "2026-11-30 09:30"},
		{"next, of today's weekday", "next tue 9:00", "2026-12-01 09:00"},

		{"day and month", "1 dec 9am", "2026-12-01 09:00"},
		{"month and day", "Dec 1st, 9:00", "2026-12-01 09:00"},
		{"of a month", "1st of December 9:00", "2026-12-01 09:00"},
		{"with its year", "dec 1, 2026 9:00", "2026-12-01 09:00"},
		{"as a mail has it", "Mon, 30 Nov 2026 09:00:00 +0000", "2026-11-30 09:00"},
		{"the year behind the time", "Mon Nov 30 09:00:00 2026", "2026-11-30 09:00"},
		{"as a spreadsheet has it", "30/11/2026, 09:00:00", "2026-11-30 09:00"},
		{"an at sign", "tomorrow @ 9", "2026-11-25 09:00"},
		{"with dashes", "1-dec-2026 9:00", "2026-12-01 09:00"},
		{"without a blank", "1dec 9:00", "2026-12-01 09:00"},
		{"a day early in the year is next year's", "5 jan 9", "2027-01-05 09:00"},
		{"two points put the day first", "1.12. 9:00", "2026-12-01 09:00"},
		{"a day over 12", "31/12 23:00", "2026-12-31 23:00"},
		{"a day over 12 behind the month", "12/31/2026 11:00 PM", "2026-12-31 23:00"},
		{"equal numbers are one day", "2/2 9:00", "2027-02-02 09:00"},
		{"a day with its weekday", "Tue 1 December 9:00", "2026-12-01 09:00"},
		{"the weekday says which number is the day", "thu 10/12 9:00", "2026-12-10 09:00"},
		{"tomorrow with its weekday", "tomorrow, wed 9:00", "2026-11-25 09:00"},
	})
}

func TestTimesFromNowAreReadAsPeopleSayThem(t *testing.T) {
	check(t, inLondon(t), []row{
		{"hours from now, at a whole minute", "in 2h", "2026-11-24 11:31"},
		{"minutes from now", "in 90 min", "2026-11-24 11:01"},
		{"minutes without in", "90 min", "2026-11-24 11:01"},
		{"a plus", "+2h", "2026-11-24 11:31"},
		{"hours and minutes", "in 1 h 30 m", "2026-11-24 11:01"},
		{"hours and minutes together", "in 1h30", "2026-11-24 11:01"},
		{"an hour in words", "in two hours", "2026-11-24 11:31"},
		{"from now", "2 hours from now", "2026-11-24 11:31"},
		{"now and more", "now + 2h", "2026-11-24 11:31"},
		{"half an hour", "in half an hour", "2026-11-24 10:01"},
		{"an hour", "in an hour", "2026-11-24 10:31"},
		{"days from now", "in 3 days", "2026-11-27 09:31"},
		{"days from now at a time", "in 3 days at 9", "2026-11-27 09:00"},
		{"a week", "in a week", "2026-12-01 09:31"},
		{"half a day more", "in 1.5 days", "2026-11-25 21:31"},
		{"a delay where somebody is", "in 2h new york", "2026-11-24 06:31 America/New_York"},
	})
}

func TestStartsAreReadInOtherLanguages(t *testing.T) {
	check(t, inLondon(t), []row{
		{"German tomorrow", "morgen 9 Uhr", "2026-11-25 09:00"},
		{"German weekday", "am Montag um 9 Uhr", "2026-11-30 09:00"},
		{"German weekday of two letters", "Mo 9", "2026-11-30 09:00"},
		{"German next weekday", "nächsten Montag 9:30", "2026-11-30 09:30"},
		{"German evening", "heute Abend 8", "2026-11-24 20:00"},
		{"German morning of a day", "Montag morgen 9", "2026-11-30 09:00"},
		{"German day after tomorrow", "übermorgen 9:00", "2026-11-26 09:00"},
		{"German date", "1. Dezember 9:00", "2026-12-01 09:00"},
		{"German date behind am", "am 1.12. um 9:00", "2026-12-01 09:00"},
		{"French tomorrow", "demain à 9h30", "2026-11-25 09:30"},
		{"French weekday", "lundi prochain 9h", "2026-11-30 09:00"},
		{"French date", "le 1er décembre à 9h", "2026-12-01 09:00"},
		{"French delay", "dans 2 heures", "2026-11-24 11:31"},
		{"Spanish tomorrow", "mañana 9:00", "2026-11-25 09:00"},
		{"Spanish tomorrow morning", "mañana a las 9 de la mañana", "2026-11-25 09:00"},
		{"Spanish afternoon", "lunes a las 3 de la tarde", "2026-11-30 15:00"},
		{"Spanish date", "1 de diciembre 9:00", "2026-12-01 09:00"},
		{"Hindi tomorrow", "kal subah 9 baje", "2026-11-25 09:00"},
		{"Hindi weekday", "somvar 9:30", "2026-11-30 09:30"},
		{"Hindi evening", "aaj shaam 6 baje", "2026-11-24 18:00"},
	})
}

func TestStartsAreReadOnTheClocksOfTheZoneThatIsNamed(t *testing.T) {
	in := inLondon(t)
	in.Mine = zone(t, "America/New_York")
	check(t, in, []row{
		{"a city", "9:00 new york", "2026-11-24 09:00 America/New_York"},
		{"a city after in", "9:00 in New York", "2026-11-24 09:00 America/New_York"},
		{"a city and time", "9:00 am eastern time", "2026-11-24 09:00 America/New_York"},
		{"a city first", "new york mon 9:00", "2026-11-30 09:00 America/New_York"},
		{"a city in brackets", "9:00 (New York)", "2026-11-24 09:00 America/New_York"},
		{"zones that agree are one", "9 am pacific", "2026-11-24 09:00 America/Los_Angeles"},
		{"of zones that agree, one that is used already", "10:15 gmt", "2026-11-24 10:15"},
		{"an exact name", "tomorrow 9 Europe/Berlin", "2026-11-25 09:00 Europe/Berlin"},
		{"utc", "10:15 utc", "2026-11-24 10:15 UTC"},
		{"an offset", "tomorrow 10:00 utc+2", "2026-11-25 08:00"},
		{"the operator's own", "9:00 my time", "2026-11-24 09:00 America/New_York"},
		{"a word that says nothing elsewhere", "9 la", "2026-11-24 09:00 America/Los_Angeles"},
		{"a word that says nothing before others", "10:15 by", "! no zone is called by"},
		{"and first", "la 10:15", "2026-11-24 10:15 America/Los_Angeles"},
		{"and before a day", "9 la tomorrow", "2026-11-25 09:00 America/Los_Angeles"},
		{"a city that begins with it", "10:15 la paz", "2026-11-24 10:15 America/La_Paz"},
		{"two places, one with a word before", "10:15 el salvador", "? 2026-11-24 10:15 America/El_Salvador | 2026-11-24 10:15 America/Bahia"},
		{"a city that ends with a day", "10:15 santo domingo", "2026-11-24 10:15 America/Santo_Domingo"},
		{"a city with such a word inside", "10:15 rio de janeiro", "2026-11-24 10:15 America/Sao_Paulo"},
		{"a city with another inside", "10:15 Port of Spain", "2026-11-24 10:15 America/Port_of_Spain"},
		{"behind the time, mi is no Wednesday", "10:15 mi", "2026-11-24 10:15 America/Detroit"},
		{"a name that many have, the operator's own first", "9 springfield", "? 2026-11-24 09:00 America/New_York | 2026-11-24 09:00 America/Chicago"},
		{"an offset before the time", "utc+2 tomorrow 10:00", "2026-11-25 08:00"},
		{"two offsets", "tomorrow +02:00 10:00 +03:00", "! two offsets"},
		{"more readings than anybody reads", "1/2 3:00 four", "! may be many times. Type it like 2027-02-01 03:00 Asia/Tokyo"},
		{"a name of too many", "9 everywhere", "! many time zones"},
		{"zones that cannot be loaded", "9 nonsense", "! no time zone that is known"},
		{"the caller's own words", "9 atlantis", "! no zone is called atlantis[31m. Type a city."},
		{"an offset that the zone has not", "2026-12-01 09:00-04:00 America/New_York", "! UTC-5 then. Type 2026-12-01 09:00 America/New_York."},
	})
	in.ZoneOf = nil
	check(t, in, []row{
		{"without a function, exact names", "tomorrow 9 Europe/Berlin", "2026-11-25 09:00 Europe/Berlin"},
		{"and nothing else", "9 berlin", "! “berlin” is no time zone that is known"},
		{"files outside of the database", "9 A/../../etc/passwd", "! no time zone"},
	})
}

func TestWhatIsNotClearIsAsked(t *testing.T) {
	check(t, inLondon(t), []row{
		{"day or month first", "1/12 9:00", "? 2026-12-01 09:00 | 2027-01-12 09:00"},
		{"day or month first, with a year", "1/2/2027 10:00", "? 2027-02-01 10:00 | 2027-01-02 10:00"},
		{"nothing is asked when the other has passed", "1/12/2026 10:00", "2026-12-01 10:00"},
		{"both fall on that weekday", "tue 1/12 9:00", "? 2026-12-01 09:00 | 2027-01-12 09:00"},
		{"points without the second", "1.12 9:00", "? 2026-12-01 09:00 | 2027-01-12 09:00"},
		{"a time that has passed, evening or tomorrow", "9:00", "? 2026-11-24 21:00 | 2026-11-25 09:00"},
		{"a bare hour that has passed", "9", "? 2026-11-24 21:00 | 2026-11-25 09:00"},
		{"today, but past", "today 9:00", "? 2026-11-24 21:00 | 2026-11-25 09:00"},
		{"today in the morning, but past", "today 9am", "? 2026-11-25 09:00"},
		{"a time of 24 hours that has passed", "0900", "? 2026-11-25 09:00"},
		{"a weekday that is today", "tue 9:00", "? 2026-11-24 21:00 | 2026-12-01 09:00"},
		{"3 at night or in the afternoon", "tomorrow 3", "? 2026-11-25 03:00 | 2026-11-25 15:00"},
		{"a leading nought means the night", "tomorrow 03:00", "2026-11-25 03:00"},
		{"3 Uhr likewise", "morgen 3 Uhr", "? 2026-11-25 03:00 | 2026-11-25 15:00"},
		{"this Friday or next week's", "next friday 9:00", "? 2026-11-27 09:00 | 2026-12-04 09:00"},
		{"a day has two midnights", "tomorrow midnight", "? 2026-11-25 00:00 | 2026-11-26 00:00"},
		{"today has one left", "today midnight", "2026-11-25 00:00"},
		{"a day that has passed lately", "20 nov 10:00", "? 2027-11-20 10:00"},
	})
	us := inLondon(t)
	us.Region = "US"
	check(t, us, []row{{"the region says what comes first, and is asked all the same", "1/12 9:00", "? 2027-01-12 09:00 | 2026-12-01 09:00"}})
}

func TestWhatCannotBeIsRefusedWithWhatToType(t *testing.T) {
	check(t, inLondon(t), []row{
		{"a start in the past", "2026-11-24 09:00", "! Today 9:00 has passed. Type 2026-11-25 09:00."},
		{"yesterday", "yesterday 9:00", "! has passed. Type 2026-11-25 09:00."},
		{"last year", "2025-12-01 09:00", "! Mon 1 December 2025 9:00 has passed. Type 2026-12-01 09:00."},
		{"an instant in the past", "2026-11-24T09:30:17Z", "! has passed"},
		{"a far year", "2126-12-01 09:00", "! 1 December 2126 is more than a year away. Give an earlier day. Type 2026-12-01 09:00."},
		{"a delay without a unit", "in 2", "! Type it like in 2 h or in 90 min."},
		{"a delay of nothing", "in 0 min", "! Type it like in 2 h or in 90 min."},
		{"a negative delay", "in -2h", "! Type it like in 2 h or in 90 min."},
		{"a span of the day", "9am-5pm", "! no time that is known"},
		{"several days", "mon-fri 9:00", "! no zone"},
		{"a day without its month", "the 27th at 9am", "! no month with “27th”"},
		{"a far delay", "in 400 days", "! more than a year away"},
		{"an endless delay", "in 9000 weeks", "! more than a year away"},
		{"a day that does not exist", "2026-02-30 09:00", "! no such day"},
		{"30 February", "30 feb 9:00", "! no such day"},
		{"a leap day that is far", "29 feb 9:00", "! more than a year away"},
		{"an hour that does not exist", "25:00", "! no such day or time as “25:00”"},
		{"15 am", "tomorrow 15 am", "! no such time of day"},
		{"both halves", "tomorrow 9am pm", "! both morning and afternoon"},
		{"no language", "soonish", "! “soonish” is no time that is known. Give now, or"},
		{"a day that has passed", "yesterday", "! Yesterday has passed. Give now, or"},
		{"a day without a time", "tomorrow", "! Type it too, like tomorrow 9:00."},
		{"a month without a day", "dec 9:00", "! no day with the month"},
		{"two times", "tomorrow 9 10", "! two times"},
		{"two days", "today tomorrow 9", "! two days"},
		{"two weekdays", "mon tue 9", "! two days"},
		{"two dates", "1 dec 2 dec 9:00", "! two days"},
		{"tonight in the morning", "morning tonight 9", "! both morning and afternoon"},
		{"an hour without a number", "uhr", "! not understood"},
		{"brackets", "([])", "! no time in that"},
		{"a day or a time", "9.12", "! “9.12” may be a day or a time. Type the time as 9:12; with a day, add one, like 9.12. 9:00."},
		{"a time or a delay", "2h", "! Type 2:00, or in 2 h."},
		{"a time and a delay", "in 2h 9:00", "! both a time of day and a time from now"},
		{"another weekday than the day's", "mon 1 dec 9:00", "! 1 December 2026 is a Tuesday and no Monday. Type only the right one, like 2026-12-01 09:00 or mon 9:00."},
		{"the weekday of the same day next year", "wed 1 dec 9:00", "! 1 December 2026 is a Tuesday and no Wednesday."},
		{"next without a weekday", "next week 9", "! not understood"},
		{"a delay in the past", "2 h ago", "! ago"},
		{"words around the time", "soonish 9:00 or so", "! not understood"},
		{"a control sequence", "\x1b[31m 9:00", "! no zone is called"},
		{"a long text", strings.Repeat("9 ", 80), "! too long"},
		{"many words", strings.Repeat("9 ", 20), "! too long"},
		{"the year 0", "0000-12-01 09:00", "! no such day"},
	})
}

func TestAQuestionSaysWhatIsAsked(t *testing.T) {
	for text, want := range map[string]string{
		"1/12 9:00":         "In “1/12 9:00” the day may come first, or the month. When is it to start?",
		"9":                 "Today 9:00 has passed. When is it to start?",
		"today 9am":         "Today 9:00 has passed. Start tomorrow 9:00?",
		"tue 9:00":          "Today 9:00 has passed. When is it to start?",
		"tomorrow 3":        "3:00 may be before noon or after it. When is it to start?",
		"next friday 9:00":  "“Next Friday” is said of both. When is it to start?",
		"tomorrow midnight": "A day has a midnight at its beginning, and one at its end. When is it to start?",
		"9 springfield":     "“springfield” may be one of several time zones. When is it to start?",
		"20 nov 10:00":      "Fri 20 November 10:00 has passed. Start Sat 20 November 2027 10:00?",
	} {
		if a, err := Parse(text, inLondon(t)); err != nil || a.Question != want {
			t.Errorf("%q asks %q (%v), want %q", text, a.Question, err, want)
		}
	}
	a, _ := Parse("9 springfield", inLondon(t))
	if a.Candidates[0].Words != "today 9:00 in Chicago" {
		t.Errorf("%+v", a.Candidates)
	}
}

// A start is read again at each key. Goal: under 1 ms, a sixteenth of a frame; the most of
// it is the file of a zone that is named.
func BenchmarkParse(b *testing.B) {
	in := inLondon(b)
	for _, text := range []string{"mon 9", "1/12 9:00", "tomorrow 9am new york"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				Parse(text, in)
			}
		})
	}
}
