package waves

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

// people are the contacts of a plan by what protects them.
type people struct {
	where   model.Whereabouts
	classes []*class
	held    int
}

// class is groups of contacts with the same zones and rules.
type class struct {
	groups   []int // places among the whereabouts
	contacts int
	schedule hours.Schedule
	rules    hours.Set
	clocks   []*time.Location

	never    bool           // open within the days that are looked at
	openings hours.Openings // of the days that are planned for, each long enough for a call
	allowed  []int          // how many attempts the rules allow in each
}

// newPeople finds the classes, and whose hours do not open from an instant on before
// another one.
func newPeople(p model.Plan, h model.Hours, from, limit time.Time) people {
	all := people{where: p.Whereabouts()}
	known := map[string]*class{}
	for i, g := range all.where.Groups {
		if g.Held() {
			all.held += g.Contacts
			continue
		}
		key := g.Zones.String()
		for _, place := range g.Places {
			key += "|" + place.String()
		}
		c := known[key]
		if c == nil {
			c = &class{schedule: h.Schedule(g), rules: h.For(g.Places)}
			c.clocks, _ = g.Zones.Locations() // a group that is not held has some
			known[key] = c
			all.classes = append(all.classes, c)
		}
		c.groups = append(c.groups, i)
		c.contacts += g.Contacts
	}
	for _, c := range all.classes {
		const days = 3 * 24 * time.Hour // which nearly everybody opens in
		if c.open(from, from.Add(days)); len(c.openings) == 0 {
			c.open(from, limit)
			c.never = len(c.openings) == 0
		}
	}
	return all
}

// open finds the openings that begin before an instant.
func (c *class) open(from, limit time.Time) {
	const longest = 26 * time.Hour // of one opening; those without an end are cut there
	c.openings, c.allowed = nil, nil
	for _, o := range c.schedule.Between(from, limit.Add(longest)) {
		if last, ok := o.LastCall(); !ok || !last.After(from) || !o.From.Before(limit) {
			continue
		}
		if allowed := c.tries(o); allowed >= 1+model.MinAttempts {
			c.openings = append(c.openings, o)
			c.allowed = append(c.allowed, allowed)
		}
	}
}

// tries is how many attempts the rules allow in an opening.
func (c *class) tries(o hours.Opening) int {
	allowed := math.MaxInt
	for _, clock := range c.clocks {
		allowed = min(allowed, c.rules.Tries(hours.History{}, o.From.In(clock), o.To.In(clock)).Allowed)
	}
	return allowed
}

// key is the openings in text.
func (c *class) key() string {
	var key []byte
	for i, o := range c.openings {
		key = binary.BigEndian.AppendUint64(key, uint64(o.From.Unix()))
		key = binary.BigEndian.AppendUint64(key, uint64(o.To.Unix()))
		key = binary.BigEndian.AppendUint64(key, uint64(c.allowed[i]))
	}
	return string(key)
}

// job is people who are rung in the same openings, as many as one batch may have.
type job struct {
	classes  []*class
	openings hours.Openings
	allowed  []int
	key      string // by which jobs are in a fixed order
	rows     []int32

	done int // rows that are placed
	at   int // place of the opening that is looked at
}

func (j *job) left() int { return len(j.rows) - j.done }

// fold puts classes with the same openings together, and their rows with them.
// It says of how many the hours open after the instant, and not before.
func (s *scheduler) fold(out *Waves, all people, limit time.Time) (jobs []*job, after int) {
	out.Held = all.held
	folded := map[string]*job{}
	of := make([]*job, len(all.where.Groups))
	size := map[*job]int{}
	for _, c := range all.classes {
		if c.never {
			out.Closed += c.contacts
			continue
		}
		if c.open(s.earliest(), limit); len(c.openings) == 0 {
			after += c.contacts
			continue
		}
		key := c.key()
		j := folded[key]
		if j == nil {
			j = &job{openings: c.openings, allowed: c.allowed, key: key}
			folded[key] = j
			jobs = append(jobs, j)
		}
		j.classes = append(j.classes, c)
		size[j] += c.contacts
		for _, g := range c.groups {
			of[g] = j
		}
	}
	for j, n := range size {
		j.rows = make([]int32, 0, n)
	}
	for _, row := range s.rows {
		if j := of[all.where.Of(row)]; j != nil {
			j.rows = append(j.rows, row)
		}
	}
	slices.SortFunc(jobs, func(a, b *job) int { return strings.Compare(a.key, b.key) })
	return inBatches(jobs), after
}

// inBatches cuts jobs into as many equal parts as they need batches, because each batch
// of a segment is dialled at the segment's rate.
func inBatches(jobs []*job) []*job {
	var all []*job
	for _, j := range jobs {
		parts := (len(j.rows) + model.MaxContacts - 1) / model.MaxContacts
		for i := range parts {
			part := *j
			part.rows = j.rows[i*len(j.rows)/parts : (i+1)*len(j.rows)/parts]
			all = append(all, &part)
		}
	}
	return all
}
