package model

import (
	"strings"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// maxShiftColumns bounds the table in which shifted cells are looked for, and
// maxSplit into how many pieces too many a value may have been cut.
const (
	maxShiftColumns = 200
	maxSplit        = 3
)

// unsplit joins the pieces of the one value of a long row by which all others
// come into their columns, if there is just one such. Between two it is the one
// whose pieces begin with a blank, as after a comma in a sentence, or the company
// that has its legal form behind the comma.
func unsplit(cells []table.Cell, forms []valueForm, company int) rowShift {
	for len(cells) > len(forms) && strings.TrimSpace(cells[len(cells)-1].Text) == "" {
		cells = cells[:len(cells)-1]
	}
	extra := len(cells) - len(forms)
	if extra < 1 || extra > maxSplit {
		return rowShift{}
	}
	const blank, legal, point = 1, 2, 4
	var best rowShift
	values := appendForms(make([]valueForm, 0, len(cells)), cells)
	moved := make([]valueForm, len(forms)) // the forms of joined, which are worked out once
	bestFit, second := point*fit(values, forms), 0
	for at := range forms {
		value := join(cells[at : at+extra+1])
		copy(moved, values[:at])
		moved[at] = formOf(value)
		copy(moved[at+1:], values[at+extra+1:])
		points := point * fit(moved, forms)
		if last := cells[at+extra].Text; strings.HasPrefix(last, " ") {
			points += blank
		}
		if at == company && columns.EndsInLegalForm(cells[at+extra].Text) {
			points += legal
		}
		if moved[at] != formText || forms[at] == formDigits || forms[at] == formEmail {
			continue
		}
		switch {
		case points > bestFit:
			joined := make([]table.Cell, 0, len(forms))
			joined = append(joined, cells[:at]...)
			joined = append(joined, value)
			joined = append(joined, cells[at+extra+1:]...)
			best, bestFit, second = rowShift{cells: joined, at: at, by: extra, split: true}, points, -point*len(forms)
		case points == bestFit:
			second = points
		}
	}
	if best.cells == nil || second == bestFit {
		return rowShift{at: 0, by: extra}
	}
	return best
}

func join(cells []table.Cell) table.Cell {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.Text
	}
	return table.Cell{Text: strings.Join(texts, ",")}
}

// unshift moves the cells from one column on by one column, where some of them
// come into a column of their form by that and none leaves one; clear tells that
// there are at least two.
func unshift(cells []table.Cell, forms []valueForm) (found rowShift, clear bool) {
	const one, clearly = 2, 3
	// The forms of the cells are worked out once and moved in place of them.
	var known, movedForms [maxShiftColumns + 1]valueForm
	values := known[:len(forms)+1]
	appendForms(values[:0], cells[:min(len(cells), len(values))])
	bestFit := fit(values, forms)
	astray := filledCells(values, forms) - bestFit
	wide := make([]table.Cell, len(forms)+1)
	copy(wide, cells)
	moved := movedForms[:len(forms)]
	was := bestFit
	bestFit += one - 1
	for at := range forms {
		for _, by := range []int{1, -1} {
			if gap := wide[at]; by > 0 && strings.TrimSpace(gap.Text) != "" {
				continue
			}
			if last := wide[len(forms)-1]; by < 0 && strings.TrimSpace(last.Text) != "" {
				continue
			}
			move(moved, values, at, by)
			if points := fit(moved, forms); points > bestFit && points == filledCells(moved, forms) {
				bestFit, found = points, rowShift{cells: make([]table.Cell, len(forms)), at: at, by: by}
				move(found.cells, wide, at, by)
			}
		}
	}
	return found, astray > one && bestFit-was >= clearly
}

// anyAstray reports whether any of a row's cells is of another form than its
// column. A list of which no number can be dialled asks it of every row, and of
// nearly all there is none.
func anyAstray(cells []table.Cell, forms []valueForm) bool {
	for i, c := range cells[:min(len(cells), len(forms))] {
		if forms[i] == formEmpty || c.Text == "" {
			continue
		}
		if plainForm(c) == forms[i] {
			continue
		}
		if form := formOf(c); form != formEmpty && form != forms[i] {
			return true
		}
	}
	return false
}

// move copies a row with what stands from a column on one place further to the
// left, for by 1, or to the right. from has one place more than to.
func move[T any](to, from []T, at, by int) {
	var nothing T
	copy(to, from[:at])
	if by > 0 {
		copy(to[at:], from[at+1:])
		return
	}
	to[at] = nothing
	copy(to[at+1:], from[at:len(to)])
}

// filledCells is the best fit that values can have.
func filledCells(values, forms []valueForm) int {
	n := 0
	for i, form := range values[:min(len(values), len(forms))] {
		if forms[i] != formEmpty && form != formEmpty {
			n++
		}
	}
	return n
}

// rowShift is what is known of a row whose cells stand in the wrong columns.
type rowShift struct {
	cells []table.Cell // as they belong; nil when that is not plain
	at    int          // column from which on they are shifted
	by    int          // columns to the right, or to the left when negative
	split bool         // a comma cut one value into several
}
