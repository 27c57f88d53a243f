package model

import (
	"cmp"
	"time"

	"callsheet/model/dialling"
	"callsheet/model/hours"
)

// FinishState is what can be said of when a campaign is over.
type FinishState uint8

const (
	FinishUnknown FinishState = iota // nothing is at the service, or too little is known of it
	FinishSet                        // it is said
	FinishLate                       // it should be over by now, and is not
	FinishStalled                    // calls should be made, and none are
)

// Finish says by when a campaign is over: from how its batches are dialled, and what has
// come of it so far. It is steady: what is said stands until it turns out to be wrong by
// more than can be left unsaid. The zero value is ready to use; it is for one campaign.
//
// It goes by the time since calling began, never by how much was settled just now: between
// two tries nothing is settled for an hour, and then much at once.
type Finish struct {
	Answers   AnswerRate // that is expected before there are results; zero is AssumedAnswers
	Pace      float64    // and the share of the rate, where it is known; 0 = it is not
	NoMoreTry bool       // the service tries nobody once more than it is told

	batches map[batchPlace]*finishing
	said    time.Time
	state   FinishState
}

// batchPlace tells batches of a campaign apart, where there is no ledger too.
type batchPlace struct {
	key   string
	index int
}

// finishing is what is remembered of a batch.
type finishing struct {
	last  Statistics
	moved time.Time     // when it was last seen to have moved
	stood time.Duration // how long it stood still while it should have called
	stall bool

	share, pace float64 // that were measured in the first pass; 0 = they were not yet
	calls       float64 // that had been made then
	rung        int     // contacts that had been called
}

const (
	// enoughMeasured is how many calls there must have been before what they tell is gone by,
	// where nothing is known.
	enoughMeasured = 100
	// priorCalls is how many calls what was expected before counts for.
	priorCalls = 50
	// slack is by how much the service's calls may be later than its rates say.
	slack = 2 * time.Minute
	// afterLast is how long the last call takes, at most as a rule.
	afterLast = 3 * time.Minute
	// saySooner and sayLater are what part of the time that is left what is said must be
	// wrong by before another time is said: who is told an end that comes too early plans
	// by it.
	saySooner, sayLater = 10, 20
)

// Observe takes over the batches as they are at an instant of the service's clock. Those
// that may not be sent yet do not count.
func (f *Finish) Observe(batches []Batch, now time.Time) {
	if f.batches == nil {
		f.batches = map[batchPlace]*finishing{}
	}
	over, late, state, unknown := time.Time{}, time.Time{}, FinishUnknown, false
	for _, b := range batches {
		if b.State != SendAccepted && (b.State != SendPrepared || b.Part.Release.Held(now)) && b.State != SendSending || b.Last.Status.Ended() {
			continue
		}
		place := batchPlace{b.Key, b.Index}
		known := f.batches[place]
		if known == nil {
			known = &finishing{}
			f.batches[place] = known
		}
		at, is := f.overBy(b, known, now)
		switch is {
		case FinishUnknown:
			unknown = true
			continue
		case FinishLate:
			late = later(late, at)
			at = now.Add(b.Schedule.RetryDelay + slack) // one more try takes so long
		}
		if !at.Before(over) {
			over = at
			if state != FinishStalled {
				state = is
			}
		} else if is == FinishStalled {
			state = is
		}
	}
	switch {
	case state == FinishStalled:
	case unknown:
		over, state = time.Time{}, FinishUnknown
	case state == FinishLate:
		over = late
	}
	f.say(over, state, now)
}

// OverBy is by when everything that is sent is over; of what is late or stalled, by when it
// should have been.
func (f *Finish) OverBy() (time.Time, FinishState) { return f.said, f.state }

// Stood is for how long a batch stands still that should be called.
func (f *Finish) Stood(now time.Time) time.Duration {
	longest := time.Duration(0)
	for _, k := range f.batches {
		if k.stall {
			longest = max(longest, now.Sub(k.moved))
		}
	}
	return longest
}

// Expect changes what is expected before there are results.
func (f *Finish) Expect(o Finish) { f.Answers, f.Pace, f.NoMoreTry = o.Answers, o.Pace, o.NoMoreTry }

// say lets what was said stand where it is still nearly true.
func (f *Finish) say(over time.Time, state FinishState, now time.Time) {
	before, was := f.said, f.state
	f.state = state
	if state != FinishSet {
		if state == FinishUnknown || f.said.IsZero() || state == FinishLate && f.said.After(now) {
			f.said = over
		}
		return
	}
	if left := before.Sub(now); was == FinishSet && left > 0 && over.Sub(before) <= max(time.Minute, left/sayLater) && before.Sub(over) <= max(time.Minute, left/saySooner) {
		return
	}
	f.said = over.Truncate(time.Minute).Add(time.Minute)
}

