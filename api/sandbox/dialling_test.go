package sandbox

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/dialling"
)

// missedBy lets a sandbox dial a batch of which every call is missed.
func missedBy(t testing.TB, batch dialling.Batch, c Config) []Attempt {
	c.Lines, c.Outcomes = batch.Lines, &Outcomes{Ring: batch.Ring}
	attempts := batch.Attempts
	if c.OneMore {
		attempts--
	}
	b := newBench(t, c)
	id := b.create(0, batch.Contacts, fmt.Sprintf(`{"maxCallsPerSecond":%d,"retryStrategy":{"maxAttempts":%d,"noAnswerDelay":%d,"busyDelay":1}}`,
		batch.Rate, attempts, batch.Delay.Milliseconds()))
	b.clock.Forward(10_000 * time.Hour)
	if r := b.report(id, ""); r.Status != "completed" || r.Statistics.Failed != batch.Contacts {
		t.Fatalf("%s: %+v", r.Status, r.Statistics)
	}
	return b.Attempts()
}

// agree holds the calls that were placed against those that model/dialling says.
func agree(t interface{ Fatalf(string, ...any) }, batch dialling.Batch, placed []Attempt) {
	said := batch
	if said.Lines == 0 {
		said.Delay = max(said.Delay, queueLead) // the sandbox takes as long over every call
	}
	n := 0
	said.Each(func(a dialling.Attempt) {
		if n >= len(placed) {
			t.Fatalf("%+v: %d calls, and one more is said: %+v", batch, n, a)
		}
		p := placed[n]
		if p.Number != phoneOf(a.Contact) || p.Attempt != a.Number+1 || p.At.Sub(placed[0].At) != a.At || p.Answered || p.Ended.Sub(p.At) != batch.Ring {
			t.Fatalf("%+v: call %d is %+v, %v after the first; said is %+v", batch, n, p, p.At.Sub(placed[0].At), a)
		}
		n++
	})
	if n != len(placed) {
		t.Fatalf("%+v: %d calls are said, %d were placed", batch, n, len(placed))
	}
}

func TestEveryMissedCallIsPlacedWhenDiallingSays(t *testing.T) {
	for name, batch := range map[string]dialling.Batch{
		"one contact, once":                                {Contacts: 1, Rate: 1, Attempts: 1, Delay: time.Hour, Ring: time.Minute},
		"one contact, six times":                           {Contacts: 1, Rate: 30, Attempts: 6, Delay: time.Hour, Ring: time.Minute},
		"a rate that does not divide a second":             {Contacts: 500, Rate: 7, Attempts: 4, Delay: 20 * time.Second, Ring: 3 * time.Second},
		"a first pass longer than the delay":               {Contacts: 2000, Rate: 1, Attempts: 4, Delay: 5 * time.Minute, Ring: 25 * time.Second},
		"a delay as long as the service takes over a call": {Contacts: 100, Rate: 2, Attempts: 3, Delay: time.Second, Ring: time.Second},
		"a delay that is shorter than that":                {Contacts: 100, Rate: 2, Attempts: 3, Delay: 300 * time.Millisecond, Ring: time.Second},
		"no delay and no ringing":                          {Contacts: 100, Rate: 30, Attempts: 6},
		"a retry due at the very turn of a new contact":    {Contacts: 100, Rate: 10, Attempts: 3, Delay: 2 * time.Second, Ring: 3 * time.Second},
		"one line":                                             {Contacts: 50, Rate: 30, Attempts: 4, Delay: time.Minute, Ring: 30 * time.Second, Lines: 1},
		"one line, no delay":                                   {Contacts: 50, Rate: 30, Attempts: 4, Ring: 30 * time.Second, Lines: 1},
		"fewer lines than the rate asks for":                   {Contacts: 1000, Rate: 30, Attempts: 4, Delay: time.Hour, Ring: time.Minute, Lines: 100},
		"just as many lines as the rate asks for":              {Contacts: 1000, Rate: 10, Attempts: 4, Delay: time.Minute, Ring: 30 * time.Second, Lines: 300},
		"one line less than that":                              {Contacts: 1000, Rate: 10, Attempts: 4, Delay: time.Minute, Ring: 30 * time.Second, Lines: 299},
		"more lines than contacts":                             {Contacts: 20, Rate: 10, Attempts: 4, Delay: time.Minute, Ring: 30 * time.Second, Lines: 1_000},
		"lines, and a delay shorter than the service may take": {Contacts: 60, Rate: 10, Attempts: 3, Delay: 300 * time.Millisecond, Ring: time.Second, Lines: 4},
		"lines that are free when a retry is due":              {Contacts: 60, Rate: 10, Attempts: 3, Delay: 6 * time.Second, Ring: 3 * time.Second, Lines: 3},
		"lines, and calls that take no time":                   {Contacts: 60, Rate: 10, Attempts: 3, Lines: 1},
	} {
		t.Run(name, func(t *testing.T) {
			agree(t, batch, missedBy(t, batch, Config{OneMore: batch.Attempts > 1}))
		})
	}
}

func TestDiallingSaysEveryMissedCall(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		for range 4 {
			batch := dialling.Batch{
				Contacts: rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(1, 600), rapid.IntRange(1, 3000)).Draw(rt, "contacts"),
				Rate:     rapid.IntRange(1, 30).Draw(rt, "rate"),
				Attempts: rapid.IntRange(1, 6).Draw(rt, "attempts"),
				Delay:    time.Duration(rapid.OneOf(rapid.IntRange(0, 3_000), rapid.IntRange(0, 300_000), rapid.Just(3_600_000)).Draw(rt, "delay")) * time.Millisecond,
				Ring:     time.Duration(rapid.OneOf(rapid.IntRange(0, 2_000), rapid.IntRange(0, 60_000), rapid.SampledFrom([]int{1_000, 5_000, 30_000, 60_000})).Draw(rt, "ring")) * time.Millisecond,
				Lines:    rapid.OneOf(rapid.Just(0), rapid.IntRange(1, 5), rapid.IntRange(1, 400)).Draw(rt, "lines"),
			}
			oneMore := batch.Attempts == 6 || batch.Attempts > 1 && rapid.Bool().Draw(rt, "one more")
			agree(rt, batch, missedBy(t, batch, Config{Seed: rapid.Uint64().Draw(rt, "seed"), OneMore: oneMore}))
		}
	})
}
