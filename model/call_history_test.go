package model

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// placed are calls to contacts one after another, so far apart, with a status for each;
// the answered ones take a minute and a half.
func placed(apart time.Duration, statuses ...string) []Call {
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	calls := make([]Call, len(statuses))
	for i, s := range statuses {
		calls[i] = Call{Status: s, Phone: fmt.Sprintf("+447400%06d", i), At: at.Add(time.Duration(i) * apart)}
		if s == CallAnswered {
			calls[i].Duration = 90 * time.Second
		}
	}
	return calls
}

func TestATallyCountsWhatIsKnownOfCalls(t *testing.T) {
	three := func(change func([]Call) []Call) []Call {
		return change(placed(time.Second, CallAnswered, CallMissed, CallFailed))
	}
	again := func(calls []Call, n int, after time.Duration, status string) []Call {
		c := calls[n]
		c.At, c.Status = calls[0].At.Add(after), status
		return append(calls, c)
	}
	for _, c := range []struct {
		claim string
		calls []Call
		want  CallTally
	}{
		{"none", nil, CallTally{}},
		{"each once", three(func(c []Call) []Call { return c }), CallTally{3, 1, 1, 90 * time.Second, 3, 2 * time.Second, 1, 2}},
		{"a retry comes after the first pass", three(func(c []Call) []Call { return again(c, 1, time.Hour, CallMissed) }), CallTally{4, 1, 1, 90 * time.Second, 3, 2 * time.Second, 2, 1}},
		{"or takes a turn within it", three(func(c []Call) []Call { return again(c, 0, time.Second, CallMissed) }), CallTally{4, 1, 1, 90 * time.Second, 4, 2 * time.Second, 2, 0}},
		{"whoever was reached at last was not tried to the end", three(func(c []Call) []Call { return again(c, 1, time.Hour, CallAnswered) }), CallTally{4, 2, 1, 90 * time.Second, 3, 2 * time.Second, 2, 0}},
		{"what has not ended and what is not understood is none", three(func(c []Call) []Call {
			return append(c, Call{Status: CallOngoing}, Call{Status: CallScheduled}, Call{Status: "VOICEMAIL", Duration: time.Hour})
		}), CallTally{3, 1, 1, 90 * time.Second, 3, 2 * time.Second, 1, 2}},
		{"an answered call without a length is no talk", three(func(c []Call) []Call { c[0].Duration = 0; return c }), CallTally{3, 1, 0, 0, 3, 2 * time.Second, 1, 2}},
		{"nor is one of a length that cannot be", three(func(c []Call) []Call { c[0].Duration = math.MaxInt64; return c }), CallTally{3, 1, 0, 0, 3, 2 * time.Second, 1, 2}},
		{"nor one that is less than nothing", three(func(c []Call) []Call { c[0].Duration = -time.Hour; return c }), CallTally{3, 1, 0, 0, 3, 2 * time.Second, 1, 2}},
		{"ringing is no talk", three(func(c []Call) []Call { c[1].Duration = time.Minute; return c }), CallTally{3, 1, 1, 90 * time.Second, 3, 2 * time.Second, 1, 2}},
		{"a call without a time tells no rate", three(func(c []Call) []Call { c[1].At = time.Time{}; return c }), CallTally{3, 1, 1, 90 * time.Second, 0, 0, 1, 2}},
	} {
		if got := TallyOf(c.calls); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.claim, got, c.want)
		}
	}
}

