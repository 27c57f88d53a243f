package model

import (
	"strconv"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// rowReader reads the cells of rows by what their columns mean, with what was typed
// over them. It never changes.
type rowReader struct {
	table   *table.Table
	mapping columns.Mapping
	region  phone.Region // of numbers written nationally
	cols    columnIndex
}

func newRowReader(t *table.Table, m columns.Mapping, region phone.Region) *rowReader {
	return &rowReader{t, m, region, indexColumns(m)}
}

// columnIndex finds the columns of a mapping by what they mean; -1 is none.
type columnIndex struct {
	dialled                                                     []int // the phone columns in the order of the operator, when there are several
	phone, name, first, last, email, company, id, country, zone int
	others                                                      []int // other phone columns
	codes                                                       []columns.CodeColumn
	areas                                                       []columns.CodeColumn // of codes of areas
	needed                                                      []columns.Column     // that the prompt cannot do without
	address                                                     columns.AddressColumns
}

func indexColumns(m columns.Mapping) columnIndex {
	c := columnIndex{nil, -1, -1, -1, -1, -1, -1, -1, -1, -1, nil, columns.IndexCodes(m), columns.IndexAreas(m), nil, m.Address()}
	if dialled := m.Dialled(); len(dialled) > 1 {
		for _, col := range dialled {
			c.dialled = append(c.dialled, col.Index)
		}
	}
	for _, col := range m {
		switch col.Field {
		case columns.FieldPhone:
			c.phone = col.Index
		case columns.FieldPhone2:
			c.others = append(c.others, col.Index)
		case columns.FieldName:
			c.name = col.Index
		case columns.FieldFirstName:
			c.first = col.Index
		case columns.FieldLastName:
			c.last = col.Index
		case columns.FieldEmail:
			c.email = col.Index
		case columns.FieldCompany:
			c.company = col.Index
		case columns.FieldID:
			c.id = col.Index
		case columns.FieldCountry:
			c.country = col.Index
		case columns.FieldTimeZone:
			c.zone = col.Index
		}
	}
	c.needed = m.Needed()
	return c
}

// phones are all phone columns.
func (c columnIndex) phones() []int {
	if c.phone < 0 {
		return c.others
	}
	return append([]int{c.phone}, c.others...)
}

// maxGivenWords bounds how much of a cell a reason repeats.
const maxGivenWords = 40

// columnTitle is what a column is called: its header, or its place.
func (rr *rowReader) columnTitle(col int) string {
	if col >= 0 && col < len(rr.table.Header) {
		if title := printable.Text(rr.table.Header[col], maxGivenWords); title != "" {
			return title
		}
	}
	return strconv.Itoa(col + 1)
}

// rowName is what a row is called in the words of a change.
func (rr *rowReader) rowName(row int) string { return "row " + strconv.Itoa(rr.table.RowNumber(row)) }

// EditableField is one thing of a contact that is sent and can be typed: a field, or a
// metadata value by its key. The country is a field of its own because it says
// how the row's number is read.
type EditableField struct {
	Field columns.Field
	Key   string // with FieldMetadata
}

// place is where an edit keeps what is typed in a field.
func (rr *rowReader) place(s EditableField) string {
	switch s.Field {
	case columns.FieldMetadata:
		for _, col := range rr.mapping {
			if col.Key == s.Key && col.Field.Sent() {
				return placeOf(col)
			}
		}
		return keyPlace(s.Key)
	case columns.FieldCountry:
		return columnPlace(rr.cols.country)
	}
	return string(s.Field)
}

// with lays a text over a field.
func (rr *rowReader) with(e Edit, s EditableField, text string) Edit {
	if s.Field == columns.FieldPhone || s.Field == columns.FieldEmail {
		return e.With(s.Field, text)
	}
	place := rr.place(s)
	if rr.cols.zone >= 0 && place == columnPlace(rr.cols.zone) {
		e = e.without(string(columns.FieldTimeZone)) // which was decided of what stood there
	}
	return e.put(place, text)
}

func (rr *rowReader) fieldText(row int, e Edit, f columns.Field) string {
	col, ok := rr.mapping.Find(f)
	if !ok {
		col.Index = -1
	}
	return rr.text(row, e, f, col.Index)
}

// cell is a cell of the file, or what the operator typed over it.
func (rr *rowReader) cell(row int, e Edit, col int) table.Cell {
	if col <= columns.AbsentColumn {
		return rr.absentCell(e, col)
	}
	if text, ok := e.cell(col); ok {
		return table.Cell{Text: text}
	}
	return rr.table.Cell(row, col)
}

func (rr *rowReader) text(row int, e Edit, f columns.Field, col int) string {
	if v, ok := e.Value(f); ok {
		return printable.Text(v, columns.MaxFieldRunes)
	}
	if col < 0 {
		return ""
	}
	c := rr.cell(row, e, col)
	if c.Kind == table.KindError || phone.IsErrorWord(c.Text) {
		return ""
	}
	return printable.Text(c.Text, columns.MaxFieldRunes)
}

// zone is what a row says of its time zone: what the operator decided, or else its cell.
func (rr *rowReader) zone(row int, e Edit) string {
	return rr.text(row, e, columns.FieldTimeZone, rr.cols.zone)
}

// missing is the first needed column of which a row holds nothing.
func (rr *rowReader) missing(row int, e Edit) (part int, found bool) {
	for i, c := range rr.cols.needed {
		if c.Fallback == "" && columns.NoValue(rr.cell(row, e, c.Index)) {
			return i, true
		}
	}
	return 0, false
}

// absentCell is what was typed for an absent column.
func (rr *rowReader) absentCell(e Edit, index int) table.Cell {
	for _, c := range rr.mapping {
		if c.Index == index {
			text, _ := e.at(placeOf(c))
			return table.Cell{Text: text}
		}
	}
	return table.Cell{}
}

// placeOf is where an edit keeps what is typed in a column.
func placeOf(c columns.Column) string {
	if c.Absent() {
		return keyPlace(c.Key)
	}
	return columnPlace(c.Index)
}

// placeName is what a place of an edit is called.
func (rr *rowReader) placeName(place string) string {
	if key, ok := strings.CutPrefix(place, "@"); ok {
		return "{" + key + "}"
	}
	if col, ok := placeColumn(place); ok {
		return rr.columnTitle(col)
	}
	return strings.ReplaceAll(place, "_", " ")
}
