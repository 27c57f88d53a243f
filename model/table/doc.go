// Package table holds the rows of a contact list as its file had them.
//
// A cell is a text and the kind that the file gives it. A table is frozen once it
// is built, so that any goroutine may read it while the console goes on: a million
// rows lie in chunks of a megabyte, without a pointer for each cell. A mark is what
// whoever read the file knows of a row beside its cells, such as that the workbook
// hides it. Parts are the pieces in which a table is saved.
package table
