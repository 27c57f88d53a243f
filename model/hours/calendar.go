package hours

import (
	"slices"
	"sync/atomic"
	"time"
)

// Facts is what the calendar says of a day besides its weekday: any of the following.
type Facts uint8

const (
	// Holiday is a public holiday, or the day on which one is observed.
	Holiday Facts = 1 << iota
	// Eve is the day before a public holiday.
	Eve
	// Blocked is a day on which nobody is rung at all.
	Blocked

	factKinds = 4 // what Holiday and Eve make together
)

// OwnHoliday is a public holiday that the operator knows of.
type OwnHoliday struct {
	Place Place // a country, a state, or nowhere: everybody
	Date  Date  // with no year, it comes every year
	Name  string
}

// Block is the days on which nobody of a place is rung, because of an emergency.
type Block struct {
	Place    Place
	From, To Date // both blocked; without To it lasts until somebody ends it
	Reason   string
}

// holds reports whether the block has that day.
func (b Block) holds(d Date) bool {
	return d.Compare(b.From) >= 0 && (b.To.IsZero() || d.Compare(b.To) <= 0)
}

// Calendar is the public holidays of all places: those of the library, and those and the
// blocks of the operator. It does not change. The zero value has the library's.
type Calendar struct {
	own    []OwnHoliday
	blocks []Block
}

// NewCalendar is the library's holidays with those, and with the blocks, of the operator.
func NewCalendar(own []OwnHoliday, blocks []Block) Calendar {
	return Calendar{slices.Clone(own), slices.Clone(blocks)}
}

// Days is the calendar of whoever may be in any of some places: a holiday of one is a
// holiday. Days may be asked by several goroutines at once; make one for each set of
// places, not one for each contact.
type Days struct {
	lists  []yearly // of the library
	own    []OwnHoliday
	blocks []Block
	years  [cachedYears]atomic.Pointer[yearFacts]
}

const (
	firstCachedYear = 2000
	cachedYears     = 100
)

// yearFacts is what the calendar says of each day of a year, by its number in the year.
type yearFacts [367]Facts

// Days is the calendar of some places.
func (c Calendar) Days(places ...Place) *Days {
	days := &Days{}
	concerns := func(p Place) bool { return p == Place{} || slices.ContainsFunc(places, p.covers) }
	for _, p := range places {
		days.lists = append(days.lists, listsOf(p)...)
	}
	for _, h := range c.own {
		if concerns(h.Place) {
			days.own = append(days.own, h)
		}
	}
	for _, b := range c.blocks {
		if concerns(b.Place) {
			days.blocks = append(days.blocks, b)
		}
	}
	return days
}

// On is what the calendar says of a day.
func (d *Days) On(date Date) Facts {
	n := date.Year - firstCachedYear
	if n < 0 || n >= cachedYears {
		return d.year(date.Year)[date.noon().YearDay()]
	}
	facts := d.years[n].Load()
	if facts == nil {
		facts = d.year(date.Year)
		d.years[n].Store(facts)
	}
	return facts[date.noon().YearDay()]
}

// year finds out what the calendar says of each day of a year.
func (d *Days) year(year int) *yearFacts {
	facts := &yearFacts{}
	mark := func(date Date, f Facts) {
		if date.Year == year {
			facts[date.noon().YearDay()] |= f
		}
	}
	for date := range d.holidays(year) {
		mark(date, Holiday)
		mark(date.Add(-1), Eve)
	}
	for date := (Date{year, time.January, 1}); date.Year == year; date = date.Add(1) {
		if slices.ContainsFunc(d.blocks, func(b Block) bool { return b.holds(date) }) {
			mark(date, Blocked)
		}
	}
	return facts
}

// holidays are those of a year and the first days of the next one, with their names.
func (d *Days) holidays(year int) map[Date]string {
	found := map[Date]string{}
	for _, list := range d.lists {
		list.in(year, found)
	}
	for _, h := range d.own {
		for _, y := range [...]int{year, year + 1} {
			date := h.Date
			if date.Year == 0 {
				date.Year = y
			}
			if DateOf(date.noon()) == date { // 29 February is not in every year
				found[date] = h.Name
			}
		}
	}
	return found
}

// Holiday is the name of a day's public holiday, in the language of its country, and ""
// when it is none.
func (d *Days) Holiday(date Date) string { return d.holidays(date.Year)[date] }

// Block is why nobody is rung on a day, if it is blocked.
func (d *Days) Block(date Date) (reason string, blocked bool) {
	for _, b := range d.blocks {
		if b.holds(date) {
			return b.Reason, true
		}
	}
	return "", false
}

// Own are the holidays that the operator gave.
func (c Calendar) Own() []OwnHoliday { return slices.Clone(c.own) }

// Blocks are the days on which nobody is rung, anywhere.
func (c Calendar) Blocks() []Block { return slices.Clone(c.blocks) }

// Blocks are those that concern the places.
func (d *Days) Blocks() []Block { return slices.Clone(d.blocks) }

// NamedDay is a public holiday.
type NamedDay struct {
	Date Date
	Name string // in the language of its country; "" where the operator gave none
}

// Between are the public holidays from one day to another, both included, in order.
func (d *Days) Between(from, to Date) []NamedDay {
	var named []NamedDay
	for year := from.Year; year <= to.Year; year++ {
		for date, name := range d.holidays(year) {
			if date.Year == year && date.Compare(from) >= 0 && date.Compare(to) <= 0 {
				named = append(named, NamedDay{date, name})
			}
		}
	}
	slices.SortFunc(named, func(a, b NamedDay) int { return a.Date.Compare(b.Date) })
	return named
}
