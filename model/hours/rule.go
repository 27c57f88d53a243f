package hours

import (
	"slices"
	"strings"
	"time"

	"callsheet/model/phone"
)

// Place is where somebody is: a country and, where it is known, one of its states in the
// letters that follow the country in ISO 3166-2, such as FL or NSW. The zero value is
// nowhere known.
type Place struct {
	Region phone.Region
	State  string
}

// PlaceOf is a place in capitals.
func PlaceOf(region phone.Region, state string) Place {
	return Place{phone.Region(strings.ToUpper(string(region))), strings.ToUpper(strings.TrimSpace(state))}
}

// String writes US or US-FL.
func (p Place) String() string {
	if p.State == "" {
		return string(p.Region)
	}
	return string(p.Region) + "-" + p.State
}

// country is the place without its state.
func (p Place) country() Place { return Place{Region: p.Region} }

// covers reports whether q lies in p: a country covers its states, and nowhere covers
// every place.
func (p Place) covers(q Place) bool {
	return p == Place{} || p == q || p == q.country()
}

// Sureness is how sure a fact is.
type Sureness uint8

const (
	// Said is what the operator said, and needs no source.
	Said Sureness = iota
	// Primary is the statute, or the regulator's own text (A).
	Primary
	// Secondary is several secondary sources that agree (B).
	Secondary
)

// String is the letter of the sureness, and nothing for what was said.
func (s Sureness) String() string { return [...]string{"", "A", "B"}[s] }

// SurenessWords says what the letters behind sources mean.
const SurenessWords = "A: from the law or the regulator. B: secondary sources agree."

// Special is what a rule says of public holidays, or of the days before them: nothing (they
// are as the weekday) or the windows, none at all among them, that narrow it.
type Special struct {
	Limited bool
	Windows []Window // in order; counts only when it is limited
}

// windows are those that narrow the weekday's.
func (s Special) windows() []Window {
	if s.Limited {
		return s.Windows
	}
	return wholeDay
}

// Week is the windows of every kind of day, each in order.
type Week struct {
	Days     [7][]Window // by time.Weekday: Sunday is 0
	Holidays Special
	Eves     Special // the days before a public holiday
}

// on is the windows of a weekday that has those facts.
func (w *Week) on(day time.Weekday, f Facts) []Window {
	windows := w.Days[day]
	if f&Holiday != 0 {
		windows = intersect(windows, w.Holidays.windows())
	}
	if f&Eve != 0 {
		windows = intersect(windows, w.Eves.windows())
	}
	return windows
}

// LongestSpan is how long any cap or pause counts at most.
const LongestSpan = maxCount*24*time.Hour + longestChange

// Cap is how many attempts there may be in any span of so many days or hours; one of the
// two is zero.
type Cap struct {
	Attempts int
	Days     int
	Hours    int
}

// longestChange is the furthest that any zone's clocks are put forward or back at once
// (Antarctica/Troll); a day on the calendar is longer by that at most.
const longestChange = 2 * time.Hour

// Span is how long two attempts must be apart not to count together. So many days on the
// calendar are a little more than so many times 24 hours when clocks are put back.
func (c Cap) Span() time.Duration {
	if c.Days > 0 {
		return time.Duration(c.Days)*24*time.Hour + longestChange
	}
	return time.Duration(c.Hours) * time.Hour
}

// implies reports whether whoever keeps c keeps d as well.
func (c Cap) implies(d Cap) bool { return c.Attempts <= d.Attempts && c.Span() >= d.Span() }

// Pause is for how many days nobody is rung after a conversation, or after a refusal.
type Pause struct{ AfterConversation, AfterRefusal int }

// longer has the longer of each.
func (p Pause) longer(q Pause) Pause {
	return Pause{max(p.AfterConversation, q.AfterConversation), max(p.AfterRefusal, q.AfterRefusal)}
}

// Rule is when one jurisdiction, or the operator, has people rung: always by the clocks of
// whoever is rung. It does not change; its slices are shared.
type Rule struct {
	ID    string // by which a command names it: us-fl; "" for a rule in text
	Name  string // "Florida"
	Place Place  // whom it protects; nowhere for the default and the operator's own
	Week  Week
	Caps  []Cap
	Pause Pause

	Source           string
	Sure, SureOfCaps Sureness // SureOfCaps counts only where there is a cap or a pause
	ValidFrom        Date     // the first day; zero when it is in force and nobody recorded since when
	ValidTo          Date     // the last day; zero when none is known
	Checked          Date     // when somebody last compared it with its source
	Note             string   // what else to know, in words
	AskedFor         bool     // it counts only when somebody chooses it, being of one kind of call
}

// InForce reports whether the rule counts on a day.
func (r *Rule) InForce(d Date) bool {
	return (r.ValidFrom.IsZero() || d.Compare(r.ValidFrom) >= 0) && (r.ValidTo.IsZero() || d.Compare(r.ValidTo) <= 0)
}

// Open reports whether there is any window at all on a weekday.
func (r *Rule) Open() bool {
	return slices.ContainsFunc(r.Week.Days[:], func(w []Window) bool { return len(w) > 0 })
}
