package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/printable"
)

// Outcome is what is known of those whose calls decide about the rest. Whoever has
// no result counts against the rest, until they have one.
type Outcome struct {
	Contacts int // as they were sent
	Answered int
	Failed   int  // not reached, and those who are called no more without a result
	Open     int  // without a result so far
	OptedOut int  // who asked not to be called, as far as is known
	Unread   int  // of those who answered, of whose calls nothing is known
	Doubtful bool // the service's figures contradict each other
}

// OutcomeOf adds up what is known of some batches. optedOut is how many of their
// contacts asked not to be called since they were sent.
func OutcomeOf(batches []Batch, optedOut int) Outcome {
	o := Outcome{OptedOut: max(optedOut, 0)}
	for _, b := range batches {
		o.Contacts += b.Contacts
		s := b.Last
		if b.State != SendAccepted || s.At.IsZero() {
			o.Open += b.Contacts
			continue
		}
		if s.Succeeded < 0 || s.Failed < 0 || s.Finished() > b.Contacts || s.Finished() > s.Total || s.Processed > s.Total {
			o.Doubtful = true
			o.Open += b.Contacts
			continue
		}
		o.Answered += s.Succeeded
		o.Failed += s.Failed
		rest := b.Contacts - s.Finished()
		if s.Status.Ended() {
			o.Failed += rest
		} else {
			o.Open += rest
		}
		if !b.CallsKnown && s.Rings == nil {
			o.Unread += s.Succeeded
		}
	}
	return o
}

// Decision is what an outcome says of the rest.
type Decision uint8

const (
	DecidedNotYet Decision = iota // too little is known
	DecidedRelease
	DecidedMissed // whatever the rest of the outcome is, a limit is missed
)

// String names the decision for machines: not_yet, release, missed.
func (d Decision) String() string { return [...]string{"not_yet", "release", "missed"}[d] }

// Decide says whether an outcome is within the limits, and why in a sentence with
// its figures. It is while all that is not known may yet turn out badly, and is
// not once it is missed even if all turned out well.
func (l ReleaseLimits) Decide(o Outcome) (Decision, string) {
	if why := l.missed(o); why != "" {
		return DecidedMissed, why
	}
	worst := Outcome{Answered: o.Answered, Failed: o.Failed + o.Open}
	optedOut := share(o.OptedOut+o.Open+o.Unread, o.Answered+o.Open)
	switch {
	case o.Contacts == 0:
		return DecidedNotYet, "Nobody is in the canary, so there is nothing to go by."
	case o.Doubtful:
		return DecidedNotYet, "Dialgen's figures of the canary do not add up, so they decide nothing."
	case share(worst.Answered, o.Contacts) >= l.MinAnswered && share(worst.Failed, o.Contacts) <= l.MaxFailed && optedOut <= l.MaxOptedOut:
		return DecidedRelease, fmt.Sprintf("%s answered, %s failed and %s opted out, within the limits.",
			part(o.Answered, o.Contacts), part(worst.Failed, o.Contacts), figures.Count(o.OptedOut))
	case o.Open > 0:
		return DecidedNotYet, fmt.Sprintf("Too few results yet: %s of %s have one.", figures.Count(o.Contacts-o.Open), figures.Count(o.Contacts))
	}
	return DecidedNotYet, "Dialgen has not told all calls of the canary yet, so it is not known whether somebody asked not to be called."
}

// missed says which limit is missed for certain; "" is none so far.
func (l ReleaseLimits) missed(o Outcome) string {
	if o.Contacts == 0 || o.Doubtful {
		return ""
	}
	var why []string
	f := l.Figures(o)
	if f[1].Missed {
		why = append(why, fmt.Sprintf("%s failed, at most %s may", part(o.Failed, o.Contacts), percent(l.MaxFailed)))
	}
	if f[0].Missed {
		most := ""
		if o.Open > 0 {
			most = "at most "
		}
		why = append(why, fmt.Sprintf("%s%s answered, at least %s must", most, part(o.Answered+o.Open, o.Contacts), percent(l.MinAnswered)))
	}
	if f[2].Missed {
		why = append(why, fmt.Sprintf("%s asked not to be called, at most %s of those who answer may", figures.Count(o.OptedOut), percent(l.MaxOptedOut)))
	}
	if why == nil {
		return ""
	}
	return "The canary missed its limits: " + strings.Join(why, "; ") + "."
}

