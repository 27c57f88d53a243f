package waves

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/zones"
)

// report makes segments of what is placed.
func (s *scheduler) report(out *Waves, p model.Plan) {
	where := p.Whereabouts()
	for _, placed := range s.placed {
		out.Waves = append(out.Waves, s.wave(placed, where))
	}
	slices.SortStableFunc(out.Waves, func(a, b Wave) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(b.Contacts(), a.Contacts()), strings.Compare(a.Where, b.Where))
	})
	seen := map[string]int{}
	for i := range out.Waves {
		w := &out.Waves[i]
		name := w.Where + " " + w.clock(w.Start, s.now)
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		w.Segment.Name = name
	}
}

func (s *scheduler) wave(p *placed, where model.Whereabouts) Wave {
	o := p.rung.options(s.asked)
	o.CallsPerSecond = p.rate
	w := Wave{Opening: p.opening, Start: unix(p.start), Last: unix(p.last), Late: p.late}
	w.Segment = model.Segment{Options: o, Rows: p.job.rows[p.from:p.to], CloseAt: unix(p.close)}
	release := &w.Segment.Release
	release.NotAfter = w.Start
	switch {
	case p.late:
		release.By = model.ReleasedByOperator
		release.NotBefore, _ = p.job.openings[p.job.before(p.opening)].LastCall()
		release.NotAfter = unix(p.close - (p.last - p.start))
		w.Segment.Options.Start = w.Start
	case p.atOnce:
		w.Start = s.now
		w.Segment.Options.Start = time.Time{}
	default:
		w.Segment.Options.Start = w.Start
	}
	w.name(p.job, where)
	w.Segment.Options.TimeZone = w.Clock.String()
	w.Changes = s.changes(w, p)
	return w
}

// before is the place of the opening before one.
func (j *job) before(o hours.Opening) int {
	return max(slices.IndexFunc(j.openings, func(other hours.Opening) bool { return other == o })-1, 0)
}

func unix(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

// mainCities are those that people name when they mean the clock of a part of the
// United States, whose zones are many.
var mainCities = []string{"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"}

// name finds the city whose clock most people of a job may have, or else the place most
// of them are in.
func (w *Wave) name(j *job, where model.Whereabouts) {
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
		w.Where, w.Clock = cityOf(zone), clock
	}
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

func cityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}
