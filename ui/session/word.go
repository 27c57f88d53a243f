package session

import (
	"callsheet/model/columns"
	"callsheet/model/phone"
)

// Word is what was said of a list before it was opened.
type Word struct {
	Account string               // who works on it: the profile
	Region  phone.Region         // of numbers without a country code; only a hint unless From is given
	From    columns.RegionSource // who named Region
	// Attended tells that the operator sees what is used and can change it. Only
	// then is the country they chose for the last list of this shape their word for
	// this one.
	Attended bool
	// Columns lays the operator's word over the meanings that were found; nil = none.
	Columns func(columns.Mapping) (columns.Mapping, error)
}
