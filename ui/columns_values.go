package ui

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	valuesFrom   = 158  // the width from which the values of the column under the cursor are listed
	valuesAmong  = 1000 // rows that are counted
	valuesLooked = 120  // rows with a value that are looked at for what is understood of them, at most
	leastValues  = 3    // lines that are worth a list
	valueRow     = 7    // cells of a row's number
	longestValue = 120
)

// columnValues are the values of the column under the cursor, and what is understood of
// each: the lines below the columns, where there is room.
type columnValues struct{ lines []string }

// below are those lines behind what stands above them.
func (v *columnValues) below() string {
	if len(v.lines) == 0 {
		return ""
	}
	return "\n\n" + strings.Join(v.lines, "\n")
}

// look works out what is shown of the column under the cursor, below so many lines of
// columns.
func (v *columnValues) look(c *columnsScreen, gridLines int) {
	v.lines = nil
	col, ok := c.here()
	if !ok || col.Absent() || c.width < valuesFrom || c.console.Theme.Lines || c.console.Campaign.Table.Len() == 0 {
		return
	}
	t, width := c.console.Theme, c.width-paneWidth(c.width)-screen.PaneGap
	above := len(c.headLines()) + gridLines + 1 + len(c.reason(width)) + 1
	room := c.height - above - 4 // the counts, a blank, the titles, and that there are more
	if room < leastValues {
		return
	}
	counts := c.countValues(col)
	v.lines = append(widget.Paragraph(t.Text, counts.words(), width), "")
	file := (width - valueRow - 4) / 2
	line := func(row, value, understood string) string {
		return widget.FitRight(row, valueRow, "") + "  " + widget.Fit(value, file, t.Glyphs.Ellipsis) + "  " + widget.Clip(understood, t.Glyphs.Ellipsis, width-valueRow-file-4)
	}
	v.lines = append(v.lines, t.Muted.Render(line("Row", "In the file", "Understood as")))
	for _, row := range counts.rows[:min(len(counts.rows), room, valuesLooked)] {
		number := figures.Count(c.console.Campaign.Table.RowNumber(row))
		value := printable.Text(c.console.Campaign.Table.Cell(row, col.Index).Text, longestValue)
		v.lines = append(v.lines, line(number, value, c.understood(col, row)))
	}
	if more := counts.full - min(len(counts.rows), room, valuesLooked); more > 0 {
		v.lines = append(v.lines, t.Muted.Render(strings.Repeat(" ", valueRow+2)+"and "+figures.Counted(more, "value")+" more"+counts.amongWords()))
	}
}

// valueCounts is how often a column has a value in the first rows of a list.
type valueCounts struct {
	all, among             int // rows of the list, and those that are counted
	full, empty, different int
	rows                   []int // the first that have one
}

// countValues looks at the first rows of the list; blank rows do not count.
func (c *columnsScreen) countValues(col columns.Column) valueCounts {
	t := c.console.Campaign.Table
	n := valueCounts{all: t.Len(), among: min(t.Len(), valuesAmong)}
	seen := map[string]bool{}
	for row := range n.among {
		text := strings.TrimSpace(t.Cell(row, col.Index).Text)
		switch {
		case t.Blank(row):
			continue
		case text == "":
			n.empty++
			continue
		}
		if n.full++; !seen[text] {
			seen[text] = true
			n.different++
		}
		if len(n.rows) < valuesLooked {
			n.rows = append(n.rows, row)
		}
	}
	return n
}

// words say how often there is a value.
func (n valueCounts) words() string {
	head := "In this list"
	if n.among < n.all {
		head = "In the first " + figures.Counted(n.among, "row")
	}
	if n.full == 0 {
		return head + " the column is empty."
	}
	return fmt.Sprintf("%s: %s, %s different, and %s empty.", head, figures.Counted(n.full, "value"), figures.Count(n.different), figures.Count(n.empty))
}

// amongWords say where there are more.
func (n valueCounts) amongWords() string {
	if n.among < n.all {
		return " in these rows"
	}
	return ""
}

// understood is what a value is sent as, or why it is not sent.
func (c *columnsScreen) understood(col columns.Column, row int) string {
	t := c.console.Theme
	if col.Field == columns.FieldSkip {
		return t.Muted.Render("not sent")
	}
	contact, verdict := session.Preview(c.console.Campaign, row)
	sent := func(text, without string) string {
		if text == "" {
			return t.Warning.Render(without)
		}
		return t.Text.Render(printable.Text(text, longestValue))
	}
	switch col.Field {
	case columns.FieldPhone, columns.FieldPhone2:
		if len(c.console.Campaign.Mapping.Dialled()) == 1 && col.Field == columns.FieldPhone {
			return c.contact.verdictWords(verdict)
		}
		if verdict.State == model.Ready {
			return t.Muted.Render("of the row's numbers, dialled: ") + c.contact.verdictWords(verdict)
		}
		return c.contact.verdictWords(verdict)
	case columns.FieldName, columns.FieldFirstName, columns.FieldLastName:
		return sent(contact.Name, "no name is sent")
	case columns.FieldEmail:
		return sent(contact.Email, "no valid address, not sent")
	case columns.FieldCompany:
		return sent(contact.Company, "not sent")
	case columns.FieldID:
		return sent(contact.ID, "no id, not sent")
	case columns.FieldDoNotCall:
		if verdict.State == model.Ready {
			return t.Text.Render("no refusal: may be called")
		}
		return c.contact.verdictWords(verdict)
	}
	if col.Key != "" {
		value, ok := contact.Metadata[col.Key]
		if !ok {
			return sent("", "not sent")
		}
		return sent(fmt.Sprint(value), "not sent")
	}
	return t.Muted.Render("for the number and its time zone")
}
