package columns

import "callsheet/model/header"

// AddressColumns are the places in the file of what a list has of its people's
// addresses; -1 is none.
type AddressColumns struct{ PostCode, State, City int }

// Address finds the columns of the people's address by their headers. They need no
// meaning of their own: what is sent along, or skipped, tells where somebody is all
// the same. Of several of one part that counts which is nearest to where the person
// lives, then the first.
func (m Mapping) Address() AddressColumns {
	a := AddressColumns{-1, -1, -1}
	places := map[header.AddressPart]*int{header.PostCode: &a.PostCode, header.State: &a.State, header.City: &a.City}
	best := map[header.AddressPart]int{}
	for _, c := range m {
		if c.Absent() || c.Field != FieldMetadata && c.Field != FieldSkip {
			continue
		}
		part, rank := header.ReadAddress(c.Header)
		if place := places[part]; place != nil && (*place < 0 || rank > best[part]) {
			*place, best[part] = c.Index, rank
		}
	}
	return a
}
