package importer

import (
	"fmt"

	"callsheet/model/table"
)

// FindHeader asks for the header row to be found by what the rows hold.
const FindHeader = -1

// Options is how a file is to be read. The zero value reads the first visible
// sheet that is not empty, finds encoding and delimiter, and takes every row as
// data.
type Options struct {
	Sheet     string // "" = the first visible one that is not empty
	HeaderRow int    // FindHeader, 0 = none, else the row's number as a spreadsheet shows it
	Encoding  string // IANA name; "" = find it
	Delimiter string // one ASCII character or "tab"; "" = find it
	Hidden    bool   // take the rows that a workbook hides like the others
}

// Check refuses with an *Error what can be said of no file at all.
func (o Options) Check() error {
	if o.HeaderRow < FindHeader {
		return refuse(fmt.Sprintf("There is no row %d.", o.HeaderRow), "Give a row number from 1, or 0 when there is no header.")
	}
	if o.Encoding != "" {
		if _, _, err := namedEncoding(o.Encoding); err != nil {
			return err
		}
	}
	if o.Delimiter != "" {
		if _, err := namedComma(o.Delimiter); err != nil {
			return err
		}
	}
	return nil
}

// Sheet is one worksheet of a workbook; chart sheets are not listed.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   int // the last row as the workbook declares it; -1 when it does not
}

// Result is a file's rows and how they were read.
type Result struct {
	Table     *table.Table // its header names are distinct, but may be empty
	Format    string       // "csv" or "xlsx"
	Encoding  string       // IANA name in lower case; "" for a workbook
	Delimiter string       // "" for a workbook
	Sheet     string       // "" for a text file
	HeaderRow int          // as a spreadsheet shows it; 0 = there is none

	// Guessed says that the file does not prove its encoding, and Samples shows
	// some of its cells for which it matters, as they came out.
	Guessed bool
	Samples []string

	HiddenColumns []int // places, from 0, of those the workbook hides; they are read like the others

	Mended table.OddRows // with quotes that follow no rule: kept as characters, the rows told apart
	Long   table.OddRows // with filled cells to the right of the last column that has a name: marked, unless most rows are so
	Aside  table.OddRows // totals, notes and headings under the table or between its rows: marked
	Lossy  table.OddRows // with letters that a wrong encoding spoilt: marked
	Hidden table.OddRows // that the workbook hides, most often with a filter: marked, unless they were asked for
}
