package model

import (
	"fmt"
	"time"

	"callsheet/model/figures"
	"callsheet/model/phone"
)

// Tries are when numbers were called before, in whatever campaign.
type Tries map[phone.Number][]time.Time

// StartSuggestion is when a plan is best begun whose contacts were tried before: whoever does
// not answer at ten may at three. It is a suggestion: the operator begins it when they want to.
type StartSuggestion struct {
	At    time.Time // zero = at once
	Found bool      // there is a start from which nobody could be rung outside their hours
	Tried int       // contacts who were tried before
	Near  int       // of them, who would be rung within an hour of the time of day of an earlier try
	Now   int       // of them, who would be if it began at once
	Hours string    // in which they were tried, on their own clocks, such as "10-11"; "" = in none
}

const (
	// quarter is how exactly times of day are compared.
	quarter        = 15 * time.Minute
	quartersOfADay = int(24 * time.Hour / quarter)
	// nearTry is how far from the time of day of an earlier try somebody is rung in the same
	// hour: ±1 h.
	nearTry = int(time.Hour / quarter)
	// startNotice is the time until the first start that is suggested, but for at once: the
	// draft has to be confirmed before.
	startNotice = 10 * time.Minute
)

// SuggestStart is the first start of the days that Outside looks ahead from which nobody could
// be rung outside their hours, and at which the fewest would be rung within an hour of the
// time of day, on their own clock, at which they were tried before. It goes by the first call
// to everybody, dialled in the order of the file at the rate that is asked.
func SuggestStart(p Plan, h Hours, tries Tries, now time.Time) StartSuggestion {
	f := p.Forecaster(h)
	near := nearTriesOf(p, tries)
	s := StartSuggestion{Tried: near.tried, Hours: near.hoursWords()}
	segments := make([]Segment, len(p.Segments))
	for i, of := range p.Segments {
		segments[i] = Segment{Options: of.Options, Rows: of.Rows}
		segments[i].Options.Start = time.Time{}
	}
	s.Now = near.at(now)
	found := func(at time.Time, contacts int) {
		if !s.Found || contacts < s.Near {
			s.At, s.Near, s.Found = at, contacts, true
		}
	}
	starts := f.insideStarts(segments, now)
	if len(starts.parts) == 0 {
		return s // of nobody it is known when they may be rung
	}
	if inside, ok := starts.from(now); ok && inside.Equal(now) {
		found(time.Time{}, s.Now)
	}
	for at := now.Add(startNotice).Truncate(quarter); !s.Found || s.Near > 0; {
		inside, ok := starts.from(at.Add(quarter))
		if !ok {
			break
		}
		at = inside.Truncate(quarter)
		if at.Before(inside) {
			continue // the next quarter may be over the close already
		}
		found(at, near.at(at))
	}
	return s
}

// nearTries counts who would be rung near an earlier try, by groups of the plan's whereabouts.
type nearTries struct {
	where  Whereabouts
	tried  int
	hours  [24]int                             // tries by the hour of those who were called
	counts map[int]map[int][quartersOfADay]int // contacts by group, by how many quarters after the start they are rung, and by the quarter of the day that is near a try
	local  map[localQuarter]int
}

// localQuarter is a quarter of an hour of a group.
type localQuarter struct {
	group int
	at    int64
}

func nearTriesOf(p Plan, tries Tries) *nearTries {
	n := &nearTries{where: p.Whereabouts(), counts: map[int]map[int][quartersOfADay]int{}, local: map[localQuarter]int{}}
	for _, cut := range p.cuts {
		s := p.Segments[cut.segment]
		turn := time.Second / time.Duration(max(1, s.Options.CallsPerSecond))
		for i, row := range s.Rows[cut.from:cut.to] {
			if before := tries[p.list.record(int(row)).number]; len(before) > 0 {
				n.add(n.where.Of(row), int(time.Duration(i)*turn/quarter), before)
			}
		}
	}
	return n
}

// add adds a contact of a group who is rung so many quarters after the start.
func (n *nearTries) add(group, after int, before []time.Time) {
	n.tried++
	var near [quartersOfADay]bool
	for _, at := range before {
		q := n.quarterOf(group, at)
		n.hours[q/(quartersOfADay/24)]++
		for d := -nearTry; d <= nearTry; d++ {
			near[(q+d+quartersOfADay)%quartersOfADay] = true
		}
	}
	if n.counts[group] == nil {
		n.counts[group] = map[int][quartersOfADay]int{}
	}
	counts := n.counts[group][after]
	for q, is := range near {
		if is {
			counts[q]++
		}
	}
	n.counts[group][after] = counts
}

// quarterOf is the quarter of the day on the clock of a group; that of UTC where none is known,
// which is as far from another time of day.
func (n *nearTries) quarterOf(group int, at time.Time) int {
	key := localQuarter{group, at.Unix() / int64(quarter/time.Second)}
	q, known := n.local[key]
	if !known {
		local, _, err := n.where.Groups[group].Zones.LocalTimes(at)
		if err != nil {
			local = at.UTC()
		}
		q = (local.Hour()*60 + local.Minute()) / int(quarter/time.Minute)
		n.local[key] = q
	}
	return q
}

// at is how many would be rung near an earlier try if it began then.
func (n *nearTries) at(start time.Time) int {
	sum := 0
	for group, all := range n.counts {
		for after, counts := range all {
			sum += counts[n.quarterOf(group, start.Add(time.Duration(after)*quarter))]
		}
	}
	return sum
}

// fewTries is the share of the tries below which an hour is not named.
const fewTries = 20

// hoursWords name the hours in which they were tried: "10-11", "9-11 and 16-17".
func (n *nearTries) hoursWords() string {
	all := 0
	for _, tries := range n.hours {
		all += tries
	}
	var runs []string
	for from := 0; from < 24; from++ {
		to := from
		for to < 24 && n.hours[to]*fewTries > all {
			to++
		}
		if to > from {
			runs = append(runs, fmt.Sprintf("%d-%d", from, to))
			from = to
		}
	}
	const most = 3
	if len(runs) > most {
		return "many hours"
	}
	return figures.Join(runs)
}
