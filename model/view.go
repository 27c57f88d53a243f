package model

import (
	"slices"

	"callsheet/model/phone"
)

// View is where the operator was in a campaign, so that it opens there again.
type View struct {
	Screen   Stage        `json:"screen"`
	Home     bool         `json:"home,omitempty"`     // the operator went Home from there
	Archived bool         `json:"archived,omitempty"` // it is not listed with the others
	Row      int          `json:"row"`                // row of the list under the cursor
	Show     Show         `json:"show,omitempty"`
	Find     string       `json:"find,omitempty"`
	Pane     string       `json:"pane,omitempty"`    // what of the contacts has the keyboard
	Cause    CauseKey     `json:"cause,omitzero"`    // whose rows are shown
	Region   phone.Region `json:"region,omitempty"`  // whose numbers are shown; "" = all
	Types    TypeSet      `json:"types,omitempty"`   // of numbers that are shown; 0 = all
	Cells    CellTests    `json:"cells,omitempty"`   // that the rows shown meet
	Sort     string       `json:"sort,omitempty"`    // column, with a - before it the other way round
	Columns  []ViewColumn `json:"columns,omitempty"` // those that were changed
}

// ViewColumn is how the operator wants to see a column of the contacts.
type ViewColumn struct {
	Name  string `json:"name"`
	Shown bool   `json:"shown"`
	Width int    `json:"width,omitempty"` // in cells; 0 = as it comes
}

// Equal reports whether two views are of the same place.
func (v View) Equal(other View) bool {
	return v.Screen == other.Screen && v.Home == other.Home && v.Archived == other.Archived && v.Row == other.Row && v.Show == other.Show && v.Find == other.Find &&
		v.Pane == other.Pane && v.Cause == other.Cause && v.Region == other.Region && v.Types == other.Types && v.Sort == other.Sort &&
		slices.Equal(v.Columns, other.Columns) && slices.Equal(v.Cells, other.Cells)
}
