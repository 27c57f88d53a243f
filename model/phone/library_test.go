package phone

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// The rest of this file holds the digit graphs and the digit parser, which
// answer at once, to the library's own functions.

// abroadByLibrary is parseAbroad as the library does it.
func abroadByLibrary(digits string) (code int, national string, ok bool) {
	p, err := phonenumbers.Parse("+"+digits, "")
	if err != nil {
		return 0, "", false
	}
	return int(p.GetCountryCode()), phonenumbers.GetNationalSignificantNumber(p), true
}

// atHomeByLibrary is parseAtHome as the library does it.
func atHomeByLibrary(digits string, region Region) (code int, national string, abroad, ok bool) {
	p, err := phonenumbers.ParseAndKeepRawInput(digits, string(region))
	if err != nil || p.GetCountryCodeSource() == phonenumbers.PhoneNumber_FROM_NUMBER_WITHOUT_PLUS_SIGN {
		return 0, "", false, false
	}
	return int(p.GetCountryCode()), phonenumbers.GetNationalSignificantNumber(p),
		p.GetCountryCodeSource() == phonenumbers.PhoneNumber_FROM_NUMBER_WITH_IDD, true
}

// weighByLibrary is weigh as the library does it.
func weighByLibrary(code int, national string, number Number) candidate {
	c := candidate{code: code, national: national}
	p, ok := libraryNumber(code, national)
	if !ok {
		return c
	}
	plan := dialPlans()[code]
	fits := plan.lengths&(1<<len(national)) != 0 && phonenumbers.MatchNationalNumber(national, plan.regions[0].GetGeneralDesc(), false)
	switch c.kind = numberTypes[phonenumbers.GetNumberType(p)]; {
	case c.kind != TypeUnknown:
		c.number, c.validity, c.region = number, assigned, libraryRegion(p)
	case fits:
		c.number, c.validity, c.region = number, plausible, libraryRegion(p)
	default:
		c.fault = phonenumbers.IsPossibleNumberWithReason(p)
	}
	return c
}

// zeroByLibrary is needsTrunkZero as the library does it.
func zeroByLibrary(c candidate, region Region) bool {
	p, ok := libraryNumber(c.code, c.national)
	if c.trunk || !ok || !strings.HasPrefix(phonenumbers.GetNddPrefixForRegion(string(region), true), "0") {
		return false
	}
	source := phonenumbers.PhoneNumber_FROM_DEFAULT_COUNTRY
	p.CountryCodeSource, p.RawInput = &source, &c.national
	return !phonenumbers.IsNationalPrefixPresentIfRequired(p)
}

// alike holds every fast answer about digits within a region to the library's.
func alike(t testing.TB, digits string, region Region) {
	t.Helper()
	code, national, ok := parseAbroad(digits)
	wantCode, wantNational, wantOK := abroadByLibrary(digits)
	if ok != wantOK || ok && (code != wantCode || national != wantNational) {
		t.Errorf("+%s is parsed as %d %s %v, by the library as %d %s %v", digits, code, national, ok, wantCode, wantNational, wantOK)
	}
	home := homePlans()[region]
	code, national, abroad, ok := home.parseAtHome(digits)
	wantCode, wantNational, wantAbroad, wantOK := atHomeByLibrary(digits, region)
	if ok != wantOK || ok && (code != wantCode || national != wantNational || abroad != wantAbroad) {
		t.Errorf("%s in %s is parsed as %d %s %v %v, by the library as %d %s %v %v", digits, region,
			code, national, abroad, ok, wantCode, wantNational, wantAbroad, wantOK)
	}
	for _, national := range []string{digits, strings.TrimPrefix(digits, home.codeText), strings.TrimPrefix(digits, home.trunk)} {
		number, _ := joinNumber(home.code, national)
		if number == 0 {
			continue
		}
		c := classify(home.code, national)
		alikeUnder(t, home.code, national)
		if got, want := needsTrunkZero(c, region), zeroByLibrary(c, region); got != want {
			t.Errorf("%s of %s needs a zero: %v, by the library %v", national, region, got, want)
		}
	}
}

// alikeUnder holds the judgement of a national number to the library's.
func alikeUnder(t testing.TB, code int, national string) {
	t.Helper()
	number, _ := joinNumber(code, national)
	if c, want := classify(code, national), weighByLibrary(code, national, number); number != 0 && c != want {
		t.Errorf("+%d %s is weighed %+v, by the library %+v", code, national, c, want)
	}
}

