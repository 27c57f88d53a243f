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

// EditableField is one thing of a contact that is sent and can be typed: a field, or a
// metadata value by its key. The country is a slot of its own because it says
// how the row's number is read.
type EditableField struct {
	Field columns.Field
	Key   string // with FieldMetadata
}

// Slots lists what can be typed in a row, in the order in which it is sent.
func (l *List) Slots() []EditableField {
	slots := []EditableField{{Field: columns.FieldPhone}, {Field: columns.FieldCountry}, {Field: columns.FieldName}, {Field: columns.FieldEmail}, {Field: columns.FieldCompany}, {Field: columns.FieldID}}
	for _, col := range l.Mapping {
		if col.Field.Sent() && col.Field != columns.FieldCountry {
			slots = append(slots, EditableField{columns.FieldMetadata, col.Key})
		}
	}
	return slots
}

// place is where an edit keeps what is typed in a slot.
func (l *List) place(s EditableField) string {
	switch s.Field {
	case columns.FieldMetadata:
		for _, col := range l.Mapping {
			if col.Key == s.Key && col.Field.Sent() {
				return placeOf(col)
			}
		}
		return keyPlace(s.Key)
	case columns.FieldCountry:
		return columnPlace(l.cols.country)
	}
	return string(s.Field)
}

// Value is what a slot of a row holds, edits included, on one clean line.
func (l *List) Value(row int, s EditableField) string { return l.value(row, l.Edit(row), s) }

// FileValue is what the file has in a slot of a row, whatever was typed since.
func (l *List) FileValue(row int, s EditableField) string { return l.value(row, Edit{}, s) }

func (l *List) value(row int, e Edit, s EditableField) string {
	switch s.Field {
	case columns.FieldName:
		return l.name(row, e)
	case columns.FieldPhone:
		return printable.PhoneText(l.PhoneCell(row, e).Text, columns.MaxFieldRunes)
	case columns.FieldCountry:
		if r := e.region(); r != "" {
			return string(r)
		}
		if l.cols.country < 0 {
			return ""
		}
		return printable.Text(l.cell(row, e, l.cols.country).Text, columns.MaxFieldRunes)
	case columns.FieldMetadata:
		for _, col := range l.Mapping {
			if col.Key == s.Key && col.Field.Sent() {
				return printable.Text(l.cell(row, e, col.Index).Text, columns.MaxFieldRunes)
			}
		}
		text, _ := e.at(keyPlace(s.Key))
		return printable.Text(text, columns.MaxFieldRunes)
	}
	return l.fieldText(row, e, s.Field)
}

// Judgement is what would come of a text typed in a slot.
type Judgement struct {
	OK       bool         // it can be kept
	Text     string       // what would be kept
	Sentence string       // what it would be sent as, or what is wrong with it and what to do
	Suggest  string       // what was probably meant, when it is wrong; "" = nothing
	Number   phone.Number // that would be dialled, for a phone or a country
	Region   phone.Region // of the number
}

func wrong(format string, args ...any) Judgement {
	return Judgement{Sentence: fmt.Sprintf(format, args...)}
}

// Check says what would come of a text typed in a slot of a row. It is quick
// enough for every key press.
func (l *List) Check(row int, s EditableField, text string) Judgement {
	if utf8.RuneCountInString(text) > columns.MaxFieldRunes {
		return wrong("This is longer than %d characters. Shorten it.", columns.MaxFieldRunes)
	}
	clean := printable.Text(text, columns.MaxFieldRunes)
	switch s.Field {
	case columns.FieldPhone:
		return l.checkPhone(row, text)
	case columns.FieldCountry:
		return l.checkCountry(row, clean)
	case columns.FieldEmail:
		return checkEmail(clean)
	case columns.FieldMetadata:
		return l.checkMetadata(s.Key, clean)
	case columns.FieldName:
		if clean == "" {
			return Judgement{OK: true, Sentence: "Without a name the service shows Unknown."}
		}
	case columns.FieldCompany, columns.FieldID:
	default:
		return wrong("This cannot be edited here. Change the columns' meaning instead.")
	}
	if clean == "" {
		return Judgement{OK: true, Sentence: "Nothing is sent for it."}
	}
	return Judgement{OK: true, Text: clean, Sentence: "Sent as " + clean + "."}
}

func (l *List) checkPhone(row int, text string) Judgement {
	cell, region := table.Cell{Text: text}, l.rowRegion(row, l.Edit(row))
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
		for m := range l.remedies(row, Edit{}, cell, region, r) {
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
		words += fmt.Sprintf("; extension %s goes along as {%s}", r.Extension, l.extensionKey())
	}
	return Judgement{
		OK: true, Text: m.text(), Number: r.Number, Region: r.Region,
		Sentence: fmt.Sprintf("Will dial %s, %s.%s", r.Number.Grouped(), words, l.taken(row, r.Number)),
	}
}

