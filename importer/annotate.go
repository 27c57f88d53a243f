package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"callsheet/model"
	"callsheet/model/table"
)

// AddedColumns are columns that are put to the right of those of a file.
type AddedColumns struct {
	Header []string
	Rows   int // that have cells in them
	// Cells appends those of a row, by its number as a spreadsheet shows it, as many as
	// there are in Header; false where the row has none. It is asked in order. A date has
	// its clock on it and no zone.
	Cells func(dst []table.Cell, number int) ([]table.Cell, bool)
}

// Annotated is what became of adding columns to a file.
type Annotated struct {
	Rows     int  // that got cells
	Nameless bool // the file has no row that names its columns, so the added ones have no names
	Unfit    int  // characters that the file's encoding does not have; each became a question mark
}

// errOtherRows is a file that does not have the rows that cells are for.
const errOtherRows = model.UserError("The rows of the file are not those that were read of it.")

// Annotate copies the file with columns added, and changes nothing else.
//
// Of a workbook the cells are put into the XML of the sheet, to the right of all that it
// holds in those rows, as texts of their own and in styles that are there; what the sheet
// says of its columns and of its extent is extended. Every other part is copied byte for
// byte. Tables and filters keep their ranges: they would want names and rules for the
// columns. Of a text file the cells follow each record, in the encoding, with the
// delimiter and the quotes of the file; shorter records are filled up, so that the added
// cells stand under their names.
//
// how is how the file was read, with the sheet, the encoding and the delimiter that were
// found. A file that cannot be copied so is an error, and what was written by then is no
// file. progress may be nil and counts the rows.
func (s *Source) Annotate(ctx context.Context, w io.Writer, how Options, added AddedColumns, progress *table.Progress) (Annotated, error) {
	if progress == nil {
		progress = &table.Progress{}
	}
	if err := how.Check(); err != nil {
		return Annotated{}, err
	}
	if err := s.file.unchanged(); err != nil {
		return Annotated{}, err
	}
	var done Annotated
	var err error
	a := annotation{ctx: ctx, header: how.HeaderRow, added: added, progress: progress}
	if s.book != nil {
		err = a.workbook(s.book, how.Sheet, w)
	} else {
		err = a.text(s.file, s.size, how, w)
	}
	done = a.done
	switch {
	case ctx.Err() != nil:
		return done, ctx.Err()
	case s.file.unchanged() != nil:
		return done, s.file.unchanged()
	case err != nil:
		return done, fmt.Errorf("adding columns to %s: %w", s.path, err)
	case done.Rows != added.Rows:
		return done, errOtherRows
	}
	done.Nameless = how.HeaderRow <= 0
	return done, nil
}

// annotation puts columns into a copy of a file.
type annotation struct {
	ctx      context.Context
	header   int // number of the row that names the columns; 0 = none
	added    AddedColumns
	progress *table.Progress
	done     Annotated

	cells []table.Cell
}

// of is what a row gets; none where it gets nothing.
func (a *annotation) of(number int) ([]table.Cell, error) {
	a.cells = a.cells[:0]
	if number == a.header {
		for _, name := range a.added.Header {
			a.cells = append(a.cells, table.Cell{Text: name})
		}
		return a.cells, nil
	}
	cells, has := a.added.Cells(a.cells, number)
	if a.cells = cells; !has {
		return nil, nil
	}
	if len(cells) != len(a.added.Header) {
		return nil, errors.New("a row has not as many cells as there are columns")
	}
	a.done.Rows++
	if a.done.Rows%progressEvery == 0 {
		a.progress.Rows.Store(int64(a.done.Rows))
	}
	return cells, a.ctx.Err()
}

// KeepsAs reports whether a copy of the file can have a name with an ending, such as
// ".xlsx": a workbook with macros is opened under its own alone.
func (s *Source) KeepsAs(ctx context.Context, ending string) bool {
	if s.book == nil {
		return strings.EqualFold(ending, ".csv") || strings.EqualFold(ending, filepath.Ext(s.path))
	}
	own := s.book.ending(ctx)
	return strings.EqualFold(ending, own) || own == "" && strings.EqualFold(ending, ".xlsx")
}
