package session

import (
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/waves"
)

// Headline is the worst there is to say of what is sent, on one line: what waits for the
// operator comes before in how many waves the others are.
func (f Preflight) Headline() string {
	words := f.Forecast.Headline()
	switch n, first, waits := f.waitingForYou(f.now); {
	case waits && f.Canary == nil && f.Indecent() == 0:
		begin, _ := first.Possible(f.now)
		words = fmt.Sprintf("%s: %s without you, %s once you send them, from %s on", words, figures.Count(f.Plan.Len()-n),
			figures.Count(n), begin.In(f.now.Location()).Format("Mon 15:04"))
	case f.Waves != nil && f.Plan.Len() > 0:
		words += ", in " + figures.Counted(len(f.Waves.Waves), "wave")
	}
	if first, _ := f.parts(); f.Canary != nil {
		words += "; " + figures.Count(first) + " go first"
	}
	return words
}

// LastCall is the last possible ring: in waves at the pace that is reckoned with, else
// in whatever order the service dials.
func (f Preflight) LastCall() time.Time {
	if f.Waves != nil {
		return f.Waves.Over()
	}
	return f.Forecast.Latest
}

// NotCalledWords say in sentences without their ends whom the plan is without because of
// their hours.
func (f Preflight) NotCalledWords() []string {
	if f.Waves != nil {
		return f.Waves.HeldWords()
	}
	var all []string
	if f.LeftOut > 0 {
		all = append(all, fmt.Sprintf("%s %s left out, because they could be rung outside their hours", people(f.LeftOut), figures.Are(f.LeftOut)))
	}
	if f.Held > 0 {
		all = append(all, fmt.Sprintf("Of %s no time zone is known: they are not called", people(f.Held)))
	}
	return all
}

// WavesInstead are the waves that the plan would be called in.
func (f Preflight) WavesInstead(now time.Time, pace waves.Pace) waves.Waves {
	f.cutWaves(now, pace)
	return *f.Waves
}

// OfferWords say waves in a line, to somebody whose clock shows now: "6 waves, first New
// York 8:00, last possible call tomorrow 02:58 your time".
func OfferWords(w waves.Waves, now time.Time) string {
	if len(w.Waves) == 0 {
		return "nobody would be in one"
	}
	words := fmt.Sprintf("%s, first %s, last possible call %s your time", figures.Counted(len(w.Waves), "wave"), w.Waves[0].Segment.Name, Begin{At: w.Over()}.Words(now))
	if n := w.Later(); n > 0 {
		words += fmt.Sprintf("; %s wait for you until a later day", figures.Count(n))
	}
	if n := w.Held + w.Closed + w.Left; n > 0 {
		words += fmt.Sprintf("; %s not called", figures.Count(n))
	}
	return words
}

// Grace is how long the plan can be taken back after it is confirmed, before anything of it
// leaves, of the time that is allowed for it.
func (f Preflight) Grace(allowed time.Duration, now time.Time) time.Duration {
	return graceOf(f.Plan, allowed, now, func(i int) bool { return !f.Plan.Segments[f.Plan.SegmentOf(i)].Release.Held(now) })
}

// LeavingWords say in sentences what goes on if the console is closed once this is sent,
// and what waits for somebody.
func (f Preflight) LeavingWords(now time.Time) []string {
	var close time.Time
	batches, canary := 0, 0
	for _, s := range f.Plan.Segments {
		switch r := s.Release; {
		case r.ForOutcome():
			canary += len(s.Rows)
		case r.Held(now): // WaitWords tell of them
		default:
			batches += (len(s.Rows) + model.MaxContacts - 1) / model.MaxContacts
			if s.CloseAt.After(close) {
				close = s.CloseAt
			}
		}
	}
	var all []string
	if batches > 1 {
		all = append(all, fmt.Sprintf("Stay until all %d batches are sent.", batches))
	}
	if batches > 0 {
		all = append(all, "What is sent is called by Dialgen without you, until you cancel it.")
	}
	if !close.IsZero() {
		all = append(all, fmt.Sprintf("To cancel waves that are not over at their close, a console or `callsheet watch` has to be open, until %s.", Begin{At: close}.Words(now)))
	}
	if canary > 0 {
		words := people(canary) + " wait for what comes of the canary, and go on only while a console or `callsheet watch` watches, or when you say so."
		if f.Canary != nil && f.Canary.Ask {
			words = people(canary) + " wait on Home until you send them."
		}
		all = append(all, words)
	}
	waits := f.WaitWords(now)
	if waits != "" {
		all = append(all, waits)
	}
	if f.Held > 0 {
		all = append(all, fmt.Sprintf("%s %s not called at all: no time zone is known of them.", people(f.Held), figures.Are(f.Held)))
	}
	if canary+f.Held == 0 && waits == "" {
		all = append(all, "Nothing else waits for you.")
	}
	return all
}
