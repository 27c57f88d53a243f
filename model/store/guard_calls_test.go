package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
)

// scheduled sends a batch of the numbers 1 to 3 that begins in six days.
func scheduled(t *testing.T, s *Store, c *clocktest.Clock) model.Batch {
	t.Helper()
	rows := tableOf(1, 2, 3)
	o := model.Options{Agent: "agent", User: "user", Name: "x", Priority: 5, TimeZone: "UTC",
		Start: c.Now().Add(6 * 24 * time.Hour), CallsPerSecond: 1, MaxAttempts: 3, NoAnswerDelay: time.Hour, BusyDelay: 5 * time.Minute}
	id := campaign(t, s, "Spring", rows)
	b := must(s.Ledger.Confirm(ctx, id, model.NewPlan(list(t, rows, model.Edits{}, nil), o)))(t)[0]
	return sendAs(t, s, b, model.SendAccepted)
}

func TestABatchGuardsFromItsCallsOn(t *testing.T) {
	const day = 24 * time.Hour
	ring := func(n int, at time.Time) model.Ring { return model.Ring{Number: numbers(n)[0], At: at} }
	cases := []struct {
		name  string
		poll  func(now time.Time) model.Statistics // six days and five hours after it was sent; nil = none
		after time.Duration                        // until the next batch begins
		free  string                               // the numbers it may call, of 1, 2 and 3
	}{
		{"one that nobody looked at guards though it should be over", nil, 30 * day, ""},
		{"one that still calls guards", func(time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusProcessing, Total: 3, Processed: 1, Rings: []model.Ring{}}
		}, 30 * day, ""},
		{"one in a state that is not known here guards", func(time.Time) model.Statistics {
			return model.Statistics{Status: "paused", Total: 3, Rings: []model.Ring{}}
		}, 30 * day, ""},
		{"one that ended guards for the period", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCompleted, Total: 3, Processed: 3}
		}, day - time.Minute, ""},
		{"one that ended guards no longer", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCompleted, Total: 3, Processed: 3}
		}, day + time.Minute, "1 2 3"},
		{"an end that cannot have been is not believed", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCompleted, Total: 3, Processed: 3, EndedAt: now.Add(-20 * day)}
		}, day - time.Minute, ""},
		{"whoever was never rung by a cancelled one is free", func(time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCancelled, Total: 3, Rings: []model.Ring{}}
		}, time.Minute, "1 2 3"},
		{"whoever was rung is guarded from the last ring", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCancelled, Total: 3, Processed: 2, Rings: []model.Ring{ring(1, now.Add(-5*time.Hour)), ring(3, now)}}
		}, 20 * time.Hour, "1 2"},
		{"calls that do not add up tell nothing", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCancelled, Total: 3, Processed: 2, Rings: []model.Ring{ring(1, now)}}
		}, time.Hour, ""},
		{"calls of a batch of another size tell nothing", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCancelled, Total: 2, Processed: 1, Rings: []model.Ring{ring(1, now)}}
		}, time.Hour, ""},
		{"calls to others tell nothing", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCancelled, Total: 3, Processed: 1, Rings: []model.Ring{ring(7, now)}}
		}, time.Hour, ""},
		{"a ring without a time counts from when it was seen", func(now time.Time) model.Statistics {
			return model.Statistics{Status: model.StatusCompleted, Total: 3, Processed: 1, EndedAt: now.Add(-time.Hour), Rings: []model.Ring{ring(2, time.Time{})}}
		}, day - time.Minute, "1 3"},
	}
	for _, c := range cases {
		for _, forgotten := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, forgotten %t", c.name, forgotten), func(t *testing.T) {
				clock, dir := newClock(), t.TempDir()
				s := open(t, dir, Options{Now: clock.Now})
				b := scheduled(t, s, clock)
				if forgotten {
					ok(t, s.Campaigns.Forget(ctx, false, b.Campaign))
				}
				clock.Forward(6*day + 5*time.Hour)
				if c.poll != nil {
					b.Last = c.poll(clock.Now())
					ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
				}
				clock.Forward(c.after)
				ok(t, s.Close())
				s = open(t, dir, Options{Now: clock.Now}) // which sweeps
				var free []string
				for n := 1; n <= 3; n++ {
					found := must(s.Guards.Suppressions(ctx, refs(n), "agent", ""))(t)
					_, err := s.Ledger.Begin(ctx, confirmed(t, s, "Summer", n))
					if (err == nil) != (len(found) == 0) {
						t.Errorf("number %d begins with %v, marked %+v", n, err, found)
					}
					if err == nil {
						free = append(free, fmt.Sprint(n))
					}
				}
				if got := strings.Join(free, " "); got != c.free {
					t.Errorf("%q may be called, want %q", got, c.free)
				}
			})
		}
	}
}

