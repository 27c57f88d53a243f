package contacts

import (
	"slices"
	"testing"

	"callsheet/model"
	"callsheet/ui/widget"
)

// Where every column has as little room as it gets, what is wrong with a row is
// still said whole.
func TestNoProblemIsCutWhereItIsSaidWhy(t *testing.T) {
	i := slices.IndexFunc(contactColumns, func(c contactColumn) bool { return c.Name == columnWhy })
	for _, p := range model.Problems() {
		if title := p.Short(); widget.Width(title) > contactColumns[i].Min {
			t.Errorf("%q is wider than its column", title)
		}
	}
}
