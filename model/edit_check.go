package model

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Fields are what can be typed in the rows of a list, and what would come of it.
type Fields struct {
	list *List
	eval *evaluator
}

// Fields gives access to them; it costs nothing.
func (l *List) Fields() Fields { return Fields{l, &l.eval} }

// EditableField is one thing of a contact that is sent and can be typed: a field, or a
// metadata value by its key. The country is a field of its own because it says
// how the row's number is read.
type EditableField struct {
	Field columns.Field
	Key   string // with FieldMetadata
}

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

// Value is what a field of a row holds, edits included, on one clean line.
func (fl Fields) Value(row int, s EditableField) string {
	return fl.eval.contacts.value(row, fl.list.Edit(row), s)
}

// FileValue is what the file has in a field of a row, whatever was typed since.
func (fl Fields) FileValue(row int, s EditableField) string {
	return fl.eval.contacts.value(row, Edit{}, s)
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

// FieldCheck is what would come of a text typed in a field.
type FieldCheck struct {
	OK       bool         // it can be kept
	Text     string       // what would be kept
	Sentence string       // what it would be sent as, or what is wrong with it and what to do
	Suggest  string       // what was probably meant, when it is wrong; "" = nothing
	Number   phone.Number // that would be dialled, for a phone or a country
	Region   phone.Region // of the number
}

func wrong(format string, args ...any) FieldCheck {
	return FieldCheck{Sentence: fmt.Sprintf(format, args...)}
}

// Check says what would come of a text typed in a field of a row. It is quick
// enough for every key press.
func (fl Fields) Check(row int, s EditableField, text string) FieldCheck {
	if utf8.RuneCountInString(text) > columns.MaxFieldRunes {
		return wrong("This is longer than %d characters. Shorten it.", columns.MaxFieldRunes)
	}
	clean := printable.Text(text, columns.MaxFieldRunes)
	switch s.Field {
	case columns.FieldPhone:
		return fl.checkPhone(row, text)
	case columns.FieldCountry:
		return fl.checkCountry(row, clean)
	case columns.FieldEmail:
		return checkEmail(clean)
	case columns.FieldMetadata:
		return fl.checkMetadata(s.Key, clean)
	case columns.FieldName:
		if clean == "" {
			return FieldCheck{OK: true, Sentence: "Without a name the service shows Unknown."}
		}
	case columns.FieldCompany, columns.FieldID:
	default:
		return wrong("This cannot be edited here. Change the columns' meaning instead.")
	}
	if clean == "" {
		return FieldCheck{OK: true, Sentence: "Nothing is sent for it."}
	}
	return FieldCheck{OK: true, Text: clean, Sentence: "Sent as " + clean + "."}
}

func (fl Fields) checkPhone(row int, text string) FieldCheck {
	cell, region := table.Cell{Text: text}, fl.eval.numbers.region(row, fl.list.Edit(row))
	r := phone.Read(cell, region)
	if n, ok := plainNumber(strings.TrimSpace(text)); ok && n == r.Other {
		r = phone.Read(table.Cell{Text: n.String(), Kind: table.KindDecided}, region) // typed in full: what is dialled is said
	}
	kind := FixNone
	switch r.Problem {
	case phone.NoProblem:
	case phone.LostZero:
		kind = FixZero
	case phone.LostPlus:
		kind = FixPlus
	default:
		j := wrong("%s", r.Problem.Sentence())
		for m := range fl.eval.numbers.candidates(row, Edit{}, cell, region, r) {
			if m.kind != FixColumn && !m.kind.Explicit() {
				j.Suggest = m.text()
			}
			break
		}
		return j
	}
	if r.Number < phone.MinNumber {
		return wrong("%s", phone.NotAccepted.Sentence())
	}
	m, _ := offer(kind, r)
	m.lost = phone.NoProblem // the kind says it
	words := numberWords(m) + reasonWords(r, m)
	if r.Extension != "" {
		words += fmt.Sprintf("; extension %s goes along as {%s}", r.Extension, fl.eval.rows.mapping.ExtensionKey())
	}
	return FieldCheck{
		OK: true, Text: m.text(), Number: r.Number, Region: r.Region,
		Sentence: fmt.Sprintf("Will dial %s, %s.%s", r.Number.Grouped(), words, fl.taken(row, r.Number)),
	}
}

// taken says why a number that is typed might not be called all the same.
func (fl Fields) taken(row int, n phone.Number) string {
	mark, marked := fl.eval.suppressions.of(n)
	switch first, found := fl.list.verdicts.numbers.first(n); {
	case marked && !mark.DoNotCall.IsZero():
		return " It is on the do-not-call list, so the row is not called."
	case marked && mark.Uncertain:
		return " It may be called already by a batch whose outcome is not known, so the row is not called."
	case marked && mark.Unfinished:
		return fmt.Sprintf(" It is in %q, which is not known to have ended, so the row is left out.", printable.Text(mark.Campaign, maxNameRunes))
	case marked && !mark.Called.IsZero():
		return " It was called a short while ago, so the row is left out."
	case found && first != row:
		return fmt.Sprintf(" %s has the same number; only one of the two is called.", firstUpper(fl.eval.rows.rowName(first)))
	}
	return ""
}

func (fl Fields) checkCountry(row int, text string) FieldCheck {
	if text == "" {
		return FieldCheck{OK: true, Sentence: "The number is read as written in the list's own country."}
	}
	region, ok := phone.ParseRegion(text)
	if !ok {
		return wrong("No country is called that. Type its name or its two letters, such as GB.")
	}
	j := FieldCheck{OK: true, Text: string(region), Sentence: "The number is read as written in " + phone.InWords(region)}
	if m, ok := inRegion(fl.eval.numbers.phoneCell(row, fl.list.Edit(row)), region); ok {
		j.Number, j.Region = m.number, m.region
		j.Sentence += ": " + m.number.Grouped()
	}
	j.Sentence += "."
	return j
}

func checkEmail(text string) FieldCheck {
	if text == "" {
		return FieldCheck{OK: true, Sentence: "No email is sent."}
	}
	if columns.ValidEmail(text) {
		return FieldCheck{OK: true, Text: text, Sentence: "Sent as " + text + "."}
	}
	j := wrong("%s Correct it, or leave it empty to call without it.", EmailProblem(text))
	j.Suggest, _, _ = correctEmail(text)
	return j
}

func (fl Fields) checkMetadata(key, text string) FieldCheck {
	if columns.MetadataKey(key) != key || key == "" {
		return wrong("A metadata key is made of small letters, digits and underscores, such as plan_name.")
	}
	switch value := columns.MetadataValue(table.Cell{Text: text}).(type) {
	case nil:
		return FieldCheck{OK: true, Sentence: "{" + key + "} is not sent for this row."}
	case string:
		return FieldCheck{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as the text %s.", key, value)}
	case bool:
		return FieldCheck{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as %v.", key, value)}
	default:
		return FieldCheck{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as the number %s.", key, text)}
	}
}

// Type is the change that keeps a text typed in a field of a row. It has no rows
// when nothing would change or the text cannot be kept, which the judgement
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

// with lays a text over a field.
func (rr *rowReader) with(e Edit, s EditableField, text string) Edit {
	if s.Field == columns.FieldPhone || s.Field == columns.FieldEmail {
		return e.With(s.Field, text)
	}
	return e.put(rr.place(s), text)
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
