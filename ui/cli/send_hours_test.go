//go:build unix

package cli_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/store"
)

// hoursDoc is what send prints of hours as JSON.
type hoursDoc struct {
	Rules, Basis     string
	Allowed          bool
	Outside, Unknown int
	Groups           []hoursGroup
	Batches          []struct {
		First, Last time.Time
		Groups      []hoursGroup
	}
	Waves []struct {
		Name            string
		Contacts, Tries int
		Waits           bool
	}
}

type hoursGroup struct {
	Contacts        int
	Zones, Places   []string
	Evidence, Rules string
	LocalFirst      string `json:"local_first"`
	LocalLast       string `json:"local_last"`
	Start           string
}

type sentHours struct {
	sentDoc
	Hours    hoursDoc
	Requests []any
}

// morning is a start at which it is night in Auckland, and day in London, all year.
func morning() []string {
	day := time.Now().UTC().AddDate(0, 0, 2)
	for day.Month() == time.January && day.Day() == 1 || day.Month() == time.December && (day.Day() == 25 || day.Day() == 26) {
		day = day.AddDate(0, 0, 1)
	}
	return []string{"--start", day.Format(time.DateOnly) + " 10:00", "--timezone", "UTC", "--attempts", "1"}
}

// decently is a harness whose settings say nothing of hours.
func decently(t *testing.T, service string) *harness {
	t.Helper()
	d := newHarness(t, service)
	d.settings("config.toml", "")
	return d
}

// far is a list of two in London and one in Auckland.
func (d *harness) far() string {
	return d.file("far.csv", "Name,Phone", "Olivia,+447400123101", "Aroha,+6421123456", "Ben,+447400123102")
}

func TestWhoCouldBeRungOutsideTheirHoursIsNotSent(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := decently(t, service.server.URL)
	r := d.send(d.far(), morning()...).exits(3).explains("1 of 3 contacts could be rung outside their hours, and is not sent.", "somewhere in New Zealand", "--start '", "--allow-outside-hours and --basis")
	sent := document[sentHours](r)
	if sent.states() != "accepted" || sent.Batches[0].Contacts != 2 || sent.Skipped["outside_hours"] != 1 || sent.Hours.Outside != 1 || sent.Hours.Unknown != 0 || sent.Hours.Allowed {
		t.Errorf("the document says %s", r.out)
	}
	if g := sent.Hours.Groups; len(g) != 1 || !slices.Contains(g[0].Zones, "Pacific/Auckland") || g[0].Places[0] != "NZ" || g[0].Start == "" {
		t.Errorf("the groups are %+v", g)
	}
	if dials := service.Dials(); !maps.Equal(dials, map[string]int{"+447400123101": 1, "+447400123102": 1}) {
		t.Errorf("dialled are %v", dials)
	}
	d.agrees(service)
	// The start that it names is one at which they are sent, and nobody else is again.
	_, words, _ := strings.Cut(r.says, "--start '")
	start, rest, _ := strings.Cut(words, "' --timezone ")
	zone, _, _ := strings.Cut(rest, ".")
	if r = d.send(d.far(), "--start", start, "--timezone", strings.Fields(zone)[0], "--attempts", "1").exits(0); service.Dials()["+6421123456"] != 1 || len(service.Dials()) != 3 {
		t.Errorf("dialled are %v\n%s", service.Dials(), r.out)
	}
}

