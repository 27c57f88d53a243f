package model

import (
	"iter"
	"strings"
	"unicode"

	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// fixCandidate is a way to get a number out of a row that cannot be dialled.
type fixCandidate struct {
	kind      FixKind
	part      int          // FixSplit and FixColumn: which one, from 0
	column    int          // FixColumn
	set       phone.Region // FixRegion
	number    phone.Number
	region    phone.Region  // of the number
	assigned  bool          // the number lies in an assigned range
	lost      phone.Problem // LostZero or LostPlus when that has to be put back as well
	extension string
}

// offer makes a remedy of a reading, or reports that it gives no number a row
// could be dialled by.
func offer(kind FixKind, r phone.Reading) (fixCandidate, bool) {
	m := fixCandidate{kind: kind, number: r.Number, region: r.Region, extension: r.Extension, assigned: r.Warnings&phone.NotAssigned == 0}
	if r.Problem == phone.LostZero || r.Problem == phone.LostPlus {
		m.lost = r.Problem
	}
	return m, r.Number >= phone.MinNumber && r.Problem == m.lost
}

// candidates yields the ways to read a row's number, the best first. Digits that
// were destroyed have none, whatever else the row holds.
func (nr *numberReader) candidates(row int, e Edit, cell table.Cell, region phone.Region, r phone.Reading) iter.Seq[fixCandidate] {
	return func(yield func(fixCandidate) bool) {
		if r.Problem == phone.Scientific || cell.Kind == table.KindText && holdsScientific(cell.Text) {
			return
		}
		_ = cellRemedies(cell, region, r, yield) && nr.columnCandidates(row, e, region, yield)
	}
}

// ownFix is the fix that takes the number a reading itself suggests.
func ownFix(p phone.Problem) FixKind {
	switch p {
	case phone.LostZero:
		return FixZero
	case phone.LostPlus, phone.NoCountry:
		return FixPlus
	case phone.InvalidForRegion:
		return FixCountry
	case phone.Premium:
		return FixPremium
	case phone.PersonalRate, phone.PagerRate, phone.SharedRate, phone.SatelliteRate, phone.NetworkRate:
		return FixAnyway
	case phone.StrayPlus:
		return FixDropPlus
	case phone.DoubledCode:
		return FixOneCode
	case phone.ExitCode:
		return FixExit
	case phone.OwnCode:
		return FixAsWritten
	case phone.OldFormat:
		return FixFormat
	case phone.CodeConflict:
		return FixCode
	case phone.Letters:
		return FixLetters
	}
	return FixNone
}

// cellRemedies reads the cell itself in other ways. Like yield, it returns
// false when enough were found.
func cellRemedies(cell table.Cell, region phone.Region, r phone.Reading, yield func(fixCandidate) bool) bool {
	switch kind := ownFix(r.Problem); {
	case kind != FixNone && r.Number >= phone.MinNumber:
		m := fixCandidate{kind: kind, number: r.Number, region: r.Region, assigned: r.Warnings&phone.NotAssigned == 0, extension: r.Extension}
		return yield(m) && otherReading(r, yield) && otherSign(cell, region, r, yield)
	case r.Problem == phone.CodeConflict:
		return otherReading(r, yield)
	case r.Problem == phone.SeveralNumbers:
		return splitRemedies(region, r, yield)
	case r.Problem == phone.Letters:
		return lettersRemedy(cell, region, yield)
	case r.Problem == phone.TooLong:
		return extensionRemedy(cell, region, yield)
	}
	return true
}

// otherReading offers the second of two numbers that digits may be.
func otherReading(r phone.Reading, yield func(fixCandidate) bool) bool {
	if r.Other < phone.MinNumber {
		return true
	}
	kind := FixAsWritten
	if r.Problem == phone.OwnCode {
		kind = FixPlus
	}
	region, assigned := r.Other.Assigned()
	return yield(fixCandidate{kind: kind, number: r.Other, region: region, assigned: assigned, extension: r.Extension})
}

// otherSign reads digits that lost a zero as if they had lost the plus sign,
// and the other way round.
func otherSign(cell table.Cell, region phone.Region, r phone.Reading, yield func(fixCandidate) bool) bool {
	text := strings.TrimSpace(cell.Text)
	if strings.Trim(text, "0123456789 -()") != "" || text == "" {
		return true
	}
	kind, sign := FixPlus, "+"
	switch r.Problem {
	case phone.LostZero:
	case phone.LostPlus:
		kind, sign = FixZero, "0"
	default:
		return true
	}
	other := phone.Read(table.Cell{Text: sign + text}, region)
	m, ok := offer(kind, other)
	if !ok || m.lost != phone.NoProblem || !m.assigned || m.number == r.Number {
		return true
	}
	return yield(m)
}

func splitRemedies(region phone.Region, r phone.Reading, yield func(fixCandidate) bool) bool {
	for i, part := range r.Several[:min(len(r.Several), maxParts)] {
		m, ok := offer(FixSplit, phone.Read(table.Cell{Text: part}, region))
		m.part = i
		if ok && !yield(m) {
			return false
		}
	}
	return true
}

// fallback is the number that goes along when one of several is kept: the next
// of the others.
func fallback(all []fixCandidate, chosen int) phone.Number {
	if all[chosen].kind != FixSplit {
		return 0
	}
	for i := range all {
		m := all[(chosen+1+i)%len(all)]
		if m.kind == FixSplit && m.number != all[chosen].number {
			return m.number
		}
	}
	return 0
}

// lettersRemedy reads a cell without the letters before and after its digits.
// Letters among them may stand for digits, and nobody knows which.
func lettersRemedy(cell table.Cell, region phone.Region, yield func(fixCandidate) bool) bool {
	text := strings.TrimFunc(cell.Text, func(r rune) bool { return !unicode.IsDigit(r) && r != '+' && r != '(' })
	if len(text) > phone.MaxCell || strings.ContainsFunc(text, unicode.IsLetter) {
		return true
	}
	m, ok := offer(FixLetters, phone.Read(table.Cell{Text: text}, region))
	return !ok || yield(m)
}

// longestExtension is how many digits an extension has at most.
const longestExtension = 6

// extensionRemedy takes the last group of too many digits for an extension, when
// those before it are a number in service and nothing parts two numbers.
func extensionRemedy(cell table.Cell, region phone.Region, yield func(fixCandidate) bool) bool {
	text := strings.TrimSpace(cell.Text)
	cut := strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	if cell.Kind != table.KindText || cut < 0 || len(text) > phone.MaxCell || strings.ContainsAny(text, phone.PartSeparators) {
		return true
	}
	gap := text[cut:]
	tail := strings.TrimLeft(gap, " -.")
	if len(tail) == len(gap) || tail == "" || len(tail) > longestExtension || strings.Trim(tail, "0123456789") != "" {
		return true
	}
	m, ok := offer(FixExtension, phone.Read(table.Cell{Text: text[:cut]}, region))
	if !ok || !m.assigned || m.extension != "" {
		return true
	}
	m.extension = tail
	return yield(m)
}

// columnCandidates reads the other phone columns of the row.
func (nr *numberReader) columnCandidates(row int, e Edit, region phone.Region, yield func(fixCandidate) bool) bool {
	for i, col := range nr.rows.cols.others[:min(len(nr.rows.cols.others), maxParts)] {
		if taken, ok := e.column(); ok && taken == col {
			continue
		}
		m, ok := offer(FixColumn, phone.Read(nr.rows.cell(row, e, col), region))
		m.part, m.column = i, col
		if ok && !yield(m) {
			return false
		}
	}
	return true
}

// inRegion reads a cell as written in a country.
func inRegion(cell table.Cell, region phone.Region) (fixCandidate, bool) {
	m, ok := offer(FixRegion, phone.Read(cell, region))
	m.set = region
	return m, ok
}

// holdsScientific reports whether a text has 4.479E+11 anywhere in it: digits
// that a spreadsheet rounded, of which no number must ever be made.
func holdsScientific(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i]|0x20 != 'e' || !fold.IsDigit(text[i-1]) && text[i-1] != '.' && text[i-1] != ',' {
			continue
		}
		exponent := strings.TrimLeft(text[i+1:], "+-")
		if exponent != "" && fold.IsDigit(exponent[0]) && len(exponent) < len(text)-i {
			return true
		}
	}
	return false
}

// text is what is put into the phone field: the number, and the extension, which
// the field's reader takes apart again.
func (m fixCandidate) text() string {
	switch {
	case m.extension == "":
		return m.number.String()
	case m.kind.decides():
		// In groups, so that what was decided is not asked again.
		return m.number.Grouped() + " ext. " + m.extension
	}
	return m.number.String() + " ext. " + m.extension
}
