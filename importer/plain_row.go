package importer

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// plainTags are the tags of a plain row, with the prefix that the sheet gives
// every name.
type plainTags struct {
	row, rowEnd, cell, cellEnd, formula, formulaEnd, value, valueEnd, inline, inlineKept, inlineEnd string
}

func tagsOf(prefix string) plainTags {
	with := strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace
	return plainTags{
		row: with("<row"), rowEnd: with("</row>"), cell: with("<c"), cellEnd: with("</c>"),
		formula: with("<f"), formulaEnd: with("</f>"), value: with("<v>"), valueEnd: with("</v></c>"),
		inline: with("<is><t>"), inlineKept: with(`<is><t xml:space="preserve">`), inlineEnd: with("</t></is></c>"),
	}
}

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
	if !p.skips(r.tags.row) {
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
			hidden = hidden || xmlTrue(string(value))
		case "ht":
			hidden = hidden || string(value) == "0"
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
		if !p.skips(r.tags.cell) {
			if p.skips(r.tags.rowEnd) {
				return plainDone, nil
			}
			return p.short(), nil
		}
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
		value, marks, state := cell.readValue(p, &r.tags)
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
func (c *plainCell) readValue(p *plain, tags *plainTags) (value []byte, marks uint8, state plainState) {
	if !p.skips(">") {
		return nil, 0, p.short()
	}
	if p.skips(tags.formula) {
		if state := p.skipFormula(tags.formulaEnd); state != plainDone {
			return nil, 0, state
		}
	}
	end := tags.valueEnd
	switch {
	case c.kind != 'i' && p.skips(tags.value):
	case c.kind == 'i' && (p.skips(tags.inline) || p.skips(tags.inlineKept)):
		end = tags.inlineEnd
	case p.skips(tags.cellEnd):
		return nil, 0, plainDone
	default:
		return nil, 0, p.short()
	}
	if value, marks = p.text(); !p.skips(end) {
		return nil, 0, p.short()
	}
	return value, marks, plainDone
}

// skipFormula steps over the rest of a formula.
func (p *plain) skipFormula(end string) plainState {
	for {
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
	if !p.skips(end) {
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
