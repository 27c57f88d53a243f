package table

import (
	"math/bits"
	"slices"
	"strings"
)

// Kind is what a file said a cell is. CSV cells are always KindText.
type Kind uint8

const (
	KindText    Kind = iota // text as typed
	KindNumber              // a stored number; Text is the raw value, not the display
	KindBool                // Text is "true" or "false"
	KindDate                // Text is ISO 8601
	KindError               // Text is the error word, such as "#N/A"
	KindMerged              // of a cell that is merged over several rows: each has its Text
	KindDecided             // no cell of a file: Text is the E.164 number somebody chose
)

// Cell is one cell as the file had it.
type Cell struct {
	Text string
	Kind Kind
}

// Table holds the rows of an imported file. It is frozen: nothing in it changes
// after Build, so any goroutine may read it.
type Table struct {
	Header []string // one name per column, as found; may be empty strings
	chunks []string
	rows   [][]rowRef // rowsAtOnce each, so that growing copies nothing
	length int
	width  int
	blank  []uint64 // bitset of rows without a single non-space character
}

type rowRef struct {
	chunk  uint32
	offset uint32
	number uint32
	cells  uint16
	marks  RowFlags
}

// RowFlags is the set of things that whoever read a file knows of a row beside
// its cells. They are kept as numbers, which therefore stay.
type RowFlags uint16

const (
	RowHidden RowFlags = 1 << iota // by a filter or by hand in the workbook
	RowAside                       // a total, a note or a heading, and no contact
	RowLong                        // has cells beyond the last named column, which few rows have
	RowLossy                       // has characters that a wrong encoding spoilt
	maxRowFlags
)

// maxRowCells is how many cells a row can have: four times what a spreadsheet
// holds.
const maxRowCells = 1<<16 - 1

// Len is the number of data rows, blank ones included.
func (t *Table) Len() int {
	if t == nil {
		return 0
	}
	return t.length
}

// Width is the largest number of cells in any row or the header.
func (t *Table) Width() int {
	if t == nil {
		return 0
	}
	return t.width
}

// RowNumber is the row's number as a spreadsheet shows it: the header is
// counted, and rows a file leaves out keep their number.
func (t *Table) RowNumber(row int) int { return int(t.row(row).number) }

func (t *Table) row(row int) *rowRef { return &t.rows[row/rowsAtOnce][row%rowsAtOnce] }

// Blank reports whether every cell of the row is empty or white space.
func (t *Table) Blank(row int) bool {
	return t.blank[row/64]&(1<<(row%64)) != 0
}

// BlankRows is how many rows are blank.
func (t *Table) BlankRows() int {
	n := 0
	for _, word := range t.blank {
		n += bits.OnesCount64(word)
	}
	return n
}

// Cells is how many cells the row has in the file, which may differ from Width.
func (t *Table) Cells(row int) int { return int(t.row(row).cells) }

// Cell returns the cell in a column, or the zero Cell beyond the row's end.
func (t *Table) Cell(row, col int) Cell {
	ref := t.row(row)
	if col < 0 || col >= int(ref.cells) {
		return Cell{}
	}
	chunk := t.chunks[ref.chunk]
	at := int(ref.offset)
	for i := 0; ; i++ {
		size, kind, n := cellHead(chunk[at:])
		at += n
		if i == col {
			return Cell{Text: chunk[at : at+size], Kind: kind}
		}
		at += size
	}
}

// Flags is what is known of a row beside its cells.
func (t *Table) Flags(row int) RowFlags { return t.row(row).marks }

// WithFlags returns the table with marks added to some rows, which are given in
// order. It shares all cells with the one it is made of.
func (t *Table) WithFlags(rows []int, marks RowFlags) *Table {
	if len(rows) == 0 {
		return t
	}
	marked := *t
	marked.rows = slices.Clone(t.rows)
	group := -1
	for _, row := range rows {
		if at := row / rowsAtOnce; at != group {
			group = at
			marked.rows[at] = slices.Clone(t.rows[at])
		}
		marked.row(row).marks |= marks
	}
	return &marked
}

// AppendRow appends the row's cells to dst and returns it; the texts share the
// table's memory.
func (t *Table) AppendRow(dst []Cell, row int) []Cell {
	ref := t.row(row)
	if ref.cells == 0 {
		return dst
	}
	chunk := t.chunks[ref.chunk]
	at := int(ref.offset)
	for range ref.cells {
		size, kind, n := cellHead(chunk[at:])
		at += n
		dst = append(dst, Cell{Text: chunk[at : at+size], Kind: kind})
		at += size
	}
	return dst
}

