package phone

import (
	"math/bits"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nyaruka/phonenumbers"
)

// MaxDigits is the longest E.164 number.
const MaxDigits = 15

// dialPlan is what one calling code allows.
type dialPlan struct {
	lengths uint32                        // bit n: a fixed line or a mobile may have n national digits
	regions []*phonenumbers.PhoneMetadata // the main one first
	kinds   []*regionKinds                // of the same
	parser  *digitParser                  // of the main one

	asked atomic.Int32
	once  sync.Once
	graph *digitGraph
}

// dialPlans holds a plan for every calling code, from phonenumbers' metadata.
var dialPlans = sync.OnceValue(func() map[int]*dialPlan {
	plans := map[int]*dialPlan{}
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		return plans // embedded in the library, which panics at start without it
	}
	type place struct {
		code   int
		region string
	}
	metadata := map[place]*phonenumbers.PhoneMetadata{}
	for _, m := range collection.GetMetadata() {
		metadata[place{int(m.GetCountryCode()), m.GetId()}] = m
	}
	for code := range callingCodes() {
		plan := &dialPlan{}
		for _, region := range phonenumbers.GetRegionCodesForCountryCode(code) {
			if m := metadata[place{code, region}]; m != nil {
				plan.regions = append(plan.regions, m)
				plan.kinds = append(plan.kinds, newRegionKinds(m))
			}
		}
		if len(plan.regions) == 0 {
			continue
		}
		main := plan.regions[0]
		plan.parser = newDigitParser(main)
		for _, desc := range []*phonenumbers.PhoneNumberDesc{main.GetFixedLine(), main.GetMobile()} {
			lengths := desc.GetPossibleLength()
			if len(lengths) == 0 {
				lengths = main.GetGeneralDesc().GetPossibleLength()
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

// topCode is the highest calling code there can be.
const topCode = 999

// planTable holds dialPlans by their code, as several are looked up for every
// number of a list.
var planTable = sync.OnceValue(func() *[topCode + 1]*dialPlan {
	table := new([topCode + 1]*dialPlan)
	for code, plan := range dialPlans() {
		table[code] = plan
	}
	return table
})

// planOf is what a calling code allows; nil when no country has it.
func planOf(code int) *dialPlan {
	if code < 0 || code > topCode {
		return nil
	}
	return planTable()[code]
}

// patience is how many numbers of a plan are judged pattern by pattern before a
// graph of it is made, which takes about as long.
const patience = 64

// at is where a national number ends in the plan's graph, or nil when there is
// none, or not yet.
func (d *dialPlan) at(national string) *digitNode {
	if d.asked.Load() < patience {
		d.asked.Add(1)
		return nil
	}
	d.once.Do(func() { d.graph = newDigitGraph(d.patterns()) })
	if d.graph == nil {
		return nil
	}
	return d.graph.find(national)
}

// patterns are all that the library asks of a national number of the plan: its
// types and its region, and how it is written.
func (d *dialPlan) patterns() []digitPattern {
	var all []digitPattern
	for _, m := range d.regions {
		for _, desc := range []*phonenumbers.PhoneNumberDesc{
			m.GetGeneralDesc(), m.GetFixedLine(), m.GetMobile(), m.GetTollFree(), m.GetPremiumRate(), m.GetSharedCost(),
			m.GetPersonalNumber(), m.GetVoip(), m.GetPager(), m.GetUan(), m.GetVoicemail(),
		} {
			all = append(all, digitPattern{text: desc.GetNationalNumberPattern(), whole: true})
		}
		all = append(all, digitPattern{text: m.GetLeadingDigits()})
	}
	for _, format := range d.regions[0].GetNumberFormat() {
		all = append(all, digitPattern{text: format.GetPattern(), whole: true})
		if leading := format.GetLeadingDigitsPattern(); len(leading) > 0 {
			all = append(all, digitPattern{text: leading[len(leading)-1]})
		}
	}
	return all
}

// homePlan is how numbers are dialled within a region.
type homePlan struct {
	*digitParser
	trunk string // the digits dialled before a national number; "" = none
}

// homePlans holds a plan for every region.
var homePlans = sync.OnceValue(func() map[Region]homePlan {
	plans := map[Region]homePlan{}
	for _, plan := range dialPlans() {
		for _, m := range plan.regions {
			if id := m.GetId(); id != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
				plans[Region(id)] = homePlan{newDigitParser(m), phonenumbers.GetNddPrefixForRegion(id, true)}
			}
		}
	}
	return plans
})

// regionLetters is how many regions two letters can name.
const regionLetters = 26 * 26

// homeTable holds homePlans by the letters of the region, as several are looked
// up for every number of a list.
var homeTable = sync.OnceValue(func() *[regionLetters]homePlan {
	table := new([regionLetters]homePlan)
	for region, plan := range homePlans() {
		if at, ok := regionAt(region); ok {
			table[at] = plan
		}
	}
	return table
})

func regionAt(region Region) (at int, ok bool) {
	if len(region) != 2 {
		return 0, false
	}
	first, second := int(region[0])-'A', int(region[1])-'A'
	return 26*first + second, first >= 0 && first < 26 && second >= 0 && second < 26
}

// homeOf is the plan of a region, if it has one.
func homeOf(region Region) (home homePlan, known bool) {
	at, ok := regionAt(region)
	if !ok {
		return homePlan{}, false
	}
	home = homeTable()[at]
	return home, home.digitParser != nil
}

// validity is how well a number is known.
type validity uint8

const (
	impossible validity = iota
	plausible           // fits its country's plan, but lies in no assigned range
	assigned            // lies in an assigned range
)

// candidate is one way of reading digits.
type candidate struct {
	number   Number
	region   Region
	kind     Type
	validity validity
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
		lengths := planOf(c.code).lengths
		return lengths != 0 && len(c.national) < bits.TrailingZeros32(lengths)
	}
	return false
}

// The calling codes of no country.
const (
	codeInmarsat  = 870
	codePersonal  = 878
	codeSatellite = 881
	codeNetwork   = 882
	codeNetwork2  = 883
	codeRelief    = 888
)

// costs is the problem of a number that rings, but not for the price or in the
// place of an ordinary call.
func (c candidate) costs() Problem {
	switch c.code {
	case codeInmarsat, codeSatellite:
		return SatelliteRate
	case codePersonal, codeNetwork, codeNetwork2, codeRelief:
		return NetworkRate
	}
	switch c.kind {
	case TypePremium:
		return Premium
	case TypePersonal:
		return PersonalRate
	case TypePager:
		return PagerRate
	case TypeSharedCost:
		return SharedRate
	}
	return NoProblem
}

// Assigned is the country of a number, and whether it lies in a range that the country
// has assigned.
func (n Number) Assigned() (Region, bool) {
	c := readAbroad(strconv.FormatUint(uint64(n), 10))
	return c.region, c.validity == assigned
}

// Line is the country of a number and what kind of line it is, as Region and Type say,
// found once for all numbers that the plan's patterns do not tell apart.
func (n Number) Line() (Region, Type) {
	c := readAbroad(strconv.FormatUint(uint64(n), 10))
	return c.region, c.kind
}

// costs is what it is to ring the number, NoProblem when it is an ordinary call.
func (n Number) costs() Problem { return readAbroad(strconv.FormatUint(uint64(n), 10)).costs() }

// classify judges a national number under a calling code.
func classify(code int, national string) candidate {
	number, fault := joinNumber(code, national)
	plan := planOf(code)
	if number == 0 || plan == nil {
		return candidate{code: code, national: national, fault: fault}
	}
	var c candidate
	if node := plan.at(national); node == nil {
		c = plan.classify(code, national)
	} else if known := node.weighed.Load(); known != nil {
		c = *known
	} else {
		c = plan.classify(code, national)
		first := c
		node.weighed.Store(&first)
	}
	c.national = national
	if c.validity != impossible {
		c.number = number
	}
	return c
}

// joinNumber is the number of a calling code and national digits, or 0 and why
// there is none of such a length.
func joinNumber(code int, national string) (Number, phonenumbers.ValidationResult) {
	const fewest = phonenumbers.MIN_LENGTH_FOR_NSN
	if len(national) < fewest {
		return 0, phonenumbers.TOO_SHORT
	}
	digits := len(national) + 1
	for rest := code; rest >= 10; rest /= 10 {
		digits++
	}
	if len(national) > maxNational || digits > MaxDigits {
		return 0, phonenumbers.TOO_LONG
	}
	n := Number(code)
	for i := range len(national) {
		n = n*10 + Number(national[i]-'0')
	}
	return n, phonenumbers.IS_POSSIBLE
}

// readAbroad reads digits that begin with a calling code. A trunk prefix left
// in between, as in +44 07700…, is taken off.
func readAbroad(digits string) candidate {
	code, national, ok := SplitCallingCode(digits)
	if !ok {
		return candidate{fault: phonenumbers.INVALID_COUNTRY_CODE, abroad: true}
	}
	plain := classify(code, national)
	plain.abroad = true
	if plain.validity == assigned || len(digits) > MaxDigits+3 {
		return plain
	}
	if _, stripped, ok := parseAbroad(digits); ok && stripped != national {
		if c := classify(code, stripped); c.validity > plain.validity {
			c.trunk, c.abroad = true, true
			return c
		}
	}
	return plain
}

// readAtHome reads digits as dialled within a region.
func readAtHome(digits string, region Region) candidate {
	home, known := homeOf(region)
	if !known {
		return candidate{fault: phonenumbers.INVALID_COUNTRY_CODE}
	}
	best := candidate{fault: phonenumbers.TOO_SHORT}
	if home.trunk != "" && strings.HasPrefix(digits, home.trunk) {
		best = classify(home.code, digits[len(home.trunk):])
		best.trunk = true
		if best.validity == assigned {
			return best
		}
	}
	if whole := classify(home.code, digits); whole.validity > best.validity || best.code == 0 {
		best = whole
	}
	if best.validity == assigned {
		return best
	}
	code, national, abroad, ok := home.parseAtHome(digits)
	if !ok || national == best.national && code == best.code {
		return best
	}
	if other := classify(code, national); other.validity > best.validity {
		other.trunk, other.abroad = true, abroad
		return other
	}
	return best
}

// usesCode reports whether digits begin with the region's own calling code.
func usesCode(digits string, region Region) bool {
	home, known := homeOf(region)
	return known && strings.HasPrefix(digits, home.codeText)
}
