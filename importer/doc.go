// Package importer turns a contact file into rows: it recognises the format,
// encoding, delimiter, sheet and header row by content, and streams CSV and
// XLSX into a frozen table.
//
// A source is a file that was recognised and of which no row is read yet. A collector
// takes the rows from either format, bounds what they may take of memory, finds the
// header row and builds the table. A reading is what another encoding makes of cells
// that came out spoilt. Rows that are set aside are those that say who made the list
// and are no contacts. A fast path reads what nearly every file holds in the simplest
// form; whatever is not of that form goes to the full reader, which alone decides what
// is wrong.
//
// Sheets are read by a reader of its own, not by a library: a workbook of a million
// rows has to be read in seconds and within bounds on memory, the stored figure and
// what the sheet shows are both needed, and what a file hides or merges must be known
// for each row. The tests hold it to what excelize reads, and lists are saved with
// excelize.
//
// An annotation is a copy of a file with columns added in which nothing else changes. The
// part of a workbook that holds the sheet is copied as its XML is read, with cells put in,
// and every other part as it lies in the zip: a library that writes a workbook anew loses
// what it does not know. A text is copied record by record.
//
// The content decides, never the name: an .xls may be a page of HTML, a .csv a
// workbook. What cannot be read is refused with what to do about it.
package importer
