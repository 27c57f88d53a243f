package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// atOneTime is how many calls there were at one time, at the most.
func atOneTime(attempts []Attempt) int {
	type change struct {
		at time.Time
		by int
	}
	var changes []change
	for _, a := range attempts {
		changes = append(changes, change{a.At, 1})
		if !a.Ended.IsZero() {
			changes = append(changes, change{a.Ended, -1})
		}
	}
	slices.SortFunc(changes, func(a, b change) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return a.by - b.by
	})
	calls, most := 0, 0
	for _, c := range changes {
		calls += c.by
		most = max(most, calls)
	}
	return most
}

// placedBy are the calls of a batch.
func placedBy(b *bench, id string) []Attempt {
	return slices.DeleteFunc(b.Attempts(), func(a Attempt) bool { return a.Batch != id })
}

func TestTheProviderLimitsTheWholeAccount(t *testing.T) {
	for name, c := range map[string]Config{
		"ordinary outcomes":             {Lines: 20},
		"everybody misses":              {Lines: 20, Outcomes: &Outcomes{Ring: time.Minute}},
		"everybody answers":             {Lines: 20, Outcomes: &Outcomes{Answered: 1}},
		"one line":                      {Lines: 1},
		"called once more than it says": {Lines: 7, OneMore: true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, c)
			ids := []string{b.create(0, 100, `{"priority":3}`), b.create(100, 100, ""), b.create(200, 100, `{"maxCallsPerSecond":1}`)}
			b.clock.Forward(2 * time.Minute)
			var seen float64
			for _, id := range ids {
				seen += b.report(id, "").Performance.CallsPerSecond
			}
			if c.Outcomes == nil && seen >= 11 {
				t.Errorf("goes at %v calls a second", seen)
			}
			for _, id := range ids {
				b.finish(id)
			}
			if most := atOneTime(b.Attempts()); most != c.Lines {
				t.Errorf("%d calls at one time, want %d", most, c.Lines)
			}
		})
	}
}

func TestALimitedBatchKeepsItsRate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBench(t, Config{Seed: rapid.Uint64().Draw(rt, "seed"), Lines: rapid.IntRange(2, 40).Draw(rt, "lines")})
		rate := rapid.IntRange(1, 30).Draw(rt, "rate")
		id := b.create(0, 200, fmt.Sprintf(`{"maxCallsPerSecond":%d,"retryStrategy":{"noAnswerDelay":%d,"busyDelay":%d}}`,
			rate, rapid.IntRange(0, 60_000).Draw(rt, "no answer"), rapid.IntRange(0, 5_000).Draw(rt, "busy")))
		b.finish(id)
		calls := b.Attempts()
		for i, a := range calls[1:] {
			if gap := a.At.Sub(calls[i].At); gap < time.Second/time.Duration(rate) {
				rt.Fatalf("%v between two calls, at %d a second", gap, rate)
			}
		}
	})
}

func TestWhoWaitsForAPlaceIsServedByPriorityThenInTurn(t *testing.T) {
	for _, row := range []struct {
		name       string
		priorities [2]int
		want       string // the batches of the first calls
	}{
		{"alike, they take turns", [2]int{5, 5}, "ababababa"},
		{"the higher goes first, however it came", [2]int{2, 9}, "bbbbbbbbb"},
		{"and goes on doing so", [2]int{9, 2}, "aaaaaaaaa"},
	} {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, Config{Lines: 1, Outcomes: &Outcomes{Ring: 10 * time.Second}})
			ids := [2]string{}
			for i, priority := range row.priorities {
				ids[i] = b.create(100*i, 50, fmt.Sprintf(`{"priority":%d}`, priority))
			}
			b.clock.Forward(110 * time.Second)
			got := ""
			for _, a := range b.Attempts() {
				got += string(rune('a' + slices.Index(ids[:], a.Batch)))
			}
			if !strings.HasPrefix(got, row.want) {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}
}

