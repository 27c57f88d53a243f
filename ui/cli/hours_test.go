//go:build unix

package cli_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"callsheet/model/hours"
)

// ruleDoc is a rule as hours prints it as JSON.
type ruleDoc struct {
	ID, Name, Place, Text, Words, Source, Sure, Checked, Note string
	Own                                                       bool
	Days                                                      map[string][]struct{ From, To string }
	Holidays, Eves                                            *[]struct{ From, To string }
	Caps                                                      []struct{ Attempts, Days, Hours int }
}

const ownHours = `
[hours]
callcentre = "mon-fri 9-18"
[profiles.default]
hours = "callcentre"
`

const ownHolidays = `
[[holiday]]
place = "US-FL"
date = "12-01"
name = "Founders' day"
[[block]]
place = "US-FL"
from = "2027-08-30"
reason = "hurricane"
`

func TestHoursListsEveryRuleWithItsSource(t *testing.T) {
	t.Parallel()
	d := newHarness(t, stranger(t))
	d.settings("config.toml", ownHours)
	d.settings("holidays.toml", ownHolidays)
	r := d.run("hours").exits(0)
	for _, p := range hours.Presets() {
		if !strings.Contains(r.out, p.ID+": "+p.Name) || !strings.Contains(r.out, p.Words()) || !strings.Contains(r.out, p.SourceWords()) {
			t.Errorf("%s is not listed with what it says and its source", p.ID)
		}
	}
	for _, words := range []string{hours.NotAdvice, hours.SurenessWords, "callcentre\n  Mon-Fri 9-18", "as you said", "12-01 US-FL, Founders' day", "US-FL from 2027-08-30 until you take the block out: hurricane", "US-MI: Michigan", "Your profile has people rung by callcentre"} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is not said:\n%s", words, r.out)
		}
	}
	doc := document[struct {
		NotAdvice   string `json:"not_advice"`
		Default     string
		Rules       []ruleDoc
		Disputed    []struct{ Place, Name, Says string }
		OwnHolidays []struct{ Place, Date, Name string } `json:"own_holidays"`
		Blocks      []struct{ Place, From, To, Reason string }
		Chosen      struct{ Rule, Basis string }
	}](d.run("hours", "--json").exits(0))
	at := slices.IndexFunc(doc.Rules, func(r ruleDoc) bool { return r.ID == "fr" })
	france := doc.Rules[at]
	if len(france.Days["mon"]) != 2 || france.Days["mon"][0].From != "10:00" || len(france.Days["sat"]) != 0 || france.Holidays == nil || france.Eves != nil || france.Caps[0].Attempts != 4 || france.Sure != "A" {
		t.Errorf("France is %+v", france)
	}
	own := doc.Rules[len(doc.Rules)-1]
	if doc.Default != "decent" || own.ID != "callcentre" || !own.Own || len(doc.Disputed) != len(hours.AllDisputed()) || doc.OwnHolidays[0].Date != "12-01" || doc.Blocks[0].Reason != "hurricane" || doc.Chosen.Rule != "callcentre" || doc.NotAdvice != hours.NotAdvice {
		t.Errorf("the document is %+v", doc)
	}
}

func TestHoursSaysWhatBindsAPlace(t *testing.T) {
	t.Parallel()
	d := newHarness(t, stranger(t))
	d.settings("config.toml", "")
	d.settings("holidays.toml", ownHolidays)
	type placeDoc struct {
		NotAdvice    string `json:"not_advice"`
		Place, Name  string
		StateUnknown bool `json:"state_unknown"`
		Rules        []ruleDoc
		Disputed     []struct{ Place, Name, Says string }
		Holidays     struct {
			Coverage, From, To string
			Days               []struct{ Date, Name string }
		}
		Blocks []struct{ Place, From, To, Reason string }
	}
	for _, c := range []struct {
		place, name, rules, coverage, disputed string
		unknown                                bool
		blocks                                 int
	}{
		{"US-FL", "US federal + Florida", "us us-fl", "national", "", false, 1},
		{"us-mi", "US federal", "us", "national", "Michigan", true, 0},
		{"IN", "India", "in", "not_known", "India", false, 0},
		{"AU-NSW", "Australia", "au", "complete", "", true, 0},
		{"BR", "Decent hours", "decent", "national", "Brazil", false, 0},
		{"PR", "US federal", "us", "national", "", false, 0},
	} {
		doc := document[placeDoc](d.run("hours", c.place, "--json").exits(0))
		var ids []string
		for _, r := range doc.Rules {
			ids = append(ids, r.ID)
		}
		disputed := ""
		if len(doc.Disputed) > 0 {
			disputed = doc.Disputed[0].Name
		}
		if doc.Place != strings.ToUpper(c.place) || doc.Name != c.name || strings.Join(ids, " ") != c.rules || doc.Holidays.Coverage != c.coverage || disputed != c.disputed || doc.StateUnknown != c.unknown || len(doc.Blocks) != c.blocks {
			t.Errorf("%s: %+v", c.place, doc)
		}
		for _, day := range doc.Holidays.Days {
			if day.Date < doc.Holidays.From || day.Date > doc.Holidays.To {
				t.Errorf("%s: %s is not in %s to %s", c.place, day.Date, doc.Holidays.From, doc.Holidays.To)
			}
		}
	}
	doc := document[placeDoc](d.run("hours", "US-FL", "--json").exits(0))
	if !slices.ContainsFunc(doc.Holidays.Days, func(d struct{ Date, Name string }) bool { return d.Name == "Founders' day" }) {
		t.Errorf("the operator's own holiday is not among %v", doc.Holidays.Days)
	}
	r := d.run("hours", "IN").exits(0)
	if !strings.Contains(r.out, "holidays not known. Put those you know into "+filepath.Join(d.home, "callsheet", "holidays.toml")) || !strings.Contains(r.out, hours.NotAdvice) {
		t.Errorf("it prints %s", r.out)
	}
}

func TestHoursReadsARule(t *testing.T) {
	t.Parallel()
	d := newHarness(t, stranger(t))
	d.settings("config.toml", ownHours)
	for arg, says := range map[string]string{"callcentre": "Mon-Fri 9-18, not on Sat-Sun", "us-debt": "at most 7 tries in 7 days", "mon 9am-6pm": "Mon 9-18"} {
		if r := d.run("hours", arg).exits(0); !strings.Contains(r.out, says) || !strings.Contains(r.out, hours.NotAdvice) {
			t.Errorf("%s prints %s", arg, r.out)
		}
	}
	d.run("hours", "atlantis").exits(2).explains(`"atlantis" is no place such as US or US-FL, and no rule. No preset or rule of yours is called "atlantis"`)
	d.run("hours", "mon-fri 18-9").exits(2).explains("ends before it begins")
	d.run("hours", "US", "FR").exits(2)
}

func TestHoursThatCannotBeReadAreSaid(t *testing.T) {
	t.Parallel()
	d := newHarness(t, serve(t).server.URL)
	d.settings("holidays.toml", "[[block]]\nplace = \"Florida\"\nfrom = 2027-01-02\n")
	d.run("hours").exits(1).explains("holidays.toml, line 2:", `"Florida" is no place`)
	// What rings nobody goes on.
	d.run("list").exits(0)
}
