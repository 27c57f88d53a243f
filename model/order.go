package model

// OrderBy names what rows are sorted by.
type OrderBy uint8

const (
	ByRow    OrderBy = iota // as in the file
	ByState                 // what needs a person first
	ByGiven                 // the phone as the file has it
	ByNumber                // the number that is dialled
	ByName
	ByWhy
	ByRegion // the country of the number
	ByType   // what kind of line the number is
	ByField  // what is sent, edits included
	ByColumn // a column of the file, edits included
)

// Order is how rows are sorted. Rows that are equal in it, and rows with nothing
// in it, keep the order they had; the latter come last either way.
type Order struct {
	By     OrderBy
	Field  EditableField // ByField
	Column int           // ByColumn, from 0
	Desc   bool
}
