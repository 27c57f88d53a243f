package model

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

// GuardPeriod is how long a number is kept from being called again by another
// batch after it was called, or may have been called, for the last time.
const GuardPeriod = 24 * time.Hour

// Schedule bounds when the calls of a batch can be made. Of a batch that was
// confirmed before this was kept nothing is known: MaxAttempts is 0.
type Schedule struct {
	Start          time.Time // of the first calls; zero = at once
	CallsPerSecond int
	MaxAttempts    int           // as the service was told
	RetryDelay     time.Duration // the longer of the delays between two tries
}

// Schedule is when calls made with these options can be made.
func (o Options) Schedule() Schedule {
	return Schedule{o.Start, o.CallsPerSecond, o.MaxAttempts, max(o.NoAnswerDelay, o.BusyDelay)}
}

// LastCall is when the last call of a batch can be made, when the service keeps
// up with what it was told; false when the schedule is not known. What the
// reference calls attempts may be retries, so everybody is tried 1 + MaxAttempts
// times; the rate holds for every try.
func (s Schedule) LastCall(accepted time.Time, contacts int) (time.Time, bool) {
	if s.MaxAttempts <= 0 || s.CallsPerSecond <= 0 {
		return time.Time{}, false
	}
	from := accepted
	if s.Start.After(from) {
		from = s.Start
	}
	pass := time.Duration(contacts) * time.Second / time.Duration(s.CallsPerSecond)
	return from.Add(time.Duration(1+s.MaxAttempts)*pass + time.Duration(s.MaxAttempts)*s.RetryDelay), true
}

// Guard is how a batch keeps one of its numbers from being called by another.
type Guard struct {
	Uncertain  bool      // it is not known whether the service has the batch
	Unfinished bool      // the service has it, and it is not known to have ended
	Rung       bool      // Called is when the number was rung last
	Called     time.Time // when it was rung last, or may have been; while it may yet be, when the batch was sent
	Starts     time.Time // of an unfinished batch: when its first calls are made; zero when that has come
	Until      time.Time // when it guards no longer; of an unfinished batch when its last call can be made; zero = not known
}

// GuardOf says how a batch guards one of its numbers now, if it does. rung is
// when the number was rung last, zero when it never was; it counts only where all
// calls of the batch are known. A state that is not known here guards for good.
func (b Batch) GuardOf(rung, now time.Time, period time.Duration) (Guard, bool) {
	switch b.State {
	case SendPrepared, SendRefused:
		return Guard{}, false
	case SendAccepted:
	default:
		g := Guard{Uncertain: true, Called: b.Sent}
		if g.Called.IsZero() {
			g.Called = b.Prepared
		}
		return g, true
	}
	if b.Ended.IsZero() {
		last, _ := b.Schedule.LastCall(b.Settled, b.Contacts)
		g := Guard{Unfinished: true, Called: b.Settled, Until: last}
		if b.Schedule.Start.After(now) {
			g.Starts = b.Schedule.Start
		}
		return g, true
	}
	last := b.Ended
	if b.CallsKnown {
		if rung.IsZero() {
			return Guard{}, false
		}
		last = rung
	}
	g := Guard{Rung: b.CallsKnown, Called: last, Until: last.Add(period)}
	return g, g.Until.After(now)
}

// Guards reports whether a batch may guard any of its numbers now: one that
// ended, and of which all calls are known, may guard only some.
func (b Batch) Guards(now time.Time, period time.Duration) bool {
	_, guards := b.GuardOf(b.Ended, now, period)
	return guards
}

// Ring is the last call to a number.
type Ring struct {
	Number phone.Number
	At     time.Time
}

// LastRings is the last call to each number of a batch that has ended, sorted by
// number. calls are all its calls; false when they do not tell: a number cannot
// be read, or a call is yet to be made.
func LastRings(calls []Call) ([]Ring, bool) {
	last := make(map[phone.Number]time.Time, len(calls))
	for _, c := range calls {
		n, ok := c.Number()
		if !ok || c.Status == CallScheduled {
			return nil, false
		}
		if at, known := last[n]; !known || c.At.After(at) {
			last[n] = c.At
		}
	}
	rings := make([]Ring, 0, len(last))
	for n, at := range last {
		rings = append(rings, Ring{n, at})
	}
	slices.SortFunc(rings, func(a, b Ring) int { return cmp.Compare(a.Number, b.Number) })
	return rings, true
}

// CallScheduled is a call's Status while it is yet to be made.
const CallScheduled = "SCHEDULED"

// Number is whom the call went to; false when that cannot be read.
func (c Call) Number() (phone.Number, bool) { return plainNumber(c.Phone) }

