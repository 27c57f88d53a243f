package cli

import (
	"strings"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/ui/session"
)

// watchedRun is a campaign on the sandbox that is looked at every so often.
type watchedRun struct {
	contacts int
	options  func(*model.Options)
	box      sandbox.Config
	every    time.Duration
	expect   model.Finish
}

// statement is by when it is said to be over.
type statement struct {
	now, over time.Time
	state     model.FinishState
}

func (w watchedRun) run(t testing.TB) (all []statement, ended time.Time) {
	t.Helper()
	o := proofOptions
	if w.options != nil {
		w.options(&o)
	}
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	rows, plan := planOf(t, britons(w.contacts), o)
	finish := w.expect
	dialledPlan{Rows: rows, Plan: plan, From: from, Box: w.box, Watch: func(d *diallingPlan) {
		for range 20_000 {
			d.now = d.now.Add(w.every)
			var looks []model.Statistics
			for i := range d.campaign.Batches {
				b := &d.campaign.Batches[i]
				stats, err := d.service.Statistics(t.Context(), *b, 5)
				d.must(err)
				stats.At = d.now
				b.Last = stats
				looks = append(looks, stats)
			}
			sum := model.Sum(looks)
			if sum.Status.Ended() {
				ended = d.now
				return
			}
			finish.Observe(d.campaign.Batches, d.now)
			over, state := finish.OverBy()
			all = append(all, statement{d.now, over, state})
		}
	}}.dial(t)
	return all, ended
}

// steady holds what is said of a run to be steady, and returns the most that it changed by,
// and that the time left by the present rate did.
func steady(t *testing.T, all []statement, ended time.Time, every time.Duration) (most time.Duration) {
	t.Helper()
	var last statement
	said := 0
	for _, s := range all {
		if s.state == model.FinishSet {
			if said++; !s.over.After(s.now) {
				t.Errorf("at %s it is said to be over by %s", s.now, s.over)
			}
			if last.state == model.FinishSet {
				by := s.over.Sub(last.over).Abs()
				if most = max(most, by); by > max(5*time.Minute, last.over.Sub(last.now)/7) {
					t.Errorf("at %s it is over by %s, before by %s", s.now, s.over, last.over)
				}
			}
		}
		last = s
	}
	if said < len(all)*9/10 {
		t.Errorf("%d of %d times it is said when it is over", said, len(all))
	}
	if last.over.Before(ended.Add(-every)) {
		t.Errorf("it is over at %s, said was %s", ended, last.over)
	}
	return most
}

func TestWhatIsSaidOfTheEndStandsWhileItRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates campaigns by the hour, in one goroutine")
	}
	slowly := func(o *model.Options) { o.CallsPerSecond, o.NoAnswerDelay = 1, 30*time.Minute }
	for name, w := range map[string]watchedRun{
		"as the demo":                      {contacts: 25, every: 90 * time.Second},
		"one more try than was asked":      {contacts: 400, every: 30 * time.Second, box: sandbox.Config{OneMore: true}},
		"few lines":                        {contacts: 800, every: 30 * time.Second, box: sandbox.Config{Lines: 20}},
		"a pass that is longer than waits": {contacts: 4000, every: time.Minute, options: slowly},
		"nobody answers":                   {contacts: 300, every: time.Minute, box: sandbox.Config{OneMore: true, Outcomes: &sandbox.Outcomes{Ring: time.Minute}}},
		"polls that are far apart":         {contacts: 500, every: 7 * time.Minute, box: sandbox.Config{OneMore: true}},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(4) {
				w.box.Seed = ownSeed(seed)
				all, ended := w.run(t)
				t.Logf("seed %d: it changes by %v at most", seed, steady(t, all, ended, w.every))
			}
		})
	}
}