// overBy is when one batch is over.
func (f *Finish) overBy(b Batch, known *finishing, now time.Time) (time.Time, FinishState) {
	s := b.Last
	n := b.Contacts
	if s.Total > 0 {
		n = min(n, s.Total)
	}
	if b.Schedule.CallsPerSecond <= 0 || b.Schedule.MaxAttempts <= 0 || s.Finished() > n || s.Processed > n || s.Finished() < 0 {
		return time.Time{}, FinishUnknown
	}
	looked := s.At // the latest; since then nothing is known
	if looked.IsZero() || looked.After(now) {
		looked = now
	}
	known.observe(s, looked)
	dial := dialling.Batch{Contacts: n, Rate: b.Schedule.CallsPerSecond, Attempts: b.Schedule.MaxAttempts, Delay: b.Schedule.RetryDelay, Ring: hours.RingingTime}
	if !f.NoMoreTry {
		dial.Attempts++
	}
	began := f.begin(b, looked)
	ran := looked.Sub(began) - known.stood
	if known.moved.Equal(looked) { // while it stands still it is measured no slower
		known.measure(dial, f.Answers, ran)
	}
	share, shareKnown := f.shareOf(known)
	pace, paceKnown := f.paceOf(known, n)
	course := dial.Course(share, pace)
	if known.stands(course, n, shareKnown, ran, looked) {
		known.stall = true
		return f.within(b, now.Add(max(course.Last(1)-ran, 0)+afterLast)), FinishStalled
	}
	last := course.Last(float64(n-s.Finished()) / max(course.Left(ran), 0.01))
	slowest, lowest := pace, share
	if !paceKnown {
		slowest = min(AssumedPace, pace/2)
	}
	if !shareKnown {
		lowest = share / 2
	}
	if worst := dial.Course(lowest, slowest).Last(1); worst-course.Last(1) > max(worst, began.Add(worst).Sub(now))/saySooner {
		return time.Time{}, FinishUnknown // it depends on what is not measured yet
	}
	over := began.Add(known.stood + last + afterLast)
	if over.After(now) {
		return f.within(b, over), FinishSet
	}
	return over, FinishLate
}

// observe takes over a look at the batch.
func (k *finishing) observe(s Statistics, looked time.Time) {
	if s.Processed != k.last.Processed || s.Finished() != k.last.Finished() || s.Status != k.last.Status || k.moved.IsZero() {
		if k.stall {
			k.stood += max(looked.Sub(k.moved)-slack, 0)
		}
		k.moved, k.stall = looked, false
	}
	k.last = s
}

// begin is when the calls of a batch began, or begin.
func (f *Finish) begin(b Batch, now time.Time) time.Time {
	began := later(b.Last.StartedAt, b.Schedule.Start)
	if b.Last.StartedAt.IsZero() || began.After(now) || b.Last.Status.Waits() {
		began = later(now, b.Schedule.Start)
	}
	return began
}

// within is an instant, or the one at which the batch is cancelled if that is before.
func (f *Finish) within(b Batch, over time.Time) time.Time {
	if at := b.Part.CloseAt; !at.IsZero() && at.Before(over) {
		return at
	}
	return over
}

// measure finds what pace and share of answers the first pass had so far: those with which
// as many would have been called. What comes after it tells less, because then calls wait
// for their delays, and only those are called who do not answer.
func (k *finishing) measure(dial dialling.Batch, expected AnswerRate, ran time.Duration) {
	s := k.last
	const telling = 50 // a fiftieth more tells more
	if s.Processed == 0 || s.Processed >= dial.Contacts || ran <= 0 || s.Processed-k.rung <= k.rung/telling {
		return
	}
	// Each depends on the other: the more answer, the fewer retries stand between the first
	// calls. What was found the last time is nearly right.
	share := cmp.Or(k.share, expected.Share, AssumedAnswers.Share)
	low, high := 0.0, 1.0
	for range 16 {
		middle := (low + high) / 2
		if dial.Course(share, middle).Rung(ran) < float64(s.Processed) {
			low = middle
		} else {
			high = middle
		}
	}
	k.pace, k.rung = high, s.Processed
	k.calls = max(dial.Course(share, high).Calls(ran-hours.RingingTime), float64(s.Finished()))
	prior, weight := cmp.Or(expected.Share, AssumedAnswers.Share), 10.0
	if expected.Known {
		weight = priorCalls
	}
	k.share = (weight*prior + float64(s.Succeeded)) / (weight + k.calls)
}

// shareOf is what share of its calls is answered, and whether that is known.
func (f *Finish) shareOf(k *finishing) (share float64, known bool) {
	return cmp.Or(k.share, f.Answers.Share, AssumedAnswers.Share), f.Answers.Known || k.calls >= enoughMeasured
}

// paceOf is what share of the rate a batch reaches, and whether that is known.
func (f *Finish) paceOf(k *finishing, contacts int) (pace float64, known bool) {
	switch {
	case f.Pace > 0 && k.rung > 0:
		return (priorCalls*f.Pace + float64(k.rung)*k.pace) / float64(priorCalls+k.rung), true
	case f.Pace > 0:
		return f.Pace, true
	case k.rung > 0:
		return k.pace, k.rung >= min(enoughMeasured, (contacts+1)/2)
	}
	return 1, k.last.Processed >= contacts
}

// stands reports whether something should have moved since it did last: calls for the first
// time, and results, where it is known what share of calls has one.
func (k *finishing) stands(course dialling.Course, contacts int, shareKnown bool, ran time.Duration, looked time.Time) bool {
	const patience, enough = 3 * time.Minute, 20
	stood := looked.Sub(k.moved)
	if stood < patience {
		return false
	}
	from, to := ran-stood, ran-slack
	moves := course.Rung(to) - course.Rung(from)
	if shareKnown {
		moves += course.Left(from) - course.Left(to)
	}
	return moves >= max(2, min(enough, float64(contacts)/4))
}
