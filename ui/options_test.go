package ui

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// optionsAt is the options of a campaign with a field in front.
func optionsAt(t *testing.T, field model.OptionKey) (*App, *optionsScreen) {
	t.Helper()
	a := typedScene(plain, campaignOf(springList(), "Spring renewals"), "")
	o := a.front().(*optionsScreen)
	o.form.Focus(string(field))
	return a, o
}

func TestAStartIsWrittenDownAsItWasUnderstoodOnceItsFieldIsLeft(t *testing.T) {
	for _, c := range []struct{ keys, start, zone string }{
		{"in 2h|tab", "2026-11-24 11:30", "Europe/London"},
		{"tomorrow 9am new york|tab", "2026-11-25 09:00", "America/New_York"},
		{"1/12 9:00|tab", "1/12 9:00", "Europe/London"},
		{"1/12 9:00|down|down|enter|tab", "2027-01-12 09:00", "Europe/London"},
		{"1/12 9:00|down|1|tab", "2026-12-01 09:00", "Europe/London"},
		{"1/12 9:00|esc|tab", "1/12 9:00", "Europe/London"},
		{"tomorrow 9am|ctrl+n", "2026-11-25 09:00", "Europe/London"},
	} {
		a, o := optionsAt(t, model.OptStart)
		for i, k := range strings.Split(c.keys, "|") {
			if i == 0 {
				for _, r := range k {
					a.press(keyMsg(string(r)))
				}
			} else {
				a.press(keyMsg(k))
			}
			a.drain()
		}
		values := o.console.Campaign.Values
		if values[model.OptStart] != c.start || values[model.OptTimeZone] != c.zone {
			t.Errorf("%s: %q in %q, want %q in %q", c.keys, values[model.OptStart], values[model.OptTimeZone], c.start, c.zone)
		}
	}
}

func TestWhoIsQuickerThanTheCountOfZonesGoesOnOnceItIsThere(t *testing.T) {
	for _, c := range []struct {
		claim string
		keys  []string // after ctrl+n
		on    bool
	}{
		{"waits for it, and goes on", nil, true},
		{"stays for whom presses another key", []string{"down"}, false},
		{"asked twice goes on once", []string{"ctrl+n"}, true},
	} {
		a, o := optionsAt(t, model.OptName)
		o.console.Campaign.Values[model.OptTimeZone], o.counted = "", false
		o.form.SetValue(string(model.OptTimeZone), "")
		for _, k := range append([]string{"ctrl+n"}, c.keys...) {
			o.press(keyMsg(k))
		}
		if o.console.Campaign.Stage == model.StageReview {
			t.Errorf("%s: it goes on before the zone is known", c.claim)
		}
		o.Update(zoneCounted{model.CommonZone{Zone: model.Clock("America/New_York"), Contacts: 3, Of: 4}})
		a.drain()
		if on := o.console.Campaign.Stage == model.StageReview; on != c.on || on && o.console.Campaign.Values[model.OptTimeZone] != "America/New_York" {
			t.Errorf("%s: %v, on the clock of %s", c.claim, on, o.console.Campaign.Values[model.OptTimeZone])
		}
	}
}

func TestWithoutAZoneTheStartIsWhereMostContactsAre(t *testing.T) {
	_, o := optionsAt(t, model.OptStart)
	values := o.console.Campaign.Values
	values[model.OptTimeZone], values[model.OptStart] = "", "tomorrow 9:00"
	o.form.SetValue(string(model.OptTimeZone), "")
	o.zonesCounted(model.CommonZone{Zone: model.Clock("America/New_York"), Contacts: 3, Of: 4})
	options, errs := o.parse()
	if len(errs) > 0 || options.TimeZone != "America/New_York" || options.Start.UTC().Hour() != 14 {
		t.Errorf("%v %s %v", errs, options.TimeZone, options.Start)
	}
	o.SetSize(98, 30)
	if view := ansi.Strip(o.form.View()); !strings.Contains(view, "where most are, 3 of 4") || !strings.Contains(view, "America/New_York") {
		t.Errorf("the form does not say why:\n%s", view)
	}
	o.next()
	if values[model.OptTimeZone] != "America/New_York" || values[model.OptStart] != "2026-11-25 09:00" {
		t.Errorf("the review is of %q in %q", values[model.OptStart], values[model.OptTimeZone])
	}
}

func TestAListUnderAFieldIsClosedBeforeTheScreenIsLeft(t *testing.T) {
	a, o := optionsAt(t, model.OptTimeZone)
	for _, k := range []string{"l", "o", "n"} {
		a.press(keyMsg(k))
	}
	if !o.form.Suggesting() {
		t.Fatal("no zones are listed")
	}
	a.press(keyMsg("esc"))
	a.drain()
	if o.form.Suggesting() || a.front() != screen.Screen(o) {
		t.Error("esc did not close the list alone")
	}
	a.press(keyMsg("right"))
	if !o.form.Suggesting() {
		t.Error("the arrow to the right does not list them again")
	}
}

