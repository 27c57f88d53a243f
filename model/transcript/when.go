package transcript

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model/printable"
	"callsheet/model/start"
)

// resolve finds the instant of a time that was said, or what has to be asked.
func (in Context) resolve(s saidTime, words string) When {
	said := fmt.Sprintf("“%s”", words)
	clocks, err := in.clocks()
	hours := strings.HasSuffix(s.span, "hour") || strings.HasSuffix(s.span, "min")
	switch {
	case in.At.IsZero():
		return When{Question: "It is not known when the call was. When are they to be called?"}
	case s.zone:
		return When{Question: said + " names a time zone. When are they to be called?"}
	case hours && s.rel == "" && !s.several:
		clock := time.UTC // the same instant everywhere
		if len(clocks) == 1 {
			clock = clocks[0]
		}
		return in.instant(s.span, []*time.Location{clock}, said, len(clocks) == 1)
	case err != nil:
		return When{Question: "Their time zone is not known. When are they to be called?"}
	case s.vague, s.rel != "" && s.clock == "": // "next week at five", "after Friday"
		return When{Question: said + " names no day. When are they to be called?"}
	case s.day == "" && s.clock == "" && s.span == "":
		return When{Question: said + " is no day and no time of day. When are they to be called?"}
	}
	day := s.day
	if day == "" {
		day = s.span
	}
	if s.clock == "" {
		w := in.dayOnly(day, clocks, said)
		if s.several {
			w = When{Question: severalTimes}
		}
		return w
	}
	half := s.half
	if s.night && half == "" && slices.Contains([]string{"6:00", "7:00", "8:00", "9:00", "10:00", "11:00", "6:30", "7:30", "8:30", "9:30", "10:30", "11:30"}, s.clock) {
		half = "pm"
	}
	w := in.instant(strings.TrimSpace(strings.Join([]string{day, s.clock, half}, " ")), clocks, said, true)
	if !w.At.IsZero() && (s.rel != "" || s.several) {
		// "After five" is not five: it is the first moment that may be meant.
		at := w.At
		w = When{Date: w.Date, Question: said + " is no time of day. When are they to be called?"}
		if s.several {
			w.Question = severalTimes
		}
		if s.day == "" || s.several {
			w.Date = ""
		}
		if s.rel != "before" && s.rel != "until" {
			w.Choices = []start.Candidate{{At: at, Zone: at.Location(), Words: at.Format("Mon 2 January 15:04"), Typed: start.Format(at)}}
		}
	}
	return w
}

const severalTimes = "Several times were named. When are they to be called?"

// clocks are those the person may have, each once.
func (in Context) clocks() ([]*time.Location, error) {
	groups, err := in.Zones.Groups(in.At, in.At.AddDate(1, 0, 1))
	if err != nil {
		return nil, err
	}
	clocks := make([]*time.Location, len(groups))
	for i, g := range groups {
		clocks[i] = g.Clock
	}
	return clocks, nil
}

// instant reads a time on all clocks that the person may have. It is known where all say
// the same.
func (in Context) instant(text string, clocks []*time.Location, said string, dated bool) When {
	var w When
	var ats []time.Time
	var dates []string
	unclear := ""
	for _, clock := range clocks {
		answer, err := in.parse(text, clock)
		var refused *start.Refused
		switch {
		case errors.As(err, &refused):
			return When{Question: fmt.Sprintf("%s: %s When are they to be called?", said, refused.Why)}
		case err != nil || answer.Now:
			return When{Question: said + " is no time that is known. When are they to be called?"}
		case answer.Question != "":
			unclear = answer.Question
			w.Choices = append(w.Choices, answer.Candidates...)
			for _, c := range answer.Candidates {
				dates = append(dates, c.At.In(clock).Format(time.DateOnly))
			}
			continue
		}
		ats, dates = append(ats, answer.At.In(clock)), append(dates, answer.At.In(clock).Format(time.DateOnly))
		w.Choices = append(w.Choices, start.Candidate{At: answer.At.In(clock), Zone: clock, Words: answer.At.In(clock).Format("Mon 2 January 15:04 MST"), Typed: start.Format(answer.At.In(clock))})
	}
	if dated && len(dates) > 0 && !slices.ContainsFunc(dates, func(d string) bool { return d != dates[0] }) {
		w.Date = dates[0]
	}
	w.Choices = w.Choices[:min(len(w.Choices), maxChoices)]
	switch {
	case unclear != "":
		w.Question = strings.Replace(unclear, "When is it to start?", "When are they to be called?", 1)
		return w
	case slices.ContainsFunc(ats, func(at time.Time) bool { return !at.Equal(ats[0]) }):
		w.Question = fmt.Sprintf("They may be in one of %d time zones. When are they to be called?", len(clocks))
		return w
	}
	w.At, w.Choices = ats[0], nil
	return w
}

// maxChoices are as many as somebody reads.
const maxChoices = 12

