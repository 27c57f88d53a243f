package model

import (
	"testing"
	"time"
)

func TestTheRateOfCallsStandsBesideTheOneThatWasAsked(t *testing.T) {
	at := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	look := func(after time.Duration, rate float64, change func(*Batch)) []Batch {
		b := Batch{State: SendAccepted, Schedule: Schedule{CallsPerSecond: 10}, Last: Statistics{At: at.Add(after), Status: StatusProcessing, Total: 100, Processed: 50, Rate: rate}}
		if change != nil {
			change(&b)
		}
		return []Batch{b}
	}
	for claim, c := range map[string]struct {
		looks [][]Batch
		words string
		held  time.Duration
	}{
		"as fast as was asked":                  {[][]Batch{look(0, 9.6, nil), look(2*time.Minute, 9.6, nil)}, "9.6 of 10 calls a second", 0},
		"slower by chance":                      {[][]Batch{look(0, 4, nil), look(50*time.Second, 4.2, nil)}, "4.2 of 10 calls a second", 0},
		"held":                                  {[][]Batch{look(0, 4, nil), look(time.Minute, 4.2, nil), look(3*time.Minute, 4.25, nil)}, "4.2 of 10 calls a second", 3 * time.Minute},
		"it recovered":                          {[][]Batch{look(0, 4, nil), look(2*time.Minute, 10, nil)}, "10 of 10 calls a second", 0},
		"and is held anew":                      {[][]Batch{look(0, 4, nil), look(2*time.Minute, 10, nil), look(3*time.Minute, 4, nil), look(5*time.Minute, 4, nil)}, "4.0 of 10 calls a second", 2 * time.Minute},
		"retries wait for their delays":         {[][]Batch{look(0, 1, nil), look(5*time.Minute, 1, func(b *Batch) { b.Last.Processed = 100 })}, "", 0},
		"nobody is called yet":                  {[][]Batch{look(0, 1, func(b *Batch) { b.Last.Status = StatusScheduled })}, "", 0},
		"the service tells no rate":             {[][]Batch{look(0, 0, nil), look(5*time.Minute, 0, nil)}, "", 0},
		"or a negative one":                     {[][]Batch{look(0, -3, nil)}, "", 0},
		"a batch made elsewhere was asked none": {[][]Batch{look(0, 3, func(b *Batch) { b.Schedule.CallsPerSecond = 0 })}, "", 0},
	} {
		var r CallRate
		for _, batches := range c.looks {
			r.Observe(batches)
		}
		if r.Words() != c.words || r.Held() != c.held {
			t.Errorf("%s: %q, held for %v", claim, r.Words(), r.Held())
		}
	}
}
