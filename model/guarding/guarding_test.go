package guarding

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
)

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

func TestWhatCanBeSentAtAnyTimeHasNoKnownEnd(t *testing.T) {
	e := campaignEnds{now: noon, until: map[string]time.Time{}}
	calls := model.Batch{Campaign: "c", State: model.SendAccepted, Settled: noon, Contacts: 10, Schedule: model.Schedule{CallsPerSecond: 1, MaxAttempts: 1}}
	rest := calls
	rest.State, rest.Part.Release = model.SendPrepared, model.Release{By: model.ReleasedByOutcome}
	for _, b := range []model.Batch{calls, rest, calls} {
		e.add(b)
	}
	if until, there := e.until["c"]; !there || !until.IsZero() {
		t.Errorf("it calls until %v", until)
	}
}

func TestAChoiceCoversWhatWasKnownAndCanBe(t *testing.T) {
	before, after := noon.Add(-time.Hour), noon.Add(time.Minute)
	ended := model.Guard{Rung: true, Called: before}
	calling := model.Guard{Unfinished: true, Called: before}
	planned := model.Guard{Unfinished: true, Called: before, Starts: noon.Add(time.Hour)}
	again, moved, none := []uint64{1}, []uint64{1}, []uint64(nil)
	for name, c := range map[string]struct {
		guard        model.Guard
		stays        bool
		agent        string
		settled      time.Time
		again, moved []uint64
		allowed      bool
	}{
		"nobody is called again without a choice":                         {ended, false, "a", before, none, none, false},
		"who was called is called again by choice":                        {ended, false, "b", before, again, none, true},
		"to take somebody over is no choice about calls that were made":   {ended, false, "a", before, none, moved, false},
		"a choice is not about calls that were settled after it":          {ended, false, "a", after, again, none, false},
		"a choice is about calls that were settled in the same moment":    {ended, false, "a", noon, again, none, true},
		"who may be called is taken over by choice":                       {calling, false, "a", before, none, moved, true},
		"who may be called is taken over by a choice to call again":       {calling, false, "a", before, again, none, true},
		"of calls that have not begun nobody chose to call again":         {planned, false, "a", before, again, none, false},
		"who is to be called later is taken over by choice":               {planned, false, "a", before, none, moved, true},
		"nobody is taken over from another agent":                         {calling, false, "b", before, again, moved, false},
		"nobody is taken over whom the service would not take out":        {calling, true, "a", before, again, moved, false},
		"no choice is about a batch whose outcome is not known":           {model.Guard{Uncertain: true}, false, "a", before, again, moved, false},
		"nobody is taken over from a batch that was settled after it was": {calling, false, "a", after, again, moved, false},
	} {
		i := Intent[uint64]{Agent: "a", Known: noon, Again: c.again, Moved: c.moved}
		if got := i.Allows(model.Batch{Agent: c.agent, Settled: c.settled}, Guard[uint64]{c.guard, 1, false, c.stays}); got != c.allowed {
			t.Errorf("%s: allowed %t", name, got)
		}
		i.Known = time.Time{}
		if i.Allows(model.Batch{Agent: c.agent, Settled: c.settled}, Guard[uint64]{c.guard, 1, false, c.stays}) {
			t.Errorf("%s: allowed by a choice of which it is not known when it was made", name)
		}
	}
}

// batchOf is a batch that holds some numbers, as any ledger may keep them.
func batchOf[N Number](b model.Batch, rung map[uint64]time.Time, kept func(uint64) N) Batch[N] {
	of := map[N]time.Time{}
	for n, at := range rung {
		of[kept(n)] = at
	}
	return Batch[N]{b, func(numbers []N, f func(N, time.Time)) {
		for _, n := range numbers {
			if at, has := of[n]; has {
				f(n, at)
			}
		}
	}}
}

type sentID struct {
	number, was  uint64
	agent, batch string
}

type world struct {
	batches      []model.Batch
	rung         []map[uint64]time.Time
	asked        []uint64
	ids          []sentID
	again, moved []uint64
	doNotCall    int
}

// hashed keeps a number as something that has another order.
func hashed(n uint64) int64 { return int64(n * 0x9e3779b97f4a7c15) }

func inTheClear(n uint64) uint64 { return n }

// answers are what a ledger says that keeps numbers in one way, by the numbers themselves.
func answers[N Number](w world, kept func(uint64) N) (map[uint64]model.Suppression, map[string]int, error) {
	all := func(numbers []uint64) []N {
		list := []N{}
		for _, n := range numbers {
			list = append(list, kept(n))
		}
		slices.Sort(list)
		return list
	}
	q := Ask(all(w.asked))
	for _, s := range w.ids {
		q.Sent(kept(s.number), kept(s.was), s.agent, s.batch)
	}
	q.Known()
	found := NewSuppressions(q, noon, model.GuardPeriod)
	judge := NewJudge(Intent[N]{Agent: "a", Known: noon.Add(-time.Hour), Again: all(w.again), Moved: all(w.moved)}, q, noon, model.GuardPeriod)
	for i, b := range w.batches {
		found.Add(batchOf(b, w.rung[i], kept))
		judge.Add(batchOf(b, w.rung[i], kept))
	}
	found.Settle()
	of := map[uint64]model.Suppression{}
	for n := range uint64(20) {
		if m, marked := found.Of[kept(n)]; marked {
			of[n] = m
		}
	}
	moves, err := judge.Verdict(w.doNotCall)
	return of, moves, err
}

