package model

import (
	"strconv"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

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

// Name is the contact's name as it will be sent: the name column, or first and
// last name joined.
func (l *List) Name(row int) string { return l.name(row, l.Edit(row)) }

func (l *List) name(row int, e Edit) string {
	if v, ok := e.Value(columns.FieldName); ok {
		return printable.Text(v, columns.MaxFieldRunes)
	}
	if name := l.text(row, e, columns.FieldName, l.cols.name); name != "" {
		return name
	}
	first, last := l.text(row, e, columns.FieldFirstName, l.cols.first), l.text(row, e, columns.FieldLastName, l.cols.last)
	if first == "" || last == "" {
		return first + last
	}
	return first + " " + last
}

// Email is the address that will be sent: "" when the row has none or what it
// has is no address.
func (l *List) Email(row int) string {
	return l.email(row, l.Edit(row))
}

func (l *List) email(row int, e Edit) string {
	if email := l.text(row, e, columns.FieldEmail, l.cols.email); columns.ValidEmail(email) {
		return email
	}
	return ""
}

// Given is the phone cell as the file has it, with nothing changed but what
// would disturb a terminal.
func (l *List) Given(row int) string {
	return printable.PhoneText(l.Table.Cell(row, l.phoneColumn(row, Edit{})).Text, columns.MaxFieldRunes)
}

// Contact builds what the service will receive for a row.
func (l *List) Contact(row int) Contact { return l.contact(row, l.Edit(row), l.record(row)) }

// Glance judges one row of a table as Diagnose does, but as if it stood alone,
// and builds what the service would receive for it.
func Glance(t *table.Table, m columns.Mapping, region phone.Region, kept Edits, row int) (Contact, Verdict) {
	l := &List{Table: t, Mapping: m.Keyed(), Region: region, source: &source{}}
	saved, wasSaved := readSaved(l)
	if wasSaved {
		l.Mapping = saved.hide(l.Mapping)
	}
	l.cols = indexColumns(l.Mapping)
	e := kept.Edit(row)
	if wasSaved && !kept.takenOver && e.IsZero() {
		e = saved.edit(row)
	}
	v := l.evaluate(row, e)
	return l.contact(row, e, v), v.verdict()
}

func (l *List) contact(row int, e Edit, v record) Contact {
	c := Contact{
		Row:     row,
		Number:  v.number,
		Name:    l.name(row, e),
		Email:   l.email(row, e),
		Company: l.text(row, e, columns.FieldCompany, l.cols.company),
		ID:      l.text(row, e, columns.FieldID, l.cols.id),
	}
	c.Metadata = l.metadata(row, e)
	if v.warnings()&Warnings(phone.ExtensionDropped) != 0 {
		if r := phone.Read(l.PhoneCell(row, e), l.rowRegion(row, e)); r.Extension != "" {
			c.put(l.Mapping.ExtensionKey(), r.Extension)
		}
	}
	for _, t := range e.all() {
		if key, ok := strings.CutPrefix(t.place, "@"); ok && t.text != "" {
			if !l.Mapping.HasAbsent(key) { // which goes along as a column
				c.put(columns.FreeKey(l.Mapping, key), columns.MetadataValue(table.Cell{Text: t.text}))
			}
		}
	}
	return c
}

func (l *List) metadata(row int, e Edit) map[string]any {
	var values map[string]any
	for _, col := range l.Mapping {
		if !col.Field.Sent() {
			continue
		}
		cell := l.cell(row, e, col.Index)
		if col.Needed && columns.NoValue(cell) {
			cell = table.Cell{Text: col.Fallback}
		}
		value := columns.MetadataValue(cell)
		if value == nil {
			continue
		}
		if values == nil {
			values = make(map[string]any, len(l.Mapping))
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

// Text is what a row holds for a field, edits included, on one clean line.
func (l *List) Text(row int, f columns.Field) string { return l.fieldText(row, l.Edit(row), f) }

func (l *List) fieldText(row int, e Edit, f columns.Field) string {
	col, ok := l.Mapping.Find(f)
	if !ok {
		col.Index = -1
	}
	return l.text(row, e, f, col.Index)
}

// Read reads a row's phone cell as it is now, edits included.
func (l *List) Read(row int) phone.Reading {
	e := l.Edit(row)
	return l.readCell(row, e, l.PhoneCell(row, e), l.rowRegion(row, e))
}

// ReadColumn reads a cell of a row as a phone number, whatever its column means.
func (l *List) ReadColumn(row, col int) phone.Reading {
	return phone.Read(l.Table.Cell(row, col), l.rowRegion(row, l.Edit(row)))
}

// Why says in a few words why a row is in its state, or what was restored in
// it; "" when there is nothing to say.
func (l *List) Why(row int) string {
	switch v := l.Verdict(row); v.State {
	case ToFix:
		if v.Problem == MaybeOptedOut {
			return l.optOutWhy(row)
		}
		return l.CauseOf(row).Name()
	case Duplicate:
		if head, ok := l.DuplicateOf(row); ok {
			return "same as row " + strconv.Itoa(l.Table.RowNumber(head))
		}
		return "duplicate"
	case DoNotCall:
		if v.Out == OnDoNotCallList {
			return "on the do-not-call list"
		}
		return l.optOutWhy(row)
	case LeftOut:
		switch v.Out {
		case CalledRecently:
			return "called recently" + l.Mark(v.Number).IDWords()
		case InUnfinished:
			return "in " + strconv.Quote(printable.Text(l.Mark(v.Number).Campaign, maxNameRunes)) + l.Mark(v.Number).IDWords()
		case MaybeCalled:
			return "maybe called already" + l.Mark(v.Number).IDWords()
		case HiddenInFile:
			return "filtered out in the workbook"
		case NoContact:
			return "a total or a note"
		}
		return "left out by you"
	default:
		why := v.Warnings.Short()
		switch {
		case v.Moved:
			why = append(why, "taken from "+strconv.Quote(printable.Text(l.Mark(v.Number).Campaign, maxNameRunes)))
		case v.Answered:
			why = append(why, "answered in "+strconv.Quote(printable.Text(l.Mark(v.Number).AnsweredIn, maxNameRunes)))
		}
		return strings.Join(why, ", ")
	}
}
