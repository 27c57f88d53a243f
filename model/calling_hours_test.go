package model

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model/hours"
	"callsheet/model/table"
)

func someHours(t *testing.T, v OptionValues) Hours {
	t.Helper()
	h, errs := ParseHours(v, hours.NewRulebook([]hours.Rule{ownRule(t, "callcentre", "mon-fri 9-18")}, hours.Calendar{}))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return h
}

func ownRule(t *testing.T, name, text string) hours.Rule {
	t.Helper()
	r, err := hours.ParseOwnRule(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestHoursAreThoseOfThePlacesOrChosenOnABasis(t *testing.T) {
	day := hours.Date{Year: 2027, Month: time.March, Day: 3}
	for claim, c := range map[string]struct {
		choice, basis, places, words, wider string
	}{
		"nothing chosen is the places' own":                               {"", "", "US-FL", "Every day 8-20, at most 3 tries in 24 hours", ""},
		"a narrower rule needs no basis and leaves the caps of the place": {"mon-fri 9-18", "", "US-FL", "Mon-Fri 9-18, not on Sat-Sun, at most 3 tries in 24 hours", ""},
		"a rule of the operator's own is chosen by its name":              {"Callcentre", "", "US", "Mon-Fri 9-18, not on Sat-Sun", ""},
		"a wider rule without a basis is never wider":                     {"daily 0-24", "", "US-FL", "Every day 8-20, at most 3 tries in 24 hours", "every day 0-24 instead of 8-20"},
		"a wider rule on a basis counts, but for the caps":                {"daily 0-24", "they asked", "US-FL", "Every day 0-24, at most 3 tries in 24 hours", "every day 0-24 instead of 8-20"},
		"a cap that is said counts on a basis":                            {"daily 9-12, max 9 in 24h", "they asked", "US-FL", "Every day 9-12, at most 9 tries in 24 hours", "more than 3 tries in 24 hours"},
		"a pause stays where only a cap is said":                          {"mon-fri 14-20, max 4 in 30d", "", "FR", "Mon-Fri 14-20, not on Sat-Sun, not on public holidays, at most 4 tries in 30 days, none for 60 days after a refusal", "on holidays"},
		"a rule for one kind of call counts besides the places'":          {"us-debt", "they owe", "US-FL", "Every day 8-20, at most 3 tries in 24 hours, at most 7 tries in 7 days, none for 7 days after a conversation", ""},
		"two countries are both kept":                                     {"", "", "FR US-FL", "Mon-Fri 10-13 and 14-20, not on Sat-Sun, not on public holidays, at most 3 tries in 24 hours, at most 4 tries in 30 days, none for 60 days after a refusal", ""},
	} {
		h := someHours(t, OptionValues{OptHours: c.choice, OptHoursBasis: c.basis})
		var places []hours.Place
		for text := range strings.FieldsSeq(c.places) {
			p, _ := hours.ParsePlace(text)
			places = append(places, p)
		}
		if words := h.For(places).Words(day); words != c.words {
			t.Errorf("%s: %s", claim, words)
		}
		if wider := strings.Join(h.WiderThan(places, day), ", "); (wider == "") != (c.wider == "") || !strings.Contains(strings.ToLower(wider), c.wider) {
			t.Errorf("%s: wider: %s", claim, wider)
		}
	}
}

func TestWhatIsTypedOfHoursIsExplained(t *testing.T) {
	for claim, c := range map[string]struct {
		values OptionValues
		key    OptionKey
		says   string
	}{
		"a rule nobody knows":          {OptionValues{OptHours: "atlantis"}, OptHours, `No preset is called "atlantis"`},
		"a rule that makes no sense":   {OptionValues{OptHours: "mon 18-9"}, OptHours, "ends before it begins"},
		"outside hours without a why":  {OptionValues{OptOutsideHours: OutsideHoursAllowed, OptHoursBasis: " \x1b "}, OptHoursBasis, "Say why"},
		"a basis that is a book":       {OptionValues{OptHoursBasis: strings.Repeat("a", maxBasisRunes+1)}, OptHoursBasis, "at most 200 characters"},
		"a stored value of no meaning": {OptionValues{OptOutsideHours: "yes"}, OptOutsideHours, "allowed"},
	} {
		if _, errs := ParseHours(c.values, hours.Rulebook{}); !strings.Contains(errs[c.key], c.says) {
			t.Errorf("%s: %v", claim, errs)
		}
	}
}

func TestWhoCouldBeRungOutsideTheirHoursIsFoundByGroup(t *testing.T) {
	list := diagnosed(t, table.Of([]string{"Phone", "Time zone"},
		[]string{"+1 305 555 0123", "New York"}, []string{"+1 213 555 0123", "Los Angeles"}, []string{"+1 212 555 0187", "New York"}, []string{"+800 1234 5678", ""}), "US")
	options := func(attempts int, delay time.Duration) Options {
		return Options{CallsPerSecond: 10, MaxAttempts: attempts, NoAnswerDelay: delay, BusyDelay: time.Minute}
	}
	at := func(hour, minute int) time.Time { return time.Date(2027, time.March, 3, hour, minute, 0, 0, time.UTC) } // New York is five hours behind
	for claim, c := range map[string]struct {
		options Options
		now     time.Time
		values  OptionValues
		want    string
	}{
		"early in Los Angeles":                {options(1, time.Minute), at(15, 0), nil, "1 US federal 16:00"},
		"a retry too late in Florida alone":   {options(3, time.Hour), at(22, 0), nil, "1 US federal + Florida 13:00"},
		"the service's one more retry counts": {options(2, time.Hour), at(24, 30), nil, "1 US federal + Florida 13:00, 1 US federal 13:00"},
		"a start counts, not now":             {Options{CallsPerSecond: 10, MaxAttempts: 1, NoAnswerDelay: time.Minute, Start: at(18, 0)}, at(2, 0), nil, ""},
		"what fits no window has no start":    {options(3, 12*time.Hour), at(15, 0), nil, "1 US federal -, 1 US federal + Florida -, 1 US federal -"},
		"wider hours on a basis":              {options(1, time.Minute), at(6, 0), OptionValues{OptHours: "daily 0-24", OptHoursBasis: "they asked"}, ""},
		"wider hours without one":             {options(1, time.Minute), at(12, 0), OptionValues{OptHours: "daily 0-24"}, "1 US federal 16:00, 1 US federal + Florida 13:00, 1 US federal 13:00"},
	} {
		var got []string
		outside := NewPlan(list, c.options).OutsideHours(someHours(t, c.values), c.now)
		for _, o := range outside {
			if o.Held() {
				continue
			}
			start := "-"
			if !o.Start.IsZero() {
				start = o.Start.UTC().Format("15:04")
			}
			rules := strings.ReplaceAll(o.Rules, " + Your hours", "")
			got = append(got, fmt.Sprintf("%d %s %s", o.Contacts, rules, start))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v", claim, got)
		}
	}
}
