package plain

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/ui"
)

// How long is waited, so that whoever types hears of it, and a script comes to its end.
const (
	quietTime   = 30 * time.Millisecond  // without a message, after which the console has settled
	patience    = 600 * time.Millisecond // after which what goes on longer is told on, at a terminal
	stirTime    = 3 * time.Second        // for which messages that do not end can keep it from settling
	requestTime = 30 * time.Second       // for what is under way, before the next line of a script
	textTime    = 10 * time.Minute       // for a text, unless the line says for how long
	longestWait = 24 * time.Hour
)

// settled reports whether what was asked for has been done, or has had its time.
func (c *console) settled(now time.Time) bool {
	long := now.Sub(c.since)
	switch busy := c.app.Busy(); {
	case c.cfg.Terminal:
		return long > patience || !busy && now.Sub(c.last) >= quietTime
	case busy:
		return long > requestTime
	}
	return long > stirTime || now.Sub(c.last) >= quietTime
}

// tellUnderWay says that lines go on although something is not done.
func (c *console) tellUnderWay() {
	if !c.cfg.Terminal && c.app.Busy() {
		c.say(fmt.Sprintf("This is still under way after %d seconds, and the next line is taken. wait TEXT waits for it.", int(requestTime.Seconds())))
	}
}

// awaited is what a line waits for.
type awaited struct {
	until time.Time
	text  string // "" = for the time alone
	limit time.Duration
}

func (w *awaited) met(l ui.Lines) bool {
	if w.text == "" {
		return false
	}
	for _, line := range append([]string{l.Place, l.Status, l.Toast}, l.Body...) {
		if strings.Contains(strings.ToLower(line), w.text) {
			return true
		}
	}
	return false
}

// wait lets no line in until a time has passed, or something is told: "10s", "Completed" or
// "2h Completed".
func (c *console) wait(what string) {
	c.told.said, c.stirred = true, true
	if d, is := durationOf(what); is {
		c.waits = &awaited{until: time.Now().Add(d)}
		return
	}
	limit := textTime
	if first, rest, more := strings.Cut(what, " "); more {
		if d, is := durationOf(first); is {
			limit, what = d, strings.TrimSpace(rest)
		}
	}
	c.waits = &awaited{until: time.Now().Add(limit), text: strings.ToLower(what), limit: limit}
}

// durationOf is a time that is waited for, as it is typed.
func durationOf(text string) (time.Duration, bool) {
	d, err := time.ParseDuration(strings.ReplaceAll(text, " ", ""))
	return min(max(d, 0), longestWait), err == nil
}

// waitOver ends a wait that has been met, or has lasted long enough, and says which.
func (c *console) waitOver(now time.Time) {
	w := c.waits
	if w == nil || c.answering {
		return
	}
	late := !now.Before(w.until)
	if !late && (!c.stirred || !w.met(c.app.Lines())) {
		return
	}
	c.waits = nil
	c.begin()
	if late && w.text != "" && !w.met(c.app.Lines()) {
		c.say(fmt.Sprintf("%q was not told within %s. wait 2h TEXT waits for longer.", clean(w.text), figures.Duration(w.limit)))
	}
}
