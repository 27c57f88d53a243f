package hours

import (
	"math"
	"slices"
	"time"
)

// Ring is attempts on one number: so many, each at some time from From to To. A call that
// was placed is one attempt with both the same.
type Ring struct {
	From, To time.Time
	Attempts int
}

// RingAt is one attempt at an instant.
func RingAt(t time.Time) Ring { return Ring{t, t, 1} }

// Planned is what a batch may do to each of its contacts: the service may ring one more
// time than maxAttempts, from the batch's first call to its last possible one.
func Planned(first, last time.Time, maxAttempts int) Ring { return Ring{first, last, 1 + maxAttempts} }

// History is what is known of the calls to one number, whichever campaigns made them.
type History struct {
	Rings        []Ring    // in any order, planned ones too
	Conversation time.Time // when the last one was; zero when there was none
	Refusal      time.Time // when somebody last said no; zero when nobody did
}

// Tries is how often one number may still be rung.
type Tries struct {
	Limited bool      // whether any cap or pause counts
	Allowed int       // how many attempts; the largest int when there is no cap
	Next    time.Time // when there may be the next one: the instant that was asked for, if any is allowed
	Why     string    // which cap or pause allows none, for a screen; "" when some are allowed
}

// Tries is how many attempts the rules allow between two instants, both included, wherever
// in between they are made; one of them for an attempt right then. The rules are those in
// force on the days of the instants in their own location, which should be of whoever is
// rung. What is planned for later counts like what was. It does not look at the windows.
func (s Set) Tries(h History, from, to time.Time) Tries {
	if to.Before(from) {
		to = from
	}
	caps, pause := s.limits(from, to)
	t := Tries{Limited: len(caps) > 0 || pause != Pause{}, Allowed: math.MaxInt, Next: from}
	if !t.Limited {
		return t
	}
	t.Allowed, t.Why = allowed(caps, pause, h, from, to)
	if t.Allowed > 0 {
		return t
	}
	// Attempts become possible when a pause ends, or when an earlier attempt no longer
	// counts; at no other time.
	resume, _ := pause.end(h)
	times := []time.Time{resume}
	for _, r := range h.Rings {
		for _, c := range caps {
			times = append(times, r.To.Add(c.Span()))
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for _, at := range times {
		if at.Before(from) {
			continue
		}
		if n, _ := allowed(caps, pause, h, at, at.Add(to.Sub(from))); n > 0 {
			t.Next = at.In(from.Location())
			return t
		}
	}
	return t
}

// limits are the caps and pauses of the days of two instants.
func (s *Set) limits(from, to time.Time) ([]Cap, Pause) {
	p := s.on(DateOf(from))
	q := p
	if !to.Equal(from) {
		q = s.on(DateOf(to))
	}
	if p == q {
		return p.caps, p.pause
	}
	return strictestCaps(slices.Concat(p.caps, q.caps)), p.pause.longer(q.pause)
}

// allowed is how many attempts there may be between two instants, and what allows none.
func allowed(caps []Cap, pause Pause, h History, from, to time.Time) (int, string) {
	if end, why := pause.end(h); from.Before(end) {
		return 0, why
	}
	left := math.MaxInt
	for _, c := range caps {
		left = min(left, c.Attempts-most(h.Rings, c.Span(), from, to))
		if left <= 0 {
			return 0, "at most " + c.Words()
		}
	}
	return left, ""
}

// most is the largest number of attempts in any span of a length that touches the time
// between two instants.
func most(rings []Ring, length time.Duration, from, to time.Time) int {
	// As a span moves on, attempts leave it only when it begins after their To; so the
	// largest number is in one that begins at some To, or as late as it can.
	largest := 0
	begins := func(at time.Time) {
		if at.After(to) || !at.Add(length).After(from) {
			return
		}
		n := 0
		for _, r := range rings {
			if !r.To.Before(at) && r.From.Before(at.Add(length)) {
				n += r.Attempts
			}
		}
		largest = max(largest, n)
	}
	begins(to)
	for _, r := range rings {
		begins(r.To)
	}
	return largest
}

// end is when the pauses are over, and which one of them lasts until then.
func (p Pause) end(h History) (time.Time, string) {
	var end time.Time
	why := ""
	if n := p.AfterConversation; n > 0 && !h.Conversation.IsZero() {
		end, why = h.Conversation.Add(Cap{Days: n}.Span()), pauseText(n, "a conversation")
	}
	if n := p.AfterRefusal; n > 0 && !h.Refusal.IsZero() {
		if over := h.Refusal.Add(Cap{Days: n}.Span()); over.After(end) {
			end, why = over, pauseText(n, "a refusal")
		}
	}
	return end, why
}

// NextTry is the first moment, at an instant or after it, at which one more attempt is
// inside the windows and under the caps. There is none within the next year if it says so.
func (s Schedule) NextTry(h History, at time.Time) (time.Time, bool) {
	for limit := at.Add(horizon); at.Before(limit); {
		tries := s.rules.Tries(h, at, at)
		if tries.Allowed == 0 {
			if !tries.Next.After(at) {
				return time.Time{}, false
			}
			at = tries.Next
			continue
		}
		call, ok := s.NextCall(at)
		if !ok || call.Equal(at) {
			return call, ok
		}
		at = call
	}
	return time.Time{}, false
}
