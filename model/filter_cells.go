package model

import (
	"slices"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/printable"
)

// CellHow is what a cell has to be for a test.
type CellHow string

const (
	CellIs       CellHow = "is"        // the text, ignoring case
	CellHas      CellHow = "has"       // the text somewhere in it, ignoring case
	CellEmpty    CellHow = "empty"     // no text
	CellNotEmpty CellHow = "not_empty" // any text
)

// CellTest tests what a row holds in a column of the file, edits included.
type CellTest struct {
	Column int     `json:"column"` // place of the column in the file
	How    CellHow `json:"how"`
	Text   string  `json:"text,omitempty"`
}

// CellTests are met together, one for a column at most.
type CellTests []CellTest

// Of is the test of a column.
func (all CellTests) Of(column int) (CellTest, bool) {
	i := slices.IndexFunc(all, func(t CellTest) bool { return t.Column == column })
	if i < 0 {
		return CellTest{}, false
	}
	return all[i], true
}

// With is the tests with another one, in place of that of its column. all stays as it is.
func (all CellTests) With(t CellTest) CellTests { return append(all.Without(t.Column), t) }

// Without is the tests without that of a column. all stays as it is.
func (all CellTests) Without(column int) CellTests {
	return slices.DeleteFunc(slices.Clone(all), func(t CellTest) bool { return t.Column == column })
}

// Within is those of the tests whose column is mapped: a view may be of another file
// than it was made for.
func (all CellTests) Within(m columns.Mapping) CellTests {
	return slices.DeleteFunc(slices.Clone(all), func(t CellTest) bool { return columnAt(m, t.Column) < 0 })
}

func columnAt(m columns.Mapping, index int) int {
	return slices.IndexFunc(m, func(c columns.Column) bool { return c.Index == index })
}

// maxTestWords bounds how much of a test's text, and of a column's title, is said, in runes.
const maxTestWords = 40

// Words say what a test lets through of a list with some columns: `Plan = Gold`.
func (t CellTest) Words(m columns.Mapping) string {
	title := "?"
	if i := columnAt(m, t.Column); i >= 0 {
		title = printable.Text(m[i].Title(), maxTestWords)
	}
	return title + " " + t.Rule()
}

// Rule says what the cell has to be: `= Gold`.
func (t CellTest) Rule() string {
	switch t.How {
	case CellEmpty:
		return "empty"
	case CellNotEmpty:
		return "not empty"
	case CellHas:
		return "has “" + printable.Text(t.Text, maxTestWords) + "”"
	}
	return "= " + printable.Text(t.Text, maxTestWords)
}

// Cell is what a row holds in a column of the mapping, edits included, on one clean line.
func (fl Fields) Cell(row int, c columns.Column) string {
	return fl.eval.cellText(row, fl.list.Edit(row), c)
}

func (ev *evaluator) cellText(row int, e Edit, c columns.Column) string {
	switch c.Field {
	case columns.FieldPhone, columns.FieldName, columns.FieldEmail, columns.FieldCompany, columns.FieldID:
		return ev.contacts.value(row, e, EditableField{Field: c.Field})
	}
	return printable.Text(ev.rows.cell(row, e, c.Index).Text, columns.MaxFieldRunes)
}

// cellMatch is a test prepared for many rows.
type cellMatch struct {
	CellTest
	of     columns.Column
	known  bool   // the list has that column
	needle string // in lower case
}

// cellMatches prepares tests; what is of no column of the list lets no row through.
func cellMatches(l *List, tests *CellTests) []cellMatch {
	if tests == nil {
		return nil
	}
	var all []cellMatch
	for _, t := range *tests {
		m := cellMatch{CellTest: t, needle: strings.ToLower(strings.TrimSpace(t.Text))}
		if i := columnAt(l.Mapping, t.Column); i >= 0 {
			m.of, m.known = l.Mapping[i], true
		}
		all = append(all, m)
	}
	return all
}

func (m cellMatch) lets(l *List, row int) bool {
	if !m.known {
		return false
	}
	text := strings.TrimSpace(l.eval.cellText(row, l.Edit(row), m.of))
	switch m.How {
	case CellEmpty:
		return text == ""
	case CellNotEmpty:
		return text != ""
	case CellHas:
		return strings.Contains(strings.ToLower(text), m.needle)
	}
	return strings.EqualFold(text, m.needle)
}