func TestAScheduledBatchSaysUntilWhenItCalls(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	b := scheduled(t, s, clock)
	clock.Forward(25 * time.Hour)
	m := must(s.Guards.Suppressions(ctx, refs(1), "agent", ""))(t)[numbers(1)[0]]
	// Four tries of three calls a second apart, an hour between them.
	want := b.Settled.Add(6*24*time.Hour + 3*time.Hour + 12*time.Second)
	if !m.Unfinished || !m.Until.Equal(want) || m.Campaign != "Spring" || m.Batch != b.ID {
		t.Errorf("marked %+v, want until %v", m, want)
	}
}

// A later poll may know what an earlier one did not, never the other way round.
func TestWhatIsKnownOfTheCallsIsNotForgotten(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	polls := []model.Statistics{
		{Status: model.StatusCancelled, Total: 2, Processed: 1},
		{Status: model.StatusCancelled, Total: 2, Processed: 1, Rings: []model.Ring{{Number: numbers(1)[0], At: clock.Now()}}, Tally: model.CallTally{Calls: 3, Answered: 1}},
		{Status: model.StatusCancelled, Total: 2, Processed: 1},
		{Status: model.StatusProcessing, Total: 2, Processed: 2},
	}
	for i, probe := range polls {
		clock.Forward(time.Minute)
		b.Last = probe
		ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
		if got := row(t, s, b.Key); got.Ended.IsZero() || got.CallsKnown != (i > 0) {
			t.Fatalf("after poll %d it ended at %v, calls known %t", i, got.Ended, got.CallsKnown)
		} else if want := []int{0, 3, 3, 3}[i]; got.Tally.Calls != want {
			t.Errorf("after poll %d it had %d calls, want %d", i, got.Tally.Calls, want)
		}
		if found := must(s.Guards.Suppressions(ctx, refs(1, 2), "agent", ""))(t); len(found) != []int{2, 1, 1, 1}[i] {
			t.Errorf("after poll %d suppressed %v", i, found)
		}
	}
}

// What an earlier version stored is guarded by what it did store, and for good
// where it stored nothing.
func TestWhatAnEarlierVersionSentIsGuarded(t *testing.T) {
	dir := t.TempDir()
	fromDump(t, dir, 1)
	clock := clocktest.At(began.Add(1000 * time.Hour))
	s := database{path: dir + "/" + File}
	db := must(s.openWriter())(t)
	must(db.ExecContext(ctx, `UPDATE batches SET state = 'accepted', settled = sent, batch_id = 'batch_1'`))(t)
	must(db.ExecContext(ctx, `UPDATE batches SET campaign = NULL WHERE name = 'Summer'`))(t)
	ok(t, db.Close())
	opened := open(t, dir, Options{Now: clock.Now})
	found := must(opened.Guards.Suppressions(ctx, refs(1, 7), "agent", ""))(t)
	spring, summer := found[numbers(1)[0]], found[numbers(7)[0]]
	if !spring.Unfinished || spring.Until.IsZero() {
		t.Errorf("with its options it guards as %+v", spring)
	}
	if !summer.Unfinished || !summer.Until.IsZero() {
		t.Errorf("with nothing known of it it guards as %+v", summer)
	}
}
