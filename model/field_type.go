package model

import (
	"fmt"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

// Type is the change that keeps a text typed in a field of a row. It has no rows
// when nothing would change or the text cannot be kept, which the check
// explains.
func (fl Fields) Type(row int, s EditableField, text string) (Change, FieldCheck) {
	j := fl.Check(row, s, text)
	if !j.OK {
		return Change{}, j
	}
	before := fl.list.Edit(row)
	after := fl.typed(row, before, s, text, j)
	if after.Equal(before) {
		return Change{}, j
	}
	return Change{What: fl.typedWords(row, s, j), Rows: []RowEdit{{row, before, after}}}, j
}

// typed is a row's edit with a text typed in a field. What the file says already
// is no edit.
func (fl Fields) typed(row int, e Edit, s EditableField, text string, j FieldCheck) Edit {
	place := fl.eval.rows.place(s)
	bare := e.without(place)
	if s.Field == columns.FieldCountry {
		if j.Text == "" || fl.eval.rows.cols.country < 0 {
			return e.withRegion(phone.Region(j.Text))
		}
		e, bare = e.withRegion(""), bare.withRegion("")
	}
	given := fl.eval.contacts.value(row, bare, s)
	switch {
	case s.Field == columns.FieldPhone:
		if strings.TrimSpace(text) == given && phone.Read(fl.eval.numbers.phoneCell(row, bare), fl.eval.numbers.region(row, bare)).Problem == phone.NoProblem {
			return bare.renumbered()
		}
	case j.Text == given:
		return bare
	case s.Field == columns.FieldCountry:
		return e.put(place, j.Text).renumbered()
	}
	return fl.eval.rows.with(e, s, j.Text)
}

func (fl Fields) typedWords(row int, s EditableField, j FieldCheck) string {
	name := string(s.Field)
	switch s.Field {
	case columns.FieldPhone:
		return fmt.Sprintf("%s will be dialled as %s", fl.eval.rows.rowName(row), j.Number.Grouped())
	case columns.FieldMetadata:
		name = "{" + s.Key + "}"
	}
	if j.Text == "" {
		return fmt.Sprintf("%s: %s is left empty", fl.eval.rows.rowName(row), name)
	}
	return fmt.Sprintf("%s: %s is %s", fl.eval.rows.rowName(row), name, printable.Text(j.Text, maxGivenWords))
}
