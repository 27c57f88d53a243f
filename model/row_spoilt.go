package model

import (
	"callsheet/model/columns"
	"callsheet/model/misread"
	"callsheet/model/table"
)

// lossy reports whether something of a marked row that is sent along still shows
// spoilt characters, edits included.
func (rr *rowReader) lossy(row int, e Edit) bool {
	if rr.table.Flags(row)&table.RowLossy == 0 {
		return false
	}
	for _, col := range rr.mapping {
		if col.Field != columns.FieldSkip && misread.Lossy(rr.shownCell(row, e, col)) {
			return true
		}
	}
	return false
}

// shownCell is what a column holds for a row, the field that was typed over it
// included.
func (rr *rowReader) shownCell(row int, e Edit, col columns.Column) string {
	if col.Field.Single() {
		if text, ok := e.Value(col.Field); ok {
			return text
		}
	}
	return rr.cell(row, e, col.Index).Text
}

// unspoilt is a row's edit with the characters put right that a wrong encoding
// spoilt, in all its columns; was and is are the first text that changes.
func (rr *rowReader) unspoilt(row int, e Edit) (after Edit, was, is string, ok bool) {
	for _, col := range rr.mapping {
		shown := rr.shownCell(row, e, col)
		right, can := misread.Unspoilt(shown)
		if !can || col.Field == columns.FieldSkip || col.Field == columns.FieldPhone || col.Field == columns.FieldPhone2 {
			continue
		}
		if !ok {
			was, is, ok = shown, right, true
		}
		if _, typed := e.Value(col.Field); typed && col.Field.Single() {
			e = e.With(col.Field, right)
		} else {
			e = e.put(placeOf(col), right)
		}
	}
	return e, was, is, ok
}
