package model

import (
	"strings"
	"unicode"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// PhoneCell is the cell the row's number is read from: what the operator typed,
// the other column they chose, or what the file has.
func (l *List) PhoneCell(row int, e Edit) table.Cell {
	cell, _ := l.phoneCell(row, e)
	return cell
}

// phoneCell is PhoneCell; other tells that it was looked for in another column
// than the first and found there.
func (l *List) phoneCell(row int, e Edit) (cell table.Cell, other bool) {
	if e.number != 0 {
		return table.Cell{Text: e.number.String(), Kind: table.KindDecided}, false
	}
	if text, ok := e.Value(columns.FieldPhone); ok {
		return table.Cell{Text: text}, false
	}
	col := l.phoneColumn(row, e)
	_, chosen := e.column()
	return l.cell(row, e, col), !chosen && col != l.cols.phone
}

// phoneColumn is the column the row's number is read from: the one the operator
// chose for the row, or the first that holds a number of those they have put in
// order.
func (l *List) phoneColumn(row int, e Edit) int {
	if col, ok := e.column(); ok {
		return col
	}
	if _, typed := e.Value(columns.FieldPhone); typed || len(l.cols.dialled) == 0 {
		return l.cols.phone
	}
	region := l.Region // the code beside a number depends on its column
	if len(l.cols.codes) == 0 {
		region = l.rowRegion(row, e)
	}
	for _, col := range l.cols.dialled {
		switch phone.Read(l.cell(row, e, col), region).Problem {
		case phone.Empty, phone.NoDigits, phone.Placeholder:
		default:
			return col
		}
	}
	return l.cols.phone
}

// cell is a cell of the file, or what the operator typed over it.
func (l *List) cell(row int, e Edit, col int) table.Cell {
	if col <= columns.AbsentColumn {
		return l.absentCell(e, col)
	}
	if text, ok := e.cell(col); ok {
		return table.Cell{Text: text}
	}
	return l.Table.Cell(row, col)
}

// ReadAs reads a text as if it were typed into a row's phone field.
func (l *List) ReadAs(row int, text string) phone.Reading {
	return phone.Read(table.Cell{Text: text}, l.rowRegion(row, l.Edit(row)))
}

// rowRegion is the country a row's number is written in: the operator's word,
// the calling code beside the number, the row's country column, or the list's.
func (l *List) rowRegion(row int, e Edit) phone.Region {
	region, _, _ := l.rowCountry(row, e)
	return region
}

// rowCountry is rowRegion; own tells that the row says it itself or the operator
// did of the row, unclear that the row's country column names a country that
// nobody knows.
func (l *List) rowCountry(row int, e Edit) (region phone.Region, own, unclear bool) {
	if r := e.region(); r != "" {
		return r, true, false
	}
	if r := l.codeRegion(row, e); r != "" {
		return r, true, false
	}
	if l.cols.country < 0 {
		return l.Region, false, false
	}
	cell := l.cell(row, e, l.cols.country)
	if r, ok := phone.ParseRegion(cell.Text); ok {
		return r, true, false
	}
	return l.Region, false, namesCountry(cell)
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

func (l *List) text(row int, e Edit, f columns.Field, col int) string {
	if v, ok := e.Value(f); ok {
		return printable.Text(v, columns.MaxFieldRunes)
	}
	if col < 0 {
		return ""
	}
	c := l.cell(row, e, col)
	if c.Kind == table.KindError || phone.IsErrorWord(c.Text) {
		return ""
	}
	return printable.Text(c.Text, columns.MaxFieldRunes)
}