// NoteFilled sets the columns in which a row holds more than blanks, and returns
// how many were not set before. It is for looking through all rows for the few
// cells of a column that seems empty.
func (t *Table) NoteFilled(row int, filled []bool) (fresh int) {
	ref := t.row(row)
	if t.Blank(row) || ref.cells == 0 {
		return 0
	}
	chunk, at := t.chunks[ref.chunk], int(ref.offset)
	for i := range int(ref.cells) {
		size, _, n := cellHead(chunk[at:])
		at += n + size
		if size > 0 && !filled[i] && strings.TrimSpace(chunk[at-size:at]) != "" {
			filled[i] = true
			fresh++
		}
	}
	return fresh
}

const kindBits = 3

func cellHead(s string) (size int, kind Kind, n int) {
	var v uint64
	for shift := 0; ; shift += 7 {
		b := s[n]
		n++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return int(v >> kindBits), Kind(v & (1<<kindBits - 1)), n
}

const (
	chunkSize  = 1 << 20 // bytes; large enough that the slack at the end of a chunk is noise
	rowsAtOnce = 1 << 13
)

// Builder collects rows into a Table. The zero value is ready to use.
type Builder struct {
	t     Table
	chunk strings.Builder
	kept  int // bytes of the chunks that are full
}

// Append adds one data row. number is the row's number as a spreadsheet shows
// it, from 1. The cells are copied, 65,535 of them at most; the slice may be
// reused.
func (b *Builder) Append(number int, cells []Cell) {
	cells = cells[:min(len(cells), maxRowCells)]
	const headBytes = 5 // at most, for a cell below 2^32 bytes
	need := headBytes * len(cells)
	for _, c := range cells {
		need += len(c.Text)
	}
	if b.chunk.Cap()-b.chunk.Len() < need {
		b.flush()
		// A chunk is never moved; small tables have small ones.
		b.chunk.Grow(max(need, min(chunkSize, 4096+b.kept)))
	}
	start := b.chunk.Len()
	blank := true
	for _, c := range cells {
		head := uint64(len(c.Text))<<kindBits | uint64(c.Kind)
		for head >= 0x80 {
			b.chunk.WriteByte(byte(head) | 0x80)
			head >>= 7
		}
		b.chunk.WriteByte(byte(head))
		b.chunk.WriteString(c.Text)
		blank = blank && strings.TrimSpace(c.Text) == ""
	}
	b.t.add(rowRef{
		chunk: uint32(len(b.t.chunks)), offset: uint32(start),
		number: uint32(number), cells: uint16(len(cells)),
	})
	if blank {
		b.t.setBlank(b.t.length - 1)
	}
	b.t.width = max(b.t.width, len(cells))
}

// add takes one more row that holds something.
func (t *Table) add(ref rowRef) {
	switch {
	case t.length == 0:
		t.rows = append(t.rows, nil)
	case t.length%rowsAtOnce == 0:
		t.rows = append(t.rows, make([]rowRef, 0, rowsAtOnce))
	}
	last := &t.rows[len(t.rows)-1]
	*last = append(*last, ref)
	if t.length%64 == 0 {
		t.blank = append(t.blank, 0)
	}
	t.length++
}

func (t *Table) setBlank(row int) { t.blank[row/64] |= 1 << (row % 64) }

// SetFlags adds to what is known of a row, of those appended so far.
func (b *Builder) SetFlags(row int, marks RowFlags) { b.t.row(row).marks |= marks }

// ClearFlags takes a mark off all rows appended so far.
func (b *Builder) ClearFlags(marks RowFlags) {
	for row := range b.t.length {
		b.t.row(row).marks &^= marks
	}
}

// Len is the number of rows appended so far.
func (b *Builder) Len() int { return b.t.length }

// Build freezes the rows under a header and resets the builder.
func (b *Builder) Build(header []string) *Table {
	b.flush()
	t := b.t
	t.Header = append([]string(nil), header...)
	t.width = max(t.width, len(header))
	*b = Builder{}
	return &t
}

// flush ends the chunk.
func (b *Builder) flush() {
	if b.chunk.Len() == 0 {
		return
	}
	b.t.chunks = append(b.t.chunks, b.chunk.String())
	b.kept += b.chunk.Len()
	b.chunk.Reset()
}
