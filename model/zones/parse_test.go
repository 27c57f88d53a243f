package zones

import (
	"strings"
	"testing"
	"time"

	"callsheet/model/phone"
)

func TestAZoneIsReadAsPeopleWriteIt(t *testing.T) {
	rows := []struct {
		text string
		want string // the meanings, separated by |
	}{
		{"America/New_York", "America/New_York"}, {"america/new york", "America/New_York"}, {"AMERICA/NEW_YORK", "America/New_York"},
		{"US/Pacific", "America/Los_Angeles"}, {"Asia/Calcutta", "Asia/Kolkata"}, {"Europe/Kiev", "Europe/Kyiv"}, {"America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"},
		{"Pacific Standard Time", "America/Los_Angeles"}, {"India Standard Time", "Asia/Kolkata"}, {"W. Europe Standard Time", "Europe/Berlin"}, {"gmt standard time", "Europe/London"},
		{"(UTC-06:00) Central Time (US & Canada)", "America/Chicago"}, {"(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Amsterdam"},
		{"(GMT-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"}, {"Eastern Time (US & Canada)", "America/New_York"},
		{"(GMT-07:00) Mountain Standard Time (America/Phoenix)", "America/Phoenix"}, {"GMT-0500 (Eastern Standard Time)", "America/New_York"}, {"Europe/Paris (CET)", "Europe/Paris"},
		{"us_slash_eastern", "America/New_York"}, {"america_slash_port_hyphen_au_hyphen_prince", "America/Port-au-Prince"},
		{"EST/EDT", "America/New_York"}, {"Kyiv / Kiev", "Europe/Kyiv"}, {"CET/Paris", "Europe/Berlin Europe/Paris"}, {"Pacific (Los Angeles)", "America/Los_Angeles"},
		{"Pacific", "America/Los_Angeles"}, {" pt ", "America/Los_Angeles"}, {"PST", "America/Los_Angeles"}, {"Pacific Daylight Time", "America/Los_Angeles"}, {"pacific timezone", "America/Los_Angeles"},
		{"EST", "America/New_York"}, {"EST5EDT", "America/New_York"}, {"Eastern", "America/New_York"}, {"E.S.T.", "America/New_York"}, {"MST", "America/Denver America/Phoenix"},
		{"IST", "Asia/Kolkata|Europe/Dublin|Asia/Jerusalem"}, {"CST", "America/Chicago|Asia/Shanghai|America/Havana|America/Regina America/Winnipeg|America/Matamoros America/Mexico_City"},
		{"BST", "Europe/London"}, {"CET", "Europe/Berlin"}, {"gmt", "Africa/Abidjan Europe/London"}, {"AEST", "Australia/Brisbane Australia/Sydney"}, {"JST", "Asia/Tokyo"},
		{"GMT+5:30", "Asia/Colombo Asia/Kolkata"}, {"UTC+05:45", "Asia/Kathmandu"}, {"+0545", "Asia/Kathmandu"}, {"Etc/GMT-14", "Pacific/Kiritimati"}, {"UTC−03:30", "America/St_Johns"},
		{"UTC", "Etc/UTC"}, {"Z", "Etc/UTC"}, {"zulu", "Etc/UTC"},
		{"new york", "America/New_York"}, {"New York, NY", "America/New_York"}, {"NYC", "America/New_York"}, {"Mumbai", "Asia/Kolkata"}, {"Kyiv", "Europe/Kyiv"}, {"kiev", "Europe/Kyiv"},
		{"São Paulo", "America/Sao_Paulo"}, {"SAO PAULO", "America/Sao_Paulo"}, {"Zürich", "Europe/Zurich"}, {"Portland", "America/New_York|America/Los_Angeles"},
		{"Portland, Oregon", "America/Los_Angeles"}, {"portland, me", "America/New_York"}, {"Paris, France", "Europe/Paris"}, {"Paris, TX", "America/Chicago America/Denver"},
		{"Birmingham", "America/Chicago|Europe/London"}, {"London", "Europe/London"}, {"Smallville, Kansas", "America/Chicago America/Denver"},
		{"Georgia", "America/New_York|Asia/Tbilisi"}, {"California", "America/Los_Angeles"}, {"Japan", "Asia/Tokyo"}, {"Deutschland", "Europe/Berlin Europe/Busingen"}, {"UK", "Europe/London"},
	}
	for _, row := range rows {
		matches, err := Parse(row.text)
		if err != nil {
			t.Errorf("%q: %v", row.text, err)
			continue
		}
		var got []string
		for _, m := range matches {
			got = append(got, m.Zones.String())
		}
		if strings.Join(got, "|") != row.want {
			t.Errorf("%q is %v, want %s", row.text, matches, row.want)
		}
	}
}

func TestNonsenseIsAnError(t *testing.T) {
	for _, text := range []string{"", " ", "asdf", "5", "44", "0", "DE", "12:00", "UTC+25", "+99:00", "UTC+0:07", "Pacif", "America/", "/", "America/Nowhere", "Paris, Nowhere", ",", "()", "(UTC", "EST+5", "EST/PST", "Paris/Berlin/Nowhere", "(GMT-07:00)", strings.Repeat("a", 10_000), "\xff\xfe"} {
		if matches, err := Parse(text); err == nil {
			t.Errorf("%q is %v", text, matches)
		}
	}
}

// EST in July is an hour ahead of a fixed UTC-5.
func TestASpokenZoneHasItsDaylightSaving(t *testing.T) {
	for text, hours := range map[string]int{"EST": -4, "CET": 2, "GMT Standard Time": 1, "PST": -7, "AEST": 10} {
		matches, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		offsets, err := matches[0].Zones.Offsets(summer)
		if err != nil || offsets[0] != hours*3600 {
			t.Errorf("%s is at %v in July, %v", text, offsets, err)
		}
	}
}

