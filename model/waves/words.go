package waves

import (
	"fmt"
	"time"

	"callsheet/model/figures"
	"callsheet/model/hours"
)

// Changed is what a wave has otherwise than it was asked.
type Changed uint8

const (
	ChangedRate Changed = iota
	ChangedTries
	ChangedDelay
	ChangedDay
)

// Change is a difference from what was asked, and its reason.
type Change struct {
	What     Changed
	From, To string
	Why      string
}

// Words say the change: "up to 2 rings each instead of 4: more do not end before 20:58 there".
func (c Change) Words() string {
	if c.What == ChangedDay {
		return c.To + ": " + c.Why
	}
	return c.To + " instead of " + c.From + ": " + c.Why
}

func (s *scheduler) changes(w Wave, p *placed) []Change {
	var all []Change
	asked, closes := s.ladder[0], w.clock(w.Segment.CloseAt, w.Start)+" there"
	if p.rung.attempts != asked.attempts {
		why := "more do not end before " + closes
		if p.rung.attempts == p.allowed {
			why = fmt.Sprintf("their rules allow %d, and Dialgen may make one more than it is told", p.allowed)
		}
		all = append(all, Change{ChangedTries, figures.Count(asked.attempts), "up to " + figures.Counted(p.rung.attempts, "ring") + " each", why})
	}
	if p.rung.delay != asked.delay {
		all = append(all, Change{ChangedDelay, figures.Duration(asked.delay), figures.Duration(p.rung.delay) + " between rings", "longer ones do not end before " + closes})
	}
	if p.rate != s.rate() {
		all = append(all, Change{ChangedRate, figures.Count(s.rate()), figures.Counted(p.rate, "call") + " a second", "waves at the same time share the rate"})
	}
	if p.late {
		all = append(all, Change{ChangedDay, "", w.day(), "there is no room before. It waits for you, because sent now it would take its people away from every batch that may ring them sooner"})
	}
	return all
}

// day is the day on which a wave begins, by its people's clock.
func (w Wave) day() string { return "begins " + w.Start.In(w.Clock).Format("Mon 2 Jan") }

// clock is an instant by the clock of the wave's people, with its day where that is not
// the day of another instant.
func (w Wave) clock(t, day time.Time) string { return clockIn(t, day, w.Clock) }

func clockIn(t, day time.Time, zone *time.Location) string {
	local := t.In(zone)
	words := fmt.Sprintf("%d:%02d", local.Hour(), local.Minute())
	if hours.DateOf(local) != hours.DateOf(day.In(zone)) {
		words = local.Format("Mon ") + words
	}
	return words
}

// Words say a wave on a line, with the times of its people and of somebody's own clock:
// "New York 8:00 (Mon 14:00 yours): 1,578 contacts, 3 calls a second, up to 4 rings each, last
// possible ring 12:40 (18:40 yours)".
func (w Wave) Words(own *time.Location) string {
	return fmt.Sprintf("%s (%s yours): %s, %s, last possible ring %s (%s yours)", w.Segment.Name, w.Start.In(own).Format("Mon ")+clockIn(w.Start, w.Start, own),
		figures.Counted(w.Contacts(), "contact"), w.HowWords(), w.clock(w.Last, w.Start), clockIn(w.Last, w.Start, own))
}

// HowWords say how fast and how often its people are rung: "3 calls a second, up to 4 rings each".
func (w Wave) HowWords() string {
	return fmt.Sprintf("%s a second, up to %s each", figures.Counted(w.Segment.Options.CallsPerSecond, "call"), figures.Counted(w.Tries(), "ring"))
}

// LineWords say what a slower line does to the wave: "Over in time if Dialgen makes 126 calls
// at one time; what is left at 20:58 there is cancelled".
func (w Wave) LineWords() string {
	return fmt.Sprintf("Over in time if Dialgen makes %s at one time; what is left at %s there is cancelled",
		figures.Counted(w.Lines(), "call"), w.clock(w.Segment.CloseAt, w.Start))
}

// Words say in sentences who is in no wave, and what waits; none where everybody is
// called in time.
func (w Waves) Words() []string {
	all := w.HeldWords()
	if n := w.Later(); n > 0 {
		all = append(all, figures.Counted(n, "contact")+" wait for you for a later day")
	}
	return all
}

// HeldWords say in sentences who is in no wave.
func (w Waves) HeldWords() []string {
	var all []string
	say := func(n int, words string) {
		if n > 0 {
			all = append(all, figures.Counted(n, "contact")+" "+words)
		}
	}
	say(w.Held, "held: zone not known")
	say(w.Closed, "held: their hours have no time in common in which the rules allow two tries, which Dialgen may make")
	say(w.Left, fmt.Sprintf("held: they do not fit into the next %d days at %s a second", horizons[len(horizons)-1], figures.Counted(w.Asked.CallsPerSecond, "call")))
	return all
}

// Words say what the times were reckoned with.
func (p Pace) Words() string {
	if p.Known && p.Share > 0 {
		return fmt.Sprintf("if Dialgen dials at %.0f%% of the rate, as in your finished campaigns", 100*p.share())
	}
	return "if Dialgen dials at half the rate (a careful guess: no campaign of yours has finished yet)"
}
