package zones

import (
	"fmt"
	"time"

	"callsheet/model/phone"
)

// Evidence is what a set was read from, the weakest first.
type Evidence uint8

const (
	Nothing    Evidence = iota
	Country             // the row's, or that of a number which says no more
	AreaCode            // of a number that may be a mobile, which moves
	Geographic          // a fixed line
	Address             // the row's post code, state or city
	Column              // the row's own time zone
)

var evidenceNames = [...]string{
	Nothing: "nothing", Country: "country", AreaCode: "area code", Geographic: "fixed line", Address: "address", Column: "time zone column",
}

// String names the evidence in the operator's words.
func (e Evidence) String() string {
	if int(e) >= len(evidenceNames) {
		return evidenceNames[Nothing]
	}
	return evidenceNames[e]
}

// Finding is the zones that a person may be in, and why.
type Finding struct {
	// Zones is empty exactly when Evidence is Nothing.
	Zones    Set
	Evidence Evidence
	// Place is what the evidence names, such as "Florida", in words; "" for a
	// column, whose text the row shows.
	Place string
	// State is that of the address, or else of the number, as ISO 3166-2 has it, such as
	// US-FL; "" where neither names one. A stronger evidence leaves it as it is: whoever
	// keeps to the hours of one state more rings nobody too early.
	State string
	// Contradicts is a weaker evidence that no zone of the set agrees with, such as a
	// country on another continent; Nothing when there is none. The set stands, and
	// the row deserves a look.
	Contradicts Evidence
	// Ask is set when what the row says has several meanings. The set has the zones
	// of all of them, until a person has decided.
	Ask bool
}

// Words are the finding in a sentence's end. Zones whose clocks agree from one
// instant to another count as one.
func (f Finding) Words(from, to time.Time) string {
	if f.Evidence == Nothing {
		return "not known: held"
	}
	groups, err := f.Zones.Groups(from, to)
	if err != nil {
		return "not known: held (" + err.Error() + ")"
	}
	return f.source() + f.count(len(groups)) + f.doubts()
}

func (f Finding) source() string {
	switch f.Evidence {
	case AreaCode:
		return "number is from " + f.Place + " (mobile numbers move)"
	case Geographic:
		return "fixed line in " + f.Place
	case Address:
		return "address in " + f.Place
	case Column:
		return "the row's time zone"
	}
	return "somewhere in " + f.Place
}

func (f Finding) count(clocks int) string {
	if clocks == 1 {
		return ""
	}
	return fmt.Sprintf(": one of %d zones", clocks)
}

func (f Finding) doubts() string {
	words := ""
	if f.Ask {
		words = ", which has several meanings"
	}
	if f.Contradicts != Nothing {
		words += ", but the " + f.Contradicts.String() + " says otherwise"
	}
	return words
}

// finding is one evidence with its zones; nothing when they are none.
func finding(e Evidence, zones Set, place string) Finding {
	if zones.IsEmpty() {
		return Finding{}
	}
	return Finding{Zones: zones, Evidence: e, Place: place}
}

// ofCountry is all that a country says. Those of the United States are counted among
// the mainland's zones: Alaska and Hawaii have area codes of their own, and with
// them nobody in New York could be rung before one in the afternoon.
func ofCountry(region phone.Region) Finding {
	if h := homelands()[region]; h != nil {
		return h.country
	}
	return Finding{}
}