// dayOnly reads a day without a time of day.
func (in Context) dayOnly(day string, clocks []*time.Location, said string) When {
	w := in.instant(day+" 12:00", clocks, said, true)
	known := w.Date != "" && (w.Question == "" || !w.At.IsZero() || len(w.Choices) > 0)
	if !known && w.Question == "" || w.At.IsZero() && len(w.Choices) == 0 {
		return When{Question: w.Question}
	}
	// The noon was added to read the day, and nobody said it.
	if known {
		return When{Date: w.Date, Question: said + " names no time of day. At what time are they to be called?"}
	}
	var days []string
	for _, c := range w.Choices {
		if text := c.At.Format("Monday 2 January"); !slices.Contains(days, text) {
			days = append(days, text)
		}
	}
	return When{Question: fmt.Sprintf("%s may be %s. When are they to be called?", said, strings.Join(days, " or "))}
}

func (in Context) parse(text string, clock *time.Location) (start.Answer, error) {
	return start.Parse(text, start.Context{Now: in.At, Zone: clock, Region: in.Region})
}

// promised reads the value of a metric such as promisedDate: an instant, a day, a day and
// a time, in figures or in words.
func (in Context) promised(text string) (said string, w When) {
	said = printable.Text(strings.TrimSpace(text), maxQuote)
	quoted := fmt.Sprintf("“%s”", printable.Text(said, 60))
	if at, ok := instantOf(said); ok {
		return said, in.atInstant(at, quoted)
	}
	if day, ok := dayOf8601(said); ok {
		return said, in.onDay(day, quoted)
	}
	if in.At.IsZero() {
		return said, When{Question: "It is not known when the call was. When are they to be called?"}
	}
	clocks, err := in.clocks()
	if err != nil {
		return said, When{Question: "Their time zone is not known. When are they to be called?"}
	}
	if w := in.instant(said, clocks, quoted, true); !w.At.IsZero() || len(w.Choices) > 0 {
		return said, w
	}
	if w := in.dayOnly(said, clocks, quoted); w.Date != "" {
		return said, w
	}
	best, words := findInAny(said)
	if best.named {
		return said, in.resolve(best, words)
	}
	return said, When{Question: quoted + " is no time that is known. When are they to be called?"}
}

// atInstant is a metric's instant. Midnight, on the clocks of UTC or the person's, is how a
// day without a time is written.
func (in Context) atInstant(at time.Time, said string) When {
	noTime := said + " names no time of day. At what time are they to be called?"
	if utc := at.UTC(); utc.Equal(utc.Truncate(24 * time.Hour)) {
		return in.onDay(utc, said)
	}
	if !in.At.IsZero() && !at.After(in.At) {
		return When{Question: said + passed}
	}
	clocks, err := in.clocks()
	if err != nil {
		return When{At: at.UTC()}
	}
	w := When{At: at.In(clocks[0])}
	if h, m, s := w.At.Clock(); h+m+s == 0 {
		return When{Date: w.At.Format(time.DateOnly), Question: noTime}
	}
	if !slices.ContainsFunc(clocks, func(l *time.Location) bool { return at.In(l).Format(time.DateOnly) != w.At.Format(time.DateOnly) }) {
		w.Date = w.At.Format(time.DateOnly)
	}
	return w
}

const passed = " had passed when the call was. When are they to be called?"

// instantOf reads an instant with its offset, or what counts the seconds or milliseconds
// since 1970.
func instantOf(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05.999999999Z0700", time.RFC1123, time.RFC1123Z} {
		if at, err := time.Parse(layout, text); err == nil && at.Year() >= 2000 && at.Year() < 2200 {
			return at, true
		}
	}
	var n int64
	if strings.Trim(text, "0123456789") == "" && (len(text) == 10 || len(text) == 13) {
		for _, c := range text {
			n = n*10 + int64(c-'0')
		}
		if len(text) == 10 {
			n *= 1000
		}
		if at := time.UnixMilli(n).UTC(); at.Year() >= 2020 && at.Year() < 2100 {
			return at, true
		}
	}
	return time.Time{}, false
}

// onDay is a day without a time of day, whose midnight in UTC is given.
func (in Context) onDay(day time.Time, said string) When {
	if !in.At.IsZero() && day.Add(2*24*time.Hour).Before(in.At) { // it has ended everywhere
		return When{Question: said + passed}
	}
	return When{Date: day.Format(time.DateOnly), Question: said + " names no time of day. At what time are they to be called?"}
}

// dayOf8601 reads 2026-12-05, and nothing else.
func dayOf8601(text string) (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, text)
	return day, err == nil
}

// findInAny finds a time in a text of any language, the longest.
func findInAny(text string) (best saidTime, words string) {
	text = text[:min(len(text), maxQuote)]
	for _, l := range rules().languages {
		sentencesOf(text, func(s sentence) {
			said, ok := timeOf(l.timeParts(s.tokens))
			if ok && said.weight() > best.weight() {
				best = said
				words = printable.Text(text[s.tokens[said.from].from:s.tokens[said.to-1].to], maxQuote)
			}
		})
	}
	return best, words
}
