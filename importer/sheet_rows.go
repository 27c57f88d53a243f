package importer

import (
	"errors"
	"unicode/utf8"
)

// readRows reads to the end of the element whose start tag came last.
func (r *sheetReader) readRows() error {
	for outside := r.m.depth() - 1; ; {
		if err := r.fastpathRows(); err != nil {
			return err
		}
		kind, err := r.m.next()
		switch {
		case err != nil:
			return err
		case kind == endTag && r.m.depth() == outside:
			return nil
		case kind == startTag && string(r.m.name) == "row":
			err = r.readRow()
		case kind == startTag:
			err = r.m.skip()
		}
		if err != nil {
			return err
		}
	}
}

func (r *sheetReader) readRow() error {
	hidden, err := r.m.attribute("hidden")
	if err != nil {
		return err
	}
	height, err := r.m.attribute("ht")
	if err != nil {
		return err
	}
	if err := r.number(); err != nil {
		return err
	}
	r.begin(r.row, xmlTrue(hidden) || height == "0")
	for outside, col := r.m.depth()-1, -1; ; {
		kind, err := r.m.next()
		switch {
		case err != nil:
			return err
		case kind == endTag && r.m.depth() == outside:
			return r.handOn()
		case kind != startTag:
		case string(r.m.name) != "c":
			err = r.m.skip()
		default:
			col, err = r.readCell(col)
		}
		if err != nil {
			return err
		}
	}
}

// readCell reads the cell whose start tag came last, and returns its column.
func (r *sheetReader) readCell(before int) (col int, err error) {
	col = before + 1
	kind, style := byte('n'), 0
	var misplaced error
	for rest := r.m.attrs; ; {
		name, value, next, ok, err := attr(rest)
		if err != nil {
			return 0, err
		}
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			col, misplaced = r.column(value)
		case "t":
			kind = cellKind(value)
		case "s":
			style = smallNumber(value)
		}
		rest = next
	}
	if col >= maxColumns {
		return 0, tooManyColumns(r.row)
	}
	if err := r.readValue(kind == 'i'); err != nil {
		return 0, err
	}
	if len(r.value) == 0 {
		return col, nil
	}
	if misplaced != nil {
		return 0, misplaced
	}
	if r.merged(col) {
		return 0, errors.New("a cell is there twice")
	}
	return col, r.set(col, kind, style, r.value)
}

// readValue leaves the cell's value in r.value: the text of v, or of an inline
// string. Older programs write the text of a formula as an inline string in v.
func (r *sheetReader) readValue(inline bool) error {
	r.value = r.value[:0]
	outside := r.m.depth() - 1
	for {
		kind, err := r.m.next()
		if err != nil {
			return err
		}
		if kind == endTag && r.m.depth() == outside {
			break
		}
		if kind != startTag {
			continue
		}
		switch {
		case string(r.m.name) == "v" && (!inline || len(r.value) == 0):
			r.value, err = appendText(r.value, r.m)
		case string(r.m.name) == "is" && inline:
			r.value, err = appendRich(r.value[:0], r.m)
		default:
			err = r.m.skip()
		}
		if err != nil {
			return err
		}
	}
	if len(r.value) > maxCellBytes {
		return cellTooLong(r.row)
	}
	if !utf8.Valid(r.value) {
		return errXML
	}
	return nil
}
