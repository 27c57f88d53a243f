package session

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
)

// maxCanaryPlaces bounds how many places of a canary are named.
const maxCanaryPlaces = 3

// CanaryWords say in sentences who is called before the others, what lets these be called,
// and where that could be too late for them; none without a canary.
func (f Preflight) CanaryWords(now time.Time) []string {
	if f.Canary == nil {
		return nil
	}
	first, rest := f.parts()
	words := []string{fmt.Sprintf("%s of %s called first, drawn evenly over all places: %s.", figures.Count(first), figures.Count(f.Plan.Len())+" "+figures.Are(first), f.canaryPlaces())}
	if f.Canary.Ask {
		words = append(words, fmt.Sprintf("The other %s wait until you send them.", figures.Count(rest)))
	} else {
		words = append(words, fmt.Sprintf("The other %s follow by themselves with %s, while a console or `callsheet watch` watches. If a limit is missed they wait for you.",
			figures.Count(rest), f.Canary.Limits.Words()))
	}
	return append(words, f.tooLateWords(now)...)
}

// parts are how many are called first, and how many wait for their outcome.
func (f Preflight) parts() (first, rest int) {
	for _, s := range f.Plan.Segments {
		if s.Release.ForOutcome() {
			rest += len(s.Rows)
		} else if s.Release.By == model.ReleasedAtOnce {
			first += len(s.Rows)
		}
	}
	return first, rest
}

// canaryPlaces say where those are who are called first, most first.
func (f Preflight) canaryPlaces() string {
	where, counts := f.Plan.Whereabouts(), map[string]int{}
	for _, s := range f.Plan.Segments {
		if s.Release.By != model.ReleasedAtOnce {
			continue
		}
		for _, row := range s.Rows {
			counts[where.Groups[where.Of(row)].Where()]++
		}
	}
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	words := ""
	for i, name := range names[:min(len(names), maxCanaryPlaces)] {
		if i > 0 {
			words += ", "
		}
		words += figures.Count(counts[name]) + " " + name
	}
	if more := len(names) - maxCanaryPlaces; more > 0 {
		words += " and " + figures.Counted(more, "more place")
	}
	return words
}

// tooLateWords say of which parts the canary may take longer than they can wait for it.
func (f Preflight) tooLateWords(now time.Time) []string {
	var words []string
	known := time.Time{} // when the last of the canaries so far can have been rung
	var ends []time.Time
	for _, s := range f.Plan.Segments {
		if s.Release.By != model.ReleasedAtOnce {
			break
		}
		if _, last := s.Possible(now); last.After(known) {
			known = last
		}
		ends = append(ends, known)
	}
	for _, s := range f.Plan.Segments {
		r := s.Release
		if !r.ForOutcome() || r.NotAfter.IsZero() || r.After >= len(ends) || !ends[r.After].After(r.NotAfter) {
			continue
		}
		words = append(words, fmt.Sprintf("%s can be sent until %s, and its canary may take until %s: then it needs a new wave.",
			s.Name, Begin{At: r.NotAfter}.Words(now), Begin{At: ends[r.After]}.Words(now)))
	}
	return words
}
