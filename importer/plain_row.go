package importer

import (
	"bytes"
	"unicode/utf8"
)

// plainRows reads rows until one is not of the plain form.
func (r *sheetReader) plainRows() error {
	return r.m.plainly(func(p *plain) (plainState, bool, error) {
		state, err := r.plainRow(p)
		return state, false, err
	})
}

// plainRow reads the next row of the sheet, if it is of the plain form.
func (r *sheetReader) plainRow(p *plain) (plainState, error) {
	p.blanks()
	if !p.skips("<row") {
		return p.short(), nil
	}
	next, hidden := r.row+1, false
	for {
		name, value, ok := p.attr()
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			n, err := parseRow(value)
			if err != nil || n <= r.row {
				return plainOdd, nil
			}
			next = n
		case "hidden":
			hidden = xmlTrue(string(value))
		}
	}
	if next > maxRows {
		return plainOdd, nil
	}
	r.begin(next, hidden)
	switch {
	case p.skips("/>"):
	case p.skips(">"):
		if state, err := r.plainCells(p); state != plainDone || err != nil {
			return state, err
		}
	default:
		return p.short(), nil
	}
	r.row = next
	return plainDone, r.handOn()
}

// plainCells reads the cells of a row and its end tag.
func (r *sheetReader) plainCells(p *plain) (plainState, error) {
	for col := 0; ; col++ {
		p.blanks()
		if b := p.b[p.i:]; len(b) < 2 || b[0] != '<' || b[1] != 'c' {
			if p.skips("</row>") {
				return plainDone, nil
			}
			return p.short(), nil
		}
		p.i += len("<c")
		cell := plainCell{col: col, kind: 'n'}
		if !cell.readHead(p, r.digits) || cell.col >= maxColumns {
			return p.short(), nil
		}
		col = cell.col
		if p.i < len(p.b) && p.b[p.i] == '/' {
			if !p.skips("/>") {
				return p.short(), nil
			}
			continue
		}
		value, marks, state := cell.readValue(p)
		if state == plainDone && marks&oddMark != 0 {
			r.value = append(r.value[:0], value...)
			var err error
			if value, err = unescape(r.value); err != nil {
				state = plainOdd
			}
		}
		if state != plainDone {
			return state, nil
		}
		if len(value) == 0 {
			continue
		}
		if len(value) > maxCellBytes || r.taken(col) || marks&(wideMark|oddMark) != 0 && !utf8.Valid(value) {
			return plainOdd, nil
		}
		if err := r.set(col, cell.kind, cell.style, value); err != nil {
			return plainDone, err
		}
	}
}

// plainCell is what a cell's start tag says of it.
type plainCell struct {
	col, style int
	kind       byte
}

// readHead reads the attributes of a cell in the row of these digits.
func (c *plainCell) readHead(p *plain, digits []byte) bool {
	for p.i < len(p.b) && p.b[p.i] == ' ' {
		name, value, ok := p.attr()
		if !ok {
			return false
		}
		switch name[0] {
		case 'r':
			if len(name) == 1 {
				if c.col = plainColumn(value, digits); c.col < 0 {
					p.i = 0 // far from the end: the form is odd, not cut
					return false
				}
			}
		case 's':
			if len(name) == 1 {
				c.style = smallNumber(value)
			}
		case 't':
			if len(name) == 1 {
				c.kind = cellKind(value)
			}
		}
	}
	return true
}

// readValue reads a cell's value, and on to behind its end tag.
func (c *plainCell) readValue(p *plain) (value []byte, marks uint8, state plainState) {
	if !p.skips(">") {
		return nil, 0, p.short()
	}
	b := p.b[p.i:]
	if len(b) > 2 && b[0] == '<' && b[1] == 'f' {
		if state := p.skipFormula(); state != plainDone {
			return nil, 0, state
		}
		b = p.b[p.i:]
	}
	switch {
	case len(b) > 3 && string(b[:3]) == "<v>" && c.kind != 'i':
		p.i += len("<v>")
		if value, marks = p.text(); len(p.b)-p.i >= 8 && string(p.b[p.i:p.i+8]) == "</v></c>" {
			p.i += len("</v></c>")
			return value, marks, plainDone
		}
	case c.kind == 'i' && (p.skips("<is><t>") || p.skips(`<is><t xml:space="preserve">`)):
		if value, marks = p.text(); p.skips("</t></is></c>") {
			return value, marks, plainDone
		}
	case p.skips("</c>"):
		return nil, 0, plainDone
	}
	return nil, 0, p.short()
}

// skipFormula steps over a formula.
func (p *plain) skipFormula() plainState {
	for p.i += len("<f"); ; {
		if _, _, ok := p.attr(); !ok {
			break
		}
	}
	if p.skips("/>") {
		return plainDone
	}
	if !p.skips(">") {
		return p.short()
	}
	n := bytes.IndexByte(p.b[p.i:], '<')
	if n < 0 {
		return plainCut
	}
	p.i += n
	if !p.skips("</f>") {
		return p.short()
	}
	return plainDone
}

// plainColumn reads a reference such as B7 in the row of these digits, or
// returns -1.
func plainColumn(ref, digits []byte) int {
	letters := len(ref) - len(digits)
	if letters < 1 || letters > 3 || string(ref[letters:]) != string(digits) {
		return -1
	}
	col := 0
	for _, b := range ref[:letters] {
		if b < 'A' || b > 'Z' {
			return -1
		}
		col = col*26 + int(b-'A') + 1
	}
	return col - 1
}
