// Package team is what several who call for one organisation have in common: a ledger on a
// database that they share, beside the store that each has on a machine of their own.
//
// A member is one store (one login on one machine) that has joined the team. An opening is one
// run of the program of a member. A secret is what all members have and the database has not:
// numbers, contact ids and words are in the database only as keyed hashes, or sealed. A lease is
// for how long an opening alone may have a request on its way; its fence tells it from the leases
// before and after. A head is a campaign as its owner's machine tells the others of it.
//
// What may become of a batch at the team is decided here (Row), by the clock of the database:
// the clocks of the members may differ.
package team
