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

// contactID is the id a row is sent with.
func (l *List) contactID(row int, e Edit) ContactID {
	return ContactIDOf(l.text(row, e, columns.FieldID, l.cols.id))
}

// findRepeatedIDs finds the ids that stand beside different numbers, and holds
// the rows that would be called with them: the service would overwrite one number
// with the other. What counts is what the file says, whatever was typed since.
func (l *List) findRepeatedIDs() {
	if l.cols.id < 0 {
		return
	}
	first := map[ContactID]phone.Number{}
	l.each(func(row int, r *record) {
		own := *r
		if !l.Edit(row).IsZero() {
			own = l.evaluate(row, Edit{})
		}
		id := l.contactID(row, Edit{})
		if id == 0 || own.number == 0 || own.problem != noProblem && own.problem != MaybeOptedOut && own.problem != SharedNumber {
			return
		}
		if n, known := first[id]; known && n != own.number {
			if l.source.repeated == nil {
				l.source.repeated = map[ContactID]bool{}
			}
			l.source.repeated[id] = true
		} else {
			first[id] = own.number
		}
	})
	if l.source.repeated == nil {
		return
	}
	var held []int
	l.each(func(row int, r *record) {
		if r.dialable() && l.source.repeated[l.contactID(row, l.Edit(row))] {
			held = append(held, row)
		}
	})
	for _, row := range held {
		l.replace(row, l.evaluate(row, l.Edit(row)))
	}
}

// hasIDs reports whether any row may have a contact id.
func (l *List) hasIDs() bool { return l.cols.id >= 0 || l.Edited() > 0 }

// Refs are what the contacts of the list are known by, suggested numbers
// included, sorted by number and each once. It reads every row's id: give it a
// frozen list and a goroutine when the list is long.
func (l *List) Refs() []ContactRef {
	if !l.hasIDs() {
		return RefsOf(l.Numbers())
	}
	return l.refs(func(phone.Number) bool { return true })
}

// RefsTo are those of Refs with one of some sorted numbers.
func (l *List) RefsTo(numbers []phone.Number) []ContactRef {
	return l.refs(func(n phone.Number) bool {
		_, found := slices.BinarySearch(numbers, n)
		return found
	})
}

func (l *List) refs(takes func(phone.Number) bool) []ContactRef {
	var refs []ContactRef
	l.each(func(row int, r *record) {
		if r.number != 0 && takes(r.number) {
			refs = append(refs, ContactRef{r.number, ContactIDOf(l.text(row, l.Edit(row), columns.FieldID, l.cols.id))})
		}
	})
	slices.SortFunc(refs, ContactRef.compare)
	return slices.Compact(refs)
}

// IDs are those of a batch's contacts that are sent with an id, sorted by id.
func (p Plan) IDs(batch int) []ContactRef {
	if !p.list.hasIDs() {
		return nil
	}
	var refs []ContactRef
	for _, row := range p.batchRows(batch) {
		if id := ContactIDOf(p.list.Text(int(row), columns.FieldID)); id != 0 && !p.idTwice[row] {
			refs = append(refs, ContactRef{p.list.record(int(row)).number, id})
		}
	}
	slices.SortFunc(refs, func(a, b ContactRef) int { return cmp.Compare(a.ID, b.ID) })
	return refs
}
