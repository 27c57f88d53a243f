package model

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

// ContactID is a contact's id at the service as the ledger keeps it: the first
// eight bytes of its SHA-256. Zero is no id. That two ids could be taken for one
// only ever holds a contact back.
type ContactID uint64

// ContactIDOf is what is kept of an id; "" has none.
func ContactIDOf(id string) ContactID {
	if id == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(id))
	return ContactID(max(1, binary.BigEndian.Uint64(sum[:])))
}

// ContactRef is what the service looks a contact up by for an agent: its id, and
// then its number. With an id it knows, it overwrites the number it has.
type ContactRef struct {
	Number phone.Number
	ID     ContactID
}

func (r ContactRef) compare(o ContactRef) int {
	return cmp.Or(cmp.Compare(r.Number, o.Number), cmp.Compare(r.ID, o.ID))
}

// RefsOf are numbers whose contacts have no id.
func RefsOf(numbers []phone.Number) []ContactRef {
	refs := make([]ContactRef, len(numbers))
	for i, n := range numbers {
		refs[i].Number = n
	}
	return refs
}

// id is the id a row is sent with.
func (cb *contactBuilder) id(row int, e Edit) ContactID {
	return ContactIDOf(cb.rows.text(row, e, columns.FieldID, cb.rows.cols.id))
}

// findRepeatedIDs finds the ids that stand beside different numbers, and holds
// the rows that would be called with them: the service would overwrite one number
// with the other. What counts is what the file says, whatever was typed since.
func (dg diagnosis) findRepeatedIDs() {
	if dg.eval.rows.cols.id < 0 {
		return
	}
	first := map[ContactID]phone.Number{}
	dg.list.each(func(row int, r *record) {
		own := *r
		if !dg.list.Edit(row).IsZero() {
			own = dg.eval.evaluate(row, Edit{})
		}
		id := dg.eval.contacts.id(row, Edit{})
		if id == 0 || own.number == 0 || own.problem != noProblem && own.problem != MaybeOptedOut && own.problem != SharedNumber {
			return
		}
		if n, known := first[id]; known && n != own.number {
			if dg.eval.repeated == nil {
				dg.eval.repeated = map[ContactID]bool{}
			}
			dg.eval.repeated[id] = true
		} else {
			first[id] = own.number
		}
	})
	if dg.eval.repeated == nil {
		return
	}
	var held []int
	dg.list.each(func(row int, r *record) {
		if r.dialable() && dg.eval.repeated[dg.eval.contacts.id(row, dg.list.Edit(row))] {
			held = append(held, row)
		}
	})
	for _, row := range held {
		dg.list.verdicts.replace(dg.list.by(), row, dg.eval.evaluate(row, dg.list.Edit(row)))
	}
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
			refs = append(refs, ContactRef{r.number, ContactIDOf(co.eval.rows.text(row, co.list.Edit(row), columns.FieldID, co.eval.rows.cols.id))})
		}
	})
	slices.SortFunc(refs, ContactRef.compare)
	return slices.Compact(refs)
}

// IDs are those of a batch's contacts that are sent with an id, sorted by id.
func (p Plan) IDs(batch int) []ContactRef {
	if !p.list.Contacts().hasIDs() {
		return nil
	}
	var refs []ContactRef
	for _, row := range p.batchRows(batch) {
		if id := ContactIDOf(p.list.Contacts().Text(int(row), columns.FieldID)); id != 0 && !p.idTwice[row] {
			refs = append(refs, ContactRef{p.list.record(int(row)).number, id})
		}
	}
	slices.SortFunc(refs, func(a, b ContactRef) int { return cmp.Compare(a.ID, b.ID) })
	return refs
}
