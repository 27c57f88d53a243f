package phone

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
	"callsheet/model/table"
)

// DialCode is what a cell says that a number begins with. The zero value is
// none.
type DialCode struct {
	Code    int
	Areas   []string // of a code that several countries share: the digits that follow, such as 242
	Unclear bool     // the cell says something, but no calling code
	Doubted bool     // it may as well be something else, such as the code of an area
}

func (c DialCode) Known() bool { return c.Code != 0 }

// maxCodeText is longer than any calling code that people write, in bytes.
const maxCodeText = 40

// IsMarkedCode reports whether a calling code is written as one.
func IsMarkedCode(text string) bool {
	return strings.ContainsAny(text, "+＋") || strings.HasPrefix(strings.TrimLeft(text, "( '"), "00")
}

// codeLists parts several codes in one cell.
var codeLists = strings.NewReplacer(" and ", ",", " or ", ",")

// ParseDialCode reads a cell of calling codes: 52, +52, (+52), 0052, 52.0 of a
// spreadsheet, +1-242, +1-809 and 1-829, +52 (Mexico).
func ParseDialCode(text string) DialCode {
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), `'"`))
	if text == "" || text == "-" || IsNotAvailable(text) || IsErrorWord(text) {
		return DialCode{}
	}
	if len(text) > maxCodeText || !strings.ContainsFunc(text, unicode.IsDigit) {
		return DialCode{Unclear: true}
	}
	if whole, float := strings.CutSuffix(text, ",0"); float && fold.OnlyDigits(whole) {
		text = whole
	}
	var all DialCode
	for _, part := range strings.FieldsFunc(codeLists.Replace(text), func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
		one := oneDialCode(part)
		switch {
		case !one.Known() || all.Known() && all.Code != one.Code:
			return DialCode{Unclear: true}
		case !all.Known():
			all = one
		default:
			all.Areas = append(all.Areas, one.Areas...)
		}
	}
	all.Unclear = !all.Known()
	return all
}

func oneDialCode(text string) DialCode {
	text = strings.TrimSpace(text)
	for _, float := range []string{".0", ".00"} {
		text = strings.TrimSuffix(text, float)
	}
	if plus := strings.IndexAny(text, "+＋"); plus >= 0 {
		text = text[plus:]
	} else if strings.ContainsFunc(text, unicode.IsLetter) || strings.HasPrefix(text, "-") {
		return DialCode{Unclear: true}
	}
	var groups []string
	for group := range strings.FieldsFuncSeq(text, func(r rune) bool { return !fold.IsDigit(byte(min(r, 0x7f))) || r > 0x7f }) {
		groups = append(groups, group)
	}
	if len(groups) > 1 && groups[0] == "00" {
		groups = groups[1:]
	}
	if len(groups) == 0 || strings.Count(text, "+") > 1 {
		return DialCode{Unclear: true}
	}
	digits := strings.TrimPrefix(groups[0], "00")
	code, area, ok := cutDialCode(digits)
	switch {
	case !ok, len(groups) > 2:
		return DialCode{Unclear: true}
	case len(groups) == 2 && area == "":
		area = groups[1]
	case area != "" && (len(groups) == 2 || code != 1 || len(area) != 3):
		return DialCode{Unclear: true} // 840 and 276 are no calling codes
	}
	const longestArea = 5
	if area == "" {
		return DialCode{Code: code}
	}
	if len(area) > longestArea {
		return DialCode{Unclear: true}
	}
	return DialCode{Code: code, Areas: []string{area}}
}

// cutDialCode is SplitCallingCode for digits that need not go on.
func cutDialCode(digits string) (code int, rest string, ok bool) {
	const more = "0" // SplitCallingCode wants a national number behind the code
	code, rest, ok = SplitCallingCode(digits + more)
	return code, strings.TrimSuffix(rest, more), ok
}

// Region is the country of a calling code: that of its area, or the preferred
// one where it has this code, or else the largest of those that have; "" when it
// is of none, as a satellite's.
func (c DialCode) Region(preferred Region) Region {
	if !c.Known() {
		return ""
	}
	for _, area := range c.Areas {
		// Of the countries of North America each has its areas to itself.
		const northAmerica, subscriber = 1, "2345678"
		if p, ok := libraryNumber(c.Code, area+subscriber); ok && c.Code == northAmerica {
			if r := phonenumbers.GetRegionCodeForNumber(p); r != "" {
				return Region(r)
			}
		}
	}
	if preferred != "" && phonenumbers.GetCountryCodeForRegion(string(preferred)) == c.Code {
		return preferred
	}
	r := phonenumbers.GetRegionCodeForCountryCode(c.Code)
	if r == phonenumbers.UNKNOWN_REGION || r == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		return ""
	}
	return Region(r)
}

// Has reports whether a number begins as the code says.
func (c DialCode) Has(n Number) bool {
	digits := strconv.FormatUint(uint64(n), 10)
	code, national, ok := SplitCallingCode(digits)
	return ok && code == c.Code && (len(c.Areas) == 0 || slices.ContainsFunc(c.Areas, func(area string) bool { return strings.HasPrefix(national, area) }))
}

// ReadUnderCode reads a phone cell as what follows a calling code that stands in
// a cell of its own.
func ReadUnderCode(c table.Cell, code DialCode, preferred Region) Reading {
	region := code.Region(preferred)
	return WithDialCode(c, code, region, Read(c, region))
}

// WithDialCode is a reading in which the calling code beside the number says what the
// number alone does not.
func WithDialCode(cell table.Cell, code DialCode, region Region, r Reading) Reading {
	switch r.Problem {
	case LostZero, LostPlus:
		// Nothing was lost: the code stands beside it.
		if code.Has(r.Number) && r.Warnings&NotAssigned == 0 {
			r.Problem = r.Number.costs()
		}
	case TooShort, InvalidForRegion:
		for _, area := range code.Areas {
			whole := Read(table.Cell{Text: area + strings.TrimSpace(cell.Text)}, region)
			if whole.Problem == NoProblem && code.Has(whole.Number) {
				return whole
			}
		}
	}
	return r
}
