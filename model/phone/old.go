package phone

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"

	"callsheet/model/table"
)

// oldFormat is how the numbers of a country were written before its plan was
// changed, and how they are today.
type oldFormat struct {
	code  int
	old   string // of the national digits, from end to end
	today string // with $1 for what is kept
}

// oldFormats are plans that lists still hold numbers of, from the regulators'
// announcements. What they give is offered only where it lies in an assigned
// range and the digits as written do not, and is never applied unasked.
var oldFormats = []oldFormat{
	// Mexico, 2019: the mobile 1 after the code, and 01, 044 and 045 before ten digits.
	{52, `(?:1|01|044|045)(\d{10})`, "$1"},
	// Benin, 2024: 01 before every number.
	{229, `(\d{8})`, "01$1"},
	// Ivory Coast, 2021: two digits for the network, which the second digit of
	// mobiles tells and the third of fixed lines.
	{225, `((?:0[1-3]|[457][0-3])\d{6})`, "01$1"},
	{225, `([04-9][4-6]\d{6})`, "05$1"},
	{225, `((?:[04-8][7-9]|9[78])\d{6})`, "07$1"},
	{225, `((?:2[0-4]|3[0-6])0\d{5})`, "25$1"},
	{225, `(2[0-4]8\d{5})`, "21$1"},
	{225, `((?:2[0-4]|3[0-6])[1-79]\d{5})`, "27$1"},
	// Brazil, 2012 to 2016: a 9 before the eight digits of mobiles.
	{55, `(\d\d)([6-9]\d{7})`, "${1}9$2"},
	// Argentina: the 15 of mobiles beside the 9 that stands for it from abroad.
	{54, `90?(11)15(\d{8})`, "9$1$2"},
	{54, `90?(\d{3})15(\d{7})`, "9$1$2"},
	{54, `90?(\d{4})15(\d{6})`, "9$1$2"},
	// Ecuador, 2012: a 9 before mobiles.
	{593, `([89]\d{7})`, "9$1"},
	// Colombia, 2021: 60 before fixed lines.
	{57, `([1-8]\d{7})`, "60$1"},
	// Chile, 2016: fixed lines of Santiago got a second 2, and 09 is dialled no more.
	{56, `(2\d{7})`, "2$1"},
	{56, `0(9\d{8})`, "$1"},
	// Vietnam, 2018: mobiles of eleven digits became ten.
	{84, `16([2-9]\d{7})`, "3$1"}, {84, `120(\d{7})`, "70$1"}, {84, `121(\d{7})`, "79$1"}, {84, `122(\d{7})`, "77$1"},
	{84, `126(\d{7})`, "76$1"}, {84, `128(\d{7})`, "78$1"}, {84, `123(\d{7})`, "83$1"}, {84, `124(\d{7})`, "84$1"},
	{84, `125(\d{7})`, "85$1"}, {84, `127(\d{7})`, "81$1"}, {84, `129(\d{7})`, "82$1"}, {84, `18([68]\d{7})`, "5$1"}, {84, `199(\d{7})`, "59$1"},
	// Cameroon, 2014: 6 before mobiles, 2 before fixed lines.
	{237, `([5-9]\d{7})`, "6$1"},
	{237, `([23]\d{7})`, "2$1"},
	// Russia, 2005: area codes that began with 0 begin with 4.
	{7, `0(\d{9})`, "4$1"},
	// United Kingdom, 2000: London and the five other cities that got shorter codes.
	{44, `171(\d{7})`, "207$1"}, {44, `181(\d{7})`, "208$1"}, {44, `1222(\d{6})`, "2920$1"}, {44, `1232(\d{6})`, "2890$1"},
	{44, `1703(\d{6})`, "2380$1"}, {44, `1705(\d{6})`, "2392$1"}, {44, `1203(\d{6})`, "2476$1"},
	// Ukraine, 2009: 8 before the 0.
	{380, `80(\d{9})`, "$1"},
	// Costa Rica, 2008: 2 before fixed lines, 8 before mobiles.
	{506, `(2\d{6})`, "2$1"},
	{506, `([38]\d{6})`, "8$1"},
	// Latvia, 2008: 6 before fixed lines, 2 before mobiles.
	{371, `([3457]\d{6})`, "6$1"},
	{371, `([689]\d{6})`, "2$1"},
	// Egypt, 2011: a digit more for mobiles, by network.
	{20, `1([0169])(\d{7})`, "10$1$2"}, {20, `11(\d{7})`, "111$1"}, {20, `14(\d{7})`, "114$1"},
	{20, `12(\d{7})`, "122$1"}, {20, `17(\d{7})`, "127$1"}, {20, `18(\d{7})`, "128$1"},
}

// oldAbroad are formats that were written behind the calling code alone.
var oldAbroad = []oldFormat{
	// Italy, 1998: the 0 of the area stays behind the code.
	{39, `([124-9]\d{5,9})`, "0$1"},
}

type oldRule struct {
	pattern *regexp.Regexp
	lengths uint32 // bit n: it matches some run of n digits, so that most need not be tried
	today   string
	abroad  bool // holds behind the calling code alone
}

