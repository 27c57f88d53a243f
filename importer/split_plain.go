package importer

import (
	"bytes"

	"callsheet/model"
)

// plainRecord reads the next record if all of it is in the buffer, and its
// quotes are around whole cells and hold none. Otherwise it touches nothing.
func (s *splitter) plainRecord() (cells []model.Cell, ok bool) {
	b := s.buf[s.start:s.end]
	lineEnd := byte('\n')
	if s.cr {
		lineEnd = '\r'
	}
	size := bytes.IndexByte(b, lineEnd)
	if size < 0 || s.cr && (size+1 == len(b) || b[size+1] == '\n') {
		return nil, false
	}
	s.ends = s.ends[:0]
	if bytes.IndexByte(b[:size], '"') >= 0 {
		if size = s.quotedCells(b, lineEnd); size < 0 {
			return nil, false
		}
	} else {
		s.bareCells(b[:size])
	}
	if len(s.ends) > 2*maxColumns || size > maxCellBytes {
		return nil, false
	}
	s.start += size + 1
	if len(s.ends) == 2 && size <= 1 && s.ends[1] == 0 {
		return nil, true
	}
	text := s.keep(b[:size])
	s.cells = s.cells[:0]
	for i := 0; i < len(s.ends); i += 2 {
		s.cells = append(s.cells, model.Cell{Text: text[s.ends[i]:s.ends[i+1]]})
	}
	return s.cells, true
}

// bareCells notes where the cells of a line without quotes begin and end.
func (s *splitter) bareCells(line []byte) {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
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

// quotedCells notes where the cells of a record begin and end, and returns where
// its last line does, or -1 when there is more to its quotes.
func (s *splitter) quotedCells(b []byte, lineEnd byte) int {
	for i := 0; ; i++ {
		from, to := i, i
		if i < len(b) && b[i] == '"' {
			n := bytes.IndexByte(b[i+1:], '"')
			if n < 0 {
				return -1
			}
			from, to = i+1, i+1+n
			if i = to + 1; i+1 < len(b) && b[i] == '\r' && b[i+1] == '\n' {
				i++
			}
		} else {
			for i < len(b) && !s.breaks[b[i]] {
				i++
			}
			if to = i; to > from && b[to-1] == '\r' && i < len(b) && b[i] == '\n' {
				to--
			}
		}
		s.ends = append(s.ends, from, to)
		switch {
		case i == len(b) || len(s.ends) > 2*maxColumns:
			return -1
		case b[i] == s.comma:
		case b[i] == lineEnd && (lineEnd == '\n' || i+1 < len(b) && b[i+1] != '\n'):
			return i
		default:
			return -1
		}
	}
}
