package header

import (
	"slices"
	"strconv"
	"strings"
)

// Noun is what a column holds, as far as its header tells.
type Noun uint8

const (
	Unknown     Noun = iota
	Phone            // a telephone number
	Name             // the whole name of a person
	Given            // a given name
	Family           // a family name
	Company          // a company
	Email            // an electronic mail address
	Country          // a country
	Part             // a state, province or sales region, which now and then is a country
	CallingCode      // what the numbers of a country begin with
	Prefix           // that, or the code of an area, or any other
	TimeZone         // a time zone
	Thing            // something else that is known
)

// Whose is to whom a number or a name belongs.
type Whose uint8

const (
	Contact      Whose = iota // the person to be called
	Firm                      // a company, at whose number strangers answer
	SomebodyElse              // a representative, a relative, whoever it is
)

// Use is whether a number or an address is the one to use.
type Use uint8

const (
	Current Use = iota
	Spare       // for when another fails
	Stale       // an old or a wrong one
)

// Meaning is what a header says.
type Meaning struct {
	Noun  Noun
	Or    Noun // what it may be as well, by its values; Unknown is nothing
	Whose Whose
	Use   Use
	Fax   bool // a line that nobody answers: a fax, a pager
	// Either is a word for a given name and for a whole one, such as nombre.
	Either bool
	// Sure is that the header alone says so, unless the values contradict it.
	// Otherwise they have to bear it out.
	Sure bool
	Rank int // among columns of one noun: the larger, the sooner taken
}

// Read says what a header means.
func Read(text string) Meaning {
	const longest = 200 // bytes; nobody reads a column's name to its end
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "")
	}
	said, aside := asides(text)
	r := reader{pieces: pieces(split(said)), aside: pieces(split(aside))}
	if len(r.pieces) == 0 {
		r.pieces, r.aside = r.aside, nil
	}
	if m, ok := alternatives(said); ok {
		return m
	}
	return r.read()
}

// asides cuts off what stands in brackets, or after "with" and the like.
func asides(text string) (said, aside string) {
	for {
		from := strings.IndexAny(text, "([{（【")
		if from < 0 {
			break
		}
		to := strings.IndexAny(text[from:], ")]}）】")
		if to < 0 {
			to = len(text) - from
		}
		end := min(len(text), from+to)
		if within := strings.Trim(text[from:end], "([{（【"); !strings.HasPrefix(within, "as ") {
			aside += " " + within
		}
		if rest := strings.TrimLeft(text[end:], ")]}"); rest != text[end:] || end == len(text) {
			text = text[:from] + " " + rest
		} else {
			text = text[:from] + " " + strings.TrimPrefix(strings.TrimPrefix(rest, "）"), "】")
		}
	}
	for _, word := range []string{" with ", " without ", " w/ ", " incl", " including ", " mit ", " ohne ", " con ", " sin ", " avec ", " sans ", " com ", " met ", " с ", " z ", " med "} {
		if at := strings.Index(strings.ToLower(text), word); at > 0 && len(strings.ToLower(text)) == len(text) {
			text, aside = text[:at], aside+" "+text[at+len(word):]
		}
	}
	if at := strings.Index(text, " as "); at > 0 {
		text = text[:at] // as entered by whomever
	}
	return text, aside
}

// alternatives reads "Company / Name": one or the other, whichever the values
// are.
func alternatives(text string) (Meaning, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '|' || r == '／' })
	if len(parts) != 2 {
		return Meaning{}, false
	}
	var read [2]Meaning
	for i, part := range parts {
		r := reader{pieces: pieces(split(part))}
		read[i] = r.read()
		if read[i].Noun == Unknown || read[i].Noun >= Part || read[i].Whose == SomebodyElse || read[i].Use != Current {
			return Meaning{}, false
		}
	}
	if ofName(read[0].Noun) && ofName(read[1].Noun) || read[0].Noun == read[1].Noun || read[0].Or == read[1].Noun && read[1].Sure {
		return Meaning{}, false
	}
	return Meaning{Noun: read[0].Noun, Or: read[1].Noun, Either: read[0].Either || read[1].Either, Rank: min(read[0].Rank, read[1].Rank) - 1}, true
}

