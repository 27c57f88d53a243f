package contacts

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/widget"
)

// Narrowing is what narrows the rows beside their state and the search.
type Narrowing struct {
	cause  model.CauseKey
	region phone.Region
	types  model.TypeSet
	cells  *model.CellTests // nil = whatever the columns hold
	rows   *model.RowSet    // these alone; nil = all
}

// Filter is which rows are shown, with what the chips say.
func (n Narrowing) Filter(chips *widget.Filter) model.Filter {
	f := model.Filter{Find: chips.Query(), Region: n.region, Types: n.types, Cause: n.cause, Selected: n.rows, Cells: n.cells}
	if n.cause.IsZero() {
		f.Show = model.Show(chips.Selected())
	}
	return f
}

// tests are what the columns of the rows have to hold.
func (n Narrowing) tests() model.CellTests {
	if n.cells == nil {
		return nil
	}
	return *n.cells
}

// by narrows by what columns hold as well. The tests are a value of their own, since a
// search under way may have those before.
func (n Narrowing) by(tests model.CellTests) Narrowing {
	n.cells = nil
	if len(tests) > 0 {
		n.cells = &tests
	}
	return n
}

// to narrows by something else, and by what columns hold as before.
func (n Narrowing) to(other Narrowing) Narrowing {
	other.cells = n.cells
	return other
}

// narrows reports whether fewer rows are shown than there are of a state.
func (n Narrowing) narrows(chips *widget.Filter) bool {
	return chips.Query() != "" || n.region != "" || n.types != 0 || n.rows != nil || n.cells != nil
}

// widen takes one thing away that narrows the rows, and reports whether there was one.
func (n *Narrowing) widen(chips *widget.Filter) bool {
	if !n.narrows(chips) {
		return false
	}
	if chips.Query() != "" {
		chips.SetQuery("")
	} else if tests := n.tests(); len(tests) > 0 {
		*n = n.by(tests[:len(tests)-1])
	} else {
		n.region, n.types, n.rows = "", 0, nil
	}
	return true
}

// nothing says that there are no such rows, and how others are shown.
func (n Narrowing) nothing(chips *widget.Filter) string {
	switch {
	case chips.Query() != "":
		return fmt.Sprintf("No row here holds %q. Press esc to see all rows again.", printable.Text(chips.Query(), 40))
	case n.cells != nil:
		return "No row here meets what is said of its columns. Press esc to take the last of it back, or F to change it."
	case n.region != "" || n.types != 0 || n.rows != nil:
		return "There are no such rows. Press esc to see the others again."
	case chips.Selected() == string(model.ShowToFix):
		return "Nothing is left to fix. Press ctrl+n to go on, or 2 to look at all rows."
	}
	return "There are no such rows. Press 2 to see all rows."
}

// passes reports whether a row is still one of those shown, as far as its
// state says.
func (n Narrowing) passes(list *model.List, chips *widget.Filter, row int) bool {
	if n.rows != nil && !n.rows.Has(row) {
		return false
	}
	if !n.cause.IsZero() {
		return list.Causes().Of(row) == n.cause
	}
	return list.Passes(row, model.Show(chips.Selected()))
}

// words says what narrows the rows beside their state.
func (n Narrowing) words(causes *causePane, m columns.Mapping) string {
	var words []string
	if !n.cause.IsZero() {
		words = append(words, causes.nameOf(n.cause))
	}
	if n.region != "" {
		words = append(words, n.region.Name())
	}
	for t := phone.TypeFixedLine; t <= phone.TypeVoicemail; t++ {
		if n.types&model.Types(t) != 0 {
			words = append(words, t.String())
		}
	}
	if n.rows != nil {
		words = append(words, "those of the review")
	}
	for _, t := range n.tests() {
		words = append(words, t.Words(m))
	}
	return strings.Join(words, ", ")
}

type (
	rowsFound struct {
		found model.Found
		rows  []int32 // in the order they are shown
	}
	typesFound struct{ err error }
)
