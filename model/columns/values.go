package columns

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
	"callsheet/model/header"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// sampleRows is how many rows, spread over the table, a guess looks at.
const sampleRows = 200

// columnProfile counts what the sampled values of one column are.
type columnProfile struct {
	place    bool // the header names a country or a part of one
	filled   int  // not empty
	phones   int  // a number can be read, or was there before a spreadsheet spoilt it
	fillers  int  // N/A and the like
	emails   int
	words    int // letters, no digits
	lettered int // as many letters as digits, or more
	pairs    int // two to four words of letters, as full names have
	capitals int // two or three capitalised words
	firms    int // have the words of a company
	figures  int // digits that might be dialled, whether or not there is such a number
	distinct int // different texts
	numbers  int // different texts that are phone numbers
	regions  int // names of countries, or their letters
	longs    int // names of countries that are none of a state
	foreign  int // letters of a state that are none of a country
	lander   int // letters of a state of Germany, whether or not a country has them
	codes    int // calling codes
	marked   int // of which are written as such, with + or 00
	zones    int
	flags    int // yes, no and their like, and days
	contacts int // Dialgen's own contact ids
}

// profileColumns samples the table and counts, column by column. A column that
// is empty in the sample is looked for in the rest. What the headers mean tells
// where countries are looked for in every language.
func profileColumns(t *table.Table, region phone.Region, meanings []headerMeaning) []columnProfile {
	profiles := make([]columnProfile, t.Width())
	for i := range profiles {
		profiles[i].place = meanings[i].Noun == header.Country || meanings[i].Noun == header.Part
	}
	seen := make([]map[string]bool, t.Width())
	var cells []table.Cell
	step := max(1, t.Len()/sampleRows)
	for row := 0; row < t.Len(); row += step {
		cells = t.AppendRow(cells[:0], row)
		for i, c := range cells {
			if seen[i] == nil {
				seen[i] = map[string]bool{}
			}
			profiles[i].add(c, region, !seen[i][c.Text])
			seen[i][c.Text] = true
		}
	}
	if step > 1 {
		fillEmpty(t, profiles)
	}
	return profiles
}

func fillEmpty(t *table.Table, profiles []columnProfile) {
	filled, empty := make([]bool, len(profiles)), 0
	for i, p := range profiles {
		if filled[i] = p.filled > 0; !filled[i] {
			empty++
		}
	}
	for row := 0; row < t.Len() && empty > 0; row++ {
		empty -= t.NoteFilled(row, filled)
	}
	for i := range profiles {
		if filled[i] {
			profiles[i].filled = max(profiles[i].filled, 1)
		}
	}
}

func (p *columnProfile) add(c table.Cell, region phone.Region, fresh bool) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return
	}
	p.filled++
	if fresh {
		p.distinct++
	}
	lower := strings.ToLower(text)
	if optout.IsFlag(c) {
		p.flags++
	}
	if strings.HasPrefix(lower, contactIDPrefix) {
		p.contacts++
		return
	}
	if strings.Contains(text, "@") {
		if ValidEmail(text) {
			p.emails++
		}
		return
	}
	if looksLikeZone(text) {
		p.zones++
		return
	}
	p.addPlace(text)
	if looksLikeFigure(c, text) {
		p.figures++
	}
	if LooksLikeFirm(text) {
		p.firms++
	}
	switch r := phone.Read(c, region); {
	case looksLikePhone(r, text):
		p.phones++
		if fresh {
			p.numbers++
		}
	case r.Problem == phone.Placeholder || r.Problem == phone.ErrorCell:
		p.fillers++
	case r.Problem == phone.NoDigits:
		p.words++
		if n := len(strings.Fields(text)); n >= 2 && n <= 4 && lettersOnly(text) {
			p.pairs++
			if n <= 3 && capitalised(text) {
				p.capitals++
			}
		}
	case mostlyLetters(text):
		p.lettered++
	}
}

func mostlyLetters(text string) bool {
	letters, digits := fold.Count(text)
	return letters > 0 && letters >= digits
}

// contactIDPrefix begins Dialgen's own contact ids.
const contactIDPrefix = "contact_"

// looksLikePhone reports whether a reading speaks for a column of phone
// numbers: there is a number, or there was one.
func looksLikePhone(r phone.Reading, text string) bool {
	switch r.Problem {
	case phone.NoProblem, phone.LostZero, phone.LostPlus, phone.SeveralNumbers, phone.StrayPlus, phone.DoubledCode, phone.ExitCode, phone.OwnCode, phone.OldFormat,
		phone.Premium, phone.PersonalRate, phone.PagerRate, phone.SharedRate, phone.SatelliteRate, phone.NetworkRate:
		return true
	case phone.Scientific:
		return strings.ContainsAny(text, "+") // 1e5 is more often a code
	case phone.NoCountry, phone.InvalidForRegion, phone.TooLong:
		digits := 0
		for _, c := range text {
			if unicode.IsDigit(c) {
				digits++
			} else if !strings.ContainsRune("+-. ()/", c) {
				return false
			}
		}
		return digits >= 8 && digits <= 14 && !table.LooksLikeDate(text)
	case phone.Letters:
		return r.Number != 0
	}
	return false
}

func lettersOnly(text string) bool {
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune(" .'’-", r) {
			return false
		}
	}
	return true
}

// zoneAreas begin the names of the IANA time zone database.
var zoneAreas = []string{
	"Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/", "Etc/",
	"US/", "Canada/", "Brazil/", "Mexico/", "Chile/", "UTC", "GMT",
}

