package misread

import (
	"slices"

	"callsheet/model/table"
)

// SpoiltCell is a cell that shows what a wrong encoding made of its letters, by
// the places of its row and column, from 0; a column's name is in row NamesRow.
type SpoiltCell struct {
	Row, Column int
	Text        string
}

// NamesRow stands for the row of the columns' names.
const NamesRow = -1

// Spoilt counts the rows of a table with letters that a wrong encoding spoilt,
// and shows such cells of the first of them: one of a row, at most n, no two with
// the same text. Where they leave room, names of columns with such letters follow.
func Spoilt(t *table.Table, n int) (rows int, cells []SpoiltCell) {
	var row []table.Cell
	for i := range t.Len() {
		if t.Flags(i)&table.RowLossy == 0 {
			continue
		}
		if rows++; len(cells) == n {
			continue
		}
		row = t.AppendRow(row[:0], i)
		at := slices.IndexFunc(row, func(c table.Cell) bool { return Lossy(c.Text) })
		if at >= 0 && !slices.ContainsFunc(cells, func(c SpoiltCell) bool { return c.Text == row[at].Text }) {
			cells = append(cells, SpoiltCell{i, at, row[at].Text})
		}
	}
	for col, name := range t.Header {
		if len(cells) < n && Lossy(name) {
			cells = append(cells, SpoiltCell{NamesRow, col, name})
		}
	}
	return rows, cells
}

// SpoiltNames counts the columns whose names have letters that a wrong encoding
// spoilt.
func SpoiltNames(t *table.Table) int {
	n := 0
	for _, name := range t.Header {
		if Lossy(name) {
			n++
		}
	}
	return n
}
