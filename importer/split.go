package importer

import (
	"bytes"
	"io"
	"strings"

	"callsheet/model/table"
)

// dialect is how a text file separates its cells and rows.
type dialect struct {
	comma byte
	cr    bool // a lone CR ends a row, too
}

// maxReread bounds what is read again because a quote was never closed, or a
// file of nothing but opening quotes would take the square of its size.
const maxReread = 64 << 20

// splitter cuts decoded text into records. It differs from encoding/csv in that
// it loses nothing: a stray quote is kept as a character, a quote that is never
// closed ends with its row, and blank lines are records.
type splitter struct {
	dialect
	r          io.Reader
	buf        []byte
	start, end int // the unread part of buf; start is where the record begins
	eof        bool
	row        int  // ordinal of the record being read, from 1
	mended     bool // the last record holds a quote that follows no rule
	taken      int  // bytes before start that the last record takes, with its line end
	reread     int

	breaks [256]bool // bytes that end or spoil a bare cell of the fast path's form
	text   []byte    // the record's cells without quotes and delimiters
	ends   []int     // where each cell ends in text, or begins and ends in buf
	texts  strings.Builder
	cells  []table.Cell
}

func newSplitter(r io.Reader, d dialect) *splitter {
	s := splitText(make([]byte, firstBlock), d)
	s.r, s.end, s.eof = r, 0, false
	return s
}

// splitText cuts text that is all there.
func splitText(text []byte, d dialect) *splitter {
	s := &splitter{dialect: d, buf: text, end: len(text), eof: true}
	s.breaks['"'], s.breaks['\n'], s.breaks['\r'], s.breaks[d.comma] = true, true, true, true
	return s
}

// next returns the next record's cells, none for a blank line, and io.EOF after
// the last. The slice is reused, the texts are not.
func (s *splitter) next() ([]table.Cell, error) {
	s.row++
	s.mended = false
	if cells, ok := s.fastpathRecord(); ok {
		return cells, nil
	}
	s.text, s.ends = s.text[:0], s.ends[:0]
	at := 0
	more, err := s.has(at)
	if err != nil {
		return nil, err
	}
	if !more {
		return nil, io.EOF
	}
	for again := true; again; {
		if len(s.ends) == maxColumns {
			return nil, tooManyColumns(s.row)
		}
		if at, again, err = s.cell(at); err != nil {
			return nil, err
		}
		s.ends = append(s.ends, len(s.text))
	}
	empty := len(s.ends) == 1 && len(s.text) == 0 && s.buf[s.start] != '"'
	s.start, s.taken = s.start+at, at
	if empty {
		return nil, nil
	}
	return s.cut(), nil
}

// cut makes the record's cells of its text.
func (s *splitter) cut() []table.Cell {
	text := s.own(s.text)
	s.cells = s.cells[:0]
	from := 0
	for _, end := range s.ends {
		s.cells = append(s.cells, table.Cell{Text: text[from:end]})
		from = end
	}
	return s.cells
}

// own copies a text to where it stays; some records share one piece of memory.
func (s *splitter) own(text []byte) string {
	if n := s.texts.Cap(); n-s.texts.Len() < len(text) {
		s.texts.Reset()
		s.texts.Grow(max(min(textsAtOnce, firstBlock+2*n), len(text)))
	}
	from := s.texts.Len()
	s.texts.Write(text)
	return s.texts.String()[from:]
}

