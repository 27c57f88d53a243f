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

// ExportWith is Export with more columns behind all others.
func ExportWith(ctx context.Context, w io.Writer, format string, list *model.List, added AddedColumns, progress *table.Progress) error {
	if progress == nil {
		progress = &table.Progress{}
	}
	x := &exporter{ctx: ctx, list: list, saved: list.Saved(), more: added, width: list.Table.Width(), progress: progress}
	switch format {
	case FormatCSV:
		return x.csv(w)
	case FormatXLSX:
		return x.xlsx(w)
	}
	return model.UserError("A list is saved as .xlsx or .csv. Give the file one of these endings.")
}