// A ledger that keeps numbers hashed guards as one that keeps them in the clear.
func TestHowNumbersAreKeptChangesNothing(t *testing.T) {
	refused, passed := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		numbers := rapid.SliceOfNDistinct(rapid.Uint64Range(0, 12), 1, 6, rapid.ID)
		agent := rapid.SampledFrom([]string{"a", "b"})
		w := world{asked: numbers.Draw(r, "asked"), again: numbers.Draw(r, "again"), moved: numbers.Draw(r, "moved"), doNotCall: rapid.SampledFrom([]int{0, 0, 0, 2}).Draw(r, "listed")}
		for i := range rapid.IntRange(0, 4).Draw(r, "batches") {
			b := model.Batch{
				Key: string(rune('k' + i)), Campaign: string(rune('p' + i/2)), Name: string(rune('P' + i/2)), Agent: agent.Draw(r, "agent"), Contacts: 3,
				State:    rapid.SampledFrom([]model.SendState{model.SendAccepted, model.SendAccepted, model.SendUnknown, model.SendPrepared}).Draw(r, "state"),
				Settled:  noon.Add(-time.Duration(rapid.IntRange(0, 40).Draw(r, "settled")) * time.Hour),
				Schedule: model.Schedule{CallsPerSecond: 1, MaxAttempts: 2},
			}
			rung := map[uint64]time.Time{}
			for _, n := range numbers.Draw(r, "numbers") {
				rung[n] = time.Time{}
			}
			if rapid.Bool().Draw(r, "ended") {
				b.Ended, b.CallsKnown = b.Settled.Add(time.Hour), rapid.Bool().Draw(r, "known")
				for n := range rung {
					if b.CallsKnown && n%2 == 0 {
						rung[n] = b.Settled.Add(time.Minute)
					}
				}
			}
			w.batches, w.rung = append(w.batches, b), append(w.rung, rung)
			if rapid.Bool().Draw(r, "has ids") {
				was := slices.Sorted(maps.Keys(rung))[0]
				w.ids = append(w.ids, sentID{w.asked[0], was, b.Agent, b.Key})
			}
		}
		plain, plainMoves, plainErr := answers(w, inTheClear)
		kept, keptMoves, keptErr := answers(w, hashed)
		if !maps.Equal(plain, kept) {
			r.Fatalf("in the clear %+v, hashed %+v", plain, kept)
		}
		if !maps.Equal(plainMoves, keptMoves) {
			r.Fatalf("in the clear %v, hashed %v", plainMoves, keptMoves)
		}
		one, isOne := errors.AsType[*model.GuardError](plainErr)
		other, isOther := errors.AsType[*model.GuardError](keptErr)
		if isOne != isOther || isOne && *one != *other {
			r.Fatalf("in the clear %v, hashed %v", plainErr, keptErr)
		}
		if isOne {
			refused++
		} else {
			passed++
		}
	})
	if refused == 0 || passed == 0 {
		t.Errorf("%d were refused and %d passed: the histories are not worth much", refused, passed)
	}
}

func TestARefusalNamesWhoseBatchItIs(t *testing.T) {
	q := Ask([]uint64{1, 2})
	q.Known()
	judge := NewJudge(Intent[uint64]{Agent: "a"}, q, noon, model.GuardPeriod)
	calling := model.Batch{Key: "1", Name: "Spring", Colleague: "anna on jump2", State: model.SendAccepted, Agent: "a", Settled: noon}
	judge.Add(batchOf(calling, map[uint64]time.Time{1: {}}, inTheClear))
	own := calling
	own.Key, own.Name, own.Colleague, own.State = "2", "Autumn", "", model.SendUnknown
	judge.Add(batchOf(own, map[uint64]time.Time{2: {}}, inTheClear))
	_, err := judge.Verdict(0)
	guard, _ := errors.AsType[*model.GuardError](err)
	if guard == nil || guard.Campaign != "Autumn" || guard.Colleague != "" || guard.Uncertain != 1 || guard.Recent != 1 {
		t.Errorf("it says %+v", guard)
	}
	judge = NewJudge(Intent[uint64]{Agent: "a"}, q, noon, model.GuardPeriod)
	judge.Add(batchOf(calling, map[uint64]time.Time{1: {}}, inTheClear))
	_, err = judge.Verdict(0)
	if guard, _ = errors.AsType[*model.GuardError](err); guard == nil || guard.Campaign != "Spring" || guard.Colleague != "anna on jump2" {
		t.Errorf("it says %+v", guard)
	}
}
