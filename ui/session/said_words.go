package session

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/start"
	"callsheet/model/transcript"
)

// Key tells people apart, and stays the same while more is found.
func (p SaidPerson) Key() string {
	k := keyOf(p.Call)
	return fmt.Sprint(uint64(k.number), " ", k.call)
}

// Who is the person's number as it is read, else as the service has it.
func (p SaidPerson) Who() string {
	if p.Number != 0 {
		return p.Number.Grouped()
	}
	return p.Phone
}

// ListedWords say since when the number is on the do-not-call list and from where; "" where
// it is not there.
func (p SaidPerson) ListedWords(own *time.Location) string {
	if p.Listed.IsZero() {
		return ""
	}
	words := "On the do-not-call list since " + p.Listed.In(own).Format("2 Jan 2006")
	if source := printable.Text(p.ListedFrom, maxPersonName); source != "" {
		words += " (" + source + ")"
	}
	return words + "."
}

// KindWords say what an opt-out is.
func KindWords(k transcript.Kind) string {
	if k == transcript.WrongNumber {
		return "wrong number"
	}
	return "not to call"
}

// SureWord says how sure a finding is.
func SureWord(sure bool) string {
	if sure {
		return "sure"
	}
	return "likely"
}

// Why says how sure a hit is, and what for: "sure: asks not to be called".
func (h SaidHit) Why() string { return whyWords(h.Sure, h.OptOut.Why) }

// Why says how sure a callback is, and what for.
func (c SaidCallback) Why() string { return whyWords(c.Sure, c.Callback.Why) }

func whyWords(sure bool, why string) string {
	return SureWord(sure) + ": " + strings.TrimSuffix(printable.Text(why, 300), ".")
}

// Shown are the hits of an opt-out as they are shown: one for each sentence, which more than
// one rule may have found.
func (o SaidOptOut) Shown() []SaidHit {
	var shown []SaidHit
	for _, h := range o.Hits {
		i := slices.IndexFunc(shown, func(s SaidHit) bool {
			return s.Call.ID == h.Call.ID && s.Source == h.Source && s.Turn == h.Turn && s.Metric == h.Metric && s.Sentence == h.Sentence
		})
		switch {
		case i < 0:
			shown = append(shown, h)
		case !strings.Contains(shown[i].OptOut.Why, h.OptOut.Why):
			shown[i].OptOut.Why = strings.TrimSuffix(shown[i].OptOut.Why, ".") + "; " + h.OptOut.Why
		}
	}
	return shown
}

// Line is the sentence of a quote in one line, with what it answers.
func Line(q transcript.Quote) string {
	if q.Before == "" {
		return q.Sentence
	}
	return q.Sentence + " (to: " + q.Before + ")"
}

// Where says by whom and where the words of a hit were said, and in what language.
func (h SaidHit) Where() string {
	if h.ByCode {
		return "the code that the call ended with"
	}
	return QuoteWords(h.Quote)
}

// QuoteWords say by whom and where something was said, and in what language.
func QuoteWords(q transcript.Quote) string {
	words := "said by " + SpeakerWord(q.Speaker) + ", in the transcript"
	switch q.Source {
	case transcript.InSummary:
		words = "in the summary that Dialgen wrote"
	case transcript.InMetrics:
		words = fmt.Sprintf("in the metric %q", printable.Text(q.Metric, maxCode))
	}
	if q.Language != "" {
		words += ", " + q.Language
	}
	return words
}

// SpeakerWord says who speaks.
func SpeakerWord(s transcript.Speaker) string {
	switch s {
	case transcript.Contact:
		return "the contact"
	case transcript.Agent:
		return "the agent"
	}
	return "somebody, it is not known who"
}