// impatient makes a graph for a plan at its first number.
func impatient(region Region) {
	dialPlans()[homePlans()[region].code].asked.Store(patience)
}

// beginnings are what may stand before a national number of a region.
func beginnings(region Region) []string {
	home := homePlans()[region]
	return []string{"", "", "0", "00", "011", "8", "1", "9", "15", "0015", home.trunk, home.codeText, home.trunk + home.codeText, "00" + home.codeText, home.codeText + "0"}
}

// someDigits are digits that a list of the region might hold: an example whose
// digits were changed here and there, with something before or behind.
func someDigits(random *rand.Rand, region Region) string {
	digits := ""
	switch kind := phonenumbers.PhoneNumberType(random.IntN(11)); {
	case random.IntN(5) == 0:
		for range 1 + random.IntN(18) {
			digits += string(rune('0' + random.IntN(10)))
		}
	default:
		p := phonenumbers.GetExampleNumberForType(string(region), kind)
		if p == nil {
			p = phonenumbers.GetExampleNumber(string(region))
		}
		text := []byte(phonenumbers.GetNationalSignificantNumber(p))
		for range random.IntN(4) {
			text[random.IntN(len(text))] = byte('0' + random.IntN(10))
		}
		digits = string(text)
	}
	digits = beginnings(region)[random.IntN(len(beginnings(region)))] + digits
	switch random.IntN(6) {
	case 0:
		digits = digits[:len(digits)-random.IntN(len(digits))]
	case 1:
		digits += fmt.Sprint(random.IntN(1000))
	}
	return digits
}

func TestDigitsAreReadAsTheLibraryReadsThem(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	each := 60
	if testing.Short() {
		each = 10
	}
	for _, info := range Regions() {
		dialPlans()[info.CallingCode].asked.Store(0)
		for i := range each {
			if i == each/4 {
				impatient(info.Code)
			}
			alike(t, someDigits(random, info.Code), info.Code)
		}
	}
	for code := range callingCodes() {
		if planOf(code) == nil {
			t.Errorf("+%d has no plan", code)
		}
	}
	for code, plan := range dialPlans() {
		plan.asked.Store(patience)
		for range each / 2 {
			national := ""
			for range 4 + random.IntN(9) {
				national += string(rune('0' + random.IntN(10)))
			}
			alikeUnder(t, code, national)
			alike(t, strconv.Itoa(code)+national, "GB")
		}
	}
	for code, plan := range dialPlans() {
		if plan.asked.Load() >= patience && (plan.graph == nil || len(plan.graph.nodes) > maxNodes/4) {
			t.Errorf("+%d has no graph, or one near its bound", code)
		}
	}
}

func FuzzDigitsByLibrary(f *testing.F) {
	for _, seed := range []struct{ digits, region string }{
		{"07400123456", "GB"}, {"7400123456", "GB"}, {"447400123456", "GB"}, {"2025550143", "US"}, {"0111523456789", "AR"}, {"81123456789", "BY"},
		{"006123456789", "SM"}, {"0612345678", "FR"}, {"5551234", "AG"}, {"01152155123456", "MX"}, {"0", "IT"}, {"000000", "JP"},
	} {
		f.Add(seed.digits, seed.region)
	}
	f.Fuzz(func(t *testing.T, digits, region string) {
		if _, known := homePlans()[Region(region)]; !known || digits == "" || len(digits) > 40 || strings.Trim(digits, "0123456789") != "" {
			t.Skip()
		}
		impatient(Region(region))
		alike(t, digits, Region(region))
	})
}

// Only what the library knows for a country is read as of one.
func TestAPlanForEveryRegionOfTheLibraryAndNoOther(t *testing.T) {
	regions := []string{"", "G", "gb", "001", "ZZ", "A1", "@A", "ÄÖ", "GBR", "[["}
	for region := range phonenumbers.GetSupportedRegions() {
		regions = append(regions, region)
	}
	for _, region := range regions {
		home, known := homeOf(Region(region))
		if code := phonenumbers.GetCountryCodeForRegion(region); known != (code != 0) || known && home.code != code {
			t.Errorf("%q has a plan: %v, and the code %d", region, known, code)
		}
	}
}