func ofName(n Noun) bool { return n == Name || n == Given || n == Family }

// reader decides on the words of one header.
type reader struct{ pieces, aside []piece }

// has reports whether some word may say one of c.
func (r reader) has(c class) bool {
	return slices.ContainsFunc(r.pieces, func(p piece) bool { return p.class&c != 0 })
}

// only reports whether some word says one of c and none of but.
func (r reader) only(c, but class) bool {
	return slices.ContainsFunc(r.pieces, func(p piece) bool { return p.class&c != 0 && p.class&but == 0 })
}

// unknown reports whether some word is not known.
func (r reader) unknown() bool {
	return slices.ContainsFunc(r.pieces, func(p piece) bool { return p.class == 0 && strings.Trim(p.text, "0123456789") != "" })
}

// line is the words for a telephone; nouns the words a header can be about.
const (
	line  = mobile | phone
	nouns = line | email | name | given | family | either | person | lead | company | country | plain
)

// remarks reports whether the header is of something told about its noun.
func (r reader) remarks() bool { return r.only(about, nouns) }

func (r reader) read() Meaning {
	m := Meaning{Whose: r.whose(), Use: r.use()}
	r.pieces = slices.DeleteFunc(slices.Clone(r.pieces), func(p piece) bool { return p.class == plain })
	m.Fax = r.has(fax)
	for _, p := range r.aside {
		m.Fax = m.Fax || p.class&fax != 0
	}
	switch {
	case len(r.pieces) == 0:
		return m
	case m.Fax:
		m.Noun = Thing
		return m
	case r.has(timeZone):
		m.Noun, m.Sure = TimeZone, !r.unknown()
		return m
	case r.has(callCode) || r.only(country, home) && r.has(prefix):
		m.Noun, m.Sure = CallingCode, !r.unknown()
		if r.has(line) {
			m.Or = Phone
		}
		return m
	case r.has(line):
		return r.readPhone(m)
	case r.has(email):
		return r.readEmail(m)
	case r.only(number, person|lead) && !r.has(name|given|family|company|about|figure|thing|person):
		return r.readNumber(m)
	}
	return r.readPerson(m)
}

// whose is to whom the column belongs.
func (r reader) whose() Whose {
	owner := Contact
	for _, p := range slices.Concat(r.pieces, r.aside) {
		switch {
		case p.class&other != 0:
			return SomebodyElse
		case p.class&desk != 0, p.class&company != 0 && p.class&work == 0:
			owner = Firm
		}
	}
	return owner
}

func (r reader) use() Use {
	use := Current
	for _, p := range slices.Concat(r.pieces, r.aside) {
		switch {
		case p.class&stale != 0:
			return Stale
		case p.class&spare != 0:
			use = Spare
		}
	}
	return use
}

// place is how readily a column is taken by its number or its place: the first
// before the second.
func (r reader) place() int {
	rank := 0
	if r.has(first) {
		rank += 5
	}
	for _, p := range r.pieces {
		switch n, err := strconv.Atoi(p.text); {
		case err != nil || n < 1 || n > 20:
		case n == 1:
			rank++
		default:
			rank -= 2 * n
		}
	}
	return rank
}

func (m Meaning) spare(rank int) int {
	switch m.Use {
	case Spare:
		return rank - 9
	case Stale:
		return rank - 20
	}
	return rank
}

// readPhone reads a header with a word for a telephone in it.
func (r reader) readPhone(m Meaning) Meaning {
	last := r.pieces[len(r.pieces)-1].class
	switch {
	case r.has(name|given|family|noName) && !r.has(lead), r.remarks(), last&figure != 0 && last&number == 0, r.only(prefix, nouns):
		m.Noun = Thing
		return m
	case r.only(country, home):
		m.Noun, m.Sure = Country, false
		return m
	}
	m.Noun, m.Sure = Phone, !r.only(thing|figure, nouns|other|work|number) && !r.short()
	if r.has(email) {
		m.Or, m.Sure = Email, false
	}
	both := reader{pieces: slices.Concat(r.pieces, r.aside)}
	switch {
	case both.has(mobile | mobileMark):
		m.Rank = 8
		if both.has(work) {
			m.Rank--
		}
	case both.has(home):
		m.Rank = 4
	case both.has(work):
		m.Rank = 2
	default:
		m.Rank = 6
	}
	if r.unknown() {
		// Whose it is may be in the word that is not known: what is plainly the
		// person's goes first.
		const unclear = 7
		m.Rank -= unclear
	}
	m.Rank = m.spare(m.Rank + both.place())
	return m
}

