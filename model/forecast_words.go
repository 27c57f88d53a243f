package model

import (
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

// Words say a group in a sentence without its end: "212 of 212 in Florida could be rung outside
// their hours (first ring Mon 05:00, last possible Mon 08:02 there)".
func (g GroupForecast) Words() string {
	first, known := g.LocalFirst()
	last, _ := g.LocalLast()
	if !known {
		return fmt.Sprintf("of %s no time zone is known", figures.Count(g.Contacts))
	}
	return fmt.Sprintf("%s of %s in %s could be rung outside their hours (first ring %s, last possible %s there)",
		figures.Count(g.Outside), figures.Count(g.Contacts), g.Where(), first.Format("Mon 15:04"), last.Format("Mon 15:04"))
}

// WorstFirst are the groups who could be rung outside their hours, most contacts
// first, and then those of whom no zone is known.
func (f Forecast) WorstFirst() []GroupForecast {
	var worst []GroupForecast
	for _, g := range f.Groups {
		if g.Outside > 0 || g.Held() && g.Contacts > 0 {
			worst = append(worst, g)
		}
	}
	slices.SortStableFunc(worst, func(a, b GroupForecast) int { return b.Outside - a.Outside })
	return worst
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
