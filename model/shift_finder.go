package model

import (
	"strings"
	"sync"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// shiftFinder finds rows whose cells stand in the wrong columns, by the form that
// most values of each column have.
type shiftFinder struct {
	rows   *rowReader
	formed sync.Once
	forms  []valueForm // of the columns, once a row is doubtful
	own    int         // columns that are the file's own, known with forms
}

// find finds out whether a row's cells stand in the wrong columns: it has
// more than there are names, or they suit the next columns clearly better than
// their own.
func (sf *shiftFinder) find(row int, e Edit, doubtful bool) (rowShift, bool) {
	long := sf.rows.table.Flags(row)&table.RowLong != 0
	if !long && !doubtful || e.AsIs || e.rearranged() {
		return rowShift{}, false
	}
	forms := sf.columnForms()
	if len(forms) == 0 || len(forms) > maxShiftColumns {
		return rowShift{}, long
	}
	var few [32]table.Cell // as many as most rows have
	cells := sf.rows.table.AppendRow(few[:0], row)
	cells = cells[:min(len(cells), sf.own)]
	if !long && !anyAstray(cells, forms) {
		return rowShift{}, false
	}
	if long {
		return unsplit(cells, forms, sf.rows.cols.company), true
	}
	s, clear := unshift(cells, forms)
	if s.cells == nil || !clear && !sf.dialsAnother(cells, s.cells) {
		return rowShift{}, false
	}
	return s, true
}

// dialsAnother reports whether cells moved into their columns give another number
// than they do as they stand.
func (sf *shiftFinder) dialsAnother(cells, moved []table.Cell) bool {
	was, is := sf.phoneOf(cells), sf.phoneOf(moved)
	return formOf(was) == formDigits && lastDigits(was.Text) != lastDigits(is.Text)
}

// lastDigits are those of a text, by which a number is known whichever way
// it is written.
func lastDigits(text string) string {
	const last = 7
	var digits []byte
	for i := range len(text) {
		if fold.IsDigit(text[i]) {
			digits = append(digits, text[i])
		}
	}
	return string(digits[max(0, len(digits)-last):])
}

// columnForms is the form of most values of each named column.
func (sf *shiftFinder) columnForms() []valueForm {
	sf.formed.Do(func() { sf.forms, sf.own = columnForms(sf.rows.table), ownColumns(sf.rows.table) })
	return sf.forms
}

// misplaced reports whether a row's name, company or address is what none of them
// is, or words stand beside its number where others have another number, which
// costs little to see.
func (sf *shiftFinder) misplaced(row int) bool {
	if sf.rows.cols.email >= 0 {
		c := sf.rows.table.Cell(row, sf.rows.cols.email)
		if !strings.Contains(c.Text, "@") && mayReach(c.Text) && formOf(c) == formDigits {
			return true
		}
	}
	forms := sf.columnForms()
	for _, col := range [...]int{sf.rows.cols.phone - 1, sf.rows.cols.phone + 1} {
		if sf.rows.cols.phone < 0 || col < 0 || col >= len(forms) || forms[col] != formDigits {
			continue
		}
		if c := sf.rows.table.Cell(row, col); c.Text != "" && strings.IndexByte("+(0123456789", c.Text[0]) < 0 && formOf(c) == formText {
			return true
		}
	}
	for _, col := range [...]int{sf.rows.cols.name, sf.rows.cols.first, sf.rows.cols.last, sf.rows.cols.company} {
		if col < 0 {
			continue
		}
		c := sf.rows.table.Cell(row, col)
		if !mayReach(c.Text) {
			continue
		}
		switch formOf(c) {
		case formDigits, formEmail:
			return true
		}
	}
	return false
}

// mayReach reports whether a text holds an at sign or as many digits as a phone
// number has.
func mayReach(text string) bool {
	digits := 0
	for i := range len(text) {
		switch b := text[i]; {
		case b == '@', b >= utf8.RuneSelf:
			return true
		case b >= '0' && b <= '9':
			digits++
		}
	}
	return digits >= reachDigits
}

// rearranged reports whether the operator wrote over cells of the row, or typed
// its number: what stands where is then their word.
func (e Edit) rearranged() bool {
	if _, typed := e.Value(columns.FieldPhone); typed {
		return true
	}
	if e.body == nil {
		return false
	}
	for _, t := range e.body.typed {
		if t.place[0] == '#' {
			return true
		}
	}
	return false
}

// mayBeShifted reports whether a number that cannot be dialled may be the value
// of another column.
func mayBeShifted(p phone.Problem) bool {
	switch p {
	case phone.Empty, phone.NoDigits, phone.Letters, phone.TooShort, phone.InvalidForRegion, phone.ShortCode, phone.Placeholder:
		return true
	}
	return false
}

// phoneOf is the cell of the phone column among cells.
func (sf *shiftFinder) phoneOf(cells []table.Cell) table.Cell {
	if sf.rows.cols.phone < 0 || sf.rows.cols.phone >= len(cells) {
		return table.Cell{}
	}
	return cells[sf.rows.cols.phone]
}

// moveBack is a row's edit with its cells in the columns they belong to.
func (sf *shiftFinder) moveBack(row int, e Edit, r record) (Edit, bool) {
	s, ok := sf.find(row, e, r.problem == Shifted)
	if !ok || s.cells == nil || r.problem != Shifted {
		return e, false
	}
	for col := range max(len(s.cells), min(sf.rows.table.Cells(row), sf.own)) {
		text := ""
		if col < len(s.cells) {
			text = s.cells[col].Text
		}
		if text != sf.rows.table.Cell(row, col).Text {
			e = e.put(columnPlace(col), text)
		}
	}
	return e, true
}

// words says how a row's cells come into their columns.
func (sf *shiftFinder) words(s rowShift) string {
	title := sf.rows.columnTitle(s.at)
	switch {
	case s.split:
		return "A comma cut “" + printable.Text(s.cells[s.at].Text, maxGivenWords) + "” under " + title + " in pieces. They are joined, and the cells behind move back."
	case s.by > 0:
		return "The cells from " + title + " on stand one column too far to the right. They move back."
	}
	return "A cell is missing under " + title + ", and those behind stand one column too far to the left. They move back."
}