// LimitFigure is one figure of an outcome and its limit, in words.
type LimitFigure struct {
	Name, Is, Limit string // "failed", "30 of 50 (60 %)", "at most 20 %"
	Missed          bool   // whatever the rest of the outcome is
	Certain         bool   // what is not known yet changes nothing
}

// Figures are how an outcome stands against the limits: answered, failed, opted out.
func (l ReleaseLimits) Figures(o Outcome) []LimitFigure {
	optedOut := figures.Count(o.OptedOut)
	if o.Answered > 0 {
		optedOut = part(o.OptedOut, o.Answered)
	}
	known := o.Contacts > 0 && !o.Doubtful
	return []LimitFigure{
		{"answered", part(o.Answered, o.Contacts), "at least " + percent(l.MinAnswered),
			known && share(o.Answered+o.Open, o.Contacts) < l.MinAnswered, known && share(o.Answered, o.Contacts) >= l.MinAnswered},
		{"failed", part(o.Failed, o.Contacts), "at most " + percent(l.MaxFailed),
			known && share(o.Failed, o.Contacts) > l.MaxFailed, known && share(o.Failed+o.Open, o.Contacts) <= l.MaxFailed},
		{"opted out", optedOut, "at most " + percent(l.MaxOptedOut) + " of those who answer",
			known && share(o.OptedOut, o.Answered+o.Open) > l.MaxOptedOut, known && share(o.OptedOut+o.Open+o.Unread, o.Answered+o.Open) <= l.MaxOptedOut},
	}
}

// MissedShort says in a few words which limit an outcome misses for certain: "60 % failed"; ""
// is none.
func (l ReleaseLimits) MissedShort(o Outcome) string {
	f := l.Figures(o)
	switch {
	case f[1].Missed:
		return figures.Percent(o.Failed, o.Contacts) + " failed"
	case f[0].Missed && o.Open > 0:
		return "too few answer"
	case f[0].Missed:
		return "only " + figures.Percent(o.Answered, o.Contacts) + " answered"
	case f[2].Missed:
		return figures.Count(o.OptedOut) + " opted out"
	}
	return ""
}

// share is a part of a whole; more than nothing of nothing is all.
func share(n, of int) float64 {
	switch {
	case n <= 0:
		return 0
	case of <= 0 || n >= of:
		return 1
	}
	return float64(n) / float64(of)
}

func part(n, of int) string {
	return fmt.Sprintf("%s of %s (%s)", figures.Count(n), figures.Count(of), figures.Percent(n, of))
}

func percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1000)/10, 'f', -1, 64) + " %"
}

// Words say the limits: "answered 70 %, failed 20 %, opted out 2 %".
func (l ReleaseLimits) Words() string {
	return fmt.Sprintf("at least %s answered, at most %s failed, at most %s opted out", percent(l.MinAnswered), percent(l.MaxFailed), percent(l.MaxOptedOut))
}

// Text are the limits as ParseReleaseLimits reads them: "answered 70, failed 20, opted-out 2".
func (l ReleaseLimits) Text() string {
	number := func(share float64) string { return strings.TrimSuffix(percent(share), " %") }
	return "answered " + number(l.MinAnswered) + ", failed " + number(l.MaxFailed) + ", opted-out " + number(l.MaxOptedOut)
}

const limitsHelp = "Give limits in percent, such as 'answered 50, failed 30, opted-out 2'."

// ParseReleaseLimits reads limits in percent, such as "answered 50%, failed 30%,
// opted-out 2"; what is not named is as it is by default. The error is a sentence.
func ParseReleaseLimits(text string) (ReleaseLimits, error) {
	l := DefaultReleaseLimits
	named := map[string]*float64{"answered": &l.MinAnswered, "failed": &l.MaxFailed, "opted-out": &l.MaxOptedOut}
	given := 0
	for piece := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ';' }) {
		words := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(piece, "opted out", "opted-out"), "%", " "))
		if len(words) == 0 {
			continue
		}
		into := named[words[0]]
		if into == nil || len(words) != 2 {
			return l, UserError(fmt.Sprintf("%q is not understood. ", printable.Text(strings.TrimSpace(piece), maxGivenWords)) + limitsHelp)
		}
		n, err := strconv.ParseFloat(words[1], 64)
		if err != nil || !(n >= 0 && n <= 100) {
			return l, UserError(fmt.Sprintf("%q is not a share from 0 to 100 percent. ", printable.Text(words[1], maxGivenWords)) + limitsHelp)
		}
		*into = n / 100
		delete(named, words[0])
		given++
	}
	if given == 0 {
		return l, UserError(limitsHelp)
	}
	return l, nil
}
