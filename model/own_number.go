package model

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// OwnNumber reads the number of the operator's own telephone, as they write it, with that
// of a country for a number without a country code; "" is none. Whatever would ring
// somebody else, or nobody, is an error: a sentence for the operator.
func OwnNumber(text string, region phone.Region) (phone.Number, error) {
	r := phone.Read(table.Cell{Text: strings.TrimSpace(text)}, region)
	switch {
	case r.Problem == phone.Empty:
		return 0, UserError("Give the number of your own telephone, such as +44 7400 123456.")
	case r.Problem == phone.NoCountry:
		return 0, UserError("Give the number with its country code, such as +44 7400 123456.")
	case r.Problem.Costly():
		return 0, UserError("That number costs extra or is a service's. Give the number of your own telephone.")
	case r.Problem != phone.NoProblem && r.Number != 0:
		return 0, UserError("Write the number in full, with its country code, such as +44 7400 123456.")
	case r.Problem != phone.NoProblem:
		return 0, UserError("That cannot be dialled (" + r.Problem.Short() + "). Give the number of your own telephone with its country code, such as +44 7400 123456.")
	case r.Extension != "":
		return 0, UserError("An extension is not dialled, so that somebody else would answer. Give a number that rings your own telephone.")
	case r.Warnings&phone.TollFree != 0:
		return 0, UserError("That is a company's toll-free number. Give the number of your own telephone.")
	}
	return r.Number, nil
}

// NumberPlace is where a list has a number.
type NumberPlace struct {
	Row    int    // as a spreadsheet shows it
	Column string // the name of its column; "" = what the operator typed, or took from the cells
	Alike  bool   // it is perhaps another, which ends in the same digits
}

// Words say where that is, in words that follow "this number stands".
func (p NumberPlace) Words() string {
	words := fmt.Sprintf("in row %d of the list", p.Row)
	if p.Column != "" {
		words += fmt.Sprintf(", under %q", p.Column)
	}
	if p.Alike {
		words += ", or one that ends in the same digits"
	}
	return words
}

// Last digits by which a number is known whichever way it is written: what stands before
// them differs with trunk and exit codes, and with the mobile tokens of Argentina, Brazil
// and Mexico.
const ownTail = 8

// RowNumber is the number of a row of the list, as a spreadsheet shows it.
func (p Plan) RowNumber(row int) int { return p.list.Table.RowNumber(row) }

// RowAt is a row of the plan by its place in it, from 0, in file order.
func (p Plan) RowAt(i int) int { return int(p.rows[i]) }

// Find finds the first row of the list of a plan that has a number in any cell, whatever
// the column means and whatever becomes of the row, or in what the operator typed. How it
// is written there does not matter. It goes through all cells: run it in a goroutine. An
// error is the context's.
func (p Plan) Find(ctx context.Context, n phone.Number) (place NumberPlace, found bool, err error) {
	w := newWrittenNumber(n)
	var cells []table.Cell
	var digits []byte
	for row := range p.list.Len() {
		if row%1024 == 0 && ctx.Err() != nil {
			return NumberPlace{}, false, ctx.Err()
		}
		place = NumberPlace{Row: p.list.Table.RowNumber(row)}
		if p.list.record(row).number == n {
			return place, true, nil
		}
		for _, typed := range p.list.Edit(row).all() {
			if digits = appendDigits(digits[:0], typed.text); w.in(digits) {
				place.Alike = w.alike(digits)
				return place, true, nil
			}
		}
		// All cells together, as an area code may stand in a column of its own.
		cells, digits = p.list.Table.AppendRow(cells[:0], row), digits[:0]
		for _, cell := range cells {
			digits = appendDigits(digits, cell.Text)
		}
		if !w.in(digits) {
			continue
		}
		place.Alike = w.alike(digits)
		for col, cell := range cells {
			if digits = appendDigits(digits[:0], cell.Text); w.in(digits) {
				place.Alike = w.alike(digits)
				if col < len(p.list.Table.Header) {
					place.Column = printable.Text(p.list.Table.Header[col], columns.MaxFieldRunes)
				}
				break
			}
		}
		return place, true, nil
	}
	return NumberPlace{}, false, nil
}

// writtenNumber knows a number by its digits, whichever way it is written.
type writtenNumber struct{ national, tail []byte }

func newWrittenNumber(n phone.Number) writtenNumber {
	national := n.String()[1:]
	if _, rest, ok := phone.SplitCallingCode(national); ok {
		national = rest
	}
	return writtenNumber{[]byte(national), []byte(national[max(0, len(national)-ownTail):])}
}

// in reports whether digits have the number, or one that ends in the same.
func (w writtenNumber) in(digits []byte) bool { return bytes.Contains(digits, w.tail) }

// alike reports whether they have no more of it than its end.
func (w writtenNumber) alike(digits []byte) bool { return !bytes.Contains(digits, w.national) }

// appendDigits appends the digits of a text, of whatever script, as ASCII.
func appendDigits(to []byte, text string) []byte {
	for _, r := range text {
		switch {
		case '0' <= r && r <= '9':
			to = append(to, byte(r))
		case r > 0x7f && unicode.IsDigit(r):
			if d, ok := digitValue(r); ok {
				to = append(to, byte('0'+d))
			}
		}
	}
	return to
}
