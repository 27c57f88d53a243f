package phone

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// needsTrunkZero reports whether the country writes this number with a leading
// zero that the digits do not have.
func needsTrunkZero(c candidate, region Region) bool {
	if home, _ := homeOf(region); c.trunk || !strings.HasPrefix(home.trunk, "0") || !takesTrunkZero(c.code, c.national) {
		return false
	}
	_, found := planOf(c.code).parser.strip(c.national)
	return !found
}

// takesTrunkZero reports whether a number is written with a trunk prefix within
// its country.
func takesTrunkZero(code int, national string) bool {
	p, ok := libraryNumber(code, national)
	if !ok {
		return false
	}
	node := planOf(code).at(national)
	if node != nil {
		if known := node.zero.Load(); known != nil {
			return *known
		}
	}
	// Without the digits as written, the prefix is missing wherever it belongs.
	source, nothing := phonenumbers.PhoneNumber_FROM_DEFAULT_COUNTRY, ""
	p.CountryCodeSource, p.RawInput = &source, &nothing
	takes := !phonenumbers.IsNationalPrefixPresentIfRequired(p)
	if node != nil {
		node.zero.Store(&takes)
	}
	return takes
}

// italianLandline is the fixed line that a short Italian mobile number may have
// been before it lost its 0. Italy has no trunk prefix: the 0 is part of the
// number, and mobile numbers of fewer than ten digits are no longer given out.
func italianLandline(c candidate) candidate {
	const callingCode, mobileDigits = 39, 10
	if c.code != callingCode || c.kind != TypeMobile || len(c.national) >= mobileDigits {
		return candidate{}
	}
	return classify(c.code, "0"+c.national)
}