// CallAnswered is a call's Status when somebody took it.
const CallAnswered = "COMPLETED"

// Ending is what a look at a batch that has ended tells of it.
type Ending struct {
	At         time.Time // when it ended, by the ledger's clock, or was seen to have
	Rings      []Ring    // sorted by number, by the ledger's clock
	CallsKnown bool      // Rings are all who were rung
}

// EndingOf reads a look at the batch; false when it has not ended. numbers are
// its own, sorted; seen is the time by the ledger's clock. Whatever the service
// says that cannot be is not believed: the later time guards longer, and calls
// that do not add up are not known.
func (b Batch) EndingOf(look Statistics, numbers []phone.Number, seen time.Time) (Ending, bool) {
	if !look.Status.Ended() {
		return Ending{}, false
	}
	// The service's clock may be another than the ledger's.
	skew := time.Duration(0)
	if !b.ServerAfter.IsZero() && !b.Settled.IsZero() {
		skew = b.Settled.Sub(b.ServerAfter)
	}
	ours := func(at time.Time) time.Time {
		if at.IsZero() {
			return seen
		}
		if at = at.Add(skew); at.Before(b.Sent) || at.After(seen) {
			return seen
		}
		return at
	}
	e := Ending{At: ours(look.EndedAt)}
	if look.Rings == nil || look.Total != b.Contacts && look.Total != b.Contacts-b.Lost || len(look.Rings) < look.Processed {
		return e, true
	}
	for _, r := range look.Rings {
		if _, found := slices.BinarySearch(numbers, r.Number); !found {
			return Ending{At: e.At}, true
		}
		r.At = ours(r.At)
		if r.At.After(e.At) {
			e.At = r.At
		}
		e.Rings = append(e.Rings, r)
	}
	e.CallsKnown = true
	return e, true
}

// Suppression is what the ledger and the do-not-call list know about a number, outside
// any one list.
type Suppression struct {
	// DoNotCall is when the number was put on the do-not-call list.
	DoNotCall time.Time
	Source    string // where that came from: a file's name, "added by hand"

	// How a batch guards it, as Guard says; Called is zero when none does.
	Called     time.Time
	Uncertain  bool
	Unfinished bool
	Rung       bool
	Starts     time.Time
	Until      time.Time

	// SameID tells that the batch has the contact by its id, under another number;
	// Stays, that the service finds the contact by its id elsewhere, and so would
	// not take the number out of that batch.
	SameID bool
	Stays  bool

	Campaign string // the name of that batch's campaign
	Batch    string // the service's id of that batch, "" when it is not known
	Agent    string // that calls it
	Service  string // it was sent to

	// Answered is when a call to it was answered last, in an earlier campaign,
	// and AnsweredIn the name of that.
	Answered   time.Time
	AnsweredIn string
}

// Suppression is a guard as it is known of a number.
func (g Guard) Suppression(b Batch) Suppression {
	return Suppression{
		Called: g.Called, Uncertain: g.Uncertain, Unfinished: g.Unfinished, Rung: g.Rung, Starts: g.Starts, Until: g.Until,
		Campaign: b.Name, Batch: b.ID, Agent: b.Agent, Service: b.Service,
	}
}

// knownFrom is the campaign that a number is known from: that has it, or in which
// it was answered.
func (m Suppression) knownFrom() string {
	if m.Called.IsZero() {
		return m.AnsweredIn
	}
	return m.Campaign
}

// Suppressions holds what is known of the numbers of a list; most have no mark.
type Suppressions map[phone.Number]Suppression

// Outweighs reports whether a batch's guard matters more than what another makes
// of a number: what is not known more than what is, what may yet be called more
// than what was, then the later.
func (g Guard) Outweighs(m Suppression) bool {
	switch {
	case g.Uncertain != m.Uncertain:
		return g.Uncertain
	case g.Unfinished != m.Unfinished:
		return g.Unfinished
	}
	return !g.Called.Before(m.Called)
}

// CalledWords says what is known of the calls to a marked number, in words that
// follow "this number is", in the zone of now: `in "Spring", calling until 14:05
// at the latest`.
func (m Suppression) CalledWords(now time.Time) string { return m.calledWords(now) + m.IDWords() }

// IDWords say that a batch has the contact by its id and not by its number, or
// that it has the number by another id; "" otherwise.
func (m Suppression) IDWords() string {
	switch {
	case m.SameID:
		return " (same contact id, another number)"
	case m.Stays:
		return " (same number, another contact id)"
	}
	return ""
}

