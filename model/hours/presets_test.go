package hours

import (
	"strings"
	"testing"
	"time"

	"callsheet/model/phone"
)

// day is one on which all presets are in force.
var day = Date{2026, time.November, 30}

func preset(t testing.TB, id string) Rule {
	t.Helper()
	r, ok := Preset(id)
	if !ok {
		t.Fatalf("there is no preset %s", id)
	}
	return r
}

func TestEachPresetSaysWhatItsSourceSays(t *testing.T) {
	for _, want := range []struct{ id, name, place, says, sure, source string }{
		{"decent", "Decent hours", "", "daily 8-21", "A", "47 CFR 64.1200(c)(1)"},
		{"us", "US federal", "US", "daily 8-21", "A", "47 CFR 64.1200(c)(1)"},
		{"us-debt", "US debt collection", "US", "daily 8-21, max 7 in 7d, pause 7d after conversation", "B", "12 CFR 1006.14(b)(2)"},
		{"us-al", "Alabama", "US-AL", "mon-sat 8-20, sun none, holidays none", "B", "commission"},
		{"us-fl", "Florida", "US-FL", "daily 8-20, max 3 in 24h", "A", "501.616(6)"},
		{"us-ky", "Kentucky", "US-KY", "daily 10-21", "B", "secondary"},
		{"us-la", "Louisiana", "US-LA", "mon-sat 8-20, sun none, holidays none", "B", "commission"},
		{"us-ma", "Massachusetts", "US-MA", "daily 8-20", "B", "secondary"},
		{"us-md", "Maryland", "US-MD", "daily 8-20, max 3 in 24h", "B", "14-4502"},
		{"us-nv", "Nevada", "US-NV", "daily 9-20", "B", "secondary"},
		{"us-ok", "Oklahoma", "US-OK", "daily 8-20, max 3 in 24h", "B", "775C.4"},
		{"us-ri", "Rhode Island", "US-RI", "mon-fri 9-18, sat 10-17, sun none, holidays none", "A", "5-61-2"},
		{"us-tx", "Texas", "US-TX", "mon-sat 9-21, sun 12-21", "B", "301.051"},
		{"us-wa", "Washington", "US-WA", "daily 8-20", "B", "HB 1497"},
		{"ca", "Canada", "CA", "mon-fri 9-21:30, sat-sun 10-18", "A", "CRTC"},
		{"gb", "United Kingdom", "GB", "daily 8-21", "B", "Ofcom"},
		{"fr", "France", "FR", "mon-fri 10-13 14-20, sat-sun none, holidays none, max 4 in 30d, pause 60d after refusal", "A", "D.223-9"},
		{"es", "Spain", "ES", "mon-fri 9-21, sat-sun none, holidays none", "A", "LGDCU 96.2"},
		{"de", "Germany", "DE", "daily 8-21", "A", "UWG"},
		{"it", "Italy", "IT", "mon-fri 9-20, sat 10-19, sun none, holidays none, eve 10-19", "B", "Garante"},
		{"in", "India", "IN", "daily 9-21", "B", "TRAI"},
		{"au", "Australia", "AU", "mon-fri 9-20, sat 9-17, sun none, holidays none", "A", "2017"},
		{"za", "South Africa", "ZA", "mon-fri 8-20, sat 9-13, sun none, holidays none", "A", "CPA"},
	} {
		r := preset(t, want.id)
		if r.Name != want.name || r.Place.String() != want.place || r.String() != want.says || r.Sure.String() != want.sure || !strings.Contains(r.Source, want.source) {
			t.Errorf("%s is %q of %q: %q, sure %s, by %q; want %v", want.id, r.Name, r.Place, r.String(), r.Sure, r.Source, want)
		}
	}
	if r := preset(t, "us-debt"); r.SureOfCaps != Primary {
		t.Error("the cap of debt collection is in the statute")
	}
	if len(Presets()) != 23 {
		t.Errorf("%d presets are listed, and the table has another number", len(Presets()))
	}
}

func TestPresetsAreFitToBeListed(t *testing.T) {
	ids, names := map[string]bool{}, map[string]bool{}
	for i, r := range Presets() {
		if r.ID != strings.ToLower(r.ID) || ids[r.ID] || names[r.Name] {
			t.Errorf("%s %s is there twice, or not in small letters", r.ID, r.Name)
		}
		ids[r.ID], names[r.Name] = true, true
		if r.Checked != checked || r.Source == "" || r.Sure == Said || !r.Open() || !r.InForce(day) {
			t.Errorf("%s lacks a source, a day on which it was checked, or hours", r.ID)
		}
		if (len(r.Caps) > 0) != (r.SureOfCaps != Said) {
			t.Errorf("%s does not say how sure its cap is", r.ID)
		}
		if r.Place.Region != "" && !r.Place.Region.Known() {
			t.Errorf("%s is of no country", r.ID)
		}
		if presetOrder(r.ID) != i {
			t.Errorf("%s is in place %d, not %d", r.ID, presetOrder(r.ID), i)
		}
		for d, windows := range r.Week.Days {
			if !within(windows, wholeDay) || len(join(windows)) != len(windows) {
				t.Errorf("%s, day %d: %v", r.ID, d, windows)
			}
		}
		back, err := Parse(r.String())
		if err != nil || back.String() != r.String() {
			t.Errorf("%s reads back as %q, %v", r.ID, back.String(), err)
		}
	}
}

