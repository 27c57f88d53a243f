package phone

// Region is an ISO 3166 country code such as "GB", or "" when unknown.
type Region string

// Reading is what became of one phone cell.
//
// With Problem set the cell cannot be dialled as it stands; Number is then a
// suggestion, such as that of LostZero, or 0 when there is none.
type Reading struct {
	Number    Number
	Region    Region // country the number belongs to
	Problem   Problem
	Other     Number // what the digits are if not Number (StrayPlus, DoubledCode, ExitCode, OwnCode, CodeConflict); 0 when they are nothing else
	Warnings  Warnings
	Extension string   // digits after ext., x or ;ext=
	Several   []string // the parts of a cell that holds several numbers
}
