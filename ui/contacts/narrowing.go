package contacts

import (
	"strings"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/widget"
)

// Filter is which rows are shown, with what the chips say.
func (n Narrowing) Filter(chips *widget.Filter) model.Filter {
	f := model.Filter{Find: chips.Query(), Region: n.region, Types: n.types, Cause: n.cause}
	if n.cause.IsZero() {
		f.Show = model.Show(chips.Selected())
	}
	return f
}

// passes reports whether a row is still one of those shown, as far as its
// state says.
func (n Narrowing) passes(list *model.List, chips *widget.Filter, row int) bool {
	if !n.cause.IsZero() {
		return list.CauseOf(row) == n.cause
	}
	return list.Passes(row, model.Show(chips.Selected()))
}

// words says what narrows the rows beside their state.
func (n Narrowing) words(causes *causePane) string {
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
	return strings.Join(words, ", ")
}
