package start

import (
	"strings"
	"time"
	"unicode"

	"callsheet/model/fold"
)

// Context is what a text is read against.
type Context struct {
	Now time.Time
	// Zone has the clocks that are meant when the text names no zone; nil = UTC.
	Zone *time.Location
	// Mine is the operator's own zone; nil = Zone. Where its day is another one than
	// the zone's, "today" and "tomorrow" are asked.
	Mine *time.Location
	// Region is the operator's country, ISO 3166 alpha-2, "" = not known. It orders
	// the candidates for 1/12, and answers nothing.
	Region string
	// ZoneOf gives the names in the zone database of what people call a zone, the
	// likeliest first; nil = only exact names are known. Of names whose clocks agree
	// the first is taken, but Zone and Mine before all. An error says what to type.
	ZoneOf func(string) ([]string, error)
}

// Answer is what was understood: now, an instant, or a question.
type Answer struct {
	Now  bool           // as soon as it is sent
	At   time.Time      // the instant, on the clocks of Zone; zero with Now and with a question
	Zone *time.Location // the zone it was said in; an offset says an instant, and leaves Context.Zone

	Question   string      // what is not clear, as a sentence; "" = nothing
	Candidates []Candidate // what is asked, the likeliest first; no two are equal instants
}

// Candidate is one reading of a text.
type Candidate struct {
	At    time.Time
	Zone  *time.Location
	Words string // "Tue 1 December 9:00", and what sets it apart from the others
	Typed string // a text that Parse reads as this instant in the same context, without a question
}

// Refused is the error of Parse.
type Refused struct {
	Why     string      // sentences
	Instead []Candidate // the nearest starts that can be had, if any
}

func (r *Refused) Error() string {
	if len(r.Instead) == 0 {
		return r.Why
	}
	typed := make([]string, len(r.Instead))
	for i, c := range r.Instead {
		typed[i] = c.Typed
	}
	return r.Why + " Type " + strings.Join(typed, " or ") + "."
}

const (
	maxText       = 120 // bytes; longer is no time that somebody typed
	maxWords      = 16
	maxZones      = 64 // that one name may mean; most of them agree
	maxCandidates = 12
)

const advice = "Give now, or a day and time such as 2026-12-01 09:00, tomorrow 9:00, mon 9:00 or in 2 h."

// Parse reads a start. The error is a *Refused.
func Parse(text string, in Context) (Answer, error) {
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	if in.Mine == nil {
		in.Mine = in.Zone
	}
	if len(text) > maxText {
		return Answer{}, &Refused{Why: "That is too long for a time. " + advice}
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '@' || unicode.IsSpace(r) })
	if len(words) == 0 || len(words) == 1 && atOnce[fold.Name(words[0])] {
		return Answer{Now: true, Zone: in.Zone}, nil
	}
	if len(words) > maxWords {
		return Answer{}, &Refused{Why: "That is too long for a time. " + advice}
	}
	said, err := read(words, in)
	if err != nil {
		return Answer{}, err
	}
	return said.resolve(in)
}

// refused is a refusal without a start that would do instead.
func refused(why string) *Refused { return &Refused{Why: why} }