// short reports whether two letters are all there is: they stand for much else.
func (r reader) short() bool {
	const letters = 2
	return len(r.pieces) == 1 && len(r.pieces[0].text) <= letters
}

// readNumber reads a number of nothing that is named: a telephone if its values
// are.
func (r reader) readNumber(m Meaning) Meaning {
	m.Noun, m.Rank = Phone, m.spare(4+r.place())
	if r.unknown() {
		m.Noun = Thing
	}
	return m
}

func (r reader) readEmail(m Meaning) Meaning {
	if r.has(name|given|family|noName) && !r.has(lead) || r.remarks() {
		m.Noun = Thing
		return m
	}
	m.Noun, m.Sure, m.Rank = Email, true, m.spare(6+r.place())
	if m.Whose == Firm || r.has(work) {
		m.Rank--
	}
	return m
}

// readPerson reads what may be a name, a company or a place.
func (r reader) readPerson(m Meaning) Meaning {
	named := r.has(name | given | family | either)
	switch {
	case r.has(noName):
		m.Noun = Thing
	case r.has(country|part) && !r.only(about|figure|thing|other|desk|number, nouns|part|home):
		m.Noun, m.Sure = Country, !r.unknown()
		if !r.only(country, home) && !r.onlyLand() {
			m.Noun = Part
		}
	case r.has(company) && !(r.has(person|lead) && (named || r.has(lead))):
		return r.readCompany(m)
	case r.only(other|desk|about|figure|thing|prefix, name|given|family|either|person|lead|plain), r.only(number, name|person|lead):
		m.Noun = Thing
		if r.only(prefix, nouns) && !r.unknown() && !r.only(other|desk|about|figure|thing, prefix) {
			m.Noun = Prefix
		}
	case named || r.has(person|lead):
		return r.readName(m)
	case r.has(home|work|first|spare) && len(r.pieces) == 1, r.has(company):
		m.Noun = Unknown
	}
	return m
}

// onlyLand reports whether the header is the one word Land, which is a line as
// well as a country.
func (r reader) onlyLand() bool { return len(r.pieces) == 1 && r.pieces[0].class&country != 0 }

func (r reader) readCompany(m Meaning) Meaning {
	if m.Whose == SomebodyElse || r.only(about|figure|thing|number|desk|prefix, nouns|work) {
		m.Noun = Thing
		return m
	}
	m.Noun, m.Sure, m.Rank = Company, !r.unknown(), m.spare(4+r.place())
	if r.has(name | either) {
		m.Rank++
	}
	return m
}

func (r reader) readName(m Meaning) Meaning {
	if m.Use == Stale || m.Whose == SomebodyElse {
		m.Noun = Thing
		return m
	}
	m.Whose = Contact
	m.Noun, m.Sure = Name, !r.unknown()
	if len(r.pieces) > 1 && !r.has(name|person) && slices.ContainsFunc(r.pieces, func(p piece) bool { return p.text == "first" || p.text == "last" }) {
		m.Noun = Thing // the first contact, the last contact
		return m
	}
	isGiven, isFamily := r.only(given, either|family), r.only(family, either|given)
	switch {
	case isGiven && isFamily, r.has(name):
	case isGiven:
		m.Noun = Given
	case isFamily:
		m.Noun = Family
	case r.has(either):
		m.Either = !r.has(person)
		if m.Either && r.has(given) {
			m.Noun = Given
		} else if m.Either && r.has(family) {
			m.Noun = Family
		}
	default: // customer, lead: who is named, but not that it is the name
		m.Or = Phone
		m.Rank = -2
		if r.has(lead) {
			m.Rank = -3
		}
	}
	m.Rank += 5
	if r.has(person) {
		m.Rank++
	}
	m.Rank = m.spare(m.Rank + r.place())
	return m
}