func TestWhatIsSaidOfTheEndComesTrueWhereTheServiceIsKnown(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates campaigns by the hour, in one goroutine")
	}
	for name, w := range map[string]watchedRun{
		"no more tries than asked": {contacts: 500, every: time.Minute, expect: model.Finish{NoMoreTry: true}},
		"one more":                 {contacts: 500, every: time.Minute, box: sandbox.Config{OneMore: true}},
		"few lines": {contacts: 800, every: time.Minute, box: sandbox.Config{Lines: 20, OneMore: true},
			expect: model.Finish{Answers: model.AnswerRate{Share: 0.6, Known: true}, Pace: 0.05}},
	} {
		for seed := range uint64(4) {
			w.box.Seed = ownSeed(seed)
			all, ended := w.run(t)
			for i, s := range all {
				if off, left := s.over.Sub(ended), ended.Sub(s.now); i > len(all)/4 && (off < -2*time.Minute-left/20 || off > 15*time.Minute+left/8) {
					t.Errorf("%s, seed %d: at %s it is over by %s, and was at %s", name, seed, s.now, s.over, ended)
					break
				}
			}
		}
	}
}

func TestWhatStandsStillIsSaidToStandStill(t *testing.T) {
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	b := model.Batch{Key: "b", State: model.SendAccepted, Contacts: 3000, Schedule: model.Schedule{CallsPerSecond: 1, MaxAttempts: 2, RetryDelay: time.Hour}}
	look := func(f *model.Finish, after time.Duration, processed int) (time.Time, model.FinishState) {
		now := from.Add(after)
		b.Last = model.Statistics{At: now, Status: model.StatusProcessing, Total: 3000, Processed: processed, Succeeded: processed / 3, StartedAt: from}
		f.Observe([]model.Batch{b}, now)
		return f.OverBy()
	}
	var f model.Finish
	for minute := range 11 {
		look(&f, time.Duration(minute)*time.Minute, minute*60)
	}
	before, state := f.OverBy()
	if state != model.FinishSet {
		t.Fatalf("state %d", state)
	}
	if _, state := look(&f, 11*time.Minute, 600); state != model.FinishSet {
		t.Errorf("after a minute it is %d", state)
	}
	if _, state := look(&f, 20*time.Minute, 600); state != model.FinishStalled {
		t.Errorf("after ten minutes it is %d", state)
	}
	// A poll that is not answered is no standstill: nothing is known since.
	var g model.Finish
	for minute := range 11 {
		look(&g, time.Duration(minute)*time.Minute, minute*60)
	}
	g.Observe([]model.Batch{b}, from.Add(40*time.Minute))
	if _, state := g.OverBy(); state != model.FinishSet {
		t.Errorf("without news it is %d", state)
	}
	for minute := 31; minute <= 40; minute++ {
		look(&f, time.Duration(minute)*time.Minute, (minute-20)*60)
	}
	after, state := f.OverBy()
	if late := after.Sub(before); state != model.FinishSet || late < 12*time.Minute || late > 35*time.Minute {
		t.Errorf("it stood still for 20 minutes, and is over %v later: %d", late, state)
	}
}

func TestWatchSaysByWhenABatchIsOver(t *testing.T) {
	now := time.Date(2027, 3, 2, 9, 10, 0, 0, time.UTC)
	b := model.Batch{Key: "b", Contacts: 3000, Schedule: model.Schedule{CallsPerSecond: 1, MaxAttempts: 2, RetryDelay: time.Hour}}
	b.Last = model.Statistics{At: now, Status: model.StatusProcessing, Total: 3000, Processed: 600, Succeeded: 200, Failed: 1, StartedAt: now.Add(-10 * time.Minute)}
	w := newWatched("batch_1", b, session.Begin{})
	w.expect(nil)
	w.observe(now)
	if line, want := w.line(now), "batch_1: processing, 201 of 3,000 done (7 %), 200 answered, 1 failed, over by 11:5"; !strings.HasPrefix(line, want) {
		t.Errorf("it says %q, want %q", line, want)
	}
	if r := reportStatistics(w, now); r.Performance.OverBy == nil || !r.Performance.OverBy.After(now) {
		t.Errorf("over by %v", r.Performance.OverBy)
	}
	if line := w.line(now.AddDate(0, 0, -1)); !strings.Contains(line, "over by tomorrow 11:5") {
		t.Errorf("the day before it says %q", line)
	}
	ended := b
	ended.Last.Status = model.StatusCompleted
	w = newWatched("batch_1", ended, session.Begin{})
	w.expect(nil)
	w.observe(now)
	if line := w.line(now); strings.Contains(line, "over by") || reportStatistics(w, now).Performance.OverBy != nil {
		t.Errorf("once it is over it says %q", line)
	}
}
