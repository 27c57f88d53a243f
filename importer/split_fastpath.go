package importer

import (
	"bytes"

	"callsheet/model/table"
)

// fastpathRecord reads the next record if all of it is in the buffer, and its
// quotes are around whole cells and hold none. Otherwise it touches nothing.
func (s *splitter) fastpathRecord() (cells []table.Cell, ok bool) {
	b := s.buf[s.start:s.end]
	size := bytes.IndexByte(b, '\n')
	s.ends = s.ends[:0]
	next := size + 1
	switch {
	case s.cr || size >= 0 && bytes.IndexByte(b[:size], '"') >= 0:
		if size, next = s.fastpathCells(b); next == 0 {
			return nil, false
		}
	case size < 0:
		return nil, false
	default:
		s.bareCells(b[:size])
	}
	if len(s.ends) > 2*maxColumns || size > maxCellBytes {
		return nil, false
	}
	empty := len(s.ends) == 2 && s.ends[1] == 0
	if s.start, s.taken = s.start+next, next; empty {
		return nil, true
	}
	text := s.own(b[:size])
	s.cells = s.cells[:0]
	for i := 0; i < len(s.ends); i += 2 {
		s.cells = append(s.cells, table.Cell{Text: text[s.ends[i]:s.ends[i+1]]})
	}
	return s.cells, true
}

// bareCells notes where the cells of a line without quotes begin and end.
func (s *splitter) bareCells(line []byte) {
	for n := 1; n < maxLineEnd && len(line) > 0 && line[len(line)-1] == '\r'; n++ {
		line = line[:len(line)-1]
	}
	from, comma := 0, s.comma
	for i, c := range line {
		if c == comma {
			s.ends = append(s.ends, from, i)
			from = i + 1
		}
	}
	s.ends = append(s.ends, from, len(line))
}

// fastpathCells notes where the cells of a record begin and end. It returns where
// the record ends and the next one begins, or 0 when there is more to it.
func (s *splitter) fastpathCells(b []byte) (end, next int) {
	for i := 0; ; i++ {
		var from, to int
		if i < len(b) && b[i] == '"' {
			n := bytes.IndexByte(b[i+1:], '"')
			if n < 0 {
				return 0, 0
			}
			from, to = i+1, i+1+n
			i = to + 1
		} else {
			from = i
			for i < len(b) && (!s.breaks[b[i]] || b[i] == '\r' && s.fastpathLineEnd(b[i:]) == 0) {
				i++
			}
			to = i
		}
		s.ends = append(s.ends, from, to)
		switch {
		case i == len(b) || len(s.ends) > 2*maxColumns:
			return 0, 0
		case b[i] == s.comma:
		default:
			if n := s.fastpathLineEnd(b[i:]); n > 0 {
				return i, i + n
			}
			return 0, 0
		}
	}
}

// fastpathLineEnd is what lineEnd is, as far as the buffer tells: -1 when it does not.
func (s *splitter) fastpathLineEnd(b []byte) int {
	switch {
	case b[0] == '\n':
		return 1
	case b[0] != '\r':
		return 0
	case len(b) < 3 || b[1] == '\r':
		return -1
	case b[1] == '\n':
		return 2
	case s.cr:
		return 1
	}
	return 0
}
