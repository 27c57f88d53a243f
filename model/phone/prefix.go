package phone

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// digitParser takes prefixes off runs of digits just as phonenumbers.Parse does
// under one region's metadata, without the rest of its work on free text, which
// takes a hundred times as long. Tests hold the two to each other.
type digitParser struct {
	code     int
	codeText string
	lengths  []int32 // possible national lengths, ascending
	local    []int32 // lengths that can be dialled only within an area
	prefix   digitPrefix
	idd      digitPrefix // what is dialled before a calling code
	iddWhole func() *regexp.Regexp
	rule     string // how a trunk prefix is replaced; "" = dropped
	general  func() *regexp.Regexp
}

func newDigitParser(m *phonenumbers.PhoneMetadata) *digitParser {
	return &digitParser{
		code: int(m.GetCountryCode()), codeText: strconv.Itoa(int(m.GetCountryCode())), rule: m.GetNationalPrefixTransformRule(),
		lengths: m.GetGeneralDesc().GetPossibleLength(), local: m.GetGeneralDesc().GetPossibleLengthLocalOnly(),
		prefix: newDigitPrefix(m.GetNationalPrefixForParsing(), m.GetNationalPrefixTransformRule()), idd: newDigitPrefix(m.GetInternationalPrefix(), ""),
		iddWhole: lazily(wholeOne, m.GetInternationalPrefix()),
		general:  lazily(wholeOne, m.GetGeneralDesc().GetNationalNumberPattern()),
	}
}

// digitPrefix is what may stand before a number: a pattern, which most often is
// a few plain digits.
type digitPrefix struct {
	plain   string
	pattern func() *regexp.Regexp
}

// newDigitPrefix takes the rule by which a prefix is replaced, "" when it is
// dropped.
func newDigitPrefix(pattern, rule string) digitPrefix {
	if rule == "" && strings.Trim(pattern, "0123456789") == "" {
		return digitPrefix{plain: pattern, pattern: func() *regexp.Regexp { return nil }}
	}
	return digitPrefix{pattern: lazily(atStart, pattern)}
}

// find returns where the prefix and its groups lie in digits; nil when they do
// not begin with it.
func (p digitPrefix) find(digits string) []int {
	if p.plain != "" && strings.HasPrefix(digits, p.plain) {
		return []int{0, len(p.plain)}
	}
	if pattern := p.pattern(); pattern != nil {
		return pattern.FindStringSubmatchIndex(digits)
	}
	return nil
}

// viable reports whether digits fit the region's general pattern.
func (p *digitParser) viable(digits string) bool {
	general := p.general()
	if general == nil {
		return digits == ""
	}
	return general.MatchString(digits)
}

// strip takes a trunk prefix and a carrier's code off.
func (p *digitParser) strip(digits string) (stripped string, found bool) {
	groups := p.prefix.find(digits)
	if digits == "" || groups == nil {
		return digits, false
	}
	stripped = digits[groups[1]:]
	if p.rule != "" && groups[len(groups)-2] >= 0 {
		stripped = p.prefix.pattern().ReplaceAllString(digits, p.rule)
	}
	if p.viable(digits) && !p.viable(stripped) {
		return digits, false
	}
	return stripped, true
}

// length judges the number of digits alone.
func (p *digitParser) length(digits string) phonenumbers.ValidationResult {
	n := int32(len(digits))
	if len(p.lengths) == 0 {
		return phonenumbers.IS_POSSIBLE
	}
	switch shortest, longest := p.lengths[0], p.lengths[len(p.lengths)-1]; {
	case shortest == -1:
		return phonenumbers.INVALID_LENGTH
	case slices.Contains(p.local, n):
		return phonenumbers.IS_POSSIBLE_LOCAL_ONLY
	case n < shortest:
		return phonenumbers.TOO_SHORT
	case n > longest:
		return phonenumbers.TOO_LONG
	case slices.Contains(p.lengths, n):
		return phonenumbers.IS_POSSIBLE
	}
	return phonenumbers.INVALID_LENGTH
}

// national is what the parser makes of the digits behind a calling code.
func (p *digitParser) national(digits string) (string, bool) {
	if len(digits) < phonenumbers.MIN_LENGTH_FOR_NSN {
		return "", false
	}
	stripped, _ := p.strip(digits)
	switch p.length(stripped) {
	case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY, phonenumbers.INVALID_LENGTH:
	default:
		digits = stripped
	}
	return digits, len(digits) >= phonenumbers.MIN_LENGTH_FOR_NSN && len(digits) <= maxNational
}

// parseAbroad parses what stands behind a plus sign.
func parseAbroad(digits string) (code int, national string, ok bool) {
	if len(digits) <= phonenumbers.MIN_LENGTH_FOR_NSN {
		return 0, "", false
	}
	code, rest, ok := SplitCallingCode(digits)
	if !ok {
		return 0, "", false
	}
	national, ok = planOf(code).parser.national(rest)
	return code, national, ok
}

// parseAtHome parses digits as dialled within the region; abroad says that they
// began with an international prefix. It fails where the calling code stands
// bare before the number, which the parser would take off.
func (p *digitParser) parseAtHome(digits string) (code int, national string, abroad, ok bool) {
	if at := p.idd.find(digits); at != nil && !strings.HasPrefix(digits[at[1]:], "0") {
		code, national, ok = parseAbroad(digits[at[1]:])
		return code, national, true, ok
	}
	if rest, found := strings.CutPrefix(digits, p.codeText); found {
		stripped, _ := p.strip(rest)
		if !p.viable(digits) && p.viable(stripped) || p.length(digits) == phonenumbers.TOO_LONG {
			return 0, "", false, false
		}
	}
	national, ok = p.national(digits)
	return p.code, national, false, ok
}
