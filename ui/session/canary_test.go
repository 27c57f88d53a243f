package session

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

// canaryLedger is a ledger that changes releases, and knows how many opted out.
type canaryLedger struct {
	Ledger
	c        *model.Campaign
	optedOut int
	released [][]int
}

func (l *canaryLedger) OptedOut(context.Context, []string) (int, error) { return l.optedOut, nil }

func (l *canaryLedger) ReleaseSegments(_ context.Context, _ string, places []int, _ model.ReleasedBy) ([]model.Release, error) {
	l.released = append(l.released, places)
	return l.change(places, func(r *model.Release) { r.Done = time.Unix(1, 0) }), nil
}

func (l *canaryLedger) KeepSegments(_ context.Context, _ string, places []int, why string) ([]model.Release, error) {
	return l.change(places, func(r *model.Release) { r.Kept = why }), nil
}

func (l *canaryLedger) change(places []int, change func(*model.Release)) []model.Release {
	var all []model.Release
	for i, s := range l.c.Plan.Segments {
		if slices.Contains(places, i) {
			change(&s.Release)
		}
		all = append(all, s.Release)
	}
	return all
}

// canaryInWaves is a campaign in waves with a canary in each of those that are sent at once.
func canaryInWaves(t *testing.T, now time.Time) (*model.Campaign, Preflight) {
	t.Helper()
	values := model.OptionValues{model.OptWaves: model.WavesOn, model.OptCanary: "20%"}
	f := NewPreflight(preflightPlan(t, 100), values, hours.Rulebook{}, now, OutsideChoice{}, Rates{})
	if len(f.Wrong) > 0 || f.Canary == nil {
		t.Fatalf("it is wrong: %v", f.Wrong)
	}
	c := &model.Campaign{ID: "c1", Plan: &f.Plan, Values: values}
	for i := range f.Plan.Batches() {
		s := f.Plan.Segments[f.Plan.SegmentOf(i)]
		c.Batches = append(c.Batches, model.Batch{Key: s.Name, Index: i, Segment: f.Plan.SegmentOf(i), Contacts: len(s.Rows), Part: s.Part(), State: model.SendPrepared})
	}
	return c, f
}

// ends has a batch come to an end.
func ends(b *model.Batch, answered int) {
	b.State, b.CallsKnown = model.SendAccepted, true
	b.Last = model.Statistics{At: time.Unix(1, 0), Status: model.StatusCompleted, Total: b.Contacts, Processed: b.Contacts, Succeeded: answered, Failed: b.Contacts - answered}
}

func judge(t *testing.T, c *model.Campaign, ledger *canaryLedger, now time.Time) CanaryJudged {
	t.Helper()
	work := Releasing{Ledger: ledger, Now: func() time.Time { return now }}.Judge(c)
	if len(work) != 1 {
		t.Fatal("nothing is decided")
	}
	judged := work[0].Do(t.Context()).(CanaryJudged)
	SetReleases(c, judged.Releases)
	return judged
}

