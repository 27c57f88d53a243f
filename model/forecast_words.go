package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/hours"
)

// Headline is the worst there is to say, on one line: "1,790 of 1,790 could be rung
// outside 8-21".
func (f Forecast) Headline() string {
	if f.Contacts == 0 {
		return "Nobody is called"
	}
	inside := "their hours"
	if f.Hours != "" {
		inside = f.Hours
	}
	var words []string
	switch known := f.Contacts - f.Unknown; {
	case f.Outside > 0 && f.Unknown > 0:
		return fmt.Sprintf("%s of %s could be rung outside %s: of %s of them no time zone is known", figures.Count(f.Outside+f.Unknown), figures.Count(f.Contacts), inside, figures.Count(f.Unknown))
	case f.Outside > 0:
		words = append(words, fmt.Sprintf("%s of %s could be rung outside %s", figures.Count(f.Outside), figures.Count(f.Contacts), inside))
	case known > 0 && f.Unknown > 0:
		words = append(words, fmt.Sprintf("%s of %s are rung inside %s", figures.Count(known), figures.Count(f.Contacts), inside))
	case known > 0:
		words = append(words, fmt.Sprintf("All %s are rung inside %s", figures.Count(f.Contacts), inside))
	}
	if f.Unknown > 0 {
		words = append(words, fmt.Sprintf("of %s no time zone is known", figures.Count(f.Unknown)))
	}
	return strings.Join(words, ", ")
}

// Where names where the people of a group are: "Florida", a zone, or how many there
// may be.
func (g ZoneGroup) Where() string {
	names := g.Zones.Names()
	switch {
	case g.Held():
		return "zone not known"
	case g.Place != "":
		return g.Place
	case len(names) == 1:
		return names[0]
	}
	return fmt.Sprintf("one of %d zones", len(names))
}

// LocalFirst is the earliest time that the clocks of the people may show at the first
// ring; false when no zone is known.
func (g GroupForecast) LocalFirst() (time.Time, bool) {
	earliest, _, err := g.Zones.LocalTimes(g.First)
	return earliest, err == nil
}

// LocalLast is the latest time that the clocks of the people may show at the last
// possible ring; false when no zone is known.
func (g GroupForecast) LocalLast() (time.Time, bool) {
	_, latest, err := g.Zones.LocalTimes(g.Last)
	return latest, err == nil
}

// Words say a group that could be rung outside its hours in a sentence without its end:
// "212 in Florida: calls from Mon 05:00 to Mon 08:02 there, allowed 8-20".
func (g GroupForecast) Words() string {
	first, known := g.LocalFirst()
	last, _ := g.LocalLast()
	if !known {
		return fmt.Sprintf("of %s no time zone is known", figures.Count(g.Contacts))
	}
	who := figures.Count(g.Outside)
	if g.Outside < g.Contacts {
		who += " of " + figures.Count(g.Contacts)
	}
	words := fmt.Sprintf("%s in %s: calls from %s to %s there", who, g.Where(), first.Format("Mon 15:04"), last.Format("Mon 15:04"))
	return words + ", " + g.AllowedWords()
}

// AllowedWords say when the group may be rung on the day of its first possible ring: "allowed
// 8-21", or "not allowed that day".
func (g GroupForecast) AllowedWords() string {
	if g.Allowed == "" {
		return "not allowed that day"
	}
	return "allowed " + g.Allowed
}

// ByPlace are the groups that have anybody to be called, those of which most could be rung
// outside their hours first, and of these those of most contacts. Those of which the same is
// said and that are rung at the same times are one, however it is known where they are.
func (f Forecast) ByPlace() []GroupForecast {
	var all []GroupForecast
	said := map[string]int{}
	for _, g := range f.Groups {
		if g.Contacts == 0 {
			continue
		}
		first, _ := g.LocalFirst()
		last, _ := g.LocalLast()
		key := fmt.Sprint(g.Where(), first.Format("|Mon 15:04|"), last.Format("Mon 15:04|"), g.Allowed, g.Outside > 0)
		i, known := said[key]
		if !known {
			said[key] = len(all)
			all = append(all, g)
			continue
		}
		one := &all[i]
		one.OutsideFor = max(one.OutsideFor, g.OutsideFor)
		one.Contacts, one.Calls, one.Outside, one.CallsOutside = one.Contacts+g.Contacts, one.Calls+g.Calls, one.Outside+g.Outside, one.CallsOutside+g.CallsOutside
	}
	slices.SortStableFunc(all, func(a, b GroupForecast) int {
		return cmp.Or(cmp.Compare(b.Outside, a.Outside), cmp.Compare(b.Contacts, a.Contacts))
	})
	return all
}

// WorstFirst are the groups who could be rung outside their hours, those first who are for the
// longest time, of these most contacts first, and then those of whom no zone is known, as ByPlace has them.
func (f Forecast) WorstFirst() []GroupForecast {
	worst := slices.DeleteFunc(f.ByPlace(), func(g GroupForecast) bool { return g.Outside == 0 && !g.Held() })
	slices.SortStableFunc(worst, func(a, b GroupForecast) int {
		return cmp.Or(cmp.Compare(min(b.Outside, 1), min(a.Outside, 1)), cmp.Compare(b.OutsideFor, a.OutsideFor), cmp.Compare(b.Outside, a.Outside))
	})
	return worst
}

// allowed is GroupForecast.Allowed of a group.
func (f *Forecaster) allowed(group int, g GroupForecast) string {
	first, known := g.LocalFirst()
	if g.Contacts == 0 || !known {
		return ""
	}
	windows := f.class[group].rules.Windows(hours.DateOf(first), 0)
	if len(windows) == 0 {
		return ""
	}
	return hours.WindowWords(windows)
}

// windowWords are the windows of everybody on every day of the week, when they are the
// same one, and "" otherwise.
func (f *Forecaster) windowWords(out Forecast) string {
	words := ""
	first := hours.DateOf(out.First)
	for i, class := range f.class {
		if out.Groups[i].Contacts == 0 || class.zones.IsEmpty() {
			continue
		}
		for day := range 7 {
			windows := class.rules.Windows(first.Add(day), 0)
			if len(windows) != 1 || words != "" && windows[0].String() != words {
				return ""
			}
			words = windows[0].String()
		}
	}
	return words
}
