package hours

import (
	"slices"
	"time"
)

// WiderThan says in words where a set allows more than another one on a day: "Sat 9-18
// instead of none". A set that is nowhere wider has nothing to say; one that is needs a
// basis from the operator.
func (s Set) WiderThan(than Set, d Date) []string {
	ours, theirs := s.on(d), than.on(d)
	wider := widerDays(ours, theirs)
	for _, c := range theirs.caps {
		if slices.ContainsFunc(ours.caps, func(o Cap) bool { return o.implies(c) }) {
			continue
		}
		wider = append(wider, "more than "+c.Words())
	}
	if ours.pause.AfterConversation < theirs.pause.AfterConversation {
		wider = append(wider, pauseWords("a conversation", ours.pause.AfterConversation, theirs.pause.AfterConversation))
	}
	if ours.pause.AfterRefusal < theirs.pause.AfterRefusal {
		wider = append(wider, pauseWords("a refusal", ours.pause.AfterRefusal, theirs.pause.AfterRefusal))
	}
	return wider
}

// widerDays says on which kinds of day more is allowed: the weekdays in runs; holidays and
// eves only for what the weekdays do not say already.
func widerDays(ours, theirs *period) []string {
	var wider []string
	for _, f := range [factKinds]Facts{0, Holiday, Eve, Holiday | Eve} {
		var at []string // the day's words, "" where it is not wider
		for _, d := range workweek {
			a, b := ours.on(d, f), theirs.on(d, f)
			words := ""
			if !within(a, b) && (f == 0 || narrowed(theirs, d, f)) {
				words = WindowWords(a) + " instead of " + WindowWords(b)
			}
			at = append(at, words)
		}
		for i := 0; i < len(at); {
			j := i + 1
			for j < len(at) && at[j] == at[i] {
				j++
			}
			if at[i] != "" {
				kind := run{first: workweek[i], last: workweek[j-1]}.name(highName, "every day")
				wider = append(wider, kind+factWords[f]+" "+at[i])
			}
			i = j
		}
	}
	return wider
}

// narrowed reports whether the facts make a difference that fewer facts do not make.
func narrowed(p *period, d time.Weekday, f Facts) bool {
	windows := p.on(d, f)
	return !slices.Equal(windows, p.on(d, 0)) &&
		(f != Holiday|Eve || !slices.Equal(windows, p.on(d, Holiday)) && !slices.Equal(windows, p.on(d, Eve)))
}

var factWords = [factKinds]string{"", " on holidays", " before a holiday", " on holidays before another one"}

func pauseWords(after string, ours, theirs int) string {
	pause := func(n int) string {
		if n == 0 {
			return "no pause"
		}
		return "a pause of " + days(n)
	}
	return pause(ours) + " after " + after + " instead of " + pause(theirs)
}
