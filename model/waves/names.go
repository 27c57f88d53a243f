package waves

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/zones"
)

// name gives each wave a name that no other one has.
func (w *Waves) name(now time.Time) {
	w.byRules()
	type beginning struct {
		where string
		at    int64
	}
	seen, taken := map[beginning]int{}, map[string]bool{}
	for i := range w.Waves {
		wave := &w.Waves[i]
		b := beginning{wave.Where, wave.Start.Unix()}
		if seen[b]++; seen[b] > 1 {
			wave.Where = fmt.Sprintf("%s (%d)", wave.Where, seen[b])
		}
		wave.Segment.Name = wave.apart(wave.Where+" "+wave.clock(wave.Start, now), taken)
	}
}

// apart is a name that is not taken: where it would be, with the day of the year.
func (w Wave) apart(name string, taken map[string]bool) string {
	dated := w.Where + w.Start.In(w.Clock).Format(" Mon 2 Jan ") + clockIn(w.Start, w.Start, w.Clock)
	for n := 1; taken[name]; n++ {
		if name = dated; n > 1 {
			name = fmt.Sprintf("%s (%d)", dated, n)
		}
	}
	taken[name] = true
	return name
}

// Besides are the waves with names that none of some others have, which stand in the same
// campaign.
func (w Waves) Besides(names ...string) Waves {
	taken := map[string]bool{}
	for _, name := range names {
		taken[name] = true
	}
	w.Waves = slices.Clone(w.Waves)
	for i := range w.Waves {
		wave := &w.Waves[i]
		wave.Segment.Name = wave.apart(wave.Segment.Name, taken)
	}
	return w
}

// byRules tells waves apart that are in the same place under other rules. Those under the
// fewest have the name of the place, the others that of the rules that these have besides:
// "New York" and "Florida"; where that is the name of others, both: "Florida, Chicago".
func (w *Waves) byRules() {
	rules := map[string]map[string]int{} // of a place: contacts by rules
	places := map[string]int{}           // how many places each name would be of
	for _, wave := range w.Waves {
		if rules[wave.Where] == nil {
			rules[wave.Where] = map[string]int{}
		}
		rules[wave.Where][wave.rules] += wave.Contacts()
	}
	besides := func(wave Wave) []string {
		of := rules[wave.Where]
		plain := plainest(of)
		if wave.rules == plain {
			return nil
		}
		return slices.DeleteFunc(strings.Split(wave.rules, ruleJoint), func(rule string) bool {
			return slices.Contains(strings.Split(plain, ruleJoint), rule)
		})
	}
	for where, of := range rules {
		places[where]++
		for rule := range of {
			if names := besides(Wave{Where: where, rules: rule}); len(names) > 0 {
				places[strings.Join(names, ruleJoint)]++
			}
		}
	}
	for i := range w.Waves {
		wave := &w.Waves[i]
		if names := besides(*wave); len(names) > 0 {
			name := strings.Join(names, ruleJoint)
			if len(names) > 1 || places[name] > 1 {
				name = strings.Join(append(names, wave.Where), ", ")
			}
			wave.Where = name
		}
	}
}

// ruleJoint is between the names of rules that hold together.
const ruleJoint = " + "

// plainest are the fewest rules, and of as many those of most contacts.
func plainest(contacts map[string]int) string {
	fewest := math.MaxInt
	for rules := range contacts {
		fewest = min(fewest, strings.Count(rules, ruleJoint))
	}
	plain := maps.Clone(contacts)
	maps.DeleteFunc(plain, func(rules string, _ int) bool { return strings.Count(rules, ruleJoint) > fewest })
	return most(plain, strings.Compare)
}

// mainCities are those that people name when they mean the clock of a part of the
// United States, whose zones are many.
var mainCities = []string{"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"}

// place finds the city whose clock most people of a job may have, or else the place most
// of them are in, and the rules that most of them are under.
func (w *Wave) place(j *job, where model.Whereabouts) {
	clocks, places := map[string]int{}, map[string]int{}
	earliest := map[string]*time.Location{}
	for _, c := range j.classes {
		for _, i := range c.groups {
			g := where.Groups[i]
			groups, err := g.Zones.Groups(w.Opening.From, w.Opening.To)
			if err != nil {
				continue
			}
			if len(groups) > 1 {
				places[g.Where()] += g.Contacts
				earliest[g.Where()] = groups[0].Clock
				continue
			}
			for _, zone := range g.Zones.Names() {
				clocks[zone] += g.Contacts
			}
		}
	}
	order := func(zone string) int {
		if i := slices.Index(mainCities, zone); i >= 0 {
			return i
		}
		return math.MaxInt
	}
	zone := most(clocks, func(a, b string) int { return cmp.Or(cmp.Compare(order(a), order(b)), strings.Compare(a, b)) })
	place := most(places, strings.Compare)
	w.Where, w.Clock = place, earliest[place]
	if place == "" || clocks[zone] >= places[place] {
		clock, _ := zones.Location(zone)
		w.Where, w.Clock = zones.CityOf(zone), clock
	}
	rules := map[string]int{}
	for _, c := range j.classes {
		rules[c.rules.Name(hours.DateOf(w.Start.In(w.Clock)))] += c.contacts
	}
	w.rules = most(rules, strings.Compare)
}

// most is the key that counts most, and of several the first.
func most(counts map[string]int, order func(a, b string) int) string {
	best := ""
	for key, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && order(key, best) < 0 {
			best = key
		}
	}
	return best
}
