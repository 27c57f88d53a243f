package model

import (
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// maxDigits is the longest E.164 number.
const maxDigits = 15

// dialPlan is what one calling code allows beyond its assigned ranges.
type dialPlan struct {
	general *phonenumbers.PhoneNumberDesc
	lengths uint32 // bit n: a fixed line or a mobile may have n national digits
}

// dialPlans holds a plan for every calling code, from phonenumbers' metadata.
var dialPlans = sync.OnceValue(func() map[int]dialPlan {
	plans := map[int]dialPlan{}
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		return plans // embedded in the library, which panics at start without it
	}
	for _, m := range collection.GetMetadata() {
		code := int(m.GetCountryCode())
		if m.GetId() != phonenumbers.GetRegionCodeForCountryCode(code) {
			continue // shares the plan of its calling code's main country
		}
		plan := dialPlan{general: m.GetGeneralDesc()}
		for _, desc := range []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetMobile()} {
			lengths := desc.GetPossibleLength()
			if len(lengths) == 0 {
				lengths = m.GetGeneralDesc().GetPossibleLength()
			}
			for _, n := range lengths {
				if n > 0 {
					plan.lengths |= 1 << n
				}
			}
		}
		plans[code] = plan
	}
	return plans
})

// fits reports whether a national number of the plan may exist, though none is
// known to be assigned.
func (d dialPlan) fits(national string) bool {
	return d.lengths&(1<<len(national)) != 0 && phonenumbers.MatchNationalNumber(national, d.general, false)
}

// standing is how well a number is known.
type standing uint8

const (
	impossible standing = iota
	plausible           // fits its country's plan, but lies in no assigned range
	assigned            // lies in an assigned range
)

// candidate is one way of reading digits.
type candidate struct {
	number   Number
	region   Region
	kind     NumberType
	standing standing
	code     int
	national string
	trunk    bool                          // a trunk prefix was taken off
	abroad   bool                          // was written with an international prefix
	fault    phonenumbers.ValidationResult // why it is impossible
}

// isService reports whether a number is shorter than any fixed line or mobile
// of its plan, as the service numbers of companies and helplines are.
func (c candidate) isService() bool {
	switch c.kind {
	case TypeTollFree, TypeSharedCost, TypeUniversal:
		lengths := dialPlans()[c.code].lengths
		return lengths != 0 && len(c.national) < bits.TrailingZeros32(lengths)
	}
	return false
}

// weigh judges a national number under a calling code.
func weigh(code int, national string) candidate {
	c := candidate{code: code, national: national}
	p, ok := libraryNumber(code, national)
	if !ok {
		c.fault = phonenumbers.TOO_SHORT
		if len(national) > maxNational {
			c.fault = phonenumbers.TOO_LONG
		}
		return c
	}
	digits := strconv.Itoa(code) + national
	if len(digits) > maxDigits {
		c.fault = phonenumbers.TOO_LONG
		return c
	}
	value, _ := strconv.ParseUint(digits, 10, 64)
	if c.kind = numberTypes[phonenumbers.GetNumberType(p)]; c.kind != TypeUnknown {
		c.number, c.standing, c.region = Number(value), assigned, libraryRegion(p)
		return c
	}
	if dialPlans()[code].fits(national) {
		c.number, c.standing, c.region = Number(value), plausible, libraryRegion(p)
		return c
	}
	c.fault = phonenumbers.IsPossibleNumberWithReason(p)
	return c
}

// readAbroad reads digits that begin with a calling code. A trunk prefix left
// in between, as in +44 07700…, is taken off.
func readAbroad(digits string) candidate {
	code, national, ok := splitCallingCode(digits)
	if !ok {
		return candidate{fault: phonenumbers.INVALID_COUNTRY_CODE, abroad: true}
	}
	plain := weigh(code, national)
	plain.abroad = true
	if plain.standing == assigned || len(digits) > maxDigits+3 {
		return plain
	}
	if p, err := phonenumbers.Parse("+"+digits, ""); err == nil {
		stripped := phonenumbers.GetNationalSignificantNumber(p)
		if stripped != national {
			if c := weigh(code, stripped); c.standing > plain.standing {
				c.trunk, c.abroad = true, true
				return c
			}
		}
	}
	return plain
}

// readAtHome reads digits as dialled within a region.
func readAtHome(digits string, region Region) candidate {
	code := phonenumbers.GetCountryCodeForRegion(string(region))
	trunk := phonenumbers.GetNddPrefixForRegion(string(region), true)
	best := candidate{fault: phonenumbers.TOO_SHORT}
	if trunk != "" && strings.HasPrefix(digits, trunk) {
		best = weigh(code, digits[len(trunk):])
		best.trunk = true
		if best.standing == assigned {
			return best
		}
	}
	if whole := weigh(code, digits); whole.standing > best.standing || best.code == 0 {
		best = whole
	}
	if best.standing == assigned {
		return best
	}
	p, err := phonenumbers.ParseAndKeepRawInput(digits, string(region))
	if err != nil || p.GetCountryCodeSource() == phonenumbers.PhoneNumber_FROM_NUMBER_WITHOUT_PLUS_SIGN {
		return best
	}
	national := phonenumbers.GetNationalSignificantNumber(p)
	if national == best.national && int(p.GetCountryCode()) == best.code {
		return best
	}
	other := weigh(int(p.GetCountryCode()), national)
	if other.standing > best.standing {
		other.trunk = true
		other.abroad = p.GetCountryCodeSource() == phonenumbers.PhoneNumber_FROM_NUMBER_WITH_IDD
		return other
	}
	return best
}

// needsTrunkZero reports whether the country writes this number with a leading
// zero that the digits do not have.
func needsTrunkZero(c candidate, region Region) bool {
	if c.trunk || !strings.HasPrefix(phonenumbers.GetNddPrefixForRegion(string(region), true), "0") {
		return false
	}
	p, ok := libraryNumber(c.code, c.national)
	if !ok {
		return false
	}
	source := phonenumbers.PhoneNumber_FROM_DEFAULT_COUNTRY
	p.CountryCodeSource, p.RawInput = &source, &c.national
	return !phonenumbers.IsNationalPrefixPresentIfRequired(p)
}

// usesCode reports whether digits begin with the region's own calling code.
func usesCode(digits string, region Region) bool {
	code := phonenumbers.GetCountryCodeForRegion(string(region))
	return code != 0 && strings.HasPrefix(digits, strconv.Itoa(code))
}

// italianLandline is the fixed line that a short Italian mobile number may have
// been before it lost its 0. Italy has no trunk prefix: the 0 is part of the
// number, and mobile numbers of fewer than ten digits are no longer given out.
func italianLandline(c candidate) candidate {
	const callingCode, mobileDigits = 39, 10
	if c.code != callingCode || c.kind != TypeMobile || len(c.national) >= mobileDigits {
		return candidate{}
	}
	return weigh(c.code, "0"+c.national)
}