func TestEachWaveWaitsForItsOwnCanaryAndThoseBefore(t *testing.T) {
	now := time.Date(2027, 3, 3, 9, 17, 0, 0, time.UTC)
	c, _ := canaryInWaves(t, now)
	ledger := &canaryLedger{c: c}
	k, waits := CanaryOf(c)
	if !waits || len(k.Waits) < 3 || len(k.Next) >= len(k.Waits) {
		t.Fatalf("%d wait, of which %d are next", len(k.Waits), len(k.Next))
	}
	if judged := judge(t, c, ledger, now); judged.Decision != model.DecidedNotYet || judged.Released {
		t.Errorf("nothing is known, and it is %+v", judged)
	}
	all := len(k.Waits)
	for i := range c.Batches {
		if b := &c.Batches[i]; b.Segment <= k.Release.After {
			ends(b, b.Contacts)
		}
	}
	if judged := judge(t, c, ledger, now); !judged.Released || len(ledger.released) != 1 || !slices.Equal(ledger.released[0], k.Next) {
		t.Fatalf("the first wave is %+v, released are %v, want %v", judged, ledger.released, k.Next)
	}
	k, waits = CanaryOf(c)
	if !waits || len(k.Waits) >= all {
		t.Fatalf("%d wait then, of %d", len(k.Waits), all)
	}
	// The next one fails: nobody else follows, in no later wave either.
	for i := range c.Batches {
		if b := &c.Batches[i]; b.Segment <= k.Release.After && b.State == model.SendPrepared && !b.Part.Release.ForOutcome() {
			ends(b, 0)
		}
	}
	if judged := judge(t, c, ledger, now); judged.Released || judged.Decision != model.DecidedMissed {
		t.Errorf("a canary that fails is %+v", judged)
	}
	for _, b := range c.Batches {
		if r := b.Part.Release; r.ForOutcome() && (r.Kept == "" || r.ByOutcome()) {
			t.Errorf("%s is %+v", b.Part.Name, r)
		}
	}
	if places := c.Plan.Releasable(now.Add(48 * time.Hour)); places != nil || MayRelease(c, now) || MayReplan(c, now.Add(300*time.Hour)) {
		t.Errorf("segments %v go by the word for others", places)
	}
}

func TestTheRestOfAWaveIsSentLateOnlyIfItEndsBeforeItsClose(t *testing.T) {
	for hour := range 24 {
		now := time.Date(2027, 3, 3, hour, 17, 0, 0, time.UTC)
		c, _ := canaryInWaves(t, now)
		for _, s := range c.Plan.Segments {
			if r := s.Release; r.ForOutcome() && (r.NotAfter.IsZero() || !s.Release.Over(s.CloseAt)) {
				t.Errorf("%d:17: %s can be sent until %s, and closes at %s", hour, s.Name, r.NotAfter, s.CloseAt)
			}
			if at := s.Release.NotAfter; s.Release.ForOutcome() && !at.Before(s.Options.Start) {
				first, last := model.Segment{Options: s.OptionsAt(at), Rows: s.Rows}.Possible(at)
				if last.After(s.CloseAt) || first.After(last) {
					t.Errorf("%d:17: %s, sent at %s, is rung until %s, and closes at %s", hour, s.Name, at, last, s.CloseAt)
				}
			}
		}
	}
}

func TestAReviewSaysWhoIsFirstAndWhatTheOthersWaitFor(t *testing.T) {
	now := time.Date(2027, 3, 3, 9, 17, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		values model.OptionValues
		says   []string
		wrong  string
	}{
		"within limits":     {model.OptionValues{model.OptCanary: "10"}, []string{"10 of 80 are called first", "The other 70 follow by themselves with at least 70 % answered", "If a limit is missed they wait for you"}, ""},
		"by a word":         {model.OptionValues{model.OptCanary: "5%", model.OptCanaryLimits: "ask me"}, []string{"4 of 80 are called first", "The other 76 wait until you send them"}, ""},
		"off":               {model.OptionValues{model.OptCanary: "off"}, nil, ""},
		"one that is all":   {model.OptionValues{model.OptCanary: "80"}, nil, "leaves nobody to wait"},
		"one that is wrong": {model.OptionValues{model.OptCanary: "half"}, nil, "Give how many"},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewPreflight(preflightPlan(t, 100), c.values, hours.Rulebook{}, now, OutsideChoice{}, Rates{})
			got := strings.Join(f.CanaryWords(now), " ")
			for _, words := range c.says {
				if !strings.Contains(got, words) {
					t.Errorf("%q is not said: %s", words, got)
				}
			}
			if !strings.Contains(f.WrongWords(), c.wrong) || (c.wrong == "") != (f.WrongWords() == "") || c.says == nil && got != "" {
				t.Errorf("it is wrong: %q; said is %q", f.WrongWords(), got)
			}
			again, same := f.At(now.Add(time.Minute))
			if !same || len(again.Plan.Segments) != len(f.Plan.Segments) || again.Plan.Segments[0].Name != f.Plan.Segments[0].Name {
				t.Errorf("a minute later it is another: %v", again.Plan.Segments)
			}
		})
	}
}
