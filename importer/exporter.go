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
	width    int // of the file's own columns
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

// rows calls write with each row's own cells, as many as the list is wide, and
// its added ones. Both slices are reused.
func (x *exporter) rows(write func(row int, own, added []table.Cell) error) error {
	own := make([]table.Cell, 0, x.width)
	var added []table.Cell
	var saved []string
	for row := range x.list.Len() {
		if row%progressEvery == 0 {
			x.progress.Rows.Store(int64(row))
			if err := x.ctx.Err(); err != nil {
				return err
			}
		}
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
		if err := write(row, own, added); err != nil {
			return err
		}
	}
	x.progress.Rows.Store(int64(x.list.Len()))
	return x.ctx.Err()
}
