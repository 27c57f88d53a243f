package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/table"
	"callsheet/model/waves"
	"callsheet/ui/session"
)

// The proof that nobody is rung outside their hours dials lists of many zones on the
// sandbox, call by call, around the days on which clocks change. `go test` does so a few
// times with small ones; CALLSHEET_PROOF_HOURS=200 does so with so many, of ten thousand
// contacts each, and CALLSHEET_PROOF_SEED=n begins at another one.
const envProofHours = "CALLSHEET_PROOF_HOURS"

// hoursProof is one list and what is done with it.
type hoursProof struct {
	seed     uint64
	contacts int
	preset   string // in force besides the rules of the places; "" is none
	from     time.Time
	options  model.Options
	lines    int
	rows     *table.Table
	numbers  []string
	plan     model.Plan
	hours    model.Hours
}

// proofZones is how people write their zones; "" leaves it to the number.
var proofZones = strings.Split("New York|Chicago|Denver|Los Angeles|Anchorage|Honolulu|Phoenix|America/St_Johns|America/Sao_Paulo|Europe/London|Europe/Berlin|Europe/Paris|Europe/Athens|Africa/Cairo|Africa/Johannesburg|Asia/Dubai|Asia/Kolkata|Asia/Kathmandu|Asia/Singapore|Asia/Tokyo|Australia/Perth|Australia/Adelaide|Australia/Sydney|Australia/Lord_Howe|Pacific/Auckland|Pacific/Chatham|Pacific/Kiritimati|Asia/Beirut|America/Asuncion|Antarctica/Troll|", "|")

// proofNumbers are under the federal rule, Florida's, Rhode Island's, and those of
// Britain, France, Spain, Germany, Italy, Australia and South Africa; the last is of no country.
var proofNumbers = []string{"+1212%07d", "+1305%07d", "+1401%07d", "+4474%08d", "+336%08d", "+346%08d", "+4915%09d", "+3933%08d", "+614%08d", "+278%08d", "+8001%07d"}

// proofDays are before and after the clocks change in the north and in the south.
var proofDays = []string{"2027-03-13", "2027-03-27", "2027-04-03", "2027-10-02", "2027-10-30", "2027-11-06", "2027-12-24"}

func newHoursProof(t testing.TB, seed uint64, contacts int) hoursProof {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	presets := hours.Presets()
	p := hoursProof{seed: seed, contacts: contacts}
	if i := int(seed) % (len(presets) + 1); i < len(presets) {
		p.preset = presets[i].ID
		p.hours.Rules = []hours.Rule{presets[i]}
		if r.IntN(2) == 0 {
			p.hours.Basis = "a proof"
		}
	}
	day, err := time.Parse(time.DateOnly, proofDays[r.IntN(len(proofDays))])
	if err != nil {
		t.Fatal(err)
	}
	p.from = day.Add(time.Duration(r.IntN(2*24*3600)) * time.Second)
	p.options = proofOptions
	p.options.CallsPerSecond, p.options.MaxAttempts = 1+r.IntN(30), 1+r.IntN(5)
	p.options.NoAnswerDelay = []time.Duration{5 * time.Minute, 30 * time.Minute, time.Hour, 4 * time.Hour}[r.IntN(4)]
	if r.IntN(2) == 0 {
		p.options.Start = p.from.Add(time.Duration(r.IntN(24*3600)) * time.Second)
	}
	if r.IntN(2) == 0 {
		p.lines = max(1, int(float64(p.options.CallsPerSecond)*hours.RingingTime.Seconds()*(0.05+0.9*r.Float64())))
	}
	if r.IntN(8) == 0 {
		p.lines = 1 + r.IntN(3)
	}
	p.makeList(t)
	return p
}

