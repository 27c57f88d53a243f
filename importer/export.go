package importer

import (
	"context"
	"io"
	"slices"
	"strconv"

	"callsheet/model"
	"callsheet/model/table"
)

// Formats a list can be saved in.
const (
	FormatCSV  = "csv"
	FormatXLSX = "xlsx"
)

// Export saves a list: the file's own cells as they were, and beside them the
// number that is dialled, the state and the reason of each row, and what the
// operator typed. Read again, it gives the same states. The list must not change
// meanwhile: give a frozen one. progress, when given, counts the rows. It returns
// early with the context's error; what was written by then is no list.
func Export(ctx context.Context, w io.Writer, format string, list *model.List, progress *table.Progress) error {
	if progress == nil {
		progress = &table.Progress{}
	}
	x := &exporter{ctx: ctx, list: list, saved: list.Saved(), width: list.Table.Width(), progress: progress}
	switch format {
	case FormatCSV:
		return x.csv(w)
	case FormatXLSX:
		return x.xlsx(w)
	}
	return model.UserError("A list is saved as .xlsx or .csv. Give the file one of these endings.")
}

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
