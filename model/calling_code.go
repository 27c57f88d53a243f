package model

import (
	"callsheet/model/table"

	"callsheet/model/fold"

	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// dialCode is what a cell says that a number begins with. The zero value is
// none.
type dialCode struct {
	code    int
	areas   []string // of a code that several countries share: the digits that follow, such as 242
	unclear bool     // the cell says something, but no calling code
	doubted bool     // it may as well be something else, such as the code of an area
}

func (c dialCode) known() bool { return c.code != 0 }

// maxCodeText is longer than any calling code that people write, in bytes.
const maxCodeText = 40

// markedCode reports whether a calling code is written as one.
func markedCode(text string) bool {
	return strings.ContainsAny(text, "+＋") || strings.HasPrefix(strings.TrimLeft(text, "( '"), "00")
}

// codeLists parts several codes in one cell.
var codeLists = strings.NewReplacer(" and ", ",", " or ", ",")

// parseDialCode reads a cell of calling codes: 52, +52, (+52), 0052, 52.0 of a
// spreadsheet, +1-242, +1-809 and 1-829, +52 (Mexico).
func parseDialCode(text string) dialCode {
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), `'"`))
	if text == "" || text == "-" || isNotAvailable(text) || isErrorWord(text) {
		return dialCode{}
	}
	if len(text) > maxCodeText || !strings.ContainsFunc(text, unicode.IsDigit) {
		return dialCode{unclear: true}
	}
	if whole, float := strings.CutSuffix(text, ",0"); float && fold.OnlyDigits(whole) {
		text = whole
	}
	var all dialCode
	for _, part := range strings.FieldsFunc(codeLists.Replace(text), func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
		one := oneDialCode(part)
		switch {
		case !one.known() || all.known() && all.code != one.code:
			return dialCode{unclear: true}
		case !all.known():
			all = one
		default:
			all.areas = append(all.areas, one.areas...)
		}
	}
	all.unclear = !all.known()
	return all
}

func oneDialCode(text string) dialCode {
	text = strings.TrimSpace(text)
	for _, float := range []string{".0", ".00"} {
		text = strings.TrimSuffix(text, float)
	}
	if plus := strings.IndexAny(text, "+＋"); plus >= 0 {
		text = text[plus:]
	} else if strings.ContainsFunc(text, unicode.IsLetter) || strings.HasPrefix(text, "-") {
		return dialCode{unclear: true}
	}
	var groups []string
	for group := range strings.FieldsFuncSeq(text, func(r rune) bool { return !fold.IsDigit(byte(min(r, 0x7f))) || r > 0x7f }) {
		groups = append(groups, group)
	}
	if len(groups) > 1 && groups[0] == "00" {
		groups = groups[1:]
	}
	if len(groups) == 0 || strings.Count(text, "+") > 1 {
		return dialCode{unclear: true}
	}
	digits := strings.TrimPrefix(groups[0], "00")
	code, area, ok := cutDialCode(digits)
	switch {
	case !ok, len(groups) > 2:
		return dialCode{unclear: true}
	case len(groups) == 2 && area == "":
		area = groups[1]
	case area != "" && (len(groups) == 2 || code != 1 || len(area) != 3):
		return dialCode{unclear: true} // 840 and 276 are no calling codes
	}
	const longestArea = 5
	if area == "" {
		return dialCode{code: code}
	}
	if len(area) > longestArea {
		return dialCode{unclear: true}
	}
	return dialCode{code: code, areas: []string{area}}
}

// cutDialCode is splitCallingCode for digits that need not go on.
func cutDialCode(digits string) (code int, rest string, ok bool) {
	const more = "0" // splitCallingCode wants a national number behind the code
	code, rest, ok = splitCallingCode(digits + more)
	return code, strings.TrimSuffix(rest, more), ok
}

// region is the country of a calling code: that of its area, or the preferred
// one where it has this code, or else the largest of those that have; "" when it
// is of none, as a satellite's.
func (c dialCode) region(preferred Region) Region {
	if !c.known() {
		return ""
	}
	for _, area := range c.areas {
		// Of the countries of North America each has its areas to itself.
		const northAmerica, subscriber = 1, "2345678"
		if p, ok := libraryNumber(c.code, area+subscriber); ok && c.code == northAmerica {
			if r := phonenumbers.GetRegionCodeForNumber(p); r != "" {
				return Region(r)
			}
		}
	}
	if preferred != "" && phonenumbers.GetCountryCodeForRegion(string(preferred)) == c.code {
		return preferred
	}
	r := phonenumbers.GetRegionCodeForCountryCode(c.code)
	if r == phonenumbers.UNKNOWN_REGION || r == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		return ""
	}
	return Region(r)
}

// has reports whether a number begins as the code says.
func (c dialCode) has(n Number) bool {
	digits := strconv.FormatUint(uint64(n), 10)
	code, national, ok := splitCallingCode(digits)
	return ok && code == c.code && (len(c.areas) == 0 || slices.ContainsFunc(c.areas, func(area string) bool { return strings.HasPrefix(national, area) }))
}

// readUnderCode reads a phone cell as what follows a calling code that stands in
// a cell of its own.
func readUnderCode(c table.Cell, code dialCode, preferred Region) Reading {
	region := code.region(preferred)
	return settled(c, code, region, ReadPhone(c, region))
}

// dialCode is what the column of calling codes says of the number that the row is
// read for. The operator's word on the number or its country goes before it.
func (l *List) dialCode(row int, e Edit) dialCode {
	if _, typed := e.Value(FieldPhone); len(l.cols.codes) == 0 || typed || e.region() != "" {
		return dialCode{}
	}
	return l.dialCodeOf(row, e, l.phoneColumn(row, e))
}

