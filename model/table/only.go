package table

// Only is a table of some of the rows, which are given in order, with their cells, numbers and
// marks as they are.
func (t *Table) Only(rows []int) *Table {
	var b Builder
	var cells []Cell
	for i, row := range rows {
		cells = t.AppendRow(cells[:0], row)
		b.Append(t.RowNumber(row), cells)
		b.SetFlags(i, t.Flags(row))
	}
	return b.Build(t.Header)
}
