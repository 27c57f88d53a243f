// Package header reads what the name of a column says: which noun it is of, and
// whose. It knows the words of some thirty languages, from the lists in words,
// and nothing of the column's values, which have the last word on what it says.
//
// A noun is what a column holds: a phone, a name, an address. Whose it is goes with it:
// the contact's, a representative's, a relative's, a company's. That matters as much as
// what it is, because a relative's number is a stranger's.
//
// The words are lists in files, one for each noun, not rules: a header has three words
// at most, and a list is read and mended by people who know the language.
package header
