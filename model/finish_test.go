package model

import (
	"testing"
	"time"
)

func TestTheEndOfACampaignIsThatOfItsLastBatch(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	batch := func(index int, status BatchStatus, start, looked time.Duration, processed, finished int) Batch {
		b := Batch{Key: "b", Index: index, Contacts: 600, State: SendAccepted, Schedule: Schedule{Start: now.Add(start), CallsPerSecond: 1, MaxAttempts: 1, RetryDelay: time.Hour}}
		b.Last = Statistics{At: now.Add(looked), Status: status, Total: 600, Processed: processed, Succeeded: finished, StartedAt: now.Add(start)}
		return b
	}
	calls := batch(0, StatusProcessing, -5*time.Minute, 0, 300, 150) // over in two hours at most
	late := batch(1, StatusProcessing, -5*time.Hour, 0, 600, 590)
	scheduled := batch(2, StatusScheduled, 5*time.Hour, 0, 0, 0)
	held := scheduled
	held.State, held.Part.Release = SendPrepared, Release{By: ReleasedByOperator}
	ended := batch(3, StatusCompleted, -time.Hour, 0, 600, 600)
	strange := calls
	strange.Index, strange.Schedule = 4, Schedule{}
	impossible := calls
	impossible.Index, impossible.Last.Succeeded = 5, 601
	for _, c := range []struct {
		claim    string
		batches  []Batch
		state    FinishState
		from, to time.Duration // of what is said
	}{
		{"one that calls", []Batch{calls}, FinishSet, time.Hour, 2 * time.Hour},
		{"one that is scheduled begins then", []Batch{calls, scheduled}, FinishSet, 6 * time.Hour, 7 * time.Hour},
		{"one that waits for somebody does not count", []Batch{calls, held}, FinishSet, time.Hour, 2 * time.Hour},
		{"nor does one that has ended", []Batch{calls, ended}, FinishSet, time.Hour, 2 * time.Hour},
		{"one that should be over", []Batch{late}, FinishLate, -4 * time.Hour, 0},
		{"is no matter where another takes longer", []Batch{late, scheduled}, FinishSet, 6 * time.Hour, 7 * time.Hour},
		{"in any order", []Batch{scheduled, late}, FinishSet, 6 * time.Hour, 7 * time.Hour},
		{"one of which nothing is known", []Batch{calls, strange}, FinishUnknown, 0, 0},
		{"one whose figures cannot be", []Batch{calls, impossible}, FinishUnknown, 0, 0},
		{"nothing", nil, FinishUnknown, 0, 0},
	} {
		var f Finish
		f.Observe(c.batches, now)
		at, state := f.OverBy()
		if state != c.state || state != FinishUnknown && (at.Before(now.Add(c.from)) || at.After(now.Add(c.to))) {
			t.Errorf("%s: %d, %s", c.claim, state, at)
		}
	}
	closes := calls
	closes.Part.CloseAt = now.Add(20 * time.Minute)
	var f Finish
	f.Observe([]Batch{closes}, now)
	if at, _ := f.OverBy(); at.Sub(closes.Part.CloseAt).Abs() > time.Minute {
		t.Errorf("what is cancelled at %s is over by %s", closes.Part.CloseAt, at)
	}
}

// Goal: ten batches of 100,000 contacts, whose retries come while the first pass goes on,
// within a frame of 16 ms, because Live works it out with every poll.
func BenchmarkFinish(b *testing.B) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	batches := make([]Batch, 10)
	for i := range batches {
		batches[i] = Batch{Index: i, Contacts: MaxContacts, State: SendAccepted, Schedule: Schedule{CallsPerSecond: 10, MaxAttempts: 3, RetryDelay: 15 * time.Minute}}
	}
	var f Finish
	n := 500
	for b.Loop() {
		n++
		at := now.Add(time.Duration(n) * 3 * time.Second)
		for i := range batches {
			batches[i].Last = Statistics{At: at, Status: StatusProcessing, Total: MaxContacts, Processed: min(MaxContacts-1, n*20), StartedAt: now}
		}
		f.Observe(batches, at)
	}
}
