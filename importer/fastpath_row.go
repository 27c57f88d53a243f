package importer

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

func tagsOf(prefix string) fastpathTags {
	with := strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace
	return fastpathTags{
		row: with("<row"), rowEnd: with("</row>"), cell: with("<c"), cellEnd: with("</c>"),
		formula: with("<f"), formulaEnd: with("</f>"), value: with("<v>"), valueEnd: with("</v></c>"),
		inline: with("<is><t>"), inlineSpaced: with(`<is><t xml:space="preserve">`), inlineEnd: with("</t></is></c>"),
	}
}

// fastpathRows reads rows until one is not of the fast path's form.
func (r *sheetReader) fastpathRows() error {
	return r.m.fastpathOver(func(p *fastpath) (fastpathState, bool, error) {
		state, err := r.fastpathRow(p)
		return state, false, err
	})
}

// fastpathRow reads the next row of the sheet, if it is of the fast path's form.
func (r *sheetReader) fastpathRow(p *fastpath) (fastpathState, error) {
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
				return fastpathOdd, nil //nolint:nilerr // the full reader says what is wrong
			}
			next = n
		case "hidden":
			hidden = hidden || xmlTrue(string(value))
		case "ht":
			hidden = hidden || string(value) == "0"
		}
	}
	if next > maxRows {
		return fastpathOdd, nil
	}
	r.begin(next, hidden)
	switch {
	case p.skips("/>"):
	case p.skips(">"):
		if state, err := r.fastpathCells(p); state != fastpathDone || err != nil {
			return state, err
		}
	default:
		return p.short(), nil
	}
	r.row = next
	return fastpathDone, r.handOn()
}

// fastpathCells reads the cells of a row and its end tag.
func (r *sheetReader) fastpathCells(p *fastpath) (fastpathState, error) {
	for col := 0; ; col++ {
		p.blanks()
		if !p.skips(r.tags.cell) {
			if p.skips(r.tags.rowEnd) {
				return fastpathDone, nil
			}
			return p.short(), nil
		}
		cell := fastpathCell{col: col, kind: 'n'}
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
		value, classes, state := cell.readValue(p, &r.tags)
		if state == fastpathDone && classes&oddByte != 0 {
			r.value = append(r.value[:0], value...)
			var err error
			if value, err = unescape(r.value); err != nil {
				state = fastpathOdd
			}
		}
		if state != fastpathDone {
			return state, nil
		}
		if len(value) == 0 {
			continue
		}
		if len(value) > maxCellBytes || r.merged(col) || classes&(wideByte|oddByte) != 0 && !utf8.Valid(value) {
			return fastpathOdd, nil
		}
		if err := r.set(col, cell.kind, cell.style, value); err != nil {
			return fastpathDone, err
		}
	}
}

// fastpathCell is what a cell's start tag says of it.
type fastpathCell struct {
	col, style int
	kind       byte
}

// readHead reads the attributes of a cell in the row of these digits.
func (c *fastpathCell) readHead(p *fastpath, digits []byte) bool {
	for p.i < len(p.b) && p.b[p.i] == ' ' {
		name, value, ok := p.attr()
		if !ok {
			return false
		}
		switch name[0] {
		case 'r':
			if len(name) == 1 {
				if c.col = fastpathColumn(value, digits); c.col < 0 {
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
func (c *fastpathCell) readValue(p *fastpath, tags *fastpathTags) (value []byte, classes uint8, state fastpathState) {
	if !p.skips(">") {
		return nil, 0, p.short()
	}
	if p.skips(tags.formula) {
		if state := p.skipFormula(tags.formulaEnd); state != fastpathDone {
			return nil, 0, state
		}
	}
	end := tags.valueEnd
	switch {
	case c.kind != 'i' && p.skips(tags.value):
	case c.kind == 'i' && (p.skips(tags.inline) || p.skips(tags.inlineSpaced)):
		end = tags.inlineEnd
	case p.skips(tags.cellEnd):
		return nil, 0, fastpathDone
	default:
		return nil, 0, p.short()
	}
	if value, classes = p.text(); !p.skips(end) {
		return nil, 0, p.short()
	}
	return value, classes, fastpathDone
}

// skipFormula steps over the rest of a formula.
func (p *fastpath) skipFormula(end string) fastpathState {
	for {
		if _, _, ok := p.attr(); !ok {
			break
		}
	}
	if p.skips("/>") {
		return fastpathDone
	}
	if !p.skips(">") {
		return p.short()
	}
	n := bytes.IndexByte(p.b[p.i:], '<')
	if n < 0 {
		return fastpathCut
	}
	p.i += n
	if !p.skips(end) {
		return p.short()
	}
	return fastpathDone
}

// fastpathColumn reads a reference such as B7 in the row of these digits, or
// returns -1.
func fastpathColumn(ref, digits []byte) int {
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
