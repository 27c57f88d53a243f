package model

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// GuessMapping says what each column of the table means, from its header and a
// sample of its values, with a reason for each in the operator's words. A name
// never stands against the values. Phone numbers are read as of the region.
func GuessMapping(t *Table, region Region) Mapping {
	g := newGuess(t, region)
	g.decide()
	return g.mapping
}

func newGuess(t *Table, region Region) *guess {
	g := &guess{
		mapping:  make(Mapping, t.Width()),
		profiles: profileColumns(t, region),
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
	return g
}

// decide says what every column means.
func (g *guess) decide() {
	g.byHeader()
	g.phonesByHeader()
	g.byValues()
	g.rest()
	g.keys()
}

// guess is a mapping in the making; a column without a field is undecided.
type guess struct {
	mapping  Mapping
	profiles []columnProfile
	meanings []headerMeaning
	taken    map[Field]bool
}

func (g *guess) set(i int, f Field, basis Basis, reason string) {
	g.mapping[i].Field, g.mapping[i].Basis, g.mapping[i].Reason = f, basis, reason
	if f == FieldPhone {
		g.mapping[i].Choice = 1
	}
	if f.Single() {
		g.taken[f] = true
	}
}

// maxHeaderWords is the longest header that a reason repeats.
const maxHeaderWords = 40

func (g *guess) headerSays(i int) string {
	words := CleanText(g.mapping[i].Header, 2*maxHeaderWords)
	if utf8.RuneCountInString(words) > maxHeaderWords {
		words = "so"
	}
	return "the header says " + words
}

// fits reports whether a column's values may be what its header says. A region
// may be one of sales, or a state: half of those of the USA share their letters
// with a country.
func (g *guess) fits(i int, f Field) bool {
	p := g.profiles[i]
	if f == FieldDoNotCall && tellingOf(g.mapping[i].Header) == tellsYes {
		return p.most(p.flags, 5) // others than a do-not-call column are named so too
	}
	if f == FieldCountry && strings.Contains(foldName(g.mapping[i].Header), "region") && p.filled > 0 && !p.most(p.regions, 9) {
		return false
	}
	return p.allows(f)
}

// because joins what the header says with what the values show.
func (g *guess) because(i int, f Field) string {
	reason := g.headerSays(i)
	if evidence := g.profiles[i].evidence(f); evidence != "" {
		reason += " and " + evidence
	}
	return reason
}

// byHeader gives every field but the phone to the first column, if any, whose
// header names it, whose values allow it and which is not empty.
func (g *guess) byHeader() {
	for i, meaning := range g.meanings {
		f := meaning.field
		if f == "" || f == FieldPhone || g.taken[f] || g.profiles[i].filled == 0 || !g.fits(i, f) {
			continue
		}
		g.set(i, f, BasisHeader, g.because(i, f))
	}
}

// phonesByHeader dials the best of the columns that are named as phones; the
// others are kept beside it.
func (g *guess) phonesByHeader() {
	best := -1
	for i, meaning := range g.meanings {
		if meaning.field != FieldPhone || !g.profiles[i].allows(FieldPhone) {
			continue
		}
		if best < 0 || g.phoneScore(i) > g.phoneScore(best) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	if g.profiles[best].filled == 0 {
		if g.anyPhoneValues() {
			return
		}
		g.set(best, FieldPhone, BasisHeader, g.headerSays(best)+"; the column is empty")
		return
	}
	for i, meaning := range g.meanings {
		if i != best && meaning.field == FieldPhone && g.profiles[i].filled > 0 && g.profiles[i].allows(FieldPhone) {
			g.set(i, FieldPhone2, BasisHeader, g.because(i, FieldPhone2)+"; another column is dialled")
		}
	}
	g.set(best, FieldPhone, BasisHeader, g.because(best, FieldPhone))
}

// phoneScore puts the column with the most numbers first, and among columns
// about as full the one whose name promises most.
func (g *guess) phoneScore(i int) int {
	const tenPercent = 10
	most := 1
	for _, p := range g.profiles {
		most = max(most, p.phones)
	}
	return 3*(g.profiles[i].phones*tenPercent/most) + g.meanings[i].rank
}

// anyPhoneValues reports whether some column holds phone numbers by its values.
func (g *guess) anyPhoneValues() bool {
	for i := range g.profiles {
		if g.mapping[i].Field == "" && g.phoneByValues(i) {
			return true
		}
	}
	return false
}

// phoneByValues takes a column for phones without a header that says so. A
// header that says something else, such as an order number, wins, and a column
// that is empty in most rows says too little.
func (g *guess) phoneByValues(i int) bool {
	fullest := 0
	for _, p := range g.profiles {
		fullest = max(fullest, p.filled)
	}
	if g.meanings[i].never || g.meanings[i].optOut || !g.profiles[i].most(g.profiles[i].phones, 6) || g.profiles[i].filled*4 < fullest {
		return false
	}
	for word := range strings.SplitSeq(MetadataKey(g.mapping[i].Header), "_") {
		if otherNumbers[word] {
			return false
		}
	}
	return true
}

// otherNumbers are words of columns whose figures only look like phone numbers.
var otherNumbers = foldedSet("id, ids, uuid, order, account, acct, ref, reference, invoice, zip, postcode, postal, plz, amount, price, total, revenue, " +
	"balance, sum, qty, quantity, date, time, timestamp, created, updated, modified, card, iban, vat, tax, ssn, nif, nie, cpf, cnpj, dni, sku, code, serial, imei, " +
	"latitude, longitude, lat, lon, lng, birthday, dob, policy, contract, ticket, case, bestellnummer, kundennummer, rechnung")

// byValues gives the fields no header named to the columns whose values show
// what they are.
func (g *guess) byValues() {
	for i := range g.mapping {
		p := g.profiles[i]
		if g.mapping[i].Field != "" || p.filled == 0 {
			continue
		}
		named := foldName(g.mapping[i].Header) != ""
		switch {
		case !g.taken[FieldID] && p.most(p.contacts, 9):
			g.set(i, FieldID, BasisValues, p.evidence(FieldID))
		case !g.taken[FieldPhone] && g.phoneByValues(i):
			g.set(i, FieldPhone, BasisValues, p.evidence(FieldPhone))
		case !g.taken[FieldEmail] && p.most(p.emails, 8):
			g.set(i, FieldEmail, BasisValues, p.evidence(FieldEmail))
		case !named && !g.taken[FieldTimeZone] && p.most(p.zones, 9):
			g.set(i, FieldTimeZone, BasisValues, p.evidence(FieldTimeZone))
		case !named && !g.taken[FieldCountry] && p.filled > 1 && p.most(p.regions, 9) && !p.most(p.phones, 1):
			g.set(i, FieldCountry, BasisValues, p.evidence(FieldCountry))
		case !named && !g.taken[FieldName] && !g.taken[FieldFirstName] && p.most(p.pairs, 6):
			g.set(i, FieldName, BasisValues, p.evidence(FieldName))
		}
	}
}

// rest keeps what is left as metadata and skips empty columns.
func (g *guess) rest() {
	for i := range g.mapping {
		if g.mapping[i].Field != "" {
			continue
		}
		meaning, p := g.meanings[i], g.profiles[i]
		switch {
		case p.filled == 0:
			g.set(i, FieldSkip, BasisValues, "the column is empty")
		case meaning.optOut:
			g.set(i, FieldMetadata, BasisHeader, g.headerSays(i)+", which may be about other things than calls")
		case meaning.never:
			g.set(i, FieldMetadata, BasisHeader, "fax, pager and assistants' numbers are never dialled")
		case meaning.field != "" && !g.fits(i, meaning.field):
			g.set(i, FieldMetadata, BasisValues, g.headerSays(i)+", but the values say otherwise")
		case meaning.field != "":
			g.set(i, FieldMetadata, BasisHeader, g.headerSays(i)+", but another column already is that")
		default:
			g.set(i, FieldMetadata, BasisRest, "kept for the prompt")
		}
	}
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
