package model

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// rowShift is what is known of a row whose cells stand in the wrong columns.
type rowShift struct {
	cells []table.Cell // as they belong; nil when that is not plain
	at    int          // column from which on they are shifted
	by    int          // columns to the right, or to the left when negative
	split bool         // a comma cut one value into several
}

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
	long := sf.rows.table.Marks(row)&table.RowLong != 0
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

// maxShiftColumns bounds the table in which shifted cells are looked for, and
// maxSplit into how many pieces too many a value may have been cut.
const (
	maxShiftColumns = 200
	maxSplit        = 3
)

// unsplit joins the pieces of the one value of a long row by which all others
// come into their columns, if there is just one such. Between two it is the one
// whose pieces begin with a blank, as after a comma in a sentence, or the company
// that has its legal form behind the comma.
func unsplit(cells []table.Cell, forms []valueForm, company int) rowShift {
	for len(cells) > len(forms) && strings.TrimSpace(cells[len(cells)-1].Text) == "" {
		cells = cells[:len(cells)-1]
	}
	extra := len(cells) - len(forms)
	if extra < 1 || extra > maxSplit {
		return rowShift{}
	}
	const blank, legal, point = 1, 2, 4
	var best rowShift
	values := appendForms(make([]valueForm, 0, len(cells)), cells)
	moved := make([]valueForm, len(forms)) // the forms of joined, which are worked out once
	bestFit, second := point*fit(values, forms), 0
	for at := range forms {
		value := join(cells[at : at+extra+1])
		copy(moved, values[:at])
		moved[at] = formOf(value)
		copy(moved[at+1:], values[at+extra+1:])
		points := point * fit(moved, forms)
		if last := cells[at+extra].Text; strings.HasPrefix(last, " ") {
			points += blank
		}
		if at == company && endsInLegalForm(cells[at+extra].Text) {
			points += legal
		}
		if moved[at] != formText || forms[at] == formDigits || forms[at] == formEmail {
			continue
		}
		switch {
		case points > bestFit:
			joined := make([]table.Cell, 0, len(forms))
			joined = append(joined, cells[:at]...)
			joined = append(joined, value)
			joined = append(joined, cells[at+extra+1:]...)
			best, bestFit, second = rowShift{cells: joined, at: at, by: extra, split: true}, points, -point*len(forms)
		case points == bestFit:
			second = points
		}
	}
	if best.cells == nil || second == bestFit {
		return rowShift{at: 0, by: extra}
	}
	return best
}

// endsInLegalForm reports whether a text ends as the names of companies do.
func endsInLegalForm(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	last := text
	if at := strings.LastIndexFunc(text, unicode.IsSpace); at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		last = text[at+size:]
	}
	switch strings.ToLower(strings.ReplaceAll(last, ".", "")) {
	case "inc", "llc", "llp", "lp", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "pllc", "pc",
		"gmbh", "ag", "kg", "ohg", "mbh", "ug", "se", "sa", "sas", "sarl", "sl", "srl", "spa", "snc", "bv", "nv", "vof",
		"ab", "as", "asa", "aps", "oy", "oyj", "oo", "sro", "kft", "zrt", "ltda", "eireli", "cv", "pty", "pvt", "bhd", "kk", "ооо", "оао", "зао":
		return true
	}
	return false
}

func join(cells []table.Cell) table.Cell {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.Text
	}
	return table.Cell{Text: strings.Join(texts, ",")}
}

