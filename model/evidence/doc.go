// Package evidence is the record of who confirmed what, when, to how many and on what
// grounds, and of what the service replied. Of each campaign there is a chain of entries,
// which only grows.
//
// The hash of an entry is the SHA-256 of the hash of the entry before it (32 bytes; of the
// first, zeros) followed by the bytes of the entry, which are JSON. So nothing in a chain can
// be changed, taken out or put in without every hash after it being another one. What is
// missing at its end shows by the head, which says how many entries there are and the hash of
// the last. Chain and head are stored together: somebody who may write both can make another
// chain. What keeps that from passing is a head that was noted elsewhere, such as on a page
// that was printed, in a file that was handed over, or in the ledger of a team.
//
// Numbers and contacts are not in it, nor the key. A list of numbers is told by its hash, as
// the ledger has it, but not one of few: who they are could be found out by trying. Texts
// that came from a person or the service are without what looks like a telephone number.
// So the record stays when its campaign is forgotten.
package evidence
