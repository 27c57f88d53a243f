package importer

import "errors"

// Bounds that no list of contacts reaches but a hostile file does.
const (
	maxColumns      = 16_384    // what a spreadsheet holds
	maxCellBytes    = 1 << 20   // 30 times what Excel lets a cell hold
	maxRecordBytes  = 8 << 20   // one row of a text file
	maxChargedBytes = 320 << 20 // of a table, and of the shared strings while it is made
	collectEvery    = 64 << 20  // bytes charged
	maxCells        = 128 << 20 // empty ones included
	readBlock       = 64 << 10  // between two looks at the context
	firstBlock      = 8 << 10   // as small files are many

	// headRows is how many rows are looked at to find the header.
	headRows      = 50
	maxHeadBytes  = 4 << 20
	headColumns   = 256 // of them
	progressEvery = 256 // rows
	maxSamples    = 5   // of cells that show something
	rowOverhead   = 17  // bytes a row costs in the table beside its cells
)

// errEnough ends a reading that has all the rows it wants.
var errEnough = errors.New("enough rows")

const (
	maxRows     = 1_048_576 // what a spreadsheet holds
	textsAtOnce = 64 << 10  // bytes that the texts of some rows share
)
