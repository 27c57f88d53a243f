package importer

import (
	"context"
	"slices"
	"strconv"

	"callsheet/model"
	"callsheet/model/table"
)

type exporter struct {
	ctx      context.Context
	list     *model.List
	saved    model.SavedColumns
	more     AddedColumns
	only     []int32 // the rows that are saved, where some are
	some     bool    // those alone
	width    int     // of the file's own columns
	progress *table.Progress
}

// header names every column. A file without names gets plain ones, so that the
// added columns can be told from its own.
func (x *exporter) header() []string {
	names := make([]string, x.width)
	copy(names, x.list.Table.Header)
	if len(x.list.Table.Header) == 0 {
		for i := range names {
			names[i] = "Column " + strconv.Itoa(i+1)
		}
	}
	return slices.Concat(names, x.saved.Header(), x.more.Header)
}

// count is how many rows are saved.
func (x *exporter) count() int {
	if x.some {
		return len(x.only)
	}
	return x.list.Len()
}

// row is the row of the list in a place among those that are saved.
func (x *exporter) row(place int) int {
	if x.some {
		return int(x.only[place])
	}
	return place
}

// rows calls write with each row's place among those that are saved, its own cells, as
// many as the list is wide, and its added ones. Both slices are reused.
func (x *exporter) rows(write func(place int, own, added []table.Cell) error) error {
	own := make([]table.Cell, 0, x.width)
	var added []table.Cell
	var saved []string
	for place := range x.count() {
		if place%progressEvery == 0 {
			x.progress.Rows.Store(int64(place))
			if err := x.ctx.Err(); err != nil {
				return err
			}
		}
		row := x.row(place)
		own = x.list.Table.AppendRow(own[:0], row)
		for len(own) < x.width {
			own = append(own, table.Cell{})
		}
		saved, added = x.saved.Append(saved[:0], row), added[:0]
		for _, text := range saved {
			added = append(added, table.Cell{Text: text})
		}
		if x.more.Cells != nil {
			added, _ = x.more.Cells(added, x.list.Table.RowNumber(row))
		}
		if err := write(place, own, added); err != nil {
			return err
		}
	}
	x.progress.Rows.Store(int64(x.count()))
	return x.ctx.Err()
}
