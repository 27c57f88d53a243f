package model

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/model/zones"
)

// Whereabouts are the time zones and the places that the contacts of a plan may be in.
type Whereabouts struct {
	Groups []ZoneGroup // those of most contacts first, then in a fixed order

	located *located
	place   []int32 // of each of the located groups among Groups; -1 where the plan has nobody of it
}

// ZoneGroup is contacts of whom the same is known.
type ZoneGroup struct {
	zones.Finding               // Evidence is Nothing of those of whom no zone is known
	Places        []hours.Place // whose rules protect them, sorted; two where a row states another country than its number's; none where none is known
	Contacts      int
}

// Held reports whether nobody knows when these may be rung.
func (g ZoneGroup) Held() bool { return g.Evidence == zones.Nothing }

// ToAsk reports whether a person has to say which zone is meant: nothing is known, or
// what the rows say has several meanings.
func (g ZoneGroup) ToAsk() bool { return g.Held() || g.Ask }

// ToAsk is the places among Groups of those of whom a person has to say which zone is
// meant, once for all of a group: see ZoneFix.
func (w Whereabouts) ToAsk() []int {
	var places []int
	for i, g := range w.Groups {
		if g.ToAsk() {
			places = append(places, i)
		}
	}
	return places
}

// AskWords say how many contacts those are: "Of 42 contacts no time zone is known, of 3 it
// has several meanings"; "" when nobody has to be asked.
func (w Whereabouts) AskWords() string {
	unknown, several := w.Unknown(), 0
	for _, g := range w.Groups {
		if g.Ask {
			several += g.Contacts
		}
	}
	switch {
	case unknown > 0 && several > 0:
		return "Of " + figures.Counted(unknown, "contact") + " no time zone is known, of " + figures.Count(several) + " it has several meanings"
	case unknown > 0:
		return "Of " + figures.Counted(unknown, "contact") + " no time zone is known"
	case several > 0:
		return "Of " + figures.Counted(several, "contact") + " the time zone has several meanings"
	}
	return ""
}

// Of is the place among Groups of a row of the plan.
func (w Whereabouts) Of(row int32) int { return int(w.place[w.located.of[row]]) }

// Unknown is the number of contacts of whom no zone is known.
func (w Whereabouts) Unknown() int {
	n := 0
	for _, g := range w.Groups {
		if g.Held() {
			n += g.Contacts
		}
	}
	return n
}

// Whereabouts is where the contacts of the plan may be: by their rows' time zone, else
// their address, else their number, else their country. It is worked out once, and then
// costs nothing; with a million rows it takes a good part of a second, so ask first in
// a goroutine.
func (p Plan) Whereabouts() Whereabouts {
	if p.list == nil {
		return Whereabouts{}
	}
	p.counted.once.Do(func() { p.counted.w = p.located.count(p.list, p.rows) })
	return p.counted.w
}

// RowsOf are the rows of the plan in some groups of its whereabouts, in file order.
func (p Plan) RowsOf(groups ...int) []int32 {
	w := p.Whereabouts()
	var rows []int32
	for _, row := range p.rows {
		if slices.Contains(groups, w.Of(row)) {
			rows = append(rows, row)
		}
	}
	return rows
}

// counted is the whereabouts of the rows of one plan.
type counted struct {
	once sync.Once
	w    Whereabouts
}

// locatedCache is where the people of a list were found to be the last time. That depends
// on its rows alone: plans with other options share it.
type locatedCache struct {
	mu         sync.Mutex
	generation *revision
	last       *located
}

// of is where the people of some rows are, as the list stands in a generation of it.
func (c *locatedCache) of(generation *revision, rows []int32) *located {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || c.generation != generation || !slices.Equal(c.last.rows, rows) {
		c.generation, c.last = generation, &located{rows: rows}
	}
	return c.last
}

// located is the group of each row of a plan. Plans that are made of that one share it.
type located struct {
	once   sync.Once
	rows   []int32
	of     []int32 // by row; -1 of those that were not looked for
	groups []ZoneGroup
}

// groupKey is what the rows of a group have in common.
type groupKey struct {
	found          zones.Finding
	stated, dialed phone.Region
}

func (l *located) count(list *List, rows []int32) Whereabouts {
	l.once.Do(func() { l.find(list) })
	w := Whereabouts{located: l, place: make([]int32, len(l.groups))}
	contacts := make([]int, len(l.groups))
	for _, row := range rows {
		contacts[l.of[row]]++
	}
	var order []int
	for i := range l.groups {
		if w.place[i] = -1; contacts[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(contacts[b], contacts[a]), l.groups[a].compare(l.groups[b]))
	})
	for place, i := range order {
		g := l.groups[i]
		g.Contacts = contacts[i]
		w.Groups = append(w.Groups, g)
		w.place[i] = int32(place)
	}
	return w
}

