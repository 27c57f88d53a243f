package hours

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Set is several rules at once, of which the strictest wins. It does not change. The zero
// value is the default hours.
type Set struct {
	rules   []Rule   // in the order of compareRules, none twice
	periods []period // by their first day; the first one has none
}

// period is the days on which the same rules of a set are in force.
type period struct {
	from    Date
	windows [7][factKinds][]Window
	caps    []Cap // in order, none that another one implies
	pause   Pause
	rules   []Rule // those in force; the default rule where none is
}

// Strictest is the set of those rules: their windows intersected, every cap, the longest
// pauses, day by day of those in force. Neither their order nor a repetition counts.
func Strictest(rules ...Rule) Set {
	s := Set{rules: slices.Clone(rules)}
	slices.SortFunc(s.rules, compareRules)
	s.rules = slices.CompactFunc(s.rules, func(a, b Rule) bool { return compareRules(a, b) == 0 && reflect.DeepEqual(a, b) })
	starts := []Date{{}}
	for _, r := range s.rules {
		if !r.ValidFrom.IsZero() {
			starts = append(starts, r.ValidFrom)
		}
		if !r.ValidTo.IsZero() {
			starts = append(starts, r.ValidTo.Add(1))
		}
	}
	slices.SortFunc(starts, Date.Compare)
	for _, from := range slices.Compact(starts) {
		s.periods = append(s.periods, newPeriod(from, s.rules))
	}
	return s
}

// Join is the set of the rules of both.
func (s Set) Join(t Set) Set { return Strictest(slices.Concat(s.rules, t.rules)...) }

// WithLimits is the set with what another one says of caps and pauses, for each of the two of
// which this one says nothing on any day.
func (s Set) WithLimits(of Set) Set {
	var caps, pauses bool
	for _, r := range s.rules {
		caps = caps || len(r.Caps) > 0
		pauses = pauses || r.Pause != Pause{}
	}
	rules := slices.Clone(s.rules)
	for _, r := range of.rules {
		limits := r
		limits.Week = daily(0, 24)
		if caps {
			limits.Caps = nil
		}
		if pauses {
			limits.Pause = Pause{}
		}
		if len(limits.Caps) > 0 || limits.Pause != (Pause{}) {
			limits.ID, limits.Name = "", limitsOf+r.Name
			rules = append(rules, limits)
		}
	}
	return Strictest(rules...)
}

// limitsOf begins the name of a rule of which the caps and pauses alone count.
const limitsOf = "the limits of "

func newPeriod(from Date, rules []Rule) period {
	p := period{from: from}
	for _, r := range rules {
		if r.InForce(from) {
			p.rules = append(p.rules, r)
		}
	}
	if len(p.rules) == 0 {
		p.rules = []Rule{decent}
	}
	for day := range p.windows {
		for f := range p.windows[day] {
			windows := wholeDay
			for i := range p.rules {
				windows = intersect(windows, p.rules[i].Week.on(time.Weekday(day), Facts(f)))
			}
			p.windows[day][f] = windows
		}
	}
	var caps []Cap
	for _, r := range p.rules {
		caps = append(caps, r.Caps...)
		p.pause = p.pause.longer(r.Pause)
	}
	p.caps = strictestCaps(caps)
	return p
}

// strictestCaps leaves out the caps that another one implies.
func strictestCaps(caps []Cap) []Cap {
	var kept []Cap
	for _, c := range caps {
		implied := func(d Cap) bool { return d.implies(c) }
		if slices.ContainsFunc(kept, implied) {
			continue
		}
		kept = append(slices.DeleteFunc(kept, c.implies), c)
	}
	slices.SortFunc(kept, compareCaps)
	return kept
}

func compareCaps(a, b Cap) int {
	return cmp.Or(cmp.Compare(a.Span(), b.Span()), cmp.Compare(a.Attempts, b.Attempts), cmp.Compare(a.Days, b.Days))
}

// compareRules orders rules: presets as they are listed, then the operator's own by name
// and by what they say.
func compareRules(a, b Rule) int {
	if order := cmp.Or(cmp.Compare(presetOrder(a.ID), presetOrder(b.ID)), strings.Compare(a.ID, b.ID), strings.Compare(a.Name, b.Name)); order != 0 {
		return order
	}
	return cmp.Or(strings.Compare(a.String(), b.String()), a.ValidFrom.Compare(b.ValidFrom), a.ValidTo.Compare(b.ValidTo))
}

// on is the period of a day.
func (s *Set) on(d Date) *period {
	if len(s.periods) == 0 {
		return decentPeriod()
	}
	for i := len(s.periods) - 1; i > 0; i-- {
		if d.Compare(s.periods[i].from) >= 0 {
			return &s.periods[i]
		}
	}
	return &s.periods[0]
}

// Rules are those of the set that are in force on a day, in a fixed order. The default
// rule is, where no other is.
func (s Set) Rules(d Date) []Rule { return slices.Clone(s.on(d).rules) }

// Windows are those of a day, in order, with what the calendar says of it. They must not
// be changed.
func (s Set) Windows(d Date, f Facts) []Window { return s.on(d).on(d.Weekday(), f) }

// on is the windows of a weekday; whoever is blocked has none.
func (p *period) on(day time.Weekday, f Facts) []Window {
	if f&Blocked != 0 {
		return nil
	}
	return p.windows[day][f&(factKinds-1)]
}

// Caps are those that count on a day, without those that another one implies.
func (s Set) Caps(d Date) []Cap { return slices.Clone(s.on(d).caps) }

// Pause is the longest of each that counts on a day.
func (s Set) Pause(d Date) Pause { return s.on(d).pause }

// Name names what is in force on a day: "US federal + Florida".
func (s Set) Name(d Date) string {
	var names []string
	for _, r := range s.on(d).rules {
		names = append(names, r.Name)
	}
	return strings.Join(names, " + ")
}

// ids names the presets of the set, in force or not.
func (s Set) ids() string {
	var ids []string
	for _, r := range s.rules {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

// NeedsHolidays reports whether public holidays make a difference on any weekday: then it
// matters whether they are known.
func (s Set) NeedsHolidays(d Date) bool {
	p := s.on(d)
	for _, day := range p.windows {
		for _, windows := range day[1:] {
			if !slices.Equal(windows, day[0]) {
				return true
			}
		}
	}
	return false
}