// has reports whether there is a byte at an offset from the record's start,
// reading on when it must.
func (s *splitter) has(at int) (bool, error) {
	for s.start+at >= s.end {
		if s.eof {
			return false, nil
		}
		if err := s.fill(); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (s *splitter) fill() error {
	if s.start > 0 {
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.start = 0
	}
	if s.end == len(s.buf) && len(s.buf) >= maxRecordBytes {
		return rowTooLong(s.row)
	}
	if s.end == len(s.buf) || len(s.buf) < 4*readBlock {
		larger := make([]byte, 2*len(s.buf))
		copy(larger, s.buf[:s.end])
		s.buf = larger
	}
	n, err := s.r.Read(s.buf[s.end:])
	s.end += n
	if err == io.EOF {
		s.eof = true
		return nil
	}
	return err
}

// cell reads the cell that begins at an offset, and returns where the next one
// begins and whether the record goes on.
func (s *splitter) cell(at int) (next int, again bool, err error) {
	open, err := s.skipBlanks(at)
	if err != nil {
		return at, false, err
	}
	if more, err := s.has(open); err != nil || !more || s.buf[s.start+open] != '"' {
		return s.bareCell(at)
	}
	kept := len(s.text)
	next, closed, err := s.quoted(open + 1)
	if err != nil {
		return next, false, err
	}
	// Behind a blank, quotes are characters unless they hold what would end the cell.
	if closed && (open == at || bytes.IndexByte(s.text[kept:], s.comma) >= 0 && bytes.IndexByte(s.text[kept:], '\n') < 0) {
		return s.separator(next)
	}
	s.text = s.text[:kept]
	if s.reread += next - at; s.reread > maxReread {
		return at, false, refuse("This file is full of quotes that are never closed.", "Export the list again, or open it in Excel and save it as .xlsx.")
	}
	return s.bareCell(at)
}

// skipBlanks steps over some blanks before a quote.
func (s *splitter) skipBlanks(at int) (int, error) {
	const few = 8
	for next := at; next <= at+few; next++ {
		more, err := s.has(next)
		if err != nil || !more {
			return at, err
		}
		switch b := s.buf[s.start+next]; {
		case b == '"':
			return next, nil
		case b != ' ' && (b != '\t' || b == s.comma):
			return at, nil
		}
	}
	return at, nil
}

// bareCell reads an unquoted cell as it stands.
func (s *splitter) bareCell(at int) (next int, again bool, err error) {
	begin := at
	for ended := false; !ended; {
		unread := s.buf[min(s.start+at, s.end):s.end]
		n := s.bareCellEnd(unread)
		at += n
		if at-begin > maxCellBytes {
			return at, false, cellTooLong(s.row)
		}
		more, err := s.has(at)
		if err != nil {
			return at, false, err
		}
		switch {
		case !more, n < len(unread) && unread[n] == s.comma:
			ended = true
		case n < len(unread):
			size, err := s.lineEnd(at)
			if err != nil {
				return at, false, err
			}
			if ended = size > 0; !ended {
				at++
			}
		}
	}
	text := s.buf[s.start+begin : s.start+at]
	s.mended = s.mended || bytes.IndexByte(text, '"') >= 0
	s.text = append(s.text, text...)
	return s.separator(at)
}

// bareCellEnd is where a delimiter or what may be a line end comes.
func (s *splitter) bareCellEnd(unread []byte) int {
	for i, b := range unread {
		if s.breaks[b] && b != '"' {
			return i
		}
	}
	return len(unread)
}

// maxLineEnd is how many bytes a line end takes at most.
const maxLineEnd = 8

// lineEnd is how many bytes the line end at an offset takes, or 0 when there is
// none. Several CRs before an LF are one line end that programs wrote twice.
func (s *splitter) lineEnd(at int) (size int, err error) {
	for size < maxLineEnd {
		more, err := s.has(at + size)
		switch {
		case err != nil:
			return 0, err
		case !more && s.cr:
			return min(size, 1), nil
		case !more:
			return size, nil
		case s.buf[s.start+at+size] == '\n':
			return size + 1, nil
		case s.buf[s.start+at+size] != '\r':
			if s.cr && size > 0 {
				return 1, nil
			}
			return 0, nil
		}
		size++
	}
	if s.cr {
		return 1, nil
	}
	return 0, nil
}

// separator steps over what ends a cell.
func (s *splitter) separator(at int) (next int, again bool, err error) {
	more, err := s.has(at)
	if err != nil || !more {
		return at, false, err
	}
	if s.buf[s.start+at] == s.comma {
		return at + 1, true, nil
	}
	size, err := s.lineEnd(at)
	return at + size, false, err
}

// quoted reads behind an opening quote up to its closing one. When there is
// none it returns closed false and how far it looked.
func (s *splitter) quoted(at int) (next int, closed bool, err error) {
	begin, from := at, at
	for {
		more, err := s.has(at)
		if err != nil || !more {
			return at, false, err
		}
		if at-begin > maxCellBytes {
			return at, false, s.oversized(s.buf[s.start+begin : s.start+at])
		}
		n := bytes.IndexByte(s.buf[s.start+at:s.end], '"')
		if n < 0 {
			at = s.end - s.start
			continue
		}
		at += n
		after, kind, err := s.afterQuote(at)
		if err != nil {
			return at, false, err
		}
		switch kind {
		case closingQuote:
			if at-begin > maxCellBytes {
				return at, false, s.oversized(s.buf[s.start+begin : s.start+at])
			}
			s.text = append(s.text, s.buf[s.start+from:s.start+at]...)
			return after, true, nil
		case openingQuote:
			return at, false, nil
		}
		// Of a doubled quote one is text, as is a stray one.
		s.mended = s.mended || after == at+1
		s.text = append(s.text, s.buf[s.start+from:s.start+at+1]...)
		at, from = after, after
	}
}

// oversized tells a cell that is too long from a quote that was never closed:
// rows that were swallowed have a delimiter on nearly every line.
func (s *splitter) oversized(swallowed []byte) error {
	lines := bytes.Count(swallowed, []byte{'\n'})
	if s.cr {
		lines += bytes.Count(swallowed, []byte{'\r'})
	}
	if lines > 0 && bytes.Count(swallowed, []byte{s.comma}) >= lines {
		return nil
	}
	return cellTooLong(s.row)
}

type quoteKind uint8

const (
	innerQuote   quoteKind = iota // doubled, or stray: one quote of text
	closingQuote                  // ends the cell
	openingQuote                  // begins another cell, so ours was never closed
)

// afterQuote tells what a quote inside a quoted cell is by what stands around
// it, and where reading goes on.
func (s *splitter) afterQuote(at int) (next int, kind quoteKind, err error) {
	const maxBlanks = 64
	for next = at + 1; next <= at+maxBlanks; next++ {
		more, err := s.has(next)
		if err != nil {
			return next, innerQuote, err
		}
		if !more {
			return next, closingQuote, nil
		}
		switch b := s.buf[s.start+next]; {
		case b == '"' && next == at+1:
			return next + 1, innerQuote, nil
		case b == s.comma:
			return next, closingQuote, nil
		case b == '\n' || b == '\r':
			if size, err := s.lineEnd(next); err != nil || size > 0 {
				return next, closingQuote, err
			}
		case b == ' ' || b == '\t':
			continue
		}
		break
	}
	switch s.buf[s.start+at-1] {
	case s.comma, '\n', '\r':
		return at, openingQuote, nil
	}
	return at + 1, innerQuote, nil
}
