package importer

import (
	"context"
	"io"

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
	return ExportWith(ctx, w, format, list, AddedColumns{}, progress)
}

// ExportRows is Export of some rows alone, which are given in order. What became of them
// is said as it is among all others: who is not called for the sake of a row that is not
// among these is not called by a list of these either.
func ExportRows(ctx context.Context, w io.Writer, format string, list *model.List, rows []int32, progress *table.Progress) error {
	return export(&exporter{ctx: ctx, list: list, only: rows, some: true, progress: progress}, w, format)
}

// ExportWith is Export with more columns behind all others.
func ExportWith(ctx context.Context, w io.Writer, format string, list *model.List, added AddedColumns, progress *table.Progress) error {
	return export(&exporter{ctx: ctx, list: list, more: added, progress: progress}, w, format)
}

func export(x *exporter, w io.Writer, format string) error {
	if x.progress == nil {
		x.progress = &table.Progress{}
	}
	x.saved, x.width = x.list.Saved(), x.list.Table.Width()
	switch format {
	case FormatCSV:
		return x.csv(w)
	case FormatXLSX:
		return x.xlsx(w)
	}
	return model.UserError("A list is saved as .xlsx or .csv. Give the file one of these endings.")
}