// keptSets is option sets in memory.
type keptSets struct{ sets []model.OptionSet }

func (k *keptSets) OptionSets(context.Context) ([]model.OptionSet, error) { return k.sets, nil }

func (k *keptSets) SaveOptionSet(_ context.Context, set model.OptionSet) error {
	k.sets = append([]model.OptionSet{set}, k.sets...)
	return nil
}

func TestOptionSetsAreUsedSavedAndReplacedOnlyWhenSaidSo(t *testing.T) {
	a, o := optionsAt(t, model.OptRate)
	kept := &keptSets{sets: []model.OptionSet{{Name: "Evenings", Values: model.OptionValues{model.OptRate: "3", model.OptName: "Other", model.OptStart: "now"}}}}
	o.console.Config.OptionSets = kept
	answer := func(keys ...string) {
		o.setsLoaded(setsLoaded{sets: kept.sets})
		a.drain()
		for _, k := range keys {
			a.press(keyMsg(k))
			a.drain()
		}
	}
	answer("enter")
	if v := o.console.Campaign.Values; v[model.OptRate] != "3" || v[model.OptName] != "Spring renewals" || o.form.Value(string(model.OptRate)) != "3" {
		t.Errorf("after a set was used: %v", v)
	}
	answer("end", "enter", "E", "v", "e", "n", "i", "n", "g", "s", "enter", "enter")
	if len(o.saving.Values) == 0 || len(kept.sets) != 1 {
		t.Errorf("a set was replaced by enter alone: %+v", kept.sets)
	}
	if _, is := o.saving.Values[model.OptStart]; is {
		t.Error("a set has a start")
	}
	if cmd := o.setAnswered(screen.Answered{Name: replaceDialog}); cmd != nil {
		t.Error("a set is replaced without the word")
	}
}

func TestAnAgentIsChosenAmongThoseUsedBeforeByName(t *testing.T) {
	_, o := optionsAt(t, model.OptAgent)
	o.used = session.Used{model.OptAgent: {"agent_1", "agent_2"}}
	o.agents = map[string]session.Agent{"agent_2": {Name: "Customer surveys", Active: true, Outbound: true}}
	if choices := o.choices(string(model.OptAgent), "survey"); len(choices) != 1 || choices[0].Value != "agent_2" || choices[0].Label != "Customer surveys" {
		t.Errorf("%+v", choices)
	}
	if choices := o.choices(string(model.OptAgent), ""); len(choices) != 2 || choices[0].Label != "agent_1" {
		t.Errorf("%+v", choices)
	}
	if choices := o.choices(string(model.OptAgent), "agent_2"); choices != nil {
		t.Errorf("what stands there already is offered: %+v", choices)
	}
}

func TestTheOperatorsOwnClockIsAskedAndKept(t *testing.T) {
	a, o := optionsAt(t, model.OptStart)
	kept := ""
	o.console.Config.KeepZone = func(name string) error {
		kept = name
		return nil
	}
	o.SetSize(118, 30)
	a.press(keyMsg("ctrl+t"))
	a.drain()
	for _, r := range "portland" {
		a.press(keyMsg(string(r)))
	}
	a.press(keyMsg("enter"))
	a.drain()
	if a.dialog == nil {
		t.Fatal("a city of two zones was taken for one")
	}
	a.press(keyMsg("ctrl+u"))
	for _, r := range "berlin" {
		a.press(keyMsg(string(r)))
	}
	cmd := a.press(keyMsg("enter"))
	if cmd == nil || a.dialog != nil {
		t.Fatal("the zone is not kept")
	}
	if zone := o.now().Location().String(); zone != "Europe/Berlin" || !o.console.Config.ZoneSaid {
		t.Errorf("the clock is %s", zone)
	}
	if o.console.Config.KeepZone(o.now().Location().String()); kept != "Europe/Berlin" {
		t.Errorf("kept %q", kept)
	}
}

func TestTagsUsedBeforeAreChosenOneByOne(t *testing.T) {
	for _, c := range []struct {
		claim, text, typed, want string
	}{
		{"an empty field gets all that one had, or one of them", "", "", "spring, renewals|spring|renewals|Autumn"},
		{"what is typed is the beginning of one", "ren", "ren", "renewals"},
		{"in another case", "aut", "aut", "Autumn"},
		{"behind a comma the tags before it stay", "spring, a", "spring, a", "spring, renewals|spring, Autumn"},
		{"none comes twice", "spring, spr", "spring, spr", ""},
		{"asked for behind a tag they are those that could follow", "spring", "", "spring, renewals|spring, Autumn"},
		{"a whole tag is not offered again", "renewals", "renewals", ""},
	} {
		_, o := optionsAt(t, model.OptTags)
		o.used = session.Used{model.OptTags: {"spring, renewals", "Autumn"}}
		o.form.SetValue(string(model.OptTags), c.text)
		var got []string
		for _, choice := range o.choices(string(model.OptTags), c.typed) {
			got = append(got, choice.Value)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.claim, got, c.want)
		}
	}
}
