package model

import (
	"strconv"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Contacts are the rows of a list as the service would receive them, edits included.
type Contacts struct {
	list *List
	eval *evaluator
}

// Contacts gives access to them; it costs nothing.
func (l *List) Contacts() Contacts { return Contacts{l, &l.eval} }

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
func (co Contacts) Name(row int) string { return co.eval.contacts.name(row, co.list.Edit(row)) }

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

// Email is the address that will be sent: "" when the row has none or what it
// has is no address.
func (co Contacts) Email(row int) string {
	return co.eval.contacts.email(row, co.list.Edit(row))
}

func (cb *contactBuilder) email(row int, e Edit) string {
	if email := cb.rows.text(row, e, columns.FieldEmail, cb.rows.cols.email); columns.ValidEmail(email) {
		return email
	}
	return ""
}

// Given is the phone cell as the file has it, with nothing changed but what
// would disturb a terminal.
func (co Contacts) Given(row int) string {
	return printable.PhoneText(co.eval.rows.table.Cell(row, co.eval.numbers.phoneColumn(row, Edit{})).Text, columns.MaxFieldRunes)
}

// Of builds what the service will receive for a row.
func (co Contacts) Of(row int) Contact {
	return co.eval.contacts.build(row, co.list.Edit(row), co.list.record(row))
}

// PreviewContact evaluates one row of a table as Diagnose does, but as if it stood alone,
// and builds what the service would receive for it.
func PreviewContact(t *table.Table, m columns.Mapping, region phone.Region, kept Edits, row int) (Contact, Verdict) {
	m = m.Keyed()
	saved, wasSaved := readSaved(t)
	if wasSaved {
		m = saved.hide(m)
	}
	ev := newEvaluator(newRowReader(t, m, region))
	e := kept.Edit(row)
	if wasSaved && !kept.takenOver && e.IsZero() {
		e = savedReader{saved, &ev}.edit(row)
	}
	v := ev.evaluate(row, e)
	return ev.contacts.build(row, e, v), v.verdict()
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

// PhoneCell is the cell a row's number is read from: what the operator typed, the
// other column they chose, or what the file has.
func (co Contacts) PhoneCell(row int) table.Cell {
	return co.eval.numbers.phoneCell(row, co.list.Edit(row))
}

// FilePhone is the same of the file alone, whatever was edited since.
func (co Contacts) FilePhone(row int) table.Cell { return co.eval.numbers.phoneCell(row, Edit{}) }

// Text is what a row holds for a field, edits included, on one clean line.
func (co Contacts) Text(row int, f columns.Field) string {
	return co.eval.rows.fieldText(row, co.list.Edit(row), f)
}

func (rr *rowReader) fieldText(row int, e Edit, f columns.Field) string {
	col, ok := rr.mapping.Find(f)
	if !ok {
		col.Index = -1
	}
	return rr.text(row, e, f, col.Index)
}

// Read reads a row's phone cell as it is now, edits included.
func (co Contacts) Read(row int) phone.Reading {
	e := co.list.Edit(row)
	return co.eval.numbers.read(row, e, co.eval.numbers.phoneCell(row, e), co.eval.numbers.region(row, e))
}

// ReadColumn reads a cell of a row as a phone number, whatever its column means.
func (co Contacts) ReadColumn(row, col int) phone.Reading {
	return phone.Read(co.eval.rows.table.Cell(row, col), co.eval.numbers.region(row, co.list.Edit(row)))
}

// Why says in a few words why a row is in its state, or what was restored in
// it; "" when there is nothing to say.
func (l *List) Why(row int) string {
	switch v := l.Verdict(row); v.State {
	case ToFix:
		if v.Problem == MaybeOptedOut {
			return l.eval.refusals.why(row, l.Edit(row), v.Number)
		}
		return l.Causes().Of(row).Name()
	case Duplicate:
		if head, ok := l.Duplicates().Dialled(row); ok {
			return "same as row " + strconv.Itoa(l.Table.RowNumber(head))
		}
		return "duplicate"
	case DoNotCall:
		if v.Out == OnDoNotCallList {
			return "on the do-not-call list"
		}
		return l.eval.refusals.why(row, l.Edit(row), v.Number)
	case LeftOut:
		switch v.Out {
		case CalledRecently:
			return "called recently" + l.Suppression(v.Number).IDWords()
		case InUnfinished:
			return "in " + strconv.Quote(printable.Text(l.Suppression(v.Number).Campaign, maxNameRunes)) + l.Suppression(v.Number).IDWords()
		case MaybeCalled:
			return "maybe called already" + l.Suppression(v.Number).IDWords()
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
			why = append(why, "taken from "+strconv.Quote(printable.Text(l.Suppression(v.Number).Campaign, maxNameRunes)))
		case v.Answered:
			why = append(why, "answered in "+strconv.Quote(printable.Text(l.Suppression(v.Number).AnsweredIn, maxNameRunes)))
		}
		return strings.Join(why, ", ")
	}
}
