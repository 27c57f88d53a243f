package importer

import (
	"archive/zip"
	"bytes"
	"errors"

	"callsheet/model/table"
)

// sheetShape is what must be known of a sheet before columns are added to it.
type sheetShape struct {
	first int // the first of the added columns, from 0
	runs  []columnRun
	style string // of the last cell that names a column, as its attribute says
}

// columnRun is a run of columns that the sheet says something of.
type columnRun struct {
	from, to int    // from 1
	rest     string // its other attributes
}

// measure finds where the sheet has room for more columns: to the right of every cell
// that holds something, and of those that are merged over a row that gets a cell.
func (a *annotation) measure(part *zip.File) (shape sheetShape, err error) {
	from, err := a.openPlain(part)
	if err != nil {
		return shape, err
	}
	defer from.Close()
	unpacked := newReadahead(from)
	defer unpacked.Close()
	m := newMarkup(unpacked)
	in := &collector{ctx: a.ctx, progress: &table.Progress{}}
	r := &sheetReader{m: m, in: in}
	for {
		kind, err := m.next()
		switch {
		case err != nil:
			return shape, err
		case kind == endOfXML:
			for _, merge := range in.merges {
				if merge.bottom >= a.header {
					shape.first = max(shape.first, merge.right+1)
				}
			}
			return shape, nil
		case kind != startTag:
		case m.depth() == 1 && string(m.name) != "worksheet":
			return shape, errXML
		case m.depth() == 2 && string(m.name) == "cols":
			err = r.eachChild("col", func() error { return shape.addRun(m) })
		case m.depth() == 2 && string(m.name) == "sheetData":
			err = r.eachRow(func() error { return shape.row(r, a.header) })
		case m.depth() == 2 && string(m.name) == "mergeCells":
			err = r.readMerges()
		}
		if err != nil {
			return shape, err
		}
	}
}

// row looks for the last cell of a row that holds anything.
func (s *sheetShape) row(r *sheetReader, header int) error {
	if err := r.number(); err != nil {
		return err
	}
	for outside, col := r.m.depth()-1, -1; ; {
		kind, err := r.m.next()
		switch {
		case err != nil:
			return err
		case kind == endTag && r.m.depth() == outside:
			return nil
		case kind != startTag:
			continue
		case string(r.m.name) != "c":
			if err := r.m.skip(); err != nil {
				return err
			}
			continue
		}
		style := ""
		if col, style, err = r.place(col); err != nil {
			return err
		}
		holds, err := holdsAnything(r.m)
		if err != nil {
			return err
		}
		if holds {
			s.first = max(s.first, col+1)
			if r.row == header {
				s.style = style
			}
		}
	}
}

// holdsAnything reads to the end of the cell whose start tag came last, and reports
// whether there was anything in it.
func holdsAnything(m *markup) (holds bool, err error) {
	for outside := m.depth() - 1; ; {
		kind, err := m.next()
		switch {
		case err != nil:
			return false, err
		case kind == endTag && m.depth() == outside:
			return holds, nil
		case kind == startTag:
			holds = true
		}
	}
}

// eachRow calls read with the start tag of every row, which it reads to its end, of the
// element whose start tag came last, and reads to that element's end.
func (r *sheetReader) eachRow(read func() error) error {
	for outside := r.m.depth() - 1; ; {
		kind, err := r.m.next()
		switch {
		case err != nil:
			return err
		case kind == endTag && r.m.depth() == outside:
			return nil
		case kind == startTag && string(r.m.name) == "row":
			err = read()
		case kind == startTag:
			err = r.m.skip()
		}
		if err != nil {
			return err
		}
	}
}

// number reads which row it is whose start tag came last.
func (r *sheetReader) number() error {
	number, err := r.m.attribute("r")
	if err != nil {
		return err
	}
	next := r.row + 1
	if number != "" {
		if next, err = parseRow([]byte(number)); err != nil || next <= r.row {
			return errors.Join(errors.New("rows out of order"), err)
		}
	}
	if next > maxRows {
		return errXML
	}
	r.row = next
	return nil
}

// place reads in which column the cell stands whose start tag came last, behind one
// before it, and its style.
func (r *sheetReader) place(before int) (col int, style string, err error) {
	col = before + 1
	for rest := r.m.attrs; ; {
		name, value, next, ok, err := attr(rest)
		switch {
		case err != nil:
			return 0, "", err
		case !ok && col >= maxColumns:
			return 0, "", tooManyColumns(r.row)
		case !ok:
			return col, style, nil
		}
		switch string(name) {
		case "r":
			if col, err = r.column(value); err != nil {
				return 0, "", err
			}
		case "s":
			style = string(value)
		}
		rest = next
	}
}

// addRun reads a run of columns.
func (s *sheetShape) addRun(m *markup) error {
	run := columnRun{}
	var rest bytes.Buffer
	for attrs := m.attrs; ; {
		name, value, next, ok, err := attr(attrs)
		switch {
		case err != nil:
			return err
		case !ok:
			run.rest = rest.String()
			if run.from < 1 || run.to < run.from || len(s.runs) == maxColumns {
				return errXML
			}
			s.runs = append(s.runs, run)
			return nil
		}
		switch string(name) {
		case "min":
			run.from = smallNumber(value)
		case "max":
			run.to = smallNumber(value)
		default:
			rest.Write(attrs[:len(attrs)-len(next)])
		}
		attrs = next
	}
}