func TestARulesPlaceDecidesWhomItProtects(t *testing.T) {
	for _, c := range []struct {
		why    string
		region phone.Region
		state  string
		name   string
		says   string
	}{
		{"a country without a rule has the default", "NL", "", "Decent hours", "Every day 8-21"},
		{"nowhere has the default", "", "", "Decent hours", "Every day 8-21"},
		{"a state is on top of its country", "US", "FL", "US federal + Florida", "Every day 8-20, at most 3 tries in 24 hours"},
		{"small letters are a state too", "us", "fl ", "US federal + Florida", "Every day 8-20, at most 3 tries in 24 hours"},
		{"a state without a rule of its own has its country's", "US", "OH", "US federal", "Every day 8-21"},
		{"debt collection is chosen and not come by", "US", "", "US federal", "Every day 8-21"},
		{"a rule that is later than the default is not cut by it", "CA", "", "Canada", "Mon-Fri 9-21:30, Sat-Sun 10-18"},
		{"a territory of the United States is under the federal rule", "PR", "", "US federal", "Every day 8-21"},
		{"an overseas department is France", "RE", "", "France", "Mon-Fri 10-13 and 14-20, not on Sat-Sun, not on public holidays, at most 4 tries in 30 days, none for 60 days after a refusal"},
		{"Christmas Island is Australia", "CX", "", "Australia", "Mon-Fri 9-20, Sat 9-17, not on Sun, not on public holidays"},
		{"Italy narrows the day before a holiday", "IT", "", "Italy", "Mon-Fri 9-20, Sat 10-19, not on Sun, not on public holidays, on the day before one only 10-19"},
	} {
		s := For(PlaceOf(c.region, c.state))
		if s.Name(day) != c.name || s.Words(day) != c.says {
			t.Errorf("%s: %s: %s", c.why, s.Name(day), s.Words(day))
		}
	}
}

func TestWhoeverMayBeInSeveralPlacesHasTheRulesOfAll(t *testing.T) {
	s := ForAll(Place{"US", "RI"}, Place{"US", "NV"}, Place{"FR", ""})
	if got := s.Words(day); got != "Mon-Fri 10-13 and 14-18, not on Sat-Sun, not on public holidays, at most 4 tries in 30 days, none for 60 days after a refusal" {
		t.Error(got)
	}
	// One of the places having no rule of its own, the default is among them.
	if got := ForAll(Place{"CA", ""}, Place{"NL", ""}).Words(day); got != "Mon-Fri 9-21, Sat-Sun 10-18" {
		t.Error(got)
	}
	if got := ForAll().Name(day); got != "Decent hours" {
		t.Error(got)
	}
}

func TestARuleCountsFromItsFirstDay(t *testing.T) {
	before, since := Date{2021, time.June, 30}, Date{2021, time.July, 1}
	if got := For(Place{"US", "FL"}).Name(before); got != "US federal" {
		t.Error(got)
	}
	if got := For(Place{"US", "FL"}).Name(since); got != "US federal + Florida" {
		t.Error(got)
	}
}

func TestSharesSayWhoseRulesProtectHowMany(t *testing.T) {
	shares := Shares(map[Place]int{{"US", "OH"}: 1000, {"US", ""}: 578, {"US", "FL"}: 212, {"NL", ""}: 3}, day)
	if got := ShareWords(shares); got != "US federal for 1,578, US federal + Florida for 212, Decent hours for 3" {
		t.Error(got)
	}
	if got := shares[0].Places; len(got) != 2 || got[0].String() != "US" || got[1].String() != "US-OH" {
		t.Error(got)
	}
	if got := ShareWords(Shares(map[Place]int{{"FR", ""}: 40}, day)); got != "France for all 40" {
		t.Error(got)
	}
	if got := ShareWords(nil); got != "nobody" {
		t.Error(got)
	}
}

func TestPlacesInDoubtAreListedAndAreNoPresets(t *testing.T) {
	if len(AllDisputed()) != 13 {
		t.Error(len(AllDisputed()))
	}
	for _, d := range AllDisputed() {
		for _, r := range Presets() {
			if r.Place == d.Place && r.ID != "in" { // the newer hours of India, not its preset
				t.Errorf("%s is shipped although it is disputed", r.ID)
			}
		}
	}
	for place, want := range map[Place]string{
		{"US", "MS"}: "Mississippi: known to differ, check (stricter or disputed)",
		{"BR", ""}:   "Brazil: known to differ, check (Mon-Fri 8-20 or 9-21, Sat 9-18 or 10-16)",
		{"BR", "SP"}: "Brazil: known to differ, check (Mon-Fri 8-20 or 9-21, Sat 9-18 or 10-16)",
		{"US", "FL"}: "", {"US", ""}: "", {"PR", ""}: "",
	} {
		d, ok := DisputedIn(place)
		if ok != (want != "") || ok && d.Words() != want {
			t.Errorf("%v: %v", place, d.Words())
		}
	}
}

func TestASourceIsSaidWithHowSureItIs(t *testing.T) {
	for id, want := range map[string]string{
		"us":      "47 CFR 64.1200(c)(1) (A), checked 2026-11-28",
		"us-debt": "12 CFR 1006.14(b)(2) (B, its cap A), in force since 2021-11-30, checked 2026-11-28",
		"fr":      "Décret 2022-1313, D.223-9 (A), in force since 2023-03-01, checked 2026-11-28",
	} {
		r := preset(t, id)
		if got := r.SourceWords(); got != want {
			t.Errorf("%s: %s", id, got)
		}
	}
	own, _ := Parse("mon 9-18")
	if got := own.SourceWords(); got != "as you said" {
		t.Error(got)
	}
}
