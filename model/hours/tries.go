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
	Limit   Limit     // which cap or pause allows the fewest; zero when none counts
}

// Limit is a cap or a pause, and what of a history counts against it.
type Limit struct {
	Rule  string // the name of the rule whose it is: "Florida"
	Cap   Cap    // zero of a pause
	After string // of a pause: "a conversation" or "a refusal"
	Days  int    // that a pause lasts

	Counted int       // attempts that count against a cap, planned ones too
	Since   time.Time // when the first of those could be; of a pause, when that was which it follows
}

// Tries is how many attempts the rules allow between two instants, both included, wherever
// in between they are made; one of them for an attempt right then. The rules are those in
// force on the days of the instants in their own location, which should be of whoever is
// rung. What is planned for later counts like what was. It does not look at the windows.
func (s Set) Tries(h History, from, to time.Time) Tries { return s.Limits(from, to).Tries(h) }

// Limits is the caps and pauses that count for attempts between two instants, both
// included, by which many histories are judged.
type Limits struct {
	periods  [2]*period // of the two days
	caps     []Cap
	pause    Pause
	from, to time.Time
}

// Limits is those in force on the days of two instants in their own location; see Tries.
func (s Set) Limits(from, to time.Time) Limits {
	if to.Before(from) {
		to = from
	}
	p, q := s.on(DateOf(from)), s.on(DateOf(to))
	l := Limits{periods: [2]*period{p, q}, from: from, to: to}
	if l.caps, l.pause = p.caps, p.pause; p != q {
		l.caps, l.pause = strictestCaps(slices.Concat(p.caps, q.caps)), p.pause.longer(q.pause)
	}
	return l
}

// Any reports whether any cap or pause counts.
func (l Limits) Any() bool { return len(l.caps) > 0 || l.pause != Pause{} }

// Allowed is how many attempts the limits allow one number, wherever between the two
// instants they are made, the largest int when nothing counts; and what allows the fewest.
func (l Limits) Allowed(h History) (int, Limit) { return l.allowed(h, l.from, l.to) }

// Tries is what Allowed says, and when there may be the next attempt.
func (l Limits) Tries(h History) Tries {
	t := Tries{Limited: l.Any(), Allowed: math.MaxInt, Next: l.from}
	if !t.Limited {
		return t
	}
	t.Allowed, t.Limit = l.allowed(h, l.from, l.to)
	if t.Allowed > 0 {
		return t
	}
	t.Why = t.Limit.whyNone()
	// Attempts become possible when a pause ends, or when an earlier attempt no longer
	// counts; at no other time.
	resume, _ := l.pause.end(h)
	times := []time.Time{resume}
	for _, r := range h.Rings {
		for _, c := range l.caps {
			times = append(times, r.To.Add(c.Span()))
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for _, at := range times {
		if at.Before(l.from) {
			continue
		}
		if n, _ := l.allowed(h, at, at.Add(l.to.Sub(l.from))); n > 0 {
			t.Next = at.In(l.from.Location())
			return t
		}
	}
	return t
}

// allowed is how many attempts there may be between two instants, and what allows the
// fewest.
func (l Limits) allowed(h History, from, to time.Time) (int, Limit) {
	if end, limit := l.pause.end(h); from.Before(end) {
		limit.Rule = l.whose(limit)
		return 0, limit
	}
	left, limit := math.MaxInt, Limit{}
	for _, c := range l.caps {
		n, since := most(h.Rings, c.Span(), from, to)
		if c.Attempts-n < left {
			left, limit = max(c.Attempts-n, 0), Limit{Cap: c, Counted: n, Since: since}
		}
		if left == 0 {
			break
		}
	}
	limit.Rule = l.whose(limit)
	return left, limit
}

// whose is the name of the first rule in force that has a cap or a pause.
func (l Limits) whose(limit Limit) string {
	for _, p := range l.periods {
		for i := range p.rules {
			r := &p.rules[i]
			if limit.Days == 0 && slices.Contains(r.Caps, limit.Cap) || limit.Days > 0 && (r.Pause.AfterConversation == limit.Days || r.Pause.AfterRefusal == limit.Days) {
				return r.Name
			}
		}
	}
	return ""
}

// most is the largest number of attempts in any span of a length that touches the time
// between two instants, and when the first of them could be.
func most(rings []Ring, length time.Duration, from, to time.Time) (largest int, since time.Time) {
	// As a span moves on, attempts leave it only when it begins after their To; so the
	// largest number is in one that begins at some To, or as late as it can.
	begins := func(at time.Time) {
		if at.After(to) || !at.Add(length).After(from) {
			return
		}
		n, first := 0, time.Time{}
		for _, r := range rings {
			if r.To.Before(at) || !r.From.Before(at.Add(length)) {
				continue
			}
			n += r.Attempts
			if first.IsZero() || r.From.Before(first) {
				first = r.From
			}
		}
		if n > largest {
			largest, since = n, first
		}
	}
	begins(to)
	for _, r := range rings {
		begins(r.To)
	}
	return largest, since
}

// end is when the pauses are over, and which one of them lasts until then.
func (p Pause) end(h History) (time.Time, Limit) {
	var end time.Time
	var limit Limit
	if n := p.AfterConversation; n > 0 && !h.Conversation.IsZero() {
		end, limit = h.Conversation.Add(Cap{Days: n}.Span()), Limit{After: "a conversation", Days: n, Since: h.Conversation}
	}
	if n := p.AfterRefusal; n > 0 && !h.Refusal.IsZero() {
		if over := h.Refusal.Add(Cap{Days: n}.Span()); over.After(end) {
			end, limit = over, Limit{After: "a refusal", Days: n, Since: h.Refusal}
		}
	}
	return end, limit
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
