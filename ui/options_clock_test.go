package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/zones"
)

// firstOptions opens Options for the first time, on a machine whose clock is of a zone.
func firstOptions(t *testing.T, machine string, region phone.Region, kept *string) (*robot, *optionsScreen) {
	t.Helper()
	a, o := optionsAt(t, model.OptName)
	clock, ok := zones.Location(machine)
	if !ok {
		clock, _ = zones.Location("Etc/UTC")
	}
	o.console.SetZone(clock)
	o.console.Config.ZoneSaid, o.console.Config.Account.Region = false, region
	o.console.Config.KeepZone = func(name string) error {
		*kept = name
		return nil
	}
	r := &robot{t: t, app: a, msgs: make(chan tea.Msg, 256)}
	r.update(tea.WindowSizeMsg{Width: 80, Height: 24})
	o.Init()
	a.drain()
	return r, o
}

func TestWhereTheOperatorIsIsAskedOnceAndAnsweredByOneKey(t *testing.T) {
	for _, c := range []struct {
		claim   string
		machine string
		region  phone.Region
		keys    []string
		sees    string
		want    string
	}{
		{"the machine's own clock is a place", "Europe/Berlin", "US", []string{"enter"}, "▸ Europe/Berlin", "Europe/Berlin"},
		{"the country of the profile, on a jump box", "UTC", "GB", []string{"enter"}, "▸ Europe/London", "Europe/London"},
		{"a country with one clock under several names", "UTC", "DE", []string{"enter"}, "▸ Europe/Berlin", "Europe/Berlin"},
		{"another city is typed over the guess", "UTC", "GB", strings.Split("tokyo", ""), "▸ Europe/London", "Asia/Tokyo"},
		{"the beginning of one is enough", "UTC", "FR", strings.Split("lisb", ""), "▸ Europe/Paris", "Europe/Lisbon"},
		{"a country with several clocks lists them", "UTC", "US", []string{"down"}, "1 New York", "America/New_York"},
		{"by its digit", "UTC", "AU", []string{"down", "3"}, "3 Perth", "Australia/Perth"},
		{"India", "UTC", "IN", []string{"enter"}, "▸ Asia/Kolkata", "Asia/Kolkata"},
		{"esc goes by the machine", "UTC", "GB", []string{"esc"}, "This machine's says Tue 09:30", "Etc/UTC"},
		{"of no country", "UTC", "", strings.Split("são paulo", ""), "Where are you?", "America/Sao_Paulo"},
	} {
		kept := ""
		r, o := firstOptions(t, c.machine, c.region, &kept)
		if view := r.screen(); !strings.Contains(view, "Where are you?") || !strings.Contains(view, c.sees) {
			t.Errorf("%s: %s", c.claim, view)
		}
		r.press(c.keys...)
		if r.app.dialog != nil {
			r.press("enter")
		}
		r.sees("Your times are those of " + c.want)
		if r.app.dialog != nil || o.now().Location().String() != c.want || kept != c.want {
			t.Errorf("%s: it is %s, and %q is kept", c.claim, o.now().Location(), kept)
		}
		o.Init()
		if r.app.drain(); r.app.dialog != nil {
			t.Errorf("%s: it is asked again", c.claim)
		}
	}
}

func TestWhereTheOperatorIsIsNotAskedWhereItIsKnownOrNotKept(t *testing.T) {
	for _, c := range []struct {
		claim string
		set   func(*optionsScreen)
	}{
		{"settings say it", func(o *optionsScreen) { o.console.Config.ZoneSaid = true }},
		{"a demo keeps nothing", func(o *optionsScreen) { o.console.Config.KeepZone = nil }},
		{"a campaign that is only looked at", func(o *optionsScreen) { o.console.Campaign.Holder = "somebody else" }},
	} {
		a, o := optionsAt(t, model.OptName)
		o.console.Config.KeepZone = func(string) error { return nil }
		c.set(o)
		o.Init()
		if a.drain(); a.dialog != nil {
			t.Error(c.claim)
		}
	}
}
