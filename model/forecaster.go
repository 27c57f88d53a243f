package model

import (
	"slices"
	"time"

	"callsheet/model/dialling"
	"callsheet/model/hours"
)

// Forecaster forecasts a plan over and over, while its options are typed: what does not
// depend on them is worked out once. It is for one goroutine at a time.
type Forecaster struct {
	hours   Hours
	where   Whereabouts
	classes []*clockClass // each once
	class   []*clockClass // of each group
	batches map[batchRows]*batchGroups
	few     int // contacts of a run for each group, below which the groups are looked up contact by contact

	from, to time.Time // that the classes are worked out for
}

// Forecaster forecasts the plan, and any segments of its rows, under some hours. It
// looks at every row: make it in a goroutine.
func (p Plan) Forecaster(h Hours) *Forecaster {
	f := &Forecaster{hours: h, where: p.Whereabouts(), batches: map[batchRows]*batchGroups{}, few: fewPerGroup}
	known := map[classKey]*clockClass{}
	for _, g := range f.where.Groups {
		key := g.classKey()
		if known[key] == nil {
			known[key] = &clockClass{zones: g.Zones, schedule: h.Schedule(g), rules: h.For(g.Places)}
			f.classes = append(f.classes, known[key])
		}
		f.class = append(f.class, known[key])
	}
	for _, cut := range p.cuts {
		f.groupsOf(p.Segments[cut.segment].Rows[cut.from:cut.to])
	}
	return f
}

// batchRows tells rows of one batch from those of another, without looking at them:
// they do not change.
type batchRows struct {
	first *int32
	n     int
}

// batchGroups is which contacts of a batch are in which group.
type batchGroups struct {
	group  []int32   // of each contact, in the order of the batch
	places [][]int32 // of each group, in order
}

func (f *Forecaster) groupsOf(rows []int32) *batchGroups {
	key := batchRows{&rows[0], len(rows)}
	if known := f.batches[key]; known != nil {
		return known
	}
	b := &batchGroups{make([]int32, len(rows)), make([][]int32, len(f.where.Groups))}
	counts := make([]int, len(f.where.Groups))
	for i, row := range rows {
		b.group[i] = int32(f.where.Of(row))
		counts[b.group[i]]++
	}
	all := make([]int32, len(rows))
	for g, n := range counts {
		b.places[g], all = all[:0:n], all[n:]
	}
	for i, g := range b.group {
		b.places[g] = append(b.places[g], int32(i))
	}
	f.batches[key] = b
	return b
}

// between is how many contacts of a group are from one to before another.
func (b *batchGroups) between(g, from, to int) int {
	places := b.places[g]
	low, _ := slices.BinarySearch(places, int32(from))
	high, _ := slices.BinarySearch(places[low:], int32(max(from, to)))
	return high
}

// forecastBatch is one batch of those that are forecast.
type forecastBatch struct {
	*batchGroups
	start time.Time
	dial  dialling.Batch
	runs  []dialling.Run
	last  time.Time // possible ring
}

// Forecast is what comes of sending segments of the plan's rows at an instant. Their
// batches are dialled side by side, each at its own rate from its own start.
func (f *Forecaster) Forecast(segments []Segment, now time.Time, rate AnswerRate) Forecast {
	out := Forecast{Groups: make([]GroupForecast, len(f.where.Groups)), Expected: Expectation{AnswerRate: rate}}
	for i, g := range f.where.Groups {
		out.Groups[i].ZoneGroup = g
		out.Groups[i].Contacts = 0
	}
	var batches []forecastBatch
	for _, cut := range cutSegments(segments) {
		s := segments[cut.segment]
		b := forecastBatch{batchGroups: f.groupsOf(s.Rows[cut.from:cut.to]), start: s.possibleStart(now)}
		b.dial = s.Options.Dialled(cut.to - cut.from)
		b.runs = b.dial.Runs()
		for _, r := range b.runs {
			b.last = later(b.last, b.start.Add(r.Time(r.End()-1)))
		}
		batches = append(batches, b)
		if s.Release.Waits() {
			out.Waiting += b.dial.Contacts
		}
		out.span(b)
		out.Expected.add(rate.Expect(b.dial.Contacts, b.dial.Attempts))
	}
	if len(batches) == 0 {
		return out
	}
	out.Over = out.Last.Add(hours.RingingTime)
	out.Credit = CreditPerContact * out.Contacts
	if out.Last.Sub(out.First) <= coveredAtOnce {
		f.cover(out.First, out.Last)
	}
	hourly := hourly{}
	for _, b := range batches {
		f.cover(b.start, b.last)
		f.count(&out, b)
		hourly.add(b)
	}
	for _, s := range segments {
		if len(s.Rows) > 0 {
			f.countOutside(&out, s, now)
		}
	}
	out.ByHour = hourly.list()
	out.Hours = f.windowWords(out)
	for i := range out.Groups {
		g := &out.Groups[i]
		g.Allowed = f.allowed(i, *g)
		if out.CallsOutside += g.CallsOutside; g.Held() {
			out.Unknown += g.Contacts
			out.CallsUnknown += g.Calls
		}
		out.Outside += g.Outside
	}
	return out
}

