package columns

import (
	"fmt"
	"unicode/utf8"

	"callsheet/model/fold"
	"callsheet/model/header"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Guess says what each column of the table means, from its header and a
// sample of its values, with a reason for each in the operator's words. A name
// never stands against the values, but for a column that is named a phone: bad
// numbers are still numbers. Phone numbers are read as of the region.
func Guess(t *table.Table, region phone.Region) Mapping {
	g := newGuess(t, region)
	g.decide()
	return g.mapping
}

func newGuess(t *table.Table, region phone.Region) *guess {
	g := &guess{
		table:    t,
		mapping:  make(Mapping, t.Width()),
		meanings: make([]headerMeaning, t.Width()),
		taken:    map[Field]bool{},
	}
	for i := range g.mapping {
		g.mapping[i].Index = i
		if i < len(t.Header) {
			g.mapping[i].Header = t.Header[i]
		}
		g.meanings[i] = readHeader(g.mapping[i].Header)
	}
	g.profiles = profileColumns(t, region, g.meanings)
	return g
}

// decide says what every column means.
func (g *guess) decide() {
	g.flags()
	g.phonesByHeader()
	g.take(header.Email, FieldEmail)
	g.take(header.Company, FieldCompany)
	g.names()
	g.take(header.TimeZone, FieldTimeZone)
	g.countries()
	g.byValues()
	g.lastPhone()
	g.codes()
	g.rest()
	g.keepPrivate()
	g.keys()
}

// guess is a mapping in the making; a column without a field is undecided.
type guess struct {
	table    *table.Table
	mapping  Mapping
	profiles []columnProfile
	meanings []headerMeaning
	taken    map[Field]bool
}

func (g *guess) set(i int, f Field, basis Evidence, reason string) {
	g.mapping[i].Field, g.mapping[i].Basis, g.mapping[i].Reason = f, basis, reason
	if f == FieldPhone {
		g.mapping[i].Choice = 1
	}
	if f.Single() {
		g.taken[f] = true
	}
}

func (g *guess) undecided(i int) bool { return g.mapping[i].Field == "" }

// named reports whether a column has a header to go by.
func (g *guess) named(i int) bool { return fold.Name(g.mapping[i].Header) != "" }

// maxHeaderWords is the longest header that a reason repeats.
const maxHeaderWords = 40

func (g *guess) headerSays(i int) string {
	words := printable.Text(g.mapping[i].Header, 2*maxHeaderWords)
	if utf8.RuneCountInString(words) > maxHeaderWords {
		words = "so"
	}
	return "the header says " + words
}

// because joins what the header says with what the values show.
func (g *guess) because(i int, f Field) string {
	reason := g.headerSays(i)
	if evidence := g.profiles[i].evidence(f); evidence != "" {
		reason += " and " + evidence
	}
	return reason
}

// flags finds the columns that say whom not to call.
func (g *guess) flags() {
	for i := range g.meanings {
		p := g.profiles[i]
		switch name := g.mapping[i].Header; optout.TellingOf(name) {
		case optout.TellsYes, optout.TellsWide, optout.TellsOther:
			if p.filled > 0 && !p.most(p.flags, 5) {
				g.meanings[i] = headerMeaning{Meaning: header.Read(name)} // such as the phone of an authorised contact
			}
		}
		if !g.meanings[i].doNotCall || p.filled == 0 || !p.allows(FieldDoNotCall) {
			continue
		}
		g.set(i, FieldDoNotCall, BasisHeader, g.because(i, FieldDoNotCall))
	}
}

// best is the undecided column that fits and has the highest rank, the first of
// several; -1 is none.
func (g *guess) best(fits func(i int) bool, rank func(i int) int) int {
	best := -1
	for i := range g.mapping {
		if g.undecided(i) && g.profiles[i].filled > 0 && fits(i) && (best < 0 || rank(i) > rank(best)) {
			best = i
		}
	}
	return best
}

func (g *guess) rank(i int) int { return g.meanings[i].Rank }

// take gives a field to the best of the columns whose headers are of a noun.
func (g *guess) take(noun header.Noun, f Field) {
	if i := g.best(func(i int) bool { return g.says(i, noun, f) }, g.rank); i >= 0 {
		g.set(i, f, BasisHeader, g.because(i, f))
	}
}

// says reports whether a column is named after a noun and its values allow the
// field, or bear it out where the header alone does not say enough.
func (g *guess) says(i int, noun header.Noun, f Field) bool {
	m, p := g.meanings[i], g.profiles[i]
	switch {
	case m.optOut || m.Whose == header.SomebodyElse || m.Use == header.Stale, m.Noun != noun && m.Or != noun:
		return false
	case f == FieldCompany && (m.Noun == header.Name || m.Or == header.Name):
		return p.most(p.firms, 3)
	case m.Noun != noun || !m.Sure:
		return p.bearsOut(f)
	}
	return p.allows(f)
}

// byValues gives the fields no header named to the columns whose values show
// what they are.
func (g *guess) byValues() {
	for i := range g.mapping {
		p := g.profiles[i]
		if !g.undecided(i) || p.filled == 0 {
			continue
		}
		named := g.named(i)
		switch {
		case !g.taken[FieldID] && p.most(p.contacts, 9):
			g.set(i, FieldID, BasisValues, p.evidence(FieldID))
		case !g.taken[FieldPhone] && g.phoneByValues(i):
			g.set(i, FieldPhone, BasisValues, p.evidence(FieldPhone))
		case !g.taken[FieldEmail] && p.most(p.emails, 8) && g.meanings[i].Whose != header.SomebodyElse:
			g.set(i, FieldEmail, BasisValues, p.evidence(FieldEmail))
		case !named && !g.taken[FieldTimeZone] && p.most(p.zones, 9):
			g.set(i, FieldTimeZone, BasisValues, p.evidence(FieldTimeZone))
		case !named && !g.taken[FieldCountry] && p.filled > 1 && !p.most(p.phones, 1) && g.beyondDoubt(i):
			g.set(i, FieldCountry, BasisValues, p.evidence(FieldCountry))
		case !g.taken[FieldName] && !g.taken[FieldFirstName] && g.nameByValues(i):
			g.set(i, FieldName, BasisValues, p.evidence(FieldName))
		}
	}
}

// rest keeps what is left as metadata and skips empty columns.
func (g *guess) rest() {
	for i := range g.mapping {
		if !g.undecided(i) {
			continue
		}
		if g.profiles[i].filled == 0 {
			g.set(i, FieldSkip, BasisValues, "the column is empty")
			continue
		}
		basis, reason := g.leftOver(i)
		g.set(i, FieldMetadata, basis, reason)
	}
}

// leftOver says why a column is nothing but metadata.
func (g *guess) leftOver(i int) (Evidence, string) {
	m, says := g.meanings[i], g.headerSays(i)
	switch f, known := m.field(); {
	case m.optOut && (!m.doNotCall || g.profiles[i].allows(FieldDoNotCall)):
		return BasisHeader, says + ", which may be about other things than calls"
	case m.Fax:
		return BasisHeader, "a fax or pager is never dialled"
	case m.notTheirs():
		return BasisHeader, says + ": " + m.whyNot()
	case m.Whose == header.SomebodyElse:
		return BasisHeader, says + ": that is somebody else"
	case !known:
		return BasisRest, "kept for the prompt"
	case g.taken[f] && g.profiles[i].allows(f):
		return BasisHeader, says + ", but another column already is that"
	}
	return BasisValues, says + ", but the values say otherwise"
}

// keys gives every column that is sent as metadata a key of its own.
func (g *guess) keys() {
	used := map[string]bool{}
	for i := range g.mapping {
		c := &g.mapping[i]
		if c.Field != FieldMetadata && c.Field != FieldPhone2 {
			continue
		}
		stem := MetadataKey(c.Header)
		if stem == "" {
			stem = fmt.Sprintf("column_%d", c.Index+1)
		}
		key := stem
		for n := 2; used[key]; n++ {
			key = fmt.Sprintf("%s_%d", stem, n)
		}
		used[key] = true
		c.Key = key
	}
}
