package table

import "sync/atomic"

// Progress is sampled while a file is read or written. Bytes and Total count the
// bytes to be gone through, which for a workbook are those of its unpacked parts.
type Progress struct {
	Bytes, Total, Rows atomic.Int64
}

// Reading is how some cells of a text file come out in one encoding.
type Reading struct {
	Encoding string   // IANA name in lower case
	Texts    []string // one for each cell that was asked for
}

// OddRows are the rows of a table that have something in common, and deserve a
// look.
type OddRows struct {
	Count int
	First []int // the numbers of the first of them, as a spreadsheet shows them
}

// Add counts the row of a number.
func (r *OddRows) Add(number int) {
	const shown = 100
	if r.Count++; len(r.First) < shown {
		r.First = append(r.First, number)
	}
}
