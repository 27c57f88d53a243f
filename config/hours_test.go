package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callsheet/model/hours"
)

// holidaysAt puts a file of holidays beside the settings.
func holidaysAt(t *testing.T, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(HolidaysPath()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(HolidaysPath(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const callcentre = `
timezone = "new york"
[hours]
callcentre = "mon-fri 9-18, max 3 in 24h"
Late = "daily 8-22"
[profiles.default]
hours = "late"
hours_basis = "they asked to be rung late"
[profiles.quiet]
hours = "weekdays 10-16"
[profiles.florida]
hours = "us-fl"
`

const closed = `
[[holiday]]
place = "US-FL"
date = "2027-08-09"
name = "Founders' day"
[[holiday]]
date = 2027-08-10
[[holiday]]
place = "gb"
date = "08-11"
[[block]]
place = "US-LA"
from = "2027-08-30"
reason = "hurricane"
`

func TestHoursComeFromTheSettings(t *testing.T) {
	at(t, callcentre)
	holidaysAt(t, closed)
	s, err := Load("", environment())
	if err != nil || s.TimeZone != "America/New_York" {
		t.Errorf("the zone is %q, %v", s.TimeZone, err)
	}
	for profile, want := range map[string]string{"": "late", "quiet": "weekdays 10-16", "florida": "us-fl", "other": ""} {
		if h, err := LoadHours(profile); err != nil || h.Rule != want {
			t.Errorf("profile %q has %q, %v, want %q", profile, h.Rule, err, want)
		}
	}
	h, err := LoadHours("")
	if err != nil || h.Basis != "they asked to be rung late" || len(h.Rulebook.Own()) != 2 {
		t.Fatalf("%+v, %v", h, err)
	}
	if r, err := h.Rulebook.Choose("CallCentre"); err != nil || r.String() != "mon-fri 9-18, sat-sun none, max 3 in 24h" || r.ID != "callcentre" {
		t.Errorf("callcentre is %s, %v", r.String(), err)
	}
	august := func(d int) hours.Date { return hours.Date{Year: 2027, Month: time.August, Day: d} }
	for _, c := range []struct {
		place string
		day   int
		want  hours.Facts
	}{
		{"US-FL", 9, hours.Holiday | hours.Eve}, {"US-GA", 9, hours.Eve}, {"US-GA", 10, hours.Holiday},
		{"GB", 11, hours.Holiday}, {"US-LA", 29, 0}, {"US-LA", 30, hours.Blocked}, {"US-FL", 30, 0},
	} {
		place, _ := hours.ParsePlace(c.place)
		if got := h.Rulebook.Calendar().Days(place).On(august(c.day)); got != c.want {
			t.Errorf("%s, %d August: %b, want %b", c.place, c.day, got, c.want)
		}
	}
}

func TestWithoutFilesThePresetsAreTheHours(t *testing.T) {
	at(t, "")
	h, err := LoadHours("")
	if err != nil || h.Rule != "" || h.Basis != "" || len(h.Rulebook.Own()) != 0 {
		t.Errorf("%+v, %v", h, err)
	}
	holidaysAt(t, "# none yet\n")
	if _, err := LoadHours(""); err != nil {
		t.Error(err)
	}
}

func TestAMistakeInTheHoursIsNamedByItsLine(t *testing.T) {
	cases := []struct{ name, settings, holidays, says string }{
		{"hours that cannot be read", "\n[hours]\ncallcentre = \"mon-fri 18-9\"", "", "config.toml, line 3: \"callcentre\": "},
		{"a dotted name", "hours.callcentre = \"monday\"", "", "line 1: \"callcentre\": The hours of Monday are missing"},
		{"a table in a line", "theme = \"dark\"\nhours = { a = \"mon 9-18\", b = \"never\" }", "", "line 2: \"b\": "},
		{"a rule in a table of its own", "[hours.callcentre]\nrule = \"mon-fri 9-18\"", "", `"callcentre" is no rule. Write a name and its hours below [hours], such as callcentre = "mon-fri 9-18".`},
		{"a number for hours", "[hours]\nlate = 22", "", `line 2: "late" is no rule`},
		{"the name of a preset", "[hours]\nUS-FL = \"daily 0-24\"", "", `"us-fl" is a preset, which stays what it is`},
		{"the full name of a preset", "[hours]\nflorida = \"daily 0-24\"", "", `"florida" is a preset`},
		{"the name of days", "[hours]\nweekdays = \"daily 0-24\"", "", "means days"},
		{"a name with blanks", "[hours]\n\"call centre\" = \"daily 9-18\"", "", `is no name of a rule`},
		{"a name that drives a terminal", "[hours]\n\"\\u001b[2J\" = \"daily 9-18\"", "", `is no name of a rule`},
		{"one name twice", "[hours]\nLate = \"daily 9-18\"\nlate = \"daily 9-19\"", "", `line 3: "late" is there twice`},
		{"a profile with a rule that is not there", "[profiles.default]\nhours = \"lite\"\n[hours]\nlate = \"daily 9-18\"", "", `line 2: hours: No preset or rule of yours is called "lite"`},
		{"a basis that says nothing", "[profiles.default]\nhours_basis = \" \"", "", "line 2: hours_basis is to say why"},
		{"every mistake is named", "[hours]\na = \"nine\"\nb = \"ten\"", "", "line 2: \"a\": "},
		{"and the second", "[hours]\na = \"nine\"\nb = \"ten\"", "", "line 3: \"b\": "},
		{"more rules than anybody uses", "[hours]\n" + manyRules(), "", "line 202: There are more than 200 rules"},

		{"a file of holidays that is broken", "", "[[block]]\nfrom = ", "holidays.toml has a mistake in line 2. Holidays are written as [[holiday]]"},
		{"a day that is none", "", "[[holiday]]\nplace = \"US\"\ndate = \"2027-02-30\"", "holidays.toml, line 3: \"2027-02-30\" is no day of a holiday"},
		{"a place that is none", "", "[[holiday]]\ndate = \"2027-02-03\"\nplace = \"Florida\"", "line 3: \"Florida\" is no place"},
		{"a block without its first day", "", "\n[[block]]\nplace = \"US-LA\"", "line 2: \"\" is no day of a block"},
		{"a block that says nothing", "", "[[block]]\n", "line 1: \"\" is no day of a block"},
		{"a block that ends before it begins", "", "[[block]]\nfrom = \"2027-02-03\"\nto = \"2027-02-01\"", "line 3: A block from 2027-02-03 to 2027-02-01 ends before it begins"},
		{"a last day that is none", "", "[[block]]\nfrom = \"2027-02-03\"\nto = \"soon\"", "line 3: \"soon\" is no day of a block"},
		{"a misspelt key", "", "[[block]]\nplace = \"US\"\nfrm = \"2027-02-03\"", "line 3: A block has no \"frm\". It has place, from, to, reason."},
		{"a misspelt table", "", "[[blocks]]\nfrom = \"2027-02-03\"", "line 1: \"blocks\" is neither a holiday nor a block"},
		{"a block in no table", "", "from = \"2027-02-03\"", "line 1: \"from\" is neither"},
		{"blocks in a line", "", "block = []", "line 1: \"block\" is neither"},
		{"a place that is no text", "", "[[block]]\nplace = [\"US\"]\nfrom = 2027-02-03", "line 2: The place of a block is a text. Write it in quotes."},
		{"a moment for a day", "", "[[block]]\nfrom = 2027-02-03T10:00:00Z", "line 2: The from of a block is a text"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at(t, c.settings)
			if c.holidays != "" {
				holidaysAt(t, c.holidays)
			}
			_, err := LoadHours("")
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("said %v, want %q", err, c.says)
			}
			if err != nil && strings.ContainsRune(err.Error(), '\x1b') {
				t.Errorf("%q drives a terminal", err)
			}
			if _, err := Load("", environment()); c.holidays != "" && err != nil {
				t.Errorf("what needs no hours stops as well: %v", err)
			}
		})
	}
}

func manyRules() string {
	var b strings.Builder
	for i := range maxOwnRules + 1 {
		b.WriteString("r" + strings.Repeat("a", i%20) + string(rune('a'+i/20)) + " = \"daily 9-18\"\n")
	}
	return b.String()
}

func TestMistakesAreBounded(t *testing.T) {
	at(t, "")
	holidaysAt(t, strings.Repeat("[[block]]\n", 50))
	_, err := LoadHours("")
	if err == nil || strings.Count(err.Error(), "\n") != maxMistakes || !strings.Contains(err.Error(), "There are 40 mistakes more.") {
		t.Errorf("said %v", err)
	}
	holidaysAt(t, strings.Repeat("[[block]]\nfrom = 2027-01-01\n", maxBlocks+1))
	if _, err := LoadHours(""); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("said %v", err)
	}
	if err := os.Truncate(HolidaysPath(), maxFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadHours(""); err == nil || !strings.Contains(err.Error(), "is not a settings file") {
		t.Errorf("said %v", err)
	}
}

func TestAFileOfHolidaysThatCannotBeReadIsAnError(t *testing.T) {
	at(t, "")
	if err := os.MkdirAll(HolidaysPath(), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadHours(""); err == nil || !strings.Contains(err.Error(), "holidays.toml") {
		t.Errorf("said %v", err)
	}
}

func TestTheOperatorsZoneIsOne(t *testing.T) {
	for text, want := range map[string]string{
		"Europe/London": "Europe/London", "europe/berlin": "Europe/Berlin", "Kolkata": "Asia/Kolkata", "Pacific Standard Time": "America/Los_Angeles",
		"Nowhere": "Use a city", "Portland": "use one of these names", "EST": "America/New_York",
	} {
		at(t, "timezone = '"+text+"'")
		s, err := Load("", environment())
		if s.TimeZone != want && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %q, %v, want %q", text, s.TimeZone, err, want)
		}
	}
}
