package importer

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"callsheet/model/table"
)

// maxMerges is how many merged cells of a sheet are read.
const maxMerges = 200_000

// merged is a cell that takes the room of several, by the numbers of its rows
// and its columns from 0.
type merged struct{ top, bottom, left, right int }

// readMerges reads the merged cells of a sheet, which come after its rows.
func (r *sheetReader) readMerges() error {
	return r.eachChild("mergeCell", func() error {
		ref, err := r.m.attribute("ref")
		if err != nil {
			return err
		}
		if m, ok := parseMerged(ref); ok {
			if len(r.in.merges) == maxMerges {
				return tooLarge()
			}
			r.in.merges = append(r.in.merges, m)
		}
		return nil
	})
}

func parseMerged(ref string) (merged, bool) {
	from, to, found := bytes.Cut([]byte(strings.ReplaceAll(ref, "$", "")), []byte(":"))
	left, top, okFrom := parseCorner(from)
	right, bottom, okTo := parseCorner(to)
	ok := found && okFrom && okTo && left <= right && top <= bottom && right < maxColumns
	return merged{top, bottom, left, right}, ok
}

// parseCorner reads a reference such as B7.
func parseCorner(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 3 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		col = col*26 + int(ref[i]-'A') + 1
	}
	row, err := parseRow(ref[i:])
	return col - 1, row, err == nil && col > 0
}

// spread gives each row the value of the cells that are merged over it and the
// rows above. Rows without a value of their own stay blank.
func (in *collector) spread(t *table.Table) (*table.Table, error) {
	if t.Len() == 0 {
		return t, nil
	}
	first := t.RowNumber(0)
	tall := slices.DeleteFunc(slices.Clone(in.merges), func(m merged) bool {
		return m.top == m.bottom || m.top < first || m.top-first >= t.Len() || strings.TrimSpace(t.Cell(m.top-first, m.left).Text) == ""
	})
	if len(tall) == 0 {
		return t, nil
	}
	slices.SortStableFunc(tall, func(a, b merged) int { return cmp.Compare(a.top, b.top) })
	filledRows := make([]int32, t.Len()+1) // before each row
	for row := range t.Len() {
		filledRows[row+1] = filledRows[row]
		if !t.Blank(row) {
			filledRows[row+1]++
		}
	}
	var b table.Builder
	var cells []table.Cell
	var open []merged // those that reach the row
	for row := range t.Len() {
		number := first + row
		open = slices.DeleteFunc(open, func(m merged) bool { return m.bottom < number })
		for len(tall) > 0 && tall[0].top == number {
			last := min(tall[0].bottom-first, t.Len()-1)
			if filledRows[last+1]-filledRows[row] > 1 { // one row is alone with its value
				open = append(open, tall[0])
			}
			tall = tall[1:]
		}
		cells = t.AppendRow(cells[:0], row)
		if !t.Blank(row) {
			for _, m := range open {
				for len(cells) <= m.left {
					cells = append(cells, table.Cell{})
				}
				if m.top == number || cells[m.left].Text == "" {
					cells[m.left] = table.Cell{Text: t.Cell(m.top-first, m.left).Text, Kind: table.KindMerged}
				}
			}
		}
		if err := in.charge(rowBytes(cells)); err != nil {
			return nil, err
		}
		b.Append(number, cells)
		b.SetFlags(row, t.Flags(row))
		if row%progressEvery == 0 && in.ctx.Err() != nil {
			return nil, in.ctx.Err()
		}
	}
	return b.Build(t.Header), nil
}

// headed finds the rows whose first cell is merged over half of the columns, as
// headings between the rows of a table are.
func (in *collector) headed(columns int) func(number int) bool {
	rows := map[int]bool{}
	for _, m := range in.merges {
		if m.top == m.bottom && 2*(m.right-m.left+1) >= columns && m.right > m.left {
			rows[m.top] = true
		}
	}
	return func(number int) bool { return rows[number] }
}
