package phone

import (
	"slices"
	"strings"

	"callsheet/model/fold"
)

// breaks are the places in a run of digits where its cell had something between
// two of them: bit i for before digit i. They tell how a number was meant.
type breaks uint32

// maxBreaks is how many digits can have a break before them, more than any number
// has.
const maxBreaks = 32

// groups are the lengths of the groups the first n digits stand in.
func (b breaks) groups(n int) []int {
	var groups []int
	from := 0
	for i := 1; i < n; i++ {
		if b&(1<<i) != 0 {
			groups = append(groups, i-from)
			from = i
		}
	}
	return append(groups, n-from)
}

// from are the breaks of the digits from the nth on.
func (b breaks) from(n int) breaks { return b >> n }

// digitGroups are the lengths of the groups of digits in a text.
func digitGroups(text string) []int {
	var groups []int
	n := 0
	for i := range len(text) + 1 {
		switch {
		case i < len(text) && fold.IsDigit(text[i]):
			n++
		case n > 0:
			groups = append(groups, n)
			n = 0
		}
	}
	return groups
}

// digitRun is the digits of a cell and how they stood in it.
type digitRun struct {
	digits string
	zero   int // where a bracketed (0) stands, or negative
	breaks breaks
	plus   bool
}

// without is the run without the digit at a place.
func (d digitRun) without(at int) digitRun {
	low := breaks(1)<<at - 1
	d.digits = d.digits[:at] + d.digits[at+1:]
	d.zero, d.breaks = -1, d.breaks&low|d.breaks>>1&^low
	return d
}

// from is the run without its first n digits.
func (d digitRun) from(n int) digitRun {
	d.digits, d.zero, d.breaks = d.digits[n:], d.zero-n, d.breaks.from(n)
	return d
}

// ordinary reports whether a kind of number is a person's own line.
func (t Type) ordinary() bool {
	switch t {
	case TypeFixedLine, TypeMobile, TypeFixedOrMobile, TypeVoIP:
		return true
	}
	return false
}

// askDoubled asks when what follows the calling code is a whole number with its
// own code, as in +49 49 175… or +49 44 7911…. Of many a number that is so by
// chance, as +49 431… of Kiel is one of Vienna without its first digits: how it
// is grouped, and how long it is, tells them apart.
func (d digitRun) askDoubled(best candidate, r Reading) Reading {
	code, rest, ok := SplitCallingCode(d.digits)
	if !ok {
		return r
	}
	at := len(d.digits) - len(rest)
	again := strings.HasPrefix(d.digits[at:], d.digits[:at])
	zeros := strings.HasPrefix(rest, "00")
	after := d.breaks.from(at) &^ 1
	written := best.validity == assigned
	if written && !again && !zeros && !best.trunk && after == 0 && (best.kind != TypeFixedLine || len(rest) < fewestWithCode) {
		return r
	}
	switch {
	case zeros:
		rest, after = rest[2:], after.from(2)&^1
	case best.trunk && strings.HasPrefix(rest, "0"):
		rest, after = rest[1:], after.from(1)&^1
		again = strings.HasPrefix(rest, d.digits[:at])
	}
	other := readAbroad(rest)
	if other.validity != assigned || !other.kind.ordinary() || other.number == best.number {
		return r
	}
	if !zeros && !again && best.validity == plausible && after == 0 {
		return r
	}
	second := len(rest) - len(other.national)
	if _, national, ok := SplitCallingCode(rest); ok {
		second = len(rest) - len(national)
	}
	parted := after&(1<<second) != 0 && d.breaks&(1<<at-2) == 0 // not so in +8 495…, whose 84 is no code
	switch {
	case zeros, best.validity == impossible:
	case other.code == code && (!written || other.kind == TypeMobile || parted || after == 0):
	case parted && !groupedAlike(after, len(rest), best.number):
	case after == 0 && best.kind == TypeFixedLine && other.kind == TypeMobile && len(rest) >= fewestWithCode:
	default:
		return r
	}
	asked := other.asking(DoubledCode, "")
	switch r.Problem {
	case NoProblem, LostPlus, NoCountry:
		asked.Other = r.Number
	}
	return asked
}

// groupedAlike reports whether the first group behind the calling code is the
// one the number's country writes there.
func groupedAlike(after breaks, n int, number Number) bool {
	want := digitGroups(number.Grouped())
	return len(want) > 2 && after.groups(n)[0] == want[1]
}

// askPlus asks when the digits behind a plus sign are a number at home, just as
// the country writes it: the sign may have been put before every number of a
// list. A calling code that stands apart speaks for the sign, unless the country
// groups its own numbers so.
func (d digitRun) askPlus(region Region, r Reading) Reading {
	switch r.Problem {
	case SeveralNumbers, OldFormat:
		return r
	}
	home, known := homeOf(region)
	if !known || !slices.Contains(home.lengths, int32(len(d.digits))) && (home.trunk == "" || !strings.HasPrefix(d.digits, home.trunk)) {
		return r
	}
	rings := r.Number != 0 && (r.Problem == NoProblem || r.Problem.Costly())
	if rings && r.Warnings&NotAssigned == 0 && strings.HasPrefix(d.digits, home.codeText) {
		return r
	}
	c := readAtHome(d.digits, region)
	if c.validity != assigned || c.abroad || c.number == r.Number || c.costs() != NoProblem {
		return r
	}
	if needsTrunkZero(c, region) && (r.Number != 0 || c.kind != TypeMobile) {
		return r
	}
	if r.Number != 0 && r.Problem != DoubledCode {
		if _, national, ok := SplitCallingCode(d.digits); ok && d.breaks&(1<<(len(d.digits)-len(national))) != 0 &&
			!slices.Equal(d.breaks.groups(len(d.digits)), digitGroups(c.number.National())) {
			return r
		}
	}
	asked := c.asking(StrayPlus, region)
	if asked.Other = r.Other; rings {
		asked.Other = r.Number
	}
	return asked
}