func (g ZoneGroup) compare(o ZoneGroup) int {
	return cmp.Or(strings.Compare(g.Zones.String(), o.Zones.String()), cmp.Compare(g.Evidence, o.Evidence), strings.Compare(g.Place, o.Place), strings.Compare(g.State, o.State),
		slices.CompareFunc(g.Places, o.Places, comparePlaces), cmp.Compare(g.Contradicts, o.Contradicts), strings.Compare(boolWord(g.Ask), boolWord(o.Ask)))
}

func boolWord(b bool) string {
	if b {
		return "1"
	}
	return ""
}

func comparePlaces(a, b hours.Place) int { return strings.Compare(a.String(), b.String()) }

func (l *located) find(list *List) {
	l.of = make([]int32, list.Len())
	for i := range l.of {
		l.of[i] = -1
	}
	var shared struct {
		sync.Mutex
		groups map[groupKey]int32
		idle   []*locator
	}
	shared.groups = map[groupKey]int32{}
	take := func() *locator {
		shared.Lock()
		defer shared.Unlock()
		if n := len(shared.idle); n > 0 {
			idle := shared.idle[n-1]
			shared.idle = shared.idle[:n-1]
			return idle
		}
		return newLocator(&list.eval)
	}
	give := func(w *locator) {
		shared.Lock()
		defer shared.Unlock()
		shared.idle = append(shared.idle, w)
	}
	number := func(key groupKey) int32 {
		shared.Lock()
		defer shared.Unlock()
		n, known := shared.groups[key]
		if !known {
			n = int32(len(l.groups))
			shared.groups[key] = n
			l.groups = append(l.groups, ZoneGroup{Finding: key.found, Places: key.places()})
		}
		return n
	}
	_ = forBlocks(context.Background(), len(l.rows), nil, func(from, to int) {
		w := take()
		defer give(w)
		for _, row := range l.rows[from:to] {
			r := list.record(int(row))
			key := w.locate(int(row), list.Edit(int(row)), r)
			n, known := w.groups[key]
			if !known {
				n = number(key)
				w.groups[key] = n
			}
			l.of[row] = n
		}
	})
}

// places are those whose rules protect the people of a group. Where two countries are
// named, the rules of both do.
func (k groupKey) places() []hours.Place {
	state, _ := hours.ParsePlace(k.found.State)
	var places []hours.Place
	for _, region := range []phone.Region{k.stated, k.dialed} {
		switch {
		case region == "":
		case region == state.Region:
			places = append(places, state)
		default:
			places = append(places, hours.Place{Region: region})
		}
	}
	if k.stated == "" && k.dialed == "" && state.Region != "" {
		places = append(places, state)
	}
	slices.SortFunc(places, comparePlaces)
	return slices.Compact(places)
}

// locator finds where the people of rows are. It is for one goroutine.
type locator struct {
	eval      *evaluator
	finder    zones.Finder
	groups    map[groupKey]int32
	countries map[string]phone.Region // by the text of a cell
}

func newLocator(ev *evaluator) *locator {
	return &locator{eval: ev, groups: map[groupKey]int32{}, countries: map[string]phone.Region{}}
}

// locate is where the person of a row is. A time zone column that means nothing counts
// as none here: such a row is not in a plan.
func (w *locator) locate(row int, e Edit, r record) groupKey {
	rows := w.eval.rows
	at := zones.Row{Zone: rows.zone(row, e), Country: w.stated(row, e), Number: r.number}
	part := func(col int) string {
		if col < 0 {
			return ""
		}
		return rows.cell(row, e, col).Text
	}
	at.Address = zones.AddressParts{PostCode: part(rows.cols.address.PostCode), State: part(rows.cols.address.State), City: part(rows.cols.address.City)}
	found, err := w.finder.Find(at)
	if err != nil {
		at.Zone = ""
		found, _ = w.finder.Find(at)
	}
	return groupKey{found, at.Country, r.place().region()}
}

// stated is the country that the operator or the row says; "" for none.
func (w *locator) stated(row int, e Edit) phone.Region {
	if region := e.region(); region != "" {
		return region
	}
	col := w.eval.rows.cols.country
	if col < 0 {
		return ""
	}
	text := w.eval.rows.cell(row, e, col).Text
	region, known := w.countries[text]
	if !known {
		const most = 2000 // texts that are remembered
		region, _ = phone.ParseRegion(text)
		if len(w.countries) < most {
			w.countries[text] = region
		}
	}
	return region
}
