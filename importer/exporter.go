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
	return slices.Concat(names, x.saved.Header())
}

// rows calls write with each row's own cells, as many as the list is wide, and
// its added ones. Both slices are reused.
func (x *exporter) rows(write func(row int, own []table.Cell, added []string) error) error {
	own := make([]table.Cell, 0, x.width)
	var added []string
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
		added = x.saved.Append(added[:0], row)
		if err := write(row, own, added); err != nil {
			return err
		}
	}
	x.progress.Rows.Store(int64(x.list.Len()))
	return x.ctx.Err()
}
