// Package fold spells names so that two spellings of one name are the same: it
// folds case and the accents of Latin and Greek letters. Letters of other scripts
// stay.
//
// It is for comparing only, of headers, countries and words; nothing that was folded is
// shown or sent. It has a table of its own, since the standard library has no
// decomposition, and comparing headers needs no more.
package fold
