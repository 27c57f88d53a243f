package phone

import (
	"math"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
	"callsheet/model/table"
)

// Read says what a phone cell holds, as of a default region, which may be
// "". The cell is never dialled as something it does not say: what was restored
// is in Warnings, and what a person has to decide is in Problem.
func Read(c table.Cell, region Region) Reading {
	if _, known := homeOf(region); !known {
		region = ""
	}
	text := strings.TrimSpace(c.Text)
	var restored Warnings
	switch c.Kind {
	case table.KindDecided:
		return readDigitRun([]byte(text), region, true)
	case table.KindError:
		return Reading{Problem: ErrorCell}
	case table.KindBool:
		return Reading{Problem: NoDigits}
	case table.KindDate:
		return Reading{Problem: InvalidForRegion}
	case table.KindNumber:
		figure, changed, problem := figureDigits(text)
		if problem != NoProblem {
			return Reading{Problem: problem}
		}
		text = figure
		if changed {
			restored |= FloatRestored
		}
	}
	if text == "" {
		return Reading{Problem: Empty}
	}
	if len(text) > MaxCell {
		return readOverlong(text)
	}
	var s phoneScan
	s.scanPhone(text)
	r := s.read(text, region)
	if s.odd {
		restored |= Cleaned
	}
	r.Warnings |= restored
	return r
}

func readOverlong(text string) Reading {
	if strings.TrimLeft(text, "+0123456789 -.()") != "" {
		return Reading{Problem: Letters}
	}
	return Reading{Problem: TooLong}
}

// read takes the scanned cell apart: what is no number at all, then labels and
// extensions, then several numbers, then letters; what is left are digits.
func (s *phoneScan) read(text string, region Region) Reading {
	switch {
	case s.n == 0:
		return Reading{Problem: Empty}
	case IsErrorWord(text):
		return Reading{Problem: ErrorCell}
	case s.digits == 0:
		if fillerWords[s.text()] {
			return Reading{Problem: Placeholder}
		}
		return Reading{Problem: NoDigits}
	case s.isDate():
		return Reading{Problem: InvalidForRegion}
	case s.letters == 0 && !s.hard:
		return s.readPlain(text, region)
	case s.isScientific():
		return Reading{Problem: Scientific}
	case s.buf[0] == '*' || s.buf[0] == '#':
		return Reading{Problem: ShortCode}
	}
	if r, ok := s.readCarrierGap(region); ok {
		return r
	}
	s.dropLabel()
	extension := s.takeExtension()
	r := s.readParts(text, region)
	if extension != "" {
		r.Extension = extension
		r.Warnings |= ExtensionDropped
	}
	return r
}

// readPlain reads a scan without letters, labels or second numbers.
func (s *phoneScan) readPlain(text string, region Region) Reading {
	cutOff := s.endsInEllipsis()
	tail := s.dropFloatTail()
	if s.isFraction() {
		return Reading{Problem: InvalidForRegion}
	}
	r := s.readSpan(span{0, s.n}, text, region)
	if tail {
		r.Warnings |= FloatRestored
	}
	if cutOff && r.Problem == NoProblem {
		r.Problem = TooShort
	}
	return r
}

// readDigits reads the digits among plain separators, which may begin with +.
func readDigits(plain []byte, region Region) Reading { return readDigitRun(plain, region, false) }

// readDigitRun is readDigits; decided tells that somebody chose this very number,
// so that there is nothing to ask about how it is written.
func readDigitRun(plain []byte, region Region, decided bool) Reading {
	var held [MaxCell]byte
	n, parted := 0, false
	d := digitRun{zero: -1}
	for i, c := range plain {
		switch {
		case fold.IsDigit(c):
			if c == '0' && i > 0 && plain[i-1] == '(' && i+1 < len(plain) && plain[i+1] == ')' && d.zero < 0 {
				d.zero = n
			}
			if parted && n > 0 && n < maxBreaks {
				d.breaks |= 1 << n
			}
			held[n], parted = c, false
			n++
		case c == '+' && n == 0:
			d.plus = true
		default:
			parted = true
		}
	}
	d.digits = string(held[:n])
	if shortCode(d.digits, region) {
		return Reading{Problem: ShortCode}
	}
	if !d.plus && isFillerAtHome(d.digits, region) {
		return Reading{Problem: Placeholder}
	}
	if decided {
		return readAbroad(d.digits).reading(0)
	}
	return d.read(region)
}

