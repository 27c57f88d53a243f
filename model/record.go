package model

import (
	"cmp"
	"slices"

	"callsheet/model/phone"
)

// record is a Verdict in the 16 bytes it is kept in, a million times over.
type record struct {
	number  phone.Number
	warned  uint16     // the first sixteen warnings
	region  regionCode // and, from regionBits on, the other warnings
	state   State
	out     uint8 // Exclusion and the flags below
	problem Problem
	fix     uint8 // FixKind, and which of several numbers
}

const (
	outBits       = 0x0f
	flagMoved     = 0x10 // taken from a batch that has not ended
	flagAnswered  = 0x20 // answered in an earlier campaign, and nobody said that it is called again
	flagPreferred = 0x40 // goes before other rows with its number
	flagChecked   = 0x80 // every warning was accepted

	warnedBits = 16 // of record.warned
	regionBits = 10 // of record.region, which hold 676 regions; five more are for warnings

	// assumedBit of record.region tells that the number is read as of the list's
	// country.
	assumedBit regionCode = 1 << 15

	partBits = 3 // of record.fix
	maxParts = 1 << partBits
)

func (r record) verdict() Verdict {
	return Verdict{
		Number: r.number, Region: r.place().region(), State: r.state, Out: r.exclusion(), Problem: r.problem,
		Warnings: r.warnings(), Checked: r.out&flagChecked != 0, Moved: r.out&flagMoved != 0, Answered: r.out&flagAnswered != 0, Fix: r.fixKind(), Part: r.part(),
	}
}

func (r record) warnings() Warnings {
	return Warnings(r.warned) | Warnings(r.region&^assumedBit>>regionBits)<<warnedBits
}

func (r *record) warn(w Warnings) {
	r.warned |= uint16(w)
	r.region |= regionCode(w>>warnedBits) << regionBits
}

func (r *record) unwarn(w Warnings) {
	r.warned &^= uint16(w)
	r.region &^= regionCode(w>>warnedBits) << regionBits
}

// place is the region of the number.
func (r record) place() regionCode { return r.region & (1<<regionBits - 1) }

func (r *record) setRegion(to phone.Region) {
	r.region = r.region&^(1<<regionBits-1) | codeOfRegion(to)
}

func (r record) exclusion() Exclusion { return Exclusion(r.out & outBits) }
func (r record) fixKind() FixKind     { return FixKind(r.fix >> partBits) }
func (r record) part() int            { return int(r.fix & (maxParts - 1)) }

// dialable reports whether the row is called unless another one with its number
// goes before it.
func (r record) dialable() bool { return r.state == Ready || r.state == Duplicate }

// toCheck reports whether the row is called but deserves a look first.
func (r record) toCheck() bool {
	return r.state == Ready && (r.warnings()&^Told != 0 && r.out&flagChecked == 0 || r.out&flagAnswered != 0)
}

// order is the row's place among those with its number.
func (r record) order(row int) uint32 {
	if r.out&flagPreferred != 0 {
		return uint32(row)
	}
	return uint32(row) | notPreferred
}

// regionCode is a Region of two capital letters as a number; 0 is any other.
type regionCode uint16

const alphabet = 26

// regionTexts holds every pair of capital letters, so that no record needs a
// string of its own.
var regionTexts = func() (texts [1 + alphabet*alphabet]phone.Region) {
	for i := range alphabet * alphabet {
		texts[1+i] = phone.Region([]byte{'A' + byte(i/alphabet), 'A' + byte(i%alphabet)})
	}
	return texts
}()

// codeOfRegion is the region in a record.
func codeOfRegion(r phone.Region) regionCode {
	if len(r) != 2 || r[0] < 'A' || r[0] > 'Z' || r[1] < 'A' || r[1] > 'Z' {
		return 0
	}
	return 1 + regionCode(r[0]-'A')*alphabet + regionCode(r[1]-'A')
}

func (c regionCode) region() phone.Region { return regionTexts[c] }

// tally counts the rows of a list.
type tally struct {
	counts   Counts
	problems [numProblems]int
	warned   int
	held     int                     // of the ready rows, those without a time zone
	assumed  int                     // of the ready rows, those read as of the list's country
	regions  [len(regionTexts)]int32 // of the ready rows
}

func (t *tally) count(r record, by int) {
	t.counts[r.state] += by
	switch r.state {
	case ToFix:
		t.problems[r.problem] += by
	case Ready:
		t.regions[r.place()] += int32(by)
		if r.toCheck() {
			t.warned += by
		}
		if r.warnings()&TimeZoneUnknown != 0 {
			t.held += by
		}
		if r.region&assumedBit != 0 {
			t.assumed += by
		}
	}
}

// regionsTried is how many countries are tried on a number that is none in its
// own.
const regionsTried = 4

// commonRegions are the countries of most ready rows, the commonest first.
func (t *tally) commonRegions() []phone.Region {
	var codes []regionCode
	for code, n := range t.regions {
		if code > 0 && n > 0 {
			codes = append(codes, regionCode(code))
		}
	}
	slices.SortFunc(codes, func(a, b regionCode) int {
		return cmp.Or(cmp.Compare(t.regions[b], t.regions[a]), cmp.Compare(a, b))
	})
	regions := make([]phone.Region, min(len(codes), regionsTried))
	for i := range regions {
		regions[i] = codes[i].region()
	}
	return regions
}
