package ui

import (
	"fmt"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// countryQuestion is asked where numbers have no country code and nobody named
// their country. It stands before the columns until it is answered.
type countryQuestion struct {
	cursor int  // candidate that enter takes
	later  bool // these rows wait, until somebody says
}

// asking reports whether the question stands before the columns.
func (c *columnsScreen) asking() bool {
	return c.country.Unanswered() && len(c.country.Candidates) > 0 && !c.question.later && c.checking == nil && !c.console.Campaign.ReadOnly()
}

// choose takes the operator's word for the country of the list.
func (c *columnsScreen) choose(r phone.Region) {
	c.changing()
	c.readAs(columns.RegionChoice{Region: r, From: columns.FromOperator, Because: columns.Chosen})
	c.row = c.firstContact()
	c.look()
}

// widestCountry is how many cells the name of a candidate has, with its digit.
const widestCountry = 28

// countryLines are the question, with every candidate and how it reads the same
// few numbers.
func (c *columnsScreen) countryLines() []string {
	t := c.console.Theme
	lines := []string{t.Title.Render("Which country are these numbers from?")}
	intro := fmt.Sprintf("They have no country code, and nobody named their country. Of %s tried, this many are numbers there, read like this:",
		figures.Counted(c.country.Numbers, "number"))
	for _, line := range widget.Wrap(intro, max(1, c.width)) {
		lines = append(lines, t.Muted.Render(line))
	}
	lines = append(lines, "", c.sampleLine("    As given", t.Muted, c.country.Candidates[0], c.asGiven))
	for i, f := range c.country.Candidates {
		pen, mark := t.Text, " "
		if i == min(c.question.cursor, len(c.country.Candidates)-1) {
			pen, mark = t.Strong, t.Glyphs.Cursor
		}
		lines = append(lines, c.sampleLine(fmt.Sprintf("%s %d %s", mark, i+1, screen.RegionWords(f.Region)), pen, f, c.readThere))
		why := fmt.Sprintf("%d of %d", f.Fits, c.country.Numbers)
		if f.Because != "" {
			why += ", " + f.Because
		}
		lines = append(lines, t.Muted.Render(widget.Clip("    "+why, t.Glyphs.Ellipsis, c.width)))
	}
	return append(lines, "", t.Muted.Render("  c another country   0 hold these rows until somebody says"))
}

// asGiven is a number as the list has it.
func (c *columnsScreen) asGiven(s columns.RegionSample) (string, theme.Pen) {
	return s.Given, c.console.Theme.Muted
}

// readThere is a number as a country reads it.
func (c *columnsScreen) readThere(s columns.RegionSample) (string, theme.Pen) {
	t := c.console.Theme
	switch {
	case s.Phone == "":
		return "no number", t.Warning
	case c.width < paneFrom:
		return s.Phone, t.Ready
	}
	return s.Number.Grouped(), t.Ready
}

// sampleLine is what stands for a candidate, and how it reads the numbers.
func (c *columnsScreen) sampleLine(head string, pen theme.Pen, f columns.RegionFit, show func(columns.RegionSample) (string, theme.Pen)) string {
	return c.sampleRow(head, pen, len(f.Samples), func(i int) (string, theme.Pen) { return show(f.Samples[i]) })
}

// sampleRow is a candidate with how it reads n samples beside it.
func (c *columnsScreen) sampleRow(head string, pen theme.Pen, n int, show func(int) (string, theme.Pen)) string {
	const widest = 24
	t := c.console.Theme
	line := pen.Render(widget.Fit(head, widestCountry, t.Glyphs.Ellipsis))
	width := max(8, min(widest, (c.width-widestCountry)/max(1, n)-1))
	for i := range n {
		text, pen := show(i)
		line += " " + pen.Render(widget.Fit(text, width, t.Glyphs.Ellipsis))
	}
	return line
}
