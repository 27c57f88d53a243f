package ui

import (
	"fmt"
	"slices"
	"time"

	"callsheet/model/figures"
	"callsheet/model/outcomes"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// outcomeColumn is a column of the list of contacts, with what it shows of one.
type outcomeColumn struct {
	widget.GridColumn
	cell   func(outcomeRows, *outcomes.Entry) string
	hidden []outcomes.Show // filters that leave nothing in it, or the same
	wide   bool            // it is shown of all only where there is room for it
}

// roomyList is the width from which the list of all contacts has room for every column.
const roomyList = 100

// leastName is the cells of a name in the narrowest window, which leaves the others theirs.
const leastName = 11

// reasonWidth is what the longest reason of the service's reference takes.
const reasonWidth = 29

// outcomeColumns are the columns of the list of contacts.
var outcomeColumns = []outcomeColumn{
	{widget.GridColumn{Title: "Time", Width: 8, Frozen: true}, func(r outcomeRows, e *outcomes.Entry) string { return r.moment(e.Last) }, uncalled, false},
	{widget.GridColumn{Title: "Name", Width: 30, Min: 9, Frozen: true}, func(r outcomeRows, e *outcomes.Entry) string { return printable.Text(r.all.Name(e), 80) }, nil, false},
	{widget.GridColumn{Title: "Number", Width: 18, Min: 15}, func(r outcomeRows, e *outcomes.Entry) string { return entryNumber(r.all, e) }, nil, false},
	{widget.GridColumn{Title: "Outcome", Width: 10, Min: 10}, func(_ outcomeRows, e *outcomes.Entry) string { return printable.Text(e.Outcome, 20) },
		[]outcomes.Show{outcomes.ShowAnswered, outcomes.ShowMissed, outcomes.ShowFailed, outcomes.ShowNotCalled}, false},
	{widget.GridColumn{Title: "Tries", Width: 5, Right: true}, func(_ outcomeRows, e *outcomes.Entry) string { return countOrNothing(e.Attempts) }, uncalled, true},
	{widget.GridColumn{Title: "Talk", Width: 9, Min: 8, Right: true}, func(_ outcomeRows, e *outcomes.Entry) string { return talkOrNothing(e.Talk) },
		append([]outcomes.Show{outcomes.ShowMissed, outcomes.ShowFailed}, uncalled...), false},
	{widget.GridColumn{Title: "Reason", Width: 20, Min: 17, Grow: true}, func(_ outcomeRows, e *outcomes.Entry) string { return printable.Text(e.Why(), 120) }, nil, false},
}

// uncalled are the filters that show nobody who was called.
var uncalled = []outcomes.Show{outcomes.ShowNotCalled}

func countOrNothing(n int) string {
	if n <= 0 {
		return ""
	}
	return figures.Count(n)
}

func talkOrNothing(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return figures.Duration(d)
}

// outcomeRows shows contacts with what came of them.
type outcomeRows struct {
	all     *outcomes.List
	shown   []int32
	columns []outcomeColumn
	zone    *time.Location // the operator's clock
	layout  string         // of times
	roomy   bool
}

func newOutcomeRows(all *outcomes.List, shown []int32, show outcomes.Show, zone *time.Location, width int, beside bool) outcomeRows {
	r := outcomeRows{all: all, shown: shown, zone: zone, roomy: width >= roomyList, layout: "2 Jan 15:04"}
	switch {
	case all.OneDay(zone) && width < roomyList:
		r.layout = "15:04"
	case all.OneDay(zone):
		r.layout = "15:04:05"
	}
	for _, c := range outcomeColumns {
		if beside && width < roomyList && c.Title == "Number" {
			continue // it stands there
		}
		if !slices.Contains(c.hidden, show) && (!c.wide || show != outcomes.ShowAll || width >= roomyList) {
			r.columns = append(r.columns, c)
		}
	}
	return r
}

// longest is a time that takes as much room as any.
var longest = time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)

// gridColumns are the columns as a grid has them.
func (r outcomeRows) gridColumns() []widget.GridColumn {
	columns := make([]widget.GridColumn, 0, len(r.columns))
	for i, c := range r.columns {
		columns = append(columns, c.GridColumn)
		if c.Title == "Time" {
			columns[i].Width = len(longest.Format(r.layout))
		}
		if c.Title == "Name" {
			columns[i].Width = r.namesWidth(c.Min, c.Width)
			columns[i].Min = min(leastName, columns[i].Width)
		}
		if c.Title == "Reason" && r.roomy {
			columns[i].Width, columns[i].Min = reasonWidth, reasonWidth
		}
	}
	return columns
}

// namesWidth is what the names of the first contacts want, so that the reasons have the rest.
func (r outcomeRows) namesWidth(least, most int) int {
	const looked = 200
	for i := range min(r.all.Len(), looked) {
		least = max(least, widget.Width(printable.Text(r.all.Name(r.all.Entry(i)), 80)))
	}
	return min(least, most)
}

func (r outcomeRows) Len() int { return len(r.shown) }

func (r outcomeRows) Cell(row, col int) string {
	return r.columns[col].cell(r, r.all.Entry(int(r.shown[row])))
}

// moment is when a call was made, on the operator's clock.
func (r outcomeRows) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(r.zone).Format(r.layout)
}

// entryNumber is a contact's number as its country groups it, or what stands in its place.
func entryNumber(all *outcomes.List, e *outcomes.Entry) string {
	switch {
	case e.To != 0:
		return e.To.Grouped()
	case len(e.Calls) > 0:
		return phoneWords(e.Calls[0].Phone)
	case e.Row >= 0:
		return printable.Text(all.Rows().Contacts().Given(e.Row), 30)
	}
	return ""
}

func phoneWords(number string) string {
	if r := phone.Read(table.Cell{Text: number}, ""); r.Number != 0 && (r.Problem == phone.NoProblem || r.Problem.Costly()) {
		return r.Number.Grouped()
	}
	return printable.Text(number, 30)
}

// style draws a contact by what came of them.
func (c *contactList) style(i int) theme.Pen {
	t := c.live.console.Theme
	if i >= len(c.shown) {
		return t.Text
	}
	show := c.all.Entry(int(c.shown[i])).Show
	if show == outcomes.ShowNotCalled {
		return t.Muted
	}
	return filterPen(t, show)
}

// isEmpty reports whether no contact is listed because no call is.
func (c *contactList) isEmpty() bool { return c.all.Calls() == 0 && c.choice == newChoice }

// lines are the list with its filters.
func (c *contactList) lines() []string {
	t := c.live.console.Theme
	lines := []string{c.filter.View(c.width)}
	switch {
	case c.making && c.all.Len() == 0:
		return append(lines, t.Muted.Render("The contacts are being listed."))
	case c.isEmpty():
	case len(c.shown) > 0:
		return append(lines, c.grid.Quiet(c.filter.Finding()).View())
	case c.choice.Find != "":
		return append(lines, t.Muted.Render(fmt.Sprintf("Nobody of these holds %q. esc shows all again.", printable.Text(c.choice.Find, 40))))
	default:
		return append(lines, t.Muted.Render("Nobody of these so far. 1 shows all."))
	}
	words := "No call has been placed yet."
	if s, _ := c.live.progress.Latest(); s.Processed > 0 {
		words = "Dialgen lists no call yet."
	}
	if c.all.Len() > 0 {
		words += " 5 shows who is yet to be called, 6 who is not."
	}
	return append(lines, t.Muted.Render(words))
}
