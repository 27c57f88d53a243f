package contacts

import (
	"slices"
	"strconv"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// Table is the rows that are shown: which, in which order, under which columns, and
// which of them are selected.
type Table struct {
	theme theme.Theme
	list  func() *model.List

	grid     widget.Grid
	width    int            // of the grid, as it was laid out last
	cause    model.CauseKey // of all rows, as they were laid out last; zero = of none
	Rows     []int32        // rows of the list that are shown, in their order; owned by the table
	Stale    bool           // many of them may no longer belong here
	wanted   int            // row to begin at, until the rows are there; then -1
	Order    sorting
	looks    columnLooks
	dial     dialWords
	selected *model.RowSet
}

func newTable(t theme.Theme, list func() *model.List, view model.View) *Table {
	r := &Table{theme: t, list: list, grid: widget.NewGrid(t, nil), wanted: view.Row, Order: sortingOf(view.Sort), looks: columnLooksOf(view.Columns), selected: &model.RowSet{}}
	r.grid.SetRowStyle(r.rowStyle)
	return r
}

// Here is the row of the list under the cursor.
func (r *Table) Here() (int, bool) {
	i := r.grid.Cursor()
	if i < 0 || i >= len(r.Rows) {
		return 0, false
	}
	return int(r.Rows[i]), true
}

// dropRow takes a row off that no longer belongs to what is shown.
func (r *Table) dropRow(row int) {
	at := r.grid.Cursor()
	i := at
	if i >= len(r.Rows) || int(r.Rows[i]) != row {
		i = slices.Index(r.Rows, int32(row))
	}
	if i < 0 {
		return
	}
	r.Rows = slices.Delete(r.Rows, i, i+1)
	if i < at {
		at--
	}
	r.grid.SetRows(r.gridRows())
	r.grid.SetCursor(min(at, len(r.Rows)-1))
}

// ShowRows keeps the cursor on its row, or where that row was.
func (r *Table) ShowRows(rows []int32) {
	row, had := r.Here()
	at := r.grid.Cursor()
	if r.wanted >= 0 {
		row, had = r.wanted, true
		r.wanted = -1
	}
	r.Rows, r.Stale = rows, false
	r.layColumns(r.width, r.cause)
	if had {
		if i := slices.Index(rows, int32(row)); i >= 0 {
			at = i
		}
	}
	r.grid.SetCursor(min(at, len(rows)-1))
}

// toProblem moves to the next row to fix from a place in one direction, and reports
// whether there is one.
func (r *Table) toProblem(from, step int) bool {
	if r.list().Counts().Of(model.ToFix) == 0 {
		return false
	}
	for i := from + step; i >= 0 && i < len(r.Rows); i += step {
		if r.list().Verdict(int(r.Rows[i])).State == model.ToFix {
			r.grid.SetCursor(i)
			return true
		}
	}
	return false
}

// allColumns are the columns there are for this list.
func (r *Table) allColumns() []contactColumn {
	all := slices.Clone(contactColumns)
	// A row is found again by its number, so it is never cut.
	if t := r.list().Table; t.Len() > 0 {
		digits := max(4, len(strconv.Itoa(t.RowNumber(t.Len()-1))))
		all[0].Width, all[0].Min = digits, digits
	}
	for _, s := range r.list().Fields().All() {
		if s.Field == columns.FieldMetadata {
			all = append(all, contactColumn{columnMeta + columnName(s.Key), 0, widget.GridColumn{Title: "{" + s.Key + "}", Width: 14, Min: 6}})
		}
	}
	return all
}

// showsColumn reports whether a column is shown in a grid of some width. What is wrong
// with the rows of one cause is the same in all, so who they are has its place.
func (r *Table) showsColumn(col contactColumn, width int) bool {
	if v, ok := r.looks.of(col.Name); ok {
		return v.Shown
	}
	switch {
	case col.Name == columnWho && !r.cause.IsZero():
		return true
	case col.Name == columnWhy && saysAll(r.cause):
		return width >= whoAndWhyFrom
	}
	return col.from > 0 && width >= col.from
}

// layColumns gives the grid the columns there is room for, and behind them those that
// are paged to, of rows that are all of a
// cause, or of none in particular.
func (r *Table) layColumns(width int, cause model.CauseKey) {
	r.width, r.cause = width, cause
	r.looks.shown, r.looks.beyond = r.looks.shown[:0:0], 0
	var beyond []contactColumn
	for _, col := range r.allColumns() {
		shown := r.showsColumn(col, width)
		if !shown && r.looks.hidden(col.Name) {
			continue
		}
		if col.Name == columnGiven {
			col.Width = r.givenWidth()
		}
		if v, ok := r.looks.of(col.Name); ok && v.Width > 0 {
			col.Width, col.Min, col.Grow = v.Width, 0, false
		}
		if col.Name == r.Order.column && col.Title != "" {
			col.Title += " " + r.Order.arrow(r.theme)
		}
		switch {
		case col.Name == columnWhy && !cause.IsZero():
			col.Min = leastWhy
		case col.Name == columnWho && saysAll(cause):
			col.Grow = true
		}
		if col.Beyond = !shown; col.Beyond {
			beyond = append(beyond, col)
		} else {
			r.looks.shown = append(r.looks.shown, col)
		}
	}
	r.looks.shown, r.looks.beyond = append(r.looks.shown, beyond...), len(beyond)
	cols := make([]widget.GridColumn, 0, len(r.looks.shown))
	for _, col := range r.looks.shown {
		cols = append(cols, col.GridColumn)
	}
	r.grid.SetColumns(cols)
	r.grid.SetRows(r.gridRows())
}

// givenWidth is the cells that what the file gave wants in the first of the rows shown.
func (r *Table) givenWidth() int {
	const rows = 100
	wants := usualGiven
	for _, row := range r.Rows[:min(len(r.Rows), rows)] {
		wants = max(wants, widget.Width(r.list().Contacts().Given(int(row))))
	}
	return min(wants, widestGiven)
}

func (r *Table) gridRows() contactRows {
	return contactRows{r.list(), r.Rows, r.looks.shown, r.theme.Glyphs, &r.dial}
}

// hiddenSort is the column the rows are sorted by when its title, which would
// say so, is not among those shown; "" otherwise.
func (r *Table) hiddenSort() string {
	arrow := " " + r.Order.arrow(r.theme)
	switch r.Order.column {
	case "":
		return ""
	case columnSign:
		return "State" + arrow
	}
	named := func(col contactColumn) bool { return col.Name == r.Order.column }
	all := r.allColumns()
	i := slices.IndexFunc(all, named)
	if i < 0 || slices.ContainsFunc(r.looks.home(), named) {
		return ""
	}
	return all[i].Title + arrow
}

func (r *Table) toggleSelected() {
	row, ok := r.Here()
	if !ok {
		return
	}
	r.selected.Toggle(row)
	r.showSelection()
	r.grid.SetCursor(r.grid.Cursor() + 1)
}

// selectShown marks every row that is shown, or unmarks them when all are marked.
func (r *Table) selectShown() {
	if r.Stale {
		return
	}
	was := r.selected.Len()
	r.selected.Add(r.Rows...)
	if r.selected.Len() == was {
		r.selected.Remove(r.Rows...)
	}
	r.showSelection()
}

func (r *Table) unselect() {
	r.selected.Clear()
	r.showSelection()
}

// showSelection draws the column of marks while there are any.
func (r *Table) showSelection() {
	if r.selected.Len() == 0 {
		r.grid.SetMarked(nil)
		return
	}
	r.grid.SetMarked(func(i int) bool { return i < len(r.Rows) && r.selected.Has(int(r.Rows[i])) })
}

func (r *Table) rowStyle(i int) theme.Pen {
	if i >= len(r.Rows) {
		return r.theme.Text
	}
	return stateStyle(r.theme, r.list().Verdict(int(r.Rows[i])).State)
}

// learnNumbers has the numbers of the rows in sight ready for drawing.
func (r *Table) learnNumbers() {
	from, to := r.grid.Visible()
	for _, row := range r.Rows[min(from, len(r.Rows)):min(to, len(r.Rows))] {
		r.dial.learn(r.list().Verdict(int(row)).Number)
	}
}
