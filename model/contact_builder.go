package model

import (
	"strings"

	"callsheet/model/columns"
	"callsheet/model/personname"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// contactBuilder makes of a row what the service receives of it.
type contactBuilder struct {
	rows    *rowReader
	numbers *numberReader
}

// Contact is one person as the service will receive it (create a batch,
// contacts[]). Empty fields are left out of the request.
type Contact struct {
	Row      int // row of the list it came from
	Number   phone.Number
	Name     string
	Email    string
	Company  string
	ID       string // an existing contact of the service
	Metadata map[string]any
}

func (cb *contactBuilder) name(row int, e Edit) string {
	if v, ok := e.Value(columns.FieldName); ok {
		return printable.Text(v, columns.MaxFieldRunes)
	}
	if name := cb.rows.text(row, e, columns.FieldName, cb.rows.cols.name); name != "" {
		return name
	}
	first, last := cb.rows.text(row, e, columns.FieldFirstName, cb.rows.cols.first), cb.rows.text(row, e, columns.FieldLastName, cb.rows.cols.last)
	if first == "" || last == "" {
		return first + last
	}
	return first + " " + last
}

func (cb *contactBuilder) email(row int, e Edit) string {
	if email := cb.rows.text(row, e, columns.FieldEmail, cb.rows.cols.email); columns.ValidEmail(email) {
		return email
	}
	return ""
}

func (cb *contactBuilder) build(row int, e Edit, v record) Contact {
	c := Contact{
		Row:     row,
		Number:  v.number,
		Name:    cb.name(row, e),
		Email:   cb.email(row, e),
		Company: cb.rows.text(row, e, columns.FieldCompany, cb.rows.cols.company),
		ID:      cb.rows.text(row, e, columns.FieldID, cb.rows.cols.id),
	}
	c.Metadata = cb.metadata(row, e)
	if v.warnings()&Warnings(phone.ExtensionDropped) != 0 {
		if r := phone.Read(cb.numbers.phoneCell(row, e), cb.numbers.region(row, e)); r.Extension != "" {
			c.put(cb.rows.mapping.ExtensionKey(), r.Extension)
		}
	}
	for _, t := range e.all() {
		if key, ok := strings.CutPrefix(t.place, "@"); ok && t.text != "" {
			if !cb.rows.mapping.HasAbsent(key) { // which goes along as a column
				c.put(columns.FreeKey(cb.rows.mapping, key), columns.MetadataValue(table.Cell{Text: t.text}))
			}
		}
	}
	return c
}

func (cb *contactBuilder) metadata(row int, e Edit) map[string]any {
	var values map[string]any
	for _, col := range cb.rows.mapping {
		if !col.Field.Sent() {
			continue
		}
		cell := cb.rows.cell(row, e, col.Index)
		if col.Needed && columns.NoValue(cell) {
			cell = table.Cell{Text: col.Fallback}
		}
		value := columns.MetadataValue(cell)
		if value == nil {
			continue
		}
		if values == nil {
			values = make(map[string]any, len(cb.rows.mapping))
		}
		values[col.Key] = value
	}
	return values
}

func (c *Contact) put(key string, value any) {
	if c.Metadata == nil {
		c.Metadata = map[string]any{}
	}
	c.Metadata[key] = value
}

// id is the id a row is sent with.
func (cb *contactBuilder) id(row int, e Edit) ContactID {
	return ContactIDOf(cb.rows.text(row, e, columns.FieldID, cb.rows.cols.id))
}

func (cb *contactBuilder) value(row int, e Edit, s EditableField) string {
	switch s.Field {
	case columns.FieldName:
		return cb.name(row, e)
	case columns.FieldPhone:
		return printable.PhoneText(cb.numbers.phoneCell(row, e).Text, columns.MaxFieldRunes)
	case columns.FieldCountry:
		if r := e.region(); r != "" {
			return string(r)
		}
		if cb.rows.cols.country < 0 {
			return ""
		}
		return printable.Text(cb.rows.cell(row, e, cb.rows.cols.country).Text, columns.MaxFieldRunes)
	case columns.FieldMetadata:
		for _, col := range cb.rows.mapping {
			if col.Key == s.Key && col.Field.Sent() {
				return printable.Text(cb.rows.cell(row, e, col.Index).Text, columns.MaxFieldRunes)
			}
		}
		text, _ := e.at(keyPlace(s.Key))
		return printable.Text(text, columns.MaxFieldRunes)
	}
	return cb.rows.fieldText(row, e, s.Field)
}

// placeText is what a row holds in a place of an edit.
func (cb *contactBuilder) placeText(row int, e Edit, place string) string {
	if text, ok := e.at(place); ok {
		return text
	}
	if col, ok := placeColumn(place); ok {
		return cb.rows.table.Cell(row, col).Text
	}
	switch {
	case place == string(columns.FieldName):
		return cb.name(row, e)
	case strings.HasPrefix(place, "@"):
		return ""
	}
	return cb.rows.fieldText(row, e, columns.Field(place))
}

// nameCase is the name of a row as the file has it and as it is said. It reports
// false where there is nothing to write anew, where a person typed the name, and
// where the name is the company's.
func (cb *contactBuilder) nameCase(row int, e Edit) (was, is string, ok bool) {
	if e.body != nil {
		for _, f := range []columns.Field{columns.FieldName, columns.FieldFirstName, columns.FieldLastName} {
			if _, typed := e.Value(f); typed {
				return "", "", false
			}
		}
	}
	was = cb.name(row, e)
	if is, ok = personname.Said(was); !ok { // most are well as they are
		return "", "", false
	}
	if cb.rows.text(row, e, columns.FieldName, cb.rows.cols.name) == "" && strings.Contains(was, ",") || was == cb.rows.text(row, e, columns.FieldCompany, cb.rows.cols.company) {
		return "", "", false
	}
	return was, is, true
}
