package model

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"

	"callsheet/model/phone"
)

// ContactID is a contact's id at the service as the ledger stores it: the first
// eight bytes of its SHA-256. Zero is no id. That two ids could be taken for one
// only ever keeps a contact from being called.
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