// read tells by what digits begin with how they are meant.
func (d digitRun) read(region Region) Reading {
	zeros, american := strings.HasPrefix(d.digits, "00"), strings.HasPrefix(d.digits, "011")
	if d.plus && !zeros && !american {
		return d.askPlus(region, d.readInternational(region, 0))
	}
	if r, ok := d.readExit(region); ok {
		return r
	}
	switch {
	case d.plus && american:
		return d.from(len("011")).readInternational(region, PrefixRestored)
	case d.plus:
		return d.from(len("00")).readInternational(region, PrefixRestored)
	case american:
		return d.readForeignExit(region)
	}
	return d.readHomeOrAsk(region)
}

// readInternational reads digits that begin with a calling code.
func (d digitRun) readInternational(region Region, restored Warnings) Reading {
	if strings.HasPrefix(d.digits, "0") {
		// +0…: the plus sign is an accident, but of which number is for a person to say.
		r := Reading{Problem: InvalidForRegion}
		if home := d.readHomeOrAsk(region); home.Problem == NoProblem {
			r.Number, r.Region, r.Warnings = home.Number, home.Region, home.Warnings
		}
		return r
	}
	best, written := readAbroad(d.digits), d
	if d.zero > 0 && d.zero < len(d.digits) {
		written = d.without(d.zero)
		dropped := readAbroad(written.digits)
		if dropped.validity == assigned && best.validity == assigned && dropped.number != best.number {
			// Some countries keep the 0: both are numbers there.
			return Reading{Problem: SeveralNumbers, Several: []string{dropped.number.String(), best.number.String()}}
		}
		if dropped.validity >= best.validity && dropped.validity != impossible {
			best = dropped
			restored |= PrefixRestored
		} else {
			written = d
		}
	}
	if best.validity != assigned {
		if isRepeated(d.digits) || isFiller(d.digits) || isFiller(best.national) {
			return Reading{Problem: Placeholder}
		}
		if old := readOldAbroad(d.digits, best); old.validity == assigned {
			return old.asking(OldFormat, "")
		}
	}
	return written.askDoubled(best, best.reading(restored))
}

// reading turns a candidate into a result, with the warnings it deserves.
func (c candidate) reading(restored Warnings) Reading {
	if c.validity == impossible {
		return Reading{Problem: faultProblem(c.fault)}
	}
	r := Reading{Number: c.number, Region: c.region, Warnings: restored}
	if c.abroad && c.trunk {
		r.Warnings |= PrefixRestored
	}
	r.Problem = c.costs()
	switch {
	case c.validity == plausible:
		r.Warnings |= NotAssigned
	case c.kind == TypeTollFree:
		r.Warnings |= TollFree
	}
	return r
}

func faultProblem(fault phonenumbers.ValidationResult) Problem {
	switch fault {
	case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return TooShort
	case phonenumbers.TOO_LONG:
		return TooLong
	}
	return InvalidForRegion
}

// asking is the reading that suggests a candidate but leaves the say to a
// person. With a region it tells where the number would be in another country
// than that: one whose own code is written down needs no such look.
func (c candidate) asking(problem Problem, region Region) Reading {
	r := c.reading(0)
	if c.abroad && region != "" && c.region != region && r.Number != 0 {
		r.Warnings |= OtherRegion
	}
	r.Problem = problem
	return r
}

// fewestWithCode is how many digits a number with its calling code has in the
// large plans; fewer could as well be the national number of many countries.
const fewestWithCode = 11

