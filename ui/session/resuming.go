package session

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
)

// Resuming lets a campaign go on that was paused, or of which batches were cancelled: who was
// never called of those goes on in another batch, in the hours, under the caps and with the
// guards of now. Who may not be called stays where they are, and is counted.
type Resuming struct {
	Pausing
	Guards   Guards
	Earlier  Earlier // whose calls tell of the pace; nil = nobody's
	Rulebook hours.Rulebook
	Clock    Clock
	Calm     time.Duration // for how long nothing may change about whom a cancelled batch called
	Start    time.Time     // when the first of them are called; zero = at once, or when they were to be
	Outside  OutsideChoice // of those who could be rung outside their hours
	Refused  bool          // batches that were refused are sent again, too

	Progress *SendProgress // hears what is looked at just now; nil = nobody does
}

// Calm is how far apart the two looks are that must agree about whom a batch called.
const Calm = 5 * time.Second

// Resumption is a campaign as it goes on.
type Resumption struct {
	Plan     model.Plan // of the whole campaign, those who go on last
	Contacts int        // who go on in other batches
	Owed     int        // who were missed, and have tries left
	TakeOwed bool       // they are among Contacts
	Waiting  int        // contacts of batches that were not sent, and that may be sent now
	Held     []HeldBack // who stay where they are

	ahead []Preflight
}

// HeldBack is people who could go on but for something.
type HeldBack struct {
	Contacts int
	Why      string // follows "they", without an end
}

type (
	// ResumeMade is how a campaign would go on.
	ResumeMade struct {
		Resumption
		Looked Settled // of the batches that were cancelled, just before
		Err    error   // why it cannot go on now
	}
	// Resumed is a campaign that goes on, or did not, since something changed after it was
	// asked about.
	Resumed struct {
		ResumeMade
		Batches []model.Batch // all of the campaign, as the ledger has them; nil where nothing was changed
	}
)

// MayResume says why a campaign cannot be resumed; "" = it can.
func MayResume(c *model.Campaign, here string) string {
	t := TallyOf(c.Batches)
	switch {
	case Elsewhere(c, here) != "":
		return AtAnother
	case c.TakenOver != "":
		return c.TakenOver
	case c.Plan == nil || c.List == nil || c.Plan.Batches() != len(c.Batches):
		return "The rows of this campaign are not stored here any more, so nobody of it can go on."
	case !MaySend(c):
		return "The campaign is open elsewhere, or damaged: it can only be looked at here."
	case t.Unknown+t.Sending > 0:
		return "It is not known of every batch whether Dialgen took it. Settle that first."
	case IsPaused(c) && t.Running > 0:
		return "It is not all paused: something of it may still call. Pause it again first."
	case !IsPaused(c) && NotCalledYet(c.Batches) == 0:
		return NotPaused
	}
	return ""
}

// NotPaused is of a campaign that has nothing to be resumed.
const NotPaused = "It is not paused, and nobody of it was left behind."

// Make is the work of finding out how a campaign goes on, whose answer is ResumeMade. Whoever
// was missed and has tries left is called again only where owed says so.
func (r Resuming) Make(c *model.Campaign, owed bool) []Work {
	frozen := Frozen(c)
	return []Work{{Do: func(ctx context.Context) any { return r.find(ctx, frozen, owed) }}}
}

// Resume is the work of having a campaign go on with so many contacts, as somebody was told;
// its answer is Resumed. It is found out again before, and where it is another number by then
// nothing is changed. Only after that may anything be sent.
func (r Resuming) Resume(c *model.Campaign, owed bool, contacts int) []Work {
	frozen := Frozen(c)
	return []Work{{Do: func(ctx context.Context) any {
		m := Resumed{ResumeMade: r.find(ctx, frozen, owed)}
		if m.Err != nil {
			return m
		}
		if m.Contacts != contacts {
			m.Err = model.UserError(fmt.Sprintf("Nothing was changed: by now %s can go on, and not %s. Resume it again.", people(m.Contacts), figures.Count(contacts)))
			return m
		}
		m.Batches, m.Err = r.Ledger.Resume(ctx, frozen.ID, m.Plan)
		return m
	}}}
}

// SetResumed takes over the batches of a campaign that goes on.
func SetResumed(c *model.Campaign, m Resumed) {
	SetSettled(c, m.Looked)
	if m.Batches != nil {
		SetReplanned(c, Replanned{Plan: m.Plan, Batches: m.Batches})
	}
}

