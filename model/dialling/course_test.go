package dialling

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// drawn dials a batch call by call, each answered by chance, as Each does when nobody
// answers.
func drawn(b Batch, answered float64, seed uint64) (calls, reached int, last time.Duration) {
	dice := rand.New(rand.NewPCG(seed, 1))
	type retry struct {
		at    time.Duration
		tried int
	}
	var waiting []retry
	now, fresh := time.Duration(0), b.Contacts
	for fresh > 0 || len(waiting) > 0 {
		var r retry
		switch {
		case len(waiting) > 0 && (waiting[0].at <= now || fresh == 0):
			r, waiting = waiting[0], waiting[1:]
			now = max(now, r.at)
		default:
			fresh--
		}
		calls, last = calls+1, now
		if dice.Float64() < answered {
			reached++
		} else if r.tried+1 < b.Attempts {
			waiting = append(waiting, retry{now + b.Ring + b.Delay, r.tried + 1})
		}
		now += b.Turn()
	}
	return calls, reached, last
}

func TestACourseIsThatOfCallsWhichAreAnsweredByChance(t *testing.T) {
	for name, b := range map[string]Batch{
		"a pass is over before its retries": {Contacts: 600, Rate: 5, Attempts: 4, Delay: time.Hour, Ring: time.Minute},
		"retries are due while it goes on":  {Contacts: 4000, Rate: 1, Attempts: 4, Delay: 20 * time.Minute, Ring: time.Minute},
		"and at once":                       {Contacts: 3000, Rate: 2, Attempts: 3, Ring: 30 * time.Second},
		"each is called once":               {Contacts: 500, Rate: 10, Attempts: 1, Delay: time.Hour, Ring: time.Minute},
	} {
		for _, share := range []float64{0, 0.1, 0.3, 0.62} {
			c := b.Course(share, 1)
			var sum, squares, lasts float64
			const seeds = 40
			for seed := range uint64(seeds) {
				n, _, last := drawn(b, share, seed)
				sum, squares = sum+float64(n), squares+float64(n)*float64(n)
				lasts += last.Seconds() / seeds
			}
			mean := sum / seeds
			se := math.Sqrt(max(squares/seeds-mean*mean, 0) / seeds)
			if got := c.Calls(1 << 60); math.Abs(got-mean) > 3*se+1 {
				t.Errorf("%s, %v answer: %.0f calls, drawn %.0f ± %.1f", name, share, got, mean, se)
			}
			// The last call is that of one person, and so it is said a little late.
			if got := c.Last(1).Seconds(); got < lasts-60 || got > lasts*1.06+60 {
				t.Errorf("%s, %v answer: the last call at %.0f s, drawn %.0f", name, share, got, lasts)
			}
			if left := c.Left(1 << 60); left > 1e-6 {
				t.Errorf("%s, %v answer: %v are left in the end", name, share, left)
			}
		}
		exact := time.Duration(0)
		b.Each(func(a Attempt) { exact = max(exact, a.At) })
		if got := b.Course(0, 1).Last(1); (got - exact).Abs() > 2*b.Turn()*time.Duration(b.Attempts) {
			t.Errorf("%s: where nobody answers the last call is at %v, dialled at %v", name, got, exact)
		}
	}
}

func TestASlowerPaceTakesLonger(t *testing.T) {
	b := Batch{Contacts: 3000, Rate: 10, Attempts: 3, Delay: time.Hour, Ring: time.Minute}
	full, half := b.Course(0.3, 1), b.Course(0.3, 0.5)
	if a, b := full.Rung(100*time.Second), half.Rung(200*time.Second); math.Abs(a-1000) > 1 || math.Abs(b-1000) > 1 {
		t.Errorf("%v are rung, at half the pace %v in twice the time", a, b)
	}
	if full.Last(1) >= half.Last(1) {
		t.Errorf("%v, at half the pace %v", full.Last(1), half.Last(1))
	}
	if none := (Batch{}).Course(0.3, 1); none.Last(1) != 0 || none.Calls(time.Hour) != 0 {
		t.Errorf("of nobody %+v", none)
	}
}

// Goal: a million contacts whose retries come at once within a millisecond, because Live works
// it out with every poll.
func BenchmarkCourse(b *testing.B) {
	batch := Batch{Contacts: 1_000_000, Rate: 30, Attempts: 4, Ring: time.Minute}
	for b.Loop() {
		b.ReportMetric(float64(len(batch.Course(0.3, 1).Stretches)), "stretches")
	}
}