func TestNothingIsSentWhereEverybodyWouldBeRungOutsideTheirHours(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := decently(t, service.server.URL)
	night := morning()
	night[1] = strings.Replace(night[1], "10:00", "02:00", 1)
	r := d.send(d.spring(), night...).exits(3).explains("Nothing was sent. 3 of 3 contacts could be rung outside their hours, and are not sent.", "United Kingdom")
	if sent := document[sentHours](r); len(sent.Batches) != 0 || sent.Campaign != "" || sent.Skipped["outside_hours"] != 3 || len(sent.Hours.Batches) != 0 {
		t.Errorf("the document says %s", r.out)
	}
	// A retry that comes too late is as bad as a first call that comes too early.
	late := morning()
	late[1], late[5] = strings.Replace(late[1], "10:00", "16:30", 1), "5"
	d.send(d.spring(), append(late, "--no-answer-delay", "1h")...).exits(3)
	// What no day holds has no start.
	late[5] = "3"
	d.send(d.spring(), append(late, "--no-answer-delay", "9h")...).exits(3).explains("No window holds all of their tries")
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestRingingOutsideHoursNeedsABasisWhichIsKept(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := decently(t, service.server.URL)
	d.send(d.far(), append(morning(), "--allow-outside-hours")...).exits(2).explains("--basis: Say why")
	d.send(d.far(), append(morning(), "--hours", "daily 0-24")...).exits(3).explains("--basis: These hours are wider than the rules of the places of 3 contacts", "every day 0-24 instead of 8-21")
	d.send(d.far(), append(morning(), "--hours", "atlantis")...).exits(2).explains(`--hours: No preset is called "atlantis"`)
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Fatalf("%d requests were made", n)
	}
	r := d.send(d.far(), append(morning(), "--allow-outside-hours", "--basis", "they asked for it")...).exits(0).explains("Careful: 1 of 3 contacts could be rung outside their hours, and is sent all the same, because they asked for it")
	sent := document[sentHours](r)
	if sent.Batches[0].Contacts != 3 || !sent.Hours.Allowed || sent.Hours.Basis != "they asked for it" || sent.Hours.Outside != 1 || sent.Skipped["outside_hours"] != 0 {
		t.Errorf("the document says %s", r.out)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		kept, err := s.Campaigns.Load(ctx, sent.Campaign)
		if v := kept.Draft.Values; err != nil || v[model.OptHoursBasis] != "they asked for it" || v[model.OptOutsideHours] != model.OutsideHoursAllowed {
			t.Errorf("kept is %v, %v", v, err)
		}
	})
}

func TestHoursComeFromTheFlagOrTheProfile(t *testing.T) {
	t.Parallel()
	d := newHarness(t, serve(t).server.URL)
	d.settings("config.toml", "[hours]\nafternoons = \"mon-sun 13-15\"\n[profiles.default]\nhours = \"afternoons\"\n[profiles.wide]\nhours = \"daily 0-24\"\nhours_basis = \"they asked for it\"\n[profiles.bare]\nhours = \"daily 0-24\"\n")
	for claim, c := range map[string]struct {
		args  []string
		code  int
		basis string
		left  int
	}{
		"the profile's own rule":                         {nil, 3, "", 3},
		"a flag goes before it":                          {[]string{"--hours", "decent"}, 3, "", 1},
		"a profile with a basis":                         {[]string{"--profile", "wide"}, 0, "they asked for it", 0},
		"its basis is of its own rule alone":             {[]string{"--profile", "wide", "--hours", "daily 0-23"}, 3, "", 0},
		"nor of calls outside":                           {[]string{"--profile", "wide", "--allow-outside-hours"}, 2, "", 0},
		"a profile without a basis":                      {[]string{"--profile", "bare"}, 3, "", 0},
		"a basis by flag for the profile's rule":         {[]string{"--profile", "bare", "--basis", "a reason"}, 0, "a reason", 0},
		"a preset of one kind of call counts besides":    {[]string{"--hours", "us-debt"}, 3, "", 1},
		"a rule that is nowhere wider needs no basis":    {[]string{"--hours", "daily 9-20"}, 3, "", 1},
		"a rule of the settings, by its name, in a flag": {[]string{"--hours", "Afternoons"}, 3, "", 3},
	} {
		r := d.run(slices.Concat([]string{"send", d.far(), "--dry-run", "--json"}, morning(), c.args)...).exits(c.code)
		if c.code == 2 {
			continue
		}
		if doc := document[sentHours](r); doc.Hours.Basis != c.basis || doc.Skipped["outside_hours"] != c.left {
			t.Errorf("%s: %s", claim, r.out)
		}
	}
}

func TestADryRunPrintsTheBatchesWithTheirLocalTimes(t *testing.T) {
	t.Parallel()
	d := decently(t, serve(t).server.URL)
	r := d.run(append([]string{"send", d.far(), "--dry-run", "--json"}, morning()...)...).exits(3)
	doc := document[sentHours](r)
	if len(doc.Requests) != 1 || len(doc.Hours.Batches) != 1 || len(doc.Hours.Batches[0].Groups) != 1 {
		t.Fatalf("the document says %s", r.out)
	}
	batch := doc.Hours.Batches[0]
	first, err := time.Parse(time.RFC3339, batch.Groups[0].LocalFirst)
	if err != nil || !first.Equal(batch.First) || batch.Groups[0].Contacts != 2 || !strings.Contains(strings.Join(batch.Groups[0].Zones, " "), "Europe/London") || batch.Last.Sub(batch.First) < time.Hour {
		t.Errorf("the batch is %+v", batch)
	}
	d.run(append([]string{"send", d.far(), "--dry-run"}, morning()...)...).exits(3).explains("Batch 1: 2 contacts, rung from ", "2 contacts, somewhere in the United Kingdom", " there.", "2 contacts would be sent", "1 outside their hours")
}

