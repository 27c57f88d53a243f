package cli

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/dialling"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// dialledPlan is a plan that the program sends to a sandbox, segment by segment, by
// one clock.
type dialledPlan struct {
	Rows   *table.Table   // of the plan's list
	Plan   model.Plan     // in segments
	From   time.Time      // when it is confirmed
	Box    sandbox.Config // the account: seed, lines, outcomes, attempts
	Closes []time.Time    // by segment: when what is left of it is cancelled; zero or none = never

	Watch func(*diallingPlan) // is told once all that may be is sent, and may let time pass
	Ended func(*diallingPlan) // is told once all batches have
}

// segmentCall is a call that was placed, and the segment it belongs to.
type segmentCall struct {
	sandbox.Attempt
	Segment int
}

const diallingService = "https://sandbox.invalid"

// diallingPlan is such a plan under way.
type diallingPlan struct {
	t        testing.TB
	now      time.Time
	box      *sandbox.Sandbox
	service  service
	campaign *model.Campaign
}

// Now and Sleep make it the session's clock.
func (d *diallingPlan) Now() time.Time { return d.now }

func (d *diallingPlan) Sleep(_ context.Context, by time.Duration) { d.now = d.now.Add(by) }

// dial sends each batch as soon as its segment may be sent, cancels what is open at
// its close, lets everything run to its end, and returns all calls in the order of
// time. Segments that an operator releases must have been released before.
func (p dialledPlan) dial(t testing.TB) []segmentCall {
	t.Helper()
	d, end := p.begin(t)
	defer end()
	d.run(p)
	if p.Ended != nil {
		p.Ended(d)
	}
	return d.calls()
}

// begin writes the plan into a ledger, and has a sandbox that it can be sent to. end closes
// them.
func (p dialledPlan) begin(t testing.TB) (d *diallingPlan, end func()) {
	t.Helper()
	d = &diallingPlan{t: t, now: p.From}
	p.Box.Clock = d.Now
	d.box = sandbox.New(p.Box)
	client, err := api.New(api.Config{BaseURL: diallingService, Key: sandbox.DemoKey, UserID: sandbox.DemoUser, Transport: d.box.Transport()})
	d.must(err)
	kept, err := store.Open(t.Context(), t.TempDir(), store.Options{Who: "a proof", Now: d.Now, Service: diallingService})
	d.must(err)
	d.service = service{client: client, store: shared.Alone(kept), now: d.Now, who: &identity{name: diallingService}}
	d.confirm(p)
	return d, func() { kept.Close() }
}

// run sends what may be sent whenever it may, and lets everything run to its end.
func (d *diallingPlan) run(p dialledPlan) {
	for {
		d.cancelAt(p.Closes)
		d.send()
		next, more := d.next(p)
		if !more {
			break
		}
		d.now = next
	}
	if p.Watch != nil {
		p.Watch(d)
	}
	d.finish()
}

func (d *diallingPlan) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// confirm writes the plan into the ledger, as the review does.
func (d *diallingPlan) confirm(p dialledPlan) {
	ctx, kept := d.t.Context(), d.service.store
	id, err := kept.Campaigns.Create(ctx, model.Draft{Name: "a proof", Service: diallingService, Rows: p.Rows.Len()})
	d.must(err)
	d.must(kept.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: p.Rows}}))
	batches, err := kept.Ledger.Confirm(ctx, id, p.Plan)
	d.must(err)
	d.campaign = &model.Campaign{ID: id, Table: p.Rows}
	session.Confirm(d.campaign, p.Plan, batches, "")
}

// send sends what may be sent now.
func (d *diallingPlan) send() {
	s := &session.Sending{Campaign: d.campaign, Service: d.service, Here: diallingService, Now: d.Now}
	session.Inline(d.t.Context(), d, s.Start(), s.Update)
	for _, b := range d.campaign.Batches {
		if b.State != model.SendAccepted && !d.campaign.Plan.ReleaseOf(b).Held(d.now) {
			d.t.Fatalf("batch %d is %s at %v: %s", b.Index, b.State, d.now, b.Reason)
		}
	}
}

