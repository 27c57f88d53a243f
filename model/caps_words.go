package model

import (
	"fmt"
	"time"

	"callsheet/model/figures"
)

// Words say of all of them why: "rung too often already: Florida allows 3 tries in 24 hours".
func (c Capped) Words() string {
	switch {
	case c.Unread:
		return "how often they were rung cannot be read: " + c.Limit.Words()
	case c.Days > 0:
		return c.Limit.Words()
	case c.Counted == 0:
		return fmt.Sprintf("could be rung up to %d times: %s", c.Asked, c.Limit.Words())
	case c.Allowed > 0:
		return "rung before, and " + c.askedWords() + ": " + c.Limit.Words()
	}
	return "rung too often already: " + c.Limit.Words()
}

// FewerWords say how often those may be rung who are tried less.
func (c Capped) FewerWords() string {
	words := fmt.Sprintf("up to %d times instead of %d: %s", c.Allowed, c.Asked, c.Limit.Words())
	if c.Counted > 0 {
		return "rung before, so " + words
	}
	return words
}

// OneWords say of one of them why, in the zone of now: "rung 3 times since yesterday 09:00:
// Florida allows 3 tries in 24 hours".
func (c Capped) OneWords(now time.Time) string {
	if c.Unread || c.Days == 0 && c.Counted == 0 {
		return c.Words()
	}
	return c.rungWords(now) + ": " + c.Limit.Words()
}

func (c Capped) rungWords(now time.Time) string {
	since := sinceWords(c.Since, now)
	if c.Days > 0 {
		if c.After == "a refusal" {
			return "asked not to be called " + since
		}
		if !c.Known {
			return "perhaps spoken to " + since
		}
		return "spoken to " + since
	}
	words := "rung " + timesWords(c.Counted) + " since " + since
	switch {
	case c.Since.After(now):
		words = "perhaps rung " + timesWords(c.Counted) + " from " + since + " on"
	case !c.Known:
		words = "perhaps rung " + timesWords(c.Counted) + " since " + since
	}
	if c.Allowed > 0 {
		words += ", and " + c.askedWords()
	}
	return words
}

// askedWords say how often they could be rung now.
func (c Capped) askedWords() string { return fmt.Sprintf("could be up to %d times more", c.Asked) }

func timesWords(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return figures.Count(n) + " times"
}

// sinceWords is a time with its day as people say it.
func sinceWords(at, now time.Time) string {
	at = at.In(now.Location())
	switch day := at.Format(time.DateOnly); day {
	case now.Format(time.DateOnly):
		return at.Format("15:04")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "yesterday " + at.Format("15:04")
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return "tomorrow " + at.Format("15:04")
	}
	return at.Format("Mon 2 Jan 15:04")
}