func TestALimitedBatchIsCancelledInTheMiddle(t *testing.T) {
	b := newBench(t, Config{Lines: 5, Outcomes: &Outcomes{Ring: time.Minute}})
	stopped := b.create(0, 100, `{"priority":9}`)
	b.clock.Forward(10 * time.Second) // it has all places
	other := b.create(100, 20, `{"retryStrategy":{"maxAttempts":1}}`)
	b.clock.Forward(10*time.Minute + 10*time.Second)
	if n := len(placedBy(b, other)); n != 0 {
		t.Fatalf("%d calls of the lower priority", n)
	}
	b.send("POST", "/api/v1/batch/cancel?userId=user_a&batchId="+stopped, "")
	calls := len(placedBy(b, stopped))
	b.finish(other)
	if got := len(placedBy(b, stopped)); got != calls || calls == 0 {
		t.Errorf("%d calls after %d", got, calls)
	}
	if got := placedBy(b, other); len(got) != 20 || atOneTime(b.Attempts()) != 5 {
		t.Errorf("%d calls of the other, %d at one time", len(got), atOneTime(b.Attempts()))
	}
	if b.simulation.provider.calls != 0 {
		t.Errorf("%d places are not given back", b.simulation.provider.calls)
	}
}

func TestALimitedBatchWaitsForItsStartAndForPlaces(t *testing.T) {
	b := newBench(t, Config{Lines: 2, Outcomes: &Outcomes{Ring: time.Minute}})
	b.create(0, 500, "")
	start := opening.Add(2*time.Hour + 10*time.Second)
	id := b.create(500, 10, `{"priority":10,"retryStrategy":{"maxAttempts":1},"scheduledStartTime":"`+start.Format(time.RFC3339)+`"}`)
	b.clock.Forward(24 * time.Hour)
	calls := placedBy(b, id)
	if len(calls) != 10 {
		t.Fatalf("%d calls", len(calls))
	}
	if first := calls[0].At.Sub(start); first < readying || first > time.Minute {
		t.Errorf("the first call comes %v after the start", first)
	}
}

func TestContactsAreMovedOutOfALimitedBatch(t *testing.T) {
	b := newBench(t, Config{Lines: 2, Outcomes: &Outcomes{Ring: time.Minute}})
	once := `{"retryStrategy":{"maxAttempts":1}}`
	old := b.create(0, 30, once)
	b.clock.Forward(3*time.Minute + 30*time.Second) // two calls under way, one turn in line
	before := len(placedBy(b, old))
	newer := b.create(0, 30, once)
	if r := b.report(old, ""); r.Status != "completed" || r.Statistics.Total != 0 {
		t.Errorf("the old batch is %s: %+v", r.Status, r.Statistics)
	}
	b.finish(newer)
	if n, o := len(placedBy(b, newer)), len(placedBy(b, old)); n != 30 || o != before || atOneTime(b.Attempts()) != 2 {
		t.Errorf("%d and %d calls, %d at one time; %d before", n, o, atOneTime(b.Attempts()), before)
	}
}

func TestATestCallFindsNoPlace(t *testing.T) {
	b := newBench(t, Config{Lines: 1, Outcomes: &Outcomes{Ring: time.Minute}})
	id := b.create(0, 3, "")
	b.clock.Forward(10 * time.Second)
	var reply struct{ CallID string }
	b.fetch("POST", "/api/v1/call/dial", `{"to":"+15559999999","agentConfigId":"`+DemoAgent+`","userId":"user_a"}`, &reply)
	b.clock.Forward(time.Second)
	var shown shownCall
	b.fetch("GET", "/api/v1/status/call?userId=user_a&callId="+reply.CallID, "", &shown)
	if shown.Status != "FAILED" || shown.Error == nil {
		t.Errorf("%+v", shown)
	}
	if n := len(placedBy(b, id)); n != 1 {
		t.Errorf("%d calls of the batch: the test call gave a place away that it never had", n)
	}
}

