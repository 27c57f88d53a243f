package table

import (
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"strings"
)

// The first byte of every part of a table: one with rows that are marked is of
// the second version.
const (
	partVersion = 1
	markedParts = 2
)

// Parts gives the table's rows in pieces of about a megabyte, to be kept and put
// together again by JoinParts. A piece is valid until the next is asked for.
//
// A piece is the version, the number of its rows, then for each row its number,
// how many cells it has and, in the second version, its marks, all as varints,
// and then the cells one after another as they lie in memory.
func (t *Table) Parts() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var buf []byte
		for from := 0; from < t.Len(); {
			chunk := t.row(from).chunk
			to, version := from, byte(partVersion)
			for to < t.Len() && t.row(to).chunk == chunk {
				if t.row(to).marks != 0 {
					version = markedParts
				}
				to++
			}
			buf = append(buf[:0], version)
			buf = binary.AppendUvarint(buf, uint64(to-from))
			for row := from; row < to; row++ {
				ref := t.row(row)
				buf = binary.AppendUvarint(buf, uint64(ref.number))
				buf = binary.AppendUvarint(buf, uint64(ref.cells))
				if version == markedParts {
					buf = binary.AppendUvarint(buf, uint64(ref.marks))
				}
			}
			if int(chunk) < len(t.chunks) {
				buf = append(buf, t.chunks[chunk]...)
			}
			if !yield(buf) {
				return
			}
			from = to
		}
	}
}

var errDamagedPart = errors.New("the rows are damaged")

// JoinParts puts a table together again from its header and its pieces, in
// order. The pieces may come from a damaged file: whatever is in them, the table
// is sound or there is an error.
func JoinParts(header []string, parts iter.Seq2[[]byte, error]) (*Table, error) {
	t := &Table{Header: append([]string(nil), header...), width: len(header)}
	for part, err := range parts {
		if err != nil {
			return nil, err
		}
		if err := t.join(string(part)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// join adds the rows of one part.
func (t *Table) join(part string) error {
	r := partReader{rest: part}
	version := r.uvarint(1 << 7)
	if r.failed || version != partVersion && version != markedParts {
		return errDamagedPart
	}
	// Each row takes two bytes at least, which bounds what is made room for.
	count := int(r.uvarint(uint64(len(part) / 2)))
	if r.failed || t.length+count > math.MaxInt32 {
		return errDamagedPart
	}
	first := t.length
	for range count {
		number, cells, marks := r.uvarint(math.MaxUint32), r.uvarint(min(uint64(len(part)), maxRowCells)), uint64(0)
		if version == markedParts {
			marks = r.uvarint(uint64(maxRowFlags) - 1)
		}
		t.add(rowRef{chunk: uint32(len(t.chunks)), number: uint32(number), cells: uint16(cells), marks: RowFlags(marks)})
	}
	chunk := r.rest
	if r.failed || len(chunk) > math.MaxUint32 {
		return errDamagedPart
	}
	t.chunks = append(t.chunks, chunk)
	for row := first; row < t.length; row++ {
		ref := t.row(row)
		ref.offset = uint32(len(chunk) - len(r.rest))
		blank := true
		for range ref.cells {
			text, ok := r.cell()
			if !ok {
				return errDamagedPart
			}
			blank = blank && strings.TrimSpace(text) == ""
		}
		if blank {
			t.setBlank(row)
		}
		t.width = max(t.width, int(ref.cells))
	}
	if r.rest != "" {
		return errDamagedPart
	}
	return nil
}

// partReader reads varints and cells, never beyond the end.
type partReader struct {
	rest   string
	failed bool
}

// uvarint reads a number that is at most limit.
func (r *partReader) uvarint(limit uint64) uint64 {
	var v uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		b := r.rest[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			if i == binary.MaxVarintLen64-1 && b > 1 || v > limit {
				break
			}
			r.rest = r.rest[i+1:]
			return v
		}
	}
	r.failed = true
	return 0
}

func (r *partReader) cell() (text string, ok bool) {
	head := r.uvarint(math.MaxUint64)
	size := head >> kindBits
	if r.failed || Kind(head&(1<<kindBits-1)) > KindMerged || size > uint64(len(r.rest)) {
		return "", false
	}
	text, r.rest = r.rest[:size], r.rest[size:]
	return text, true
}
