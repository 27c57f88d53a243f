package session

import (
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
)

// AheadWords say in sentences who is rung first at what time, on their clock and on that of
// now, when it is over, and how often one person may be rung; "" when nobody is called.
func (f Preflight) AheadWords(now time.Time) string {
	if f.Plan.Len() == 0 {
		return ""
	}
	here := func(at time.Time) string { return at.In(now.Location()).Format("Mon 15:04") }
	over := "Over by " + here(f.LastCall()) + " your clock."
	if first, rest := f.parts(); f.Canary != nil {
		over = fmt.Sprintf("The first %s are over by %s your clock; %s wait for the canary.", figures.Count(first), here(f.canaryOver(now)), figures.Count(rest))
	} else if n, _, _ := f.waitingForYou(now); n > 0 {
		over = "Over by " + here(f.LastCall()) + " your clock, if you send what waits."
	}
	return fmt.Sprintf("First call %s. %s At most %s.", f.firstWords(here), over, f.Plan.MostRings())
}

// firstWords say the time of the first call where it rings: "Tue 08:00 in Florida, Tue 13:00
// for you".
func (f Preflight) firstWords(here func(time.Time) string) string {
	var early, late model.GroupForecast
	var from, until string
	for _, g := range f.Forecast.Groups {
		local, known := g.LocalFirst()
		if g.Contacts == 0 || !known || !g.First.Equal(f.Forecast.First) {
			continue
		}
		if said := local.Format("2006-01-02 15:04"); from == "" || said < from {
			early, from = g, said
		}
		if said := local.Format("2006-01-02 15:04"); said > until {
			late, until = g, said
		}
	}
	yours := here(f.Forecast.First) + " for you"
	if from == "" {
		return yours
	}
	first, _ := early.LocalFirst()
	theirs := first.Format("Mon 15:04")
	switch last, _ := late.LocalFirst(); {
	case from != until:
		return fmt.Sprintf("%s, from %s in %s to %s in %s", yours, theirs, early.Where(), last.Format("Mon 15:04"), late.Where())
	case theirs == here(f.Forecast.First):
		return theirs + ", there and for you"
	}
	return fmt.Sprintf("%s in %s, %s", theirs, early.Where(), yours)
}

// canaryOver is the last possible call to those who are called first.
func (f Preflight) canaryOver(now time.Time) time.Time {
	var over time.Time
	for _, s := range f.Plan.Segments {
		if s.Release.By == model.ReleasedAtOnce {
			if _, last := s.Possible(now); last.After(over) {
				over = last
			}
		}
	}
	return over
}

// waitingForYou are how many wait for the operator to send them, and the segment of those
// whose calls come first; its place is -1 where nobody waits.
func (f Preflight) waitingForYou(now time.Time) (contacts int, first model.Segment, found bool) {
	for _, s := range f.Plan.Segments {
		if s.Release.ForOutcome() || !s.Release.Held(now) {
			continue
		}
		begin, _ := s.Possible(now)
		if earliest, _ := first.Possible(now); !found || begin.Before(earliest) {
			first, found = s, true
		}
		contacts += len(s.Rows)
	}
	return contacts, first, found
}

// WaitWords say in a sentence who waits for the operator, from when they can be sent, and
// when the first of them are to be rung; "" when nobody does.
func (f Preflight) WaitWords(now time.Time) string {
	n, first, found := f.waitingForYou(now)
	if !found {
		return ""
	}
	begin, _ := first.Possible(now)
	words := people(n) + " wait on Home until you send them"
	if !first.Release.NotBefore.IsZero() {
		words += ", from " + Begin{At: first.Release.NotBefore}.Words(now) + " on"
	}
	if begin.After(now) {
		who := "the first of them"
		if first.Name != "" {
			who = "the first, " + first.Name + " there,"
		}
		words += fmt.Sprintf("; %s begin %s on your clock", who, Begin{At: begin}.Words(now))
	}
	return words + "."
}

// CanaryOverWords say in a sentence without its end when those who are called first are over,
// and that of the others nobody knows yet; "" without a canary.
func (f Preflight) CanaryOverWords(now time.Time) string {
	if f.Canary == nil || f.Plan.Len() == 0 {
		return ""
	}
	first, rest := f.parts()
	over := f.canaryOver(now).In(now.Location())
	return fmt.Sprintf("last possible call to the first %s %s, on your clock (%s); when the other %s are over depends on when they are let go",
		figures.Count(first), over.Format("Mon 15:04"), over.Format("MST"), figures.Count(rest))
}

// CanaryOf is how many of each wave are called first.
func (f Preflight) CanaryOf() []int {
	if f.Waves == nil {
		return nil
	}
	first := make([]int, len(f.Waves.Waves))
	for _, s := range f.Plan.Segments {
		if f.Canary == nil || s.Release.By != model.ReleasedAtOnce || len(s.Rows) == 0 {
			continue
		}
		for i, wave := range f.Waves.Waves {
			if slices.Contains(wave.Segment.Rows, s.Rows[0]) {
				first[i] += len(s.Rows)
				break
			}
		}
	}
	return first
}