func TestTheEstimateKnowsTheLimit(t *testing.T) {
	b := newBench(t, Config{Lines: 30, Outcomes: &Outcomes{Ring: 30 * time.Second}}) // one a second
	id := b.create(0, 1000, `{"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":1}}`)
	b.clock.Forward(5*time.Minute + 10*time.Second)
	r := b.report(id, "")
	left := time.Duration(r.Statistics.Pending) * time.Second
	if said := *r.Performance.EstimatedTimeRemaining; said < int(left.Seconds()/4) {
		t.Errorf("%d s for %d contacts at %v a second", said, r.Statistics.Pending, r.Performance.CallsPerSecond)
	}
}

func TestMaxAttemptsIsReadInTwoWays(t *testing.T) {
	for _, oneMore := range []bool{false, true} {
		b := newBench(t, Config{OneMore: oneMore, Outcomes: &Outcomes{Ring: time.Minute}})
		for i, options := range []string{`{"retryStrategy":{"maxAttempts":1}}`, "", `{"retryStrategy":{"maxAttempts":5}}`} {
			id := b.create(10*i, 3, options)
			b.finish(id)
			want := []int{1, 3, 5}[i]
			if oneMore {
				want++
			}
			calls := placedBy(b, id)
			if len(calls) != 3*want || calls[len(calls)-1].Attempt != want {
				t.Errorf("%s, one more %v: %d calls to 3 contacts, the last is attempt %d", options, oneMore, len(calls), calls[len(calls)-1].Attempt)
			}
		}
	}
}

func TestAGivenShareAnswers(t *testing.T) {
	for _, share := range []float64{0, 0.2, 0.5, 1} {
		b := newBench(t, Config{Seed: 11, Outcomes: &Outcomes{Answered: share, Ring: 40 * time.Second}})
		const n = 4000
		b.finish(b.create(0, n, `{"retryStrategy":{"maxAttempts":1}}`))
		answered := 0
		for _, a := range b.Attempts() {
			if a.Answered {
				answered++
			} else if a.Ended.Sub(a.At) != 40*time.Second {
				t.Fatalf("a missed call is %+v", a)
			}
		}
		if got := float64(answered) / n; got < share-0.025 || got > share+0.025 || (share == 0 || share == 1) && got != share {
			t.Errorf("%v answered, want %v", got, share)
		}
	}
}

func TestAttemptsAreTheCallsThatWerePlaced(t *testing.T) {
	b := newBench(t, Config{Seed: 2})
	id := b.create(0, 40, `{"retryStrategy":{"maxAttempts":3,"noAnswerDelay":60000,"busyDelay":20000}}`)
	b.clock.Forward(4 * time.Second)
	b.fetch("POST", "/api/v1/call/dial", `{"to":"+15559999999","agentConfigId":"`+DemoAgent+`","userId":"user_a"}`, new(any))
	for _, wait := range []time.Duration{0, time.Minute, time.Hour} {
		b.clock.Forward(wait)
		shown := map[string]int{}
		for _, c := range b.calls(id) {
			if c.Status != "SCHEDULED" {
				shown[c.PhoneNumber+c.StartTime.Format(time.RFC3339)]++
			}
		}
		last, tried := time.Time{}, map[string]int{}
		for _, a := range b.Attempts() {
			tried[a.Batch+a.Number]++
			if a.At.Before(last) || a.Attempt != tried[a.Batch+a.Number] || a.Ended.Before(a.At) && !a.Ended.IsZero() {
				t.Fatalf("%+v after %v", a, last)
			}
			if last = a.At; a.Batch == "" {
				if a.Number != "+15559999999" {
					t.Errorf("a test call to %s", a.Number)
				}
				continue
			}
			shown[a.Number+a.At.Format(time.RFC3339)]--
		}
		for call, n := range shown {
			if n != 0 {
				t.Errorf("%s: %d", call, n)
			}
		}
		if tried["+15559999999"] != 1 {
			t.Errorf("%d test calls", tried["+15559999999"])
		}
	}
}
