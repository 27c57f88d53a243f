package config

import (
	"strings"
	"testing"
)

func TestTheOwnZoneIsWrittenAndNothingElseChanged(t *testing.T) {
	for _, c := range []struct{ claim, before, after string }{
		{"into an empty file", "", "timezone = \"Asia/Tokyo\"\n"},
		{"before the first table", "# mine\n[profiles.default]\nagent_id = \"a\"", "timezone = \"Asia/Tokyo\"\n# mine\n[profiles.default]\nagent_id = \"a\""},
		{"in place of another", "theme = \"dark\"\ntimezone = 'new york'\n\n[profiles.default]\n", "theme = \"dark\"\ntimezone = \"Asia/Tokyo\"\n\n[profiles.default]\n"},
		{"in place of the last line", "timezone = 'new york'", "timezone = \"Asia/Tokyo\""},
		{"not where a profile has one of its own", "[profiles.timezone]\nagent_id = \"a\"\n", "timezone = \"Asia/Tokyo\"\n[profiles.timezone]\nagent_id = \"a\"\n"},
	} {
		if got := string(withTimeZone([]byte(c.before), "Asia/Tokyo")); got != c.after {
			t.Errorf("%s:\n%s\nwant\n%s", c.claim, got, c.after)
		}
		again := string(withTimeZone([]byte(c.after), "Asia/Tokyo"))
		if strings.Count(again, "Asia/Tokyo") != 1 {
			t.Errorf("%s: a second time it is\n%s", c.claim, again)
		}
	}
}
