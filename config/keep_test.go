package config

import (
	"strings"
	"testing"
)

func TestTheOwnZoneIsWrittenAndNothingElseChanged(t *testing.T) {
	zone := change{[]string{timeZoneName}, tomlText("Asia/Tokyo")}
	for _, c := range []struct{ claim, before, after string }{
		{"into an empty file", "", "timezone = \"Asia/Tokyo\"\n"},
		{"before the first table", "# mine\n[profiles.default]\nagent_id = \"a\"", "timezone = \"Asia/Tokyo\"\n# mine\n[profiles.default]\nagent_id = \"a\""},
		{"in place of another", "theme = \"dark\"\ntimezone = 'new york'\n\n[profiles.default]\n", "theme = \"dark\"\ntimezone = \"Asia/Tokyo\"\n\n[profiles.default]\n"},
		{"and what is said beside it stays", "timezone = 'new york'  # where I live\n", "timezone = \"Asia/Tokyo\"  # where I live\n"},
		{"in place of the last line", "timezone = 'new york'", "timezone = \"Asia/Tokyo\""},
		{"not where a profile has one of its own", "[profiles.timezone]\nagent_id = \"a\"\n", "timezone = \"Asia/Tokyo\"\n[profiles.timezone]\nagent_id = \"a\"\n"},
	} {
		if got := string(zone.made([]byte(c.before))); got != c.after {
			t.Errorf("%s:\n%s\nwant\n%s", c.claim, got, c.after)
		}
		again := string(zone.made([]byte(c.after)))
		if strings.Count(again, "Asia/Tokyo") != 1 {
			t.Errorf("%s: a second time it is\n%s", c.claim, again)
		}
	}
}