// unshift moves the cells from one column on by one column, where some of them
// come into a column of their form by that and none leaves one; clear tells that
// there are at least two.
func unshift(cells []table.Cell, forms []valueForm) (found rowShift, clear bool) {
	const one, clearly = 2, 3
	// The forms of the cells are worked out once and moved in place of them.
	var known, movedForms [maxShiftColumns + 1]valueForm
	values := known[:len(forms)+1]
	appendForms(values[:0], cells[:min(len(cells), len(values))])
	bestFit := fit(values, forms)
	astray := filledCells(values, forms) - bestFit
	wide := make([]table.Cell, len(forms)+1)
	copy(wide, cells)
	moved := movedForms[:len(forms)]
	was := bestFit
	bestFit += one - 1
	for at := range forms {
		for _, by := range []int{1, -1} {
			if gap := wide[at]; by > 0 && strings.TrimSpace(gap.Text) != "" {
				continue
			}
			if last := wide[len(forms)-1]; by < 0 && strings.TrimSpace(last.Text) != "" {
				continue
			}
			move(moved, values, at, by)
			if points := fit(moved, forms); points > bestFit && points == filledCells(moved, forms) {
				bestFit, found = points, rowShift{cells: make([]table.Cell, len(forms)), at: at, by: by}
				move(found.cells, wide, at, by)
			}
		}
	}
	return found, astray > one && bestFit-was >= clearly
}

// anyAstray reports whether any of a row's cells is of another form than its
// column. A list of which no number can be dialled asks it of every row, and of
// nearly all there is none.
func anyAstray(cells []table.Cell, forms []valueForm) bool {
	for i, c := range cells[:min(len(cells), len(forms))] {
		if forms[i] == formEmpty || c.Text == "" {
			continue
		}
		if plainForm(c) == forms[i] {
			continue
		}
		if form := formOf(c); form != formEmpty && form != forms[i] {
			return true
		}
	}
	return false
}

// move copies a row with what stands from a column on one place further to the
// left, for by 1, or to the right. from has one place more than to.
func move[T any](to, from []T, at, by int) {
	var nothing T
	copy(to, from[:at])
	if by > 0 {
		copy(to[at:], from[at+1:])
		return
	}
	to[at] = nothing
	copy(to[at+1:], from[at:len(to)])
}

// filledCells is the best fit that values can have.
func filledCells(values, forms []valueForm) int {
	n := 0
	for i, form := range values[:min(len(values), len(forms))] {
		if forms[i] != formEmpty && form != formEmpty {
			n++
		}
	}
	return n
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

// holdRow holds a row whose cells stand in the wrong columns, or whose number
// stands in one cell for several rows. It reports whether it did.
func (ev *evaluator) holdRow(v *record, row int, e Edit, cell table.Cell, r phone.Reading) bool {
	s, ok := ev.shifts.find(row, e, mayBeShifted(r.Problem) || ev.shifts.misplaced(row))
	switch {
	case ok:
		v.problem = Shifted
		if s.cells == nil {
			v.fix = uint8(FixAsIs) << partBits
			break
		}
		v.fix = uint8(FixUnshift) << partBits
		r = phone.Read(ev.shifts.phoneOf(s.cells), ev.numbers.region(row, e))
	case cell.Kind == table.KindMerged && r.Problem == phone.NoProblem && !e.AsIs:
		v.problem, v.fix = Merged, uint8(FixAsIs)<<partBits
	default:
		return false
	}
	v.state, v.number, v.region, v.warned = ToFix, 0, 0, 0
	if r.Problem == phone.NoProblem {
		v.number = r.Number
		v.setRegion(r.Region)
		v.warn(Warnings(r.Warnings & phone.NotAssigned))
	}
	return true
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

// shiftFixes are the fixes of a row that is held for where its cells stand.
func (fs Fixes) shiftFixes(row int, e Edit, r record) []Fix {
	var fixes []Fix
	reason := "One cell of the workbook holds this number for several rows. It is taken for this one, and those below are its duplicates."
	if r.problem == Shifted {
		reason = "The cells are taken for what the columns say that they stand in."
		if s, ok := fs.eval.shifts.find(row, e, true); ok && s.cells != nil {
			fixes = append(fixes, Fix{Kind: FixUnshift, Number: r.number, Confidence: Likely, Reason: fs.eval.shifts.words(s)})
		}
	}
	return append(fixes, Fix{Kind: FixAsIs, Number: fs.list.Contacts().Read(row).Number, Confidence: Unsure, Reason: reason})
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
