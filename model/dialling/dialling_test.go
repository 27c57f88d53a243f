package dialling

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhenEverybodyIsRung(t *testing.T) {
	for name, c := range map[string]struct {
		batch Batch
		want  string
	}{
		"nobody":             {Batch{Rate: 1, Attempts: 1}, ""},
		"one after another":  {Batch{Contacts: 3, Rate: 2, Attempts: 1}, "0@0s 1@500ms 2@1s "},
		"again after a wait": {Batch{Contacts: 2, Rate: 1, Attempts: 2, Delay: 5 * time.Second, Ring: 2 * time.Second}, "0@0s 1@1s 0@7s 1@8s "},
		"a retry that is due goes first": {Batch{Contacts: 5, Rate: 1, Attempts: 2, Delay: time.Second, Ring: time.Second},
			"0@0s 1@1s 0@2s 1@3s 2@4s 3@5s 2@6s 3@7s 4@8s 4@10s "},
		"no more at a time than there are lines": {Batch{Contacts: 3, Rate: 10, Attempts: 1, Ring: 10 * time.Second, Lines: 2}, "0@0s 1@100ms 2@10s "},
	} {
		got := ""
		c.batch.Each(func(a Attempt) { got += fmt.Sprintf("%d@%v ", a.Contact, a.At) })
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestEverybodyIsRungAsOftenAndAsLateAsItMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Batch{
			Contacts: rapid.IntRange(0, 60).Draw(t, "contacts"),
			Rate:     rapid.IntRange(1, 30).Draw(t, "rate"),
			Attempts: rapid.IntRange(1, 6).Draw(t, "attempts"),
			Delay:    time.Duration(rapid.IntRange(0, 40).Draw(t, "delay")) * time.Second,
			Ring:     time.Duration(rapid.IntRange(0, 40).Draw(t, "ring")) * time.Second,
			Lines:    rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "lines"),
		}
		tried, last := map[int]int{}, map[int]time.Duration{}
		var before time.Duration
		n := 0
		b.Each(func(a Attempt) {
			switch gap := time.Second / time.Duration(b.Rate); {
			case n > 0 && a.At < before+gap:
				t.Fatalf("attempt %d is %v after the one before", n, a.At-before)
			case a.Number != tried[a.Contact]:
				t.Fatalf("contact %d: attempt %d after %d", a.Contact, a.Number, tried[a.Contact])
			case a.Number > 0 && a.At < last[a.Contact]+b.Ring+b.Delay:
				t.Fatalf("contact %d is rung %v after the last", a.Contact, a.At-last[a.Contact])
			case b.Lines == 0 && a.At > b.Span():
				t.Fatalf("%v is after the last that there may be, %v", a.At, b.Span())
			}
			tried[a.Contact]++
			last[a.Contact], before = a.At, a.At
			n++
		})
		if n != b.Contacts*b.Attempts || len(tried) != b.Contacts {
			t.Fatalf("%d attempts on %d contacts, want %d on %d", n, len(tried), b.Contacts*b.Attempts, b.Contacts)
		}
	})
}

func TestTheRunsOfABatchAreItsAttempts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Batch{
			Contacts: rapid.IntRange(0, 300).Draw(t, "contacts"),
			Rate:     rapid.IntRange(1, 30).Draw(t, "rate"),
			Attempts: rapid.IntRange(1, 6).Draw(t, "attempts"),
			Delay:    rapid.SampledFrom([]time.Duration{0, 1, time.Second / 7, time.Second, 9 * time.Second, time.Minute}).Draw(t, "delay"),
			Ring:     rapid.SampledFrom([]time.Duration{0, time.Second, 3 * time.Second, time.Minute}).Draw(t, "ring"),
			Lines:    rapid.SampledFrom([]int{0, 0, 0, 2}).Draw(t, "lines"),
		}
		var want, got []Attempt
		b.Each(func(a Attempt) { want = append(want, a) })
		for _, r := range b.Runs() {
			for c := r.Contact; c < r.End(); c++ {
				got = append(got, Attempt{c, r.Number, r.Time(c)})
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v\nwant %v", got, want)
		}
	})
}

// Goal: the runs of a million contacts within a millisecond.
func BenchmarkRuns(b *testing.B) {
	batch := Batch{Contacts: 1_000_000, Rate: 30, Attempts: 4, Delay: time.Hour, Ring: time.Minute}
	for b.Loop() {
		b.ReportMetric(float64(len(batch.Runs())), "runs")
	}
}

// Goal: 100,000 contacts four times in 10 ms, which a form draws with every key;
// a million in 100 ms.
func BenchmarkEach(b *testing.B) {
	for _, contacts := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(contacts), func(b *testing.B) {
			batch := Batch{Contacts: contacts, Rate: 30, Attempts: 4, Delay: time.Hour, Ring: time.Minute}
			for b.Loop() {
				batch.Each(func(Attempt) {})
			}
		})
	}
}