var oldRules = sync.OnceValue(func() map[int][]oldRule {
	rules := map[int][]oldRule{}
	for i, f := range append(slices.Clone(oldFormats), oldAbroad...) {
		rule := oldRule{regexp.MustCompile("^" + f.old + "$"), 0, f.today, i >= len(oldFormats)}
		if parsed, err := syntax.Parse(f.old, syntax.Perl); err == nil {
			rule.lengths = lengthsOf(parsed)
		}
		rules[f.code] = append(rules[f.code], rule)
	}
	return rules
})

// lengthsOf is how long the runs are that a pattern of digits matches, a bit for
// each length.
func lengthsOf(r *syntax.Regexp) uint32 {
	joined := func(a, b uint32) (all uint32) {
		for n := range maxBreaks {
			if a&(1<<n) != 0 {
				all |= b << n
			}
		}
		return all
	}
	switch r.Op {
	case syntax.OpLiteral:
		return 1 << len(r.Rune)
	case syntax.OpCharClass:
		return 1 << 1
	case syntax.OpCapture:
		return lengthsOf(r.Sub[0])
	case syntax.OpQuest:
		return 1 | lengthsOf(r.Sub[0])
	case syntax.OpAlternate:
		all := uint32(0)
		for _, sub := range r.Sub {
			all |= lengthsOf(sub)
		}
		return all
	case syntax.OpConcat:
		all := uint32(1)
		for _, sub := range r.Sub {
			all = joined(all, lengthsOf(sub))
		}
		return all
	case syntax.OpRepeat:
		all, times := uint32(0), uint32(1)
		for n := 0; n <= r.Max; n++ {
			if n >= r.Min {
				all |= times
			}
			times = joined(times, lengthsOf(r.Sub[0]))
		}
		return all
	}
	return ^uint32(0)
}

// readOld reads national digits as they were written before the plan changed;
// abroad tells that they stood behind the calling code.
// A zero before a number of a country that dials none is dropped as well: some
// did once, as Poland, and others write it out of habit.
func readOld(code int, national string, abroad bool) candidate {
	const longest = MaxDigits + 3
	if len(national) > longest {
		return candidate{}
	}
	for _, rule := range oldRules()[code] {
		if rule.abroad && !abroad || rule.lengths&(1<<len(national)) == 0 || !rule.pattern.MatchString(national) {
			continue
		}
		if c := classify(code, rule.pattern.ReplaceAllString(national, rule.today)); c.validity == assigned && c.kind.ordinary() {
			return c
		}
	}
	if rest, zero := strings.CutPrefix(national, "0"); zero && !strings.HasPrefix(rest, "0") && dialsNoTrunk(code) {
		if c := classify(code, rest); c.validity == assigned && c.kind.ordinary() {
			return c
		}
	}
	return candidate{}
}

// readOldAbroad reads digits that begin with a calling code, perhaps with a trunk
// prefix behind it that best is without, in a format of old.
func readOldAbroad(digits string, best candidate) candidate {
	code, national, ok := SplitCallingCode(digits)
	if !ok {
		return candidate{}
	}
	old := readOld(code, national, true)
	if old.validity != assigned && best.code == code && best.national != national {
		old = readOld(code, best.national, true)
	}
	old.abroad = true
	return old
}

// dialsNoTrunk reports whether numbers of a calling code are dialled within
// their country as they stand.
func dialsNoTrunk(code int) bool {
	plan := planOf(code)
	return plan != nil && plan.regions[0].GetNationalPrefix() == ""
}

// readOldAtHome reads digits dialled within a region, perhaps behind its trunk
// prefix or its calling code, in a format of old.
func readOldAtHome(digits string, best candidate, region Region) candidate {
	home, known := homeOf(region)
	if !known {
		return candidate{}
	}
	tried := append(make([]string, 0, 4), digits)
	if home.trunk != "" && strings.HasPrefix(digits, home.trunk) {
		tried = append(tried, digits[len(home.trunk):])
	}
	if best.national != "" && best.code == home.code && best.national != digits {
		tried = append(tried, best.national)
	}
	if strings.HasPrefix(digits, home.codeText) {
		tried = append(tried, digits[len(home.codeText):])
	}
	for _, national := range tried {
		if c := readOld(home.code, national, false); c.validity == assigned {
			return c
		}
	}
	return candidate{}
}

// carrierGap finds the place in a Brazilian number that is left for the number
// of a long-distance carrier, as in (0xx11) 91234-5678.
var carrierGap = regexp.MustCompile(`^((?:\+?55)?[ (]*)0[ (]*(?:xx|\*\*)[ )]*(\(?\d\d[) ].*|\(?\d\d\)?\d.*)$`)

// readCarrierGap reads a number with such a place, without it.
func (s *phoneScan) readCarrierGap(region Region) (Reading, bool) {
	parts := carrierGap.FindStringSubmatch(s.text())
	if parts == nil || region != "BR" && !strings.Contains(parts[1], "55") {
		return Reading{}, false
	}
	r := Read(table.Cell{Text: parts[1] + parts[2]}, region)
	if r.Problem == NoProblem && r.Number != 0 && r.Warnings&NotAssigned == 0 {
		r.Problem = OldFormat
	}
	return r, r.Problem == OldFormat
}
