package postgres

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

// hashed are contacts as the database has them.
type hashed struct {
	contacts []hashedRef // sorted by number
}

type hashedRef struct {
	number team.Number
	id     team.ContactID // 0 = none
}

// hash hashes contacts.
func hash(secret team.Secret, refs []model.ContactRef) hashed {
	hasher := secret.Hasher()
	h := hashed{make([]hashedRef, len(refs))}
	for i, r := range refs {
		h.contacts[i] = hashedRef{hasher.Number(r.Number), hasher.Contact(r.ID)}
	}
	slices.SortFunc(h.contacts, func(a, b hashedRef) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.id, b.id)) })
	h.contacts = slices.CompactFunc(h.contacts, func(a, b hashedRef) bool { return a.number == b.number && a.id == b.id })
	return h
}

// hashNumbers hashes numbers, sorted anew.
func hashNumbers(secret team.Secret, numbers []phone.Number) []team.Number {
	hasher := secret.Hasher()
	list := make([]team.Number, len(numbers))
	for i, n := range numbers {
		list[i] = hasher.Number(n)
	}
	slices.Sort(list)
	return list
}

// numbers are those of the contacts, sorted, each once.
func (h hashed) numbers() []team.Number {
	list := make([]team.Number, len(h.contacts))
	for i, c := range h.contacts {
		list[i] = c.number
	}
	return slices.Compact(list)
}

// withIDs are the contacts that have an id.
func (h hashed) withIDs() []hashedRef {
	var list []hashedRef
	for _, c := range h.contacts {
		if c.id != 0 {
			list = append(list, c)
		}
	}
	return list
}

// fingerprint identifies the contacts, to whoever has not the secret as to whoever has.
func (h hashed) fingerprint() []byte {
	sum := sha256.New()
	var buf [16]byte
	for _, c := range h.contacts {
		binary.BigEndian.PutUint64(buf[:8], uint64(c.number))
		binary.BigEndian.PutUint64(buf[8:], uint64(c.id))
		sum.Write(buf[:])
	}
	return sum.Sum(nil)
}

// plain are hashes as the driver takes them.
func plain[N ~int64](list []N) []int64 {
	numbers := make([]int64, len(list))
	for i, n := range list {
		numbers[i] = int64(n)
	}
	return numbers
}

// hashedSet are the hashes of numbers, to find the numbers by again.
func hashedSet(secret team.Secret, numbers []phone.Number) map[team.Number]phone.Number {
	hasher, set := secret.Hasher(), make(map[team.Number]phone.Number, len(numbers))
	for _, n := range numbers {
		set[hasher.Number(n)] = n
	}
	return set
}
