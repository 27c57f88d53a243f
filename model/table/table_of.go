package table

// Of is a table of text under a header, whose first row is numbered 2, as under a header
// in the first row of a sheet.
func Of(header []string, rows ...[]string) *Table {
	var b Builder
	for i, row := range rows {
		cells := make([]Cell, len(row))
		for j, text := range row {
			cells[j].Text = text
		}
		b.Append(i+2, cells)
	}
	return b.Build(header)
}