// taken says why a number that is typed might not be called all the same.
func (l *List) taken(row int, n phone.Number) string {
	mark, marked := l.marks.of(n)
	switch first, found := l.numbers.first(n); {
	case marked && !mark.DoNotCall.IsZero():
		return " It is on the do-not-call list, so the row is not called."
	case marked && mark.Uncertain:
		return " It may be called already by a batch whose outcome is not known, so the row is not called."
	case marked && mark.Unfinished:
		return fmt.Sprintf(" It is in %q, which is not known to have ended, so the row is left out.", printable.Text(mark.Campaign, maxNameRunes))
	case marked && !mark.Called.IsZero():
		return " It was called a short while ago, so the row is left out."
	case found && first != row:
		return fmt.Sprintf(" %s has the same number; only one of the two is called.", firstUpper(l.rowName(first)))
	}
	return ""
}

func (l *List) checkCountry(row int, text string) Judgement {
	if text == "" {
		return Judgement{OK: true, Sentence: "The number is read as written in the list's own country."}
	}
	region, ok := phone.ParseRegion(text)
	if !ok {
		return wrong("No country is called that. Type its name or its two letters, such as GB.")
	}
	j := Judgement{OK: true, Text: string(region), Sentence: "The number is read as written in " + phone.InWords(region)}
	if m, ok := inRegion(l.PhoneCell(row, l.Edit(row)), region); ok {
		j.Number, j.Region = m.number, m.region
		j.Sentence += ": " + m.number.Grouped()
	}
	j.Sentence += "."
	return j
}

func checkEmail(text string) Judgement {
	if text == "" {
		return Judgement{OK: true, Sentence: "No email is sent."}
	}
	if columns.ValidEmail(text) {
		return Judgement{OK: true, Text: text, Sentence: "Sent as " + text + "."}
	}
	j := wrong("%s Correct it, or leave it empty to call without it.", EmailProblem(text))
	j.Suggest, _, _ = correctEmail(text)
	return j
}

func (l *List) checkMetadata(key, text string) Judgement {
	if columns.MetadataKey(key) != key || key == "" {
		return wrong("A metadata key is made of small letters, digits and underscores, such as plan_name.")
	}
	switch value := columns.MetadataValue(table.Cell{Text: text}).(type) {
	case nil:
		return Judgement{OK: true, Sentence: "{" + key + "} is not sent for this row."}
	case string:
		return Judgement{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as the text %s.", key, value)}
	case bool:
		return Judgement{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as %v.", key, value)}
	default:
		return Judgement{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as the number %s.", key, text)}
	}
}

// Type is the change that keeps a text typed in a slot of a row. It has no rows
// when nothing would change or the text cannot be kept, which the judgement
// explains.
func (l *List) Type(row int, s EditableField, text string) (Change, Judgement) {
	j := l.Check(row, s, text)
	if !j.OK {
		return Change{}, j
	}
	before := l.Edit(row)
	after := l.typed(row, before, s, text, j)
	if after.Equal(before) {
		return Change{}, j
	}
	return Change{What: l.typedWords(row, s, j), Rows: []RowEdit{{row, before, after}}}, j
}

// typed is a row's edit with a text typed in a slot. What the file says already
// is no edit.
func (l *List) typed(row int, e Edit, s EditableField, text string, j Judgement) Edit {
	place := l.place(s)
	bare := e.without(place)
	if s.Field == columns.FieldCountry {
		if j.Text == "" || l.cols.country < 0 {
			return e.withRegion(phone.Region(j.Text))
		}
		e, bare = e.withRegion(""), bare.withRegion("")
	}
	given := l.value(row, bare, s)
	switch {
	case s.Field == columns.FieldPhone:
		if strings.TrimSpace(text) == given && phone.Read(l.PhoneCell(row, bare), l.rowRegion(row, bare)).Problem == phone.NoProblem {
			return bare.renumbered()
		}
	case j.Text == given:
		return bare
	case s.Field == columns.FieldCountry:
		return e.put(place, j.Text).renumbered()
	}
	return l.withSlot(e, s, j.Text)
}

// withSlot lays a text over a slot.
func (l *List) withSlot(e Edit, s EditableField, text string) Edit {
	if s.Field == columns.FieldPhone || s.Field == columns.FieldEmail {
		return e.With(s.Field, text)
	}
	return e.put(l.place(s), text)
}

func (l *List) typedWords(row int, s EditableField, j Judgement) string {
	name := string(s.Field)
	switch s.Field {
	case columns.FieldPhone:
		return fmt.Sprintf("%s will be dialled as %s", l.rowName(row), j.Number.Grouped())
	case columns.FieldMetadata:
		name = "{" + s.Key + "}"
	}
	if j.Text == "" {
		return fmt.Sprintf("%s: %s is left empty", l.rowName(row), name)
	}
	return fmt.Sprintf("%s: %s is %s", l.rowName(row), name, printable.Text(j.Text, maxGivenWords))
}