func (r Resuming) find(ctx context.Context, c *model.Campaign, owed bool) ResumeMade {
	fail := func(err error) ResumeMade { return ResumeMade{Err: err} }
	if why := MayResume(c, r.Here); why != "" {
		return fail(model.UserError(why))
	}
	looked, err := r.calm(ctx, c)
	m := ResumeMade{Looked: looked}
	if err != nil {
		m.Err = err
		return m
	}
	SetSettled(c, looked)
	m.Resumption, m.Err = r.plan(ctx, c, looked.left, owed)
	return m
}

// calm looks at the batches that were cancelled, until two looks in a row have found the same:
// a call that was on its way as a batch was cancelled may be told of later.
func (r Resuming) calm(ctx context.Context, c *model.Campaign) (Settled, error) {
	batches := Unsettled(c)
	first := r.looking("first look").settle(ctx, c.ID, batches)
	if first.Err != nil || len(batches) == 0 {
		return first, first.Err
	}
	if len(first.Waits) > 0 {
		return first, notYet(first.Waits)
	}
	if r.Progress != nil {
		r.Progress.Tell(fmt.Sprintf("looked once, again in %s", figures.Duration(r.Calm)))
	}
	r.Clock.Sleep(ctx, r.Calm)
	if err := ctx.Err(); err != nil {
		return first, err
	}
	second := r.looking("second look").settle(ctx, c.ID, first.Batches)
	if second.Err != nil {
		return second, second.Err
	}
	if len(second.Waits) > 0 {
		return second, notYet(second.Waits)
	}
	for i, b := range second.Batches {
		before := first.Batches[i].Last
		if b.Last.Status != before.Status || b.Last.Processed != before.Processed || b.Last.Tally.Calls != before.Tally.Calls || len(b.Last.Rings) != len(before.Rings) {
			return second, notYet([]string{"Dialgen told of more calls just now."})
		}
	}
	return second, nil
}

// looking tells of each batch that a look comes to.
func (r Resuming) looking(which string) Pausing {
	p := r.Pausing
	if r.Progress != nil {
		p.looking = func(batch, of int) {
			words := which
			if of > 1 {
				words = fmt.Sprintf("%s, batch %s of %s", which, figures.Count(batch), figures.Count(of))
			}
			r.Progress.Tell(words)
		}
	}
	return p
}

// NotYetError is of a campaign that cannot go on before something has come to its end.
type NotYetError struct{ Waits []string } // sentences

func (e *NotYetError) Error() string {
	return "It cannot go on yet: it is not known for certain who was called. " + strings.Join(e.Waits, " ")
}

func notYet(waits []string) error { return &NotYetError{waits} }

// goesOn is rows that go on with the same options.
type goesOn struct {
	segment  int // that has them; of waves, which are cut anew, the first
	attempts int
	owed     bool
	rows     []int32
	start    time.Time // not before, so that a retry keeps its delay
}

// plan works out who goes on, and how.
func (r Resuming) plan(ctx context.Context, c *model.Campaign, left []model.Remainder, owed bool) (Resumption, error) {
	now := r.Now()
	m := Resumption{TakeOwed: owed, Plan: *c.Plan}
	groups, held, count := r.groups(c, left, owed, now)
	m.Owed = count
	for _, by := range slices.Sorted(maps.Keys(held)) {
		m.Held = append(m.Held, HeldBack{held[by], holdWords[by]})
	}
	for _, b := range c.Batches {
		if b.State == model.SendPrepared || b.State == model.SendRefused && r.Refused {
			b.Part.Release.Paused = time.Time{}
			if !b.Part.Release.Held(now) {
				m.Waiting += b.Contacts
			}
		}
	}
	known := Histories(ctx, r.Guards, c.List, "")
	out, segments := &model.RowSet{}, []model.Segment{}
	total := 0
	for _, g := range groups {
		total += len(g.rows)
	}
	for _, g := range groups {
		f, err := r.ahead(ctx, c, g, total, known, now)
		if err != nil {
			return m, err
		}
		m.ahead = append(m.ahead, f)
		m.hold(f)
		for _, s := range f.Plan.Segments {
			s.Name = r.name(c, segments, s.Name, g.owed, now)
			segments = append(segments, s)
			out.Add(s.Rows...)
			m.Contacts += len(s.Rows)
		}
	}
	if len(segments) > 0 {
		m.Plan = c.Plan.Take(out, segments)
		m.Plan.Terms = m.ahead[0].Plan.Terms
	}
	for i := range m.Plan.Segments {
		m.Plan.Segments[i].Release.Paused = time.Time{}
	}
	return m, nil
}

