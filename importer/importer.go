// Package importer turns a contact file into rows: it recognises the format,
// encoding, delimiter, sheet and header row by content, and streams CSV and
// XLSX into a frozen table.
package importer

import (
	"context"
	"os"
	"sync/atomic"

	"callsheet/model"
)

// FindHeader asks for the header row to be found by what the rows hold.
const FindHeader = -1

// Options is how a file is to be read. The zero value reads the first visible
// sheet, finds encoding and delimiter, and takes every row as data.
type Options struct {
	Sheet     string // "" = the first visible one
	HeaderRow int    // FindHeader, 0 = none, else the row's number as a spreadsheet shows it
	Encoding  string // IANA name; "" = find it
	Delimiter string // one ASCII character or "tab"; "" = find it
}

// Sheet is one worksheet of a workbook; chart sheets are not listed.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   int // the last row as the workbook declares it; -1 when it does not
}

// Result is a file's rows and how they were read.
type Result struct {
	Table     *model.Table
	Format    string // "csv" or "xlsx"
	Encoding  string // IANA name in lower case; "" for a workbook
	Delimiter string // "" for a workbook
	Sheet     string // "" for a text file
	HeaderRow int    // as a spreadsheet shows it; 0 = there is none
}

// Progress is sampled while a file is read. Bytes and Total count the bytes to
// be gone through, which for a workbook are those of its unpacked parts.
type Progress struct {
	Bytes, Total, Rows atomic.Int64
}

// Source is a recognised file, ready to be read any number of times, also at
// the same time. It keeps the file open until Close.
type Source struct {
	path   string
	format string
	size   int64
	file   *os.File
	sheets []Sheet
}

// Path is the path the file was opened by.
func (s *Source) Path() string { return s.path }

// Format is "csv" or "xlsx".
func (s *Source) Format() string { return s.format }

// Sheets lists a workbook's worksheets in their order; nil for a text file.
func (s *Source) Sheets() []Sheet { return s.sheets }

// Size is the file's size in bytes when it was opened.
func (s *Source) Size() int64 { return s.size }

// Close lets go of the file.
func (s *Source) Close() error { return s.file.Close() }

// Open recognises a file by its content, reading no rows. What is no list of
// contacts is refused with an *Error.
func Open(ctx context.Context, path string) (*Source, error) {
	return nil, &Error{What: "No file can be opened yet.", Next: "Wait for the next build."}
}

// Preview reads the first rows only: at most rows data rows.
func (s *Source) Preview(ctx context.Context, how Options, rows int) (*Result, error) {
	return s.Read(ctx, how, nil)
}

// Read reads all rows. progress may be nil. Refusals are *Error; a cancelled
// context's error is passed on.
func (s *Source) Read(ctx context.Context, how Options, progress *Progress) (*Result, error) {
	return nil, &Error{What: "No file can be read yet.", Next: "Wait for the next build."}
}
