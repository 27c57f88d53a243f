package importer

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"callsheet/model/misread"
	"callsheet/model/table"
)

// collector takes the rows of a file in order, finds the header among the first of
// them and lays the rest into a table.
type collector struct {
	ctx      context.Context
	progress *table.Progress
	want     int // Options.HeaderRow
	limited  bool
	limit    int  // data rows, when limited
	hidden   bool // Options.Hidden

	head        []numbered // waiting until the header is known
	headBytes   int
	headFull    int // rows of head that are not blank
	headerKnown bool
	header      []string
	headerRow   int
	named       int // columns that a row keeps even when its last cells are empty
	width       int // of the widest row that was taken
	last        int // number of the last row that was taken
	charged     int
	collected   int // of charged, when memory was last collected
	rows        int // that were seen, blank ones left out
	cells       int // that were seen
	merges      []merged

	hiddenColumns []bool // by their place; nil = none

	asides  asides
	result  Result
	builder table.Builder
}

// add takes one row; cells may be reused by the caller, their texts not.
// Rows that were left out since the last one become blank rows.
func (in *collector) add(number int, cells []table.Cell, flags rowFlags) error {
	if err := in.ctx.Err(); err != nil {
		return err
	}
	in.rows++
	if in.cells += len(cells); in.cells > maxCells {
		return tooLarge()
	}
	if in.headerKnown {
		return in.append(number, cells, flags)
	}
	if in.want >= 0 {
		return in.addWanted(number, cells, flags)
	}
	in.head = append(in.head, numbered{number, slices.Clone(cells), flags})
	in.headBytes += rowBytes(cells)
	if filled(cells) > 0 {
		in.headFull++
	}
	if in.headFull >= headRows || in.headBytes >= maxHeadBytes {
		return in.detectHeader()
	}
	return nil
}

// addWanted looks for the header row the operator named.
func (in *collector) addWanted(number int, cells []table.Cell, flags rowFlags) error {
	switch {
	case in.want == 0:
		in.headerKnown = true
		return in.append(number, cells, flags)
	case number < in.want:
		return nil
	case number > in.want || filled(cells) == 0:
		return noSuchHeaderRow(in.want)
	}
	in.name(numbered{number, cells, flags})
	in.headerKnown = true
	return nil
}

// detectHeader decides which of the first rows is the header and takes those below.
func (in *collector) detectHeader() error {
	in.headerKnown = true
	rows := in.head
	if at := findHeader(firstColumns(in.head)); at >= 0 {
		in.name(in.head[at])
		rows = in.head[at+1:]
	}
	in.head = nil
	for _, r := range rows {
		if err := in.append(r.number, r.cells, r.flags); err != nil {
			return err
		}
	}
	return nil
}

// firstColumns bounds what the header is looked for in.
func firstColumns(head []numbered) []numbered {
	head = slices.Clone(head)
	for i, row := range head {
		head[i].cells = row.cells[:min(len(row.cells), headColumns)]
	}
	return head
}

func (in *collector) name(row numbered) {
	in.header = make([]string, len(row.cells))
	for i, c := range row.cells {
		in.header[i] = onOneLine(c.Text)
		if strings.TrimSpace(c.Text) != "" {
			in.named = i + 1
		}
	}
	in.headerRow, in.last = row.number, row.number
}

// distinct numbers the names that were there before, so that each means one
// column: Phone, Phone (2).
func distinct(names []string) []string {
	taken := map[string]bool{}
	for i, name := range names {
		for n := 2; taken[strings.ToLower(names[i])]; n++ {
			names[i] = fmt.Sprintf("%s (%d)", name, n)
		}
		if strings.TrimSpace(name) != "" {
			taken[strings.ToLower(names[i])] = true
		}
	}
	return names
}

func (in *collector) append(number int, cells []table.Cell, flags rowFlags) error {
	for in.last+1 < number {
		if err := in.lay(in.last+1, nil); err != nil {
			return err
		}
	}
	if err := in.lay(number, in.trim(cells)); err != nil {
		return err
	}
	in.note(number, cells, flags)
	in.asides.add(in.builder.Len()-1, cells, max(in.named, len(cells)), in.header)
	return nil
}

// note counts a row that was taken among those the operator should know of.
func (in *collector) note(number int, cells []table.Cell, flags rowFlags) {
	if flags&rowHidden != 0 {
		in.result.Hidden.Add(number)
		if !in.hidden {
			in.builder.SetFlags(in.builder.Len()-1, table.RowHidden)
		}
	}
	if flags&rowMended != 0 {
		in.result.Mended.Add(number)
	}
	for i := range cells {
		if misread.Lossy(cells[i].Text) {
			in.result.Lossy.Add(number)
			in.builder.SetFlags(in.builder.Len()-1, table.RowLossy)
			break
		}
	}
	if in.headerRow > 0 && len(cells) > in.named && !blank(cells[in.named:]) {
		in.result.Long.Add(number)
		in.builder.SetFlags(in.builder.Len()-1, table.RowLong)
	}
}

func (in *collector) lay(number int, cells []table.Cell) error {
	if in.limited && in.builder.Len() >= in.limit {
		return errEnough
	}
	if err := in.charge(rowBytes(cells)); err != nil {
		return err
	}
	in.builder.Append(number, cells)
	in.last, in.width = number, max(in.width, len(cells))
	if n := in.builder.Len(); n%progressEvery == 0 {
		in.progress.Rows.Store(int64(n))
		return in.ctx.Err()
	}
	return nil
}

// charge counts bytes that stay in memory. Left alone, the collector waits until memory
// has doubled, which for a large list is too late.
func (in *collector) charge(n int) error {
	if in.charged += n; in.charged > maxChargedBytes {
		return tooLarge()
	}
	if in.charged-in.collected > collectEvery {
		in.collected = in.charged
		runtime.GC()
	}
	return nil
}

// trim drops empty cells at the end of a row beyond the last named column, so
// that wholly empty columns do not widen the table.
func (in *collector) trim(cells []table.Cell) []table.Cell {
	n := len(cells)
	for n > in.named && cells[n-1].Text == "" {
		n--
	}
	return cells[:n]
}

func rowBytes(cells []table.Cell) int {
	n := rowOverhead + 2*len(cells)
	for _, c := range cells {
		n += len(c.Text)
	}
	return n
}

// finish freezes what was taken.
func (in *collector) finish() (*Result, error) {
	if !in.headerKnown {
		if in.want > 0 {
			return nil, noSuchHeaderRow(in.want)
		}
		if err := in.detectHeader(); err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
	}
	in.progress.Rows.Store(int64(in.builder.Len()))
	if 2*in.result.Long.Count > in.builder.Len() {
		in.builder.ClearFlags(table.RowLong) // a column without a name, and no slip of a row
	}
	header := in.header[:min(max(in.width, in.named), len(in.header))]
	table, err := in.spread(in.builder.Build(distinct(header)))
	if err != nil {
		return nil, err
	}
	in.result.Table, in.result.HeaderRow = in.setAside(table), in.headerRow
	for i := range min(table.Width(), len(in.hiddenColumns)) {
		if in.hiddenColumns[i] {
			in.result.HiddenColumns = append(in.result.HiddenColumns, i)
		}
	}
	return &in.result, nil
}

// setAside marks the rows that are no contacts.
func (in *collector) setAside(read *table.Table) *table.Table {
	headed := in.headed(max(in.named, 2))
	rows := in.asides.find(read, func(row int) bool { return headed(read.RowNumber(row)) })
	for _, row := range rows {
		in.result.Aside.Add(read.RowNumber(row))
	}
	return read.WithFlags(rows, table.RowAside)
}