func looksLikeZone(text string) bool {
	for _, area := range zoneAreas {
		if len(text) >= len(area) && strings.EqualFold(text[:len(area)], area) {
			return true
		}
	}
	return strings.HasSuffix(text, "Standard Time") // as Windows names them
}

// looksLikeFigure knows digits that somebody may have meant for a phone number.
func looksLikeFigure(c table.Cell, text string) bool {
	const fewest, most = 5, 20
	if c.Kind == table.KindDate || c.Kind == table.KindBool || table.LooksLikeDate(text) {
		return false
	}
	letters, digits := fold.Count(text)
	return digits >= fewest && digits <= 2*most && letters*2 <= digits
}

// capitalised reports whether every word of a text begins with a capital, which
// the small words of some names do not, or is of a script without them.
func capitalised(text string) bool {
	words, capitals := 0, 0
	for word := range strings.FieldsSeq(text) {
		first, _ := utf8.DecodeRuneInString(word)
		words++
		if !unicode.IsLower(first) {
			capitals++
		}
	}
	const small = 2
	return capitals == words || words > small && capitals >= small
}

// LooksLikeFirm knows a company by what its law or its trade adds to its name.
func LooksLikeFirm(text string) bool {
	if strings.IndexByte(text, '&') >= 0 || strings.Contains(text, "＆") {
		return true
	}
	var key [64]byte
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '(' || r == ')' }) {
		if firmWords()[string(fold.AppendName(key[:0], word))] {
			return true
		}
	}
	if fold.IsASCII(text) {
		return false
	}
	for _, ending := range firmEndings {
		if strings.Contains(text, ending) {
			return true
		}
	}
	return false
}

// firmWords are words of companies' names.
var firmWords = foldedSet("ltd, limited, llc, llp, inc, incorporated, corp, corporation, plc, pty, pvt, gmbh, mbh, ag, kg, ohg, ug, gbr, sarl, sas, sasu, eurl, sci, slu, sl, srl, spa, snc, " +
	"bv, bvba, nv, vof, ab, aps, oy, oyj, asa, sro, kft, zrt, doo, ooo, ооо, оао, зао, пао, ао, ип, pt, tbk, cv, ltda, eireli, sdn, bhd, ltdsti, aş, şti, holding, holdings, group, gruppe, groupe, grupo, " +
	"company, co, industries, enterprises, solutions, services, systems, technologies, trading, motors, traders, partners, associates, consulting, studio, bank, trust, hospital, clinic, university, school, foundation, spolka, zoo, şirketi, şirket")

// firmEndings are what companies are called where words are not parted.
var firmEndings = []string{"株式会社", "有限会社", "合同会社", "有限公司", "(株)", "㈱", "集团", "주식회사", "(주)", "شركة"}

// most reports whether n of the filled values are at least so many in ten.
func (p columnProfile) most(n, tenths int) bool { return p.filled > 0 && n*10 >= p.filled*tenths }

// repeats reports whether a few phone numbers stand in many rows, as those of
// offices and representatives do.
func (p columnProfile) repeats() bool {
	const many = 8
	return p.phones >= many && 2*p.numbers < p.phones
}

// bearsOut reports whether the values alone say that a column is a field that
// its header only hints at.
func (p columnProfile) bearsOut(f Field) bool {
	switch f {
	case FieldPhone:
		return p.allows(f) && p.phones > 0
	case FieldName, FieldFirstName, FieldLastName:
		return p.most(p.pairs, 5) && 2*p.distinct > p.filled && !p.most(p.firms, 3)
	case FieldEmail:
		return p.most(p.emails, 5)
	case FieldCompany:
		return p.allows(f) && p.most(p.words+p.lettered, 8) && !p.most(p.flags, 3) && 2*p.distinct > p.filled
	case FieldTimeZone:
		return p.most(p.zones, 6)
	}
	return p.allows(f)
}

// allows reports whether the values may be what the header says. An empty
// column contradicts nothing.
func (p columnProfile) allows(f Field) bool {
	if p.filled == 0 {
		return true
	}
	switch f {
	case FieldDoNotCall:
		return true
	case FieldPhone, FieldPhone2:
		return p.most(p.phones+p.fillers, 5) && (p.phones > 0 || p.fillers == p.filled)
	case FieldName, FieldFirstName, FieldLastName:
		return p.most(p.words+p.lettered+p.fillers, 5)
	case FieldEmail:
		return p.most(p.emails+p.fillers, 5)
	case FieldCallingCode:
		return p.most(p.codes, 6)
	case FieldCompany:
		return !p.most(p.phones, 6) && !p.most(p.emails, 5) && !p.most(p.contacts, 5)
	case FieldCountry:
		return p.most(p.regions, 6) || p.most(p.regions, 2) && p.longs > 0
	case FieldTimeZone:
		return !p.most(p.phones, 3) && !p.most(p.emails, 3)
	}
	return true
}

// evidence says in the operator's words how many values are what they should be.
func (p columnProfile) evidence(f Field) string {
	n, what := 0, ""
	switch f {
	case FieldPhone, FieldPhone2:
		n, what = p.phones, "phone numbers"
	case FieldEmail:
		n, what = p.emails, "email addresses"
	case FieldCountry:
		n, what = p.regions, "countries"
	case FieldCallingCode:
		n, what = p.codes, "calling codes"
	case FieldCompany:
		n, what = p.firms, "companies"
	case FieldID:
		n, what = p.contacts, "Dialgen contact ids"
	case FieldName:
		n, what = p.pairs, "full names"
	case FieldTimeZone:
		n, what = p.zones, "time zones"
	}
	if n == 0 || p.filled == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d values are %s", n, p.filled, what)
}
