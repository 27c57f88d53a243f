package phone

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// digitKind is one kind of number in one region: its lengths, which decide most
// and at once, and its pattern, which is compiled when they do not.
type digitKind struct {
	kind    Type
	lengths []int32 // empty = those of the region
	pattern func() *regexp.Regexp
}

func newDigitKind(kind Type, desc *phonenumbers.PhoneNumberDesc) digitKind {
	return digitKind{kind, desc.GetPossibleLength(), lazily(wholeOne, desc.GetNationalNumberPattern())}
}

// The forms of a pattern that stands at the beginning of digits, or for all of them.
const (
	atStart  = "^(?:%s)"
	wholeOne = "^(?:%s)$"
)

// lazily compiles a pattern in a form when it is first needed; nothing for no pattern.
func lazily(form, pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		if pattern == "" {
			return nil
		}
		return regexp.MustCompile(fmt.Sprintf(form, pattern))
	})
}

func (k digitKind) matches(national string) bool {
	if len(k.lengths) > 0 && !slices.Contains(k.lengths, int32(len(national))) {
		return false
	}
	pattern := k.pattern()
	return pattern != nil && pattern.MatchString(national)
}

// regionKinds are the kinds of numbers of one region, asked in the order in
// which phonenumbers.GetNumberType does.
type regionKinds struct {
	region        string
	leading       func() *regexp.Regexp // digits that tell the region, where it shares its code
	general       digitKind
	special       []digitKind
	fixed, mobile digitKind
	same          bool // the country does not tell fixed lines from mobiles
}

func newRegionKinds(m *phonenumbers.PhoneMetadata) *regionKinds {
	return &regionKinds{
		region: m.GetId(), leading: lazily(atStart, m.GetLeadingDigits()), general: newDigitKind(TypeUnknown, m.GetGeneralDesc()),
		special: []digitKind{
			newDigitKind(TypePremium, m.GetPremiumRate()), newDigitKind(TypeTollFree, m.GetTollFree()),
			newDigitKind(TypeSharedCost, m.GetSharedCost()), newDigitKind(TypeVoIP, m.GetVoip()),
			newDigitKind(TypePersonal, m.GetPersonalNumber()), newDigitKind(TypePager, m.GetPager()),
			newDigitKind(TypeUniversal, m.GetUan()), newDigitKind(TypeVoicemail, m.GetVoicemail()),
		},
		fixed: newDigitKind(TypeFixedLine, m.GetFixedLine()), mobile: newDigitKind(TypeMobile, m.GetMobile()),
		same: m.GetSameMobileAndFixedLinePattern(),
	}
}

func (r *regionKinds) typeOf(national string) Type {
	if !r.general.matches(national) {
		return TypeUnknown
	}
	for _, k := range r.special {
		if k.matches(national) {
			return k.kind
		}
	}
	switch fixed := r.fixed.matches(national); {
	case fixed && (r.same || r.mobile.matches(national)):
		return TypeFixedOrMobile
	case fixed:
		return TypeFixedLine
	case !r.same && r.mobile.matches(national):
		return TypeMobile
	}
	return TypeUnknown
}

// find is the region that a national number of the plan belongs to, and its
// type there; nil when it belongs to none.
func (d *dialPlan) find(national string) (*regionKinds, Type) {
	if len(d.kinds) == 1 {
		return d.kinds[0], d.kinds[0].typeOf(national)
	}
	for _, r := range d.kinds {
		if leading := r.leading(); leading != nil {
			if leading.MatchString(national) {
				return r, r.typeOf(national)
			}
		} else if kind := r.typeOf(national); kind != TypeUnknown {
			return r, kind
		}
	}
	return nil, TypeUnknown
}

// classify judges a national number by the plan's patterns. It leaves its digits
// out of the answer, which holds for every number they do not tell apart.
func (d *dialPlan) classify(code int, national string) candidate {
	c := candidate{code: code}
	r, kind := d.find(national)
	switch {
	case kind != TypeUnknown:
		c.kind, c.validity = kind, assigned
	case d.lengths&(1<<len(national)) != 0 && d.kinds[0].general.matches(national):
		c.validity = plausible
	default:
		c.fault = d.parser.length(national)
		return c
	}
	if r == nil {
		r = d.kinds[0]
	}
	if r.region != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		c.region = Region(r.region)
	}
	return c
}
