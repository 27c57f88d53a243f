// Package phone reads telephone numbers as people write them.
//
// A number is held as E.164 has it. A region is a country or territory with numbers of
// its own. A reading is what became of one cell: a number that is dialled as it stands,
// or a problem that a person has to decide, most often with a suggestion. A warning is
// what was restored beyond doubt, or deserves a look all the same.
//
// Two rules stand above all others. The cell is never dialled as something it does not
// say: what can be read in two ways is asked, and digits that are gone are not made up.
// And a country is used for nothing but on somebody's word, because a number read as of
// the wrong country is a stranger's; without one, national digits are of no country.
//
// The plans are those of the library of phone numbers, from its own tables. Its parser is
// not used where a list is read: it takes a hundred times as long, and answers for one country at a
// time where a doubt is about two.
package phone