// Words say how many asked not to be called, how sure that is, and how many wish to be called
// at another time.
func (s Said) Words() string {
	sure, likely, listed := s.Open()
	words := "Nobody asked not to be called"
	switch n := len(s.OptOuts); {
	case n == 0 && s.Read == 0:
		words = "It is not known yet whether anybody asked not to be called"
	case n == 0 && s.Unknown() > 0:
		words = "Nobody is known yet to have asked not to be called"
	case n > 0:
		var parts []string
		for _, part := range []struct {
			n    int
			word string
		}{{sure, "sure"}, {likely, "likely"}, {listed, "on the list"}, {n - sure - likely - listed, "without a number"}} {
			if part.n > 0 {
				parts = append(parts, figures.Count(part.n)+" "+part.word)
			}
		}
		words = figures.Count(n) + " asked not to be called: " + figures.Join(parts)
	}
	if n := len(s.Callbacks); n > 0 {
		words += ". " + figures.Counted(n, "callback")
	}
	return words + "."
}

// Open counts who could be put on the do-not-call list, and who is on it already.
func (s Said) Open() (sure, likely, listed int) {
	for _, o := range s.OptOuts {
		switch {
		case !o.Listed.IsZero():
			listed++
		case o.Open() && o.Sure():
			sure++
		case o.Open():
			likely++
		}
	}
	return sure, likely, listed
}

// KnownWords say on how many calls it is known what was said.
func (s Said) KnownWords() string {
	switch {
	case s.Answered == 0:
		return "No call was answered yet."
	case s.Unknown() == 0 && s.Answered == 1:
		return "The one answered call is read."
	case s.Unknown() == 0:
		return "All " + figures.Count(s.Answered) + " answered calls are read."
	}
	return figures.Count(s.Read) + " of " + figures.Counted(s.Answered, "answered call") + " " + figures.Are(s.Answered) + " read."
}

// FetchWords say what asking for the rest takes: "6 requests, 3 s at most"; "" where there is
// nothing to ask for. Requests leave one after another, at the pace of DetailPause.
func (s Said) FetchWords() string {
	requests := 0
	for _, m := range s.Missing {
		requests += bits.OnesCount8(uint8(m.Parts))
	}
	if requests == 0 {
		return ""
	}
	return figures.Counted(requests, "request") + ", about " + figures.Duration(time.Duration(requests)*DetailPause)
}

// TheirTime is when they wish to be called, on their own clocks, as short as a column of a
// list has it; what is not known ends with a question mark.
func (c SaidCallback) TheirTime() string {
	switch {
	case !c.At.IsZero():
		return c.At.Format("Mon 2 Jan 15:04")
	case c.Date != "":
		if day, err := time.Parse(time.DateOnly, c.Date); err == nil {
			return day.Format("Mon 2 Jan") + ", when?"
		}
		return c.Date + ", when?"
	case c.Words != "":
		return printable.Text(c.Words, maxPersonName) + "?"
	}
	return "when?"
}

// YourTime is the same on the operator's clock, "" where it is not known.
func (c SaidCallback) YourTime(own *time.Location) string {
	if c.At.IsZero() {
		return ""
	}
	yours := c.At.In(own)
	if yours.YearDay() != c.At.YearDay() {
		return yours.Format("Mon 15:04")
	}
	return yours.Format("15:04")
}

// WhenWords say in a sentence when they wish to be called, or what is to be asked.
func (c SaidCallback) WhenWords(now time.Time) string {
	switch {
	case c.Over(now):
		return "They wished to be called " + start.Said(c.At, c.At.Location(), now.Location(), now) + ". That time has passed."
	case !c.At.IsZero():
		return "They wish to be called " + start.Said(c.At, c.At.Location(), now.Location(), now) + "."
	}
	words := strings.TrimSpace(c.Question)
	if words == "" {
		words = "When they wish to be called is not known."
	}
	if len(c.Choices) > 0 {
		var meant []string
		for _, choice := range c.Choices {
			meant = append(meant, choice.Words)
		}
		words += " Perhaps " + strings.Join(meant, ", or ") + "."
	}
	return words
}
