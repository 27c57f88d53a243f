package cli

import (
	"math"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/hours"
)

// The sandbox draws a conversation of 15 × 12^b whole seconds, b being the mean of two even
// draws: 58.5 s on the average, with a deviation of 30.5 s.
const drawnTalk, talkDeviation = 58500 * time.Millisecond, 30.5

// ownSeed makes seeds of 0, 1, 2… whose draws have nothing in common: the sandbox draws by the
// seed and the number together, so that those that are near share their draws.
func ownSeed(seed uint64) uint64 { return (1 + seed) * 0x9e3779b97f4a7c15 }

// spread is the variance of the calls to one contact, and of whether they answer.
func spread(share float64, attempts int) (calls, answered float64) {
	mean, square, missed := 0.0, 0.0, 1.0
	for n := 1; n <= attempts; n++ {
		p := missed * share
		if n == attempts {
			p = missed
		}
		mean, square = mean+p*float64(n), square+p*float64(n*n)
		missed *= 1 - share
	}
	return square - mean*mean, missed * (1 - missed)
}

func TestTheForecastIsWhatComesOfCallsThatAreAnsweredByChance(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates campaigns by the dozen, in one goroutine")
	}
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	const seeds, contacts = 10, 300
	for _, share := range []float64{0.1, 0.31, 0.62} {
		rows, plan := planOf(t, britons(contacts), proofOptions)
		plan = inThree(plan, from)
		f := plan.Forecaster(model.Hours{}).Forecast(plan.Segments, from, model.AnswerRate{Share: share, Talk: drawnTalk, Known: true})
		var calls, answered, talk, callsVariance, answeredVariance float64
		for _, s := range plan.Segments {
			a, b := spread(share, 1+s.Options.MaxAttempts)
			callsVariance, answeredVariance = callsVariance+seeds*float64(len(s.Rows))*a, answeredVariance+seeds*float64(len(s.Rows))*b
		}
		for seed := range uint64(seeds) {
			box := sandbox.Config{Seed: ownSeed(seed), OneMore: true, Outcomes: &sandbox.Outcomes{Answered: share, Ring: hours.RingingTime}}
			placed := dialledPlan{Rows: rows, Plan: plan, From: from, Box: box, Ended: func(d *diallingPlan) {
				h := d.history()
				answered += float64(h.Answered)
				talk += h.AnswerRate().Talk.Seconds() * float64(h.Answered)
			}}.dial(t)
			calls += float64(len(placed))
		}
		for what, c := range map[string]struct{ got, want, variance float64 }{
			"calls":    {calls, seeds * float64(f.Expected.Calls), callsVariance},
			"answered": {answered, seeds * float64(f.Expected.Answered), answeredVariance},
			"talk":     {talk, seeds * f.Expected.Talk.Seconds(), answered*talkDeviation*talkDeviation + answeredVariance*math.Pow(drawnTalk.Seconds(), 2)},
		} {
			se := math.Sqrt(c.variance)
			t.Logf("%v answer: %s %.0f, forecast %.0f: %+.2f standard errors", share, what, c.got, c.want, (c.got-c.want)/se)
			if math.Abs(c.got-c.want) > 3*se+seeds { // each forecast is rounded
				t.Errorf("%v answer: %s %.0f, forecast %.0f ± %.0f", share, what, c.got, c.want, se)
			}
		}
	}
}
