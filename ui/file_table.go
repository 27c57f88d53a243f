package ui

import (
	"fmt"

	"callsheet/model/columns"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/widget"
)

// previewTable shows a table's cells behind their row number.
type previewTable struct{ table *table.Table }

func (p previewTable) title(col int) string {
	c := columns.Column{Index: col}
	if col < len(p.table.Header) {
		c.Header = p.table.Header[col]
	}
	return c.Title()
}

// wants are the cells of what stands in each column.
func (p previewTable) wants() []int {
	wants := make([]int, p.table.Width())
	for i := range wants {
		wants[i] = widget.Width(p.title(i))
		for row := range min(p.table.Len(), previewRows) {
			wants[i] = max(wants[i], widget.Width(p.Cell(row, i+1)))
		}
	}
	return wants
}

// columns are those of a preview in so many cells, by what each wants. None is wider than
// that, and where all have room, none is cut; where there is not the room to tell one number
// or date of a list from another, the last columns are paged to.
func (p previewTable) columns(wants []int, width int) []widget.GridColumn {
	const rowNumber, around = 4, 2
	sum := around + rowNumber
	for _, want := range wants {
		sum += around + min(want, cutValue)
	}
	widest := cutValue
	if width >= roomyFrom {
		widest = roomiest(wants, width-sum)
	}
	columns := []widget.GridColumn{{Title: "Row", Width: rowNumber, Min: rowNumber, Right: true}}
	for i, want := range wants {
		want = min(widest, want)
		columns = append(columns, widget.GridColumn{Title: p.title(i), Width: want, Min: min(want, leastValue)})
	}
	return columns
}

const (
	// cutValue is from how many cells on a value is cut in a preview with no room to spare.
	cutValue = 24
	// leastValue is the cells of a column below which others are paged to: a date is whole, and
	// a number is known by its end.
	leastValue = 11
)

// roomiest is from how many cells on a value is cut where so many cells are left over.
func roomiest(wants []int, left int) int {
	for widest := cutValue; ; widest++ {
		wider := 0
		for _, want := range wants {
			if want > widest {
				wider++
			}
		}
		if left -= wider; wider == 0 || left < 0 {
			return widest
		}
	}
}

func (p previewTable) Len() int { return p.table.Len() }

func (p previewTable) Cell(row, col int) string {
	if col == 0 {
		return fmt.Sprint(p.table.RowNumber(row))
	}
	return printable.Text(p.table.Cell(row, col-1).Text, 60)
}