// cancelAt cancels the batches whose close has come.
func (d *diallingPlan) cancelAt(closes []time.Time) {
	for i := range d.campaign.Batches {
		b := &d.campaign.Batches[i]
		if b.Segment >= len(closes) || closes[b.Segment].IsZero() || d.now.Before(closes[b.Segment]) || !b.Running() {
			continue
		}
		if d.look(b); b.Running() {
			_, err := d.service.Cancel(d.t.Context(), *b)
			d.must(err)
			d.look(b)
		}
	}
}

// look takes over how a batch comes on. Its calls are read of the sandbox in the end.
func (d *diallingPlan) look(b *model.Batch) {
	stats, err := d.service.client.For(b.User).BatchStatistics(d.t.Context(), b.ID, 1)
	d.must(err)
	b.Last = statistics(stats)
}

// next is the next moment at which there is something to do.
func (d *diallingPlan) next(p dialledPlan) (time.Time, bool) {
	moments := slices.Clone(p.Closes)
	for _, s := range p.Plan.Segments {
		moments = append(moments, s.Release.NotBefore)
	}
	moments = slices.DeleteFunc(moments, func(at time.Time) bool { return !at.After(d.now) })
	if len(moments) == 0 {
		return time.Time{}, false
	}
	return slices.MinFunc(moments, time.Time.Compare), true
}

// finish lets the batches run to their end.
func (d *diallingPlan) finish() {
	for range 400 {
		open := 0
		for i := range d.campaign.Batches {
			if b := &d.campaign.Batches[i]; b.Running() {
				if d.look(b); b.Running() {
					open++
				}
			}
		}
		d.now = d.now.Add(24 * time.Hour) // the calls that are under way end as well
		if open == 0 {
			return
		}
	}
	d.t.Fatal("it is not over after 400 days")
}

func (d *diallingPlan) calls() []segmentCall {
	segments := map[string]int{}
	for _, b := range d.campaign.Batches {
		segments[b.ID] = b.Segment
	}
	var all []segmentCall
	for _, a := range d.box.Attempts() {
		segment, ours := segments[a.Batch]
		if !ours {
			d.t.Fatalf("a call of no batch of the plan: %+v", a)
		}
		all = append(all, segmentCall{a, segment})
	}
	return all
}