// span takes in when a batch is called.
func (out *Forecast) span(b forecastBatch) {
	if out.Contacts == 0 || b.start.Before(out.First) {
		out.First = b.start
	}
	out.Contacts += b.dial.Contacts
	for _, r := range b.runs {
		last := b.start.Add(r.Time(r.End() - 1))
		if out.Calls += r.Count; r.Number == 0 {
			out.FirstPass = later(out.FirstPass, last)
		}
		out.Last = later(out.Last, last)
	}
}

// coveredAtOnce is how long what all batches need is worked out together. A start that is
// years after another is no reason to work out the years between.
const coveredAtOnce = 60 * 24 * time.Hour

// fewPerGroup is how many contacts of a run there must be for each group to look up its
// groups, instead of at each contact.
const fewPerGroup = 8

// count counts the calls of a batch by group, by the hours of those who are rung, and
// inside or outside their hours.
func (f *Forecaster) count(out *Forecast, b forecastBatch) {
	offset := b.start.Sub(f.from)
	for _, class := range f.classes {
		class.last = 0
	}
	for _, r := range b.runs {
		from := offset + r.At
		if r.Count < f.few*len(f.class) {
			for c := r.Contact; c < r.End(); c++ {
				g := int(b.group[c])
				class := f.class[g]
				out.add(g, class.pieces[class.next(offset+r.Time(c))], 1, class)
			}
			continue
		}
		for g, class := range f.class {
			if len(b.places[g]) == 0 {
				continue
			}
			at := r.Contact
			for i := class.find(from); at < r.End(); i++ {
				end := r.End()
				if i+1 < len(class.pieces) {
					end = min(end, r.Contact+turnsBefore(class.pieces[i+1].from-from, r.Turn))
				}
				if n := b.between(g, at, end); n > 0 {
					out.add(g, class.pieces[i], n, class)
				}
				at = max(at, end)
			}
		}
	}
}

// turnsBefore is how many turns, from 0 on, come before a time.
func turnsBefore(d, turn time.Duration) int {
	if d <= 0 {
		return 0
	}
	return int((d + turn - 1) / turn)
}

// add adds calls of a group in a piece of time.
func (out *Forecast) add(g int, p clockPiece, calls int, class *clockClass) {
	out.Groups[g].Calls += calls
	switch {
	case class.zones.IsEmpty():
		out.ByLocal.Unknown += calls
		return
	case p.hour < 0:
		out.ByLocal.Several += calls
	default:
		out.ByLocal.Calls[p.hour] += calls
	}
	if !p.inside {
		out.Groups[g].CallsOutside += calls
	}
}

// countOutside counts the contacts of a segment who could be rung outside their hours, and
// takes in when they may be rung.
func (f *Forecaster) countOutside(out *Forecast, s Segment, now time.Time) {
	first := s.possibleStart(now)
	last := first.Add(s.span())
	out.Latest = later(out.Latest, last)
	f.eachGroup(s, now, func(g, contacts int, inside bool) {
		group := &out.Groups[g]
		if group.Contacts == 0 || first.Before(group.First) {
			group.First = first
		}
		group.Contacts += contacts
		group.Last = later(group.Last, last)
		if !inside && !group.Held() {
			group.Outside += contacts
			group.OutsideFor = max(group.OutsideFor, f.class[g].outsideFor(first, last))
		}
	})
}

// outsideFor is how much of the time from one ring to another is in no opening.
func (c *clockClass) outsideFor(first, last time.Time) time.Duration {
	outside := last.Sub(first)
	for _, o := range c.schedule.Between(first, last) {
		if until, ok := o.LastCall(); ok {
			from := later(first, o.From)
			if until.After(last) {
				until = last
			}
			outside -= max(0, until.Sub(from))
		}
	}
	return outside
}

// cover works the classes out for the days from one instant to another, unless they
// are already.
func (f *Forecaster) cover(first, last time.Time) {
	const day, margin = 24 * time.Hour, 48 * time.Hour
	if !f.from.IsZero() && !first.Before(f.from) && !last.Add(hours.LastCall).After(f.to) {
		return
	}
	f.from, f.to = first.Truncate(day).Add(-day), last.Truncate(day).Add(day+margin)
	for _, c := range f.classes {
		c.cover(f.from, f.to)
	}
}

// hourly is the calls of each hour since 1970.
type hourly map[int64]int

func (h hourly) add(b forecastBatch) {
	const hour = int64(time.Hour / time.Second)
	for _, r := range b.runs {
		begin := b.start.Add(r.At)
		for c := r.Contact; c < r.End(); {
			n := b.start.Add(r.Time(c)).Unix() / hour
			end := min(r.End(), r.Contact+turnsBefore(time.Unix((n+1)*hour, 0).Sub(begin), r.Turn))
			h[n] += end - c
			c = end
		}
	}
}

// list has every hour from the first to the last.
func (h hourly) list() []HourCalls {
	const hour = int64(time.Hour / time.Second)
	first, last, begun := int64(0), int64(0), false
	for n := range h {
		if !begun {
			first, last, begun = n, n, true
		}
		first, last = min(first, n), max(last, n)
	}
	var all []HourCalls
	const most = 24 * 400 // hours that are listed; a start may be typed that is years away
	for n := first; n <= last && len(all) < most; n++ {
		all = append(all, HourCalls{time.Unix(n*hour, 0).UTC(), h[n]})
	}
	return all
}