var holdWords = map[model.Hold]string{
	model.HeldByList:    "are on the do-not-call list by now",
	model.HeldUncertain: "may be called by another campaign, whose outcome is not known",
	model.HeldCalling:   "are in another campaign that has not ended",
	model.HeldCalled:    "were called by another campaign a short while ago",
}

// groups are those who may go on, by how they are dialled; how many are held, by what; and
// how many have tries left, whether they go on or not.
func (r Resuming) groups(c *model.Campaign, left []model.Remainder, takeOwed bool, now time.Time) (groups []goesOn, held map[model.Hold]int, owed int) {
	held = map[model.Hold]int{}
	for i, b := range c.Batches {
		at := slices.IndexFunc(left, func(m model.Remainder) bool { return m.Key == b.Key && m.Why == "" })
		if at < 0 {
			continue
		}
		for _, row := range c.Plan.Rows(i) {
			w, known := left[at].Of[c.Plan.NumberOf(row)]
			if !known || !w.Never() && !w.Owed {
				continue
			}
			if w.Held != model.NoHold {
				if w.Never() || takeOwed {
					held[w.Held]++
				}
				continue
			}
			if w.Owed {
				if owed++; !takeOwed {
					continue
				}
			}
			g := goesOn{segment: c.Plan.SegmentOf(i), owed: w.Owed, attempts: left[at].MaxAttempts - w.Tries}
			o := c.Plan.OptionsOf(i)
			if InWaves(c.Values) {
				g.segment = 0
			}
			same := func(h goesOn) bool { return h.segment == g.segment && h.owed == g.owed && h.attempts == g.attempts }
			place := slices.IndexFunc(groups, same)
			if place < 0 {
				groups, place = append(groups, g), len(groups)
			}
			into := &groups[place]
			into.rows = append(into.rows, row)
			if again := w.Last.Add(max(o.NoAnswerDelay, o.BusyDelay)); w.Owed && again.After(now) && again.After(into.start) {
				into.start = again
			}
		}
	}
	for i := range groups {
		slices.Sort(groups[i].rows)
	}
	slices.SortStableFunc(groups, func(a, b goesOn) int {
		return cmp.Or(firstThose(!a.owed, !b.owed), cmp.Compare(a.segment, b.segment), cmp.Compare(b.attempts, a.attempts))
	})
	return groups, held, owed
}

// ahead is the preflight of a group, at its share of the rate.
func (r Resuming) ahead(ctx context.Context, c *model.Campaign, g goesOn, total int, known model.NumberHistories, now time.Time) (Preflight, error) {
	from := c.Plan.Segments[g.segment]
	o := from.Options
	if InWaves(c.Values) {
		o.CallsPerSecond, o.NoAnswerDelay, o.BusyDelay = c.Plan.Options.CallsPerSecond, c.Plan.Options.NoAnswerDelay, c.Plan.Options.BusyDelay
		o.TimeZone = c.Plan.Options.TimeZone
		o.Start = c.Plan.Options.Start
	}
	o.MaxAttempts = g.attempts
	o.CallsPerSecond = max(model.MinRate, o.CallsPerSecond*len(g.rows)/max(total, 1))
	if !o.Start.After(now) {
		o.Start = time.Time{}
	}
	if !r.Start.IsZero() {
		o.Start = r.Start
	}
	if g.start.After(now) && g.start.After(o.Start) {
		o.Start = g.start.Truncate(time.Minute).Add(time.Minute)
	}
	values := maps.Clone(c.Values)
	delete(values, model.OptCanary)
	part := c.Plan.In([]model.Segment{{Name: from.Name, Options: o, Rows: g.rows}}).Knowing(known)
	part.Options = o
	choice := r.Outside
	if choice == (OutsideChoice{}) {
		choice = ChoiceOf(values)
	}
	f := NewPreflight(part, values, r.Rulebook, now, choice, AskRates(ctx, r.Earlier, r.Here, o))
	if wrong := f.WrongWords(); wrong != "" {
		return f, model.UserError(wrong)
	}
	return f, nil
}

// hold counts those whom the hours and the caps of now keep back.
func (m *Resumption) hold(f Preflight) {
	outside, unknown := f.NotCalled()
	for _, h := range []HeldBack{
		{outside, "could be rung outside their hours if they were called now"},
		{unknown, "are of no known time zone"},
		{f.OverCap(), "were rung as often as the rules allow"},
	} {
		if h.Contacts == 0 {
			continue
		}
		if i := slices.IndexFunc(m.Held, func(o HeldBack) bool { return o.Why == h.Why }); i >= 0 {
			m.Held[i].Contacts += h.Contacts
		} else {
			m.Held = append(m.Held, h)
		}
	}
}
