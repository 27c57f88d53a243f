package phone

import (
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/table"
)

// Type is what kind of line a number is, as far as its digits tell.
type Type uint8

const (
	TypeUnknown Type = iota
	TypeFixedLine
	TypeMobile
	TypeFixedOrMobile // the country does not tell them apart, as in the USA
	TypeTollFree
	TypePremium
	TypeSharedCost
	TypeVoIP
	TypePersonal
	TypePager
	TypeUniversal // one company number for many places
	TypeVoicemail
)

var numberTypeNames = [...]string{
	TypeUnknown:       "unknown",
	TypeFixedLine:     "fixed line",
	TypeMobile:        "mobile",
	TypeFixedOrMobile: "fixed line or mobile",
	TypeTollFree:      "toll-free",
	TypePremium:       "premium rate",
	TypeSharedCost:    "shared cost",
	TypeVoIP:          "VoIP",
	TypePersonal:      "personal number",
	TypePager:         "pager",
	TypeUniversal:     "company number",
	TypeVoicemail:     "voicemail",
}

// String names the type in the operator's words.
func (t Type) String() string {
	if int(t) >= len(numberTypeNames) {
		return numberTypeNames[TypeUnknown]
	}
	return numberTypeNames[t]
}

var numberTypes = map[phonenumbers.PhoneNumberType]Type{
	phonenumbers.FIXED_LINE:           TypeFixedLine,
	phonenumbers.MOBILE:               TypeMobile,
	phonenumbers.FIXED_LINE_OR_MOBILE: TypeFixedOrMobile,
	phonenumbers.TOLL_FREE:            TypeTollFree,
	phonenumbers.PREMIUM_RATE:         TypePremium,
	phonenumbers.SHARED_COST:          TypeSharedCost,
	phonenumbers.VOIP:                 TypeVoIP,
	phonenumbers.PERSONAL_NUMBER:      TypePersonal,
	phonenumbers.PAGER:                TypePager,
	phonenumbers.UAN:                  TypeUniversal,
	phonenumbers.VOICEMAIL:            TypeVoicemail,
}

// callingCodes are the country calling codes in use, from phonenumbers.
var callingCodes = sync.OnceValue(phonenumbers.GetSupportedCallingCodes)

// SplitCallingCode cuts E.164 digits after the calling code. No calling code is
// the beginning of another, so the first that fits is the only one.
func SplitCallingCode(digits string) (code int, national string, ok bool) {
	if strings.HasPrefix(digits, "0") {
		return 0, "", false
	}
	for n := 1; n <= 3 && n < len(digits); n++ {
		code = code*10 + int(digits[n-1]-'0')
		if planOf(code) != nil {
			return code, digits[n:], true
		}
	}
	return 0, "", false
}

// maxNational is the longest national number phonenumbers accepts.
const maxNational = phonenumbers.MAX_LENGTH_FOR_NSN

// libraryNumber builds the library's number from its parts, digit for digit,
// with none of the stripping that its parser does.
func libraryNumber(code int, national string) (*phonenumbers.PhoneNumber, bool) {
	if len(national) < phonenumbers.MIN_LENGTH_FOR_NSN || len(national) > maxNational {
		return nil, false
	}
	value, err := strconv.ParseUint(national, 10, 64)
	if err != nil {
		return nil, false
	}
	code32 := int32(code)
	p := &phonenumbers.PhoneNumber{CountryCode: &code32, NationalNumber: &value}
	if zeros := int32(len(national) - len(strings.TrimLeft(national[:len(national)-1], "0")) - 1); zeros > 0 {
		leading := true
		p.ItalianLeadingZero = &leading
		if zeros > 1 {
			p.NumberOfLeadingZeros = &zeros
		}
	}
	return p, true
}

// library is the number as phonenumbers holds it, or false when no country has
// its calling code.
func (n Number) library() (*phonenumbers.PhoneNumber, bool) {
	code, national, ok := SplitCallingCode(strconv.FormatUint(uint64(n), 10))
	if !ok {
		return nil, false
	}
	return libraryNumber(code, national)
}

// Region is the country the number belongs to, or "" when it belongs to none,
// as with satellite phones and international toll-free numbers. A number that
// is not assigned belongs to the main country of its calling code.
func (n Number) Region() Region {
	p, ok := n.library()
	if !ok {
		return ""
	}
	return libraryRegion(p)
}

func libraryRegion(p *phonenumbers.PhoneNumber) Region {
	code := phonenumbers.GetRegionCodeForNumber(p)
	if code == "" {
		code = phonenumbers.GetRegionCodeForCountryCode(int(p.GetCountryCode()))
	}
	if code == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY || code == phonenumbers.UNKNOWN_REGION {
		return ""
	}
	return Region(code)
}

// Grouped is the international form as the number's country groups it, such as
// "+44 7700 900123", or the E.164 form when its country is unknown.
func (n Number) Grouped() string { return n.format(phonenumbers.INTERNATIONAL) }

// National is the form dialled within the number's country, such as
// "07700 900123", or the E.164 form when its country is unknown. It is the
// international form where the library writes another number: of Argentine
// mobiles phonenumbers 1.8.1 puts the mobile token in the place of the area code.
func (n Number) National() string {
	national, region := n.format(phonenumbers.NATIONAL), n.Region()
	if region != "" && Read(table.Cell{Text: national}, region).Number != n {
		return n.Grouped()
	}
	return national
}

func (n Number) format(form phonenumbers.PhoneNumberFormat) string {
	p, ok := n.library()
	if !ok {
		return n.String()
	}
	return phonenumbers.Format(p, form)
}

// Type is what kind of line the number is.
func (n Number) Type() Type {
	p, ok := n.library()
	if !ok {
		return TypeUnknown
	}
	return numberTypes[phonenumbers.GetNumberType(p)]
}
