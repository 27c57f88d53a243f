// Package outcomes lists what came of each contact of a campaign, for somebody who filters,
// finds and sorts it.
//
// An entry is one contact: a row of the list with all calls to its number, or a number that
// no row has. What came of a contact is what model.Results says of them, so that the list has
// as many answered, missed and failed as the figures above it once a campaign has ended.
//
// A List never changes: it is made anew where more is known, and any number of goroutines
// may read it.
package outcomes
