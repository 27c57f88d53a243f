package model

import (
	"fmt"
	"strings"
	"unicode"
)

// sampleRows is how many rows, spread over the table, a guess looks at.
const sampleRows = 200

// columnProfile counts what the sampled values of one column are.
type columnProfile struct {
	filled   int // not empty
	phones   int // a number can be read, or was there before a spreadsheet spoilt it
	fillers  int // N/A and the like
	emails   int
	words    int // letters, no digits
	lettered int // as many letters as digits, or more
	pairs    int // two to four words of letters, as full names have
	regions  int
	zones    int
	flags    int // yes, no and their like, and days
	contacts int // Dialgen's own contact ids
}

// profileColumns samples the table and counts, column by column. A column that
// is empty in the sample is looked for in the rest.
func profileColumns(t *Table, region Region) []columnProfile {
	profiles := make([]columnProfile, t.Width())
	var cells []Cell
	step := max(1, t.Len()/sampleRows)
	for row := 0; row < t.Len(); row += step {
		cells = t.AppendRow(cells[:0], row)
		for i, c := range cells {
			profiles[i].add(c, region)
		}
	}
	if step > 1 {
		fillEmpty(t, profiles)
	}
	return profiles
}

func fillEmpty(t *Table, profiles []columnProfile) {
	empty := 0
	for _, p := range profiles {
		if p.filled == 0 {
			empty++
		}
	}
	var cells []Cell
	for row := 0; row < t.Len() && empty > 0; row++ {
		cells = t.AppendRow(cells[:0], row)
		for i, c := range cells {
			if profiles[i].filled == 0 && strings.TrimSpace(c.Text) != "" {
				profiles[i].filled = 1
				empty--
			}
		}
	}
}

func (p *columnProfile) add(c Cell, region Region) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return
	}
	p.filled++
	lower := strings.ToLower(text)
	if saysFlag(c) {
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
	if _, ok := ParseRegion(text); ok {
		p.regions++
	}
	switch r := ReadPhone(c, region); {
	case looksLikePhone(r, text):
		p.phones++
	case r.Problem == Placeholder || r.Problem == ErrorCell:
		p.fillers++
	case r.Problem == NoDigits:
		p.words++
		if n := len(strings.Fields(text)); n >= 2 && n <= 4 && lettersOnly(text) {
			p.pairs++
		}
	case mostlyLetters(text):
		p.lettered++
	}
}

func mostlyLetters(text string) bool {
	letters, digits := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return letters > 0 && letters >= digits
}

// contactIDPrefix begins Dialgen's own contact ids.
const contactIDPrefix = "contact_"

// looksLikePhone reports whether a reading speaks for a column of phone
// numbers: there is a number, or there was one.
func looksLikePhone(r Reading, text string) bool {
	switch r.Problem {
	case NoProblem, LostZero, LostPlus, SeveralNumbers, StrayPlus, DoubledCode, ExitCode, OldFormat,
		Premium, PersonalRate, PagerRate, SharedRate, SatelliteRate, NetworkRate:
		return true
	case Scientific:
		return strings.ContainsAny(text, "+") // 1e5 is more often a code
	case NoCountry, InvalidForRegion, TooLong:
		digits := 0
		for _, c := range text {
			if unicode.IsDigit(c) {
				digits++
			} else if !strings.ContainsRune("+-. ()/", c) {
				return false
			}
		}
		return digits >= 8 && digits <= 14 && !looksLikeDate(text)
	case Letters:
		return r.Number != 0
	}
	return false
}

// looksLikeDate knows 2024-05-17 and 17.05.2024, perhaps with a time of day.
func looksLikeDate(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '.' || r == '/' || r == ' ' || r == ':' })
	return len(parts) >= 3 && (len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 ||
		len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(parts[2]) == 4)
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

// most reports whether n of the filled values are at least so many in ten.
func (p columnProfile) most(n, tenths int) bool { return p.filled > 0 && n*10 >= p.filled*tenths }

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
	case FieldCompany:
		return !p.most(p.phones, 6) && !p.most(p.emails, 5) && !p.most(p.contacts, 5)
	case FieldCountry:
		return p.most(p.regions, 6)
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
