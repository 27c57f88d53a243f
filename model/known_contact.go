package model

import (
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

// KnownContact is a contact of the service as it was told beside a call: its id, the number
// that was called, and the agent whose contact it is.
type KnownContact struct {
	ID     string       `json:"id"`
	Number phone.Number `json:"number"`
	Agent  string       `json:"agent"`
}

// WithContact returns the edit with a contact of the service that its row is known to be.
func (e Edit) WithContact(k KnownContact) Edit {
	b := e.copyBody()
	b.contact = nil
	if k.ID != "" && k.ID == printable.Text(k.ID, maxIDRunes) && k.Number != 0 && k.Agent != "" {
		b.contact = &k
	}
	return e.withBody(b)
}

// Contact is the contact of the service that the row of the edit is known to be; zero where
// none is.
func (e Edit) Contact() KnownContact {
	if e.body == nil || e.body.contact == nil {
		return KnownContact{}
	}
	return *e.body.contact
}

// contactOf is the contact that the row is known to be while it has a number; zero where
// somebody typed into the field of the id, if only to clear it.
func (e Edit) contactOf(n phone.Number) KnownContact {
	k := e.Contact()
	if _, typed := e.Value(columns.FieldID); typed || k.Number != n {
		return KnownContact{}
	}
	return k
}

// idFor is the id by which the service knows a row: that of the list, else one that was
// told of this very number for the agent that will call. The service overwrites a contact's
// number with the one that comes with its id, so such an id goes with no other number,
// and not where a batch had it with another one.
func (co Contacts) idFor(row int, agent string) (id string, told bool) {
	if id := co.Text(row, columns.FieldID); id != "" {
		return id, false
	}
	n := co.list.record(row).number
	if k := co.list.Edit(row).contactOf(n); k.Agent == agent && !co.list.Suppression(n).IDElsewhere {
		return k.ID, k.ID != ""
	}
	return "", false
}
