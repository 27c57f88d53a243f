package model

import (
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// rowReader reads the cells of rows by what their columns mean, with what was typed
// over them. It never changes.
type rowReader struct {
	table   *table.Table
	mapping columns.Mapping
	region  phone.Region // of numbers written nationally
	cols    columnIndex
}

func newRowReader(t *table.Table, m columns.Mapping, region phone.Region) *rowReader {
	return &rowReader{t, m, region, indexColumns(m)}
}