func (l *List) dialCodeOf(row int, e Edit, phone int) dialCode {
	i := codeOf(l.cols.codes, phone)
	if i < 0 {
		return dialCode{}
	}
	text := l.cell(row, e, l.cols.codes[i].column).Text
	code := parseDialCode(text)
	code.doubted = l.cols.codes[i].doubted && !markedCode(text)
	return code
}

// codeOf is which of some columns of codes belongs to a phone column; -1 is none.
func codeOf(codes []codeColumn, phone int) int {
	return slices.IndexFunc(codes, func(c codeColumn) bool { return c.phone == phone || c.phone < 0 })
}

// codeColumn is a column of calling codes and the phone column whose numbers it
// begins; -1 is all of them.
type codeColumn struct {
	column, phone int
	doubted       bool // only the values say that it is one
}

// indexCodes finds the columns of calling codes. One alone is for all numbers.
func indexCodes(m Mapping) []codeColumn {
	var all []codeColumn
	for _, c := range m {
		if c.Field == FieldCallingCode {
			all = append(all, codeColumn{c.Index, phoneOf(m, c.Index), c.Basis == BasisValues})
		}
	}
	if len(all) == 1 {
		all[0].phone = -1
	}
	return all
}

// codeRegion is the country of a row's calling code, "" when it has none. Of
// several countries with one code it is the row's, or else the list's.
func (l *List) codeRegion(row int, e Edit) Region {
	code := l.dialCode(row, e)
	if !code.known() {
		return ""
	}
	if r, ok := l.namedCountry(row, e); ok {
		return code.region(r)
	}
	return code.region(l.Region)
}

// namedCountry is what the row's country column names.
func (l *List) namedCountry(row int, e Edit) (Region, bool) {
	if l.cols.country < 0 {
		return "", false
	}
	return ParseRegion(l.cell(row, e, l.cols.country).Text)
}

// underCode holds what was read of a row's number against the calling code that
// stands beside it: r was read as of the code's country. Where the two, or the
// code and the row's country, do not agree, or the code is none, a person has to
// say.
func (l *List) underCode(row int, e Edit, cell table.Cell, r Reading) Reading {
	code := l.dialCode(row, e)
	if code.known() {
		r = settled(cell, code, l.codeRegion(row, e), r)
	}
	if named, ok := l.namedCountry(row, e); ok && code.known() && r.Problem.ofDigits() && phonenumbers.GetCountryCodeForRegion(string(named)) != code.code {
		// It is one of the country's then, or none.
		home := ReadPhone(cell, named)
		r = Reading{Problem: CodeConflict}
		if home.Problem == NoProblem {
			r.Other = home.Number
		}
		return r
	}
	if !r.Problem.Costly() && !slices.Contains([]Problem{NoProblem, LostZero, LostPlus, OwnCode}, r.Problem) || !l.codeDoubted(row, e, cell, code, r) {
		return r
	}
	conflict := Reading{Problem: CodeConflict, Extension: r.Extension, Warnings: r.Warnings & ExtensionDropped}
	if code.has(r.Number) {
		conflict.Number, conflict.Region = r.Number, r.Region
		if r.Problem != NoProblem {
			conflict.Number = 0
		}
		home := l.Region
		if named, ok := l.namedCountry(row, e); ok {
			home = named
		}
		r = ReadPhone(cell, home)
	}
	if r.Problem == NoProblem && r.Number != conflict.Number {
		conflict.Other = r.Number
	}
	return conflict
}

// readCell reads a row's phone cell as of a country, with the calling code
// beside it.
func (l *List) readCell(row int, e Edit, cell table.Cell, region Region) Reading {
	r := ReadPhone(cell, region)
	if len(l.cols.codes) > 0 {
		r = l.underCode(row, e, cell, r)
	}
	if len(l.cols.areas) > 0 {
		r = l.besideArea(row, e, cell, region, r)
	}
	return r
}

func (l *List) codeDoubted(row int, e Edit, cell table.Cell, code dialCode, r Reading) bool {
	if code.unclear {
		return ReadPhone(cell, "").Problem == NoCountry
	}
	if !code.known() {
		return false
	}
	named, ok := l.namedCountry(row, e)
	switch {
	case ok && phonenumbers.GetCountryCodeForRegion(string(named)) != code.code,
		ok && len(code.areas) > 0 && named != code.region(""):
		return true
	case !code.has(r.Number):
		return true
	}
	// What may as well be the code of an area is asked where the number is one
	// without it.
	if !code.doubted || l.Region == "" || phonenumbers.GetCountryCodeForRegion(string(l.Region)) == code.code {
		return false
	}
	alone := ReadPhone(cell, l.Region)
	return alone.Problem == NoProblem && alone.Warnings&NotAssigned == 0
}

// settled is a reading in which the calling code beside the number says what the
// number alone does not.
func settled(cell table.Cell, code dialCode, region Region, r Reading) Reading {
	switch r.Problem {
	case LostZero, LostPlus:
		// Nothing was lost: the code stands beside it.
		if code.has(r.Number) && r.Warnings&NotAssigned == 0 {
			r.Problem = r.Number.costs()
		}
	case TooShort, InvalidForRegion:
		for _, area := range code.areas {
			whole := ReadPhone(table.Cell{Text: area + strings.TrimSpace(cell.Text)}, region)
			if whole.Problem == NoProblem && code.has(whole.Number) {
				return whole
			}
		}
	}
	return r
}

// phoneOf is the phone column that a column of calling codes belongs to: the next
// to its right, or else the last to its left; -1 when there is none.
func phoneOf(m Mapping, code int) int {
	before := -1
	for _, c := range m {
		if c.Field != FieldPhone && c.Field != FieldPhone2 {
			continue
		}
		if c.Index > code {
			return c.Index
		}
		before = c.Index
	}
	return before
}
