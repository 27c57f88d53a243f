package screen

import (
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/zones"
	"callsheet/ui/widget"
)

// mostZones bounds how many zones are listed.
const mostZones = 30

// ZoneSuggestions are the time zones that what was typed may mean or begin, the likeliest
// first; those that were given before come before them. Zones whose clocks agree in the
// year from now count as one.
func ZoneSuggestions(given []widget.Suggestion, typed string, now time.Time) []widget.Suggestion {
	choices := slices.Clone(given)
	add := func(name string, clock string) {
		has := func(c widget.Suggestion) bool { return c.Value == clock }
		if len(choices) < mostZones && !slices.ContainsFunc(choices, has) {
			choices = append(choices, widget.Suggestion{Value: clock, Label: name, Detail: clock})
		}
	}
	if typed == "" {
		return choices
	}
	if meanings, err := model.ReadZone(typed, now); err == nil {
		for _, m := range meanings {
			add(m.Name, m.Zone.String())
		}
	}
	for _, match := range zones.Suggest(typed, mostZones) {
		groups, err := match.Zones.Groups(now, now.AddDate(1, 0, 0))
		if err != nil {
			continue
		}
		for _, group := range groups {
			add(match.Name, group.Clock.String())
		}
	}
	if len(choices) == 0 {
		for _, near := range zones.Nearby(typed, mostZones) {
			if groups, err := near.Zones.Groups(now, now.AddDate(1, 0, 0)); err == nil {
				for _, group := range groups {
					add(near.Name, group.Clock.String())
				}
			}
		}
	}
	if len(choices) == 1 && choices[0].Value == typed {
		return nil
	}
	return choices
}