func (p *hoursProof) makeList(t testing.TB) {
	t.Helper()
	var b table.Builder
	for i := range p.contacts {
		zone := i % len(proofZones)
		number := fmt.Sprintf(proofNumbers[(zone+int(p.seed))%len(proofNumbers)], 2000000+i)
		if proofZones[zone] == "" && i%2 == 0 {
			number = fmt.Sprintf(proofNumbers[len(proofNumbers)-1], 2000000+i)
		}
		p.numbers = append(p.numbers, number)
		b.Append(i+2, []table.Cell{{Text: number}, {Text: proofZones[zone]}})
	}
	p.rows = b.Build([]string{"Phone", "Time zone"})
	m := columns.Guess(p.rows, "US").Keyed()
	l, err := model.Diagnose(t.Context(), p.rows, m, "US", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.plan = model.NewPlan(l.Snapshot(), p.options)
	if p.plan.Len() < p.contacts*9/10 {
		t.Fatalf("%d of %d contacts are in the plan", p.plan.Len(), p.contacts)
	}
}

func (p hoursProof) String() string {
	return fmt.Sprintf("seed %d: preset %q, basis %q, from %s, start %v, %d a second, %d attempts, %v apart, %d lines", p.seed, p.preset, p.hours.Basis, p.from.Format(time.DateTime),
		p.options.Start, p.options.CallsPerSecond, p.options.MaxAttempts, p.options.NoAnswerDelay, p.lines)
}

// rows finds the row of each number.
func (p hoursProof) rowOf() map[string]int32 {
	rows := map[string]int32{}
	for i, n := range p.numbers {
		rows[n] = int32(i)
	}
	return rows
}

// outside counts the calls outside of the hours of those who are rung, and those to
// people of whom no zone is known.
func (p hoursProof) outside(calls []segmentCall) (outside, unknown int) {
	where, rows := p.plan.Whereabouts(), p.rowOf()
	open := make([]hours.Openings, len(where.Groups))
	for i, g := range where.Groups {
		open[i] = p.hours.Schedule(g).Between(p.from.Add(-24*time.Hour), p.from.Add(100*24*time.Hour))
	}
	for _, c := range calls {
		switch g := where.Of(rows[c.Number]); {
		case where.Groups[g].Held():
			unknown++
		case !open[g].Holds(c.At, c.At):
			outside++
		}
	}
	return outside, unknown
}

func (p hoursProof) box() sandbox.Config {
	return sandbox.Config{Seed: p.seed, OneMore: true, Outcomes: &sandbox.Outcomes{Ring: hours.RingingTime}, Lines: p.lines}
}

// hoursFigures add up what a proof found.
type hoursFigures struct {
	lists, waves, later, calls, outside, contacts, rung, cancelled, held, callsOff, outsideOff, replanned int
}

// inWaves dials the list in waves and holds what they promise.
func (p hoursProof) inWaves(t testing.TB, sum *hoursFigures) {
	t.Helper()
	w := waves.Of(p.plan, p.hours, p.from, waves.Pace{})
	plan := w.In(p.plan)
	var closes []time.Time
	for i := range plan.Segments {
		s := &plan.Segments[i]
		closes = append(closes, s.CloseAt)
		if s.Release.Waits() {
			s.Release.Done = p.from // the operator lets each go as soon as it may be sent
			sum.later++
		}
	}
	tries, segment := map[string]int{}, map[string]int{}
	if plan.Len() > 0 {
		calls := dialledPlan{Rows: p.rows, Plan: plan, From: p.from, Box: p.box(), Closes: closes}.dial(t)
		outside, unknown := p.outside(calls)
		if outside > 0 || unknown > 0 {
			t.Fatalf("%v: %d calls outside, %d to nobody knows where, of %d", p, outside, unknown, len(calls))
		}
		for _, c := range calls {
			if of, rung := segment[c.Number]; rung && of != c.Segment {
				t.Fatalf("%v: %s is rung by waves %d and %d", p, c.Number, of, c.Segment)
			}
			segment[c.Number] = c.Segment
			tries[c.Number]++
		}
		sum.calls += len(calls)
		sum.outside += outside
	}
	rows, rung := 0, 0
	for _, s := range plan.Segments {
		for _, row := range s.Rows {
			rows++
			switch n := tries[p.numbers[row]]; {
			case n > 1+s.Options.MaxAttempts:
				t.Fatalf("%v: %s is rung %d times", p, p.numbers[row], n)
			case n < 1+s.Options.MaxAttempts && p.lines == 0:
				t.Fatalf("%v: %s of %s is rung %d times, want %d", p, p.numbers[row], s.Name, n, 1+s.Options.MaxAttempts)
			case n == 0 && (p.lines == 0 || s.CloseAt.IsZero()):
				t.Fatalf("%v: %s of %s is never rung, though nobody cancelled it", p, p.numbers[row], s.Name)
			case n == 0: // a line that was too slow
			default:
				rung++
			}
		}
	}
	if rows+w.Held+w.Closed+w.Left != p.plan.Len() || w.Held != p.plan.Whereabouts().Unknown() {
		t.Fatalf("%v: %d in waves, %d held, %d closed, %d left of %d", p, rows, w.Held, w.Closed, w.Left, p.plan.Len())
	}
	sum.lists++
	sum.waves += len(plan.Segments)
	sum.contacts += rows
	sum.rung += rung
	sum.cancelled += rows - rung
	sum.held += w.Held + w.Closed + w.Left
}

// missed dials the list in waves when nobody is there for a while: those whose waves were
// missed meanwhile get new ones, through the ledger. Nobody is lost or called by two.
func (p hoursProof) missed(t testing.TB, sum *hoursFigures) {
	t.Helper()
	p.hours.Basis = "a proof"
	plan := waves.Of(p.plan, p.hours, p.from, waves.Pace{}).In(p.plan)
	if plan.Len() == 0 {
		return
	}
	d, end := dialledPlan{Rows: p.rows, Plan: plan, From: p.from, Box: p.box()}.begin(t)
	defer end()
	d.campaign.Values = model.OptionValues{model.OptHours: p.preset, model.OptHoursBasis: p.hours.Basis}
	d.now = p.from.Add(time.Duration(1+p.seed*7%50) * time.Hour)
	for range 3 {
		d.release()
		d.send()
		if !session.MayReplan(d.campaign, d.now) {
			break
		}
		r, err := session.Replan(d.campaign, hours.Rulebook{}, d.now, waves.Pace{})
		if err != nil {
			break // no hours of theirs are left
		}
		done := r.Keep(d.service.store.Ledger, d.campaign.ID).Do(t.Context()).(session.Replanned)
		d.must(done.Err)
		session.SetReplanned(d.campaign, done)
		sum.replanned += r.Contacts()
	}
	again := dialledPlan{Rows: p.rows, Plan: *d.campaign.Plan}
	for _, s := range again.Plan.Segments {
		again.Closes = append(again.Closes, s.CloseAt)
	}
	d.run(again)
	calls := d.calls()
	if outside, unknown := p.outside(calls); outside > 0 || unknown > 0 {
		t.Fatalf("%v: with new waves %d calls outside, %d to nobody knows where, of %d", p, outside, unknown, len(calls))
	}
	segment, rows := map[string]int{}, map[int32]bool{}
	for _, c := range calls {
		if of, rung := segment[c.Number]; rung && of != c.Segment {
			t.Fatalf("%v: %s is rung by waves %d and %d", p, c.Number, of, c.Segment)
		}
		segment[c.Number] = c.Segment
	}
	for i, s := range again.Plan.Segments {
		for _, row := range s.Rows {
			if rows[row] {
				t.Fatalf("%v: row %d is in two waves", p, row)
			}
			rows[row] = true
			if _, rung := segment[p.numbers[row]]; !rung && p.lines == 0 && d.sent(i) {
				t.Fatalf("%v: %s of %s is never rung", p, p.numbers[row], s.Name)
			}
		}
	}
	if len(rows) != plan.Len() {
		t.Fatalf("%v: %d of %d are left", p, len(rows), plan.Len())
	}
}

// release lets every wave go as soon as it may be sent.
func (d *diallingPlan) release() {
	all := make([]int, len(d.campaign.Plan.Segments))
	for i := range all {
		all[i] = i
	}
	releases, err := d.service.store.Ledger.ReleaseSegments(d.t.Context(), d.campaign.ID, all, model.ReleasedByOperator)
	d.must(err)
	session.SetReleases(d.campaign, releases)
}

// sent reports whether a segment was.
func (d *diallingPlan) sent(segment int) bool {
	return slices.ContainsFunc(d.campaign.Batches, func(b model.Batch) bool { return b.Segment == segment && b.State == model.SendAccepted })
}

// atOnce dials the list as it was asked, and holds the forecast to the call.
func (p hoursProof) atOnce(t testing.TB, sum *hoursFigures) {
	t.Helper()
	p.options.Start = p.from.Add(time.Hour)
	segments := []model.Segment{{Options: p.options, Rows: p.plan.AllRows()}}
	plan := p.plan.In(segments)
	p.lines = 0
	calls := dialledPlan{Rows: p.rows, Plan: plan, From: p.from, Box: p.box()}.dial(t)
	outside, unknown := p.outside(calls)
	segments[0].Options.Start = calls[0].At // the service begins a moment later
	f := p.plan.Forecaster(p.hours).Forecast(segments, p.from, model.AnswerRate{})
	if f.CallsOutside != outside || f.CallsUnknown != unknown || f.Calls != len(calls) {
		t.Fatalf("%v: the forecast has %d calls, %d outside, %d unknown; placed were %d, %d, %d (first %v)", p, f.Calls, f.CallsOutside, f.CallsUnknown, len(calls), outside, unknown, calls[0].At)
	}
	sum.callsOff += len(calls)
	sum.outsideOff += outside
}

func TestNobodyIsRungOutsideTheirHours(t *testing.T) {
	t.Parallel()
	lists, contacts := 4, 300
	if n, err := strconv.Atoi(os.Getenv(envProofHours)); err == nil {
		lists, contacts = n, 10_000
	}
	seed, _ := strconv.ParseUint(os.Getenv(envProofSeed), 10, 64)
	var sum hoursFigures
	for i := range lists {
		p := newHoursProof(t, seed+uint64(i), contacts)
		p.inWaves(t, &sum)
		p.missed(t, &sum)
		p.atOnce(t, &sum)
	}
	t.Logf("%+v", sum)
	if sum.waves == 0 || sum.outsideOff == 0 || sum.held == 0 || sum.replanned == 0 {
		t.Errorf("it proves nothing: %+v", sum)
	}
}
