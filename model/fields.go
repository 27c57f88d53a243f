package model

import (
	"callsheet/model/columns"
)

// Fields are what can be typed in the rows of a list, and what would come of it.
type Fields struct {
	list *List
	eval *evaluator
}

// Fields gives access to them; it costs nothing.
func (l *List) Fields() Fields { return Fields{l, &l.eval} }

// All lists what can be typed in a row, in the order in which it is sent.
func (fl Fields) All() []EditableField {
	fields := []EditableField{{Field: columns.FieldPhone}, {Field: columns.FieldCountry}, {Field: columns.FieldName}, {Field: columns.FieldEmail}, {Field: columns.FieldCompany}, {Field: columns.FieldID}}
	for _, col := range fl.eval.rows.mapping {
		if col.Field.Sent() && col.Field != columns.FieldCountry {
			fields = append(fields, EditableField{columns.FieldMetadata, col.Key})
		}
	}
	return fields
}

// Value is what a field of a row holds, edits included, on one clean line.
func (fl Fields) Value(row int, s EditableField) string {
	return fl.eval.contacts.value(row, fl.list.Edit(row), s)
}

// FileValue is what the file has in a field of a row, whatever was typed since.
func (fl Fields) FileValue(row int, s EditableField) string {
	return fl.eval.contacts.value(row, Edit{}, s)
}