// finishedBatch is a batch of which everything is known: so many calls of whom so many
// were answered, at a rate that was asked and one that was seen.
func finishedBatch(calls, answered, asked int, seen float64) Batch {
	b := Batch{Service: "https://dialgen", User: "user", Agent: "agent", Contacts: calls, State: SendAccepted, CallsKnown: true, Ended: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
	b.Schedule = Schedule{CallsPerSecond: asked, MaxAttempts: 3, RetryDelay: time.Hour}
	b.Last.Status = StatusCompleted
	b.Tally = CallTally{Calls: calls, Answered: answered, Timed: answered, Talk: time.Duration(answered) * time.Minute, MostTries: 4, TriedMost: calls - answered}
	if seen > 0 {
		b.Tally.Pass, b.Tally.PassTime = calls+1, time.Duration(float64(calls)/seen*float64(time.Second))
	}
	return b
}

func campaignsOf(batches ...Batch) []Summary {
	all := make([]Summary, len(batches))
	for i, b := range batches {
		all[i].Batches = []Batch{b}
	}
	return all
}

func TestAnAnswerRateIsKnownFromEnoughCallsOfFinishedCampaigns(t *testing.T) {
	with := func(change func(*Batch)) []Summary {
		b := finishedBatch(1000, 310, 10, 10)
		change(&b)
		return campaignsOf(b)
	}
	const assumed = "assumed: 30 % answer, nothing known yet"
	for _, c := range []struct {
		claim string
		of    []Summary
		words string
		talk  time.Duration
	}{
		{"nothing", nil, assumed, 0},
		{"a thousand calls", with(func(*Batch) {}), "about 31 % answer, from 1,000 calls of 1 campaign", time.Minute},
		{"several campaigns", campaignsOf(finishedBatch(1000, 300, 10, 10), finishedBatch(3000, 600, 10, 10)), "about 23 % answer, from 4,000 calls of 2 campaigns", time.Minute},
		{"199 are too few", campaignsOf(finishedBatch(199, 190, 10, 10)), assumed, 0},
		{"200 are enough", campaignsOf(finishedBatch(200, 0, 10, 10)), "about 0 % answer, from 200 calls of 1 campaign", 0},
		{"a rehearsal tells nothing of real calls", with(func(b *Batch) { b.Service = "sandbox:1" }), assumed, 0},
		{"nor another user's", with(func(b *Batch) { b.User = "other" }), assumed, 0},
		{"another agent's do, where this one has none", with(func(b *Batch) { b.Agent = "other" }), "about 31 % answer, from 1,000 calls of 1 campaign", time.Minute},
		{"and not where it has enough", campaignsOf(finishedBatch(200, 20, 10, 10), with(func(b *Batch) { b.Agent = "other" })[0].Batches[0]), "about 10 % answer, from 200 calls of 1 campaign", 0},
		{"a batch whose calls are not all known tells nothing", with(func(b *Batch) { b.CallsKnown = false }), assumed, 0},
		{"nor do statistics without calls", with(func(b *Batch) { b.Tally = CallTally{}; b.Last.Succeeded, b.Last.Total = 900, 1000 }), assumed, 0},
		{"nor more answers than calls", with(func(b *Batch) { b.Tally.Answered = 1001 }), assumed, 0},
		{"calls whose contacts others took over were placed", with(func(b *Batch) { b.Lost, b.Contacts = 900, 1000 }), "about 31 % answer, from 1,000 calls of 1 campaign", time.Minute},
		{"the length of few conversations is none of all", with(func(b *Batch) { b.Tally.Timed, b.Tally.Talk = 100, 100*time.Hour }), "about 31 % answer, from 1,000 calls of 1 campaign", 0},
		{"nor is that of none", with(func(b *Batch) { b.Tally.Timed, b.Tally.Talk = 0, 0 }), "about 31 % answer, from 1,000 calls of 1 campaign", 0},
	} {
		got := CallHistoryOf(c.of, "https://dialgen", "user", "agent").AnswerRate()
		if got.Words() != c.words || got.Talk != c.talk || got.Known == (c.words == assumed) {
			t.Errorf("%s: %s, %v of talk, want %s, %v", c.claim, got.Words(), got.Talk, c.words, c.talk)
		}
	}
}

func TestTheNewestCampaignsAreGoneBy(t *testing.T) {
	var all []Summary
	for i := range 3 * newestCampaigns {
		b := finishedBatch(100, 10, 10, 10)
		b.Ended = b.Ended.AddDate(0, 0, i)
		if i >= 2*newestCampaigns {
			b.Tally.Answered = 50
		}
		all = append(all, campaignsOf(b)...)
	}
	if h := CallHistoryOf(all, "https://dialgen", "user", "agent"); h.Campaigns != newestCampaigns || h.AnswerRate().Share != 0.5 {
		t.Errorf("%d campaigns, %v", h.Campaigns, h.AnswerRate())
	}
}

func TestAPaceIsWhatThreeOfFourCallsReached(t *testing.T) {
	for _, c := range []struct {
		claim string
		of    []Batch
		rate  int
		share float64
		known bool
	}{
		{"nothing", nil, 10, AssumedPace, false},
		{"as fast as it was asked", []Batch{finishedBatch(1000, 300, 10, 10)}, 10, 1, true},
		{"at six in ten", []Batch{finishedBatch(1000, 300, 10, 6)}, 10, 0.6, true},
		{"no faster at a lower rate, whose lines may have been fewer", []Batch{finishedBatch(1000, 300, 10, 6)}, 5, 0.6, true},
		{"as fast as it goes, whatever is asked", []Batch{finishedBatch(1000, 300, 10, 6)}, 30, 0.2, true},
		{"a rate that was never asked is assumed to be half reached", []Batch{finishedBatch(1000, 300, 10, 10)}, 30, AssumedPace, true},
		{"or as far as the lower one was", []Batch{finishedBatch(1000, 300, 10, 10)}, 12, 10.0 / 12, true},
		{"the slow quarter does not decide", []Batch{finishedBatch(400, 90, 10, 1), finishedBatch(1600, 300, 10, 9)}, 10, 0.9, true},
		{"more than a quarter does", []Batch{finishedBatch(700, 90, 10, 1), finishedBatch(1600, 300, 10, 9)}, 10, 0.1, true},
		{"few calls tell nothing", []Batch{finishedBatch(150, 30, 10, 6)}, 10, AssumedPace, false},
		{"times faster than was asked are none of calls", []Batch{finishedBatch(1000, 300, 10, 400)}, 10, AssumedPace, false},
		{"a batch that is over at once tells nothing", []Batch{finishedBatch(80, 30, 30, 15), finishedBatch(80, 30, 30, 15), finishedBatch(80, 30, 30, 15)}, 10, AssumedPace, false},
		{"nor does one without times", []Batch{finishedBatch(1000, 300, 10, 0)}, 10, AssumedPace, false},
		{"nor one whose rate is not known", []Batch{finishedBatch(1000, 300, 0, 6)}, 10, AssumedPace, false},
	} {
		share, known := CallHistoryOf(campaignsOf(c.of...), "https://dialgen", "user", "agent").Pace(c.rate)
		if known != c.known || math.Abs(share-c.share) > 1e-6 {
			t.Errorf("%s: %v, %v, want %v, %v", c.claim, share, known, c.share, c.known)
		}
	}
}

func TestOneMoreTryMayComeUntilItIsKnownNotTo(t *testing.T) {
	tried := func(most, contacts int, status BatchStatus) Batch {
		b := finishedBatch(1000, 300, 10, 10)
		b.Tally.MostTries, b.Tally.TriedMost, b.Last.Status = most, contacts, status
		return b
	}
	for claim, c := range map[string]struct {
		of   []Batch
		want bool
	}{
		"nothing is known":                   {nil, true},
		"it was made":                        {[]Batch{tried(4, 100, StatusCompleted)}, true},
		"it was not":                         {[]Batch{tried(3, 100, StatusCompleted)}, false},
		"once it was":                        {[]Batch{tried(3, 100, StatusCompleted), tried(4, 1, StatusCompleted)}, true},
		"too few were tried so often":        {[]Batch{tried(3, 9, StatusCompleted)}, true},
		"or less often":                      {[]Batch{tried(2, 900, StatusCompleted)}, true},
		"a cancelled one would have gone on": {[]Batch{tried(3, 100, StatusCancelled)}, true},
	} {
		if got := CallHistoryOf(campaignsOf(c.of...), "https://dialgen", "user", "agent").OneMoreTry(); got != c.want {
			t.Errorf("%s: %v", claim, got)
		}
	}
}
