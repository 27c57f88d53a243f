package model

import (
	"strings"
	"unicode"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// numberReader reads the number of a row: from which cell, as of which country, and
// against the codes that stand beside it.
type numberReader struct{ rows *rowReader }

// phoneCell is the cell the row's number is read from: what the operator typed,
// the other column they chose, or what the file has.
func (nr *numberReader) phoneCell(row int, e Edit) table.Cell {
	cell, _ := nr.findPhoneCell(row, e)
	return cell
}

// findPhoneCell is phoneCell; other tells that it was looked for in another column
// than the first and found there.
func (nr *numberReader) findPhoneCell(row int, e Edit) (cell table.Cell, other bool) {
	if e.number != 0 {
		return table.Cell{Text: e.number.String(), Kind: table.KindDecided}, false
	}
	if text, ok := e.Value(columns.FieldPhone); ok {
		return table.Cell{Text: text}, false
	}
	col := nr.phoneColumn(row, e)
	_, chosen := e.column()
	return nr.rows.cell(row, e, col), !chosen && col != nr.rows.cols.phone
}

// phoneColumn is the column the row's number is read from: the one the operator
// chose for the row, or the first that holds a number of those they have put in
// order.
func (nr *numberReader) phoneColumn(row int, e Edit) int {
	if col, ok := e.column(); ok {
		return col
	}
	if _, typed := e.Value(columns.FieldPhone); typed || len(nr.rows.cols.dialled) == 0 {
		return nr.rows.cols.phone
	}
	region := nr.rows.region // the code beside a number depends on its column
	if len(nr.rows.cols.codes) == 0 {
		region = nr.region(row, e)
	}
	for _, col := range nr.rows.cols.dialled {
		switch phone.Read(nr.rows.cell(row, e, col), region).Problem {
		case phone.Empty, phone.NoDigits, phone.Placeholder:
		default:
			return col
		}
	}
	return nr.rows.cols.phone
}

// region is the country a row's number is written in: the operator's word,
// the calling code beside the number, the row's country column, or the list's.
func (nr *numberReader) region(row int, e Edit) phone.Region {
	region, _, _ := nr.country(row, e)
	return region
}

// country is region; own tells that the row says it itself or the operator
// did of the row, unclear that the row's country column names a country that
// nobody knows.
func (nr *numberReader) country(row int, e Edit) (region phone.Region, own, unclear bool) {
	if r := e.region(); r != "" {
		return r, true, false
	}
	if r := nr.codeRegion(row, e); r != "" {
		return r, true, false
	}
	if nr.rows.cols.country < 0 {
		return nr.rows.region, false, false
	}
	cell := nr.rows.cell(row, e, nr.rows.cols.country)
	if r, ok := phone.ParseRegion(cell.Text); ok {
		return r, true, false
	}
	return nr.rows.region, false, namesCountry(cell)
}

// writtenWithCode reports whether a number says its country by a plus sign or the
// usual international prefix.
func writtenWithCode(c table.Cell) bool {
	text := c.Text
	if strings.IndexByte(text, '+') >= 0 || !fold.IsASCII(text) && strings.Contains(text, "＋") {
		return true
	}
	for text != "" && (text[0] == ' ' || text[0] == '(') {
		text = text[1:]
	}
	return strings.HasPrefix(text, "00")
}

// namesCountry reports whether a cell of a country column was meant to say
// something.
func namesCountry(c table.Cell) bool {
	return c.Kind != table.KindError && !phone.IsErrorWord(c.Text) && !phone.IsNotAvailable(c.Text) && strings.ContainsFunc(c.Text, unicode.IsLetter)
}

// namedCountry is what the row's country column names.
func (nr *numberReader) namedCountry(row int, e Edit) (phone.Region, bool) {
	if nr.rows.cols.country < 0 {
		return "", false
	}
	return phone.ParseRegion(nr.rows.cell(row, e, nr.rows.cols.country).Text)
}

// read reads a row's phone cell as of a country, with the calling code
// beside it.
func (nr *numberReader) read(row int, e Edit, cell table.Cell, region phone.Region) phone.Reading {
	r := phone.Read(cell, region)
	if len(nr.rows.cols.codes) > 0 {
		r = nr.underCode(row, e, cell, r)
	}
	if len(nr.rows.cols.areas) > 0 {
		r = nr.besideArea(row, e, cell, region, r)
	}
	return r
}
