package importer

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"callsheet/model/table"
)

// sheetReader reads a sheet's rows in order. Rows without a filled cell are not
// handed on, so that the blank ones at the end are not data.
type sheetReader struct {
	m         *markup
	shared    *sharedStrings
	formats   []cellForm
	epoch1904 bool
	in        *collector

	row    int // number of the row being read
	digits []byte
	hidden bool
	cells  []table.Cell
	texts  strings.Builder // of the cells that are not shared strings
	bytes  int             // of them in this row
	value  []byte
	made   []byte
	shown  []byte
	tags   fastpathTags
}

// eachChild calls read with the start tag of every child of a name, of the element
// whose start tag came last, and reads to that element's end.
func (r *sheetReader) eachChild(name string, read func() error) error {
	for outside := r.m.depth() - 1; ; {
		kind, err := r.m.next()
		switch {
		case err != nil:
			return err
		case kind == endTag && r.m.depth() == outside:
			return nil
		case kind != startTag:
			continue
		case string(r.m.name) == name:
			if err := read(); err != nil {
				return err
			}
		}
		if err := r.m.skip(); err != nil {
			return err
		}
	}
}

// begin makes ready for the cells of a row.
func (r *sheetReader) begin(row int, hidden bool) {
	r.digits = strconv.AppendInt(r.digits[:0], int64(row), 10)
	r.cells, r.hidden, r.bytes = r.cells[:0], hidden, 0
	if n := r.texts.Cap(); n-r.texts.Len() <= n/16 {
		r.texts.Reset()
		r.texts.Grow(min(textsAtOnce, firstBlock+2*n))
	}
}

// handOn gives a finished row to the collector, unless it is blank.
func (r *sheetReader) handOn() error {
	if blank(r.cells) {
		return nil
	}
	var flags rowFlags
	if r.hidden {
		flags = rowHidden
	}
	return r.in.add(r.row, r.cells, flags)
}

// merged reports whether a cell has its value already, and makes room for it.
func (r *sheetReader) merged(col int) bool {
	if col < len(r.cells) {
		return r.cells[col].Text != ""
	}
	for len(r.cells) <= col {
		r.cells = append(r.cells, table.Cell{})
	}
	return false
}

// set gives a cell what its value means.
func (r *sheetReader) set(col int, kind byte, style int, value []byte) error {
	cell := &r.cells[col]
	var form cellForm
	if style < len(r.formats) {
		form = r.formats[style]
	}
	switch kind {
	case 's':
		at, err := parseIndex(trimBlanks(skipBlanks(value)))
		if err != nil {
			return err
		}
		if cell.Text, err = r.shared.at(at); err != nil || form.shown == nil || cell.Text == "" {
			return err
		}
		value = append(r.made[:0], cell.Text...)
		r.made = value
	case 'b':
		if value = skipBlanks(value); len(value) > 0 {
			cell.Kind = table.KindBool
			cell.Text = strconv.FormatBool(value[0] == '1' || value[0]|0x20 == 't')
		}
		return nil
	case 'e':
		cell.Kind = table.KindError
	case 'd':
		r.made, cell.Kind = appendISO(r.made[:0], value)
		value = r.made
	case 'n':
		r.made, cell.Kind = appendNumber(r.made[:0], value, form.date, r.epoch1904)
		value = r.made
	default:
		if bytes.Contains(value, escapeStart) {
			r.made = appendUnescaped(r.made[:0], value)
			value = r.made
		}
	}
	if form.shown != nil {
		value, cell.Kind = r.asShown(form.shown, value, cell.Kind)
	}
	if r.bytes += len(value); r.bytes > maxRecordBytes {
		return rowTooLong(r.row)
	}
	from := r.texts.Len()
	r.texts.Write(value)
	cell.Text = r.texts.String()[from:]
	return nil
}

// cellKind shortens the values of a cell's t attribute to one letter: s a
// shared string, i an inline one, t a formula's text (ECMA-376 18.18.11).
func cellKind(t []byte) byte {
	switch string(t) {
	case "s", "b", "e", "d", "n":
		return t[0]
	case "inlineStr":
		return 'i'
	case "str":
		return 't'
	}
	return 'n'
}

// column reads the letters of a reference such as B7, and holds the figures to
// the row it stands in.
func (r *sheetReader) column(ref []byte) (int, error) {
	col, i := 0, 0
	for ; i < len(ref) && i < 4; i++ {
		letter := ref[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		col = col*26 + int(letter-'A') + 1
	}
	row, err := parseRow(ref[i:])
	if col == 0 || err != nil || row != r.row {
		return max(0, col-1), errors.New("a cell stands outside its row")
	}
	return col - 1, nil
}

func parseRow(s []byte) (int, error) {
	n, err := parseIndex(s)
	if err != nil || n < 1 || n > maxRows {
		return 0, errXML
	}
	return n, nil
}

func smallNumber(s []byte) int {
	n, err := parseIndex(s)
	if err != nil {
		return 0
	}
	return n
}

// fastpathTags are the tags of a row on the fast path, with the prefix that the sheet gives
// every name.
type fastpathTags struct {
	row, rowEnd, cell, cellEnd, formula, formulaEnd, value, valueEnd, inline, inlineSpaced, inlineEnd string
}

// asShown gives a cell what its style adds to a number or a text.
func (r *sheetReader) asShown(form *shownForm, text []byte, kind table.Kind) ([]byte, table.Kind) {
	switch kind {
	case table.KindNumber:
		shown, ok := form.appendShown(r.shown[:0], text)
		if r.shown = shown; ok {
			return shown, table.KindText
		}
	case table.KindText:
		if form.before != "" || form.behind != "" {
			r.shown = append(append(append(r.shown[:0], form.before...), text...), form.behind...)
			return bytes.TrimSpace(r.shown), kind
		}
	}
	return text, kind
}

func (r *sheetReader) read() error {
	for {
		kind, err := r.m.next()
		switch {
		case err != nil:
			return err
		case kind == endOfXML:
			return nil
		case kind != startTag:
		case r.m.depth() == 1 && string(r.m.name) != "worksheet":
			return errXML
		case r.m.depth() == 1:
			r.tags = tagsOf(r.m.prefix())
		case r.m.depth() == 2 && string(r.m.name) == "sheetData":
			err = r.readRows()
		case r.m.depth() == 2 && string(r.m.name) == "cols":
			err = r.readColumns()
		case r.m.depth() == 2 && string(r.m.name) == "mergeCells":
			err = r.readMerges()
		case r.m.depth() == 2:
			err = r.m.skip()
		}
		if err != nil {
			return err
		}
	}
}