// readHomeOrAsk reads digits without an international prefix. The national
// reading stands alone when it is written as the country writes it; a missing
// zero or plus sign is for a person to confirm.
func (d digitRun) readHomeOrAsk(region Region) Reading {
	digits := d.digits
	if region == "" {
		r := Reading{Problem: NoCountry}
		if abroad := readAbroad(digits); abroad.validity == assigned && len(digits) >= fewestWithCode {
			r = d.askDoubled(abroad, abroad.asking(NoCountry, region))
		}
		return r
	}
	home := readAtHome(digits, region)
	home.trunk = home.trunk || home.validity != impossible && !needsTrunkZero(home, region)
	if home.abroad {
		return home.reading(PrefixRestored)
	}
	if home.validity != assigned {
		if old := readOldAtHome(digits, home, region); old.validity == assigned {
			return old.asking(OldFormat, region)
		}
	}
	if zero := italianLandline(home); zero.validity == assigned {
		return zero.asking(LostZero, region)
	}
	if home.trunk && home.validity == assigned {
		if home.isService() {
			return Reading{Problem: ShortCode}
		}
		return d.askOwnCode(home, region)
	}
	abroad := readAbroad(digits)
	if abroad.validity == plausible && !usesCode(digits, region) {
		abroad.validity = impossible // almost any digits are plausible somewhere
	}
	r := chooseReading(digits, home, abroad, region)
	if r.Problem == LostPlus && r.Number == abroad.number {
		return d.askDoubled(abroad, r)
	}
	return r
}

// chooseReading decides between the ways to read digits when the national
// reading is not beyond doubt.
func chooseReading(digits string, home, abroad candidate, region Region) Reading {
	ownCode := abroad.validity != impossible && usesCode(digits, region)
	switch {
	case home.validity == assigned && ownCode && abroad.validity == assigned:
		return abroad.asking(LostPlus, region)
	case home.validity == assigned:
		return home.asking(LostZero, region)
	case home.validity == plausible && home.trunk && (strings.HasPrefix(digits, "0") || abroad.validity != assigned):
		return home.reading(0)
	case abroad.validity == assigned && (ownCode || home.validity == impossible):
		if zero := readAtHome("0"+digits, region); !ownCode && zero.validity == assigned {
			return zero.asking(LostZero, region)
		}
		return abroad.asking(LostPlus, region)
	case home.validity == plausible && home.trunk:
		return abroad.asking(LostPlus, region)
	case home.validity == plausible:
		return home.asking(LostZero, region)
	}
	if zero := readAtHome("0"+digits, region); zero.validity == assigned && !zero.abroad {
		return zero.asking(LostZero, region)
	}
	if abroad.validity == plausible {
		return abroad.asking(LostPlus, region)
	}
	if bare := strings.TrimLeft(digits, "0"); len(bare) < len(digits) && usesCode(bare, region) {
		if own := readAbroad(bare); own.validity == assigned {
			return own.asking(LostPlus, region)
		}
	}
	return home.reading(0)
}

// figureDigits turns a stored number into its digits. Spreadsheets keep 15
// significant digits; what is not a whole number within them is no phone
// number, and an exponent with a row of zeros has lost its digits before.
func figureDigits(text string) (digits string, changed bool, problem Problem) {
	if text == "" {
		return "", false, Empty
	}
	if len(text) <= MaxDigits && strings.Trim(text, "0123456789") == "" {
		return text, false, lostDigits(text, 7)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text, false, NoProblem // not a figure after all: read it as text
	}
	if math.IsNaN(value) || value < 0 || value >= 1e15 {
		return "", false, InvalidForRegion
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'e', MaxDigits-1, 64), 64)
	if err != nil || rounded != math.Trunc(rounded) {
		return "", false, InvalidForRegion
	}
	digits = strconv.FormatFloat(rounded, 'f', 0, 64)
	if strings.ContainsAny(text, "eE") {
		problem = lostDigits(digits, 5)
	}
	return digits, true, problem
}

// lostDigits is Scientific when a figure ends in as many zeros as only a
// rounded one has.
func lostDigits(digits string, zeros int) Problem {
	if len(digits) > zeros && len(digits)-len(strings.TrimRight(digits, "0")) >= zeros && strings.Trim(digits, "0") != "" {
		return Scientific
	}
	return NoProblem
}