func TestHoursThatCannotBeReadStopASend(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := decently(t, service.server.URL)
	d.settings("holidays.toml", "[[block]]\nplace = \"GB\"\nfrom = \"today\"\n")
	d.send(d.spring(), morning()...).exits(1).explains("Nothing was sent.", "holidays.toml, line 3: \"today\" is no day of a block")
	// And one that can be read is kept.
	d.settings("holidays.toml", "[[block]]\nplace = \"GB\"\nfrom = \"2026-01-01\"\n")
	d.send(d.spring(), morning()...).exits(3).explains("3 of 3 contacts could be rung outside their hours")
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestWhatWaitsIsSentInItsHoursAlone(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=402")
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring()).exits(1))
	d.settings("holidays.toml", "[[block]]\nfrom = \"2026-01-01\"\n")
	d.run("send", "--continue", sent.Campaign, "--yes").exits(3).explains("Nothing was sent.", "outside their hours")
	d.run("send", "--continue", sent.Campaign, "--yes", "--allow-outside-hours").exits(3).explains("--basis: Say why")
	d.run("send", "--continue", sent.Campaign, "--yes", "--basis", "they asked").exits(2)
	d.run("send", "--continue", sent.Campaign, "--yes", "--allow-outside-hours", "--basis", "they asked").exits(0).explains("Careful: 3 of 3")
	d.ledger(func(ctx context.Context, s *store.Store) {
		kept, err := s.Campaigns.Load(ctx, sent.Campaign)
		if v := kept.Draft.Values; err != nil || v[model.OptHoursBasis] != "they asked" || v[model.OptOutsideHours] != model.OutsideHoursAllowed || kept.Draft.Profile != "default" {
			t.Errorf("kept is %v, %v", kept.Draft, err)
		}
	})
	d.agrees(service)
}

func TestCheckSaysInWhichZonesTheContactsMayBe(t *testing.T) {
	t.Parallel()
	d := decently(t, stranger(t))
	list := d.file("zones.csv", "Name,Phone,Time zone", "Olivia,+13055550123,", "Ben,+442079460123,", "Zoe,+12125550187,Pacific", "Al,+442079460124,")
	doc := document[struct {
		Ready int
		Zones struct {
			Unknown, Ask int
			LeftOff      int `json:"left_off"`
			Groups       []struct {
				Contacts        int
				Zones, Places   []string
				Evidence, Words string
				Ask             bool
			}
		}
	}](d.run("check", list, "--json"))
	contacts := 0
	for _, g := range doc.Zones.Groups {
		contacts += g.Contacts
		if len(g.Zones) == 0 || g.Evidence == "" || g.Words == "" || len(g.Places) == 0 {
			t.Errorf("a group is %+v", g)
		}
	}
	if contacts != doc.Ready || len(doc.Zones.Groups) != 3 || doc.Zones.Groups[0].Zones[0] != "Europe/London" || doc.Zones.Unknown != 0 {
		t.Errorf("the zones are %+v of %d ready", doc.Zones, doc.Ready)
	}
}

func TestOfWhomNoZoneIsKnownIsNotSent(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL) // whose hours are all of them
	list := d.file("ships.csv", "Name,Phone", "Olivia,+447400123101", "The hotline,+80012345678")
	r := d.send(list).exits(3).explains("Of 1 contact no time zone is known, so they are not sent.", "--map 'Header=timezone'", "--allow-outside-hours")
	if sent := document[sentHours](r); sent.Batches[0].Contacts != 1 || sent.Skipped["zone_unknown"] != 1 || sent.Skipped["outside_hours"] != 0 || sent.Hours.Unknown != 1 || len(sent.Hours.Groups[0].Zones) != 0 || sent.Hours.Groups[0].LocalFirst != "" {
		t.Errorf("the document says %s", r.out)
	}
	d.send(list, "--allow-outside-hours", "--basis", "they answer at all hours").exits(0).explains("Careful: ")
	if dials := service.Dials(); !maps.Equal(dials, map[string]int{"+447400123101": 1, "+80012345678": 1}) {
		t.Errorf("dialled are %v", dials)
	}
}
