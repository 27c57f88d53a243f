package zones

import (
	"strings"
	"testing"
)

func TestAMisspeltZoneIsTheOneThatIsClearlyNearest(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Europe/Londn", "Europe/London"},
		{"Amercia/New_York", "America/New_York"},
		{"America/New_Yrok", "America/New_York"},
		{"america/los angles", "America/Los_Angeles"},
		{"Asia/Kolkatta", "Asia/Kolkata"},
		{"Asia/Calcuta", "Asia/Kolkata"}, // an old name
		{"US/Easten", "America/New_York"},
		{"Austrlia/Sydney", "Australia/Sydney"},
		{"Eastren", "America/New_York"},
		{"Pacfic", "America/Los_Angeles"},
		{"Nwe York", "America/New_York"},
		{"Eastern Standad Time", "America/New_York"},
		{"São Paolo", "America/Sao_Paulo"},
		{"Münchenn", "Europe/Berlin"},
		{"Europe/Berln", "Europe/Berlin"},
		{"Frnace", "Europe/Paris"},

		{"Mars/Phobos", ""},
		{"Mars", ""},
		{"Blue", ""},
		{"Parus", "Europe/Paris"},
		{"", ""},
		{"PTS", ""},
		{"yes", ""},
		{"active", ""},
		{"+999", ""},
		{"Ame", ""},
	} {
		m, ok := Near(c.text)
		if got := m.Zones.String(); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q is taken for %q (%s), %v; want %q", c.text, m.Name, got, ok, c.want)
		}
	}
}

func TestAnUnknownPlaceIsToldWithWhatIsNearAllOverTheWorld(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"Cochim", "Cochin, India"},
		{"Lucknov", "Lucknow, India"},
		{"Nairoby", "Nairobi, Kenya"},
		{"Johanesberg", "Johannesburg, South Africa"},
		{"Bogotta", "Bogota, Colombia"},
		{"Kualalumpor", "Kuala Lumpur, Malaysia"},
		{"Nowhereville", "such as Mumbai, London or Chicago, its country, or a name such as Asia/Kolkata"},
		{"xy", "Type a larger city of the same clock"},
	} {
		_, err := Parse(c.text)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.text, err)
		}
		if n := len(Nearby(c.text, 3)); n > 3 {
			t.Errorf("%s: %d are named", c.text, n)
		}
	}
	for _, c := range []struct{ text, zones string }{
		{"Kochi", "Asia/Kolkata Asia/Tokyo"}, {"kochi, india", "Asia/Kolkata"}, {"Cochin", "Asia/Kolkata"}, {"trivandrum", "Asia/Kolkata"}, {"Port Harcourt", "Africa/Lagos"}, {"Chittagong", "Asia/Dhaka"},
	} {
		matches, err := Parse(c.text)
		var names []string
		for _, m := range matches {
			names = append(names, m.Zones.String())
		}
		if got := strings.Join(names, " "); err != nil || got != c.zones {
			t.Errorf("%s is %s, %v", c.text, got, err)
		}
	}
}

// Whoever has no typo in their zone is never told of one.
func TestANameIsNearToItself(t *testing.T) {
	for _, names := range nearNames() {
		for _, n := range names {
			if d := misspelt(n.key, n.key, 2); d != 0 {
				t.Errorf("%s: %d", n.key, d)
			}
		}
	}
}

func TestClocksAreApartByTheMostThatTheyEverAre(t *testing.T) {
	for _, c := range []struct{ zones, want string }{
		{"America/Chicago Asia/Shanghai", "14h0m0s"},
		{"America/Toronto Pacific/Auckland", "18h0m0s"},
		{"America/New_York America/Los_Angeles", "3h0m0s"},
		{"Europe/London", "0s"},
		{"", "0s"},
	} {
		if got := zoneDatabase().set(c.zones).Apart().String(); got != c.want {
			t.Errorf("%q: %s, want %s", c.zones, got, c.want)
		}
	}
}

func TestTheForemostZoneOfASetIsTheOneThatPeopleName(t *testing.T) {
	for _, c := range []struct{ zones, want string }{
		{"America/Detroit America/New_York America/Indiana/Vevay", "America/New_York"},
		{"Europe/Busingen Europe/Berlin", "Europe/Berlin"},
		{"America/Boise America/Denver", "America/Denver"},
		{"Atlantic/Reykjavik", "Atlantic/Reykjavik"},
		{"", ""},
	} {
		if got, _ := zoneDatabase().set(c.zones).Foremost(); got != c.want {
			t.Errorf("%q: %s, want %s", c.zones, got, c.want)
		}
	}
}