// StaysAdvice says what can be done about a contact that cannot be taken from an
// unfinished batch, "" when it can.
func (m Suppression) StaysAdvice() string {
	if !m.Stays {
		return ""
	}
	return "Dialgen knows the contact id of this row under another number, so both campaigns would call this one. Clear the id, or leave the row to that campaign."
}

func (m Suppression) calledWords(now time.Time) string {
	name := fmt.Sprintf("%q", printable.Text(m.Campaign, maxNameRunes))
	switch {
	case m.Uncertain:
		return "perhaps called already by " + name + ", whose outcome is not known"
	case m.Unfinished && m.Starts.After(now) && m.Until.After(now):
		return "in " + name + ", which starts " + startWords(m.Starts, now) + ", calling until " + clockWords(m.Until, now) + " at the latest"
	case m.Unfinished && m.Starts.After(now):
		return "in " + name + ", which starts " + startWords(m.Starts, now)
	case m.Unfinished && m.Until.After(now):
		return "in " + name + ", calling until " + clockWords(m.Until, now) + " at the latest"
	case m.Unfinished:
		return "in " + name + ", which is not known to have ended"
	case m.Rung:
		return "called at " + clockWords(m.Called, now) + " by " + name
	}
	return "in " + name + ", which called until " + clockWords(m.Called, now)
}

// startWords is a time to come, with the day as people say it.
func startWords(at, now time.Time) string {
	at = at.In(now.Location())
	switch day := at.Format(time.DateOnly); day {
	case now.Format(time.DateOnly):
		return "at " + at.Format("15:04")
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return "tomorrow " + at.Format("15:04")
	}
	return at.Format("Mon 2 Jan 15:04")
}

// AnsweredWords says where and when a number was answered, in words that follow
// "this number", in the zone of now.
func (m Suppression) AnsweredWords(now time.Time) string {
	day := "2 Jan"
	if m.Answered.In(now.Location()).Year() != now.Year() {
		day = "2 Jan 2006"
	}
	return fmt.Sprintf("answered in %q on %s", printable.Text(m.AnsweredIn, maxNameRunes), m.Answered.In(now.Location()).Format(day))
}

// PollAdvice is how it is found out whether the batch that guards a number has
// ended, "" when that is known.
func (m Suppression) PollAdvice() string {
	if !m.Unfinished || m.Batch == "" {
		return ""
	}
	return "`callsheet watch " + m.Batch + " --once` finds out whether it has ended."
}

// clockWords is a time of day, with the day when it is not that of now.
func clockWords(at, now time.Time) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("Mon 2 Jan 15:04")
}

// GuardError says which numbers of a batch must not be sent now. It is found in
// the moment before sending, so that two consoles cannot pass each other.
type GuardError struct {
	DoNotCall  int // numbers on the do-not-call list
	Recent     int // numbers called within the guard period, or in a batch that is not known to have ended
	Unfinished int // those of Recent that are in such a batch
	Uncertain  int // numbers in a batch whose outcome is not known
	SameID     int // those of Recent and Uncertain that are in a batch by their contact id, under another number
	OtherAgent int // numbers to be taken from an unfinished batch of another agent, which would call them too
	Campaign   string
}

func (e *GuardError) Error() string {
	text := "Nothing was sent."
	if e.Uncertain > 0 {
		text += fmt.Sprintf(" %s may be called already by %q, whose outcome is not known: settle that first.", figures.Counted(e.Uncertain, "contact"), e.Campaign)
	}
	if e.DoNotCall > 0 {
		text += " " + figures.Counted(e.DoNotCall, "contact") + " came onto the do-not-call list: look at the contacts again."
	}
	if e.OtherAgent > 0 {
		text += fmt.Sprintf(" %s in %q, which another agent calls: they cannot be taken from it, and both would call them. Leave them out, or cancel that one.", areIn(e.OtherAgent), e.Campaign)
	}
	switch {
	case e.Recent == 0:
	case e.Unfinished > 0:
		text += fmt.Sprintf(" %s in %q, which is not known to have ended: look at the contacts again.", areIn(e.Recent), e.Campaign)
	default:
		text += fmt.Sprintf(" %s called a short while ago by %q: look at the contacts again.", wereIn(e.Recent), e.Campaign)
	}
	if e.SameID > 0 {
		text += fmt.Sprintf(" %s there by the same contact id, with another number.", areIn(e.SameID))
	}
	return text
}

func areIn(n int) string { return figures.Counted(n, "contact") + " " + figures.Are(n) }

func wereIn(n int) string { return figures.Counted(n, "contact") + " " + figures.Were(n) }