// planOf makes a list of numbers in E.164, and the plan of them in one segment.
func planOf(t testing.TB, numbers []string, o model.Options) (*table.Table, model.Plan) {
	t.Helper()
	var b table.Builder
	for i, n := range numbers {
		b.Append(i+2, []table.Cell{{Text: n}})
	}
	rows := b.Build([]string{"Phone"})
	l, err := model.Diagnose(t.Context(), rows, columns.Mapping{{Header: "Phone", Field: columns.FieldPhone}}, phone.Region("GB"), model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := model.NewPlan(l.Snapshot(), o)
	if plan.Len() != len(numbers) {
		t.Fatalf("%d of %d numbers are ready", plan.Len(), len(numbers))
	}
	return rows, plan
}

// britons are so many numbers.
func britons(n int) []string {
	numbers := make([]string, n)
	for i := range numbers {
		numbers[i] = fmt.Sprintf("+447400%06d", i)
	}
	return numbers
}

var proofOptions = model.Options{
	Agent: sandbox.DemoAgent, User: sandbox.DemoUser, Name: "a proof", Priority: 5, TimeZone: "UTC",
	CallsPerSecond: 10, MaxAttempts: 3, NoAnswerDelay: time.Hour, BusyDelay: 5 * time.Minute,
}

// inThree cuts a plan into a segment at once, one with a start of its own and one
// that is not sent before the next day. No two are dialled at one time.
func inThree(plan model.Plan, from time.Time) model.Plan {
	rows := plan.AllRows()
	third := len(rows) / 3
	segments := []model.Segment{{Rows: rows[:third]}, {Rows: rows[third : 2*third]}, {Rows: rows[2*third:]}}
	for i := range segments {
		segments[i].Options = plan.Options
	}
	segments[1].Options.Start = from.Add(6 * time.Hour)
	segments[1].Options.CallsPerSecond, segments[1].Options.MaxAttempts = 3, 2
	segments[2].Options.Start = from.Add(25 * time.Hour)
	segments[2].Release.NotBefore = from.Add(24 * time.Hour)
	return plan.In(segments)
}

func TestAPlanIsDialledSegmentBySegment(t *testing.T) {
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	for name, box := range map[string]sandbox.Config{
		"every call is missed":               {OneMore: true, Outcomes: &sandbox.Outcomes{Ring: time.Minute}},
		"fewer lines than the rate asks":     {OneMore: true, Outcomes: &sandbox.Outcomes{Ring: time.Minute}, Lines: 25},
		"as the option says, and no oftener": {Outcomes: &sandbox.Outcomes{Ring: 30 * time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			numbers := britons(300)
			rows, plan := planOf(t, numbers, proofOptions)
			plan = inThree(plan, from)
			calls := dialledPlan{Rows: rows, Plan: plan, From: from, Box: box}.dial(t)
			for i, s := range plan.Segments {
				b := dialling.Batch{
					Contacts: len(s.Rows), Rate: s.Options.CallsPerSecond, Attempts: s.Options.MaxAttempts,
					Delay: s.Options.NoAnswerDelay, Ring: box.Outcomes.Ring, Lines: box.Lines,
				}
				if box.OneMore {
					b.Attempts++
				}
				own := slices.DeleteFunc(slices.Clone(calls), func(c segmentCall) bool { return c.Segment != i })
				if start := s.Options.Start; own[0].At.Before(start) || own[0].At.Before(from) {
					t.Errorf("segment %d begins at %v, before its start", i, own[0].At)
				}
				n := 0
				b.Each(func(a dialling.Attempt) {
					if n < len(own) && (own[n].Number != numbers[s.Rows[a.Contact]] || own[n].At.Sub(own[0].At) != a.At || own[n].Attempt.Attempt != a.Number+1) {
						t.Fatalf("segment %d: call %d is %+v, %v after the first; said is %+v", i, n, own[n], own[n].At.Sub(own[0].At), a)
					}
					n++
				})
				if n != len(own) {
					t.Errorf("segment %d: %d calls are said, %d were placed", i, n, len(own))
				}
			}
		})
	}
}

func TestAPlanIsDialledToItsEndWhateverTheOutcomes(t *testing.T) {
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	for seed := range uint64(5) {
		rows, plan := planOf(t, britons(200), proofOptions)
		calls := dialledPlan{Rows: rows, Plan: inThree(plan, from), From: from, Box: sandbox.Config{Seed: seed, OneMore: true, Lines: 15}}.dial(t)
		segment, tries := map[string]int{}, map[string]int{}
		for _, c := range calls {
			if of, rung := segment[c.Number]; rung && of != c.Segment {
				t.Fatalf("seed %d: %s is rung by segments %d and %d", seed, c.Number, of, c.Segment)
			}
			segment[c.Number] = c.Segment
			if tries[c.Number]++; tries[c.Number] > 4 {
				t.Fatalf("seed %d: %s is rung %d times", seed, c.Number, tries[c.Number])
			}
		}
		if len(segment) != 200 {
			t.Errorf("seed %d: %d of 200 are rung", seed, len(segment))
		}
	}
}

func TestASegmentIsCancelledAtItsClose(t *testing.T) {
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	rows, plan := planOf(t, britons(300), proofOptions)
	box := sandbox.Config{Outcomes: &sandbox.Outcomes{Ring: time.Minute}, Lines: 5}
	closes := []time.Time{from.Add(10 * time.Minute), {}, from.Add(25*time.Hour + 5*time.Minute)}
	calls := dialledPlan{Rows: rows, Plan: inThree(plan, from), From: from, Box: box, Closes: closes}.dial(t)
	perSegment := make([]int, 3)
	for _, c := range calls {
		if perSegment[c.Segment]++; !closes[c.Segment].IsZero() && c.At.After(closes[c.Segment]) {
			t.Errorf("a call at %v after the close of segment %d", c.At, c.Segment)
		}
	}
	if perSegment[0] == 0 || perSegment[0] >= 100 || perSegment[1] != 200 || perSegment[2] == 0 || perSegment[2] >= 100 {
		t.Errorf("calls by segment: %v", perSegment)
	}
}