// askOwnCode asks when digits that are a number at home begin with the country's
// own calling code, and are another number of it with the plus sign that they may
// have lost: 55 4004 1234 lies in Brazil's area 55, and is a company's without one.
// Digits that stand in groups are read behind the code only where one begins there.
func (d digitRun) askOwnCode(home candidate, region Region) Reading {
	r := home.reading(0)
	if r.Problem != NoProblem || !usesCode(d.digits, region) {
		return r
	}
	abroad := readAbroad(d.digits)
	if abroad.validity != assigned || abroad.number == home.number {
		return r
	}
	if at := len(d.digits) - len(abroad.national); d.breaks != 0 && d.breaks&(1<<at) == 0 {
		return r
	}
	r = home.asking(OwnCode, region)
	r.Other = abroad.number
	return r
}

// exits are how many of the first digits may be what is dialled in a region
// before a calling code, the longest first: as its own plan says, and 00, which
// people write everywhere. Without a region 001 counts too, which is one prefix
// in half of Asia.
func exits(digits string, home homePlan) []int {
	var found []int
	if home.digitParser != nil {
		found = home.exits(digits)
	} else if strings.HasPrefix(digits, "001") {
		found = append(found, 3)
	}
	if strings.HasPrefix(digits, "00") && !slices.Contains(found, 2) {
		found = append(found, 2)
	}
	return found
}

// longestExit is how many digits are dialled at most before a calling code.
const longestExit = 9

// exits are the lengths of the region's own international prefixes that digits
// begin with, the longest first.
func (p *digitParser) exits(digits string) []int {
	if p.idd.plain != "" {
		if strings.HasPrefix(digits, p.idd.plain) {
			return []int{len(p.idd.plain)}
		}
		return nil
	}
	if p.idd.find(digits) == nil {
		return nil
	}
	whole := p.iddWhole()
	if whole == nil {
		return nil
	}
	var found []int
	for n := min(longestExit, len(digits)-1); n > 0; n-- {
		if whole.MatchString(digits[:n]) {
			found = append(found, n)
		}
	}
	return found
}

// readExit reads digits that begin with an international prefix; ok is false
// when they are better read otherwise. Where two prefixes leave two numbers, as
// 001 65… in Hong Kong, it asks.
func (d digitRun) readExit(region Region) (r Reading, ok bool) {
	home, _ := homeOf(region)
	prefixes := exits(d.digits, home)
	if len(prefixes) == 0 {
		return Reading{}, false
	}
	var first, found Reading
	firstBy, by := 0, 0 // digits before them
	for _, n := range prefixes {
		got := d.from(n).readInternational(region, PrefixRestored)
		if first.Problem == NoProblem && first.Number == 0 {
			first, firstBy = got, n
		}
		sound := got.Problem == NoProblem && got.Warnings&NotAssigned == 0
		switch {
		case !sound && !(got.Problem.Costly() && found.Number == 0):
		case found.Number == 0:
			found, by = got, n
		case found.Number != got.Number:
			found.Problem, found.Other = ExitCode, got.Number
		}
	}
	if home.digitParser == nil { // that more than 00 is a prefix nobody said
		if by > len("00") && found.Problem == NoProblem {
			found.Problem = NoCountry
		}
		if firstBy > len("00") && first.Problem == NoProblem {
			first.Problem = NoCountry
		}
	}
	national := strings.HasPrefix(d.digits, "00") || home.digitParser != nil && home.idd.plain == "011"
	switch {
	case found.Number != 0:
		if national {
			return found, true
		}
		if own := readNational(d.digits, region); own.validity == assigned && own.number != found.Number {
			found.Problem, found.Other = ExitCode, own.number
		}
		return found, true
	case first.Number != 0 && (first.Problem == NoProblem || first.Problem == NoCountry) && national:
		return first, true
	case first.Problem != NoProblem && strings.HasPrefix(d.digits, "00"):
		if own := d.readHomeOrAsk(region); own.Problem == NoProblem {
			return own, true
		}
		return first, true
	}
	return Reading{}, false
}

// readNational reads digits at home alone, as if nobody dialled abroad.
func readNational(digits string, region Region) candidate {
	c := readAtHome(digits, region)
	if c.abroad {
		return candidate{}
	}
	return c
}

// readForeignExit reads digits that begin with 011, which goes abroad from North
// America alone: a number of the region's own goes before, and what is left is
// asked.
func (d digitRun) readForeignExit(region Region) Reading {
	home := d.readHomeOrAsk(region)
	if home.Problem == NoProblem {
		return home
	}
	r := d.from(len("011")).readInternational(region, PrefixRestored)
	if r.Problem != NoProblem {
		return home
	}
	if r.Problem = ExitCode; region == "" {
		r.Problem = NoCountry
	}
	return r
}
