package model

import (
	"slices"

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

// Name is the contact's name as it will be sent: the name column, or first and
// last name joined.
func (co Contacts) Name(row int) string { return co.eval.contacts.name(row, co.list.Edit(row)) }

// Email is the address that will be sent: "" when the row has none or what it
// has is no address.
func (co Contacts) Email(row int) string {
	return co.eval.contacts.email(row, co.list.Edit(row))
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
func PreviewContact(t *table.Table, m columns.Mapping, region phone.Region, edits Edits, row int) (Contact, Verdict) {
	m = m.Keyed()
	saved, wasSaved := readSaved(t)
	if len(saved.columns) > 0 {
		m = saved.hide(m)
	}
	ev := newEvaluator(newRowReader(t, m, region))
	ev.zones = &zoneTexts{}
	e := edits.Edit(row)
	if wasSaved && !edits.takenOver && e.IsZero() {
		e = savedReader{saved, &ev}.edit(row)
	}
	v := ev.evaluate(row, e)
	return ev.contacts.build(row, e, v), v.verdict()
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

// Read reads a row's phone cell as it is now, edits included.
func (co Contacts) Read(row int) phone.Reading {
	e := co.list.Edit(row)
	return co.eval.numbers.read(row, e, co.eval.numbers.phoneCell(row, e), co.eval.numbers.region(row, e))
}

// ReadColumn reads a cell of a row as a phone number, whatever its column means.
func (co Contacts) ReadColumn(row, col int) phone.Reading {
	return phone.Read(co.eval.rows.table.Cell(row, col), co.eval.numbers.region(row, co.list.Edit(row)))
}

// ReadAs reads a text as if it were typed into a row's phone field.
func (co Contacts) ReadAs(row int, text string) phone.Reading {
	return phone.Read(table.Cell{Text: text}, co.eval.numbers.region(row, co.list.Edit(row)))
}

// hasIDs reports whether any row may have a contact id.
func (co Contacts) hasIDs() bool { return co.eval.rows.cols.id >= 0 || co.list.Edited() > 0 }

// Refs are what the contacts of the list are known by, suggested numbers
// included, sorted by number and each once. It reads every row's id: give it a
// frozen list and a goroutine when the list is long.
func (co Contacts) Refs() []ContactRef {
	if !co.hasIDs() {
		return RefsOf(co.list.Numbers())
	}
	return co.refs(func(phone.Number) bool { return true })
}

// RefsTo are those of Refs with one of some sorted numbers.
func (co Contacts) RefsTo(numbers []phone.Number) []ContactRef {
	return co.refs(func(n phone.Number) bool {
		_, found := slices.BinarySearch(numbers, n)
		return found
	})
}

func (co Contacts) refs(takes func(phone.Number) bool) []ContactRef {
	var refs []ContactRef
	co.list.each(func(row int, r *record) {
		if r.number != 0 && takes(r.number) {
			e := co.list.Edit(row)
			id := co.eval.rows.text(row, e, columns.FieldID, co.eval.rows.cols.id)
			if k := e.contactOf(r.number); id == "" {
				id = k.ID // whatever agent will call: too many only guard more
			}
			refs = append(refs, ContactRef{r.number, ContactIDOf(id)})
		}
	})
	slices.SortFunc(refs, ContactRef.compare)
	return slices.Compact(refs)
}