// Whoever wrote UTC-5 in January, or in July, is among the set's clocks.
func TestAnOffsetHasEverybodyWhoEverKeepsIt(t *testing.T) {
	for _, at := range []time.Time{winter, summer} {
		for id, name := range zoneDatabase().names {
			if name == utc {
				continue
			}
			seconds := offsetIn(zoneDatabase().location(uint16(id)), at)
			matches, err := Parse(offsetName(seconds))
			if err != nil || len(matches) != 1 || !matches[0].Zones.has(uint16(id)) {
				t.Errorf("%s, %s: %v", name, offsetName(seconds), err)
			}
		}
	}
}

func TestEveryNameOfTheDatabaseIsRead(t *testing.T) {
	for _, name := range zoneDatabase().names {
		for _, text := range []string{name, strings.ToLower(name), strings.ReplaceAll(name, "_", " ")} {
			matches, err := Parse(text)
			if err != nil || len(matches) != 1 || matches[0].Zones.String() != name {
				t.Errorf("%s: %v, %v", text, matches, err)
			}
		}
	}
}

func TestTheCountryOfARowDecides(t *testing.T) {
	rows := []struct {
		text   string
		region phone.Region
		want   string
	}{
		{"IST", "IL", "Asia/Jerusalem"}, {"BST", "BD", "Asia/Dhaka"}, {"CST", "CN", "Asia/Shanghai"}, {"PST", "PH", "Asia/Manila"}, {"Eastern", "CA", "America/Toronto"},
		{"Pacific Standard Time", "CA", "America/Vancouver"}, {"EET", "FI", "Europe/Helsinki"}, {"CET", "PL", "Europe/Warsaw"}, {"CET", "US", "Europe/Berlin"},
		{"Hamilton", "NZ", "Pacific/Auckland"}, {"Hamilton", "CA", "America/Toronto"}, {"Birmingham", "GB", "Europe/London"}, {"Victoria", "AU", "Australia/Melbourne"},
		{"GMT+1", "DE", "Europe/Berlin Europe/Busingen"}, {"GMT+1", "GB", "Europe/London"}, {"-5", "PE", "America/Lima"}, {"UTC-8", "CA", "America/Vancouver"}, {"GMT", "MA", "Africa/Casablanca"},
		{"Centro", "MX", "America/Mexico_City"}, {"HNE", "CA", "America/Toronto"}, {"МСК", "RU", "Europe/Moscow"},
	}
	for _, row := range rows {
		matches, err := ParseIn(row.text, row.region)
		if err != nil || len(matches) != 1 || matches[0].Zones.String() != row.want {
			t.Errorf("%s in %s: %v, %v, want %s", row.text, row.region, matches, err, row.want)
		}
	}
}

func TestSuggestionsBeginAsSomebodyTypes(t *testing.T) {
	rows := []struct{ typed, first string }{
		{"new", "New York, United States"}, {"new y", "New York, United States"}, {"los", "Los Angeles, United States"}, {"pac", "Pacific"}, {"mum", "Mumbai, India"},
		{"sao", "Sao Paulo, Brazil"}, {"são p", "Sao Paulo, Brazil"}, {"london", "London, United Kingdom"}, {"pt", "Pacific"}, {"york", "New York, United States"},
		{"romance", "Romance Standard Time"}, {"europe/b", "Europe/Belgrade"}, {"gmt+5:30", "UTC+05:30"}, {"san f", "San Francisco, California"},
	}
	for _, row := range rows {
		matches := Suggest(row.typed, 5)
		if len(matches) == 0 || matches[0].Name != row.first {
			t.Errorf("%q: %v, want %s first", row.typed, matches, row.first)
		}
		if len(matches) > 5 {
			t.Errorf("%q: %d suggestions", row.typed, len(matches))
		}
	}
	for _, typed := range []string{"", " ", "zzzz", "\x00"} {
		if matches := Suggest(typed, 5); len(matches) > 0 {
			t.Errorf("%q: %v", typed, matches)
		}
	}
	if matches := Suggest("a", 0); matches != nil {
		t.Errorf("none were asked for, and there are %v", matches)
	}
}

// What is picked from the list is read again as the same zones, or as a choice with them.
func TestASuggestionReadsBack(t *testing.T) {
	for _, s := range suggestions() {
		matches, err := Parse(s.match.Name)
		if err != nil {
			t.Errorf("%s: %v", s.match.Name, err)
			continue
		}
		found := false
		for _, m := range matches {
			found = found || m.Zones == s.match.Zones
		}
		if !found {
			t.Errorf("%s is %s, and reads back as %v", s.match.Name, s.match.Zones, matches)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"EST", "GMT+5:30", "(UTC-06:00) Central Time (US & Canada)", "Portland, Oregon", "america/new york", "", "São Paulo", "Etc/GMT+5", "−3"} {
		f.Add(text, "US")
	}
	f.Fuzz(func(t *testing.T, text, region string) {
		matches, err := ParseIn(text, phone.Region(region))
		if (err == nil) != (len(matches) > 0) {
			t.Fatalf("%q: %v, %v", text, matches, err)
		}
		for _, m := range matches {
			if m.Zones.IsEmpty() || m.Name == "" {
				t.Fatalf("%q: %+v", text, m)
			}
		}
		if err != nil && (len(err.Error()) > 400 || strings.ContainsAny(err.Error(), "\x1b\n\x00")) {
			t.Fatalf("%q: %v", text, err)
		}
		Suggest(text, 3)
	})
}
